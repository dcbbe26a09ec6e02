//! Protects what is owed beside a part that was given, as the commands tell it: goods that come another day are no second
//! gift, and a bare recording gives what is still owed.

use serde_json::Value;

use crate::support::program::Program;

const WHO: &str = "单国强";

fn item(program: &Program, state: &str) -> Value {
    let due = program.json(&["due", "--round", "2024-spring", "--state", state]);
    due["items"].as_array().unwrap().iter().find(|item| item["name"] == WHO).cloned().unwrap_or_default()
}

#[test]
fn goods_owed_beside_cash_are_told_and_given_by_the_next_bare_recording() {
    let program = Program::new();
    let set = program.run(&["round", "set", "2024-spring", "--goods", "困难退役军人=米面油 1 份=160"]);
    assert_eq!(set.status, 0, "{set:?}");
    let owed = |state: &str| {
        let item = item(&program, state);
        (item["owed_fen"].as_i64(), item["owed_goods_fen"].as_i64(), item["why"].as_str().map(str::to_owned))
    };
    assert_eq!(owed("due"), (Some(50_000), Some(16_000), None));
    let by = ["--by", "布仁", "--by", "赵志强"];
    let record = |more: &[&str]| {
        let line = [&["record", WHO, "--round", "2024-spring"][..], &by, more].concat();
        program.json(&line)
    };
    assert_eq!(record(&["--cash", "500"])["result"], "recorded");
    assert_eq!(owed("due"), (Some(0), Some(16_000), Some("goods_owed".to_owned())));
    let told = program.run(&["due", "--round", "2024-spring"]).out;
    assert!(told.lines().any(|line| line.contains(WHO) && line.contains("欠慰问品")), "{told}");
    // Bare: the goods alone. The same line again is the same recording.
    let id = "0190aaaa-0000-7000-8000-000000000001";
    for result in ["recorded", "exists"] {
        let line = [&["record", WHO, "--round", "2024-spring", "--id", id][..], &by].concat();
        let answer = program.json(&line);
        assert_eq!((&answer["result"], &answer["cash_fen"]), (&result.into(), &0.into()), "{answer}");
    }
    assert_eq!(owed("done"), (Some(0), Some(0), None));
    assert_eq!(record(&[])["result"], "refused", "nothing is owed any more");
    assert_eq!(program.run(&["check"]).status, 0);
}
