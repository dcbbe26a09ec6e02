//! A table that is being read. The first bytes of a file pick its reader: names and endings lie.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::csv_rows::{CsvRows, Delimiter};
use super::encoding::{self, Encoding};
use super::file_errors;
use super::row::RawRow;
use super::workbook::{Sheet, Workbook};
use crate::domain::file_error::FileError;

/// Largest workbook, in MiB.
const WORKBOOK_MIB: u64 = 200;
/// Largest text file, in MiB: four million rows.
const TEXT_MIB: u64 = 512;
/// First bytes of an archive, which an XLSX is.
const ARCHIVE: &[u8] = b"PK\x03\x04";
/// First bytes of the container of Office 97 and of encrypted workbooks (MS-CFB).
const CONTAINER: &[u8] = b"\xD0\xCF\x11\xE0";
/// First bytes of what is neither text nor workbook: PDF, PNG, JPEG, GIF, RTF, RAR, 7z, gzip, an empty
/// archive, SQLite; web pages and XML, which systems like to call .xls.
const STRANGERS: &[&[u8]] = &[
    b"%PDF",
    b"\x89PNG",
    b"\xFF\xD8\xFF",
    b"GIF8",
    b"{\\rtf",
    b"Rar!",
    b"7z\xBC\xAF",
    b"\x1F\x8B",
    b"PK\x05\x06",
    b"SQLite format 3",
    b"<",
];

/// What the rows of a table mean: the header that stands above them.
pub trait TableHeader: Clone + Send + 'static {
    /// Rows, from the first, among which the header must stand.
    const SEARCHED_ROWS: u64;

    /// The header among the first rows of a file, which are one row more than are searched.
    fn find(first_rows: &[RawRow]) -> Option<Self>;

    /// The row it stands in, the lower one of two, as a spreadsheet shows it, from 1.
    fn row(&self) -> u64;

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
    /// The header.
    pub header: H,
    /// The sheet that is read; none for text.
    pub sheet: Option<Sheet>,
}

impl<H: TableHeader> Table<H> {
    /// The next row below the header, blank ones too; false at the end.
    ///
    /// # Errors
    /// The file cannot be read on, or is damaged.
    pub fn next(&mut self, row: &mut RawRow) -> Result<bool, FileError> {
        match &mut self.source {
            Source::Text(rows, _) => rows.next(row),
            Source::Workbook(book) => book.next(row),
        }
    }

    /// Bytes read and bytes to read. Of a workbook: of the compressed sheet.
    pub fn progress(&self) -> (u64, u64) {
        match &self.source {
            Source::Text(rows, total) => (rows.consumed().min(*total), *total),
            Source::Workbook(book) => book.progress(),
        }
    }
}

/// Opens a file, XLSX or text, and finds its header.
///
/// # Errors
/// The file cannot be read, is no table, or is hostile: see [`FileError`].
pub fn open<H: TableHeader>(path: &Path) -> Result<Table<H>, FileError> {
    let io = |error: std::io::Error| file_errors::reading(path, &error);
    // A pipe would block on opening; so look before.
    if !std::fs::metadata(path).map_err(io)?.is_file() {
        return Err(FileError::NotAFile(file_errors::shown(path)));
    }
    let mut file = File::open(path).map_err(io)?;
    let total = file.metadata().map_err(io)?.len();
    let mut start = Vec::new();
    file.by_ref().take(16).read_to_end(&mut start).map_err(io)?;
    if start.is_empty() {
        return Err(FileError::Empty(file_errors::shown(path)));
    }
    if start.starts_with(CONTAINER) {
        return Err(FileError::OldFormat(file_errors::shown(path)));
    }
    if start.starts_with(ARCHIVE) {
        within(path, total, WORKBOOK_MIB)?;
        let (book, header, sheet) = Workbook::open(path, file)?;
        return Ok(Table { source: Source::Workbook(Box::new(book)), header, sheet: Some(sheet) });
    }
    let text = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&start).trim_ascii_start();
    if STRANGERS.iter().any(|stranger| text.starts_with(stranger)) {
        return Err(FileError::NotASpreadsheet(file_errors::shown(path)));
    }
    within(path, total, TEXT_MIB)?;
    let encoding = encoding::judge(path, &mut file)?;
    let (delimiter, header) = judge_delimiter::<H>(path, encoding)?;
    let mut rows = CsvRows::open(path, encoding, delimiter)?;
    let mut row = RawRow::default();
    while row.number < header.row() && rows.next(&mut row)? {}
    Ok(Table { source: Source::Text(Box::new(rows), total), header, sheet: None })
}

fn within(path: &Path, bytes: u64, mib: u64) -> Result<(), FileError> {
    if bytes > mib << 20 {
        return Err(FileError::TooBig { path: file_errors::shown(path), limit_mib: mib });
    }
    Ok(())
}

/// The delimiter is the one with which there is a header.
fn judge_delimiter<H: TableHeader>(path: &Path, encoding: Encoding) -> Result<(Delimiter, H), FileError> {
    let mut unclosed = None;
    for delimiter in Delimiter::ALL {
        let mut rows = CsvRows::open(path, encoding, delimiter)?;
        let mut first = Vec::new();
        let mut row = RawRow::default();
        loop {
            match rows.next(&mut row) {
                Ok(true) if row.number <= H::SEARCHED_ROWS + 1 => first.push(row.clone()),
                Ok(_) => break,
                // Perhaps behind the header, perhaps only with this delimiter.
                Err(error @ FileError::UnclosedQuote { .. }) => {
                    unclosed = unclosed.or(Some(error));
                    break;
                }
                Err(error) => return Err(error),
            }
        }
        if let Some(header) = H::find(&first) {
            return Ok((delimiter, header));
        }
    }
    Err(unclosed.unwrap_or(FileError::NoHeader { path: file_errors::shown(path), rows: H::SEARCHED_ROWS }))
}
