//! Copying the log back into the file: by whoever wrote, behind the turn to write, so that nobody waits for it.
//!
//! While an import goes by parts, its program does so for all who write, and writes no further before the log is
//! short enough.

use std::thread;
use std::time::{Duration, Instant};

use crate::domain::error::RegisterError;
use crate::store::file::error::Result;
use crate::store::file::lock::{self, Turn};
use crate::store::file::log::{self, FEW, LONG, MANY};
use crate::store::register::Store;

/// How long an import waits for those who read what stands in a long log; then it goes on, and the log grows.
const PATIENCE: Duration = Duration::from_secs(15);
/// Between two tries.
const RETRY: Duration = Duration::from_millis(12);
/// Tries behind which a few pages are copied, and the file synced, with the turn held: before, none.
const TRIES: u32 = 3;

impl Store {
    /// Copies back what waits in the log, behind a write, if it is much and nobody else sees to it.
    pub(crate) fn copy_back(&self) {
        if self.log.pages() >= MANY && !lock::is_importing(&self.path) {
            self.copy_what_waits();
        }
    }

    /// As [`Store::copy_back`], between two steps of an import. What fails here comes with the next step, or at the end:
    /// it stands in the log.
    pub(crate) fn copy_what_waits(&self) {
        if self.log.pages() >= MANY
            && self.log_is_ours()
            && log::state(&self.conn).is_ok_and(|state| state.waiting() >= MANY)
        {
            let _ = log::copy(&self.conn);
        }
    }

    /// Takes the turn for a step of an import. Where the log is long it waits, without the turn, until the step can begin
    /// it anew. Most of it is copied, and the file synced, before the turn is taken.
    ///
    /// # Errors
    /// What `take` brings, [`RegisterError::Stopped`] by `go_on`.
    pub(crate) fn turn_with_room(
        &self,
        go_on: &mut dyn FnMut() -> bool,
        take: &mut dyn FnMut(&mut dyn FnMut() -> bool) -> Result<Turn>,
    ) -> Result<Turn> {
        if self.log.pages() < LONG {
            self.log.is_held.set(false);
            return take(go_on);
        }
        let begun = Instant::now();
        let mut tries = 0;
        loop {
            tries += 1;
            if self.log_is_ours() {
                self.copy_and_sync();
            }
            let turn = take(go_on)?;
            // What is not ours is not touched; the step will say so.
            if !self.log_is_ours() {
                return Ok(turn);
            }
            let Ok(state) = log::state(&self.conn) else { return Ok(turn) };
            let few = if tries > TRIES || self.log.is_held.get() { FEW } else { 0 };
            if state.pages < LONG || (state.waiting() <= few && log::begin_anew(&self.conn) == Ok(true)) {
                return Ok(turn);
            }
            if self.log.is_held.get() || begun.elapsed() > PATIENCE {
                self.log.is_held.set(true);
                return Ok(turn);
            }
            drop(turn);
            thread::sleep(RETRY);
            if !go_on() {
                return Err(RegisterError::Stopped);
            }
        }
    }

    /// SQLite syncs the file only where all is copied. Where others always write, that would be with the turn held.
    fn copy_and_sync(&self) {
        // What fails here is tried again; it stands in the log.
        let _ = log::copy(&self.conn);
        if let Ok(opened) = &self.opened {
            opened.sync();
        }
    }

    /// Whether file and log are those that were opened, and this connection may write them.
    fn log_is_ours(&self) -> bool {
        match (&self.opened, self.presence.get()) {
            (Ok(opened), Some(presence)) => opened.verify_written(presence).is_ok(),
            (Ok(_) | Err(_), _) => false,
        }
    }
}
