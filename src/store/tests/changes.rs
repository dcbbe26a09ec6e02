//! Protects what a receipt says: a screen asks anew for what changed, and for nothing else.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use chrono::NaiveDate;
use uuid::Uuid;

use super::costs::gift;
use super::support::{ctx, day, register};
use crate::domain::date::local_time;
use crate::domain::error::RegisterError;
use crate::domain::gift::Recording;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::list::{RosterQuery, Show, Sort};
use crate::domain::money::Fen;
use crate::domain::op::{Answer, Changed, Draft, Op};
use crate::domain::page::Start;
use crate::domain::person::Edit;
use crate::domain::place::Scope;
use crate::domain::text::CleanText;
use crate::domain::visit::Outcome;
use crate::store::{ProgressCallback, Store};

fn entry(n: u128) -> EntryId {
    EntryId(Uuid::from_u128(n | 1 << 100))
}

fn people(store: &Store, limit: u32) -> Vec<RecipientId> {
    let query = RosterQuery {
        round: None,
        scope: Scope::Banner,
        show: Show::Everyone,
        group: None,
        village: None,
        sort: Sort::Name,
        start: Start::First,
        limit,
    };
    store.roster(&query, day(2024)).unwrap().rows.into_iter().map(|row| row.id).collect()
}

fn record(recording: Recording) -> Op {
    Op::Record(Box::new(recording))
}

#[test]
fn a_receipt_says_what_really_changed() {
    let (mut store, _folder) = register(1, 3);
    let ids = people(&store, 3);
    let mut changed = |op: &Op| store.commit(op, &ctx(day(2024))).unwrap().changed;
    // The round of 2024 is made by the first gift in it.
    let first = record(gift(entry(1), ids[0], 2024));
    assert_eq!(changed(&first), Changed::LEDGER.and(Changed::ROUNDS));
    assert_eq!(changed(&first), Changed::NOTHING, "the same once more");
    let draft = Draft { id: entry(2), recipient: ids[1], body: "cash=1000".into() };
    assert_eq!(changed(&Op::SaveDraft(draft)), Changed::DRAFTS);
    assert_eq!(changed(&record(gift(entry(2), ids[1], 2024))), Changed::LEDGER.and(Changed::DRAFTS));
    assert_eq!(changed(&Op::DropDraft(entry(2))), Changed::NOTHING);
    let died = Recording { outcome: Outcome::Died, cash: Fen::ZERO, ..gift(entry(3), ids[2], 2024) };
    assert_eq!(changed(&record(died)), Changed::LEDGER.and(Changed::PEOPLE));
    let reverse = Op::Reverse { id: entry(4), of: entry(1), reason: "重复".into() };
    assert_eq!(changed(&reverse), Changed::LEDGER);
    assert_eq!(changed(&reverse), Changed::NOTHING, "the same once more");
}

#[test]
fn a_form_remembers_the_last_handlers_however_much_was_written_since() {
    let (mut store, _folder) = register(2, 3);
    let ids = people(&store, 3);
    let form = |store: &Store| store.form(ids[1], "2023-spring".parse().unwrap(), day(2024)).unwrap();
    assert_eq!(form(&store).handlers, Vec::new());
    let first = record(gift(entry(1), ids[0], 2023));
    assert_eq!(store.commit(&first, &ctx(day(2024))).unwrap().answer, Answer::Recorded(entry(1)));
    let steps = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&steps);
    let count = move || {
        counted.fetch_add(1, Ordering::Relaxed);
        false
    };
    let cost = |store: &Store| {
        steps.store(0, Ordering::Relaxed);
        assert_eq!(form(store).handlers, ["布仁".into(), "赵志强".into()]);
        steps.load(Ordering::Relaxed)
    };
    form(&store);
    store.conn.progress_handler(1, Some(count)).unwrap();
    let before = cost(&store);
    for n in 0..200 {
        let rev = store.recipient(ids[2]).unwrap().rev;
        let edit = Edit { note: Some(CleanText::shown(&format!("第{n}次"))), ..Edit::default() };
        store.commit(&Op::Edit { id: ids[2], rev, edit: Box::new(edit) }, &ctx(day(2024))).unwrap();
    }
    let after = cost(&store);
    assert!(before > 0 && after <= before, "{before} steps, {after} after 200 lines of the audit");
    // A call without handlers leaves them.
    let absent = Recording {
        outcome: Outcome::Absent,
        cash: Fen::ZERO,
        handlers: Vec::new(),
        ..gift(entry(2), ids[1], 2023)
    };
    store.commit(&record(absent), &ctx(day(2024))).unwrap();
    cost(&store);
}

/// A name with a number in it comes out of the register masked, and would be recorded so.
#[test]
fn a_form_proposes_no_handler_whose_number_it_may_not_show() {
    let (mut store, _folder) = register(2, 3);
    let ids = people(&store, 3);
    let handlers = vec![CleanText::unmasked("布仁 17624681357"), "赵志强".into()];
    let given = Recording { handlers, ..gift(entry(1), ids[0], 2023) };
    store.commit(&record(given), &ctx(day(2024))).unwrap();
    let form = store.form(ids[1], "2023-spring".parse().unwrap(), day(2024)).unwrap();
    assert_eq!(form.handlers, ["赵志强".into()]);
}

/// What an older program kept may hold one person twice, written two ways.
#[test]
fn a_form_repeats_nobody_who_is_written_two_ways() {
    let (mut store, _folder) = register(2, 3);
    let ids = people(&store, 3);
    store.commit(&record(gift(entry(1), ids[0], 2023)), &ctx(day(2024))).unwrap();
    for (kept, shown) in [
        (r#"["布仁","布仁。"]"#, vec!["布仁"]),
        (r#"["ＡＢＣ","abc","ABC、"]"#, vec!["ＡＢＣ"]),
        (r#"["","布仁","赵志强"]"#, vec!["布仁", "赵志强"]),
    ] {
        let sql = "UPDATE meta SET value = ?1 WHERE key = 'last_handlers'";
        assert_eq!(store.conn.execute(sql, [kept]).unwrap(), 1);
        let form = store.form(ids[1], "2023-spring".parse().unwrap(), day(2024)).unwrap();
        assert_eq!(form.handlers.iter().map(CleanText::as_str).collect::<Vec<_>>(), shown, "{kept}");
    }
}

#[test]
fn a_long_round_tells_how_far_it_is_and_can_be_stopped() {
    let (mut store, _folder) = register(1, 2_000);
    // On a day on which no round comes into being by itself.
    store.commit(&Op::SettleRounds, &ctx(NaiveDate::from_ymd_opt(2023, 12, 1).unwrap())).unwrap();
    let op = Op::CreateRound(store.round("2024-spring".parse().unwrap()).unwrap());
    let heard = Arc::new(Mutex::new(Vec::new()));
    let listen = |stop: bool| -> ProgressCallback {
        let heard = Arc::clone(&heard);
        Box::new(move |told| {
            heard.lock().unwrap().push(told);
            !stop
        })
    };
    assert!(store.commit_with_progress(&op, &ctx(day(2024)), listen(true)).is_err());
    assert!(!store.round("2024-spring".parse().unwrap()).unwrap().created, "nothing was written");
    // What stops the connection stops such a write too, and stops what comes after it.
    let stop = Arc::new(AtomicBool::new(false));
    store.stop_when(Arc::clone(&stop)).unwrap();
    let pressed = Arc::clone(&stop);
    let press = Box::new(move |_| {
        pressed.store(true, Ordering::Relaxed);
        true
    });
    assert_eq!(store.commit_with_progress(&op, &ctx(day(2024)), press), Err(RegisterError::Stopped));
    assert_eq!(store.commit(&op, &ctx(day(2024))), Err(RegisterError::Stopped));
    stop.store(false, Ordering::Relaxed);
    assert!(!store.round("2024-spring".parse().unwrap()).unwrap().created, "nothing was written");
    heard.lock().unwrap().clear();
    store.commit_with_progress(&op, &ctx(day(2024)), listen(false)).unwrap();
    let told: Vec<_> = heard.lock().unwrap().iter().copied().flatten().collect();
    assert!(told.len() > 2 && told.is_sorted(), "{told:?}");
    assert!(told.iter().all(|(done, all)| done <= all && *all == 2_000), "{told:?}");
    assert_eq!(store.check().unwrap(), [], "as if each had been refreshed alone");
    // An uncreated round counts the same people.
    let card = store.round_card("2025-spring".parse().unwrap(), day(2024)).unwrap();
    assert_eq!(card.counts.0.iter().map(|(_, n)| n).sum::<u64>(), 2_000);
}

/// Not the day of the clock: `--today` may name another one.
#[test]
fn a_draft_bears_the_day_that_the_program_works_on() {
    let (mut store, _folder) = register(1, 1);
    let recipient = people(&store, 1)[0];
    let draft = Draft { id: entry(1), recipient, body: "cash=1000".into() };
    let given = NaiveDate::from_ymd_opt(2024, 1, 30).unwrap();
    store.commit(&Op::SaveDraft(draft), &ctx(given)).unwrap();
    let saved = store.drafts().unwrap()[0].saved_at_ms;
    assert_eq!(local_time(saved).to_string(), "2024-01-30 08:00:00");
}
