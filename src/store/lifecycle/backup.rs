//! Backups: copies that are checked before they get their name.
//!
//! A copy is made by `VACUUM INTO`, which reads one state of the register while others write. Copying the
//! file instead loses what stands in the log, and no check sees it. A backup is in rollback mode, so it can
//! be read from any medium.

use std::fs::{self, File};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use chrono::DateTime;
use rusqlite::Connection;

use crate::domain::copied::CopyPhase;
use crate::domain::error::RegisterError;
use crate::domain::head::Heads;
use crate::domain::op::WriteContext;
use crate::domain::text::CleanText;
use crate::store::file::error::{Result, io_error};
use crate::store::file::{connection, location, lock, migrate, others};
use crate::store::heads::{self, Chain};
use crate::store::import::staged;
use crate::store::integrity::check;
use crate::store::labels;
use crate::store::lifecycle::copy_watch::CopyWatch;
use crate::store::lifecycle::names::{self, Naming};
use crate::store::lifecycle::{copies, leftovers, retention};
use crate::store::register::Store;

/// The folder beside the register in which backups lie.
const FOLDER: &str = "backups";

/// A backup that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// Entries of the ledger in it.
    pub entries: u64,
    /// How far it reaches.
    pub heads: Heads,
    /// What does not hold in the register itself, and so in its copy.
    pub findings: usize,
    /// Backups whose time was over and which were deleted.
    pub removed: usize,
    /// Whether its folder was not there before: a stick that is not plugged in leaves none.
    pub folder_made: bool,
    /// Whether it lies on the file system of the register, and is lost with it.
    pub beside_register: bool,
}

impl Store {
    /// Makes a backup in `to`, else in the folder `backups` beside the register, and deletes those of this register
    /// whose time is over and which hold nothing that it does not hold itself: the last of seven days, four weeks and
    /// twelve months stay. Where something does not hold in the register, the copy is kept as it is and nothing is
    /// deleted.
    ///
    /// # Errors
    /// Storage troubles; another backup under way; a copy that is not the register. Nothing stays behind
    /// then and no backup was deleted.
    pub fn backup(&self, to: Option<&Path>, ctx: &WriteContext) -> Result<Backup> {
        self.watched_backup(to, ctx, &CopyWatch::default())
    }

    /// As [`Store::backup`]; `watch` hears how far it is and can stop it.
    pub(super) fn watched_backup(
        &self,
        to: Option<&Path>,
        ctx: &WriteContext,
        watch: &CopyWatch,
    ) -> Result<Backup> {
        let folder = match to {
            Some(to) => location::settled(to),
            None => own_folder(&self.path)?,
        };
        let folder_made = !folder.exists();
        connection::private_folder(&folder)?;
        let disk = |path: &Path| fs::metadata(path).map(|meta| meta.dev()).ok();
        let beside_register = disk(&self.path) == disk(&folder);
        let device = labels::device(&self.conn)?;
        let naming = Naming::new(&self.path, &device);
        let base = folder.join(naming.base());
        location::short_name(&base)?;
        let turn = lock::take(&base)?;
        leftovers::sweep_old(&folder, &names::stem(&self.path), &naming);
        leftovers::sweep_of_other_devices(&folder, &names::stem(&self.path));
        let made = DateTime::from_timestamp_millis(ctx.now_ms).unwrap_or_default().naive_utc();
        let copied = checked_copy(&self.conn, &base, watch, |nth| naming.at(made, nth));
        if let (None, Ok(copied)) = (to, &copied) {
            others::owned_like(&folder, &self.path);
            others::owned_like(&copied.path, &self.path);
        }
        let thinned = match &copied {
            Ok(copied) if copied.findings == 0 => {
                thin_out(&self.conn, &folder, &naming, &device, &copied.path)
            }
            Ok(_) | Err(_) => 0,
        };
        turn.withdraw(&base);
        Ok(Backup { removed: thinned, folder_made, beside_register, ..copied? })
    }
}

/// The folder in which the backups of the register at `path` lie. A folder, or a link to one, that somebody else has put
/// there is refused, and so is one that others may write: nothing is read, written or removed there.
pub(crate) fn own_folder(path: &Path) -> Result<PathBuf> {
    let folder = location::folder(path).join(FOLDER);
    let Ok(place) = fs::symlink_metadata(&folder) else { return Ok(folder) };
    let owner = fs::metadata(path).map_err(|error| io_error(&error, path))?.uid();
    // The owner may keep the backups elsewhere by a link of his own; what lies there is looked at too.
    let there = fs::metadata(&folder).map_err(|_| others::in_the_way(&folder))?;
    let own = |meta: &fs::Metadata| meta.uid() == owner || meta.uid() == others::ROOT;
    if !there.is_dir() || !own(&place) || !own(&there) {
        return Err(others::in_the_way(&folder));
    }
    others::private_place(&folder)?;
    Ok(folder)
}

/// Keeps a register as it is before it is brought to a newer version. The caller holds the turn to write.
pub(crate) fn before_migration(conn: &Connection, path: &Path) -> Result<()> {
    let folder = own_folder(path)?;
    connection::private_folder(&folder)?;
    let version = migrate::version(conn)?;
    let device = if version == 0 { String::new() } else { labels::device(conn)? };
    let naming = Naming::new(path, &device);
    location::short_name(&folder.join(naming.base()))?;
    let base = folder.join(naming.base());
    let copied = checked_copy(conn, &base, &CopyWatch::default(), |nth| naming.of_version(version, nth))?;
    others::owned_like(&folder, path);
    others::owned_like(&copied.path, path);
    // What was damaged before would be sealed as it is.
    if copied.findings == 0 { Ok(()) } else { Err(bad(&copied.path, "")) }
}

/// Copies the register, checks the copy, and only then gives it its name, the first of `names` that nothing bears.
fn checked_copy(
    conn: &Connection,
    base: &Path,
    watch: &CopyWatch,
    names: impl Fn(u32) -> String,
) -> Result<Backup> {
    let part = lock::beside(base, leftovers::PART);
    let made = copy(conn, &part, watch).and_then(|copied| {
        let path = settle(&part, base, names)?;
        location::sync_folder(location::folder(&path))?;
        Ok(Backup { path, ..copied })
    });
    if made.is_err() {
        leftovers::remove(&part);
    }
    made
}

/// Gives the finished copy its name, and overwrites nothing.
fn settle(part: &Path, base: &Path, names: impl Fn(u32) -> String) -> Result<PathBuf> {
    let mut nth = 1;
    loop {
        let path = base.with_file_name(names(nth));
        match location::rename_new(part, &path) {
            Err(RegisterError::AlreadyThere(_)) if nth < u32::MAX => nth += 1,
            told => return told.map(|()| path),
        }
    }
}

fn copy(conn: &Connection, part: &Path, watch: &CopyWatch) -> Result<Backup> {
    let before = heads::heads(conn)?;
    watch.step(CopyPhase::Writing, part)?;
    vacuum_into(conn, part)?;
    leave_out_kept(part)?;
    watch.step(CopyPhase::Syncing, part)?;
    sync_file(part)?;
    watch.step(CopyPhase::Checking, part)?;
    location::forget_pages(part);
    let mut copy = connection::connect_to_file(part)?;
    watch.arm(&mut copy)?;
    let findings = findings(conn, &copy, part)?;
    if !heads::knows(&copy, Chain::Ledger, &before.ledger)?
        || !heads::knows(&copy, Chain::Audit, &before.audit)?
    {
        return Err(bad(part, ""));
    }
    let (entries, heads) = (entries(&copy)?, heads::heads(&copy)?);
    drop(copy);
    watch.step(CopyPhase::Checking, part)?;
    Ok(Backup {
        path: part.to_path_buf(),
        entries,
        heads,
        findings,
        removed: 0,
        folder_made: false,
        beside_register: false,
    })
}

/// How many things do not hold in a copy; refuses one in which they hold in the register.
fn findings(conn: &Connection, copy: &Connection, part: &Path) -> Result<usize> {
    let found = verified(copy, part)?;
    let Some(first) = found.first() else { return Ok(0) };
    let own = check::verify(conn)?;
    if found.iter().all(|one| own.contains(one)) {
        Ok(found.len())
    } else {
        Err(bad(part, &format!("{} {} {}", first.rule, first.subject, first.detail)))
    }
}

/// Takes out of a copy what an import keeps that is not decided: the copy is of the register, not of a roster. The
/// bytes are overwritten, and no journal of them is written: a copy that is not finished is removed.
fn leave_out_kept(part: &Path) -> Result<()> {
    if is_without_kept(part)? {
        return Ok(());
    }
    let conn = connection::connect(part)?;
    conn.execute_batch("PRAGMA journal_mode = MEMORY; PRAGMA secure_delete = ON; PRAGMA synchronous = OFF")?;
    while staged::remove_undecided(&conn)? {}
    Ok(())
}

fn is_without_kept(part: &Path) -> Result<bool> {
    let conn = connection::connect_to_file(part)?;
    Ok(!conn.table_exists(None, "import_row")? || staged::undecided(&conn)?.is_none())
}

/// Brings a file that nobody has open to the disk.
pub(crate) fn sync_file(path: &Path) -> Result<()> {
    File::open(path).and_then(|file| file.sync_all()).map_err(|error| io_error(&error, path))
}

/// Writes one state of the register into a new private file; what an interrupted run has left there goes.
pub(crate) fn vacuum_into(conn: &Connection, path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(io_error(&error, path)),
        Ok(()) | Err(_) => {}
    }
    let Some(name) = path.to_str() else {
        let said = format!("{}: UTF-8?", path.display());
        return Err(RegisterError::NotPermitted(CleanText::shown(&said)));
    };
    connection::private_file(path)?;
    conn.execute("VACUUM INTO ?1", [name])?;
    Ok(())
}

/// Refuses a copy in which something does not hold.
pub(crate) fn sound(conn: &Connection, path: &Path) -> Result<()> {
    match verified(conn, path)?.first() {
        None => Ok(()),
        Some(first) => Err(bad(path, &format!("{} {} {}", first.rule, first.subject, first.detail))),
    }
}

fn verified(conn: &Connection, path: &Path) -> Result<Vec<check::Finding>> {
    match check::verify(conn) {
        Err(RegisterError::Damaged(why)) => Err(bad(path, &why)),
        told => told,
    }
}

fn bad(path: &Path, why: &str) -> RegisterError {
    RegisterError::BadBackup(CleanText::shown(format!("{} {why}", path.display()).trim_end()))
}

/// Entries of the ledger; none in a register older than its ledger.
pub(crate) fn entries(conn: &Connection) -> Result<u64> {
    if migrate::version(conn)? == 0 {
        return Ok(0);
    }
    Ok(conn.query_row("SELECT count(*) FROM entry", [], |row| row.get(0))?)
}

/// Deletes the backups of this register whose time is over and which hold nothing that the register does not hold;
/// never the one just made. One that cannot be read or deleted stays: the next backup tries again.
fn thin_out(conn: &Connection, folder: &Path, naming: &Naming, device: &str, made: &Path) -> usize {
    let mut own: Vec<_> = copies::in_folder(folder)
        .into_iter()
        .filter(|copy| copy.device == device)
        .filter_map(|copy| Some((naming.read(copy.path.file_name()?.to_str()?)?, copy)))
        .collect();
    // By what they hold; the clock decides between two that hold the same.
    own.sort_by(|(one, a), (other, b)| {
        let held = |copy: &copies::Copy| (copy.heads.audit.number, copy.heads.ledger.number);
        held(a).cmp(&held(b)).then((a.path == made).cmp(&(b.path == made))).then(one.cmp(other))
    });
    let instants: Vec<_> = own.iter().map(|((at, _), _)| *at).collect();
    let holds_nothing_else = |copy: &copies::Copy| {
        heads::knows(conn, Chain::Ledger, &copy.heads.ledger) == Ok(true)
            && heads::knows(conn, Chain::Audit, &copy.heads.audit) == Ok(true)
    };
    let over = retention::surplus(&instants).into_iter().filter_map(|at| own.get(at)).map(|(_, copy)| copy);
    over.filter(|copy| copy.path != made && holds_nothing_else(copy) && fs::remove_file(&copy.path).is_ok())
        .count()
}
