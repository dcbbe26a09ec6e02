//! The door for rosters: opens a file, and yields its rows one at a time.
//!
//! Nothing of the file is kept but the row at hand, so that a million rows need no more memory than
//! ten. What a row says is not yet compared with the register: that is the store's business.

use std::path::Path;

use chrono::NaiveDate;

pub use super::entry::Row;
use super::entry::RowReader;
use super::footer;
pub use super::header::Header;
use crate::domain::file_error::FileError;
use crate::domain::roster::{ContentHash, Written};
use crate::domain::text::CleanText;
use crate::tabular::{self, CellKind, RawRow, Table, TableFile};

/// A roster that is being read.
pub struct RosterReader {
    today: NaiveDate,
    table: Table<Header>,
    raw: RawRow,
    ended: bool,
}

/// Opens a roster, XLSX or text, and finds its header. `today` bounds the dates in it.
///
/// # Errors
/// The file cannot be read, is no roster, or is hostile: see [`FileError`].
pub fn open(path: &Path, today: NaiveDate) -> Result<RosterReader, FileError> {
    Ok(RosterReader::new(tabular::open(path)?, today))
}

/// Reads a roster that is open from its beginning, whatever lies at its path meanwhile.
///
/// # Errors
/// As [`open`].
pub fn reopen(file: &TableFile, today: NaiveDate) -> Result<RosterReader, FileError> {
    Ok(RosterReader::new(tabular::reopen(file)?, today))
}

impl RosterReader {
    fn new(table: Table<Header>, today: NaiveDate) -> Self {
        Self { today, table, raw: RawRow::default(), ended: false }
    }

    /// The hash of the bytes of the file.
    pub fn content(&self) -> ContentHash {
        self.table.content()
    }

    /// The file itself, to be read once more by [`reopen`].
    pub fn file(&self) -> TableFile {
        self.table.file()
    }

    /// The next row of data; none at the end. Blank rows, footers and repeated headers are passed over.
    ///
    /// # Errors
    /// The file cannot be read on; after an error there is no next row.
    #[expect(clippy::should_implement_trait, reason = "raw_cells() looks at the row between two calls")]
    pub fn next(&mut self) -> Option<Result<Row, FileError>> {
        while !self.ended {
            match self.table.next(&mut self.raw) {
                Ok(true) => {}
                Ok(false) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error));
                }
            }
            if !self.ended && self.is_data() {
                return Some(Ok(self.row_reader().read()));
            }
        }
        None
    }

    fn row_reader(&self) -> RowReader<'_> {
        RowReader {
            row: &self.raw,
            header: self.header(),
            today: self.today,
            epoch_1904: self.table.sheet.as_ref().is_some_and(|sheet| sheet.epoch_1904),
        }
    }

    fn is_data(&self) -> bool {
        let filled = self
            .header()
            .places()
            .any(|(_, at)| self.raw.kind(at) != CellKind::Filled && !self.raw.cell(at).trim().is_empty());
        filled && !self.header().repeats(&self.raw) && !footer::is_footer(&self.raw, self.header())
    }

    /// Bytes read and bytes to read, for progress. Of a workbook: of the compressed sheet.
    pub fn read_fraction(&self) -> (u64, u64) {
        self.table.progress()
    }

    /// The header.
    pub fn header(&self) -> &Header {
        &self.table.header
    }

    /// Visible sheets that are not read: the user should be told.
    pub fn other_sheets(&self) -> &[CleanText] {
        self.table.sheet.as_ref().map_or(&[], |sheet| &sheet.others)
    }

    /// Number of the last row, as a spreadsheet shows it, from 1.
    pub fn row_number(&self) -> u64 {
        self.raw.number
    }

    /// Of the last row, what only the register can judge; what cannot be read is left out.
    pub fn written(&self) -> Written {
        self.row_reader().written()
    }

    /// Cells of the last row as the file has them, for a file of refused rows.
    pub fn raw_cells(&self) -> Vec<String> {
        self.raw.cells().map(str::to_owned).collect()
    }
}
