//! Progress of long work, which can be stopped, while rows go in and while SQLite makes an index.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Hears how long work goes, on the thread that does it, and stops it by `false`. It is told how much is done
/// and how much there is: people who stand in a new round, rows of the progress that an import makes; `None`
/// while an import's rows go in, whose number it knows.
pub type ProgressCallback = Box<dyn FnMut(Option<(u64, u64)>) -> bool + Send>;

/// Instructions of SQLite's machine between two reports: some milliseconds.
pub(crate) const INSTRUCTIONS: i32 = 60_000;
/// What they do of an index, in rows.
const ROWS: u64 = 4_000;

/// A monitor over one piece of long work.
#[derive(Clone)]
pub(crate) struct ProgressMonitor(Arc<Mutex<Monitored>>);

struct Monitored {
    callback: ProgressCallback,
    stopped: bool,
    progress: Option<Progress>,
}

/// How much is done, in rows.
#[derive(Clone, Copy)]
struct Progress {
    done: u64,
    /// Of the step under way.
    left: u64,
    all: u64,
}

impl ProgressMonitor {
    pub(crate) fn new(callback: ProgressCallback) -> Self {
        Self(Arc::new(Mutex::new(Monitored { callback, stopped: false, progress: None })))
    }

    /// So many rows are to be made.
    pub(crate) fn make(&self, all: u64) {
        self.lock().progress = Some(Progress { done: 0, left: 0, all });
    }

    /// The step before is done; the next one has so many rows.
    pub(crate) fn step(&self, rows: u64) {
        if let Some(progress) = &mut self.lock().progress {
            progress.done += progress.left;
            progress.left = rows;
        }
    }

    /// Called by SQLite every so many [`INSTRUCTIONS`]; true interrupts it.
    pub(crate) fn tick(&self) -> bool {
        let mut monitored = self.lock();
        if let Some(progress) = &mut monitored.progress {
            let more = progress.left.min(ROWS);
            progress.left -= more;
            progress.done += more;
        }
        let told = monitored.progress.map(|progress| (progress.done, progress.all));
        monitored.stopped |= !(monitored.callback)(told);
        monitored.stopped
    }

    fn lock(&self) -> MutexGuard<'_, Monitored> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
