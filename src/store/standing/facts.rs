//! What of a recipient bears on due, and the verdict that follows from it.

use rusqlite::{Connection, OptionalExtension, Row, Rows};

use crate::domain::due::{self, Facts, ListLine, Standing, Verdict};
use crate::domain::error::RegisterError;
use crate::domain::holiday::RoundCode;
use crate::domain::ids::RecipientId;
use crate::domain::merge::Ties;
use crate::domain::recipient::{Absence, Held, Kind, Life, Membership, Residence, StatusKind};
use crate::domain::round::{Round, Standard};
use crate::domain::text::CleanText;
use crate::domain::visit::{Call, Outcome};
use crate::store::codec;
use crate::store::columns::{borrowed, day, if_any, set_day, text};
use crate::store::file::error::Result;
use crate::store::standing::{elsewhere, settled, shared};

/// What of a recipient bears on due.
pub(crate) struct Subject {
    pub(crate) no: i64,
    pub(crate) id: String,
    pub(crate) name: CleanText,
    pub(crate) kind: Kind,
    pub(crate) life: Life,
    pub(crate) residence: Residence,
    /// What of the status history life and residence do not tell.
    pub(crate) away: Vec<Absence>,
    pub(crate) groups: Vec<Membership>,
    /// Who this one was merged into.
    pub(crate) merged_into: Option<i64>,
    /// What merges mean for this one; none for nearly everybody.
    pub(crate) ties: Option<Box<Ties>>,
    /// Calls that are looked at beforehand.
    pub(crate) supposed: Supposed,
}

/// Calls as they would stand after a change that is looked at beforehand, and lists as they would be fixed before it; nothing
/// else.
#[derive(Debug, Default)]
pub(crate) struct Supposed {
    /// The round of a call more, at which nothing was given.
    pub(crate) called_in: Option<RoundCode>,
    /// Calls that would stand no longer, by their ids.
    pub(crate) without: Vec<String>,
    /// What lists that are to be fixed hold of the subject.
    pub(crate) lines: Vec<(RoundCode, ListLine)>,
}

/// The columns of a subject.
macro_rules! subject {
    () => {
        "SELECT local_id, id, name, kind, died_on, left_on, suspended_on, merged_into,
                (SELECT value FROM meta WHERE key = 'merged ' || r.id) FROM recipient AS r"
    };
}

impl Subject {
    /// Whether this one stands in a round of its own: whoever was merged does only where the list was fixed before.
    pub(crate) fn stands_in(&self, code: &str) -> bool {
        self.ties.as_ref().map_or(self.merged_into.is_none(), |ties| ties.stands_in(code))
    }
}

/// Reads the subject with that local number.
pub(crate) fn subject(conn: &Connection, no: i64) -> Result<Subject> {
    let subject =
        conn.prepare_cached(concat!(subject!(), " WHERE local_id = ?1"))?.query_row([no], read_subject)?;
    Ok(Subject { groups: memberships(conn, no)?, ..subject })
}

/// Reads the subject with that id.
pub(crate) fn subject_of(conn: &Connection, id: RecipientId) -> Result<Subject> {
    let subject = conn
        .prepare_cached(concat!(subject!(), " WHERE id = ?1"))?
        .query_row([id.to_string()], read_subject)
        .optional()?
        .ok_or_else(|| RegisterError::NotFound(CleanText::shown(&id.to_string())))?;
    Ok(Subject { groups: memberships(conn, subject.no)?, ..subject })
}

/// A subject from its columns, but for the groups.
fn read_subject(row: &Row<'_>) -> rusqlite::Result<Subject> {
    let mut ties = shared::read(if_any(row, 8)?);
    let away = ties.as_mut().map(|ties| std::mem::take(&mut ties.away)).unwrap_or_default();
    Ok(Subject {
        away: if away.is_empty() { absences(row, 5)? } else { away },
        no: row.get(0)?,
        id: row.get(1)?,
        // Compared with those of handlers; nobody is shown it.
        name: CleanText::unmasked(&row.get::<_, String>(2)?),
        kind: codec::kind(borrowed(row, 3)?),
        life: life(row, 4)?,
        residence: residence(row, 5)?,
        groups: Vec::new(),
        merged_into: row.get(7)?,
        ties,
        supposed: Supposed::default(),
    })
}

/// Life from its column.
pub(crate) fn life(row: &Row<'_>, at: usize) -> rusqlite::Result<Life> {
    Ok(day(row, at)?.map_or(Life::Alive, Life::Dead))
}

/// Residence from its two columns; moving away outweighs a suspension.
pub(crate) fn residence(row: &Row<'_>, at: usize) -> rusqlite::Result<Residence> {
    let (left, suspended) = (day(row, at)?, day(row, at + 1)?);
    Ok(left.map(Residence::Left).or(suspended.map(Residence::Suspended)).unwrap_or(Residence::Here))
}

/// Departure and suspension from their two columns, where both stand: residence tells but one.
pub(crate) fn absences(row: &Row<'_>, at: usize) -> rusqlite::Result<Vec<Absence>> {
    let (left, suspended) = (day(row, at)?, day(row, at + 1)?);
    let Some((left, suspended)) = left.zip(suspended) else { return Ok(Vec::new()) };
    let dead = day(row, at - 1)?.map(|from| (StatusKind::Died, from));
    let both = [(StatusKind::Left, left), (StatusKind::Suspended, suspended)];
    let all = dead.into_iter().chain(both);
    Ok(all.map(|(kind, from)| Absence { kind, from, until: None }).collect())
}

/// The groups of a recipient, in the fixed order.
pub(crate) const GROUPS_HELD: &str =
    "SELECT g.name, h.held_from, h.held_to, h.entered_on FROM group_held AS h
     JOIN visit_group AS g ON g.local_id = h.visit_group
     WHERE h.recipient = ?1 ORDER BY h.visit_group, h.held_from";

/// The groups a recipient holds or held, in the fixed order.
pub(crate) fn groups_held(conn: &Connection, no: i64) -> Result<Vec<Held>> {
    Ok(memberships(conn, no)?.into_iter().map(|one| one.held).collect())
}

/// As [`groups_held`], each with the day on which it was entered.
fn memberships(conn: &Connection, no: i64) -> Result<Vec<Membership>> {
    let mut statement = conn.prepare_cached(GROUPS_HELD)?;
    let rows = statement.query_map([no], membership)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A membership from the columns of [`GROUPS_HELD`].
pub(crate) fn membership(row: &Row<'_>) -> rusqlite::Result<Membership> {
    Ok(Membership { held: held(row)?, entered: set_day(row, 3)? })
}

/// The categories a recipient holds or held, in the fixed order.
pub(crate) fn categories_held(conn: &Connection, no: i64) -> Result<Vec<Held>> {
    let mut statement = conn.prepare_cached(
        "SELECT c.name, h.held_from, h.held_to FROM category_held AS h JOIN category AS c ON c.local_id = h.category
         WHERE h.recipient = ?1 ORDER BY h.category, h.held_from",
    )?;
    let rows = statement.query_map([no], held)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A label with its dates, from three columns.
pub(crate) fn held(row: &Row<'_>) -> rusqlite::Result<Held> {
    Ok(Held { label: text(&row.get::<_, String>(0)?), from: day(row, 1)?, until: day(row, 2)? })
}

/// The calls of a recipient (its id, then its local number) in a round that stand, the last one first: neither
/// cancelled, nor is the gift of the same id reversed, nor the death or departure undone that was heard of there.
pub(crate) const STANDING_CALLS: &str =
    "SELECT v.outcome, v.visited_on, v.deferred_to, v.needs, v.note, v.id FROM visit AS v
     WHERE v.recipient = ?1 AND v.round = ?3
       AND NOT EXISTS (SELECT 1 FROM visit_cancelled AS c WHERE c.visit = v.id)
       AND NOT EXISTS (SELECT 1 FROM entry AS e WHERE e.reverses = v.id)
       AND NOT EXISTS (SELECT 1 FROM status_line AS l
                       WHERE l.recipient = ?2 AND l.visit = v.id AND l.undone IS NOT NULL)
     ORDER BY v.device_seq DESC";

/// Weighs the facts of one recipient in one round.
pub(crate) fn verdict(conn: &Connection, subject: &Subject, round: &Round) -> Result<Verdict> {
    let code = round.code.to_string();
    if !subject.stands_in(&code) {
        return Ok(Verdict { standing: Standing::NotEligible, basis: None, groups: 0, listed: false });
    }
    let (live_cash, live_goods) = match &subject.ties {
        Some(ties) => shared::live_counts(conn, subject, ties, &code)?,
        None => conn
            .prepare_cached(
                "SELECT coalesce(sum(cash_fen > 0), 0), coalesce(sum(goods_fen > 0), 0) FROM entry AS g
                 WHERE recipient = ?1 AND +round = ?2 AND programme = 'visit' AND kind = 'gift'
                   AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = g.id)",
            )?
            .query_row((&subject.id, &code), |row| Ok((row.get(0)?, row.get(1)?)))?,
    };
    // Where the gift settles it, as nearly always behind a write, the calls need not be read.
    let paid = round.settled_on.is_none()
        && !due::is_gone(subject.life, subject.residence, &subject.away, round.window.opens)
        && due::basis(&subject.groups, round)
            .0
            .is_some_and(|basis| due::is_paid(basis, live_cash, live_goods));
    let (called, last_call) = if paid { (false, None) } else { last_call(conn, subject, &code)? };
    let facts = Facts {
        groups: &subject.groups,
        life: subject.life,
        residence: subject.residence,
        away: &subject.away,
        last_call: last_call.as_ref(),
        called: called || subject.supposed.called_in == Some(round.code),
        live_cash,
        live_goods,
    };
    if round.settled_on.is_none() {
        return Ok(due::standing(&facts, round));
    }
    let supposed = subject.supposed.lines.iter().find(|(code, _)| *code == round.code);
    let mut line = match supposed {
        Some((_, line)) => Some(line.clone()),
        None => settled::line(conn, subject.no, round.code)?,
    };
    if let Some(line) = &mut line {
        line.elsewhere = elsewhere::is_now(conn, subject, round)?;
    }
    Ok(due::settled_standing(&facts, round, line.as_ref()))
}

/// The standard by which somebody is visited in a round, whatever happened to them.
pub(crate) fn basis(conn: &Connection, subject: &Subject, round: &Round) -> Result<Option<Standard>> {
    Ok(match round.settled_on {
        None => due::basis(&subject.groups, round).0.cloned(),
        Some(_) => settled::line(conn, subject.no, round.code)?.map(|line| line.standard),
    })
}

/// Whether any call of a recipient in a round stands at which nothing was given, and the last of all that says more than a
/// status does.
fn last_call(conn: &Connection, subject: &Subject, code: &str) -> Result<(bool, Option<Call>)> {
    let without = &subject.supposed.without;
    if let Some(ties) = &subject.ties {
        let [ids, nos] = shared::lists(subject, ties.members_in(code));
        return last_of(conn.prepare_cached(shared::STANDING_CALLS)?.query((ids, nos, code))?, without);
    }
    last_of(conn.prepare_cached(STANDING_CALLS)?.query((&subject.id, subject.no, code))?, without)
}

fn last_of(mut rows: Rows<'_>, without: &[String]) -> Result<(bool, Option<Call>)> {
    let (mut called, mut last) = (false, None);
    while let Some(row) = rows.next()? {
        if !without.is_empty() && without.iter().any(|id| borrowed(row, 5).is_ok_and(|own| own == id)) {
            continue;
        }
        let call = call(row)?;
        called |= !call.outcome.gives();
        if last.is_none() && !matches!(call.outcome, Outcome::Died | Outcome::MovedAway) {
            last = Some(call);
        }
        if called && last.is_some() {
            break;
        }
    }
    Ok((called, last))
}

/// A call from its columns: outcome, day, deferred to, needs, note.
pub(crate) fn call(row: &Row<'_>) -> rusqlite::Result<Call> {
    let outcome: String = row.get(0)?;
    Ok(Call {
        outcome: Outcome::parse(&outcome).unwrap_or(Outcome::VisitOnly),
        on: row.get(1)?,
        deferred_to: row.get(2)?,
        needs: crate::store::columns::maybe(row.get(3)?),
        note: crate::store::columns::maybe(row.get(4)?),
    })
}

/// As [`number_of`], for what changes somebody: nobody who was merged is changed any more.
///
/// # Errors
/// [`RegisterError::Merged`].
pub(crate) fn own_number(conn: &Connection, id: RecipientId) -> Result<i64> {
    let no = number_of(conn, id)?;
    shared::refuse_merged(conn, no)?;
    Ok(no)
}

/// The local number of a recipient.
pub(crate) fn number_of(conn: &Connection, id: RecipientId) -> Result<i64> {
    conn.prepare_cached("SELECT local_id FROM recipient WHERE id = ?1")?
        .query_row([id.to_string()], |row| row.get(0))
        .optional()?
        .ok_or_else(|| RegisterError::NotFound(CleanText::shown(&id.to_string())))
}
