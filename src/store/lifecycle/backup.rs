//! Backups: copies that are checked before they get their name.
//!
//! A copy is made by `VACUUM INTO`, which reads one state of the register while others write. Copying the
//! file instead loses what stands in the log, and no check sees it. A backup is in rollback mode, so it can
//! be read from any medium.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use chrono::DateTime;
use rusqlite::Connection;

use crate::domain::error::RegisterError;
use crate::domain::op::WriteContext;
use crate::domain::text::CleanText;
use crate::store::file::error::{Result, io_error};
use crate::store::file::{connection, location, lock, migrate};
use crate::store::integrity::check;
use crate::store::lifecycle::retention;
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
    /// Backups whose time was over and which were deleted.
    pub removed: usize,
}

impl Store {
    /// Makes a backup in `to`, else in the folder `backups` beside the register, and deletes those whose time
    /// is over: the last of seven days, four weeks and twelve months stay.
    ///
    /// # Errors
    /// Storage troubles; another backup under way; a copy that does not pass its checks. Nothing stays behind
    /// then and no backup was deleted.
    pub fn backup(&self, to: Option<&Path>, ctx: &WriteContext) -> Result<Backup> {
        let folder = to.map_or_else(|| location::folder(&self.path).join(FOLDER), location::settled);
        connection::private_folder(&folder)?;
        let stem = stem(&self.path);
        let made = DateTime::from_timestamp_millis(ctx.now_ms).unwrap_or_default().naive_utc();
        let path = folder.join(retention::name(&stem, made));
        let _turn = lock::take(&folder.join(&stem))?;
        let entries = checked_copy(&self.conn, &path)?;
        Ok(Backup { removed: thin_out(&folder, &stem, &path), path, entries })
    }
}

/// Keeps a register as it is before it is brought to a newer version. The caller holds the turn to write.
pub(crate) fn before_migration(conn: &Connection, path: &Path) -> Result<()> {
    let folder = location::folder(path).join(FOLDER);
    connection::private_folder(&folder)?;
    let name = format!("{}-v{}.db", stem(path), migrate::version(conn)?);
    checked_copy(conn, &folder.join(name)).map(drop)
}

/// The register's name without its ending.
pub(crate) fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Copies the register, checks the copy, and only then gives it its name. Answers its number of entries.
fn checked_copy(conn: &Connection, path: &Path) -> Result<u64> {
    let part = lock::beside(path, ".part");
    let made = copy(conn, &part).and_then(|entries| {
        fs::rename(&part, path).map_err(|error| io_error(&error, path))?;
        location::sync_folder(location::folder(path))?;
        Ok(entries)
    });
    if made.is_err() {
        let _ = fs::remove_file(&part);
    }
    made
}

fn copy(conn: &Connection, part: &Path) -> Result<u64> {
    let before = heads(conn)?;
    vacuum_into(conn, part)?;
    let copy = connection::connect_to_file(part)?;
    sound(&copy, part)?;
    let after = heads(&copy)?;
    let reached = |(device, seq): &(String, i64)| after.iter().any(|(d, s)| d == device && s >= seq);
    if !before.iter().all(reached) {
        return Err(RegisterError::BadBackup(CleanText::shown(&part.display().to_string())));
    }
    let entries = entries(&copy)?;
    drop(copy);
    sync_file(part)?;
    Ok(entries)
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
    let bad = |why: &str| {
        RegisterError::BadBackup(CleanText::shown(format!("{} {why}", path.display()).trim_end()))
    };
    match check::verify(conn) {
        Ok(findings) => match findings.first() {
            None => Ok(()),
            Some(first) => Err(bad(&format!("{} {} {}", first.rule, first.subject, first.detail))),
        },
        Err(RegisterError::Damaged(why)) => Err(bad(&why)),
        Err(other) => Err(other),
    }
}

/// How far every device's chain reaches; nothing in a register older than its ledger.
fn heads(conn: &Connection) -> Result<Vec<(String, i64)>> {
    if migrate::version(conn)? == 0 {
        return Ok(Vec::new());
    }
    let mut statement = conn.prepare("SELECT device, max(device_seq) FROM entry GROUP BY device")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Entries of the ledger; none in a register older than its ledger.
pub(crate) fn entries(conn: &Connection) -> Result<u64> {
    if migrate::version(conn)? == 0 {
        return Ok(0);
    }
    Ok(conn.query_row("SELECT count(*) FROM entry", [], |row| row.get(0))?)
}

/// Deletes the backups whose time is over; never the one just made. One that cannot be deleted stays: the
/// next backup tries again.
fn thin_out(folder: &Path, stem: &str, made: &Path) -> usize {
    let names = fs::read_dir(folder).into_iter().flatten().flatten().map(|item| item.file_name());
    let all: BTreeSet<_> =
        names.filter_map(|name| retention::instant(stem, name.to_str().unwrap_or_default())).collect();
    let over = retention::surplus(&all).into_iter().map(|at| folder.join(retention::name(stem, at)));
    over.filter(|path| path != made && fs::remove_file(path).is_ok()).count()
}
