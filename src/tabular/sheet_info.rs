//! What is known of a sheet of a workbook of either format, and where its rows come from.

use crate::domain::file_error::FileError;
use crate::tabular::row::RawRow;

/// A sheet with cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SheetInfo {
    /// Its name.
    pub(super) name: String,
    /// Whether it is shown.
    pub(super) visible: bool,
    /// Where its cells lie in the file; that of two sheets is the same in a file that no program writes.
    pub(super) place: u64,
}

/// A merged region, as far as it matters for rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region {
    /// Its first column, from 0.
    pub(super) column: usize,
    /// Its first row, from 1.
    pub(super) first: u64,
    /// Its last row.
    pub(super) last: u64,
}

/// Where the rows of a sheet come from.
pub(super) trait RowSource {
    /// The next row with a cell; none at the end.
    fn next_row(&mut self) -> Result<Option<RawRow>, FileError>;
}
