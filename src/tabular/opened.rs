//! One file, opened once: every pass over it reads the same handle, never the path again, and what was read at the end
//! is what was there at the beginning, or an error.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::{FileExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::file_errors;
use crate::domain::file_error::FileError;
use crate::domain::roster::ContentHash;

/// Bytes read at a time.
const PIECE: usize = 64 << 10;
/// As `O_NONBLOCK` of the system: opening a pipe that took the file's place does not wait for its writer.
const NO_WAITING: i32 = rustix::fs::OFlags::NONBLOCK.bits().cast_signed();

/// An opened file; a copy shares the handle.
#[derive(Clone)]
pub(super) struct OpenedFile(Arc<Opened>);

struct Opened {
    path: PathBuf,
    file: File,
    length: u64,
}

impl OpenedFile {
    /// Opens a regular file.
    ///
    /// # Errors
    /// There is none, it may not be read, or it is a folder, a device or a pipe.
    pub(super) fn open(path: &Path) -> Result<Self, FileError> {
        let io = |error: io::Error| file_errors::reading(path, &error);
        // Opening a device may do something; so look before.
        if !std::fs::metadata(path).map_err(io)?.is_file() {
            return Err(FileError::NotAFile(file_errors::shown(path)));
        }
        let file = OpenOptions::new().read(true).custom_flags(NO_WAITING).open(path).map_err(io)?;
        let found = file.metadata().map_err(io)?;
        if !found.is_file() {
            return Err(FileError::NotAFile(file_errors::shown(path)));
        }
        Ok(Self(Arc::new(Opened { path: path.to_owned(), file, length: found.len() })))
    }

    /// The path it was opened at.
    pub(super) fn path(&self) -> &Path {
        &self.0.path
    }

    /// Its length in bytes when it was opened.
    pub(super) fn length(&self) -> u64 {
        self.0.length
    }

    /// A pass over it, from its first byte.
    pub(super) fn pass(&self) -> Pass {
        Pass { opened: self.clone(), at: 0 }
    }

    /// An error of reading it: where its length is another by now, that is why.
    pub(super) fn unreadable(&self, error: &io::Error) -> FileError {
        if self.has_other_length() { self.changed() } else { file_errors::reading(self.path(), error) }
    }

    /// Whether it was cut off or written on since it was opened.
    pub(super) fn has_other_length(&self) -> bool {
        !self.0.file.metadata().is_ok_and(|now| now.len() == self.length())
    }

    /// It was changed while it was read.
    pub(super) fn changed(&self) -> FileError {
        FileError::Changed(file_errors::shown(self.path()))
    }

    /// The hash of all its bytes.
    ///
    /// # Errors
    /// It cannot be read, or was cut off.
    pub(super) fn hash(&self) -> Result<ContentHash, FileError> {
        let mut hasher = Hasher::default();
        let mut piece = vec![0; PIECE];
        let mut pass = self.pass();
        loop {
            match pass.read(&mut piece) {
                Ok(0) => return Ok(hasher.end()),
                Ok(got) => hasher.add(piece.get(..got).unwrap_or_default()),
                Err(error) => return Err(self.unreadable(&error)),
            }
        }
    }

    /// Holds what was read against what the file was at the beginning, and its length now.
    ///
    /// # Errors
    /// It was changed, cut off or written on while it was read.
    pub(super) fn is_still(&self, first: &ContentHash, read: &ContentHash) -> Result<(), FileError> {
        if first == read && !self.has_other_length() { Ok(()) } else { Err(self.changed()) }
    }
}

/// Hashes the bytes of a file as they are read.
#[derive(Default)]
pub(super) struct Hasher(Sha256);

impl Hasher {
    /// Adds the next bytes.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The hash of all of them.
    pub(super) fn end(self) -> ContentHash {
        ContentHash(self.0.finalize().into())
    }
}

/// Reads an opened file at a place of its own. A file that ends before its length is an error
/// ([`io::ErrorKind::UnexpectedEof`]); bytes that were added to it are not read.
pub(super) struct Pass {
    opened: OpenedFile,
    at: u64,
}

impl Read for Pass {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.opened.length().saturating_sub(self.at)).unwrap_or(usize::MAX);
        let wanted = buffer.len().min(left);
        let Some(part) = buffer.get_mut(..wanted).filter(|part| !part.is_empty()) else { return Ok(0) };
        loop {
            match self.opened.0.file.read_at(part, self.at) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(got) => {
                    self.at += got as u64;
                    return Ok(got);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

impl Seek for Pass {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.opened.length().checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
