//! A roster file into the register: paper on one side, the store on the other. The command and the
//! app's worker both go through here.
//!
//! All rows or none, in one transaction: a refused row, a file that cannot be read to its end, and a
//! person who stops it leave no trace. The file of refused rows is written before the commit, so that
//! no row is lost between the two.

use std::path::{Path, PathBuf};

use crate::clock;
use crate::domain::op::Ctx;
use crate::domain::paper_trouble::PaperTrouble;
use crate::domain::roster::{CellFault, Column, Fault, ImportTally};
use crate::domain::text::CleanText;
use crate::domain::trouble::Trouble;
use crate::paper::refused::{self, RefusedRow, Titles};
use crate::paper::roster::{self, Roster, Row};
use crate::store::{Ending, Importer, RowFate, Store};

/// Faults that are told at most; more than that is another kind of file, and would fill the memory.
pub const FAULTS_MAX: usize = 100_000;
/// Bytes of refused rows that are kept at most.
const REFUSED_BYTES_MAX: usize = 64 << 20;
/// Rows between two reports of progress.
const STRIDE: u64 = 200;
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
    pub say: &'a dyn Fn(&CellFault) -> String,
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
    Register(#[from] Trouble),
    /// The file's trouble.
    #[error(transparent)]
    Paper(#[from] PaperTrouble),
    /// More faults than anybody mends: see [`FAULTS_MAX`].
    #[error("more than {FAULTS_MAX} faults")]
    TooManyFaults,
    /// The person stopped it.
    #[error("stopped")]
    Stopped,
}

/// Imports a roster. `progress` hears bytes done and bytes in all, and stops the import by `false`.
///
/// # Errors
/// See [`ImportTrouble`]; nothing was written then. Refused rows are no error: see the tally.
pub fn import(
    store: &mut Store,
    wish: &Wish<'_>,
    ctx: &Ctx,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Imported, ImportTrouble> {
    let mut run = Run {
        roster: roster::open(wish.path, ctx.today)?,
        wish,
        out: Imported::default(),
        refused: Vec::new(),
        refused_bytes: 0,
    };
    let name = wish.path.file_name().unwrap_or_default().to_string_lossy();
    let source = CleanText::shown(&name);
    let mut file = None;
    let imported = store.import(&source, ctx, &clock::new_recipient_id, |importer| {
        run.rows(importer, progress)?;
        let out = run.finish()?;
        file.clone_from(&out.0.refused_file);
        Ok(out)
    });
    if let (Err(_), Some(file)) = (&imported, file) {
        // The commit failed: its rows are not in the register, so the rest is no rest.
        let _ = std::fs::remove_file(file);
    }
    imported
}

/// An import under way.
struct Run<'a> {
    roster: Roster,
    wish: &'a Wish<'a>,
    out: Imported,
    refused: Vec<RefusedRow>,
    refused_bytes: usize,
}

impl Run<'_> {
    fn rows(
        &mut self,
        importer: &mut Importer<'_>,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<(), ImportTrouble> {
        while let Some(row) = self.roster.next() {
            match row? {
                Row::Refused(mut faults) => {
                    let unknown = importer.unknown(&self.roster.written());
                    let told = |column| faults.iter().any(|fault| fault.column == column);
                    let more: Vec<_> = unknown.into_iter().filter(|(column, _)| !told(*column)).collect();
                    faults.extend(self.placed(more));
                    self.refuse(faults)?;
                }
                Row::Entry(entry, warnings) => {
                    let fate = importer.row(&entry)?;
                    self.settle(fate, warnings)?;
                }
            }
            self.out.tally.rows += 1;
            if self.out.tally.rows.is_multiple_of(STRIDE) {
                let (done, all) = self.roster.read_fraction();
                if !progress(done, all) {
                    return Err(ImportTrouble::Stopped);
                }
            }
        }
        Ok(())
    }

    fn settle(&mut self, fate: RowFate, warnings: Vec<CellFault>) -> Result<(), ImportTrouble> {
        let tally = &mut self.out.tally;
        match fate {
            RowFate::New => tally.new += 1,
            RowFate::Changed => tally.changed += 1,
            RowFate::Unchanged => tally.unchanged += 1,
            RowFate::Refused(faults) => {
                let faults = self.placed(faults);
                return self.refuse(faults);
            }
        }
        tally.warned.extend(warnings);
        self.bounded()
    }

    /// The register's faults with the place in the file.
    fn placed(&self, faults: Vec<(Column, Fault)>) -> Vec<CellFault> {
        let row = self.roster.row_number();
        let header = |column| self.roster.header().title(column);
        faults
            .into_iter()
            .map(|(column, fault)| CellFault { row, column, header: header(column), fault })
            .collect()
    }

    fn refuse(&mut self, faults: Vec<CellFault>) -> Result<(), ImportTrouble> {
        if self.wish.write && self.wish.skip_refused {
            let cells = self.roster.raw_cells();
            self.refused_bytes += cells.iter().map(String::len).sum::<usize>();
            let reasons = faults.iter().map(self.wish.say).collect::<Vec<_>>().join("；");
            self.refused.push(RefusedRow { number: self.roster.row_number(), cells, reasons });
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
        out.other_sheets = self.roster.other_sheets().to_vec();
        out.unknown_columns = self.roster.header().unknown().to_vec();
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
    fn write_refused(&mut self) -> Result<PathBuf, PaperTrouble> {
        let rows = std::mem::take(&mut self.refused);
        let mut taken = None;
        for n in 1..=NAMES_MAX {
            let path = beside(self.wish.path, n);
            let header = self.roster.header().titles();
            match refused::write(&path, self.wish.titles, header, rows.iter().cloned()) {
                Ok(()) => return Ok(path),
                Err(trouble @ PaperTrouble::AlreadyThere(_)) => taken = Some(trouble),
                Err(trouble) => return Err(trouble),
            }
        }
        Err(taken.unwrap_or_else(|| PaperTrouble::AlreadyThere(CleanText::default())))
    }
}

/// `roster.refused.csv`, then `roster.refused-2.csv` and so on, beside `roster.xlsx`.
fn beside(path: &Path, n: u32) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(if n == 1 { ".refused.csv".to_owned() } else { format!(".refused-{n}.csv") });
    path.with_file_name(name)
}
