//! Protects work that is not money: it is written down by commands and out of tables, changed, undone, counted, and refused where
//! it cannot be.

use std::path::Path;

use serde_json::Value;

use crate::support::program::Program;

fn fixture() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sample/work.csv").to_str().unwrap().to_owned()
}

fn last_act(program: &Program) -> String {
    let acts = program.json(&["acts"]);
    acts.as_array().unwrap().first().unwrap()["no"].to_string()
}

#[test]
fn a_row_is_added_changed_and_taken_back() {
    let program = Program::new();
    let added = program.json(&["matter", "add", "安置遗留问题", "--people", "2", "--on", "2024-01-15"]);
    assert_eq!(
        (&added["result"], &added["people"], &added["to"]),
        (&"recorded".into(), &2.into(), &Value::Null)
    );
    let no = added["no"].to_string();
    let again = [
        "matter",
        "add",
        "安置遗留问题",
        "--people",
        "2",
        "--on",
        "2024-01-15",
        "--id",
        added["work"].as_str().unwrap(),
    ];
    assert_eq!(program.json(&again)["result"], "exists");
    let settled = program.json(&["matter", "settle", &no, "--on", "2024-02-01", "--result", "已化解"]);
    assert_eq!((&settled["to"], &settled["details"]["result"]), (&"2024-02-01".into(), &"已化解".into()));
    assert_eq!(program.json(&["matter", "list", "--open"]), Value::Array(Vec::new()));
    // The end is undone, then the row itself.
    let undo =
        |program: &Program| program.json(&["undo", &last_act(program), "--reason", "记错"])["result"].clone();
    assert_eq!(undo(&program), "done");
    assert_eq!(program.json(&["matter", "list", "--open"])[0]["details"]["result"], Value::Null);
    let acts = program.json(&["acts"]);
    let add =
        acts.as_array().unwrap().iter().find(|act| act["action"] == "add_work").unwrap()["no"].to_string();
    assert_eq!(program.json(&["undo", &add, "--reason", "记错"])["result"], "done");
    assert_eq!(program.json(&["matter", "list"]), Value::Array(Vec::new()));
    assert_eq!(program.run(&["check"]).status, 0, "{:?}", program.run(&["check"]));
}

#[test]
fn what_is_wrong_is_refused_with_its_reason_and_twice_is_told() {
    let program = Program::new();
    for (line, status) in [
        (&["activity", "add", "聚餐", "x"][..], 2),
        (&["activity", "add", "会议", "例会", "--on", "2024-03-01"], 65),
        (&["activity", "add", "会议", "例会", "--found", "3"], 65),
        (&["activity", "add", "检查", "x", "--found", "3", "--mended", "4"], 65),
        (&["facility", "add", "饭馆", "x"], 65),
        (&["facility", "add", "社区服务站", "新城站", "--funds", "12.345"], 65),
        (&["confirm", "add", "没有此人"], 1),
        (&["matter", "settle", "99"], 1),
        (&["contact", "add", "程连富", "--way", "飞鸽"], 65),
    ] {
        let run = program.run(line);
        assert_eq!(run.status, status, "{line:?}: {run:?}");
    }
    let confirm = ["confirm", "add", "程连富", "--way", "上门", "--result", "健在"];
    assert_eq!(program.json(&confirm)["details"]["year"], 2024);
    assert_eq!(program.run(&confirm).status, 77);
    let plaque = ["attribute", "add", "光荣牌", "单国强", "--on", "2024-01-10"];
    let no = program.json(&plaque)["no"].to_string();
    assert_eq!(program.run(&plaque).status, 77);
    let replaced = program.json(&["attribute", "end", &no, "--replaced", "2024-01-20"]);
    assert_eq!((&replaced["to"], &replaced["details"]["replaced_on"]), (&Value::Null, &"2024-01-20".into()));
    assert_eq!(program.json(&["attribute", "end", &no])["to"], "2024-02-02");
    let need = program.json(&["need", "add", "单国强", "房屋漏雨", "--on", "2024-01-10"]);
    assert_eq!((&need["name"], &need["title"]), (&"单国强".into(), &"房屋漏雨".into()));
    let progress = program.json(&["confirm", "progress", "2024"]);
    assert_eq!(progress["opens"], "2024-01-01");
    assert_eq!(program.run(&["check"]).status, 0, "{:?}", program.run(&["check"]));
}

#[test]
fn a_year_is_read_out_of_a_table_once() {
    let program = Program::new();
    assert_eq!(program.json(&["work", "read", &fixture(), "--dry-run"])["rows"], 145);
    assert_eq!(program.json(&["work", "read", &fixture()])["result"], "recorded");
    assert_eq!(program.json(&["work", "read", &fixture()])["result"], "exists");
    let counts = program.json(&["work", "counts", "2023"]);
    let of = |kind: &str, subkind: &str| {
        let found =
            counts.as_array().unwrap().iter().find(|one| one["kind"] == kind && one["subkind"] == subkind);
        let one = found.unwrap_or_else(|| panic!("{kind} {subkind}: {counts}"));
        [&one["rows"], &one["times"], &one["people"]].map(|number| number.as_u64().unwrap())
    };
    assert_eq!(of("role", "兵支书"), [43, 43, 0]);
    assert_eq!(of("facility", "优待商户"), [31, 31, 0]);
    assert_eq!(of("review", "秋季退役士兵接收"), [1, 1, 12]);
    assert_eq!(of("party", "集中学习"), [1, 22, 0]);
    assert_eq!(of("matter", ""), [5, 5, 7]);
    let months = program.json(&["work", "counts", "2023", "--months"]);
    let garrison = months.as_array().unwrap().iter().find(|one| one["kind"] == "garrison").unwrap();
    assert_eq!(garrison["months"], serde_json::json!([0, 0, 4, 1, 1, 0, 2, 1, 0, 0, 0, 0]));
    // A table in which something is wrong writes nothing, and tells all of it with its rows.
    let path = program.folder().join("bad.csv");
    std::fs::write(&path, "种类,时间,名称,发现问题\n会议,2023-05,例会,\n聚餐,某天,x,\n检查,2023,y,三\n")
        .unwrap();
    let run = program.run(&["work", "read", path.to_str().unwrap()]);
    assert_eq!(run.status, 65);
    for told in ["第 3 行 种类", "第 3 行 时间", "第 4 行 发现问题", "3 处"] {
        assert!(run.err.contains(told), "{told}: {run:?}");
    }
    assert_eq!(program.json(&["work", "list", "--words", "例会"]), Value::Array(Vec::new()));
    assert_eq!(program.run(&["check"]).status, 0, "{:?}", program.run(&["check"]));
}

#[test]
fn nothing_is_dated_in_a_year_that_is_closed_and_a_later_reversal_lies_in_the_open_one() {
    let program = Program::new();
    let gift = [
        "record",
        "程连富",
        "--round",
        "2023-spring",
        "--on",
        "2023-01-20",
        "--cash",
        "500",
        "--by",
        "布仁",
        "--by",
        "赵志强",
        "--reason",
        "补登",
    ];
    let entry = program.json(&gift)["entry"].as_str().unwrap().to_owned();
    assert_eq!(program.run(&["year", "close", "2024", "--reason", "早了"]).status, 77);
    assert_eq!(program.json(&["year", "close", "2023", "--reason", "已上报"])["result"], "done");
    let late = [
        "record",
        "单国强",
        "--round",
        "2023-spring",
        "--on",
        "2023-01-21",
        "--cash",
        "500",
        "--by",
        "布仁",
        "--by",
        "赵志强",
        "--reason",
        "补登",
    ];
    let run = program.run(&late);
    assert_eq!(run.status, 77);
    assert!(run.err.contains("2023年已关账"), "{run:?}");
    assert_eq!(program.run(&["activity", "add", "会议", "例会", "--on", "2023-05-01"]).status, 77);
    let before = program.json(&["report", "2023"]);
    assert_eq!(program.json(&["reverse", &entry, "--reason", "重复"])["result"], "recorded");
    let after = program.json(&["report", "2023"]);
    assert_eq!(
        (&after["visits"], &after["rounds"]),
        (&before["visits"], &before["rounds"]),
        "the closed year stays"
    );
    let ledger = program.json(&["ledger"]);
    assert_eq!(ledger[0]["on"], "2024-02-02");
    assert_eq!(program.run(&["check"]).status, 0, "{:?}", program.run(&["check"]));
    let acts = program.json(&["acts"]);
    let close =
        acts.as_array().unwrap().iter().find(|act| act["action"] == "close_year").unwrap()["no"].to_string();
    assert_eq!(program.json(&["undo", &close, "--reason", "还有补登"])["result"], "done");
    assert_eq!(program.run(&late).status, 0);
}
