//! The file of an open register, held open beside SQLite: by it is told whether the file still is what was opened,
//! and whether somebody has it open elsewhere.
//!
//! Closing any descriptor of a file drops the locks that SQLite has on it in this process (POSIX). So one descriptor
//! stands for all connections of this process to a file, and it is closed when the last of them is gone.
//!
//! Whoever has a register open for writing holds a shared lock (`flock`, which knows nothing of SQLite's locks) on the
//! file itself, by whatever name it was opened. While one does, the log lies beside the register. Where it does
//! not, the log was removed, or the register was opened under another name, with another log: then nobody else may
//! write, or one of the two logs would be lost.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::fs::OFlags;

use crate::domain::error::RegisterError;
use crate::store::file::error::{Result, io_error};
use crate::store::file::location::FileId;
use crate::store::file::others;

/// The files held in this process, each once.
static HELD: Mutex<Vec<Entry>> = Mutex::new(Vec::new());

struct Entry {
    id: FileId,
    file: File,
    holders: usize,
    /// The log that the connections of this process write, and how many they are.
    log: Option<LogIds>,
    connected: usize,
}

/// Which files the log and its index are.
pub(crate) type LogIds = [FileId; 2];

/// A share in a held file. It must outlive the connection to the file.
pub(crate) struct HeldFile(FileId);

/// A connection that writes the log of a held file. It must go before the connection does, which may remove the log.
pub(crate) struct Presence {
    file: FileId,
    /// The log that it writes.
    pub(crate) log: LogIds,
}

/// The bytes of the header in which the journal mode stands: the versions for writing and for reading.
const MODE: u64 = 18;
const LOG: [u8; 2] = [2, 2];
const ROLLBACK: [u8; 2] = [1, 1];
/// How long a log may be on its way: somebody opens or closes the register just now.
const PATIENCE: Duration = Duration::from_secs(2);
const RETRY: Duration = Duration::from_millis(1);

impl HeldFile {
    /// Holds the file at `path`, which is the one called `id`.
    pub(crate) fn open(path: &Path, id: FileId) -> Result<Self> {
        let mut held = entries();
        if let Some(entry) = held.iter_mut().find(|entry| entry.id == id) {
            entry.holders += 1;
            return Ok(Self(id));
        }
        let file =
            open_as_it_lies(path, OpenOptions::new().read(true)).map_err(|error| io_error(&error, path))?;
        let meta = file.metadata().map_err(|error| io_error(&error, path))?;
        if FileId::of(&meta) != id {
            return Err(RegisterError::Replaced);
        }
        held.push(Entry { id, file, holders: 1, log: None, connected: 0 });
        Ok(Self(id))
    }

    /// Whether the file says that it is kept with a rollback journal.
    pub(crate) fn says_rollback(&self) -> bool {
        self.mode() == Some(ROLLBACK)
    }

    /// Whether the file says that it is kept with a log, as every register does that was written once.
    pub(crate) fn says_log(&self) -> bool {
        self.mode() == Some(LOG)
    }

    fn mode(&self) -> Option<[u8; 2]> {
        let mut mode = [0; 2];
        let read = self.look(|entry| entry.file.read_exact_at(&mut mode, MODE));
        read.is_some_and(|read| read.is_ok()).then_some(mode)
    }

    /// Tells others that the register is open for writing; to be called before SQLite opens it. Until
    /// [`HeldFile::connect`] nobody else opens it where there is no log yet.
    ///
    /// # Errors
    /// [`RegisterError::LogGone`] if somebody has the file open while no log lies at `log`.
    pub(crate) fn announce(&self, log: &Path) -> Result<()> {
        let until = Instant::now() + PATIENCE;
        loop {
            let there = log.symlink_metadata().is_ok();
            let taken = self.look(|entry| {
                if there {
                    entry.file.try_lock_shared()
                } else if entry.connected > 0 {
                    Err(TryLockError::WouldBlock)
                } else {
                    entry.file.try_lock()
                }
            });
            match taken {
                // A file system without such locks is none on which a register is kept by others unseen.
                None | Some(Ok(()) | Err(TryLockError::Error(_))) => return Ok(()),
                Some(Err(TryLockError::WouldBlock)) if Instant::now() < until => thread::sleep(RETRY),
                Some(Err(TryLockError::WouldBlock)) if there => return Ok(()),
                Some(Err(TryLockError::WouldBlock)) => {
                    return Err(RegisterError::LogGone(others::word(log)));
                }
            }
        }
    }

    /// A connection of this process writes `log` from now on, and others may open the register too.
    ///
    /// # Errors
    /// [`RegisterError::LogGone`] if other connections of this process write another log.
    pub(crate) fn connect(&self, log: LogIds, path: &Path) -> Result<Presence> {
        let same = self.look(|entry| {
            let same = entry.connected == 0 || entry.log == Some(log);
            if same {
                entry.log = Some(log);
                entry.connected += 1;
            }
            let _ = entry.file.try_lock_shared();
            same
        });
        if same == Some(true) {
            Ok(Presence { file: self.0, log })
        } else {
            Err(RegisterError::LogGone(others::word(path)))
        }
    }

    fn look<T>(&self, work: impl FnOnce(&mut Entry) -> T) -> Option<T> {
        entries().iter_mut().find(|entry| entry.id == self.0).map(work)
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        if let Some(entry) = entries().iter_mut().find(|entry| entry.id == self.file) {
            entry.connected -= 1;
        }
    }
}

impl Drop for HeldFile {
    fn drop(&mut self) {
        // Closed while nobody can open it anew: the locks of a connection that came since would go with it.
        let mut held = entries();
        if let Some(entry) = held.iter_mut().find(|entry| entry.id == self.0) {
            entry.holders -= 1;
            if entry.connected > 0 {
                let _ = entry.file.try_lock_shared();
            }
        }
        held.retain(|entry| entry.holders > 0);
    }
}

fn entries() -> MutexGuard<'static, Vec<Entry>> {
    HELD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Opens a file without following a link or waiting for a pipe.
pub(crate) fn open_as_it_lies(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits();
    options.custom_flags(i32::try_from(flags).unwrap_or_default()).open(path)
}
