//! Payments taken back: a payroll or a bank's answer as one act, and one payment, unless something rests on it.

use rusqlite::{Connection, OptionalExtension};

use super::{AuditLine, Way, mark, missing};
use crate::domain::error::RegisterError;
use crate::domain::ids::EntryId;
use crate::domain::op::WriteContext;
use crate::domain::sign_sheet::named;
use crate::domain::text::CleanText;
use crate::domain::undo::{NotUndone, Undoing};
use crate::store::audit;
use crate::store::file::error::Result;
use crate::store::ledger::programme;
use crate::store::payments::{payrolls, write};

/// The line before what takes a payroll back.
const PAYROLL: &str = "undo_payroll";
/// The line before what takes several payments of one act back.
const SEVERAL: &str = "undo_pay";

/// An entry of an act: its id, whether it stands, whether something that stands rests on it.
struct Own {
    id: String,
    stands: bool,
    is_rested_upon: bool,
}

fn own(conn: &Connection, id: &str) -> Result<Option<Own>> {
    let mut statement = conn.prepare_cached(
        "SELECT NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.id),
                EXISTS (SELECT 1 FROM entry AS x WHERE x.concerns = e.id
                        AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = x.id))
         FROM entry AS e WHERE e.id = ?1",
    )?;
    let found = statement.query_row([id], |row| {
        Ok(Own { id: id.to_owned(), stands: row.get(0)?, is_rested_upon: row.get(1)? })
    });
    Ok(found.optional()?)
}

/// The entries of an act that wrote payments.
fn entries(conn: &Connection, line: &AuditLine) -> Result<Vec<Own>> {
    let ids = if line.action == "payroll" {
        payrolls::entries(conn, line.subject.parse().map_err(|_| missing(line.no))?)?
    } else {
        let (count, _) = write::counted(line.after());
        let mut statement = conn.prepare_cached(
            "SELECT id FROM entry WHERE local_id >= (SELECT local_id FROM entry WHERE id = ?1) ORDER BY local_id LIMIT ?2",
        )?;
        statement
            .query_map((&line.subject, count), |row| row.get::<_, String>(0))?
            .collect::<rusqlite::Result<Vec<_>>>()?
    };
    ids.iter().filter_map(|id| own(conn, id).transpose()).collect()
}

/// What undoes it: the reversal of what still stands, as one where it is more than one.
pub(super) fn way(conn: &Connection, line: &AuditLine) -> Result<Way> {
    let all = entries(conn, line)?;
    let standing: Vec<&Own> = all.iter().filter(|own| own.stands).collect();
    if standing.is_empty() {
        return Ok(Err(NotUndone::Undone));
    }
    // What the act itself wrote on one another goes with it.
    if standing.iter().any(|own| own.is_rested_upon) {
        return Ok(Err(NotUndone::RestedUpon));
    }
    if line.action == "payroll" || all.len() > 1 {
        return Ok(Ok(Undoing::Back(line.no)));
    }
    let id = line.subject.parse().map_err(|_| missing(line.no))?;
    Ok(Ok(Undoing::Gift(id)))
}

/// Reverses what still stands of an act.
///
/// # Errors
/// One of them is not reversed any more; then none is.
pub(super) fn take_back(
    conn: &Connection,
    line: &AuditLine,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    let standing: Vec<Own> = entries(conn, line)?.into_iter().filter(|own| own.stands).collect();
    let told = format!("{}{}: {reason}", mark(line.no), standing.len());
    let action = if line.action == "payroll" { PAYROLL } else { SEVERAL };
    audit::line(conn, ctx, action, &line.subject, Some(line.after()), Some(&told))?;
    for own in standing.iter().rev() {
        let of: EntryId = own.id.parse().map_err(|_| RegisterError::Damaged(CleanText::shown(&own.id)))?;
        programme::reverse(conn, named(&format!("reversal of {of}")), of, reason, ctx)?;
    }
    Ok(())
}
