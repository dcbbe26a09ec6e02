//! Whose a row is: the cell of a name that names a relative, a village that is another township's, heads with units below them.

use super::{Bench, IDS, NAMES};
use muster::domain::roster::{Column, Fault, ImportReport};
use muster::domain::roster_question::NO_ANSWERS;

fn told(report: &ImportReport) -> Vec<(u64, Column, Fault)> {
    let all = report.refused.iter().chain(&report.warned);
    all.map(|fault| (fault.row, fault.column, fault.fault.clone())).collect()
}

#[test]
fn a_number_beside_the_name_of_somebodys_relative_is_nobodys_until_that_is_clear() {
    let mut bench = Bench::new();
    let cells = [
        "程小福（妻）",
        "单国强之妻",
        "吕建国（子 吕小军）",
        "乌云其木格（遗孀）",
        "查玉兰（女）",
        "程小福（父亲烈士）",
    ];
    for (cell, kin) in cells.into_iter().zip([Some("妻"), Some("之妻"), Some("子"), None, None, None]) {
        let row = format!("{cell}|{}|上都镇", IDS[0]);
        for path in bench.every_form(&["姓名|身份证号|苏木镇", &row]) {
            let report = bench.look(&path);
            let word = report.refused.iter().find_map(|one| {
                if let Fault::KinInName(word) = &one.fault { Some(word.to_string()) } else { None }
            });
            assert_eq!(word.as_deref(), kin, "{cell} {:?}", told(&report));
            assert_eq!(report.new, u64::from(kin.is_none()), "{cell}");
        }
    }
    // Without a number nothing is mixed up, and it is told as any remark.
    let path = bench.csv("a.csv", &["姓名|电话|苏木镇", "程小福（妻）|13804710001|上都镇"]);
    assert_eq!(bench.look(&path).new, 1);
}

#[test]
fn a_village_of_another_township_is_refused_and_a_group_behind_one_goes_to_the_address() {
    let mut bench = Bench::new();
    let known = format!("{}|{}|上都镇|金莲川社区|", NAMES[4], IDS[4]);
    let head = "姓名|身份证号|苏木镇|嘎查村|住址";
    let path = bench.csv("known.csv", &[head, &known]);
    bench.people(&path, &NO_ANSWERS);
    let row = |n: usize, village: &str, address: &str| {
        format!("{}|{}|上都镇|{village}|{address}", NAMES[n], IDS[n])
    };
    let other = row(0, "桑根达来镇敖包图嘎查", "");
    let path = bench.csv("a.csv", &[head, &other]);
    let report = bench.look(&path);
    assert_eq!(told(&report), [(2, Column::Village, Fault::VillageElsewhere("桑根达来镇".into()))]);
    let lines = [row(0, "金莲川社区一组", "5号"), row(1, "上都镇金莲川3队", ""), row(2, "金莲川社区", "2组")];
    let path = bench.csv("b.csv", &[head, &lines[0], &lines[1], &lines[2]]);
    let people = bench.people(&path, &NO_ANSWERS);
    assert!(people.iter().all(|one| one.contains("上都镇 金莲川社区")), "{people:?}");
    let plain = rusqlite::Connection::open(bench.store.path()).unwrap();
    let mut statement =
        plain.prepare("SELECT coalesce(address, '') FROM recipient ORDER BY local_id").unwrap();
    let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let addresses: Vec<String> = rows.map(Result::unwrap).collect();
    assert_eq!(addresses, ["", "一组5号", "3队", "2组"]);
}

#[test]
fn heads_over_heads_with_units_beside_them_are_one_header() {
    let mut bench = Bench::new();
    let row = format!("1|{}|{}|13804710001|三组|金莲川社区|500", NAMES[0], IDS[0]);
    let lines = [
        "上都镇2024年春节走访慰问对象花名册||||||",
        "序号|姓名|证件信息||家庭信息||慰问金",
        "||公民身份号码|联系方式|居住地址|嘎查（社区）|（元）",
        &row,
        "合计|||||1人|500",
    ];
    for path in bench.every_form(&lines) {
        let report = bench.look(&path);
        assert_eq!((report.rows, report.new, told(&report)), (1, 1, vec![]), "{}", path.display());
        assert_eq!(report.newcomers[0].place, ["上都镇".into(), "金莲川社区".into()]);
        assert!(report.newcomers[0].whom.id_masked.is_some());
    }
    // The first person is no second line of a header, whatever stands in the row.
    let row = format!("{}|烈士遗属|上都镇|{}", NAMES[0], IDS[0]);
    let path = bench.csv("a.csv", &["姓名|类别|乡镇|身份证号", &row]);
    assert_eq!(bench.look(&path).new, 1);
}

#[test]
fn how_a_household_is_registered_is_read_in_every_form_and_comes_back_from_a_list_that_left() {
    let mut bench = Bench::new();
    let words = ["城镇", "牧区", "农业家庭户口", "非农业", "待定"];
    let rows: Vec<String> = (0..5).map(|n| format!("{}|{}|上都镇|{}", NAMES[n], IDS[n], words[n])).collect();
    let head = "姓名|身份证号|苏木镇|户口性质";
    let lines = [head, &rows[0], &rows[1], &rows[2], &rows[3], &rows[4]];
    for path in bench.every_form(&lines) {
        let report = bench.look(&path);
        assert_eq!((report.new, report.unknown_columns.len()), (5, 0), "{}", path.display());
        assert_eq!(told(&report), [(6, Column::Household, Fault::UnknownHousehold("待定".into()))]);
    }
    let path = bench.path("a.csv");
    bench.people(&path, &NO_ANSWERS);
    let plain = rusqlite::Connection::open(bench.store.path()).unwrap();
    let mut statement =
        plain.prepare("SELECT coalesce(household, '-') FROM recipient ORDER BY local_id").unwrap();
    let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let kept: Vec<String> = rows.map(Result::unwrap).collect();
    assert_eq!(kept, ["urban", "rural", "rural", "urban", "-"]);
    assert_eq!(bench.look(&path).unchanged, 5);
    // Another word changes one fact, before and after told.
    let moved = format!("{}|{}|上都镇|城镇", NAMES[1], IDS[1]);
    let path = bench.csv("b.csv", &["姓名|身份证号|苏木镇|城乡性质", &moved]);
    let report = bench.look(&path);
    assert_eq!((report.changed, report.changes[0].facts.len()), (1, 1));
    assert!(bench.try_import(&path, true, &NO_ANSWERS).unwrap().written);
    assert!(bench.store.check().unwrap().is_empty());
}
