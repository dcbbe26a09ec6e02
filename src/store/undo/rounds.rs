//! A round that was created, changed or closed, as it was before.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use super::{AuditLine, Way, changed_since, is_undone, mark};
use crate::domain::error::RegisterError;
use crate::domain::op::WriteContext;
use crate::domain::round::{Round, RoundRule};
use crate::domain::text::CleanText;
use crate::domain::undo::{NotUndone, Undoing};
use crate::store::file::error::{Result, written};
use crate::store::standing::{index, raise, round};
use crate::store::{audit, rounds};

/// The line that says that a round was withdrawn.
const WITHDRAWN: &str = "undo_create_round";
/// The line that says that its days and standards are as before.
const PUT_BACK: &str = "undo_change_round";
/// The line that says that a closed round is open again.
pub(super) const REOPENED: &str = "reopen_round";

/// The line that says that a rise of standards was taken back.
const LOWERED: &str = "undo_raise_standard";
/// What changes standards once a round has opened.
const RISES: [&str; 2] = [raise::RAISED, LOWERED];

/// What changes a round.
const CHANGES: [&str; 3] = ["change_round", "close_round", "create_round"];

/// What undoes the creation: nothing once somebody was called on in it, or its list is fixed.
pub(super) fn way_of_creation(conn: &Connection, line: &AuditLine) -> Result<Way> {
    let round = rounds::load(conn, rounds::parse_code(&line.subject)?)?;
    Ok(if is_undone(conn, line, WITHDRAWN)? {
        Err(NotUndone::Undone)
    } else if !round.created || rounds::describe(&round) != line.after() {
        Err(changed_since(conn, line, &CHANGES)?)
    } else if round.settled_on.is_some() {
        Err(NotUndone::Settled)
    } else if has_history(conn, &line.subject)? {
        Err(NotUndone::HasHistory)
    } else {
        Ok(Undoing::Back(line.no))
    })
}

/// What undoes a change: nothing once it has opened, unless the change itself opened it and nothing was done in it yet.
pub(super) fn way_of_change(conn: &Connection, line: &AuditLine, today: Option<NaiveDate>) -> Result<Way> {
    let round = rounds::load(conn, rounds::parse_code(&line.subject)?)?;
    Ok(if is_undone(conn, line, PUT_BACK)? {
        Err(NotUndone::Undone)
    } else if !round.created || rounds::describe(&round) != line.after() {
        Err(changed_since(conn, line, &CHANGES)?)
    } else if round.settled_on.is_some() {
        Err(NotUndone::Settled)
    } else if let Some(today) = today.filter(|today| round.window.opens <= *today)
        && (has_history(conn, &line.subject)? || was_open(conn, line, today)?)
    {
        Err(NotUndone::Opened)
    } else {
        Ok(Undoing::Back(line.no))
    })
}

/// What undoes a rise of standards: nothing once something was recorded by the new ones.
pub(super) fn way_of_rise(conn: &Connection, line: &AuditLine) -> Result<Way> {
    let round = rounds::load(conn, rounds::parse_code(&line.subject)?)?;
    let stands =
        line.after().strip_prefix(&rounds::describe(&round)).is_some_and(|why| why.starts_with("; "));
    Ok(if is_undone(conn, line, LOWERED)? {
        Err(NotUndone::Undone)
    } else if !stands {
        Err(changed_since(conn, line, &RISES)?)
    } else if round.settled_on.is_some() {
        Err(NotUndone::Settled)
    } else if recorded_since(conn, line)? {
        Err(NotUndone::HasHistory)
    } else {
        Ok(Undoing::Back(line.no))
    })
}

/// Whether something that stands was given in a round behind an act.
fn recorded_since(conn: &Connection, line: &AuditLine) -> Result<bool> {
    Ok(conn
        .prepare_cached(
            "SELECT 1 FROM audit AS a JOIN entry AS e ON e.id = a.subject
             WHERE a.local_id > ?1 AND a.action = 'record' AND e.round = ?2
               AND NOT EXISTS (SELECT 1 FROM entry AS x WHERE x.reverses = e.id)",
        )?
        .exists((line.no, &line.subject))?)
}

/// Gives a round the standards back that it had before they were raised.
pub(super) fn lower(
    conn: &Connection,
    line: &AuditLine,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    let code = rounds::parse_code(&line.subject)?;
    let told = line.before.as_deref().unwrap_or_default();
    let before =
        rounds::read_described(conn, code, told)?.ok_or(RegisterError::NotUndone(NotUndone::WroteNothing))?;
    round::put(conn, &Round { created: true, ..before }, None)?;
    raise::forget_last(conn, code)?;
    let after = [mark(line.no).as_str(), reason, ": ", told].concat();
    audit::line(conn, ctx, LOWERED, &line.subject, Some(line.after()), Some(&after))
}

/// Whether a round had opened before a change of its days.
fn was_open(conn: &Connection, line: &AuditLine, today: NaiveDate) -> Result<bool> {
    let told = line.before.as_deref().unwrap_or_default();
    let before = rounds::read_described(conn, rounds::parse_code(&line.subject)?, told)?;
    Ok(before.is_none_or(|before| before.window.opens <= today))
}

/// What undoes the closing.
pub(super) fn way_of_closing(conn: &Connection, line: &AuditLine) -> Result<Way> {
    let round = rounds::load_for_rows(conn, rounds::parse_code(&line.subject)?)?;
    let last: Option<i64> = conn
        .prepare_cached(
            "SELECT local_id FROM audit WHERE action = 'close_round' AND subject = ?1 ORDER BY local_id DESC LIMIT 1",
        )?
        .query_row([&line.subject], |row| row.get(0))
        .optional()?;
    Ok(if round.closed_on.is_some() && last == Some(line.no) {
        Ok(Undoing::Back(line.no))
    } else {
        Err(NotUndone::Undone)
    })
}

/// Whether anybody was called on or given something in a round.
fn has_history(conn: &Connection, code: &str) -> Result<bool> {
    Ok(conn
        .prepare_cached(
            "SELECT 1 WHERE EXISTS (SELECT 1 FROM visit WHERE round = ?1)
                         OR EXISTS (SELECT 1 FROM entry WHERE round = ?1)",
        )?
        .exists([code])?)
}

/// Takes a round away that was created by a slip: the calendar knows it still.
pub(super) fn withdraw(
    conn: &Connection,
    line: &AuditLine,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    for table in ["standing", "tally", "standard", "plan_part"] {
        conn.execute(&format!("DELETE FROM {table} WHERE round = ?1"), [&line.subject])?;
    }
    written(conn.execute("DELETE FROM round WHERE code = ?1", [&line.subject])?, "round")?;
    let told = [mark(line.no).as_str(), reason].concat();
    audit::line(conn, ctx, WITHDRAWN, &line.subject, Some(line.after()), Some(&told))
}

/// Gives a round that has not opened the days and standards that it had.
pub(super) fn put_back(
    conn: &Connection,
    line: &AuditLine,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    let code = rounds::parse_code(&line.subject)?;
    let told = line.before.as_deref().unwrap_or_default();
    // What cannot be read back as it was written is no round to go back to.
    let before =
        rounds::read_described(conn, code, told)?.ok_or(RegisterError::NotUndone(NotUndone::WroteNothing))?;
    round::put(conn, &Round { created: true, ..before }, None)?;
    let after = [mark(line.no).as_str(), reason, ": ", told].concat();
    audit::line(conn, ctx, PUT_BACK, &line.subject, Some(line.after()), Some(&after))
}

/// Opens a closed round again: who was closed with it is open.
pub(super) fn reopen(
    conn: &Connection,
    line: &AuditLine,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    let code = rounds::parse_code(&line.subject)?;
    let before = rounds::load(conn, code)?;
    let Some(closed_on) = before.closed_on else { return Err(RegisterError::Round(RoundRule::NotOver)) };
    let rows = conn
        .execute("UPDATE round SET closed_on = NULL, closed_for = NULL WHERE code = ?1", [&line.subject])?;
    written(rows, "round")?;
    index::refresh_round(conn, &Round { closed_on: None, ..before }, None)?;
    let told = [mark(line.no).as_str(), reason].concat();
    audit::line(conn, ctx, REOPENED, &line.subject, Some(&closed_on.to_string()), Some(&told))
}
