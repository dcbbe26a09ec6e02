//! One pass over a roster: rows are read on one thread, and compared with the register or stored on another.

use std::panic;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread;

use super::batches::{self, Batch, ReadRow};
use super::import::{FAULTS_MAX, ImportError, ImportOptions};
use super::keeping::shape;
use super::missed::{self, Missed};
use super::placing::{meant, placed, unknown_columns};
use super::progress_link::{self, ProgressEvent, ProgressSender, Share};
use super::purpose::{Passed, Purpose, Refused};
use super::questions::Questions;
use super::reader::{Header, RosterReader, Row};
use super::refused::{self, RefusedRow};
use super::row_set::RowSet;
use super::undue::Undue;
use super::words::Words;
use crate::domain::error::RegisterError;
use crate::domain::op::WriteContext;
use crate::domain::progress::ImportProgress;
use crate::domain::roster::{CellFault, Column, Fault, ImportReport, RowChange, RowPerson};
use crate::domain::search::ComparedRows;
use crate::domain::text::CleanText;
use crate::store::{Ending, ImportSource, Importer, RowFate, Store};

/// Bytes of refused rows that are kept at most.
const REFUSED_BYTES_MAX: usize = 64 << 20;
/// Batches of rows that may wait for the register.
const WAITING: usize = 8;
/// Rows that are read before the register is held: a roster that has no more to write holds it for a moment.
const AHEAD: usize = 5_000;

/// Goes over a roster once.
pub(super) fn run(
    store: &mut Store,
    roster: RosterReader,
    words: &Arc<Words>,
    options: &ImportOptions<'_>,
    ctx: &WriteContext,
    purpose: Purpose,
    progress: &mut dyn FnMut(ImportProgress) -> bool,
) -> Result<Passed, ImportError> {
    let mut out = ImportReport {
        content: roster.content(),
        other_sheets: roster.other_sheets().to_vec(),
        hidden_sheets: roster.hidden_sheets().to_vec(),
        unknown_columns: unknown_columns(&roster),
        complete: words.complete.clone(),
        ..ImportReport::default()
    };
    let hint = roster.hint();
    let missed = Missed::new(shape(&roster));
    let asks = matches!(purpose, Purpose::DryRun | Purpose::Check);
    let writes = matches!(purpose, Purpose::Write(_) | Purpose::Fill);
    let share = match purpose {
        Purpose::DryRun | Purpose::Fill => Share::ALL,
        Purpose::Check => Share::FIRST_HALF,
        Purpose::Write(_) => Share::SECOND_HALF,
    };
    let keep_raw = options.skip_refused && matches!(purpose, Purpose::Check | Purpose::Fill);
    let mut refused = Refused::default();
    let (keeps_new, before) = match purpose {
        Purpose::DryRun | Purpose::Fill => (false, None),
        Purpose::Check => (true, None),
        Purpose::Write(checked) => {
            out = ImportReport { new: 0, changed: 0, ..checked.report.clone() };
            refused = checked.refused;
            (false, Some((checked.report, checked.rows)))
        }
    };
    let (to, rows) = mpsc::sync_channel(WAITING);
    let (link, receiver) = progress_link::channel();
    thread::scope(|scope| {
        let (shown, wanted) = before.as_ref().map(|(report, rows)| (report, rows)).unzip();
        scope.spawn(move || batches::read(roster, keep_raw, wanted, &to));
        let comparing = scope.spawn(move || {
            let _ended = link.end_guard();
            let found = keeps_new.then(RowSet::default);
            let compared = asks.then(ComparedRows::default);
            let questions = Questions::new(Arc::clone(words), hint);
            let run = PassRun {
                options,
                writes,
                shown,
                out,
                refused,
                refused_bytes: 0,
                found,
                compared,
                questions,
                missed,
                undue: Undue::new(words),
            };
            let passed = run.go(store, ctx, &rows, &link);
            // Somebody who is missing was changed since the check.
            let is_stale = matches!(passed, Err(ImportError::Register(RegisterError::Stale)));
            let passed = if is_stale { Err(ImportError::OtherResult) } else { passed };
            // Whatever error ended it after a `false`, the stop is the reason.
            if passed.is_err() && link.is_stopped() { Err(ImportError::Stopped) } else { passed }
        });
        receiver.forward(share, progress);
        comparing.join().unwrap_or_else(|panicked| panic::resume_unwind(panicked))
    })
}

/// A pass under way.
pub(super) struct PassRun<'a> {
    pub(super) options: &'a ImportOptions<'a>,
    writes: bool,
    /// What the pass before said of the same rows.
    pub(super) shown: Option<&'a ImportReport>,
    pub(super) out: ImportReport,
    refused: Refused,
    refused_bytes: usize,
    /// The rows that say something new, where a pass that writes them may follow.
    pub(super) found: Option<RowSet>,
    /// What it asks by numbers, where it asks first.
    pub(super) compared: Option<ComparedRows>,
    /// What only a person can tell.
    questions: Questions,
    /// Whom it does not name.
    missed: Missed,
    /// Newcomers whom nobody is to visit.
    undue: Undue<'a>,
}

impl PassRun<'_> {
    fn go(
        mut self,
        store: &mut Store,
        ctx: &WriteContext,
        rows: &Receiver<Batch>,
        link: &ProgressSender,
    ) -> Result<Passed, ImportError> {
        let ahead = Self::ahead(rows, link)?;
        let index_link = link.clone();
        let indexes = Box::new(move |made: Option<(u64, u64)>| {
            index_link
                .report(made.map_or(ProgressEvent::Still, |(done, all)| ProgressEvent::Indexes { done, all }))
        });
        let name = self.options.path.file_name().unwrap_or_default().to_string_lossy();
        let name = CleanText::shown(&name);
        let (options, writes) = (self.options, self.writes);
        let ends = missed::ends(&self.out, options.new_id);
        let shape = self.missed.shape().to_owned();
        let source = ImportSource {
            content: Some(self.out.content),
            rename: options.rename,
            shape: &shape,
            ends: ends.as_ref(),
            ..ImportSource::named(&name)
        };
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
            if self.compared.is_some() && !self.questions.are_open() {
                self.missed.look(importer, &mut self.out)?;
            }
            let (passed, ending) = self.finish()?;
            file.clone_from(&passed.report.refused_file);
            Ok((passed, ending))
        };
        let passed = if writes {
            store.import_with_progress(&source, ctx, options.new_id, indexes, feed)
        } else {
            store.dry_run(options.rename, ctx, options.new_id, indexes, feed)
        };
        if let (Err(_), Some(file)) = (&passed, file) {
            // The commit failed: its rows are not in the register, so the file of the others would mislead.
            let _ = std::fs::remove_file(file);
        }
        passed
    }

    /// The batches that are read before the register is asked or held.
    fn ahead(rows: &Receiver<Batch>, link: &ProgressSender) -> Result<Vec<Batch>, ImportError> {
        let mut ahead = Vec::new();
        let mut read = 0;
        let mut last = false;
        while read < AHEAD && !last {
            let batch = rows.recv().map_err(|_| broken())?;
            read += batch.read.len();
            last = batch.is_last();
            ahead.push(batch);
            if !link.report(ProgressEvent::Still) {
                return Err(ImportError::Stopped);
            }
        }
        Ok(ahead)
    }

    fn batch(
        &mut self,
        importer: &mut Importer<'_>,
        batch: Batch,
        link: &ProgressSender,
    ) -> Result<(), ImportError> {
        for row in batch.read {
            self.row(importer, row)?;
            if self.shown.is_none() {
                self.out.rows += 1;
            }
        }
        batch.error.map_or(Ok(()), Err)?;
        if let Some(learned) = batch.learned
            && self.shown.is_none()
        {
            self.out.understood = learned.understood;
            self.questions.learn(learned.questions);
            self.refused.titles = learned.titles;
        }
        let large = importer.is_large();
        if link.report(ProgressEvent::Rows { rows: batch.rows, done: batch.done, all: batch.all, large }) {
            Ok(())
        } else {
            Err(ImportError::Stopped)
        }
    }

    fn row(&mut self, importer: &mut Importer<'_>, read: ReadRow) -> Result<(), ImportError> {
        let (number, raw, place, header) = (read.number, read.raw, read.place, read.header);
        let death = read.death;
        if death.is_some() && self.shown.is_none() {
            self.out.dead_rows += 1;
        }
        match read.row {
            Row::Refused(mut faults) => {
                // Where the dead lived decides nothing.
                let unknown = if death.is_some() { Vec::new() } else { importer.unknown(&read.written) };
                let reported = |column| faults.iter().any(|fault| fault.column == column);
                let more: Vec<_> = unknown.into_iter().filter(|(column, _)| !reported(*column)).collect();
                let whom = faults.first().map(|fault| fault.whom.clone()).unwrap_or_default();
                faults.extend(placed(&header, number, &whom, more));
                self.refuse(number, raw, faults)
            }
            Row::Entry(mut entry, mut warnings) => {
                self.shown.iter().for_each(|shown| shown.join(&mut entry));
                if let Some(said) = death {
                    return self.death(importer, ((number, header.sheet()), place), (&entry, said), warnings);
                }
                let fate = match &read.derived {
                    Some(derived) => importer.row_with(&entry, derived)?,
                    None => importer.row(&entry)?,
                };
                self.out.joined.extend(importer.take_join());
                let resemblance = importer.take_resemblance();
                if let Some(compared) = &mut self.compared {
                    let (known, same) = meant(&fate);
                    compared.add(&entry, known, same);
                    if let Some(township) = &resemblance.among {
                        compared.add_namesake(&entry, township);
                    }
                }
                let about = |fault: &Fault| {
                    if *fault == Fault::LikeNamesake { Column::Name } else { Column::IdNumber }
                };
                let fault = resemblance.fault.map(|fault| (about(&fault), fault));
                let again = importer.take_held_again();
                let more: Vec<_> = fault.into_iter().chain(again).collect();
                let facts = importer.take_changes();
                let tells = matches!(fate, RowFate::Refused(_) | RowFate::Renamed)
                    || !(warnings.is_empty() && more.is_empty() && facts.is_empty());
                let whom =
                    if tells { RowPerson::of(&entry, importer.recipient()?) } else { RowPerson::default() };
                for warning in &mut warnings {
                    warning.whom = whom.clone();
                }
                warnings.extend(placed(&header, number, &whom, more));
                if !facts.is_empty() && self.shown.is_none() {
                    self.out.changes.push(RowChange {
                        row: number,
                        sheet: header.sheet(),
                        whom: whom.clone(),
                        facts,
                    });
                }
                if fate == RowFate::New && self.shown.is_none() {
                    self.undue.note(&mut self.out, &entry, (number, header.sheet()));
                }
                if let (RowFate::New | RowFate::Changed | RowFate::Renamed, Some(found)) =
                    (&fate, &mut self.found)
                {
                    found.insert(place);
                }
                self.count((number, &header), &whom, raw, fate, warnings)
            }
        }
    }

    fn count(
        &mut self,
        (number, header): (u64, &Header),
        whom: &RowPerson,
        raw: Option<Vec<String>>,
        fate: RowFate,
        mut warnings: Vec<CellFault>,
    ) -> Result<(), ImportError> {
        if fate == RowFate::Renamed {
            warnings.extend(placed(header, number, whom, vec![(Column::Name, Fault::Renamed)]));
        }
        let report = &mut self.out;
        match fate {
            RowFate::New => report.new += 1,
            RowFate::Changed | RowFate::Renamed => report.changed += 1,
            RowFate::Unchanged | RowFate::Refused(_) if self.shown.is_some() => {
                return Err(ImportError::OtherResult);
            }
            RowFate::Unchanged => report.unchanged += 1,
            RowFate::Refused(faults) => {
                let faults = placed(header, number, whom, faults);
                return self.refuse(number, raw, faults);
            }
        }
        if self.shown.is_none() {
            report.warned.extend(warnings);
        }
        self.bounded()
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
            self.refused.rows.push(RefusedRow { number, cells, reasons });
        }
        self.out.refused_rows += 1;
        self.missed.refused(&faults);
        // What is asked is listed for the first rows only: however many there are, it is one question.
        let listed = faults.into_iter().filter(|fault| self.questions.note(fault));
        self.out.refused.extend(listed);
        self.bounded()
    }

    pub(super) fn bounded(&self) -> Result<(), ImportError> {
        let report = &self.out;
        if report.refused.len() + report.warned.len() > FAULTS_MAX || self.refused_bytes > REFUSED_BYTES_MAX {
            return Err(ImportError::TooManyFaults);
        }
        Ok(())
    }

    /// Decides how it ends, and writes the refused rows if they are left out.
    fn finish(&mut self) -> Result<(Passed, Ending), ImportError> {
        let mut report = std::mem::take(&mut self.out);
        let refused = std::mem::take(&mut self.refused);
        let counts = (report.new, report.changed);
        let expected = self.options.expected.filter(|_| self.options.write).and_then(|it| it.counts);
        if self.shown.is_some_and(|shown| counts != (shown.new, shown.changed))
            || expected.is_some_and(|expected| expected != report.counts())
        {
            return Err(ImportError::OtherResult);
        }
        let compared = self.compared.take().map(ComparedRows::end).unwrap_or_default();
        if self.shown.is_none() {
            self.undue.tell(&mut report);
            let unfit = self.questions.end(&mut report);
            if report.rows > 0 && !unfit.is_empty() {
                return Err(ImportError::Unfit(unfit));
            }
        }
        let good = self.options.takes(&report);
        let changes = report.new + report.changed > 0 || !report.ends.is_empty();
        if let Some(rows) = self.found.take()
            && good
            && changes
        {
            return Ok((Passed { report, left: Some((refused, rows)), compared }, Ending::Drop));
        }
        report.written = self.options.write && good;
        if report.written && report.refused_rows > 0 {
            let (path, titles) = (self.options.path, self.options.titles);
            report.refused_file = Some(refused::write_beside(path, titles, &refused.titles, &refused.rows)?);
        }
        let ending = if self.writes && report.written && changes { Ending::Keep } else { Ending::Drop };
        Ok((Passed { report, left: None, compared }, ending))
    }
}

/// The thread that reads has gone without an end.
fn broken() -> RegisterError {
    RegisterError::Storage(CleanText::from("the roster could not be read"))
}
