//! Due lists: one round for the commands, all rounds for the screen.

use chrono::NaiveDate;

use crate::domain::due::{self, DueState, Standing};
use crate::domain::error::RegisterError;
use crate::domain::holiday::RoundCode;
use crate::domain::list::{DueItem, RosterQuery, RosterRow, Show, Sort};
use crate::domain::page::{Page, RowKey, Start};
use crate::domain::place::{Scope, TownshipCode};
use crate::domain::round::Round;
use crate::domain::round_card::RoundCard;
use crate::store::file::error::Result;
use crate::store::lists::row;
use crate::store::register::Store;
use crate::store::standing::census;
use crate::store::{codec, labels, rounds};

/// What a due list asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueQuery {
    /// The round.
    pub round: RoundCode,
    /// Only this township.
    pub township: Option<TownshipCode>,
    /// Only this state.
    pub state: Option<DueState>,
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
    /// Where the page begins, or ends.
    pub start: Start,
    /// Rows at most.
    pub limit: u32,
}

/// A page of rows read at once when a whole list is wanted.
const STRIDE: u32 = 500;

impl Store {
    /// The round of a due list, with the counts of all states within the township.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn due_card(&self, query: &DueQuery, today: NaiveDate) -> Result<RoundCard> {
        self.round_card_in(query.round, query.township.as_ref(), today)
    }

    /// Visits the items of a round by township, village and name, people before units, one by one: however long
    /// the list is, a page of it is in memory.
    ///
    /// # Errors
    /// What `visit` brings; storage troubles.
    pub fn due_rows<E: From<RegisterError>>(
        &self,
        query: &DueQuery,
        today: NaiveDate,
        visit: impl FnMut(RosterRow) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let _state = self.state()?;
        let round = rounds::load(&self.conn, query.round)?;
        if round.created {
            match shown(query.state, &round, today) {
                Some(show) => self.indexed(query, show, today, visit),
                None => Ok(()),
            }
        } else {
            self.derived(query, &round, today, visit)
        }
    }

    fn indexed<E: From<RegisterError>>(
        &self,
        query: &DueQuery,
        show: Show,
        today: NaiveDate,
        mut visit: impl FnMut(RosterRow) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let only = query.township.as_ref().map(|code| labels::township_name(&self.conn, code)).transpose()?;
        let people = query.township.clone().map_or(Scope::Banner, Scope::Township);
        for scope in [people, Scope::Units] {
            let mut start = Start::First;
            loop {
                let page = self.roster(&in_round(query.round, scope.clone(), show, start, STRIDE), today)?;
                let last = page.rows.last().map(|row| row.key.clone());
                for row in page.rows {
                    if only.as_ref().is_none_or(|only| row.township == *only) {
                        visit(row)?;
                    }
                }
                match last {
                    Some(key) if page.more_after => start = Start::After(key),
                    Some(_) | None => break,
                }
            }
        }
        Ok(())
    }

    /// As [`Self::indexed`], for a round that nobody has created: derived from the facts.
    fn derived<E: From<RegisterError>>(
        &self,
        query: &DueQuery,
        round: &Round,
        today: NaiveDate,
        mut visit: impl FnMut(RosterRow) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        census::each(&self.conn, round, query.township.as_ref(), |member| {
            let verdict = member.verdict;
            let state = due::state(verdict.standing, &round.window, today);
            if query.state.is_some_and(|only| only != state) {
                return Ok(());
            }
            let mut row = row::one(&self.conn, member.local_id, None, today)?;
            row::overlay(&mut row, verdict.standing, verdict.basis, round, today);
            visit(row)
        })
    }

    /// A page of what is due now: the most pressing round first, within it by township and village, people
    /// before units. With `exceptions`, the items that a failed call or a closing took out of the ordinary.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn due_page(&self, query: &DuePageQuery, today: NaiveDate) -> Result<Page<DueItem>> {
        let show = if query.exceptions { Show::Exceptions } else { Show::Open };
        let (back, key) = match &query.start {
            Start::First => (false, None),
            Start::Last => (true, None),
            Start::After(key) | Start::At(key) => (false, Some(key)),
            Start::Before(key) => (true, Some(key)),
        };
        let mut lists = self.due_lists(query, today)?;
        if back {
            lists.reverse();
        }
        let end = || if back { Start::Last } else { Start::First };
        let mut start = end();
        if let Some((code, kind, inner)) = key.and_then(unwrap_key)
            && let Some(here) =
                lists.iter().position(|(c, scope)| *c == code && codec::scope_values(scope).0 == kind)
        {
            lists.drain(..here);
            start = match &query.start {
                Start::At(_) => Start::At(inner),
                Start::Before(_) => Start::Before(inner),
                Start::After(_) | Start::First | Start::Last => Start::After(inner),
            };
        }
        let mut items = Vec::new();
        let wanted = usize::try_from(query.limit).unwrap_or(usize::MAX);
        let mut more = false;
        for (code, scope) in lists {
            let left = u32::try_from(wanted - items.len()).unwrap_or(u32::MAX);
            let kind = codec::scope_values(&scope).0;
            let begin = std::mem::replace(&mut start, end());
            let page = self.roster(&in_round(code, scope, show, begin, left.max(1)), today)?;
            if left == 0 {
                more = !page.rows.is_empty();
            } else {
                more = if back { page.more_before } else { page.more_after };
                let own = |mut row: RosterRow| {
                    row.key.parts.splice(0..0, [code.to_string(), kind.to_owned()]);
                    DueItem { round: code, row }
                };
                if back {
                    items.extend(page.rows.into_iter().rev().map(own));
                } else {
                    items.extend(page.rows.into_iter().map(own));
                }
            }
            if more {
                break;
            }
        }
        if back {
            items.reverse();
        }
        let elsewhere = key.is_some();
        Ok(Page {
            rows: items,
            more_before: if back { more } else { elsewhere },
            more_after: if back { elsewhere } else { more },
        })
    }

    /// The lists that one page after another is read from: rounds by how they press, people before units.
    fn due_lists(&self, query: &DuePageQuery, today: NaiveDate) -> Result<Vec<(RoundCode, Scope)>> {
        let mut open = Vec::new();
        for (code, window) in rounds::windows(&self.conn)? {
            let state = due::state(Standing::Open(None), &window, today);
            if query.round.is_none_or(|only| only == code) && state != DueState::Upcoming {
                open.push((state, window.day, code));
            }
        }
        open.sort_unstable();
        let scopes = match &query.scope {
            Scope::Banner => vec![Scope::Banner, Scope::Units],
            one @ (Scope::Township(_) | Scope::Units) => vec![one.clone()],
        };
        let of = |(_, _, code)| scopes.iter().map(move |scope| (code, scope.clone()));
        Ok(open.into_iter().flat_map(of).collect())
    }
}

/// What of a round has a state on a day; none where nothing can have it.
fn shown(state: Option<DueState>, round: &Round, today: NaiveDate) -> Option<Show> {
    let Some(state) = state else { return Some(Show::InRound) };
    match state {
        DueState::Done => Some(Show::Done),
        DueState::Closed => Some(Show::Closed),
        DueState::Overdue | DueState::Grace | DueState::Due | DueState::Upcoming | DueState::NotEligible => {
            (due::state(Standing::Open(None), &round.window, today) == state).then_some(Show::Open)
        }
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
