//! A workbook, whichever format it is in: its sheets, and the rows of each.

use crate::domain::file_error::FileError;
use crate::tabular::sheet_info::{Region, RowSource, SheetInfo};
use crate::tabular::xls::book::XlsBook;
use crate::tabular::xlsx::book::XlsxBook;
use crate::tabular::xlsx_guard::MeteredFile;

/// An opened workbook.
pub(super) enum Book {
    /// Of today.
    Xlsx(Box<XlsxBook<MeteredFile>>),
    /// Of Office 97 to 2003.
    Xls(Box<XlsBook>),
}

impl Book {
    /// Its sheets with cells, in their order.
    pub(super) fn sheets(&self) -> Vec<SheetInfo> {
        match self {
            Self::Xlsx(book) => book.infos(),
            Self::Xls(book) => book.infos(),
        }
    }

    /// Whether serial numbers of days count from 1904, not from 1900.
    pub(super) fn epoch_1904(&self) -> bool {
        match self {
            Self::Xlsx(book) => book.epoch_1904(),
            Self::Xls(book) => book.epoch_1904(),
        }
    }

    /// The rows of a sheet, by its place among [`Book::sheets`].
    pub(super) fn rows<'a>(&'a mut self, sheet: usize) -> Result<Box<dyn RowSource + 'a>, FileError> {
        match self {
            Self::Xlsx(book) => book.rows(sheet),
            Self::Xls(book) => book.rows(sheet),
        }
    }

    /// The merged regions of a sheet.
    pub(super) fn regions(&mut self, sheet: usize) -> Result<Vec<Region>, FileError> {
        match self {
            Self::Xlsx(book) => book.regions(sheet),
            Self::Xls(book) => book.regions(sheet),
        }
    }
}
