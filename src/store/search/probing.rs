//! Searches by a number stand in the audit: who, when and how many within the minute, never the digits; rosters that are
//! compared with the register by numbers too, with the file's name and hash.
//!
//! The audit is the counter too, so that it holds over every program that has the register open.

use std::fs::File;
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::{Connection, Transaction};
use serde::{Deserialize, Serialize};

use crate::domain::error::RegisterError;
use crate::domain::op::WriteContext;
use crate::domain::roster::ContentHash;
use crate::domain::search::{Compared, Marks, RowMarks};
use crate::domain::text::CleanText;
use crate::store::audit;
use crate::store::columns::borrowed;
use crate::store::file::error::Result;
use crate::store::register::Store;

/// What the audit calls it.
const ACTION: &str = "number_search";
/// And what it calls a roster.
const ROSTER: &str = "number_roster";
/// How long the same roster asked again counts no more: nobody learns more by it.
const SAME: i64 = 86_400_000;
/// The window in which searches are counted, in milliseconds.
const WINDOW: i64 = 60_000;
/// Most lines of the audit that are looked at.
const LINES: u32 = 10_000;
/// How long the lock is waited for; a search by a number is not worth more.
const PATIENCE: Duration = Duration::from_millis(500);
/// Between two tries.
const RETRY: Duration = Duration::from_millis(5);

/// The last lines of the audit, newest first.
pub(crate) const LATEST: &str = "SELECT action, actor, at, after FROM audit ORDER BY local_id DESC LIMIT ?1";

/// A roster that asks the register by numbers.
#[derive(Clone, Debug)]
pub struct RosterAsked<'a> {
    /// The name of the file.
    pub file: &'a CleanText,
    /// Its hash.
    pub content: ContentHash,
    /// What it asks.
    pub compared: Compared,
    /// Whether it goes on to write, which tells more of it than this.
    pub writes: bool,
}

/// What the audit keeps of it.
#[derive(Serialize, Deserialize)]
struct RosterLine {
    content: String,
    by_number: u64,
    known: u64,
    /// As how many searches it counts.
    searches: u64,
    /// When its answer was to be given, in milliseconds: whoever ends the program before learns nothing sooner.
    #[serde(default)]
    due: i64,
    /// What it asked about; none where the same roster was asked before.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    marks: String,
    /// Its rows, if it was short; none where the same roster was asked before.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    rows: String,
}

impl Store {
    /// Writes down that an account compares a roster with the register; answers how long the answer is held back. It
    /// waits half a second at most for its turn.
    ///
    /// # Errors
    /// As [`Store::note_number_search`].
    pub fn note_roster(&mut self, asked: &RosterAsked<'_>, ctx: &WriteContext) -> Result<Duration> {
        self.noted(ctx, |tx| {
            let content = asked.content.to_string();
            let before = recent(tx, ctx, Some(&content))?;
            let compared = asked.compared.over_day(&before.marks, &before.rows);
            let free = asked.writes || before.same_roster.is_some();
            let searches = if free { 0 } else { compared.searches() };
            let wait = match before.same_roster {
                Some(due) => {
                    Duration::from_millis(u64::try_from(due.saturating_sub(ctx.now_ms)).unwrap_or_default())
                }
                // A roster of guesses waits though it writes: its refused rows would tell which were right.
                None if asked.writes => compared.guesses_held_back(),
                None => compared.held_back(before.searches),
            };
            let due = ctx.now_ms.saturating_add(i64::try_from(wait.as_millis()).unwrap_or(i64::MAX));
            let [marks, rows] = if before.same_roster.is_some() {
                [String::new(), String::new()]
            } else {
                [compared.marks.write(), compared.rows.write()]
            };
            let Compared { by_number, known, .. } = compared;
            let line = RosterLine { content, by_number, known, searches, due, marks, rows };
            let line = serde_json::to_string(&line).unwrap_or_default();
            audit::line(tx, ctx, ROSTER, asked.file, None, Some(&line))?;
            Ok(wait)
        })
    }

    /// Writes down that an account looks for a number; answers how many times it did within a minute, this one
    /// included. It waits half a second at most for its turn.
    ///
    /// # Errors
    /// It could not be written down: the register can only be read, or another program writes.
    pub fn note_number_search(&mut self, ctx: &WriteContext) -> Result<u32> {
        self.noted(ctx, |tx| note(tx, ctx))
    }

    fn noted<T>(&mut self, ctx: &WriteContext, note: impl Fn(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let waited = std::mem::replace(&mut self.waits, false);
        // It counts though nobody waits for the answer any more.
        let stop = self.stop.take();
        let until = Instant::now() + PATIENCE;
        let noted = loop {
            match self.write(ctx, &note, |_, _| Ok(())) {
                Err(RegisterError::Busy(_)) if Instant::now() < until => thread::sleep(RETRY),
                other => break other,
            }
        };
        (self.waits, self.stop) = (waited, stop);
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
    let count = recent(conn, ctx, None)?.searches.saturating_add(1);
    audit::line(conn, ctx, ACTION, "register", None, Some(&count.to_string()))?;
    Ok(count)
}

/// What an account asked by numbers lately.
#[derive(Default)]
struct Recent {
    /// Within a minute.
    searches: u32,
    /// When the answer to the same roster was due, if it asked that within a day.
    same_roster: Option<i64>,
    /// What its rosters asked about within a day.
    marks: Marks,
    /// And their rows, where the answer was given.
    rows: RowMarks,
}

/// What the account asked lately; `content` is the hash of the roster that it asks now.
fn recent(conn: &Connection, ctx: &WriteContext, content: Option<&str>) -> Result<Recent> {
    let reach = if content.is_some() { SAME } else { WINDOW };
    let mut statement = conn.prepare_cached(LATEST)?;
    let mut rows = statement.query([LINES])?;
    let mut found = Recent::default();
    while let Some(row) = rows.next()? {
        let at: i64 = row.get(2)?;
        if at < ctx.now_ms.saturating_sub(reach) {
            break;
        }
        let action = borrowed(row, 0)?;
        if !matches!(action, ACTION | ROSTER) || borrowed(row, 1)? != ctx.actor.as_str() {
            continue;
        }
        // A clock that was set back makes nobody wait for it to come round again.
        let within = ctx.now_ms.saturating_sub(WINDOW)..=ctx.now_ms.saturating_add(WINDOW);
        let mut searches = 1;
        if action == ROSTER {
            let line: Option<RosterLine> = serde_json::from_str(borrowed(row, 3)?).ok();
            if let Some(line) = line.as_ref().filter(|_| content.is_some()) {
                found.marks.join(&Marks::read(&line.marks));
                // Whoever ended the program before the answer came has not learned it.
                if line.due <= ctx.now_ms {
                    found.rows.join(&RowMarks::read(&line.rows));
                }
            }
            searches = line.as_ref().map_or(1, |line| u32::try_from(line.searches).unwrap_or(u32::MAX));
            let same = line.filter(|line| content == Some(line.content.as_str()));
            found.same_roster = found.same_roster.max(same.map(|line| line.due));
        }
        if within.contains(&at) {
            found.searches = found.searches.saturating_add(searches);
        }
    }
    Ok(found)
}
