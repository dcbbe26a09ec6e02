//! Those of a list who may be recorded together: each with what bears on it, read in one go.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use crate::domain::attention::{Attention, AttentionQuery};
use crate::domain::batch::{Among, BatchFacts, Candidate, LARGEST_BATCH};
use crate::domain::error::RegisterError;
use crate::domain::holiday::RoundCode;
use crate::domain::ids::RecipientId;
use crate::domain::list::RosterQuery;
use crate::domain::page::Start;
use crate::domain::place::TownshipCode;
use crate::domain::round::Round;
use crate::domain::text::CleanText;
use crate::store::drafts;
use crate::store::file::error::Result;
use crate::store::ledger::record;
use crate::store::lists::due::DuePageQuery;
use crate::store::lists::row;
use crate::store::register::Store;
use crate::store::rounds;
use crate::store::standing::facts;

/// Rows read at once of a list that is wanted whole.
const STRIDE: u32 = 500;

impl Store {
    /// What the form that records many opens with: those meant, and what bears on each. Of a list that is longer than one act
    /// may be nobody.
    ///
    /// # Errors
    /// Not found; storage troubles.
    pub fn batch_form(&self, code: RoundCode, among: &Among, today: NaiveDate) -> Result<BatchFacts> {
        let round = rounds::load(&self.conn, code)?;
        let meant = self.meant(among, Some(code), today)?;
        let too_many = meant.len() > LARGEST_BATCH;
        let meant = if too_many { Vec::new() } else { meant };
        Ok(BatchFacts {
            candidates: candidates(&self.conn, &round, &meant, today, today)?,
            too_many,
            handlers: record::last_handlers(&self.conn)?,
            two_handlers: record::needs_two_handlers(&self.conn, today)?,
            round,
        })
    }

    /// Those of a list who are meant, of one round or of all, as far as one act goes and one more.
    pub(crate) fn meant(
        &self,
        among: &Among,
        round: Option<RoundCode>,
        today: NaiveDate,
    ) -> Result<Vec<RecipientId>> {
        match among {
            Among::These(ids) => Ok(ids.clone()),
            Among::Roster(query) => self.all_of_roster(query, today),
            Among::Due { scope, exceptions } => {
                let (scope, exceptions) = (scope.clone(), *exceptions);
                let query = DuePageQuery { round, scope, exceptions, start: Start::First, limit: STRIDE };
                self.all_due(query, today)
            }
            Among::Attention(list, township) => self.all_of_attention(*list, township.clone(), round, today),
        }
    }

    /// Everybody on a roster, as far as one act goes and one more.
    fn all_of_roster(&self, query: &RosterQuery, today: NaiveDate) -> Result<Vec<RecipientId>> {
        let mut all = Vec::new();
        let mut start = Start::First;
        while all.len() <= LARGEST_BATCH {
            let page = self.roster(&RosterQuery { start, limit: STRIDE, ..query.clone() }, today)?;
            all.extend(page.rows.iter().map(|row| row.id));
            match page.rows.last() {
                Some(last) if page.more_after => start = Start::After(last.key.clone()),
                Some(_) | None => break,
            }
        }
        Ok(all)
    }

    /// As [`Store::all_of_roster`], of those on a list for attention who are on it for that round, if one is named.
    fn all_of_attention(
        &self,
        which: Attention,
        township: Option<TownshipCode>,
        round: Option<RoundCode>,
        today: NaiveDate,
    ) -> Result<Vec<RecipientId>> {
        let (start, limit) = (Start::First, STRIDE);
        let mut query = AttentionQuery { list: which, township, round, start, limit };
        let mut all = Vec::new();
        while all.len() <= LARGEST_BATCH {
            let page = self.attention(&query, today)?;
            let of_round = page.rows.iter().filter(|item| round.is_none() || item.round == round);
            all.extend(of_round.map(|item| item.row.id));
            match page.rows.last() {
                Some(last) if page.more_after => query.start = Start::After(last.row.key.clone()),
                Some(_) | None => break,
            }
        }
        Ok(all)
    }

    /// As [`Store::all_of_roster`], of what is due.
    fn all_due(&self, mut query: DuePageQuery, today: NaiveDate) -> Result<Vec<RecipientId>> {
        let mut all = Vec::new();
        while all.len() <= LARGEST_BATCH {
            let page = self.due_page(&query, today)?;
            all.extend(page.rows.iter().map(|item| item.row.id));
            match page.rows.last() {
                Some(last) if page.more_after => query.start = Start::After(last.row.key.clone()),
                Some(_) | None => break,
            }
        }
        Ok(all)
    }
}

/// Those meant, by township, village and name, each once, with what bears on recording them on that day.
pub(super) fn candidates(
    conn: &Connection,
    round: &Round,
    meant: &[RecipientId],
    on: NaiveDate,
    today: NaiveDate,
) -> Result<Vec<Candidate>> {
    let half_filled: BTreeSet<RecipientId> = drafts::waiting(conn)?
        .into_iter()
        .filter(|draft| draft.round() == Some(round.code))
        .map(|draft| draft.recipient)
        .collect();
    let numbers = by_place(conn, meant)?;
    let mut rows = Vec::with_capacity(numbers.len());
    row::each(conn, numbers, Some(round), today, |row| rows.push(row))?;
    rows.into_iter()
        .map(|row| {
            let subject = facts::subject_of(conn, row.id)?;
            let situation = record::situation(conn, &subject, row.id, round, (on, today))?;
            let draft = half_filled.contains(&row.id);
            Ok(Candidate { row, situation, draft })
        })
        .collect()
}

/// The local numbers of those, by township, village and name, each once.
pub(crate) fn by_place(conn: &Connection, meant: &[RecipientId]) -> Result<Vec<i64>> {
    let mut places = meant.iter().map(|id| place(conn, *id)).collect::<Result<Vec<_>>>()?;
    places.sort_unstable();
    places.dedup();
    Ok(places.into_iter().map(|(.., no)| no).collect())
}

/// Where somebody stands in a list by place, people before units.
fn place(conn: &Connection, id: RecipientId) -> Result<(String, String, i64, String, i64)> {
    conn.prepare_cached("SELECT kind, township, village, pinyin, local_id FROM recipient WHERE id = ?1")?
        .query_row([id.to_string()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        })
        .optional()?
        .ok_or_else(|| RegisterError::NotFound(CleanText::shown(&id.to_string())))
}
