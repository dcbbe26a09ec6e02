//! Protects what an import reads and whom it keeps waiting: one opened file, which is what it was to its end; the
//! register's lock for the writing alone; and people whose ID numbers a roster crosses.

use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};

use crate::support::register::{Register, on};
use muster::clock::new_recipient_id;
use muster::domain::file_error::FileError;
use muster::domain::progress::ImportPhase;
use muster::domain::roster::{CellFault, Column, Expected, Fault, ImportReport};
use muster::domain::roster_question::NO_ANSWERS;
use muster::exchange::roster::{ImportError, ImportOptions, Titles, import};
use muster::store::Store;

/// So many that a file is still being read when the first of them are compared.
const MANY: usize = 8_000;

fn options(path: &Path, write: bool) -> ImportOptions<'_> {
    ImportOptions {
        path,
        write,
        skip_refused: false,
        rename: false,
        expected: None,
        answers: &NO_ANSWERS,
        titles: Titles { row: "行号", reason: "原因" },
        new_id: &new_recipient_id,
        describe: &|fault: &CellFault| format!("{:?}", fault.column),
    }
}

fn run(register: &mut Register, options: &ImportOptions<'_>) -> Result<ImportReport, ImportError> {
    import(&mut register.store, options, &on("2024-01-20"), &mut |_| true)
}

/// People by number; every name is another.
fn rows(numbers: std::ops::Range<usize>) -> String {
    let mut text = String::from("姓名,苏木镇,备注\n");
    for n in numbers {
        let name: String = [n / 400, n % 400]
            .map(|part| char::from_u32(0x4E00 + u32::try_from(part).unwrap()).unwrap())
            .iter()
            .collect();
        writeln!(text, "乌{name},上都镇,{}", "备".repeat(20)).unwrap();
    }
    text
}

fn roster(register: &Register, text: &str) -> PathBuf {
    let path = register.folder.path().join("roster.csv");
    fs::write(&path, text).unwrap();
    path
}

/// Does something to the file at the first report of an import, while most of it is still to be read.
fn disturbed(
    register: &mut Register,
    options: &ImportOptions<'_>,
    disturb: impl FnOnce(),
) -> Result<ImportReport, ImportError> {
    let mut disturb = Some(disturb);
    import(&mut register.store, options, &on("2024-01-20"), &mut |_| {
        if let Some(disturb) = disturb.take() {
            disturb();
        }
        true
    })
}

#[test]
fn a_file_that_is_cut_off_emptied_or_changed_while_it_is_read_is_no_short_roster() {
    type Disturbance = fn(&Path);
    let cut = |path: &Path| {
        let file = OpenOptions::new().write(true).open(path).unwrap();
        // At the end of a row, so that what is left is a good roster.
        let text = fs::read(path).unwrap();
        let end = text.iter().take(text.len() / 2).rposition(|byte| *byte == b'\n').unwrap() + 1;
        file.set_len(end as u64).unwrap();
    };
    let empty = |path: &Path| OpenOptions::new().write(true).open(path).unwrap().set_len(0).unwrap();
    let longer = |path: &Path| {
        let more = rows(MANY..MANY + 1);
        let text = fs::read_to_string(path).unwrap() + more.lines().nth(1).unwrap();
        // In the same file, not a new one at its place.
        std::io::Write::write_all(&mut OpenOptions::new().write(true).open(path).unwrap(), text.as_bytes())
            .unwrap();
    };
    let other = |path: &Path| {
        let text = fs::read_to_string(path).unwrap().replace('备', "注");
        std::io::Write::write_all(&mut OpenOptions::new().write(true).open(path).unwrap(), text.as_bytes())
            .unwrap();
    };
    let disturbances =
        [("cut", cut as Disturbance), ("emptied", empty), ("longer", longer), ("changed", other)];
    for (what, disturbance) in disturbances {
        // A first import and a later one, written and as a dry run.
        for (people, write) in [(0, true), (0, false), (1, true), (1, false)] {
            let mut register = Register::new();
            if people > 0 {
                let path = roster(&register, &rows(MANY + 10..MANY + 11));
                run(&mut register, &options(&path, true)).unwrap();
            }
            let before = register.store.check().unwrap();
            let path = roster(&register, &rows(0..MANY));
            let read = disturbed(&mut register, &options(&path, write), || disturbance(&path));
            assert!(
                matches!(read, Err(ImportError::File(FileError::Changed(_)))),
                "{what}, {people} people, write {write}: {read:?}"
            );
            assert!(register.store.resolve("乌一一").is_err(), "{what}: nothing is written");
            assert_eq!(register.store.check().unwrap(), before);
        }
    }
}

#[test]
fn a_file_that_takes_its_place_is_not_read() {
    for people in [0, 1] {
        let mut register = Register::new();
        if people > 0 {
            let path = roster(&register, &rows(MANY + 10..MANY + 11));
            run(&mut register, &options(&path, true)).unwrap();
        }
        let path = roster(&register, &rows(0..MANY));
        let other = register.folder.path().join("other.csv");
        fs::write(&other, rows(MANY..MANY + 5)).unwrap();
        let read = disturbed(&mut register, &options(&path, true), || fs::rename(&other, &path).unwrap());
        let read = read.unwrap();
        assert_eq!((read.rows, read.new, read.written), (MANY as u64, MANY as u64, true));
    }
}

#[test]
fn what_is_written_is_what_the_dry_run_showed() {
    let mut register = Register::new();
    let path = roster(&register, &rows(0..5));
    let dry = run(&mut register, &options(&path, false)).unwrap();
    let held = |counts: bool| {
        let counts = counts.then(|| dry.counts());
        ImportOptions { expected: Some(Expected { content: dry.content, counts }), ..options(&path, true) }
    };
    roster(&register, &rows(0..6));
    assert_eq!(run(&mut register, &held(true)), Err(ImportError::OtherFile));
    assert_eq!(run(&mut register, &held(false)), Err(ImportError::OtherFile));
    let one = register.folder.path().join("one.csv");
    fs::write(&one, rows(3..4)).unwrap();
    assert!(run(&mut register, &options(&one, true)).unwrap().written);
    roster(&register, &rows(0..5));
    assert_eq!(run(&mut register, &held(true)), Err(ImportError::OtherResult), "one is registered already");
    let written = run(&mut register, &held(false)).unwrap();
    assert_eq!((written.new, written.unchanged, written.written), (4, 1, true));
}

/// Whether another program could write now.
fn is_free(register: &Register) -> bool {
    File::open(register.folder.path().join("r.db.lock")).unwrap().try_lock().is_ok()
}

#[test]
fn nobody_waits_while_rows_are_read_and_compared() {
    let mut register = Register::new();
    let path = roster(&register, &rows(0..2_000));
    run(&mut register, &options(&path, true)).unwrap();
    // One that says nothing new, one that is refused at its last row, and one with a few newcomers.
    let refused = rows(0..MANY) + "某某,火星镇,\n";
    for (what, text) in [("known", rows(0..2_000)), ("refused", refused), ("few", rows(1_000..2_900))] {
        let path = roster(&register, &text);
        let mut heard = 0;
        let beside = &register.folder.path().join("r.db");
        let mut store = Store::open(beside).unwrap();
        let read = import(&mut store, &options(&path, true), &on("2024-01-20"), &mut |now| {
            heard += 1;
            if now.phase == ImportPhase::Checking || what != "few" {
                assert!(is_free(&register), "{what}: {now:?}");
            }
            true
        });
        let read = read.unwrap();
        assert!(heard > 1, "{what}");
        assert_eq!(read.written, what != "refused", "{what}");
    }
    assert_eq!(register.store.check().unwrap(), Vec::new());
}

const HEAD: &str = "姓名,公民身份号码,苏木镇\n";
const IDS: [&str; 3] = ["152599195208010010", "152599196001010018", "152599197003030017"];

fn people(register: &mut Register, pairs: &[(&str, &str)], rename: bool) -> ImportReport {
    let rows = pairs.iter().map(|(name, id)| format!("{name},{id},上都镇\n"));
    let path = roster(register, &(HEAD.to_owned() + &rows.collect::<String>()));
    run(register, &ImportOptions { rename, ..options(&path, true) }).unwrap()
}

fn named(register: &Register) -> Vec<(String, String)> {
    let plain = register.plain();
    let mut statement = plain.prepare("SELECT id_key, name FROM recipient ORDER BY id_key").unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn a_roster_that_crosses_id_numbers_swaps_nobody() {
    let mut register = Register::new();
    let right = [("单国强", IDS[0]), ("程连富", IDS[1]), ("乌云其木格", IDS[2])];
    assert!(people(&mut register, &right, false).written);
    let before = named(&register);
    let two = [("单国强", IDS[1]), ("程连富", IDS[0])];
    let ring = [("单国强", IDS[1]), ("程连富", IDS[2]), ("乌云其木格", IDS[0])];
    let onward = [("新名字", IDS[0]), ("单国强", IDS[1]), ("程连富", IDS[2])];
    for (crossed, rename, refused) in [
        (&two[..], false, 2),
        (&ring[..], false, 3),
        (&two[..], true, 2),
        (&ring[..], true, 3),
        (&onward[..], true, 2),
    ] {
        let read = people(&mut register, crossed, rename);
        assert!(!read.written, "{crossed:?}");
        assert_eq!(read.refused.len(), refused, "{crossed:?}: {:?}", read.refused);
        for fault in &read.refused {
            assert_eq!(fault.column, Column::IdNumber);
            let (Fault::IdOfAnother { number, .. } | Fault::NameOfAnother { number, .. }) = &fault.fault
            else {
                panic!("{fault:?}");
            };
            assert!(number.contains("****"), "{number}");
        }
        assert_eq!(named(&register), before);
    }
}

#[test]
fn a_known_number_under_another_name_renames_only_when_asked() {
    let mut register = Register::new();
    assert!(people(&mut register, &[("单国强", IDS[0])], false).written);
    let refused = people(&mut register, &[("单国祥", IDS[0])], false);
    assert!(matches!(
        refused.refused.as_slice(),
        [CellFault { row: 2, column: Column::IdNumber, fault: Fault::IdOfAnother { .. }, .. }]
    ));
    assert!(!refused.written);
    let renamed = people(&mut register, &[("单国祥", IDS[0])], true);
    assert!(renamed.written);
    assert_eq!(renamed.warned[0].fault, Fault::Renamed);
    assert_eq!(named(&register), [(IDS[0].to_owned(), "单国祥".to_owned())]);
}

#[test]
fn both_forms_of_one_number_are_one_person_within_a_file() {
    let mut register = Register::new();
    let old = "152599520801001";
    for (second, fault) in [("单国强", Fault::DuplicateId(2)), ("程连富", Fault::DuplicateId(2))] {
        let read = people(&mut register, &[("单国强", IDS[0]), (second, old)], false);
        assert!(!read.written);
        assert_eq!(
            read.refused.iter().map(|it| (it.row, it.fault.clone())).collect::<Vec<_>>(),
            [(3, fault)]
        );
    }
    assert!(people(&mut register, &[("单国强", old)], false).written);
    let again = people(&mut register, &[("单国强", IDS[0])], false);
    assert_eq!((again.new, again.refused_rows), (0, 0), "{again:?}");
}
