//! Protects `muster undo`: the last act of the day or any by its number is taken back with a reason, and what cannot be
//! says why.

use serde_json::Value;

use crate::support::program::{Program, Run};

fn told(run: &Run) -> (i32, Value) {
    (run.status, run.json())
}

/// The number of the newest act of a kind.
fn act(program: &Program, action: &str) -> String {
    let acts = program.json(&["acts"]);
    let found = acts.as_array().unwrap().iter().find(|act| act["action"] == action).unwrap();
    found["no"].to_string()
}

fn sound(program: &Program) {
    assert_eq!(program.run(&["check"]).status, 0, "{:?}", program.run(&["check"]));
}

#[test]
fn the_last_act_is_undone_and_an_older_one_by_its_number() {
    let program = Program::new();
    program.json(&["person", "set", "程连富", "--note", "听力不好"]);
    let edited = act(&program, "edit");
    program.json(&["set", "two_handlers", "off"]);
    let look = program.run(&["undo", "--dry-run"]);
    assert!(look.out.contains("将撤销") && look.out.contains("现金须两名经办人"), "{look:?}");
    let (status, undone) = told(&program.run(&["undo", "--reason", "设错了", "--json"]));
    assert_eq!((status, &undone["result"], &undone["action"]), (0, &"done".into(), &"set".into()));
    // What took an act back is no act to be taken back, and no older one is meant.
    let none = program.run(&["undo", "--reason", "再撤"]);
    assert_eq!(none.status, 1, "{none:?}");
    assert_eq!(program.json(&["show", "程连富"])["note"], "听力不好");
    let (status, undone) = told(&program.run(&["undo", &edited, "--reason", "改错了人", "--json"]));
    assert_eq!((status, &undone["result"]), (0, &"done".into()), "{undone}");
    assert!(program.json(&["show", "程连富"])["note"].is_null());
    let (status, again) = told(&program.run(&["undo", &edited, "--reason", "改错了人", "--json"]));
    assert_eq!((status, &again["result"], &again["rule"]), (0, &"exists".into(), &"undone".into()));
    let lines = program.json(&["acts", "--person", "程连富"]);
    assert_eq!(lines[0]["action"], "undo_edit");
    assert!(
        lines[0]["after"].as_str().unwrap().contains("改错了人") && lines[0]["before"] == "听力不好",
        "{lines}"
    );
    sound(&program);
}

#[test]
fn gifts_calls_and_people_added_are_undone_by_the_same_command() {
    let program = Program::new();
    let due = program.json(&["due", "--round", "2024-spring"]);
    for line in [
        &["record", "程连富", "--round", "2024-spring", "--by", "布仁", "--by", "赵志强"][..],
        &["record", "程连富", "--round", "2024-spring", "--outcome", "absent"],
        &["person", "status", "程连富", "left", "--on", "2024-02-01", "--reason", "迁往旗外"],
        &["person", "add", "--name", "巴图", "--township", "上都镇", "--group", "烈士遗属"],
        &["group", "end", "程连富", "烈士遗属", "--on", "2023-12-31"],
    ] {
        assert_eq!(program.run(line).status, 0, "{line:?}");
        let undone = program.run(&["undo", "--reason", "录错"]);
        assert!(undone.status == 0 && undone.out.starts_with("已撤销 操作 #"), "{line:?} {undone:?}");
        let now = program.json(&["due", "--round", "2024-spring"]);
        assert_eq!(now["items"], due["items"], "{line:?}");
        sound(&program);
    }
    let gone = program.json(&["show", "巴图"]);
    assert_eq!(gone["status"], "withdrawn", "{gone}");
    assert_eq!(program.run(&["person", "add", "--name", "巴图", "--township", "上都镇"]).status, 0);
}

#[test]
fn what_is_not_undone_says_why() {
    let program = Program::new();
    let imported = act(&program, "import");
    let (status, refused) = told(&program.run(&["undo", &imported, "--reason", "错", "--json"]));
    assert_eq!((status, &refused["result"], &refused["rule"]), (77, &"refused".into(), &"imported".into()));
    assert!(refused["message"].as_str().unwrap().contains("名册"), "{refused}");
    program.json(&["person", "set", "程连富", "--note", "甲"]);
    let first = act(&program, "edit");
    program.json(&["person", "set", "程连富", "--note", "乙"]);
    let later = program.run(&["undo", &["#", &first].concat(), "--reason", "错"]);
    assert!(later.status == 77 && later.err.contains(&act(&program, "edit")), "{later:?}");
    assert_eq!(program.run(&["undo", &first]).status, 2, "a reason");
    assert_eq!(program.run(&["undo", "abc", "--reason", "错"]).status, 2);
    assert_eq!(program.run(&["undo", "99999", "--reason", "错"]).status, 1);
    sound(&program);
}

/// A death heard of at the door, and what takes it back, tell what they mean for the rounds.
#[test]
fn a_death_at_the_door_and_its_cancelling_tell_what_becomes_of_the_round() {
    let program = Program::new();
    let who = "程连富";
    let died = &["record", who, "--round", "2024-spring", "--outcome", "died", "--by", "布仁"];
    let touched = |answer: &Value, what: &str| answer["touches"][0][what].as_u64();
    let answer = program.json(died);
    assert_eq!((touched(&answer, "closes"), touched(&answer, "due_anew")), (Some(1), Some(0)), "{answer}");
    // By the name: it is the only call that can be cancelled.
    let answer = program.json(&["cancel", who, "--reason", "同名另一人"]);
    assert_eq!((&answer["result"], &answer["name"]), (&"done".into(), &who.into()));
    assert_eq!(touched(&answer, "due_anew"), Some(1), "{answer}");
    assert_eq!(program.run(&["cancel", who, "--reason", "再来"]).status, 1);
    for day in ["2024-02-01", "2024-02-02"] {
        program.json(&["record", who, "--round", "2024-spring", "--outcome", "absent", "--on", day]);
    }
    let several = program.run(&["cancel", who, "--reason", "走错了门"]);
    assert_eq!(several.status, 65, "{several:?}");
    assert!(several.err.contains("2024年春节 不在家 2024-02-01"), "{several:?}");
    let set = ["person", "status", who, "left", "--on", "2024-02-01", "--reason", "迁往旗外"];
    let told = program.run(&set).out;
    assert!(told.contains("已登记 程连富：迁出 2024年2月1日") && told.contains("随之了结 1"), "{told}");
    let told = program.run(&["undo", "--reason", "没有迁出"]).out;
    assert!(told.contains("新增应访 1"), "{told}");
    sound(&program);
}

/// What is reversed is named with whom and how much.
#[test]
fn a_reversal_names_whom_it_was_for_and_how_much() {
    let program = Program::new();
    let round = ["--round", "2024-spring", "--by", "布仁", "--by", "赵志强"];
    program.json(&[&["record", "程连富"], &round[..]].concat());
    let told = program.run(&["reverse", "#1", "--reason", "发错人"]).out;
    assert!(told.starts_with("已冲正 #1 程连富 1,000 元（2024年春节），冲正分录 #2 "), "{told}");
    let listed = program.run(&["ledger"]).out;
    assert!(listed.contains("#1") && listed.contains("#2"), "{listed}");
    sound(&program);
}
