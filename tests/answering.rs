//! Protects what the bank answers, what is paid twice under other words, and two registrations that are one human: each row is
//! matched or told, and what one of two was paid counts for both.

use std::fs;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::support::program::{Run, finished};

/// The register of the sample, in a folder of its own.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        assert_eq!(desk.run(&["init", "--sample"]).status, 0);
        desk
    }

    fn run(&self, args: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
        command
            .env_clear()
            .env("HOME", self.0.path())
            .env("MUSTER_DB", self.0.path().join("r.db"))
            .args(["--today", "2024-02-20"])
            .args(args)
            .stdin(Stdio::null());
        finished(&mut command)
    }

    #[track_caller]
    fn json(&self, status: i32, args: &[&str]) -> Value {
        let run = self.run(&[args, &["--json"]].concat());
        assert_eq!(run.status, status, "{args:?}: {run:?}");
        run.json()
    }

    fn file(&self, name: &str, rows: &[&str]) -> String {
        let path = self.0.path().join(name);
        fs::write(&path, rows.join("\n")).unwrap();
        path.to_str().unwrap().to_owned()
    }

    #[track_caller]
    fn answer(&self, status: i32, rows: &[&str]) -> Value {
        let file = self.file("回执.csv", rows);
        self.json(status, &["payroll", "answer", &file, "--payroll", "J1", "--on", "2024-02-10"])
    }
}

const CHENG: &str = "152599193603050013";
const SHAN: &str = "152599196310013511";
const NUMBERLESS: &str = "姓名,银行卡号,金额,处理结果,失败原因";
const BY_ID: &str = "姓名,身份证号,金额,处理结果,失败原因";

fn kinds(report: &Value) -> Vec<String> {
    let faults = report["faults"].as_array().unwrap().iter();
    faults.map(|fault| format!("{} {}", fault["row"], fault["kind"].as_str().unwrap())).collect()
}

#[test]
fn a_banks_answer_marks_what_it_means_or_tells_the_row() {
    let desk = Desk::new();
    let row = |name: &str, id: &str| format!("{name},{id},2024-02-10,500");
    let (cheng, shan) = (row("程连富", CHENG), row("单国强", SHAN));
    let file = desk.file("发放册.csv", &["姓名,身份证号,发放月份,实发金额", &cheng, &shan]);
    let read = [
        "payroll",
        "read",
        &file,
        "--programme",
        "army_spouse",
        "--on",
        "2024-02-05",
        "--fund",
        "旗",
        "--number",
        "J1",
    ];
    assert_eq!(desk.json(0, &read)["result"], "recorded");
    // A month that a sheet keeps as a day is that month.
    let paid = desk.json(0, &["payroll", "show", "J1"]).to_string();
    assert!(paid.contains("2024-02") && !paid.contains("2024-02.."), "{paid}");
    for (rows, told) in [
        ([NUMBERLESS, "程连富,,500,处理中,"], "2 bad_result"),
        ([NUMBERLESS, "查无此人,6200001525990000000,500,失败,账户已销户"], "2 not_in_payroll"),
        ([NUMBERLESS, "程连富,,501,失败,账户已销户"], "2 other_sum"),
        ([BY_ID, "程连富,152599196310013511,500,失败,销户"], "2 other_name"),
        ([BY_ID, "程连富,12345,500,失败,销户"], "2 bad_id"),
        ([BY_ID, "单国强,152599196310013511,500.001,失败,销户"], "2 bad_amount"),
    ] {
        let report = desk.answer(65, &rows);
        assert_eq!(
            (kinds(&report), &report["result"]),
            (vec![told.to_owned()], &"refused".into()),
            "{rows:?}"
        );
    }
    // One row that is not understood keeps the others out.
    let both = [NUMBERLESS, "程连富,,500,账户已销户,", "某某,,500,失败,"];
    assert_eq!(kinds(&desk.answer(65, &both)), ["3 not_in_payroll"]);
    // Without ID numbers the name and the sum say who is meant.
    let one = desk.answer(0, &[NUMBERLESS, "程连富,,500,账户已销户,"]);
    assert_eq!(
        (&one["result"], &one["failed"], &one["sum_fen"]),
        (&"recorded".into(), &1.into(), &50_000.into())
    );
    // What was recorded is known on another day, beside what is new.
    let file = desk.file(
        "回执.csv",
        &[BY_ID, "程连富,152599193603050013,500,失败,销户", "单国强,152599196310013511,500,失败,止付"],
    );
    let grown = desk.json(0, &["payroll", "answer", &file, "--payroll", "J1", "--on", "2024-02-12"]);
    assert_eq!(
        (&grown["failed"], &grown["known"], &grown["result"]),
        (&2.into(), &1.into(), &"recorded".into())
    );
    let again = desk.json(0, &["payroll", "answer", &file, "--payroll", "J1"]);
    assert_eq!(again["result"], "exists");
    assert_eq!(desk.run(&["check"]).status, 0);
}

#[test]
fn two_that_are_one_are_one_for_payments_cases_and_letters() {
    let desk = Desk::new();
    let pay = |status: i32, who: &str, words: &[&str]| {
        let all = [&["pay", who], words, &["--fund", "旗", "--on", "2024-02-05"]].concat();
        desk.json(status, &all)
    };
    let rule = |answer: &Value| answer["refusals"][0]["rule"].as_str().unwrap_or_default().to_owned();
    let twin = ["--name", "赛罕娜仁花", "--township", "桑根达来镇", "--group", "烈士遗属"];
    desk.json(0, &[&["person", "add"], &twin[..]].concat());
    let of_shan = pay(0, "赛罕娜仁花", &["army_spouse", "400", "--months", "2023-11..2024-02"]);
    let entry = of_shan["payment"]["entry"].as_str().unwrap().to_owned();
    let step = |words: &[&str]| desk.json(0, &[&["case", "step", "M1"], words].concat());
    desk.json(0, &["case", "open", "赛罕娜仁花", "M1", "--asked", "3000", "--on", "2024-01-02"]);
    step(&["survey", "--by", "布仁", "--by", "赵志强", "--on", "2024-01-03"]);
    for opinion in ["village", "township", "banner"] {
        step(&[opinion, "--by", "乌兰", "--on", "2024-01-05"]);
    }
    step(&["notice", "--until", "2024-01-12", "--objections", "0", "--on", "2024-01-06"]);
    let grant = |yuan: &str, more: &[&str]| {
        let words = ["case", "step", "M1", "grant", "--yuan", yuan, "--on", "2024-02-04"];
        desk.run(&[&words[..], more].concat()).status
    };
    assert_eq!(grant("3500", &[]), 77, "more than was asked for");
    assert_eq!(grant("3500", &["--note", "病情加重"]), 0);
    assert_eq!(desk.run(&["case", "step", "M1", "revisit", "--by", "布仁"]).status, 77, "nothing was paid");
    assert_eq!(desk.run(&["case", "step", "M1", "refuse", "--note", "x"]).status, 77, "it was granted");
    let early = ["hardship_relief", "3500", "--which", "M1"];
    let before = [&["pay", "赛罕娜仁花"], &early[..], &["--fund", "旗", "--on", "2024-02-03"]].concat();
    assert_eq!(rule(&desk.json(77, &before)), "before_grant");
    desk.json(0, &["case", "letter", "赛罕娜仁花", "喜1", "--due", "2024-03-01", "--on", "2024-02-01"]);
    assert_eq!(rule(&pay(77, "程连富", &["merit_citation", "1000", "--which", "喜1"])), "other_letter");
    assert_eq!(rule(&pay(77, "程连富", &["merit_citation", "1000", "--which", "喜9"])), "no_letter");
    desk.json(0, &["person", "merge", "程连富", "赛罕娜仁花", "--reason", "同一人"]);
    // The case, the letter and the months of the one are those of both.
    pay(0, "程连富", &early);
    pay(0, "程连富", &["merit_citation", "1000", "--which", "喜1"]);
    assert_eq!(desk.json(0, &["case", "show", "M1"])["paid_fen"], 350_000);
    assert_eq!(rule(&pay(77, "程连富", &["army_spouse", "100", "--months", "2024-01"])), "repeated");
    // Spending and payments keep to their programmes.
    assert_eq!(rule(&pay(77, "程连富", &["station_fund", "100"])), "other_purpose");
    let spent = ["spend", "某站", "army_spouse", "100", "--fund", "旗"];
    assert_eq!(rule(&desk.json(77, &spent)), "other_purpose");
    // What was overpaid after a death stands under the one that stays, and shrinks by what is taken back.
    desk.json(0, &["person", "status", "程连富", "died", "--on", "2023-12-05", "--reason", "家属告知"]);
    let overpaid = || -> Vec<i64> {
        let all = desk.json(0, &["payroll", "overpaid"]);
        all.as_array().unwrap().iter().map(|one| one["sum_fen"].as_i64().unwrap_or_default()).collect()
    };
    assert_eq!(overpaid(), [20_000]);
    let back = desk.json(0, &["recover", &entry, "150", "--reason", "去世后多发", "--way", "later"]);
    assert_eq!(back["payment"]["detail"]["way"], "later");
    assert_eq!(overpaid(), [5_000]);
    desk.json(0, &["recover", &entry, "50", "--reason", "去世后多发"]);
    assert_eq!(overpaid(), Vec::<i64>::new());
    assert!(!desk.run(&["show", "程连富"]).out.contains("以后"), "nothing comes to the dead");
    assert_eq!(desk.run(&["check"]).status, 0);
}

#[test]
fn a_fund_bears_its_part_and_a_kind_has_one_name() {
    let desk = Desk::new();
    let months = ["--months", "2024-01", "--on", "2024-02-05"];
    let pay = |status: i32, words: &[&str]| desk.json(status, &[&["pay", "程连富"], words, &months].concat());
    let two = pay(
        0,
        &["social_insurance", "100.01", "--which", "养老", "--part", "中央=66.67", "--part", "旗=33.34"],
    );
    let entry = two["payment"]["entry"].as_str().unwrap().to_owned();
    let again = pay(77, &["social_insurance", "100", "--which", "城镇职工基本养老保险", "--fund", "旗"]);
    assert_eq!(again["refusals"][0]["rule"], "repeated");
    pay(0, &["army_spouse", "50", "--fund", "旗"]);
    desk.json(0, &["recover", &entry, "0.05", "--reason", "多发", "--on", "2024-02-06"]);
    let of = |fund: &str| -> i64 {
        let all = desk.json(0, &["ledger", "--payments", "--year", "2024", "--fund", fund]);
        let lines = all["payments"].as_array().or(all.as_array()).unwrap().clone();
        lines.iter().map(|line| line["amount_fen"].as_i64().unwrap()).sum()
    };
    let (central, banner) = (of("中央"), of("旗"));
    assert_eq!(central + banner, 10_001 + 5_000 - 5, "all funds come to all that was paid");
    assert_eq!(central, 6_667 - 3);
    assert_eq!(desk.run(&["check"]).status, 0);
}
