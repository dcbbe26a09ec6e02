//! Protects the sample as a register: its published totals, its counts on the day of the demo, search over
//! it, and that one reversal moves every figure that it should.

use muster::clock;
use muster::domain::due::DueState;
use muster::domain::op::{Op, WriteContext};
use muster::domain::recipient::Kind;
use muster::sample;
use muster::store::{DueQuery, DueStates, Mint, Store};
use tempfile::TempDir;

use crate::support::register::{day, due_list, on, round, text};
use muster::domain::entry::LedgerQuery;
use muster::domain::search::{MatchedBy, SearchQuery};

const DEMO: &str = "2024-02-02";

fn sample() -> (TempDir, Store, WriteContext) {
    let folder = tempfile::tempdir().unwrap();
    let ctx = on(DEMO);
    let banner = sample::banner().unwrap();
    let mint = Mint { recipient: clock::new_recipient_id, entry: clock::new_entry_id };
    let (path, people) = (folder.path().join("r.db"), sample::load().unwrap());
    let store = Store::create_sample(&path, &banner, &people, "device-a", &ctx, &mint).unwrap();
    (folder, store, ctx)
}

#[test]
fn the_year_2023_bears_the_published_totals_and_one_reversal_moves_them() {
    let (_folder, store, ctx) = sample();
    let report = store.report(2023).unwrap();
    assert_eq!((report.visits.people, report.visits.cash.get()), (85, 6_050_000));
    assert_eq!((report.units.units, report.units.goods.get()), (3, 3_265_900));
    assert_eq!(store.check().unwrap(), Vec::new());
    let live =
        LedgerQuery { year: Some(2023), kind: Some(Kind::Person), live_only: true, ..LedgerQuery::default() };
    let gifts = store.ledger(&live).unwrap().rows;
    let once: Vec<_> = gifts
        .iter()
        .filter(|gift| {
            gift.cash.get() == 50_000 && gifts.iter().filter(|g| g.recipient == gift.recipient).count() == 1
        })
        .collect();
    assert!(once.len() > 20);
    for gift in once {
        let mut copy = store.reopener().open().unwrap();
        let op = Op::Reverse { id: clock::new_entry_id(), of: gift.id, reason: text("发错") };
        copy.commit(&op, &ctx).unwrap();
        let report = copy.report(2023).unwrap();
        assert_eq!((report.visits.people, report.visits.cash.get()), (84, 6_000_000), "{}", gift.name);
        let query = DueQuery { round: gift.round, township: None, states: DueStates::All };
        let (_, items) = due_list(&copy, &query, day(DEMO));
        let state = items.iter().find(|row| row.id == gift.recipient).map(|row| row.state);
        assert_eq!(state, Some(DueState::Overdue), "{}", gift.name);
        let mut again = muster_gift(gift);
        again.id = clock::new_entry_id();
        copy.commit(&Op::Record(Box::new(again)), &ctx).unwrap();
    }
    assert_eq!(store.check().unwrap(), Vec::new());
}

/// The gift of an entry, as a recording.
fn muster_gift(entry: &muster::domain::entry::LedgerLine) -> muster::domain::gift::Recording {
    let mut gift = crate::support::register::gift(entry.recipient, "2023-spring", entry.cash.get() / 100);
    gift.round = entry.round;
    gift.on = entry.on;
    gift.handlers.clone_from(&entry.handlers);
    gift
}

#[test]
fn the_demo_opens_in_the_middle_of_a_round() {
    let (_folder, store, _) = sample();
    let current = store.current_round(day(DEMO)).unwrap().unwrap();
    assert_eq!(current.code, round("2024-spring"));
    let scopes = store.scopes(Some(current.code)).unwrap();
    assert_eq!((scopes[0].open, scopes[0].done), (41, 38));
    assert_eq!((scopes[10].open, scopes[10].done), (1, 2), "units");
    for township in &scopes[1..10] {
        assert!(township.open > 0 && township.done > 0 && township.closed >= 3, "{}", township.name);
    }
    let (card, items) = due_list(
        &store,
        &DueQuery { round: current.code, township: None, states: DueStates::All },
        day(DEMO),
    );
    assert_eq!(card.counts.0.iter().map(|(_, n)| n).sum::<u64>(), items.len() as u64);
    assert_eq!(card.given.get(), 2_750_000);
    for name in ["程连富", "呼日查巴特尔"] {
        assert_eq!(items.iter().find(|row| row.name.as_str() == name).unwrap().state, DueState::Due);
    }
}

#[test]
fn search_finds_by_han_pinyin_initials_tails_and_village() {
    let (_folder, store, _) = sample();
    let first = |typed: &str| {
        let search = SearchQuery::new(typed, Some(round("2024-spring")), 10);
        let hits = store.search(&search, day(DEMO)).unwrap().hits;
        hits.first().map(|hit| (hit.row.name.to_string(), hit.by, hit.marks.clone()))
    };
    for (typed, name) in [
        ("程连富", "程连富"),
        ("clf", "程连富"),
        ("ＣＬＦ", "程连富"),
        ("chenglianfu", "程连富"),
        ("chenglf", "程连富"),
        ("连富", "程连富"),
        ("hrcbte", "呼日查巴特尔"),
        ("huricha", "呼日查巴特尔"),
        ("dgq", "单国强"),
        ("sgq", "单国强"),
        ("shanguoqiang", "单国强"),
        ("ljg", "吕建国"),
        ("lvjg", "吕建国"),
        ("lujianguo", "吕建国"),
    ] {
        let (found, by, marks) = first(typed).unwrap_or_else(|| panic!("{typed} finds nobody"));
        assert_eq!((found.as_str(), by), (name, MatchedBy::Name), "{typed}");
        assert!(!marks.is_empty(), "{typed}");
    }
    let all = |typed: &str| store.search(&SearchQuery::new(typed, None, 50), day(DEMO)).unwrap().hits;
    let tail = all("0013");
    assert!(tail.iter().any(|hit| hit.row.name.as_str() == "程连富" && hit.by == MatchedBy::IdTail));
    assert!(all("敖包图").iter().any(|hit| hit.by == MatchedBy::Village));
    assert!(all("zzzz").is_empty());
    assert!(all("").is_empty());
}
