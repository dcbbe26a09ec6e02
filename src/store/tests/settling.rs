//! Protects the list of a round that is over: it is fixed whole with the first write behind its grace, before what that
//! write changes, and by nothing else.

use std::sync::{Arc, Mutex};

use chrono::NaiveDate;
use uuid::Uuid;

use super::support::{ctx, day, person, register, spring};
use crate::domain::date::DaySource;
use crate::domain::due::{CloseReason, Standing};
use crate::domain::error::RegisterError;
use crate::domain::gift::{Recording, Rule};
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::list::{RosterQuery, RosterRow, ScopeLine, Show, Sort};
use crate::domain::money::Fen;
use crate::domain::op::{Answer, Draft, Op, WriteContext};
use crate::domain::page::Start;
use crate::domain::person::Edit;
use crate::domain::place::{Scope, TownshipCode};
use crate::domain::recipient::StatusKind;
use crate::domain::roster::RosterEntry;
use crate::domain::round::RoundRule;
use crate::store::tests::costs::gift;
use crate::store::{Ending, Importer, Store};

const PEOPLE: usize = 6;

fn on(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Imports one row.
fn newcomer(store: &mut Store, entry: &RosterEntry, year: i32) {
    let mint = || RecipientId(Uuid::from_u128(9 << 100));
    let feed = |importer: &mut Importer<'_>| {
        importer.row(entry)?;
        Ok::<_, RegisterError>(((), Ending::Keep))
    };
    store.import(&"test".into(), &ctx(day(year)), &mint, feed).unwrap();
}

/// Those in the round of 2023 in list order.
fn listed(store: &Store, show: Show) -> Vec<RosterRow> {
    let query = RosterQuery {
        round: Some(spring(2023)),
        scope: Scope::Banner,
        show,
        group: None,
        village: None,
        sort: Sort::Village,
        start: Start::First,
        limit: 50,
    };
    store.roster(&query, day(2024)).unwrap().rows
}

fn lines(store: &Store) -> i64 {
    store.conn.query_row("SELECT count(*) FROM settled_line", [], |row| row.get(0)).unwrap()
}

fn settled_on(store: &Store) -> Option<NaiveDate> {
    store.round(spring(2023)).unwrap().settled_on
}

fn record(store: &mut Store, to: RecipientId, today: &str) {
    let id = EntryId(Uuid::from_u128(to.0.as_u128() + (7 << 90)));
    let gift = Recording { on: on(today), reason: Some("迟到补发".into()), ..gift(id, to, 2023) };
    store.commit(&Op::Record(Box::new(gift)), &ctx(on(today))).unwrap();
}

fn regroup(store: &mut Store, row: &RosterRow, edit: Edit, today: &str) {
    let rev = store.recipient(row.id).unwrap().rev;
    store.commit(&Op::Edit { id: row.id, rev, edit: Box::new(edit) }, &ctx(on(today))).unwrap();
}

#[test]
fn a_round_is_settled_by_the_first_write_behind_its_grace_before_what_that_write_changes() {
    let (mut store, _folder) = register(1, PEOPLE);
    let grace = store.round(spring(2023)).unwrap().window.grace_until;
    let first = listed(&store, Show::InRound).remove(0);
    let unlisted = || Edit { groups: Some(Vec::new()), ..Edit::default() };
    regroup(&mut store, &first, unlisted(), &grace.to_string());
    assert_eq!((settled_on(&store), listed(&store, Show::InRound).len()), (None, PEOPLE - 1), "in grace");
    // A half-filled form is no act, and a clock that is not believed fixes nothing.
    let after = grace.succ_opt().unwrap();
    let second = listed(&store, Show::InRound).remove(0);
    let draft = Draft { id: EntryId(Uuid::nil()), recipient: second.id, body: "x".into() };
    store.commit(&Op::SaveDraft(draft), &ctx(after)).unwrap();
    let clock = WriteContext { day_source: DaySource::Clock, ..ctx(on("2034-02-02")) };
    store.commit(&Op::SettleRounds, &clock).unwrap();
    assert_eq!((settled_on(&store), lines(&store)), (None, 0));
    regroup(&mut store, &second, unlisted(), &after.to_string());
    assert_eq!((settled_on(&store), lines(&store)), (Some(after), 5));
    let now = listed(&store, Show::InRound);
    assert_eq!(now.len(), 5);
    assert!(now.iter().any(|row| row.id == second.id && row.groups == 1), "as it was before the write");
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn a_settled_list_stands_still_and_its_items_do_not() {
    let (mut store, _folder) = register(1, PEOPLE);
    let all = listed(&store, Show::InRound);
    record(&mut store, all[0].id, "2023-02-02");
    store.commit(&Op::SettleRounds, &ctx(day(2024))).unwrap();
    let (shown, list) = (listed(&store, Show::InRound), |store: &Store| listed(store, Show::InRound));
    let counts = |store: &Store| {
        let scopes = store.scopes(Some(spring(2023))).unwrap();
        let of = |one: &ScopeLine| (one.open, one.done, one.closed, one.planned, one.given);
        (scopes.iter().map(of).collect::<Vec<_>>(), store.villages(spring(2023), &Scope::Banner).unwrap())
    };
    let figures = counts(&store);
    // Somebody comes in, somebody moves, is renamed by a roster, loses the group, and the standard rises.
    newcomer(&mut store, &person(77, 100), 2024);
    let moved = Edit {
        township: Some(TownshipCode("152530100".into())),
        village: Some("新村".into()),
        ..Edit::default()
    };
    regroup(&mut store, &all[5], moved, "2024-02-02");
    regroup(&mut store, &all[4], Edit { groups: Some(Vec::new()), ..Edit::default() }, "2024-02-02");
    let mut next = store.round(spring(2025)).unwrap();
    next.standards[0].cash = Fen::new(900_000);
    store.commit(&Op::CreateRound(next), &ctx(day(2024))).unwrap();
    assert_eq!(list(&store), shown);
    assert_eq!(counts(&store), figures);
    assert_eq!(store.check().unwrap(), []);
    // A late visit, a death and its undoing, a refusal: the list stays, where they stand does not.
    record(&mut store, all[5].id, "2024-02-03");
    let (id, kind) = (all[4].id, StatusKind::Died);
    store
        .commit(&Op::SetStatus { id, kind, on: on("2024-01-05"), reason: "x".into() }, &ctx(day(2024)))
        .unwrap();
    let standing = |store: &Store, at: usize| {
        list(store).into_iter().find(|row| row.id == all[at].id).map(|row| row.standing)
    };
    assert_eq!(standing(&store, 5), Some(Standing::Done));
    assert_eq!(standing(&store, 4), Some(Standing::Closed(CloseReason::Died)));
    assert_eq!(store.check().unwrap(), []);
    store.commit(&Op::UndoStatus { id, kind, reason: "x".into() }, &ctx(day(2024))).unwrap();
    assert_eq!(standing(&store, 4), Some(Standing::Open(None)));
    assert_eq!(
        list(&store).iter().map(|row| row.id).collect::<Vec<_>>(),
        all.iter().map(|row| row.id).collect::<Vec<_>>()
    );
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn a_settled_round_is_closed_with_what_is_open_in_it() {
    let (mut store, _folder) = register(1, PEOPLE);
    let all = listed(&store, Show::InRound);
    record(&mut store, all[0].id, "2023-02-02");
    let close = |store: &mut Store, reason: &'static str, today: &str| {
        let op = Op::CloseRound { code: spring(2023), reason: reason.into() };
        store.commit(&op, &ctx(on(today))).map(|receipt| receipt.answer)
    };
    let refused = |rule| Err(RegisterError::Round(rule));
    assert_eq!(close(&mut store, "年末结清", "2023-02-05"), refused(RoundRule::NotOver));
    assert_eq!(close(&mut store, "", "2024-02-02"), Err(RegisterError::ReasonRequired));
    assert_eq!(close(&mut store, "年末结清", "2024-02-02"), Ok(Answer::Closed(5)));
    assert_eq!(close(&mut store, "年末结清", "2024-02-02"), refused(RoundRule::Closed));
    let never = Op::CloseRound { code: spring(2022), reason: "x".into() };
    assert_eq!(store.commit(&never, &ctx(day(2024))), Err(RegisterError::Round(RoundRule::NotCreated)));
    let closed = listed(&store, Show::Closed);
    assert_eq!(closed.len(), 5);
    assert!(closed.iter().all(|row| row.standing == Standing::Closed(CloseReason::RoundClosed)));
    assert_eq!(store.check().unwrap(), []);
    // A later gift counts, with its reason.
    let id = EntryId(Uuid::from_u128(9));
    let bare = Recording { on: on("2024-02-03"), ..gift(id, all[3].id, 2023) };
    let refused = store.commit(&Op::Record(Box::new(bare)), &ctx(on("2024-02-03")));
    assert!(
        matches!(&refused, Err(RegisterError::Refused(why)) if why[0].rule == Rule::RoundClosed),
        "{refused:?}"
    );
    record(&mut store, all[3].id, "2024-02-03");
    assert_eq!(listed(&store, Show::Done).len(), 2);
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn a_settling_that_is_stopped_leaves_nothing_and_one_that_is_damaged_shows() {
    let (mut store, _folder) = register(1, 2_000);
    let heard = Arc::new(Mutex::new(Vec::new()));
    let listen = |stop: bool| {
        let heard = Arc::clone(&heard);
        Box::new(move |told| {
            heard.lock().unwrap().push(told);
            !stop
        })
    };
    assert!(store.commit_with_progress(&Op::SettleRounds, &ctx(day(2024)), listen(true)).is_err());
    assert_eq!((settled_on(&store), lines(&store)), (None, 0));
    heard.lock().unwrap().clear();
    store.commit_with_progress(&Op::SettleRounds, &ctx(day(2024)), listen(false)).unwrap();
    let told: Vec<(u64, u64)> = heard.lock().unwrap().iter().copied().flatten().collect();
    assert!(told.len() > 1 && told.iter().all(|(done, all)| done <= all && *all == 2_000), "{told:?}");
    assert_eq!((settled_on(&store), lines(&store)), (Some(day(2024)), 2_000));
    assert_eq!(store.check().unwrap(), []);
    store
        .conn
        .execute_batch("DROP TRIGGER settled_line_no_delete; DELETE FROM settled_line WHERE recipient = 5")
        .unwrap();
    let rules: Vec<_> = store.check().unwrap().into_iter().map(|finding| finding.rule).collect();
    assert!(rules.contains(&"settled") && rules.contains(&"standing"), "{rules:?}");
}

#[test]
fn who_was_on_a_list_too_late_by_an_older_program_leaves_it_before_it_is_fixed() {
    let (mut store, _folder) = register(1, 2);
    newcomer(&mut store, &person(9, 0), 2023);
    // As an older program left it: the group counted from the beginning.
    store
        .conn
        .execute_batch(
            "INSERT INTO group_held (id, recipient, visit_group, entered_on) VALUES ('g', 3, 1, '2024-02-02');
             INSERT INTO standing (round, kind, township, village, pinyin, recipient, rank, visit_group, held_groups,
                                   cash_fen, goods, goods_fen)
             SELECT '2023-spring', kind, township, village, pinyin, local_id, 1, 1, 1, 100000, '', 0 FROM recipient
             WHERE local_id = 3;
             UPDATE tally SET open = open + 1, planned_fen = planned_fen + 100000
             WHERE round = '2023-spring' AND township = (SELECT township FROM recipient WHERE local_id = 3)",
        )
        .unwrap();
    assert_eq!(listed(&store, Show::InRound).len(), 3);
    store.commit(&Op::SettleRounds, &ctx(on("2024-02-03"))).unwrap();
    assert_eq!((listed(&store, Show::InRound).len(), lines(&store)), (2, 2));
}
