//! Protects what is told before it does harm: who may be one human or gone on a roster, units under a person's column, who
//! was given something beside the list, the day that a list is of, and findings before a year is closed.

use std::fs;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::program::{Program, Run, finished};

const HEAD: &str = "姓名,身份证号,苏木镇,嘎查村,慰问类别,电话\n";

/// Runs it on another day than the pinned one.
fn on(program: &Program, today: &str, args: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
    command.env_clear().env("HOME", program.folder()).env("MUSTER_DB", program.register.store.path());
    finished(command.args(["--today", today]).args(args).stdin(Stdio::null()))
}

fn done(program: &Program, today: &str, args: &[&str]) -> Run {
    let run = on(program, today, args);
    assert_eq!(run.status, 0, "{args:?}: {run:?}");
    run
}

fn give(program: &Program, today: &str, who: &str, more: &[&str]) {
    let line = ["record", who, "--round", "2024-spring", "--by", "布仁", "--by", "赵志强"];
    done(program, today, &[&line, more].concat());
}

/// The warnings or refusals of a dry run: row, column and words of each.
fn told(program: &Program, rows: &str, key: &str) -> Vec<(u64, String, String)> {
    let file = program.folder().join("名单.csv");
    fs::write(&file, [HEAD, rows].concat()).unwrap();
    let run = program.run(&["import", file.to_str().unwrap(), "--dry-run", "--json"]);
    let word = |one: &Value, key: &str| one[key].as_str().unwrap_or_default().to_owned();
    let all = run.json()[key].as_array().unwrap_or_else(|| panic!("{run:?}")).clone();
    all.iter().map(|one| (one["row"].as_u64().unwrap(), word(one, "column"), word(one, "message"))).collect()
}

#[test]
fn a_roster_warns_of_shared_phones_and_of_those_who_are_gone_and_refuses_units_as_people() {
    let program = Program::new();
    for line in [
        &["person", "set", "单国强", "--phone", "13847900001"][..],
        &["person", "status", "程连富", "died", "--on", "2024-01-20", "--reason", "来电"],
        &["person", "status", "呼日查巴特尔", "left", "--on", "2024-01-10", "--reason", "搬走"],
    ] {
        done(&program, "2024-02-02", line);
    }
    let rows = "双甲,,上都镇,新城社区,困难退役军人,13847900002\n\
                双乙,,上都镇,金莲川社区,困难退役军人,13847900002\n\
                双丙,,上都镇,金莲川社区,困难退役军人,13847900001\n\
                单国强,,上都镇,新城社区,,13847900001\n\
                程连富,,桑根达来镇,敖包图嘎查,烈士遗属,\n\
                呼日查巴特尔,,桑根达来镇,敖包图嘎查,困难退役军人,\n\
                旗某部三连,,上都镇,新城社区,,\n";
    let warned = told(&program, rows, "warned");
    let at = |row: u64| -> Vec<&str> {
        warned.iter().filter(|one| one.0 == row).map(|one| one.2.as_str()).collect()
    };
    for (row, words) in [
        (3, "电话与第 2 行相同"),
        (4, "登记册上有人电话相同"),
        (6, "2024-01-20 去世"),
        (7, "2024-01-10 迁出"),
        (8, "像是单位的名称"),
    ] {
        assert!(at(row).iter().any(|told| told.contains(words)), "{row}: {warned:?}");
    }
    assert!(at(2).is_empty() && at(5).is_empty(), "{warned:?}");
    // Who says so of themselves is right, and a unit that is registered is no person.
    let file = program.folder().join("单位.csv");
    fs::write(&file, "单位名称,苏木镇\n驻地甲,上都镇\n").unwrap();
    done(&program, "2024-02-02", &["import", file.to_str().unwrap()]);
    let refused = told(&program, "驻地甲,,上都镇,新城社区,困难退役军人,\n", "refused");
    assert!(refused.iter().any(|one| one.2.contains("单位名称")), "{refused:?}");
    // The same rule by hand.
    for name in ["驻地甲", "驻旗某部一连"] {
        let line = ["person", "add", "--name", name, "--township", "上都镇", "--json"];
        let run = program.run(&line);
        assert_eq!((run.status, run.json()["rule"].as_str()), (77, Some("unit_name")), "{run:?}");
        let run = program.run(&[&line[..], &["--reason", "确是人名"]].concat());
        assert_eq!(run.status, 0, "{run:?}");
    }
    assert_eq!(program.run(&["person", "set", "单国强", "--name", "某部三连"]).status, 77);
}

#[test]
fn those_with_one_phone_are_likely_doubles_until_somebody_tells_them_apart() {
    let program = Program::new();
    let file = program.folder().join("名单.csv");
    let rows = "双甲,,上都镇,新城社区,困难退役军人,13847900002\n\
                双乙,,桑根达来镇,敖包图嘎查,困难退役军人,13847900002\n";
    fs::write(&file, [HEAD, rows].concat()).unwrap();
    done(&program, "2024-02-02", &["import", file.to_str().unwrap()]);
    let told = program.json(&["review", "doubles"]);
    assert_eq!((&told["count"], &told["items"][0]["why"]), (&1.into(), &"same_phone".into()), "{told}");
    done(&program, "2024-02-02", &["person", "apart", "双甲", "双乙", "--reason", "夫妻"]);
    assert_eq!(program.json(&["review", "doubles"])["count"], 0);
}

#[test]
fn a_gift_beside_the_list_is_found_whatever_groups_are_held() {
    let program = Program::new();
    done(
        &program,
        "2024-02-02",
        &["person", "status", "单国强", "left", "--on", "2023-12-01", "--reason", "搬走"],
    );
    give(&program, "2024-02-02", "单国强", &["--cash", "500", "--reason", "确有其事"]);
    give(&program, "2024-02-02", "呼日查巴特尔", &[]);
    assert_eq!(program.json(&["review", "not-listed"])["items"][0]["name"], "单国强");
    let report = program.json(&["report", "--round", "2024-spring"]);
    let of = |name: &str| {
        let all = report["groups"].as_array().unwrap();
        all.iter().filter(|one| one["group"] == name || one["name"] == name).count()
    };
    assert_eq!(of("困难退役军人"), 0, "{report}");
    // Who leaves the list by what comes to be known later is found as well.
    done(
        &program,
        "2024-02-03",
        &["person", "status", "呼日查巴特尔", "left", "--on", "2023-12-01", "--reason", "早走了"],
    );
    assert_eq!(on(&program, "2024-02-03", &["review", "not-listed", "--json"]).json()["count"], 2);
}

#[test]
fn a_list_that_leaves_tells_the_day_that_it_is_of() {
    let program = Program::new();
    give(&program, "2024-02-03", "单国强", &[]);
    let entry = on(&program, "2024-02-03", &["ledger", "--json"]).json();
    let entry = entry[0]["entry"].as_str().unwrap().to_owned();
    done(&program, "2024-02-05", &["reverse", &entry, "--reason", "记错"]);
    let due = |today: &str| {
        let told = on(&program, today, &["due", "--state", "all", "--json"]).json();
        let items = told["items"].as_array().unwrap();
        items.iter().find(|one| one["name"] == "单国强").unwrap()["state"].as_str().unwrap().to_owned()
    };
    let leaves = |today: &str| {
        let line =
            ["export", "due", "--round", "2024-spring", "--state", "all", "--to", "-", "--format", "csv"];
        let told = done(&program, today, &line).out;
        told.lines().find(|line| line.contains("单国强")).unwrap().to_owned()
    };
    assert_eq!((due("2024-02-03").as_str(), due("2024-02-05").as_str()), ("done", "due"));
    for _ in 0..2 {
        // An act that is written under the earlier day does not make it the last one.
        assert!(leaves("2024-02-03").contains("已访"), "{}", leaves("2024-02-03"));
        assert!(leaves("2024-02-05").contains("应访"), "{}", leaves("2024-02-05"));
        assert_eq!((due("2024-02-03").as_str(), due("2024-02-05").as_str()), ("done", "due"));
    }
}

#[test]
fn a_year_is_closed_once_its_red_findings_are_answered() {
    let program = Program::new();
    give(&program, "2024-02-02", "单国强", &["--cash", "5000", "--reason", "局里批准"]);
    let close = ["year", "close", "2024", "--reason", "已上报"];
    let red = |program: &Program| -> Vec<String> {
        let told = on(program, "2025-01-10", &["audit", "--year", "2024", "--json"]).json();
        let all = told["findings"].as_array().unwrap_or_else(|| told.as_array().unwrap());
        let open = all.iter().filter(|one| one["level"] == "red" && one["open"] == true);
        open.map(|one| one["finding"].as_str().unwrap().to_owned()).collect()
    };
    let names = red(&program);
    assert!(!names.is_empty());
    let run = on(&program, "2025-01-10", &close);
    assert_eq!(run.status, 77, "{run:?}");
    assert!(names.iter().any(|name| run.err.contains(name.as_str())), "{names:?}: {run:?}");
    assert_eq!(
        on(
            &program,
            "2025-01-10",
            &["record", "单国强", "--round", "2024-spring", "--outcome", "absent", "--on", "2024-12-30"]
        )
        .status,
        0
    );
    for name in &names {
        done(&program, "2025-01-10", &["audit", "answer", name, "--reason", "看过原件", "--by", "局长"]);
    }
    for name in red(&program) {
        done(&program, "2025-01-10", &["audit", "answer", &name, "--reason", "看过原件", "--by", "局长"]);
    }
    done(&program, "2025-01-10", &close);
}

#[test]
fn what_a_change_touches_is_told_beforehand_and_by_the_first_write_after_grace_nothing_is() {
    let program = Program::new();
    let end = ["group", "end", "单国强", "困难退役军人", "--on", "2023-12-31", "--json"];
    let dry = on(&program, "2024-02-02", &[&end[..], &["--dry-run"]].concat()).json();
    assert_eq!(
        (&dry["result"], &dry["touches"][0]["round"]),
        (&"dry_run".into(), &"2024-spring".into()),
        "{dry}"
    );
    let card = program.json(&["show", "单国强"]);
    for line in [
        &["category", "add", "单国强", "残疾军人"][..],
        &["person", "set", "单国强", "--township", "桑根达来镇"],
        &["person", "status", "单国强", "died", "--on", "2024-02-01", "--reason", "来电"],
        &["round", "set", "2024-spring", "--standard", "困难退役军人=800", "--reason", "提标"],
    ] {
        let told = on(&program, "2024-02-02", &[line, &["--dry-run", "--json"]].concat());
        assert_eq!((told.status, &told.json()["result"]), (0, &"dry_run".into()), "{line:?}: {told:?}");
    }
    assert_eq!(program.json(&["show", "单国强"]), card, "nothing was written");
    // What would be refused is refused.
    let late = ["person", "status", "单国强", "died", "--on", "2024-03-01", "--reason", "来电", "--dry-run"];
    assert_eq!(on(&program, "2024-02-02", &late).status, 77);
    // The first write behind the grace fixes the list before anything else: then the end touches nothing of it.
    give(&program, "2024-02-02", "程连富", &[]);
    let told = on(&program, "2024-03-01", &end).json();
    assert_eq!((&told["touches"], &told["settled_unchanged"]), (&Value::Null, &1.into()), "{told}");
    let due =
        on(&program, "2024-03-01", &["due", "--round", "2024-spring", "--state", "all", "--json"]).json();
    assert!(due["items"].as_array().unwrap().iter().any(|one| one["name"] == "单国强"), "{due}");
}

#[test]
fn a_departure_told_by_the_first_write_after_grace_closes_and_takes_nobody_off_the_list() {
    let program = Program::new();
    give(&program, "2024-02-02", "程连富", &[]);
    let line = ["person", "status", "单国强", "left", "--on", "2023-12-01", "--reason", "搬走", "--json"];
    let told = on(&program, "2024-03-01", &line).json();
    let touch = &told["touches"][0];
    assert_eq!((&touch["closes"], &touch["due_no_longer"]), (&1.into(), &0.into()), "{told}");
}

#[test]
fn a_whole_number_given_to_a_command_that_writes_is_no_search() {
    let program = Program::new();
    let searches = || {
        let acts = program.json(&["acts"]);
        acts.as_array().unwrap().iter().filter(|act| act["action"] == "number_search").count()
    };
    let id = |n: u32| {
        let body = format!("15259919520801{n:03}");
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        let sum: usize =
            body.bytes().zip(weights).map(|(digit, weight)| usize::from(digit - b'0') * weight).sum();
        format!("{body}{}", "10X98765432".chars().nth(sum % 11).unwrap())
    };
    for n in 1..=8 {
        let name = format!("新{}", ["一", "二", "三", "四", "五", "六", "七", "八"][n as usize - 1]);
        let line = ["person", "add", "--name", &name, "--township", "上都镇", "--id", &id(n)];
        assert_eq!(program.run(&line).status, 0);
        assert_eq!(program.run(&["person", "set", &id(n), "--note", "来自名册"]).status, 0);
        assert_eq!(program.run(&["group", "add", &id(n), "困难退役军人", "--on", "2024-01-01"]).status, 0);
    }
    assert_eq!(searches(), 0);
    // Nobody bears it; it is looked at beforehand; a refusal tells whose it is.
    assert_eq!(program.run(&["group", "add", &id(9), "困难退役军人"]).status, 1);
    assert_eq!(searches(), 1);
    assert_eq!(program.run(&["group", "add", &id(1), "困难退役军人", "--dry-run"]).status, 0);
    assert_eq!(searches(), 2);
    let line = ["person", "add", "--name", "另一人", "--township", "上都镇", "--id", &id(1)];
    assert_eq!(program.run(&line).status, 77);
    assert_eq!(searches(), 3);
}

#[test]
fn an_answer_is_taken_back_and_a_refusal_is_an_object() {
    let program = Program::new();
    give(&program, "2024-02-02", "单国强", &["--cash", "5000", "--reason", "局里批准"]);
    let open = || -> Vec<String> {
        let told = program.json(&["audit", "--rule", "A03"]);
        let open = told.as_array().unwrap().iter().filter(|one| one["open"] == true).cloned();
        open.map(|one| one["finding"].as_str().unwrap().to_owned()).collect()
    };
    let [name] = open().try_into().unwrap();
    let answer = |by: &str, reason: &str| {
        let line = ["audit", "answer", &name, "--reason", reason, "--by", by, "--json"];
        let run = program.run(&line);
        (run.status, run.json()["result"].clone(), run.json()["rule"].clone())
    };
    assert_eq!(answer("布仁", "看过"), (77, "refused".into(), "own_finding".into()));
    assert_eq!(answer("局长", "。").1, "refused");
    assert_eq!(answer("局长", "看过原件").1, "done");
    assert_eq!(answer("局长", "看过原件").1, "exists");
    assert_eq!(open().len(), 0);
    done(&program, "2024-02-02", &["undo", "--reason", "答错了"]);
    assert_eq!(open(), std::slice::from_ref(&name));
}

#[test]
fn a_recording_in_a_closed_year_and_a_name_as_people_read_it() {
    let program = Program::new();
    done(&program, "2024-02-02", &["person", "set", "单国强", "--name", "⾼娃"]);
    assert_eq!(program.run(&["show", "⾼娃"]).status, 0);
    done(&program, "2025-01-02", &["year", "close", "2024", "--reason", "已上报"]);
    let line =
        ["record", "高娃", "--round", "2024-spring", "--outcome", "absent", "--on", "2024-12-30", "--json"];
    let run = on(&program, "2025-01-02", &line);
    assert_eq!(
        (run.status, &run.json()["result"], &run.json()["rule"]),
        (77, &"refused".into(), &"year_closed".into())
    );
    let again = on(&program, "2025-01-02", &["year", "close", "2024", "--reason", "再关", "--json"]);
    assert_eq!((again.status, &again.json()["rule"]), (77, &"closed".into()), "{again:?}");
}

#[test]
fn what_was_ended_before_a_parting_is_held_again() {
    let program = Program::new();
    done(&program, "2024-02-02", &["person", "merge", "程连富", "单国强", "--reason", "同一人"]);
    done(&program, "2024-02-02", &["group", "end", "程连富", "烈士遗属", "--on", "2024-01-02"]);
    let ended = program.json(&["acts"])[0]["no"].as_i64().unwrap().to_string();
    done(&program, "2024-02-02", &["person", "unmerge", "单国强", "--reason", "两个人"]);
    done(&program, "2024-02-02", &["undo", &ended, "--reason", "写错"]);
    let groups = program.json(&["show", "程连富"])["groups"].to_string();
    assert!(groups.contains("烈士遗属") && !groups.contains("2024-01-02"), "{groups}");
    assert_eq!(program.run(&["check"]).status, 0);
}

#[test]
fn a_card_put_on_for_the_payment_and_taken_off_behind_it_is_found() {
    let program = Program::new();
    let card = ["--card", "6228480402564890018", "--confirm-double", "一家"];
    for who in ["程连富", "单国强"] {
        done(&program, "2024-02-02", &[&["person", "set", who], &card[..]].concat());
        give(&program, "2024-02-02", who, &[]);
    }
    done(&program, "2024-02-03", &["person", "set", "程连富", "--card", ""]);
    let found = |rule: &str| {
        let told = on(&program, "2024-02-03", &["audit", "--rule", rule, "--json"]);
        let levels: Vec<String> = told
            .json()
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["level"].as_str().unwrap().to_owned())
            .collect();
        levels
    };
    assert!(found("A14").contains(&"red".to_owned()), "{:?}", found("A14"));
    assert_eq!(found("A13").len(), 1);
}

#[test]
fn a_reason_counts_for_a_proxy_behind_a_death() {
    let program = Program::new();
    done(
        &program,
        "2024-02-02",
        &["person", "status", "单国强", "died", "--on", "2024-01-20", "--reason", "来电"],
    );
    let proxy = ["--outcome", "proxy", "--proxy", "单妻", "--relation", "妻"];
    let line = ["record", "单国强", "--round", "2024-spring", "--by", "布仁", "--by", "赵志强"];
    assert_eq!(on(&program, "2024-02-02", &[&line[..], &proxy].concat()).status, 77);
    done(&program, "2024-02-02", &[&line[..], &proxy, &["--reason", "遗属代领"]].concat());
}
