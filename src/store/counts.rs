//! The counts beside the roster, from the tally: a few rows in one range, whatever the register holds.

use rusqlite::Connection;

use super::Result;
use super::names::{borrowed, text};
use super::roster::scope_values;
use crate::domain::holiday::RoundCode;
use crate::domain::money::Fen;
use crate::domain::place::{Scope, TownshipCode};
use crate::domain::query::{ScopeLine, VillageLine};
use crate::domain::text::CleanText;

/// The places that are counted, in order.
pub(super) const TOWNSHIPS: &str = "SELECT code, name FROM township ORDER BY code";

/// The whole townships of the register and of a round, people and units.
pub(super) const TALLIES: &str =
    "SELECT kind, township, people, open, done, closed, missed, planned_fen FROM tally
     WHERE round IN ('', ?1) AND village = 0";

/// The money given in a round.
pub(super) const GIVEN: &str = "SELECT kind, township, cash_fen FROM given WHERE round = ?1";

/// The villages of one township in a round.
pub(super) const VILLAGES_OF: &str = "SELECT v.name, n.open, n.done, n.closed FROM village AS v
     CROSS JOIN tally AS n ON n.round = ?1 AND n.village = v.no AND n.kind = ?2 AND n.township = v.township
     WHERE v.township = ?3 AND n.open + n.done + n.closed > 0 ORDER BY v.no";

/// The villages of every township in a round.
pub(super) const VILLAGES: &str = "SELECT v.name, n.open, n.done, n.closed FROM tally AS n
     JOIN village AS v ON v.no = n.village
     WHERE n.round = ?1 AND n.village > 0 AND n.kind = ?2 AND n.open + n.done + n.closed > 0
     ORDER BY n.township, n.village";

/// The counts of every scope: the whole banner, each township, the units.
pub(super) fn scopes(conn: &Connection, round: Option<RoundCode>) -> Result<Vec<ScopeLine>> {
    let code = round.map_or_else(|| "-".to_owned(), |round| round.to_string());
    let mut townships = conn
        .prepare_cached(TOWNSHIPS)?
        .query_map([], |row| {
            let name = text(borrowed(row, 1)?);
            Ok(line(Scope::Township(TownshipCode(row.get(0)?)), name))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut units = line(Scope::Units, CleanText::default());
    let mut statement = conn.prepare_cached(TALLIES)?;
    let mut rows = statement.query([&code])?;
    while let Some(row) = rows.next()? {
        let (kind, township) = (borrowed(row, 0)?, borrowed(row, 1)?);
        let Some(line) = find(&mut townships, &mut units, kind, township) else { continue };
        line.recipients += row.get::<_, u64>(2)?;
        line.open += row.get::<_, u64>(3)?;
        line.done += row.get::<_, u64>(4)?;
        line.closed += row.get::<_, u64>(5)?;
        line.missed += row.get::<_, u64>(6)?;
        line.planned = line.planned.plus(Fen::new(row.get(7)?));
    }
    let mut statement = conn.prepare_cached(GIVEN)?;
    let mut rows = statement.query([&code])?;
    while let Some(row) = rows.next()? {
        let (kind, township) = (borrowed(row, 0)?, borrowed(row, 1)?);
        if let Some(line) = find(&mut townships, &mut units, kind, township) {
            line.given = line.given.plus(Fen::new(row.get(2)?));
        }
    }
    let mut lines = vec![total(&townships)];
    lines.append(&mut townships);
    lines.push(units);
    Ok(lines)
}

/// The line on which a kind and a township are counted.
fn find<'a>(
    townships: &'a mut [ScopeLine],
    units: &'a mut ScopeLine,
    kind: &str,
    township: &str,
) -> Option<&'a mut ScopeLine> {
    if kind == "unit" {
        return Some(units);
    }
    townships.iter_mut().find(|line| matches!(&line.scope, Scope::Township(code) if code.0 == township))
}

fn line(scope: Scope, name: CleanText) -> ScopeLine {
    ScopeLine {
        scope,
        name,
        recipients: 0,
        open: 0,
        done: 0,
        closed: 0,
        missed: 0,
        planned: Fen::ZERO,
        given: Fen::ZERO,
    }
}

fn total(parts: &[ScopeLine]) -> ScopeLine {
    let mut sum = line(Scope::Banner, CleanText::default());
    for part in parts {
        sum.recipients += part.recipients;
        sum.open += part.open;
        sum.done += part.done;
        sum.closed += part.closed;
        sum.missed += part.missed;
        sum.planned = sum.planned.plus(part.planned);
        sum.given = sum.given.plus(part.given);
    }
    sum
}

/// The counts of the villages in which somebody is in the round.
pub(super) fn villages(conn: &Connection, round: RoundCode, scope: &Scope) -> Result<Vec<VillageLine>> {
    let (kind, township) = scope_values(scope);
    let code = round.to_string();
    let line = |row: &rusqlite::Row<'_>| {
        Ok(VillageLine {
            village: text(borrowed(row, 0)?),
            open: row.get(1)?,
            done: row.get(2)?,
            closed: row.get(3)?,
        })
    };
    let lines = match township {
        Some(township) => conn
            .prepare_cached(VILLAGES_OF)?
            .query_map((code, kind, township), line)?
            .collect::<rusqlite::Result<_>>()?,
        None => {
            conn.prepare_cached(VILLAGES)?.query_map((code, kind), line)?.collect::<rusqlite::Result<_>>()?
        }
    };
    Ok(lines)
}
