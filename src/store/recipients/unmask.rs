//! Numbers shown on purpose.

use rusqlite::Connection;

use crate::domain::error::RegisterError;
use crate::domain::ids::RecipientId;
use crate::domain::op::WriteContext;
use crate::domain::recipient::Numbers;
use crate::domain::text::CleanText;
use crate::store::audit;
use crate::store::columns::unmasked;
use crate::store::file::error::Result;
use crate::store::standing::facts;

/// Tells the numbers behind the masks, once the audit knows who asked and why.
pub(crate) fn unmask(
    conn: &Connection,
    id: RecipientId,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<Numbers> {
    if reason.says_nothing() {
        return Err(RegisterError::ReasonRequired);
    }
    let no = facts::own_number(conn, id)?;
    audit::line(conn, ctx, "unmask", &id.to_string(), None, Some(reason))?;
    let numbers = conn.query_row(
        "SELECT birth, id_number, phone, card FROM recipient WHERE local_id = ?1",
        [no],
        |row| {
            Ok(Numbers {
                birth: row.get(0)?,
                id_number: unmasked(row.get(1)?),
                phone: unmasked(row.get(2)?),
                card: unmasked(row.get(3)?),
            })
        },
    )?;
    Ok(numbers)
}
