//! Restoring: a backup takes the register's place, and what was there is kept aside.
//!
//! The order makes every interruption harmless. The new register is made whole and checked under another name. The
//! old one gives up its log, so that its file alone holds everything. Then one call exchanges the two files; where
//! the file system cannot do that (FAT, exFAT), the old one is moved aside and the new one gets its name, and who
//! comes by in between does that last step. No file ever has two names, and no link is needed. Programs that still
//! have the old file open notice at their next write.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use chrono::DateTime;

use rusqlite::Connection;

use crate::domain::error::RegisterError;
use crate::domain::head::Heads;
use crate::domain::loss::Loss;
use crate::domain::op::WriteContext;
use crate::domain::text::CleanText;
use crate::store::file::error::Result;
use crate::store::file::{connection, location, lock, migrate, others};
use crate::store::lifecycle::{backup, leftovers, loss, names, past};
use crate::store::register::Store;
use crate::store::standing::renewed;
use crate::store::{audit, mirror};

/// What SQLite keeps beside a register.
const LOGS: [&str; 3] = ["-wal", "-shm", "-journal"];

/// What a person agrees to lose.
#[derive(Clone, Copy)]
pub enum Agreed<'l> {
    /// Nothing: a register that loses nothing is replaced without a word.
    Nothing,
    /// Nothing yet: whoever is there sees first what is replaced, also where nothing is lost.
    Unasked,
    /// Just this.
    This(&'l Loss),
    /// Whatever it is at the moment when the register is replaced: others may write until then.
    Whatever,
}

/// A register brought back.
pub struct Restored {
    /// The register.
    pub store: Store,
    /// Where the file lies that was in its place, if there was one.
    pub kept: Option<PathBuf>,
    /// Entries of the ledger in it.
    pub entries: u64,
    /// What the old register knew and this one does not; none where nothing there could be read.
    pub loss: Option<Loss>,
}

impl Store {
    /// Puts the backup `from` in the place of the register at `path`, under a new name of the device, so that
    /// what is recorded from now on never forks a chain that goes on elsewhere. The old file stays beside it.
    ///
    /// # Errors
    /// [`RegisterError::WouldLose`] where the register knows more than the backup, or the backup is another's or an
    /// older program's, and it is not what is `agreed`; a backup that does not pass its checks; another program at
    /// work; storage troubles. The register is then as it was.
    pub fn restore(
        path: &Path,
        from: &Path,
        device: &str,
        agreed: Agreed<'_>,
        ctx: &WriteContext,
    ) -> Result<Restored> {
        let path = location::settled(path);
        location::short_name(&path)?;
        connection::private_folder(location::folder(&path))?;
        location::local(location::folder(&path))?;
        leftovers::finish_restore(&path)?;
        let source = connection::connect_to_read(&present(from)?)?.conn;
        connection::recognise(&source, from)?;
        backup::sound(&source, from)?;
        let _turn = lock::take(&path)?;
        let loss = loss_of(&path, &source)?;
        let is_open = |loss: &&Loss| match agreed {
            Agreed::Nothing => loss.is_some(),
            Agreed::Unasked => true,
            Agreed::This(agreed) => loss.is_some() && agreed != *loss,
            Agreed::Whatever => false,
        };
        if let Some(loss) = loss.as_ref().filter(is_open) {
            return Err(RegisterError::WouldLose(Box::new(loss.clone())));
        }
        let fresh = location::scratch(&path, leftovers::RESTORING);
        leftovers::take_back(&path);
        leftovers::remove(&fresh);
        leftovers::remove(&location::scratch(&path, leftovers::RESTORED));
        let made = backup::vacuum_into(&source, &fresh)
            .and_then(|()| renew(&fresh, from, device, loss.as_ref(), ctx))
            .and_then(|entries| Ok((entries, take_place(&path, &fresh, device, ctx)?)));
        if made.is_err() {
            leftovers::take_back(&path);
            leftovers::remove(&fresh);
        }
        let (entries, kept) = made?;
        Ok(Restored { store: Self::open(&path)?, kept, entries, loss })
    }
}

/// The backup at `from`. A device, a pipe or a folder is none, and is not read.
fn present(from: &Path) -> Result<PathBuf> {
    location::file_id(from)?;
    if !fs::metadata(from).is_ok_and(|meta| meta.is_file()) {
        return Err(connection::not_a_register(from));
    }
    Ok(location::settled(from))
}

/// What the register at `path` would lose; none if nothing there can be read as one: it is kept as it lies.
fn loss_of(path: &Path, backup: &Connection) -> Result<Option<Loss>> {
    if path.symlink_metadata().is_err() {
        return Ok(None);
    }
    let Ok(conn) = connection::connect(path) else { return Ok(None) };
    if connection::recognise(&conn, path).is_err() {
        return Ok(None);
    }
    match loss::loss(&conn, backup) {
        Ok(loss) => Ok(Some(loss)),
        Err(RegisterError::Busy(who)) => Err(RegisterError::Busy(who)),
        Err(_) => Ok(None),
    }
}

/// Makes a register of the copy, of this version and this device, and checks it once more.
fn renew(fresh: &Path, from: &Path, device: &str, loss: Option<&Loss>, ctx: &WriteContext) -> Result<u64> {
    let mut conn = connection::connect(fresh)?;
    let mode: String = conn.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))?;
    if mode != "wal" {
        return Err(RegisterError::Storage(CleanText::from(
            "this file system cannot keep a write-ahead log",
        )));
    }
    connection::configure(&conn)?;
    migrate::bring_up(&mut conn, renewed::renew)?;
    let tx = conn.transaction()?;
    mirror::compare_heads(&tx, ctx)?;
    tx.execute("UPDATE meta SET value = ?1 WHERE key = 'device'", [device])?;
    let name = from.file_name().unwrap_or_default().to_string_lossy();
    audit::line(&tx, ctx, "restore", "register", Some(&CleanText::shown(&name)), Some(device))?;
    if let Some(loss) = loss {
        let reach = |heads: &Heads| format!("{} / {}", heads.ledger, heads.audit);
        // Behind the reach of the backup stands how many entries it has not: it may have others in their place.
        let (before, after) =
            (reach(&loss.register.heads), format!("{} -{}", reach(&loss.backup.heads), loss.entries));
        audit::line(&tx, ctx, past::REPLACED, "register", Some(&before), Some(&after))?;
    }
    mirror::keep_heads(&tx)?;
    tx.commit()?;
    // The file alone takes the register's place, so it must hold what stands in its log. Closing would do
    // that too, but closing does not tell when it fails.
    if !checkpointed(&conn)? {
        return Err(RegisterError::Busy(CleanText::default()));
    }
    drop(conn);
    let alone = connection::connect_to_file(fresh)?;
    backup::sound(&alone, fresh)?;
    let entries = backup::entries(&alone)?;
    drop(alone);
    backup::sync_file(fresh)?;
    Ok(entries)
}

/// Brings the whole log into the file and empties it; false if somebody reads in it.
pub(crate) fn checkpointed(conn: &Connection) -> Result<bool> {
    Ok(!conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, bool>(0))?)
}

/// Puts the new register in the place of the old one and keeps that aside; where it is kept.
fn take_place(path: &Path, fresh: &Path, device: &str, ctx: &WriteContext) -> Result<Option<PathBuf>> {
    let aside = aside(path, ctx);
    let there = path.symlink_metadata().is_ok();
    if there {
        give_up_log(path)?;
        as_owned(fresh, path);
    } else {
        others::owned_like(fresh, location::folder(path));
    }
    others::owned_like(&lock::beside(path, ".lock"), fresh);
    put_logs_aside(path, &aside)?;
    location::sync_folder(location::folder(path))?;
    if there {
        change_places(path, fresh, &aside, device, location::exchange)?;
    } else {
        location::rename_new(fresh, path)?;
    }
    location::sync_folder(location::folder(path))?;
    // Nothing is to be taken back any more.
    leftovers::remove(fresh);
    Ok(there.then_some(aside))
}

/// Gives the new file the owner and the mode of the old one, where the file system knows them.
fn as_owned(fresh: &Path, old: &Path) {
    others::owned_like(fresh, old);
    if let Ok(meta) = fs::metadata(old) {
        let _ = fs::set_permissions(fresh, fs::Permissions::from_mode(meta.permissions().mode() & 0o777));
    }
}

/// What lies beside the old register goes before the new one comes: a log that is not its own would be taken up. It is
/// kept with its file: that of a register that is damaged or not ours holds something, and programs that have the old
/// one open still write there.
fn put_logs_aside(path: &Path, aside: &Path) -> Result<()> {
    for part in LOGS {
        let log = lock::beside(path, part);
        if log.symlink_metadata().is_ok() {
            location::rename_new(&log, &lock::beside(aside, part))?;
        }
    }
    Ok(())
}

/// Moves the old file aside and the new one into its place. `exchange` answers whether it could do that at once.
fn change_places(
    path: &Path,
    fresh: &Path,
    aside: &Path,
    device: &str,
    exchange: impl Fn(&Path, &Path) -> Result<bool>,
) -> Result<()> {
    let whole = location::scratch(path, leftovers::RESTORED);
    location::rename_new(fresh, &whole)?;
    // Under the name that the old one gets by the exchange; whoever comes by after a kill finds in the place of `fresh`
    // which file that is, and takes it back: `leftovers::take_back`.
    leftovers::promise(fresh, aside, device)?;
    location::rename_new(&whole, aside)?;
    let new = location::file_id(aside)?;
    match exchange(aside, path) {
        Ok(true) => return Ok(()),
        Ok(false) => {}
        Err(error) => {
            // What a failing disk did is looked at: the old one is never taken for the new one.
            if location::file_id(aside) == Ok(new) {
                put_back(aside, &whole, fresh);
            }
            return Err(error);
        }
    }
    // Whoever finds no register and this one gives it its name: `leftovers::finish_restore`.
    location::rename_new(aside, &whole)?;
    location::sync_folder(location::folder(path))?;
    if let Err(error) = location::rename_new(path, aside) {
        put_back(&whole, &whole, fresh);
        return Err(error);
    }
    location::rename_new(&whole, path)
}

/// Gives the new register back the name of a copy that goes; the note about it goes first.
fn put_back(new: &Path, whole: &Path, fresh: &Path) {
    let named = new == whole || location::rename_new(new, whole).is_ok();
    if named && fs::remove_file(fresh).is_ok() {
        let _ = location::rename_new(whole, fresh);
    }
}

/// A name that is free for the old register: two may be replaced within a second.
fn aside(path: &Path, ctx: &WriteContext) -> PathBuf {
    let made = DateTime::from_timestamp_millis(ctx.now_ms).unwrap_or_default();
    let name = format!("{}-replaced-{}", names::stem(path), made.format("%Y%m%dT%H%M%SZ"));
    let mut aside = location::folder(path).join(format!("{name}.db"));
    let mut n = 1;
    while LOGS.iter().chain([&""]).any(|part| lock::beside(&aside, part).symlink_metadata().is_ok()) {
        n += 1;
        aside.set_file_name(format!("{name}-{n}.db"));
    }
    aside
}

/// Brings what the log of the old register holds into its file. One that is damaged or not ours is left as
/// it lies: it is kept aside with its log.
fn give_up_log(path: &Path) -> Result<()> {
    let Ok(conn) = connection::connect(path) else { return Ok(()) };
    if connection::recognise(&conn, path).is_err() || connection::configure(&conn).is_err() {
        return Ok(());
    }
    match checkpointed(&conn) {
        Ok(true) | Err(RegisterError::Damaged(_)) => Ok(()),
        Ok(false) => Err(RegisterError::Busy(CleanText::default())),
        Err(other) => Err(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three files in a folder: the old register, the new one, and the name under which the old one is kept.
    fn files() -> (tempfile::TempDir, [PathBuf; 3]) {
        let folder = tempfile::tempdir().unwrap();
        let [path, fresh, aside] =
            ["r.db", "r.db.restoring", "r-replaced.db"].map(|name| folder.path().join(name));
        fs::write(&path, "old").unwrap();
        fs::write(&fresh, "new").unwrap();
        (folder, [path, fresh, aside])
    }

    fn read(path: &Path) -> Option<String> {
        fs::read_to_string(path).ok()
    }

    #[test]
    fn the_two_change_places_with_and_without_an_exchange_and_leave_nothing_else() {
        let ways: [fn(&Path, &Path) -> Result<bool>; 2] = [location::exchange, |_, _| Ok(false)];
        for way in ways {
            let (folder, [path, fresh, aside]) = files();
            change_places(&path, &fresh, &aside, "device", way).unwrap();
            leftovers::remove(&fresh);
            assert_eq!((read(&path).as_deref(), read(&aside).as_deref()), (Some("new"), Some("old")));
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
        }
    }

    #[test]
    fn what_cannot_be_exchanged_leaves_everything_as_it_was() {
        let (_folder, [path, fresh, aside]) = files();
        let failed = change_places(&path, &fresh, &aside, "device", |_, _| Err(RegisterError::ReadOnly));
        assert_eq!(failed, Err(RegisterError::ReadOnly));
        assert_eq!(
            (read(&path).as_deref(), read(&fresh).as_deref(), read(&aside)),
            (Some("old"), Some("new"), None)
        );
    }

    /// On a stick the old one is moved aside first: at the moment without a register the new one waits for its name.
    #[test]
    fn between_the_two_renames_the_new_one_waits_for_whoever_comes_by() {
        let (_folder, [path, fresh, aside]) = files();
        let whole = location::scratch(&path, leftovers::RESTORED);
        fs::rename(&fresh, &whole).unwrap();
        leftovers::finish_restore(&path).unwrap();
        assert_eq!(read(&path).as_deref(), Some("old"), "a register that is there stays");
        fs::rename(&path, &aside).unwrap();
        leftovers::finish_restore(&path).unwrap();
        assert_eq!((read(&path).as_deref(), read(&whole)), (Some("new"), None));
    }
}
