//! Splits text into records, counting rows as a spreadsheet shows them.
//!
//! The csv crates skip empty lines and, in an unclosed quotation, swallow the rest of the file without
//! a word. Here every physical row counts: LF, CRLF or a lone CR ends one, an embedded newline does
//! not. A quotation that does not close is an error that names its row; so is one that holds whole rows of the
//! table, or has text behind it: two stray quotation marks would swallow every row between them.

use chrono::NaiveDate;

use super::csv_cells::Cells;
use super::encoding::{Decoded, Encoding};
use super::file_errors;
use super::opened::OpenedFile;
use super::row::RawRow;
use crate::domain::file_error::{Excess, FileError};
use crate::domain::idcard::IdNumber;
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
    /// Cells of the widest row so far.
    widest: usize,
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
            widest: 0,
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
    /// An unclosed or stray quotation, more than is read of any file, or the file cannot be read on.
    pub(super) fn next(&mut self, row: &mut RawRow) -> Result<bool, FileError> {
        let (bytes, ends) = std::mem::take(row).into_buffers();
        let mut cells = Cells { bytes, ends, ..Cells::default() };
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
                        cells.broken |= matches!(byte, b'\n' | b'\r');
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
                        if state == State::Closing {
                            cells.closed = Some(cells.bytes.len());
                        }
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
        let (broken, stray) = (cells.broken, cells.stray);
        *row = RawRow::from_buffers(self.number, cells.bytes, cells.ends)
            .ok_or_else(|| self.decoded.changed())?;
        if stray || broken && self.holds_rows(row) {
            let path = file_errors::shown(self.decoded.path());
            return Err(FileError::StrayQuote { path, row: self.number });
        }
        self.widest = self.widest.max(row.width());
        Ok(true)
    }

    /// Whether the cells of a row with line ends hold further rows of the table: an ID number between separators, or so
    /// many separators that the row has those of two.
    fn holds_rows(&self, row: &RawRow) -> bool {
        let delimiter = std::str::from_utf8(self.delimiter).unwrap_or(",");
        let broken = || row.cells().filter(|cell| cell.contains(['\n', '\r']));
        let holds_id = |cell: &str| {
            let mut lines = cell.split(['\n', '\r']).skip(1).filter(|line| line.contains(delimiter));
            lines.any(|line| line.split(delimiter).any(is_id_number))
        };
        let within: usize = broken().map(|cell| cell.matches(delimiter).count()).sum();
        let one = self.widest.saturating_sub(1);
        let of_two = one > 0 && within > 0 && row.width().saturating_sub(1) + within >= 2 * one;
        of_two || broken().any(holds_id)
    }

    fn unclosed(&self) -> FileError {
        FileError::UnclosedQuote { path: file_errors::shown(self.decoded.path()), row: self.number + 1 }
    }
}

/// Whether a cell is an ID number with its check digit.
fn is_id_number(cell: &str) -> bool {
    let number = cell.trim().trim_matches(['"', '\'', '=']);
    IdNumber::parse(number, NaiveDate::MAX).is_ok_and(|(_, check)| check.is_none())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;
    use crate::tabular::row::{CELL_MAX, COLUMNS_MAX};

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
        let rows = split(b"a\"b,\"c\" ,\"\",\"e,f\"", Delimiter::Comma).unwrap();
        assert_eq!(rows.first().unwrap().1, ["a\"b", "c ", "", "e,f"]);
    }

    #[test]
    fn a_quotation_that_swallows_rows_is_refused_with_its_row() {
        let head = "姓名,身份证号,乡镇,备注\n乌云,152599194902120223,上都镇,\n";
        for (rows, is) in [
            ("甲,,上都镇,\"老班长\n乙,,上都镇,\n丙,,上都镇,\"老班长\n", true),
            ("甲,,上都镇,\"5\"\"楼\n乙,,上都镇,\"c\"\n", true),
            ("甲,,\",a\n乙,,上都镇,b\n丙,,\",c\n", true),
            ("甲,,\",a\n乙,,\",c\n", true),
            ("甲,,上都镇,\"\n乙,\",上都镇,c\n", true),
            ("甲,,上都镇,\"老班长\n乙,,上都镇,\n丙,,上都镇,老班长\"\n", true),
            ("甲,,\"\n乙,152599195108180338,\"\n", true),
            ("甲,,\"上都镇\"（城）,a\n", true),
            ("甲,,\"上都镇\n一组, 12号\",a\n", false),
            ("甲,,上都镇,\"配偶：丁\n152599195108180338\"\n", false),
            ("甲,,上都镇,\"2023年，米面\n2024年, 油\"\n", false),
            ("甲,,上都镇,\"一,二,三,四,五\"\n", false),
        ] {
            for end in ["\n", "\r\n", "\r"] {
                let text = format!("{head}{rows}").replace('\n', end);
                let told = split(text.as_bytes(), Delimiter::Comma);
                let refused = matches!(told, Err(FileError::StrayQuote { row: 3, .. }));
                assert!(refused == is && told.is_ok() != is, "{rows} {told:?}");
            }
        }
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
