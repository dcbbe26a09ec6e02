//! Restoring: a backup takes the register's place, and what was there is kept aside.
//!
//! The order makes every interruption harmless. The new register is made whole and checked under another
//! name. The old one gives up its log, so that its file alone holds everything, and gets a second name
//! with whatever lies beside it. Only then does one rename change the register. Programs that still have the
//! old file open notice at their next write.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::DateTime;

use rusqlite::Connection;

use crate::domain::error::RegisterError;
use crate::domain::op::WriteContext;
use crate::domain::text::CleanText;
use crate::store::audit;
use crate::store::file::error::{Result, io_error};
use crate::store::file::{connection, location, lock, migrate};
use crate::store::lifecycle::backup;
use crate::store::register::Store;

/// What SQLite keeps beside a register, and the register itself.
const PARTS: [&str; 4] = ["-wal", "-shm", "-journal", ""];

/// A register brought back.
pub struct Restored {
    /// The register.
    pub store: Store,
    /// Where the file lies that was in its place, if there was one.
    pub kept: Option<PathBuf>,
    /// Entries of the ledger in it.
    pub entries: u64,
}

impl Store {
    /// Puts the backup `from` in the place of the register at `path`, under a new name of the device, so that
    /// what is recorded from now on never forks a chain that goes on elsewhere. The old file stays beside it.
    ///
    /// # Errors
    /// A backup that does not pass its checks; another program at work; storage troubles. The register is
    /// then as it was.
    pub fn restore(path: &Path, from: &Path, device: &str, ctx: &WriteContext) -> Result<Restored> {
        connection::private_folder(location::folder(path))?;
        let path = location::settled(path);
        location::local(location::folder(&path))?;
        let source = connection::connect_to_read(&present(from)?)?.conn;
        connection::recognise(&source, from)?;
        backup::sound(&source, from)?;
        let _turn = lock::take(&path)?;
        let fresh = lock::beside(&path, ".restoring");
        let made = backup::vacuum_into(&source, &fresh)
            .and_then(|()| renew(&fresh, from, device, ctx))
            .and_then(|entries| Ok((entries, exchange(&path, &fresh, ctx)?)));
        if made.is_err() {
            remove_parts(&fresh);
        }
        let (entries, kept) = made?;
        Ok(Restored { store: Self::open(&path)?, kept, entries })
    }
}

/// Removes a register that never got its name, if there is one.
pub(crate) fn remove_parts(fresh: &Path) {
    for part in PARTS {
        let _ = fs::remove_file(lock::beside(fresh, part));
    }
}

fn present(from: &Path) -> Result<PathBuf> {
    location::file_id(from)?;
    Ok(location::settled(from))
}

/// Makes a register of the copy, of this version and this device, and checks it once more.
fn renew(fresh: &Path, from: &Path, device: &str, ctx: &WriteContext) -> Result<u64> {
    let mut conn = connection::connect(fresh)?;
    let mode: String = conn.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))?;
    if mode != "wal" {
        return Err(RegisterError::Storage(CleanText::from(
            "this file system cannot keep a write-ahead log",
        )));
    }
    connection::configure(&conn)?;
    migrate::run(&mut conn)?;
    let tx = conn.transaction()?;
    tx.execute("UPDATE meta SET value = ?1 WHERE key = 'device'", [device])?;
    let name = from.file_name().unwrap_or_default().to_string_lossy();
    audit::line(&tx, ctx, "restore", "register", Some(&CleanText::shown(&name)), Some(device))?;
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

/// Keeps the old register aside and puts the new one in its place.
fn exchange(path: &Path, fresh: &Path, ctx: &WriteContext) -> Result<Option<PathBuf>> {
    let there = |part: &&str| lock::beside(path, part).symlink_metadata().is_ok();
    if there(&"") {
        give_up_log(path)?;
    }
    let aside = aside(path, ctx);
    let old: Vec<&str> = PARTS.into_iter().filter(|part| there(part)).collect();
    for part in &old {
        let (from, to) = (lock::beside(path, part), lock::beside(&aside, part));
        fs::hard_link(&from, &to).map_err(|error| io_error(&error, &to))?;
    }
    location::sync_folder(location::folder(path))?;
    for part in old.iter().filter(|part| !part.is_empty()) {
        let log = lock::beside(path, part);
        fs::remove_file(&log).map_err(|error| io_error(&error, &log))?;
    }
    fs::rename(fresh, path).map_err(|error| io_error(&error, path))?;
    location::sync_folder(location::folder(path))?;
    Ok(old.contains(&"").then_some(aside))
}

/// A name that is free for the old register: two may be replaced within a second.
fn aside(path: &Path, ctx: &WriteContext) -> PathBuf {
    let made = DateTime::from_timestamp_millis(ctx.now_ms).unwrap_or_default();
    let name = format!("{}-replaced-{}", backup::stem(path), made.format("%Y%m%dT%H%M%SZ"));
    let mut aside = location::folder(path).join(format!("{name}.db"));
    let mut n = 1;
    while aside.symlink_metadata().is_ok() {
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
