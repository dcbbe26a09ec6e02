//! A file that is whole or not there: it is written beside its place under another name, for its owner alone, and gets its
//! name once it has reached the disk. Whoever writes one holds a lock on it, so that one without a lock is of a program that
//! was killed: the next one that writes into the folder removes it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use rustix::process::geteuid;

use crate::domain::file_error::FileError;
use crate::tabular::file_errors;

/// Names that are tried for a file under way: other programs may be at the same.
const TRIES: u32 = 20;
/// What is put behind a file's name while it is written. No other program uses it.
const PART: &str = ".muster-part";

/// A file under way; dropped before its end, it goes.
#[derive(Debug)]
pub struct PartFile {
    file: File,
    part: PathBuf,
    target: PathBuf,
    replaces: bool,
    is_done: bool,
}

impl PartFile {
    /// Begins a file that is to stand at `target`.
    ///
    /// # Errors
    /// Something stands there and is not to be replaced, or is no file; the folder takes nothing.
    pub fn begin(target: &Path, replaces: bool) -> Result<Self, FileError> {
        let io = |error: io::Error| file_errors::writing(target, &error);
        if target.file_name().is_none() {
            return Err(FileError::NotAFile(file_errors::shown(target)));
        }
        match fs::symlink_metadata(target) {
            Ok(there) if !there.is_file() => return Err(FileError::NotAFile(file_errors::shown(target))),
            Ok(_) if !replaces => return Err(FileError::AlreadyThere(file_errors::shown(target))),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(io(error)),
        }
        sweep(folder(target));
        let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
        for nth in 1..=TRIES {
            let part = part_name(target, nth);
            match OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(&part) {
                Ok(file) => {
                    // Who sweeps may have come between the two; a file system without locks has nobody who sweeps.
                    if matches!(file.try_lock(), Err(TryLockError::WouldBlock)) || !is_at(&file, &part) {
                        last = io::ErrorKind::AlreadyExists.into();
                        continue;
                    }
                    let target = target.to_path_buf();
                    return Ok(Self { file, part, target, replaces, is_done: false });
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
                Err(error) => return Err(io(error)),
            }
        }
        Err(io(last))
    }

    /// Where to write.
    pub fn file(&self) -> &File {
        &self.file
    }

    /// The folder that it lies in.
    pub fn folder(&self) -> &Path {
        folder(&self.target)
    }

    /// What the system said of this file, with its place and the way out.
    pub fn failed(&self, error: &io::Error) -> FileError {
        file_errors::writing(&self.target, error)
    }

    /// Gives it its name, once it has reached the disk; answers how long it is.
    ///
    /// # Errors
    /// Something was put there meanwhile; what the disk says.
    pub fn finish(mut self) -> Result<u64, FileError> {
        let sizes = self.file.sync_all().and_then(|()| self.file.metadata());
        let bytes = sizes.map_err(|error| self.failed(&error))?.len();
        self.rename().map_err(|error| self.failed(&error))?;
        self.is_done = true;
        // The name stands; where the folder cannot be synced it stands a moment later.
        let _ = File::open(self.folder()).and_then(|folder| folder.sync_all());
        Ok(bytes)
    }

    #[cfg(target_os = "linux")]
    fn rename(&self) -> io::Result<()> {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        if self.replaces {
            return fs::rename(&self.part, &self.target);
        }
        match renameat_with(CWD, &self.part, CWD, &self.target, RenameFlags::NOREPLACE) {
            // File systems that cannot promise it.
            Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP | Errno::PERM) => self.rename_looked(),
            told => Ok(told?),
        }
    }

    #[cfg(not(target_os = "linux"))]
    fn rename(&self) -> io::Result<()> {
        if self.replaces { fs::rename(&self.part, &self.target) } else { self.rename_looked() }
    }

    fn rename_looked(&self) -> io::Result<()> {
        if fs::symlink_metadata(&self.target).is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        fs::rename(&self.part, &self.target)
    }
}

impl Drop for PartFile {
    fn drop(&mut self) {
        if !self.is_done {
            // The error before is the one to tell; half a file would pass for a whole one.
            let _ = fs::remove_file(&self.part);
        }
    }
}

fn folder(target: &Path) -> &Path {
    target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn part_name(target: &Path, nth: u32) -> PathBuf {
    let mut name = target.file_name().unwrap_or_default().to_os_string();
    name.push(if nth == 1 { PART.to_owned() } else { format!(".{nth}{PART}") });
    folder(target).join(name)
}

/// Whether an open file is the one that lies at a path.
fn is_at(file: &File, path: &Path) -> bool {
    let own = file.metadata().map(|meta| (meta.dev(), meta.ino()));
    let there = fs::symlink_metadata(path).map(|meta| (meta.dev(), meta.ino()));
    own.is_ok_and(|own| there.is_ok_and(|there| own == there))
}

/// Removes what killed programs have left half written in a folder: files with our ending, of this account and for it
/// alone, that nobody is writing.
fn sweep(folder: &Path) {
    for item in fs::read_dir(folder).into_iter().flatten().flatten() {
        if !item.file_name().to_string_lossy().ends_with(PART) {
            continue;
        }
        let path = item.path();
        let own = |meta: &fs::Metadata| {
            meta.is_file() && meta.uid() == geteuid().as_raw() && meta.mode() & 0o777 == 0o600
        };
        if !item.metadata().is_ok_and(|meta| own(&meta)) {
            continue;
        }
        if let Ok(file) = File::open(&path)
            && file.try_lock().is_ok()
            && is_at(&file, &path)
        {
            let _ = fs::remove_file(&path);
        }
    }
}
