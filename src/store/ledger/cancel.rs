//! Cancelling a call that was recorded wrongly: it stays in the history, and counts no longer.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use crate::domain::error::RegisterError;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::op::{Answer, Changed, Receipt, WriteContext};
use crate::domain::text::{CleanText, mask};
use crate::domain::visit::Outcome;
use crate::store::columns::text;
use crate::store::file::error::{Result, written};
use crate::store::recipients::status;
use crate::store::register::Store;
use crate::store::standing::{facts, index};
use crate::store::{audit, codec, rounds};

/// The line of the audit that cancels a call.
pub(crate) const CANCELLED: &str = "cancel";

/// A call, and what became of it.
struct Recorded {
    recipient: String,
    round: String,
    outcome: String,
    on: NaiveDate,
    gives: bool,
    reversed_on: Option<NaiveDate>,
    cancelled_on: Option<NaiveDate>,
}

/// Cancels a call. The death or departure that it told of is undone with it.
///
/// # Errors
/// [`RegisterError::CarriesGift`] where something was given that still stands: that is reversed instead.
pub(crate) fn cancel(
    conn: &Connection,
    visit: EntryId,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<Receipt> {
    if reason.says_nothing() {
        return Err(RegisterError::ReasonRequired);
    }
    let id = visit.to_string();
    let call = recorded(conn, &id)?.ok_or_else(|| RegisterError::NotFound(CleanText::shown(&id)))?;
    if let Some(on) = call.cancelled_on.or(call.reversed_on) {
        return Ok(Receipt { changed: Changed::NOTHING, answer: Answer::Undone(visit, on) });
    }
    if call.gives {
        return Err(RegisterError::CarriesGift(visit));
    }
    let before = format!("{} {}", call.outcome, call.on);
    let act = audit::act(conn, ctx, CANCELLED, &id, Some(&before), Some(reason))?;
    let rows = conn
        .prepare_cached(
            "INSERT INTO visit_cancelled (visit, device, device_seq, reason, recorded_on, recorded_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute((&id, act.device, act.device_seq, reason.as_str(), ctx.today, ctx.now_ms))?;
    written(rows, "visit_cancelled")?;
    let recipient = codec::recipient_id(&call.recipient)?;
    // What undoes a status brings every round up to date.
    let undone = status::undo_told(conn, recipient, visit, reason, ctx)?;
    if !undone {
        let subject = facts::subject_of(conn, recipient)?;
        let round = rounds::load(conn, rounds::parse_code(&call.round)?)?;
        index::refresh_one(conn, &subject, &round)?;
    }
    let changed = Changed::LEDGER.and(Changed::PEOPLE.when(undone));
    Ok(Receipt { changed, answer: Answer::Recorded(visit) })
}

fn recorded(conn: &Connection, id: &str) -> Result<Option<Recorded>> {
    Ok(conn
        .prepare_cached(
            "SELECT recipient, round, outcome, visited_on,
                    (SELECT recorded_on FROM entry WHERE reverses = v.id ORDER BY local_id LIMIT 1),
                    (SELECT recorded_on FROM visit_cancelled WHERE visit = v.id LIMIT 1)
             FROM visit AS v WHERE id = ?1",
        )?
        .query_row([id], |row| {
            let outcome: String = row.get(2)?;
            Ok(Recorded {
                recipient: row.get(0)?,
                round: row.get(1)?,
                gives: Outcome::parse(&outcome).is_some_and(Outcome::gives),
                outcome,
                on: row.get(3)?,
                reversed_on: row.get(4)?,
                cancelled_on: row.get(5)?,
            })
        })
        .optional()?)
}

/// Whether a call is cancelled, as was asked for.
pub(crate) fn stands(conn: &Connection, visit: EntryId) -> Result<()> {
    let known = conn
        .prepare_cached(
            "SELECT 1 WHERE EXISTS (SELECT 1 FROM visit_cancelled WHERE visit = ?1)
                         OR EXISTS (SELECT 1 FROM entry WHERE reverses = ?1)",
        )?
        .exists([visit.to_string()])?;
    written(usize::from(known), "visit_cancelled")
}

impl Store {
    /// The call, and whose it was, whose id is, or begins with, `said`; a call that gave something may be named by the number of its entry
    /// too, as [`Store::resolve_entry`] reads it.
    ///
    /// # Errors
    /// None, or several.
    pub fn resolve_visit(&self, said: &str) -> Result<(EntryId, RecipientId)> {
        let mut statement =
            self.conn.prepare_cached("SELECT id FROM visit WHERE id >= ?1 AND id < ?1 || 'g' LIMIT 2")?;
        let said = said.trim().to_lowercase();
        let safe = said.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-') && said.len() >= 4;
        let found = if safe {
            statement
                .query_map([&said], |row| row.get::<_, String>(0))?
                .collect::<rusqlite::Result<Vec<_>>>()?
        } else {
            Vec::new()
        };
        let visit = match found.as_slice() {
            [] => self.resolve_entry(&said)?,
            [one] => one.parse().map_err(|_| RegisterError::Damaged(CleanText::shown(one)))?,
            several => return Err(RegisterError::Ambiguous(several.iter().map(|id| text(id)).collect())),
        };
        let call = recorded(&self.conn, &visit.to_string())?;
        let call = call.ok_or_else(|| RegisterError::NotFound(CleanText::shown(&mask::typed(&said))))?;
        Ok((visit, codec::recipient_id(&call.recipient)?))
    }
}
