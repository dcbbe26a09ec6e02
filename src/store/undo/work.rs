//! Work that was added or changed, taken back.

use rusqlite::Connection;

use super::{AuditLine, Way, changed_since, is_undone, mark, missing};
use crate::domain::error::RegisterError;
use crate::domain::ids::EntryId;
use crate::domain::op::WriteContext;
use crate::domain::text::CleanText;
use crate::domain::undo::{NotUndone, Undoing};
use crate::store::audit;
use crate::store::file::error::Result;
use crate::store::work;

/// The lines of the undoings.
const WITHDRAWN: &str = "undo_add_work";
const PUT_BACK: &str = "undo_change_work";

fn undone(line: &AuditLine) -> &'static str {
    if line.action == work::ADDED { WITHDRAWN } else { PUT_BACK }
}

fn id(line: &AuditLine) -> Result<EntryId> {
    line.subject.parse().map_err(|_| missing(line.no))
}

/// What undoes it: nothing once it was undone, or changed since.
pub(super) fn way(conn: &Connection, line: &AuditLine) -> Result<Way> {
    if is_undone(conn, line, undone(line))? {
        return Ok(Err(NotUndone::Undone));
    }
    let stands = work::stands(conn, id(line)?)?;
    let fits = match stands {
        None => return Ok(Err(NotUndone::Undone)),
        Some(_) if line.action == work::ADDED => true,
        Some(now) => line.after.as_deref() == Some(now.as_str()),
    };
    if fits {
        return Ok(Ok(Undoing::Back(line.no)));
    }
    Ok(Err(changed_since(conn, line, &[work::CHANGED, PUT_BACK])?))
}

/// Takes the row back, or has it say what it said before.
pub(super) fn put_back(
    conn: &Connection,
    line: &AuditLine,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    let id = id(line)?;
    if line.action == work::ADDED {
        work::withdraw(conn, id, reason)?;
    } else {
        let before = line.before.as_deref().ok_or(RegisterError::NotUndone(NotUndone::WroteNothing))?;
        work::put_back(conn, id, before)?;
    }
    let told = [mark(line.no).as_str(), reason].concat();
    audit::line(conn, ctx, undone(line), &line.subject, Some(line.after()), Some(&told))
}
