//! Progress of long work, which can be stopped, while rows go in and while SQLite makes an index.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Hears how an import goes, on the thread that writes, and stops it by `false`. While indexes are made it
/// is told how much of that is done and how much there is; `None` while rows go in, whose number it knows.
pub type ProgressCallback = Box<dyn FnMut(Option<(u64, u64)>) -> bool + Send>;

/// Instructions of SQLite's machine between two reports: some milliseconds.
pub(crate) const INSTRUCTIONS: i32 = 60_000;
/// What they do of an index, in rows.
const ROWS: u64 = 4_000;

/// A monitor over one import.
#[derive(Clone)]
pub(crate) struct ProgressMonitor(Arc<Mutex<Monitored>>);

struct Monitored {
    callback: ProgressCallback,
    stopped: bool,
    indexes: Option<IndexProgress>,
}

/// How much of the indexes is made, in rows.
#[derive(Clone, Copy)]
struct IndexProgress {
    done: u64,
    /// Of the step under way.
    left: u64,
    all: u64,
}

impl ProgressMonitor {
    pub(crate) fn new(callback: ProgressCallback) -> Self {
        Self(Arc::new(Mutex::new(Monitored { callback, stopped: false, indexes: None })))
    }

    /// Indexes of so many rows are to be made.
    pub(crate) fn make(&self, all: u64) {
        self.lock().indexes = Some(IndexProgress { done: 0, left: 0, all });
    }

    /// The step before is done; the next one has so many rows.
    pub(crate) fn step(&self, rows: u64) {
        if let Some(indexes) = &mut self.lock().indexes {
            indexes.done += indexes.left;
            indexes.left = rows;
        }
    }

    /// Called by SQLite every so many [`INSTRUCTIONS`]; true interrupts it.
    pub(crate) fn tick(&self) -> bool {
        let mut monitored = self.lock();
        if let Some(indexes) = &mut monitored.indexes {
            let more = indexes.left.min(ROWS);
            indexes.left -= more;
            indexes.done += more;
        }
        let told = monitored.indexes.map(|indexes| (indexes.done, indexes.all));
        monitored.stopped |= !(monitored.callback)(told);
        monitored.stopped
    }

    fn lock(&self) -> MutexGuard<'_, Monitored> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
