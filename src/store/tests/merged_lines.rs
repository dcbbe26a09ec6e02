//! Protects the lines of two on a list that was fixed before they became one: nothing stays open that nobody can close.

use super::costs::gift;
use super::merged::{Two, who};
use super::merges::ymd;
use super::support::{ctx, spring};
use crate::domain::due::{CloseReason, DueState, Standing};
use crate::domain::error::RegisterError;
use crate::domain::gift::Recording;
use crate::domain::ids::EntryId;
use crate::domain::op::Op;
use crate::store::{DueQuery, DueStates, Store};

const MERGED: Standing = Standing::Closed(CloseReason::Merged);
const OPEN: Standing = Standing::Open(None);

/// Where the second and the third stand at the end of a day.
fn stand(store: &Store, day: (i32, u32, u32)) -> [Standing; 2] {
    let query = DueQuery { round: spring(2024), township: None, states: DueStates::All };
    let mut rows = Vec::new();
    let visit = |row| {
        rows.push(row);
        Ok::<_, RegisterError>(())
    };
    store.due_rows(&query, ymd(day.0, day.1, day.2), visit).unwrap();
    [2, 3].map(|n| rows.iter().find(|row| row.id == who(n)).unwrap().standing)
}

fn commit(store: &mut Store, day: u32, op: &Op) {
    store.commit(op, &ctx(ymd(2024, 3, day))).unwrap();
    assert_eq!(store.check().unwrap(), [], "{op:?}");
}

fn given(number: u128, n: u128, day: u32) -> Recording {
    let on = ymd(2024, 3, day);
    Recording { on, ..gift(EntryId(uuid::Uuid::from_u128(number)), who(n), 2024) }
}

fn merge(store: &Store) -> Op {
    let revs = [3, 2].map(|n| store.recipient(who(n)).unwrap().rev);
    let (keep, other, confirmed) = (who(3), who(2), Some("都核对过".into()));
    Op::Merge { keep, other, revs, reason: "两次登记".into(), confirmed }
}

#[test]
fn the_line_of_who_was_merged_closes_and_comes_back_and_past_days_stay() {
    let mut two = Two::with([None, None]);
    let store = &mut two.store;
    commit(store, 1, &Op::SettleRounds);
    assert_eq!(stand(store, (2024, 3, 1)), [OPEN, OPEN]);
    let op = merge(store);
    commit(store, 5, &op);
    // One of the two is due still; the other closed, and was open the day before.
    assert_eq!(stand(store, (2024, 3, 5)), [MERGED, OPEN]);
    assert_eq!(stand(store, (2024, 3, 4)), [OPEN, OPEN]);
    let card = store.round_card(spring(2024), ymd(2024, 3, 5)).unwrap();
    assert_eq!([DueState::Overdue, DueState::Closed].map(|state| card.counts.of(state)), [1, 1]);
    let given = given(70, 3, 6);
    let id = given.id;
    commit(store, 6, &Op::Record(Box::new(given)));
    assert_eq!(stand(store, (2024, 3, 6)), [MERGED, Standing::Done]);
    let reverse = Op::Reverse { id: EntryId(uuid::Uuid::from_u128(77)), of: id, reason: "记错".into() };
    commit(store, 6, &reverse);
    let part =
        Op::Unmerge { recipient: who(2), reason: "两个人".into(), confirmed: Some("都核对过".into()) };
    commit(store, 7, &part);
    assert_eq!(stand(store, (2024, 3, 7)), [OPEN, OPEN]);
    assert_eq!(stand(store, (2024, 3, 5)), [MERGED, OPEN]);
}

#[test]
fn who_was_given_something_under_the_other_name_is_due_no_more() {
    let mut two = Two::with([None, None]);
    let store = &mut two.store;
    commit(store, 1, &Op::SettleRounds);
    let given = given(70, 2, 2);
    let id = given.id;
    commit(store, 2, &Op::Record(Box::new(given)));
    let op = merge(store);
    commit(store, 5, &op);
    assert_eq!(stand(store, (2024, 3, 5)), [Standing::Done, MERGED]);
    assert_eq!(stand(store, (2024, 3, 4)), [Standing::Done, OPEN]);
    // Taken back, one of the two is due again.
    let reverse = Op::Reverse { id: EntryId(uuid::Uuid::from_u128(77)), of: id, reason: "记错".into() };
    commit(store, 6, &reverse);
    assert_eq!(stand(store, (2024, 3, 6)), [MERGED, OPEN]);
    assert_eq!(stand(store, (2024, 3, 5)), [Standing::Done, MERGED]);
}
