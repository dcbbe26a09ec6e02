//! The system's errors in the words of [`FileError`].

use std::io;
use std::path::Path;

use crate::domain::file_error::{Excess, FileError};
use crate::domain::text::{CleanText, system_words};

/// A path as errors show it.
pub(super) fn shown(path: &Path) -> CleanText {
    CleanText::shown(&path.to_string_lossy())
}

/// An error while reading.
pub(super) fn reading(path: &Path, error: &io::Error) -> FileError {
    common(path, error)
        .unwrap_or_else(|| FileError::Unreadable { path: shown(path), reason: system_words(error) })
}

/// An error while writing.
pub(super) fn writing(path: &Path, error: &io::Error) -> FileError {
    common(path, error)
        .unwrap_or_else(|| FileError::Unwritable { path: shown(path), reason: system_words(error) })
}

/// A broken file.
pub(super) fn damaged(path: &Path, reason: &str) -> FileError {
    FileError::Damaged { path: shown(path), reason: system_words(&reason) }
}

/// A file beyond a cap.
pub(super) fn hostile(path: &Path, excess: Excess) -> FileError {
    FileError::Hostile { path: shown(path), excess }
}

fn common(path: &Path, error: &io::Error) -> Option<FileError> {
    let kind = error.kind();
    if kind == io::ErrorKind::NotFound {
        Some(FileError::NotFound(shown(path)))
    } else if kind == io::ErrorKind::PermissionDenied {
        Some(FileError::NotPermitted(shown(path)))
    } else if kind == io::ErrorKind::AlreadyExists {
        Some(FileError::AlreadyThere(shown(path)))
    } else if kind == io::ErrorKind::IsADirectory || kind == io::ErrorKind::NotADirectory {
        Some(FileError::NotAFile(shown(path)))
    } else {
        None
    }
}
