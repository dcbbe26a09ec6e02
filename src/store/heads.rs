//! How far the chains reach: the last entry of the ledger and the last line of the audit.
//!
//! Rows of both tables are never deleted, so the number of the last one is how many there are.

use rusqlite::{Connection, OptionalExtension};

use crate::domain::head::{Head, Heads};
use crate::store::file::error::Result;
use crate::store::file::migrate;
use crate::store::register::Store;

/// The two chained tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Chain {
    Ledger,
    Audit,
}

impl Chain {
    pub(crate) fn table(self) -> &'static str {
        match self {
            Self::Ledger => "entry",
            Self::Audit => "audit",
        }
    }
}

impl Store {
    /// How far the register reaches.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn heads(&self) -> Result<Heads> {
        heads(&self.conn)
    }
}

/// How far a register of any version reaches; nothing in one older than its ledger.
pub(crate) fn heads(conn: &Connection) -> Result<Heads> {
    if migrate::version(conn)? == 0 {
        return Ok(Heads::default());
    }
    let head = |chain| -> Result<Head> {
        let (number, hash) = last(conn, chain)?;
        Ok(Head::new(u64::try_from(number).unwrap_or_default(), &hash))
    };
    Ok(Heads { ledger: head(Chain::Ledger)?, audit: head(Chain::Audit)? })
}

/// The number and the hash of the last row; zero and nothing where there is none.
pub(crate) fn last(conn: &Connection, chain: Chain) -> Result<(i64, String)> {
    let sql = match chain {
        Chain::Ledger => "SELECT local_id, hash FROM entry ORDER BY local_id DESC LIMIT 1",
        Chain::Audit => "SELECT local_id, hash FROM audit ORDER BY local_id DESC LIMIT 1",
    };
    let row = conn.prepare_cached(sql)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    Ok(row.unwrap_or_default())
}

/// Whether the register still holds the row at which a head once stood.
pub(crate) fn knows(conn: &Connection, chain: Chain, head: &Head) -> Result<bool> {
    if head.number == 0 {
        return Ok(true);
    }
    let sql = format!("SELECT hash FROM {} WHERE local_id = ?1", chain.table());
    let number = i64::try_from(head.number).unwrap_or(i64::MAX);
    let hash: Option<String> = conn.query_row(&sql, [number], |row| row.get(0)).optional()?;
    Ok(hash.is_some_and(|hash| head.is_of(&hash)))
}
