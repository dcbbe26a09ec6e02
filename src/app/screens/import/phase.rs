//! How far an import has come, and what can be done then.

use std::sync::LazyLock;

use crate::domain::progress::ImportProgress;
use crate::domain::roster::{CellFault, Fault, ImportReport, RowChange, RowNewcomer, RowPerson};
use crate::domain::roster_deaths::DeathRow;
use crate::domain::roster_missing::MissingPerson;
use crate::domain::roster_question::{Question, QuestionKind, Understood};
use crate::domain::text::CleanText;

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
    /// What only a person can tell is asked, one after the other; which one.
    Asking(ImportReport, usize),
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
    /// Answer what the file leaves open.
    Answer,
    /// Stop, so that the file can be mended.
    Mend,
    /// Try again, and let rows rename people.
    Rename,
    /// Write the good rows.
    Skip,
    /// Say for whom the roster is complete.
    Complete,
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
        Phase::Choosing | Phase::Running { .. } | Phase::Asking(..) => Vec::new(),
        Phase::Checked(report) if !report.questions.is_empty() => {
            let good = report.new + report.changed > 0 && report.questions.iter().all(is_of_rows);
            let mut choices = vec![Choice::Mend];
            choices.extend(good.then_some(Choice::Skip));
            // A word for a township may be a slip of one row; the others concern the whole roster.
            let at = if report.questions.iter().all(is_of_cell) { choices.len() } else { 0 };
            choices.insert(at, Choice::Answer);
            choices
        }
        Phase::Checked(report) if report.refused_rows > 0 => {
            let good = report.new + report.changed > 0;
            let mut choices = vec![Choice::Mend];
            choices.extend((renames(report) > 0).then_some(Choice::Rename));
            choices.extend(good.then_some(Choice::Skip));
            choices
        }
        Phase::Checked(report) => {
            let writes = report.new + report.changed > 0 || !report.ends.is_empty();
            let mut choices = vec![if writes { Choice::Write } else { Choice::Nothing }];
            let lacks =
                report.complete.is_none() && !report.missing.about.is_empty() && report.missing.count > 0;
            choices.extend(lacks.then_some(Choice::Complete));
            choices
        }
        Phase::Written(_) => vec![Choice::Finish],
        Phase::Unreadable(_) | Phase::Failed(_) => vec![Choice::Another],
    }
}

/// Whether a question leaves the rows alone that it is not about.
fn is_of_rows(question: &Question) -> bool {
    question.kind == QuestionKind::Township
}

/// Whether a question is about a word that stands for a township.
fn is_of_cell(question: &Question) -> bool {
    question.kind == QuestionKind::Township && !question.value.is_empty()
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
    /// Somebody whom a row adds.
    New(&'a RowNewcomer),
    /// A row of a list of the dead.
    Death(&'a DeathRow),
    /// Somebody of earlier rosters who is not in this one.
    Missing(&'a MissingPerson),
    /// Somebody whose memberships end, since they are not in it.
    Ends(&'a MissingPerson),
    /// How something was understood that no column says.
    Understood(&'a Understood),
    /// A sheet that was not read, and whether the workbook hides it.
    Sheet(&'a CleanText, bool),
    /// A column that was not imported.
    Column(&'a CleanText),
}

/// Whom a line is about that is about nobody.
static NOBODY: LazyLock<RowPerson> = LazyLock::new(RowPerson::default);

impl<'a> Told<'a> {
    /// Number of the row in the file.
    pub(super) fn row(self) -> u64 {
        match self {
            Self::Refused(fault) | Self::Warned(fault) => fault.row,
            Self::Changed(change) => change.row,
            Self::New(one) => one.row,
            Self::Death(death) => death.row,
            Self::Understood(Understood::Head { row, .. }) => *row,
            Self::Missing(_) | Self::Ends(_) | Self::Understood(_) | Self::Sheet(..) | Self::Column(_) => 0,
        }
    }

    /// Whom the row is about.
    pub(super) fn whom(self) -> &'a RowPerson {
        match self {
            Self::Refused(fault) | Self::Warned(fault) => &fault.whom,
            Self::Changed(change) => &change.whom,
            Self::New(one) => &one.whom,
            Self::Death(death) => &death.whom,
            Self::Missing(person) | Self::Ends(person) => &person.whom,
            Self::Understood(_) | Self::Sheet(..) | Self::Column(_) => &NOBODY,
        }
    }
}

/// Who is missing; of a roster that is complete those for whom something ends.
fn missing(report: &ImportReport) -> &[MissingPerson] {
    if report.complete.is_some() { &report.ends } else { &report.missing.people }
}

/// Rows of a list of the dead: first those that somebody should look at, then those that write, then the others.
fn deaths(report: &ImportReport) -> impl Iterator<Item = Told<'_>> {
    let open = report.deaths.iter().filter(|one| one.fate.is_open());
    let sets = report.deaths.iter().filter(|one| one.fate.sets());
    let rest = report.deaths.iter().filter(|one| !one.fate.is_open() && !one.fate.sets());
    open.chain(sets).chain(rest).map(Told::Death)
}

/// What was refused, then what was odd, then what changes, then who is missing, then how the file was understood and what
/// of it was left out, and at last who is new.
pub(super) fn told(report: &ImportReport) -> impl Iterator<Item = Told<'_>> {
    let refused = report.left_out.iter().chain(&report.refused).map(Told::Refused);
    let people = missing(report)
        .iter()
        .map(|one| if report.complete.is_some() { Told::Ends(one) } else { Told::Missing(one) });
    let rows = refused.chain(report.warned.iter().map(Told::Warned));
    let rows = rows.chain(report.changes.iter().map(Told::Changed));
    let of_file = report.understood.iter().map(Told::Understood);
    let hidden = report.hidden_sheets.iter().map(|name| Told::Sheet(name, true));
    let others = report.other_sheets.iter().map(|name| Told::Sheet(name, false));
    let columns = report.unknown_columns.iter().map(Told::Column);
    let of_file = of_file.chain(hidden).chain(others).chain(columns);
    rows.chain(deaths(report)).chain(people).chain(of_file).chain(report.newcomers.iter().map(Told::New))
}

/// How many lines that are.
pub(super) fn told_count(report: &ImportReport) -> usize {
    report.left_out.len()
        + report.refused.len()
        + report.warned.len()
        + report.changes.len()
        + report.deaths.len()
        + missing(report).len()
        + report.understood.len()
        + report.hidden_sheets.len()
        + report.other_sheets.len()
        + report.unknown_columns.len()
        + report.newcomers.len()
}
