//! The backend over a real register whose lock another has.

mod people;

use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use chrono::NaiveDate;
use tempfile::TempDir;
use uuid::Uuid;

use super::*;
use crate::app::effect::Beginning;
use crate::clock::Clock;
use crate::domain::banner::Banner;
use crate::domain::error::RegisterError;
use crate::domain::holiday::RoundCode;
use crate::domain::ids::EntryId;
use crate::domain::money::Fen;
use crate::domain::op::{Op, Receipt};
use crate::domain::place::{Township, TownshipCode};
use crate::domain::round::{Group, Round, Standard};
use crate::domain::text::CleanText;
use crate::domain::version::RegisterVersion;
use crate::lang::Lang;
use crate::run::job::import;
use crate::term::{Input, InputEvent};

/// How long anything may take before the test fails; far longer than it does.
const DEADLINE: Duration = Duration::from_mins(1);

fn actor() -> CleanText {
    CleanText::from("试")
}

pub(super) fn environment(folder: &TempDir) -> Environment {
    Environment {
        place: folder.path().join("r.db"),
        clock: Clock::new(NaiveDate::from_ymd_opt(2024, 2, 2)),
        actor,
        lang: Lang::Zh,
        state: None,
        create: |place, _, ctx| Store::create(place, &banner(), "device", ctx),
    }
}

/// A banner of one township and one group, whose first standard is 1,000 yuan.
fn banner() -> Banner {
    let group = CleanText::from("烈士遗属");
    let first = Standard {
        group: group.clone(),
        cash: Fen::new(100_000),
        goods: CleanText::default(),
        goods_value: Fen::ZERO,
    };
    Banner {
        name: CleanText::from("正蓝旗"),
        townships: vec![Township {
            code: TownshipCode("152530100".to_owned()),
            name: CleanText::from("上都镇"),
            kind: CleanText::from("镇"),
            aliases: Vec::new(),
        }],
        stations: Vec::new(),
        categories: Vec::new(),
        groups: vec![Group { name: group, units: false, first: Some(first) }],
    }
}

/// The next message from one of the threads; that somebody has written is told by the way.
fn next(input: &mut Input<Msg>) -> Msg {
    loop {
        let mut told = input.wait_for_report(Instant::now() + DEADLINE);
        assert!(!told.is_empty(), "nothing was told");
        told.retain(|event| !matches!(event, InputEvent::Report(Msg::Touched | Msg::Kept(Ok(())))));
        assert!(told.len() <= 1, "{told:?}");
        match told.pop() {
            Some(InputEvent::Report(msg)) => return msg,
            None => {}
            other => panic!("{other:?}"),
        }
    }
}

/// Waits until it is told that somebody has written.
fn touched(input: &mut Input<Msg>) {
    loop {
        let told = input.wait_for_report(Instant::now() + DEADLINE);
        assert!(!told.is_empty(), "nothing was told");
        if told.iter().any(|event| matches!(event, InputEvent::Report(Msg::Touched))) {
            return;
        }
    }
}

fn spring(year: i32) -> RoundCode {
    format!("{year}-spring").parse().unwrap()
}

pub(super) fn drop_nothing() -> Op {
    Op::DropDraft(EntryId(Uuid::nil()))
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
    backend.perform(Effect::Commit(Box::new(drop_nothing())));
    assert!(matches!(next(&mut input), Msg::Committed(..)));
    backend.finish(DEADLINE);
    let left: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|item| item.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().ends_with("-wal")), "closed: {left:?}");
}

/// Waits until it is told how a backup went.
fn kept(input: &mut Input<Msg>) -> Result<(), Box<RegisterError>> {
    loop {
        let told = input.wait_for_report(Instant::now() + DEADLINE);
        assert!(!told.is_empty(), "nothing was told");
        for event in told {
            if let InputEvent::Report(Msg::Kept(kept)) = event {
                return kept;
            }
        }
    }
}

/// On a register that was made the day before.
fn next_day(folder: &TempDir, input: &Input<Msg>) -> Backend {
    let before = environment(folder);
    let store = (before.create)(&before.place, Beginning::Empty, &before.write_context()).unwrap();
    let clock = Clock::new(NaiveDate::from_ymd_opt(2024, 2, 3));
    let mut backend = Backend::new(Some(store), Environment { clock, ..before }, input.reporter());
    backend.frame_drawn();
    backend
}

#[test]
fn a_backup_is_made_behind_the_first_write_of_a_day() {
    let folder = tempfile::tempdir().unwrap();
    let mut input = Input::new().unwrap();
    let mut backend = next_day(&folder, &input);
    let set = |value: &'static str| Box::new(Op::Set { key: "two_handlers".into(), value: value.into() });
    backend.perform(Effect::Commit(set("off")));
    assert_eq!(kept(&mut input), Ok(()));
    let copies = || std::fs::read_dir(folder.path().join("backups")).unwrap().count();
    assert_eq!(copies(), 1);
    backend.perform(Effect::Commit(set("on")));
    assert!(matches!(next(&mut input), Msg::Committed(..)));
    backend.finish(DEADLINE);
    assert_eq!(copies(), 1, "once a day");
}

#[test]
fn a_backup_that_fails_is_told_and_the_write_stands() {
    let folder = tempfile::tempdir().unwrap();
    let mut input = Input::new().unwrap();
    let mut backend = next_day(&folder, &input);
    std::fs::write(folder.path().join("backups"), "in the way").unwrap();
    backend.perform(Effect::Commit(Box::new(Op::Set { key: "two_handlers".into(), value: "off".into() })));
    assert!(kept(&mut input).is_err());
    backend.finish(DEADLINE);
    let day = NaiveDate::from_ymd_opt(2024, 2, 3).unwrap();
    let held = Store::open(&folder.path().join("r.db")).unwrap().settings(day).unwrap();
    assert_eq!(&*held[0].value, "off");
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
    assert!(backend.reader.is_none() && !backend.writing.has_begun());
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
        backend.perform(Effect::Commit(Box::new(drop_nothing())));
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

/// A register in whose rounds so many people are.
fn with_people(folder: &TempDir, environment: &Environment, people: usize) -> Store {
    let ctx = environment.write_context();
    let store = Store::create(&environment.place, &banner(), "device", &ctx).unwrap();
    let roster = folder.path().join("名册.csv");
    let stem = |n: usize| "甲乙丙丁戊己庚辛壬癸".chars().nth(n % 10).unwrap();
    let name = |n: usize| [n / 1000, n / 100, n / 10, n].map(stem).iter().collect::<String>();
    let row = |n| format!("{},上都镇,敖包图嘎查,烈士遗属\n", name(n));
    let rows: String = (0..people).map(row).collect();
    std::fs::write(&roster, format!("姓名,苏木镇,嘎查村,慰问类别\n{rows}")).unwrap();
    let job = ImportJob { path: roster, write: true, ..ImportJob::default() };
    let reopener = store.reopener();
    let report = import(store, &job, &ctx, Lang::Zh, &AtomicBool::new(false), &|_| {});
    assert!(matches!(report, JobReport::Imported(report) if report.written));
    reopener.open().unwrap()
}

#[test]
fn a_round_for_many_tells_how_far_it_is_and_stopped_leaves_no_trace() {
    const PEOPLE: u64 = 4_000;
    let folder = tempfile::tempdir().unwrap();
    let environment = environment(&folder);
    let store = with_people(&folder, &environment, usize::try_from(PEOPLE).unwrap());
    // That of the day is there with the first write.
    let rounds: Vec<_> = (2025..2035).map(|year| store.round(spring(year)).unwrap()).collect();
    let reopener = store.reopener();
    let mut input = Input::new().unwrap();
    let mut backend = Backend::new(Some(store), environment, input.reporter());
    backend.frame_drawn();
    let mut create = |round: &Round, stop: bool| -> Result<Receipt, RegisterError> {
        assert!(backend.perform(Effect::Commit(Box::new(Op::CreateRound(round.clone())))).is_empty());
        let mut before = 0;
        loop {
            for event in input.wait_for_report(Instant::now() + DEADLINE) {
                let InputEvent::Report(msg) = event else { panic!("{event:?}") };
                if let Msg::WriteProgress { done, all } = msg {
                    assert!(before <= done && done <= all && all == PEOPLE, "{done} of {all}");
                    before = done;
                    if stop {
                        assert!(backend.perform(Effect::Withdraw).is_empty());
                    }
                } else if let Msg::Committed(_, receipt) = msg {
                    return Ok(*receipt);
                } else if let Msg::NotCommitted(_, error) = msg {
                    return Err(*error);
                } else {
                    assert!(matches!(msg, Msg::Touched), "{msg:?}");
                }
            }
        }
    };
    // One that was created before it could be stopped is no fault: the next is tried.
    let stopped = rounds.iter().find(|round| create(round, true) == Err(RegisterError::Stopped)).unwrap();
    let store = reopener.open().unwrap();
    assert!(!store.round(stopped.code).unwrap().created);
    assert_eq!(store.check().unwrap(), []);
    create(stopped, false).unwrap();
    assert!(store.round(stopped.code).unwrap().created);
    assert_eq!(store.check().unwrap(), []);
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

/// A register of another banner, moved into the place of the first as a restore does.
fn replace(folder: &TempDir, environment: &Environment) -> RegisterVersion {
    let place = folder.path().join("other.db");
    let store = (environment.create)(&place, Beginning::Empty, &environment.write_context()).unwrap();
    let version = store.version().unwrap();
    drop(store);
    for part in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(folder.path().join(format!("r.db{part}")));
    }
    std::fs::rename(&place, &environment.place).unwrap();
    version
}

#[test]
fn a_register_that_takes_the_place_of_another_is_told_read_and_written() {
    let folder = tempfile::tempdir().unwrap();
    let environment = environment(&folder);
    let store =
        (environment.create)(&environment.place, Beginning::Empty, &environment.write_context()).unwrap();
    let first = store.version().unwrap();
    let mut input = Input::new().unwrap();
    let mut backend = Backend::new(Some(store), environment.clone(), input.reporter());
    backend.frame_drawn();
    let version = |backend: &mut Backend, input: &mut Input<Msg>| {
        backend.perform(Effect::Query(id(1), Query::Version));
        let Msg::QueryResult(_, answer) = next(input) else { panic!("no answer") };
        let QueryResult::Version(version) = *answer else { panic!("another answer") };
        version
    };
    assert_eq!(version(&mut backend, &mut input), first);
    let second = replace(&folder, &environment);
    touched(&mut input);
    assert_eq!(version(&mut backend, &mut input), second);
    assert_ne!(first, second);
    // A write that was meant for the one before it is refused, and the next one is not.
    backend.perform(Effect::Commit(Box::new(drop_nothing())));
    let committed = |input: &mut Input<Msg>| {
        let told = next(input);
        if let Msg::NotCommitted(_, error) = &told {
            assert_eq!(**error, RegisterError::Replaced);
        }
        matches!(told, Msg::Committed(..))
    };
    assert!(committed(&mut input), "its writer begins with the one that is there");
    replace(&folder, &environment);
    backend.perform(Effect::Commit(Box::new(drop_nothing())));
    assert!(!committed(&mut input));
    backend.perform(Effect::Commit(Box::new(drop_nothing())));
    assert!(committed(&mut input));
    backend.finish(DEADLINE);
}

/// However the program ends: nothing of a roster stays in the register that was not decided on.
#[test]
fn an_import_under_way_is_stopped_and_removed_before_the_program_ends() {
    for by_signal in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let environment = environment(&folder);
        let store = with_people(&folder, &environment, 1);
        let roster = folder.path().join("many.csv");
        let rows: String = (0..9_000).map(row_of).collect();
        std::fs::write(&roster, format!("姓名,苏木镇\n{rows}")).unwrap();
        let beside = store.reopener().open().unwrap();
        let mut input = Input::new().unwrap();
        let mut backend = Backend::new(Some(store), environment.clone(), input.reporter());
        let job = ImportJob { path: roster, write: true, ..ImportJob::default() };
        backend.perform(Effect::StartImport(job));
        let under_way = environment.place.with_extension("db.import");
        let until = Instant::now() + DEADLINE;
        while !under_way.exists() {
            assert!(Instant::now() < until, "no row is kept");
            let told = input.wait_for_report(Instant::now() + Duration::from_millis(1));
            let ends = |event: &InputEvent<Msg>| matches!(event, InputEvent::Report(Msg::Job(job)) if !matches!(job, JobReport::Progress { .. }));
            assert!(!told.iter().any(ends), "{told:?}");
        }
        if by_signal {
            assert!(backend.last_writes()(DEADLINE));
        } else {
            backend.finish(DEADLINE);
        }
        assert!(!under_way.exists(), "it is at its end");
        assert_eq!(beside.check().unwrap(), []);
        let people = beside.scopes(None).unwrap();
        assert_eq!(people.iter().map(|scope| scope.recipients).max(), Some(1), "{people:?}");
    }
}

fn row_of(n: u32) -> String {
    let part = |part: u32| char::from_u32(0x4E00 + part).unwrap();
    format!("乌{}{},上都镇\n", part(n / 400), part(n % 400))
}
