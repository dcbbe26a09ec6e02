//! The audit: a line for every change, append-only in the file itself.

use rusqlite::Connection;

use crate::domain::op::WriteContext;
use crate::store::file::error::Result;

/// Writes who did what to which subject, with what was there before and after.
pub(crate) fn line(
    conn: &Connection,
    ctx: &WriteContext,
    deed: &str,
    subject: &str,
    before: Option<&str>,
    after: Option<&str>,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO audit (at, actor, deed, subject, before, after) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute((ctx.now_ms, ctx.actor.as_str(), deed, subject, before, after))?;
    Ok(())
}
