//! Answers that were written beforehand: each fits something in the file, or the file is refused and told why.

use super::{Bench, IDS, NAMES, asked};
use crate::support::program::Program;
use crate::support::register::on;
use muster::domain::group_rule::{RuleChange, RuleDeed};
use muster::domain::op::Op;
use muster::domain::roster::Column;
use muster::domain::roster_question::{Answers, QuestionKind, Understood, Unfit};
use muster::exchange::roster::ImportError;

fn must(answers: Answers) -> Answers {
    Answers { must_fit: true, ..answers }
}

fn township(told: &'static str) -> Answers {
    must(Answers { township: Some(told.into()), ..Answers::default() })
}

fn word(word: &'static str) -> Answers {
    must(Answers { townships: vec![(word.into(), "上都镇".into())], ..Answers::default() })
}

fn label(word: &'static str) -> Answers {
    must(Answers { labels: vec![(word.into(), "烈士遗属".into())], ..Answers::default() })
}

fn columns(columns: &[(&'static str, Option<Column>)]) -> Answers {
    let columns = columns.iter().map(|(header, column)| ((*header).into(), *column)).collect();
    must(Answers { columns, ..Answers::default() })
}

#[test]
fn an_answer_that_fits_nothing_refuses_the_file() {
    let mut bench = Bench::new();
    let rows = [
        format!("{}|{}|某类|某镇", NAMES[0], IDS[0]),
        format!("{}|{}|烈士遗属|桑根达来镇", NAMES[1], IDS[1]),
    ];
    let lines = ["姓名|身份证号|类别|乡镇", &rows[0], &rows[1]];
    let unfit = [
        (township("上都镇"), Unfit::Township("上都镇".into())),
        (word("某苏木"), Unfit::TownshipWord("某苏木".into(), vec!["某镇".into()])),
        (label("参站"), Unfit::Label("参站".into(), vec!["某类".into()])),
    ];
    let mut asked_of = |path: &std::path::Path, answers: &Answers| bench.try_import(path, false, answers);
    let folder = Bench::new();
    for path in folder.every_form(&lines) {
        for (answers, expected) in &unfit {
            let told = asked_of(&path, answers).unwrap_err();
            let ImportError::Unfit(told) = told else { panic!("{told:?}") };
            assert_eq!(told, std::slice::from_ref(expected), "{}", path.display());
            // On screen only what is asked is answered: an answer may come to fit nothing by another one.
            let lenient = Answers { must_fit: false, ..answers.clone() };
            asked_of(&path, &lenient).unwrap();
        }
        for fits in [township("桑根达来镇"), word("某镇"), label("某类"), label("烈士遗属")] {
            asked_of(&path, &fits).unwrap();
        }
    }
}

#[test]
fn a_column_that_is_not_there_is_told_with_those_that_are() {
    let mut bench = Bench::new();
    // The last column has no header.
    let row = format!("{}|{}|上都镇|13804710001", NAMES[0], IDS[0]);
    for path in bench.every_form(&["姓名|身份证号|乡镇|", &row]) {
        for wrong in ["Z", "XX", "E", "电话", "ID"] {
            let told = bench.try_import(&path, false, &columns(&[(wrong, Some(Column::Phone))])).unwrap_err();
            let ImportError::Answer(told) = told else { panic!("{told:?}") };
            assert_eq!((told.kind, &*told.answer), (QuestionKind::Column, wrong));
            assert!(told.choices.contains(&"身份证号".into()), "{told:?}");
        }
        // The same column told of twice: the second says nothing.
        let twice = columns(&[("A", Some(Column::Name)), ("姓名", Some(Column::Note))]);
        let told = bench.try_import(&path, false, &twice).unwrap_err();
        assert!(matches!(&told, ImportError::Answer(told) if told.choices.is_empty()), "{told:?}");
        let phone = bench.try_import(&path, false, &columns(&[("D", Some(Column::Phone))])).unwrap();
        assert_eq!(phone.new, 1);
    }
    let path = bench.path("c.xlsx");
    assert!(bench.try_import(&path, true, &columns(&[("D", Some(Column::Phone))])).unwrap().written);
    let plain = rusqlite::Connection::open(bench.store.path()).unwrap();
    let phone: String = plain.query_row("SELECT phone FROM recipient", [], |row| row.get(0)).unwrap();
    assert_eq!(phone, "13804710001");
}

#[test]
fn of_several_sheets_an_answer_fits_one() {
    let mut bench = Bench::new();
    let first = format!("{}|{}|某类", NAMES[0], IDS[0]);
    let second = format!("{}|{}|桑根达来镇", NAMES[1], IDS[1]);
    let sheets: [(&str, &[&str]); 2] =
        [("第一批", &["姓名|身份证号|类别", &first]), ("第二批", &["姓名|身份证号|乡镇", &second])];
    for name in ["a.xlsx", "a.xls"] {
        let path = bench.book(name, &sheets);
        let answers =
            Answers { townships: vec![("第一批".into(), "上都镇".into())], ..label("某类") };
        let report = bench.try_import(&path, false, &answers).unwrap();
        assert_eq!((report.new, report.questions.len()), (2, 0), "{report:?}");
        for answers in [township("上都镇"), columns(&[("乡镇", Some(Column::Township))])] {
            bench.try_import(&path, false, &answers).unwrap();
        }
        let named = must(Answers { sheets: vec!["第三批".into()], ..Answers::default() });
        let told = bench.try_import(&path, false, &named).unwrap_err();
        let ImportError::Answer(told) = told else { panic!("{told:?}") };
        assert_eq!((told.kind, told.choices), (QuestionKind::Sheet, vec!["第一批".into(), "第二批".into()]));
    }
}

/// A sheet that is asked for its township stands in the answer once.
#[test]
fn a_sheet_that_is_asked_about_is_told_once() {
    let mut bench = Bench::new();
    let rows = [0, 1, 2].map(|n| format!("{}|{}", NAMES[n], IDS[n]));
    let sheets: [(&str, &[&str]); 2] =
        [("第一批", &["姓名|身份证号", &rows[0]]), ("第二批", &["姓名|身份证号", &rows[1], &rows[2]])];
    let path = bench.book("a.xlsx", &sheets);
    let told = |understood: &[Understood]| {
        understood.iter().filter(|one| matches!(one, Understood::SheetName(_))).count()
    };
    let report = bench.look(&path);
    let kind = || "township".to_owned();
    assert_eq!(
        asked(&report.questions),
        [(kind(), "第一批".into(), 1), (kind(), "第二批".into(), 2)],
        "{report:?}"
    );
    assert_eq!(told(&report.understood), 0, "{report:?}");
    let answered = Answers {
        townships: vec![("第一批".into(), "上都镇".into()), ("第二批".into(), "上都镇".into())],
        ..Answers::default()
    };
    let report = bench.try_import(&path, false, &answered).unwrap();
    assert_eq!((report.new, told(&report.understood)), (3, 0), "{report:?}");
    // Where nothing asks about it, its name is still told.
    let report = bench.try_import(&path, false, &Answers { must_fit: false, ..township("上都镇") }).unwrap();
    assert_eq!((report.new, told(&report.understood)), (3, 2), "{report:?}");
}

#[test]
fn the_command_tells_what_fits_nothing_and_what_to_do() {
    let program = Program::new();
    let file = program.folder().join("册.csv");
    std::fs::write(&file, format!("姓名,身份证号,苏木镇,类别\n{},{},上都镇,困难\n", NAMES[0], IDS[0]))
        .unwrap();
    let file = file.to_str().unwrap();
    for (answer, status, zh, en) in [
        (["--map", "Z=姓名"], 2, "没有「Z」这一列", "no column Z"),
        (["--map", "姓名=foo"], 2, "没有字段「foo」", "no field foo"),
        (["--sheet", "表"], 2, "没有工作表", "no sheets"),
        (["--label", "参站=困难退役军人"], 65, "没有类别写作「参站」", "names a label 参站"),
        (["--township", "桑根达来镇"], 65, "用不上", "fits none"),
        (["--complete-for", "foo"], 2, "没有「foo」", "no foo"),
    ] {
        let line = [&["import", file, "--dry-run"], &answer[..]].concat();
        let run = program.run(&line);
        assert!(run.status == status && run.err.contains(zh) && run.out.is_empty(), "{answer:?} {run:?}");
        let run = program.run(&[&line[..], &["--json", "--lang", "en"]].concat());
        assert!(run.status == status && run.err.contains(en) && run.out.is_empty(), "{answer:?} {run:?}");
    }
}

/// Somebody of a category whom neither the roster nor a rule puts into a group is in no list of whom to visit: that is told.
#[test]
fn newcomers_whom_nobody_is_to_visit_are_told() {
    let mut bench = Bench::new();
    let rows = [
        format!("{}|{}|上都镇|烈士遗属|", NAMES[0], IDS[0]),
        format!("{}|{}|上都镇|残疾军人|困难退役军人", NAMES[1], IDS[1]),
        format!("{}|{}|上都镇|残疾军人|", NAMES[2], IDS[2]),
        format!("{}|{}|上都镇|残疾军人|", NAMES[3], IDS[3]),
    ];
    let lines = ["姓名|身份证号|乡镇|优抚类别|慰问类别", &rows[0], &rows[1], &rows[2], &rows[3]];
    let path = bench.csv("a.csv", &lines);
    let told = |bench: &mut Bench| -> Vec<(String, u64)> {
        let report = bench.look(&path);
        let told = report.understood.iter().filter_map(|one| {
            let Understood::NoGroup { category, rows } = one else { return None };
            Some((category.to_string(), *rows))
        });
        told.collect()
    };
    assert_eq!(told(&mut bench), [("残疾军人".to_owned(), 2), ("烈士遗属".to_owned(), 1)]);
    let rule = RuleChange {
        group: "烈士遗属".into(),
        deed: RuleDeed::Hold(vec!["烈士遗属".into()], None),
        reason: "有规则".into(),
    };
    bench.store.commit(&Op::SetGroupRule(Box::new(rule)), &on("2024-02-02")).unwrap();
    assert_eq!(told(&mut bench), [("残疾军人".to_owned(), 2)]);
    bench.people(&path, &Answers::default());
    assert_eq!(told(&mut bench), [], "those who are registered are told by other lists");
}

/// A file without a header has none either where its columns are told by their letters, and one with a header keeps it.
#[test]
fn a_letter_makes_no_row_a_header() {
    let people: Vec<String> = (0..3).map(|at| format!("{}|{}|上都镇", NAMES[at], IDS[at])).collect();
    let bare: Vec<&str> = people.iter().map(String::as_str).collect();
    let titled: Vec<&str> = std::iter::once("名儿|证儿|乡镇").chain(bare.iter().copied()).collect();
    for told in [
        columns(&[("A", Some(Column::Name)), ("B", Some(Column::IdNumber))]),
        columns(&[("A", Some(Column::Name)), ("B", Some(Column::IdNumber)), ("C", Some(Column::Township))]),
    ] {
        for (name, lines) in [("bare.csv", &bare), ("titled.csv", &titled), ("bare.xlsx", &bare)] {
            let mut bench = Bench::new();
            let path = if std::path::Path::new(name).extension().is_some_and(|end| end == "csv") {
                bench.csv(name, lines)
            } else {
                bench.book(name, &[("名册", lines.as_slice())])
            };
            let report = bench.try_import(&path, false, &told).unwrap();
            assert_eq!((report.rows, report.new, report.refused_rows), (3, 3, 0), "{name} {report:?}");
        }
    }
}
