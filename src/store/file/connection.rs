//! Connections: the one place where they are made, and the settings they work under.

use std::fmt::Write as _;
use std::fs::{DirBuilder, OpenOptions};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};

use crate::domain::error::RegisterError;
use crate::domain::text::CleanText;
use crate::store::file::error::{Result, io_error};
use crate::store::file::location::{self, FileState};
use crate::store::file::migrate::{self, APPLICATION_ID};
use crate::store::file::{others, schema};

/// How long a reader waits for a checkpoint, and who may wait for a program that has SQLite's lock without the side lock,
/// at which writers queue.
pub(crate) const BUSY: Duration = Duration::from_secs(10);

/// Memory for pages, in KiB: twice what a screen and its search touch. With 300 a page of 100,000 people took 238 us
/// instead of 91, and a letter of the search 2 % more instructions.
pub(crate) const USUAL_KIB: i64 = 400;

/// Makes a folder that only its owner can enter, if it is not there; it belongs to the owner of the one it lies in.
pub(crate) fn private_folder(folder: &Path) -> Result<()> {
    let there = folder.ancestors().find(|one| one.exists());
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|error| io_error(&error, folder))?;
    if let Some(there) = there {
        for new in folder.ancestors().take_while(|one| *one != there) {
            others::owned_like(new, there);
        }
    }
    Ok(())
}

/// Makes an empty file that only its owner can read: the owner of its folder.
pub(crate) fn private_file(path: &Path) -> Result<()> {
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    made.map_err(|error| io_error(&error, path))?;
    others::owned_like(path, location::folder(path));
    Ok(())
}

/// A connection that reads and writes; nothing has been read or written yet.
pub(crate) fn connect(path: &Path) -> Result<Connection> {
    guarded(Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?)
}

/// How a register is read that cannot be written.
pub(crate) struct Reading {
    pub(crate) conn: Connection,
    /// The state of the file, if it is read as it lies and can change meanwhile.
    pub(crate) snapshot: Option<FileState>,
}

/// A connection that only reads, and has read the first page.
///
/// Where somebody has the register open, it is read beside them, through their log. Where nobody has, there is no log
/// and no index of one, and this reader makes none, which would be in their way: the file is read as it lies. On a
/// read-only file system nothing can change it; elsewhere whoever may write can come at any time, and the state of
/// the file tells. A log that nobody has taken up is told, since what it holds would be missing without a word.
pub(crate) fn connect_to_read(path: &Path) -> Result<Reading> {
    let state = FileState::of(path)?;
    if state.is_open() {
        let conn = connect_as("readonly_shm=1", path)?;
        return match migrate::version(&conn) {
            Err(RegisterError::ReadOnly | RegisterError::NotPermitted(_) | RegisterError::Storage(_)) => {
                Err(log_waits(path))
            }
            Err(other) => Err(other),
            Ok(_) => Ok(Reading { conn, snapshot: None }),
        };
    }
    if state.has_log() {
        return Err(log_waits(path));
    }
    let fixed = location::on_read_only_system(path);
    Ok(Reading { conn: connect_to_file(path)?, snapshot: Some(state).filter(|_| !fixed) })
}

fn log_waits(path: &Path) -> RegisterError {
    RegisterError::LogWaits(CleanText::shown(&path.display().to_string()))
}

/// A connection that reads a file as it lies: one that is complete and that nobody writes to.
pub(crate) fn connect_to_file(path: &Path) -> Result<Connection> {
    connect_as("immutable=1", path)
}

fn connect_as(how: &str, path: &Path) -> Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    guarded(Connection::open_with_flags(format!("file:{}?{how}", escaped(path)), flags)?)
}

/// A path as it stands in a URI (RFC 3986): every byte but the plain ones escaped.
fn escaped(path: &Path) -> String {
    let mut out = String::new();
    for byte in path.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.".contains(byte) {
            out.push(char::from(*byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Largest text, blob or row in bytes: several times what the register takes (a draft of 10,000 characters). A damaged
/// file that holds a larger one must not fill the memory; `check` names it.
pub(crate) const LARGEST: i32 = 256 << 10;

/// What holds for every connection before anything is read.
fn guarded(conn: Connection) -> Result<Connection> {
    conn.set_limit(Limit::SQLITE_LIMIT_LENGTH, LARGEST)?;
    conn.busy_timeout(BUSY)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    schema::teach(&conn)?;
    // Until the file is known to be ours it is not touched, not even by a checkpoint at the end.
    leave_alone(&conn)?;
    Ok(conn)
}

/// Between two tries while another program has SQLite's lock.
const RETRY: Duration = Duration::from_millis(5);

/// Tries again and again, for so long and while `go_on` wants it, what needs SQLite's lock. Within SQLite nothing could
/// stop the waiting.
///
/// # Errors
/// [`RegisterError::Busy`] after a wait in vain, [`RegisterError::Stopped`], what `attempt` brings.
pub(crate) fn try_for<T>(
    conn: &Connection,
    patience: Duration,
    go_on: &mut dyn FnMut() -> bool,
    attempt: impl Fn() -> Result<T>,
) -> Result<T> {
    let until = Instant::now() + patience;
    conn.busy_timeout(Duration::ZERO)?;
    let done = loop {
        match attempt() {
            Err(RegisterError::Busy(_)) if Instant::now() < until => {}
            other => break other,
        }
        if !go_on() {
            break Err(RegisterError::Stopped);
        }
        thread::sleep(RETRY);
    };
    conn.busy_timeout(BUSY)?;
    done
}

/// Times that readers are waited for while a log is saved whose name is gone, and the milliseconds between two.
const SAVES: (u32, u64) = (200, 5);

/// Brings into the file what stands in the log of this connection, whose name is gone.
pub(crate) fn save(conn: &Connection) {
    for _ in 0..SAVES.0 {
        if brought_in(conn) != Ok(false) {
            return;
        }
        thread::sleep(Duration::from_millis(SAVES.1));
    }
}

/// Brings into the file what stands in the log of this connection, as far as nobody reads something older; whether that
/// is all.
pub(crate) fn brought_in(conn: &Connection) -> Result<bool> {
    let (log, file): (i64, i64) =
        conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| Ok((row.get(1)?, row.get(2)?)))?;
    // Both are -1 while somebody else does so.
    Ok(log == file && log >= 0)
}

/// Reads from now on what the file holds, not what was read of it before.
pub(crate) fn forget_pages(conn: &Connection) -> Result<()> {
    conn.execute_batch("PRAGMA shrink_memory")?;
    Ok(())
}

/// Closing the connection brings nothing from the log into the file.
pub(crate) fn leave_alone(conn: &Connection) -> Result<()> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    Ok(())
}

/// Tells a register of ours from any other file, an older one from a newer, and one whose schema is that of its
/// version from one that was changed or damaged. Answers its version.
pub(crate) fn recognise(conn: &Connection, path: &Path) -> Result<i64> {
    let application: i64 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application != APPLICATION_ID {
        return Err(not_a_register(path));
    }
    let found = migrate::version(conn)?;
    if found > migrate::newest() {
        return Err(RegisterError::Newer { found, ours: migrate::newest() });
    }
    schema::verify(conn, found)?;
    Ok(found)
}

/// Has the file kept with a log from now on.
///
/// # Errors
/// [`RegisterError::Storage`] where the file system cannot keep one.
pub(crate) fn keep_log(conn: &Connection) -> Result<()> {
    let mode: String = conn.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))?;
    if mode == "wal" {
        return Ok(());
    }
    Err(RegisterError::Storage(CleanText::from("this file system cannot keep a write-ahead log")))
}

/// The settings that every connection works under.
pub(crate) fn configure(conn: &Connection) -> Result<()> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    // Plans do not depend on bound values; else every binding compiles its statement afresh, which costs
    // ten times the reading of a row.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true)?;
    // The log is copied back behind a commit (`store/copying.rs`), and made short again after an import.
    conn.execute_batch(&format!(
        "PRAGMA synchronous = FULL; PRAGMA recursive_triggers = ON;
         PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 0;
         PRAGMA journal_size_limit = 8388608; PRAGMA cache_size = -{USUAL_KIB}",
    ))?;
    conn.set_prepared_statement_cache_capacity(64);
    Ok(())
}

pub(crate) fn not_a_register(path: &Path) -> RegisterError {
    RegisterError::NotARegister(CleanText::shown(&path.display().to_string()))
}
