//! The counts beside the roster, from the tally: a few rows in one range, whatever the register holds.

use rusqlite::Connection;

use crate::domain::holiday::RoundCode;
use crate::domain::list::{ScopeLine, VillageLine};
use crate::domain::money::Fen;
use crate::domain::place::{Scope, TownshipCode};
use crate::domain::text::CleanText;
use crate::store::codec::scope_values;
use crate::store::columns::{borrowed, if_any, text};
use crate::store::file::error::Result;

/// Every township with its name, then its tallies of the register and of the round, then the cash of what is closed there, which
/// no tally holds. One statement, since each takes and leaves the lock of the register.
pub(crate) const COUNTS: &str = "SELECT code, NULL, name, 0, 0, 0, 0, 0, 0, 0 FROM township
     UNION ALL SELECT township, kind, NULL, people, open, done, closed, missed, planned_fen, given_fen FROM tally
       WHERE round IN ('', ?1) AND village = 0
     UNION ALL SELECT township, kind, NULL, 0, 0, 0, 0, 0, sum(cash_fen), 0 FROM standing INDEXED BY standing_rank
       WHERE round = ?1 AND kind IN ('person', 'unit') AND rank = 3 AND visit_group IS NOT NULL GROUP BY 1, 2";

/// The villages of one township in a round.
pub(crate) const VILLAGES_OF: &str = "SELECT v.name, n.open, n.done, n.closed FROM village AS v
     CROSS JOIN tally AS n ON n.round = ?1 AND n.village = v.local_id AND n.kind = ?2 AND n.township = v.township
     WHERE v.township = ?3 AND n.open + n.done + n.closed > 0 ORDER BY v.local_id";

/// The villages of every township in a round.
pub(crate) const VILLAGES: &str = "SELECT v.name, n.open, n.done, n.closed FROM tally AS n
     JOIN village AS v ON v.local_id = n.village
     WHERE n.round = ?1 AND n.village > 0 AND n.kind = ?2 AND n.open + n.done + n.closed > 0
     ORDER BY n.township, n.village";

/// The counts of every scope: the whole banner, each township, the units.
pub(crate) fn scopes(conn: &Connection, round: Option<RoundCode>) -> Result<Vec<ScopeLine>> {
    let code = round.map_or_else(|| "-".to_owned(), |round| round.to_string());
    let mut townships: Vec<ScopeLine> = Vec::new();
    let mut units = line(Scope::Units);
    let mut statement = conn.prepare_cached(COUNTS)?;
    let mut rows = statement.query([&code])?;
    while let Some(row) = rows.next()? {
        let township = borrowed(row, 0)?;
        if let Some(name) = if_any(row, 2)? {
            of(&mut townships, township).name = text(name);
            continue;
        }
        let line = if borrowed(row, 1)? == "unit" { &mut units } else { of(&mut townships, township) };
        line.recipients += row.get::<_, u64>(3)?;
        line.open += row.get::<_, u64>(4)?;
        line.done += row.get::<_, u64>(5)?;
        line.closed += row.get::<_, u64>(6)?;
        line.missed += row.get::<_, u64>(7)?;
        line.planned = line.planned.plus(Fen::new(row.get(8)?));
        line.given = line.given.plus(Fen::new(row.get(9)?));
    }
    townships.sort_by(|a, b| code_of(a).cmp(code_of(b)));
    let mut lines = vec![total(&townships)];
    lines.append(&mut townships);
    lines.push(units);
    Ok(lines)
}

/// The line of a township, a new one if need be.
fn of<'a>(townships: &'a mut Vec<ScopeLine>, township: &str) -> &'a mut ScopeLine {
    let at = townships.iter().position(|line| code_of(line) == township).unwrap_or(townships.len());
    if at == townships.len() {
        townships.push(line(Scope::Township(TownshipCode(township.to_owned()))));
    }
    &mut townships[at]
}

fn code_of(line: &ScopeLine) -> &str {
    match &line.scope {
        Scope::Township(code) => &code.0,
        Scope::Banner | Scope::Units => "",
    }
}

fn line(scope: Scope) -> ScopeLine {
    ScopeLine {
        scope,
        name: CleanText::default(),
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
    let mut sum = line(Scope::Banner);
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
pub(crate) fn villages(conn: &Connection, round: RoundCode, scope: &Scope) -> Result<Vec<VillageLine>> {
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
