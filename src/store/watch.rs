//! Long work that is watched and can be stopped, while rows go in and while SQLite makes an index.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Hears how an import goes, on the thread that writes, and stops it by `false`. While indexes are made it
/// is told how much of that is done and how much there is; `None` while rows go in, whose number it knows.
pub type Hear = Box<dyn FnMut(Option<(u64, u64)>) -> bool + Send>;

/// Instructions of SQLite's machine between two reports: some milliseconds.
pub(super) const INSTRUCTIONS: i32 = 60_000;
/// What they do of an index, in rows.
const ROWS: u64 = 4_000;

/// A watch over one import.
#[derive(Clone)]
pub(super) struct Watch(Arc<Mutex<Watched>>);

struct Watched {
    hear: Hear,
    stopped: bool,
    making: Option<Making>,
}

/// How much of the indexes is made, in rows.
#[derive(Clone, Copy)]
struct Making {
    done: u64,
    /// Of the step under way.
    left: u64,
    all: u64,
}

impl Watch {
    pub(super) fn new(hear: Hear) -> Self {
        Self(Arc::new(Mutex::new(Watched { hear, stopped: false, making: None })))
    }

    /// Indexes of so many rows are to be made.
    pub(super) fn make(&self, all: u64) {
        self.lock().making = Some(Making { done: 0, left: 0, all });
    }

    /// The step before is done; the next one has so many rows.
    pub(super) fn step(&self, rows: u64) {
        if let Some(making) = &mut self.lock().making {
            making.done += making.left;
            making.left = rows;
        }
    }

    /// Called by SQLite every so many [`INSTRUCTIONS`]; true interrupts it.
    pub(super) fn tick(&self) -> bool {
        let mut watched = self.lock();
        if let Some(making) = &mut watched.making {
            let more = making.left.min(ROWS);
            making.left -= more;
            making.done += more;
        }
        let told = watched.making.map(|making| (making.done, making.all));
        watched.stopped |= !(watched.hear)(told);
        watched.stopped
    }

    fn lock(&self) -> MutexGuard<'_, Watched> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
