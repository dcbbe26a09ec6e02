//! What makes a large import fast: indexes and counts that only lists need are taken down within the
//! transaction and made again at its end, sorted instead of scattered.
//!
//! All of it is in the import's own transaction, so that an import which stops leaves every index as it
//! was; what is made again has the very text that the migrations gave it.

use std::collections::HashMap;

use rusqlite::{Connection, Transaction};

use super::{Result, rows};
use crate::domain::place::TownshipCode;
use crate::domain::recipient::Kind;

/// Taken down: indexes by which pages are read, and the trigger that counts newcomers.
const DOWN: [(&str, &str); 4] = [
    ("INDEX", "recipient_place"),
    ("INDEX", "recipient_pinyin"),
    ("INDEX", "recipient_township_pinyin"),
    ("TRIGGER", "recipient_added"),
];

/// New rows after which an import may count as large.
const LARGE: u64 = 2_000;
/// It does when the register had at most so many times as many recipients: making the indexes again
/// costs by all rows, keeping them by the new ones, at ten times the price.
const SHARE: u64 = 4;

/// Memory for pages, and for one sort, during an import, in KiB.
const CACHE_KIB: i64 = 16_000;
/// Memory for pages otherwise, in KiB: SQLite's own choice.
const USUAL_KIB: i64 = 2_000;

/// Settings for the time of an import. They cannot change within a transaction.
pub(super) struct Roomy<'a> {
    conn: &'a Connection,
}

impl<'a> Roomy<'a> {
    /// A larger cache; sorts go to unlinked files of the system's temporary folder, not into memory.
    pub(super) fn new(conn: &'a Connection) -> Result<Self> {
        let roomy = Self { conn };
        conn.pragma_update(None, "temp_store", "FILE")?;
        conn.pragma_update(None, "cache_size", -CACHE_KIB)?;
        Ok(roomy)
    }
}

impl Drop for Roomy<'_> {
    fn drop(&mut self) {
        // Settings of speed: a connection that keeps them is correct too.
        let _ = self.conn.pragma_update(None, "cache_size", -USUAL_KIB);
        let _ = self.conn.pragma_update(None, "temp_store", "MEMORY");
        let _ = self.conn.release_memory();
    }
}

/// A large import under way.
pub(super) struct Bulk {
    /// The texts of what was taken down.
    down: Vec<String>,
    /// Newcomers by kind, township and village.
    counts: HashMap<(Kind, TownshipCode, i64), i64>,
}

impl Bulk {
    /// Whether an import with `new` newcomers counts as large, when the register had `before`.
    pub(super) fn pays(new: u64, before: u64) -> bool {
        new >= LARGE && new.saturating_mul(SHARE) >= before
    }

    /// Takes down what only lists need.
    pub(super) fn begin(tx: &Transaction<'_>) -> Result<Self> {
        let mut down = Vec::new();
        for (what, name) in DOWN {
            down.push(tx.query_row("SELECT sql FROM sqlite_schema WHERE name = ?1", [name], |row| {
                row.get::<_, String>(0)
            })?);
            tx.execute_batch(&format!("DROP {what} {name}"))?;
        }
        tx.execute_batch("CREATE TEMP TABLE staged_key (key TEXT, rank INTEGER, recipient INTEGER)")?;
        Ok(Self { down, counts: HashMap::new() })
    }

    /// Counts a newcomer, in the place of the trigger.
    pub(super) fn count(&mut self, kind: Kind, township: &TownshipCode, village: i64) {
        for village in [0, village] {
            *self.counts.entry((kind, township.clone(), village)).or_default() += 1;
        }
    }

    /// Makes everything again.
    pub(super) fn end(self, tx: &Transaction<'_>) -> Result<()> {
        tx.execute_batch(
            "INSERT OR IGNORE INTO search_key (key, rank, recipient)
             SELECT key, rank, recipient FROM temp.staged_key ORDER BY key, rank, recipient;
             DROP TABLE temp.staged_key",
        )?;
        let mut add = tx.prepare(
            "INSERT INTO tally (round, kind, township, village, people) VALUES ('', ?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET people = people + excluded.people",
        )?;
        for ((kind, township, village), people) in &self.counts {
            add.execute((rows::kind_code(*kind), &township.0, village, people))?;
        }
        for sql in &self.down {
            tx.execute_batch(sql)?;
        }
        Ok(())
    }
}
