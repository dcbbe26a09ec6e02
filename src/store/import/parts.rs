//! A large import into a register that people work in: its rows are kept, it is decided, and it goes in by parts.
//!
//! Each step is a transaction that holds the lock for a fraction of a second, and between two steps whoever waits has
//! the turn. Until it is decided nobody sees anything of it. From then on it is done whole: where its program ends,
//! whoever opens the register next brings it to its end. A lock beside the register says that somebody is at it.

use std::cell::Cell;
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::Transaction;

use crate::domain::error::RegisterError;
use crate::domain::ids::RecipientId;
use crate::domain::op::WriteContext;
use crate::domain::roster::{Column, Fault, RosterEntry, RowPerson};
use crate::store::file::error::Result;
use crate::store::file::lock::{self, Turn};
use crate::store::file::log::STEP;
use crate::store::import::bulk::ImportPragmas;
use crate::store::import::importer::{Importer, RowFate};
use crate::store::import::missing;
use crate::store::import::run::ImportSource;
use crate::store::import::staged::{self, Decided, StagedRow};
use crate::store::progress::ProgressMonitor;
use crate::store::recipients::membership::Origin;
use crate::store::register::Store;
use crate::store::standing::settled;
use crate::store::{audit, mirror};

/// Rows to be written from which an import goes by parts: fewer hold the lock for some tenths of a second.
pub const LARGE_IMPORT: u64 = 2_000;
/// Rows that are kept in one step.
const KEPT: usize = 5_000;
/// Rows of the first part, and of any.
const FIRST: u64 = 200;
pub(crate) const PART_MAX: u64 = 1_500;
/// How long a part should work with the lock; the next one has as many rows as fit, by the time that the last one took
/// and the pages that it wrote.
const HELD: Duration = Duration::from_millis(200);
/// Steps in which whoever opens the register removes what an import has left that was not decided: he waits for them.
const REMOVALS: u32 = 4;
/// Between two steps, so that whoever waits has the turn: those in the queue at once, the app at its next try.
const GAP: Duration = Duration::from_millis(12);

/// A row that was left out although it was good when it was checked: the register changed meanwhile.
pub type LeftOut = (u64, RowPerson, Vec<(Column, Fault)>);

/// What went in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Rows that added a recipient.
    pub new: u64,
    /// Rows that changed one.
    pub changed: u64,
    /// Rows that were left out.
    pub left_out: Vec<LeftOut>,
}

/// The right to import by parts; dropping it leaves it to others.
pub struct ImportTurn(Turn);

/// What one part did.
struct Part {
    applied: Applied,
    /// Rows of it.
    rows: u64,
    /// Whether the import is at its end.
    ended: bool,
    /// How long its rows took. Waiting for the turn and for the disk is no work: a part must not shrink, down to a row
    /// at last, because others always write.
    worked: Duration,
}

impl Part {
    /// Nothing was left to do.
    fn end() -> Self {
        Self { applied: Applied::default(), rows: 0, ended: true, worked: Duration::ZERO }
    }
}

impl Store {
    /// Takes the right to import by parts, and removes what an import that never came to be has left. `go_on`
    /// stops the waiting.
    ///
    /// # Errors
    /// Somebody else imports, storage troubles, [`RegisterError::Stopped`].
    pub fn begin_parts(&mut self, ctx: &WriteContext, go_on: &mut dyn FnMut() -> bool) -> Result<ImportTurn> {
        let turn = ImportTurn(lock::take_import_while(&self.path, &mut *go_on)?);
        // Whoever has had it until now may have ended without an end.
        self.apply_all(&mut |_, _| {})?;
        self.remove_kept(ctx, go_on)?;
        Ok(turn)
    }

    /// Keeps rows of the import, each with the name of the recipient whom it would add.
    ///
    /// # Errors
    /// Storage troubles, [`RegisterError::Stopped`].
    pub fn keep_rows(
        &mut self,
        rows: &[(RecipientId, RosterEntry)],
        ctx: &WriteContext,
        go_on: &mut dyn FnMut() -> bool,
    ) -> Result<()> {
        for rows in rows.chunks(KEPT) {
            self.write_while(ctx, &mut *go_on, |tx| staged::keep(tx, rows))?;
            self.rest();
        }
        Ok(())
    }

    /// Gives the import up before it is decided: nothing of it stays.
    ///
    /// # Errors
    /// Storage troubles; the next import removes what is left then.
    pub fn abandon_parts(&mut self, turn: ImportTurn, ctx: &WriteContext) -> Result<()> {
        self.remove_kept(ctx, &mut || true)?;
        turn.0.withdraw_import(&self.path);
        Ok(())
    }

    /// Decides that the rows that are kept, so many, go in: from now on nothing stops them.
    ///
    /// # Errors
    /// Storage troubles; unless [`RegisterError::Unsure`], it is not decided.
    pub fn decide_parts(
        &mut self,
        source: &ImportSource<'_>,
        rows: u64,
        ctx: &WriteContext,
        go_on: &mut dyn FnMut() -> bool,
    ) -> Result<()> {
        self.write_while(ctx, go_on, |tx| {
            audit::check_day(tx, ctx)?;
            settled::begin_day(tx, ctx, None, None)?;
            mirror::compare_counts(tx, ctx)?;
            let origin = Origin::list(tx, source.name, (source.content.as_ref(), source.shape), ctx)?;
            let source_no = origin.source.unwrap_or_default();
            Decided::new(source.name, source.rename, source_no, rows, ctx).mark(tx)?;
            audit::line(tx, ctx, "import", source.name, None, None)?;
            if let Some(ends) = source.ends {
                missing::end(tx, ends, source.name, ctx)?;
            }
            mirror::keep_counts(tx)
        })
    }

    /// Brings in what was decided. `told` hears how many rows are in, and of how many.
    ///
    /// # Errors
    /// Storage troubles; whoever opens the register next goes on.
    pub fn apply_parts(&mut self, turn: ImportTurn, told: &mut dyn FnMut(u64, u64)) -> Result<Applied> {
        let applied = self.apply_all(told)?;
        turn.0.withdraw_import(&self.path);
        Ok(applied)
    }

    /// Brings to its end an import whose program has ended, before anything else is done; answers how many rows went
    /// in. What is kept of one that was not decided goes. Where somebody is at it there is nothing to do. `told` as for
    /// [`Store::apply_parts`].
    pub(crate) fn finish_import(&mut self, told: &mut dyn FnMut(u64, u64)) -> Result<Option<u64>> {
        let turn = match lock::try_take_import(&self.path) {
            Ok(turn) => ImportTurn(turn),
            Err(RegisterError::Busy(_)) => return Ok(None),
            Err(other) => return Err(other),
        };
        if staged::decided(&self.conn)?.is_none() {
            // What cannot be removed now whoever opens it next removes; `check` names it.
            let _ = self.remove_left();
            turn.0.withdraw_import(&self.path);
            return Ok(None);
        }
        let applied = self.apply_parts(turn, told)?;
        Ok(Some(applied.new + applied.changed))
    }

    fn remove_left(&self) -> Result<()> {
        for _ in 0..REMOVALS {
            let (turn, tx) = self.begin()?;
            if mirror::heads_differ(&tx)?.is_some() {
                // Whoever writes next tells of it first; what was kept of the reach must stand until then.
                return Ok(());
            }
            let more = staged::remove_undecided(&tx)?;
            self.acknowledge(tx, |_| Ok(()))?;
            if !more {
                break;
            }
            drop(turn);
            self.rest();
        }
        Ok(())
    }

    fn apply_all(&self, told: &mut dyn FnMut(u64, u64)) -> Result<Applied> {
        let mut all = Applied::default();
        let Some(decided) = staged::decided(&self.conn)? else { return Ok(all) };
        let _pragmas = ImportPragmas::new(&self.conn)?;
        let ctx = decided.ctx();
        let (mut rows, mut done) = (FIRST, 0);
        loop {
            let part = match self.part(&ctx, rows) {
                // A value that the tables refuse: the part is made smaller until the row is found.
                Err(RegisterError::Guard(_)) if rows > 1 => {
                    rows /= 2;
                    continue;
                }
                Err(RegisterError::Guard(_)) => self.leave_out_first(&ctx)?,
                other => other?,
            };
            done += part.rows;
            told(done, decided.rows);
            all.new += part.applied.new;
            all.changed += part.applied.changed;
            all.left_out.extend(part.applied.left_out);
            if part.ended {
                return Ok(all);
            }
            rows = fitting(rows, part.worked, self.log.step.get());
            self.rest();
        }
    }

    /// Brings in the first rows that are left, at most so many.
    fn part(&self, ctx: &WriteContext, rows: u64) -> Result<Part> {
        let path = self.path.clone();
        self.write_in_queue(ctx, |tx| {
            let began = Instant::now();
            let Some((decided, staged)) = left(tx, rows)? else {
                return Ok(Part::end());
            };
            mirror::compare_counts(tx, ctx)?;
            let origin = Origin { ctx, day: ctx.today.to_string(), source: Some(decided.source) };
            let next = Cell::new(RecipientId(uuid::Uuid::nil()));
            let mint = || next.get();
            let mut importer = Importer::new(tx, path, origin, &mint, None, decided.rename)?;
            let mut applied = Applied::default();
            for row in &staged {
                let Some((id, entry)) = &row.entry else {
                    applied.left_out.push(not_taken(row));
                    continue;
                };
                next.set(*id);
                match importer.row(entry)? {
                    RowFate::New => applied.new += 1,
                    RowFate::Changed | RowFate::Renamed => applied.changed += 1,
                    RowFate::Unchanged => {}
                    RowFate::Refused(faults) => {
                        applied.left_out.push((entry.row, RowPerson::of(entry, None), faults));
                    }
                }
            }
            importer.end(&ProgressMonitor::new(Box::new(|_| true)))?;
            for (row, _, faults) in &applied.left_out {
                tell_left_out(tx, ctx, &decided, *row, faults)?;
            }
            let ended = end(tx, &staged)?;
            mirror::keep_counts(tx)?;
            Ok(Part { applied, rows: staged.len() as u64, ended, worked: began.elapsed() })
        })
    }

    /// Leaves out the first row that is left: the tables refuse what it says.
    fn leave_out_first(&self, ctx: &WriteContext) -> Result<Part> {
        self.write_in_queue(ctx, |tx| {
            let Some((decided, staged)) = left(tx, 1)? else {
                return Ok(Part::end());
            };
            let left_out: Vec<LeftOut> = staged.iter().map(not_taken).collect();
            for (row, _, faults) in &left_out {
                tell_left_out(tx, ctx, &decided, *row, faults)?;
            }
            let applied = Applied { left_out, ..Applied::default() };
            Ok(Part { applied, rows: 1, ended: end(tx, &staged)?, ..Part::end() })
        })
    }

    /// Between two steps.
    fn rest(&self) {
        self.copy_what_waits();
        thread::sleep(GAP);
    }

    fn remove_kept(&self, ctx: &WriteContext, go_on: &mut dyn FnMut() -> bool) -> Result<()> {
        if staged::undecided(&self.conn)?.is_none() {
            return Ok(());
        }
        while self.write_while(ctx, &mut *go_on, |tx| staged::remove_undecided(tx))? {
            self.rest();
        }
        Ok(())
    }
}

/// The import that is decided, with its first rows; none where it is at its end.
fn left(tx: &Transaction<'_>, rows: u64) -> Result<Option<(Decided, Vec<StagedRow>)>> {
    let Some(decided) = staged::decided(tx)? else { return Ok(None) };
    Ok(Some((decided, staged::first(tx, rows)?)))
}

/// Removes rows that are in; behind the last ones the import is at its end.
fn end(tx: &Transaction<'_>, staged: &[StagedRow]) -> Result<bool> {
    let more = match staged.last() {
        Some(last) => staged::remove_to(tx, last.local_id)?,
        None => false,
    };
    if !more {
        staged::unmark(tx)?;
    }
    Ok(!more)
}

/// A row that the tables do not take, or that was damaged since it was kept; then its place among the rows is told.
fn not_taken(row: &StagedRow) -> LeftOut {
    let place = u64::try_from(row.local_id).unwrap_or_default();
    let number = row.entry.as_ref().map_or(place, |(_, entry)| entry.row);
    let whom = row.entry.as_ref().map(|(_, entry)| RowPerson::of(entry, None)).unwrap_or_default();
    (number, whom, vec![(Column::Name, Fault::NotTaken)])
}

/// Says in the audit that a row was left out, and for which columns.
fn tell_left_out(
    tx: &Transaction<'_>,
    ctx: &WriteContext,
    decided: &Decided,
    row: u64,
    faults: &[(Column, Fault)],
) -> Result<()> {
    let columns: Vec<&str> = faults.iter().map(|(column, _)| column.code()).collect();
    let told = format!("row {row}: {}", columns.join(", "));
    audit::line(tx, ctx, "left_out", &decided.name, None, Some(&told))
}

/// Rows of the next part, after one of so many took so long and wrote so many pages.
fn fitting(rows: u64, took: Duration, pages: u32) -> u64 {
    let took = took.as_micros().max(1);
    let fits = u128::from(rows) * HELD.as_micros() / took;
    let fits = fits.min(u128::from(rows) * u128::from(STEP) / u128::from(pages.max(1)));
    u64::try_from(fits).unwrap_or(PART_MAX).clamp(1, (rows * 2).min(PART_MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_part_has_as_many_rows_as_fit_and_never_more_than_the_most() {
        let ms = Duration::from_millis;
        assert_eq!(fitting(200, ms(400), 0), 100);
        assert_eq!(fitting(200, ms(100), 0), 400);
        assert_eq!(fitting(200, ms(1), 0), 400);
        assert_eq!(fitting(200, ms(1), 2 * STEP), 100);
        assert_eq!(fitting(PART_MAX, ms(1), 1), PART_MAX);
        assert_eq!(fitting(1, ms(60_000), 9 * STEP), 1);
        assert_eq!(fitting(1, Duration::ZERO, 0), 2);
    }
}
