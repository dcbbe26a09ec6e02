//! The year's figures, from the entries that no reversal has cancelled.

use rusqlite::Connection;

use crate::domain::money::Fen;
use crate::domain::report::{GroupFigures, Report, RoundFigures, UnitFigures, VisitFigures};
use crate::store::columns::text;
use crate::store::file::error::Result;
use crate::store::register::Store;
use crate::store::standing::shared::human;
use crate::store::{heads, rounds};

/// Live gifts of a calendar year; what a figure counts and what its list shows are the same rows. What is reversed in a later
/// year, since its own was closed, counts on: the later year tells of the reversal.
const LIVE: &str = "FROM entry AS g WHERE g.kind = 'gift' AND substr(g.paid_on, 1, 4) = ?1
  AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = g.id AND substr(r.paid_on, 1, 4) = ?1)";

impl Store {
    /// Everything paid in the calendar year, by round and group.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn report(&self, year: i32) -> Result<Report> {
        let year_text = format!("{year:04}");
        let _state = self.state()?;
        let conn = &self.conn;
        let mut of_rounds = Vec::new();
        let mut statement = conn.prepare_cached(&rounds_paid())?;
        let codes = statement
            .query_map([&year_text], |row| row.get::<_, String>(0))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        for code in codes {
            of_rounds.push(RoundFigures {
                round: rounds::parse_code(&code)?,
                visits: people(conn, &year_text, Some(&code))?,
                units: units(conn, &year_text, Some(&code))?,
                groups: groups(conn, &year_text, &code)?,
            });
        }
        of_rounds.sort_by_key(|figures| figures.round);
        Ok(Report {
            year,
            visits: people(conn, &year_text, None)?,
            units: units(conn, &year_text, None)?,
            rounds: of_rounds,
            heads: heads::heads(conn)?,
        })
    }
}

/// A person-visit is a call at which something was handed over: one person on one day. Two who are one human are one.
pub(super) fn visits(who: &str) -> String {
    format!(
        "count(DISTINCT {who}), count(DISTINCT {who} || g.round || g.paid_on), coalesce(sum(g.cash_fen), 0),
         coalesce(sum(g.goods_fen), 0)"
    )
}

pub(super) fn visit_figures(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<VisitFigures> {
    Ok(VisitFigures {
        people: row.get(at)?,
        person_visits: row.get(at + 1)?,
        cash: Fen::new(row.get(at + 2)?),
        goods: Fen::new(row.get(at + 3)?),
    })
}

/// The rounds for which something was paid.
pub(crate) fn rounds_paid() -> String {
    format!("SELECT DISTINCT g.round {LIVE}")
}

/// The figures of people, or of units; `who` tells who an entry was for.
pub(crate) fn figures(kind: &str, who: &str) -> String {
    let visits = visits(who);
    format!("SELECT {visits} {LIVE} AND g.recipient_kind = '{kind}' AND (?2 IS NULL OR g.round = ?2)")
}

/// The figures of people, group by group; `who` as for [`figures`].
pub(crate) fn by_group(who: &str) -> String {
    let visits = visits(who);
    format!(
        "SELECT g.visit_group, {visits} {LIVE} AND g.recipient_kind = 'person' AND g.round = ?2
         GROUP BY g.visit_group
         ORDER BY coalesce((SELECT local_id FROM visit_group WHERE name = g.visit_group), 1000), g.visit_group"
    )
}

fn people(conn: &Connection, year: &str, round: Option<&str>) -> Result<VisitFigures> {
    Ok(conn
        .prepare_cached(&figures("person", &human(conn, "g")?))?
        .query_row((year, round), |row| visit_figures(row, 0))?)
}

fn units(conn: &Connection, year: &str, round: Option<&str>) -> Result<UnitFigures> {
    let figures = conn
        .prepare_cached(&figures("unit", &human(conn, "g")?))?
        .query_row((year, round), |row| visit_figures(row, 0))?;
    Ok(UnitFigures { units: figures.people, cash: figures.cash, goods: figures.goods })
}

fn groups(conn: &Connection, year: &str, round: &str) -> Result<Vec<GroupFigures>> {
    let mut statement = conn.prepare_cached(&by_group(&human(conn, "g")?))?;
    let rows = statement.query_map((year, round), |row| {
        Ok(GroupFigures { group: text(&row.get::<_, String>(0)?), visits: visit_figures(row, 1)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
