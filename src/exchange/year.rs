//! The report of a year on its way out, as a file or to whatever reads it.

use std::io::{self, Write};
use std::path::Path;

use crate::domain::document::Document;
use crate::domain::file_error::FileError;
use crate::store::Store;
use crate::tabular::out::PartFile;
use crate::tabular::out::document;

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
