//! Protects who accounts for what was given: an assignment moves no money from one holder to another, and it is undone as it was
//! done, like a budget.

use super::planned::{GROUP, STATION, act, approve, entry, give, lines, on, refused, register};
use super::support::{ctx, spring};
use crate::domain::allocation::{AllocationAct, AllocationKind, Holder};
use crate::domain::error::RegisterError;
use crate::domain::ids::EntryId;
use crate::domain::money::Fen;
use crate::domain::op::Op;
use crate::domain::plan::breach::PlanRule;
use crate::domain::plan::{Assigned, Assignment, BudgetChange};
use crate::domain::round_progress::{ProgressBy, ProgressQuery};
use crate::domain::undo::{NotUndone, Undoing};
use crate::store::Store;

fn assign(store: &mut Store, team: &'static str, to: Assigned, today: &str) -> Result<(), RegisterError> {
    let asked = Assignment {
        round: spring(2024),
        to,
        team: Some(team.into()),
        handlers: vec!["布仁".into(), "赵志强".into()],
        new_handlers: true,
        leader: None,
    };
    store.commit(&Op::AssignPlan(Box::new(asked)), &ctx(on(today))).map(drop)
}

fn marked(store: &Store, which: std::ops::Range<usize>) -> Assigned {
    Assigned::Recipients(lines(store, 2024)[which].iter().map(|line| line.row.id).collect())
}

fn teams(store: &Store) -> Vec<String> {
    lines(store, 2024).iter().map(|line| line.team.to_string()).collect()
}

#[test]
fn what_was_given_stays_with_who_was_handed_it() {
    let (mut store, _folder) = register((0..6).map(|n| entry(n, &[GROUP])));
    approve(&mut store, "2024-01-11").unwrap();
    let mine = marked(&store, 0..3);
    assign(&mut store, "二组", mine.clone(), "2024-01-12").unwrap();
    let out = AllocationAct {
        holder: Holder::Team("二组".into()),
        ..act(1, AllocationKind::Out, 5_000, "米面油 10 箱")
    };
    store.commit(&Op::Allocate(Box::new(out)), &ctx(on("2024-01-20"))).unwrap();
    let first = lines(&store, 2024).remove(0);
    give(&mut store, &first);
    let given = |store: &Store| store.balances(spring(2024), on("2024-02-20")).unwrap()[0].cash.given;
    assert_eq!(given(&store), 100_000);
    // Whoever was given something stays; whoever was not goes to another team.
    let spent = PlanRule::Spent("二组".into());
    assert_eq!(refused(assign(&mut store, "三组", mine, "2024-01-21")), spent);
    assert_eq!((given(&store), teams(&store)[1].as_str()), (100_000, "二组"));
    let rest = marked(&store, 1..3);
    assign(&mut store, "三组", rest, "2024-01-21").unwrap();
    assert_eq!(given(&store), 100_000);
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn what_was_given_is_drawn_from_who_held_it_then_and_told_by_its_day() {
    let (mut store, _folder) = register((0..4).map(|n| entry(n, &[GROUP])));
    approve(&mut store, "2024-01-11").unwrap();
    let own: Vec<_> =
        lines(&store, 2024).into_iter().filter(|line| line.station.as_str() == STATION).collect();
    let [first, second] = &own[..] else { panic!("{own:?}") };
    let out = |store: &mut Store, n: u128, holder: Holder, yuan: i64| {
        let act = AllocationAct { holder, ..act(n, AllocationKind::Out, yuan, "米面油 1 箱") };
        store.commit(&Op::Allocate(Box::new(act)), &ctx(on("2024-01-20"))).unwrap();
    };
    out(&mut store, 1, Holder::Station(STATION.into()), 5_000);
    give(&mut store, first);
    // A team comes nearer: what was given stays with the station, what is given from now on is the team's.
    let team = Holder::Team("二组".into());
    let all = marked(&store, 0..4);
    assign(&mut store, "二组", all, "2024-01-20").unwrap();
    out(&mut store, 2, team.clone(), 500);
    let of = |store: &Store, day: &str| -> Vec<(Holder, i64, i64)> {
        let all = store.balances(spring(2024), on(day)).unwrap();
        all.into_iter().map(|one| (one.holder.clone(), one.cash.given, one.cash.open())).collect()
    };
    let station = (Holder::Station(STATION.into()), 100_000, 400_000);
    assert_eq!(of(&store, "2024-01-20"), [station.clone(), (team.clone(), 0, 50_000)]);
    let back = AllocationAct { on: on("2024-01-20"), ..act(3, AllocationKind::Back, 5_000, "") };
    let back = store.commit(&Op::Allocate(Box::new(back)), &ctx(on("2024-01-20")));
    assert_eq!(refused(back), PlanRule::TooMuch { what: "".into(), open: 400_000 });
    give(&mut store, second);
    assert_eq!(of(&store, "2024-01-20"), [station.clone(), (team.clone(), 100_000, -50_000)]);
    // Neither handing-out is taken back while something that was given out of it stands.
    let no = |n: i64| -> i64 {
        let number =
            "SELECT local_id FROM audit WHERE action = 'allocate' ORDER BY local_id LIMIT 1 OFFSET ?1";
        store.conn.query_row(number, [n], |row| row.get(0)).unwrap()
    };
    for act in [no(0), no(1)] {
        assert_eq!(store.undo_look(act).unwrap().way, Err(NotUndone::GivenOut));
    }
    // More given than handed out is open as well.
    let late = ctx(on("2024-03-20"));
    let close = Op::CloseRound { code: spring(2024), reason: "结清".into() };
    let PlanRule::Open(open) = refused(store.commit(&close, &late)) else { panic!() };
    assert_eq!(open.iter().map(|one| one.cash.get()).collect::<Vec<_>>(), [400_000, -50_000]);
    let told = store.bulletin(spring(2024), on("2024-03-20")).unwrap();
    assert_eq!(told.open, open);
    // Of a day before, what was recorded by its end, as the progress tells it; teams too.
    assert_eq!(of(&store, "2024-01-19"), []);
    let by_team = |day: &str| {
        let query = ProgressQuery { round: spring(2024), by: ProgressBy::Team, day: on(day) };
        let lines = store.round_progress(&query).unwrap();
        lines.iter().map(|line| (line.name.to_string(), line.planned(), line.cash.get())).collect::<Vec<_>>()
    };
    assert_eq!(by_team("2024-01-19"), [(String::new(), 4, 0)]);
    assert_eq!(by_team("2024-01-20"), [("二组".to_owned(), 4, 200_000)]);
    assert_eq!(store.plan(spring(2024), on("2024-01-19")).unwrap().unassigned, 4);
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn an_assignment_and_a_budget_are_undone_as_the_last_act() {
    let (mut store, _folder) = register((0..6).map(|n| entry(n, &[GROUP])));
    let all = marked(&store, 0..6);
    assign(&mut store, "一组", all, "2024-01-12").unwrap();
    let some = marked(&store, 2..4);
    assign(&mut store, "二组", some, "2024-01-13").unwrap();
    let day = on("2024-01-13");
    let undo = |store: &mut Store| {
        let look = store.last_act(day).unwrap().unwrap();
        assert!(matches!(look.way, Ok(Undoing::Back(_))), "{:?}", look.way);
        let op = look.way.unwrap().op("分错".into(), || unreachable!("nothing is reversed"));
        store.commit(&op, &ctx(day)).unwrap();
        look.act.no
    };
    let act = undo(&mut store);
    assert_eq!(teams(&store), ["一组"; 6]);
    assert_eq!(store.undo_look(act).unwrap().way, Err(NotUndone::Undone));

    let budget = |yuan: i64| BudgetChange {
        round: spring(2024),
        fund: "慰问专款".into(),
        budget: Some(Fen::new(yuan * 100)),
        groups: Vec::new(),
        only: Some(vec![GROUP.into()]),
        reason: None,
    };
    let funds = |store: &Store| {
        let head = store.plan(spring(2024), day).unwrap();
        (head.funds.clone(), lines(store, 2024).iter().map(|line| line.fund.clone()).collect::<Vec<_>>())
    };
    let before = funds(&store);
    store.commit(&Op::SetBudget(Box::new(budget(5_000))), &ctx(day)).unwrap();
    let first = funds(&store);
    assert_ne!(first, before);
    store.commit(&Op::SetBudget(Box::new(budget(9_000))), &ctx(day)).unwrap();
    undo(&mut store);
    assert_eq!(funds(&store), first);
    let earlier: i64 = store
        .conn
        .query_row("SELECT min(local_id) FROM audit WHERE action = 'set_budget'", [], |row| row.get(0))
        .unwrap();
    store.commit(&Op::UndoAct { act: earlier, reason: "写错".into() }, &ctx(day)).unwrap();
    assert_eq!(funds(&store), before);
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn nothing_is_planned_or_handed_out_in_a_round_that_is_over_and_was_never_approved() {
    let (mut store, _folder) = register((0..2).map(|n| entry(n, &[GROUP])));
    let late = ctx(on("2024-03-20"));
    store.commit(&Op::SettleRounds, &late).unwrap();
    let out = act(1, AllocationKind::Out, 100, "");
    let late_out = AllocationAct { on: on("2024-03-20"), ..out };
    assert_eq!(refused(store.commit(&Op::Allocate(Box::new(late_out)), &late)), PlanRule::Over);
    let all = marked(&store, 0..2);
    assert_eq!(refused(assign(&mut store, "一组", all, "2024-03-20")), PlanRule::Over);
}

#[test]
fn what_a_reversal_behind_the_closing_leaves_open_still_comes_back() {
    let (mut store, _folder) = register((0..2).map(|n| entry(n, &[GROUP])));
    approve(&mut store, "2024-01-11").unwrap();
    store
        .commit(
            &Op::Allocate(Box::new(act(1, AllocationKind::Out, 1_000, "米面油 1 箱"))),
            &ctx(on("2024-01-20")),
        )
        .unwrap();
    let line = lines(&store, 2024).into_iter().find(|line| line.station.as_str() == STATION).unwrap();
    give(&mut store, &line);
    let late = ctx(on("2024-03-20"));
    store.commit(&Op::CloseRound { code: spring(2024), reason: "结清".into() }, &late).unwrap();
    let gift: String =
        store.conn.query_row("SELECT id FROM entry WHERE kind = 'gift'", [], |row| row.get(0)).unwrap();
    let id = EntryId(uuid::Uuid::from_u128(99));
    let reverse = Op::Reverse { id, of: gift.parse().unwrap(), reason: "未领".into() };
    store.commit(&reverse, &late).unwrap();
    let back =
        AllocationAct { on: on("2024-03-20"), ..act(3, AllocationKind::Back, 1_000, "米面油 1 箱") };
    store.commit(&Op::Allocate(Box::new(back)), &late).unwrap();
    assert!(store.balances(spring(2024), on("2024-03-20")).unwrap().iter().all(|one| !one.is_open()));
    assert_eq!(store.check().unwrap(), []);
}
