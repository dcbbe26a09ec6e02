//! A year that was closed, opened again; a paragraph of its report, put back.

use rusqlite::Connection;

use super::{AuditLine, Way, changed_since, is_undone, mark};
use crate::domain::op::WriteContext;
use crate::domain::text::CleanText;
use crate::domain::undo::{NotUndone, Undoing};
use crate::store::file::error::Result;
use crate::store::{audit, years};

/// The lines of the undoings.
const OPENED: &str = "undo_close_year";
const PUT_BACK: &str = "undo_set_paragraph";

/// What undoes a closing: nothing once the year is open again.
pub(super) fn way_of_closing(conn: &Connection, line: &AuditLine) -> Result<Way> {
    let undone = is_undone(conn, line, OPENED)?;
    Ok(if undone { Err(NotUndone::Undone) } else { Ok(Undoing::Back(line.no)) })
}

/// Opens the year again.
pub(super) fn reopen(
    conn: &Connection,
    line: &AuditLine,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    years::reopen(conn, &line.subject)?;
    let told = [mark(line.no).as_str(), reason].concat();
    audit::line(conn, ctx, OPENED, &line.subject, Some(line.after()), Some(&told))
}

/// What undoes a paragraph: nothing once it says something else.
pub(super) fn way_of_paragraph(conn: &Connection, line: &AuditLine) -> Result<Way> {
    if is_undone(conn, line, PUT_BACK)? {
        return Ok(Err(NotUndone::Undone));
    }
    if years::paragraph(conn, &line.subject)?.as_deref().unwrap_or_default() == line.after() {
        return Ok(Ok(Undoing::Back(line.no)));
    }
    Ok(Err(changed_since(conn, line, &[years::PARAGRAPH, PUT_BACK])?))
}

/// Has the paragraph say what it said before.
pub(super) fn put_back(
    conn: &Connection,
    line: &AuditLine,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    years::put_paragraph(conn, &line.subject, line.before.as_deref().unwrap_or_default())?;
    let told = [mark(line.no).as_str(), reason].concat();
    audit::line(conn, ctx, PUT_BACK, &line.subject, Some(line.after()), Some(&told))
}
