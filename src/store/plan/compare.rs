//! A plan beside that of the last round of the same holiday.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use super::explain::own_facts;
use crate::domain::error::RegisterError;
use crate::domain::holiday::RoundCode;
use crate::domain::money::Fen;
use crate::domain::plan::PlanState;
use crate::domain::plan::compare::{Comparison, Dropped, Planned, compare};
use crate::domain::plan::explain::{NotPlanned, bearings, why_not};
use crate::domain::recipient::{Life, Residence};
use crate::domain::round::Round;
use crate::store::codec::recipient_id;
use crate::store::columns::{borrowed, text};
use crate::store::file::error::Result;
use crate::store::planning::book::Book;
use crate::store::register::Store;
use crate::store::rounds;
use crate::store::standing::{census, facts, settled};

impl Store {
    /// Compares the plan of a round with that of the last created round of the same holiday; of one that is approved on a day
    /// also tells who would be on it by the facts of now.
    ///
    /// # Errors
    /// A year that the calendar does not reach; storage troubles.
    pub fn compare_plan(&self, code: RoundCode, today: NaiveDate) -> Result<Comparison> {
        let _state = self.state()?;
        let conn = &self.conn;
        let round = rounds::load(conn, code)?;
        let codes = rounds::codes(conn)?.into_iter();
        let before = codes
            .filter(|one| one.festival == code.festival && one.year < code.year)
            .max_by_key(|one| one.year);
        let old = before.map(|before| planned(conn, &rounds::load(conn, before)?)).transpose()?;
        let now = planned(conn, &round)?;
        let late = if PlanState::of(&round, today) == PlanState::Approved {
            late(conn, &round)?
        } else {
            Vec::new()
        };
        let told = compare(before, old.unwrap_or_default(), &now, |one| why(conn, one, &round))?;
        Ok(Comparison { late, ..told })
    }
}

/// Whoever would be on an approved plan by the facts of now and its standards, and is not: they came to be eligible since.
fn late(conn: &Connection, round: &Round) -> Result<Vec<Planned>> {
    let open = Round { settled_on: None, ..Book::load(conn, round.code)?.with_standards(round.clone()) };
    let mut all = Vec::new();
    census::each(conn, &open, None, |member| {
        if member.verdict.standing.is_open() && settled::line(conn, member.local_id, round.code)?.is_none() {
            all.extend(of_member(conn, member)?);
        }
        Ok::<_, RegisterError>(())
    })?;
    Ok(all)
}

/// Whoever would be in a round, as plans are compared.
fn of_member(conn: &Connection, member: census::Member) -> Result<Option<Planned>> {
    let Some(basis) = member.verdict.basis else { return Ok(None) };
    let mut who = conn.prepare_cached(
        "SELECT r.id, r.name, t.name, v.name FROM recipient AS r JOIN township AS t ON t.code = r.township
         JOIN village AS v ON v.local_id = r.village WHERE r.local_id = ?1",
    )?;
    let (id, [name, township, village]) = who.query_row([member.local_id], |row| {
        let names = [text(borrowed(row, 1)?), text(borrowed(row, 2)?), text(borrowed(row, 3)?)];
        Ok((row.get::<_, String>(0)?, names))
    })?;
    let id = recipient_id(&id)?;
    Ok(Some(Planned { id, name, township, village, group: basis.group, amount: basis.cash }))
}

/// Everybody on the plan of a round, in the order in which a team drives.
fn planned(conn: &Connection, round: &Round) -> Result<Vec<Planned>> {
    let mut all = Vec::new();
    if !round.created {
        census::each(conn, round, None, |member| {
            all.extend(of_member(conn, member)?);
            Ok::<_, RegisterError>(())
        })?;
        return Ok(all);
    }
    let mut statement = conn.prepare_cached(
        "SELECT r.id, coalesce(l.name, r.name), t.name, v.name, g.name, s.cash_fen
         FROM standing AS s JOIN recipient AS r ON r.local_id = s.recipient JOIN township AS t ON t.code = s.township
         JOIN village AS v ON v.local_id = s.village JOIN visit_group AS g ON g.local_id = s.visit_group
         LEFT JOIN settled_line AS l ON l.round = s.round AND l.recipient = s.recipient
         WHERE s.round = ?1 ORDER BY s.kind, s.township, s.village, s.pinyin, s.recipient",
    )?;
    let mut rows = statement.query([round.code.to_string()])?;
    while let Some(row) = rows.next()? {
        all.push(Planned {
            id: recipient_id(borrowed(row, 0)?)?,
            name: text(borrowed(row, 1)?),
            township: text(borrowed(row, 2)?),
            village: text(borrowed(row, 3)?),
            group: text(borrowed(row, 4)?),
            amount: Fen::new(row.get(5)?),
        });
    }
    Ok(all)
}

/// Why somebody of the plan before is not on that of a round.
fn why(conn: &Connection, one: &Planned, round: &Round) -> Result<Dropped> {
    let subject = facts::subject_of(conn, one.id)?;
    let is_merged = conn
        .prepare_cached("SELECT 1 FROM recipient WHERE id = ?1 AND merged_into IS NOT NULL")?
        .query_row([one.id.to_string()], |_| Ok(()))
        .optional()?
        .is_some();
    if is_merged {
        return Ok(Dropped::Merged);
    }
    let own = own_facts(&subject);
    Ok(match why_not(&own, &bearings(&own, round), round) {
        Some(NotPlanned::Died(_)) => Dropped::Died,
        Some(NotPlanned::Moved(_)) => Dropped::Moved,
        Some(NotPlanned::Suspended(_)) => Dropped::Suspended,
        Some(NotPlanned::NoGroup | NotPlanned::NotHeld) => Dropped::GroupEnded,
        Some(NotPlanned::NoStandard) => Dropped::NoStandard,
        // By the facts they would be on it by now: the list was fixed before.
        Some(NotPlanned::AfterApproval) | None => match (subject.life, subject.residence) {
            (Life::Dead(_), _) => Dropped::Died,
            (_, Residence::Left(_)) => Dropped::Moved,
            (_, Residence::Suspended(_)) => Dropped::Suspended,
            (Life::Alive, Residence::Here) => Dropped::Other,
        },
    })
}
