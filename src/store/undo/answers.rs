//! A word of rosters that was forgotten, kept again with its answer.

use rusqlite::Connection;

use super::{AuditLine, Way, is_undone, mark};
use crate::domain::op::WriteContext;
use crate::domain::text::CleanText;
use crate::domain::undo::{NotUndone, Undoing};
use crate::store::audit;
use crate::store::file::error::Result;
use crate::store::import::answers;

/// The line of the undoing.
const UNDONE: &str = "undo_forget_answer";

/// What undoes it: nothing once the word was answered anew.
pub(super) fn way(conn: &Connection, line: &AuditLine) -> Result<Way> {
    if is_undone(conn, line, UNDONE)? {
        return Ok(Err(NotUndone::Undone));
    }
    if answers::is_kept(conn, &line.subject)? {
        let since = answers::answered_since(conn, line.no, &line.subject)?;
        return Ok(Err(since.map_or(NotUndone::HasHistory, NotUndone::Later)));
    }
    Ok(Ok(Undoing::Back(line.no)))
}

/// Keeps the answer again.
pub(super) fn put_back(
    conn: &Connection,
    line: &AuditLine,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    let answer = line.before.as_deref().unwrap_or_default();
    answers::put_back(conn, &line.subject, answer)?;
    let told = [mark(line.no).as_str(), answer, if answer.is_empty() { "" } else { ": " }, reason].concat();
    audit::line(conn, ctx, UNDONE, &line.subject, None, Some(&told))
}
