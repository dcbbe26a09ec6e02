//! Two who were told apart, a pair to check again.

use rusqlite::Connection;

use super::{AuditLine, Way};
use crate::domain::op::WriteContext;
use crate::domain::text::CleanText;
use crate::domain::undo::{NotUndone, Undoing};
use crate::store::audit;
use crate::store::file::error::Result;
use crate::store::recipients::apart;

/// What undoes it.
pub(super) fn way(conn: &Connection, line: &AuditLine) -> Result<Way> {
    let undone = conn
        .prepare_cached("SELECT 1 FROM audit WHERE local_id > ?1 AND action = ?2 AND before = ?3")?
        .exists((line.no, apart::UNDONE, line.no.to_string()))?;
    Ok(if undone { Err(NotUndone::Undone) } else { Ok(Undoing::Back(line.no)) })
}

/// Undoes it: the two are a pair to check again.
pub(super) fn undo(
    conn: &Connection,
    line: &AuditLine,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    audit::line(conn, ctx, apart::UNDONE, &line.subject, Some(&line.no.to_string()), Some(reason))
}
