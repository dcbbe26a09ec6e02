//! Protects an act of many: all or none, bound together by the audit, undone as one.

use rusqlite::Connection;
use uuid::Uuid;

use super::support::{ctx, day, register, spring};
use crate::domain::batch::{Altered, Among, Batch, BatchGift, LARGEST_BATCH, LeftOut, Reversal, usual_gift};
use crate::domain::entry::{EntryKind, LedgerQuery};
use crate::domain::error::RegisterError;
use crate::domain::gift::Rule;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::list::{RosterQuery, Show, Sort};
use crate::domain::money::Fen;
use crate::domain::op::{Answer, Op};
use crate::domain::page::Start;
use crate::domain::place::Scope;
use crate::store::Store;
use crate::store::file::{checks, schema, seal};

fn id(n: u128) -> EntryId {
    EntryId(Uuid::from_u128(n | 1 << 99))
}

fn everybody() -> Among {
    Among::Roster(RosterQuery {
        round: Some(spring(2023)),
        scope: Scope::Banner,
        show: Show::InRound,
        group: None,
        village: None,
        sort: Sort::Village,
        start: Start::First,
        limit: 1,
    })
}

/// The act that records all who are due, by two.
fn batch(store: &Store, first: u128) -> Batch {
    let facts = store.batch_form(spring(2023), &everybody(), day(2023)).unwrap();
    let handlers = vec!["布仁".into(), "赵志强".into()];
    let gifts = facts.candidates.iter().zip(first + 1..).filter_map(|(one, n)| {
        let usual = usual_gift(one, &facts.round, day(2023), &handlers).ok()?;
        Some(BatchGift { id: id(n), recipient: one.row.id, usual })
    });
    Batch {
        id: id(first),
        round: spring(2023),
        on: day(2023),
        gifts: gifts.collect(),
        handlers: handlers.clone(),
    }
}

fn commit(store: &mut Store, batch: &Batch) -> Result<Answer, RegisterError> {
    let receipt = store.commit(&Op::RecordBatch(Box::new(batch.clone())), &ctx(day(2023)));
    receipt.map(|receipt| receipt.answer)
}

fn entries(store: &Store) -> usize {
    store.ledger(&LedgerQuery::default()).unwrap().rows.len()
}

fn lines(store: &Store) -> i64 {
    store.conn.query_row("SELECT count(*) FROM audit", [], |row| row.get(0)).unwrap()
}

fn sound(store: &Store) {
    assert_eq!(store.check().unwrap(), Vec::new());
}

#[test]
fn an_act_of_many_is_recorded_each_by_an_entry_of_its_own() {
    let (mut store, _folder) = register(1, 12);
    let before = lines(&store);
    let act = batch(&store, 100);
    assert_eq!(act.gifts.len(), 12);
    assert_eq!(commit(&mut store, &act), Ok(Answer::Recorded(act.id)));
    assert_eq!(entries(&store), 12);
    assert_eq!(lines(&store), before + 13, "one line for the act, one for each");
    assert!(batch(&store, 200).gifts.is_empty(), "nobody is due any more");
    let found = store.batch_of(act.gifts[5].id).unwrap().unwrap();
    assert_eq!((found.id, found.all, found.sum), (act.id, 12, act.sum()));
    assert_eq!(found.live, act.gifts.iter().map(|gift| gift.id).collect::<Vec<_>>());
    // The same act again is told, not written twice.
    assert_eq!(commit(&mut store, &act), Ok(Answer::Exists(act.id)));
    assert_eq!((entries(&store), lines(&store)), (12, before + 13));
    sound(&store);
}

/// In the order of the lists: the ledger reads as the paper does.
#[test]
fn entries_of_an_act_stand_by_place_whatever_order_they_were_marked_in() {
    let (store, _folder) = register(1, 12);
    let listed = store.batch_form(spring(2023), &everybody(), day(2023)).unwrap().candidates;
    let ids: Vec<RecipientId> = listed.iter().map(|one| one.row.id).collect();
    let mut shuffled: Vec<RecipientId> = ids.iter().rev().copied().collect();
    shuffled.extend(&ids);
    let these = store.batch_form(spring(2023), &Among::These(shuffled), day(2023)).unwrap();
    assert_eq!(these.candidates.iter().map(|one| one.row.id).collect::<Vec<_>>(), ids);
    let due = Among::Due { scope: Scope::Banner, exceptions: false };
    assert_eq!(store.batch_form(spring(2023), &due, day(2023)).unwrap().candidates.len(), 12);
}

#[test]
fn whoever_changed_since_the_look_stops_the_whole_act_and_is_named() {
    let (mut store, _folder) = register(1, 6);
    let act = batch(&store, 100);
    let mut alone = act.clone();
    (alone.id, alone.gifts) = (id(300), vec![BatchGift { id: id(301), ..act.gifts[2].clone() }]);
    commit(&mut store, &alone).unwrap();
    let (entries_before, lines_before) = (entries(&store), lines(&store));
    let told = commit(&mut store, &act);
    let altered = Altered { name: "程连富".into(), why: Some(LeftOut::Visited) };
    assert_eq!(told, Err(RegisterError::Altered(vec![altered])));
    let mut other_sum = batch(&store, 400);
    other_sum.gifts[1].usual.cash = Fen::new(99_900);
    let altered = Altered { name: "程连富".into(), why: None };
    assert_eq!(commit(&mut store, &other_sum), Err(RegisterError::Altered(vec![altered])));
    assert_eq!((entries(&store), lines(&store)), (entries_before, lines_before));
    sound(&store);
}

#[test]
fn an_act_is_refused_as_a_whole_by_what_refuses_one() {
    let (mut store, _folder) = register(1, 3);
    let act = batch(&store, 100);
    let one_handler = Batch { handlers: vec!["布仁".into()], ..act.clone() };
    let told = commit(&mut store, &one_handler);
    assert!(
        matches!(&told, Err(RegisterError::Refused(refused)) if refused[0].rule == Rule::Handlers),
        "{told:?}"
    );
    let mut twice = act.clone();
    twice.gifts.push(BatchGift { id: id(999), ..act.gifts[0].clone() });
    assert_eq!(commit(&mut store, &twice), Err(RegisterError::Different(act.id)));
    let nobody = Batch { gifts: Vec::new(), ..act.clone() };
    assert!(matches!(commit(&mut store, &nobody), Err(RegisterError::Refused(_))));
    let mut many = act.clone();
    many.gifts = std::iter::repeat_n(act.gifts[0].clone(), LARGEST_BATCH + 1).collect();
    assert!(matches!(commit(&mut store, &many), Err(RegisterError::Refused(_))));
    assert_eq!(entries(&store), 0);
    // An id that names another recording already is none for a part of an act.
    let mut alone = act.clone();
    (alone.id, alone.gifts) = (id(300), vec![act.gifts[0].clone()]);
    commit(&mut store, &alone).unwrap();
    assert_eq!(commit(&mut store, &act), Err(RegisterError::Different(act.id)));
    assert_eq!(entries(&store), 1);
    sound(&store);
}

/// A trigger that takes the third entry away, at once or when all is written; or refuses it.
#[test]
fn where_one_of_them_is_swallowed_or_refused_nothing_of_the_act_stands() {
    const KEEPS: &str = "DROP TRIGGER entry_no_delete; DROP TRIGGER entry_no_update; ";
    for sql in [
        "CREATE TRIGGER swallow BEFORE INSERT ON entry WHEN (SELECT count(*) FROM entry) = 2
         BEGIN SELECT RAISE(IGNORE); END",
        "CREATE TRIGGER swallow BEFORE INSERT ON entry WHEN (SELECT count(*) FROM entry) = 2
         BEGIN SELECT RAISE(ABORT, 'ledger: no'); END",
        "CREATE TRIGGER swallow AFTER UPDATE ON meta
         BEGIN DELETE FROM entry WHERE local_id = (SELECT local_id FROM entry LIMIT 1 OFFSET 2); END",
        "CREATE TRIGGER swallow AFTER UPDATE ON meta
         BEGIN UPDATE entry SET cash_fen = 1 WHERE local_id = (SELECT max(local_id) FROM entry); END",
    ] {
        let (mut store, _folder) = register(1, 5);
        let before = lines(&store);
        let act = batch(&store, 100);
        let other = Connection::open(store.path()).unwrap();
        seal::teach(&other).unwrap();
        checks::teach(&other).unwrap();
        other.execute_batch(&format!("{KEEPS}{sql}")).unwrap();
        store.schema.set(schema::number(&store.conn).unwrap());
        let told = commit(&mut store, &act);
        assert!(matches!(told, Err(RegisterError::Schema(_) | RegisterError::Guard(_))), "{sql}: {told:?}");
        assert_eq!((entries(&store), lines(&store)), (0, before), "{sql}");
    }
}

#[test]
fn an_act_is_undone_as_one_or_singly() {
    let (mut store, _folder) = register(1, 5);
    let act = batch(&store, 100);
    commit(&mut store, &act).unwrap();
    let one = Op::Reverse { id: id(500), of: act.gifts[1].id, reason: "发错人".into() };
    store.commit(&one, &ctx(day(2023))).unwrap();
    let found = store.batch_of(act.gifts[1].id).unwrap().unwrap();
    assert_eq!((found.all, found.live.len(), found.sum.cash), (5, 4, Fen::new(400_000)));
    let reversals: Vec<Reversal> =
        found.live.iter().zip(600..).map(|(of, n)| Reversal { id: id(n), of: *of }).collect();
    let undo = |reversals: &[Reversal]| Op::ReverseBatch {
        batch: act.id,
        reversals: reversals.to_vec(),
        reason: "整批发错".into(),
    };
    // Others stand than those that are named: it is looked at again first.
    let told = store.commit(&undo(&reversals[1..]), &ctx(day(2023)));
    assert_eq!(told.map(drop), Err(RegisterError::Altered(Vec::new())));
    assert_eq!(entries(&store), 6);
    let receipt = store.commit(&undo(&reversals), &ctx(day(2023))).unwrap();
    assert_eq!(receipt.answer, Answer::Recorded(act.id));
    let receipt = store.commit(&undo(&reversals), &ctx(day(2023))).unwrap();
    assert_eq!(receipt.answer, Answer::Exists(act.id));
    let rows = store.ledger(&LedgerQuery::default()).unwrap().rows;
    assert_eq!((rows.len(), rows.iter().filter(|row| row.kind == EntryKind::Reversal).count()), (10, 5));
    assert_eq!(store.ledger_sum(&LedgerQuery::default()).unwrap().cash, Fen::ZERO);
    assert_eq!(batch(&store, 700).gifts.len(), 5, "everybody is due again");
    // What was undone is told so when the act is sent again.
    assert_eq!(commit(&mut store, &act), Ok(Answer::Undone(act.id, day(2023))));
    sound(&store);
}

#[test]
fn what_was_recorded_alone_belongs_to_no_act() {
    let (mut store, _folder) = register(1, 6);
    let mut act = batch(&store, 100);
    let last = act.gifts.split_off(3);
    let recordings = |gifts: Vec<BatchGift>| Batch { gifts, ..act.clone() };
    let alone: Vec<_> = recordings(last).recordings().collect();
    let record = |store: &mut Store, n: usize| {
        store.commit(&Op::Record(Box::new(alone[n].clone())), &ctx(day(2023))).unwrap();
    };
    record(&mut store, 0);
    commit(&mut store, &act).unwrap();
    record(&mut store, 1);
    for (n, recorded) in [(0, true), (1, true), (2, false)] {
        assert_eq!(store.batch_of(alone[n].id), Ok(None), "{n} {recorded}");
    }
    assert_eq!(store.batch_of(act.gifts[0].id).unwrap().unwrap().live.len(), 3);
    assert_eq!(store.batch_of(act.gifts[2].id).unwrap().unwrap().id, act.id);
    sound(&store);
}

/// The first call of a round makes the round, and so does the first act.
#[test]
fn an_act_of_many_makes_the_round_that_nobody_has_created() {
    let (mut store, _folder) = register(1, 4);
    let facts = store
        .batch_form(
            spring(2024),
            &Among::Roster(RosterQuery {
                round: Some(spring(2024)),
                scope: Scope::Banner,
                show: Show::Everyone,
                group: None,
                village: None,
                sort: Sort::Village,
                start: Start::First,
                limit: 1,
            }),
            day(2024),
        )
        .unwrap();
    assert!(!facts.round.created && facts.candidates.len() == 4);
    let handlers = vec!["布仁".into(), "赵志强".into()];
    let gifts = facts.candidates.iter().zip(101..).map(|(one, n)| BatchGift {
        id: id(n),
        recipient: one.row.id,
        usual: usual_gift(one, &facts.round, day(2024), &handlers).unwrap(),
    });
    let act = Batch {
        id: id(100),
        round: spring(2024),
        on: day(2024),
        gifts: gifts.collect(),
        handlers: handlers.clone(),
    };
    let receipt = store.commit(&Op::RecordBatch(Box::new(act.clone())), &ctx(day(2024))).unwrap();
    assert!(receipt.changed.rounds);
    assert_eq!(store.batch_of(act.gifts[0].id).unwrap().unwrap().live.len(), 4);
    assert_eq!(store.check().unwrap(), Vec::new());
}
