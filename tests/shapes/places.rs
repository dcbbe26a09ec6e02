//! Township and village out of every form in which rosters have them.

use muster::domain::roster_question::Answers;

use super::{Bench, IDS, NAMES, asked};

/// Every form of a township, under every kind of header, in every kind of file.
#[test]
fn every_form_of_a_township_is_read_under_every_header() {
    for (cell, place) in [
        ("上都镇", "上都镇 "),
        ("上都", "上都镇 "),
        ("152530100", "上都镇 "),
        ("152530100000", "上都镇 "),
        ("上都镇金莲川社区", "上都镇 金莲川社区"),
        ("上都镇人民政府", "上都镇 "),
        ("上都镇退役军人服务站", "上都镇 "),
        ("上都镇。", "上都镇 "),
        ("内蒙古自治区五一种畜场", "五一种畜场 "),
        ("黑城子示范区管委会", "黑城子示范区 "),
        ("内蒙古自治区锡林郭勒盟正蓝旗上都镇", "上都镇 "),
        ("锡林郭勒盟正蓝旗桑根达来镇敖包图嘎查", "桑根达来镇 敖包图嘎查"),
        ("内蒙古/锡林郭勒盟/正蓝旗/宝绍代苏木", "宝绍岱苏木 "),
        ("正蓝旗赛音胡都嘎苏木", "赛音呼都嘎苏木 "),
    ] {
        for header in [
            "苏木镇",
            "所属苏木镇（场）",
            "乡镇",
            "户籍所在乡镇",
            "所属行政区划",
            "行政区划代码",
            "所属服务站",
        ] {
            let mut bench = Bench::new();
            let row = format!("{}|{}|{cell}", NAMES[0], IDS[0]);
            let forms = bench.every_form(&[&format!("姓名|身份证号|{header}"), &row]);
            for path in &forms {
                let report = bench.look(path);
                assert_eq!(report.new, 1, "{cell} {header} {path:?} {report:?}");
            }
            let people = bench.people(&forms[0], &Answers::default());
            assert_eq!(people, [format!("{} 0117 {place}", NAMES[0])], "{cell} {header}");
        }
    }
}

/// Where no column tells, what stands around the rows does; and it is told.
#[test]
fn titles_names_of_sheets_and_files_tell_the_township() {
    let row = format!("1|{}|{}|", NAMES[0], IDS[0]);
    let table =
        |title: &'static str| vec![title.to_owned(), "序号|姓名|身份证号|备注".to_owned(), row.clone()];
    for (file, title, sheet, place) in [
        ("名册.xlsx", "正蓝旗上都镇金莲川社区退役军人花名册", "Sheet1", Some("上都镇 金莲川社区")),
        ("名册.xlsx", "2024年桑根达来镇慰问名册", "Sheet1", Some("桑根达来镇 ")),
        ("名册.xlsx", "慰问名册", "上都镇", Some("上都镇 ")),
        ("名册.xlsx", "慰问名册", "金莲川社区", Some("上都镇 金莲川社区")),
        ("哈毕日嘎镇优抚对象.xlsx", "慰问名册", "Sheet1", Some("哈毕日嘎镇 ")),
        ("2024年五一慰问.xlsx", "慰问名册", "Sheet1", None),
        ("名册.xlsx", "上都镇、桑根达来镇慰问名册", "Sheet1", None),
        ("名册.xlsx", "正蓝旗慰问名册", "Sheet1", None),
    ] {
        let mut bench = Bench::new();
        let lines = table(title);
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let path = bench.book(file, &[(sheet, &lines)]);
        let old = bench.book(file.trim_end_matches('x'), &[(sheet, &lines)]);
        let (report, of_old) = (bench.look(&path), bench.look(&old));
        assert_eq!(
            (&report.understood, &report.questions, report.new),
            (&of_old.understood, &of_old.questions, of_old.new)
        );
        match place {
            Some(place) => {
                assert!(!report.understood.is_empty(), "{file} {title} {sheet}");
                let people = bench.people(&path, &Answers::default());
                assert_eq!(people, [format!("{} 0117 {place}", NAMES[0])], "{file} {title} {sheet}");
            }
            None => assert_eq!(asked(&report.questions), [("township".into(), String::new(), 1)], "{title}"),
        }
    }
}

/// A unit that fills the list in is no place of its people: it is asked about, and stands first among the choices.
#[test]
fn who_fills_a_list_in_is_offered_and_not_believed() {
    let mut bench = Bench::new();
    let row = format!("1|{}|{}|500|", NAMES[0], IDS[0]);
    let lines = [
        "2024年春节慰问金发放表||||",
        "单位名称：|桑根达来镇退役军人服务站|||",
        "序号|姓名|身份证号|慰问金额（元）|领款人签字",
        &row,
    ];
    for path in bench.every_form(&lines) {
        let report = bench.look(&path);
        let [question] = &report.questions[..] else { panic!("{report:?}") };
        assert_eq!((&*question.value, question.rows, question.examples.as_slice()), ("", 1, &[4][..]));
        assert_eq!(question.choices.first().unwrap().as_str(), "桑根达来镇");
    }
    let path = bench.path("c.xlsx");
    let answer = Answers { township: Some("上都".into()), ..Answers::default() };
    assert_eq!(bench.people(&path, &answer), ["程小福 0117 上都镇 "]);
}

#[test]
fn one_village_has_one_name() {
    let mut bench = Bench::new();
    let lines: Vec<String> =
        ["金莲川社区", "金莲川", "金莲川社区居委会", "上都镇金莲川社区", "正蓝旗上都镇金莲川社区居民委员会"]
            .iter()
            .zip(NAMES.iter().zip(IDS))
            .map(|(village, (name, id))| format!("{name}|{id}|上都镇|{village}"))
            .collect();
    let lines: Vec<&str> =
        ["姓名|身份证号|乡镇|村"].into_iter().chain(lines.iter().map(String::as_str)).collect();
    let path = bench.csv("a.csv", &lines);
    let people = bench.people(&path, &Answers::default());
    assert!(people.len() == 5 && people.iter().all(|one| one.ends_with(" 上都镇 金莲川社区")), "{people:?}");
}

/// A township of the same name in another banner, county or city is not ours: it is asked about.
#[test]
fn a_township_of_another_banner_is_not_taken_for_ours() {
    for (cell, ours) in [
        ("锡林浩特市上都镇", false),
        ("多伦县上都镇", false),
        ("内蒙古自治区锡林郭勒盟正镶白旗桑根达来镇", false),
        ("正镶白旗桑根达来镇", false),
        ("正蓝旗上都镇", true),
        ("蓝旗上都镇", true),
        ("锡林郭勒盟正蓝旗桑根达来镇", true),
    ] {
        for header in ["苏木镇", "所属行政区划"] {
            let mut bench = Bench::new();
            let row = format!("{}|{}|{cell}", NAMES[0], IDS[0]);
            let report = bench.look(&bench.csv("a.csv", &[&format!("姓名|身份证号|{header}"), &row]));
            let want = if ours { (1, Vec::new()) } else { (0, vec![("township".into(), cell.into(), 1)]) };
            assert_eq!((report.new, asked(&report.questions)), want, "{cell} {header}");
        }
    }
}
