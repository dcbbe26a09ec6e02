//! The write-ahead log: what waits in it, how it is copied back into the file, and how it begins anew.
//!
//! Copying ends with a sync of the whole file, which takes milliseconds or, where others fill the disk, more than ten
//! seconds. SQLite would do so within a commit, with the turn to write held; here a commit only hears how long the log
//! is. It begins anew with the next write once all of it is in the file and nobody reads a state that stands in it.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use rusqlite::Connection;

use crate::store::file::connection::BUSY;
use crate::store::file::error::Result;

/// Pages that wait when they are copied back.
pub(crate) const MANY: u32 = if cfg!(test) { 400 } else { 2_000 };
/// Pages in the log from which on an import waits until it can begin anew. With the pages of a step, and what others
/// write meanwhile, it stays under twice as many.
pub(crate) const LONG: u32 = 4 * MANY;
/// Pages that a step of an import should write.
pub(crate) const STEP: u32 = MANY * 5 / 2;
/// Most pages that are copied with the turn to write held: what others wrote while the rest was copied.
pub(crate) const FEW: u32 = MANY / 10;
/// How long the turn is held for readers who are about to end. Others wait for that.
const READERS: Duration = Duration::from_millis(300);

/// The log of a connection.
#[derive(Default)]
pub(crate) struct Log {
    /// Pages in it behind the last commit of this connection.
    pages: Arc<AtomicU32>,
    /// Pages that the last step of an import wrote.
    pub(crate) step: Cell<u32>,
    /// Whether somebody read a state that stands in it for longer than an import waits.
    pub(crate) is_held: Cell<bool>,
}

/// What stands in the log, in pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LogState {
    pub(crate) pages: u32,
    /// Of those, how many are in the file.
    pub(crate) copied: u32,
}

impl LogState {
    /// How many were written since it was `before`, by one commit: whether it began anew shows in what is copied.
    pub(crate) fn written_since(self, before: Self) -> u32 {
        if self.copied < before.copied { self.pages } else { self.pages.saturating_sub(before.pages) }
    }

    /// How many are to be copied back.
    pub(crate) fn waiting(self) -> u32 {
        self.pages.saturating_sub(self.copied)
    }
}

impl Log {
    /// From now on commits of this connection copy nothing back.
    pub(crate) fn follow(conn: &mut Connection) -> Result<Self> {
        let log = Self::default();
        let told = Arc::clone(&log.pages);
        conn.wal_hook(Some(move |_: &mut rusqlite::hooks::Wal, pages| {
            told.store(u32::try_from(pages).unwrap_or(0), Ordering::Relaxed);
            Ok(())
        }))?;
        Ok(log)
    }

    /// Pages in it behind the last commit of this connection.
    pub(crate) fn pages(&self) -> u32 {
        self.pages.load(Ordering::Relaxed)
    }
}

/// What stands in the log; nothing is done.
pub(crate) fn state(conn: &Connection) -> Result<LogState> {
    let pages = |n: i64| u32::try_from(n).unwrap_or(0);
    Ok(conn.query_row("PRAGMA wal_checkpoint(NOOP)", [], |row| {
        // Without a log both are -1.
        Ok(LogState { pages: pages(row.get(1)?), copied: pages(row.get(2)?) })
    })?)
}

/// Copies back what can be at once, beside readers and writers; nothing while somebody else does so. Whether that was
/// all tells [`state`], behind it: others may have written meanwhile.
pub(crate) fn copy(conn: &Connection) -> Result<()> {
    Ok(conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?)
}

/// With the turn to write held: has the next write begin the log anew, if those who read what stands in it end soon.
pub(crate) fn begin_anew(conn: &Connection) -> Result<bool> {
    conn.busy_timeout(READERS)?;
    let held = conn.query_row("PRAGMA wal_checkpoint(RESTART)", [], |row| row.get::<_, bool>(0));
    conn.busy_timeout(BUSY)?;
    Ok(!held?)
}
