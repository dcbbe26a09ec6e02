//! Tables on their way out: columns with a type, rows of cells, and a writer for each form of file.
//!
//! A writer takes one row at a time and holds none. What a row shows is made by the caller; here it is told only how a form
//! writes it: a number as a number, a number of a person as text, and nothing as a formula.

mod csv;
pub mod document;
mod form;
mod html;
mod json_lines;
mod paper;
mod paper_pages;
#[cfg(test)]
mod paper_tests;
mod part_file;
mod returned;
mod text;
mod xlsx;

use std::fmt;
use std::io;

use chrono::NaiveDate;
use unicode_width::UnicodeWidthStr as _;

use crate::domain::money::Fen;
use crate::domain::text::CleanText;

pub use self::csv::CsvRows;
pub use self::form::{FormPaper, FormWords};
pub use self::json_lines::JsonRows;
pub use self::paper::{Paper, PaperColumn, PaperWords};
pub use self::part_file::PartFile;
pub use self::returned::{Returned, ReturnedPage, ReturnedRow};
pub use self::text::TextRows;
pub use self::xlsx::{BookFacts, ROWS_MAX, XlsxRows};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Words.
    Words,
    /// Digits that are no amount: ID numbers, phones, cards, ids.
    Digits,
    /// Amounts.
    Money,
    /// Days.
    Days,
    /// Counts.
    Counts,
    /// Names of rows that only programs want: they stand in lines of JSON alone.
    Ids,
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct OutColumn {
    /// Its stable name, for programs.
    pub key: &'static str,
    /// Its head, for people.
    pub head: &'static str,
    /// What it holds.
    pub holds: Holds,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutCell {
    /// Nothing.
    Empty,
    /// Words, or digits that are no amount.
    Text(CleanText),
    /// A word with its stable name: people are told the word, programs the name.
    Word(String, CleanText),
    /// Several labels.
    Labels(Vec<CleanText>),
    /// An amount.
    Money(Fen),
    /// A day.
    Day(NaiveDate),
    /// A count.
    Count(i64),
}

impl OutCell {
    /// Words; nothing where there are none.
    pub fn words(text: impl Into<String>) -> Self {
        Self::from(Some(CleanText::unmasked(&text.into())))
    }

    /// An amount; nothing where it is none.
    pub fn amount(amount: Fen) -> Self {
        if amount == Fen::ZERO { Self::Empty } else { Self::Money(amount) }
    }

    /// A word with its stable name.
    pub fn word(code: impl Into<String>, said: impl Into<String>) -> Self {
        Self::Word(code.into(), CleanText::unmasked(&said.into()))
    }

    /// A count.
    pub fn count(count: u64) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// A day; nothing where there is none.
    pub fn day(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }

    /// Cells that it takes where it is read.
    pub fn width(&self) -> usize {
        match self {
            Self::Empty => 0,
            Self::Text(text) | Self::Word(_, text) => width(text),
            Self::Labels(_) | Self::Money(_) | Self::Day(_) | Self::Count(_) => width(&self.to_string()),
        }
    }
}

impl From<Option<CleanText>> for OutCell {
    fn from(text: Option<CleanText>) -> Self {
        text.filter(|text| !text.is_empty()).map_or(Self::Empty, Self::Text)
    }
}

impl From<CleanText> for OutCell {
    fn from(text: CleanText) -> Self {
        Self::from(Some(text))
    }
}

impl From<Vec<CleanText>> for OutCell {
    fn from(labels: Vec<CleanText>) -> Self {
        if labels.is_empty() { Self::Empty } else { Self::Labels(labels) }
    }
}

/// As people read it; amounts with two decimals and in groups of three.
impl fmt::Display for OutCell {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Text(text) | Self::Word(_, text) => out.write_str(text),
            Self::Labels(labels) => {
                let labels: Vec<&str> = labels.iter().map(CleanText::as_str).collect();
                out.write_str(&labels.join("、"))
            }
            Self::Money(amount) => out.write_str(&amount.yuan()),
            Self::Day(day) => write!(out, "{day}"),
            Self::Count(count) => write!(out, "{count}"),
        }
    }
}

/// Cells that a text takes where it is read.
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

/// The widest cell of each column, and how many rows there are: every row is measured before the first is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// Rows.
    pub rows: u64,
    /// Cells of the widest of each column; 0 where all are empty.
    pub widths: Vec<usize>,
    /// Bytes of all texts, about.
    pub bytes: u64,
}

impl Measured {
    /// Nothing yet.
    pub fn new(columns: &[OutColumn]) -> Self {
        Self { rows: 0, widths: vec![0; columns.len()], bytes: 0 }
    }

    /// Makes room for a row.
    pub fn row(&mut self, cells: &[OutCell]) {
        self.rows += 1;
        for (widest, cell) in self.widths.iter_mut().zip(cells) {
            let width = cell.width();
            *widest = (*widest).max(width);
            self.bytes = self.bytes.saturating_add(width as u64);
        }
    }
}

/// Writes rows.
pub trait RowWriter {
    /// Writes the next row.
    ///
    /// # Errors
    /// What the disk or the reader says.
    fn row(&mut self, cells: &[OutCell]) -> io::Result<()>;

    /// Writes what stands behind the last row.
    ///
    /// # Errors
    /// As [`RowWriter::row`].
    fn end(self: Box<Self>) -> io::Result<()>;
}

#[cfg(test)]
mod tests;
