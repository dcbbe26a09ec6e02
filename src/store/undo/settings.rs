//! A setting that was set, put back to the value that it had.

use rusqlite::Connection;

use super::{AuditLine, Way, changed_since, is_undone, mark};
use crate::domain::error::RegisterError;
use crate::domain::op::WriteContext;
use crate::domain::text::CleanText;
use crate::domain::undo::{NotUndone, Undoing};
use crate::store::file::error::Result;
use crate::store::{audit, settings};

/// The line of the undoing.
const UNDONE: &str = "undo_set";

/// What undoes a setting: none once it was set again.
pub(super) fn way(conn: &Connection, line: &AuditLine) -> Result<Way> {
    if is_undone(conn, line, UNDONE)? {
        return Ok(Err(NotUndone::Undone));
    }
    let now = settings::latest(conn, &line.subject)?;
    if now.as_deref() == Some(line.after()) {
        return Ok(Ok(Undoing::Back(line.no)));
    }
    Ok(Err(changed_since(conn, line, &["set"])?))
}

/// Sets it again to what it was, from today on.
pub(super) fn put_back(
    conn: &Connection,
    line: &AuditLine,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    let before = line.before.as_deref().ok_or(RegisterError::NotUndone(NotUndone::WroteNothing))?;
    settings::hold(conn, &line.subject, before, ctx)?;
    let told = [mark(line.no).as_str(), before, ": ", reason].concat();
    audit::line(conn, ctx, UNDONE, &line.subject, Some(line.after()), Some(&told))
}
