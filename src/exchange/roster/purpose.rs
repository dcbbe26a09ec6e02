//! What a pass over a roster is for, and what it came to.

use super::refused::RefusedRow;
use super::row_set::RowSet;
use crate::domain::roster::ImportReport;
use crate::domain::search::Compared;

/// What a pass is for.
pub(super) enum Purpose {
    /// Tells what would be written.
    DryRun,
    /// Checks every row before a pass that writes.
    Check,
    /// Writes what a pass before has checked.
    Write(Box<Checked>),
    /// Checks and writes at once, into a register that holds nobody.
    Fill,
}

/// What the pass before found.
pub(super) struct Checked {
    pub(super) report: ImportReport,
    pub(super) refused: Refused,
    /// The rows that say something new.
    pub(super) rows: RowSet,
}

/// Rows that were refused, to be written to a file.
#[derive(Default)]
pub(super) struct Refused {
    pub(super) rows: Vec<RefusedRow>,
    /// Header cells of all sheets.
    pub(super) titles: Vec<String>,
}

/// What a pass came to.
pub(super) struct Passed {
    pub(super) report: ImportReport,
    /// Of a check whose rows are to be written: the rows that were refused, and those that say something new.
    pub(super) left: Option<(Refused, RowSet)>,
    /// What it asked by numbers.
    pub(super) compared: Compared,
}
