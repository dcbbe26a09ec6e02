//! The open register: its connection, and how reads and writes are put into transactions.

use std::cell::{Cell, OnceCell};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chrono::NaiveDate;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::domain::error::RegisterError;
use crate::domain::op::WriteContext;
use crate::domain::text::CleanText;
use crate::store::file::connection::BUSY;
use crate::store::file::error::{Result, commit_error};
use crate::store::file::held::{Connected, Presence};
use crate::store::file::log::{self, Log};
use crate::store::file::opened::OpenedFile;
use crate::store::file::{connection, location, lock, migrate, others, schema};
use crate::store::mirror;
use crate::store::progress::{INSTRUCTIONS, ProgressCallback, ProgressMonitor};
use crate::store::seen::Seen;

/// Instructions of SQLite's machine between two looks at whether to stop: well below a millisecond.
const STOP_INSTRUCTIONS: i32 = 10_000;

/// An open register.
pub struct Store {
    pub(crate) conn: Connection,
    /// Its log, as this connection left it.
    pub(crate) log: Log,
    /// The log that is written, once there is one. It goes after the connection.
    pub(crate) presence: OnceCell<Presence>,
    /// How far it reached when it was read or written last.
    pub(crate) seen: Seen,
    /// Whether something was written by this connection.
    pub(crate) wrote: Cell<bool>,
    /// The day up to which rounds that are over were looked for, and their lists fixed.
    pub(crate) settled_through: Cell<Option<NaiveDate>>,
    /// Today by the clock; none where a person gave the day.
    pub(crate) by_clock: Cell<Option<NaiveDate>>,
    pub(crate) path: PathBuf,
    /// The file that was opened; another one at the same place is not it.
    pub(crate) file: location::FileId,
    /// The number of the schema that was verified last.
    pub(crate) schema: Cell<i64>,
    /// Whether a write waits for its turn; otherwise it tries once.
    pub(crate) waits: bool,
    /// What stops whatever SQLite does here, if anything does.
    pub(crate) stop: Option<Arc<AtomicBool>>,
    /// The state of a file that is read as it lies, by somebody who may not write it, while others may.
    pub(crate) snapshot: Option<location::FileState>,
    /// An import that another program left decided and not at its end.
    pub(crate) left_import: LeftImport,
    /// The file and what lies beside it, else why it cannot be written. It goes after the connection.
    pub(crate) opened: Result<OpenedFile>,
}

/// What was found of an import that is decided and not at its end, when the register was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftImport {
    /// There was none, or a program is at it.
    None,
    /// It was brought to its end; so many rows went in.
    Finished(u64),
    /// The register can only be read: part of it is not there yet.
    Waits,
}

impl Drop for Store {
    fn drop(&mut self) {
        let (Some(presence), Ok(opened)) = (self.presence.get(), &self.opened) else { return };
        // Whoever goes last brings the log into the file, where SQLite finds that it is the last: two who go at the
        // same time may both not be. So what was written here is brought in before the look, and nobody begins another
        // log before this one is closed.
        let looked = opened.verify_written(presence);
        // Who imports by parts brings in what others wrote, and they need not wait for it.
        if looked.is_ok() && self.wrote.get() && !lock::is_importing(&self.path) {
            let _ = connection::brought_in(&self.conn);
        }
        if let Err(error) = looked.and_then(|()| opened.verify_written(presence)) {
            self.save_what_stands(opened, &error);
        }
    }
}

impl Store {
    /// Where the register lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Answers several questions from one state of the register, as under one lock: taking the lock anew
    /// for every statement would cost more than reading.
    ///
    /// # Errors
    /// What `questions` brings, or storage troubles.
    pub fn reading<T, E: From<RegisterError>>(
        &self,
        questions: impl FnOnce(&Self) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let _state = self.state()?;
        let answers = questions(self);
        if self.is_outdated() { Err(RegisterError::Busy(CleanText::default()).into()) } else { answers }
    }

    /// Whether somebody has begun to write into a register that is read here as it lies: what was answered since may
    /// be of two states, or look like damage.
    pub fn is_outdated(&self) -> bool {
        self.snapshot.is_some_and(|state| location::FileState::of(&self.path) != Ok(state))
    }

    /// Holds the state of the register while it lives; none where an outer one does already.
    pub(crate) fn state(&self) -> Result<Option<Transaction<'_>>> {
        Ok(if self.conn.is_autocommit() { Some(self.conn.unchecked_transaction()?) } else { None })
    }

    /// What became of an import that a program had left in the middle, when the register was opened.
    pub fn left_import(&self) -> LeftImport {
        self.left_import
    }

    /// Whether the register can only be read: its file or folder cannot be written, or the disk is full.
    pub fn is_read_only(&self) -> bool {
        self.opened.is_err()
    }

    /// Why the register can only be read, if so: [`RegisterError::ReadOnly`], or [`RegisterError::Storage`] with the
    /// words of the system.
    pub fn why_read_only(&self) -> Option<&RegisterError> {
        self.opened.as_ref().err()
    }

    /// Runs `work` in one write transaction behind the side lock; an error rolls everything back. `stands` looks behind
    /// every other statement whether what is answered stands in the tables.
    pub(crate) fn write<T>(
        &mut self,
        ctx: &WriteContext,
        work: impl FnOnce(&Transaction<'_>) -> Result<T>,
        stands: impl FnOnce(&Transaction<'_>, &T) -> Result<()>,
    ) -> Result<T> {
        self.written(self.begin()?, ctx, work, stands)
    }

    /// As [`Store::write`], for one of many steps: it does not stand in the queue, and `go_on` stops the waiting.
    pub(crate) fn write_while<T>(
        &self,
        ctx: &WriteContext,
        go_on: &mut dyn FnMut() -> bool,
        work: impl FnOnce(&Transaction<'_>) -> Result<T>,
    ) -> Result<T> {
        self.write_step(ctx, go_on, &mut |go_on| lock::take_while(&self.path, go_on), work)
    }

    /// As [`Store::write_while`], for a step that nothing stops: it stands in the queue, where those who always write
    /// cannot keep it from its turn.
    pub(crate) fn write_in_queue<T>(
        &self,
        ctx: &WriteContext,
        work: impl FnOnce(&Transaction<'_>) -> Result<T>,
    ) -> Result<T> {
        self.write_step(ctx, &mut || true, &mut |_| lock::take(&self.path), work)
    }

    fn write_step<T>(
        &self,
        ctx: &WriteContext,
        go_on: &mut dyn FnMut() -> bool,
        take: &mut dyn FnMut(&mut dyn FnMut() -> bool) -> Result<lock::Turn>,
        work: impl FnOnce(&Transaction<'_>) -> Result<T>,
    ) -> Result<T> {
        let opened = self.opened.as_ref().map_err(Clone::clone)?;
        let turn = self.turn_with_room(go_on, take)?;
        let before = log::state(&self.conn)?;
        let (_turn, tx) = self.begin_in(turn, opened, go_on)?;
        let out = self.written_in(tx, ctx, work, |_, _| Ok(()))?;
        let written = log::state(&self.conn).map_or(0, |log| log.written_since(before));
        self.log.step.set(written);
        Ok(out)
    }

    /// As [`Store::write`], for long work that can be stopped, also while it waits for its turn.
    pub(crate) fn write_monitored<T>(
        &mut self,
        monitor: &ProgressMonitor,
        ctx: &WriteContext,
        work: impl FnOnce(&Transaction<'_>) -> Result<T>,
        stands: impl FnOnce(&Transaction<'_>, &T) -> Result<()>,
    ) -> Result<T> {
        self.written(self.begin_monitored(monitor)?, ctx, work, stands)
    }

    fn written<T>(
        &self,
        (turn, tx): (lock::Turn, Transaction<'_>),
        ctx: &WriteContext,
        work: impl FnOnce(&Transaction<'_>) -> Result<T>,
        stands: impl FnOnce(&Transaction<'_>, &T) -> Result<()>,
    ) -> Result<T> {
        let out = self.written_in(tx, ctx, work, stands)?;
        drop(turn);
        self.copy_back();
        Ok(out)
    }

    /// The write itself, while others wait for their turn.
    pub(crate) fn written_in<T>(
        &self,
        tx: Transaction<'_>,
        ctx: &WriteContext,
        work: impl FnOnce(&Transaction<'_>) -> Result<T>,
        stands: impl FnOnce(&Transaction<'_>, &T) -> Result<()>,
    ) -> Result<T> {
        self.compare_heads(&tx, ctx)?;
        let out = work(&tx)?;
        self.acknowledge(tx, |tx| stands(tx, &out))?;
        Ok(out)
    }

    /// Does long work that `callback` watches; what stops the connection stops it too.
    pub(crate) fn monitored<T, E: From<RegisterError>>(
        &mut self,
        callback: ProgressCallback,
        work: impl FnOnce(&mut Self, &ProgressMonitor) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let monitor = ProgressMonitor::new(callback);
        let ticking = monitor.clone();
        let stop = self.stop.clone();
        let handler = move || is_set(stop.as_ref()) || ticking.tick();
        self.conn.progress_handler(INSTRUCTIONS, Some(handler)).map_err(RegisterError::from)?;
        let done = work(self, &monitor);
        self.arm()?;
        done
    }

    /// Has SQLite look every so many instructions whether it is to stop, where something can stop it.
    pub(crate) fn arm(&mut self) -> Result<()> {
        if let Some(stop) = self.stop.clone() {
            self.conn.progress_handler(STOP_INSTRUCTIONS, Some(move || stop.load(Ordering::Relaxed)))?;
        } else {
            self.conn.progress_handler(0, None::<fn() -> bool>)?;
        }
        Ok(())
    }

    /// Waits for the turn to write and begins a transaction, if the register is still the one that was opened.
    /// The turn must outlive the transaction.
    pub(crate) fn begin(&self) -> Result<(lock::Turn, Transaction<'_>)> {
        let opened = self.opened.as_ref().map_err(Clone::clone)?;
        let turn = if self.waits { lock::take(&self.path)? } else { lock::try_take(&self.path)? };
        self.begin_in(turn, opened, &mut || true)
    }

    /// As [`Store::begin`], and can be stopped while it waits, if it does.
    pub(crate) fn begin_monitored(&self, monitor: &ProgressMonitor) -> Result<(lock::Turn, Transaction<'_>)> {
        let opened = self.opened.as_ref().map_err(Clone::clone)?;
        let turn = if self.waits {
            lock::take_while(&self.path, || !monitor.tick())?
        } else {
            lock::try_take(&self.path)?
        };
        self.begin_in(turn, opened, &mut || !monitor.tick())
    }

    /// Begins a transaction in a turn. Another program may have SQLite's own lock, without the side lock.
    fn begin_in(
        &self,
        turn: lock::Turn,
        opened: &OpenedFile,
        go_on: &mut dyn FnMut() -> bool,
    ) -> Result<(lock::Turn, Transaction<'_>)> {
        let patience = if self.waits { BUSY } else { Duration::ZERO };
        let mut go_on = || !is_set(self.stop.as_ref()) && go_on();
        let tx = connection::try_for(&self.conn, patience, &mut go_on, || self.try_begin(opened))?;
        self.refuse_stopped()?;
        Ok((turn, tx))
    }

    /// Refuses to go on with what was taken back: a short write may end before SQLite looks whether it is to stop.
    fn refuse_stopped(&self) -> Result<()> {
        if is_set(self.stop.as_ref()) { Err(RegisterError::Stopped) } else { Ok(()) }
    }

    fn try_begin(&self, opened: &OpenedFile) -> Result<Transaction<'_>> {
        let looked = match self.presence.get() {
            Some(presence) => opened.verify(presence),
            None => self.take_up_log(opened),
        };
        match looked {
            // An older file that was copied over this one shows only there.
            Ok(true) => connection::forget_pages(&self.conn)?,
            Ok(false) => {}
            Err(error) => {
                self.save_what_stands(opened, &error);
                return Err(error);
            }
        }
        let tx = Transaction::new_unchecked(&self.conn, TransactionBehavior::Immediate)?;
        self.verify_schema(&tx)?;
        Ok(tx)
    }

    /// Compares before a write how far the register reaches, with what it kept of that and with what was seen of it.
    ///
    /// # Errors
    /// [`RegisterError::KnowsLess`]; storage troubles.
    pub(crate) fn compare_heads(&self, tx: &Transaction<'_>, ctx: &WriteContext) -> Result<()> {
        let reach = mirror::reach(tx)?;
        if let Err(error) = self.seen.verify(tx, &reach.found) {
            if matches!(error, RegisterError::KnowsLess { .. }) {
                // What stands in the log is of another state than the file.
                self.wrote.set(false);
                connection::leave_alone(&self.conn)?;
            }
            return Err(error);
        }
        mirror::tell_cut(tx, ctx, reach)
    }

    /// Keeps how far the register reaches, looks whether what is answered `stands` in it, commits, and answers once what
    /// was written stands where the next program will look for it.
    ///
    /// # Errors
    /// [`RegisterError::TakenAway`] if the register or its log was taken away meanwhile; storage troubles.
    pub(crate) fn acknowledge(
        &self,
        tx: Transaction<'_>,
        stands: impl FnOnce(&Transaction<'_>) -> Result<()>,
    ) -> Result<()> {
        let reach = mirror::keep_heads(&tx)?;
        stands(&tx)?;
        self.refuse_stopped()?;
        self.wrote.set(true);
        tx.commit().map_err(commit_error)?;
        self.seen.keep(reach);
        let (Some(presence), Ok(opened)) = (self.presence.get(), &self.opened) else { return Ok(()) };
        opened.verify_written(presence).map_err(|error| {
            self.save_what_stands(opened, &error);
            let place =
                if let RegisterError::LogGone(place) = error { place } else { others::word(&self.path) };
            RegisterError::TakenAway(place)
        })
    }

    /// A register that is kept with a rollback journal, as a backup is that was put back by hand, gets its log before
    /// the first write: what is acknowledged must outlive a power cut.
    fn take_up_log(&self, opened: &OpenedFile) -> Result<bool> {
        if location::file_id(&self.path) != Ok(self.file) {
            return Err(RegisterError::Replaced);
        }
        opened.announce(false)?;
        connection::keep_log(&self.conn)?;
        // SQLite makes the log when it reads.
        migrate::version(&self.conn)?;
        if let Connected::Log(presence) = opened.connected()? {
            let _ = self.presence.set(presence);
        }
        let presence = self.presence.get().ok_or_else(|| opened.log_gone())?;
        opened.verify(presence)
    }

    /// The files of the register are not what they were. Where only the names of its log are gone, what stands in it
    /// is brought into the file while this connection still has it; where others may have begun something new, this
    /// connection writes nothing any more.
    fn save_what_stands(&self, opened: &OpenedFile, error: &RegisterError) {
        if !matches!(error, RegisterError::LogGone(_) | RegisterError::Replaced) {
            return;
        }
        let missing = self.presence.get().is_some_and(|presence| opened.log_is_missing(presence));
        if matches!(error, RegisterError::LogGone(_)) && missing {
            connection::save(&self.conn);
        } else {
            let _ = connection::leave_alone(&self.conn);
        }
    }

    /// Refuses to write when another program has migrated the register or changed its schema since it was opened:
    /// a trigger that came since would decide what is written.
    fn verify_schema(&self, tx: &Transaction<'_>) -> Result<()> {
        let number = schema::number(tx)?;
        if number != self.schema.get() {
            migrate::same_version(tx)?;
            schema::verify(tx, migrate::newest())?;
            self.schema.set(number);
        }
        Ok(())
    }
}

fn is_set(stop: Option<&Arc<AtomicBool>>) -> bool {
    stop.is_some_and(|stop| stop.load(Ordering::Relaxed))
}
