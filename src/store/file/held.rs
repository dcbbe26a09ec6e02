//! The file of an open register, held open beside SQLite: by it is told whether the file still is what was opened,
//! and whether somebody has it open elsewhere.
//!
//! Closing any descriptor of a file drops the locks that SQLite has on it in this process (POSIX). So one descriptor
//! stands for all connections of this process to a file, and it is closed when the last of them is gone.
//!
//! Whoever has a register open for writing holds a shared lock (`flock`, which knows nothing of SQLite's locks) on the
//! file itself, by whatever name it was opened, until SQLite has closed it. While one does, log and index lie beside
//! the register. Where one of them does not, it was removed, or the register was opened under another name, with
//! another log: then nobody else may open it to write, or one of two logs would be lost; two indexes of one log write
//! over each other.
//!
//! Whoever makes a log has the lock alone and notes which one it is (`file::log_note`). Whoever shares it compares: a
//! log that is removed between the look and the opening is made anew by SQLite.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::fs::OFlags;

use crate::domain::error::RegisterError;
use crate::domain::text::CleanText;
use crate::store::file::error::{Result, io_error};
use crate::store::file::location::FileId;
use crate::store::file::log_note;
use crate::store::file::others;

/// Opening is done by one thread of this process at a time: they share one lock on the file.
static TURN: Mutex<()> = Mutex::new(());

/// The files held in this process, each once.
static HELD: Mutex<Vec<Entry>> = Mutex::new(Vec::new());

struct Entry {
    id: FileId,
    file: Arc<File>,
    holders: usize,
    /// The log that the connections of this process write, and how many they are.
    log: Option<LogIds>,
    connected: usize,
    hold: Hold,
    /// How many pages its header told last.
    pages: u32,
}

/// How this process has the lock on a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hold {
    None,
    Shared,
    Alone,
}

/// What came of a connection.
pub(crate) enum Connected {
    /// It writes the log that others write, or one that nobody else has.
    Log(Presence),
    /// There is none: the register is kept with a rollback journal.
    Journal,
    /// It may have opened another log than others, so it is to be closed and opened once more, alone.
    Again,
}

/// Which files the log and its index are.
pub(crate) type LogIds = [FileId; 2];

/// A share in a held file. It must outlive the connection to the file.
pub(crate) struct HeldFile(FileId);

/// A connection that writes the log of a held file. It must outlive the connection: SQLite brings the log into the file
/// when the last one goes, and until then nobody else may begin another.
pub(crate) struct Presence {
    file: FileId,
    /// The log that it writes.
    pub(crate) log: LogIds,
}

/// Where in the file its header tells the journal mode, as versions for writing and for reading, and ten bytes behind how
/// many pages there are.
const HEADER: u64 = 18;

/// What is read of the header of a file.
struct Header {
    mode: [u8; 2],
    pages: u32,
}

const LOG: [u8; 2] = [2, 2];
const ROLLBACK: [u8; 2] = [1, 1];
/// How long a log may be on its way: somebody opens or closes the register just now, on a machine that may be busy.
const PATIENCE: Duration = Duration::from_millis(if cfg!(test) { 200 } else { 5_000 });
/// How long who opens a register alone may take: an older one is brought to this version.
const OPENING: Duration = Duration::from_secs(15);
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
        held.push(Entry {
            id,
            file: Arc::new(file),
            holders: 1,
            log: None,
            connected: 0,
            hold: Hold::None,
            pages: 0,
        });
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

    /// Whether nobody can begin another log: the lock is held.
    pub(crate) fn is_locked(&self) -> bool {
        self.look(|entry| entry.hold != Hold::None) == Some(true)
    }

    /// Has the disk keep what was written into the file; nobody waits for that at the list of held files.
    pub(crate) fn sync(&self) {
        let file = self.look(|entry| Arc::clone(&entry.file));
        // What fails here SQLite is told of when it syncs before it trusts what was written.
        let _ = file.map(|file| file.sync_data());
    }

    /// Whether nothing else in this process holds the file.
    pub(crate) fn is_only(&self) -> bool {
        self.look(|entry| entry.holders == 1) == Some(true)
    }

    fn mode(&self) -> Option<[u8; 2]> {
        self.look(|entry| entry.header()).flatten().map(|header| header.mode)
    }

    /// Whether another file was written over this one, as `cp` does: it is not kept with a log, or has fewer pages than
    /// were seen before. SQLite does neither while it is open.
    pub(crate) fn is_overwritten(&self) -> bool {
        self.look(Entry::keeps_header) != Some(true)
    }

    /// Tells others that the register is open for writing; to be called before SQLite opens it. Where its log or the
    /// index of it is not there yet, or who comes is to be `alone`, nobody else opens it until [`HeldFile::connect`].
    ///
    /// # Errors
    /// [`RegisterError::LogGone`] if somebody has the file open while nobody else may; [`RegisterError::Busy`] if
    /// somebody opens it for long.
    pub(crate) fn announce(&self, log: &[PathBuf; 2], alone: bool) -> Result<()> {
        let begun = Instant::now();
        loop {
            let joins = !alone && log.iter().all(|part| part.symlink_metadata().is_ok());
            let taken = self.look(|entry| match (entry.connected > 0, joins) {
                // The lock is shared by what this process has open already.
                (true, true) => Ok(()),
                (true, false) => Err(TryLockError::WouldBlock),
                (false, _) => entry.lock(if joins { Hold::Shared } else { Hold::Alone }),
            });
            match taken {
                // A file system without such locks is none on which a register is kept by others unseen.
                None | Some(Ok(()) | Err(TryLockError::Error(_))) => return Ok(()),
                Some(Err(TryLockError::WouldBlock)) => {}
            }
            if begun.elapsed() > if joins { OPENING } else { PATIENCE } {
                return Err(if joins { RegisterError::Busy(CleanText::default()) } else { gone(log) });
            }
            thread::sleep(RETRY);
        }
    }

    /// A connection of this process to the register at `path` writes the log that is `there` from now on, and others
    /// may open the register too.
    ///
    /// # Errors
    /// [`RegisterError::LogGone`] if other connections of this process write another log.
    pub(crate) fn connect(
        &self,
        path: &Path,
        log: &[PathBuf; 2],
        there: Option<LogIds>,
    ) -> Result<Connected> {
        let together = there.map(|[log, index]| [self.0, log, index]);
        let noted = log_note::read(path);
        let joined = self.look(|entry| {
            let Some(together) = together else { return false };
            if entry.connected > 0 {
                return entry.log == there;
            }
            if entry.hold == Hold::Alone {
                if noted != Some(together) {
                    log_note::write(path, together);
                }
                // Between the two locks somebody may have found that log gone, and have made another.
                return !matches!(entry.lock(Hold::Shared), Err(TryLockError::WouldBlock));
            }
            noted.is_none_or(|noted| noted == together)
        });
        let (Some(true), Some(ids)) = (joined, there) else {
            let again = self.look(|entry| entry.connected == 0) == Some(true);
            return if again { Ok(Connected::Again) } else { Err(gone(log)) };
        };
        self.look(|entry| {
            entry.log = there;
            entry.connected += 1;
            entry.keeps_header();
        });
        Ok(Connected::Log(Presence { file: self.0, log: ids }))
    }

    fn look<T>(&self, work: impl FnOnce(&mut Entry) -> T) -> Option<T> {
        entries().iter_mut().find(|entry| entry.id == self.0).map(work)
    }
}

impl Entry {
    fn header(&self) -> Option<Header> {
        let mut bytes = [0; 14];
        self.file.read_exact_at(&mut bytes, HEADER).ok()?;
        let [write, read, .., a, b, c, d] = bytes;
        Some(Header { mode: [write, read], pages: u32::from_be_bytes([a, b, c, d]) })
    }

    /// Whether the file is kept with a log and has no fewer pages than it had.
    fn keeps_header(&mut self) -> bool {
        let Some(header) = self.header() else { return false };
        let keeps = header.mode == LOG && header.pages >= self.pages;
        if keeps {
            self.pages = header.pages;
        }
        keeps
    }

    /// Takes the lock so. Whoever fails has none: a change of it gives up the one before.
    fn lock(&mut self, hold: Hold) -> std::result::Result<(), TryLockError> {
        self.hold = Hold::None;
        match hold {
            Hold::None => self.file.unlock().map_err(TryLockError::Error)?,
            Hold::Shared => self.file.try_lock_shared()?,
            Hold::Alone => self.file.try_lock()?,
        }
        self.hold = hold;
        Ok(())
    }
}

/// Something of a log is not there, or not what it was: which part.
fn gone(log: &[PathBuf; 2]) -> RegisterError {
    let [first, _] = log;
    let missing = log.iter().find(|part| part.symlink_metadata().is_err());
    RegisterError::LogGone(others::word(missing.unwrap_or(first)))
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
        }
        held.retain(|entry| entry.holders > 0);
    }
}

/// The turn of a thread to open a register for writing, from before [`HeldFile::announce`] until after
/// [`HeldFile::connect`].
pub(crate) fn one_at_a_time() -> MutexGuard<'static, ()> {
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn entries() -> MutexGuard<'static, Vec<Entry>> {
    HELD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Opens a file without following a link or waiting for a pipe.
pub(crate) fn open_as_it_lies(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits();
    options.custom_flags(i32::try_from(flags).unwrap_or_default()).open(path)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::store::file::lock;

    /// Another program has the register open; its log or the index of that is removed before this one comes, or between
    /// its look and the opening, when SQLite makes another.
    #[test]
    fn who_comes_while_another_has_the_register_open_joins_its_log_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.db");
        let log = ["-wal", "-shm"].map(|part| lock::beside(&path, part));
        let there = || -> Option<LogIds> {
            let id = |path: &PathBuf| fs::metadata(path).ok().map(|meta| FileId::of(&meta));
            Some([id(&log[0])?, id(&log[1])?])
        };
        for file in log.iter().chain([&path]) {
            fs::write(file, "").unwrap();
        }
        let id = FileId::of(&fs::metadata(&path).unwrap());
        let together = || there().map(|[log, index]| [id, log, index]);
        let other = File::open(&path).unwrap();
        other.try_lock_shared().unwrap();
        log_note::write(&path, together().unwrap());
        let come = |between: &dyn Fn()| -> Result<Connected> {
            let held = HeldFile::open(&path, id)?;
            held.announce(&log, false)?;
            between();
            let connected = held.connect(&path, &log, there())?;
            if let Connected::Again = connected {
                held.announce(&log, true)?;
                return held.connect(&path, &log, there());
            }
            Ok(connected)
        };
        let joined = |come: Result<Connected>| matches!(come, Ok(Connected::Log(_)));
        assert!(joined(come(&|| ())));
        for part in &log {
            let own = part.with_extension("own");
            fs::rename(part, &own).unwrap();
            assert!(matches!(come(&|| ()), Err(RegisterError::LogGone(_))), "{}", part.display());
            fs::rename(&own, part).unwrap();
            let made_anew = || {
                fs::rename(part, &own).unwrap();
                fs::write(part, "").unwrap();
            };
            assert!(matches!(come(&made_anew), Err(RegisterError::LogGone(_))), "{}", part.display());
            assert!(matches!(come(&|| ()), Err(RegisterError::LogGone(_))), "it stays so");
            fs::rename(&own, part).unwrap();
            assert!(joined(come(&|| ())));
        }
        // Nobody else: whatever lies there is the log.
        fs::remove_file(&log[0]).unwrap();
        fs::write(&log[0], "").unwrap();
        drop(other);
        assert!(joined(come(&|| ())));
        assert_eq!(log_note::read(&path), together());
    }
}
