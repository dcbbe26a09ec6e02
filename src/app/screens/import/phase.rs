//! How far an import has come, and what can be done then.

use crate::domain::progress::ImportProgress;
use crate::domain::roster::{CellFault, Fault, ImportReport, RowChange, RowPerson};

/// The latest report of a job.
#[derive(Clone, Copy, Debug)]
pub(super) struct Progress {
    pub(super) now: ImportProgress,
    pub(super) elapsed_ms: u64,
}

/// How far the import has come.
#[derive(Debug)]
pub(super) enum Phase {
    /// A file is being chosen.
    Choosing,
    /// The dry run, or the import, is running.
    Running { write: bool, progress: Option<Progress>, stopping: bool },
    /// The dry run has told what would happen.
    Checked(ImportReport),
    /// It was written.
    Written(ImportReport),
    /// The file cannot be read: why, and the way out.
    Unreadable(String),
    /// The register refused: why, and the way out.
    Failed(String),
}

/// What can be done with a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// Write every row.
    Write,
    /// Stop, so that the file can be mended.
    Mend,
    /// Try again, and let rows rename people.
    Rename,
    /// Write the good rows.
    Skip,
    /// Back: nothing would change.
    Nothing,
    /// Back to the roster, after writing.
    Finish,
    /// Choose another file.
    Another,
}

/// What can be done with a result, the recommended first.
pub(super) fn choices(phase: &Phase) -> Vec<Choice> {
    match phase {
        Phase::Choosing | Phase::Running { .. } => Vec::new(),
        Phase::Checked(report) if report.refused_rows > 0 => {
            let good = report.new + report.changed > 0;
            let mut choices = vec![Choice::Mend];
            choices.extend((renames(report) > 0).then_some(Choice::Rename));
            choices.extend(good.then_some(Choice::Skip));
            choices
        }
        Phase::Checked(report) if report.new + report.changed == 0 => vec![Choice::Nothing],
        Phase::Checked(_) => vec![Choice::Write],
        Phase::Written(_) => vec![Choice::Finish],
        Phase::Unreadable(_) | Phase::Failed(_) => vec![Choice::Another],
    }
}

/// Rows that were refused because they bear another name than the register.
pub(super) fn renames(report: &ImportReport) -> usize {
    report.refused.iter().filter(|fault| matches!(fault.fault, Fault::IdOfAnother { .. })).count()
}

/// A line of the result.
#[derive(Clone, Copy, Debug)]
pub(super) enum Told<'a> {
    /// A cell that was refused.
    Refused(&'a CellFault),
    /// A cell that is odd.
    Warned(&'a CellFault),
    /// What a row changes of somebody.
    Changed(&'a RowChange),
}

impl<'a> Told<'a> {
    /// Number of the row in the file.
    pub(super) fn row(self) -> u64 {
        match self {
            Self::Refused(fault) | Self::Warned(fault) => fault.row,
            Self::Changed(change) => change.row,
        }
    }

    /// Whom the row is about.
    pub(super) fn whom(self) -> &'a RowPerson {
        match self {
            Self::Refused(fault) | Self::Warned(fault) => &fault.whom,
            Self::Changed(change) => &change.whom,
        }
    }
}

/// What was refused, then what was odd, then what changes.
pub(super) fn told(report: &ImportReport) -> impl Iterator<Item = Told<'_>> {
    let refused = report.left_out.iter().chain(&report.refused).map(Told::Refused);
    refused.chain(report.warned.iter().map(Told::Warned)).chain(report.changes.iter().map(Told::Changed))
}

/// How many lines that are.
pub(super) fn told_count(report: &ImportReport) -> usize {
    report.left_out.len() + report.refused.len() + report.warned.len() + report.changes.len()
}
