//! How anything leaves the register: it is measured, an act of the audit says who has what written out and why, and only
//! then it is written, from one state of the register.
//!
//! Numbers in full are told by the line of that act alone, so the line stands before the first of them is read. It also says how
//! many rows leave; where the register changes between the two, what was begun is dropped and everything is done again.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::domain::error::RegisterError;
use crate::domain::export::{ExportGrant, ExportNote, Format, Outgoing};
use crate::domain::file_error::FileError;
use crate::domain::head::Heads;
use crate::domain::op::{Answer, Op, WriteContext};
use crate::domain::sign_sheet::{LARGEST_SHEET, NewSheet, SheetNumber};
use crate::domain::text::{CleanText, system_words};
use crate::lang::{Lang, errors, export, files, fill, system, words};
use crate::store::{FullNumbers, Store};
use crate::tabular::out::{Measured, PartFile, ROWS_MAX};

/// How often it is begun again where others keep writing.
const ATTEMPTS: usize = 5;
/// Bytes that are gathered before they are written.
const BUFFER: usize = 64 * 1024;
/// Rows between two reports of progress.
const STEP: u64 = 500;

/// Where it goes.
pub enum To<'a> {
    /// A file, and whether one that stands there is replaced.
    File(&'a Path, bool),
    /// Whatever reads it: a pipe, or the terminal.
    Stream(&'a mut (dyn Write + Send)),
}

/// How it is to be written.
pub struct LeavingOptions<'a> {
    /// Its form.
    pub format: Format,
    /// Why numbers are in full; none where they are masked.
    pub reason: Option<CleanText>,
    /// The language of heads and words.
    pub lang: Lang,
    /// Hears how many of how many rows are written, and stops it by `false`.
    pub progress: &'a mut dyn FnMut(u64, u64) -> bool,
}

/// What left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// What it is.
    pub what: Outgoing,
    /// Rows.
    pub rows: u64,
    /// Up to where the register reached.
    pub heads: Heads,
    /// The file and its bytes; none for a stream.
    pub file: Option<(PathBuf, u64)>,
    /// Whether numbers are in full.
    pub full: bool,
    /// The number of a sheet to sign that has one.
    pub sheet: Option<SheetNumber>,
    /// Whether it is a sheet to sign of a plan that nobody has approved.
    pub is_draft: bool,
}

/// Why nothing left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeavingError {
    /// The register.
    Register(RegisterError),
    /// The file.
    File(FileError),
    /// Whatever reads it has ended.
    Closed,
    /// The disk behind it: what the system said.
    Stream(CleanText),
    /// It holds no numbers that could be shown in full.
    NoNumbers,
    /// The file is the register, or lies beside it as its own.
    OwnFile(CleanText),
    /// More rows than a sheet takes.
    TooManyRows(u64),
    /// The form is none for it.
    Form(Format),
    /// Others kept writing.
    Changed,
    /// Nobody is left to be written.
    Nobody,
    /// More lines than one sheet to sign holds.
    TooManyLines(usize),
    /// The caller stopped it.
    Stopped,
}

impl From<RegisterError> for LeavingError {
    fn from(error: RegisterError) -> Self {
        Self::Register(error)
    }
}

impl LeavingError {
    /// What the system said of a stream.
    pub fn of_stream(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::Closed
        } else {
            Self::Stream(system_words(error))
        }
    }

    /// What happened, where, and the way out.
    pub fn told(&self, lang: Lang) -> String {
        let texts = export::told(lang);
        match self {
            Self::Register(RegisterError::ReasonRequired) => texts.reason_needed.to_owned(),
            Self::Register(RegisterError::ReadOnly) => texts.read_only.to_owned(),
            Self::Register(error) => errors::text(lang, error),
            Self::File(FileError::NotFound(path)) => fill(texts.no_folder, &[path]),
            Self::File(error) => files::error(lang, error).to_string(),
            Self::Closed => texts.closed.to_owned(),
            Self::Stream(said) => fill(texts.stream, &[&system::cause(lang, said)]),
            Self::NoNumbers => texts.no_numbers.to_owned(),
            Self::OwnFile(path) => fill(texts.own_file, &[path]),
            Self::TooManyRows(rows) => fill(texts.too_many_rows, &[rows, &ROWS_MAX]),
            Self::Form(format) => fill(texts.no_form, &[&format.code()]),
            Self::Changed => texts.changed.to_owned(),
            Self::Nobody => texts.nobody.to_owned(),
            Self::TooManyLines(lines) => fill(texts.too_many_lines, &[lines, &LARGEST_SHEET]),
            Self::Stopped => texts.stopped.to_owned(),
        }
    }
}

/// Why a content was not written to its end.
pub(super) enum WriteError {
    /// What all of it comes to.
    Leaving(LeavingError),
    /// The disk, or what reads.
    Io(io::Error),
}

impl From<RegisterError> for WriteError {
    fn from(error: RegisterError) -> Self {
        Self::Leaving(error.into())
    }
}

impl From<LeavingError> for WriteError {
    fn from(error: LeavingError) -> Self {
        Self::Leaving(error)
    }
}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// What the writer of a content is told.
pub(super) struct Writing<'a> {
    /// The form.
    pub(super) format: Format,
    /// The language.
    pub(super) lang: Lang,
    /// The day.
    pub(super) today: NaiveDate,
    /// When: UTC milliseconds since 1970.
    pub(super) now_ms: i64,
    /// Up to where the register reaches.
    pub(super) head: String,
    /// The act that says that it leaves; none before it is written.
    pub(super) own_act: Option<i64>,
    /// Numbers in full, where they are.
    pub(super) numbers: Option<&'a FullNumbers>,
    /// The folder for what waits.
    pub(super) folder: &'a Path,
}

impl Writing<'_> {
    /// For whoever only counts the rows: nothing is written.
    pub(super) fn to_count(today: NaiveDate) -> Self {
        Self {
            format: Format::JsonLines,
            lang: Lang::Zh,
            today,
            now_ms: 0,
            head: String::new(),
            own_act: None,
            numbers: None,
            folder: Path::new("."),
        }
    }
}

/// What can leave.
pub(super) trait Content {
    /// What it is.
    fn what(&self) -> Outgoing;

    /// What was asked of it, in one line.
    ///
    /// # Errors
    /// Storage troubles.
    fn filters(&self, store: &Store) -> Result<String, RegisterError>;

    /// The sheet that it is, where it gets a number of its own by leaving; the round of the day begins with it.
    ///
    /// # Errors
    /// Why there can be none; storage troubles.
    fn sheet(&self, _store: &mut Store, _ctx: &WriteContext) -> Result<Option<NewSheet>, LeavingError> {
        Ok(None)
    }

    /// Whether it has that form.
    fn has(&self, format: Format) -> bool;

    /// Measures it.
    ///
    /// # Errors
    /// Storage troubles.
    fn measure(&self, store: &Store, writing: &Writing<'_>) -> Result<Measured, WriteError>;

    /// Writes it; `step` hears of each row.
    ///
    /// # Errors
    /// Storage troubles, the disk, and what `step` says.
    fn write(
        &self,
        store: &Store,
        writing: &Writing<'_>,
        measured: &Measured,
        to: &mut (dyn Write + Send),
        step: &mut dyn FnMut() -> Result<(), LeavingError>,
    ) -> Result<(), WriteError>;
}

/// Has something leave.
///
/// # Errors
/// Why nothing left; a file is not there then, a stream may have its beginning.
pub(super) fn leave(
    store: &mut Store,
    content: &dyn Content,
    to: To<'_>,
    options: &mut LeavingOptions<'_>,
    ctx: &WriteContext,
) -> Result<Left, LeavingError> {
    if options.reason.is_some() && !content.what().has_numbers() {
        return Err(LeavingError::NoNumbers);
    }
    if options.reason.as_ref().is_some_and(CleanText::says_nothing) {
        return Err(RegisterError::ReasonRequired.into());
    }
    if !content.has(options.format) {
        return Err(LeavingError::Form(options.format));
    }
    match to {
        To::File(path, replaces) => {
            if store.owns(path) {
                return Err(LeavingError::OwnFile(CleanText::shown(&path.to_string_lossy())));
            }
            // Before anything is noted: what cannot be written is no export.
            let part = PartFile::begin(path, replaces).map_err(LeavingError::File)?;
            let mut file = part.file();
            let failed = |error: &io::Error| LeavingError::File(part.failed(error));
            let mut left = attempts(store, content, (&mut file, part.folder()), options, ctx, &failed)?;
            let bytes = part.finish().map_err(LeavingError::File)?;
            left.file = Some((path.to_path_buf(), bytes));
            Ok(left)
        }
        To::Stream(stream) => {
            attempts(store, content, (stream, Path::new(".")), options, ctx, &LeavingError::of_stream)
        }
    }
}

/// Tries until what is noted is what stands in the register.
fn attempts(
    store: &mut Store,
    content: &dyn Content,
    (to, folder): (&mut (dyn Write + Send), &Path),
    options: &mut LeavingOptions<'_>,
    ctx: &WriteContext,
    failed: &dyn Fn(&io::Error) -> LeavingError,
) -> Result<Left, LeavingError> {
    let said = |error: WriteError| match error {
        WriteError::Leaving(error) => error,
        WriteError::Io(error) => failed(&error),
    };
    for _ in 0..ATTEMPTS {
        let (format, lang) = (options.format, options.lang);
        let (today, now_ms) = (ctx.today, ctx.now_ms);
        let (head, own_act) = (String::new(), None);
        let masked = Writing { format, lang, today, now_ms, head, own_act, numbers: None, folder };
        let rows = store.reading(|store| content.measure(store, &masked)).map_err(said)?.rows;
        if options.format == Format::Xlsx && rows >= ROWS_MAX {
            return Err(LeavingError::TooManyRows(rows));
        }
        let grant = noted(store, content, rows, options, ctx)?;
        let done = store.reading(|store| {
            let full = options.reason.is_some().then(|| store.full_numbers(&grant)).transpose()?;
            let heads = store.heads()?;
            let (head, numbers) = (words::heads(lang, &heads), full.as_ref());
            let own_act = Some(grant.line);
            let writing = Writing { format, lang, today, now_ms, head, own_act, numbers, folder };
            let measured = content.measure(store, &writing)?;
            if measured.rows != rows {
                return Ok(None);
            }
            let (mut written, mut next) = (0, 0);
            let mut step = || {
                written += 1;
                if written >= next {
                    next = written + STEP;
                    if !(options.progress)(written, rows) {
                        return Err(LeavingError::Stopped);
                    }
                }
                Ok(())
            };
            let mut out = BufWriter::with_capacity(BUFFER, &mut *to);
            let done = content.write(store, &writing, &measured, &mut out, &mut step);
            let done = done.and_then(|()| Ok(out.flush()?));
            // What waits after an error has nowhere to go.
            let _ = out.into_parts();
            done.map(|()| Some(heads))
        });
        if let Some(heads) = done.map_err(said)? {
            return Ok(Left {
                what: content.what(),
                rows,
                heads,
                file: None,
                full: options.reason.is_some(),
                sheet: None,
                is_draft: false,
            });
        }
    }
    Err(LeavingError::Changed)
}

/// Has the audit say that it leaves.
fn noted(
    store: &mut Store,
    content: &dyn Content,
    rows: u64,
    options: &LeavingOptions<'_>,
    ctx: &WriteContext,
) -> Result<ExportGrant, LeavingError> {
    let filters = CleanText::shown(&content.filters(store)?);
    let (what, format, reason) = (content.what(), options.format, options.reason.clone());
    let sheet = content.sheet(store, ctx)?;
    let note = ExportNote { what, filters, rows, format, reason, sheet };
    let answer = store.commit(&Op::NoteExport(Box::new(note)), ctx)?.answer;
    if let Answer::Export(grant) = answer { Ok(grant) } else { Err(LeavingError::Changed) }
}
