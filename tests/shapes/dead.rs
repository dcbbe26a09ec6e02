//! Protects what a list of the dead does: it records deaths of people who are known by number and name, tells of whoever may
//! be meant, and adds nobody.

use super::{Bench, IDS, NAMES};
use crate::support::register::day;
use muster::domain::recipient::Life;
use muster::domain::roster::ImportReport;
use muster::domain::roster_question::NO_ANSWERS;

fn fates(report: &ImportReport) -> Vec<&'static str> {
    assert!(report.questions.is_empty() && report.refused.is_empty(), "{report:?}");
    assert_eq!(report.dead_rows, report.deaths.len() as u64);
    report.deaths.iter().map(|one| one.fate.code()).collect()
}

fn five(bench: &mut Bench) {
    let rows: Vec<String> =
        (0..5).map(|at| format!("{}|{}|上都镇|金莲川社区|烈士遗属", NAMES[at], IDS[at])).collect();
    let mut lines = vec!["姓名|身份证号|苏木镇|嘎查村|优抚类别"];
    lines.extend(rows.iter().map(String::as_str));
    lines.push("白音||上都镇|新城社区|烈士遗属");
    let path = bench.csv("first.csv", &lines);
    assert!(bench.try_import(&path, true, &NO_ANSWERS).unwrap().written);
}

#[test]
fn deaths_are_set_by_number_and_name_and_nobody_is_added() {
    let mut bench = Bench::new();
    five(&mut bench);
    let before = bench.everybody();
    let row =
        |at: usize, died: &str| format!("1|{}|男|{}|正蓝旗上都镇|{died}|2024-01-09", NAMES[at], IDS[at]);
    let list = [
        "正蓝旗殡仪馆遗体火化登记表".to_owned(),
        "序号|死者姓名|性别|死者身份证号|住址|去世日期|火化日期".to_owned(),
        row(0, "2024-01-05"),
        row(1, "2024.1.6"),
        row(2, ""),
        row(0, "2024-01-05"),
        "2|某路人|男|152599194305070125|别旗|2024-01-07|".to_owned(),
        format!("3|{}||152599195203010151||2024-01-07|", NAMES[3]),
        format!("4|某人||{}||2024-01-07|", IDS[4]),
        "5|白音|||上都镇新城社区|2024-01-07|".to_owned(),
        "6|程小福|||别旗|2024-01-07|".to_owned(),
        format!("7|{}||{}||2025-01-07|", NAMES[4], IDS[4]),
    ];
    let lines: Vec<&str> = list.iter().map(String::as_str).collect();
    let path = bench.book("dead.xlsx", &[("Sheet1", &lines)]);
    let want = [
        "sets",
        "sets",
        "sets_day_of_cremation",
        "again",
        "not_registered",
        "perhaps",
        "other_name",
        "perhaps",
        "not_registered",
        "holds",
    ];
    let report = bench.look(&path);
    assert_eq!((fates(&report), report.new, report.changed), (want.to_vec(), 0, 4));
    let report = bench.try_import(&path, true, &NO_ANSWERS).unwrap();
    assert!(report.written);
    assert_eq!(bench.everybody(), before);
    let died = |bench: &Bench, name: &str| {
        let id = bench.store.resolve(name).unwrap();
        match bench.store.recipient(id).unwrap().life {
            Life::Dead(on) => Some(on),
            Life::Alive => None,
        }
    };
    assert_eq!(died(&bench, NAMES[0]), Some(day("2024-01-05")));
    assert_eq!(died(&bench, NAMES[2]), Some(day("2024-01-09")));
    assert_eq!((died(&bench, NAMES[3]), died(&bench, "白音")), (None, None));
    assert_eq!(bench.store.check().unwrap(), Vec::new());
    // Once more, and another day for one of them.
    let other: Vec<String> = list.iter().map(|line| line.replace("2024.1.6", "2024-01-04")).collect();
    let lines: Vec<&str> = other.iter().map(String::as_str).collect();
    let path = bench.csv("dead.csv", &lines);
    let report = bench.look(&path);
    assert_eq!(fates(&report)[..3], ["known", "other_day", "known"]);
    assert_eq!(report.changed, 0);
}

/// A list of the gone adds nobody, whatever its title and columns; whoever is registered and told without a day is held
/// back.
#[test]
fn lists_of_the_gone_add_nobody_and_hold_back_whom_they_name() {
    let mut bench = Bench::new();
    five(&mut bench);
    let known = |more: &str| format!("{}|{}|上都镇{more}", NAMES[0], IDS[0]);
    let stranger = |more: &str| format!("路人|152599195002020037|上都镇{more}");
    for (file, title, head, more) in [
        ("死亡人员.csv", None, "姓名|身份证号|苏木镇|慰问类别", "|困难退役军人"),
        ("2024死亡.csv", None, "姓名|身份证号|苏木镇", ""),
        ("a.csv", Some("2024年1月上都镇死亡优抚对象花名册"), "姓名|身份证号|苏木镇|优抚类别", "|残疾军人"),
        ("a.csv", Some("上都镇丧葬补助金发放表"), "死亡人姓名|身份证号|苏木镇", ""),
        (
            "a.csv",
            Some("上都镇户口注销人员名单"),
            "姓名|身份证号|苏木镇|注销原因|注销日期",
            "|死亡|2024-01-05",
        ),
        ("a.csv", Some("上都镇停发优抚待遇人员名单"), "姓名|身份证号|苏木镇|停发原因", "|死亡"),
        ("a.csv", Some("上都镇优抚对象减员表"), "姓名|身份证号|苏木镇", ""),
        ("a.csv", Some("2024年1月死亡人员名单"), "姓名|身份证号|住址|去世日期", "|2024年1月"),
        ("a.csv", Some("2024年1月死亡人员名单"), "姓名|身份证号|住址|去世日期", "|不详"),
        ("a.csv", Some("2024年1月死亡人员名单"), "姓名|身份证号|住址", ""),
    ] {
        let rows = [known(more), stranger(more)];
        let mut lines: Vec<&str> = title.into_iter().collect();
        lines.extend([head, &rows[0], &rows[1]]);
        let path = bench.csv(file, &lines);
        let report = bench.look(&path);
        assert_eq!((fates(&report), report.new), (vec!["holds", "not_registered"], 0), "{title:?} {head}");
    }
    let book = bench.book(
        "b.xlsx",
        &[("注销人员", &["上都镇优抚对象", "姓名|身份证号|苏木镇", &known(""), &stranger("")])],
    );
    assert_eq!(fates(&bench.look(&book)), ["holds", "not_registered"]);
    let report = bench.try_import(&book, true, &NO_ANSWERS).unwrap();
    assert!(report.written && report.changed == 1);
    let id = bench.store.resolve(NAMES[0]).unwrap();
    let card = bench.store.recipient(id).unwrap();
    assert!(matches!(card.residence, muster::domain::recipient::Residence::Suspended(_)), "{card:?}");
    // Once more: he is held back already.
    assert_eq!(fates(&bench.look(&book)), ["no_day", "not_registered"]);
    assert_eq!(bench.store.check().unwrap(), Vec::new());
}

/// Where the family stands beside the dead, the dead are whom a list of them is about.
#[test]
fn the_family_beside_the_dead_is_not_taken_for_them() {
    let mut bench = Bench::new();
    five(&mut bench);
    let row = format!("1|{}|男|81|{}|程小|13804710001|2024-01-05", NAMES[0], IDS[0]);
    let lines = ["正蓝旗殡仪馆火化登记", "序号|逝者姓名|性别|年龄|身份证号|家属姓名|家属电话|火化时间", &row];
    let path = bench.csv("a.csv", &lines);
    let report = bench.look(&path);
    assert_eq!((fates(&report), &*report.deaths[0].whom.name), (vec!["sets_day_of_cremation"], NAMES[0]));
}

#[test]
fn such_a_list_is_known_by_its_columns_or_its_title_and_a_roster_of_families_is_none() {
    for (lines, is) in [
        (&["姓名|身份证号|死亡时间", "某甲|152599194305070117|2024-01-01"][..], true),
        (&["2024年死亡人员名单", "姓名|身份证号", "某甲|152599194305070117"], true),
        (&["姓名|身份证号|苏木镇|优抚类别|去世日期", "某甲|152599194305070117|上都镇|烈士遗属|"], false),
        (
            &[
                "烈士遗属名单",
                "姓名|身份证号|苏木镇|烈士姓名|牺牲时间",
                "某甲|152599194305070117|上都镇|某乙|1950",
            ],
            false,
        ),
    ] {
        let mut bench = Bench::new();
        let path = bench.csv("a.csv", lines);
        let report = bench.look(&path);
        assert_eq!((report.dead_rows > 0, report.new), (is, u64::from(!is)), "{lines:?} {report:?}");
    }
}

/// A roster of the living with a column for the day of a death is no list of the dead: whoever has a day there is held back.
#[test]
fn a_roster_with_a_column_for_deaths_adds_people() {
    let bench = Bench::new();
    let rows = [
        format!("{}|{}|上都镇|是|", NAMES[0], IDS[0]),
        format!("{}|{}|上都镇|否|2023-05-01", NAMES[1], IDS[1]),
        format!("{}|{}|上都镇|是|无", NAMES[2], IDS[2]),
    ];
    for path in bench.every_form(&["姓名|身份证号|乡镇|是否健在|死亡时间", &rows[0], &rows[1], &rows[2]])
    {
        let mut bench = Bench::new();
        let report = bench.look(&path);
        assert_eq!((report.new, report.dead_rows), (3, 0), "{report:?}");
        let held: Vec<u64> = report.warned.iter().map(|one| one.row).collect();
        assert_eq!(held, [3], "{report:?}");
    }
}

/// A list that says neither where they lived nor when they were born may mean whoever bears the name.
#[test]
fn a_namesake_is_told_where_the_list_says_no_place() {
    let mut bench = Bench::new();
    five(&mut bench);
    let lines = ["死亡人员名单", "姓名|性别|去世日期", "程小福|男|2024-01-05", "某路人|男|2024-01-05"];
    let path = bench.csv("dead.csv", &lines);
    let report = bench.look(&path);
    assert_eq!((fates(&report), report.changed), (vec!["perhaps", "not_registered"], 0));
}

/// A roster in which many have died is no list of the dead for those who have no day of death.
#[test]
fn the_living_of_a_roster_with_days_of_death_stay_and_are_taken() {
    let mut bench = Bench::new();
    let row = |at: usize, died: &str| format!("{}|{}|上都镇|{died}", NAMES[at], IDS[at]);
    let lines = [
        "上都镇抗美援朝老战士花名册".to_owned(),
        "姓名|身份证号|苏木镇|去世时间".to_owned(),
        row(0, "2023-05-01"),
        row(1, "2023-06-01"),
        row(2, "2023-07-01"),
        row(3, ""),
        row(4, ""),
    ];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let path = bench.csv("roster.csv", &lines);
    let report = bench.try_import(&path, true, &NO_ANSWERS).unwrap();
    assert_eq!((report.written, report.new, report.dead_rows), (true, 2, 3), "{report:?}");
    assert!(bench.everybody().iter().all(|one| one.contains("单国强") || one.contains("吕建国")));
}
