//! What is acknowledged is read back: whether call and entry stand as they were asked for, behind every other statement
//! of a write. Rows that a statement reports as written may be changed or taken away by a trigger that fires later.

use rusqlite::{Connection, OptionalExtension};

use crate::domain::gift::Recording;
use crate::domain::ids::EntryId;
use crate::store::file::error::{Result, written};

/// Whether a call stands, and its gift with its amounts, or none where nothing was given.
///
/// # Errors
/// [`RegisterError::Schema`](crate::domain::error::RegisterError::Schema) where it does not.
pub(crate) fn recording(conn: &Connection, recording: &Recording) -> Result<()> {
    let found: Option<(bool, Option<i64>, Option<i64>)> = conn
        .prepare_cached(
            "SELECT v.recipient = ?2 AND v.round = ?3 AND v.outcome = ?4, e.cash_fen, e.goods_fen
             FROM visit AS v LEFT JOIN entry AS e ON e.id = v.id AND e.recipient = v.recipient WHERE v.id = ?1",
        )?
        .query_row(
            (
                recording.id.to_string(),
                recording.recipient.to_string(),
                recording.round.to_string(),
                recording.outcome.code(),
            ),
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .optional()?;
    written(usize::from(found.is_some_and(|(call, ..)| call)), "visit")?;
    let amounts = recording
        .outcome
        .gives()
        .then(|| (recording.cash.get(), recording.goods.as_ref().map_or(0, |goods| goods.value.get())));
    let gift = found.and_then(|(.., cash, goods)| cash.zip(goods));
    written(usize::from(gift == amounts), "entry")
}

/// Whether a reversal stands, with the amounts of what it reverses negated.
///
/// # Errors
/// As [`recording`].
pub(crate) fn reversal(conn: &Connection, id: EntryId, of: EntryId) -> Result<()> {
    let stands = conn
        .prepare_cached(
            "SELECT 1 FROM entry AS r JOIN entry AS g ON g.id = r.reverses
             WHERE r.id = ?1 AND g.id = ?2 AND r.cash_fen = -g.cash_fen AND r.goods_fen = -g.goods_fen",
        )?
        .exists([id.to_string(), of.to_string()])?;
    written(usize::from(stands), "entry")
}
