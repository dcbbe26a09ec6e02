//! Protects what the first screen of a day tells: who is counted is who is listed, page by page in either direction,
//! by an index and not by looking at everybody.

use rusqlite::Connection;
use uuid::Uuid;

use super::costs::gift;
use super::plans::plan;
use super::support::{ctx, day, person, register, spring};
use crate::domain::attention::{Attention, AttentionQuery, Count};
use crate::domain::gift::Recording;
use crate::domain::idcard::IdNumber;
use crate::domain::ids::EntryId;
use crate::domain::list::{RosterQuery, Show, Sort};
use crate::domain::money::Fen;
use crate::domain::op::Op;
use crate::domain::page::{RowKey, Start};
use crate::domain::person::Edit;
use crate::domain::place::{Scope, TownshipCode};
use crate::domain::recipient::StatusKind;
use crate::domain::roster::RosterEntry;
use crate::domain::visit::Outcome;
use crate::store::Store;
use crate::store::lists::attention::{self, COUNT_PROMISES, LAST_TOWNSHIP, PROMISES};
use crate::store::lists::review::{doubles, people};

/// Every list of people.
const EVERY: [Attention; 10] = [
    Attention::PromisedToday,
    Attention::PromisedMissed,
    Attention::PromisedSoon,
    Attention::NotedGone,
    Attention::NoNumber,
    Attention::CheckDigit,
    Attention::NoPhone,
    Attention::NoVillage,
    Attention::Sixty,
    Attention::NotSeen,
];

fn query(list: Attention, start: Start, limit: u32) -> AttentionQuery {
    AttentionQuery { list, township: None, round: Some(spring(2024)), start, limit }
}

/// The names of a list, read page by page from one end.
fn names(store: &Store, list: Attention, limit: u32, back: bool) -> Vec<String> {
    let mut names = Vec::new();
    let mut start = if back { Start::Last } else { Start::First };
    loop {
        let page = store.attention(&query(list, start, limit), day(2024)).unwrap();
        let (next, more) = if back {
            (page.rows.first().map(|item| Start::Before(item.row.key.clone())), page.more_before)
        } else {
            (page.rows.last().map(|item| Start::After(item.row.key.clone())), page.more_after)
        };
        let rows: Vec<String> = page.rows.iter().map(|item| item.row.id.to_string()).collect();
        if back {
            names.splice(0..0, rows);
        } else {
            names.extend(rows);
        }
        match next.filter(|_| more) {
            Some(next) => start = next,
            None => return names,
        }
    }
}

/// Everybody of the round, in the order of its list.
fn everybody(store: &Store) -> Vec<crate::domain::ids::RecipientId> {
    let all = RosterQuery {
        round: Some(spring(2024)),
        scope: Scope::Banner,
        show: Show::InRound,
        group: None,
        village: None,
        sort: Sort::Village,
        start: Start::First,
        limit: 1_000,
    };
    store.roster(&all, day(2024)).unwrap().rows.into_iter().map(|row| row.id).collect()
}

fn commit(store: &mut Store, op: &Op) {
    store.commit(op, &ctx(day(2024))).unwrap();
}

/// Puts visits off: to so many days from today, one person each.
fn put_off(store: &mut Store, days: &[Option<i64>]) {
    for ((n, id), away) in everybody(store).into_iter().enumerate().zip(days) {
        let today = day(2024);
        let to = away.map(|away| today + chrono::Duration::days(away));
        let call = Recording {
            // Without a day nobody is put off.
            outcome: if to.is_some() { Outcome::Deferred } else { Outcome::Absent },
            cash: Fen::ZERO,
            on: to.map_or(today, |to| to.min(today) - chrono::Duration::days(1)),
            deferred_to: to,
            ..gift(EntryId(Uuid::from_u128(n as u128 + 1)), id, 2024)
        };
        commit(store, &Op::Record(Box::new(call)));
    }
}

fn with_round(people: usize) -> (Store, tempfile::TempDir) {
    let (mut store, folder) = register(0, people);
    let round = store.round(spring(2024)).unwrap();
    commit(&mut store, &Op::CreateRound(round));
    (store, folder)
}

#[test]
fn promises_are_counted_by_their_day_and_listed_earliest_first() {
    let (mut store, _folder) = with_round(12);
    put_off(&mut store, &[Some(0), Some(-1), Some(3), None, Some(0), Some(-4), Some(-1)]);
    let told = store.today(day(2024)).unwrap();
    let [today, missed, soon, gone, _] = &told.lists;
    assert_eq!(today.count, Count { counted: 2, more: false });
    assert_eq!(missed.count, Count { counted: 3, more: false });
    assert_eq!(soon.count, Count { counted: 1, more: false });
    assert_eq!(gone.count, Count::default());
    let days: Vec<i64> =
        missed.first.iter().map(|promise| promise.on.signed_duration_since(day(2024)).num_days()).collect();
    assert_eq!(days, [-4, -1, -1]);
    for limit in [1, 2, 10] {
        for list in EVERY {
            assert_eq!(names(&store, list, limit, false), names(&store, list, limit, true), "{list:?}");
        }
        assert_eq!(names(&store, Attention::PromisedMissed, limit, false).len(), 3);
    }
    // The round of the promise is told, and a visit keeps it.
    let page = store.attention(&query(Attention::PromisedToday, Start::First, 9), day(2024)).unwrap();
    assert_eq!(page.rows[0].round, Some(spring(2024)));
    let given = gift(EntryId(Uuid::from_u128(1 << 90)), page.rows[0].row.id, 2024);
    commit(&mut store, &Op::Record(Box::new(given)));
    assert_eq!(store.today(day(2024)).unwrap().lists[0].count.counted, 1);
}

/// Words that say that somebody is gone, and others of the same characters.
const GONE: [&str; 12] = [
    "2023年已故",
    "病故",
    "亡故",
    "听说去世",
    "户口死亡",
    "据嘎查说已迁出",
    "注销",
    "已过世",
    "上月逝世",
    "在旗医院离世",
    "上月辞世",
    "意外身故",
];
const HERE: [&str; 6] = ["听力不好", "", "已出院", "搬迁户，2019年迁入", "电话有故障", "去出纳处领取"];

#[test]
fn a_note_that_says_somebody_is_gone_is_told_until_that_is_recorded() {
    let (mut store, _folder) = with_round(GONE.len() + HERE.len());
    let ids = everybody(&store);
    for (id, note) in ids.iter().zip(GONE.into_iter().chain(HERE)) {
        let rev = store.recipient(*id).unwrap().rev;
        let edit = Edit { note: Some(note.into()), ..Edit::default() };
        commit(&mut store, &Op::Edit { id: *id, rev, edit: Box::new(edit) });
    }
    let gone = |store: &Store| store.today(day(2024)).unwrap().lists[3].count.counted;
    assert_eq!((gone(&store), names(&store, Attention::NotedGone, 2, false).len()), (12, 12));
    let page = store.attention(&query(Attention::NotedGone, Start::First, 20), day(2024)).unwrap();
    let mut notes: Vec<&str> = page.rows.iter().filter_map(|item| item.note.as_deref()).collect();
    let mut expected = GONE;
    notes.sort_unstable();
    expected.sort_unstable();
    assert_eq!(notes, expected);
    let died = Op::SetStatus { id: ids[0], kind: StatusKind::Died, on: day(2024), reason: "核实".into() };
    commit(&mut store, &died);
    assert_eq!(gone(&store), 11);
}

#[test]
fn who_has_no_number_is_told_units_and_the_dead_are_not() {
    let (mut store, _folder) = with_round(0);
    let numbered = IdNumber::parse("152599195708120021", day(2024)).ok().map(|(number, _)| number);
    assert!(numbered.is_some());
    let rows = (0..3).map(|n| person(n, 3));
    super::support::import_rows(
        &mut store,
        rows.chain([RosterEntry { id_number: numbered, birth: None, ..person(7, 0) }]),
    );
    let without = |store: &Store| store.today(day(2024)).unwrap().lists[4].count.counted;
    assert_eq!((without(&store), names(&store, Attention::NoNumber, 2, false).len()), (3, 3));
    let id = everybody(&store)[0];
    commit(&mut store, &Op::SetStatus { id, kind: StatusKind::Died, on: day(2024), reason: "核实".into() });
    assert_eq!(without(&store), 2);
}

#[test]
fn the_township_of_the_last_call_is_known_and_drafts_are_no_calls() {
    let (mut store, _folder) = with_round(4);
    assert_eq!(store.today(day(2024)).unwrap().last_township, None);
    let ids = everybody(&store);
    let last = *ids.last().unwrap();
    let given = gift(EntryId(Uuid::from_u128(5)), last, 2024);
    commit(&mut store, &Op::Record(Box::new(given)));
    let place = store.today(day(2024)).unwrap().last_township.unwrap();
    assert_eq!(Some(place), store.recipient(last).unwrap().township.map(|(code, _)| code));
}

#[test]
fn every_list_is_counted_and_read_by_its_index() {
    let mut conn = Connection::open_in_memory().unwrap();
    crate::store::file::migrate::run(&mut conn).unwrap();
    let fixed = [
        PROMISES,
        COUNT_PROMISES,
        LAST_TOWNSHIP,
        people::NUMBERED,
        people::UNNUMBERED,
        people::PHONED,
        people::NAMELESS,
        doubles::BY_ID,
        doubles::BY_READING,
    ];
    let mut all: Vec<(String, Vec<rusqlite::types::Value>)> =
        fixed.map(|sql| (sql.to_owned(), Vec::new())).to_vec();
    for list in Attention::TODAY {
        let parts = match list {
            Attention::PromisedToday | Attention::PromisedMissed | Attention::PromisedSoon => 6,
            Attention::NoNumber => 2,
            Attention::NotedGone
            | Attention::CheckDigit
            | Attention::NoPhone
            | Attention::NoVillage
            | Attention::Sixty
            | Attention::NotSeen => 3,
        };
        let key = RowKey { parts: vec!["0".to_owned(); parts], no: 0 };
        for start in [Start::First, Start::Last, Start::After(key.clone()), Start::Before(key)] {
            let township = Some(TownshipCode("152530100".to_owned()));
            for township in [None, township] {
                all.push(attention::statement(list, township.as_ref(), &start, day(2024)));
                all.push(people::statement(township.as_ref(), &start));
            }
        }
    }
    for (sql, values) in all {
        for step in plan(&conn, &sql, values) {
            // From the end of the audit on, as far as it goes; an index of few rows is read as it lies.
            let few = [
                "SCAN audit",
                "SCAN a",
                "SCAN (subquery",
                "INDEX recipient_noted_gone",
                "INDEX recipient_unnumbered",
            ];
            let bad = step.starts_with("SCAN") && !few.iter().any(|few| step.contains(few))
                || step.contains("TEMP B-TREE");
            assert!(!bad, "{sql}: {step}");
        }
    }
}
