//! Protects a standard that is raised after the opening: what was given stays, the rise is owed beside it (补差), once, as a
//! kind of its own that is no double and no override.

use serde_json::Value;

use crate::support::program::Program;

const SPRING: &str = "2024-spring";
const RAISE: [&str; 6] = ["round", "set", SPRING, "--standard", "困难退役军人=800", "--json"];

fn record<'a>(who: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["record", who, "--round", SPRING, "--by", "布仁", "--by", "赵志强", "--json"], more].concat()
}

fn state(program: &Program, who: &str) -> Value {
    let due = program.json(&["due", "--round", SPRING, "--state", "all"]);
    due["items"].as_array().unwrap().iter().find(|one| one["name"] == who).unwrap()["state"].clone()
}

#[test]
fn a_rise_is_owed_once_to_whoever_was_paid_before_and_is_no_double() {
    let program = Program::new();
    assert_eq!(program.run(&record("单国强", &[])).status, 0);
    let refused = program.run(&RAISE);
    assert_eq!((refused.status, &refused.json()["rule"]), (77, &"opened".into()), "{refused:?}");
    for wrong in
        [&["--on", "2024-03-01"][..], &["--grace-until", "2024-03-01"], &["--standard", "烈士遗属=900"]]
    {
        assert_eq!(program.run(&[&RAISE[..], &["--reason", "提标"], wrong].concat()).status, 77, "{wrong:?}");
    }
    let raised = program.run(&[&RAISE[..], &["--reason", "上级提标", "--on", "2024-02-01"][..]].concat());
    assert_eq!((raised.status, &raised.json()["result"]), (0, &"done".into()), "{raised:?}");

    assert_eq!(state(&program, "单国强"), "done");
    assert_eq!(program.json(&["review", "top-up"])["items"][0]["name"], "单国强");
    let again = program.run(&record("单国强", &["--cash", "800"]));
    assert_eq!((again.status, &again.json()["rule"]), (77, &"double_cash".into()), "{again:?}");
    let paid = program.run(&record("单国强", &["--top-up"]));
    assert_eq!((paid.status, &paid.json()["cash_fen"]), (0, &30_000.into()), "{paid:?}");
    let id = paid.json()["entry"].as_str().unwrap().to_owned();
    assert_eq!(program.run(&record("单国强", &["--top-up", "--id", &id])).json()["result"], "exists");
    assert_eq!(program.run(&record("单国强", &["--top-up"])).status, 77);
    assert_eq!(program.json(&["review", "top-up"])["count"], 0);
    assert_eq!(program.json(&["review", "off-standard"])["count"], 0);
    // Who was not visited yet is due by the new standard, and owed nothing beside it.
    assert_eq!(program.run(&record("呼日查巴特尔", &["--top-up"])).status, 77);

    let ledger = program.json(&["ledger"]);
    let of = |id: &str| {
        let all = ledger.as_array().unwrap();
        all.iter().find(|one| one["entry"] == id).unwrap().clone()
    };
    assert_eq!((&of(&id)["purpose"], &of(&id)["reason"]), (&"top_up".into(), &"补差".into()));
    let base =
        ledger.as_array().unwrap().iter().find(|one| one["purpose"] == "visit").unwrap()["entry"].clone();
    assert_eq!(program.run(&["check"]).status, 0);
    for rule in ["A02", "A03", "A04", "A17"] {
        let told = program.json(&["audit", "--rule", rule]);
        assert_eq!(told.as_array().map(Vec::len), Some(0), "{rule}: {told}");
    }
    assert_eq!(program.json(&["report", "--round", SPRING])["visits"]["cash_fen"], 80_000);

    // The rise is taken back before what it tops up.
    let reverse = |entry: &str| program.run(&["reverse", entry, "--reason", "记错"]).status;
    assert_eq!(reverse(base.as_str().unwrap()), 77);
    assert_eq!(reverse(&id), 0);
    assert_eq!(program.json(&["review", "top-up"])["count"], 1);
    assert_eq!(reverse(base.as_str().unwrap()), 0);
    assert_eq!(state(&program, "单国强"), "due");
    assert_eq!(program.run(&["check"]).status, 0);
}

#[test]
fn a_rise_is_undone_as_long_as_nothing_was_given_by_it() {
    let program = Program::new();
    assert_eq!(program.run(&record("单国强", &[])).status, 0);
    let raise = [&RAISE[..], &["--reason", "上级提标"][..]].concat();
    assert_eq!(program.run(&raise).status, 0);
    assert_eq!(program.run(&["undo", "--reason", "写错"]).status, 0);
    assert_eq!(program.json(&["review", "top-up"])["count"], 0);
    assert_eq!(program.run(&record("单国强", &["--top-up"])).status, 77);
    assert_eq!(program.run(&raise).status, 0);
    assert_eq!(program.run(&record("单国强", &["--top-up"])).status, 0);
    let acts = program.json(&["acts"]);
    let told = acts.as_array().unwrap().iter().find(|act| act["action"] == "raise_standard").unwrap();
    let no = told["no"].as_i64().unwrap().to_string();
    assert_eq!(program.run(&["undo", &no, "--reason", "写错"]).status, 77);
    assert_eq!(program.run(&["check"]).status, 0);
}
