//! A table that is being read. The first bytes of a file pick its reader: names and endings lie.

use std::io::Read as _;
use std::path::Path;

use super::csv_rows::{CsvRows, Delimiter};
use super::encoding::{self, Encoding};
use super::file_errors;
use super::opened::OpenedFile;
use super::row::RawRow;
use super::strangers;
use super::workbook::{BookFormat, Sheets, Workbook};
use crate::domain::file_error::{FileError, ReadList};
use crate::domain::roster::ContentHash;

/// Largest workbook, in MiB.
const WORKBOOK_MIB: u64 = 200;
/// Largest text file, in MiB: four million rows.
const TEXT_MIB: u64 = 512;
/// Bytes of a text file among which its header is looked for.
const SEARCHED_BYTES: u64 = 8 << 20;
/// First bytes of an archive, which an XLSX is.
const ARCHIVE: &[u8] = b"PK\x03\x04";
/// First bytes of the compound file of Office 97, and of encrypted workbooks (MS-CFB).
const CONTAINER: &[u8] = b"\xD0\xCF\x11\xE0";
/// How the header of a table is found.
pub trait HeaderFinder: Clone + Send + 'static {
    /// What is found.
    type Header: TableHeader;

    /// What is read: told where no header is found.
    const LIST: ReadList;

    /// Rows, from the first, among which the header must stand.
    const SEARCHED_ROWS: u64;

    /// The header among the first rows of a file or sheet, which are one row more than are searched.
    fn find(&self, first_rows: &[RawRow]) -> Option<Self::Header>;

    /// Whether a sheet is to be read, by its name.
    fn wants(&self, sheet: &str) -> bool;

    /// Whether a sheet is asked for by its name: then it is read although the workbook hides it.
    fn names(&self, sheet: &str) -> bool;
}

/// What the rows of a table mean: the header that stands above them.
pub trait TableHeader: Clone + Send + 'static {
    /// The row it stands in, the lower one of two, as a spreadsheet shows it, from 1; 0 where there is none.
    fn row(&self) -> u64;

    /// Bytes of its cells: a workbook has many headers, and no office needs much for them.
    fn weight(&self) -> usize;

    /// Columns, from 0, in which a cell merged over several rows holds for each of them.
    fn merged_columns(&self) -> Vec<usize>;
}

/// Where rows come from.
enum Source {
    /// A text file, and its length in bytes.
    Text(Box<CsvRows>, u64),
    /// A workbook.
    Workbook(Box<Workbook>),
}

/// An open table, read up to its header.
pub struct Table<H> {
    source: Source,
    /// The header of the rows that come now.
    pub header: H,
    /// The sheets of a workbook; none for text.
    pub sheets: Option<Sheets<H>>,
    /// Which sheet is read, from 0.
    pub at: usize,
    opened: OpenedFile,
    content: ContentHash,
}

impl<H: TableHeader> Table<H> {
    /// The next row below the header, blank ones too, sheet by sheet; false at the end, where the file is still what it was.
    ///
    /// # Errors
    /// The file cannot be read on, is damaged, or was changed or cut off while it was read.
    pub fn next(&mut self, row: &mut RawRow) -> Result<bool, FileError> {
        match &mut self.source {
            Source::Text(rows, _) => {
                let more = rows.next(row)?;
                if !more {
                    self.opened.is_still(&self.content, &rows.hash())?;
                }
                Ok(more)
            }
            Source::Workbook(book) => {
                let more = book.next(row)?;
                if !more {
                    self.opened.is_still(&self.content, &self.opened.hash()?)?;
                } else if self.at != book.at() {
                    self.at = book.at();
                    let begun = self.sheets.as_ref().and_then(|sheets| sheets.read.get(self.at));
                    if let Some(sheet) = begun {
                        self.header = sheet.header.clone();
                    }
                }
                Ok(more)
            }
        }
    }

    /// Bytes read and bytes to read. Of a workbook: of the compressed sheets.
    pub fn progress(&self) -> (u64, u64) {
        match &self.source {
            Source::Text(rows, total) => (rows.consumed().min(*total), *total),
            Source::Workbook(book) => book.progress(),
        }
    }

    /// The hash of the bytes of the file.
    pub fn content(&self) -> ContentHash {
        self.content
    }

    /// The file itself, to be read once more by [`reopen`].
    pub fn file(&self) -> TableFile {
        TableFile(self.opened.clone())
    }
}

/// A file that is open, whatever lies at its path meanwhile.
#[derive(Clone)]
pub struct TableFile(OpenedFile);

/// Opens a file, XLSX, XLS or text, and finds its header.
///
/// # Errors
/// The file cannot be read, is no table, or is hostile: see [`FileError`].
pub fn open<F: HeaderFinder>(path: &Path, finder: &F) -> Result<Table<F::Header>, FileError> {
    read(OpenedFile::open(path)?, finder)
}

/// Reads a file that is open from its beginning.
///
/// # Errors
/// As [`open()`].
pub fn reopen<F: HeaderFinder>(file: &TableFile, finder: &F) -> Result<Table<F::Header>, FileError> {
    read(file.0.clone(), finder)
}

fn read<F: HeaderFinder>(opened: OpenedFile, finder: &F) -> Result<Table<F::Header>, FileError> {
    let path = opened.path();
    let total = opened.length();
    let mut start = Vec::new();
    let read = opened.pass().take(strangers::FIRST_BYTES).read_to_end(&mut start);
    read.map_err(|error| opened.unreadable(&error))?;
    if start.is_empty() {
        return Err(FileError::Empty(file_errors::shown(path)));
    }
    let book = if start.starts_with(ARCHIVE) {
        Some(BookFormat::Archive)
    } else {
        start.starts_with(CONTAINER).then_some(BookFormat::Container)
    };
    if let Some(format) = book {
        within(path, total, WORKBOOK_MIB)?;
        let content = opened.hash()?;
        let (book, sheets) = Workbook::open(&opened, format, finder)?;
        let Some(header) = sheets.read.first().map(|sheet| sheet.header.clone()) else {
            return Err(no_header::<F>(path));
        };
        let source = Source::Workbook(Box::new(book));
        return Ok(Table { source, header, sheets: Some(sheets), at: 0, opened, content });
    }
    if let Some(format) = strangers::by_first_bytes(&start) {
        return Err(FileError::OtherFormat { path: file_errors::shown(path), format });
    }
    within(path, total, TEXT_MIB)?;
    let content = opened.hash()?;
    let encoding = encoding::judge(&opened)?;
    let (delimiter, header) = judge_delimiter(&opened, encoding, finder)?;
    let mut rows = CsvRows::open(&opened, encoding, delimiter)?;
    let mut row = RawRow::default();
    while row.number < header.row() && rows.next(&mut row)? {}
    Ok(Table { source: Source::Text(Box::new(rows), total), header, sheets: None, at: 0, opened, content })
}

/// No row among the first ones is a header.
pub(super) fn no_header<F: HeaderFinder>(path: &Path) -> FileError {
    FileError::NoHeader { path: file_errors::shown(path), rows: F::SEARCHED_ROWS, list: F::LIST }
}

fn within(path: &Path, bytes: u64, mib: u64) -> Result<(), FileError> {
    if bytes > mib << 20 {
        return Err(FileError::TooBig { path: file_errors::shown(path), limit_mib: mib });
    }
    Ok(())
}

/// The delimiter is the one with which there is a header.
fn judge_delimiter<F: HeaderFinder>(
    opened: &OpenedFile,
    encoding: Encoding,
    finder: &F,
) -> Result<(Delimiter, F::Header), FileError> {
    let mut unclosed = None;
    for delimiter in Delimiter::ALL {
        let mut rows = CsvRows::open(opened, encoding, delimiter)?;
        let mut first = Vec::new();
        let mut row = RawRow::default();
        loop {
            match rows.next(&mut row) {
                Ok(true) if row.number <= F::SEARCHED_ROWS + 1 && rows.consumed() <= SEARCHED_BYTES => {
                    first.push(row.clone());
                }
                Ok(_) => break,
                // Perhaps behind the header, perhaps only with this delimiter.
                Err(error @ (FileError::UnclosedQuote { .. } | FileError::StrayQuote { .. })) => {
                    unclosed = unclosed.or(Some(error));
                    break;
                }
                Err(error) => return Err(error),
            }
        }
        if let Some(header) = finder.find(&first) {
            return Ok((delimiter, header));
        }
    }
    Err(unclosed.unwrap_or_else(|| no_header::<F>(opened.path())))
}
