//! Protects rounds from vanishing, and lists from those who are not on them: a round comes into being with the first start or
//! write inside its window, and whoever is given something beside its list is neither planned nor done in it.

use chrono::NaiveDate;
use uuid::Uuid;

use super::costs::gift;
use super::support::{ctx, import_on, person, register, spring};
use crate::domain::due::DueState;
use crate::domain::error::RegisterError;
use crate::domain::gift::{Recording, Rule};
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::list::{RosterQuery, Show, Sort};
use crate::domain::money::Fen;
use crate::domain::op::Op;
use crate::domain::page::Start;
use crate::domain::person::Edit;
use crate::domain::place::{Scope, TownshipCode};
use crate::domain::recipient::StatusKind;
use crate::domain::round::RoundRule;
use crate::domain::round_card::OutsideSum;
use crate::store::{DueQuery, DueStates, Store};

fn on(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn someone(store: &Store) -> RecipientId {
    let query = RosterQuery {
        round: None,
        scope: Scope::Banner,
        show: Show::Everyone,
        group: None,
        village: None,
        sort: Sort::Village,
        start: Start::First,
        limit: 1,
    };
    store.roster(&query, on("2024-02-02")).unwrap().rows[0].id
}

fn noted(store: &Store, note: &'static str) -> Op {
    let id = someone(store);
    let rev = store.recipient(id).unwrap().rev;
    Op::Edit { id, rev, edit: Box::new(Edit { note: Some(note.into()), ..Edit::default() }) }
}

fn created(store: &Store, code: &str) -> bool {
    store.round(code.parse().unwrap()).unwrap().created
}

fn told(store: &Store, action: &str) -> i64 {
    let sql = "SELECT count(*) FROM audit WHERE action = ?1";
    store.conn.query_row(sql, [action], |row| row.get(0)).unwrap()
}

/// Seen in a register of three years: nobody recorded in the window of a round, and with its grace everybody was gone.
#[test]
fn a_round_comes_with_the_first_write_inside_its_window_and_stays_behind_its_grace() {
    let (mut store, _folder) = register(1, 5);
    let op = noted(&store, "前一天");
    store.commit(&op, &ctx(on("2024-01-10"))).unwrap();
    assert!(!created(&store, "2024-spring"), "the day before it opens");
    let op = noted(&store, "第一天");
    assert!(store.commit(&op, &ctx(on("2024-01-11"))).unwrap().changed.rounds);
    assert!(created(&store, "2024-spring") && !created(&store, "2024-army"));
    let before = store.round(spring(2023)).unwrap().standards;
    assert_eq!(store.round(spring(2024)).unwrap().standards, before);
    let op = noted(&store, "同一天");
    assert!(!store.commit(&op, &ctx(on("2024-01-11"))).unwrap().changed.rounds);
    assert_eq!(told(&store, "open_round"), 1);
    // Behind the grace all of them are overdue in it, and it is the round that concerns the day.
    let day = on("2024-02-27");
    assert_eq!(store.current_round(day).unwrap().unwrap().code, spring(2024));
    assert_eq!(store.round_card(spring(2024), day).unwrap().counts.of(DueState::Overdue), 5);
    let op = noted(&store, "过后");
    store.commit(&op, &ctx(day)).unwrap();
    assert_eq!(store.round(spring(2024)).unwrap().settled_on, Some(day));
    assert_eq!(store.check().unwrap(), []);
    // A roster is a write, and so is what the first start asks for.
    import_on(on("2024-07-01"), &mut store, [person(1, 5)].into_iter());
    assert!(created(&store, "2024-army"));
    store.commit(&Op::SettleRounds, &ctx(on("2025-01-03"))).unwrap();
    assert!(created(&store, "2025-spring"));
    assert_eq!((told(&store, "open_round"), told(&store, "create_round")), (3, 1));
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn a_round_that_came_by_itself_is_planned_until_something_is_recorded_in_it() {
    for created_by_hand in [false, true] {
        let (mut store, _folder) = register(1, 5);
        let day = on("2024-01-20");
        store.commit(&Op::SettleRounds, &ctx(day)).unwrap();
        let mut round = store.round(spring(2024)).unwrap();
        round.standards[0].cash = Fen::new(150_000);
        let op =
            if created_by_hand { Op::CreateRound(round.clone()) } else { Op::ChangeRound(round.clone()) };
        store.commit(&op, &ctx(day)).unwrap();
        assert_eq!(store.round_card(spring(2024), day).unwrap().planned, Fen::new(750_000));
        assert_eq!(store.check().unwrap(), []);
        // Now somebody has decided.
        assert_eq!(
            store.commit(&Op::ChangeRound(round.clone()), &ctx(day)),
            Err(RegisterError::Round(RoundRule::Opened))
        );
        assert_eq!(
            store.commit(&Op::CreateRound(round), &ctx(day)),
            Err(RegisterError::Round(RoundRule::Exists))
        );
    }
    // A call is enough.
    let (mut store, _folder) = register(1, 5);
    let day = on("2024-01-20");
    store.commit(&Op::SettleRounds, &ctx(day)).unwrap();
    let id = EntryId(Uuid::from_u128(77));
    let call = Recording { on: day, ..gift(id, someone(&store), 2024) };
    store.commit(&Op::Record(Box::new(call)), &ctx(day)).unwrap();
    let round = store.round(spring(2024)).unwrap();
    assert_eq!(
        store.commit(&Op::ChangeRound(round), &ctx(day)),
        Err(RegisterError::Round(RoundRule::Opened))
    );
}

/// Whoever had gone before the basis day is given something for a reason: it is money given, but neither planned nor done.
#[test]
fn who_is_given_something_beside_the_list_is_not_counted_in_it() {
    let (mut store, _folder) = register(1, 5);
    let day = on("2024-01-20");
    let figures = |store: &Store| {
        let card = store.round_card(spring(2024), day).unwrap();
        let banner = store.scopes(Some(spring(2024))).unwrap().remove(0);
        assert_eq!(card.counts.of(DueState::Due), banner.open);
        (banner.open, banner.done, banner.closed, card.planned.get(), card.given.get())
    };
    store.commit(&Op::SettleRounds, &ctx(day)).unwrap();
    assert_eq!(figures(&store), (5, 0, 0, 500_000, 0));
    let id = someone(&store);
    let left = Op::SetStatus { id, kind: StatusKind::Left, on: on("2024-01-05"), reason: "迁走".into() };
    store.commit(&left, &ctx(day)).unwrap();
    assert_eq!(figures(&store), (4, 0, 0, 400_000, 0));
    let bare = Recording { on: day, ..gift(EntryId(Uuid::from_u128(7)), id, 2024) };
    let refused = store.commit(&Op::Record(Box::new(bare.clone())), &ctx(day));
    assert!(
        matches!(&refused, Err(RegisterError::Refused(why)) if why[0].rule == Rule::NotListed),
        "{refused:?}"
    );
    let reasoned = Recording { reason: Some("局里批准".into()), ..bare };
    store.commit(&Op::Record(Box::new(reasoned)), &ctx(day)).unwrap();
    assert_eq!(figures(&store), (4, 0, 0, 400_000, 100_000));
    // It is told as a count of its own, where they live.
    let outside = |store: &Store, township: Option<&str>| {
        let township = township.map(|code| TownshipCode(code.to_owned()));
        let query = DueQuery { round: spring(2024), township, states: DueStates::All };
        store.due_card(&query, day).unwrap().outside
    };
    let one = OutsideSum { people: 1, cash: Fen::new(100_000), ..OutsideSum::default() };
    assert_eq!(outside(&store, None), one);
    let parts = ["152530100", "152530101"].map(|code| outside(&store, Some(code)));
    assert!(parts.contains(&one) && parts.contains(&OutsideSum::default()), "{parts:?}");
    assert_eq!(store.check().unwrap(), []);
    // Settled, it stays so.
    store.commit(&Op::SettleRounds, &ctx(on("2024-03-01"))).unwrap();
    let lines = "SELECT count(*) FROM settled_line WHERE round = '2024-spring'";
    assert_eq!(store.conn.query_row(lines, [], |row| row.get(0)), Ok(4));
    assert_eq!(outside(&store, None), one);
    // Taken back, nobody is beside the list.
    let (id, of) = (EntryId(Uuid::from_u128(8)), EntryId(Uuid::from_u128(7)));
    store.commit(&Op::Reverse { id, of, reason: "发错".into() }, &ctx(on("2024-03-01"))).unwrap();
    assert_eq!(outside(&store, None), OutsideSum::default());
    assert_eq!(store.check().unwrap(), []);
}
