//! The rows that were refused, as a file that can be mended and imported again.

use std::path::{Path, PathBuf};

use crate::domain::file_error::FileError;
use crate::domain::text::CleanText;
use crate::tabular::csv_writer;

/// How many names are tried for the file.
const NAMES_MAX: u32 = 1000;

/// A refused row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RefusedRow {
    /// Row number in the file it came from, from 1.
    pub(super) number: u64,
    /// Its cells as the file has them.
    pub(super) cells: Vec<String>,
    /// Why, in the user's language.
    pub(super) reasons: String,
}

impl RefusedRow {
    fn into_cells(self) -> Vec<String> {
        [self.number.to_string(), self.reasons].into_iter().chain(self.cells).collect()
    }
}

/// Headers of the two columns in front, in the user's language: 行号 and 原因.
#[derive(Clone, Copy, Debug)]
pub struct Titles<'a> {
    /// Of the row number.
    pub row: &'a str,
    /// Of the reasons.
    pub reason: &'a str,
}

/// Writes refused rows beside their roster, under a name that is free, and answers it.
///
/// # Errors
/// The file cannot be written; then there is none.
pub(super) fn write_beside(
    roster: &Path,
    titles: Titles<'_>,
    header: &[String],
    rows: &[RefusedRow],
) -> Result<PathBuf, FileError> {
    let header: Vec<String> =
        [titles.row, titles.reason].into_iter().map(str::to_owned).chain(header.iter().cloned()).collect();
    let mut taken = None;
    for n in 1..=NAMES_MAX {
        let path = beside(roster, n);
        match csv_writer::write(&path, &header, rows.iter().cloned().map(RefusedRow::into_cells)) {
            Ok(()) => return Ok(path),
            Err(error @ FileError::AlreadyThere(_)) => taken = Some(error),
            Err(error) => return Err(error),
        }
    }
    Err(taken.unwrap_or_else(|| FileError::AlreadyThere(CleanText::default())))
}

/// `roster.refused.csv`, then `roster.refused-2.csv` and so on, beside `roster.xlsx`.
fn beside(path: &Path, n: u32) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(if n == 1 { ".refused.csv".to_owned() } else { format!(".refused-{n}.csv") });
    path.with_file_name(name)
}
