//! Protects the auditor: what the rules find in a real register, with a near miss each; who may answer; the acts.
//! Rules over single gifts and pairs have their tests beside them, in `domain/audit`.

use std::fs;

use serde_json::Value;

use crate::support::program::{Program, Run, finished};
use crate::support::register::{Register, day, gift, on, person, round, text};
use muster::clock;
use muster::domain::audit::act::ActQuery;
use muster::domain::audit::{AuditQuery, Finding, Span};
use muster::domain::error::RegisterError;
use muster::domain::gift::{Proxy, Recording};
use muster::domain::idcard::IdNumber;
use muster::domain::ids::RecipientId;
use muster::domain::op::{Op, WriteContext};
use muster::domain::person::{Assent, Edit};
use muster::domain::recipient::{Held, StatusKind};
use muster::domain::roster::RosterEntry;
use muster::domain::visit::Outcome;
use muster::store::Ending;

const SPRING: &str = "2024-spring";
const TODAY: &str = "2024-02-02";

fn findings(register: &Register, today: &str) -> Vec<Finding> {
    let mut all = Vec::new();
    register.store.audit(&AuditQuery::default(), day(today), &mut |finding| all.push(finding)).unwrap();
    all
}

/// Level and kind of the findings of a rule.
fn of(register: &Register, rule: &str, today: &str) -> Vec<String> {
    let all = findings(register, today).into_iter().filter(|one| one.case.rule.code() == rule);
    all.map(|one| format!("{} {}", one.case.level.code(), one.case.kind)).collect()
}

fn add(register: &mut Register, entry: &RosterEntry, today: &str) -> RecipientId {
    register
        .store
        .import(&text("名册"), &on(today), &clock::new_recipient_id, |importer| {
            importer.row(entry).map(|fate| (fate, Ending::Keep))
        })
        .unwrap();
    let plain = register.plain();
    let id: String = plain
        .query_row("SELECT id FROM recipient ORDER BY local_id DESC LIMIT 1", [], |row| row.get(0))
        .unwrap();
    id.parse().unwrap()
}

fn commit(register: &mut Register, op: &Op, today: &str) {
    register.store.commit(op, &on(today)).unwrap();
}

fn edit(register: &mut Register, id: RecipientId, edit: Edit, today: &str) {
    let rev = register.store.recipient(id).unwrap().rev;
    let assent = Assent { reason: Some(text("核实")), double: Some(text("核实")) };
    let edit = Box::new(Edit { assent, ..edit });
    commit(register, &Op::Edit { id, rev, edit }, today);
}

/// A row with a card or a phone.
fn with(name: &str, place: &str, change: impl FnOnce(&mut RosterEntry)) -> RosterEntry {
    let mut entry = person(1, name, "上都镇", place, &["困难退役军人"]);
    change(&mut entry);
    entry
}

fn id_number(text: &str) -> IdNumber {
    IdNumber::parse(text, day(TODAY)).unwrap().0
}

#[test]
fn one_card_in_two_records_is_found_and_another_round_is_not() {
    let mut register = Register::new();
    let one = add(
        &mut register,
        &with("程连富", "新城社区", |e| e.card = Some(text("6222020602001234567"))),
        "2024-01-20",
    );
    let two = add(
        &mut register,
        &with("单国强", "东社区", |e| e.card = Some(text("6222020602001234567"))),
        "2024-01-20",
    );
    register.give(one, SPRING, 500).unwrap();
    assert_eq!(of(&register, "A02", TODAY), [""; 0]);
    assert_eq!(of(&register, "A13", TODAY), [""; 0], "the other was given nothing");
    register.give(two, SPRING, 500).unwrap();
    assert_eq!(of(&register, "A02", TODAY), ["red twice"]);
    assert_eq!(of(&register, "A13", TODAY), ["red card"]);
    let found = findings(&register, TODAY);
    let card = found.iter().find(|one| one.case.rule.code() == "A13").unwrap();
    assert_eq!(card.entries, [1, 2]);
    assert!(!format!("{card:?}").contains("6222020602001234567"), "a card is masked");
}

#[test]
fn phones_names_and_numbers_that_are_shared() {
    let mut register = Register::new();
    let mut paid = 0;
    let mut give = |register: &mut Register, entry: &RosterEntry| {
        let id = add(register, entry, "2024-01-20");
        register.give(id, SPRING, 500).unwrap();
        paid += 1;
        paid
    };
    for (at, name) in ["甲一", "甲二", "甲三", "甲四", "甲五"].into_iter().enumerate() {
        give(&mut register, &with(name, "新城社区", |e| e.phone = Some(text("13804791234"))));
        let expected: &[&str] = match at {
            0 | 1 => &[],
            2 | 3 => &["amber phone"],
            _ => &["red phone"],
        };
        assert_eq!(of(&register, "A13", TODAY), expected, "{at}");
    }
    let born = |name: &str, on: &str, township: &str| {
        with(name, "新城社区", |entry| {
            entry.birth = Some(day(on));
            entry.township = text(township);
        })
    };
    give(&mut register, &born("巴特尔", "1950-05-05", "上都镇"));
    give(&mut register, &born("巴特尔", "1951-05-05", "桑根达来镇"));
    assert_eq!(of(&register, "A13", TODAY), ["red phone"], "another birth date");
    give(&mut register, &born("苏和", "1950-05-05", "上都镇"));
    give(&mut register, &born("苏和", "1950-05-05", "桑根达来镇"));
    assert_eq!(of(&register, "A13", TODAY), ["red phone", "red places"]);
    // 152599194503070017 is right; the other has one digit of it wrong.
    let right = IdNumber::parse("152599194503070017", day(TODAY));
    let valid = right.as_ref().is_ok_and(|(_, wrong)| wrong.is_none());
    let base = if valid {
        "152599194503070017".to_owned()
    } else {
        let digit = right.unwrap().1.unwrap();
        format!("15259919450307001{digit}")
    };
    let wrong = base.replacen("19450307", "19450308", 1);
    give(&mut register, &with("乌力吉", "新城社区", |e| e.id_number = Some(id_number(&base))));
    give(&mut register, &with("那顺", "新城社区", |e| e.id_number = Some(id_number(&wrong))));
    assert_eq!(of(&register, "A13", TODAY), ["red phone", "red places", "amber digit"]);
}

#[test]
fn less_than_the_standard_is_told_once_the_due_days_are_over() {
    let mut register = Register::new();
    let id = register.person("程连富", "上都镇", "", &["困难退役军人"]);
    let short = Recording { reason: Some(text("分两次发放")), ..gift(id, SPRING, 300) };
    register.record(&short).unwrap();
    assert_eq!(of(&register, "A04", "2024-02-09"), [""; 0]);
    assert_eq!(of(&register, "A04", "2024-02-10"), ["amber below"]);
    let rest = Recording { reason: Some(text("补足差额")), ..gift(id, SPRING, 200) };
    register.record(&rest).unwrap();
    assert_eq!(of(&register, "A04", "2024-02-10"), [""; 0]);
}

#[test]
fn clocks_that_do_not_go_with_the_day_or_the_entry_before() {
    let mut register = Register::new();
    let ids = ["甲一", "甲二", "甲三"].map(|name| register.person(name, "上都镇", "", &["困难退役军人"]));
    let near = WriteContext { today: day("2024-02-03"), ..on(TODAY) };
    register.store.commit(&Op::Record(Box::new(gift(ids[0], SPRING, 500))), &near).unwrap();
    assert_eq!(of(&register, "A07", TODAY), [""; 0], "a day apart");
    let far = WriteContext { today: day("2024-02-04"), ..near.clone() };
    register.store.commit(&Op::Record(Box::new(gift(ids[1], SPRING, 500))), &far).unwrap();
    assert_eq!(of(&register, "A07", TODAY), ["red off"]);
    let back = WriteContext { today: day("2024-02-04"), now_ms: near.now_ms - 1, ..near };
    register.store.commit(&Op::Record(Box::new(gift(ids[2], SPRING, 500))), &back).unwrap();
    assert_eq!(of(&register, "A07", TODAY), ["red back", "red off"]);
}

#[test]
fn groups_are_ended_and_not_erased() {
    let mut register = Register::new();
    let id = register.person("程连富", "上都镇", "", &["困难退役军人", "烈士遗属"]);
    let held =
        |label: &str, until: Option<&str>| Held { label: text(label), from: None, until: until.map(day) };
    let ended = vec![held("困难退役军人", Some("2024-01-31")), held("烈士遗属", None)];
    edit(&mut register, id, Edit { groups: Some(ended), ..Edit::default() }, TODAY);
    assert_eq!(of(&register, "A15", TODAY), [""; 0]);
    edit(&mut register, id, Edit { groups: Some(vec![held("烈士遗属", None)]), ..Edit::default() }, TODAY);
    assert_eq!(of(&register, "A15", TODAY), ["red erased"]);
}

#[test]
fn a_card_that_changes_before_a_gift_and_a_death_undone_before_one() {
    let mut register = Register::new();
    let card = |number: &str| Edit { card: Some(text(number)), ..Edit::default() };
    let id = register.person("程连富", "上都镇", "", &["困难退役军人"]);
    edit(&mut register, id, card("6222020602001234567"), "2024-01-21");
    register.give(id, SPRING, 500).unwrap();
    assert_eq!(of(&register, "A14", TODAY), [""; 0], "what was not known is filled in");
    let other = register.person("单国强", "上都镇", "", &["困难退役军人"]);
    edit(&mut register, other, card("6222020602001111111"), "2024-01-21");
    edit(&mut register, other, card("6222020602002222222"), "2024-01-22");
    let (id, reason) = (other, text("误听"));
    let died = Op::SetStatus { id, kind: StatusKind::Died, on: day("2024-01-22"), reason: reason.clone() };
    commit(&mut register, &died, "2024-01-22");
    commit(&mut register, &Op::UndoStatus { id, kind: StatusKind::Died, reason }, "2024-01-23");
    register.give(other, SPRING, 500).unwrap();
    assert_eq!(of(&register, "A14", TODAY), ["amber changed"]);
    assert_eq!(of(&register, "A15", TODAY), ["amber undone"]);
    edit(&mut register, other, card("6222020602001111111"), "2024-02-05");
    assert_eq!(of(&register, "A14", TODAY), ["red changed"]);
}

#[test]
fn reasons_too_short_or_too_often() {
    let mut register = Register::new();
    let give = |register: &mut Register, name: &str, reason: &str| {
        let id = register.person(name, "上都镇", "", &["困难退役军人"]);
        register.record(&Recording { reason: Some(text(reason)), ..gift(id, SPRING, 400) }).unwrap();
    };
    give(&mut register, "甲一", "局里批准");
    give(&mut register, "甲二", "局里批准");
    assert_eq!(of(&register, "A17", TODAY), ["amber reason", "amber reason"]);
    give(&mut register, "甲三", "补");
    give(&mut register, "甲四", "局里批准");
    let told = of(&register, "A17", TODAY);
    assert_eq!(told.iter().filter(|one| *one == "red reason").count(), 1, "{told:?}");
    assert!(told.contains(&"red repeated".to_owned()), "{told:?}");
}

#[test]
fn calls_at_which_nothing_is_given() {
    let mut register = Register::new();
    let call = |register: &mut Register, no: usize, outcome: Outcome| {
        let id = register.person(
            &format!("人{}", char::from_u32(0x4E00 + u32::try_from(no).unwrap()).unwrap()),
            "上都镇",
            "",
            &["困难退役军人"],
        );
        let cash = if outcome.gives() { 500 } else { 0 };
        register.record(&Recording { outcome, ..gift(id, SPRING, cash) }).unwrap();
    };
    for no in 0..4 {
        call(&mut register, no, Outcome::Refused);
    }
    assert_eq!(of(&register, "A21", TODAY), [""; 0], "four");
    call(&mut register, 4, Outcome::VisitOnly);
    assert_eq!(of(&register, "A21", TODAY), ["amber calls"]);
    for no in 5..50 {
        call(&mut register, no, Outcome::Given);
    }
    assert_eq!(of(&register, "A21", TODAY), [""; 0], "a tenth and no more");
}

#[test]
fn rounds_that_come_late_with_other_standards_or_rise_far() {
    let mut register = Register::new();
    let id = register.person("程连富", "上都镇", "", &["困难退役军人"]);
    register.give(id, SPRING, 500).unwrap();
    let mut army = register.store.round(round("2024-army")).unwrap();
    for standard in &mut army.standards {
        standard.cash = muster::domain::money::Fen::new(standard.cash.get() * 3 / 2);
    }
    let mut late = army.clone();
    commit(&mut register, &Op::CreateRound(army), "2024-06-01");
    assert_eq!(of(&register, "A19", "2024-08-01"), [""; 0], "half more, and in time");
    late.code = round("2025-spring");
    late.window = late.code.default_window().unwrap();
    late.standards[2].cash = muster::domain::money::Fen::new(late.standards[2].cash.get() * 3 / 2 + 100);
    commit(&mut register, &Op::CreateRound(late), "2025-01-10");
    let told = of(&register, "A19", "2025-01-10");
    assert_eq!(told, ["amber created", "amber raised"]);
}

#[test]
fn what_is_left_over_at_the_end_of_a_year() {
    let mut register = Register::new();
    let id = register.person("程连富", "上都镇", "", &["困难退役军人"]);
    register.person("单国强", "上都镇", "", &["困难退役军人"]);
    register.give(id, SPRING, 500).unwrap();
    assert_eq!(of(&register, "A25", "2024-12-31"), [""; 0]);
    assert_eq!(of(&register, "A25", "2025-01-01"), ["grey left"]);
}

#[test]
fn numbers_shown_too_often_on_one_day() {
    let mut register = Register::new();
    let id = register.person("程连富", "上都镇", "", &["困难退役军人"]);
    for _ in 0..20 {
        commit(&mut register, &Op::Unmask { id, reason: text("核对证件") }, TODAY);
    }
    assert_eq!(of(&register, "A23", TODAY), ["grey unmask"]);
    commit(&mut register, &Op::Unmask { id, reason: text("核对证件") }, TODAY);
    assert_eq!(of(&register, "A23", TODAY), ["amber unmask"]);
}

/// The program on another day.
fn at(program: &Program, today: &str, line: &[&str]) -> Run {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_muster"));
    command.env_clear().env("HOME", program.folder()).env("MUSTER_DB", program.register.store.path());
    finished(command.args(["--today", today]).args(line))
}

fn rules(run: &Run) -> Vec<String> {
    let all = run.json();
    let code = |one: &Value| format!("{} {}", one["rule"].as_str().unwrap(), one["level"].as_str().unwrap());
    all.as_array().unwrap().iter().map(code).collect()
}

#[test]
fn rosters_that_come_again_or_name_the_dead() {
    let program = Program::new();
    let file = program.folder().join("list.csv");
    fs::write(&file, "姓名,苏木镇,嘎查村,电话\n程连富,桑根达来镇,敖包图嘎查,13804790001\n").unwrap();
    let path = file.to_str().unwrap();
    assert_eq!(program.run(&["import", path]).status, 0);
    let told = rules(&program.run(&["audit", "--rule", "A24", "--json"]));
    assert_eq!(told, ["A24 amber"], "one of four is changed");
    assert_eq!(program.run(&["set", "audit_roster_percent", "25"]).status, 0);
    assert_eq!(rules(&program.run(&["audit", "--rule", "A24", "--json"])), [""; 0], "and no more than that");
    assert_eq!(program.run(&["person", "set", "程连富", "--phone", "13804790009"]).status, 0);
    assert_eq!(program.run(&["import", path]).status, 0);
    let again = program.run(&["audit", "--rule", "A24", "--json"]);
    assert!(again.json()[0]["message"].as_str().unwrap().contains("已导入过"), "{again:?}");
    let died = ["person", "status", "程连富", "died", "--on", "2024-02-01", "--reason", "家属告知"];
    assert_eq!(program.run(&died).status, 0);
    fs::write(&file, "姓名,苏木镇,嘎查村,电话\n程连富,桑根达来镇,敖包图嘎查,13804790002\n").unwrap();
    assert_eq!(program.run(&["import", path]).status, 0);
    let gone = program.run(&["audit", "--rule", "A24"]).out;
    assert!(gone.contains("已去世或迁出"), "{gone}");
}

#[test]
fn a_restored_backup_shows_with_the_entries_it_dropped() {
    let program = Program::new();
    let kept = program.folder().join("kept");
    let made = program.json(&["backup", "--to", kept.to_str().unwrap()]);
    assert_eq!(rules(&program.run(&["audit", "--rule", "A22", "--json"])), [""; 0]);
    for name in ["程连富", "单国强"] {
        let line = ["record", name, "--round", SPRING, "--by", "布仁", "--by", "赵志强"];
        assert_eq!(program.run(&line).status, 0);
    }
    let restore = ["restore", made["backup"].as_str().unwrap(), "--yes"];
    let run = program.run(&restore);
    assert_eq!(run.status, 0, "{run:?}");
    let told = program.run(&["audit", "--rule", "A22", "--json"]);
    let message = told.json()[0]["message"].as_str().unwrap().to_owned();
    assert!(message.contains('2') && message.contains("恢复了备份"), "{message}");
}

/// What was allowed with a reason is no finding of `check` any more, and one of the audit.
#[test]
fn check_is_silent_of_what_was_allowed_and_the_audit_tells() {
    let program = Program::new();
    let give = ["record", "程连富", "--round", SPRING, "--by", "布仁", "--by", "赵志强"];
    assert_eq!(program.run(&give).status, 0);
    assert_eq!(program.run(&[&give[..], &["--reason", "旗里另批"]].concat()).status, 0);
    let other = ["record", "单国强", "--round", SPRING, "--by", "布仁", "--by", "赵志强", "--cash", "700"];
    assert_eq!(program.run(&[&other[..], &["--reason", "住院加发"]].concat()).status, 0);
    // Late news of a death: paid on the 2nd, died on the 1st, heard of afterwards.
    let died = ["person", "status", "单国强", "died", "--on", "2024-02-01", "--reason", "家属告知"];
    assert_eq!(program.run(&died).status, 0);
    let check = program.run(&["check"]);
    assert_eq!((check.status, check.out.as_str()), (0, ""), "{check:?}");
    let audit = program.run(&["audit", "--json"]);
    assert_eq!(audit.status, 1);
    let told = rules(&audit);
    for wanted in ["A01 red", "A02 amber", "A03 red", "A17 amber"] {
        assert!(told.iter().any(|one| one == wanted), "{wanted} in {told:?}");
    }
}

#[test]
fn a_finding_is_answered_by_somebody_who_is_not_concerned_and_keeps_its_name() {
    let program = Program::new();
    let give = ["record", "单国强", "--round", SPRING, "--by", "布仁", "--by", "赵志强", "--cash", "700"];
    assert_eq!(program.run(&[&give[..], &["--reason", "住院加发"]].concat()).status, 0);
    let list = |rest: &[&str]| program.run(&[&["audit", "--rule", "A03", "--json"][..], rest].concat());
    let first = list(&[]);
    let name = first.json()[0]["finding"].as_str().unwrap().to_owned();
    assert_eq!(first.json()[0]["thresholds"]["audit_above_percent"], 120);
    assert_eq!(first.json()[0]["entries"], serde_json::json!([1]));
    let answer = |rest: &[&str]| program.run(&[&["audit", "answer", &name][..], rest].concat());
    assert_eq!(answer(&[]).status, 2, "a reason is needed");
    for handler in ["布仁", "赵 志强", "单国强"] {
        let refused = answer(&["--reason", "镇里批准", "--by", handler]);
        assert_eq!(refused.status, 77, "{handler} {refused:?}");
    }
    assert_eq!(program.run(&["audit", "answer", "A03-zzzzzzzzz", "--reason", "无"]).status, 1);
    assert_eq!(list(&[]).json()[0]["open"], true);
    assert_eq!(answer(&["--reason", "镇里批准", "--by", "财务萨仁"]).status, 0);
    let told = list(&[]);
    assert_eq!(told.status, 0, "answered");
    let one = told.json()[0].clone();
    assert_eq!(
        (&one["finding"], &one["open"], &one["answer"]["by"]),
        (&Value::from(name.as_str()), &Value::from(false), &Value::from("财务萨仁"))
    );
    // It stays in the acts, and in the chain that `check` looks at.
    let acts = program.run(&["acts", "--day", TODAY]);
    assert!(acts.out.contains("回答发现") && acts.out.contains("镇里批准"), "{acts:?}");
    assert_eq!(program.run(&["check"]).status, 0);
    // A threshold that is changed makes it less grave, and it stays answered; the setting is audited.
    assert_eq!(program.run(&["set", "audit_above_percent", "150"]).status, 0);
    let told = list(&[]).json();
    assert_eq!((&told[0]["level"], &told[0]["finding"]), (&Value::from("amber"), &Value::from(name)));
}

#[test]
fn an_answer_to_something_that_became_graver_is_asked_for_again() {
    let mut register = Register::new();
    let by_proxy = |register: &mut Register, name: &str| {
        let id = register.person(name, "上都镇", "", &["困难退役军人"]);
        let proxy = Some(Proxy { name: text("乌兰"), relation: text("邻居") });
        register.record(&Recording { outcome: Outcome::Proxy, proxy, ..gift(id, SPRING, 500) }).unwrap();
    };
    by_proxy(&mut register, "甲一");
    by_proxy(&mut register, "甲二");
    let found = |register: &Register| {
        findings(register, TODAY).into_iter().find(|one| one.case.kind == "proxy").unwrap()
    };
    let first = found(&register);
    let answer = |by: &str| Op::AnswerFinding {
        finding: text(&first.name()),
        reason: text("都是邻居"),
        by: Some(text(by)),
    };
    let refused = register.store.commit(&answer("乌兰"), &on(TODAY));
    assert_eq!(refused, Err(RegisterError::OwnFinding(text("乌兰"))));
    commit(&mut register, &answer("财务萨仁"), TODAY);
    assert!(!found(&register).is_open());
    by_proxy(&mut register, "甲三");
    let graver = found(&register);
    assert_eq!((graver.name(), graver.is_open(), graver.answer.is_some()), (first.name(), true, true));
}

/// One more through the same proxy is not explained by the answer to those before.
#[test]
fn an_answer_explains_no_entry_that_came_after_it() {
    let mut register = Register::new();
    let by_proxy = |register: &mut Register, name: &str| {
        let id = register.person(name, "上都镇", "", &["困难退役军人"]);
        let proxy = Some(Proxy { name: text("乌兰"), relation: text("邻居") });
        register.record(&Recording { outcome: Outcome::Proxy, proxy, ..gift(id, SPRING, 500) }).unwrap();
    };
    let found = |register: &Register| {
        findings(register, TODAY).into_iter().find(|one| one.case.kind == "proxy").unwrap()
    };
    for name in ["甲一", "甲二", "甲三"] {
        by_proxy(&mut register, name);
    }
    let first = found(&register);
    let (finding, reason) = (text(&first.name()), text("都是邻居"));
    commit(&mut register, &Op::AnswerFinding { finding, reason, by: Some(text("财务萨仁")) }, TODAY);
    assert!(!found(&register).is_open());
    by_proxy(&mut register, "甲四");
    let grown = found(&register);
    assert_eq!((grown.name(), grown.case.level, grown.is_open()), (first.name(), first.case.level, true));
}

/// A birth date in an answer, and in the reason of a merge, is that of somebody whom the act names otherwise.
#[test]
fn a_birth_date_is_masked_in_acts_about_several() {
    let mut register = Register::new();
    let born = |n, name: &str, birth: &str| RosterEntry {
        birth: Some(day(birth)),
        ..person(n, name, "上都镇", "新城社区", &["困难退役军人"])
    };
    let first = add(&mut register, &born(1, "甲一", "1957-12-31"), TODAY);
    let second = add(&mut register, &person(2, "甲一", "桑根达来镇", "", &[]), TODAY);
    let over = Recording { reason: Some(text("另批")), ..gift(first, SPRING, 900) };
    register.record(&over).unwrap();
    let found = findings(&register, TODAY).into_iter().find(|one| one.recipient == Some(first)).unwrap();
    let reason = text("据档案19571231核实");
    let answer =
        Op::AnswerFinding { finding: text(&found.name()), reason, by: Some(text("审计1957年12月31日")) };
    commit(&mut register, &answer, TODAY);
    let revs = [first, second].map(|id| register.store.recipient(id).unwrap().rev);
    let reason = text("档案1957-12-31一致");
    commit(
        &mut register,
        &Op::Merge {
            keep: first,
            other: second,
            revs,
            reason: reason.clone(),
            confirmed: Some(text("都核对过")),
        },
        TODAY,
    );
    commit(
        &mut register,
        &Op::Unmerge { recipient: second, reason, confirmed: Some(text("都核对过")) },
        TODAY,
    );
    let acts = register.store.acts(&ActQuery::default()).unwrap();
    let told = format!("{acts:?} {:?} {:?}", register.store.fact_history(second), findings(&register, TODAY));
    for written in ["19571231", "1957-12-31", "1957年12月31日"] {
        assert!(!told.contains(written), "{written}: {told}");
    }
    assert!(told.contains("核实") && told.contains("一致"), "{told}");
}

/// Who, when, what, before and after; no number in full.
#[test]
fn the_acts_are_told_newest_first_and_masked() {
    let program = Program::new();
    assert_eq!(program.run(&["person", "set", "程连富", "--phone", "13804790001"]).status, 0);
    assert_eq!(program.run(&["person", "set", "程连富", "--phone", "13804790002"]).status, 0);
    assert_eq!(program.run(&["record", "单国强", "--round", SPRING, "--outcome", "absent"]).status, 0);
    let acts = program.json(&["acts", "--person", "程连富"]);
    let list = acts.as_array().unwrap();
    assert_eq!(list[0]["action"], "edit");
    assert_eq!(
        (&list[0]["before"], &list[0]["after"]),
        (&Value::from("138****0001"), &Value::from("138****0002"))
    );
    assert!(list.iter().all(|one| one["name"] == "程连富"), "{acts}");
    let whole = program.run(&["acts"]).out + &program.run(&["acts", "--json"]).out;
    assert!(!whole.contains("13804790001") && !whole.contains("13804790002"), "{whole}");
    let of_round = program.json(&["acts", "--round", SPRING]);
    let told = |at: usize| (of_round[at]["action"].clone(), of_round[at]["name"].clone());
    assert_eq!(told(0), (Value::from("record"), Value::from("单国强")));
    assert_eq!(told(1), (Value::from("open_round"), Value::Null));
    assert_eq!(program.run(&["acts", "--day", "2024-01-01"]).out, "没有符合条件的操作\n");
    let by = list[0]["by"].as_str().unwrap();
    assert!(!program.json(&["acts", "--by", by]).as_array().unwrap().is_empty());
    assert_eq!(program.run(&["acts", "--by", "nobody"]).status, 2);
}

/// The ways in which money could go, as one story, and the rules that show each.
#[test]
fn the_ways_in_which_money_could_go_are_shown() {
    let mut register = Register::new();
    // Ghosts: five people without an ID number, one phone, imported and paid through one proxy on the same day.
    for name in ["影一", "影二", "影三", "影四", "影五"] {
        let id = add(&mut register, &with(name, "新城社区", |e| e.phone = Some(text("13804791234"))), TODAY);
        let proxy = Some(Proxy { name: text("乌兰"), relation: text("邻居") });
        register.record(&Recording { outcome: Outcome::Proxy, proxy, ..gift(id, SPRING, 500) }).unwrap();
    }
    // Far above the standard; to somebody on no list; weeks late; a second gift; reversed and to another.
    let reason = Some(text("领导同意"));
    let rich = register.person("程连富", "上都镇", "", &["困难退役军人"]);
    register.record(&Recording { reason: reason.clone(), ..gift(rich, SPRING, 50_000) }).unwrap();
    let none = register.person("无名组", "上都镇", "", &[]);
    register.record(&Recording { reason: reason.clone(), ..gift(none, SPRING, 500) }).unwrap();
    let late = register.person("单国强", "上都镇", "", &["困难退役军人"]);
    register.record(&Recording { on: day("2024-01-20"), ..gift(late, SPRING, 500) }).unwrap();
    register.record(&Recording { reason, ..gift(late, SPRING, 500) }).unwrap();
    let wrong = register.person("宝力高", "上都镇", "", &["困难退役军人"]);
    let given = register.give(wrong, SPRING, 500).unwrap();
    let (id, reason) = (clock::new_entry_id(), text("发错人"));
    commit(&mut register, &Op::Reverse { id, of: given, reason }, TODAY);
    let next = register.person("邓建文", "上都镇", "", &["困难退役军人"]);
    register.give(next, SPRING, 500).unwrap();
    // A proxy who hands over elsewhere.
    let other = register.person("查玉兰", "上都镇", "", &["困难退役军人"]);
    let handlers = vec![text("乌兰"), text("布仁")];
    register.record_by_new(&Recording { handlers, ..gift(other, SPRING, 500) }).unwrap();
    assert_eq!(register.store.check().unwrap(), Vec::new(), "nothing that must never be");
    let told: Vec<String> = findings(&register, "2024-03-01")
        .iter()
        .map(|one| format!("{} {} {}", one.case.rule.code(), one.case.level.code(), one.case.kind))
        .collect();
    for wanted in [
        "A12 red new",
        "A13 red phone",
        "A11 red proxy",
        "A11 red handler",
        "A11 amber often",
        "A03 red above",
        "A05 red listed",
        "A06 amber days",
        "A02 amber second",
        "A17 amber reason",
        "A17 red repeated",
        "A16 amber other",
        "A16 amber again",
        "A10 amber handler",
    ] {
        assert!(told.iter().any(|one| one == wanted), "{wanted} in {told:#?}");
    }
    // A span takes what was given in it, and nothing else.
    let mut elsewhere = Vec::new();
    let query = AuditQuery { span: Span::Year(2023), rule: None };
    register.store.audit(&query, day("2024-03-01"), &mut |finding| elsewhere.push(finding)).unwrap();
    assert_eq!(elsewhere, []);
    let mut of_round = 0;
    let query = AuditQuery { span: Span::Round(round(SPRING)), rule: None };
    register.store.audit(&query, day("2024-03-01"), &mut |_| of_round += 1).unwrap();
    assert!(of_round >= 14, "{of_round}");
}

#[test]
fn what_is_asked_for_wrongly_is_told() {
    let program = Program::new();
    let run = program.run(&["audit", "--rule", "A27"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("A01"), "{run:?}");
    assert_eq!(program.run(&["audit", "nonsense"]).status, 2);
    assert_eq!(program.run(&["audit", "--year", "2024", "--round", SPRING]).status, 2);
    let quiet = at(&program, TODAY, &["audit"]);
    assert_eq!((quiet.status, quiet.out.as_str()), (0, "没有发现\n"));
}
