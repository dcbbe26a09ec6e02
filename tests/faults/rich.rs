//! A register in which every table of facts holds something.

use std::fs;

use muster::clock;
use muster::domain::op::{Draft, Op};
use muster::domain::person::Edit;
use muster::domain::recipient::StatusKind;
use muster::store::Store;

use super::house::{BY, House, SPRING, name};
use crate::support::program::finished;
use crate::support::register::{day, on, round, text};

const PEOPLE: usize = 12;

/// The register, written in every way there is.
pub(super) fn rich() -> House {
    let house = House::new(PEOPLE);
    let roster = house.folder.path().join("roster.csv");
    let mut rows = "姓名,身份证号,苏木镇,嘎查,优抚类别,慰问类别,电话,银行卡号,住址,备注\n".to_owned();
    for n in 0..3 {
        rows += &format!(
            "{},152599193202150013,桑根达来镇,敖包图嘎查,残疾军人,困难退役军人,1380471000{n},62284801234567{n},某街{n}号,某事\n",
            name(n)
        )
        .replace("152599193202150013", if n == 0 { "152599193202150013" } else { "" });
    }
    fs::write(&roster, rows).unwrap();
    let said = |line: &[&str]| {
        let run = finished(&mut house.command(line));
        assert_eq!(run.status, 0, "{line:?} {run:?}");
    };
    said(&["import", roster.to_str().unwrap()]);
    let gift = clock::new_entry_id().to_string();
    for n in 0..5 {
        let id = if n == 0 { gift.clone() } else { clock::new_entry_id().to_string() };
        assert_eq!(finished(house.record(n, &id).args(["--note", "某事", "--needs", "某物"])).status, 0);
    }
    let more = |n: usize, rest: &[&str]| {
        let who = name(n);
        said(&[&["record", &who, "--round", SPRING], &BY[..], rest].concat());
    };
    more(5, &["--goods", "米面油", "--value", "160", "--cash", "0", "--reason", "某因"]);
    more(6, &["--proxy", "某乙", "--relation", "女儿"]);
    more(7, &["--outcome", "deferred", "--until", "2024-02-09"]);
    said(&["reverse", &gift, "--reason", "发错人"]);
    let mut store = Store::open(&house.path).unwrap();
    let ctx = on("2024-02-03");
    for (n, kind) in [(8, StatusKind::Died), (9, StatusKind::Left), (10, StatusKind::Suspended)] {
        let id = store.resolve(&name(n)).unwrap();
        let (on, reason) = (day("2024-01-31"), text("某因"));
        store.commit(&Op::SetStatus { id, kind, on, reason }, &ctx).unwrap();
        if n > 8 {
            store.commit(&Op::UndoStatus { id, kind, reason: text("记错") }, &ctx).unwrap();
        }
    }
    let id = store.resolve(&name(11)).unwrap();
    let rev = store.recipient(id).unwrap().rev;
    let edit = Edit { phone: Some(text("13804710099")), note: Some(text("改过")), ..Edit::default() };
    store.commit(&Op::Edit { id, rev, edit: Box::new(edit) }, &ctx).unwrap();
    store.commit(&Op::Unmask { id, reason: text("核对") }, &ctx).unwrap();
    store.commit(&Op::OpenPhones { round: round(SPRING), reason: text("约访") }, &ctx).unwrap();
    let draft = Draft { id: clock::new_entry_id(), recipient: id, body: text("半张表") };
    store.commit(&Op::SaveDraft(draft), &ctx).unwrap();
    drop(store);
    house
}

/// The same with a plan, its sheet and allocations, payments, cases and work.
pub(super) fn richer() -> House {
    let house = rich();
    let place = |name: &str| house.folder.path().join(name).to_str().unwrap().to_owned();
    let said = |line: &str| {
        let words: Vec<String> = line.split(' ').map(|word| word.replace('+', " ")).collect();
        let run = finished(&mut house.command(&words.iter().map(String::as_str).collect::<Vec<_>>()));
        assert_eq!(run.status, 0, "{line:?} {run:?}");
    };
    let other = name(11);
    said(&format!(
        "plan {SPRING} assign 第一组 --township 桑根达来 --handler 布仁 --handler 萨仁 --new-handler --leader 布仁"
    ));
    said(&format!("plan {SPRING} budget 旗 100000"));
    said(&format!("plan {SPRING} approve --by 王局长 --document 三号文"));
    said(&format!("allocate {SPRING} 第一组 20000 --goods 米面油+30+箱 --by 布仁 --document 某文"));
    said(&format!("give-back {SPRING} 第一组 20 --lost --reason 丢失某处"));
    said(&format!("sheet write {SPRING} --to {}", place("written.xlsx")));
    let id = "0190a3c1-7a52-8000-8000-000000000001";
    let pay =
        format!("pay {other} army_spouse 500 --months 2023-01 --payee 某丙 --note 某注 --fund 旗 --id {id}");
    said(&pay);
    said(&format!("recover {id} 100 --reason 多发"));
    said("spend 某服务站 station_fund 5000 --fund 旗 --for 某用途");
    said("programme add heating 取暖补贴");
    said("programme standard heating 100 --from 2024-01-01 --document 某号文");
    let payroll = place("payroll.csv");
    fs::write(&payroll, format!("姓名,身份证号,金额\n{},152599193202150013,500\n", name(0))).unwrap();
    said(&format!(
        "payroll read {payroll} --programme army_spouse --months 2023-03 --on 2023-03-10 --reason 某由"
    ));
    said(&format!("case open {other} A1 --type 大病 --asked 5000"));
    for line in [
        "activity add 会议 某例会",
        "matter add 某安置问题",
        "role add 兵支书 某丁",
        "facility add 社区服务站 某站",
        "year text 2024 start 某段话",
    ] {
        said(line);
    }
    for line in ["attribute add 光荣牌 *", "need add * 漏雨某处", "contact add *", "confirm add *"] {
        said(&line.replace('*', &other));
    }
    house
}
