//! Rows added, changed and taken back. Each is a line of the audit, and none is dated in a year that is closed.

use rusqlite::{Connection, OptionalExtension as _};

use super::codec;
use super::read;
use crate::domain::error::RegisterError;
use crate::domain::ids::EntryId;
use crate::domain::op::{Answer, Changed, Receipt, WriteContext};
use crate::domain::text::CleanText;
use crate::domain::work::{
    Field, FieldValue, NewWork, Period, WorkChange, WorkFamily, WorkFault, WorkRefusal, counts, faults,
    tells_death,
};
use crate::store::file::error::{Result, written};
use crate::store::standing::shared::HUMAN;
use crate::store::standing::{facts, shared};
use crate::store::{audit, years};

/// The acts.
pub(crate) const ADDED: &str = "add_work";
pub(crate) const CHANGED: &str = "change_work";

/// Writes rows down, all or none; those that are there with the same content are passed over.
///
/// # Errors
/// What stands against the first that is refused.
pub(crate) fn add(conn: &Connection, rows: &[NewWork], ctx: &WriteContext) -> Result<Receipt> {
    let mut added = false;
    for (at, work) in rows.iter().enumerate() {
        added |= add_one(conn, work, at, ctx)?;
    }
    let answer = match rows.first() {
        Some(first) if added => Answer::Recorded(first.id),
        Some(_) | None => Answer::Known,
    };
    Ok(Receipt { changed: Changed::LEDGER.when(added), answer })
}

fn add_one(conn: &Connection, work: &NewWork, at: usize, ctx: &WriteContext) -> Result<bool> {
    let id = work.id.to_string();
    if let Some(known) = read::stored(conn, work.id)? {
        return if known.work == *work { Ok(false) } else { Err(RegisterError::Different(work.id)) };
    }
    let faults = faults(work, ctx.today);
    if !faults.is_empty() {
        audit::check_day(conn, ctx)?;
        return Err(RegisterError::Work(WorkRefusal::Faults(at, faults)));
    }
    check_closed(conn, None, Some(work))?;
    let recipient = match work.recipient {
        Some(of) => {
            let subject = facts::subject_of(conn, of)?;
            if subject.merged_into.is_some() {
                shared::refuse_merged(conn, subject.no)?;
            }
            Some(of.to_string())
        }
        None => None,
    };
    check_alive(conn, work, at)?;
    if let Some(no) = twice(conn, work, recipient.as_deref())? {
        return Err(RegisterError::Work(WorkRefusal::Twice(no)));
    }
    audit::line(conn, ctx, ADDED, &id, None, Some(&codec::told(work)))?;
    let rows = conn
        .prepare_cached(
            "INSERT INTO work (id, kind, subkind, title, from_day, to_day, recipient, details, entered_on)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute((
            &id,
            work.kind.code(),
            work.subkind.as_str(),
            work.title.as_str(),
            work.days.from.to_string(),
            work.days.to.map(|day| day.to_string()),
            recipient,
            codec::details_json(&work.details),
            ctx.today.to_string(),
        ))?;
    written(rows, "work")?;
    Ok(true)
}

/// A confirmation is a sight of somebody: of who had died before that day it says so.
fn check_alive(conn: &Connection, work: &NewWork, at: usize) -> Result<()> {
    let (WorkFamily::Confirm, Some(who)) = (work.kind.family(), work.recipient) else { return Ok(()) };
    if matches!(work.details.get(&Field::Result), Some(FieldValue::Words(result)) if tells_death(result)) {
        return Ok(());
    }
    let sql = format!("SELECT 1 FROM recipient WHERE id IN {HUMAN} AND died_on < ?2");
    if conn.prepare_cached(&sql)?.exists((who.to_string(), work.days.from.to_string()))? {
        return Err(RegisterError::Work(WorkRefusal::Faults(at, vec![WorkFault::Dead])));
    }
    Ok(())
}

/// The number of a row that says the same of the same person or place: a confirmation of one year, a plaque that hangs, a
/// facility that stands.
fn twice(conn: &Connection, work: &NewWork, recipient: Option<&str>) -> Result<Option<i64>> {
    // What was told of somebody who was merged is told of the one that stays.
    let human = format!("recipient IN {HUMAN}");
    let (kind, subkind) = (work.kind.code(), work.subkind.as_str());
    let found: Option<i64> = match work.kind.family() {
        WorkFamily::Confirm => {
            let Some(FieldValue::Number(year)) = work.details.get(&Field::Year) else { return Ok(None) };
            let year = i64::try_from(*year).unwrap_or_default();
            conn.prepare_cached(&format!(
                "SELECT local_id FROM work WHERE {human} AND kind = ?2 AND withdrawn IS NULL
                 AND json_extract(details, '$.year') = ?3"
            ))?
            .query_row((recipient, kind, year), |row| row.get(0))
            .optional()?
        }
        WorkFamily::Attribute => conn
            .prepare_cached(&format!(
                "SELECT local_id FROM work WHERE {human} AND kind = ?2 AND subkind = ?3 AND withdrawn IS NULL
                 AND to_day IS NULL"
            ))?
            .query_row((recipient, kind, subkind), |row| row.get(0))
            .optional()?,
        WorkFamily::Facility | WorkFamily::Role => conn
            .prepare_cached(&format!(
                "SELECT local_id FROM work WHERE kind = ?2 AND subkind = ?3 AND title = ?4 AND withdrawn IS NULL
                 AND to_day IS NULL AND (recipient IS ?1 OR {human})"
            ))?
            .query_row((recipient, kind, subkind, work.title.as_str()), |row| row.get(0))
            .optional()?,
        WorkFamily::Activity | WorkFamily::Matter | WorkFamily::Need | WorkFamily::Contact => None,
    };
    Ok(found)
}

/// Ends, settles or answers a row, or tells more of it.
///
/// # Errors
/// Not found, nothing said, a year that is closed, and what stands against the row as it would be.
pub(crate) fn change(
    conn: &Connection,
    id: EntryId,
    change: &WorkChange,
    ctx: &WriteContext,
) -> Result<Receipt> {
    let before = read::stored(conn, id)?
        .filter(|row| !row.withdrawn)
        .ok_or_else(|| RegisterError::NotFound(CleanText::shown(&id.to_string())))?;
    let mut after = before.work.clone();
    if let Some(until) = change.until {
        after.days.to = Some(until);
    }
    for (field, value) in &change.details {
        if value.is_empty() {
            after.details.remove(field);
        } else {
            after.details.insert(*field, value.clone());
        }
    }
    if after == before.work {
        return Ok(Receipt { changed: Changed::NOTHING, answer: Answer::Known });
    }
    check_closed(conn, Some(&before.work), Some(&after))?;
    let faults = faults(&after, ctx.today);
    if !faults.is_empty() {
        audit::check_day(conn, ctx)?;
        return Err(RegisterError::Work(WorkRefusal::Faults(0, faults)));
    }
    check_alive(conn, &after, 0)?;
    let [told_before, told_after] = [&before.work, &after].map(state);
    audit::line(conn, ctx, CHANGED, &id.to_string(), Some(&told_before), Some(&told_after))?;
    store(conn, id, after.days, &codec::details_json(&after.details))?;
    Ok(Receipt { changed: Changed::LEDGER, answer: Answer::Done })
}

/// What of a row may change, as the audit keeps it: the last day, then the details.
fn state(work: &NewWork) -> String {
    let until = work.days.to.map_or_else(|| "-".to_owned(), |to| to.to_string());
    format!("{until} {}", codec::details_json(&work.details))
}

/// Refuses what would change what the report of a closed year told: what is dated in it, and what stood in it too, since a station
/// counts in every year that it is there. An end behind the year, and what came of a row, may follow.
fn check_closed(conn: &Connection, before: Option<&NewWork>, after: Option<&NewWork>) -> Result<()> {
    for work in [before, after].into_iter().flatten() {
        // A day in it, whether or not the row counts there.
        let ends = work.days.to.filter(|to| before.is_none_or(|before| before.days.to != Some(*to)));
        let begins = Some(work.days.from).filter(|_| before.is_none() || after.is_none());
        for day in begins.into_iter().chain(ends) {
            years::check_open(conn, day)?;
        }
    }
    for year in years::closed(conn)? {
        if counts::changes(before, after, year) {
            return Err(RegisterError::YearClosed(year));
        }
    }
    Ok(())
}

fn store(conn: &Connection, id: EntryId, days: Period, details: &str) -> Result<()> {
    let rows = conn
        .prepare_cached("UPDATE work SET to_day = ?2, details = ?3 WHERE id = ?1 AND withdrawn IS NULL")?
        .execute((id.to_string(), days.to.map(|to| to.to_string()), details))?;
    written(rows, "work")
}

/// What a row says now of what may change; none where it was taken back or is not there.
pub(crate) fn stands(conn: &Connection, id: EntryId) -> Result<Option<String>> {
    Ok(read::stored(conn, id)?.filter(|row| !row.withdrawn).map(|row| state(&row.work)))
}

/// Has a row say again what it said before.
pub(crate) fn put_back(conn: &Connection, id: EntryId, told: &str) -> Result<()> {
    let damaged = || RegisterError::Damaged(CleanText::shown(told));
    let (until, details) = told.split_once(' ').ok_or_else(damaged)?;
    let row = read::stored(conn, id)?.ok_or_else(damaged)?;
    let mut after = row.work.clone();
    after.days.to = until.parse().ok();
    after.details = codec::read_details(details, &mut |stored| Ok(CleanText::unmasked(stored)))?;
    check_closed(conn, Some(&row.work), Some(&after))?;
    store(conn, id, after.days, details)
}

/// Takes a row back.
pub(crate) fn withdraw(conn: &Connection, id: EntryId, reason: &CleanText) -> Result<()> {
    let row =
        read::stored(conn, id)?.ok_or_else(|| RegisterError::NotFound(CleanText::shown(&id.to_string())))?;
    check_closed(conn, Some(&row.work), None)?;
    let rows = conn
        .prepare_cached("UPDATE work SET withdrawn = ?2 WHERE id = ?1 AND withdrawn IS NULL")?
        .execute((id.to_string(), reason.as_str()))?;
    written(rows, "work")
}
