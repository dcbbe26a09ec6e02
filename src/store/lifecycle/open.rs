//! Opening a register, and bringing an older one to this version.

use std::cell::{Cell, OnceCell};
use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::domain::error::RegisterError;
use crate::domain::text::CleanText;
use crate::store::file::connection::{
    Reading, configure, connect, connect_to_read, leave_alone, not_a_register, recognise,
};
use crate::store::file::error::{Result, io_error};
use crate::store::file::held::{self, Connected, Presence};
use crate::store::file::location::FileId;
use crate::store::file::log::Log;
use crate::store::file::opened::{self, OpenedFile};
use crate::store::file::{connection, location, lock, migrate, others, schema};
use crate::store::import::staged;
use crate::store::lifecycle::names::Naming;
use crate::store::lifecycle::{backup, copies, leftovers, past};
use crate::store::mirror;
use crate::store::register::{LeftImport, Store};
use crate::store::seen::Seen;
use crate::store::standing::renewed;

/// The number of no schema: the first write looks at it again.
const NOT_VERIFIED: i64 = -1;

impl Store {
    /// Opens the register at `path`, bringing an older one to this version after a backup of it. Where file
    /// or folder cannot be written, or the disk is full, it opens for reading, as [`Store::is_read_only`] tells.
    ///
    /// # Errors
    /// Missing, no register, newer than this program (and then left untouched), on a network folder, damaged,
    /// with a schema that is not its version's, not permitted; read only while it is older or its log waits.
    pub fn open(path: &Path) -> Result<Self> {
        Self::open_and_tell(path, &mut |_, _| {})
    }

    /// As [`Store::open`]. Where an import whose program has ended is brought to its end first, `told` hears after each
    /// part how many rows are in, and of how many.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_and_tell(path: &Path, told: &mut dyn FnMut(u64, u64)) -> Result<Self> {
        let path = location::settled(path);
        location::short_name(&path)?;
        leftovers::finish_restore(&path)?;
        let meta = present(&path)?;
        location::local(&path)?;
        if !location::writable(&path) {
            return open_to_read(path, &meta, RegisterError::ReadOnly);
        }
        match open_to_write(path.clone(), &meta, told) {
            // No room for a log, say: what lies there can be read all the same, and a write is told why not.
            Err(RegisterError::Storage(said)) => {
                if let Some(gone) = location::folder_gone(&path) {
                    return Err(gone);
                }
                let why = RegisterError::Storage(location::full(&path).unwrap_or(said));
                open_to_read(path, &meta, why.clone()).map_err(|_| why)
            }
            other => other,
        }
    }

    /// The register and its log, as far as other accounts may read them: what follows `chmod go-r` to end that. Whoever may
    /// only read is one of these others, and can end nothing.
    pub fn readable_by_others(&self) -> Option<CleanText> {
        if self.is_read_only() {
            return None;
        }
        let parts = [self.path.clone(), lock::beside(&self.path, "-wal")];
        let open = parts.iter().filter(|part| others::may_read(part)).map(|part| others::word(part));
        open.reduce(|told, part| CleanText::shown(&format!("{told} {part}")))
    }
}

fn open_to_write(path: PathBuf, meta: &Metadata, told: &mut dyn FnMut(u64, u64)) -> Result<Store> {
    let opened = OpenedFile::before(&path, meta)?;
    let (mut conn, schema, presence) = connected(&opened, &path)?;
    // A register without a device never made a backup.
    let (device, left, reach) = found(&conn).unwrap_or_default();
    leftovers::sweep(&path, &Naming::new(&path, &device));
    let log = Log::follow(&mut conn)?;
    let mut store = Store {
        presence,
        conn,
        log,
        path,
        file: FileId::of(meta),
        schema: Cell::new(schema),
        left_import: LeftImport::None,
        opened: Ok(opened),
        seen: Seen::default(),
        wrote: Cell::new(false),
        settled_through: Cell::new(None),
        by_clock: Cell::new(None),
        waits: true,
        stop: None,
        snapshot: None,
    };
    store.seen.keep(reach);
    if left && let Some(rows) = store.finish_import(told)? {
        store.left_import = LeftImport::Finished(rows);
    }
    Ok(store)
}

/// A connection that writes the log that others write, and the number of the schema that was verified.
fn connected(opened: &OpenedFile, path: &Path) -> Result<(Connection, i64, OnceCell<Presence>)> {
    let _turn = held::one_at_a_time();
    for alone in [false, true] {
        if !opened.says_rollback() {
            opened.announce(alone)?;
        }
        let (conn, schema) = ready(path, opened)?;
        match opened.connected() {
            Ok(Connected::Log(presence)) => return Ok((conn, schema, OnceCell::from(presence))),
            Ok(Connected::Journal) => return Ok((conn, schema, OnceCell::new())),
            Ok(Connected::Again) => {
                // It may be the last one that has the log whose name is gone.
                if opened.may_save() {
                    connection::save(&conn);
                }
                leave_alone(&conn)?;
            }
            Err(error) => return leave_alone(&conn).and(Err(error)),
        }
    }
    Err(opened.log_gone())
}

/// A connection that works, and the number of the schema that was verified.
fn ready(path: &Path, opened: &OpenedFile) -> Result<(Connection, i64)> {
    // Before SQLite opens the file: closing a look at it would drop the locks of the connection.
    let alone = if opened.has_unknown_log() { copies::read(path.to_path_buf()) } else { None };
    let mut conn = connect(path)?;
    // The number first: a schema that changes before it is verified has another number by then.
    let mut schema = schema::number(&conn)?;
    let version = recognise(&conn, path)?;
    if let Some(alone) = alone
        && !past::goes_on(&conn, &alone)?
    {
        return Err(opened.foreign_log());
    }
    if version < migrate::newest() {
        upgrade(&mut conn, path)?;
        schema = NOT_VERIFIED;
    }
    configure(&conn)?;
    Ok((conn, schema))
}

fn open_to_read(path: PathBuf, meta: &Metadata, why: RegisterError) -> Result<Store> {
    opened::own_parts(&path, meta.uid())?;
    let Reading { conn, snapshot } = connect_to_read(&path)?;
    if recognise(&conn, &path)? < migrate::newest() {
        return Err(RegisterError::ReadOnly);
    }
    configure(&conn)?;
    let (_, left, _) = found(&conn).unwrap_or_default();
    let left = left && matches!(staged::decided(&conn), Ok(Some(_)) | Err(_));
    Ok(Store {
        presence: OnceCell::new(),
        conn,
        log: Log::default(),
        path,
        file: FileId::of(meta),
        schema: Cell::new(NOT_VERIFIED),
        left_import: if left { LeftImport::Waits } else { LeftImport::None },
        opened: Err(why),
        seen: Seen::default(),
        wrote: Cell::new(false),
        settled_through: Cell::new(None),
        by_clock: Cell::new(None),
        waits: true,
        stop: None,
        snapshot,
    })
}

/// The device, whether an import was left in the middle, and how far the register reaches.
fn found(conn: &Connection) -> Result<(String, bool, String)> {
    Ok(conn.query_row(mirror::FOUND, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?)
}

/// The file at `path`, if there is one that nobody else can write.
fn present(path: &Path) -> Result<Metadata> {
    let meta = fs::metadata(path).map_err(|error| io_error(&error, path))?;
    if !meta.is_file() {
        return Err(not_a_register(path));
    }
    if !location::readable(path) {
        return Err(RegisterError::NotPermitted(CleanText::shown(&path.display().to_string())));
    }
    location::one_name(&meta, path)?;
    others::private_mode(&meta, path)?;
    others::private_place(location::folder(path))?;
    Ok(meta)
}

/// Brings an older register to this version; as it was it stays among the backups.
fn upgrade(conn: &mut Connection, path: &Path) -> Result<()> {
    let _turn = lock::take(path)?;
    if migrate::version(conn)? < migrate::newest() {
        backup::before_migration(conn, path)?;
        migrate::bring_up(conn, renewed::renew)?;
    }
    Ok(())
}
