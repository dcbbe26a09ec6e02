//! Between the thread that stores and the one that asked: how far it is, and whether to go on. The storing
//! thread waits for each answer, so that nothing is stored after a `false`.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};

use crate::domain::progress::{ImportPhase, ImportProgress};

/// How much longer than its rows the indexes of a large import take, in tenths.
const INDEXES_TENTHS: u64 = 15;

/// Which part of an import's work a pass over the file is.
#[derive(Clone, Copy)]
pub(super) struct Share {
    phase: ImportPhase,
    /// Passes before it.
    before: u64,
    /// All passes.
    passes: u64,
}

impl Share {
    /// The only pass.
    pub(super) const ALL: Self = Self { phase: ImportPhase::Rows, before: 0, passes: 1 };
    /// The one that checks, before one that writes.
    pub(super) const FIRST_HALF: Self = Self { phase: ImportPhase::Checking, before: 0, passes: 2 };
    /// The one that writes.
    pub(super) const SECOND_HALF: Self = Self { phase: ImportPhase::Rows, before: 1, passes: 2 };
}

/// What the storing thread reports.
pub(super) enum ProgressEvent {
    /// So many rows are in; bytes read, of how many; whether indexes are to be made afterwards.
    Rows { rows: u64, done: u64, all: u64, large: bool },
    /// It still works on the same rows.
    Still,
    /// Of the indexes so much is made.
    Indexes { done: u64, all: u64 },
    /// It has ended.
    Ended,
}

/// The end of the thread that stores.
#[derive(Clone)]
pub(super) struct ProgressSender(Arc<Ends>);

struct Ends {
    events: SyncSender<ProgressEvent>,
    answers: Mutex<Receiver<bool>>,
    stopped: AtomicBool,
}

/// The end of the thread that asked.
pub(super) struct ProgressReceiver {
    events: Receiver<ProgressEvent>,
    answers: SyncSender<bool>,
}

/// Reports when dropped that nothing more comes, even where a panic ends the thread.
pub(super) struct EndGuard(SyncSender<ProgressEvent>);

impl Drop for EndGuard {
    fn drop(&mut self) {
        let _ = self.0.send(ProgressEvent::Ended);
    }
}

/// The two ends.
pub(super) fn channel() -> (ProgressSender, ProgressReceiver) {
    let (events, received) = mpsc::sync_channel(0);
    let (answer, answers) = mpsc::sync_channel(1);
    let ends = Ends { events, answers: Mutex::new(answers), stopped: AtomicBool::new(false) };
    (ProgressSender(Arc::new(ends)), ProgressReceiver { events: received, answers: answer })
}

impl ProgressSender {
    /// Reports an event and waits for the answer; false when the import is to stop.
    pub(super) fn report(&self, event: ProgressEvent) -> bool {
        let ends = &*self.0;
        let answers = ends.answers.lock().unwrap_or_else(PoisonError::into_inner);
        let go_on = ends.events.send(event).is_ok() && answers.recv().unwrap_or(false);
        if !go_on {
            ends.stopped.store(true, Ordering::Relaxed);
        }
        go_on
    }

    /// Whether it was told to stop.
    pub(super) fn is_stopped(&self) -> bool {
        self.0.stopped.load(Ordering::Relaxed)
    }

    /// A guard that reports the end when it is dropped.
    pub(super) fn end_guard(&self) -> EndGuard {
        EndGuard(self.0.events.clone())
    }
}

impl ProgressReceiver {
    /// Turns events into progress until the end; `progress` answers whether to go on.
    pub(super) fn forward(self, share: Share, progress: &mut dyn FnMut(ImportProgress) -> bool) {
        let mut now = ImportProgress { phase: share.phase, rows: 0, done: 0, total: 0 };
        let mut bytes = 0;
        while let Ok(event) = self.events.recv() {
            match event {
                ProgressEvent::Rows { rows, done, all, large } => {
                    let indexes = if large { all.saturating_mul(INDEXES_TENTHS) / 10 } else { 0 };
                    bytes = all.saturating_mul(share.passes);
                    let done = all.saturating_mul(share.before).saturating_add(done);
                    now = ImportProgress { phase: share.phase, rows, done, total: bytes + indexes };
                }
                ProgressEvent::Still => {}
                ProgressEvent::Indexes { done, all } => {
                    let part = u128::from(now.total.saturating_sub(bytes)) * u128::from(done);
                    let made = part.checked_div(u128::from(all)).unwrap_or_default();
                    now.phase = ImportPhase::Indexes;
                    now.done = bytes.saturating_add(u64::try_from(made).unwrap_or(u64::MAX)).min(now.total);
                }
                ProgressEvent::Ended => return,
            }
            if self.answers.send(progress(now)).is_err() {
                return;
            }
        }
    }
}
