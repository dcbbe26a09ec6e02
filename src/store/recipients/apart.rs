//! Two who look like one human and are not: said with a reason, after which nobody is asked about them again.

use rusqlite::Connection;
use serde_json::json;

use crate::domain::error::RegisterError;
use crate::domain::ids::RecipientId;
use crate::domain::op::WriteContext;
use crate::domain::text::CleanText;
use crate::store::audit;
use crate::store::file::error::Result;
use crate::store::standing::{facts, shared};

/// What the audit calls it: the one is its subject, the other stands behind `other`, the reason behind `confirmed`.
pub(crate) const ACTION: &str = "tell_apart";

/// Pairs of whom it was said, by local numbers.
pub(crate) const PAIRS: &str = "SELECT r.local_id, o.local_id FROM audit AS a
     CROSS JOIN recipient AS r ON r.id = a.subject CROSS JOIN recipient AS o ON o.id = json_extract(a.after, '$.other')
     WHERE a.action = 'tell_apart'
       AND a.local_id NOT IN (SELECT CAST(u.before AS INTEGER) FROM audit AS u WHERE u.action = 'undo_tell_apart')";

/// The line that says that the two may be one again: the number of the act stands before.
pub(crate) const UNDONE: &str = "undo_tell_apart";

/// Writes down that the two are two; answers whether that is new.
pub(crate) fn tell(
    conn: &Connection,
    [one, other]: [RecipientId; 2],
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<bool> {
    if reason.says_nothing() {
        return Err(RegisterError::ReasonRequired);
    }
    let numbers = [facts::number_of(conn, one)?, facts::number_of(conn, other)?];
    let [low, high] = pair(numbers);
    if low == high {
        return Err(RegisterError::NotFound(CleanText::shown(&other.to_string())));
    }
    let mut known = conn.prepare_cached(PAIRS)?;
    let known = known.query_map([], |row| Ok(pair([row.get(0)?, row.get(1)?])))?;
    for told in known {
        if told? == [low, high] {
            return Ok(false);
        }
    }
    let after = json!({"other": other.to_string(), "confirmed": reason.as_str()}).to_string();
    audit::line(conn, ctx, ACTION, &one.to_string(), None, Some(&after))?;
    Ok(true)
}

/// Whether it was said of two, or of any who were merged into them.
pub(crate) fn are_told(conn: &Connection, sides: [i64; 2]) -> Result<bool> {
    let mut told = conn.prepare_cached(PAIRS)?;
    let told = told.query_map([], |row| Ok([row.get(0)?, row.get(1)?]))?;
    for both in told {
        let [one, other] = both?;
        if pair([shared::root(conn, one)?, shared::root(conn, other)?]) == pair(sides) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The lower number first.
pub(crate) fn pair([one, other]: [i64; 2]) -> [i64; 2] {
    [one.min(other), one.max(other)]
}
