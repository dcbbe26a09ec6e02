//! What does a list cost, and does it depend on how many people are registered?
//!
//! Each question is asked of registers of 10 thousand and of 100 thousand invented people; with
//! `MUSTER_BENCH_PEOPLE=1000000` of a million too. What is shown is the same, so the cost should be.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on has failed")]

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock};

use chrono::NaiveDate;
use divan::{Bencher, black_box};
use muster::clock;
use muster::domain::entry::Purpose;
use muster::domain::gift::Recording;
use muster::domain::holiday::RoundCode;
use muster::domain::money::Fen;
use muster::domain::op::{Ctx, Op};
use muster::domain::place::Scope;
use muster::domain::query::{RosterQuery, Show, Sort, Start};
use muster::domain::recipient::Kind;
use muster::domain::roster::RosterEntry;
use muster::domain::text::CleanText;
use muster::domain::trouble::Trouble;
use muster::domain::visit::Outcome;
use muster::paper::fixture;
use muster::store::{Ending, Store};

fn main() {
    divan::main();
}

fn sizes() -> Vec<usize> {
    let most = std::option_env!("MUSTER_BENCH_PEOPLE").and_then(|n| n.parse().ok()).unwrap_or(100_000);
    [10_000, 100_000, 1_000_000].into_iter().filter(|n| *n <= most).collect()
}

fn text(text: &str) -> CleanText {
    CleanText::parse(text, 200).unwrap()
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 2, 2).unwrap()
}

fn round() -> RoundCode {
    "2024-spring".parse().unwrap()
}

fn ctx() -> Ctx {
    Ctx { today: today(), now_ms: clock::now_ms(), actor: text("bench") }
}

const SURNAMES: [&str; 12] =
    ["程", "王", "李", "张", "刘", "陈", "单", "吕", "乌云", "呼日查", "斯琴", "巴图"];
const GIVEN: [&str; 20] = [
    "连",
    "富",
    "国",
    "强",
    "建",
    "军",
    "玉",
    "兰",
    "明",
    "华",
    "志",
    "文",
    "巴特尔",
    "高娃",
    "其木格",
    "桂",
    "英",
    "春",
    "海",
    "山",
];
const TOWNSHIPS: [&str; 9] = [
    "上都镇",
    "桑根达来镇",
    "哈毕日嘎镇",
    "宝绍岱苏木",
    "那日图苏木",
    "赛音呼都嘎苏木",
    "扎格斯台苏木",
    "五一种畜场",
    "黑城子示范区",
];

/// One person in ten is in a visit group, as in the generator of rosters.
fn person(n: usize) -> RosterEntry {
    let name = format!("{}{}{}", SURNAMES[n % 12], GIVEN[n / 12 % 20], GIVEN[n / 240 % 20]);
    RosterEntry {
        row: n as u64 + 2,
        kind: Kind::Person,
        name: text(&name),
        sex: None,
        id_number: None,
        birth: NaiveDate::from_num_days_from_ce_opt(690_000 + i32::try_from(n % 20_000).unwrap()),
        township: text(TOWNSHIPS[n % 9]),
        village: Some(text(&format!("第{}嘎查", n / 9 % 12))),
        categories: Vec::new(),
        groups: if n.is_multiple_of(10) { vec![text("烈士遗属")] } else { Vec::new() },
        phone: Some(text(&format!("164{n:08}"))),
        card: None,
        address: None,
        note: None,
    }
}

/// Registers are built once each and kept until the program ends.
fn with<T>(people: usize, work: impl FnOnce(&mut Store) -> T) -> T {
    static BUILT: OnceLock<Mutex<HashMap<usize, (tempfile::TempDir, Store)>>> = OnceLock::new();
    let mut built = BUILT.get_or_init(Mutex::default).lock().unwrap();
    let (_, store) = built.entry(people).or_insert_with(|| {
        let folder = tempfile::tempdir().unwrap();
        let banner = fixture::banner().unwrap();
        let mut store = Store::create(&folder.path().join("bench.db"), &banner, "bench", &ctx()).unwrap();
        let round = store.round(round()).unwrap();
        store.commit(&Op::CreateRound(round), &ctx()).unwrap();
        let began = std::time::Instant::now();
        store
            .import(&text("bench"), &ctx(), &clock::new_recipient_id, |importer| {
                for n in 0..people {
                    importer.row(&person(n))?;
                }
                Ok::<_, Trouble>(((), Ending::Keep))
            })
            .unwrap();
        divan::black_box(began.elapsed());
        (folder, store)
    });
    work(store)
}

fn roster(show: Show, start: Start) -> RosterQuery {
    RosterQuery {
        round: Some(round()),
        scope: Scope::Banner,
        show,
        group: None,
        village: None,
        sort: Sort::Village,
        start,
        limit: 40,
    }
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
        bencher.bench_local(|| black_box(store.search("clf", Some(round()), 40, today()).unwrap()));
    });
}

#[divan::bench(args = sizes())]
fn find_one_letter(bencher: Bencher<'_, '_>, people: usize) {
    with(people, |store| {
        bencher.bench_local(|| black_box(store.search("c", Some(round()), 40, today()).unwrap()));
    });
}

#[divan::bench(args = sizes(), sample_count = 40, sample_size = 1)]
fn record_a_gift(bencher: Bencher<'_, '_>, people: usize) {
    with(people, |store| {
        let open = store.roster(&roster(Show::Open, Start::First), today()).unwrap();
        let mut next = open.rows.into_iter().map(|row| row.id);
        bencher.bench_local(|| {
            let Some(recipient) = next.next() else { return };
            let gift = Recording {
                id: clock::new_entry_id(),
                recipient,
                round: round(),
                purpose: Purpose::Visit,
                outcome: Outcome::Given,
                cash: Fen::new(100_000),
                goods: None,
                on: today(),
                handlers: vec![text("布仁"), text("赵志强")],
                proxy: None,
                deferred_to: None,
                needs: None,
                note: None,
                override_reason: None,
            };
            store.commit(&Op::Record(Box::new(gift)), &ctx()).unwrap();
        });
    });
}
