//! A workbook that goes back to whoever filled it in: its rows as they were read, with a column more that says what is wrong.

use std::io::{self, Write};
use std::sync::{Arc, PoisonError};

use rust_xlsxwriter::{Color, Format, Workbook, XlsxError};

use super::width;
use super::xlsx::{KeepsError, caught};

/// Width of the column of reasons, in digits.
const WIDE: u32 = 48;
/// Widths of the other columns, and what stands beside their text.
const NARROWEST: usize = 8;
const WIDEST: usize = 28;
const MARGIN: usize = 2;

/// A row as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReturnedRow {
    /// Where it stood, from 0: it stands there again, so that what is told of a row is found.
    pub at: u32,
    /// Its cells.
    pub cells: Vec<String>,
    /// What is wrong with it; empty for nothing.
    pub reasons: String,
}

/// A file that goes back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Returned {
    /// The head of the column of reasons.
    pub reason_head: &'static str,
    /// Its worksheets.
    pub pages: Vec<ReturnedPage>,
}

/// A worksheet of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReturnedPage {
    /// Its name.
    pub title: String,
    /// What stood above the heads; it may name the sheet.
    pub above: String,
    /// The heads, and where they stood, from 0.
    pub heads: (u32, Vec<String>),
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
        caught(|| self.pages.iter().try_for_each(|page| page.fill(&mut book, self.reason_head)))?;
        let sink = KeepsError { to, error: Arc::default() };
        let error = Arc::clone(&sink.error);
        caught(|| book.save_to_writer(sink))?;
        let kept = error.lock().unwrap_or_else(PoisonError::into_inner).take();
        kept.map_or(Ok(()), Err)
    }
}

impl ReturnedPage {
    fn fill(&self, book: &mut Workbook, reason_head: &str) -> Result<(), XlsxError> {
        let sheet = book.add_worksheet();
        // A name that no workbook may bear leaves the usual one.
        let _ = sheet.set_name(&self.title);
        let (text, bold) = (Format::new().set_num_format("@"), Format::new().set_bold().set_text_wrap());
        let wrong = text.clone().set_background_color(Color::RGB(0x00FF_F2CC));
        let reason = text.clone().set_text_wrap().set_font_color(Color::Red);
        let (heads_at, heads) = (self.heads.0, &self.heads.1);
        let widest = self.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        let reasons = u16::try_from(widest.max(heads.len())).unwrap_or_default();
        if !self.above.is_empty() && heads_at > 0 {
            sheet.write_string(0, 0, &self.above)?;
        }
        for (at, head) in (0..).zip(heads) {
            sheet.write_string_with_format(heads_at, at, head, &bold)?;
            let column = usize::from(at);
            let cells = self.rows.iter().filter_map(|row| row.cells.get(column)).map(|cell| width(cell));
            let wide = cells.max().unwrap_or_default().clamp(NARROWEST, WIDEST) + MARGIN;
            sheet.set_column_width(at, u32::try_from(wide).unwrap_or(WIDE))?;
        }
        sheet.write_string_with_format(heads_at, reasons, reason_head, &bold)?;
        sheet.set_column_width(reasons, WIDE)?;
        if let Some(hidden) = self.hidden.and_then(|at| u16::try_from(at).ok()) {
            sheet.set_column_hidden(hidden)?;
        }
        for row in &self.rows {
            let format = if row.reasons.is_empty() { &text } else { &wrong };
            for (column, cell) in (0..).zip(&row.cells) {
                if !cell.is_empty() {
                    sheet.write_string_with_format(row.at, column, cell, format)?;
                }
            }
            if !row.reasons.is_empty() {
                sheet.write_string_with_format(row.at, reasons, &row.reasons, &reason)?;
            }
        }
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        sheet.set_freeze_panes(heads_at + 1, 0)?;
        Ok(())
    }
}
