//! Protects a round that is planned, handed out and looked at, in one real terminal and by command: the figures of progress
//! and bulletin are those of the lists.

use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::program::{Run, finished};
use crate::support::pty::Pty;

const SIZE: (u16, u16) = (80, 24);

fn muster(home: &std::path::Path, args: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
    command.env_clear().env("HOME", home).env("MUSTER_DB", home.join("r.db"));
    finished(command.args(args).stdin(Stdio::null()))
}

fn json(home: &std::path::Path, args: &[&str]) -> Value {
    let run = muster(home, &[args, &["--json"]].concat());
    assert_eq!(run.status, 0, "{args:?} {run:?}");
    run.json()
}

fn number(line: &Value, key: &str) -> i64 {
    line[key].as_i64().unwrap()
}

#[test]
fn a_round_is_planned_handed_out_recorded_and_told_by_keys() {
    let home = tempfile::tempdir().unwrap();
    assert_eq!(muster(home.path(), &["init", "--sample", "--today", "2024-02-02"]).status, 0);
    let path = home.path().to_str().unwrap();
    let db = home.path().join("r.db");
    let env = [("HOME", path), ("TMPDIR", path), ("MUSTER_LANG", "zh"), ("MUSTER_DB", db.to_str().unwrap())];
    let mut pty = Pty::muster(&["--today", "2024-02-02", "--start", "roster"], &env, SIZE);
    pty.wait_for("应访 41  已访 38");
    pty.keys("F11");
    pty.wait_for("2024年春节计划：草稿");
    // Assign the township of the first line.
    pty.keys("F3");
    pty.wait_for("走访组");
    pty.keys("Right Tab");
    pty.text("一组");
    pty.keys("Enter");
    pty.wait_for("核对：Enter 写入");
    pty.keys("Enter");
    pty.wait_for("未分组 81");
    pty.keys("F2");
    pty.wait_for("批准人");
    pty.text("巴图");
    pty.keys("Tab");
    pty.text("3号");
    pty.keys("Enter");
    pty.wait_for("核对：Enter 写入");
    pty.keys("Enter");
    pty.wait_for("定稿（巴图 3号");
    pty.keys("Tab Tab");
    pty.wait_for("还没有下拨");
    pty.keys("F2");
    pty.wait_for("经手人");
    pty.text("一组");
    pty.keys("Tab");
    pty.text("20000");
    pty.keys("Tab Tab");
    pty.text("赵志强");
    pty.keys("Enter");
    pty.wait_for("贰万元整");
    pty.keys("Enter");
    pty.wait_for("20,000   9,500");
    pty.keys("F9 Tab");
    pty.wait_for("2024年春节进度");
    pty.keys("F3 F3 F3");
    pty.wait_for("按走访组");
    pty.wait_for("一组");
    pty.keys("Down F2");
    pty.wait_for("计划 29");
    pty.keys("Right");
    pty.wait_for("▸已访 14");
    pty.keys("Ctrl+Q");
    assert_eq!(pty.exit(), 0);
    assert_eq!(muster(home.path(), &["check"]).status, 0);
    let teams = json(home.path(), &["progress", "--by", "team", "--today", "2024-02-02"]);
    let first = &teams.as_array().unwrap()[0];
    assert_eq!((first["place"].as_str(), number(first, "planned")), (Some("一组"), 29));
}

#[test]
fn progress_and_bulletin_tell_the_figures_of_their_lists() {
    let home = tempfile::tempdir().unwrap();
    assert_eq!(muster(home.path(), &["init", "--sample", "--today", "2024-02-02"]).status, 0);
    let plan = json(home.path(), &["plan", "2024-spring", "--today", "2024-02-02"]);
    for day in ["2024-01-20", "2024-02-02", "2024-02-26"] {
        let lines = json(home.path(), &["progress", "--round", "2024-spring", "--today", day]);
        let mut sums = [0; 3];
        for line in lines.as_array().unwrap() {
            let columns = ["done", "due", "grace", "overdue", "closed"].map(|key| number(line, key));
            assert_eq!(columns.iter().sum::<i64>(), number(line, "planned"), "{line}");
            for (sum, key) in sums.iter_mut().zip(["planned", "planned_fen", "cash_fen"]) {
                *sum += number(line, key);
            }
        }
        assert_eq!(sums[0], number(&plan, "people") + number(&plan, "units"), "{day}");
        assert_eq!(sums[1], number(&plan, "planned_fen"), "{day}");
        let of =
            ["progress", "--round", "2024-spring", "--list", "done", "--of", "桑根达来镇", "--today", day];
        let done = json(home.path(), &of).as_array().unwrap().len();
        let line = lines.as_array().unwrap().iter().find(|line| line["place"] == "桑根达来镇").unwrap();
        assert_eq!(number(line, "done"), i64::try_from(done).unwrap());
        let bulletin = json(home.path(), &["bulletin", "2024-spring", "--today", day]);
        assert_eq!(number(&bulletin, "cash_fen"), sums[2]);
        assert_eq!(number(&bulletin, "people") + number(&bulletin, "units"), sums[0]);
        assert_eq!(bulletin["lines"].as_array().unwrap().len(), 10);
    }
    for wrong in
        [&["progress", "--by", "旗"][..], &["progress", "--list", "x"], &["progress", "--of", "上都镇"]]
    {
        assert_eq!(muster(home.path(), wrong).status, 2, "{wrong:?}");
    }
}
