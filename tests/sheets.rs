//! Protects the sheets for paper: who stands on them and in which order, sums that are those of the rows, heads on every page,
//! numbers masked, and who has them written out on record.

use std::fs;
use std::io::Read as _;

use calamine::{Data, Reader as _};
use muster::domain::place::TownshipCode;

use crate::support::program::Program;
use crate::support::register::text;

/// A register with so many people in two villages of a township, all due.
fn with(people: usize) -> Program {
    let mut program = Program::new();
    for n in 0..people {
        let village = if n % 2 == 0 { "新城社区" } else { "青格勒社区" };
        let name = format!("巴图{}{}", sign(n / 23), sign(n));
        let group = if n % 3 == 0 { "烈士遗属" } else { "困难退役军人" };
        program.register.person(&name, "上都镇", village, &[group]);
    }
    program
}

fn sign(n: usize) -> char {
    "宝音德格吉日木图娜仁花苏和毅勇强军民安平福寿康".chars().nth(n % 23).unwrap()
}

fn cells(path: &std::path::Path) -> Vec<Vec<String>> {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let said = |cell: &Data| if *cell == Data::Empty { String::new() } else { cell.to_string() };
    range.rows().map(|row| row.iter().map(said).collect()).collect()
}

/// A part of a workbook as it stands in the archive.
fn part(path: &std::path::Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn the_sign_sheet_has_its_columns_and_a_sum_a_page() {
    let program = with(60);
    let path = program.folder().join("sign.xlsx");
    let left = program.json(&["sheet", "sign", "--township", "上都", "--to", path.to_str().unwrap()]);
    // 单国强 is due too.
    assert_eq!((&left["rows"], &left["masked"]), (&61.into(), &true.into()), "{left}");
    let rows = cells(&path);
    assert_eq!(rows[0][0], "正蓝旗2024年春节慰问金（品）签领表");
    assert!(rows[1][0].starts_with("上都镇　共 61 个对象"), "{}", rows[1][0]);
    let heads = [
        "序号",
        "姓名",
        "身份证号",
        "类别",
        "住址",
        "电话",
        "慰问金",
        "慰问品及数量",
        "领取人签字/手印",
        "代领人及关系",
        "日期",
        "备注",
    ];
    assert_eq!(rows[2], heads);
    let sums: Vec<&Vec<String>> = rows.iter().filter(|row| row[1] == "本页合计").collect();
    assert_eq!(sums.len(), 3, "{rows:?}");
    let all = rows.iter().find(|row| row[1] == "总计").unwrap();
    let amount = |row: &[String]| row[6].parse::<u64>().unwrap_or_default();
    let people: Vec<&Vec<String>> = rows[3..].iter().filter(|row| row[0].parse::<u64>().is_ok()).collect();
    assert_eq!(people.len(), 61);
    let whole: u64 = people.iter().map(|row| amount(row)).sum();
    assert_eq!(sums.iter().map(|row| amount(row)).sum::<u64>(), whole);
    assert_eq!(amount(all), whole);
    // 20 at 1,000 and 41 at 500.
    assert_eq!((whole, all[7].as_str()), (40_500, "人民币（大写）：肆万零伍佰元整"));
    let signed: Vec<&Vec<String>> = rows.iter().filter(|row| row[0].starts_with("经办人")).collect();
    assert!(
        signed.iter().zip(1..).all(|(row, page)| row[0].contains(&format!("第 {page} 页，共 3 页"))),
        "{signed:?}"
    );
    // Village by village, within one by name.
    let places: Vec<&str> = people.iter().map(|row| row[4].as_str()).collect();
    assert!(places.is_sorted_by_key(|place| *place != "新城社区"), "{places:?}");
    let sheet = part(&path, "xl/worksheets/sheet1.xml");
    for told in [
        "orientation=\"landscape\"",
        "paperSize=\"9\"",
        "scale=\"65\"",
        "<rowBreaks count=\"2\"",
        "<f>SUM(G4:G24)</f><v>",
    ] {
        assert!(sheet.contains(told), "{told}: {sheet}");
    }
    assert!(!sheet.contains("fitToPage"), "{sheet}");
    assert!(part(&path, "xl/workbook.xml").contains("_xlnm.Print_Titles"));
}

#[test]
fn the_visit_sheet_tells_what_a_team_needs_and_leaves_out_who_is_done() {
    let mut program = with(4);
    let ok = |line: &[&str]| {
        let run = program.run(line);
        assert_eq!(run.status, 0, "{line:?} {run:?}");
    };
    ok(&["person", "set", "单国强", "--phone", "13804710001", "--address", "三组6号"]);
    ok(&["record", "单国强", "--round", "2024-spring", "--outcome", "absent", "--needs", "屋顶漏雨"]);
    let done = program.register.store.resolve("巴图宝宝").unwrap();
    program.register.give(done, "2024-spring", 1000).unwrap();
    let line = ["sheet", "visits", "--township", "上都", "--to", "-"];
    let run = program.run(&line);
    assert_eq!(run.status, 0, "{run:?}");
    let row = run.out.lines().find(|line| line.contains("单国强")).unwrap();
    for told in ["新城社区", "三组6号", "138****0001", "500.00", "屋顶漏雨"] {
        assert!(row.contains(told), "{told}: {row}");
    }
    assert!(!run.out.contains("巴图宝宝"), "{}", run.out);
    assert!(run.out.contains("人民币（大写）：") && run.out.contains("走访人："), "{}", run.out);
    let full = program.run(&[&line[..], &["--unmasked", "--reason", "下乡"]].concat());
    assert!(full.out.contains("13804710001"), "{full:?}");
    let one = program.run(&[&line[..], &["--village", "青格勒社区"]].concat());
    assert!(!one.out.contains("单国强") && one.out.contains("青格勒社区"), "{one:?}");
    let acts = program.run(&["acts"]);
    assert!(acts.out.contains("走访单") && acts.out.contains("下乡"), "{acts:?}");
}

#[test]
fn the_log_holds_the_calls_that_stand() {
    let mut program = with(3);
    let [one, two] = ["巴图宝宝", "巴图宝音"].map(|name| program.register.store.resolve(name).unwrap());
    program.register.give(one, "2024-spring", 1000).unwrap();
    let wrong = program.register.give(two, "2024-spring", 500).unwrap();
    assert_eq!(program.run(&["reverse", &wrong.to_string(), "--reason", "给错"]).status, 0);
    let path = program.folder().join("log.xlsx");
    let left = program.json(&["sheet", "log", "--township", "上都", "--to", path.to_str().unwrap()]);
    assert_eq!(left["rows"], 1, "{left}");
    let rows = cells(&path);
    let heads = [
        "序号",
        "日期",
        "姓名",
        "类别",
        "住址",
        "电话",
        "走访人",
        "方式",
        "慰问金",
        "慰问品折款",
        "家庭情况",
        "诉求",
        "办理情况",
        "满意度",
        "照片",
        "备注",
    ];
    assert_eq!(rows[2], heads);
    assert_eq!((rows[3][2].as_str(), rows[3][8].as_str(), rows[3][7].as_str()), ("巴图宝宝", "1000", "上门"));
    let code = TownshipCode("152530100".to_owned());
    assert!(
        program
            .register
            .store
            .townships()
            .unwrap()
            .iter()
            .any(|one| one.code == code && one.name == text("上都镇"))
    );
}

#[test]
fn a_sheet_that_makes_no_sense_is_refused() {
    let program = Program::new();
    let csv = program.folder().join("a.csv");
    for (line, status) in [
        (&["sheet", "sign", "--to", "-"][..], 2),
        (&["sheet", "else", "--township", "上都", "--to", "-"], 2),
        (&["sheet", "sign", "--township", "无此镇", "--to", "-"], 2),
        (&["sheet", "sign", "--township", "上都", "--to", csv.to_str().unwrap()], 2),
        (&["sheet", "sign", "--units", "--to", "-"], 0),
        (&["sheet", "sign", "--township", "上都", "--round", "2025-spring", "--to", "-"], 0),
    ] {
        let run = program.run(line);
        assert_eq!(run.status, status, "{line:?} {run:?}");
    }
    assert!(!csv.exists());
}
