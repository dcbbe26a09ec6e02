//! Between the thread that stores and the one that asked: how far it is, and whether to go on. Whoever
//! tells waits for the answer, so that nothing is stored after a `false`.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};

use crate::domain::progress::{ImportPhase, ImportProgress};

/// How much longer than its rows the indexes of a large import take, in tenths.
const INDEXES_TENTHS: u64 = 15;

/// What the storing thread tells.
pub(super) enum Beat {
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
pub(super) struct Line(Arc<Ends>);

struct Ends {
    tell: SyncSender<Beat>,
    answers: Mutex<Receiver<bool>>,
    stopped: AtomicBool,
}

/// The end of the thread that asked.
pub(super) struct OtherEnd {
    told: Receiver<Beat>,
    answer: SyncSender<bool>,
}

/// Tells the other end that nothing more comes, even where a panic ends the thread.
pub(super) struct Ender(SyncSender<Beat>);

impl Drop for Ender {
    fn drop(&mut self) {
        let _ = self.0.send(Beat::Ended);
    }
}

/// A line with its two ends.
pub(super) fn pair() -> (Line, OtherEnd) {
    let (tell, told) = mpsc::sync_channel(0);
    let (answer, answers) = mpsc::sync_channel(1);
    let ends = Ends { tell, answers: Mutex::new(answers), stopped: AtomicBool::new(false) };
    (Line(Arc::new(ends)), OtherEnd { told, answer })
}

impl Line {
    /// Tells how far it is; false when it is to stop.
    pub(super) fn tell(&self, beat: Beat) -> bool {
        let ends = &*self.0;
        let answers = ends.answers.lock().unwrap_or_else(PoisonError::into_inner);
        let go_on = ends.tell.send(beat).is_ok() && answers.recv().unwrap_or(false);
        if !go_on {
            ends.stopped.store(true, Ordering::Relaxed);
        }
        go_on
    }

    /// Whether it was told to stop.
    pub(super) fn is_stopped(&self) -> bool {
        self.0.stopped.load(Ordering::Relaxed)
    }

    /// What tells the end when it is dropped.
    pub(super) fn ender(&self) -> Ender {
        Ender(self.0.tell.clone())
    }
}

impl OtherEnd {
    /// Passes on what is told until the end.
    pub(super) fn hear(self, progress: &mut dyn FnMut(ImportProgress) -> bool) {
        let mut now = ImportProgress { phase: ImportPhase::Rows, rows: 0, done: 0, total: 0 };
        let mut bytes = 0;
        while let Ok(beat) = self.told.recv() {
            match beat {
                Beat::Rows { rows, done, all, large } => {
                    let indexes = if large { all.saturating_mul(INDEXES_TENTHS) / 10 } else { 0 };
                    bytes = all;
                    now = ImportProgress { phase: ImportPhase::Rows, rows, done, total: all + indexes };
                }
                Beat::Still => {}
                Beat::Indexes { done, all } => {
                    let part = u128::from(now.total.saturating_sub(bytes)) * u128::from(done);
                    let made = part.checked_div(u128::from(all)).unwrap_or_default();
                    now.phase = ImportPhase::Indexes;
                    now.done = bytes.saturating_add(u64::try_from(made).unwrap_or(u64::MAX)).min(now.total);
                }
                Beat::Ended => return,
            }
            if self.answer.send(progress(now)).is_err() {
                return;
            }
        }
    }
}
