//! A return or a resumption taken back: the departure or the suspension that it ended stands on.

use chrono::NaiveDate;
use rusqlite::Connection;

use super::{AuditLine, Way, is_undone, mark, missing};
use crate::domain::error::RegisterError;
use crate::domain::ids::RecipientId;
use crate::domain::op::WriteContext;
use crate::domain::recipient::StatusKind;
use crate::domain::text::CleanText;
use crate::domain::undo::{NotUndone, Undoing};
use crate::store::audit;
use crate::store::codec::recipient_id;
use crate::store::columns::parse_day;
use crate::store::file::error::Result;
use crate::store::recipients::status;
use crate::store::standing::facts;

/// The line of a return.
pub(super) const LEFT: &str = "end_left";
/// The line of a resumption.
pub(super) const SUSPENDED: &str = "end_suspended";

/// What undoes it.
pub(super) fn way(conn: &Connection, line: &AuditLine) -> Result<Way> {
    let undone = is_undone(conn, line, &undoing(line))?;
    Ok(if undone { Err(NotUndone::Undone) } else { Ok(Undoing::Back(line.no)) })
}

/// Whose departure or suspension a line ended, and the last day that it gave it.
pub(super) fn ended(line: &AuditLine) -> Result<Option<(RecipientId, StatusKind, NaiveDate)>> {
    let kind = match line.action.as_str() {
        LEFT => StatusKind::Left,
        SUSPENDED => StatusKind::Suspended,
        _ => return Ok(None),
    };
    let Some(last) = since(line).and_then(|on| on.pred_opt()) else { return Ok(None) };
    Ok(Some((recipient_id(&line.subject)?, kind, last)))
}

/// The day from which on somebody was back.
fn since(line: &AuditLine) -> Option<NaiveDate> {
    line.after().get(..10).and_then(|day| parse_day(day.as_bytes()))
}

/// Takes it back.
pub(super) fn undo(
    conn: &Connection,
    line: &AuditLine,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    let no = facts::own_number(conn, recipient_id(&line.subject)?)?;
    let kind = if line.action == LEFT { StatusKind::Left } else { StatusKind::Suspended };
    let on = since(line).ok_or_else(|| missing(line.no))?;
    if !status::reopen(conn, no, kind, on)? {
        return Err(RegisterError::NotUndone(NotUndone::HasHistory));
    }
    let told = [mark(line.no).as_str(), reason].concat();
    audit::line(conn, ctx, &undoing(line), &line.subject, Some(line.after()), Some(&told))
}

fn undoing(line: &AuditLine) -> String {
    format!("undo_{}", line.action)
}
