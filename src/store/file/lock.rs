//! The side lock: writers queue here before `BEGIN IMMEDIATE`.
//!
//! Measured with eight writers of a thousand records each: the longest wait is 88 ms with it, and 7 to
//! 17 seconds, with turns lost, under SQLite's busy handler alone. The lock file tells who holds it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{OnceLock, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use crate::domain::error::RegisterError;
use crate::domain::text::CleanText;
use crate::store::file::error::{Result, io_error};
use crate::store::file::{held, location, others};

/// What the name of the lock of writers ends with, and of the one that says that somebody imports by parts.
pub(crate) const LOCK: &str = ".lock";
pub(crate) const IMPORT: &str = ".import";

/// How long a writer waits for its turn.
const PATIENCE: Duration = Duration::from_secs(15);
/// Between two tries of who does not stand in the queue.
const RETRY: Duration = Duration::from_millis(5);
/// Bytes of the lock file that say who holds it, padded, so that one write replaces the one before. A note follows
/// (`file::log_note`).
pub(crate) const WIDTH: usize = 64;

/// A turn to write; dropping it lets the next one in.
pub(crate) struct Turn {
    file: File,
}

/// Waits for the turn to write into the register at `path`, in a queue with every other program that waits.
pub(crate) fn take(path: &Path) -> Result<Turn> {
    take_within(path, PATIENCE)
}

/// Takes the turn to write if nobody has it.
///
/// # Errors
/// [`RegisterError::Busy`] names who has it.
pub(crate) fn try_take(path: &Path) -> Result<Turn> {
    try_take_file(path, &beside(path, LOCK))
}

/// Takes the right to import by parts into the register at `path` if nobody has it: who has it lives.
///
/// # Errors
/// [`RegisterError::Busy`] names who has it.
pub(crate) fn try_take_import(path: &Path) -> Result<Turn> {
    let lock_path = beside(path, IMPORT);
    match try_take_file(path, &lock_path) {
        Err(RegisterError::Busy(_)) => {
            // Who only looks whether somebody has it (`is_importing`) has it for a moment.
            thread::sleep(RETRY);
            try_take_file(path, &lock_path)
        }
        other => other,
    }
}

/// Whether somebody imports by parts into the register at `path`. Nothing is made or waited for.
pub(crate) fn is_importing(path: &Path) -> bool {
    held::open_as_it_lies(&beside(path, IMPORT), OpenOptions::new().read(true))
        .is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

fn try_take_file(path: &Path, lock_path: &Path) -> Result<Turn> {
    loop {
        let file = open(path, lock_path)?;
        match file.try_lock() {
            Ok(()) => {
                if same_file(&file, lock_path)? {
                    return Ok(taken(file));
                }
                // Whoever held it has removed it.
            }
            Err(TryLockError::Error(error)) => return Err(io_error(&error, lock_path)),
            Err(TryLockError::WouldBlock) => return Err(RegisterError::Busy(holder(lock_path))),
        }
    }
}

/// Tries to take the turn again and again, as long as a writer waits, while `go_on` wants it. Long work that a
/// person may stop waits like this; it does not stand in the queue, and leaves no thread behind.
///
/// # Errors
/// [`RegisterError::Busy`] after a wait in vain, [`RegisterError::Stopped`].
pub(crate) fn take_while(path: &Path, go_on: impl FnMut() -> bool) -> Result<Turn> {
    take_file_while(path, &beside(path, LOCK), go_on)
}

/// As [`take_while`], for the right to import by parts.
pub(crate) fn take_import_while(path: &Path, go_on: impl FnMut() -> bool) -> Result<Turn> {
    take_file_while(path, &beside(path, IMPORT), go_on)
}

fn take_file_while(path: &Path, lock_path: &Path, mut go_on: impl FnMut() -> bool) -> Result<Turn> {
    let until = Instant::now() + PATIENCE;
    loop {
        match try_take_file(path, lock_path) {
            Err(RegisterError::Busy(_)) if Instant::now() < until => {}
            other => return other,
        }
        if !go_on() {
            return Err(RegisterError::Stopped);
        }
        thread::sleep(RETRY);
    }
}

impl Turn {
    /// Ends the turn and removes the lock: the register at `path` never came to be.
    pub(crate) fn withdraw(self, path: &Path) {
        self.remove(&beside(path, LOCK));
    }

    /// Ends the right to import by parts, and removes its lock.
    pub(crate) fn withdraw_import(self, path: &Path) {
        self.remove(&beside(path, IMPORT));
    }

    fn remove(self, lock_path: &Path) {
        let _ = fs::remove_file(lock_path);
        // Only now do others get their turn, and see that this is no longer the lock.
        drop(self.file);
    }
}

fn take_within(path: &Path, patience: Duration) -> Result<Turn> {
    let lock_path = beside(path, LOCK);
    loop {
        let turn = take_one(path, &lock_path, patience)?;
        // The holder before may have removed the file; then others lock another file of that name.
        if same_file(&turn.file, &lock_path)? {
            return Ok(turn);
        }
    }
}

/// Whether the lock that is held still lies at `path`.
fn same_file(file: &File, path: &Path) -> Result<bool> {
    let Ok(there) = fs::symlink_metadata(path) else { return Ok(false) };
    if !there.is_file() {
        return Err(others::in_the_way(path));
    }
    Ok(file.metadata().is_ok_and(|held| held.dev() == there.dev() && held.ino() == there.ino()))
}

fn take_one(path: &Path, lock_path: &Path, patience: Duration) -> Result<Turn> {
    let file = open(path, lock_path)?;
    match file.try_lock() {
        Ok(()) => Ok(taken(file)),
        Err(TryLockError::Error(error)) => Err(io_error(&error, lock_path)),
        Err(TryLockError::WouldBlock) => wait(file, lock_path, patience),
    }
}

/// The lock file, made if it is not there. A link that lies in its place is not followed, and nothing waits for a pipe.
pub(crate) fn open(path: &Path, lock_path: &Path) -> Result<File> {
    loop {
        let opened = held::open_as_it_lies(lock_path, OpenOptions::new().read(true).write(true));
        match opened {
            Ok(file) => return Ok(file),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(unusable(&error, lock_path)),
        }
        let mut new = OpenOptions::new();
        match new.read(true).write(true).create_new(true).mode(0o600).open(lock_path) {
            Ok(file) => {
                let like = if path.exists() { path } else { location::folder(path) };
                others::owned_like(lock_path, like);
                return Ok(file);
            }
            // Somebody else made it meanwhile, or a link leads nowhere.
            Err(error) if error.kind() == ErrorKind::AlreadyExists && !lock_path.is_symlink() => {}
            Err(error) => return Err(unusable(&error, lock_path)),
        }
    }
}

/// Why the lock cannot be used: the place is read only, or what lies there is not the lock of this register.
fn unusable(error: &io::Error, lock_path: &Path) -> RegisterError {
    match fs::symlink_metadata(lock_path) {
        Ok(meta) if !meta.is_file() || error.kind() == ErrorKind::PermissionDenied => {
            others::in_the_way(lock_path)
        }
        _ if is_read_only(error) => RegisterError::ReadOnly,
        Ok(_) | Err(_) => io_error(error, lock_path),
    }
}

/// Blocks in a thread of its own, since a blocking lock has no deadline. After a wait in vain the thread stays
/// until whoever has the lock gives it up: this is for a command, which ends then.
fn wait(file: File, lock_path: &Path, patience: Duration) -> Result<Turn> {
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let locked = file.lock().map(|()| file);
        let _ = tell.send(locked);
    });
    match told.recv_timeout(patience) {
        Ok(Ok(file)) => Ok(taken(file)),
        Ok(Err(error)) => Err(io_error(&error, lock_path)),
        Err(_) => Err(RegisterError::Busy(holder(lock_path))),
    }
}

/// The lock is ours: tells who we are. That is a courtesy, so a full disk does not matter here.
fn taken(file: File) -> Turn {
    static WHO: OnceLock<Vec<u8>> = OnceLock::new();
    let who = WHO.get_or_init(|| {
        let user = whoami::username().unwrap_or_default();
        let mut who = format!("pid {} {user}", std::process::id()).into_bytes();
        who.resize(WIDTH, b' ');
        who
    });
    // Where it says so already nothing is written: on a file system without a journal the disk would have to be
    // waited for with the time stamp too, in the next commit.
    let mut told = [0; WIDTH];
    if file.read_at(&mut told, 0).is_ok_and(|read| told.get(..read) == Some(who.as_slice())) {
        return Turn { file };
    }
    let _ = file.write_all_at(who, 0);
    Turn { file }
}

/// Who holds the lock, as they said.
fn holder(lock_path: &Path) -> CleanText {
    let mut told = [0; WIDTH];
    let lock = held::open_as_it_lies(lock_path, OpenOptions::new().read(true));
    let read = lock.and_then(|file| file.read_at(&mut told, 0)).unwrap_or_default();
    let told = String::from_utf8_lossy(told.get(..read).unwrap_or_default());
    CleanText::shown(told.trim_end())
}

fn is_read_only(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied)
}

/// The file beside the register whose name is the register's and `suffix`.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_that_was_withdrawn_is_not_held_by_who_waited_for_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.db");
        let turn = take(&path).unwrap();
        let waiting = {
            let path = path.clone();
            thread::spawn(move || take(&path))
        };
        turn.withdraw(&path);
        let held = waiting.join().unwrap().unwrap();
        assert!(matches!(take_within(&path, Duration::from_millis(20)), Err(RegisterError::Busy(_))));
        drop(held);
        assert!(take(&path).is_ok());
    }

    #[test]
    fn whoever_waits_in_vain_is_told_who_holds_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.db");
        let turn = take(&path).unwrap();
        for tried in [take_within(&path, Duration::from_millis(20)), try_take(&path)] {
            let Err(RegisterError::Busy(who)) = tried else { panic!("the lock is held") };
            assert!(who.starts_with(&format!("pid {} ", std::process::id())), "{who}");
        }
        drop(turn);
        assert!(take_within(&path, PATIENCE).is_ok());
    }

    #[test]
    fn who_waits_outside_the_queue_can_stop_and_gets_its_turn() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.db");
        let mut turn = Some(take(&path).unwrap());
        assert!(matches!(take_while(&path, || false), Err(RegisterError::Stopped)));
        let mut tries = 0;
        let held = take_while(&path, || {
            tries += 1;
            if tries == 3 {
                turn = None;
            }
            true
        });
        assert!(held.is_ok());
        assert_eq!(tries, 3);
    }
}
