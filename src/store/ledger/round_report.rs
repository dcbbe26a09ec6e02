//! The figures of a round, whatever years it was paid in, from the entries that no reversal has cancelled.

use rusqlite::Connection;

use super::report::{visit_figures, visits};
use crate::domain::holiday::RoundCode;
use crate::domain::money::Fen;
use crate::domain::report::{PartFigures, RoundReport, UnitFigures, VisitFigures};
use crate::domain::text::CleanText;
use crate::store::columns::text;
use crate::store::file::error::Result;
use crate::store::heads;
use crate::store::register::Store;
use crate::store::standing::shared::human;

/// What a round is told by: the columns of a part's code, its name and its order.
#[derive(Clone, Copy)]
pub(crate) struct Part {
    code: &'static str,
    name: &'static str,
    order: &'static str,
    /// Which reversals `r` take a gift out of its part.
    out: &'static str,
}

/// Any of them.
const ANY: &str = "1";

/// The round as one.
pub(crate) const WHOLE: Part = Part { code: "''", name: "''", order: "1", out: ANY };
/// Townships as they stand in the entries.
pub(crate) const PLACE: Part = Part {
    code: "coalesce(g.township, '')",
    name: "coalesce(max(g.township_name), '')",
    order: "1",
    out: ANY,
};
/// Groups as they stand in the entries.
pub(crate) const GROUP: Part = Part {
    code: "coalesce(g.visit_group, '')",
    name: "coalesce(g.visit_group, '')",
    order: "coalesce((SELECT local_id FROM visit_group WHERE name = g.visit_group), 1000), 1",
    out: ANY,
};
/// Calendar years of the days paid. What a year that was closed told stays: a later reversal lies in the year that was open.
pub(crate) const YEAR: Part = Part {
    code: "substr(g.paid_on, 1, 4)",
    name: "''",
    order: "1",
    out: "substr(r.paid_on, 1, 4) = substr(g.paid_on, 1, 4)",
};
/// Reversals of gifts of a round (?1) that were paid in a year before: what they take back from people and from units.
pub(crate) const LATE: &str = "SELECT r.recipient_kind = 'unit', count(*), sum(r.cash_fen), sum(r.goods_fen)
     FROM entry AS r JOIN entry AS g ON g.id = r.reverses
     WHERE r.round = ?1 AND r.kind = 'reversal' AND substr(r.paid_on, 1, 4) <> substr(g.paid_on, 1, 4) GROUP BY 1";

impl Store {
    /// Everything paid for the round, by township, group and year.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn round_report(&self, round: RoundCode) -> Result<RoundReport> {
        let _state = self.state()?;
        let conn = &self.conn;
        let code = round.to_string();
        let whole = parts(conn, WHOLE, &code)?.pop();
        Ok(RoundReport {
            round,
            visits: whole.as_ref().map_or_else(VisitFigures::default, |whole| whole.visits),
            units: whole.as_ref().map_or_else(UnitFigures::default, |whole| whole.units),
            places: parts(conn, PLACE, &code)?,
            groups: parts(conn, GROUP, &code)?,
            years: parts(conn, YEAR, &code)?.into_iter().chain(late(conn, &code)?).collect(),
            heads: heads::heads(conn)?,
        })
    }
}

/// The figures of each part, of people and of units; `who` tells who an entry was for.
pub(crate) fn by_part(part: Part, who: &str) -> String {
    let Part { code, name, order, out } = part;
    let visits = visits(who);
    format!(
        "SELECT {code}, {name}, g.recipient_kind = 'unit', {visits} FROM entry AS g
         WHERE g.kind = 'gift' AND g.round = ?1 AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = g.id AND {out})
         GROUP BY {order}, 1, 3 ORDER BY {order}, 3"
    )
}

/// What was taken back of years that were closed, as a part that is no year; none where nothing was.
fn late(conn: &Connection, round: &str) -> Result<Option<PartFigures>> {
    let mut statement = conn.prepare_cached(LATE)?;
    let mut rows = statement.query([round])?;
    let mut part: Option<PartFigures> = None;
    while let Some(row) = rows.next()? {
        let part = part.get_or_insert_with(|| PartFigures {
            part: CleanText::default(),
            name: CleanText::default(),
            visits: VisitFigures::default(),
            units: UnitFigures::default(),
        });
        let (cash, goods) = (Fen::new(row.get(2)?), Fen::new(row.get(3)?));
        if row.get(0)? {
            part.units = UnitFigures { units: 0, cash, goods };
        } else {
            part.visits = VisitFigures { cash, goods, ..VisitFigures::default() };
        }
    }
    Ok(part)
}

fn parts(conn: &Connection, part: Part, round: &str) -> Result<Vec<PartFigures>> {
    let mut statement = conn.prepare_cached(&by_part(part, &human(conn, "g")?))?;
    let mut rows = statement.query([round])?;
    let mut parts: Vec<PartFigures> = Vec::new();
    while let Some(row) = rows.next()? {
        let (code, name) = (text(&row.get::<_, String>(0)?), text(&row.get::<_, String>(1)?));
        let figures = visit_figures(row, 3)?;
        if parts.last().is_none_or(|last| last.part != code) {
            let (visits, units) = (VisitFigures::default(), UnitFigures::default());
            parts.push(PartFigures { part: code, name, visits, units });
        }
        let Some(part) = parts.last_mut() else { continue };
        if row.get(2)? {
            part.units = UnitFigures { units: figures.people, cash: figures.cash, goods: figures.goods };
        } else {
            part.visits = figures;
        }
    }
    Ok(parts)
}
