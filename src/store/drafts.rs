//! Drafts that wait.

use rusqlite::Connection;

use crate::domain::date::instant_on;
use crate::domain::error::RegisterError;
use crate::domain::ids::EntryId;
use crate::domain::op::{Draft, DraftLine, WriteContext};
use crate::domain::text::{CleanText, mask};
use crate::store::codec::recipient_id;
use crate::store::columns::{borrowed, day, if_any, text};
use crate::store::file::error::Result;
use crate::store::register::Store;
use crate::store::standing::shared;

impl Store {
    /// The half-filled forms that wait, newest first.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn drafts(&self) -> Result<Vec<DraftLine>> {
        waiting(&self.conn)
    }
}

/// The half-filled forms that wait, newest first.
pub(crate) fn waiting(conn: &Connection) -> Result<Vec<DraftLine>> {
    let mut statement = conn.prepare_cached(
        "SELECT d.id, d.recipient, r.name, d.body, d.saved_at, t.name, v.name, r.id_number, r.birth, r.merged_into FROM draft AS d
             JOIN recipient AS r ON r.id = d.recipient JOIN township AS t ON t.code = r.township
             JOIN village AS v ON v.local_id = r.village ORDER BY d.saved_at DESC, d.id",
    )?;
    let mut rows = statement.query([])?;
    let mut drafts = Vec::new();
    while let Some(row) = rows.next()? {
        let id: String = row.get(0)?;
        let into: Option<i64> = row.get(9)?;
        let line = DraftLine {
            id: id.parse().map_err(|_| RegisterError::Damaged(CleanText::shown(&id)))?,
            recipient: recipient_id(&row.get::<_, String>(1)?)?,
            name: CleanText::about(borrowed(row, 2)?, day(row, 8)?),
            place: [text(borrowed(row, 5)?), text(borrowed(row, 6)?)],
            id_masked: if_any(row, 7)?.map(mask::id),
            // The form reads it back as it was typed.
            body: CleanText::unmasked(&row.get::<_, String>(3)?),
            saved_at_ms: row.get(4)?,
        };
        drafts.push(match into {
            None => line,
            Some(into) => of_survivor(conn, line, into)?,
        });
    }
    Ok(drafts)
}

/// A draft of somebody who was merged since, as one of whom that is by now: it opens there.
fn of_survivor(conn: &Connection, line: DraftLine, into: i64) -> Result<DraftLine> {
    let mut named = conn.prepare_cached(
        "SELECT r.id, r.name, r.birth, t.name, v.name, r.id_number FROM recipient AS r
         JOIN township AS t ON t.code = r.township JOIN village AS v ON v.local_id = r.village
         WHERE r.local_id = ?1",
    )?;
    let mut rows = named.query([shared::root(conn, into)?])?;
    let Some(row) = rows.next()? else { return Ok(line) };
    Ok(DraftLine {
        recipient: recipient_id(borrowed(row, 0)?)?,
        name: CleanText::about(borrowed(row, 1)?, day(row, 2)?),
        place: [text(borrowed(row, 3)?), text(borrowed(row, 4)?)],
        id_masked: if_any(row, 5)?.map(mask::id),
        ..line
    })
}

/// Keeps a half-filled form, replacing what was kept of the same form. The day is the one that the program works on, which
/// may have been given to it, at the time that the clock shows.
pub(crate) fn save_draft(conn: &Connection, draft: &Draft, ctx: &WriteContext) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO draft (id, recipient, body, saved_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at",
    )?
    .execute((
        draft.id.to_string(),
        draft.recipient.to_string(),
        draft.body.as_str(),
        instant_on(ctx.today, ctx.now_ms),
    ))?;
    Ok(())
}

/// Removes a draft; whether there was one.
pub(crate) fn drop_draft(conn: &Connection, id: EntryId) -> Result<bool> {
    Ok(conn.prepare_cached("DELETE FROM draft WHERE id = ?1")?.execute([id.to_string()])? > 0)
}
