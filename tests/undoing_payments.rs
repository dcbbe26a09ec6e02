//! Protects payments taken back: a payroll as a whole, a bank's answer, a programme, a standard, a step of a case, and one payment;
//! what something rests on is not taken back, and says so.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::support::program::{Run, finished};

struct Bureau(TempDir);

impl Bureau {
    fn new() -> Self {
        let bureau = Self(tempfile::tempdir().unwrap());
        assert_eq!(bureau.run(&["init", "--sample"]).status, 0);
        bureau
    }

    fn run(&self, args: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
        command
            .env_clear()
            .env("HOME", self.0.path())
            .env("MUSTER_DB", self.0.path().join("r.db"))
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/year"))
            .args(["--today", "2024-02-02"])
            .args(args)
            .stdin(Stdio::null());
        finished(&mut command)
    }

    #[track_caller]
    fn json(&self, status: i32, args: &[&str]) -> Value {
        let run = self.run(&[args, &["--json"]].concat());
        let told: String = run.out.chars().take(600).collect();
        assert_eq!(run.status, status, "{args:?}: {told} {}", run.err);
        run.json()
    }

    /// Takes the last act back.
    #[track_caller]
    fn undo(&self, action: &str) {
        let done = self.json(0, &["undo", "--reason", "录错了"]);
        assert_eq!((&done["result"], &done["action"]), (&"done".into(), &action.into()));
    }

    fn figures(&self) -> Value {
        self.json(0, &["programme", "year", "2023"])
    }

    /// The number of the last act of a kind.
    fn act(&self, action: &str) -> String {
        let acts = self.json(0, &["acts"]);
        let found = acts.as_array().unwrap().iter().find(|act| act["action"] == action).unwrap();
        found["no"].as_i64().unwrap().to_string()
    }

    #[track_caller]
    fn refused(&self, act: &str, rule: &str) {
        let refused = self.json(77, &["undo", act, "--reason", "录错了"]);
        assert_eq!(refused["rule"], rule, "{refused}");
    }
}

#[test]
fn a_payroll_is_taken_back_whole_and_read_again() {
    let bureau = Bureau::new();
    let read = ["payroll", "read", "reimbursement.csv", "--programme", "医疗报销", "--on", "2023-12-01"];
    let first = bureau.json(0, &read);
    let figures = bureau.figures();
    bureau.undo("payroll");
    assert_eq!(bureau.figures()[0]["amount_fen"].as_i64().unwrap_or(0), 0);
    assert_eq!(bureau.json(0, &["payroll", "list"])[0]["left_fen"], 0);
    // Once undone it is undone, and its file is read once more under another name.
    let act = bureau.act("payroll");
    assert_eq!(bureau.json(0, &["undo", &act, "--reason", "又一次"])["result"], "exists");
    let second = bureau.json(0, &read);
    assert_eq!(second["result"], "recorded");
    assert_ne!(first["payroll"], second["payroll"]);
    assert_eq!(bureau.figures(), figures);
    assert_eq!(bureau.json(0, &read)["result"], "exists");
    // The bank's answer rests on it, and goes first; two rows failed.
    let answer = bureau.0.path().join("回执.csv");
    let rows =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/year/reimbursement.csv"))
            .unwrap();
    let rows: Vec<Vec<&str>> = rows.lines().skip(1).take(2).map(|line| line.split(',').collect()).collect();
    let row = |at: usize| format!("{},{},{},失败,账号错误\n", rows[at][0], rows[at][1], rows[at][6]);
    fs::write(&answer, format!("户名,证件号码,交易金额,交易结果,失败原因\n{}{}", row(0), row(1))).unwrap();
    let number = second["payroll"].as_str().unwrap();
    let answered = ["payroll", "answer", answer.to_str().unwrap(), "--payroll", number, "--on", "2023-12-05"];
    assert_eq!(
        (&bureau.json(0, &answered)["failed"], &bureau.json(0, &answered)["result"]),
        (&2.into(), &"exists".into())
    );
    bureau.refused(&bureau.act("payroll"), "rested_upon");
    let failed = bureau.figures();
    assert_ne!(failed, figures);
    bureau.undo("pay_failed");
    assert_eq!(bureau.figures(), figures);
    assert_eq!(bureau.json(0, &answered)["result"], "recorded");
    assert_eq!(bureau.figures(), failed);
    assert_eq!(bureau.run(&["check"]).status, 0);
}

#[test]
fn programmes_standards_steps_and_payments_are_put_back() {
    let bureau = Bureau::new();
    let before = bureau.json(0, &["programme", "list"]);
    bureau.json(0, &["programme", "add", "fixed_aid", "定补", "--fund", "旗"]);
    let added = bureau.act("programme");
    bureau.json(
        0,
        &[
            "programme",
            "standard",
            "fixed_aid",
            "100",
            "--from",
            "2023-01-01",
            "--part",
            "旗=100",
            "--document",
            "旗发〔2023〕1号",
        ],
    );
    bureau.refused(&added, "rested_upon");
    bureau.json(0, &["programme", "standard", "fixed_aid", "120", "--from", "2023-01-01"]);
    let standards = |sum: i64| {
        let all = bureau.json(0, &["programme", "standards", "fixed_aid"]);
        assert_eq!(all[0]["amount_fen"], sum, "{all}");
        all[0]["document"].clone()
    };
    assert!(standards(12_000).is_null());
    bureau.undo("pay_standard");
    assert_eq!(standards(10_000), "旗发〔2023〕1号");
    bureau.json(0, &["undo", &bureau.act("pay_standard"), "--reason", "录错了", "--dry-run"]);
    let first = bureau.json(0, &["acts"]);
    let first =
        first.as_array().unwrap().iter().rfind(|act| act["action"] == "pay_standard").unwrap().clone();
    let first = first["no"].as_i64().unwrap().to_string();
    assert_eq!(bureau.json(0, &["undo", &first, "--reason", "录错了"])["result"], "done");
    assert_eq!(bureau.json(0, &["programme", "standards", "fixed_aid"]), Value::Array(Vec::new()));
    assert_eq!(bureau.json(0, &["undo", &added, "--reason", "录错了"])["result"], "done");
    assert_eq!(bureau.json(0, &["programme", "list"]), before);
    // A step of a case: the last one alone, and none that was paid for.
    bureau.json(0, &["case", "open", "程连富", "A1", "--asked", "5000", "--on", "2024-01-02"]);
    let opened = bureau.act("case_step");
    bureau.json(0, &["case", "step", "A1", "survey", "--by", "布仁", "--by", "赵志强", "--on", "2024-01-03"]);
    bureau.refused(&opened, "rested_upon");
    bureau.undo("case_step");
    let steps = |count: usize| {
        let shown = bureau.json(0, &["case", "show", "A1"]);
        assert_eq!(shown["steps"].as_array().unwrap().len(), count, "{shown}");
    };
    steps(1);
    bureau.json(0, &["case", "step", "A1", "survey", "--by", "布仁", "--by", "赵志强", "--on", "2024-01-03"]);
    steps(2);
    // One payment, its recovery, and what was spent.
    let pay = ["pay", "程连富", "army_spouse", "500", "--months", "2024-01", "--fund", "旗"];
    let entry = bureau.json(0, &pay)["payment"]["entry"].as_str().unwrap().to_owned();
    let paid = bureau.act("pay");
    bureau.json(0, &["recover", &entry, "100", "--reason", "多发"]);
    bureau.refused(&paid, "rested_upon");
    bureau.undo("recover");
    let again = bureau.json(0, &["undo", &paid, "--reason", "录错了"]);
    assert_eq!(again["result"], "done");
    bureau.json(0, &["spend", "烈士陵园", "memorial", "100", "--fund", "旗"]);
    bureau.undo("spend");
    let year = bureau.json(0, &["programme", "year", "2024"]);
    assert!(year.as_array().unwrap().iter().all(|one| one["amount_fen"] == 0), "{year}");
    assert_eq!(bureau.run(&["check"]).status, 0);
}
