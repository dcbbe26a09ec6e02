//! What does a list cost, and does it depend on how many people are registered?
//!
//! Each question is asked of registers of 10 thousand and of 100 thousand invented people; with
//! `MUSTER_BENCH_PEOPLE=1000000` of a million too. What is shown is the same, so the cost should be.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on has failed")]

#[path = "scale/people.rs"]
mod people;

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock};

use divan::{Bencher, black_box};
use muster::clock;
use muster::domain::list::{RosterQuery, Show};
use muster::domain::page::Start;
use muster::domain::search::SearchQuery;
use muster::store::Store;
use people::{ctx, gift, round, today};

fn main() {
    divan::main();
}

fn sizes() -> Vec<usize> {
    let most = std::option_env!("MUSTER_BENCH_PEOPLE").and_then(|n| n.parse().ok()).unwrap_or(100_000);
    [10_000, 100_000, 1_000_000].into_iter().filter(|n| *n <= most).collect()
}

/// Registers are built once each and kept until the program ends.
fn with<T>(people: usize, work: impl FnOnce(&mut Store) -> T) -> T {
    static BUILT: OnceLock<Mutex<HashMap<usize, (tempfile::TempDir, Store)>>> = OnceLock::new();
    let mut built = BUILT.get_or_init(Mutex::default).lock().unwrap();
    let (_, store) = built.entry(people).or_insert_with(|| {
        let folder = tempfile::tempdir().unwrap();
        let mut store = people::empty(&folder.path().join("bench.db"));
        people::import(&mut store, people);
        (folder, store)
    });
    work(store)
}

fn roster(show: Show, start: Start) -> RosterQuery {
    people::roster(show, start, 40)
}

#[divan::bench(args = sizes())]
fn first_page_of_the_round(bencher: Bencher<'_, '_>, people: usize) {
    with(people, |store| {
        bencher
            .bench_local(|| black_box(store.roster(&roster(Show::InRound, Start::First), today()).unwrap()));
    });
}

#[divan::bench(args = sizes())]
fn page_at_ninety_percent_of_everyone(bencher: Bencher<'_, '_>, people: usize) {
    with(people, |store| {
        let mut key =
            store.roster(&roster(Show::Everyone, Start::First), today()).unwrap().rows[0].key.clone();
        "152530500".clone_into(&mut key.parts[0]);
        bencher.bench_local(|| {
            black_box(store.roster(&roster(Show::Everyone, Start::After(key.clone())), today()).unwrap())
        });
    });
}

#[divan::bench(args = sizes())]
fn counts_of_every_township(bencher: Bencher<'_, '_>, people: usize) {
    with(people, |store| bencher.bench_local(|| black_box(store.scopes(Some(round())).unwrap())));
}

#[divan::bench(args = sizes())]
fn find_clf(bencher: Bencher<'_, '_>, people: usize) {
    with(people, |store| {
        bencher.bench_local(|| {
            black_box(store.search(&SearchQuery::new("clf", Some(round()), 40), today()).unwrap())
        });
    });
}

#[divan::bench(args = sizes())]
fn find_one_letter(bencher: Bencher<'_, '_>, people: usize) {
    with(people, |store| {
        bencher.bench_local(|| {
            black_box(store.search(&SearchQuery::new("c", Some(round()), 40), today()).unwrap())
        });
    });
}

#[divan::bench(args = sizes(), sample_count = 40, sample_size = 1)]
fn record_a_gift(bencher: Bencher<'_, '_>, people: usize) {
    with(people, |store| {
        let open = store.roster(&roster(Show::Open, Start::First), today()).unwrap();
        let mut next = open.rows.into_iter().map(|row| row.id);
        bencher.bench_local(|| {
            let Some(recipient) = next.next() else { return };
            let gift = gift(clock::new_entry_id(), recipient);
            store.commit(&gift, &ctx()).unwrap();
        });
    });
}
