//! Protects the undoing of what concerns many by one act: the rule of a group, given or taken away, and rises of standards out of
//! their order.

use serde_json::Value;

use crate::support::program::Program;

/// The number of the newest act of a kind.
fn act(program: &Program, action: &str) -> String {
    let acts = program.json(&["acts"]);
    acts.as_array().unwrap().iter().find(|act| act["action"] == action).unwrap()["no"].to_string()
}

fn undo(program: &Program, more: &[&str]) -> (i32, Value) {
    let ran = program.run(&[&["undo", "--reason", "写错", "--json"], more].concat());
    (ran.status, ran.json())
}

fn holds(program: &Program, group: &str) -> bool {
    let groups = program.json(&["show", "程连富"])["groups"].clone();
    groups.as_array().unwrap().iter().any(|one| one["name"] == group)
}

#[test]
fn the_rule_of_a_group_is_undone_whether_it_was_given_or_taken_away() {
    let program = Program::new();
    let group = "困难退役军人";
    assert_eq!(program.run(&["category", "add", "程连富", "残疾军人", "--on", "2023-01-01"]).status, 0);
    let rules = || program.json(&["group", "rule"])["rules"].clone();
    let give = ["group", "rule", group, "残疾军人", "--from", "2023-12-01", "--reason", "有规则"];
    // A dry run tells the rule that it would bring.
    let dry = program.json(&[&give[..], &["--dry-run"]].concat());
    assert_eq!((&dry["result"], &dry["rules"][0]["group"]), (&"dry_run".into(), &group.into()), "{dry}");
    assert_eq!(program.run(&give).status, 0);
    let given = rules();
    assert!(holds(&program, group), "{given}");
    // Whom the rule concerned is a part of the act.
    let undone = undo(&program, &[]);
    assert_eq!((undone.0, &undone.1["action"]), (0, &"group_rule".into()), "{undone:?}");
    assert!(!holds(&program, group) && rules().as_array().unwrap().is_empty());

    assert_eq!(program.run(&give).status, 0);
    assert_eq!(program.run(&["group", "rule", group, "--remove", "--reason", "取消"]).status, 0);
    assert!(!holds(&program, group));
    let number = act(&program, "group_rule");
    let undone = undo(&program, &[&number]);
    assert_eq!((undone.0, &undone.1["result"]), (0, &"done".into()), "{undone:?}");
    assert!(holds(&program, group));
    assert_eq!(rules(), given);
    let again = undo(&program, &[&number]);
    assert_eq!((again.0, &again.1["rule"]), (0, &"undone".into()), "{again:?}");
    assert_eq!(program.run(&["check"]).status, 0);
}

#[test]
fn what_stands_in_the_way_is_named_and_never_an_undoing() {
    let program = Program::new();
    let mut raised = Vec::new();
    for standard in ["困难退役军人=800", "困难退役军人=900", "烈士遗属=1500"] {
        let set = ["round", "set", "2024-spring", "--standard", standard, "--reason", "提标"];
        assert_eq!(program.run(&set).status, 0, "{standard}");
        raised.push(act(&program, "raise_standard"));
    }
    assert_eq!(undo(&program, &[&raised[2]]).0, 0);
    let first = undo(&program, &[&raised[0]]);
    assert_eq!((first.0, &first.1["rule"]), (77, &format!("later {}", raised[1]).into()), "{first:?}");
    assert_eq!(undo(&program, &[&raised[1]]).0, 0);
    assert_eq!(undo(&program, &[&raised[0]]).0, 0);
    assert_eq!(program.run(&["check"]).status, 0);
}

#[test]
fn a_status_that_is_refused_says_why_and_a_return_is_undone() {
    let program = Program::new();
    let status = |what: &[&str]| {
        let args = [&["person", "status", "程连富"], what, &["--reason", "核对", "--json"]].concat();
        let ran = program.run(&args);
        (ran.status, ran.json()["message"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(status(&["resumed", "--on", "2024-01-25"]).0, 77);
    assert_eq!(status(&["suspended", "--on", "2024-01-25"]).0, 0);
    for early in [&["suspended", "--on", "2024-01-20"][..], &["resumed", "--on", "2024-01-25"]] {
        let refused = status(early);
        assert!(refused.0 == 77 && refused.1.contains("2024-01-25"), "{refused:?}");
    }
    assert_eq!(status(&["resumed", "--on", "2024-01-26"]).0, 0);
    let shown = program.run(&["show", "程连富"]).out;
    assert!(shown.contains("至 2024-01-25"), "{shown}");
    // The last thing told of them was the return.
    assert_eq!(status(&["undo"]).0, 0);
    assert_eq!(program.json(&["show", "程连富"])["status"], "suspended");
    assert_eq!(status(&["undo"]).0, 0);
    assert_eq!(program.json(&["show", "程连富"])["status"], "here");
    assert_eq!(status(&["undo"]).0, 77);
    assert_eq!(program.run(&["check"]).status, 0);
}
