//! A roster file into the register. The command and the app's job both go through here.
//!
//! All rows or none, in one transaction: a refused row, a file that cannot be read to its end, and a
//! person who stops it leave no trace. The file of refused rows is written before the commit, so that
//! no row is lost between the two.
//!
//! The file is opened once. Where the register holds people already, one pass over the file checks every row
//! against a state of the register that nobody waits for, and keeps in mind which rows say something new; a second
//! pass over the same handle writes those alone, behind the register's lock. A roster that is refused, damaged,
//! slow or that says nothing new never takes the lock. An empty register is filled in one pass. Many rows go in by
//! parts (`by_parts`), which hold the lock for a moment each.

use std::path::Path;
use std::sync::Arc;

use super::by_parts;
use super::keeping::{check_sheets, keep_answers, kept_sheets, shape};
use super::pass;
use super::probing;
use super::purpose::{Checked, Passed, Purpose};
use super::reader::{self, RosterReader};
use super::refused::Titles;
use super::words::{Words, WrongAnswer};
use crate::domain::error::RegisterError;
use crate::domain::file_error::FileError;
use crate::domain::ids::RecipientId;
use crate::domain::op::WriteContext;
use crate::domain::progress::ImportProgress;
use crate::domain::roster::{CellFault, ContentHash, Expected, ImportReport};
use crate::domain::roster_question::{Answers, Question, QuestionKind, Unfit};
use crate::domain::text::CleanText;
use crate::store::{LARGE_IMPORT, Store};

/// Faults that are listed at most; more than that is another kind of file, and would fill the memory.
pub const FAULTS_MAX: usize = 100_000;

/// What is to be imported, and how.
pub struct ImportOptions<'a> {
    /// The roster.
    pub path: &'a Path,
    /// Write; otherwise only report what would be written.
    pub write: bool,
    /// Import the good rows although others are refused, and write those to a file.
    pub skip_refused: bool,
    /// Rename the recipient who has the ID number of a row under another name; otherwise the row is refused.
    pub rename: bool,
    /// What a dry run has shown: anything else is not written.
    pub expected: Option<Expected>,
    /// What was answered of what the roster leaves open.
    pub answers: &'a Answers,
    /// Headers of the row number and the reason in the file of refused rows.
    pub titles: Titles<'a>,
    /// Mints the ids of new recipients.
    pub new_id: &'a (dyn Fn() -> RecipientId + Sync),
    /// Describes a fault in the user's language, for that file.
    pub describe: &'a (dyn Fn(&CellFault) -> String + Sync),
}

impl ImportOptions<'_> {
    /// Whether the rows that were read may be written. Where rows are left out, so are those whose township nobody
    /// knows; what a label, a column or a sheet is, decides over many of them and is answered first.
    pub(super) fn takes(&self, report: &ImportReport) -> bool {
        let bars = |question: &Question| !matches!(question.kind, QuestionKind::Township);
        let open =
            if self.skip_refused { report.questions.iter().any(bars) } else { !report.questions.is_empty() };
        // Whom a refused row means is not known: with one of them no roster is complete.
        let leaves_out = self.skip_refused && report.complete.is_none();
        !open && (report.refused_rows == 0 || leaves_out)
    }
}

/// Why nothing was imported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// The register's trouble.
    #[error(transparent)]
    Register(#[from] RegisterError),
    /// The file's trouble.
    #[error(transparent)]
    File(#[from] FileError),
    /// More faults than anybody mends: see [`FAULTS_MAX`].
    #[error("more than {FAULTS_MAX} faults")]
    TooManyFaults,
    /// The file is not the one that the dry run read.
    #[error("another file than the dry run read")]
    OtherFile,
    /// The register is not as it was when the rows were checked: what would be written is not what was shown.
    #[error("the register changed since the rows were checked")]
    OtherResult,
    /// It is decided and not whole yet; what is left is written when the register is opened next.
    #[error("decided and not finished: {0}")]
    Unfinished(RegisterError),
    /// The person stopped it.
    #[error("stopped")]
    Stopped,
    /// It is said to be complete for this, and names nobody of it.
    #[error("it names nobody of {0}")]
    NamesNobody(CleanText),
    /// It is said to be complete, and more people than this are missing.
    #[error("more than {0} people are missing")]
    TooManyMissing(usize),
    /// Answers that nothing in it asks for.
    #[error("answers that fit nothing")]
    Unfit(Vec<Unfit>),
    /// An answer names nothing that the register or the file has.
    #[error("an answer names nothing")]
    Answer(WrongAnswer),
}

/// Imports a roster. `progress` is called with how far it is, on the calling thread, and stops
/// the import by `false`.
///
/// # Errors
/// See [`ImportError`]; nothing was written then, unless it says so. Refused rows are no error: see the report.
pub fn import(
    store: &mut Store,
    options: &ImportOptions<'_>,
    ctx: &WriteContext,
    progress: &mut dyn FnMut(ImportProgress) -> bool,
) -> Result<ImportReport, ImportError> {
    let words = Words::load(store, options.answers, ctx.today)?.map_err(ImportError::Answer)?;
    let mut words = Arc::new(words);
    let mut roster = open(options, &words)?;
    check_sheets(&roster, options.answers)?;
    let kept = kept_sheets(&roster, &words);
    if !kept.is_empty() {
        let mut answers = words.answers.clone();
        answers.told_sheets.extend(kept.iter().cloned());
        words = Arc::new(Words { answers, kept_sheets: kept, ..Words::clone(&words) });
        roster = reader::reopen_with(&roster.file(), options.path, &words)?;
    }
    let content = roster.content();
    if options.expected.is_some_and(|expected| expected.content != content) {
        return Err(ImportError::OtherFile);
    }
    if !options.write {
        let Passed { report, compared, .. } =
            pass::run(store, roster, &words, options, ctx, Purpose::DryRun, progress)?;
        if store.has_recipients()? {
            probing::ask(store, options.path, content, compared, ctx, false, progress)?;
        }
        return Ok(report);
    }
    let (shape, sheets) = (shape(&roster), roster.sheets());
    let report = write(store, roster, &words, options, ctx, progress)?;
    if report.written {
        keep_answers(store, &words.answers, (&shape, &sheets), ctx)?;
    }
    Ok(report)
}

/// Opens the roster. Where no sheet of it is one of those that were named, that is told, and not that it has no header.
fn open(options: &ImportOptions<'_>, words: &Arc<Words>) -> Result<RosterReader, ImportError> {
    reader::open_with(options.path, words).or_else(|error| {
        if matches!(error, FileError::NoHeader { .. }) && !options.answers.sheets.is_empty() {
            let answers = Answers { sheets: Vec::new(), ..options.answers.clone() };
            let all = Arc::new(Words { answers, ..Words::clone(words) });
            let named = Answers { sheets: options.answers.sheets.clone(), ..Answers::default() };
            check_sheets(&reader::open_with(options.path, &all)?, &named)?;
        }
        Err(error.into())
    })
}

/// Checks and writes.
fn write(
    store: &mut Store,
    roster: RosterReader,
    words: &Arc<Words>,
    options: &ImportOptions<'_>,
    ctx: &WriteContext,
    progress: &mut dyn FnMut(ImportProgress) -> bool,
) -> Result<ImportReport, ImportError> {
    let (content, file) = (roster.content(), roster.file());
    if !store.has_recipients()? {
        return Ok(pass::run(store, roster, words, options, ctx, Purpose::Fill, progress)?.report);
    }
    let Passed { report, left, compared } =
        pass::run(store, roster, words, options, ctx, Purpose::Check, progress)?;
    probing::ask(store, options.path, content, compared, ctx, left.is_some(), progress)?;
    let Some((refused, rows)) = left else { return Ok(report) };
    let again = reader::reopen_with(&file, options.path, words)?;
    same_content(content, again.content())?;
    let checked = Checked { report, refused, rows };
    // The parts of a large one know newcomers and changes, no deaths.
    if checked.report.new + checked.report.changed > LARGE_IMPORT && checked.report.dead_rows == 0 {
        return by_parts::run(store, again, options, ctx, checked, progress);
    }
    Ok(pass::run(store, again, words, options, ctx, Purpose::Write(Box::new(checked)), progress)?.report)
}

/// The second pass reads what the first one read.
fn same_content(first: ContentHash, second: ContentHash) -> Result<(), ImportError> {
    if first == second { Ok(()) } else { Err(ImportError::OtherFile) }
}
