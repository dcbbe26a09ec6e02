//! Protects the officer who recorded something wrongly, and the bureau from slips: what is taken back counts no longer
//! and what stood before stands again, and what is not the usual case asks for a reason or is refused.

use serde_json::Value;

use crate::support::program::Program;
use crate::support::register::{day, on, person, text};
use muster::clock;
use muster::domain::op::Op;
use muster::domain::recipient::{Kind, StatusKind};
use muster::domain::roster::RosterEntry;
use muster::store::Ending;

const SPRING: &str = "2024-spring";
const BY: [&str; 4] = ["--by", "布仁", "--by", "赵志强"];

fn record(program: &Program, who: &str, rest: &[&str]) -> Value {
    let line = [&["record", who, "--round", SPRING, "--json"][..], rest].concat();
    program.run(&line).json()
}

/// State, why and outcome of somebody in the spring of 2024.
fn stands(program: &Program, who: &str) -> [String; 3] {
    let shown = program.json(&["show", who]);
    let round = shown["rounds"].as_array().unwrap().iter().find(|one| one["round"] == SPRING).unwrap();
    ["state", "why", "outcome"].map(|key| round[key].as_str().unwrap_or("-").to_owned())
}

fn id_of<'a>(answer: &'a Value, key: &str) -> &'a str {
    answer[key].as_str().unwrap_or_else(|| panic!("{key} in {answer}"))
}

#[test]
fn a_reversed_gift_leaves_the_refusal_of_before() {
    let program = Program::new();
    assert_eq!(id_of(&record(&program, "程连富", &["--outcome", "refused"]), "result"), "recorded");
    let gift = record(&program, "程连富", &BY);
    assert_eq!(stands(&program, "程连富")[0], "done");
    // By the number that screens show.
    let listed = program.json(&["ledger"]);
    let no = listed[0]["no"].as_i64().unwrap();
    let line = ["reverse", &format!("#{no}"), "--reason", "发错人", "--json"];
    assert_eq!(program.run(&line).json()["reverses"], gift["entry"]);
    assert_eq!(stands(&program, "程连富"), ["closed", "refused", "refused"]);
    assert_eq!(program.run(&["check"]).status, 0);
}

#[test]
fn a_call_is_cancelled_with_a_reason_and_what_stood_before_stands_again() {
    let program = Program::new();
    let absent = record(&program, "程连富", &["--outcome", "absent"]);
    assert_eq!((absent.get("entry"), absent["visit"].is_string()), (None, true), "{absent}");
    let died = record(&program, "程连富", &["--outcome", "died", "--died-on", "2024-01-31"]);
    assert_eq!(stands(&program, "程连富")[..2], ["closed", "died"]);
    let shown = program.run(&["show", "程连富"]).out;
    assert!(shown.contains("2024年1月31日") || shown.contains("2024-01-31"), "{shown}");
    let cancel = |visit: &str| program.run(&["cancel", visit, "--reason", "听错了", "--json"]);
    let done = cancel(id_of(&died, "visit"));
    assert_eq!(done.status, 0, "{done:?}");
    assert_eq!(id_of(&done.json(), "result"), "done");
    assert_eq!(done.json()["recipient"], died["recipient"]);
    assert_eq!(stands(&program, "程连富"), ["due", "absent", "absent"]);
    assert_eq!(id_of(&cancel(id_of(&died, "visit")).json(), "result"), "exists");
    assert_eq!(id_of(&cancel(id_of(&absent, "visit")).json(), "result"), "done");
    assert_eq!(stands(&program, "程连富"), ["due", "-", "-"]);
    // A call with a gift that stands is taken back by reversing the gift, and says so.
    let gift = record(&program, "程连富", &BY);
    let refused = cancel(id_of(&gift, "visit"));
    assert_eq!((refused.status, id_of(&refused.json(), "rule")), (77, "carries_gift"));
    assert_eq!(refused.json()["entry"], gift["entry"]);
    assert_eq!(program.run(&["cancel", "ffffffff", "--reason", "无"]).status, 1);
    assert_eq!(program.run(&["check"]).status, 0);
}

#[test]
fn slips_are_refused_or_ask_for_a_reason() {
    let mut program = Program::new();
    unit(&mut program, "驻旗某部二连");
    let usual = |rest: &[&'static str]| [&BY[..], rest].concat();
    // (arguments, the rule, whether a reason answers it)
    for (who, rest, rule, answered) in [
        ("程连富", usual(&["--cash", "50000"]), "off_standard", true),
        ("程连富", usual(&["--cash", "300"]), "off_standard", true),
        ("程连富", usual(&["--on", "2024-01-10"]), "before_window", true),
        ("无名组", usual(&["--cash", "500"]), "not_listed", true),
        ("程连富", usual(&["--on", "2024-02-03"]), "day_to_come", false),
        ("程连富", usual(&["--cash", "0"]), "amount", false),
        ("程连富", vec!["--outcome", "deferred"], "promised_day", false),
        ("程连富", vec!["--outcome", "deferred", "--until", "2024-02-02"], "promised_day", false),
        ("程连富", vec!["--outcome", "died", "--died-on", "2024-02-03"], "death_day", false),
        ("驻旗某部二连", vec!["--outcome", "died"], "unit_outcome", false),
    ] {
        let line = [&["record", who, "--round", SPRING, "--json"][..], &rest].concat();
        let run = program.run(&line);
        assert_eq!((run.status, id_of(&run.json(), "rule")), (77, rule), "{rest:?} {run:?}");
        let with = program.run(&[&line[..], &["--reason", "局里批准"]].concat());
        assert_eq!(with.status, if answered { 0 } else { 77 }, "{rest:?} {with:?}");
        if let Some(entry) = with.json()["entry"].as_str().filter(|_| answered) {
            let check = program.run(&["check"]);
            assert_eq!((check.status, check.out.as_str()), (0, ""));
            let told = program.run(&["audit", "--rule", "A17"]);
            assert!(told.out.contains(who) && told.out.contains("局里批准"), "{told:?}");
            assert_eq!(program.run(&["reverse", entry, "--reason", "试"]).status, 0);
        }
    }
    // A round that nobody created and that is not the one of today.
    let line =
        [&["record", "程连富", "--json", "--reason", "补", "--round"][..], &["2034-spring"], &BY].concat();
    assert_eq!(id_of(&program.run(&line).json(), "rule"), "no_round");
    let rounds = program.json(&["rounds"]).to_string();
    assert!(!rounds.contains("2034"), "{rounds}");
    // Before the window a call asks too, and keeps the reason in its note.
    let early = ["--outcome", "absent", "--on", "2024-01-10"];
    assert_eq!(id_of(&record(&program, "单国强", &early), "rule"), "before_window");
    let told = record(&program, "单国强", &[&early[..], &["--reason", "本人要外出"]].concat());
    assert_eq!(id_of(&told, "result"), "recorded");
    assert!(program.run(&["show", "单国强"]).out.contains("本人要外出"));
    assert_eq!(program.json(&["check"]), Value::Array(Vec::new()));
    let listed = program.json(&["audit", "--rule", "A17"]);
    let early = listed.as_array().unwrap().iter().find(|one| one["about"] == "单国强").unwrap();
    assert!(early["message"].as_str().unwrap().contains("慰问期前：本人要外出"), "{early}");
}

/// Closed on the list, and paid all the same: that is said, and asks for a reason.
#[test]
fn somebody_who_left_or_is_suspended_is_paid_for_a_reason() {
    for (who, status) in [("程连富", "left"), ("单国强", "suspended")] {
        let program = Program::new();
        let away = ["person", "status", who, status, "--on", "2024-01-22", "--reason", "待遇复核"];
        assert_eq!(program.run(&away).status, 0);
        let refused = record(&program, who, &BY);
        assert_eq!((id_of(&refused, "rule"), refused["rules"].as_array().unwrap().len()), ("away", 1));
        let paid = record(&program, who, &[&BY[..], &["--reason", "局里批准"]].concat());
        assert_eq!(id_of(&paid, "result"), "recorded");
        let told = program.run(&["audit", "--rule", "A17"]);
        assert!(told.out.contains("已迁出或停发：局里批准"), "{told:?}");
        assert_eq!(program.run(&["reverse", id_of(&paid, "entry"), "--reason", "试"]).status, 0);
        // What was given before that day is the usual case.
        let before = record(&program, who, &[&BY[..], &["--on", "2024-01-21"]].concat());
        assert_eq!(id_of(&before, "result"), "recorded");
        assert_eq!(program.run(&["check"]).status, 0);
    }
}

/// Somebody who had moved away before the window opened is owed nothing, whether anybody created the round or not.
#[test]
fn a_bare_record_pays_nothing_to_somebody_who_left_before() {
    let mut program = Program::new();
    let id = program.register.store.resolve("程连富").unwrap();
    let (kind, reason) = (StatusKind::Left, text("随子女迁走"));
    let left = Op::SetStatus { id, kind, on: day("2024-01-05"), reason };
    program.register.store.commit(&left, &on("2024-01-20")).unwrap();
    for other in ["呼日查巴特尔", "单国强"] {
        let refused = record(&program, "程连富", &BY);
        assert_eq!(id_of(&refused, "result"), "refused");
        assert!(refused["rules"].to_string().contains("not_listed"), "{refused}");
        assert_eq!(refused["cash_fen"], 0);
        // The record of somebody else creates the round: the same comes of it.
        assert_eq!(id_of(&record(&program, other, &["--outcome", "absent"]), "result"), "recorded");
    }
}

/// A unit holds groups for units, a person those for people, in rosters as on the form.
#[test]
fn a_roster_gives_nobody_a_group_of_the_other_kind() {
    let program = Program::new();
    let roster = program.folder().join("units.csv");
    std::fs::write(&roster, "单位名称,类型,苏木镇场,慰问类别\n某部一连,单位,上都镇,困难退役军人\n").unwrap();
    let run = program.run(&["import", roster.to_str().unwrap()]);
    assert_eq!(run.status, 65, "{run:?}");
    assert!([run.out, run.err].concat().contains("不能混用"));
}

fn unit(program: &mut Program, name: &str) {
    let entry = RosterEntry { kind: Kind::Unit, ..person(1, name, "上都镇", "", &[]) };
    program
        .register
        .store
        .import(&text("test"), &on("2024-01-20"), &clock::new_recipient_id, |importer| {
            importer.row(&entry).map(|fate| (fate, Ending::Keep))
        })
        .unwrap();
}

/// Each call that tells of a death stands by itself: the first may be cancelled, whoever dies stays dead by the second.
#[test]
fn a_death_that_two_calls_told_of_stands_while_one_of_them_does() {
    for (outcome, why) in [("died", "died"), ("moved_away", "moved_away")] {
        let program = Program::new();
        let told = |note: &str| {
            let args = ["--outcome", outcome, "--on", "2024-01-25", "--note", note];
            record(&program, "程连富", &args)
        };
        let (first, second) = (told("邻居说的"), told("上门证实"));
        let cancel = |visit: &Value| {
            let line = ["cancel", id_of(visit, "visit"), "--reason", "听错了", "--json"];
            assert_eq!(program.run(&line).status, 0);
        };
        cancel(&first);
        assert_eq!(stands(&program, "程连富")[..2], ["closed", why], "{outcome}");
        assert_eq!(program.run(&["check"]).status, 0);
        cancel(&second);
        assert_eq!(stands(&program, "程连富")[0], "due", "{outcome}");
        assert_eq!(program.run(&["check"]).status, 0);
        // Undoing the status itself is about the person, whoever told of it.
        told("又听说");
        told("再次听说");
        let undo = ["person", "status", "程连富", "undo", "--reason", "人在", "--json"];
        assert_eq!(program.run(&undo).status, 0);
        assert_eq!(stands(&program, "程连富")[0], "due", "{outcome}");
        assert_eq!(program.run(&["check"]).status, 0);
    }
}

/// A line of the shell's history, pressed again, pays nobody twice: what was said of the first gift says nothing of another.
#[test]
fn the_reason_of_the_first_gift_is_none_for_a_second() {
    let program = Program::new();
    let given = |reason: &str| {
        let args = [&BY[..], &["--cash", "1200", "--reason", reason]].concat();
        record(&program, "程连富", &args)
    };
    assert_eq!(id_of(&given("标准上调"), "result"), "recorded");
    for again in ["标准上调", " 标准 上调。"] {
        let refused = given(again);
        assert_eq!(
            (id_of(&refused, "result"), id_of(&refused, "rule")),
            ("refused", "double_cash"),
            "{refused}"
        );
        assert!(id_of(&refused, "message").contains("须与那一笔不同"), "{refused}");
    }
    assert_eq!(id_of(&given("另一户同名，经核实再发"), "result"), "recorded");
}
