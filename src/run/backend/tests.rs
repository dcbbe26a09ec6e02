//! The backend over a real register whose lock another has.

use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::time::Instant;

use chrono::NaiveDate;
use tempfile::TempDir;
use uuid::Uuid;

use super::*;
use crate::app::effect::Beginning;
use crate::clock::Clock;
use crate::domain::banner::Banner;
use crate::domain::error::RegisterError;
use crate::domain::ids::EntryId;
use crate::domain::op::Op;
use crate::domain::text::CleanText;
use crate::lang::Lang;
use crate::term::{Input, InputEvent};

/// How long anything may take before the test fails; far longer than it does.
const DEADLINE: Duration = Duration::from_mins(1);

fn actor() -> CleanText {
    CleanText::from("试")
}

fn environment(folder: &TempDir) -> Environment {
    Environment {
        place: folder.path().join("r.db"),
        clock: Clock::new(NaiveDate::from_ymd_opt(2024, 2, 2)),
        actor,
        lang: Lang::Zh,
        create: |place, _, ctx| {
            let banner = Banner {
                name: CleanText::from("正蓝旗"),
                townships: Vec::new(),
                stations: Vec::new(),
                categories: Vec::new(),
                groups: Vec::new(),
            };
            Store::create(place, &banner, "device", ctx)
        },
    }
}

/// The next message from one of the threads.
fn next(input: &mut Input<Msg>) -> Msg {
    let mut told = input.wait_for_report(Instant::now() + DEADLINE);
    assert_eq!(told.len(), 1, "{told:?}");
    match told.pop() {
        Some(InputEvent::Report(msg)) => msg,
        other => panic!("{other:?}"),
    }
}

fn drop_nothing() -> Box<Op> {
    Box::new(Op::DropDraft(EntryId(Uuid::nil())))
}

fn id(serial: u32) -> RequestId {
    RequestId { layer: 1, serial }
}

#[test]
fn a_register_is_made_read_and_written_by_the_threads() {
    let folder = tempfile::tempdir().unwrap();
    let mut input = Input::new().unwrap();
    let mut backend = Backend::new(None, environment(&folder), input.reporter());
    backend.frame_drawn();
    assert!(backend.perform(Effect::Query(id(1), Query::Current)).is_empty());
    assert!(
        matches!(next(&mut input), Msg::NoAnswer(_, error) if matches!(*error, RegisterError::Missing(_)))
    );
    assert!(backend.perform(Effect::CreateRegister(Beginning::Empty)).is_empty());
    assert!(matches!(next(&mut input), Msg::Opened));
    backend.perform(Effect::Query(id(2), Query::Current));
    assert!(matches!(next(&mut input), Msg::QueryResult(answered, _) if answered == id(2)));
    backend.perform(Effect::Commit(drop_nothing()));
    assert!(matches!(next(&mut input), Msg::Committed(..)));
    backend.finish(DEADLINE);
    let left: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|item| item.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().ends_with("-wal")), "closed: {left:?}");
}

#[test]
fn the_first_frame_is_answered_on_the_spot() {
    let folder = tempfile::tempdir().unwrap();
    let environment = environment(&folder);
    let store =
        (environment.create)(&environment.place, Beginning::Empty, &environment.write_context()).unwrap();
    let input = Input::new().unwrap();
    let mut backend = Backend::new(Some(store), environment, input.reporter());
    let told = backend.perform(Effect::Query(id(1), Query::Current));
    assert!(matches!(&told[..], [Msg::QueryResult(..)]), "{told:?}");
    assert!(backend.reader.is_none() && backend.writer.is_none());
}

#[test]
fn a_write_waits_for_the_lock_is_told_and_then_made_or_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let environment = environment(&folder);
    let store =
        (environment.create)(&environment.place, Beginning::Empty, &environment.write_context()).unwrap();
    let mut input = Input::new().unwrap();
    let mut backend = Backend::new(Some(store), environment, input.reporter());
    backend.frame_drawn();
    let held = File::options().write(true).open(folder.path().join("r.db.lock")).unwrap();
    held.lock().unwrap();
    held.write_all_at(b"pid 4242 somebody", 0).unwrap();
    for made in [false, true] {
        backend.perform(Effect::Commit(drop_nothing()));
        assert!(matches!(next(&mut input), Msg::WriteWaits(who) if who.starts_with("pid 4242 somebody")));
        if made {
            held.unlock().unwrap();
            assert!(matches!(next(&mut input), Msg::Committed(..)));
        } else {
            let told = backend.perform(Effect::Withdraw);
            let told = if told.is_empty() { vec![next(&mut input)] } else { told };
            assert!(
                matches!(&told[..], [Msg::NotCommitted(_, error)] if **error == RegisterError::Stopped),
                "{told:?}"
            );
        }
    }
    assert!(backend.flush(DEADLINE));
}

#[test]
fn a_fault_of_the_program_in_a_thread_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let mut input = Input::new().unwrap();
    let broken = Environment { create: |_, _, _| panic!("on purpose"), ..environment(&folder) };
    let mut backend = Backend::new(None, broken, input.reporter());
    backend.perform(Effect::CreateRegister(Beginning::Empty));
    let expected = RegisterError::Storage(CleanText::from("on purpose"));
    assert!(matches!(next(&mut input), Msg::NotOpened(error) if *error == expected));
}
