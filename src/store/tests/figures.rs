//! Protects figures: what a figure of the report counts is what its list shows and what its sum says, however
//! many entries there are.

use uuid::Uuid;

use super::costs::gift;
use super::support::{ctx, day, register, spring};
use crate::domain::date::DaySource;
use crate::domain::entry::{LedgerLine, LedgerQuery, LedgerSum};
use crate::domain::error::RegisterError;
use crate::domain::ids::EntryId;
use crate::domain::list::{RosterQuery, Show, Sort};
use crate::domain::money::Fen;
use crate::domain::op::{Op, WriteContext};
use crate::domain::page::{RowKey, Start};
use crate::domain::place::{Scope, TownshipCode};
use crate::domain::recipient::Kind;
use crate::domain::report::VisitFigures;
use crate::domain::year::YearRule;
use crate::store::Store;

/// More than any page of a list holds.
const GIFTS: usize = 501;

fn given() -> (Store, tempfile::TempDir) {
    let (mut store, folder) = register(1, GIFTS);
    let query = RosterQuery {
        round: None,
        scope: Scope::Banner,
        show: Show::Everyone,
        group: None,
        village: None,
        sort: Sort::Name,
        start: Start::First,
        limit: 1_000,
    };
    let rows = store.roster(&query, day(2024)).unwrap().rows;
    for (n, row) in rows.iter().enumerate() {
        let id = EntryId(Uuid::from_u128(n as u128 + 1));
        store.commit(&Op::Record(Box::new(gift(id, row.id, 2023))), &ctx(day(2024))).unwrap();
    }
    let (id, of) = (EntryId(Uuid::from_u128(1 << 90)), EntryId(Uuid::from_u128(7)));
    store.commit(&Op::Reverse { id, of, reason: "重复".into() }, &ctx(day(2024))).unwrap();
    (store, folder)
}

/// A round over New Year is told by its entries, whatever year they were paid in, place by place and year by year.
#[test]
fn a_round_over_new_year_is_the_sum_of_its_entries() {
    let (mut store, _folder) = register(1, 7);
    let sure = |today| WriteContext { day_source: DaySource::Confirmed, ..ctx(today) };
    let of = |text: &str| chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap();
    let query = RosterQuery {
        round: None,
        scope: Scope::Banner,
        show: Show::Everyone,
        group: None,
        village: None,
        sort: Sort::Name,
        start: Start::First,
        limit: 10,
    };
    let rows = store.roster(&query, day(2024)).unwrap().rows;
    let days = ["2027-12-28", "2027-12-30", "2028-01-03", "2028-01-05", "2028-01-05", "2028-02-01"];
    for (n, (row, on)) in rows.iter().zip(days).enumerate() {
        let id = EntryId(Uuid::from_u128(n as u128 + 1));
        let mut one = gift(id, row.id, 2028);
        one.on = of(on);
        one.reason = Some("名单外".into());
        store.commit(&Op::Record(Box::new(one)), &sure(of(on))).unwrap();
    }
    let (id, no) = (EntryId(Uuid::from_u128(99)), EntryId(Uuid::from_u128(4)));
    store.commit(&Op::Reverse { id, of: no, reason: "记错".into() }, &sure(of("2028-02-02"))).unwrap();
    let report = store.round_report(spring(2028)).unwrap();
    let live = LedgerQuery { round: Some(spring(2028)), live_only: true, ..LedgerQuery::default() };
    let same = |visits: VisitFigures, query: &LedgerQuery| {
        let sum = store.ledger_sum(&LedgerQuery { kind: Some(Kind::Person), ..query.clone() }).unwrap();
        assert_eq!(
            (visits.people, visits.person_visits, visits.cash, visits.goods),
            (sum.recipients, sum.visits, sum.cash, sum.goods)
        );
    };
    assert_eq!((report.visits.people, report.visits.cash), (5, Fen::new(500_000)));
    same(report.visits, &live);
    assert_eq!(report.places.len(), 2);
    for one in &report.places {
        let township = Some(TownshipCode(one.part.to_string()));
        same(one.visits, &LedgerQuery { township, ..live.clone() });
    }
    assert_eq!(report.years.len(), 2);
    for one in &report.years {
        same(one.visits, &LedgerQuery { year: one.part.parse().ok(), ..live.clone() });
    }
    assert_eq!(store.report(2028).unwrap().visits.people, 3, "the fiscal year holds a part of it");

    // What a closed year told stays; what is taken back of it later stands on a line of its own, and all of them add up.
    let close = Op::CloseYear { year: 2027, reason: "年终".into() };
    let asked = store.commit(&close, &sure(of("2028-02-03")));
    let Err(RegisterError::Year(YearRule::Unanswered(findings, _))) = asked else { panic!("{asked:?}") };
    for name in findings {
        let answer = Op::AnswerFinding { finding: name, reason: "已核".into(), by: Some("苏和".into()) };
        store.commit(&answer, &sure(of("2028-02-03"))).unwrap();
    }
    store.commit(&close, &sure(of("2028-02-03"))).unwrap();
    let (id, no) = (EntryId(Uuid::from_u128(98)), EntryId(Uuid::from_u128(1)));
    store.commit(&Op::Reverse { id, of: no, reason: "重复".into() }, &sure(of("2028-02-03"))).unwrap();
    let later = store.round_report(spring(2028)).unwrap();
    let cash: Vec<i64> = later.years.iter().map(|one| one.visits.cash.get()).collect();
    assert_eq!(cash, [200_000, 300_000, -100_000]);
    assert_eq!(later.visits.cash, Fen::new(400_000));
    assert_eq!(later.years[0].visits, report.years[0].visits);
}

/// All pages of a query, read forwards, or backwards from the end.
fn pages(store: &Store, query: &LedgerQuery, back: bool) -> Vec<LedgerLine> {
    let key = |line: &LedgerLine| RowKey { parts: Vec::new(), no: line.no };
    let mut found: Vec<LedgerLine> = Vec::new();
    let mut start = if back { Start::Last } else { Start::First };
    loop {
        let page = store.ledger(&LedgerQuery { start, limit: Some(40), ..query.clone() }).unwrap();
        let more = if back { page.more_before } else { page.more_after };
        if back {
            found.splice(0..0, page.rows);
            start = Start::Before(key(&found[0]));
        } else {
            found.extend(page.rows);
            start = Start::After(key(found.last().unwrap()));
        }
        if !more {
            return found;
        }
    }
}

#[test]
fn a_figure_its_list_and_its_sum_agree_beyond_a_page() {
    let (store, _folder) = given();
    let report = store.report(2023).unwrap();
    let query =
        LedgerQuery { year: Some(2023), kind: Some(Kind::Person), live_only: true, ..LedgerQuery::default() };
    let live = GIFTS as u64 - 1;
    let expected = LedgerSum {
        entries: live,
        recipients: live,
        visits: live,
        cash: Fen::new(100_000 * i64::try_from(live).unwrap()),
        goods: Fen::ZERO,
        owed: Fen::ZERO,
    };
    assert_eq!(store.ledger_sum(&query).unwrap(), expected);
    assert_eq!((report.visits.people, report.visits.cash), (live, expected.cash));
    let lines = pages(&store, &query, false);
    assert_eq!(lines.len() as u64, live);
    assert_eq!(pages(&store, &query, true), lines);
    let mut streamed = Vec::new();
    store
        .ledger_rows(&query, |line| {
            streamed.push(line);
            Ok::<_, RegisterError>(())
        })
        .unwrap();
    assert_eq!(streamed, lines);
    let all = LedgerQuery::default();
    assert_eq!(store.ledger_sum(&all).unwrap().cash, expected.cash, "the reversal takes its gift off");
    assert_eq!(pages(&store, &all, true).len(), GIFTS + 1);
}
