//! Where people stood in a round at the end of a day that is past: what was recorded until then, and nothing later, by the
//! standards as they were told then. Who is on the list, from where and in which group is as it stands now.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use crate::domain::due::{self, Facts, ListLine, Standing};
use crate::domain::error::RegisterError;
use crate::domain::money::Fen;
use crate::domain::recipient::{Absence, Life, Residence, StatusKind};
use crate::domain::round::{Round, Standard};
use crate::domain::text::CleanText;
use crate::domain::visit::{Call, Outcome};
use crate::store::columns::{borrowed, text};
use crate::store::file::error::Result;
use crate::store::standing::elsewhere::MergedThen;
use crate::store::standing::facts::{Subject, call, subject};
use crate::store::standing::returns::Returns;
use crate::store::standing::{index, rises, settled, shared};

/// The recipients (local numbers) of whom something was recorded behind a day (?2) that bears on a round (?1): gifts and
/// reversals, calls and their cancelling, deaths and departures, their undoing and returns, merging and parting, what
/// concerns all of it (?3).
pub(crate) const LATER: &str =
    "SELECT r.local_id FROM entry AS e JOIN recipient AS r ON r.id = e.recipient WHERE e.round = ?1 AND e.recorded_on > ?2
     UNION SELECT r.local_id FROM visit AS v JOIN recipient AS r ON r.id = v.recipient
       WHERE v.round = ?1 AND v.recorded_on > ?2
     UNION SELECT r.local_id FROM visit_cancelled AS c CROSS JOIN visit AS v ON v.id = c.visit
       JOIN recipient AS r ON r.id = v.recipient WHERE c.recorded_on > ?2 AND v.round = ?1
     UNION SELECT recipient FROM status_line WHERE entered_on > ?2 OR undone_on > ?2
     UNION SELECT r.local_id FROM audit AS a JOIN recipient AS r ON r.id = a.subject
       WHERE a.on_day > ?2 AND a.action IN ('end_left', 'end_suspended', 'undo_end_left', 'undo_end_suspended',
                                            'merge', 'merged', 'unmerge', 'unmerged')
     UNION SELECT recipient FROM standing WHERE ?3 AND round = ?1 AND visit_group IS NOT NULL";

/// The last act that closed a round (?1) or opened it again until the end of a day (?2).
const CLOSING: &str = "SELECT action, on_day FROM audit
     WHERE subject = ?1 AND action IN ('close_round', 'reopen_round') AND on_day <= ?2 ORDER BY local_id DESC LIMIT 1";

/// The day on which a round had been closed by the end of a day, none while it was open.
fn closed_then(conn: &Connection, round: &Round, day: NaiveDate) -> Result<Option<NaiveDate>> {
    let last: Option<(String, NaiveDate)> = conn
        .prepare_cached(CLOSING)?
        .query_row((round.code.to_string(), day), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(last.filter(|(action, _)| action == "close_round").map(|(_, on)| on))
}

/// A round as it was told at the end of a day: whether it was approved, over or closed by then, and its standards.
pub(crate) fn round_then(conn: &Connection, round: &Round, day: NaiveDate) -> Result<Round> {
    let closed_on = closed_then(conn, round, day)?;
    let settled_on = round.settled_on.filter(|on| *on <= day);
    let rises = rises::of(conn, round)?;
    let standards = if rises.is_empty() { round.standards.clone() } else { rises.told_on(day) };
    Ok(Round { standards, settled_on, closed_on, ..round.clone() })
}

/// How somebody on the list of a round stood at the end of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stood {
    /// Where they stood.
    pub(crate) standing: Standing,
    /// The standard as it was told then.
    pub(crate) standard: Standard,
}

/// Of those on the list of a created round who stood otherwise at the end of that day than they stand now, or by another
/// standard: how they stood, by local number. Nobody where nothing was recorded since.
pub(crate) fn stood(conn: &Connection, round: &Round, day: NaiveDate) -> Result<HashMap<i64, Stood>> {
    let code = round.code.to_string();
    let closed_on = closed_then(conn, round, day)?;
    let rises = rises::of(conn, round)?;
    let told = rises.is_raised_after(day).then(|| rises.told_on(day));
    let later = conn
        .prepare_cached(LATER)?
        .query_map((&code, day, closed_on != round.closed_on || told.is_some()), |row| row.get::<_, i64>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut holders = BTreeSet::new();
    for no in later {
        let of = subject(conn, no)?;
        let holder = if of.stands_in(&code) { Some(no) } else { shared::holder(conn, &of, &code)? };
        holders.extend(holder);
        // What was given to who stands apart bears on the line of whom they are by now.
        holders.extend(of.merged_into.map(|_| shared::root(conn, no)).transpose()?);
    }
    let (returns, merged) = (Returns::read(conn)?, MergedThen::read(conn, day)?);
    let then = Round { closed_on, ..round.clone() };
    let mut stood = HashMap::new();
    for no in holders {
        let Some((now, mut line)) = listed(conn, no, &then)? else { continue };
        let subject = subject(conn, no)?;
        let is_raised = told.as_ref().is_some_and(|told| {
            // Who has a standard by the rise alone was not told of then; the list is as it stands now.
            let before = rises::basis_by(&subject, round, Some(&line.standard), told.clone());
            before.filter(|before| *before != line.standard).map(|before| line.standard = before).is_some()
        });
        line.elsewhere = round.settled_on.is_some() && merged.was(conn, &subject.id, round, day)?;
        let standing = on_day(conn, &subject, (&then, &line), &returns, day)?;
        if standing != now || is_raised {
            stood.insert(no, Stood { standing, standard: line.standard });
        }
    }
    Ok(stood)
}

/// Where somebody stands now, and what the list holds of them; none for whoever is not on it.
fn listed(conn: &Connection, no: i64, round: &Round) -> Result<Option<(Standing, ListLine)>> {
    let found = conn
        .prepare_cached(
            "SELECT s.rank, s.detail, s.detail_on, g.name, s.cash_fen, s.goods, s.goods_fen, s.held_groups
             FROM standing AS s JOIN visit_group AS g ON g.local_id = s.visit_group
             WHERE s.round = ?1 AND s.recipient = ?2",
        )?
        .query_row((round.code.to_string(), no), |row| {
            let standard = Standard {
                group: text(borrowed(row, 3)?),
                cash: Fen::new(row.get(4)?),
                goods: text(borrowed(row, 5)?),
                goods_value: Fen::new(row.get(6)?),
            };
            Ok((
                index::read(row, 0)?,
                ListLine { standard, groups: row.get(7)?, by_cash: false, elsewhere: false },
            ))
        })
        .optional()?;
    let Some((now, line)) = found else { return Ok(None) };
    let fixed = if round.settled_on.is_some() { settled::line(conn, no, round.code)? } else { None };
    Ok(Some((now, fixed.unwrap_or(line))))
}

/// Where somebody on the list of a round stood at the end of a day.
fn on_day(
    conn: &Connection,
    subject: &Subject,
    (round, line): (&Round, &ListLine),
    returns: &Returns,
    day: NaiveDate,
) -> Result<Standing> {
    let code = round.code.to_string();
    let members = subject.ties.iter().flat_map(|ties| ties.members_in(&code));
    let [ids, nos] = shared::lists(subject, members);
    let (live_cash, live_goods): (u32, u32) = conn
        .prepare_cached(
            "SELECT coalesce(sum(cash_fen > 0), 0), coalesce(sum(goods_fen > 0), 0) FROM entry AS g
             WHERE recipient IN (SELECT value FROM json_each(?1)) AND +round = ?2 AND programme = 'visit'
               AND kind = 'gift' AND recorded_on <= ?3
               AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = g.id AND r.recorded_on <= ?3)",
        )?
        .query_row((&ids, &code, day), |row| Ok((row.get(0)?, row.get(1)?)))?;
    let away = absences(conn, subject.no, returns, day)?;
    let last_call = last_call(conn, &ids, &nos, &code, day)?;
    let facts = Facts {
        groups: &[],
        life: Life::Alive,
        residence: Residence::Here,
        away: &away,
        last_call: last_call.as_ref(),
        called: false,
        live_cash,
        live_goods,
    };
    Ok(due::settled_standing(&facts, round, Some(line)).standing)
}

/// Deaths, departures and suspensions that the register held at the end of a day, and those of their ends that it knew.
fn absences(conn: &Connection, no: i64, returns: &Returns, day: NaiveDate) -> Result<Vec<Absence>> {
    let mut statement = conn.prepare_cached(
        "SELECT kind, happened_on, ended_on FROM status_line
         WHERE recipient = ?1 AND kind <> 'held' AND entered_on <= ?2 AND (undone IS NULL OR undone_on > ?2)
         ORDER BY happened_on, local_id",
    )?;
    let mut rows = statement.query((no, day))?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let kind = match borrowed(row, 0)? {
            "died" => StatusKind::Died,
            "left" => StatusKind::Left,
            "suspended" => StatusKind::Suspended,
            _ => return Err(RegisterError::Damaged(CleanText::from("status"))),
        };
        let from = row.get(1)?;
        all.push(Absence { kind, from, until: returns.known((no, kind, from), row.get(2)?, day) });
    }
    Ok(all)
}

/// The last call that stood at the end of a day and says more than a status does.
fn last_call(conn: &Connection, ids: &str, nos: &str, code: &str, day: NaiveDate) -> Result<Option<Call>> {
    let mut statement = conn.prepare_cached(
        "SELECT v.outcome, v.visited_on, v.deferred_to, v.needs, v.note FROM visit AS v
         WHERE v.recipient IN (SELECT value FROM json_each(?1)) AND v.round = ?3 AND v.recorded_on <= ?4
           AND NOT EXISTS (SELECT 1 FROM visit_cancelled AS c WHERE c.visit = v.id AND c.recorded_on <= ?4)
           AND NOT EXISTS (SELECT 1 FROM entry AS e WHERE e.reverses = v.id AND e.recorded_on <= ?4)
           AND NOT EXISTS (SELECT 1 FROM status_line AS l
                           WHERE l.recipient IN (SELECT value FROM json_each(?2)) AND l.visit = v.id
                             AND l.undone IS NOT NULL AND l.undone_on <= ?4)
         ORDER BY v.device_seq DESC",
    )?;
    let mut rows = statement.query((ids, nos, code, day))?;
    while let Some(row) = rows.next()? {
        let call = call(row)?;
        if !matches!(call.outcome, Outcome::Died | Outcome::MovedAway) {
            return Ok(Some(call));
        }
    }
    Ok(None)
}
