//! One human on two sheets, or under two heads: the categories come together, and only what contradicts is refused; who is new
//! is told before anything is written, and a sheet that was left out once stays out.

use super::{Bench, IDS, NAMES, asked};
use muster::domain::roster::{Column, Fault, ImportReport};
use muster::domain::roster_question::{Answers, NO_ANSWERS, Understood};

const HEAD: &str = "姓名|身份证号|苏木镇|嘎查村|联系电话|备注";

fn person(n: usize, more: &str) -> String {
    format!("{}|{}|上都镇|金莲川社区|{more}", NAMES[n], IDS[n])
}

fn told(report: &ImportReport) -> Vec<(u64, Column, Fault)> {
    let all = report.refused.iter().chain(&report.warned);
    all.map(|fault| (fault.row, fault.column, fault.fault.clone())).collect()
}

fn is_join(fault: &Fault) -> bool {
    matches!(fault, Fault::JoinsRow(_))
}

#[test]
fn sheets_of_categories_that_name_one_person_give_both() {
    for file in ["名册.xlsx", "名册.xls"] {
        let mut bench = Bench::new();
        let rows = [person(0, "13804710001|甲"), person(1, "|"), person(0, "13804710001|乙"), person(2, "|")];
        let path = bench.book(
            file,
            &[("残疾军人", &[HEAD, &rows[0], &rows[1]]), ("烈士遗属", &[HEAD, &rows[2], &rows[3]])],
        );
        let look = bench.look(&path);
        assert_eq!((look.new, look.changed, look.refused_rows), (3, 1, 0), "{:?}", told(&look));
        assert_eq!(look.warned.iter().filter(|one| is_join(&one.fault)).count(), 1);
        // Who is new is told, by name and place, and what the second row adds.
        let new: Vec<&str> = look.newcomers.iter().map(|one| one.whom.name.as_str()).collect();
        assert_eq!(new, [NAMES[0], NAMES[1], NAMES[2]]);
        assert_eq!(look.newcomers[0].place, ["上都镇".into(), "金莲川社区".into()]);
        assert_eq!(look.changes.len(), 1, "{:?}", look.changes);
        let people = bench.people(&path, &NO_ANSWERS);
        assert_eq!(
            people,
            [
                "程小福 0117 上都镇 金莲川社区 C残疾军人+烈士遗属",
                "乌云其木格 0223 上都镇 金莲川社区 C残疾军人",
                "呼日查巴特尔 0338 上都镇 金莲川社区 C烈士遗属"
            ]
        );
        let note: String = rusqlite::Connection::open(bench.store.path())
            .unwrap()
            .query_row("SELECT note FROM recipient WHERE name = ?1", [NAMES[0]], |row| row.get(0))
            .unwrap();
        assert_eq!(note, "甲；乙");
        // The same file once more says nothing new, and neither does a dry run of it.
        for write in [false, true] {
            let again = bench.try_import(&path, write, &NO_ANSWERS).unwrap();
            assert_eq!(
                (again.new, again.changed, again.refused_rows),
                (0, 0, 0),
                "{file} {:?}",
                told(&again)
            );
        }
        assert!(bench.store.check().unwrap().is_empty());
    }
}

#[test]
fn a_second_row_behind_a_check_goes_in_too_and_what_contradicts_is_refused() {
    let mut bench = Bench::new();
    let known = bench.csv("known.csv", &[HEAD, &person(3, "|")]);
    bench.people(&known, &NO_ANSWERS);
    let heads = |second: &str| {
        let lines = [HEAD, "一、残疾军人", &person(0, "13804710001|"), "二、烈士遗属", second];
        lines.map(str::to_owned)
    };
    let mut look = |lines: &[String], write: bool| {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let path = bench.csv("a.csv", &lines);
        bench.try_import(&path, write, &NO_ANSWERS).unwrap()
    };
    // Another village, another name, or the same head twice.
    let moved = person(0, "|").replace("金莲川社区", "老街社区");
    let report = look(&heads(&moved), false);
    assert_eq!(
        told(&report),
        [(5, Column::IdNumber, Fault::DuplicateId(3)), (5, Column::Village, Fault::AgainstRow(3))]
    );
    let renamed = person(0, "|").replace(NAMES[0], "程大福");
    assert_eq!(told(&look(&heads(&renamed), false))[0].2, Fault::DuplicateId(3));
    let twice = [HEAD, "一、残疾军人", &person(0, "|"), &person(0, "|")].map(str::to_owned);
    assert_eq!(told(&look(&twice, false)), [(4, Column::IdNumber, Fault::DuplicateId(3))]);
    // Another phone is told, and the first is kept.
    let other = heads(&person(0, "13804719999|"));
    for write in [false, true] {
        let report = look(&other, write);
        assert_eq!((report.new, report.changed, report.refused_rows, report.written), (1, 1, 0, write));
        let faults: Vec<Fault> = told(&report).into_iter().map(|(.., fault)| fault).collect();
        assert!(faults.contains(&Fault::JoinsRow(3)) && faults.contains(&Fault::KeptOfRow(3)), "{faults:?}");
    }
    assert_eq!(bench.everybody()[1], "程小福 0117 上都镇 金莲川社区 C残疾军人+烈士遗属");
    // Of somebody who is registered the first row may say nothing new: what the second one says otherwise is left out all the same.
    let (first, second) = (person(3, "13804710003|甲"), person(3, "13804719999|乙"));
    let path = bench.csv("one.csv", &[HEAD, "一、残疾军人", &first]);
    bench.people(&path, &NO_ANSWERS);
    let path = bench.csv("two.csv", &[HEAD, "一、残疾军人", &first, "二、烈士遗属", &second]);
    let report = bench.try_import(&path, true, &NO_ANSWERS).unwrap();
    assert_eq!((report.unchanged, report.changed, report.written), (1, 1, true));
    let plain = rusqlite::Connection::open(bench.store.path()).unwrap();
    let kept: (String, String) = plain
        .query_row("SELECT phone, note FROM recipient WHERE name = ?1", [NAMES[3]], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    assert_eq!(kept, ("13804710003".to_owned(), "甲；乙".to_owned()));
    assert!(bench.store.check().unwrap().is_empty());
}

#[test]
fn many_who_stand_twice_come_together_in_a_large_import_too() {
    let mut bench = Bench::new();
    let signs: Vec<char> = "宝音德格吉日木图娜仁花苏和毅勇".chars().collect();
    let person = |n: usize| {
        let birth = format!("{}0{}1{}", 1940 + n % 40, 1 + n % 9, n % 10);
        let order = u32::try_from(n / 3).unwrap();
        format!(
            "宝音{}{}|{}|上都镇|",
            signs[n % 15],
            signs[n / 15 % 15],
            crate::exporting::id_number(&birth, order)
        )
    };
    let people: Vec<String> = (0..2_300).map(person).collect();
    let head = "姓名|身份证号|苏木镇|嘎查村";
    let mut lines = vec![head, "一、残疾军人"];
    lines.extend(people.iter().map(String::as_str));
    lines.push("二、烈士遗属");
    lines.extend(people.iter().skip(2_200).map(String::as_str));
    let path = bench.csv("many.csv", &lines);
    let look = bench.look(&path);
    assert_eq!((look.new, look.changed, look.refused_rows), (2_300, 100, 0), "{:?}", look.refused.first());
    let report = bench.try_import(&path, true, &NO_ANSWERS).unwrap();
    assert_eq!((report.new, report.changed, report.written), (2_300, 100, true));
    let both = bench.everybody().iter().filter(|one| one.ends_with("C残疾军人+烈士遗属")).count();
    assert_eq!(both, 100);
    assert!(bench.store.check().unwrap().is_empty());
}

#[test]
fn a_sheet_that_was_left_out_or_read_once_is_not_asked_about_again() {
    for reads in [false, true] {
        let mut bench = Bench::new();
        let rows: Vec<String> = (0..4).map(|n| person(n, "|")).collect();
        let book = |bench: &Bench, name: &str, at: usize| {
            bench.book(name, &[("停发人员", &[HEAD, &rows[at]]), ("在册", &[HEAD, &rows[at + 1]])])
        };
        let first = book(&bench, "一月.xlsx", 0);
        assert_eq!(asked(&bench.look(&first).questions), [("sheet".into(), "停发人员".into(), 1)]);
        let answers = Answers { told_sheets: vec![("停发人员".into(), reads)], ..Answers::default() };
        assert!(bench.try_import(&first, true, &answers).unwrap().written);
        let second = book(&bench, "二月.xlsx", 2);
        let look = bench.look(&second);
        assert_eq!((look.questions.len(), look.rows), (0, 1 + u64::from(reads)));
        assert!(look.understood.contains(&Understood::KeptSheet("停发人员".into(), reads)), "{look:?}");
        // Named, it is read all the same; alone it is a list of those who are gone.
        let named = Answers { sheets: vec!["停发人员".into()], ..Answers::default() };
        assert_eq!(bench.try_import(&second, false, &named).unwrap().rows, 1);
        let only = bench.book("三月.xlsx", &[("停发人员", &[HEAD, &rows[3]])]);
        assert_eq!(bench.look(&only).rows, 1);
    }
}

#[test]
fn a_person_over_several_merged_rows_holds_the_category_of_each() {
    let mut bench = Bench::new();
    let path = bench.path("merged.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("上都镇").unwrap();
    let plain = rust_xlsxwriter::Format::new();
    for (column, title) in (0u16..).zip(["姓名", "身份证号", "优抚类别"]) {
        sheet.write(0, column, title).unwrap();
    }
    sheet.merge_range(1, 0, 2, 0, NAMES[0], &plain).unwrap();
    sheet.merge_range(1, 1, 2, 1, IDS[0], &plain).unwrap();
    sheet.write(1, 2, "残疾军人").unwrap().write(2, 2, "烈士遗属").unwrap();
    sheet.write(3, 0, NAMES[1]).unwrap().write(3, 1, IDS[1]).unwrap().write(3, 2, "烈士遗属").unwrap();
    book.save(&path).unwrap();
    let people = bench.people(&path, &NO_ANSWERS);
    assert_eq!(people, ["程小福 0117 上都镇  C残疾军人+烈士遗属", "乌云其木格 0223 上都镇  C烈士遗属"]);
    // A name over two rows with a number in each: whose the second is nobody can tell. Nor whose a category alone is.
    let path = bench.path("two.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("上都镇").unwrap();
    for (column, title) in (0u16..).zip(["姓名", "身份证号", "优抚类别"]) {
        sheet.write(0, column, title).unwrap();
    }
    sheet.merge_range(1, 0, 2, 0, NAMES[2], &plain).unwrap();
    sheet.write(1, 1, IDS[2]).unwrap().write(2, 1, IDS[3]).unwrap().write(3, 2, "烈士遗属").unwrap();
    book.save(&path).unwrap();
    let report = bench.look(&path);
    assert_eq!(told(&report), [(3, Column::Name, Fault::NoName), (4, Column::Name, Fault::NoName)]);
}

/// Two tables one below the other: the title of the second says what its people are, and the first one's no longer holds.
#[test]
fn another_title_between_the_rows_ends_what_the_first_one_said() {
    let mut bench = Bench::new();
    let rows: Vec<String> = (0..4).map(|n| format!("{}|{}", NAMES[n], IDS[n])).collect();
    for (second, label, place) in [
        ("上都镇烈士遗属名册", " C烈士遗属", "上都镇"),
        ("桑根达来镇烈士遗属花名册", " C烈士遗属", "桑根达来镇"),
        ("上都镇三属人员名册", "", "上都镇"),
        ("上都镇伤残军人名册（续）", " C残疾军人", "上都镇"),
    ] {
        let head = "姓名|身份证号";
        let lines = [
            "上都镇伤残军人名册|",
            head,
            &rows[0],
            &rows[1],
            "|",
            &format!("{second}|"),
            head,
            &rows[2],
            &rows[3],
            "2024年1月30日|",
        ];
        let lines = lines.map(str::to_owned);
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        for path in bench.every_form(&lines) {
            let report = bench.look(&path);
            assert_eq!(
                (report.rows, report.new, report.refused_rows),
                (4, 4, 0),
                "{second} {:?}",
                told(&report)
            );
            let labels: Vec<Vec<String>> = report
                .newcomers
                .iter()
                .map(|one| one.labels.iter().map(ToString::to_string).collect())
                .collect();
            let label: Vec<&str> = label.split(" C").filter(|one| !one.is_empty()).collect();
            assert_eq!(labels, [vec!["残疾军人"], vec!["残疾军人"], label.clone(), label], "{second}");
            assert_eq!(report.newcomers[2].place[0], place.into(), "{second}");
        }
    }
}
