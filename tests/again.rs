//! Protects a recording that is sent again, and the ids under which things are known: the same is told and not
//! written twice, anything else is refused.

use muster::clock;
use muster::domain::op::{Draft, Op};
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
