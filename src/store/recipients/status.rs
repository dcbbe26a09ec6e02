//! Life and residence: deaths, departures and suspensions, and their undoing.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use crate::domain::error::RegisterError;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::op::WriteContext;
use crate::domain::person::PersonRule;
use crate::domain::place::TownshipCode;
use crate::domain::recipient::{Absence, Kind, StatusKind};
use crate::domain::text::CleanText;
use crate::store::columns::{borrowed, if_any};
use crate::store::file::error::Result;
use crate::store::standing::tally::{Counts, TallyDelta};
use crate::store::standing::{facts, index, shared};
use crate::store::{audit, codec, row_id};

/// The stable name of a status and the column of the recipient that holds its day.
pub(crate) fn status_code(kind: StatusKind) -> (&'static str, &'static str) {
    match kind {
        StatusKind::Died => ("died", "died_on"),
        StatusKind::Left => ("left", "left_on"),
        StatusKind::Suspended => ("suspended", "suspended_on"),
        StatusKind::Withdrawn => ("held", "held_on"),
    }
}

/// Records a death, departure or suspension; what is open closes with it.
pub(crate) fn set_status(
    conn: &Connection,
    id: RecipientId,
    kind: StatusKind,
    on: NaiveDate,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    if kind == StatusKind::Withdrawn {
        // An addition is undone as the act that it was.
        return Err(RegisterError::Status(kind));
    }
    record_status(conn, id, kind, on, reason, None, ctx)
}

/// Holds a newcomer (id and local number) back whose roster says that they are gone, from a day until somebody decides. The
/// standings are the caller's.
pub(crate) fn hold_newcomer(
    conn: &Connection,
    (id, no): (RecipientId, i64),
    (word, since): (&str, NaiveDate),
    ctx: &WriteContext,
) -> Result<()> {
    let (code, column) = status_code(StatusKind::Suspended);
    let reason = held_reason(word);
    conn.prepare_cached(
        "INSERT INTO status_line (id, recipient, kind, happened_on, reason, entered_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute((row_id::fresh(ctx), no, code, since, reason.as_str(), ctx.today))?;
    conn.execute(&format!("UPDATE recipient SET {column} = ?2 WHERE local_id = ?1"), (no, since))?;
    audit::line(conn, ctx, code, &id.to_string(), None, Some(&format!("{since} {reason}")))
}

/// Holds somebody (by local number) back whose roster says that they are gone, unless something says so already: from the
/// day that it tells, or from today. Answers whether it does. A dry run writes nothing.
pub(crate) fn hold(
    conn: &Connection,
    no: i64,
    (word, on): (&str, Option<NaiveDate>),
    ctx: &WriteContext,
    dry: bool,
) -> Result<bool> {
    let mut statement = conn.prepare_cached(
        "SELECT id, birth FROM main.recipient
         WHERE local_id = ?1 AND died_on IS NULL AND left_on IS NULL AND suspended_on IS NULL AND held_on IS NULL",
    )?;
    let known: Option<(String, Option<NaiveDate>)> =
        statement.query_row([no], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let Some((id, birth)) = known else { return Ok(false) };
    if !dry {
        let id = codec::recipient_id(&id)?;
        let since = on.filter(|on| birth.is_none_or(|birth| birth <= *on)).unwrap_or(ctx.today);
        set_status(conn, id, StatusKind::Suspended, since, &held_reason(word), ctx)?;
    }
    Ok(true)
}

fn held_reason(word: &str) -> CleanText {
    CleanText::shown(&format!("名册写有「{word}」，待核对"))
}

/// Withdraws the registration of somebody (id and local number) who was added by a slip. The line of the audit is the
/// caller's.
pub(crate) fn withdraw(
    conn: &Connection,
    (id, no): (RecipientId, i64),
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    conn.execute(
        "INSERT INTO status_line (id, recipient, kind, happened_on, reason, entered_on)
         VALUES (?1, ?2, ?3, ?4, ?5, ?4)",
        (row_id::fresh(ctx), no, status_code(StatusKind::Withdrawn).0, ctx.today, reason.as_str()),
    )?;
    keep_day(conn, no, StatusKind::Withdrawn)?;
    list(conn, (id, no), false)
}

/// Whether the registration of somebody is withdrawn.
pub(crate) fn is_withdrawn(conn: &Connection, no: i64) -> Result<bool> {
    let mut withdrawn =
        conn.prepare_cached("SELECT 1 FROM main.recipient WHERE local_id = ?1 AND held_on IS NOT NULL")?;
    Ok(withdrawn.exists([no])?)
}

/// Takes somebody out of every list that is not fixed, or puts them in again.
fn list(conn: &Connection, (id, no): (RecipientId, i64), listed: bool) -> Result<()> {
    let mut ties = shared::ties(conn, &id.to_string())?;
    ties.withdrawn = !listed;
    shared::keep(conn, &id.to_string(), &ties)?;
    let (kind, township, village): (String, String, i64) =
        conn.query_row("SELECT kind, township, village FROM recipient WHERE local_id = ?1", [no], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
    let counts = if listed { Counts::PERSON } else { Counts::PERSON.less() };
    let mut tally = TallyDelta::default();
    tally.shift(None, codec::kind(&kind), &TownshipCode(township), village, counts);
    tally.apply(conn)?;
    index::refresh_unsettled(conn, no)
}

/// As [`set_status`]; where it was heard of at a call, the line names the call. A second call that tells it again has a
/// line of its own, so that it stands when the first is cancelled.
pub(crate) fn record_status(
    conn: &Connection,
    id: RecipientId,
    kind: StatusKind,
    on: NaiveDate,
    reason: &CleanText,
    visit: Option<EntryId>,
    ctx: &WriteContext,
) -> Result<()> {
    if reason.says_nothing() {
        return Err(RegisterError::ReasonRequired);
    }
    let no = facts::own_number(conn, id)?;
    let (code, column) = status_code(kind);
    let sql = format!("SELECT {column}, kind, birth FROM recipient WHERE local_id = ?1");
    let (before, of, birth): (Option<NaiveDate>, String, Option<NaiveDate>) =
        conn.query_row(&sql, [no], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    if kind == StatusKind::Died && codec::kind(&of) == Kind::Unit {
        return Err(RegisterError::Person(vec![PersonRule::UnitDies.into()]));
    }
    if on > ctx.today {
        return Err(RegisterError::Person(vec![PersonRule::NotYet.into()]));
    }
    if birth.is_some_and(|birth| on < birth) {
        return Err(RegisterError::Person(vec![PersonRule::BeforeBirth.into()]));
    }
    if before.is_some() && visit.is_none() {
        return Err(RegisterError::Status(kind));
    }
    conn.execute(
        "INSERT INTO status_line (id, recipient, kind, happened_on, reason, visit, entered_on)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        (row_id::fresh(ctx), no, code, on, reason.as_str(), visit.map(|visit| visit.to_string()), ctx.today),
    )?;
    keep_day(conn, no, kind)?;
    index::refresh(conn, no)?;
    audit::line(conn, ctx, code, &id.to_string(), None, Some(&format!("{on} {reason}")))
}

/// Has the recipient bear the day of the lines of that kind that stand; none where none does. Of departures and suspensions
/// it is the latest; of deaths the first: a call that tells once more of a death moves no day of it.
fn keep_day(conn: &Connection, no: i64, kind: StatusKind) -> Result<()> {
    let (code, column) = status_code(kind);
    let which = if kind == StatusKind::Died { "min" } else { "max" };
    let sql = format!(
        "UPDATE recipient SET rev = rev + 1, {column} = (SELECT {which}(happened_on) FROM status_line
         WHERE recipient = ?1 AND kind = ?2 AND undone IS NULL AND ended_on IS NULL) WHERE local_id = ?1"
    );
    conn.execute(&sql, (no, code))?;
    keep_absences(conn, no)
}

/// Deaths, departures and suspensions of somebody that were not undone, in the order of their days; none where the
/// recipient's own days tell all of them.
pub(crate) fn absences(conn: &Connection, no: i64) -> Result<Vec<Absence>> {
    Ok(untold(all_absences(conn, no)?))
}

/// Of all of somebody, those of whom one's own days do not tell all.
pub(super) fn untold(all: Vec<Absence>) -> Vec<Absence> {
    let again = |one: &Absence| all.iter().filter(|other| other.kind == one.kind).count() > 1;
    let told = all.iter().all(|one| one.until.is_none() && !again(one));
    if told { Vec::new() } else { all }
}

/// Every one that was not undone, in the order of their days.
pub(super) fn all_absences(conn: &Connection, no: i64) -> Result<Vec<Absence>> {
    let mut statement = conn.prepare_cached(
        "SELECT kind, happened_on, ended_on FROM status_line
         WHERE recipient = ?1 AND undone IS NULL AND kind <> 'held' ORDER BY happened_on, local_id",
    )?;
    let mut rows = statement.query([no])?;
    let mut all: Vec<Absence> = Vec::new();
    while let Some(row) = rows.next()? {
        let kind =
            kind_of(borrowed(row, 0)?).ok_or_else(|| RegisterError::Damaged(CleanText::from("status")))?;
        all.push(Absence { kind, from: row.get(1)?, until: row.get(2)? });
    }
    Ok(all)
}

/// The calls, by their ids, at which what stands of a kind was heard of.
pub(super) fn told_at(conn: &Connection, no: i64, kind: StatusKind) -> Result<Vec<String>> {
    let mut statement = conn.prepare_cached(
        "SELECT visit FROM status_line WHERE recipient = ?1 AND kind = ?2 AND undone IS NULL AND ended_on IS NULL
         AND visit IS NOT NULL",
    )?;
    let rows = statement.query_map((no, status_code(kind).0), |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whose a call was, and what was heard of at it, if that stands; none where there is no such call.
pub(super) fn heard_at(conn: &Connection, visit: EntryId) -> Result<Option<(RecipientId, Option<Absence>)>> {
    let mut statement = conn.prepare_cached(
        "SELECT v.recipient, l.kind, l.happened_on, l.ended_on FROM visit AS v
         JOIN recipient AS r ON r.id = v.recipient
         LEFT JOIN status_line AS l ON l.recipient = r.local_id AND l.visit = v.id AND l.undone IS NULL
         WHERE v.id = ?1",
    )?;
    let mut rows = statement.query([visit.to_string()])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let recipient = codec::recipient_id(borrowed(row, 0)?)?;
    let kind = if_any(row, 1)?.and_then(kind_of);
    let told =
        kind.map(|kind| -> Result<Absence> { Ok(Absence { kind, from: row.get(2)?, until: row.get(3)? }) });
    Ok(Some((recipient, told.transpose()?)))
}

/// Keeps what the recipient's own days do not tell.
fn keep_absences(conn: &Connection, no: i64) -> Result<()> {
    let (id, _) = shared::named(conn, no)?;
    let mut ties = shared::ties(conn, &id.to_string())?;
    let away = absences(conn, no)?;
    if ties.away != away {
        ties.away = away;
        shared::keep(conn, &id.to_string(), &ties)?;
    }
    Ok(())
}

/// Records that somebody came back, or is paid again, from a day on: what stands of that kind ends the day before.
///
/// # Errors
/// [`RegisterError::Status`] where nothing of that kind stands, or it began on that day or later: that is undone instead.
pub(crate) fn end_status(
    conn: &Connection,
    id: RecipientId,
    kind: StatusKind,
    on: NaiveDate,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    if reason.says_nothing() {
        return Err(RegisterError::ReasonRequired);
    }
    if on > ctx.today {
        return Err(RegisterError::Person(vec![PersonRule::NotYet.into()]));
    }
    let no = facts::own_number(conn, id)?;
    let code = status_code(kind).0;
    let since: Option<NaiveDate> = conn.query_row(
        "SELECT max(happened_on) FROM status_line
         WHERE recipient = ?1 AND kind = ?2 AND undone IS NULL AND ended_on IS NULL",
        (no, code),
        |row| row.get(0),
    )?;
    let ends = matches!(kind, StatusKind::Left | StatusKind::Suspended);
    let (Some(since), Some(last)) = (since.filter(|since| ends && *since < on), on.pred_opt()) else {
        return Err(RegisterError::Status(kind));
    };
    conn.execute(
        "UPDATE status_line SET ended_on = ?3 WHERE recipient = ?1 AND kind = ?2 AND undone IS NULL AND ended_on IS NULL",
        (no, code, last),
    )?;
    keep_day(conn, no, kind)?;
    index::refresh(conn, no)?;
    let (action, told) = (format!("end_{code}"), format!("{on} {reason}"));
    audit::line(conn, ctx, &action, &id.to_string(), Some(&since.to_string()), Some(&told))
}

/// Takes a return back: what ended the day before it stands on. Whether anything did.
pub(crate) fn reopen(conn: &Connection, no: i64, kind: StatusKind, on: NaiveDate) -> Result<bool> {
    let rows = conn.execute(
        "UPDATE status_line SET ended_on = NULL WHERE recipient = ?1 AND kind = ?2 AND undone IS NULL AND ended_on = ?3",
        (no, status_code(kind).0, on.pred_opt()),
    )?;
    keep_day(conn, no, kind)?;
    index::refresh(conn, no)?;
    Ok(rows > 0)
}

/// The status of a stable name.
fn kind_of(code: &str) -> Option<StatusKind> {
    let kinds = [StatusKind::Died, StatusKind::Left, StatusKind::Suspended, StatusKind::Withdrawn];
    kinds.into_iter().find(|kind| status_code(*kind).0 == code)
}

/// Undoes every line of that kind that stands; the person is due again where that was all that closed it.
pub(crate) fn undo_status(
    conn: &Connection,
    id: RecipientId,
    kind: StatusKind,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    if reason.says_nothing() {
        return Err(RegisterError::ReasonRequired);
    }
    let no = facts::own_number(conn, id)?;
    let code = status_code(kind).0;
    let mut statement = conn.prepare_cached(
        "SELECT local_id, happened_on FROM status_line
         WHERE recipient = ?1 AND kind = ?2 AND undone IS NULL AND ended_on IS NULL ORDER BY local_id DESC",
    )?;
    let lines = statement
        .query_map((no, code), |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(i64, NaiveDate)>>>()?;
    if lines.is_empty() {
        return Err(RegisterError::Status(kind));
    }
    for (line, on) in lines {
        undo_line(conn, (id, no), (kind, line, on), reason, ctx)?;
    }
    Ok(())
}

/// Undoes the line of the status history that was heard of at a call, if there is one that stands. Whether there was.
pub(crate) fn undo_told(
    conn: &Connection,
    id: RecipientId,
    visit: EntryId,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<bool> {
    let no = facts::number_of(conn, id)?;
    let line: Option<(String, i64, NaiveDate)> = conn
        .query_row(
            "SELECT kind, local_id, happened_on FROM status_line
             WHERE recipient = ?1 AND visit = ?2 AND undone IS NULL",
            (no, visit.to_string()),
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .optional()?;
    let Some((code, line, on)) = line else { return Ok(false) };
    let Some(kind) = kind_of(&code) else { return Ok(false) };
    undo_line(conn, (id, no), (kind, line, on), reason, ctx).map(|()| true)
}

/// Undoes one line of the status history of a recipient, given by its id and its local number.
pub(crate) fn undo_line(
    conn: &Connection,
    (id, no): (RecipientId, i64),
    (kind, line, on): (StatusKind, i64, NaiveDate),
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    let code = status_code(kind).0;
    conn.execute(
        "UPDATE status_line SET undone = ?2, undone_on = ?3 WHERE local_id = ?1",
        (line, reason.as_str(), ctx.today),
    )?;
    keep_day(conn, no, kind)?;
    if kind == StatusKind::Withdrawn && shared::ties(conn, &id.to_string())?.withdrawn {
        list(conn, (id, no), true)?;
    }
    index::refresh(conn, no)?;
    let action = format!("undo_{code}");
    audit::line(conn, ctx, &action, &id.to_string(), Some(&on.to_string()), Some(reason))
}
