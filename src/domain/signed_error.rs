//! Why a file is no filled sheet to sign.

use super::error::RegisterError;
use super::file_error::FileError;
use super::sign_sheet::SheetColumn;
use super::text::CleanText;

/// Why a file is not weighed at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignedError {
    /// The file.
    File(FileError),
    /// The register.
    Register(RegisterError),
    /// It does not say of which sheet it is.
    NoNumber,
    /// Lines of two sheets.
    TwoSheets(CleanText, CleanText),
    /// Too many rows for a sheet.
    TooManyRows,
    /// It has no column for this.
    NoColumn(SheetColumn),
}

impl From<FileError> for SignedError {
    fn from(error: FileError) -> Self {
        Self::File(error)
    }
}

impl From<RegisterError> for SignedError {
    fn from(error: RegisterError) -> Self {
        Self::Register(error)
    }
}
