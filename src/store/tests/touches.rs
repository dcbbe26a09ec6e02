//! Protects what a change of one person or of a round tells beforehand: so much closes, leaves the list or comes on, so much
//! the rounds plan before and after; lists that are fixed stay.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::costs::gift;
use super::groups::today;
use super::rules::{CATEGORIES, at, hold, id, import, open, rule, with_categories};
use super::support::{RARE, ctx, spring};
use crate::domain::gift::Recording;
use crate::domain::group_change::Touches;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::money::Fen;
use crate::domain::op::Op;
use crate::domain::person::Edit;
use crate::domain::place::TownshipCode;
use crate::domain::recipient::{Held, StatusKind};
use crate::domain::visit::Outcome;
use crate::store::Store;

/// Open, closed and planned cash of each round.
type Figures = BTreeMap<String, (i64, i64, i64)>;

fn figures(store: &Store) -> Figures {
    let sql = "SELECT round, sum(rank <= 1), sum(rank = 3), sum(cash_fen)
               FROM standing WHERE visit_group IS NOT NULL GROUP BY round";
    let mut statement = store.conn.prepare(sql).unwrap();
    let rows =
        statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?)))).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

/// Commits it, and holds what was told beside what came to pass.
fn told(store: &mut Store, op: &Op) -> Touches {
    let touches = store.touches(op, today()).unwrap();
    let before = figures(store);
    store.commit(op, &ctx(today())).unwrap();
    let after = figures(store);
    let whole = |count: u64| i64::try_from(count).unwrap();
    for (round, was) in &before {
        let is = after.get(round).copied().unwrap_or_default();
        let touch = touches.rounds.iter().find(|touch| touch.effect.round.to_string() == *round);
        let Some(touch) = touch else {
            assert_eq!(*was, is, "{op:?} {round}");
            continue;
        };
        let (effect, [planned, then]) = (&touch.effect, touch.planned);
        let open = whole(effect.comes.count) - whole(effect.goes.count) - whole(effect.closes.count);
        assert_eq!((is.0 - was.0, planned.get(), then.get()), (open, was.2, is.2), "{op:?} {round}");
        // Whoever comes on was off the list, or closed on it.
        let closed = is.1 - was.1 - whole(effect.closes.count);
        assert!(closed == 0 || closed == -whole(effect.comes.count), "{op:?} {round}");
    }
    assert_eq!(store.check().unwrap(), []);
    touches
}

fn edited(store: &Store, id: RecipientId, edit: Edit) -> Op {
    Op::Edit { id, rev: store.recipient(id).unwrap().rev, edit: Box::new(edit) }
}

fn rare(until: Option<NaiveDate>) -> Vec<Held> {
    vec![Held { label: RARE.into(), from: None, until }]
}

#[test]
fn what_a_single_change_touches_comes_to_pass() {
    let (mut store, _folder, _) = open(1);
    rule(&mut store, hold(&CATEGORIES[..1], None)).unwrap();
    import(&mut store, (1..6).map(|n| with_categories(n, &CATEGORIES[..1])));
    let [gone, ends, moves, leaves] = ["王玉兰", "单国强", "赵永福", "李洪成"].map(|name| id(&store, name));
    // A death closes what is open.
    let died = Op::SetStatus { id: gone, kind: StatusKind::Died, on: today(), reason: "嘎查来电".into() };
    let one = told(&mut store, &died).rounds;
    assert_eq!((one[0].effect.closes.count, one[0].effect.closes.cash), (1, Fen::new(50_000)));
    assert_eq!(one[0].planned, [Fen::new(250_000); 2], "what is closed stays planned");
    // Before the basis day somebody leaves the list.
    let left = Op::SetStatus { id: leaves, kind: StatusKind::Left, on: at(0), reason: "迁走".into() };
    let one = told(&mut store, &left).rounds;
    assert_eq!((one[0].effect.goes.count, one[0].effect.closes.count), (1, 0));
    let back = Op::EndStatus { id: leaves, kind: StatusKind::Left, on: today(), reason: "迁回".into() };
    told(&mut store, &back);
    // A group that ends before the window opens takes somebody off the list, a category puts them on again.
    let op = edited(&store, ends, Edit { groups: Some(rare(Some(at(1)))), ..Edit::default() });
    assert_eq!(told(&mut store, &op).rounds[0].effect.goes.count, 1);
    let op = edited(&store, ends, Edit { groups: Some(rare(None)), ..Edit::default() });
    assert_eq!(told(&mut store, &op).rounds[0].effect.comes.count, 1);
    let op = edited(&store, ends, Edit { categories: Some(Vec::new()), ..Edit::default() });
    assert_eq!(told(&mut store, &op).rounds[0].effect.goes.count, 1, "the rule has nothing to hold on to");
    let category = vec![Held { label: CATEGORIES[0].into(), from: None, until: None }];
    let op = edited(&store, ends, Edit { categories: Some(category), ..Edit::default() });
    assert_eq!(told(&mut store, &op).rounds[0].effect.comes.count, 1);
    // A move takes the open item along, and changes no sum.
    let other = Some(TownshipCode("152530101".into()));
    let home = store.recipient(moves).unwrap().township.map(|(code, _)| code);
    let township = if home == other { Some(TownshipCode("152530100".into())) } else { other };
    let op = edited(&store, moves, Edit { township, ..Edit::default() });
    let one = told(&mut store, &op).rounds;
    assert_eq!((one[0].effect.moves.count, one[0].planned[0]), (1, one[0].planned[1]));
    // A phone touches nothing, nor does a gift.
    let op = edited(&store, moves, Edit { phone: Some("16400000009".into()), ..Edit::default() });
    assert_eq!(told(&mut store, &op), Touches::default());
    let op = Op::Record(Box::new(gift(EntryId(uuid::Uuid::from_u128(5)), moves, 2024)));
    assert_eq!(store.touches(&op, today()).unwrap(), Touches::default());
}

#[test]
fn a_round_tells_what_another_standard_does_and_a_fixed_list_stays() {
    let (mut store, _folder, _) = open(1);
    rule(&mut store, hold(&CATEGORIES[..1], None)).unwrap();
    import(&mut store, (1..4).map(|n| with_categories(n, &CATEGORIES[..1])));
    let army = store.round("2024-army".parse().unwrap()).unwrap();
    told(&mut store, &Op::CreateRound(army.clone()));
    let mut dearer = store.round(army.code).unwrap();
    dearer.standards.iter_mut().find(|one| &*one.group == RARE).unwrap().cash = Fen::new(80_000);
    let one = told(&mut store, &Op::ChangeRound(dearer.clone())).rounds;
    assert_eq!((one[0].effect.alters.count, one[0].effect.alters.cash), (3, Fen::new(90_000)));
    assert_eq!(one[0].planned, [Fen::new(150_000), Fen::new(240_000)]);
    let mut without = dearer.clone();
    without.standards.retain(|one| &*one.group != RARE);
    assert_eq!(told(&mut store, &Op::ChangeRound(without)).rounds[0].effect.goes.count, 3);
    assert_eq!(told(&mut store, &Op::ChangeRound(dearer)).rounds[0].effect.comes.count, 3);
    // Behind its grace the list of spring is fixed: an end of the group touches Army Day alone.
    let later = ctx("2024-03-20".parse().unwrap());
    store.commit(&Op::SettleRounds, &later).unwrap();
    let who = id(&store, "王玉兰");
    let op = edited(&store, who, Edit { groups: Some(rare(Some(at(1)))), ..Edit::default() });
    let touches = store.touches(&op, later.today).unwrap();
    let codes: Vec<_> = touches.rounds.iter().map(|touch| touch.effect.round).collect();
    assert_eq!((codes, touches.fixed), (vec![army.code], 1));
    // A death closes what is open there all the same.
    let died = Op::SetStatus { id: who, kind: StatusKind::Died, on: at(90), reason: "来电".into() };
    let touches = store.touches(&died, later.today).unwrap();
    assert!(touches.rounds.iter().any(|touch| touch.effect.round == spring(2024)));
}

/// A call at the door of somebody.
fn call(n: u128, who: RecipientId, outcome: Outcome, died_on: Option<NaiveDate>) -> Op {
    let gift = gift(EntryId(uuid::Uuid::from_u128(n)), who, 2024);
    Op::Record(Box::new(Recording {
        outcome,
        cash: Fen::ZERO,
        goods: None,
        reason: Some("顺路".into()),
        died_on,
        ..gift
    }))
}

#[test]
fn a_death_heard_of_at_the_door_and_what_undoes_it_tell_what_they_touch() {
    let (mut store, _folder, _) = open(1);
    rule(&mut store, hold(&CATEGORIES[..1], None)).unwrap();
    import(&mut store, (1..6).map(|n| with_categories(n, &CATEGORIES[..1])));
    let [gone, moved, early, denies] = ["王玉兰", "单国强", "赵永福", "李洪成"].map(|name| id(&store, name));
    let closes = |touches: &Touches| touches.rounds[0].effect.closes.count;
    let comes = |touches: &Touches| touches.rounds[0].effect.comes.count;
    let visit = |n: u128| EntryId(uuid::Uuid::from_u128(n));
    let cancel = |n: u128| Op::CancelVisit { visit: visit(n), reason: "走错了门".into() };
    let undo = |id, kind| Op::UndoStatus { id, kind, reason: "弄错了".into() };
    assert_eq!(closes(&told(&mut store, &call(1, gone, Outcome::Died, None))), 1);
    assert_eq!(closes(&told(&mut store, &call(2, moved, Outcome::MovedAway, None))), 1);
    // Found out at the door, a death before the basis day keeps its line on the list, closed.
    assert_eq!(closes(&told(&mut store, &call(3, early, Outcome::Died, Some(at(0))))), 1);
    // A second one that tells the same touches nothing, nor does its cancelling.
    assert_eq!(told(&mut store, &call(4, gone, Outcome::Died, None)), Touches::default());
    assert_eq!(told(&mut store, &cancel(4)), Touches::default());
    assert_eq!(comes(&told(&mut store, &cancel(1))), 1);
    assert_eq!(comes(&told(&mut store, &undo(early, StatusKind::Died))), 1);
    assert_eq!(comes(&told(&mut store, &undo(moved, StatusKind::Left))), 1);
    // So does a refusal that is cancelled; an absence changes nothing.
    let refused = call(5, denies, Outcome::Refused, None);
    assert_eq!(store.touches(&refused, today()).unwrap(), Touches::default());
    store.commit(&refused, &ctx(today())).unwrap();
    assert_eq!(comes(&told(&mut store, &cancel(5))), 1);
    // A return that is undone: the departure stands on, and closes again.
    let left = Op::SetStatus { id: moved, kind: StatusKind::Left, on: at(40), reason: "迁走".into() };
    store.commit(&left, &ctx(today())).unwrap();
    let back = Op::EndStatus { id: moved, kind: StatusKind::Left, on: today(), reason: "迁回".into() };
    told(&mut store, &back);
    let act = store.last_act(today()).unwrap().unwrap().act.no;
    let again = told(&mut store, &Op::UndoAct { act, reason: "没有迁回".into() });
    assert_eq!(closes(&again), 1);
}
