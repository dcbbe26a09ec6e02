//! What do payments of programmes cost, in a register that holds a year of 40,000 of them for 3,000 people?
//!
//! A page at the door, the sums of a person, the figures of the year, a draft, the back pay, the audit, and one payment
//! more, looked at by all its rules.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on has failed")]

#[path = "scale/paid.rs"]
mod paid;
#[path = "scale/people.rs"]
#[expect(dead_code, reason = "no roster is listed here and nothing is given")]
mod people;

use std::sync::{Mutex, OnceLock};

use divan::{Bencher, black_box};
use muster::domain::audit::AuditQuery;
use muster::domain::ids::RecipientId;
use muster::domain::page::Start;
use muster::domain::payment::figures::PaymentQuery;
use muster::domain::payment::period::PayPeriod;
use muster::domain::payment::{Months, PayAct};
use muster::store::Store;
use people::{ctx, today};

fn main() {
    divan::main();
}

/// The register is filled once and kept until the program ends.
fn with<T>(work: impl FnOnce(&mut Store, &[RecipientId]) -> T) -> T {
    static BUILT: OnceLock<Mutex<(tempfile::TempDir, Store, Vec<RecipientId>)>> = OnceLock::new();
    let built = BUILT.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let mut store = people::empty(&folder.path().join("bench.db"));
        people::import(&mut store, paid::PEOPLE);
        let ids = paid::fill(&mut store);
        Mutex::new((folder, store, ids))
    });
    let mut built = built.lock().unwrap();
    let (_, store, ids) = &mut *built;
    work(store, ids)
}

fn page() -> PaymentQuery {
    PaymentQuery { limit: Some(40), ..PaymentQuery::default() }
}

#[divan::bench]
fn first_page_of_all(bencher: Bencher<'_, '_>) {
    with(|store, _| bencher.bench_local(|| black_box(store.payment_page(&page()).unwrap())));
}

#[divan::bench]
fn last_page_of_a_year(bencher: Bencher<'_, '_>) {
    let query = PaymentQuery { year: Some(2023), start: Start::Last, ..page() };
    with(|store, _| bencher.bench_local(|| black_box(store.payment_page(&query).unwrap())));
}

#[divan::bench]
fn a_person_at_the_door(bencher: Bencher<'_, '_>) {
    with(|store, ids| {
        let of = PaymentQuery { recipient: ids.get(1_500).copied(), ..page() };
        bencher.bench_local(|| {
            black_box(store.payment_page(&of).unwrap());
            black_box(store.person_paid(of.recipient.unwrap(), today()).unwrap())
        });
    });
}

#[divan::bench(sample_count = 20)]
fn figures_of_the_year(bencher: Bencher<'_, '_>) {
    with(|store, _| bencher.bench_local(|| black_box(store.programme_years(2023).unwrap())));
}

#[divan::bench(sample_count = 20)]
fn report_of_the_year(bencher: Bencher<'_, '_>) {
    with(|store, _| bencher.bench_local(|| black_box(store.year_report(2023).unwrap())));
}

#[divan::bench(sample_count = 20)]
fn draft_of_a_month(bencher: Bencher<'_, '_>) {
    let month = Months::new((2023, 12), (2023, 12)).unwrap();
    with(|store, _| {
        let month = PayPeriod::Months(month);
        bencher.bench_local(|| black_box(store.payroll_draft(paid::MONTHLY, &month, today()).unwrap()));
    });
}

#[divan::bench(sample_count = 20)]
fn back_pay_of_five_months(bencher: Bencher<'_, '_>) {
    let months = Months::new((2023, 8), (2023, 12)).unwrap();
    with(|store, _| {
        bencher.bench_local(|| black_box(store.payroll_back_pay(paid::MONTHLY, months, today()).unwrap()));
    });
}

#[divan::bench(sample_count = 5)]
fn audit_of_the_year(bencher: Bencher<'_, '_>) {
    with(|store, _| {
        bencher.bench_local(|| black_box(store.audited(&AuditQuery::default(), today()).unwrap()));
    });
}

#[divan::bench]
fn one_payment_more_looked_at(bencher: Bencher<'_, '_>) {
    with(|store, ids| {
        let new = paid::monthly(ids[7], (2024, 1), 99_999);
        let act = PayAct { payroll: None, payments: vec![new] };
        bencher.bench_local(|| black_box(store.check_payments(&act, &ctx()).unwrap()));
    });
}
