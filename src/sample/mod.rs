//! The banner and the sample, compiled in from the files in `fixtures/`.
//!
//! The files are read strictly: an unknown column, word, township or name is an error with its file
//! and line, so that a slip in a fixture fails a test instead of reaching a register.

mod banner;
mod people;
mod table;
mod year;

use crate::domain::holiday::{CodeError, WindowError};
use crate::domain::text::{CleanText, TextError};

pub use banner::banner;
pub use people::load;
pub use year::{YEAR_FILES, year_lines};

/// A slip in a fixture file.
#[derive(Debug, thiserror::Error)]
#[error("fixtures/{file}, line {line}: {fault}")]
pub struct FixtureError {
    /// The file, below `fixtures/`.
    pub file: &'static str,
    /// Its line, from 1; the header is line 1.
    pub line: usize,
    /// What is wrong.
    #[source]
    pub fault: FixtureFault,
}

/// What can be wrong with a line of a fixture file.
#[derive(Debug, thiserror::Error)]
pub enum FixtureFault {
    /// Not the columns that are expected, or not a number.
    #[error(transparent)]
    Csv(#[from] csv::Error),
    /// A character or a length that a register does not take.
    #[error(transparent)]
    Text(#[from] TextError),
    /// No round's name.
    #[error(transparent)]
    Round(#[from] CodeError),
    /// The days of a window are out of order.
    #[error(transparent)]
    Window(#[from] WindowError),
    /// Not a day written 2024-02-02.
    #[error("not a day: {0}")]
    Day(CleanText),
    /// An ID number that cannot be one.
    #[error("not an ID number")]
    IdNumber,
    /// A word that the column does not know.
    #[error("unknown word: {0}")]
    Word(CleanText),
    /// A township, group, category, round or recipient that no other file names.
    #[error("named nowhere: {0}")]
    Nowhere(CleanText),
    /// Named before.
    #[error("named twice: {0}")]
    Twice(CleanText),
    /// The recipient bears another name.
    #[error("bears another name: {0}")]
    OtherName(CleanText),
}
