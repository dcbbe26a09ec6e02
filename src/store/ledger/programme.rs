//! The reversal of entries of programmes, which stand in the same ledger as gifts.

use chrono::NaiveDate;
use rusqlite::Connection;

use super::append;
use crate::domain::error::RegisterError;
use crate::domain::ids::EntryId;
use crate::domain::op::{Answer, Changed, Receipt, WriteContext};
use crate::domain::text::CleanText;
use crate::store::file::error::Result;
use crate::store::{audit, years};

/// Whether an entry is one of a programme: payments are reversed by [`reverse`].
pub(crate) fn is_of_programme(conn: &Connection, id: EntryId) -> Result<bool> {
    Ok(conn
        .prepare_cached("SELECT 1 FROM entry WHERE id = ?1 AND kind <> 'gift' AND round IS NULL")?
        .exists([id.to_string()])?)
}

/// Cancels a payment, or what concerns one: on its own day, or today where its year is closed.
pub(crate) fn reverse(
    conn: &Connection,
    id: EntryId,
    of: EntryId,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<Receipt> {
    let (kind, concerns, reversed, paid_on): (String, Option<String>, bool, NaiveDate) = conn
        .prepare_cached(
            "SELECT kind, concerns, EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.id), paid_on FROM entry AS e
             WHERE id = ?1",
        )?
        .query_row([of.to_string()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let told = of.to_string();
    let root = concerns.as_ref().unwrap_or(&told);
    // What is left, and what failed and was not paid again, once it is gone.
    let (left, open, others): (i64, i64, i64) = conn
        .prepare_cached(
            "SELECT (SELECT cash_fen FROM entry WHERE id = ?1) + coalesce(sum(cash_fen), 0),
                    -coalesce(sum(cash_fen) FILTER (WHERE kind <> 'recovery'), 0), count(*)
             FROM entry AS x WHERE concerns = ?1 AND id <> ?2
               AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = x.id)",
        )?
        .query_row((root, &told), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let torn = if concerns.is_some() { left < 0 || open < 0 } else { others > 0 };
    if reversed || kind == "reversal" || torn {
        return Err(RegisterError::NotReversible(of));
    }
    let on = if years::is_closed(conn, paid_on)? { ctx.today } else { paid_on };
    years::check_open(conn, on)?;
    let act = audit::act(conn, ctx, "reverse", &told, None, Some(reason))?;
    append::reversal(conn, id, (of, on), reason, &act, ctx)?;
    Ok(Receipt { changed: Changed::LEDGER, answer: Answer::Recorded(id) })
}
