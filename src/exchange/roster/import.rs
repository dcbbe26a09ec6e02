//! A roster file into the register. The command and the app's job both go through here.
//!
//! All rows or none, in one transaction: a refused row, a file that cannot be read to its end, and a
//! person who stops it leave no trace. The file of refused rows is written before the commit, so that
//! no row is lost between the two.
//!
//! The file is read on one thread and stored on another, so that the register is held no longer than
//! storing takes; a small roster is read to its end before it is held at all, and a dry run never holds it.

use std::panic;
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::thread;

use super::batches::{self, Batch, ReadRow};
use super::progress_link::{self, ProgressEvent, ProgressSender};
use super::reader::{self, Header, Row};
use super::refused::{self, RefusedRow, Titles};
use crate::domain::error::RegisterError;
use crate::domain::file_error::FileError;
use crate::domain::ids::RecipientId;
use crate::domain::op::WriteContext;
use crate::domain::progress::ImportProgress;
use crate::domain::roster::{CellFault, Column, Fault, ImportReport};
use crate::domain::text::CleanText;
use crate::store::{Ending, Importer, RowFate, Store};

/// Faults that are listed at most; more than that is another kind of file, and would fill the memory.
pub const FAULTS_MAX: usize = 100_000;
/// Bytes of refused rows that are kept at most.
const REFUSED_BYTES_MAX: usize = 64 << 20;
/// Batches of rows that may wait for the register.
const WAITING: usize = 8;
/// Batches that are read before the register is held: a roster that ends within them holds it for a moment.
const AHEAD: usize = 25;

/// What is to be imported, and how.
pub struct ImportOptions<'a> {
    /// The roster.
    pub path: &'a Path,
    /// Write; otherwise only report what would be written.
    pub write: bool,
    /// Import the good rows although others are refused, and write those to a file.
    pub skip_refused: bool,
    /// Headers of the row number and the reason in the file of refused rows.
    pub titles: Titles<'a>,
    /// Mints the ids of new recipients.
    pub new_id: &'a (dyn Fn() -> RecipientId + Sync),
    /// Describes a fault in the user's language, for that file.
    pub describe: &'a (dyn Fn(&CellFault) -> String + Sync),
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
    /// The person stopped it.
    #[error("stopped")]
    Stopped,
}

/// Imports a roster. `progress` is called with how far it is, on the calling thread, and stops
/// the import by `false`.
///
/// # Errors
/// See [`ImportError`]; nothing was written then. Refused rows are no error: see the report.
pub fn import(
    store: &mut Store,
    options: &ImportOptions<'_>,
    ctx: &WriteContext,
    progress: &mut dyn FnMut(ImportProgress) -> bool,
) -> Result<ImportReport, ImportError> {
    let roster = reader::open(options.path, ctx.today)?;
    let out = ImportReport {
        other_sheets: roster.other_sheets().to_vec(),
        unknown_columns: roster.header().unknown().to_vec(),
        ..ImportReport::default()
    };
    let header = roster.header().clone();
    let keep_raw = options.write && options.skip_refused;
    let (to, rows) = mpsc::sync_channel(WAITING);
    let (link, receiver) = progress_link::channel();
    thread::scope(|scope| {
        scope.spawn(move || batches::read(roster, keep_raw, &to));
        let writer = scope.spawn(move || {
            let _ended = link.end_guard();
            let run = ImportRun { header, options, out, refused: Vec::new(), refused_bytes: 0 };
            let imported = run.import(store, ctx, &rows, &link);
            // Whatever error ended it after a `false`, the stop is the reason.
            if imported.is_err() && link.is_stopped() { Err(ImportError::Stopped) } else { imported }
        });
        receiver.forward(progress);
        writer.join().unwrap_or_else(|panicked| panic::resume_unwind(panicked))
    })
}

/// An import under way.
struct ImportRun<'a> {
    header: Header,
    options: &'a ImportOptions<'a>,
    out: ImportReport,
    refused: Vec<RefusedRow>,
    refused_bytes: usize,
}

impl ImportRun<'_> {
    fn import(
        mut self,
        store: &mut Store,
        ctx: &WriteContext,
        rows: &Receiver<Batch>,
        link: &ProgressSender,
    ) -> Result<ImportReport, ImportError> {
        let mut ahead = Vec::new();
        while ahead.len() < AHEAD && ahead.last().is_none_or(|last: &Batch| !last.is_last()) {
            ahead.push(rows.recv().map_err(|_| broken())?);
        }
        let index_link = link.clone();
        let indexes = Box::new(move |made: Option<(u64, u64)>| {
            index_link
                .report(made.map_or(ProgressEvent::Still, |(done, all)| ProgressEvent::Indexes { done, all }))
        });
        let name = self.options.path.file_name().unwrap_or_default().to_string_lossy();
        let source = CleanText::shown(&name);
        let options = self.options;
        let mut file = None;
        let feed = |importer: &mut Importer<'_>| {
            let mut last = false;
            for batch in ahead {
                last = batch.is_last();
                self.batch(importer, batch, link)?;
            }
            while !last {
                let batch = rows.recv().map_err(|_| broken())?;
                last = batch.is_last();
                self.batch(importer, batch, link)?;
            }
            let out = self.finish()?;
            file.clone_from(&out.0.refused_file);
            Ok(out)
        };
        let imported = if options.write {
            store.import_with_progress(&source, ctx, options.new_id, indexes, feed)
        } else {
            store.dry_run(ctx, options.new_id, indexes, feed)
        };
        if let (Err(_), Some(file)) = (&imported, file) {
            // The commit failed: its rows are not in the register, so the file of the others would mislead.
            let _ = std::fs::remove_file(file);
        }
        imported
    }

    fn batch(
        &mut self,
        importer: &mut Importer<'_>,
        batch: Batch,
        link: &ProgressSender,
    ) -> Result<(), ImportError> {
        for row in batch.read {
            self.row(importer, row)?;
            self.out.rows += 1;
        }
        batch.error.map_or(Ok(()), Err)?;
        let (rows, large) = (self.out.rows, importer.is_large());
        if link.report(ProgressEvent::Rows { rows, done: batch.done, all: batch.all, large }) {
            Ok(())
        } else {
            Err(ImportError::Stopped)
        }
    }

    fn row(&mut self, importer: &mut Importer<'_>, read: ReadRow) -> Result<(), ImportError> {
        let (number, raw) = (read.number, read.raw);
        match read.row {
            Row::Refused(mut faults) => {
                let unknown = importer.unknown(&read.written);
                let reported = |column| faults.iter().any(|fault| fault.column == column);
                let more: Vec<_> = unknown.into_iter().filter(|(column, _)| !reported(*column)).collect();
                faults.extend(self.placed(number, more));
                self.refuse(number, raw, faults)
            }
            Row::Entry(entry, warnings) => {
                let fate = match &read.derived {
                    Some(derived) => importer.row_with(&entry, derived)?,
                    None => importer.row(&entry)?,
                };
                self.count(number, raw, fate, warnings)
            }
        }
    }

    fn count(
        &mut self,
        number: u64,
        raw: Option<Vec<String>>,
        fate: RowFate,
        warnings: Vec<CellFault>,
    ) -> Result<(), ImportError> {
        let report = &mut self.out;
        match fate {
            RowFate::New => report.new += 1,
            RowFate::Changed => report.changed += 1,
            RowFate::Unchanged => report.unchanged += 1,
            RowFate::Refused(faults) => {
                let faults = self.placed(number, faults);
                return self.refuse(number, raw, faults);
            }
        }
        report.warned.extend(warnings);
        self.bounded()
    }

    /// The register's faults with the place in the file.
    fn placed(&self, row: u64, faults: Vec<(Column, Fault)>) -> Vec<CellFault> {
        let header = |column| self.header.title(column);
        faults
            .into_iter()
            .map(|(column, fault)| CellFault { row, column, header: header(column), fault })
            .collect()
    }

    fn refuse(
        &mut self,
        number: u64,
        raw: Option<Vec<String>>,
        faults: Vec<CellFault>,
    ) -> Result<(), ImportError> {
        if let Some(cells) = raw {
            self.refused_bytes += cells.iter().map(String::len).sum::<usize>();
            let reasons = faults.iter().map(self.options.describe).collect::<Vec<_>>().join("；");
            self.refused.push(RefusedRow { number, cells, reasons });
        }
        self.out.refused_rows += 1;
        self.out.refused.extend(faults);
        self.bounded()
    }

    fn bounded(&self) -> Result<(), ImportError> {
        let report = &self.out;
        if report.refused.len() + report.warned.len() > FAULTS_MAX || self.refused_bytes > REFUSED_BYTES_MAX {
            return Err(ImportError::TooManyFaults);
        }
        Ok(())
    }

    /// Decides how it ends, and writes the refused rows if they are left out.
    fn finish(&mut self) -> Result<(ImportReport, Ending), ImportError> {
        let mut out = std::mem::take(&mut self.out);
        out.written = self.options.write && (out.refused_rows == 0 || self.options.skip_refused);
        if out.written && out.refused_rows > 0 {
            let (path, titles) = (self.options.path, self.options.titles);
            let rows = std::mem::take(&mut self.refused);
            out.refused_file = Some(refused::write_beside(path, titles, self.header.titles(), &rows)?);
        }
        let changes = out.new + out.changed > 0;
        let ending = if out.written && changes { Ending::Keep } else { Ending::Drop };
        Ok((out, ending))
    }
}

/// The thread that reads has gone without an end.
fn broken() -> RegisterError {
    RegisterError::Storage(CleanText::from("the roster could not be read"))
}
