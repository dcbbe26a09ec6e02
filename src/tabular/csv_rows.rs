//! Splits text into records, counting rows as a spreadsheet shows them.
//!
//! The csv crates skip empty lines and, in an unclosed quotation, swallow the rest of the file without
//! a word. Here every physical row counts: LF, CRLF or a lone CR ends one, an embedded newline does
//! not; and a quotation that does not close is an error that names its row.

use super::encoding::{Decoded, Encoding};
use super::file_errors;
use super::opened::OpenedFile;
use super::row::{CELL_MAX, COLUMNS_MAX, CellKind, RawRow};
use crate::domain::file_error::{Excess, FileError};
use crate::domain::roster::ContentHash;

/// What separates cells, as bureaux have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delimiter {
    /// `,`
    Comma,
    /// A tab.
    Tab,
    /// `;`
    Semicolon,
    /// `，`
    WideComma,
}

impl Delimiter {
    /// Every delimiter, the likeliest first.
    pub(super) const ALL: [Self; 4] = [Self::Comma, Self::Tab, Self::Semicolon, Self::WideComma];

    fn bytes(self) -> &'static [u8] {
        match self {
            Self::Comma => b",",
            Self::Tab => b"\t",
            Self::Semicolon => b";",
            Self::WideComma => "，".as_bytes(),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// At the start of a cell: only here a quotation mark opens.
    Start,
    /// In a cell without quotation marks, or behind the closing one.
    Plain,
    /// Within quotation marks.
    Quoted,
    /// Behind a quotation mark that closes, unless another follows.
    Closing,
}

/// How much of a text file is read, at most; no honest roster comes near.
struct Limits {
    /// Rows, with empty ones.
    rows: u64,
    /// Cells of all rows, with those that are dropped.
    cells: u64,
    /// Bytes of one row, up to a piece more.
    row_bytes: usize,
}

const LIMITS: Limits = Limits { rows: 5_000_000, cells: 100_000_000, row_bytes: 16 << 20 };

/// Reads records from a text file.
pub(super) struct CsvRows {
    decoded: Decoded,
    delimiter: &'static [u8],
    at: usize,
    number: u64,
    after_cr: bool,
    limits: Limits,
    cells: u64,
}

impl CsvRows {
    /// Opens a file at its first row.
    pub(super) fn open(
        opened: &OpenedFile,
        encoding: Encoding,
        delimiter: Delimiter,
    ) -> Result<Self, FileError> {
        let decoded = Decoded::open(opened, encoding)?;
        Ok(Self {
            decoded,
            delimiter: delimiter.bytes(),
            at: 0,
            number: 0,
            after_cr: false,
            limits: LIMITS,
            cells: 0,
        })
    }

    /// The hash of the bytes read since the last call, or the beginning.
    pub(super) fn hash(&mut self) -> ContentHash {
        self.decoded.hash()
    }

    /// Bytes of the file read so far.
    pub(super) fn consumed(&self) -> u64 {
        self.decoded.consumed()
    }

    /// Reads the next row, empty ones too; false at the end of the file.
    ///
    /// # Errors
    /// An unclosed quotation, more than is read of any file, or the file cannot be read on.
    pub(super) fn next(&mut self, row: &mut RawRow) -> Result<bool, FileError> {
        let (bytes, ends) = std::mem::take(row).into_buffers();
        let mut cells = Cells { bytes, ends, start: 0, full: false, seen: 0 };
        let mut state = State::Start;
        let mut begun = false;
        let mut row_bytes = 0;
        'row: loop {
            if self.at >= self.decoded.piece().len() {
                self.at = 0;
                if !self.decoded.advance()? {
                    if state == State::Quoted {
                        return Err(self.unclosed());
                    }
                    if !begun {
                        return Ok(false);
                    }
                    break 'row;
                }
                row_bytes += self.decoded.piece().len();
                if row_bytes > self.limits.row_bytes {
                    return Err(file_errors::hostile(self.decoded.path(), Excess::Piece));
                }
            }
            let piece = self.decoded.piece();
            while let Some(&byte) = piece.get(self.at) {
                self.at += 1;
                if std::mem::take(&mut self.after_cr) && byte == b'\n' {
                    continue;
                }
                begun = true;
                match (state, byte) {
                    (State::Start, b'"') => state = State::Quoted,
                    (State::Quoted, b'"') => state = State::Closing,
                    (State::Quoted, _) => {
                        if !cells.push(byte) {
                            return Err(self.unclosed());
                        }
                    }
                    (State::Closing, b'"') => {
                        cells.push(byte);
                        state = State::Quoted;
                    }
                    (_, b'\n' | b'\r') => {
                        self.after_cr = byte == b'\r';
                        break 'row;
                    }
                    (State::Start | State::Plain | State::Closing, _) => {
                        state = State::Plain;
                        if cells.push_or_end(byte, self.delimiter) {
                            state = State::Start;
                            self.at += cells.skip_empty(piece.get(self.at..).unwrap_or_default(), byte);
                        } else {
                            self.at +=
                                cells.push_run(piece.get(self.at..).unwrap_or_default(), self.delimiter);
                        }
                    }
                }
            }
        }
        cells.end(0);
        self.number += 1;
        self.cells += cells.seen;
        if self.number > self.limits.rows || self.cells > self.limits.cells {
            return Err(file_errors::hostile(self.decoded.path(), Excess::Rows));
        }
        *row = RawRow::from_buffers(self.number, cells.bytes, cells.ends)
            .ok_or_else(|| self.decoded.changed())?;
        Ok(true)
    }

    fn unclosed(&self) -> FileError {
        FileError::UnclosedQuote { path: file_errors::shown(self.decoded.path()), row: self.number + 1 }
    }
}

/// The cells of the row being read.
struct Cells {
    bytes: Vec<u8>,
    ends: Vec<(usize, CellKind)>,
    start: usize,
    full: bool,
    /// Cells that were ended, with those that are dropped.
    seen: u64,
}

impl Cells {
    /// Adds a byte; false where the cell is full. A character that has begun is let in whole.
    fn push(&mut self, byte: u8) -> bool {
        let continues = byte & 0xC0 == 0x80;
        self.full |= !continues && self.bytes.len() - self.start >= CELL_MAX;
        if !self.full && self.ends.len() < COLUMNS_MAX {
            self.bytes.push(byte);
        }
        !self.full
    }

    /// Adds a byte outside quotation marks, or ends the cell if it completes the delimiter.
    fn push_or_end(&mut self, byte: u8, delimiter: &[u8]) -> bool {
        let (last, lead) = delimiter.split_last().unwrap_or((&b',', &[]));
        let ends = byte == *last && self.bytes.get(self.start..).unwrap_or_default().ends_with(lead);
        if ends {
            self.end(lead.len());
        } else {
            self.push(byte);
        }
        ends
    }

    /// Adds what certainly ends neither the cell nor the row, as far as the cell has room, and tells how
    /// much it was. What a full cell or row drops is passed over in one go: looking for its end once a byte
    /// would take hours over a cell of ten megabytes.
    fn push_run(&mut self, bytes: &[u8], delimiter: &[u8]) -> usize {
        let last = delimiter.last().copied().unwrap_or(b',');
        let drops = self.full || self.ends.len() >= COLUMNS_MAX;
        let room = CELL_MAX.saturating_sub(self.bytes.len() - self.start);
        let within = if drops { bytes } else { bytes.get(..room).unwrap_or(bytes) };
        let run = within
            .iter()
            .position(|&byte| byte == last || byte == b'\n' || byte == b'\r')
            .unwrap_or(within.len());
        if !drops {
            self.bytes.extend_from_slice(within.get(..run).unwrap_or_default());
        }
        run
    }

    /// Passes over empty cells that a full row drops, and tells how many bytes they were; `delimiter` is what ended the
    /// cell before. One of several bytes is not passed over: its last byte alone ends nothing.
    fn skip_empty(&mut self, bytes: &[u8], delimiter: u8) -> usize {
        if self.ends.len() < COLUMNS_MAX || !delimiter.is_ascii() {
            return 0;
        }
        let run = bytes.iter().position(|&byte| byte != delimiter).unwrap_or(bytes.len());
        self.seen += run as u64;
        run
    }

    /// Ends a cell, without its last `drop` bytes.
    fn end(&mut self, drop: usize) {
        self.seen += 1;
        if self.ends.len() < COLUMNS_MAX {
            self.bytes.truncate(self.bytes.len() - drop);
            self.ends.push((self.bytes.len(), CellKind::Text));
            self.start = self.bytes.len();
            self.full = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn split(bytes: &[u8], delimiter: Delimiter) -> Result<Vec<(u64, Vec<String>)>, FileError> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        let mut records = CsvRows::open(&OpenedFile::open(file.path())?, Encoding::Utf8, delimiter)?;
        let mut row = RawRow::default();
        let mut out = Vec::new();
        while records.next(&mut row)? {
            out.push((row.number, row.cells().map(str::to_owned).collect()));
        }
        Ok(out)
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_counts_them() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["", "名册", "", "姓名,村", "\"两\n行\",一村", "程连富,\"a\"\"b\"", ""].join(end);
            let rows = split(text.as_bytes(), Delimiter::Comma).unwrap();
            let of = |number: u64| {
                rows.iter().find(|(n, _)| *n == number).map(|(_, cells)| cells.join("|")).unwrap()
            };
            assert_eq!(rows.len(), 6, "{end:?}");
            assert_eq!((of(1), of(2), of(4)), (String::new(), "名册".into(), "姓名|村".into()), "{end:?}");
            assert_eq!((of(5), of(6)), ("两\n行|一村".into(), "程连富|a\"b".into()), "{end:?}");
        }
    }

    #[test]
    fn quotation_marks_open_only_at_the_start_of_a_cell() {
        let rows = split(b"a\"b,\"c\"d,\"\",\"e,f\"", Delimiter::Comma).unwrap();
        assert_eq!(rows.first().unwrap().1, ["a\"b", "cd", "", "e,f"]);
    }

    #[test]
    fn an_unclosed_quotation_names_the_row_it_began_in() {
        let at_end = "姓名,村\n\n程连富,\"一村\n单国强,二村\n";
        let long = format!("姓名,村\n\n程连富,\"一村\n{}", "单国强,二村\n".repeat(1000));
        for text in [at_end, long.as_str()] {
            let told = split(text.as_bytes(), Delimiter::Comma);
            assert!(matches!(told, Err(FileError::UnclosedQuote { row: 3, .. })), "{told:?}");
        }
    }

    #[test]
    fn other_delimiters_split_too() {
        for (delimiter, text) in [
            (Delimiter::Tab, "姓名\t\t村"),
            (Delimiter::Semicolon, "姓名;;村"),
            (Delimiter::WideComma, "姓名，，\"村\""),
        ] {
            assert_eq!(split(text.as_bytes(), delimiter).unwrap().first().unwrap().1, ["姓名", "", "村"]);
        }
    }

    #[test]
    fn long_cells_and_wide_rows_stay_small() {
        let long = format!("{},乙\n", "程".repeat(4_000_000));
        let rows = split(long.as_bytes(), Delimiter::Comma).unwrap();
        let cells = &rows.first().unwrap().1;
        assert!(cells.first().unwrap().len() <= CELL_MAX + 3);
        assert_eq!(cells.get(1).unwrap(), "乙");
        let wide = ",x".repeat(100_000);
        assert_eq!(split(wide.as_bytes(), Delimiter::Comma).unwrap().first().unwrap().1.len(), COLUMNS_MAX);
    }

    /// What is read of a file that was made to be slow, under limits a thousand times smaller.
    #[test]
    fn no_more_is_read_than_the_limits_allow() {
        let read = |text: String| {
            let mut file = tempfile::NamedTempFile::new().unwrap();
            file.write_all(text.as_bytes()).unwrap();
            let opened = OpenedFile::open(file.path()).unwrap();
            let mut records = CsvRows::open(&opened, Encoding::Utf8, Delimiter::Comma).unwrap();
            records.limits = Limits { rows: 5_000, cells: 100_000, row_bytes: 1 << 20 };
            let mut row = RawRow::default();
            loop {
                match records.next(&mut row) {
                    Ok(true) => {}
                    Ok(false) => return (records.number, records.cells, None),
                    Err(error) => return (records.number, records.cells, Some(error)),
                }
            }
        };
        let beyond = |excess| move |error| matches!(error, Some(FileError::Hostile { excess: it, .. }) if it == excess);
        let rows = beyond(Excess::Rows);
        for end in ["\n", "\r\n", "\r", ",,,\n", "\"\"\n"] {
            let (number, _, error) = read(end.repeat(100_000));
            assert!(number <= 5_001 && rows(error), "{end:?}");
        }
        let (number, cells, error) = read((",".repeat(30_000) + "\n").repeat(1_000));
        assert!(number == 4 && cells <= 130_000 && rows(error), "{number} {cells}");
        for long in [",", "x", ",x", "\"\"", "x\"", "，"] {
            let (number, _, error) = read(long.repeat(4 << 20));
            assert!(number == 0 && beyond(Excess::Piece)(error), "{long:?}");
        }
        assert!(matches!(read(String::from("a,b\n").repeat(5_000)), (5_000, 10_000, None)));
    }
}
