//! Protects the undoing of acts: whatever was done stands afterwards as before it, with a line of the audit more, and
//! what cannot be undone any more says why.

pub(super) mod bench;

use bench::{Bench, Draw, RARE, army, today};

use chrono::NaiveDate;
use uuid::Uuid;

use super::costs::gift;
use super::support::{ctx, import_on, person, spring};
use crate::domain::audit::act::ActQuery;
use crate::domain::batch::{Batch, BatchGift};
use crate::domain::error::RegisterError;
use crate::domain::gift::Recording;
use crate::domain::group_change::{GroupChange, GroupDeed};
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::money::Fen;
use crate::domain::op::Op;
use crate::domain::person::{Assent, Edit, Mend, NewPerson, PersonRule};
use crate::domain::recipient::StatusKind;
use crate::domain::roster::RosterEntry;
use crate::domain::round::Round;
use crate::domain::text::CleanText;
use crate::domain::undo::{NotUndone, Undoing};
use crate::domain::visit::Outcome;

#[test]
fn whatever_was_done_stands_as_before_once_it_is_undone() {
    for seed in [1, 7, 2024] {
        let mut bench = Bench::new();
        let mut draw = Draw(seed);
        // The lists of rounds that are over are fixed first.
        bench.done(&Op::Set { key: "audit_day_doors".into(), value: "11".into() });
        let mut stood = Vec::new();
        let mut tried = [0; 15];
        while stood.len() < 60 {
            let kind = draw.below(15);
            let who = bench.people[draw.below(bench.people.len())];
            let before = bench.facts();
            let Some(op) = bench.act(kind, who, &mut draw) else { continue };
            let lines = bench.last_line();
            if bench.store.commit(&op, &ctx(today())).is_ok() && bench.last_line() > lines {
                tried[kind] += 1;
                stood.push((before, op));
            }
        }
        assert!(tried.iter().filter(|count| **count > 0).count() >= 13, "{seed} {tried:?}");
        bench.sound();
        let lines = bench.last_line();
        while let Some((before, op)) = stood.pop() {
            bench.undo_last();
            assert_eq!(bench.facts(), before, "{seed} {op:?}");
        }
        bench.sound();
        assert!(bench.last_line() > lines, "nothing is erased");
    }
}

#[test]
fn an_edit_is_undone_with_its_reason_and_only_once() {
    let mut bench = Bench::new();
    let who = bench.people[0];
    let before = bench.store.recipient(who).unwrap();
    let op = bench.edit(
        who,
        Edit {
            note: Some("听力不好".into()), card: Some("6222020602001234567".into()), ..Edit::default()
        },
    );
    let act = bench.done(&op);
    let other = bench.edit(who, Edit { address: Some("幸福小区".into()), ..Edit::default() });
    let later = bench.done(&other);
    let op = Op::UndoAct { act, reason: "改错了人".into() };
    bench.done(&op);
    let now = bench.store.recipient(who).unwrap();
    assert_eq!((&now.note, &now.card_masked), (&before.note, &before.card_masked));
    assert_eq!(now.address.as_deref(), Some("幸福小区"), "what another act changed stays");
    let line = bench.store.acts(&ActQuery { limit: Some(1), ..ActQuery::default() }).unwrap().rows.remove(0);
    assert_eq!(line.action, "undo_edit");
    assert!(line.before.contains("听力不好") && line.after.contains("改错了人"), "{line:?}");
    assert_eq!(bench.refused(act), NotUndone::Undone);
    let again = bench.edit(who, Edit { address: Some("另一处".into()), ..Edit::default() });
    let last = bench.done(&again);
    assert_eq!(bench.refused(later), NotUndone::Later(last));
    bench.sound();
}

#[test]
fn somebody_added_by_a_slip_is_on_no_list_and_comes_back_by_hand_or_by_a_roster() {
    let mut bench = Bench::new();
    let before = bench.store.scopes(Some(spring(2024))).unwrap();
    let new = bench.new_person("巴特尔");
    let who = new.id;
    let act = bench.done(&Op::AddPerson(Box::new(new.clone())));
    assert_ne!(bench.store.scopes(Some(spring(2024))).unwrap(), before);
    bench.done(&Op::UndoAct { act, reason: "录错了".into() });
    assert_eq!(bench.store.scopes(Some(spring(2024))).unwrap(), before);
    assert!(bench.store.recipient(who).unwrap().withdrawn_on().is_some());
    assert_eq!(bench.refused(act), NotUndone::Undone);
    bench.sound();
    // Nothing is done to somebody who is not registered.
    let edit = bench.edit(who, Edit { note: Some("在".into()), ..Edit::default() });
    assert!(matches!(bench.store.commit(&edit, &ctx(today())), Err(RegisterError::Person(_))));
    let gift = bench.gift(who, Outcome::Given);
    assert!(matches!(bench.store.commit(&gift, &ctx(today())), Err(RegisterError::Person(_))));
    // The same may be added anew, and either may come back.
    let again = NewPerson { id: RecipientId(bench.id().0), assent: Assent::default(), ..new };
    let added = bench.done(&Op::AddPerson(Box::new(again)));
    bench.done(&Op::UndoAct { act: added, reason: "又录错".into() });
    bench.done(&Op::UndoStatus { id: who, kind: StatusKind::Withdrawn, reason: "没有错".into() });
    assert!(bench.store.recipient(who).unwrap().withdrawn_on().is_none());
    assert_ne!(bench.store.scopes(Some(spring(2024))).unwrap(), before);
    bench.sound();
}

#[test]
fn whom_a_roster_names_is_registered_again() {
    let mut bench = Bench::new();
    let new = bench.new_person("巴特尔");
    let who = new.id;
    let act = bench.done(&Op::AddPerson(Box::new(new)));
    let whole = bench.store.scopes(Some(spring(2024))).unwrap();
    bench.done(&Op::UndoAct { act, reason: "录错了".into() });
    let row = RosterEntry {
        name: "巴特尔".into(),
        township: "上都镇".into(),
        birth: None,
        phone: None,
        ..person(0, 1)
    };
    let lines = bench.last_line();
    import_on(today(), &mut bench.store, [row].into_iter());
    assert!(bench.store.recipient(who).unwrap().withdrawn_on().is_none());
    assert_eq!(bench.store.scopes(Some(spring(2024))).unwrap(), whole);
    assert_eq!(bench.last_line(), lines + 2, "the roster and the return, no change that is none");
    bench.sound();
}

#[test]
fn what_cannot_be_undone_says_why() {
    let mut bench = Bench::new();
    let imported: i64 = bench
        .store
        .conn
        .query_row("SELECT local_id FROM audit WHERE action = 'import' LIMIT 1", [], |row| row.get(0))
        .unwrap();
    assert_eq!(bench.refused(imported), NotUndone::Imported);
    assert_eq!(bench.refused(1), NotUndone::OfRegister);
    assert!(matches!(bench.store.undo_look(9_999), Err(RegisterError::NotFound(_))));
    let new = bench.new_person("巴特尔");
    let who = new.id;
    let added = bench.done(&Op::AddPerson(Box::new(new)));
    let gift = bench.gift(who, Outcome::Given);
    let given = bench.done(&gift);
    assert_eq!(bench.refused(added), NotUndone::HasHistory);
    assert!(matches!(bench.store.undo_look(given).unwrap().way, Ok(Undoing::Gift(_))));
    let created = bench.store.round(army()).map(Op::CreateRound).unwrap();
    let created = bench.done(&created);
    let mut round: Round = bench.store.round(army()).unwrap();
    round.standards[0].cash = Fen::new(60_000);
    let changed = bench.done(&Op::ChangeRound(round.clone()));
    assert_eq!(bench.refused(created), NotUndone::Later(changed));
    let opened = round.window.opens;
    let op = Op::UndoAct { act: changed, reason: "错".into() };
    let late = bench.store.commit(&op, &ctx(opened));
    assert_eq!(late, Err(RegisterError::NotUndone(NotUndone::Opened)));
    let op = Op::UndoAct { act: changed, reason: CleanText::default() };
    assert_eq!(bench.store.commit(&op, &ctx(today())), Err(RegisterError::ReasonRequired));
}

#[test]
fn a_whole_act_is_the_last_one_not_a_line_of_it() {
    let mut bench = Bench::new();
    let before = bench.facts();
    let people = bench.people[..3].to_vec();
    let gifts = people
        .iter()
        .map(|who| BatchGift {
            id: bench.id(),
            recipient: *who,
            usual: crate::domain::usual_gift::Usual { cash: Fen::new(100_000), ..Default::default() },
        })
        .collect();
    let batch = Batch {
        id: bench.id(),
        round: spring(2024),
        on: today(),
        handlers: vec!["布仁".into(), "赵志强".into()],
        gifts,
    };
    bench.done(&Op::RecordBatch(Box::new(batch)));
    let look = bench.store.last_act(today()).unwrap().unwrap();
    assert!(matches!(look.way, Ok(Undoing::Batch { live, .. }) if live.len() == 3));
    bench.undo_last();
    assert_eq!(bench.facts(), before);
    let people = people.iter().map(|id| (*id, bench.store.recipient(*id).unwrap().rev)).collect();
    let deed = GroupDeed::Add(RARE.into());
    let change = GroupChange { id: bench.id(), deed, on: today(), people, reason: "复核".into() };
    bench.done(&Op::ChangeGroups(Box::new(change)));
    assert!(matches!(bench.store.last_act(today()).unwrap().unwrap().way, Ok(Undoing::Groups(_))));
    bench.undo_last();
    assert_eq!(bench.facts(), before);
    // The call at which a death was heard of, not its line alone.
    let heard = bench.gift(bench.people[0], Outcome::Died);
    bench.done(&heard);
    assert!(matches!(bench.store.last_act(today()).unwrap().unwrap().way, Ok(Undoing::Call(_))));
    bench.undo_last();
    assert_eq!(bench.facts(), before);
    bench.sound();
}

/// A name put on the list of handlers, and a last day told, are taken back like any other act.
#[test]
fn the_list_of_handlers_is_put_back_as_it_stood() {
    let mut bench = Bench::new();
    let list = |bench: &Bench| {
        let all = bench.store.handlers().unwrap();
        all.into_iter().map(|one| (one.name.to_string(), one.until)).collect::<Vec<_>>()
    };
    let stood = [list(&bench)];
    let added = bench.done(&Op::AddHandlers(vec!["萨仁高娃".into()]));
    let on_list = list(&bench);
    let ended = bench.done(&Op::EndHandler { name: "萨仁高娃".into(), on: today() });
    assert_eq!(bench.refused(added), NotUndone::Later(ended));
    let back = |act| Op::UndoAct { act, reason: "错".into() };
    bench.done(&back(ended));
    assert_eq!((list(&bench), bench.refused(ended)), (on_list.clone(), NotUndone::Undone));
    // Told again of another day, and added again: the last day of before stands.
    bench.done(&Op::EndHandler { name: "萨仁高娃".into(), on: today() });
    let with_end = list(&bench);
    let again = bench.done(&Op::AddHandlers(vec!["萨仁高娃".into()]));
    bench.done(&back(again));
    assert_eq!(list(&bench), with_end);
    // Off the list again; whoever handed over stays on it.
    let other = bench.done(&Op::AddHandlers(vec!["敖特根".into()]));
    bench.done(&back(other));
    assert_eq!(list(&bench), with_end);
    assert_ne!(with_end, stood[0]);
    bench.sound();
}

/// Days that were set by a slip, and opened the round, are put back on the same day; not once somebody was called on.
#[test]
fn days_that_opened_a_round_by_a_slip_are_put_back() {
    let mut bench = Bench::new();
    let create = bench.store.round(army()).map(Op::CreateRound).unwrap();
    bench.done(&create);
    let before = bench.store.round(army()).unwrap();
    let mut slip = before.clone();
    (slip.window.opens, slip.window.due_until, slip.window.grace_until) = (today(), today(), today());
    let changed = bench.done(&Op::ChangeRound(slip.clone()));
    bench.done(&Op::UndoAct { act: changed, reason: "日期写错".into() });
    assert_eq!(bench.store.round(army()).unwrap().window, before.window);
    let again = bench.done(&Op::ChangeRound(slip));
    let gift =
        Recording { id: bench.id(), round: army(), ..gift(EntryId(Uuid::nil()), bench.people[0], 2024) };
    bench.done(&Op::Record(Box::new(gift)));
    let late = bench.store.commit(&Op::UndoAct { act: again, reason: "错".into() }, &ctx(today())).map(drop);
    assert_eq!(late, Err(RegisterError::NotUndone(NotUndone::Opened)));
    bench.sound();
}

/// A slip in the year would take somebody off every list.
#[test]
fn nobody_dies_or_leaves_before_being_born() {
    let mut bench = Bench::new();
    let id = bench.people[0];
    let rev = bench.store.recipient(id).unwrap().rev;
    let birth = NaiveDate::from_ymd_opt(1950, 3, 4);
    let edit = Edit { birth: birth.map_or(Mend::Keep, Mend::Set), ..Edit::default() };
    bench.done(&Op::Edit { id, rev, edit: Box::new(edit) });
    for kind in [StatusKind::Died, StatusKind::Left, StatusKind::Suspended] {
        let on = birth.and_then(|birth| birth.pred_opt()).unwrap();
        let op = Op::SetStatus { id, kind, on, reason: "误".into() };
        let told = bench.store.commit(&op, &ctx(today())).map(drop);
        assert_eq!(told, Err(RegisterError::Person(vec![PersonRule::BeforeBirth.into()])), "{kind:?}");
    }
}
