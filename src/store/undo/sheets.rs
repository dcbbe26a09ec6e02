//! What a signed sheet recorded, taken back as one.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension};

use super::AuditLine;
use crate::domain::error::RegisterError;
use crate::domain::ids::EntryId;
use crate::domain::op::{Changed, WriteContext};
use crate::domain::sign_sheet::{LARGEST_SHEET, SheetNumber, named};
use crate::domain::text::CleanText;
use crate::store::audit;
use crate::store::file::error::Result;
use crate::store::ledger::signed::RECORDED;
use crate::store::ledger::{cancel, entries, sheets};

/// The line of the audit that goes before what takes them back.
pub(super) const TAKEN_BACK: &str = "undo_record_sheet";

/// The number of the line that goes before those of the sheet that recorded an entry; none where it was recorded otherwise.
pub(super) fn head_of(conn: &Connection, part: &AuditLine) -> Result<Option<i64>> {
    // Each recording has a line, and one that told of a death some more.
    let most = i64::try_from(LARGEST_SHEET * 3).unwrap_or(i64::MAX);
    let head: Option<i64> = conn
        .prepare_cached(
            "SELECT h.local_id FROM audit AS h JOIN audit AS p ON p.local_id = ?1
             WHERE h.local_id BETWEEN ?1 - ?2 AND ?1 AND h.device = p.device AND h.action = ?3
             ORDER BY h.local_id DESC LIMIT 1",
        )?
        .query_row((part.no, most, RECORDED), |row| row.get(0))
        .optional()?;
    let Some(head) = head else { return Ok(None) };
    let line = super::line(conn, head)?;
    Ok(part_of(conn, &line)?.contains(&part.subject).then_some(head))
}

/// The ids of all that an act of a sheet recorded.
fn part_of(conn: &Connection, head: &AuditLine) -> Result<BTreeSet<String>> {
    let number: SheetNumber = head.subject.parse().map_err(|()| damaged(head))?;
    let sheet = sheets::load(conn, &number)?;
    // Those of this act: behind its line, and before that of the next act of the sheet.
    let mut own = conn.prepare_cached(
        "SELECT 1 FROM audit AS a WHERE a.local_id > ?1 AND a.local_id < coalesce(
           (SELECT min(n.local_id) FROM audit AS n WHERE n.local_id > ?1 AND n.action = ?3 AND n.subject = ?4),
           9223372036854775807)
         AND a.local_id <= ?1 + ?5 AND a.action = 'record' AND a.subject = ?2",
    )?;
    let most = i64::try_from(LARGEST_SHEET * 3).unwrap_or(i64::MAX);
    let mut ids = BTreeSet::new();
    for line in &sheet.lines {
        for (id, _) in sheets::calls_of(conn, &sheet, line.no)? {
            if own.exists((head.no, &id, RECORDED, &head.subject, most))? {
                ids.insert(id);
            }
        }
    }
    Ok(ids)
}

fn damaged(line: &AuditLine) -> RegisterError {
    RegisterError::Damaged(CleanText::shown(&format!("#{} {}", line.no, line.subject)))
}

/// Those of an act of a sheet that still stand.
pub(super) fn standing(conn: &Connection, head: &AuditLine) -> Result<Vec<(EntryId, bool)>> {
    let mut live = Vec::new();
    for id in part_of(conn, head)? {
        if let Some(call) = sheets::called(conn, &id)?.filter(|call| call.stands) {
            live.push((id.parse().map_err(|_| damaged(head))?, call.outcome.gives()));
        }
    }
    Ok(live)
}

/// Takes back what of an act of a sheet still stands: gifts are reversed, calls cancelled.
///
/// # Errors
/// One of them is not taken back any more; then none is.
pub(super) fn take_back(
    conn: &Connection,
    head: &AuditLine,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<Changed> {
    let live = standing(conn, head)?;
    let told = format!("{}{}", super::mark(head.no), live.len());
    audit::line(conn, ctx, TAKEN_BACK, &head.subject, head.after.as_deref(), Some(&told))?;
    let mut changed = Changed::LEDGER;
    for (id, gives) in live {
        let receipt = if gives {
            entries::reverse(conn, named(&format!("reversal of {id}")), id, reason, ctx)?
        } else {
            cancel::cancel(conn, id, reason, ctx)?
        };
        changed = changed.and(receipt.changed);
    }
    Ok(changed)
}
