//! Protects what is owed beside a part that was given: goods beside cash, cash beside goods, in lists, counts and lists
//! that are fixed, and in registers of older programs, where cash alone made done.

use chrono::NaiveDate;
use uuid::Uuid;

use super::costs::gift;
use super::older::brought_up;
use super::support::{ctx, day, import_on, person, register, spring};
use crate::domain::due::{DueState, Missed, Rest, Standing};
use crate::domain::gift::{Goods, Recording};
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::list::{RosterQuery, RosterRow, Show, Sort};
use crate::domain::money::Fen;
use crate::domain::op::Op;
use crate::domain::page::Start;
use crate::domain::place::Scope;
use crate::domain::usual_gift::Usual;
use crate::domain::visit::Outcome;
use crate::store::standing::renewed;
use crate::store::{DueQuery, DueStates, Store};

fn entry(n: u128) -> EntryId {
    EntryId(Uuid::from_u128(n + (1 << 90)))
}

fn rows(store: &Store, year: i32) -> Vec<RosterRow> {
    let query = RosterQuery {
        round: Some(spring(year)),
        scope: Scope::Banner,
        show: Show::InRound,
        group: None,
        village: None,
        sort: Sort::Village,
        start: Start::First,
        limit: 50,
    };
    store.roster(&query, day(2024)).unwrap().rows
}

/// Four in 2023年春节, which is over, and in 2024年春节; the standard of both is 1,000 yuan and goods of 160.
fn four() -> (Store, tempfile::TempDir, Vec<RecipientId>) {
    let (mut store, folder) = register(0, 0);
    for year in [2023, 2024] {
        let mut round = store.round(spring(year)).unwrap();
        for standard in &mut round.standards {
            (standard.goods, standard.goods_value) = ("米面油 1 份".into(), Fen::new(16_000));
        }
        store.commit(&Op::CreateRound(round), &ctx(day(2023))).unwrap();
    }
    import_on(day(2023), &mut store, (0..4).map(|n| person(n, 4)));
    let ids = rows(&store, 2024).iter().map(|row| row.id).collect();
    (store, folder, ids)
}

fn cash(n: u128, to: RecipientId, year: i32) -> Recording {
    gift(entry(n), to, year)
}

fn goods(n: u128, to: RecipientId, year: i32) -> Recording {
    let goods = Goods { text: "米面油 1 份".into(), value: Fen::new(16_000) };
    Recording { cash: Fen::ZERO, goods: Some(goods), ..cash(n, to, year) }
}

fn record(store: &mut Store, recording: Recording) {
    let on = recording.on;
    store.commit(&Op::Record(Box::new(recording)), &ctx(on)).unwrap();
}

fn standing(store: &Store, of: RecipientId, year: i32) -> Standing {
    rows(store, year).into_iter().find(|row| row.id == of).unwrap().standing
}

fn counts(store: &Store, year: i32) -> [u64; 3] {
    counts_on(store, year, day(2024))
}

fn counts_on(store: &Store, year: i32, on: NaiveDate) -> [u64; 3] {
    let card = store.round_card(spring(year), on).unwrap();
    assert_eq!(card.planned, Fen::new(400_000), "what is owed stays planned");
    let open = DueState::ALL.into_iter().filter(|state| !matches!(state, DueState::Done | DueState::Closed));
    let of = |state| card.counts.of(state);
    [open.map(of).sum(), of(DueState::Done), of(DueState::Closed)]
}

#[test]
fn goods_owed_beside_cash_leave_somebody_due_until_they_are_given() {
    let (mut store, _folder, ids) = four();
    record(&mut store, cash(1, ids[0], 2024));
    record(&mut store, goods(2, ids[1], 2024));
    assert_eq!(standing(&store, ids[0], 2024), Standing::Partly(Rest::Goods, None));
    assert_eq!(standing(&store, ids[1], 2024), Standing::Partly(Rest::Cash, None));
    assert_eq!(counts(&store, 2024), [4, 0, 0]);
    let query = DueQuery { round: spring(2024), township: None, states: DueStates::ToVisit };
    let mut due = Vec::new();
    store
        .due_rows(&query, day(2024), |row| {
            due.push(row.id);
            Ok::<_, crate::domain::error::RegisterError>(())
        })
        .unwrap();
    assert_eq!(due.len(), 4);
    // What is usual is what is owed, and no second gift.
    let form = store.form(ids[0], spring(2024), day(2024)).unwrap();
    let usual = Usual::of(form.row.standard.as_ref(), &form.live);
    assert_eq!((usual.cash, usual.goods_value), (Fen::ZERO, Fen::new(16_000)));
    // A call in vain, and a promise, stand beside it.
    let day_after = day(2024).succ_opt().unwrap();
    for (n, outcome, missed) in [
        (3, Outcome::Absent, Missed::Absent(day(2024))),
        (4, Outcome::Deferred, Missed::Deferred(Some(day_after))),
    ] {
        let deferred_to = (outcome == Outcome::Deferred).then_some(day_after);
        let call = Recording { outcome, deferred_to, cash: Fen::ZERO, ..cash(n, ids[0], 2024) };
        record(&mut store, call);
        assert_eq!(standing(&store, ids[0], 2024), Standing::Partly(Rest::Goods, Some(missed)));
        assert_eq!(store.check().unwrap(), []);
    }
    let promised = store.today(day_after).unwrap().lists;
    assert_eq!(promised[0].count.counted, 1, "a promise is told");
    record(&mut store, Recording { on: day_after, ..goods(5, ids[0], 2024) });
    record(&mut store, Recording { on: day_after, ..cash(6, ids[1], 2024) });
    assert_eq!(counts_on(&store, 2024, day_after), [2, 2, 0]);
    assert_eq!(counts(&store, 2024), [4, 0, 0], "a day tells what was done by then");
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn goods_owed_in_a_list_that_is_fixed_stay_owed() {
    let (mut store, _folder, ids) = four();
    record(&mut store, cash(1, ids[0], 2023));
    store.commit(&Op::SettleRounds, &ctx(day(2024))).unwrap();
    assert_eq!(standing(&store, ids[0], 2023), Standing::Partly(Rest::Goods, None));
    assert_eq!(counts(&store, 2023), [4, 0, 0]);
    record(&mut store, Recording { on: day(2024), ..goods(2, ids[0], 2023) });
    assert_eq!(counts(&store, 2023), [3, 1, 0]);
    assert_eq!(store.check().unwrap(), []);
}

/// A register as version 7 left it: cash alone made done, in a list that is fixed and in one that is not.
#[test]
fn an_older_register_weighs_anew_what_is_not_fixed_and_keeps_what_is() {
    let (mut store, _folder, ids) = four();
    record(&mut store, cash(1, ids[0], 2023));
    store.commit(&Op::SettleRounds, &ctx(day(2024))).unwrap();
    record(&mut store, cash(2, ids[0], 2024));
    record(&mut store, goods(3, ids[1], 2024));
    let store = brought_up(
        store,
        7,
        "UPDATE tally SET open = open - 1, done = done + 1 WHERE (round, township, village) IN
               (SELECT round, township, v.no FROM standing AS s
                JOIN (SELECT local_id AS no, local_id AS of FROM village UNION ALL SELECT 0, local_id FROM village) AS v
                  ON v.of = s.village WHERE s.detail = 'goods');
             UPDATE standing SET rank = 2, detail = NULL WHERE detail = 'goods';
             UPDATE standing SET detail = NULL WHERE detail = 'cash'",
    );
    assert_eq!(standing(&store, ids[0], 2023), Standing::Done);
    assert_eq!(counts(&store, 2023), [3, 1, 0], "as it was counted");
    assert_eq!(standing(&store, ids[0], 2024), Standing::Partly(Rest::Goods, None));
    assert_eq!(standing(&store, ids[1], 2024), Standing::Partly(Rest::Cash, None));
    assert_eq!(counts(&store, 2024), [4, 0, 0]);
    assert_eq!(store.check().unwrap(), []);
}

/// A register as an earlier program of version 8 left it: who was paid cash in the place of goods was still owed the goods.
#[test]
fn an_older_register_settles_goods_by_the_cash_that_was_paid_in_their_place() {
    let (mut store, _folder) = register(0, 0);
    let mut round = store.round(spring(2024)).unwrap();
    for standard in &mut round.standards {
        let goods = Goods { text: "米面油 1 份".into(), value: Fen::new(16_000) };
        (standard.cash, standard.goods, standard.goods_value) = (Fen::ZERO, goods.text, goods.value);
    }
    store.commit(&Op::CreateRound(round), &ctx(day(2023))).unwrap();
    import_on(day(2023), &mut store, (0..2).map(|n| person(n, 2)));
    let to = rows(&store, 2024)[0].id;
    record(&mut store, Recording { reason: Some("折成现金".into()), ..cash(1, to, 2024) });
    assert_eq!(standing(&store, to, 2024), Standing::Done);
    let owed = "UPDATE tally SET open = open + 1, done = done - 1 WHERE done > 0;
         UPDATE standing SET rank = 1, detail = 'goods' WHERE rank = 2";
    store.conn.execute_batch(owed).unwrap();
    renewed::renew(&store.conn, 9).unwrap();
    assert_eq!(standing(&store, to, 2024), Standing::Partly(Rest::Goods, None));
    assert_ne!(store.check().unwrap(), [], "a later register is as it should be, or damaged");
    let store = brought_up(store, 8, "");
    assert_eq!(standing(&store, to, 2024), Standing::Done);
    assert_eq!(store.check().unwrap(), []);
}
