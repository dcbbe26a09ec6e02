//! The file and the log of a register that is open for writing, looked at before SQLite opens it and before every
//! write: what is acknowledged must stand where the next program will look for it.

use std::cell::Cell;
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::domain::error::RegisterError;
use crate::store::file::error::{Result, io_error};
use crate::store::file::held::{Connected, HeldFile, LogIds, Presence};
use crate::store::file::location::{self, FileId};
use crate::store::file::lock::{IMPORT, beside};
use crate::store::file::{log_note, others};

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
    /// When the file was written last, as far as that was seen: seconds and nanoseconds.
    written: Cell<(i64, i64)>,
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
        let written = Cell::new((meta.mtime(), meta.mtime_nsec()));
        let opened = Self { path: path.to_path_buf(), id, log, held, written };
        // SQLite would take it for the log of this file, and write its pages over those of a backup that was put back
        // by hand, or of a file that was moved here.
        if (opened.says_rollback() && opened.log[0].exists()) || opened.has_log_of_another() {
            return Err(opened.foreign_log());
        }
        Ok(opened)
    }

    /// Whether the log that lies here was made for another file, which lay here before.
    fn has_log_of_another(&self) -> bool {
        let Some(there) = self.log_there() else { return false };
        log_note::read(&self.path).is_some_and(|[file, log, index]| file != self.id && [log, index] == there)
    }

    /// Whether nobody in this process has the register open, and a log with something in it lies here that is not known
    /// as the one that programs wrote: it was put here, or came with the file.
    pub(crate) fn has_unknown_log(&self) -> bool {
        let Ok(log) = self.log[0].symlink_metadata() else { return false };
        let known = |[file, noted, _]: log_note::Together| file == self.id && noted == FileId::of(&log);
        log.len() > 0 && self.held.is_only() && !log_note::read(&self.path).is_some_and(known)
    }

    /// The log that lies here is not that of this file.
    pub(crate) fn foreign_log(&self) -> RegisterError {
        others::in_the_way(&self.log[0])
    }

    /// Whether the file is kept with a rollback journal.
    pub(crate) fn says_rollback(&self) -> bool {
        self.held.says_rollback()
    }

    /// Tells others that the register is open for writing, before SQLite opens it with a log.
    ///
    /// # Errors
    /// As [`HeldFile::announce`].
    pub(crate) fn announce(&self, alone: bool) -> Result<()> {
        self.held.announce(&self.log, alone)
    }

    /// To be called when SQLite has read: what came of it.
    ///
    /// # Errors
    /// [`RegisterError::LogGone`].
    pub(crate) fn connected(&self) -> Result<Connected> {
        let there = self.log_there();
        if there.is_none() && !self.held.says_log() {
            return Ok(Connected::Journal);
        }
        self.held.connect(&self.path, &self.log, there)
    }

    /// Looks before a write whether everything lies where it was when the register was opened. Answers whether the file
    /// was written since the last look: then what the connection keeps of it in memory says nothing of what it holds.
    ///
    /// # Errors
    /// [`RegisterError::Replaced`], [`RegisterError::LogGone`], [`RegisterError::SecondName`],
    /// [`RegisterError::WritableByOthers`].
    pub(crate) fn verify(&self, presence: &Presence) -> Result<bool> {
        let meta = fs::metadata(&self.path).map_err(|error| self.not_there(&error))?;
        if FileId::of(&meta) != self.id || self.is_overwritten() {
            return Err(RegisterError::Replaced);
        }
        if meta.nlink() > 1 {
            return Err(RegisterError::SecondName(others::word(&self.path)));
        }
        others::private_mode(&meta, &self.path)?;
        self.verify_log(presence)?;
        let written = (meta.mtime(), meta.mtime_nsec());
        Ok(self.written.replace(written) != written)
    }

    /// Looks behind a write whether it went where the next program will look for it.
    ///
    /// # Errors
    /// [`RegisterError::Replaced`], [`RegisterError::LogGone`].
    pub(crate) fn verify_written(&self, presence: &Presence) -> Result<()> {
        if location::file_id(&self.path) != Ok(self.id) || self.is_overwritten() {
            return Err(RegisterError::Replaced);
        }
        self.verify_log(presence)
    }

    fn verify_log(&self, presence: &Presence) -> Result<()> {
        if self.log_there() == Some(presence.log) { Ok(()) } else { Err(self.log_gone()) }
    }

    /// See [`HeldFile::sync`].
    pub(crate) fn sync(&self) {
        self.held.sync();
    }

    /// See [`HeldFile::is_overwritten`].
    pub(crate) fn is_overwritten(&self) -> bool {
        self.held.is_overwritten()
    }

    /// Whether nobody has begun another log in the place of the one that is gone. An empty one is left by who found the
    /// register open with another log, and went.
    pub(crate) fn log_is_missing(&self, presence: &Presence) -> bool {
        let [log, index] = &self.log;
        let [own, _] = presence.log;
        log.symlink_metadata().map_or(true, |meta| {
            if FileId::of(&meta) == own { index.symlink_metadata().is_err() } else { meta.len() == 0 }
        })
    }

    /// Whether a connection that did not find the log of others may bring into the file what it has: nobody can have
    /// begun another since.
    pub(crate) fn may_save(&self) -> bool {
        self.held.is_locked() && self.log[0].symlink_metadata().map_or(true, |log| log.len() == 0)
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

    /// What is said of a log that is not the one that it was.
    pub(crate) fn log_gone(&self) -> RegisterError {
        RegisterError::LogGone(others::word(&self.log[0]))
    }
}
