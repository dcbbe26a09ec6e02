//! Standards that are raised after a round has opened: what was given stays as it is, and the rise is owed beside it (补差).
//! The row of `meta` says from which day, when and why a round was raised, and what it was before; `rises.rs` reads it.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};
use serde_json::{Value, json};

use crate::domain::error::RegisterError;
use crate::domain::holiday::RoundCode;
use crate::domain::op::{Changed, WriteContext};
use crate::domain::round::{Round, RoundRule};
use crate::domain::text::CleanText;
use crate::store::audit;
use crate::store::file::error::Result;
use crate::store::progress::ProgressMonitor;
use crate::store::rounds::{describe, load};
use crate::store::standing::round::put;

/// The line of the audit: the round before and after, with the day and the reason behind it.
pub(crate) const RAISED: &str = "raise_standard";

/// Raises the standards of a round that has opened and whose list is not fixed.
pub(crate) fn raise(
    conn: &Connection,
    round: &Round,
    (on, reason): (NaiveDate, &CleanText),
    ctx: &WriteContext,
    monitor: Option<&ProgressMonitor>,
) -> Result<Changed> {
    if reason.says_nothing() {
        return Err(RegisterError::ReasonRequired);
    }
    let before = load(conn, round.code)?;
    let rule = if !before.created {
        Some(RoundRule::NotCreated)
    } else if before.settled_on.is_some() {
        Some(RoundRule::Settled)
    } else if !before.is_raised_to(round) {
        Some(RoundRule::OnlyRaised)
    } else {
        (on < before.window.opens || on > ctx.today).then_some(RoundRule::RaiseDay)
    };
    if let Some(rule) = rule {
        return Err(RegisterError::Round(rule));
    }
    put(conn, round, monitor)?;
    let mut rises = kept(conn, round.code)?;
    rises.push(json!({
        "on": on.to_string(),
        "entered": ctx.today.to_string(),
        "before": describe(&before),
        "reason": reason.as_str(),
    }));
    keep(conn, round.code, rises)?;
    let after = format!("{}; {on} {reason}", describe(round));
    audit::line(conn, ctx, RAISED, &round.code.to_string(), Some(&describe(&before)), Some(&after))?;
    Ok(Changed::ROUNDS)
}

/// Forgets the last rise, which was taken back.
pub(crate) fn forget_last(conn: &Connection, code: RoundCode) -> Result<()> {
    let mut rises = kept(conn, code)?;
    rises.pop();
    keep(conn, code, rises)
}

fn key(code: RoundCode) -> String {
    format!("raised {code}")
}

/// The rises of a round that stand, in the order in which they were entered: the day from which each holds, the day on which it
/// was entered, the round before it in words, and why.
pub(crate) fn kept(conn: &Connection, code: RoundCode) -> Result<Vec<Value>> {
    let kept: Option<String> = conn
        .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
        .query_row([key(code)], |row| row.get(0))
        .optional()?;
    Ok(kept.and_then(|kept| serde_json::from_str(&kept).ok()).unwrap_or_default())
}

fn keep(conn: &Connection, code: RoundCode, rises: Vec<Value>) -> Result<()> {
    if rises.is_empty() {
        conn.execute("DELETE FROM meta WHERE key = ?1", [key(code)])?;
    } else {
        conn.execute(
            "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
            (key(code), Value::from(rises).to_string()),
        )?;
    }
    Ok(())
}

/// The top-up that stands beside a gift of cash: by whom it was given back first is reversed first. Its number.
pub(crate) fn beside(conn: &Connection, gift: &str) -> Result<Option<i64>> {
    Ok(conn
        .prepare_cached(
            "SELECT t.local_id FROM entry AS g JOIN entry AS t ON t.recipient = g.recipient AND +t.round = g.round
             WHERE g.id = ?1 AND g.subject IS NULL AND g.cash_fen > 0 AND t.kind = 'gift' AND t.subject IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM entry AS x WHERE x.reverses = t.id) LIMIT 1",
        )?
        .query_row([gift], |row| row.get(0))
        .optional()?)
}
