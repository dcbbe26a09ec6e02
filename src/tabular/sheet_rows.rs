//! The rows of a sheet, whichever format it is in, with one that may be put back.

use super::row::RawRow;
use super::sheet_info::RowSource;
use crate::domain::file_error::FileError;

/// Rows of a sheet, in order. Rows that the file leaves out are blank and are left out here too.
pub(super) struct SheetRows<'a> {
    source: Box<dyn RowSource + 'a>,
    waiting: Option<RawRow>,
}

impl<'a> SheetRows<'a> {
    /// Begins at the first row.
    pub(super) fn new(source: Box<dyn RowSource + 'a>) -> Self {
        Self { source, waiting: None }
    }

    /// The next row whose number is at most `last`; none if there is none.
    pub(super) fn next_until(&mut self, last: u64) -> Result<Option<RawRow>, FileError> {
        let next = match self.waiting.take() {
            Some(row) => Some(row),
            None => self.source.next_row()?,
        };
        match next {
            Some(row) if row.number > last => {
                self.waiting = Some(row);
                Ok(None)
            }
            next => Ok(next),
        }
    }
}
