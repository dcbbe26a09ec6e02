//! What is owed as 补差 beside the gifts of a list: that list holds who is owed something, and nobody else.

use std::collections::HashMap;

use rusqlite::{Connection, params_from_iter};

use super::entries;
use crate::domain::entry::{LedgerLine, LedgerQuery, Unusual};
use crate::domain::money::Fen;
use crate::store::file::error::Result;
use crate::store::standing::rises;

/// What is owed beside gifts, by their numbers.
#[derive(Default)]
pub(crate) struct Owed(HashMap<i64, Fen>);

impl Owed {
    /// A query that is narrowed to gifts beside which something is owed, where it asks for those, and what is owed.
    pub(crate) fn with(conn: &Connection, query: &LedgerQuery) -> Result<(LedgerQuery, Self)> {
        if query.unusual != Some(Unusual::Raised) {
            return Ok((query.clone(), Self::default()));
        }
        let mut owed: HashMap<i64, Fen> = rises::owed(conn)?.into_iter().collect();
        if let Some(numbers) = &query.numbers {
            owed.retain(|no, _| numbers.contains(no));
        }
        let mut numbers: Vec<i64> = owed.keys().copied().collect();
        numbers.sort_unstable();
        Ok((LedgerQuery { numbers: Some(numbers), ..query.clone() }, Self(owed)))
    }

    /// Puts into a line what is owed beside it.
    pub(super) fn put(&self, line: &mut LedgerLine) {
        line.owed = self.0.get(&line.no).copied().unwrap_or_default();
    }

    /// What is owed beside all gifts of a narrowed query.
    pub(super) fn sum(&self, conn: &Connection, query: &LedgerQuery) -> Result<Fen> {
        if self.0.is_empty() {
            return Ok(Fen::ZERO);
        }
        let (filter, values) = entries::filter(query, None);
        let mut statement = conn.prepare_cached(&format!("SELECT e.local_id FROM entry AS e {filter}"))?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut sum = Fen::ZERO;
        while let Some(row) = rows.next()? {
            sum = sum.plus(self.0.get(&row.get(0)?).copied().unwrap_or_default());
        }
        Ok(sum)
    }
}
