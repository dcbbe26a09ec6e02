//! Protects a roster on its way in: all of it or nothing, and no refused row is lost or overwritten.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::support::register::{Register, on};
use muster::domain::roster::{CellFault, Column, Fault};
use muster::importing::{ImportTrouble, Imported, Wish, import};
use muster::paper::refused::Titles;

fn wish(path: &Path, write: bool, skip_refused: bool) -> Wish<'_> {
    let say = &|fault: &CellFault| format!("{:?}", fault.column);
    Wish { path, write, skip_refused, titles: Titles { row: "行号", reason: "原因" }, say }
}

fn run(register: &mut Register, wish: &Wish<'_>) -> Imported {
    import(&mut register.store, wish, &on("2024-01-20"), &mut |_, _| true).unwrap()
}

fn knows(register: &Register, name: &str) -> bool {
    register.store.resolve(name).is_ok()
}

/// A roster of so many people in a folder of its own register.
fn roster(register: &Register, rows: usize) -> std::path::PathBuf {
    let mut text = String::from("姓名,苏木镇\n");
    for n in 0..rows {
        let name: String = n
            .to_string()
            .chars()
            .map(|c| {
                ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'][c.to_digit(10).unwrap() as usize]
            })
            .collect();
        writeln!(text, "乌{name},上都镇").unwrap();
    }
    let path = register.folder.path().join("roster.csv");
    fs::write(&path, text).unwrap();
    path
}

#[test]
fn a_stopped_import_leaves_no_trace() {
    let mut register = Register::new();
    let path = roster(&register, 450);
    let mut heard = Vec::new();
    let stopped =
        import(&mut register.store, &wish(&path, true, false), &on("2024-01-20"), &mut |done, all| {
            heard.push((done, all));
            heard.len() < 2
        });
    assert_eq!(stopped, Err(ImportTrouble::Stopped));
    assert_eq!(heard.len(), 2);
    assert!(heard.iter().all(|(done, all)| *done > 0 && done <= all), "{heard:?}");
    assert!(!knows(&register, "乌一"));
    assert_eq!(register.store.check().unwrap(), Vec::new());

    assert_eq!(run(&mut register, &wish(&path, false, false)).tally.new, 450);
    assert!(!knows(&register, "乌一"), "a dry run writes nothing");
    let done = run(&mut register, &wish(&path, true, false));
    assert!(done.tally.written && done.refused_file.is_none());
    let again = run(&mut register, &wish(&path, true, false)).tally;
    assert_eq!((again.new, again.changed, again.unchanged), (0, 0, 450));
}

#[test]
fn every_fault_of_a_row_is_told_whoever_finds_it() {
    let mut register = Register::new();
    let path = register.folder.path().join("roster.csv");
    fs::write(&path, "姓名,公民身份号码,苏木镇,慰问类别\n张三,1525,火星镇,烈士遗属、好人\n").unwrap();
    let tally = run(&mut register, &wish(&path, true, true)).tally;
    let told: Vec<(Column, &Fault)> = tally.refused.iter().map(|f| (f.column, &f.fault)).collect();
    assert!(
        matches!(
            told.as_slice(),
            [
                (Column::IdNumber, Fault::IdLength(4)),
                (Column::Township, Fault::UnknownTownship(_)),
                (Column::Groups, Fault::UnknownGroup(_))
            ]
        ),
        "{told:?}"
    );
    assert_eq!(tally.refused_rows, 1);
}

#[test]
fn refused_rows_never_overwrite_a_file() {
    let mut register = Register::new();
    let path = register.folder.path().join("roster.csv");
    let taken = register.folder.path().join("roster.refused.csv");
    fs::write(&path, "姓名,苏木镇\n张三,火星镇\n李四,上都\n").unwrap();
    fs::write(&taken, "mine").unwrap();
    let done = run(&mut register, &wish(&path, true, true));
    let file = done.refused_file.unwrap();
    assert_eq!(file, register.folder.path().join("roster.refused-2.csv"));
    assert_eq!(fs::read_to_string(&taken).unwrap(), "mine");
    assert!(fs::read_to_string(&file).unwrap().contains("张三"));
    assert!(knows(&register, "李四") && !knows(&register, "张三"));
    assert!(run(&mut register, &wish(&path, false, true)).refused_file.is_none(), "a dry run writes no file");
}
