//! A death, a departure or a suspension taken back, and a return or a resumption: what it ended stands on. Each is the line of
//! the history that the act wrote, never another one of the same kind.

use chrono::NaiveDate;
use rusqlite::{Connection, Row};

use super::{AuditLine, Way, changed_since, is_undone, line, mark, missing};
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
use crate::store::register::Store;
use crate::store::standing::facts;

/// The line of a return.
pub(super) const LEFT: &str = "end_left";
/// The line of a resumption.
pub(super) const SUSPENDED: &str = "end_suspended";

impl Store {
    /// What undoes the last return or resumption of somebody; none where there is none that stands.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn last_return(&self, id: RecipientId) -> Result<Option<Undoing>> {
        let last: Option<i64> = self
            .conn
            .prepare_cached("SELECT max(local_id) FROM audit WHERE subject = ?1 AND action IN (?2, ?3)")?
            .query_row((id.to_string(), LEFT, SUSPENDED), |row| row.get(0))?;
        last.map_or(Ok(None), |last| Ok(way(&self.conn, &line(&self.conn, last)?)?.ok()))
    }
}

/// The line of the history that an act wrote.
struct Written {
    no: i64,
    kind: StatusKind,
    on: NaiveDate,
    is_undone: bool,
    is_ended: bool,
    visit: Option<String>,
    /// Whether another line of that kind stands beside it.
    is_not_alone: bool,
}

/// The columns of one, with whether another line of that kind (?2) of that recipient (?1) stands beside it.
const WRITTEN: &str =
    "SELECT l.local_id, l.happened_on, l.undone IS NOT NULL, l.ended_on IS NOT NULL, l.visit,
        EXISTS (SELECT 1 FROM status_line AS o WHERE o.recipient = l.recipient AND o.kind = l.kind
                AND o.local_id <> l.local_id AND o.undone IS NULL AND o.ended_on IS NULL)
    FROM status_line AS l WHERE l.recipient = ?1 AND l.kind = ?2 AND l.happened_on || ' ' || l.reason = ?3
      AND l.entered_on = (SELECT on_day FROM audit WHERE local_id = ?4) ORDER BY l.local_id";

/// So many acts before one wrote a line of the very same words on the same day.
const ALIKE: &str = "SELECT count(*) FROM audit AS o JOIN audit AS a ON a.local_id = ?1
    WHERE o.local_id < ?1 AND o.subject = a.subject AND o.action = a.action AND o.on_day = a.on_day
      AND o.after IS a.after";

impl Written {
    fn read(row: &Row<'_>, kind: StatusKind) -> rusqlite::Result<Self> {
        let (no, on, is_undone, is_ended) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        Ok(Self { no, kind, on, is_undone, is_ended, visit: row.get(4)?, is_not_alone: row.get(5)? })
    }

    /// That of an act; none where the history holds none like it.
    fn by(conn: &Connection, line: &AuditLine) -> Result<Option<Self>> {
        let kind = match line.action.as_str() {
            "died" => StatusKind::Died,
            "left" => StatusKind::Left,
            _ => StatusKind::Suspended,
        };
        let no = facts::number_of(conn, recipient_id(&line.subject)?)?;
        let mut statement = conn.prepare_cached(WRITTEN)?;
        let values = (no, status::status_code(kind).0, line.after(), line.no);
        let mut alike = statement
            .query_map(values, |row| Self::read(row, kind))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        if alike.len() < 2 {
            return Ok(alike.pop());
        }
        let before: usize = conn.prepare_cached(ALIKE)?.query_row([line.no], |row| row.get(0))?;
        Ok((before < alike.len()).then(|| alike.swap_remove(before)))
    }
}

/// What undoes a death, a departure or a suspension: where it was heard of at a call, the call is cancelled.
pub(super) fn way_of_status(conn: &Connection, line: &AuditLine) -> Result<Way> {
    let Some(written) = Written::by(conn, line)? else { return Ok(Err(NotUndone::Undone)) };
    if written.is_undone {
        return Ok(Err(NotUndone::Undone));
    }
    if written.is_ended {
        return Ok(Err(changed_since(conn, line, &[LEFT, SUSPENDED])?));
    }
    Ok(Ok(match written.visit.and_then(|visit| visit.parse().ok()) {
        Some(visit) => Undoing::Call(visit),
        None if written.is_not_alone => Undoing::Back(line.no),
        None => Undoing::Status { recipient: recipient_id(&line.subject)?, kind: written.kind },
    }))
}

/// Takes back what an act wrote; another line of the same kind stands on.
pub(super) fn take_back(
    conn: &Connection,
    line: &AuditLine,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    let id = recipient_id(&line.subject)?;
    let no = facts::own_number(conn, id)?;
    let written = Written::by(conn, line)?.ok_or_else(|| missing(line.no))?;
    status::undo_line(conn, (id, no), (written.kind, written.no, written.on), reason, ctx)
}

/// What undoes a return or a resumption.
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
