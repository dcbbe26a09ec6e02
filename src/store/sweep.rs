//! Search, second phase: matches with gaps or inside a name, found by reading the packed initials of
//! everybody, a slice at a time so that nothing waits for it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::search::Found;
use super::{Result, Store, rounds};
use crate::domain::holiday::RoundCode;
use crate::domain::query::Hit;
use crate::domain::search::{Query, gapped};

/// Names that one slice reads: about two milliseconds of work.
pub const SLICE: u32 = 20_000;
/// Names that a slice may score before it ends early.
const SCORED: usize = 200;

/// The next names, by number.
pub(super) const NEXT: &str =
    "SELECT recipient, packed FROM initials WHERE recipient > ?1 ORDER BY recipient LIMIT ?2";

/// One of them, as a candidate.
pub(super) const ONE: &str = "SELECT r.no, r.name, v.name, r.id_key, r.phone FROM recipient AS r
     JOIN village AS v ON v.no = r.village WHERE r.no = ?1";

/// A search that goes on behind the first page: where it has come, and whom it need not tell again.
#[derive(Clone, Debug)]
pub struct Sweep {
    query: Query,
    asked: Vec<u64>,
    after: i64,
    told: BTreeSet<i64>,
}

impl Sweep {
    /// Begins behind the hits of the first phase.
    pub fn new(typed: &str, first: &[Hit]) -> Self {
        let query = Query::parse(typed);
        let asked = query.packed();
        Self { query, asked, after: 0, told: first.iter().map(|hit| hit.row.key.no).collect() }
    }

    /// Whether everybody was looked at; numbers are found by the first phase alone.
    pub fn is_done(&self) -> bool {
        self.asked.is_empty()
    }
}

impl Store {
    /// Reads the next slice of names and brings the best `limit` hits in it, best first; call it until
    /// [`Sweep::is_done`]. A slice costs the same at any size of the register.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn search_more(
        &self,
        sweep: &mut Sweep,
        round: Option<RoundCode>,
        limit: u32,
        today: NaiveDate,
    ) -> Result<Vec<Hit>> {
        if sweep.is_done() {
            return Ok(Vec::new());
        }
        let _state = self.state()?;
        let conn = &self.conn;
        let query = sweep.query.clone();
        let mut found = Found::new(&query, limit).without(&sweep.told);
        let mut statement = conn.prepare_cached(NEXT)?;
        let mut one = conn.prepare_cached(ONE)?;
        let mut rows = statement.query((sweep.after, SLICE))?;
        let (mut read, mut tried) = (0, 0);
        while let Some(row) = rows.next()? {
            let (no, packed): (i64, i64) = (row.get(0)?, row.get(1)?);
            read += 1;
            sweep.after = no;
            if sweep.asked.iter().any(|asked| gapped(packed.cast_unsigned(), *asked)) {
                found.take(one.query([no])?)?;
                tried += 1;
                if tried == SCORED {
                    break;
                }
            }
        }
        if read < SLICE && tried < SCORED {
            sweep.asked.clear();
        }
        let round = round.map(|code| rounds::load(conn, code)).transpose()?;
        let hits = found.hits(conn, round.as_ref(), today)?;
        sweep.told.extend(hits.iter().map(|hit| hit.row.key.no));
        Ok(hits)
    }
}
