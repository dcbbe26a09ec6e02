//! A sheet for paper that is filled in on a screen too: what was printed is locked, what is to be filled in is not, results are
//! chosen from a list, and a column that nobody sees holds the id of each row, by which it is read back wherever it was
//! moved to.
//!
//! The protection has no password: it keeps a hand from slipping, nothing else.

use std::io::{self, Write};
use std::sync::{Arc, PoisonError};

use rust_xlsxwriter::{DataValidation, Format, Workbook, Worksheet, XlsxError};

use super::paper::{ABOVE, Formats, PaperSheet};
use super::xlsx::{BookFacts, KeepsError, caught, properties};
use super::{Holds, Paper};

/// A sheet with room to fill in.
#[derive(Clone, Debug)]
pub struct FormPaper {
    /// What is printed.
    pub paper: Paper,
    /// The columns that are filled in, from 0.
    pub filled: Vec<usize>,
    /// The id of each row.
    pub ids: Vec<String>,
    /// What is told of filling it in.
    pub words: FormWords,
}

/// What is told of filling a sheet in.
#[derive(Clone, Debug)]
pub struct FormWords {
    /// The head of the column that nobody sees.
    pub id_head: &'static str,
    /// The column that is chosen from a list, from 0, and the list.
    pub choices: (usize, Vec<String>),
    /// Told where something else is typed there: a title and what to do.
    pub wrong_choice: [&'static str; 2],
}

impl FormPaper {
    /// The row of the workbook, from 0, in which each row of the sheet stands.
    pub fn places(&self) -> Vec<u32> {
        let (mut at, mut places) = (ABOVE, Vec::new());
        for page in self.paper.pages() {
            for _ in page {
                places.push(at);
                at += 1;
            }
            // The sum of the page and the line to sign; the sum of all stands behind the last row of all.
            at += 1 + u32::from(self.paper.money().is_some());
        }
        places
    }

    /// The sheet as a workbook.
    ///
    /// # Errors
    /// What the disk says.
    pub fn write_xlsx(&self, to: &mut (dyn Write + Send), facts: &BookFacts<'_>) -> io::Result<()> {
        let mut book = Workbook::new();
        book.set_properties(&properties(facts));
        caught(|| {
            let sheet = book.add_worksheet();
            sheet.set_name(facts.title)?;
            PaperSheet { paper: &self.paper, formats: Formats::new() }.fill(sheet, facts)?;
            self.open(sheet)
        })?;
        let sink = KeepsError { to, error: Arc::default() };
        let error = Arc::clone(&sink.error);
        caught(|| book.save_to_writer(sink))?;
        let kept = error.lock().unwrap_or_else(PoisonError::into_inner).take();
        kept.map_or(Ok(()), Err)
    }

    /// Opens what is to be filled in, and locks the rest.
    fn open(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let formats = Formats::new();
        let hidden = column(self.paper.columns.len());
        sheet.write_string(ABOVE - 1, hidden, self.words.id_head)?;
        sheet.set_column_hidden(hidden)?;
        let (choice, list) = &self.words.choices;
        let [title, told] = self.words.wrong_choice;
        let choices = DataValidation::new()
            .allow_list_strings(list)?
            .set_error_title(title)?
            .set_error_message(told)?;
        for (row, id) in self.places().into_iter().zip(&self.ids) {
            sheet.write_string(row, hidden, id)?;
            for &at in &self.filled {
                let holds = self.paper.columns.get(at).map_or(Holds::Words, |column| column.holds);
                let format = match holds {
                    Holds::Money => &formats.money,
                    Holds::Days => &formats.day,
                    Holds::Words | Holds::Ids | Holds::Digits | Holds::Counts => &formats.words,
                };
                let open: Format = format.clone().set_unlocked();
                sheet.set_cell_format(row, column(at), &open)?;
            }
            sheet.add_data_validation(row, column(*choice), row, column(*choice), &choices)?;
        }
        // Below the last row the sums, of the page and of all, and the line to sign.
        let pages = self.paper.pages().len();
        let below = u32::from(self.paper.money().is_some()) * (1 + u32::from(pages > 1));
        if let Some(last) = self.places().last() {
            sheet.set_print_area(0, 0, last + below + 1, column(self.paper.printed.saturating_sub(1)))?;
        }
        sheet.protect();
        Ok(())
    }
}

fn column(at: usize) -> u16 {
    u16::try_from(at).unwrap_or_default()
}
