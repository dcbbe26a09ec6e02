//! Searches by a number stand in the audit: who, when and how many within the minute, never the digits.
//!
//! The audit is the counter too, so that it holds over every program that has the register open.

use std::fs::File;
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::domain::error::RegisterError;
use crate::domain::op::WriteContext;
use crate::store::audit;
use crate::store::columns::borrowed;
use crate::store::file::error::Result;
use crate::store::register::Store;

/// What the audit calls it.
const ACTION: &str = "number_search";
/// The window in which searches are counted, in milliseconds.
const WINDOW: i64 = 60_000;
/// Most lines of the audit that are looked at.
const LINES: u32 = 10_000;
/// How long the lock is waited for; a search by a number is not worth more.
const PATIENCE: Duration = Duration::from_millis(500);
/// Between two tries.
const RETRY: Duration = Duration::from_millis(5);

/// The last lines of the audit, newest first.
pub(crate) const LATEST: &str = "SELECT action, actor, at FROM audit ORDER BY local_id DESC LIMIT ?1";

impl Store {
    /// Writes down that an account looks for a number; answers how many times it did within a minute, this one
    /// included. It waits half a second at most for its turn.
    ///
    /// # Errors
    /// It could not be written down: the register can only be read, or another program writes.
    pub fn note_number_search(&mut self, ctx: &WriteContext) -> Result<u32> {
        let waited = std::mem::replace(&mut self.waits, false);
        let until = Instant::now() + PATIENCE;
        let noted = loop {
            match self.write(ctx, |tx| note(tx, ctx)) {
                Err(RegisterError::Busy(_)) if Instant::now() < until => thread::sleep(RETRY),
                other => break other,
            }
        };
        self.waits = waited;
        noted
    }

    /// Lets one program at a time wait on this register, whoever may write it, while the answer lives; none where the
    /// folder cannot be read.
    pub fn one_at_a_time(&self) -> Option<File> {
        let folder = File::open(self.path.parent()?).ok()?;
        folder.lock().ok()?;
        Some(folder)
    }
}

fn note(conn: &Connection, ctx: &WriteContext) -> Result<u32> {
    let count = recent(conn, ctx)?.saturating_add(1);
    audit::line(conn, ctx, ACTION, "register", None, Some(&count.to_string()))?;
    Ok(count)
}

/// How many searches by a number the account made within the last minute.
fn recent(conn: &Connection, ctx: &WriteContext) -> Result<u32> {
    let mut statement = conn.prepare_cached(LATEST)?;
    let mut rows = statement.query([LINES])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        let at: i64 = row.get(2)?;
        if at < ctx.now_ms.saturating_sub(WINDOW) {
            break;
        }
        // A clock that was set back makes nobody wait for it to come round again.
        let within = at <= ctx.now_ms.saturating_add(WINDOW);
        let same = borrowed(row, 0)? == ACTION && borrowed(row, 1)? == ctx.actor.as_str();
        count += u32::from(within && same);
    }
    Ok(count)
}
