//! Protects whoever was away: several times may overlap, each with its first and its last day, and a later one hides none
//! before it.

use chrono::NaiveDate;

use super::costs::gift;
use super::support::{ctx, register, spring};
use crate::domain::due::DueState;
use crate::domain::error::RegisterError;
use crate::domain::gift::Recording;
use crate::domain::group_change::{GroupDeed, changed};
use crate::domain::holiday::RoundCode;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::list::{RosterQuery, Show, Sort};
use crate::domain::money::Fen;
use crate::domain::op::Op;
use crate::domain::page::Start;
use crate::domain::person::Edit;
use crate::domain::place::Scope;
use crate::domain::recipient::StatusKind::{self, Left, Suspended};
use crate::domain::recipient::{Held, Life};
use crate::domain::round_progress::{ProgressBy, ProgressPart, ProgressQuery, total};
use crate::domain::undo::NotUndone;
use crate::domain::visit::Outcome;
use crate::store::{DueQuery, DueStates, Store};

fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

struct One {
    store: Store,
    who: RecipientId,
    _folder: tempfile::TempDir,
}

impl One {
    /// One in 2023年春节, and in 2024年春节 if it is created: its window opens on 11 January, its grace ends on 24 February.
    fn new(created: bool) -> Self {
        let (mut store, folder) = register(1, 2);
        if created {
            let round = store.round(spring(2024)).unwrap();
            store.commit(&Op::CreateRound(round), &ctx(ymd(2023, 11, 1))).unwrap();
        }
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
        let who = store.roster(&everybody, ymd(2024, 2, 2)).unwrap().rows[0].id;
        Self { store, who, _folder: folder }
    }

    fn set(&mut self, kind: StatusKind, on: NaiveDate, today: NaiveDate) {
        let op = Op::SetStatus { id: self.who, kind, on, reason: "来电".into() };
        self.store.commit(&op, &ctx(today)).unwrap();
    }

    fn end(&mut self, kind: StatusKind, on: NaiveDate, today: NaiveDate) -> Result<(), RegisterError> {
        let op = Op::EndStatus { id: self.who, kind, on, reason: "回来了".into() };
        self.store.commit(&op, &ctx(today)).map(drop)
    }

    fn undo(&mut self, kind: StatusKind, today: NaiveDate) {
        let op = Op::UndoStatus { id: self.who, kind, reason: "记错".into() };
        self.store.commit(&op, &ctx(today)).unwrap();
    }

    /// The state in a round, the same in its list, on the card and by `check`.
    fn state(&self, code: RoundCode, today: NaiveDate) -> DueState {
        assert_eq!(self.store.check().unwrap(), []);
        let listed = self.listed(code, today);
        let lines = self.store.round_lines(self.who, today).unwrap();
        if let Some(line) = lines.iter().find(|line| line.round == code) {
            assert_eq!(line.state, listed);
        }
        listed
    }

    /// The state in the list of a round.
    fn listed(&self, code: RoundCode, today: NaiveDate) -> DueState {
        let query = DueQuery { round: code, township: None, states: DueStates::All };
        let mut listed = DueState::NotEligible;
        self.store
            .due_rows(&query, today, |row| {
                if row.id == self.who {
                    listed = row.state;
                }
                Ok::<_, RegisterError>(())
            })
            .unwrap();
        listed
    }
}

#[test]
fn a_later_departure_hides_no_suspension_before_the_basis_day() {
    let today = ymd(2024, 2, 2);
    for created in [true, false] {
        let mut one = One::new(created);
        assert_eq!(one.state(spring(2024), today), DueState::Due, "{created}");
        one.set(Suspended, ymd(2023, 12, 1), ymd(2023, 12, 2));
        assert_eq!(one.state(spring(2024), today), DueState::NotEligible, "{created}");
        one.set(Left, ymd(2024, 1, 15), ymd(2024, 1, 16));
        assert_eq!(one.state(spring(2024), today), DueState::NotEligible, "{created}");
        one.undo(Suspended, today);
        assert_eq!(one.state(spring(2024), today), DueState::Closed, "left within the window");
        one.undo(Left, today);
        assert_eq!(one.state(spring(2024), today), DueState::Due);
    }
}

#[test]
fn who_came_back_in_time_is_due_again_and_who_came_back_later_is_not_overdue() {
    let mut one = One::new(true);
    one.set(Left, ymd(2024, 1, 20), ymd(2024, 1, 21));
    assert_eq!(one.state(spring(2024), ymd(2024, 2, 2)), DueState::Closed);
    one.end(Left, ymd(2024, 2, 5), ymd(2024, 2, 6)).unwrap();
    assert_eq!(one.state(spring(2024), ymd(2024, 2, 6)), DueState::Due);
    // The same away again, and back long after the grace.
    one.set(Left, ymd(2024, 2, 10), ymd(2024, 2, 11));
    one.set(Suspended, ymd(2024, 2, 12), ymd(2024, 2, 12));
    one.end(Left, ymd(2024, 8, 20), ymd(2024, 8, 20)).unwrap();
    assert_eq!(one.state(spring(2024), ymd(2024, 8, 20)), DueState::Closed);
    one.end(Suspended, ymd(2024, 8, 21), ymd(2024, 8, 21)).unwrap();
    assert_eq!(one.state(spring(2024), ymd(2024, 8, 21)), DueState::Closed);
    assert_eq!(one.state(spring(2023), ymd(2024, 8, 21)), DueState::Closed, "not overdue for ever either");
    assert_eq!(one.state(spring(2025), ymd(2025, 1, 10)), DueState::Due);
    let army: RoundCode = "2024-army".parse().unwrap();
    assert_eq!(one.state(army, ymd(2024, 8, 21)), DueState::NotEligible, "away on its basis day");
}

#[test]
fn a_return_ends_what_began_before_it_and_is_undone_like_any_act() {
    let mut one = One::new(true);
    let today = ymd(2024, 2, 2);
    let none = Err(RegisterError::Status(Left));
    assert_eq!(one.end(Left, today, today), none, "nothing to end");
    one.set(Left, ymd(2024, 1, 20), ymd(2024, 1, 21));
    assert_eq!(one.end(Left, ymd(2024, 1, 20), today), none, "that is undone instead");
    assert!(matches!(one.end(Left, ymd(2024, 2, 3), today), Err(RegisterError::Person(_))), "a day to come");
    one.end(Left, ymd(2024, 2, 1), today).unwrap();
    let line = &one.store.recipient(one.who).unwrap().history[0];
    assert_eq!((line.kind, line.until), (Left, Some(ymd(2024, 1, 31))));
    let look = one.store.last_act(today).unwrap().unwrap();
    let op = look.way.unwrap().op("记错人".into(), || unreachable!("nothing is reversed"));
    one.store.commit(&op, &ctx(today)).unwrap();
    assert_eq!(one.state(spring(2024), today), DueState::Closed);
    assert_eq!(one.store.recipient(one.who).unwrap().history[0].until, None);
}

/// What a return, and its undoing, changed is told from the day on which it was recorded, not before.
#[test]
fn a_past_day_knows_no_return_that_was_recorded_later() {
    let mut one = One::new(true);
    let [first, second, third] = [3, 5, 7].map(|day| ymd(2024, 2, day));
    one.set(Left, ymd(2024, 1, 25), first);
    let then = one.listed(spring(2024), first);
    assert_eq!(then, DueState::Closed);
    one.end(Left, second, second).unwrap();
    assert_eq!(one.listed(spring(2024), second), DueState::Due);
    assert_eq!(one.listed(spring(2024), first), DueState::Closed, "he came back two days later");
    let look = one.store.last_act(second).unwrap().unwrap();
    let op = look.way.unwrap().op("记错人".into(), || unreachable!("nothing is reversed"));
    one.store.commit(&op, &ctx(third)).unwrap();
    let evenings = [first, second, third].map(|day| one.listed(spring(2024), day));
    assert_eq!(evenings, [DueState::Closed, DueState::Due, DueState::Closed]);
}

/// An act that wrote a status takes back that status, whatever came of the same kind since.
#[test]
fn an_act_undone_takes_back_its_own_status_and_no_other() {
    let mut one = One::new(true);
    let [first, second, today] = [2, 3, 4].map(|day| ymd(2024, 2, day));
    let no_of = |one: &One, day: NaiveDate| one.store.last_act(day).unwrap().unwrap().act.no;
    one.set(StatusKind::Died, ymd(2024, 1, 20), first);
    let slip = no_of(&one, first);
    one.undo(StatusKind::Died, first);
    one.set(StatusKind::Died, ymd(2024, 2, 1), second);
    let truth = no_of(&one, second);
    let undo = |one: &mut One, act: i64| {
        one.store.commit(&Op::UndoAct { act, reason: "再撤".into() }, &ctx(today)).map(drop)
    };
    assert_eq!(one.store.undo_look(slip).unwrap().way, Err(NotUndone::Undone));
    assert_eq!(undo(&mut one, slip), Err(RegisterError::NotUndone(NotUndone::Undone)));
    assert_eq!(one.listed(spring(2024), today), DueState::Closed, "the death stands");
    undo(&mut one, truth).unwrap();
    assert_eq!(one.listed(spring(2024), today), DueState::Due);

    // One that ended is not undone in place of the one that stands.
    one.set(Suspended, ymd(2024, 1, 15), today);
    let ended = no_of(&one, today);
    one.end(Suspended, ymd(2024, 1, 25), today).unwrap();
    let back = no_of(&one, today);
    one.set(Suspended, ymd(2024, 2, 1), today);
    let stands = no_of(&one, today);
    assert_eq!(one.store.undo_look(ended).unwrap().way, Err(NotUndone::Later(back)));
    undo(&mut one, stands).unwrap();
    assert_eq!(one.listed(spring(2024), today), DueState::Due);
    undo(&mut one, back).unwrap();
    undo(&mut one, ended).unwrap();
    assert_eq!(one.listed(spring(2024), today), DueState::Due);
    assert!(one.store.recipient(one.who).unwrap().history.iter().all(|line| line.undone.is_some()));
}

/// Whoever was paid by a clock that was a day ahead is not shown as due on the day that is right.
#[test]
fn lists_of_today_know_what_a_clock_ahead_recorded() {
    let mut one = One::new(true);
    let [today, ahead] = [4, 5].map(|day| ymd(2024, 2, day));
    one.set(Left, ymd(2024, 1, 25), ahead);
    // A person who gives the day asks for that evening; of the clock's own day the lists are those of now.
    assert_eq!(one.listed(spring(2024), today), DueState::Due);
    one.store.stand_on(Some(today));
    assert_eq!(one.listed(spring(2024), today), DueState::Closed);
    let card = one.store.round_card(spring(2024), today).unwrap().counts;
    let query = ProgressQuery { round: spring(2024), by: ProgressBy::Township, day: today };
    let lines = one.store.round_progress(&query).unwrap();
    assert_eq!(total(&lines, ProgressPart::Outside).of(DueState::Closed), card.of(DueState::Closed));
    assert_eq!(card.of(DueState::Closed), 1);
    // A day that is over stays what it was.
    assert_eq!(one.listed(spring(2024), ymd(2024, 2, 3)), DueState::Due);
    // What is recorded on the right day counts for it, whoever gives the day.
    one.store.stand_on(None);
    let op = Op::SetStatus { id: one.who, kind: Suspended, on: ymd(2024, 2, 1), reason: "来电".into() };
    one.store.commit(&op, &ctx(today)).unwrap();
    assert_eq!(one.listed(spring(2024), today), DueState::Closed);
    assert_eq!(
        total(&one.store.round_progress(&query).unwrap(), ProgressPart::Outside).of(DueState::Closed),
        1
    );
}

/// A call that tells once more of a death moves no day of it: nothing is paid for the days between.
#[test]
fn of_several_deaths_told_the_first_one_holds() {
    let mut one = One::new(true);
    let today = ymd(2024, 2, 3);
    one.set(StatusKind::Died, ymd(2024, 1, 15), today);
    let call = Recording {
        outcome: Outcome::Died,
        cash: Fen::ZERO,
        on: today,
        ..gift(EntryId(uuid::Uuid::from_u128(8)), one.who, 2024)
    };
    one.store.commit(&Op::Record(Box::new(call)), &ctx(today)).unwrap();
    assert_eq!(one.store.recipient(one.who).unwrap().life, Life::Dead(ymd(2024, 1, 15)));
    let late = Recording { on: ymd(2024, 1, 20), ..gift(EntryId(uuid::Uuid::from_u128(9)), one.who, 2024) };
    let refused = one.store.commit(&Op::Record(Box::new(late)), &ctx(today));
    assert!(matches!(refused, Err(RegisterError::Refused(_))), "{refused:?}");
    assert_eq!(one.state(spring(2024), today), DueState::Closed);
}

/// A round that was closed stays as it was closed, whatever befalls people later; a day on which it was closed stays so when it
/// is opened again.
#[test]
fn a_closed_round_knows_nothing_of_what_came_later() {
    let mut one = One::new(true);
    let [over, closed, opened] = [1, 2, 3].map(|day| ymd(2024, 3, day));
    one.store.commit(&Op::SettleRounds, &ctx(over)).unwrap();
    let close = Op::CloseRound { code: spring(2024), reason: "收尾".into() };
    one.store.commit(&close, &ctx(closed)).unwrap();
    let look = one.store.last_act(closed).unwrap().unwrap();
    let reopen = look.way.unwrap().op("错关".into(), || unreachable!("nothing is reversed"));
    one.store.commit(&reopen, &ctx(opened)).unwrap();
    assert_eq!(one.state(spring(2024), opened), DueState::Overdue);
    assert_eq!(
        [over, closed].map(|day| one.listed(spring(2024), day)),
        [DueState::Overdue, DueState::Closed]
    );

    one.store.commit(&close, &ctx(opened)).unwrap();
    let why = |one: &One| {
        let lines = one.store.round_lines(one.who, ymd(2025, 1, 20)).unwrap();
        lines.into_iter().find(|line| line.round == spring(2024)).unwrap().standing
    };
    let not_given = why(&one);
    for kind in [StatusKind::Died, Left, Suspended] {
        one.set(kind, ymd(2025, 1, 10), ymd(2025, 1, 20));
        assert_eq!(why(&one), not_given, "{kind:?}");
        one.undo(kind, ymd(2025, 1, 20));
    }
    // What befell before, and was heard of later, is why nothing was given.
    one.set(StatusKind::Died, ymd(2024, 2, 20), ymd(2025, 1, 20));
    assert_ne!(why(&one), not_given);
}

/// A group that is added from an earlier day is one membership, which ends as one.
#[test]
fn a_group_added_from_an_earlier_day_is_held_once_and_ends() {
    let mut one = One::new(true);
    let today = ymd(2024, 2, 3);
    let edit = |one: &mut One, change: &dyn Fn(&mut Vec<Held>)| {
        let card = one.store.recipient(one.who).unwrap();
        let mut groups = card.groups;
        change(&mut groups);
        let edit = Box::new(Edit { groups: Some(groups), ..Edit::default() });
        one.store.commit(&Op::Edit { id: one.who, rev: card.rev, edit }, &ctx(today)).unwrap();
        one.store.recipient(one.who).unwrap().groups
    };
    let label = one.store.recipient(one.who).unwrap().groups[0].label.clone();
    let held = |from, until| Held { label: label.clone(), from, until };
    let (first, later) = (Some(ymd(2019, 1, 1)), Some(ymd(2020, 7, 1)));
    assert_eq!(edit(&mut one, &|groups| *groups = vec![held(later, None)]), vec![held(later, None)]);
    assert_eq!(edit(&mut one, &|groups| groups.push(held(first, None))), vec![held(first, None)]);
    let deed = GroupDeed::End(label.clone());
    let last = ymd(2024, 1, 5);
    let ended = changed(&one.store.recipient(one.who).unwrap().groups, &deed, last).unwrap();
    assert_eq!(edit(&mut one, &|groups| groups.clone_from(&ended)), vec![held(first, Some(last))]);
    assert_eq!(one.state(spring(2024), today), DueState::NotEligible);
}
