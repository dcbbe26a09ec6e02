//! Files as people keep them, where they lie beside the repository.

use std::path::PathBuf;

use muster::domain::roster_question::Answers;

use super::{Bench, asked};

/// A file of the cases; none where they are not there.
fn case(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/cases").join(name);
    path.is_file().then_some(path)
}

#[test]
fn rosters_come_in_as_a_clerk_expects() {
    for (name, answers, people) in [
        (
            "s03-cams-list-export.xlsx",
            Answers::default(),
            &["程某福 0117 桑根达来镇 敖包图嘎查 C在乡复员军人"][..],
        ),
        (
            "s08-dibao-filing.xlsx",
            Answers::default(),
            &["程某福 0117 上都镇 金莲川社区", "乌云其木格 0223 上都镇 金莲川社区"],
        ),
        ("s10-village-in-title.xlsx", Answers::default(), &["程某福 0117 上都镇 金莲川社区"]),
        (
            "s11-sheet-per-township.xlsx",
            Answers::default(),
            &["程某福 0117 上都镇 金莲川社区 C带病回乡退役军人"],
        ),
        ("s14-numbered-blank-lines.xlsx", Answers::default(), &["程某福 0117 上都镇 "]),
        (
            "s27-section-heads.xlsx",
            Answers::default(),
            &["程某福 0117 上都镇 金莲川社区 C在乡复员军人", "乌云其木格 0223 上都镇 金莲川社区 C烈士遗属"],
        ),
        (
            "s01-cams-demobilized.xlsx",
            Answers::default(),
            &[
                "程某福 0117 桑根达来镇  C在乡复员军人 G参加抗美援朝军人",
                "乌云其木格 0223 桑根达来镇  C在乡复员军人",
            ],
        ),
        (
            "s06-ykt-roster.xlsx",
            Answers { township: Some("桑根达来镇".into()), ..Answers::default() },
            &["程某福 0117 桑根达来镇 敖包图嘎查"],
        ),
        (
            "s19-sign-sheet.xlsx",
            Answers { township: Some("上都镇".into()), ..Answers::default() },
            &["程某福 0117 上都镇 "],
        ),
    ] {
        let Some(path) = case(&format!("rosters/{name}")) else { return };
        let mut bench = Bench::new();
        let found = bench.people(&path, &answers);
        assert_eq!(found.get(..people.len()).unwrap(), people, "{name}");
        let all = match name {
            "s10-village-in-title.xlsx" => 4,
            "s11-sheet-per-township.xlsx" => 6,
            _ => 3,
        };
        assert_eq!(found.len(), all, "{name} {found:?}");
    }
}

#[test]
fn what_rosters_leave_open_is_asked_once() {
    for (name, question) in
        [("s06-ykt-roster.xlsx", ("township", "", 3)), ("s19-sign-sheet.xlsx", ("township", "", 3))]
    {
        let Some(path) = case(&format!("rosters/{name}")) else { return };
        let mut bench = Bench::new();
        let report = bench.look(&path);
        let (kind, value, rows) = question;
        assert_eq!(
            asked(&report.questions),
            [(kind.to_owned(), value.to_owned(), rows)],
            "{name} {report:?}"
        );
    }
    let Some(path) = case("rosters/s24-cells.xlsx") else { return };
    let mut bench = Bench::new();
    let report = bench.look(&path);
    let words: Vec<String> =
        asked(&report.questions).into_iter().map(|(kind, word, _)| format!("{kind} {word}")).collect();
    assert_eq!(words, ["label 参战", "label 烈士子女", "label 三属", "label 现役军人家属"], "{report:?}");
}

#[test]
fn files_of_bug_reports_read_as_they_should() {
    for (name, new) in [("19-two-row-header-again.xlsx", 2), ("20-townships.xlsx", 3)] {
        let Some(path) = case(&format!("files/{name}")) else { return };
        let mut bench = Bench::new();
        let report = bench.look(&path);
        assert_eq!((report.new, report.refused_rows), (new, 0), "{name} {report:?}");
    }
}
