//! An answer to a finding of the audit, taken back: what was answered before stands again.

use rusqlite::Connection;

use super::{AuditLine, Way};
use crate::domain::op::WriteContext;
use crate::domain::text::CleanText;
use crate::domain::undo::{NotUndone, Undoing};
use crate::store::audit;
use crate::store::audit_rules::TAKEN_BACK;
use crate::store::file::error::Result;

/// What undoes it.
pub(super) fn way(conn: &Connection, line: &AuditLine) -> Result<Way> {
    let undone = conn
        .prepare_cached("SELECT 1 FROM audit WHERE local_id > ?1 AND action = ?2 AND before = ?3")?
        .exists((line.no, TAKEN_BACK, line.no.to_string()))?;
    Ok(if undone { Err(NotUndone::Undone) } else { Ok(Undoing::Back(line.no)) })
}

/// Takes it back.
pub(super) fn undo(
    conn: &Connection,
    line: &AuditLine,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    audit::line(conn, ctx, TAKEN_BACK, &line.subject, Some(&line.no.to_string()), Some(reason))
}
