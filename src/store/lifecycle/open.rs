//! Opening a register, and bringing an older one to this version.

use std::cell::Cell;
use std::path::Path;

use rusqlite::Connection;

use crate::domain::error::RegisterError;
use crate::domain::text::CleanText;
use crate::store::file::connection::{
    Reading, configure, connect, connect_to_read, not_a_register, recognise,
};
use crate::store::file::error::Result;
use crate::store::file::{location, lock, migrate, schema};
use crate::store::lifecycle::backup;
use crate::store::register::Store;

/// The number of no schema: the first write looks at it again.
const NOT_VERIFIED: i64 = -1;

impl Store {
    /// Opens the register at `path`, bringing an older one to this version after a backup of it. Where file
    /// or folder cannot be written it opens for reading, as [`Store::is_read_only`] tells.
    ///
    /// # Errors
    /// Missing, no register, newer than this program (and then left untouched), on a network folder, damaged,
    /// with a schema that is not its version's, not permitted; read only while it is older or its log waits.
    pub fn open(path: &Path) -> Result<Self> {
        let path = location::settled(path);
        let file = present(&path)?;
        location::local(&path)?;
        let read_only = !location::writable(&path);
        let Reading { mut conn, snapshot } = if read_only {
            connect_to_read(&path)?
        } else {
            Reading { conn: connect(&path)?, snapshot: None }
        };
        // The number first: a schema that changes before it is verified has another number by then.
        let mut schema = schema::number(&conn)?;
        if recognise(&conn, &path)? < migrate::newest() {
            if read_only {
                return Err(RegisterError::ReadOnly);
            }
            upgrade(&mut conn, &path)?;
            schema = NOT_VERIFIED;
        }
        configure(&conn)?;
        Ok(Self { conn, path, file, schema: Cell::new(schema), read_only, waits: true, stop: None, snapshot })
    }
}

/// The file at `path`, if there is one.
fn present(path: &Path) -> Result<location::FileId> {
    let file = location::file_id(path)?;
    if !path.is_file() {
        return Err(not_a_register(path));
    }
    if location::readable(path) {
        Ok(file)
    } else {
        Err(RegisterError::NotPermitted(CleanText::shown(&path.display().to_string())))
    }
}

/// Brings an older register to this version; as it was it stays among the backups.
fn upgrade(conn: &mut Connection, path: &Path) -> Result<()> {
    let _turn = lock::take(path)?;
    if migrate::version(conn)? < migrate::newest() {
        backup::before_migration(conn, path)?;
        migrate::run(conn)?;
    }
    Ok(())
}
