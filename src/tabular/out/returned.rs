//! A workbook that goes back to whoever filled it in: its rows as they were read, with a column more that says what is wrong.

use std::io::{self, Write};
use std::sync::{Arc, PoisonError};

use rust_xlsxwriter::{Color, Format, Workbook, XlsxError};

use super::xlsx::{KeepsError, caught};

/// Width of the column of reasons, in digits.
const WIDE: u32 = 48;

/// A row as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReturnedRow {
    /// Its cells.
    pub cells: Vec<String>,
    /// What is wrong with it; empty for nothing.
    pub reasons: String,
}

/// A file that goes back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Returned {
    /// The name of its sheet.
    pub title: &'static str,
    /// The head of the column of reasons.
    pub reason_head: &'static str,
    /// The heads.
    pub heads: Vec<String>,
    /// A column that nobody is to see.
    pub hidden: Option<usize>,
    /// The rows.
    pub rows: Vec<ReturnedRow>,
}

impl Returned {
    /// Writes it as a workbook; every cell is text, so that nothing is a formula and no number is torn.
    ///
    /// # Errors
    /// What the disk says.
    pub fn write(&self, to: &mut (dyn Write + Send)) -> io::Result<()> {
        let mut book = Workbook::new();
        caught(|| self.fill(&mut book))?;
        let sink = KeepsError { to, error: Arc::default() };
        let error = Arc::clone(&sink.error);
        caught(|| book.save_to_writer(sink))?;
        let kept = error.lock().unwrap_or_else(PoisonError::into_inner).take();
        kept.map_or(Ok(()), Err)
    }

    fn fill(&self, book: &mut Workbook) -> Result<(), XlsxError> {
        let sheet = book.add_worksheet();
        sheet.set_name(self.title)?;
        let (text, bold) = (Format::new().set_num_format("@"), Format::new().set_bold().set_text_wrap());
        let wrong = Format::new().set_num_format("@").set_text_wrap().set_font_color(Color::Red);
        let widest = self.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        let reasons = u16::try_from(widest.max(self.heads.len())).unwrap_or_default();
        for (at, head) in (0..).zip(&self.heads) {
            sheet.write_string_with_format(0, at, head, &bold)?;
        }
        sheet.write_string_with_format(0, reasons, self.reason_head, &bold)?;
        sheet.set_column_width(reasons, WIDE)?;
        if let Some(hidden) = self.hidden.and_then(|at| u16::try_from(at).ok()) {
            sheet.set_column_hidden(hidden)?;
        }
        for (at, row) in (1..).zip(&self.rows) {
            for (column, cell) in (0..).zip(&row.cells) {
                if !cell.is_empty() {
                    sheet.write_string_with_format(at, column, cell, &text)?;
                }
            }
            if !row.reasons.is_empty() {
                sheet.write_string_with_format(at, reasons, &row.reasons, &wrong)?;
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        Ok(())
    }
}
