//! What rosters say of somebody who is gone holds them back, in whichever column it stands; what nobody knows is told with row
//! and column.

use muster::domain::roster::{Fault, ImportReport};

use super::{Bench, IDS, NAMES};

fn warned(report: &ImportReport) -> Vec<(u64, &'static str)> {
    let told = report.warned.iter().filter_map(|one| {
        let kind = if matches!(one.fault, Fault::SaysGone(_)) {
            "gone"
        } else if matches!(one.fault, Fault::UnknownState(_)) {
            "state"
        } else {
            matches!(one.fault, Fault::NeitherYesNorNo(_)).then_some("yes or no")?
        };
        Some((one.row, kind))
    });
    told.collect()
}

#[test]
fn whoever_is_said_to_be_gone_is_held_back_whatever_the_column() {
    let mut bench = Bench::new();
    for (title, cell, want) in [
        ("是否健在", "亡", Some("gone")),
        ("是否健在", "N", Some("gone")),
        ("健在情况", "病逝", Some("gone")),
        ("生存状态", "身故", Some("gone")),
        ("人员状态", "减员", Some("gone")),
        ("发放状态", "终止", Some("gone")),
        ("去世时间", "52年", Some("gone")),
        ("去世时间", "不详", Some("gone")),
        ("状态", "去世", Some("gone")),
        ("现状", "迁出", Some("gone")),
        ("存亡情况", "亡", Some("gone")),
        ("变动情况", "死亡", Some("gone")),
        ("减员原因", "病故", Some("gone")),
        ("停发原因", "重复享受", Some("gone")),
        ("是否注销", "是", Some("gone")),
        ("是否在册", "否", Some("gone")),
        ("是否发放", "否", Some("gone")),
        ("是否享受待遇", "否", Some("gone")),
        ("情况说明", "2023年去世", Some("gone")),
        ("备注2", "已火化", Some("gone")),
        ("", "去世", Some("gone")),
        ("登记状态", "去世 2024-01-20", Some("gone")),
        ("类别", "残疾军人（已去世）", Some("gone")),
        ("类别", "残疾军人（停发）", Some("gone")),
        ("备注", "病逝", Some("gone")),
        ("备注", "2022年亡", Some("gone")),
        ("备注", "不在了", Some("gone")),
        ("备注", "已迁往呼市", Some("gone")),
        ("终止日期", "2023-12-31", Some("gone")),
        ("取消时间", "2024年1月", Some("gone")),
        ("停止享受时间", "2024-12-31", None),
        ("失败原因", "账户已销户", None),
        ("失败原因", "本人已死亡", Some("gone")),
        ("状态", "待查", Some("state")),
        ("是否健在", "待查", Some("state")),
        ("残疾军人", "待查", Some("yes or no")),
        ("抗美援朝", "1951-1953", Some("yes or no")),
        ("状态", "正常", None),
        ("是否健在", "是", None),
        ("家庭情况", "老伴去世", None),
        ("配偶情况", "去世", None),
        ("优待证状态", "注销", None),
        ("情况说明", "住院", None),
        ("残疾军人", "否", None),
    ] {
        let header = format!("姓名|身份证号|苏木镇|{title}|慰问类别");
        let row = format!("{}|{}|上都镇|{cell}|困难退役军人", NAMES[0], IDS[0]);
        let other = format!("{}|{}|上都镇||困难退役军人", NAMES[1], IDS[1]);
        let path = bench.csv("a.csv", &[&header, &other, &row]);
        let report = bench.look(&path);
        let want: Vec<_> = want.map(|kind| (3, kind)).into_iter().collect();
        assert_eq!((report.new, warned(&report)), (2, want), "{title} {cell} {report:?}");
    }
}

#[test]
fn a_yes_in_any_spelling_gives_the_label() {
    let bench = Bench::new();
    for (cell, has) in
        [("V", true), ("✔\u{FE0F}", true), ("1.0", true), ("七级", true), ("残疾军人", true), ("否", false)]
    {
        let mut fresh = Bench::new();
        let row = format!("{}|{}|上都镇|{cell}", NAMES[0], IDS[0]);
        let path = bench.csv("a.csv", &["姓名|身份证号|苏木镇|残疾军人", &row]);
        let people = fresh.people(&path, &muster::domain::roster_question::Answers::default());
        assert_eq!(people[0].contains("C残疾军人"), has, "{cell} {people:?}");
    }
}

/// A column behind the last header is one all the same, and so is a second column of notes.
#[test]
fn columns_without_a_header_are_looked_at() {
    let mut bench = Bench::new();
    let id = format!("{}|上都镇|{}", NAMES[0], IDS[0]);
    let path = bench.csv("a.csv", &["姓名|苏木镇", &id]);
    let report = bench.look(&path);
    assert_eq!(super::asked(&report.questions), [("column".into(), "C".into(), 1)], "{report:?}");
    for (header, row) in [
        ("姓名|身份证号|苏木镇", format!("{}|{}|上都镇|已死亡", NAMES[0], IDS[0])),
        ("姓名|身份证号|苏木镇|备注|备注", format!("{}|{}|上都镇|甲|已故", NAMES[0], IDS[0])),
    ] {
        let path = bench.csv("a.csv", &[header, &row]);
        let report = bench.look(&path);
        assert_eq!(warned(&report), [(2, "gone")], "{header} {report:?}");
    }
}

/// A day that is told with such a word is the day from which somebody is held back, so that no list before it loses them and
/// none behind it counts them.
#[test]
fn whoever_is_gone_since_a_day_is_held_back_from_it() {
    for (title, cell, since) in [
        ("备注", "2024年1月5日去世", "2024-01-05"),
        ("去世日期", "2024-01-05", "2024-01-05"),
        ("备注", "去世", "2024-02-02"),
        ("备注", "2024年5月1日去世", "2024-02-02"),
        ("备注", "1930年1月5日去世", "2024-02-02"),
    ] {
        let mut bench = Bench::new();
        let row = |at: usize, cell: &str| format!("{}|{}|上都镇|困难退役军人|{cell}", NAMES[at], IDS[at]);
        let head = format!("姓名|身份证号|苏木镇|慰问类别|{title}");
        let known = bench.csv("known.csv", &[&head, &row(0, ""), &row(2, "")]);
        bench.people(&known, &muster::domain::roster_question::Answers::default());
        let path = bench.csv("a.csv", &[&head, &row(0, cell), &row(1, cell), &row(2, "")]);
        let report = bench.look(&path);
        assert_eq!(warned(&report), [(2, "gone"), (3, "gone")], "{title} {cell} {report:?}");
        bench.people(&path, &muster::domain::roster_question::Answers::default());
        for name in &NAMES[..2] {
            let id = bench.store.resolve(name).unwrap();
            let residence = bench.store.recipient(id).unwrap().residence;
            let want = muster::domain::recipient::Residence::Suspended(crate::support::register::day(since));
            assert_eq!(residence, want, "{title} {cell} {name}");
        }
        assert_eq!(bench.store.check().unwrap(), Vec::new(), "{title} {cell}");
    }
}
