//! Looks at the first bytes of a file and picks its reader: names and endings lie.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::encoding::{self, Encoding};
use super::failure;
use super::header::{self, HEADER_ROWS, Header};
use super::raw::RawRow;
use super::records::{Delimiter, Records};
use super::workbook::{Start, Workbook};
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

/// Where rows come from.
pub(super) enum Source {
    /// A text file.
    Text(Box<Records>, Encoding, u64),
    /// A workbook.
    Workbook(Box<Workbook>),
}

/// An open file, read up to the header.
pub(super) struct Opened {
    /// The rows below.
    pub(super) source: Source,
    /// The header.
    pub(super) header: Header,
    /// What only a workbook has.
    pub(super) workbook: Option<Start>,
}

impl Source {
    /// The next row, blank ones too; false at the end.
    pub(super) fn next(&mut self, row: &mut RawRow) -> Result<bool, FileError> {
        match self {
            Self::Text(records, ..) => records.next(row),
            Self::Workbook(book) => book.next(row),
        }
    }

    /// Bytes read, and their number.
    pub(super) fn progress(&self) -> (u64, u64) {
        match self {
            Self::Text(records, _, total) => (records.consumed().min(*total), *total),
            Self::Workbook(book) => book.progress(),
        }
    }

    /// What the file is, as people call it.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Text(_, encoding, _) => encoding.name(),
            Self::Workbook(_) => "XLSX",
        }
    }
}

/// Opens a file and finds its header.
pub(super) fn open(path: &Path) -> Result<Opened, FileError> {
    let io = |error: std::io::Error| failure::reading(path, &error);
    // A pipe would block on opening; so look before.
    if !std::fs::metadata(path).map_err(io)?.is_file() {
        return Err(FileError::NotAFile(failure::shown(path)));
    }
    let mut file = File::open(path).map_err(io)?;
    let total = file.metadata().map_err(io)?.len();
    let mut start = Vec::new();
    file.by_ref().take(16).read_to_end(&mut start).map_err(io)?;
    if start.is_empty() {
        return Err(FileError::Empty(failure::shown(path)));
    }
    if start.starts_with(CONTAINER) {
        return Err(FileError::OldFormat(failure::shown(path)));
    }
    if start.starts_with(ARCHIVE) {
        within(path, total, WORKBOOK_MIB)?;
        let (book, workbook) = Workbook::open(path, file)?;
        let header = workbook.header.clone();
        return Ok(Opened { source: Source::Workbook(Box::new(book)), header, workbook: Some(workbook) });
    }
    let text = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&start).trim_ascii_start();
    if STRANGERS.iter().any(|stranger| text.starts_with(stranger)) {
        return Err(FileError::NotASpreadsheet(failure::shown(path)));
    }
    within(path, total, TEXT_MIB)?;
    let encoding = encoding::judge(path, &mut file)?;
    let (delimiter, header) = judge_delimiter(path, encoding)?;
    let mut records = Records::open(path, encoding, delimiter)?;
    let mut row = RawRow::default();
    while row.number < header.row() && records.next(&mut row)? {}
    Ok(Opened { source: Source::Text(Box::new(records), encoding, total), header, workbook: None })
}

fn within(path: &Path, bytes: u64, mib: u64) -> Result<(), FileError> {
    if bytes > mib << 20 {
        return Err(FileError::TooBig { path: failure::shown(path), limit_mib: mib });
    }
    Ok(())
}

/// The delimiter is the one with which there is a header.
fn judge_delimiter(path: &Path, encoding: Encoding) -> Result<(Delimiter, Header), FileError> {
    let mut unclosed = None;
    for delimiter in Delimiter::ALL {
        let mut records = Records::open(path, encoding, delimiter)?;
        let mut first = Vec::new();
        let mut row = RawRow::default();
        loop {
            match records.next(&mut row) {
                Ok(true) if row.number <= HEADER_ROWS + 1 => first.push(row.clone()),
                Ok(_) => break,
                // Perhaps behind the header, perhaps only with this delimiter.
                Err(trouble @ FileError::UnclosedQuote { .. }) => {
                    unclosed = unclosed.or(Some(trouble));
                    break;
                }
                Err(trouble) => return Err(trouble),
            }
        }
        if let Some(header) = header::find(&first) {
            return Ok((delimiter, header));
        }
    }
    Err(unclosed.unwrap_or(FileError::NoHeader { path: failure::shown(path), rows: HEADER_ROWS }))
}
