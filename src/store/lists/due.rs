//! Due lists: one round for the commands, all rounds for the screen.

use chrono::NaiveDate;

use crate::domain::due::{self, DueState, Standing};
use crate::domain::error::RegisterError;
use crate::domain::holiday::RoundCode;
pub use crate::domain::list::DueStates;
use crate::domain::list::{DueItem, RosterQuery, RosterRow, Show, Sort};
use crate::domain::page::{Page, RowKey, Start};
use crate::domain::place::{Scope, TownshipCode};
use crate::domain::recipient::Kind;
use crate::domain::round::Round;
use crate::domain::round_card::RoundCard;
use crate::domain::text::CleanText;
use crate::store::file::error::Result;
use crate::store::lists::promised::{self, Promises};
use crate::store::lists::row;
use crate::store::register::Store;
use crate::store::standing::census;
use crate::store::{codec, labels, rounds};

/// What a due list asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueQuery {
    /// The round.
    pub round: RoundCode,
    /// Only the people of this township: units stand apart, as in every count.
    pub township: Option<TownshipCode>,
    /// Who of the round.
    pub states: DueStates,
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
    /// the list is, a page of it is in memory. Whoever was promised a visit by the day comes first, by that day. Of a day
    /// that is past they stand as they stood that evening.
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
        // Whoever is on no list stood on none that day either.
        let listed = query.states != DueStates::Only(DueState::NotEligible);
        if listed && self.is_past(&round, today)? {
            self.past_due(query, &round, today, visit)
        } else if round.created {
            match shown(query.states, &round, today) {
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
        let lists_open = matches!(show, Show::Open | Show::InRound);
        if lists_open {
            let promises = Promises { rounds: &[query.round], scope: None, today };
            let mut start = Start::First;
            loop {
                let page = promised::page(&self.conn, &promises, &start, STRIDE)?;
                let last = page.rows.last().map(|item| item.row.key.clone());
                for item in page.rows {
                    if only.as_ref().is_none_or(|only| is_of(&item.row, only)) {
                        visit(item.row)?;
                    }
                }
                match last {
                    Some(key) if page.more_after => start = Start::After(key),
                    Some(_) | None => break,
                }
            }
        }
        // A unit stands with the units, in whichever township it lies.
        let units = only.is_none().then_some(Scope::Units);
        for scope in [people].into_iter().chain(units) {
            let mut start = Start::First;
            loop {
                let page = self.roster(&in_round(query.round, scope.clone(), show, start, STRIDE), today)?;
                let last = page.rows.last().map(|row| row.key.clone());
                for row in page.rows {
                    let is_told = lists_open && row.standing.promised_by(today).is_some();
                    if !is_told {
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
            if !query.states.has(state) {
                return Ok(());
            }
            let mut row = row::one(&self.conn, member.local_id, None, today)?;
            row::overlay(&mut row, verdict.standing, verdict.basis, round, today);
            visit(row)
        })
    }

    /// A page of what is due now: first whoever was promised a visit by today, by that day; then the most pressing round,
    /// within it by township and village, people before units. With `exceptions`, the items that a failed call or a
    /// closing took out of the ordinary.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn due_page(&self, query: &DuePageQuery, today: NaiveDate) -> Result<Page<DueItem>> {
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
        if let Some((name, inner)) = key.and_then(unwrap_key)
            && let Some(here) = lists.iter().position(|list| list.name() == name)
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
        for list in lists {
            let left = u32::try_from(wanted - items.len()).unwrap_or(u32::MAX);
            let begin = std::mem::replace(&mut start, end());
            let (rows, goes_on) = self.rows_of(query, &list, begin, left.max(1), today)?;
            if left == 0 {
                more = !rows.is_empty();
            } else {
                more = goes_on;
                items.extend(rows.into_iter().map(|mut item| {
                    item.row.key.parts.splice(0..0, list.name());
                    item
                }));
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

    /// At most `limit` rows of one of the lists, in the order in which they are read, and whether more follow.
    fn rows_of(
        &self,
        query: &DuePageQuery,
        list: &DueList,
        mut start: Start,
        limit: u32,
        today: NaiveDate,
    ) -> Result<(Vec<DueItem>, bool)> {
        let back = matches!(start, Start::Last | Start::Before(_));
        let (code, scope) = match list {
            DueList::Promised(rounds) => {
                let scope = Some(&query.scope).filter(|scope| **scope != Scope::Banner);
                let promises = Promises { rounds, scope, today };
                let mut page = promised::page(&self.conn, &promises, &start, limit)?;
                if back {
                    page.rows.reverse();
                }
                return Ok((page.rows, if back { page.more_before } else { page.more_after }));
            }
            DueList::Of(code, scope) => (*code, scope),
        };
        let show = if query.exceptions { Show::Exceptions } else { Show::Open };
        let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut items = Vec::new();
        loop {
            let mut page = self.roster(&in_round(code, scope.clone(), show, start, limit), today)?;
            if back {
                page.rows.reverse();
            }
            let more = if back { page.more_before } else { page.more_after };
            let go_on = page.rows.last().map(|row| row.key.clone()).filter(|_| more);
            // Who was promised a visit by today stands in the first list.
            let rest = page.rows.into_iter().filter(|row| row.standing.promised_by(today).is_none());
            items.extend(rest.map(|row| DueItem { round: code, is_promised: false, row }));
            if items.len() > wanted {
                items.truncate(wanted);
                return Ok((items, true));
            }
            match go_on {
                Some(key) if items.len() < wanted => {
                    start = if back { Start::Before(key) } else { Start::After(key) };
                }
                after => return Ok((items, after.is_some())),
            }
        }
    }

    /// The lists that one page after another is read from: whoever was promised a visit, then the rounds by how they
    /// press, people before units; of exceptions those of the round at hand before older ones.
    fn due_lists(&self, query: &DuePageQuery, today: NaiveDate) -> Result<Vec<DueList>> {
        let mut open = Vec::new();
        for (code, window) in rounds::windows(&self.conn)? {
            let state = due::state(Standing::Open(None), &window, today);
            if query.round.is_none_or(|only| only == code) && state != DueState::Upcoming {
                open.push((state, window.day, code));
            }
        }
        open.sort_unstable();
        if query.exceptions {
            open.reverse();
        }
        let scopes = match &query.scope {
            Scope::Banner => vec![Scope::Banner, Scope::Units],
            one @ (Scope::Township(_) | Scope::Units) => vec![one.clone()],
        };
        let rounds: Vec<RoundCode> = open.iter().map(|(_, _, code)| *code).collect();
        if rounds.is_empty() {
            return Ok(Vec::new());
        }
        let of = |code| scopes.iter().map(move |scope| DueList::Of(code, scope.clone()));
        let lists: Vec<DueList> = rounds.iter().copied().flat_map(of).collect();
        Ok([DueList::Promised(rounds)].into_iter().chain(lists).collect())
    }
}

/// One of the lists of which what is due consists.
enum DueList {
    /// Whoever was promised a visit by today in these rounds.
    Promised(Vec<RoundCode>),
    /// Whoever else is due in this round.
    Of(RoundCode, Scope),
}

impl DueList {
    /// What the keys of its rows begin with.
    fn name(&self) -> [String; 2] {
        match self {
            Self::Promised(_) => ["promised".to_owned(), String::new()],
            Self::Of(code, scope) => [code.to_string(), codec::scope_values(scope).0.to_owned()],
        }
    }
}

/// What of a round has a state on a day; none where nothing can have it.
fn shown(states: DueStates, round: &Round, today: NaiveDate) -> Option<Show> {
    let open = due::state(Standing::Open(None), &round.window, today);
    let state = match states {
        DueStates::All => return Some(Show::InRound),
        DueStates::ToVisit => return states.has(open).then_some(Show::Open),
        DueStates::Only(state) => state,
    };
    match state {
        DueState::Done => Some(Show::Done),
        DueState::Closed => Some(Show::Closed),
        DueState::Overdue | DueState::Grace | DueState::Due | DueState::Upcoming | DueState::NotEligible => {
            (open == state).then_some(Show::Open)
        }
    }
}

/// Whether a row is that of a person of a township.
fn is_of(row: &RosterRow, township: &CleanText) -> bool {
    row.kind == Kind::Person && row.township == *township
}

/// The list that a key belongs to, and the key within that.
fn unwrap_key(key: &RowKey) -> Option<([String; 2], RowKey)> {
    let (name, parts) = key.parts.split_first_chunk::<2>()?;
    Some((name.clone(), RowKey { parts: parts.to_vec(), no: key.no }))
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
