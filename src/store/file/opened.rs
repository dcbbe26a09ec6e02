//! The file and the log of a register that is open for writing, looked at before SQLite opens it and before every
//! write: what is acknowledged must stand where the next program will look for it.

use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::domain::error::RegisterError;
use crate::store::file::error::{Result, io_error};
use crate::store::file::held::{HeldFile, LogIds, Presence};
use crate::store::file::location::FileId;
use crate::store::file::lock::{IMPORT, beside};
use crate::store::file::others;

/// What SQLite keeps beside a register: its log, and the index of it.
const LOG: [&str; 2] = ["-wal", "-shm"];
/// What else lies beside it.
const BESIDE: [&str; 3] = ["-journal", ".lock", IMPORT];

/// The file of an open register. It must outlive the connection.
pub(crate) struct OpenedFile {
    path: PathBuf,
    id: FileId,
    log: [PathBuf; 2],
    held: HeldFile,
}

/// Refuses what lies beside a register and is not its own: a link would be followed, a pipe waited for.
pub(crate) fn own_parts(path: &Path, owner: u32) -> Result<()> {
    for part in BESIDE.into_iter().chain(LOG) {
        others::own_part(&beside(path, part), owner)?;
    }
    Ok(())
}

/// Refuses a place for a new register where the log of an old one lies: SQLite would write its pages over the new.
pub(crate) fn no_log(path: &Path) -> Result<()> {
    for part in ["-journal"].into_iter().chain(LOG) {
        let part = beside(path, part);
        if part.symlink_metadata().is_ok() {
            return Err(others::in_the_way(&part));
        }
    }
    Ok(())
}

impl OpenedFile {
    /// To be called before SQLite opens the register at `path`, which was found to be `meta`.
    ///
    /// # Errors
    /// Something lies beside it that is not its own; it is open elsewhere with another log.
    pub(crate) fn before(path: &Path, meta: &Metadata) -> Result<Self> {
        own_parts(path, meta.uid())?;
        let id = FileId::of(meta);
        let log = LOG.map(|part| beside(path, part));
        let held = HeldFile::open(path, id)?;
        if !held.says_rollback() {
            held.announce(&log[0])?;
        } else if log[0].exists() {
            // SQLite would take it for the log of this file, and write its pages over those of a backup that was
            // put back by hand.
            return Err(others::in_the_way(&log[0]));
        }
        Ok(Self { path: path.to_path_buf(), id, log, held })
    }

    /// To be called when SQLite has read: the log that it writes; none while the register is kept with a rollback
    /// journal.
    ///
    /// # Errors
    /// [`RegisterError::LogGone`].
    pub(crate) fn connected(&self) -> Result<Option<Presence>> {
        match self.log_there() {
            Some(log) => self.held.connect(log, &self.log[0]).map(Some),
            None if self.held.says_log() => Err(self.log_gone()),
            None => Ok(None),
        }
    }

    /// Looks before a write whether everything lies where it was when the register was opened.
    ///
    /// # Errors
    /// [`RegisterError::Replaced`], [`RegisterError::LogGone`], [`RegisterError::SecondName`],
    /// [`RegisterError::WritableByOthers`].
    pub(crate) fn verify(&self, presence: &Presence) -> Result<()> {
        let meta = fs::metadata(&self.path).map_err(|error| self.not_there(&error))?;
        if FileId::of(&meta) != self.id || self.is_overwritten() {
            return Err(RegisterError::Replaced);
        }
        if meta.nlink() > 1 {
            return Err(RegisterError::SecondName(others::word(&self.path)));
        }
        others::private_mode(&meta, &self.path)?;
        if self.log_there() == Some(presence.log) { Ok(()) } else { Err(self.log_gone()) }
    }

    /// Whether another file was written over this one, as `cp` does: a register that is open with a log says so itself.
    pub(crate) fn is_overwritten(&self) -> bool {
        !self.held.says_log()
    }

    /// Whether the log was only removed: nobody can have begun another.
    pub(crate) fn log_is_missing(&self) -> bool {
        self.log.iter().any(|part| part.symlink_metadata().is_err())
    }

    /// The file is gone from its place, or the place is out of reach.
    fn not_there(&self, error: &io::Error) -> RegisterError {
        let told = io_error(error, &self.path);
        if matches!(told, RegisterError::Missing(_)) { RegisterError::Replaced } else { told }
    }

    fn log_there(&self) -> Option<LogIds> {
        let [log, index] = &self.log;
        let id = |path: &Path| path.symlink_metadata().ok().map(|meta| FileId::of(&meta));
        Some([id(log)?, id(index)?])
    }

    fn log_gone(&self) -> RegisterError {
        RegisterError::LogGone(others::word(&self.log[0]))
    }
}
