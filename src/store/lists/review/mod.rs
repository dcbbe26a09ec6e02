//! What of a register is to be checked: people in the order in which a team drives, pairs that may be one human, and
//! gifts. A list, its count and what a command prints of it are one walk.

pub(crate) mod doubles;
pub(crate) mod likeness;
pub(crate) mod people;

use chrono::NaiveDate;
use rusqlite::params_from_iter;

use crate::domain::attention::{Attention, AttentionItem, AttentionQuery, Count};
use crate::domain::entry::{LedgerQuery, Unusual};
use crate::domain::error::RegisterError;
use crate::domain::holiday::RoundCode;
use crate::domain::ids::RecipientId;
use crate::domain::page::Start;
use crate::domain::review::{DoublePair, DoublePairs, DoubleSides, Review, ReviewQuery};
use crate::store::file::error::Result;
use crate::store::ledger::entries;
use crate::store::ledger::owed::Owed;
use crate::store::lists::attention;
use crate::store::register::Store;
use crate::store::standing::facts;

/// Most that a screen counts of a list.
const COUNTED: u64 = 999;
/// Most pairs that a screen lists: whoever has mended some sees the next.
const PAIRS: usize = 500;
/// Rows of a page of a list that is read to its end.
const STRIDE: u32 = 500;

impl Store {
    /// How many are on a list, counted as far as a screen tells it.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn review_count(&self, query: &ReviewQuery, today: NaiveDate) -> Result<Count> {
        let found = self.counted(query, today, COUNTED + 1)?;
        Ok(Count { counted: found.min(COUNTED), more: found > COUNTED })
    }

    /// How many are on a list.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn review_count_all(&self, query: &ReviewQuery, today: NaiveDate) -> Result<u64> {
        self.counted(query, today, i64::MAX.unsigned_abs())
    }

    fn counted(&self, query: &ReviewQuery, today: NaiveDate, most: u64) -> Result<u64> {
        let mut found = 0;
        match query.list {
            Review::People(list) => attention::count(&self.conn, list, query.township.as_ref(), today, most),
            Review::Doubles => {
                doubles::each(&self.conn, query.township.as_ref(), |_| {
                    found += 1;
                    Ok(found < most)
                })?;
                Ok(found)
            }
            Review::Gifts(unusual) => {
                let (gifts, _) = Owed::with(&self.conn, &gifts(unusual, query))?;
                let (sql, values) = entries::counting(&gifts, most);
                let counted: i64 =
                    self.conn.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| row.get(0))?;
                Ok(counted.unsigned_abs())
            }
        }
    }

    /// Visits everybody on a list of people, one by one.
    ///
    /// # Errors
    /// What `visit` brings; storage troubles.
    pub fn review_people<E: From<RegisterError>>(
        &self,
        list: Attention,
        query: &ReviewQuery,
        round: Option<RoundCode>,
        today: NaiveDate,
        mut visit: impl FnMut(AttentionItem) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let mut page = AttentionQuery {
            list,
            township: query.township.clone(),
            round,
            start: Start::First,
            limit: STRIDE,
        };
        loop {
            let read = self.attention(&page, today)?;
            let next = read.rows.last().filter(|_| read.more_after).map(|item| item.row.key.clone());
            for item in read.rows {
                visit(item)?;
            }
            match next {
                Some(key) => page.start = Start::After(key),
                None => return Ok(()),
            }
        }
    }

    /// Visits every pair that may be one human, one by one.
    ///
    /// # Errors
    /// What `visit` brings; storage troubles.
    pub fn review_doubles<E: From<RegisterError>>(
        &self,
        query: &ReviewQuery,
        mut visit: impl FnMut(DoublePair) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let mut failed = None;
        doubles::each(&self.conn, query.township.as_ref(), |found| {
            let pair = doubles::read(&self.conn, found)?;
            failed = visit(pair).err();
            Ok(failed.is_none())
        })?;
        failed.map_or(Ok(()), Err)
    }

    /// Two people side by side.
    ///
    /// # Errors
    /// One of them is not registered; storage troubles.
    pub fn double_sides(&self, one: RecipientId, other: RecipientId) -> Result<DoubleSides> {
        let side = |id| doubles::side(&self.conn, facts::number_of(&self.conn, id)?);
        Ok(DoubleSides { one: side(one)?, other: side(other)? })
    }

    /// The pairs that may be one human, as many as a screen lists.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn double_pairs(&self, query: &ReviewQuery) -> Result<DoublePairs> {
        let mut found = Vec::new();
        doubles::each(&self.conn, query.township.as_ref(), |pair| {
            found.push(pair);
            Ok(found.len() <= PAIRS)
        })?;
        let more = found.len() > PAIRS;
        let pairs = found.into_iter().take(PAIRS).map(|pair| doubles::read(&self.conn, pair));
        Ok(DoublePairs { pairs: pairs.collect::<Result<_>>()?, more })
    }
}

/// The entries of a list of gifts.
pub(crate) fn gifts(unusual: Unusual, query: &ReviewQuery) -> LedgerQuery {
    LedgerQuery { township: query.township.clone(), unusual: Some(unusual), ..LedgerQuery::default() }
}
