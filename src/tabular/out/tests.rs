use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use super::*;
use crate::domain::file_error::FileError;

const COLUMNS: [OutColumn; 5] = [
    OutColumn { key: "name", head: "姓名", holds: Holds::Words },
    OutColumn { key: "id", head: "身份证号", holds: Holds::Digits },
    OutColumn { key: "cash_fen", head: "慰问金", holds: Holds::Money },
    OutColumn { key: "on", head: "日期", holds: Holds::Days },
    OutColumn { key: "labels", head: "类别", holds: Holds::Words },
];

fn rows() -> Vec<[OutCell; 5]> {
    let day = NaiveDate::from_ymd_opt(2024, 2, 2).unwrap();
    vec![
        [
            OutCell::words("程连富"),
            OutCell::words("152599195208010013"),
            OutCell::Money(Fen::new(100_050)),
            OutCell::Day(day),
            OutCell::Labels(vec!["烈士遗属".into(), "困难".into()]),
        ],
        [
            OutCell::words("=1+1"),
            OutCell::Empty,
            OutCell::Money(Fen::new(-50_000)),
            OutCell::Empty,
            OutCell::Empty,
        ],
        [OutCell::words("'程, \"连\""), OutCell::words("-"), OutCell::Empty, OutCell::Empty, OutCell::Empty],
    ]
}

fn written(writer: Box<dyn RowWriter + '_>) {
    let mut writer = writer;
    for row in &rows() {
        writer.row(row).unwrap();
    }
    writer.end().unwrap();
}

fn measured() -> Measured {
    let mut measured = Measured::new(&COLUMNS);
    for row in &rows() {
        measured.row(row);
    }
    measured
}

#[test]
fn csv_has_a_mark_and_guards() {
    let mut out = Vec::new();
    written(Box::new(CsvRows::new(&mut out, &COLUMNS, false).unwrap()));
    assert_eq!(
        String::from_utf8(out).unwrap(),
        "\u{FEFF}姓名,身份证号,慰问金,日期,类别\r\n程连富,'152599195208010013,1000.50,2024-02-02,烈士遗属、困难\r\n\
         '=1+1,,-500.00,,\r\n\"''程, \"\"连\"\"\",'-,,,\r\n"
    );
}

#[test]
fn csv_in_gb18030_is_the_same_text() {
    let (mut utf8, mut other) = (Vec::new(), Vec::new());
    written(Box::new(CsvRows::new(&mut utf8, &COLUMNS, false).unwrap()));
    written(Box::new(CsvRows::new(&mut other, &COLUMNS, true).unwrap()));
    let (text, _, lost) = encoding_rs::GB18030.decode(&other);
    assert!(!lost);
    assert_eq!(format!("\u{FEFF}{text}"), String::from_utf8(utf8).unwrap());
}

#[test]
fn a_character_that_is_cut_between_two_writes_is_encoded_whole() {
    let mut out = Vec::new();
    let mut rows = CsvRows::new(&mut out, &COLUMNS, true).unwrap();
    // Longer than the buffer of the CSV writer, which cuts where it is full.
    let long = "乌云其木格𠮷·".repeat(3_000);
    for shift in 0..4 {
        let text = [&"a".repeat(shift), long.as_str()].concat();
        let cells = [OutCell::words(text), OutCell::Empty, OutCell::Empty, OutCell::Empty, OutCell::Empty];
        rows.row(&cells).unwrap();
    }
    Box::new(rows).end().unwrap();
    let (text, _, lost) = encoding_rs::GB18030.decode(&out);
    assert!(!lost);
    assert_eq!(text.matches(&long).count(), 4);
}

#[test]
fn json_has_types_and_stable_names() {
    let mut out = Vec::new();
    written(Box::new(JsonRows::new(&mut out, &COLUMNS)));
    let text = String::from_utf8(out).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[0],
        r#"{"name":"程连富","id":"152599195208010013","cash_fen":100050,"on":"2024-02-02","labels":["烈士遗属","困难"]}"#
    );
    assert_eq!(lines[1], r#"{"name":"=1+1","id":null,"cash_fen":-50000,"on":null,"labels":null}"#);
    assert_eq!(lines.len(), 3);
}

#[test]
fn text_lines_up_by_cells() {
    let mut out = Vec::new();
    let foot = "链头：台账 12:3fa85f64".to_owned();
    written(Box::new(TextRows::new(&mut out, &COLUMNS, &measured(), foot).unwrap()));
    assert_eq!(
        String::from_utf8(out).unwrap(),
        "姓名       身份证号              慰问金  日期        类别\n\
         程连富     152599195208010013  1,000.50  2024-02-02  烈士遗属、困难\n\
         =1+1                            -500.00\n\
         '程, \"连\"  -\n\
         链头：台账 12:3fa85f64\n"
    );
}

fn facts() -> BookFacts<'static> {
    BookFacts {
        title: "名册", head: "链头：台账 12:3fa85f64", foot: "&C&P / &N", made_ms: 1_706_832_000_000
    }
}

#[test]
fn a_workbook_has_types() {
    use calamine::{Data, Reader as _};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xlsx");
    let part = PartFile::begin(&path, false).unwrap();
    written(Box::new(XlsxRows::new(part.file(), part.folder(), &COLUMNS, &measured(), &facts()).unwrap()));
    assert!(part.finish().unwrap() > 0);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(&path).unwrap();
    let range = book.worksheet_range("名册").unwrap();
    let cell = |row, column| range.get_value((row, column)).cloned().unwrap_or(Data::Empty);
    assert_eq!(cell(0, 1), Data::String("身份证号".into()));
    assert_eq!(cell(1, 1), Data::String("152599195208010013".into()));
    assert_eq!(cell(1, 2), Data::Float(1000.5));
    assert!(matches!(cell(1, 3), Data::DateTime(day) if day.as_f64().to_string() == "45324"));
    assert_eq!(cell(2, 0), Data::String("=1+1".into()));
    assert_eq!(cell(2, 2), Data::Float(-500.0));
    assert_eq!(cell(3, 0), Data::String("''程, \"连\"".into()));
    assert!(book.worksheet_formula("名册").unwrap().is_empty());
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn a_file_is_whole_or_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    drop(PartFile::begin(&path, false).unwrap());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    let part = PartFile::begin(&path, false).unwrap();
    part.file().write_all(b"one").unwrap();
    assert!(!path.exists());
    assert_eq!(part.finish().unwrap(), 3);
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(matches!(PartFile::begin(&path, false), Err(FileError::AlreadyThere(_))));
    // Somebody else writes there meanwhile.
    let other = folder.path().join("b.csv");
    let part = PartFile::begin(&other, false).unwrap();
    std::fs::write(&other, "theirs").unwrap();
    assert!(matches!(part.finish(), Err(FileError::AlreadyThere(_))));
    assert_eq!(std::fs::read_to_string(&other).unwrap(), "theirs");
    let part = PartFile::begin(&path, true).unwrap();
    part.file().write_all(b"two!").unwrap();
    part.finish().unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "two!");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}

/// What a killed program left half written goes with the next file in that folder; what somebody is writing, and files that
/// only look alike, stay.
#[test]
fn what_was_left_half_written_goes_with_the_next_file() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let names = || {
        let read = std::fs::read_dir(folder.path()).unwrap().flatten();
        let mut names: Vec<_> = read.map(|item| item.file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    // A program that is killed writes no end; what lies in its place has the same name and rights.
    let left = |name: &str, mode: u32| {
        std::fs::write(at(name), "half").unwrap();
        std::fs::set_permissions(at(name), std::fs::Permissions::from_mode(mode)).unwrap();
    };
    let writing = PartFile::begin(&at("now.csv"), false).unwrap();
    let second = PartFile::begin(&at("now.csv"), false).unwrap();
    let under_way = names();
    assert_eq!(under_way.len(), 2, "{under_way:?}");
    for name in &under_way {
        left(&name.replace("now.csv", "a.csv"), 0o600);
    }
    left("b.csv.part", 0o600);
    left(&under_way[0].replace("now.csv", "c.csv"), 0o644);
    let target = at("target");
    std::fs::write(&target, "theirs").unwrap();
    std::os::unix::fs::symlink(&target, at(&under_way[0].replace("now.csv", "d.csv"))).unwrap();
    assert_eq!(names().len(), 8);
    PartFile::begin(&at("e.csv"), false).unwrap().finish().unwrap();
    let left_over = names();
    assert!(!left_over.iter().any(|name| name.starts_with("a.csv")), "{left_over:?}");
    assert_eq!(left_over.len(), 7, "{left_over:?}");
    drop(second);
    writing.finish().unwrap();
    assert!(at("now.csv").exists());
}

#[test]
fn what_is_no_file_is_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    for path in [folder.path(), Path::new("/dev/full"), Path::new("/"), Path::new("")] {
        let begun = PartFile::begin(path, true).unwrap_err();
        assert!(matches!(begun, FileError::NotAFile(_) | FileError::NotFound(_)), "{begun}");
    }
    let gone = PartFile::begin(&folder.path().join("none/a.csv"), false).unwrap_err();
    assert!(matches!(gone, FileError::NotFound(_)), "{gone}");
}

struct Full;

impl Write for Full {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::StorageFull.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_an_error_of_a_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let mut rows = Box::new(XlsxRows::new(Full, folder.path(), &COLUMNS, &measured(), &facts()).unwrap());
    rows.row(&self::rows()[0]).unwrap();
    assert_eq!(rows.end().unwrap_err().kind(), io::ErrorKind::StorageFull);
    let huge = Measured { bytes: u64::MAX / 4, ..measured() };
    let begun = XlsxRows::new(Full, folder.path(), &COLUMNS, &huge, &facts());
    assert_eq!(begun.err().map(|error| error.kind()), Some(io::ErrorKind::StorageFull));
}
