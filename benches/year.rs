//! What does the report of a year cost with 40,000 payments of 3,000 people in it, and does a year before it that is as large add
//! anything?

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on has failed")]

#[path = "scale/payments.rs"]
mod payments;
#[path = "scale/people.rs"]
#[expect(dead_code, reason = "what other benches ask of people")]
mod people;

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock};

use divan::{Bencher, black_box};
use muster::domain::year_report::lines;
use muster::store::Store;

/// Payments of the year.
const PAYMENTS: usize = 40_000;
/// People who receive them.
const PEOPLE: usize = 3_000;

fn main() {
    divan::main();
}

/// Registers are built once each: one with the year alone, one with as large a year before it.
fn with<T>(before: bool, work: impl FnOnce(&mut Store) -> T) -> T {
    static BUILT: OnceLock<Mutex<HashMap<bool, (tempfile::TempDir, Store)>>> = OnceLock::new();
    let mut built = BUILT.get_or_init(Mutex::default).lock().unwrap();
    let (_, store) = built.entry(before).or_insert_with(|| {
        let folder = tempfile::tempdir().unwrap();
        let mut store = people::empty(&folder.path().join("bench.db"));
        people::import(&mut store, PEOPLE);
        payments::programmes(&mut store);
        let who = payments::everyone(&store);
        if before {
            payments::pay(&mut store, &who, 2022, PAYMENTS);
        }
        payments::pay(&mut store, &who, 2023, PAYMENTS);
        let told = lines(&store.year_report(2023).unwrap());
        assert!(told.iter().any(|line| line.name == "bench_aid"), "{told:?}");
        (folder, store)
    });
    work(store)
}

#[divan::bench(args = [false, true], sample_count = 20, sample_size = 1)]
fn report_of_a_year(bencher: Bencher<'_, '_>, year_before: bool) {
    with(year_before, |store| bencher.bench_local(|| black_box(store.year_report(2023).unwrap())));
}

#[divan::bench(args = [false, true], sample_count = 20, sample_size = 1)]
fn entries_of_a_figure(bencher: Bencher<'_, '_>, year_before: bool) {
    with(year_before, |store| {
        bencher.bench_local(|| black_box(store.figure_entries(2023, "bench_heating").unwrap()));
    });
}
