//! What can go wrong with a file that comes in or goes out, in terms that every room understands.
//!
//! The texts in both languages live in `lang::files`; the exit statuses in `cli`.

use super::text::CleanText;

/// Which cap a hostile or absurd workbook goes beyond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excess {
    /// More parts in the archive than any spreadsheet has.
    Parts,
    /// A part, or all of them, inflate beyond the cap.
    Inflated,
    /// The table of texts is beyond its cap.
    Texts,
    /// The table of cell styles is beyond its cap.
    Styles,
    /// A single piece (a cell, a row of text, an attribute of XML) is beyond its cap.
    Piece,
    /// More rows or cells than any roster has.
    Rows,
    /// Far more sheets, names, merged cells or relations than an office program writes.
    Things,
}

/// What a file is that is no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A page of the web, which systems like to call .xls.
    WebPage,
    /// A workbook of 2003 in XML.
    XmlSheet,
    /// A workbook in the binary form of 2007 (.xlsb).
    BinaryWorkbook,
    /// A workbook of Excel 95 or before.
    OldWorkbook,
    /// A workbook or a document behind a password.
    Encrypted,
    /// A document of Word or WPS.
    Word,
    /// Slides.
    Slides,
    /// A file of `LibreOffice` (.ods, .odt).
    OpenDocument,
    /// PDF.
    Pdf,
    /// A picture.
    Picture,
    /// An archive of files.
    Archive,
    /// A database.
    Database,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 12] = [
        Self::WebPage,
        Self::XmlSheet,
        Self::BinaryWorkbook,
        Self::OldWorkbook,
        Self::Encrypted,
        Self::Word,
        Self::Slides,
        Self::OpenDocument,
        Self::Pdf,
        Self::Picture,
        Self::Archive,
        Self::Database,
    ];
}

/// A list that is read, by what its header needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadList {
    /// People: a name and something else of them.
    Roster,
    /// Payments, or the bank's answer to them: whose, and a sum or a result.
    Payroll,
    /// A signed sheet: which line, and what became of it.
    SignSheet,
    /// Work: of which kind, and when.
    Work,
}

/// Why a file could not be read or written. Nothing was imported, nothing was left half written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// No file of that name.
    #[error("not found: {0}")]
    NotFound(CleanText),
    /// The file or its folder may not be read or written.
    #[error("not permitted: {0}")]
    NotPermitted(CleanText),
    /// A folder, a device or a pipe.
    #[error("not a file: {0}")]
    NotAFile(CleanText),
    /// A file of that name exists; it is never overwritten.
    #[error("already there: {0}")]
    AlreadyThere(CleanText),
    /// The disk or the network fails while reading.
    #[error("cannot read {path}: {reason}")]
    Unreadable {
        /// The file.
        path: CleanText,
        /// The system's words.
        reason: CleanText,
    },
    /// The disk is full or fails while writing.
    #[error("cannot write {path}: {reason}")]
    Unwritable {
        /// The file.
        path: CleanText,
        /// The system's words.
        reason: CleanText,
    },
    /// Larger than muster reads.
    #[error("{path} is larger than {limit_mib} MiB")]
    TooBig {
        /// The file.
        path: CleanText,
        /// The cap, in MiB.
        limit_mib: u64,
    },
    /// Nothing in it.
    #[error("empty: {0}")]
    Empty(CleanText),
    /// A compound file of Office without a workbook that is known.
    #[error("old office file: {0}")]
    OldFormat(CleanText),
    /// Neither a workbook that is read nor text, whatever its name says.
    #[error("{path} is {format:?}")]
    OtherFormat {
        /// The file.
        path: CleanText,
        /// What it is.
        format: Format,
    },
    /// It was changed, cut off or written on while it was read.
    #[error("changed while it was read: {0}")]
    Changed(CleanText),
    /// Text in no encoding that fits, or in two at once.
    #[error("{path}: no encoding fits at byte {byte}, line {line}")]
    Encoding {
        /// The file.
        path: CleanText,
        /// Offset of the first byte that does not fit, from 0.
        byte: u64,
        /// Its line, from 1.
        line: u64,
    },
    /// No row among the first ones is the header of what is read.
    #[error("{path}: no header in the first {rows} rows")]
    NoHeader {
        /// The file.
        path: CleanText,
        /// How many rows were looked at.
        rows: u64,
        /// What is read, and so which columns it needs.
        list: ReadList,
    },
    /// A quotation mark opens a cell and is not closed, or the quoted cell is beyond the cap.
    #[error("{path}: unclosed quotation mark in row {row}")]
    UnclosedQuote {
        /// The file.
        path: CleanText,
        /// The row in which the cell begins, as a spreadsheet shows it, from 1.
        row: u64,
    },
    /// In a text file, a quotation holds whole rows of the table, or text stands behind it.
    #[error("{path}: stray quotation mark in row {row}")]
    StrayQuote {
        /// The file.
        path: CleanText,
        /// The row in which the cell begins, as a spreadsheet shows it, from 1.
        row: u64,
    },
    /// A row of a workbook holds more cells than there are columns.
    #[error("{path}: more cells than columns in row {row}")]
    CrowdedRow {
        /// The file.
        path: CleanText,
        /// The row, from 1.
        row: u64,
    },
    /// The workbook goes beyond a cap that no honest one reaches.
    #[error("{path}: beyond the caps ({excess:?})")]
    Hostile {
        /// The file.
        path: CleanText,
        /// The cap.
        excess: Excess,
    },
    /// The workbook is cut off or broken.
    #[error("{path} is damaged: {reason}")]
    Damaged {
        /// The file.
        path: CleanText,
        /// What the reader found, in its own words.
        reason: CleanText,
    },
}
