//! A roster file into the register: paper on one side, the store on the other. The command and the
//! app's worker both go through here.
//!
//! All rows or none, in one transaction: a refused row, a file that cannot be read to its end, and a
//! person who stops it leave no trace. The file of refused rows is written before the commit, so that
//! no row is lost between the two.
//!
//! The file is read on one thread and stored on another, so that the register is held no longer than
//! storing takes; a small roster is read to its end before it is held at all, and a dry run never holds it.

mod line;
mod reader;

use std::panic;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::thread;

use crate::clock;
use crate::domain::error::RegisterError;
use crate::domain::file_error::FileError;
use crate::domain::op::WriteContext;
use crate::domain::progress::ImportProgress;
use crate::domain::roster::{CellFault, Column, Fault, ImportTally};
use crate::domain::text::CleanText;
use crate::paper::refused::{self, RefusedRow, Titles};
use crate::paper::roster::{self, Header, Row};
use crate::store::{Ending, Importer, RowFate, Store};
use line::{Beat, Line};
use reader::{ReadRow, Rows};

/// Faults that are told at most; more than that is another kind of file, and would fill the memory.
pub const FAULTS_MAX: usize = 100_000;
/// Bytes of refused rows that are kept at most.
const REFUSED_BYTES_MAX: usize = 64 << 20;
/// Batches of rows that may wait for the register.
const WAITING: usize = 8;
/// Batches that are read before the register is held: a roster that ends within them holds it for a moment.
const AHEAD: usize = 25;
/// How many names are tried for the file of refused rows.
const NAMES_MAX: u32 = 1000;

/// What is to be imported, and how.
pub struct Wish<'a> {
    /// The roster.
    pub path: &'a Path,
    /// Write; otherwise only tell what would be written.
    pub write: bool,
    /// Import the good rows although others are refused, and write those to a file.
    pub skip_refused: bool,
    /// Headers of the row number and the reason in the file of refused rows.
    pub titles: Titles<'a>,
    /// A fault in the user's language, for that file.
    pub say: &'a (dyn Fn(&CellFault) -> String + Sync),
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The counts and the faults.
    pub tally: ImportTally,
    /// Where the refused rows were written.
    pub refused_file: Option<PathBuf>,
    /// Visible sheets that were not read.
    pub other_sheets: Vec<CleanText>,
    /// Columns that nobody knows and that were not imported.
    pub unknown_columns: Vec<CleanText>,
}

/// Why nothing was imported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportTrouble {
    /// The register's trouble.
    #[error(transparent)]
    Register(#[from] RegisterError),
    /// The file's trouble.
    #[error(transparent)]
    Paper(#[from] FileError),
    /// More faults than anybody mends: see [`FAULTS_MAX`].
    #[error("more than {FAULTS_MAX} faults")]
    TooManyFaults,
    /// The person stopped it.
    #[error("stopped")]
    Stopped,
}

/// Imports a roster. `progress` hears how far it is, on the calling thread, and stops the import by `false`.
///
/// # Errors
/// See [`ImportTrouble`]; nothing was written then. Refused rows are no error: see the tally.
pub fn import(
    store: &mut Store,
    wish: &Wish<'_>,
    ctx: &WriteContext,
    progress: &mut dyn FnMut(ImportProgress) -> bool,
) -> Result<Imported, ImportTrouble> {
    let roster = roster::open(wish.path, ctx.today)?;
    let out = Imported {
        other_sheets: roster.other_sheets().to_vec(),
        unknown_columns: roster.header().unknown().to_vec(),
        ..Imported::default()
    };
    let header = roster.header().clone();
    let keep_raw = wish.write && wish.skip_refused;
    let (to, rows) = mpsc::sync_channel(WAITING);
    let (line, other_end) = line::pair();
    thread::scope(|scope| {
        scope.spawn(move || reader::read(roster, keep_raw, &to));
        let writer = scope.spawn(move || {
            let _ended = line.ender();
            let run = Run { header, wish, out, refused: Vec::new(), refused_bytes: 0 };
            let imported = run.import(store, ctx, &rows, &line);
            // However it was told that it must stop: this is why it ended.
            if imported.is_err() && line.is_stopped() { Err(ImportTrouble::Stopped) } else { imported }
        });
        other_end.hear(progress);
        writer.join().unwrap_or_else(|panicked| panic::resume_unwind(panicked))
    })
}

/// An import under way.
struct Run<'a> {
    header: Header,
    wish: &'a Wish<'a>,
    out: Imported,
    refused: Vec<RefusedRow>,
    refused_bytes: usize,
}

impl Run<'_> {
    fn import(
        mut self,
        store: &mut Store,
        ctx: &WriteContext,
        rows: &Receiver<Rows>,
        line: &Line,
    ) -> Result<Imported, ImportTrouble> {
        let mut ahead = Vec::new();
        while ahead.len() < AHEAD && ahead.last().is_none_or(|last: &Rows| !last.is_last()) {
            ahead.push(rows.recv().map_err(|_| broken())?);
        }
        let hearing = line.clone();
        let hear = Box::new(move |made: Option<(u64, u64)>| {
            hearing.tell(made.map_or(Beat::Still, |(done, all)| Beat::Indexes { done, all }))
        });
        let name = self.wish.path.file_name().unwrap_or_default().to_string_lossy();
        let source = CleanText::shown(&name);
        let (mut file, write) = (None, self.wish.write);
        let feed = |importer: &mut Importer<'_>| {
            let mut last = false;
            for batch in ahead {
                last = batch.is_last();
                self.batch(importer, batch, line)?;
            }
            while !last {
                let batch = rows.recv().map_err(|_| broken())?;
                last = batch.is_last();
                self.batch(importer, batch, line)?;
            }
            let out = self.finish()?;
            file.clone_from(&out.0.refused_file);
            Ok(out)
        };
        let imported = if write {
            store.import_heard(&source, ctx, &clock::new_recipient_id, hear, feed)
        } else {
            store.rehearse(ctx, &clock::new_recipient_id, hear, feed)
        };
        if let (Err(_), Some(file)) = (&imported, file) {
            // The commit failed: its rows are not in the register, so the rest is no rest.
            let _ = std::fs::remove_file(file);
        }
        imported
    }

    fn batch(&mut self, importer: &mut Importer<'_>, batch: Rows, line: &Line) -> Result<(), ImportTrouble> {
        for row in batch.read {
            self.row(importer, row)?;
            self.out.tally.rows += 1;
        }
        batch.trouble.map_or(Ok(()), Err)?;
        let (rows, large) = (self.out.tally.rows, importer.is_large());
        if line.tell(Beat::Rows { rows, done: batch.done, all: batch.all, large }) {
            Ok(())
        } else {
            Err(ImportTrouble::Stopped)
        }
    }

    fn row(&mut self, importer: &mut Importer<'_>, read: ReadRow) -> Result<(), ImportTrouble> {
        let (number, raw) = (read.number, read.raw);
        match read.row {
            Row::Refused(mut faults) => {
                let unknown = importer.unknown(&read.written);
                let told = |column| faults.iter().any(|fault| fault.column == column);
                let more: Vec<_> = unknown.into_iter().filter(|(column, _)| !told(*column)).collect();
                faults.extend(self.placed(number, more));
                self.refuse(number, raw, faults)
            }
            Row::Entry(entry, warnings) => {
                let fate = match &read.derived {
                    Some(derived) => importer.row_with(&entry, derived)?,
                    None => importer.row(&entry)?,
                };
                self.settle(number, raw, fate, warnings)
            }
        }
    }

    fn settle(
        &mut self,
        number: u64,
        raw: Option<Vec<String>>,
        fate: RowFate,
        warnings: Vec<CellFault>,
    ) -> Result<(), ImportTrouble> {
        let tally = &mut self.out.tally;
        match fate {
            RowFate::New => tally.new += 1,
            RowFate::Changed => tally.changed += 1,
            RowFate::Unchanged => tally.unchanged += 1,
            RowFate::Refused(faults) => {
                let faults = self.placed(number, faults);
                return self.refuse(number, raw, faults);
            }
        }
        tally.warned.extend(warnings);
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
    ) -> Result<(), ImportTrouble> {
        if let Some(cells) = raw {
            self.refused_bytes += cells.iter().map(String::len).sum::<usize>();
            let reasons = faults.iter().map(self.wish.say).collect::<Vec<_>>().join("；");
            self.refused.push(RefusedRow { number, cells, reasons });
        }
        self.out.tally.refused_rows += 1;
        self.out.tally.refused.extend(faults);
        self.bounded()
    }

    fn bounded(&self) -> Result<(), ImportTrouble> {
        let tally = &self.out.tally;
        if tally.refused.len() + tally.warned.len() > FAULTS_MAX || self.refused_bytes > REFUSED_BYTES_MAX {
            return Err(ImportTrouble::TooManyFaults);
        }
        Ok(())
    }

    /// Decides how it ends, and writes the refused rows if they are left out.
    fn finish(&mut self) -> Result<(Imported, Ending), ImportTrouble> {
        let mut out = std::mem::take(&mut self.out);
        let tally = &mut out.tally;
        tally.written = self.wish.write && (tally.refused_rows == 0 || self.wish.skip_refused);
        let changes = tally.new + tally.changed > 0;
        if tally.written && tally.refused_rows > 0 {
            out.refused_file = Some(self.write_refused()?);
        }
        let ending = if out.tally.written && changes { Ending::Keep } else { Ending::Drop };
        Ok((out, ending))
    }

    /// Writes the refused rows beside the roster, under a name that is free.
    fn write_refused(&mut self) -> Result<PathBuf, FileError> {
        let rows = std::mem::take(&mut self.refused);
        let mut taken = None;
        for n in 1..=NAMES_MAX {
            let path = beside(self.wish.path, n);
            let header = self.header.titles();
            match refused::write(&path, self.wish.titles, header, rows.iter().cloned()) {
                Ok(()) => return Ok(path),
                Err(trouble @ FileError::AlreadyThere(_)) => taken = Some(trouble),
                Err(trouble) => return Err(trouble),
            }
        }
        Err(taken.unwrap_or_else(|| FileError::AlreadyThere(CleanText::default())))
    }
}

/// The thread that reads has gone without an end.
fn broken() -> RegisterError {
    RegisterError::Storage(CleanText::from("the roster could not be read"))
}

/// `roster.refused.csv`, then `roster.refused-2.csv` and so on, beside `roster.xlsx`.
fn beside(path: &Path, n: u32) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(if n == 1 { ".refused.csv".to_owned() } else { format!(".refused-{n}.csv") });
    path.with_file_name(name)
}
