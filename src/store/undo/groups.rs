//! Categories and groups of many that were changed as one act, and what undoes it.

use rusqlite::{Connection, OptionalExtension};

use super::{AuditLine, Way, facts, line, missing};
use crate::domain::error::RegisterError;
use crate::domain::ids::EntryId;
use crate::domain::op::WriteContext;
use crate::domain::text::CleanText;
use crate::domain::undo::{NotUndone, Undoing};
use crate::store::audit;
use crate::store::file::error::Result;
use crate::store::recipients::group_change;

/// What undoes such an act.
pub(super) fn way(conn: &Connection, line: &AuditLine) -> Result<Way> {
    let act = line.subject.parse().map_err(|_| missing(line.no))?;
    Ok(if is_undone(conn, line.no, &line.subject)? {
        Err(NotUndone::Undone)
    } else {
        Ok(Undoing::Groups(act))
    })
}

fn is_undone(conn: &Connection, act: i64, subject: &str) -> Result<bool> {
    Ok(conn
        .prepare_cached("SELECT 1 FROM audit WHERE local_id > ?1 AND action = ?2 AND subject = ?3")?
        .exists((act, group_change::UNDONE, subject))?)
}

/// Undoes it: everybody holds again what was held before.
///
/// # Errors
/// [`RegisterError::GroupsStay`] where it was undone before, or somebody of them was changed since.
pub(crate) fn undo(conn: &Connection, act: EntryId, reason: &CleanText, ctx: &WriteContext) -> Result<()> {
    let subject = act.to_string();
    let head: Option<i64> = conn
        .prepare_cached("SELECT local_id FROM audit WHERE action = ?1 AND subject = ?2")?
        .query_row((group_change::ENDED, &subject), |row| row.get(0))
        .optional()?;
    let Some(head) = head else { return group_change::undo(conn, act, reason, ctx) };
    if reason.says_nothing() {
        return Err(RegisterError::ReasonRequired);
    }
    let told = line(conn, head)?;
    if is_undone(conn, head, &subject)? {
        return Err(RegisterError::GroupsStay(None));
    }
    audit::line(conn, ctx, group_change::UNDONE, &subject, Some(told.after()), Some(reason))?;
    let count = group_change::people(told.after());
    for no in head.saturating_add(1)..=head.saturating_add(count) {
        let one = line(conn, no)?;
        if facts::way(conn, &one)?.is_err() {
            let name: Option<String> = conn
                .prepare_cached("SELECT name FROM recipient WHERE id = ?1")?
                .query_row([&one.subject], |row| row.get(0))
                .optional()?;
            return Err(RegisterError::GroupsStay(name.map(|name| CleanText::shown(&name))));
        }
        facts::put_back(conn, &one, reason, ctx)?;
    }
    Ok(())
}
