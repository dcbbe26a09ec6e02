//! Connections: the one place where they are made, and the settings they work under.

use std::fmt::Write as _;
use std::fs::{self, DirBuilder, OpenOptions};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::domain::error::RegisterError;
use crate::domain::text::CleanText;
use crate::store::file::error::{Result, io_error};
use crate::store::file::migrate::{self, APPLICATION_ID};
use crate::store::file::{lock, seal};

/// How long a reader waits for a checkpoint; writers queue at the side lock instead.
const BUSY: Duration = Duration::from_secs(10);

/// Memory for pages, in KiB: twice what a screen and its search touch.
pub(crate) const USUAL_KIB: i64 = 400;

/// Makes a folder that only its owner can enter, if it is not there.
pub(crate) fn private_folder(folder: &Path) -> Result<()> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|error| io_error(&error, folder))
}

/// Makes an empty file that only its owner can read.
pub(crate) fn private_file(path: &Path) -> Result<()> {
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    made.map(drop).map_err(|error| io_error(&error, path))
}

/// A connection that reads and writes; nothing has been read or written yet.
pub(crate) fn connect(path: &Path) -> Result<Connection> {
    guarded(Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?)
}

/// A connection that only reads, and has read the first page. Without a log beside the file nobody can be
/// writing, and it is read as it lies, which works on read-only media too. With a log, its index must be
/// there or be made, else what the log holds would be missing without a word.
pub(crate) fn connect_to_read(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if fs::metadata(lock::beside(path, "-wal")).is_ok_and(|log| log.len() > 0) {
        let conn = guarded(Connection::open_with_flags(path, flags)?)?;
        return match migrate::version(&conn) {
            Err(RegisterError::ReadOnly | RegisterError::NotPermitted(_) | RegisterError::Storage(_)) => {
                Err(RegisterError::LogWaits(CleanText::shown(&path.display().to_string())))
            }
            Err(other) => Err(other),
            Ok(_) => Ok(conn),
        };
    }
    let uri = format!("file:{}?immutable=1", escaped(path));
    guarded(Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_URI)?)
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

/// What holds for every connection before anything is read.
fn guarded(conn: Connection) -> Result<Connection> {
    conn.busy_timeout(BUSY)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    seal::teach(&conn)?;
    // Until the file is known to be ours it is not touched, not even by a checkpoint at the end.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    Ok(conn)
}

/// Tells a register of ours from any other file, and an older one from a newer.
pub(crate) fn recognise(conn: &Connection, path: &Path) -> Result<()> {
    let application: i64 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application != APPLICATION_ID {
        return Err(not_a_register(path));
    }
    let found = migrate::version(conn)?;
    if found > migrate::newest() {
        return Err(RegisterError::Newer { found, ours: migrate::newest() });
    }
    Ok(())
}

/// The settings that every connection works under.
pub(crate) fn configure(conn: &Connection) -> Result<()> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    // Plans do not depend on bound values; else every binding compiles its statement afresh, which costs
    // ten times the reading of a row.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "recursive_triggers", true)?;
    conn.pragma_update(None, "cell_size_check", true)?;
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    conn.pragma_update(None, "cache_size", -USUAL_KIB)?;
    conn.set_prepared_statement_cache_capacity(64);
    Ok(())
}

pub(crate) fn not_a_register(path: &Path) -> RegisterError {
    RegisterError::NotARegister(CleanText::shown(&path.display().to_string()))
}
