//! Protects the list of handlers: who handed over is on it, a new name is asked about once, and one that ended is asked about
//! again.

use serde_json::Value;

use crate::support::program::Program;

fn record(program: &Program, who: &str, by: [&str; 2], more: &[&str]) -> (i32, Value) {
    let line = ["record", who, "--round", "2024-spring", "--by", by[0], "--by", by[1], "--json"];
    let run = program.run(&[&line[..], more].concat());
    (run.status, run.json())
}

fn names(program: &Program) -> Vec<(String, Option<String>, i64)> {
    let list = program.json(&["handlers"]);
    let told = |one: &Value| {
        let text = |key: &str| one[key].as_str().map(str::to_owned);
        (text("name").unwrap(), text("until"), one["gifts"].as_i64().unwrap())
    };
    let mut names: Vec<_> = list.as_array().unwrap().iter().map(told).collect();
    names.sort();
    names
}

#[test]
fn a_new_name_is_asked_about_once_and_a_known_one_never() {
    let program = Program::new();
    assert_eq!(names(&program), []);
    // The first ones come on the list by themselves.
    assert_eq!(record(&program, "程连富", ["布仁", "赵志强"], &[]).0, 0);
    let slip = ["布仁", "赵志墙"];
    let (status, answer) = record(&program, "单国强", slip, &[]);
    assert_eq!((status, &answer["result"], &answer["rule"]), (77, &"refused".into(), &"new_handler".into()));
    assert!(answer["message"].as_str().unwrap().contains("--new-handler"), "{answer}");
    // The same name as people read it is known.
    assert_eq!(record(&program, "单国强", ["布仁。", "赵志强"], &[]).0, 0);
    let new = ["萨仁", "赵志强"];
    assert_eq!(record(&program, "呼日查巴特尔", new, &[]).0, 77);
    assert_eq!(record(&program, "呼日查巴特尔", new, &["--new-handler"]).0, 0);
    let until = |name: &str, gifts| (name.to_owned(), None, gifts);
    assert_eq!(names(&program), [until("布仁", 2), until("萨仁", 1), until("赵志强", 3)]);
    let absent = ["record", "无名组", "--round", "2024-spring", "--outcome", "absent", "--reason", "顺路"];
    let absent = |by: &str| program.run(&[&absent[..], &["--by", by]].concat()).status;
    assert_eq!(absent("萨仁"), 0, "asked about once");
    // Put there beforehand; ended; asked about again.
    assert_eq!(program.json(&["handler", "add", "乌兰"])["result"], "done");
    assert_eq!(program.json(&["handler", "add", "乌兰"])["result"], "exists");
    assert_eq!(program.json(&["handler", "end", "乌兰", "--on", "2024-02-01"])["result"], "done");
    assert_eq!(absent("乌兰"), 77);
    assert_ne!(program.run(&["handler", "end", "没有此人"]).status, 0);
    let audit = program.json(&["audit", "--rule", "A10"]);
    assert!(!audit.to_string().contains("名单"), "{audit}");
    let acts = program.json(&["acts"]).to_string();
    assert!(acts.contains("add_handler") && acts.contains("end_handler"), "{acts}");
    assert_eq!(program.run(&["check"]).status, 0);
}
