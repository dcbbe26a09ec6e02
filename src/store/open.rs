//! Opening and creating a register: the one place where a connection is made.

use std::fs::{self, DirBuilder, OpenOptions};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::lock;
use super::migrate::{self, APPLICATION_ID};
use super::trouble::io_trouble;
use super::{Result, Store, founding};
use crate::domain::banner::Banner;
use crate::domain::op::Ctx;
use crate::domain::text::CleanText;
use crate::domain::trouble::Trouble;

/// How long a reader waits for a checkpoint; writers queue at the side lock instead.
const BUSY: Duration = Duration::from_secs(10);

impl Store {
    /// Opens the register at `path`, bringing an older one to this version.
    ///
    /// # Errors
    /// Missing, no register, newer than this program (and then left untouched), damaged, not permitted.
    pub fn open(path: &Path) -> Result<Self> {
        let meta = fs::metadata(path).map_err(|error| io_trouble(&error, path))?;
        if !meta.is_file() {
            return Err(not_a_register(path));
        }
        let mut conn = connect(path)?;
        recognise(&conn, path)?;
        if migrate::version(&conn)? < migrate::newest() {
            let _turn = lock::take(path)?;
            migrate::run(&mut conn)?;
        }
        settle(&conn)?;
        Ok(Self { conn, path: absolute(path) })
    }

    /// Opens the same register once more, for a worker of its own.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn again(&self) -> Result<Self> {
        Self::open(&self.path)
    }

    /// Creates a register at `path` with the townships, categories and groups of `banner`.
    ///
    /// # Errors
    /// When anything is there already, or the place cannot be written; nothing stays behind.
    pub fn create(path: &Path, banner: &Banner, device: &str, ctx: &Ctx) -> Result<Self> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(folder)
                .map_err(|error| io_trouble(&error, folder))?;
        }
        // Private to its owner before SQLite sees it: the WAL copies its mode.
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(path)
            .map_err(|error| io_trouble(&error, path))?;
        let made = fill(path, banner, device, ctx);
        if made.is_err() {
            for leftover in ["", "-wal", "-shm", ".lock"] {
                let _ = fs::remove_file(lock::beside(path, leftover));
            }
        }
        made
    }
}

fn fill(path: &Path, banner: &Banner, device: &str, ctx: &Ctx) -> Result<Store> {
    let mut conn = connect(path)?;
    let mode: String = conn.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))?;
    if mode != "wal" {
        return Err(Trouble::Storage(CleanText::from("this file system cannot keep a write-ahead log")));
    }
    settle(&conn)?;
    migrate::run(&mut conn)?;
    let mut store = Store { conn, path: absolute(path) };
    store.write(|tx| founding::found(tx, banner, device, ctx))?;
    Ok(store)
}

/// The one place where a connection is made; nothing has been read or written yet.
fn connect(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    conn.busy_timeout(BUSY)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    // Until the file is known to be ours it is not touched, not even by a checkpoint at the end.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    Ok(conn)
}

/// Tells a register of ours from any other file, and an older one from a newer.
fn recognise(conn: &Connection, path: &Path) -> Result<()> {
    let application: i64 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application != APPLICATION_ID {
        return Err(not_a_register(path));
    }
    let found = migrate::version(conn)?;
    if found > migrate::newest() {
        return Err(Trouble::Newer { found, ours: migrate::newest() });
    }
    Ok(())
}

/// The settings that every connection works under.
fn settle(conn: &Connection) -> Result<()> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    // Plans do not depend on bound values; else every binding compiles its statement afresh, which costs
    // ten times the reading of a row.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "recursive_triggers", true)?;
    conn.pragma_update(None, "cell_size_check", true)?;
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    conn.set_prepared_statement_cache_capacity(64);
    Ok(())
}

fn not_a_register(path: &Path) -> Trouble {
    Trouble::NotARegister(CleanText::shown(&path.display().to_string()))
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}
