//! Protects a recording that is sent again, and the ids under which things are known: the same is told and not
//! written twice, anything else is refused.

use muster::clock;
use muster::domain::op::{Draft, Op};
use muster::domain::recipient::StatusKind;
use serde_json::json;

use crate::support::program::{Program, finished};
use crate::support::register::{on, text};

const GIVE: [&str; 7] = ["record", "程连富", "--round", "2024-spring", "--by", "布仁", "--by=赵志强"];

/// What was acknowledged before midnight and is sent again after it, as a script does that got no answer.
#[test]
fn recording_again_after_midnight_is_the_same_recording() {
    let program = Program::new();
    let id = clock::new_entry_id().to_string();
    let line = [&GIVE[..], &["--id", &id]].concat();
    assert_eq!(program.json(&line)["result"], "recorded");
    let later =
        |more: &[&str]| finished(program.command(&line).args(["--json", "--today", "2024-02-03"]).args(more));
    let again = later(&[]);
    assert_eq!((again.status, &again.json()["result"]), (0, &json!("exists")), "{again:?}");
    // Another day that was meant, or another amount, is another recording.
    for more in [&["--on", "2024-02-03"][..], &["--cash", "500"]] {
        let other = later(more);
        assert_eq!((other.status, &other.json()["result"]), (65, &json!("different")), "{other:?}");
    }
    assert_eq!(program.json(&["ledger"]).as_array().unwrap().len(), 1);

    // Where the first one named a day, one that names none means today.
    let id = clock::new_entry_id().to_string();
    let call = ["record", "呼日查巴特尔", "--round", "2024-spring", "--outcome", "absent", "--id", &id];
    assert_eq!(program.json(&[&call[..], &["--on", "2024-02-01"]].concat())["result"], "recorded");
    assert_eq!(program.run(&call).status, 65);
}

#[test]
fn an_id_that_names_a_call_a_person_or_a_draft_names_nothing_else() {
    let mut program = Program::new();
    let gift = program.json(&GIVE)["entry"].as_str().unwrap().to_owned();
    let call = clock::new_entry_id().to_string();
    let absent = ["record", "呼日查巴特尔", "--round", "2024-spring", "--outcome", "absent", "--id", &call];
    assert_eq!(program.run(&absent).status, 0);
    let person = program.json(&["show", "单国强"])["id"].as_str().unwrap().to_owned();
    let draft = clock::new_entry_id().to_string();
    let body = Draft { id: draft.parse().unwrap(), recipient: person.parse().unwrap(), body: text("{}") };
    program.register.store.commit(&Op::SaveDraft(body), &on("2024-02-02")).unwrap();
    for taken in [&call, &person, &draft] {
        let run = program.run(&["reverse", &gift, "--reason", "发错人", "--id", taken]);
        assert_eq!(run.status, 65, "{taken}: {run:?}");
    }
    for taken in [&person, &draft] {
        let line = ["record", "无名组", "--round", "2024-spring", "--outcome", "absent", "--id", taken];
        assert_eq!(program.run(&line).status, 65, "{taken}");
    }
    assert_eq!(program.json(&["ledger"]).as_array().unwrap().len(), 1);
    assert_eq!(program.register.store.drafts().unwrap().len(), 1);
}

/// Who sends again what was reversed meanwhile must not take it for paid.
#[test]
fn a_recording_that_was_undone_since_says_so_when_it_is_sent_again() {
    let program = Program::new();
    let id = clock::new_entry_id().to_string();
    let line = [&GIVE[..], &["--id", &id, "--on", "2024-02-02"]].concat();
    assert_eq!(program.json(&line)["result"], "recorded");
    assert_eq!(program.json(&line).get("undone_on"), None);
    let later = |args: &[&str]| finished(program.command(args).args(["--today", "2024-02-05"]));
    assert_eq!(later(&["reverse", &id, "--reason", "发错人"]).status, 0);
    let again = later(&line);
    assert_eq!(again.status, 0, "{again:?}");
    assert!(again.out.contains("已登记过，后来冲正（2024-02-05）"), "{again:?}");
    let again = later(&[&line[..], &["--json"]].concat()).json();
    assert_eq!((&again["result"], &again["undone_on"]), (&json!("exists"), &json!("2024-02-05")));
    assert_eq!(program.json(&["ledger"]).as_array().unwrap().len(), 2);
}

/// A death heard of at the door is undone by taking the status back.
#[test]
fn a_death_that_was_taken_back_since_says_so_when_it_is_sent_again() {
    let mut program = Program::new();
    let id = clock::new_entry_id().to_string();
    let line = ["record", "单国强", "--round", "2024-spring", "--outcome", "died", "--id", &id];
    assert_eq!(program.run(&line).status, 0);
    assert!(program.run(&line).out.contains("已登记过，没有重复"));
    let person = program.json(&["show", "单国强"])["id"].as_str().unwrap().parse().unwrap();
    let undo = Op::UndoStatus { id: person, kind: StatusKind::Died, reason: text("认错人") };
    program.register.store.commit(&undo, &on("2024-02-02")).unwrap();
    let again = program.run(&line);
    assert_eq!(again.status, 0);
    assert!(again.out.contains("后来冲正（2024-02-02）"), "{again:?}");
}
