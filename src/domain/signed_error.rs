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
    /// None of its first rows has the heads of a sheet.
    NoHeads(CleanText),
    /// A worksheet, named where the file has several, has no column for this.
    NoColumn(CleanText, SheetColumn),
    /// Two heads of a worksheet mean the same column, and both have something below them.
    TwoColumns(CleanText, SheetColumn, [CleanText; 2]),
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
