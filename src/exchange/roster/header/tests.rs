//! Headers as rosters have them.

use super::*;
use crate::tabular::CellKind;

fn rows(lines: &[&str]) -> Vec<RawRow> {
    lines
        .iter()
        .zip(1..)
        .map(|(line, number)| {
            let mut row = RawRow::new(number);
            line.split('|').for_each(|cell| row.push(cell, CellKind::Text));
            row
        })
        .collect()
}

fn found(lines: &[&str]) -> Option<(u64, String)> {
    let header = find(&rows(lines))?;
    let columns: Vec<_> = header.places().map(|(column, at)| format!("{column:?}{at}")).collect();
    Some((header.row(), columns.join(" ")))
}

#[test]
fn titles_and_blank_rows_stand_before_it() {
    let lines =
        ["2024年春节慰问名册", "", "填表单位：服务中心", "序号|姓名|性别|苏木镇|备注", "1|程连富|男|上都镇|"];
    assert_eq!(found(&lines), Some((4, "Name1 Sex2 Township3 Note4".into())));
    assert_eq!(found(&["姓名", "程连富"]), None);
    assert_eq!(found(&["性别|苏木镇", "男|上都镇"]), None);
    let late: Vec<&str> = [""; 30].into_iter().chain(["姓名|苏木镇"]).collect();
    assert_eq!(found(&late), None);
    assert_eq!(found(late.get(1..).unwrap()).unwrap().0, 30);
}

#[test]
fn two_rows_make_one_header() {
    let all = "Name1 IdNumber2 Township3 Village4 Phone5";
    for lines in [
        ["序号|姓名|身份证号|住址||联系电话", "|||苏木镇|嘎查|", "1|程连富||上都镇||"],
        ["序号|基本信息||||联系电话", "|姓名|身份证号|苏木镇|嘎查|", "1|程连富||上都镇||"],
        ["序号|姓名|身份证号|所在地||联系电话", "|||苏木镇|嘎查|", "1|程连富||上都镇||"],
    ] {
        assert_eq!(found(&lines), Some((2, all.into())), "{lines:?}");
    }
    let lines = ["|姓名|所在地||", "|||苏木镇|嘎查"];
    assert_eq!(found(&lines), Some((2, "Name1 Township3 Village4".into())));
}

#[test]
fn data_below_is_no_sub_head() {
    assert_eq!(found(&["姓名|苏木镇|备注", "程连富|镇|"]).unwrap().0, 1);
}

#[test]
fn doubles_and_strangers_are_told() {
    let header = find(&rows(&["姓名|电话|手机|开户行|单位名称|村", "程连富|||||"])).unwrap();
    assert_eq!(header.kind(), Kind::Person);
    assert_eq!(header.unknown(), ["开户行".into(), "单位名称".into()]);
    assert_eq!(header.fills(), [(2, 1)]);
    assert_eq!(find(&rows(&["单位名称|地址"])).unwrap().kind(), Kind::Unit);
}

#[test]
fn a_repeated_header_is_known_again() {
    let rows = rows(&["姓名|苏木镇", "程连富|上都镇", "姓名|苏木镇"]);
    let header = find(&rows).unwrap();
    assert!(!header.repeats(rows.get(1).unwrap()) && header.repeats(rows.get(2).unwrap()));
}
