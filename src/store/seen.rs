//! How far the register reached when this program looked last. One that knows less by now is an older one that was
//! copied over the open file, or has lost its log: what is written into it would go on from there as if nothing had been.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

use crate::domain::error::RegisterError;
use crate::store::file::error::Result;
use crate::store::heads::Chain;

/// The ends of both chains as the mirror tells them (`store/mirror.rs`); empty before the first look. Connections of one
/// program share it: what one has shown, the other must not write behind.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen(Arc<Mutex<String>>);

impl Seen {
    pub(crate) fn keep(&self, reach: String) {
        *self.lock() = reach;
    }

    /// Keeps how far the register reaches now, if that goes on from what was seen.
    ///
    /// # Errors
    /// Storage troubles.
    pub(crate) fn look(&self, conn: &Connection, reach: String) -> Result<()> {
        match self.verify(conn, &reach) {
            Ok(()) => self.keep(reach),
            // A state of before what was seen; or an older register, which the next write tells.
            Err(RegisterError::KnowsLess { .. }) => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the register still knows what was seen, now that it reaches so far.
    ///
    /// # Errors
    /// [`RegisterError::KnowsLess`] where it does not; storage troubles.
    pub(crate) fn verify(&self, conn: &Connection, reach: &str) -> Result<()> {
        let seen = self.lock().clone();
        if seen.is_empty() || seen == reach {
            return Ok(());
        }
        let ([entries, lines], [entries_now, lines_now]) = (ends(&seen), ends(reach));
        if knows(conn, Chain::Ledger, entries)? && knows(conn, Chain::Audit, lines)? {
            return Ok(());
        }
        Err(RegisterError::KnowsLess { entries: [entries.0, entries_now.0], lines: [lines.0, lines_now.0] })
    }
}

/// The number and the hash of the last entry and of the last line of the audit.
fn ends(reach: &str) -> [(u64, &str); 2] {
    let mut words = reach.split(' ');
    let mut end = || {
        let number = words.next().and_then(|word| word.parse().ok()).unwrap_or_default();
        (number, words.next().unwrap_or_default())
    };
    [end(), end()]
}

/// Whether the row of that number is there, with its hash.
fn knows(conn: &Connection, chain: Chain, (number, hash): (u64, &str)) -> Result<bool> {
    if number == 0 {
        return Ok(true);
    }
    let sql = match chain {
        Chain::Ledger => "SELECT EXISTS (SELECT 1 FROM entry WHERE local_id = ?1 AND hash = ?2)",
        Chain::Audit => "SELECT EXISTS (SELECT 1 FROM audit WHERE local_id = ?1 AND hash = ?2)",
    };
    let number = i64::try_from(number).unwrap_or(i64::MAX);
    Ok(conn.prepare_cached(sql)?.query_row((number, hash), |row| row.get(0))?)
}
