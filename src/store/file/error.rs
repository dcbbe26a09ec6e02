//! What SQLite and the file system say, in the register's own words.

use std::io;

use rusqlite::{Error, ErrorCode};

use crate::domain::error::RegisterError;
use crate::domain::text::CleanText;

/// The result of anything the register does.
pub type Result<T> = std::result::Result<T, RegisterError>;

impl From<Error> for RegisterError {
    fn from(error: Error) -> Self {
        // The text of a statement is nothing to show: a migration's fills pages.
        if let Error::SqlInputError { msg, .. } = &error {
            return Self::Storage(CleanText::shown(msg));
        }
        let said = CleanText::shown(&error.to_string());
        let Error::SqliteFailure(failure, _) = &error else {
            return Self::Storage(said);
        };
        if matches!(failure.code, ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) {
            Self::Busy(CleanText::default())
        } else if matches!(failure.code, ErrorCode::OperationInterrupted) {
            Self::Stopped
        } else if matches!(failure.code, ErrorCode::ReadOnly) {
            Self::ReadOnly
        } else if matches!(failure.code, ErrorCode::NotADatabase) {
            Self::NotARegister(said)
        } else if matches!(failure.code, ErrorCode::DatabaseCorrupt) {
            Self::Damaged(said)
        } else if matches!(failure.code, ErrorCode::PermissionDenied) {
            Self::NotPermitted(said)
        } else {
            Self::Storage(said)
        }
    }
}

/// What went wrong with a commit. If the log was written but not brought to the disk, the next program that
/// opens the register may still find the commit in it.
pub(crate) fn commit_error(error: Error) -> RegisterError {
    let unsure = matches!(&error, Error::SqliteFailure(failure, _)
        if failure.extended_code == rusqlite::ffi::SQLITE_IOERR_FSYNC);
    if unsure { RegisterError::Unsure(CleanText::shown(&error.to_string())) } else { error.into() }
}

/// What went wrong with a file or folder, named.
pub(crate) fn io_error(error: &io::Error, path: &std::path::Path) -> RegisterError {
    let said = CleanText::shown(&format!("{}: {error}", path.display()));
    if error.kind() == io::ErrorKind::PermissionDenied {
        RegisterError::NotPermitted(said)
    } else if error.kind() == io::ErrorKind::AlreadyExists {
        RegisterError::AlreadyThere(said)
    } else if error.kind() == io::ErrorKind::NotFound {
        RegisterError::Missing(said)
    } else {
        RegisterError::Storage(said)
    }
}
