//! Protects the cost of screens: what one asks takes SQLite as many steps in a large register as in a small
//! one, however many people are in no round and however long the ledger of other years is.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tempfile::TempDir;
use uuid::Uuid;

use super::support::{banner, ctx, day, person, spring};
use crate::domain::attention::{Attention, AttentionQuery};
use crate::domain::entry::{LedgerQuery, Purpose};
use crate::domain::error::RegisterError;
use crate::domain::gift::Recording;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::list::{RosterQuery, Show, Sort};
use crate::domain::money::Fen;
use crate::domain::op::Op;
use crate::domain::page::Start;
use crate::domain::place::Scope;
use crate::domain::roster::RosterEntry;
use crate::domain::search::SearchQuery;
use crate::domain::visit::Outcome;
use crate::store::import::importer::Ending;
use crate::store::ledger::known;
use crate::store::lists::due::DuePageQuery;
use crate::store::register::Store;

/// People who are in the rounds; everybody else only makes the register larger.
const VISITED: usize = 40;
const PAGE: u32 = 20;

struct Sized {
    store: Store,
    steps: Arc<AtomicU64>,
    /// Somebody who is in the round.
    one: RecipientId,
    _folder: TempDir,
}

impl Sized {
    /// So many people, and so many gifts in 2022 beside the five of 2024.
    fn new(people: usize, earlier: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut store =
            Store::create(&folder.path().join("r.db"), &banner(), "test", &ctx(day(2022))).unwrap();
        for year in [2022, 2024] {
            let round = store.round(spring(year)).unwrap();
            store.commit(&Op::CreateRound(round), &ctx(day(2022))).unwrap();
        }
        let next = AtomicU64::new(0);
        let mint =
            || RecipientId(Uuid::from_u128(u128::from(next.fetch_add(1, Ordering::Relaxed)) + (1 << 120)));
        store
            .import(&"test".into(), &ctx(day(2022)), &mint, |importer| {
                for n in 0..people {
                    let address = (n < VISITED).then(|| "幸福小区三号楼".into());
                    importer.row(&RosterEntry { address, ..person(n, VISITED) })?;
                }
                Ok::<_, RegisterError>(((), Ending::Keep))
            })
            .unwrap();
        let everyone = RosterQuery { show: Show::InRound, ..roster(Show::InRound, Sort::Name) };
        let rows = store.roster(&RosterQuery { limit: 1_000, ..everyone }, day(2024)).unwrap().rows;
        assert_eq!(rows.len(), VISITED);
        for (year, gifts) in [(2022, earlier), (2024, 5)] {
            // those of other years went to people at the end, whose rows then tell of a last gift
            let list: Vec<_> = if year == 2022 { rows.iter().rev().collect() } else { rows.iter().collect() };
            for (n, row) in list.into_iter().take(gifts).enumerate() {
                let id = EntryId(Uuid::from_u128(u128::try_from(year).unwrap() << 64 | n as u128));
                store.commit(&Op::Record(Box::new(gift(id, row.id, year))), &ctx(day(year))).unwrap();
            }
        }
        let steps = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&steps);
        let count = move || {
            counted.fetch_add(1, Ordering::Relaxed);
            false
        };
        store.conn.progress_handler(1, Some(count)).unwrap();
        Self { store, steps, one: rows[VISITED - 1].id, _folder: folder }
    }

    fn cost(&self, question: impl Fn(&Store, RecipientId)) -> u64 {
        self.steps.store(0, Ordering::Relaxed);
        question(&self.store, self.one);
        self.steps.load(Ordering::Relaxed)
    }
}

pub(super) fn gift(id: EntryId, recipient: RecipientId, year: i32) -> Recording {
    Recording {
        id,
        recipient,
        round: spring(year),
        purpose: Purpose::Visit,
        outcome: Outcome::Given,
        cash: Fen::new(100_000),
        goods: None,
        on: day(year),
        handlers: vec!["布仁".into(), "赵志强".into()],
        proxy: None,
        deferred_to: None,
        needs: None,
        note: None,
        died_on: None,
        reason: None,
    }
}

fn roster(show: Show, sort: Sort) -> RosterQuery {
    RosterQuery {
        round: Some(spring(2024)),
        scope: Scope::Banner,
        show,
        group: None,
        village: None,
        sort,
        start: Start::First,
        limit: PAGE,
    }
}

fn attention(store: &Store, _: RecipientId) {
    for list in Attention::TODAY {
        for start in [Start::First, Start::Last] {
            let query =
                AttentionQuery { list, township: None, round: Some(spring(2024)), start, limit: PAGE };
            store.attention(&query, day(2024)).unwrap();
        }
    }
}

/// A question of a screen, and what it is called.
type Question = (&'static str, fn(&Store, RecipientId));

fn lists(store: &Store, _: RecipientId) {
    for show in [Show::InRound, Show::Open, Show::Done, Show::Exceptions, Show::Closed, Show::Everyone] {
        for sort in [Sort::Village, Sort::Name, Sort::State] {
            for start in [Start::First, Start::Last] {
                store.roster(&RosterQuery { start, ..roster(show, sort) }, day(2024)).unwrap();
            }
        }
    }
}

fn due(store: &Store, _: RecipientId) {
    for exceptions in [false, true] {
        let query =
            DuePageQuery { round: None, scope: Scope::Banner, exceptions, start: Start::First, limit: PAGE };
        store.due_page(&query, day(2024)).unwrap();
    }
}

fn searches(store: &Store, _: RecipientId) {
    for typed in [
        "c",
        "clf",
        "程连",
        "连富",
        "敖包图",
        "0013",
        "wangyulan",
        "sgdl",
        "上都",
        "1525991936",
        "三号楼",
        "xingfu",
        "幸福小区3号楼",
    ] {
        store.search(&SearchQuery::new(typed, Some(spring(2024)), 10), day(2024)).unwrap();
    }
}

fn ledger(store: &Store, _: RecipientId) {
    for year in [None, Some(2024)] {
        for start in [Start::First, Start::Last] {
            store.ledger(&LedgerQuery { year, limit: Some(5), start, ..LedgerQuery::default() }).unwrap();
        }
    }
}

const QUESTIONS: &[Question] = &[
    ("the counts", |store, _| drop(store.scopes(Some(spring(2024))).unwrap())),
    ("the villages", |store, _| drop(store.villages(spring(2024), &Scope::Banner).unwrap())),
    ("pages of the roster", lists),
    ("pages of what is due", due),
    ("the due list", |store, _| {
        let query = crate::store::lists::due::DueQuery {
            round: spring(2024),
            township: None,
            states: crate::store::DueStates::All,
        };
        store.due_rows(&query, day(2024), |_| Ok::<_, RegisterError>(())).unwrap();
        drop(store.due_card(&query, day(2024)).unwrap());
    }),
    ("searches", searches),
    ("a person", |store, one| drop(store.recipient(one).unwrap())),
    ("a person's rounds", |store, one| drop(store.round_lines(one, day(2024)).unwrap())),
    ("the form", |store, one| drop(store.form(one, spring(2024), day(2024)).unwrap())),
    ("pages of the ledger", ledger),
    ("the rounds", |store, _| drop(store.rounds(day(2024)).unwrap())),
    ("the round of today", |store, _| drop(store.current_round(day(2024)).unwrap())),
    ("a round nobody created", |store, _| {
        let code = "2024-army".parse().unwrap();
        drop(store.round_card(code, day(2024)).unwrap());
    }),
    ("the report", |store, _| drop(store.report(2024).unwrap())),
    ("what the first screen tells", |store, _| drop(store.today(day(2024)).unwrap())),
    ("those who ask for attention", attention),
    ("the drafts", |store, _| drop(store.drafts().unwrap())),
    ("the groups", |store, _| drop(store.groups().unwrap())),
    ("what the last entries tell", |store, _| drop(known::of_last(&store.conn, 5).unwrap())),
    ("the townships", |store, _| drop(store.townships().unwrap())),
];

#[test]
fn what_a_screen_asks_costs_what_it_shows() {
    let (small, large) = (Sized::new(200, 2), Sized::new(1_500, 15));
    for (what, question) in QUESTIONS {
        // The first time also reads the schema and compiles.
        small.cost(question);
        large.cost(question);
        let (few, many) = (small.cost(question), large.cost(question));
        assert!(few > 0, "{what} is not counted");
        assert!(many <= few + few / 10 + 20, "{what}: {few} steps of few, {many} of many");
    }
}
