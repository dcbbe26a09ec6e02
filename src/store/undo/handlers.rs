//! A name that was put on the list of handlers, or whose last day was told, put back as it stood there.

use chrono::NaiveDate;
use rusqlite::Connection;

use super::{AuditLine, Way, changed_since, is_undone, mark};
use crate::domain::op::WriteContext;
use crate::domain::text::CleanText;
use crate::domain::undo::{NotUndone, Undoing};
use crate::store::audit;
use crate::store::columns::parse_day;
use crate::store::file::error::Result;
use crate::store::handlers::{self, Stood};

/// The acts.
pub(super) const ADDED: &str = "add_handler";
pub(super) const ENDED: &str = "end_handler";

/// The line of the undoing.
fn undone(line: &AuditLine) -> &'static str {
    if line.action == ADDED { "undo_add_handler" } else { "undo_end_handler" }
}

fn day(told: Option<&str>) -> Option<NaiveDate> {
    told.and_then(|told| parse_day(told.as_bytes()))
}

/// What undoes it: nothing once the list says something else of the name, and no addition of whoever handed over since.
pub(super) fn way(conn: &Connection, line: &AuditLine) -> Result<Way> {
    if is_undone(conn, line, undone(line))? {
        return Ok(Err(NotUndone::Undone));
    }
    let left = if line.action == ADDED { None } else { day(line.after.as_deref()) };
    if handlers::stands(conn, &line.subject)? != Stood::On(left) {
        return Ok(Err(changed_since(conn, line, &[ADDED, ENDED, "undo_add_handler", "undo_end_handler"])?));
    }
    let is_new = line.action == ADDED && line.before.is_none();
    if is_new && handlers::handed_over(conn, &line.subject)? {
        return Ok(Err(NotUndone::HasHistory));
    }
    Ok(Ok(Undoing::Back(line.no)))
}

/// Has the name stand as before: off the list, on it without a last day, or with the one of before.
pub(super) fn put_back(
    conn: &Connection,
    line: &AuditLine,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    let before = day(line.before.as_deref());
    let is_new = line.action == ADDED && before.is_none();
    handlers::put_back(conn, &line.subject, if is_new { Stood::Off } else { Stood::On(before) })?;
    let was = line.before.as_deref().unwrap_or_default();
    let told = [mark(line.no).as_str(), was, if was.is_empty() { "" } else { ": " }, reason].concat();
    audit::line(conn, ctx, undone(line), &line.subject, Some(line.after()), Some(&told))
}
