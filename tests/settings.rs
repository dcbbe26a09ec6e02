//! Protects settings: each holds from its day, an old entry is judged by what held then, and setting is audited.

use serde_json::json;

use crate::support::program::{Program, finished};

const SPRING: &str = "2024-spring";

/// Cash by one handler only.
fn alone<'a>(who: &'a str, on: &'a str) -> Vec<&'a str> {
    vec!["record", who, "--round", SPRING, "--by", "布仁", "--on", on]
}

#[test]
fn a_setting_holds_from_the_day_it_is_set() {
    let program = Program::new();
    let held = || program.json(&["settings"]);
    let default = |key: &str| json!({"key": key, "value": "on", "default": "on", "since": null});
    let all = held();
    assert_eq!(all.as_array().unwrap()[..2], [default("two_handlers"), default("daily_backup")]);
    let mut thresholds = all.as_array().unwrap()[2..].iter();
    assert!(thresholds.clone().count() > 30, "{all}");
    let is_one = |one: &serde_json::Value| {
        let key = one["key"].as_str().unwrap();
        (key.starts_with("audit_") || key.starts_with("confirm_")) && one["value"] == one["default"]
    };
    assert!(thresholds.all(is_one), "{all}");
    assert_eq!(program.run(&alone("程连富", "2024-02-02")).status, 77);
    let set = program.json(&["set", "two_handlers", "否"]);
    assert_eq!(set, json!({"result": "done", "key": "two_handlers", "value": "off"}));
    assert_eq!(held()[0]["since"], "2024-02-02");
    assert_eq!(program.run(&alone("程连富", "2024-02-01")).status, 77, "yesterday it took two");
    assert_eq!(program.run(&alone("程连富", "2024-02-02")).status, 0);
    assert_eq!(program.run(&["set", "two_handlers", "off"]).status, 0, "as it is");
    // Three days later it takes two again; what was given by one stays right.
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_muster"));
    command.env_clear().env("HOME", program.folder()).env("MUSTER_DB", program.register.store.path()).args([
        "--today",
        "2024-02-05",
        "set",
        "two_handlers",
        "on",
    ]);
    assert_eq!(finished(&mut command).status, 0);
    let check = program.run(&["check"]);
    assert_eq!((check.status, check.out.as_str()), (0, ""));
    let acts: Vec<(String, String, String)> = program
        .register
        .plain()
        .prepare("SELECT subject, before, after FROM audit WHERE action = 'set' ORDER BY local_id")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let act = |before: &str, after: &str| ("two_handlers".to_owned(), before.to_owned(), after.to_owned());
    assert_eq!(acts, [act("on", "off"), act("off", "on")]);
}

/// What was recorded before a change of the same day was right when it was recorded, and stays so.
#[test]
fn a_change_within_a_day_makes_nothing_of_that_day_wrong() {
    let program = Program::new();
    assert_eq!(program.run(&["set", "two_handlers", "off"]).status, 0);
    assert_eq!(program.run(&alone("程连富", "2024-02-02")).status, 0);
    assert_eq!(program.run(&["set", "two_handlers", "on"]).status, 0);
    assert_eq!(program.run(&alone("单国强", "2024-02-02")).status, 77, "from now on it takes two");
    let check = program.run(&["check"]);
    assert_eq!((check.status, check.out.as_str()), (0, ""));
}

#[test]
fn what_is_no_setting_and_no_value_is_told_with_what_there_is() {
    let program = Program::new();
    let run = program.run(&["set", "three_handlers", "on"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("two_handlers"), "{run:?}");
    let run = program.run(&["set", "two_handlers", "maybe"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("on off"), "{run:?}");
    let run = program.run(&["settings", "--lang", "en"]);
    assert!(run.out.contains("Cash needs two handlers") && run.out.contains("by default"), "{run:?}");
}
