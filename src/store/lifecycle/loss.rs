//! What the register knows and a backup does not: counted from the end of every chain back to the row that both
//! have.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension};

use crate::domain::holiday::RoundCode;
use crate::domain::loss::{Holding, Loss};
use crate::domain::money::Fen;
use crate::store::file::error::Result;
use crate::store::file::migrate;
use crate::store::heads::{self, Chain};
use crate::store::labels;
use crate::store::lifecycle::names;

/// What would be lost of `register` if `backup` took its place.
pub(super) fn loss(register: &Connection, backup: &Connection) -> Result<Loss> {
    let version = migrate::version(backup)?;
    let mut loss = Loss {
        older: (version < migrate::newest()).then_some(version),
        register: holding(register)?,
        backup: holding(backup)?,
        ..Loss::default()
    };
    if migrate::version(register)? == 0 {
        return Ok(loss);
    }
    loss.other = founding(register)? != if version == 0 { None } else { founding(backup)? };
    let (entries, sum) = missing(register, backup, version, Chain::Ledger)?;
    loss.entries = entries;
    loss.sum = Fen::new(sum);
    loss.audit = missing(register, backup, version, Chain::Audit)?.0;
    let kept = drafts(backup, version)?;
    let own = drafts(register, migrate::newest())?;
    loss.drafts = u64::try_from(own.difference(&kept).count()).unwrap_or(u64::MAX);
    let kept = rounds(backup, version)?;
    loss.rounds = rounds(register, migrate::newest())?;
    loss.rounds.retain(|round| !kept.contains(round));
    Ok(loss)
}

/// A register of any version in few words.
fn holding(conn: &Connection) -> Result<Holding> {
    let heads = heads::heads(conn)?;
    if migrate::version(conn)? == 0 {
        return Ok(Holding { heads, ..Holding::default() });
    }
    let last = "SELECT paid_on FROM entry ORDER BY local_id DESC LIMIT 1";
    let last: Option<String> = conn.query_row(last, [], |row| row.get(0)).optional()?;
    let last_day = last.and_then(|day| day.parse().ok());
    Ok(Holding { heads, last_day, device: names::short(&labels::device(conn)?) })
}

/// The half-filled forms: id and content.
fn drafts(conn: &Connection, version: i64) -> Result<HashSet<(String, String)>> {
    if version == 0 {
        return Ok(HashSet::new());
    }
    let mut statement = conn.prepare("SELECT id, body FROM draft")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The rounds that were created, in their order.
fn rounds(conn: &Connection, version: i64) -> Result<Vec<RoundCode>> {
    if version == 0 {
        return Ok(Vec::new());
    }
    let mut statement = conn.prepare("SELECT code FROM round ORDER BY day")?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    let codes = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(codes.iter().filter_map(|code| code.parse().ok()).collect())
}

/// What tells one register from another, whatever became of it: the hash of the line with which it was founded.
fn founding(conn: &Connection) -> Result<Option<String>> {
    let first = "SELECT hash FROM audit ORDER BY local_id LIMIT 1";
    Ok(conn.query_row(first, [], |row| row.get(0)).optional()?)
}

/// How many rows of a chain the backup has not, and their sum in fen.
fn missing(register: &Connection, backup: &Connection, version: i64, chain: Chain) -> Result<(u64, i64)> {
    let sum = match chain {
        Chain::Ledger => "cash_fen + goods_fen",
        Chain::Audit => "0",
    };
    let table = chain.table();
    let devices: Vec<String> = register
        .prepare(&format!("SELECT DISTINCT device FROM {table}"))?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let (mut count, mut fen) = (0, 0_i64);
    for device in devices {
        // A chain is the same up to a row that is the same: from the end back to that one.
        let mut rows = register.prepare(&format!(
            "SELECT device_seq, hash, {sum} FROM {table} WHERE device = ?1 ORDER BY local_id DESC"
        ))?;
        let mut rows = rows.query([&device])?;
        let mut known = Known::new(backup, version, table)?;
        while let Some(row) = rows.next()? {
            if known.has(&device, row.get(0)?, &row.get::<_, String>(1)?)? {
                break;
            }
            count += 1;
            fen = fen.saturating_add(row.get(2)?);
        }
    }
    Ok((count, fen))
}

/// Tells whether the backup has a row of a chain. It has none of its lines indexed by their number in the audit, so
/// its end is read once for every device.
struct Known<'c> {
    statement: Option<rusqlite::Statement<'c>>,
    last: Option<(i64, String)>,
    device: String,
}

impl<'c> Known<'c> {
    fn new(backup: &'c Connection, version: i64, table: &str) -> Result<Self> {
        let sql = format!(
            "SELECT device_seq, hash FROM {table} WHERE device = ?1 AND device_seq <= ?2 ORDER BY local_id DESC LIMIT 1"
        );
        let statement = if version == 0 { None } else { Some(backup.prepare(&sql)?) };
        Ok(Self { statement, last: None, device: String::new() })
    }

    fn has(&mut self, device: &str, seq: i64, hash: &str) -> Result<bool> {
        let Some(statement) = &mut self.statement else { return Ok(false) };
        // What lies behind the end of the backup needs no look into it.
        let behind = self.device == device && self.last.as_ref().is_none_or(|(last, _)| *last < seq);
        if !behind {
            device.clone_into(&mut self.device);
            self.last =
                statement.query_row((device, seq), |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        }
        Ok(self.last.as_ref().is_some_and(|(last, same)| *last == seq && same == hash))
    }
}
