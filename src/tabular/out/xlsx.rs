//! A workbook of one sheet, written row by row: amounts are numbers, days are dates, numbers of people are text, and nothing
//! is a formula. The heads stand in the first row, so that a roster is read again; the head of the chain stands in the
//! properties and at the foot of each page.
//!
//! The library keeps the rows in a nameless file in the folder of the workbook until its end. Where the disk is full it does
//! not answer an error but ends in a panic: it is caught here, and the room is looked at before.

use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{Datelike as _, NaiveDate, Timelike as _};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{Holds, Measured, OutCell, OutColumn, RowWriter, width};
use crate::domain::date::local_time;
use crate::domain::money::Fen;

/// Rows of a sheet at most, the heads among them.
pub const ROWS_MAX: u64 = 1_048_576;
/// Cells of a column at most and at least.
const WIDEST: usize = 48;
const NARROWEST: usize = 6;
/// Cells beside the text: the margins, and the arrow of the filter at a head.
const MARGIN: usize = 2;
const ARROW: usize = 3;
/// A4.
const A4: u8 = 9;
/// Bytes that a cell takes beside its text while it waits.
const CELL_BYTES: u64 = 30;
/// Days before are counted wrongly by spreadsheets, which believe in 29 February 1900.
const FIRST_DAY: Option<NaiveDate> = NaiveDate::from_ymd_opt(1900, 3, 1);

/// What is told of a workbook beside its rows.
pub struct BookFacts<'a> {
    /// What it is: the name of the sheet.
    pub title: &'a str,
    /// Up to where the register reached.
    pub head: &'a str,
    /// What stands at the foot of a page, with `&P` for its number and `&N` for how many there are.
    pub foot: &'a str,
    /// When it was made: UTC milliseconds since 1970.
    pub made_ms: i64,
}

/// Writes a table as a workbook.
pub struct XlsxRows<W: Write + Send> {
    book: Workbook,
    to: W,
    holds: Vec<Holds>,
    formats: Formats,
    next: u32,
}

/// The formats of cells.
struct Formats {
    text: Format,
    /// Of a text that would be taken for a formula if somebody typed it.
    quoted: Format,
    money: Format,
    day: Format,
    count: Format,
}

impl<W: Write + Send> XlsxRows<W> {
    /// Begins with the heads; the rows wait in `folder`.
    ///
    /// # Errors
    /// There is no room; what the system says of the folder.
    pub fn new(
        to: W,
        folder: &Path,
        columns: &[OutColumn],
        measured: &Measured,
        facts: &BookFacts<'_>,
    ) -> io::Result<Self> {
        let cells = measured.rows.saturating_mul(columns.len() as u64);
        let needed = measured.bytes.saturating_mul(3) / 2 + cells.saturating_mul(CELL_BYTES);
        let free = rustix::fs::statvfs(folder).map(|told| told.f_bavail.saturating_mul(told.f_frsize));
        if free.is_ok_and(|free| free < needed) {
            return Err(rustix::io::Errno::NOSPC.into());
        }
        let text = Format::new().set_num_format("@");
        let formats = Formats {
            quoted: text.clone().set_quote_prefix(),
            text,
            money: Format::new().set_num_format("#,##0.00"),
            day: Format::new().set_num_format("yyyy-mm-dd"),
            count: Format::new().set_num_format("0"),
        };
        let mut book = Workbook::new();
        book.set_properties(&properties(facts));
        book.set_tempdir(folder).map_err(said)?;
        let holds = columns.iter().map(|column| column.holds).collect();
        caught(|| set_up(&mut book, columns, measured, facts))?;
        Ok(Self { book, to, holds, formats, next: 1 })
    }

    fn cells(&mut self, cells: &[OutCell]) -> Result<(), XlsxError> {
        let (at, formats) = (self.next, &self.formats);
        let sheet = self.book.worksheet_from_index(0)?;
        for (column, cell) in (0..).zip(cells) {
            match cell {
                OutCell::Empty => {}
                OutCell::Text(text) | OutCell::Word(_, text) => put_text(sheet, (at, column), text, formats)?,
                OutCell::Labels(_) => put_text(sheet, (at, column), &cell.to_string(), formats)?,
                OutCell::Money(amount) => {
                    sheet.write_number_with_format(at, column, yuan(*amount), &formats.money)?;
                }
                OutCell::Day(day) => match excel_day(*day) {
                    Some(day) => drop(sheet.write_datetime_with_format(at, column, &day, &formats.day)?),
                    None => put_text(sheet, (at, column), &day.to_string(), formats)?,
                },
                OutCell::Count(count) => {
                    let count: f64 = count.to_string().parse().unwrap_or_default();
                    sheet.write_number_with_format(at, column, count, &formats.count)?;
                }
            }
        }
        Ok(())
    }
}

impl<W: Write + Send> RowWriter for XlsxRows<W> {
    fn row(&mut self, cells: &[OutCell]) -> io::Result<()> {
        debug_assert!(cells.len() == self.holds.len(), "a cell a column");
        caught(|| self.cells(cells))?;
        self.next += 1;
        Ok(())
    }

    fn end(self: Box<Self>) -> io::Result<()> {
        let Self { mut book, to, holds, next, .. } = *self;
        caught(|| {
            let last = u16::try_from(holds.len().saturating_sub(1)).unwrap_or_default();
            let sheet = book.worksheet_from_index(0)?;
            sheet.autofilter(0, 0, next.saturating_sub(1), last)?;
            Ok(())
        })?;
        let sink = KeepsError { to, error: Arc::default() };
        let error = Arc::clone(&sink.error);
        caught(|| book.save_to_writer(sink))?;
        let kept = error.lock().unwrap_or_else(PoisonError::into_inner).take();
        kept.map_or(Ok(()), Err)
    }
}

/// Opens the sheet, with its heads, its widths and how it is printed.
fn set_up(
    book: &mut Workbook,
    columns: &[OutColumn],
    measured: &Measured,
    facts: &BookFacts<'_>,
) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_name(facts.title)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?.set_freeze_panes(1, 0)?;
    sheet.set_footer(facts.foot);
    let head = Format::new().set_bold().set_text_wrap();
    for ((at, column), widest) in (0..).zip(columns).zip(&measured.widths) {
        let wide = (*widest + MARGIN).max(width(column.head) + ARROW).clamp(NARROWEST, WIDEST);
        sheet.set_column_width(at, u32::try_from(wide).unwrap_or_default())?;
        sheet.write_string_with_format(0, at, column.head, &head)?;
    }
    Ok(())
}

/// A text, never a formula. The apostrophe before one that begins with an apostrophe is what a roster is read without.
fn put_text(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let is_formula = text.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let doubled = text.starts_with('\'') || text.starts_with("=\"");
    let format = if is_formula { &formats.quoted } else { &formats.text };
    if doubled {
        sheet.write_string_with_format(row, column, format!("'{text}"), format)?;
    } else {
        sheet.write_string_with_format(row, column, text, format)?;
    }
    Ok(())
}

/// An amount as spreadsheets hold it.
pub(super) fn yuan(amount: Fen) -> f64 {
    // By its digits: what is read is the nearest number there is.
    amount.yuan().replace(',', "").parse().unwrap_or_default()
}

/// A day as spreadsheets hold it; none before they count rightly.
pub(super) fn excel_day(day: NaiveDate) -> Option<ExcelDateTime> {
    if FIRST_DAY.is_none_or(|first| day < first) {
        return None;
    }
    let (year, month, of_month) = (day.year().try_into().ok()?, day.month(), day.day());
    ExcelDateTime::from_ymd(year, month.try_into().ok()?, of_month.try_into().ok()?).ok()
}

/// Title, the head of the chain, and when it was made.
pub(super) fn properties(facts: &BookFacts<'_>) -> DocProperties {
    let properties = DocProperties::new().set_title(facts.title).set_comment(facts.head);
    let made = local_time(facts.made_ms);
    let [hour, minute, second] = [made.hour(), made.minute(), made.second()];
    let day = excel_day(made.date());
    let at = day.and_then(|day| day.and_hms(hour.try_into().ok()?, minute.try_into().ok()?, second).ok());
    match at {
        Some(at) => properties.set_creation_datetime(&at),
        None => properties,
    }
}

/// Runs what the library does: its panic where it cannot write becomes an error.
pub(super) fn caught(work: impl FnOnce() -> Result<(), XlsxError>) -> io::Result<()> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(done) => done.map_err(said),
        // Which error it was the library does not tell.
        Err(_) => Err(io::Error::other("the rows of the workbook cannot be written")),
    }
}

fn said(error: XlsxError) -> io::Error {
    if let XlsxError::IoError(error) = error { error } else { io::Error::other(error.to_string()) }
}

/// Takes everything and keeps the first error: the library ends in a panic where a writer fails.
pub(super) struct KeepsError<W: Write> {
    pub(super) to: W,
    pub(super) error: Arc<Mutex<Option<io::Error>>>,
}

impl<W: Write> KeepsError<W> {
    fn keep(&self, error: io::Error) {
        self.error.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
    }

    fn has_failed(&self) -> bool {
        self.error.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }
}

impl<W: Write> Write for KeepsError<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.has_failed()
            && let Err(error) = self.to.write_all(bytes)
        {
            self.keep(error);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if !self.has_failed()
            && let Err(error) = self.to.flush()
        {
            self.keep(error);
        }
        Ok(())
    }
}
