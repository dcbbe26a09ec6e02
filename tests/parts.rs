//! Protects an import of many rows into a register that people work in: a payment has its turn between two parts, and
//! the import is there whole or not at all, whoever brings it to its end.

use std::fmt::Write as _;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Duration;

use crate::support::program::finished;
use crate::support::register::{Register, on};
use muster::clock::new_recipient_id;
use muster::domain::progress::{ImportPhase, ImportProgress};
use muster::domain::roster::{CellFault, Column, Fault, ImportReport};
use muster::domain::roster_question::NO_ANSWERS;
use muster::exchange::roster::{ImportError, ImportOptions, Titles, import};
use muster::store::{LeftImport, Store};

/// So many that they go in by parts.
const MANY: usize = 3_200;
/// Most rows for which the lock is held once.
const PART_MAX: i64 = 1_500;
const GROUP: &str = "烈士遗属";

fn options(path: &Path) -> ImportOptions<'_> {
    ImportOptions {
        path,
        write: true,
        skip_refused: false,
        rename: false,
        expected: None,
        answers: &NO_ANSWERS,
        titles: Titles { row: "行号", reason: "原因" },
        new_id: &new_recipient_id,
        describe: &|fault: &CellFault| format!("{:?}", fault.column),
    }
}

fn name(n: usize) -> String {
    let part = |part: usize| char::from_u32(0x4E00 + u32::try_from(part).unwrap()).unwrap();
    format!("乌{}{}", part(n / 400), part(n % 400))
}

/// A register with one person, and a roster of many others; the last has an ID number.
fn register() -> (Register, PathBuf) {
    let mut register = Register::new();
    register.person("单国强", "上都镇", "", &[GROUP]);
    let mut text = String::from("姓名,公民身份号码,苏木镇,慰问类别\n");
    for n in 0..MANY {
        let number = if n + 1 == MANY { "152599195208010010" } else { "" };
        writeln!(text, "{},{number},上都镇,{GROUP}", name(n)).unwrap();
    }
    let path = register.folder.path().join("roster.csv");
    fs::write(&path, text).unwrap();
    (register, path)
}

fn run(
    register: &Register,
    path: &Path,
    progress: &mut dyn FnMut(ImportProgress) -> bool,
) -> Result<ImportReport, ImportError> {
    let mut store = Store::open(register.store.path()).unwrap();
    import(&mut store, &options(path), &on("2024-01-20"), progress)
}

fn count(register: &Register, sql: &str) -> i64 {
    register.plain().query_row(sql, [], |row| row.get(0)).unwrap()
}

fn people(register: &Register) -> i64 {
    count(register, "SELECT count(*) FROM recipient")
}

fn kept(register: &Register) -> i64 {
    count(register, "SELECT count(*) FROM import_row")
}

/// The program of the import ends after the first part.
fn left_in_the_middle(register: &Register, path: &Path) {
    let ended = catch_unwind(AssertUnwindSafe(|| {
        run(register, path, &mut |now| {
            assert!(now.phase != ImportPhase::Parts, "the program ends here");
            true
        })
    }));
    assert!(ended.is_err());
    assert!(kept(register) > 0 && people(register) > 1, "part of it is in");
}

fn assert_whole(register: &Register) {
    assert_eq!((people(register), kept(register)), (1 + i64::try_from(MANY).unwrap(), 0));
    assert_eq!(count(register, "SELECT count(*) FROM meta WHERE key = 'import'"), 0);
    assert_eq!(
        count(register, "SELECT count(*) FROM audit WHERE action = 'import' AND subject = 'roster.csv'"),
        1
    );
    assert_eq!(register.store.check().unwrap(), []);
    assert!(!register.folder.path().join("r.db.import").exists());
}

#[test]
fn a_payment_has_its_turn_between_two_parts_of_an_import() {
    let (mut register, path) = register();
    let one = register.store.resolve("单国强").unwrap();
    let (mut before, mut parts, mut paid) = (1, 0, false);
    let mut importing = Store::open(register.store.path()).unwrap();
    let report = import(&mut importing, &options(&path), &on("2024-01-20"), &mut |now| {
        let in_now = people(&register);
        if now.phase == ImportPhase::Parts {
            parts += 1;
            assert!(in_now - before <= PART_MAX, "{in_now} after {before}");
            assert_eq!(in_now - 1, i64::try_from(now.rows).unwrap(), "what was told is in");
            before = in_now;
            if !paid {
                register.give(one, "2024-spring", 1_000).unwrap();
                paid = true;
                assert!(kept(&register) > 0, "the payment stands before the last part");
            }
        } else {
            assert_eq!(in_now, 1, "nobody sees anything of it before it is decided");
        }
        true
    })
    .unwrap();
    assert!(paid && parts > 2, "{parts}");
    assert_eq!((report.new, report.left_out.len(), report.written), (MANY as u64, 0, true));
    drop(importing);
    assert_whole(&register);
}

/// How many parts an import takes; with `waits` somebody has the lock for a while before each of them but the first.
fn parts(waits: Duration) -> usize {
    let (register, path) = register();
    let lock = register.folder.path().join("r.db.lock");
    let mut parts = 0;
    thread::scope(|scope| {
        run(&register, &path, &mut |now| {
            if now.phase == ImportPhase::Parts {
                parts += 1;
                let held = fs::File::open(&lock).unwrap();
                held.lock().unwrap();
                scope.spawn(move || {
                    thread::sleep(waits);
                    drop(held);
                });
            }
            true
        })
        .unwrap();
    });
    assert_whole(&register);
    parts
}

/// Else an import beside those who always write would never end.
#[test]
fn an_import_that_waits_for_others_does_not_go_in_by_ever_smaller_parts() {
    let (alone, beside) = (parts(Duration::ZERO), parts(Duration::from_millis(400)));
    assert!(beside <= 2 * alone + 2, "{beside} parts beside others, {alone} alone");
}

#[test]
fn an_import_stops_without_a_trace_until_it_is_decided_and_not_behind_that() {
    let (register, path) = register();
    for (at, phase) in [(1, ImportPhase::Checking), (1, ImportPhase::Rows), (9, ImportPhase::Rows)] {
        let mut heard = 0;
        let stopped = run(&register, &path, &mut |now| {
            heard += usize::from(now.phase == phase);
            heard < at
        });
        assert_eq!(stopped, Err(ImportError::Stopped), "{phase:?} {at}");
        assert_eq!((people(&register), kept(&register)), (1, 0), "{phase:?} {at}");
        assert_eq!(register.store.check().unwrap(), []);
        assert!(!register.folder.path().join("r.db.import").exists());
    }
    let mut heard = 0;
    let report = run(&register, &path, &mut |now| {
        heard += usize::from(now.phase == ImportPhase::Parts);
        now.phase != ImportPhase::Parts
    });
    assert!(report.unwrap().written && heard > 1);
    assert_whole(&register);
}

#[test]
fn an_import_that_is_decided_is_finished_by_who_opens_the_register_next() {
    let (register, path) = register();
    left_in_the_middle(&register, &path);
    let left = kept(&register);
    let store = Store::open(register.store.path()).unwrap();
    assert_eq!(store.left_import(), LeftImport::Finished(u64::try_from(left).unwrap()));
    assert_whole(&register);
    assert_eq!(Store::open(register.store.path()).unwrap().left_import(), LeftImport::None);
    let again = run(&register, &path, &mut |_| true).unwrap();
    assert_eq!((again.new, again.unchanged), (0, MANY as u64));
}

/// Who opens the register waits for what another program has left, and is told so before it is done.
#[test]
fn whoever_finishes_an_import_of_another_program_is_told_while_it_lasts() {
    let (register, path) = register();
    left_in_the_middle(&register, &path);
    let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
    command.env_clear().env("HOME", register.folder.path()).env("MUSTER_DB", register.store.path());
    let run = finished(command.args(["--today", "2024-02-02", "rounds"]));
    let lines: Vec<&str> = run.err.lines().collect();
    assert!(run.status == 0 && lines.len() == 2, "{run:?}");
    assert!(lines[0].contains("正在接着写") && lines[1].contains("已写完"), "{run:?}");
    assert_whole(&register);
}

#[test]
fn two_who_open_it_at_once_bring_in_every_row_once() {
    let (register, path) = register();
    left_in_the_middle(&register, &path);
    let at = register.store.path();
    thread::scope(|scope| {
        let all = [(); 3].map(|()| scope.spawn(|| drop(Store::open(at).unwrap())));
        for one in all {
            one.join().unwrap();
        }
    });
    assert_whole(&register);
}

#[test]
fn who_opens_the_register_beside_an_import_neither_waits_for_it_nor_goes_on_with_it() {
    let (register, path) = register();
    let mut opened = 0;
    run(&register, &path, &mut |now| {
        if now.phase == ImportPhase::Parts && kept(&register) > 0 {
            let before = kept(&register);
            let store = Store::open(register.store.path()).unwrap();
            assert_eq!(store.left_import(), LeftImport::None);
            assert_eq!(kept(&register), before);
            opened += 1;
        }
        true
    })
    .unwrap();
    assert!(opened > 0);
    assert_whole(&register);
}

#[test]
fn what_an_import_left_that_never_came_to_be_goes_with_the_next_one() {
    let (register, path) = register();
    let ended = catch_unwind(AssertUnwindSafe(|| {
        run(&register, &path, &mut |_| {
            assert!(kept(&register) == 0, "the program ends here");
            true
        })
    }));
    assert!(ended.is_err());
    assert!(kept(&register) > 0);
    let store = Store::open(register.store.path()).unwrap();
    assert_eq!((store.left_import(), people(&register)), (LeftImport::None, 1));
    assert_eq!(store.check().unwrap(), []);
    drop(store);
    assert!(run(&register, &path, &mut |_| true).unwrap().written);
    assert_whole(&register);
}

#[test]
fn a_row_that_meets_a_change_made_meanwhile_is_left_out_and_told_and_nothing_else_is_lost() {
    let (register, path) = register();
    let one = register.folder.path().join("one.csv");
    fs::write(&one, "姓名,公民身份号码,苏木镇\n别人,152599195208010010,上都镇\n").unwrap();
    let mut met = false;
    let report = run(&register, &path, &mut |now| {
        if now.phase == ImportPhase::Rows && !met {
            met = true;
            assert!(run(&register, &one, &mut |_| true).unwrap().written);
        }
        true
    })
    .unwrap();
    let [left] = report.left_out.as_slice() else { panic!("{:?}", report.left_out) };
    assert_eq!((left.row, left.column), (MANY as u64 + 1, Column::IdNumber));
    assert!(matches!(&left.fault, Fault::IdOfAnother { .. }));
    assert_eq!((report.new, report.written), (MANY as u64 - 1, true));
    let told: String = register
        .plain()
        .query_row("SELECT subject || ' ' || after FROM audit WHERE action = 'left_out'", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(told, format!("roster.csv row {}: id_number", MANY + 1));
    assert_whole(&register);
}
