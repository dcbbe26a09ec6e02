//! Several sheets in a workbook, and heads between the rows.

use muster::domain::roster::Fault;
use muster::domain::roster_question::{Answers, Understood};

use super::{Bench, IDS, NAMES, asked};

/// Workbooks of today and of Office 97.
const BOOKS: [&str; 2] = ["a.xlsx", "a.xls"];

fn row(n: usize, more: &str) -> String {
    format!("{}|{}{more}", NAMES[n], IDS[n])
}

#[test]
fn every_sheet_with_a_header_is_read_and_the_others_are_told() {
    for file in BOOKS {
        sheets_are_read(file);
    }
}

fn sheets_are_read(file: &str) {
    let mut bench = Bench::new();
    let rows: Vec<String> = (0..4).map(|n| row(n, "|金莲川社区")).collect();
    let head = "姓名|身份证号|社区";
    let path = bench.book(
        file,
        &[
            ("说明", &["填写说明"]),
            ("上都镇", &["名册", head, &rows[0], &rows[1]]),
            ("汇总", &["乡镇|户数|金额", "上都镇|2|300"]),
            ("桑根达来镇", &[head, &rows[2]]),
            ("五一种畜场 烈属", &["身份证号|姓名|电话", &format!("{}|{}|13804710001", IDS[3], NAMES[3])]),
        ],
    );
    let report = bench.look(&path);
    assert_eq!((report.rows, report.new), (4, 4), "{report:?}");
    assert_eq!(report.other_sheets, ["说明".into(), "汇总".into()]);
    assert_eq!(
        bench.people(&path, &Answers::default()),
        [
            "程小福 0117 上都镇 金莲川社区",
            "乌云其木格 0223 上都镇 金莲川社区",
            "呼日查巴特尔 0338 桑根达来镇 金莲川社区",
            "单国强 0150 五一种畜场  C烈士遗属",
        ]
    );
    // A second time, behind a check pass, everybody is there already.
    let again = bench.try_import(&path, true, &Answers::default()).unwrap();
    assert_eq!((again.new, again.changed, again.unchanged), (0, 0, 4));
}

#[test]
fn faults_name_their_sheet_and_so_does_who_stands_twice() {
    for file in BOOKS {
        faults_name_their_sheet(file);
    }
}

fn faults_name_their_sheet(file: &str) {
    let mut bench = Bench::new();
    let (good, bad) = (row(0, ""), format!("{}|15259919490212022", NAMES[1]));
    let path = bench.book(
        file,
        &[("上都镇", &["姓名|身份证号", &good]), ("桑根达来镇", &["姓名|身份证号", &bad, &good])],
    );
    let report = bench.look(&path);
    let told: Vec<(u64, String)> =
        report.refused.iter().map(|fault| (fault.row, fault.header.to_string())).collect();
    assert_eq!(told, [(2, "桑根达来镇!身份证号".into()), (3, "桑根达来镇!身份证号".into())], "{report:?}");
    let Fault::DuplicateId(first) = report.refused[1].fault else { panic!("{report:?}") };
    assert_eq!(muster::domain::roster_row::sheet_and_row(first), (1, 2));
    let text = muster::lang::cells::fault(muster::lang::Lang::Zh, &report.refused[1].fault);
    assert!(text.contains("第 1 张表第 2 行"), "{text}");
}

#[test]
fn sheets_of_the_gone_are_asked_about_and_named_ones_read_alone() {
    for file in BOOKS {
        sheets_of_the_gone(file);
    }
}

fn sheets_of_the_gone(file: &str) {
    let mut bench = Bench::new();
    let rows: Vec<String> = (0..2).map(|n| row(n, "|上都镇")).collect();
    let head = "姓名|身份证号|乡镇";
    let path = bench.book(file, &[("在册", &[head, &rows[0]]), ("死亡注销", &[head, &rows[1]])]);
    let report = bench.look(&path);
    assert_eq!(asked(&report.questions), [("sheet".into(), "死亡注销".into(), 1)]);
    let only = Answers { sheets: vec!["在册".into()], ..Answers::default() };
    let report = bench.try_import(&path, false, &only).unwrap();
    assert_eq!((report.new, report.questions.len()), (1, 0));
    assert_eq!(report.other_sheets, ["死亡注销".into()]);
    assert_eq!(bench.people(&path, &only), ["程小福 0117 上都镇 "]);
    let wrong = Answers { sheets: vec!["没有".into()], ..Answers::default() };
    assert!(bench.try_import(&path, false, &wrong).is_err());
}

#[test]
fn heads_between_the_rows_hold_for_those_below() {
    let mut bench = Bench::new();
    let rows: Vec<String> = (0..5).map(|n| format!("{n}|{}", row(n, ""))).collect();
    let lines = [
        "优抚对象花名册||",
        "序号|姓名|身份证号",
        "（一）上都镇||",
        "一、烈士遗属（2人）||",
        &rows[0],
        &rows[1],
        "小计|2人|",
        "二、七级残疾军人||",
        &rows[2],
        "（二）桑根达来镇敖包图嘎查||",
        "一、困难退役军人 1人||",
        &rows[3],
        "三、其他人员||",
        &rows[4],
        "合计|5人|",
    ];
    for path in bench.every_form(&lines) {
        let report = bench.look(&path);
        assert_eq!((report.rows, report.new, report.refused_rows), (5, 5, 0), "{path:?} {report:?}");
        let head = report
            .understood
            .iter()
            .any(|one| matches!(one, Understood::Head { row: 13, text } if &**text == "三、其他人员"));
        assert!(head, "{report:?}");
    }
    let path = bench.path("c.xlsx");
    assert_eq!(
        bench.people(&path, &Answers::default()),
        [
            "程小福 0117 上都镇  C烈士遗属",
            "乌云其木格 0223 上都镇  C烈士遗属",
            "呼日查巴特尔 0338 上都镇  C残疾军人",
            "单国强 0150 桑根达来镇 敖包图嘎查 G困难退役军人",
            "吕建国 0175 桑根达来镇 敖包图嘎查",
        ]
    );
}

/// Whose name says neither a place nor a label is asked about for itself where its rows tell no township, and told by
/// that alone.
#[test]
fn a_sheet_whose_name_says_nothing_is_asked_about_alone() {
    for file in BOOKS {
        let mut bench = Bench::new();
        let rows: Vec<String> = (0..4).map(|n| row(n, "")).collect();
        let head = "姓名|身份证号";
        let path = bench.book(
            file,
            &[
                ("上都镇", &[head, &rows[0]]),
                ("桑镇", &[head, &rows[1]]),
                ("哈镇", &[head, &rows[2]]),
                ("Sheet4", &[head, &rows[3]]),
            ],
        );
        let report = bench.look(&path);
        let township = |word: &str| ("township".to_owned(), word.to_owned(), 1);
        assert_eq!(asked(&report.questions), [township("桑镇"), township("哈镇"), township("")], "{file}");
        let told = |one: &Understood| matches!(one, Understood::SheetName(_));
        assert!(!report.understood.iter().any(told), "{report:?}");
        let answers = Answers {
            townships: vec![("桑镇".into(), "桑根达来镇".into()), ("哈镇".into(), "哈毕日嘎镇".into())],
            township: Some("五一种畜场".into()),
            ..Answers::default()
        };
        let places = ["上都镇 ", "桑根达来镇 ", "哈毕日嘎镇 ", "五一种畜场 "];
        let want: Vec<String> =
            (0..4).map(|n| format!("{} {} {}", NAMES[n], &IDS[n][14..], places[n])).collect();
        assert_eq!(bench.people(&path, &answers), want, "{file}");
        // The name of a sheet is no word of other rosters.
        assert_eq!(bench.store.kept_answers().unwrap().iter().filter(|one| !one.word.is_empty()).count(), 0);
    }
}

/// A village that the register does not know is a head below its township, and never a person.
#[test]
fn villages_and_groups_between_the_rows_are_nobody() {
    let bench = Bench::new();
    let rows: Vec<String> = (0..4).map(|n| row(n, "|残疾军人")).collect();
    let lines = [
        "姓名|身份证号|类别",
        "桑根达来镇",
        &rows[0],
        "敖包图嘎查",
        &rows[1],
        "一组",
        &rows[2],
        "新增人员",
        "白音村",
        &rows[3],
    ];
    for path in bench.every_form(&lines) {
        let mut bench = Bench::new();
        let report = bench.look(&path);
        let odd = report.understood.iter().filter(|one| matches!(one, Understood::Head { .. })).count();
        assert_eq!((report.rows, odd), (4, 2), "{report:?}");
        let places = ["", "敖包图嘎查", "敖包图嘎查", "白音村"];
        let want: Vec<String> = (0..4)
            .map(|n| format!("{} {} 桑根达来镇 {} C残疾军人", NAMES[n], &IDS[n][14..], places[n]))
            .collect();
        assert_eq!(bench.people(&path, &Answers::default()), want, "{}", path.display());
    }
}
