//! Due lists: one round for the commands, all rounds for the screen.

use chrono::NaiveDate;

use crate::domain::due::{self, Standing, State};
use crate::domain::holiday::RoundCode;
use crate::domain::list::{DueItem, RosterQuery, RosterRow, Show, Sort};
use crate::domain::page::{Page, RowKey, Start};
use crate::domain::place::{Scope, TownshipCode};
use crate::domain::round_card::{RoundCard, StateCounts};
use crate::store::file::error::Result;
use crate::store::lists::row;
use crate::store::register::Store;
use crate::store::standing::index;
use crate::store::{codec, rounds};

/// What a due list asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueQuery {
    /// The round.
    pub round: RoundCode,
    /// Only this township.
    pub township: Option<TownshipCode>,
    /// Only this state.
    pub state: Option<State>,
}

/// Which part of what is due a screen shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuePageQuery {
    /// Only this round; none for every created round whose window has opened.
    pub round: Option<RoundCode>,
    /// Which part of the register; the banner is everybody, units too.
    pub scope: Scope,
    /// The exceptions instead of what is open.
    pub exceptions: bool,
    /// The rows after this one.
    pub after: Option<RowKey>,
    /// Rows at most.
    pub limit: u32,
}

/// A page of rows read at once when a whole list is wanted.
const STRIDE: u32 = 500;

impl Store {
    /// The items of a round by township, village and name, people before units, with the counts of all
    /// states within the township.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn due(&self, query: &DueQuery, today: NaiveDate) -> Result<(RoundCard, Vec<RosterRow>)> {
        let mut card = self.round_card(query.round, today)?;
        let all = if card.round.created { self.indexed(query, today)? } else { self.derived(query, today)? };
        let mut counts: Vec<(State, u64)> = card.counts.0.iter().map(|(state, _)| (*state, 0)).collect();
        for row in &all {
            if let Some((_, n)) = counts.iter_mut().find(|(state, _)| *state == row.state) {
                *n += 1;
            }
        }
        card.counts = StateCounts(counts);
        let items =
            all.into_iter().filter(|row| query.state.is_none_or(|state| row.state == state)).collect();
        Ok((card, items))
    }

    fn indexed(&self, query: &DueQuery, today: NaiveDate) -> Result<Vec<RosterRow>> {
        let mut all = Vec::new();
        let people = query.township.clone().map_or(Scope::Banner, Scope::Township);
        for scope in [people, Scope::Units] {
            let mut start = Start::First;
            loop {
                let page =
                    self.roster(&in_round(query.round, scope.clone(), Show::InRound, start, STRIDE), today)?;
                let last = page.rows.last().map(|row| row.key.clone());
                all.extend(page.rows);
                match last {
                    Some(key) if page.more_after => start = Start::After(key),
                    Some(_) | None => break,
                }
            }
        }
        if let Some(code) = &query.township {
            let name = crate::store::labels::township_name(&self.conn, code)?;
            all.retain(|row| row.township == name);
        }
        Ok(all)
    }

    /// As [`Self::indexed`], for a round that nobody has created: derived from the facts.
    fn derived(&self, query: &DueQuery, today: NaiveDate) -> Result<Vec<RosterRow>> {
        let round = rounds::load(&self.conn, query.round)?;
        let mut placed = Vec::new();
        let mut place = self
            .conn
            .prepare_cached("SELECT kind, township, village, pinyin FROM recipient WHERE local_id = ?1")?;
        for (no, verdict) in index::derive(&self.conn, &round)? {
            let key: (String, String, i64, String) =
                place.query_row([no], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
            if query.township.as_ref().is_none_or(|code| code.0 == key.1) {
                placed.push((key, no, verdict));
            }
        }
        placed.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        placed
            .into_iter()
            .map(|(_, no, verdict)| {
                let mut row = row::one(&self.conn, no, None, today)?;
                row::overlay(&mut row, verdict.standing, verdict.basis, &round, today);
                Ok(row)
            })
            .collect()
    }

    /// A page of what is due now: the most pressing round first, within it by township and village, people
    /// before units. With `exceptions`, the items that a failed call or a closing took out of the ordinary.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn due_page(&self, query: &DuePageQuery, today: NaiveDate) -> Result<Page<DueItem>> {
        let show = if query.exceptions { Show::Exceptions } else { Show::Open };
        let after = query.after.as_ref();
        let mut lists = Vec::new();
        for code in rounds::codes(&self.conn)? {
            let round = rounds::load(&self.conn, code)?;
            let state = due::state(Standing::Open(None), &round.window, today);
            if query.round.is_none_or(|only| only == code) && state != State::Upcoming {
                lists.push((state, round.window.day, code));
            }
        }
        lists.sort_unstable();
        let scopes = match &query.scope {
            Scope::Banner => vec![Scope::Banner, Scope::Units],
            one @ (Scope::Township(_) | Scope::Units) => vec![one.clone()],
        };
        let mut lists = lists
            .into_iter()
            .flat_map(|(_, _, code)| scopes.iter().map(move |scope| (code, scope.clone())))
            .collect::<Vec<_>>();
        let mut start = Start::First;
        if let Some((code, kind, key)) = after.and_then(unwrap_key) {
            let here = lists.iter().position(|(c, scope)| *c == code && codec::scope_values(scope).0 == kind);
            lists.drain(..here.unwrap_or_default());
            start = Start::After(key);
        }
        let mut items = Vec::new();
        let wanted = usize::try_from(query.limit).unwrap_or(usize::MAX);
        let mut more_after = false;
        for (code, scope) in lists {
            let left = u32::try_from(wanted - items.len()).unwrap_or(u32::MAX);
            let kind = codec::scope_values(&scope).0;
            let begin = std::mem::replace(&mut start, Start::First);
            let page = self.roster(&in_round(code, scope, show, begin, left.max(1)), today)?;
            if left == 0 {
                more_after |= !page.rows.is_empty();
                if more_after {
                    break;
                }
                continue;
            }
            more_after |= page.more_after;
            items.extend(page.rows.into_iter().map(|mut row| {
                row.key.parts.splice(0..0, [code.to_string(), kind.to_owned()]);
                DueItem { round: code, row }
            }));
            if more_after {
                break;
            }
        }
        Ok(Page { rows: items, more_before: after.is_some(), more_after })
    }
}

fn unwrap_key(key: &RowKey) -> Option<(RoundCode, String, RowKey)> {
    let (first, rest) = key.parts.split_first()?;
    let (kind, parts) = rest.split_first()?;
    Some((first.parse().ok()?, kind.clone(), RowKey { parts: parts.to_vec(), no: key.no }))
}

fn in_round(round: RoundCode, scope: Scope, show: Show, start: Start, limit: u32) -> RosterQuery {
    RosterQuery {
        round: Some(round),
        scope,
        show,
        group: None,
        village: None,
        sort: Sort::Village,
        start,
        limit,
    }
}
