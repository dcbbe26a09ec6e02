//! Programmes, their standards and the steps of cases, as they were before.

use rusqlite::Connection;

use super::{AuditLine, Way, changed_since, is_undone, mark};
use crate::domain::op::WriteContext;
use crate::domain::text::CleanText;
use crate::domain::undo::{NotUndone, Undoing};
use crate::store::audit;
use crate::store::file::error::Result;
use crate::store::payments::{cases, programmes, standards};

/// The lines of the undoings.
const PROGRAMME: &str = "undo_programme";
const STANDARD: &str = "undo_pay_standard";
const STEP: &str = "undo_case_step";

fn undone(line: &AuditLine) -> &'static str {
    match line.action.as_str() {
        "programme" => PROGRAMME,
        "pay_standard" => STANDARD,
        _ => STEP,
    }
}

/// What undoes it: nothing where it was undone, something changed it since, or something rests on it.
pub(super) fn way(conn: &Connection, line: &AuditLine) -> Result<Way> {
    if is_undone(conn, line, undone(line))? {
        return Ok(Err(NotUndone::Undone));
    }
    let back = Ok(Ok(Undoing::Back(line.no)));
    match line.action.as_str() {
        "programme" => {
            if programmes::told(conn, &line.subject)?.as_deref() != Some(line.after()) {
                return Ok(Err(changed_since(conn, line, &["programme", PROGRAMME])?));
            }
            let is_new = line.before.is_none();
            if is_new && programmes::is_used(conn, &line.subject)? {
                return Ok(Err(NotUndone::RestedUpon));
            }
            back
        }
        "pay_standard" => {
            if standards::stands(conn, &line.subject, line.after())? {
                return back;
            }
            Ok(Err(changed_since(conn, line, &["pay_standard", STANDARD])?))
        }
        _ => Ok(match cases::rests_on(conn, line.no)? {
            None => Err(NotUndone::Undone),
            Some(true) => Err(NotUndone::RestedUpon),
            Some(false) => Ok(Undoing::Back(line.no)),
        }),
    }
}

/// Puts back what stood before.
pub(super) fn put_back(
    conn: &Connection,
    line: &AuditLine,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    match line.action.as_str() {
        "programme" => programmes::put_back(conn, &line.subject, line.before.as_deref())?,
        "pay_standard" => standards::put_back(conn, &line.subject, line.before.as_deref(), line.after())?,
        _ => cases::withdraw(conn, line.no)?,
    }
    let told = [mark(line.no).as_str(), reason].concat();
    audit::line(conn, ctx, undone(line), &line.subject, Some(line.after()), Some(&told))
}
