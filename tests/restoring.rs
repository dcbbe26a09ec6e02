//! Protects whoever restores a backup from replacing the wrong register: what is replaced and by what is told before it
//! is done, and so is everything that would be lost.

use std::path::PathBuf;

use muster::clock;
use muster::domain::op::{Draft, Op};
use serde_json::Value;

use crate::support::program::Program;
use crate::support::pty::Pty;
use crate::support::register::{on, round, text};

fn give(program: &Program, who: &str) {
    let run = program.run(&["record", who, "--round", "2024-spring", "--by", "布仁", "--by=赵志强"]);
    assert_eq!(run.status, 0, "{run:?}");
}

fn backup(program: &Program) -> (PathBuf, Value) {
    let told = program.json(&["backup"]);
    (PathBuf::from(told["backup"].as_str().unwrap()), told["head"].clone())
}

/// A form that somebody has filled in by half.
fn draft(program: &mut Program, body: &str) -> Draft {
    let recipient = program.register.store.resolve("程连富").unwrap();
    let draft = Draft { id: clock::new_entry_id(), recipient, body: text(body) };
    keep(program, &draft);
    draft
}

fn keep(program: &mut Program, draft: &Draft) {
    program.register.store.commit(&Op::SaveDraft(draft.clone()), &on("2024-02-02")).unwrap();
}

/// A backup of one gift, and what came since: another gift, a round, a new draft and one that goes on.
fn moved_on() -> (Program, PathBuf, [Value; 2]) {
    let mut program = Program::new();
    give(&program, "程连富");
    let begun = draft(&mut program, "{}");
    let (saved, old) = backup(&program);
    give(&program, "单国强");
    keep(&mut program, &Draft { body: text("{ }"), ..begun });
    draft(&mut program, "{}");
    let army = program.register.store.round(round("2024-army")).unwrap();
    program.register.store.commit(&Op::CreateRound(army), &on("2024-02-02")).unwrap();
    let (_, now) = backup(&program);
    (program, saved, [old, now])
}

#[test]
fn a_restore_tells_both_registers_and_all_that_would_be_lost() {
    let (program, saved, [old, now]) = moved_on();
    let saved = saved.to_str().unwrap();
    let head = |head: &Value, chain: &str| head[chain].as_str().unwrap().to_owned();
    let heads = [head(&old, "ledger"), head(&old, "audit"), head(&now, "ledger"), head(&now, "audit")];
    for (lang, says) in [
        (
            "zh",
            [
                "要换掉的登记册：台账 2 笔，最后一笔 2024年2月2日，设备 devicea",
                "用来恢复的备份：台账 1 笔，最后一笔 2024年2月2日，设备 devicea",
                "台账 1 笔（",
                "草稿 2 份",
                "活动 2024年八一",
                "--yes",
            ],
        ),
        (
            "en",
            [
                "To be replaced: 2 entries, the last of 2 Feb 2024, device devicea",
                "By the backup: 1 entry, the last of 2 Feb 2024, device devicea",
                "entries 1 (",
                "drafts 2",
                "rounds Army Day 2024",
                "--yes",
            ],
        ),
    ] {
        let told = program.run(&["--lang", lang, "restore", saved]);
        assert_eq!(told.status, 77, "{told:?}");
        for said in says.into_iter().chain(heads.iter().map(String::as_str)) {
            assert!(told.err.contains(said), "{said} in {told:?}");
        }
        assert!(told.out.is_empty(), "{told:?}");
    }
    let told = program.json(&["restore", "--yes", saved]);
    assert_eq!((&told["lost_entries"], &told["lost_drafts"]), (&Value::from(1), &Value::from(2)));
    assert_eq!(told["lost_rounds"], Value::from(vec!["2024-army"]));
    for (side, entries, head) in [("replaced", 2, &now), ("backup", 1, &old)] {
        let side = &told[side];
        assert_eq!((&side["entries"], &side["head"]), (&Value::from(entries), head), "{told}");
        assert_eq!((&side["last_day"], &side["device"]), (&"2024-02-02".into(), &"devicea".into()), "{told}");
    }
}

#[test]
fn a_draft_alone_is_not_lost_without_a_word() {
    let mut program = Program::new();
    give(&program, "程连富");
    let (saved, _) = backup(&program);
    draft(&mut program, "{}");
    let told = program.run(&["restore", saved.to_str().unwrap()]);
    assert_eq!(told.status, 77, "{told:?}");
    assert!(told.err.contains("恢复会丢掉：草稿 1 份"), "{told:?}");
}

#[test]
fn on_a_terminal_it_is_asked_also_where_nothing_is_lost() {
    let program = Program::new();
    give(&program, "程连富");
    let (saved, head) = backup(&program);
    let db = program.register.store.path().to_str().unwrap().to_owned();
    let home = program.folder();
    let env = [("HOME", home.to_str().unwrap()), ("MUSTER_DB", db.as_str()), ("MUSTER_LANG", "en")];
    for (answer, status) in [("no\n", 77), ("yes\n", 0)] {
        let mut pty =
            Pty::muster(&["--today", "2024-02-02", "restore", saved.to_str().unwrap()], &env, (80, 24));
        pty.wait_for("To be replaced: 1 entry, the last of 2 Feb 2024, device devicea");
        pty.wait_for(head["ledger"].as_str().unwrap());
        pty.wait_for("Nothing that was recorded is lost");
        pty.wait_for("type yes");
        pty.text(answer);
        pty.wait_for(if status == 0 { "replaced: 1 entry" } else { "Not restored" });
        assert_eq!(pty.exit(), status);
    }
}
