//! How far a copy of the register is, for whoever waits for it and may stop it: asked by SQLite while it writes and
//! while it reads, and between two steps.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

use crate::domain::copied::{CopyPhase, CopyProgress};
use crate::domain::error::RegisterError;
use crate::store::file::error::Result;
use crate::store::progress::INSTRUCTIONS;

/// Hears how far a copy is, on the thread that makes it, and stops it by `false`.
pub type CopyCallback = Box<dyn FnMut(CopyProgress) -> bool + Send>;

/// Watches a copy, or nobody does.
#[derive(Clone, Default)]
pub(super) struct CopyWatch(Option<Arc<Mutex<Watched>>>);

struct Watched {
    callback: CopyCallback,
    phase: CopyPhase,
    /// The copy, while it has no name.
    part: PathBuf,
    /// Bytes that it will have at most.
    bytes: u64,
}

impl Watched {
    fn goes_on(&mut self) -> bool {
        // Its size is asked of its name: SQLite has it open.
        let written = fs::metadata(&self.part).map_or(0, |meta| meta.len());
        let bytes = self.bytes.max(written);
        (self.callback)(CopyProgress { phase: self.phase, written, bytes })
    }
}

impl CopyWatch {
    /// Of a copy of so many bytes at most.
    pub(super) fn new(callback: CopyCallback, bytes: u64) -> Self {
        let (phase, part) = (CopyPhase::Writing, PathBuf::new());
        Self(Some(Arc::new(Mutex::new(Watched { callback, phase, part, bytes }))))
    }

    /// Has SQLite tell while it works on this connection.
    pub(super) fn arm(&self, conn: &mut Connection) -> Result<()> {
        if let Some(watched) = self.0.clone() {
            conn.progress_handler(INSTRUCTIONS, Some(move || !lock(&watched).goes_on()))?;
        }
        Ok(())
    }

    /// The next step of the copy at `part` begins.
    ///
    /// # Errors
    /// [`RegisterError::Stopped`].
    pub(super) fn step(&self, phase: CopyPhase, part: &Path) -> Result<()> {
        let Some(watched) = &self.0 else { return Ok(()) };
        let mut watched = lock(watched);
        watched.phase = phase;
        part.clone_into(&mut watched.part);
        if watched.goes_on() { Ok(()) } else { Err(RegisterError::Stopped) }
    }
}

fn lock(watched: &Mutex<Watched>) -> MutexGuard<'_, Watched> {
    watched.lock().unwrap_or_else(PoisonError::into_inner)
}
