//! Reports in words on their way out, as a file or to whatever reads it: that of a year, and the bulletin of a week.

use std::io::{self, Write};
use std::path::Path;

use super::leaving::{self, Content, LeavingError, LeavingOptions, Left, To, WriteError, Writing};
use crate::domain::departing::DocumentQuery;
use crate::domain::document::{Block, Document};
use crate::domain::error::RegisterError;
use crate::domain::export::{Format, Outgoing};
use crate::domain::file_error::FileError;
use crate::domain::op::WriteContext;
use crate::domain::year_report::{YearReport, lines};
use crate::lang::{Lang, bulletin, export, year_report};
use crate::store::Store;
use crate::tabular::out::document;
use crate::tabular::out::{Measured, PartFile};

pub use crate::tabular::out::document::DocumentFormat;

/// Why a report was not written.
#[derive(Debug)]
pub enum ReportError {
    /// The file.
    File(FileError),
    /// The file is the register, or lies beside it as its own.
    OwnFile,
}

/// Writes a report into a file that is whole or not there.
///
/// # Errors
/// What stands in the way.
pub fn to_file(
    store: &Store,
    report: &Document,
    format: DocumentFormat,
    to: (&Path, bool),
) -> Result<u64, ReportError> {
    whole(store, to, |file| document::write(report, format, file))
}

/// Writes the figures of a report, as they are sent to another program, into a file that is whole or not there.
///
/// # Errors
/// What stands in the way.
pub fn figures_to_file(store: &Store, figures: &str, to: (&Path, bool)) -> Result<u64, ReportError> {
    whole(store, to, |file| writeln!(file, "{figures}"))
}

fn whole(
    store: &Store,
    (path, replaces): (&Path, bool),
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<u64, ReportError> {
    if store.owns(path) {
        return Err(ReportError::OwnFile);
    }
    let part = PartFile::begin(path, replaces).map_err(ReportError::File)?;
    write(&mut part.file()).map_err(|error| ReportError::File(part.failed(&error)))?;
    part.finish().map_err(ReportError::File)
}

/// Writes a report to whatever reads it.
///
/// # Errors
/// What the reader says.
pub fn to_stream(report: &Document, format: DocumentFormat, to: &mut dyn Write) -> io::Result<()> {
    document::write(report, format, to)
}

/// The whole report of a year as a document; bars stand in the forms that show them.
///
/// # Errors
/// Storage troubles.
pub fn of_year(
    store: &Store,
    lang: Lang,
    year: i32,
    format: DocumentFormat,
) -> Result<Document, RegisterError> {
    let (report, before) = store.reading(|store| {
        let before = store.year_report(year - 1)?;
        Ok::<_, RegisterError>((store.year_report(year)?, Some(before).filter(YearReport::has_happened)))
    })?;
    let mut document = year_report::document(lang, &report, before.as_ref());
    if matches!(format, DocumentFormat::Html | DocumentFormat::Markdown | DocumentFormat::Xlsx) {
        document.blocks.extend(year_report::bars(lang, &report));
    }
    Ok(document)
}

/// Has a report leave, as a list does.
///
/// # Errors
/// Why nothing left.
pub fn leave(
    store: &mut Store,
    report: &DocumentQuery,
    to: To<'_>,
    mut options: LeavingOptions<'_>,
    ctx: &WriteContext,
) -> Result<Left, LeavingError> {
    leaving::leave(store, report, to, &mut options, ctx)
}

/// Figures of a report, or lines of a bulletin.
///
/// # Errors
/// Storage troubles.
pub fn count(store: &Store, report: &DocumentQuery) -> Result<u64, RegisterError> {
    Ok(match report {
        DocumentQuery::Year(year) => lines(&store.year_report(*year)?).len() as u64,
        DocumentQuery::Bulletin(round, day) => {
            bulletin::lines(Lang::Zh, &store.bulletin(*round, *day)?).len() as u64
        }
    })
}

/// The form of a document that a form of files stands for.
fn form(format: Format) -> Option<DocumentFormat> {
    match format {
        Format::Xlsx => Some(DocumentFormat::Xlsx),
        Format::Text => Some(DocumentFormat::Text),
        Format::Html => Some(DocumentFormat::Html),
        Format::Docx => Some(DocumentFormat::Docx),
        Format::Markdown => Some(DocumentFormat::Markdown),
        Format::Csv | Format::CsvGb18030 | Format::JsonLines => None,
    }
}

impl Content for DocumentQuery {
    fn what(&self) -> Outgoing {
        DocumentQuery::what(*self)
    }

    fn filters(&self, _store: &Store) -> Result<String, RegisterError> {
        Ok(match self {
            Self::Year(year) => format!("year={year}"),
            Self::Bulletin(round, day) => format!("round={round} day={day}"),
        })
    }

    fn has(&self, format: Format) -> bool {
        match self {
            Self::Year(_) => form(format).is_some(),
            Self::Bulletin(..) => matches!(format, Format::Text | Format::Docx),
        }
    }

    fn measure(&self, store: &Store, _writing: &Writing<'_>) -> Result<Measured, WriteError> {
        let mut measured = Measured::new(&[]);
        measured.rows = count(store, self)?;
        Ok(measured)
    }

    fn write(
        &self,
        store: &Store,
        writing: &Writing<'_>,
        measured: &Measured,
        to: &mut (dyn Write + Send),
        step: &mut dyn FnMut() -> Result<(), LeavingError>,
    ) -> Result<(), WriteError> {
        let lang = writing.lang;
        let format = form(writing.format).ok_or(LeavingError::Form(writing.format))?;
        for _ in 0..measured.rows {
            step()?;
        }
        let report = match self {
            Self::Year(year) => of_year(store, lang, *year, format)?,
            Self::Bulletin(round, day) => {
                let told = bulletin::lines(lang, &store.bulletin(*round, *day)?);
                let blocks = told.into_iter().map(Block::Paragraph).collect();
                let title = export::what(lang, Outgoing::Bulletin).to_owned();
                Document { title, blocks, foot: writing.head.clone() }
            }
        };
        let mut to = to;
        Ok(document::write(&report, format, &mut to)?)
    }
}
