//! Protects the sums beside counts: what was given on a line is what the people counted there were given, whoever moved,
//! was reversed or turned out to be somebody else since, and in lists that are fixed.

use uuid::Uuid;

use super::costs::gift;
use super::older::brought_up;
use super::support::{ctx, day, import_on, person, register, spring};
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::list::{RosterQuery, Show, Sort};
use crate::domain::op::Op;
use crate::domain::page::Start;
use crate::domain::person::{Assent, Edit};
use crate::domain::place::{Scope, TownshipCode};
use crate::domain::roster::RosterEntry;
use crate::store::Store;

const A: &str = "152530100";
const B: &str = "152530101";

/// Done and yuan given in each of the two townships, and in the whole round by its card.
fn lines(store: &Store, year: i32) -> [(u64, i64); 3] {
    let scopes = store.scopes(Some(spring(year))).unwrap();
    let of = |code: &str| {
        let scope = Scope::Township(TownshipCode(code.into()));
        let line = scopes.iter().find(|line| line.scope == scope).unwrap();
        (line.done, line.given.get() / 100)
    };
    let card = store.round_card(spring(year), day(2024)).unwrap();
    let whole = (card.counts.of(crate::domain::due::DueState::Done), card.given.get() / 100);
    assert_eq!(store.check().unwrap(), []);
    [of(A), of(B), whole]
}

fn entry(n: u128) -> EntryId {
    EntryId(Uuid::from_u128(n + (1 << 90)))
}

fn done(store: &mut Store, op: &Op) {
    store.commit(op, &ctx(day(2024))).unwrap();
}

fn give(store: &mut Store, n: u128, who: RecipientId, year: i32) {
    let mut gift = gift(entry(n), who, year);
    gift.on = day(2024);
    gift.reason = Some("补登".into());
    done(store, &Op::Record(Box::new(gift)));
}

fn move_to(store: &mut Store, who: RecipientId, code: &str) {
    let rev = store.recipient(who).unwrap().rev;
    let township = Some(TownshipCode(code.into()));
    let assent = Assent { double: Some("核实".into()), reason: Some("核实".into()) };
    let edit = Box::new(Edit { township, assent, ..Edit::default() });
    done(store, &Op::Edit { id: who, rev, edit });
}

/// Two in each township, in 2023年春节, which is over, and in 2024年春节.
fn four() -> (Store, tempfile::TempDir, Vec<RecipientId>) {
    let (mut store, folder) = register(1, 4);
    let round = store.round(spring(2024)).unwrap();
    done(&mut store, &Op::CreateRound(round));
    let everybody = RosterQuery {
        round: None,
        scope: Scope::Banner,
        show: Show::Everyone,
        group: None,
        village: None,
        sort: Sort::Village,
        start: Start::First,
        limit: 100,
    };
    let people = store.roster(&everybody, day(2024)).unwrap().rows.iter().map(|row| row.id).collect();
    (store, folder, people)
}

#[test]
fn money_beside_done_is_that_of_the_people_who_are_done() {
    let (mut store, _folder, people) = four();
    give(&mut store, 1, people[0], 2024);
    assert_eq!(lines(&store, 2024), [(1, 1_000), (0, 0), (1, 1_000)]);
    // By a roster: the village and the phone say who it is.
    let phone =
        store.conn.query_row("SELECT phone FROM recipient WHERE id = ?1", [people[0].to_string()], |row| {
            row.get::<_, String>(0)
        });
    let phone = Some(crate::domain::text::CleanText::unmasked(&phone.unwrap()));
    let id_number = crate::domain::idcard::IdNumber::from_stored("152599193202150013");
    let told = |township: &'static str| RosterEntry {
        township: township.into(),
        id_number: id_number.clone(),
        phone: phone.clone(),
        ..person(0, 4)
    };
    import_on(day(2024), &mut store, [told("上都镇")].into_iter());
    import_on(day(2024), &mut store, [told("桑根达来镇")].into_iter());
    assert_eq!(lines(&store, 2024), [(0, 0), (1, 1_000), (1, 1_000)]);
    move_to(&mut store, people[0], A);
    move_to(&mut store, people[0], B);
    assert_eq!(lines(&store, 2024), [(0, 0), (1, 1_000), (1, 1_000)]);
    done(&mut store, &Op::Reverse { id: entry(2), of: entry(1), reason: "错".into() });
    assert_eq!(lines(&store, 2024), [(0, 0), (0, 0), (0, 0)]);
    give(&mut store, 3, people[0], 2024);
    assert_eq!(lines(&store, 2024), [(0, 0), (1, 1_000), (1, 1_000)]);
}

#[test]
fn a_late_gift_counts_where_the_fixed_list_has_whom_it_is_for() {
    let (mut store, _folder, people) = four();
    move_to(&mut store, people[0], B);
    give(&mut store, 1, people[0], 2023);
    assert_eq!(lines(&store, 2023), [(1, 1_000), (0, 0), (1, 1_000)]);
    give(&mut store, 2, people[0], 2024);
    assert_eq!(lines(&store, 2024), [(0, 0), (1, 1_000), (1, 1_000)]);
    move_to(&mut store, people[0], A);
    done(&mut store, &Op::Reverse { id: entry(3), of: entry(1), reason: "错".into() });
    assert_eq!(lines(&store, 2023), [(0, 0), (0, 0), (0, 0)]);
}

#[test]
fn one_human_is_one_in_the_sums_and_among_the_people_of_the_report() {
    let (mut store, _folder, people) = four();
    let (keep, other) = (people[0], people[2]);
    give(&mut store, 1, other, 2024);
    give(&mut store, 2, people[3], 2024);
    assert_eq!(lines(&store, 2024), [(0, 0), (2, 2_000), (2, 2_000)]);
    let merge = |store: &mut Store| {
        let revs = [keep, other].map(|id| store.recipient(id).unwrap().rev);
        done(
            store,
            &Op::Merge {
                keep, other, revs, reason: "同一人".into(), confirmed: Some("都核对过".into())
            },
        );
    };
    merge(&mut store);
    assert_eq!(lines(&store, 2024), [(1, 1_000), (1, 1_000), (2, 2_000)]);
    move_to(&mut store, keep, B);
    assert_eq!(lines(&store, 2024), [(0, 0), (2, 2_000), (2, 2_000)]);
    move_to(&mut store, keep, A);
    done(
        &mut store,
        &Op::Unmerge { recipient: other, reason: "两人".into(), confirmed: Some("都核对过".into()) },
    );
    assert_eq!(lines(&store, 2024), [(0, 0), (2, 2_000), (2, 2_000)]);
    // Both were given something, in two rounds on one day: one of 人, two of 人次.
    give(&mut store, 3, keep, 2024);
    give(&mut store, 4, keep, 2023);
    let figures = |store: &Store| {
        let report = store.report(2024).unwrap();
        let sum = store
            .ledger_sum(&crate::domain::entry::LedgerQuery { live_only: true, ..Default::default() })
            .unwrap();
        assert_eq!((sum.recipients, sum.visits), (report.visits.people, report.visits.person_visits));
        (report.visits.people, report.visits.person_visits)
    };
    assert_eq!(figures(&store), (3, 4));
    merge(&mut store);
    assert_eq!(figures(&store), (2, 3));
    assert_eq!(lines(&store, 2024)[2], (2, 3_000));
    done(&mut store, &Op::Reverse { id: entry(5), of: entry(1), reason: "重复".into() });
    assert_eq!(lines(&store, 2024), [(1, 1_000), (1, 1_000), (2, 2_000)]);
}

#[test]
fn a_register_of_before_is_counted_anew_once() {
    let (mut store, _folder, people) = four();
    give(&mut store, 1, people[0], 2024);
    move_to(&mut store, people[0], B);
    // As the programs before counted: where the entry names the place.
    let store = brought_up(
        store,
        6,
        "UPDATE tally SET given_fen = 0 WHERE round = '2024-spring';
         UPDATE tally SET given_fen = 100000 WHERE round = '2024-spring' AND village = 0 AND township = '152530100'",
    );
    assert_eq!(lines(&store, 2024), [(0, 0), (1, 1_000), (1, 1_000)]);
}
