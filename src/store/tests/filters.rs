//! Protects pages behind a filter: they bring whom the filter lets through, in list order, and cost the same
//! however many others are in the round.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::costs::gift;
use super::support::{self, ctx, day, spring};
use crate::domain::ids::EntryId;
use crate::domain::list::{RosterQuery, RosterRow, Show, Sort};
use crate::domain::money::Fen;
use crate::domain::op::Op;
use crate::domain::page::{Page, RowKey, Start};
use crate::domain::place::{Scope, TownshipCode};
use crate::domain::roster::RosterEntry;
use crate::store::Store;
use uuid::Uuid;

const SHOWS: [Show; 6] =
    [Show::InRound, Show::Open, Show::Done, Show::Exceptions, Show::Closed, Show::Everyone];
const SORTS: [Sort; 3] = [Sort::Village, Sort::Name, Sort::State];

/// So many in the round; six of them also hold a rare group, five live in a small village, two have received.
fn register(people: usize) -> (Store, tempfile::TempDir) {
    let (mut store, folder) = support::register(0, 0);
    let round = store.round(spring(2024)).unwrap();
    store.commit(&Op::CreateRound(round), &ctx(day(2024))).unwrap();
    support::import_rows(
        &mut store,
        (0..people).map(|n| {
            let mut row = support::person(n, people);
            if n % 7 == 3 && n < 42 {
                row.groups.push(support::RARE.into());
            }
            if n % 5 == 2 && n < 25 {
                row.village = Some("宝力根嘎查".into());
            }
            RosterEntry { name: ["程连富", "王玉兰", "苏日娜"][n % 3].into(), ..row }
        }),
    );
    let rows = page(&store, &query(Show::InRound, Sort::Village, Start::First, 1_000)).rows;
    for (n, row) in rows.iter().step_by(7).take(2).enumerate() {
        let id = EntryId(Uuid::from_u128(n as u128 + 1));
        store.commit(&Op::Record(Box::new(gift(id, row.id, 2024))), &ctx(day(2024))).unwrap();
    }
    (store, folder)
}

fn query(show: Show, sort: Sort, start: Start, limit: u32) -> RosterQuery {
    let round = Some(spring(2024));
    RosterQuery { round, scope: Scope::Banner, show, group: None, village: None, sort, start, limit }
}

fn page(store: &Store, query: &RosterQuery) -> Page<RosterRow> {
    store.roster(query, day(2024)).unwrap()
}

/// Every combination of a filter.
fn filters() -> Vec<RosterQuery> {
    let mut all = Vec::new();
    for show in SHOWS {
        for sort in SORTS {
            for scope in [Scope::Banner, Scope::Township(TownshipCode("152530100".to_owned()))] {
                for (group, village) in [(true, false), (false, true), (true, true), (false, false)] {
                    all.push(RosterQuery {
                        scope: scope.clone(),
                        group: group.then(|| support::RARE.into()),
                        village: village.then(|| "宝力根嘎查".into()),
                        ..query(show, sort, Start::First, 4)
                    });
                }
            }
        }
    }
    all
}

#[test]
fn a_filtered_list_is_the_whole_list_without_the_others() {
    let (store, _folder) = register(60);
    for filtered in filters() {
        let whole = RosterQuery { group: None, village: None, limit: 1_000, ..filtered.clone() };
        let listed: Vec<_> = page(&store, &whole)
            .rows
            .into_iter()
            .filter(|row| filtered.village.as_ref().is_none_or(|village| row.village == *village))
            .filter(|row| filtered.group.is_none() || row.groups == 2)
            .collect();
        // What stands above the list is of exactly those.
        let cash = listed
            .iter()
            .filter_map(|row| row.standard.as_ref())
            .fold(Fen::ZERO, |sum, it| sum.plus(it.cash));
        let sum = store.roster_sum(&filtered).unwrap();
        assert_eq!((sum.listed, sum.more, sum.cash), (listed.len() as u64, false, cash), "{filtered:?}");
        let expected: Vec<_> = listed.into_iter().map(|row| row.key).collect();
        let walk = |mut start: Start, back: bool| {
            let mut found: Vec<RowKey> = Vec::new();
            loop {
                let page = page(&store, &RosterQuery { start, ..filtered.clone() });
                let keys = page.rows.into_iter().map(|row| row.key);
                let more = if back { page.more_before } else { page.more_after };
                if back {
                    found.splice(0..0, keys);
                } else {
                    found.extend(keys);
                }
                let (first, last) = (found.first().cloned(), found.last().cloned());
                match if back { first.map(Start::Before) } else { last.map(Start::After) } {
                    Some(next) if more => start = next,
                    Some(_) | None => return found,
                }
            }
        };
        assert_eq!(walk(Start::First, false), expected, "{filtered:?}");
        assert_eq!(walk(Start::Last, true), expected, "{filtered:?}, backwards");
    }
}

#[test]
fn a_filtered_page_costs_what_it_shows() {
    let ((mut few, _a), (mut many, _b)) = (register(60), register(600));
    let steps = Arc::new(AtomicU64::new(0));
    for store in [&mut few, &mut many] {
        let counted = Arc::clone(&steps);
        let count = move || {
            counted.fetch_add(1, Ordering::Relaxed);
            false
        };
        store.conn.progress_handler(1, Some(count)).unwrap();
    }
    let cost = |store: &Store, query: &RosterQuery| {
        page(store, query);
        steps.store(0, Ordering::Relaxed);
        page(store, query);
        steps.load(Ordering::Relaxed)
    };
    for filtered in filters() {
        let (few, many) = (cost(&few, &filtered), cost(&many, &filtered));
        assert!(many <= few + few / 5 + 60, "{filtered:?}: {few} steps of few, {many} of many");
    }
}
