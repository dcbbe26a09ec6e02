//! What the README claims about other programs: whatever plain SQL changes, `muster check` tells, or the file refuses
//! it. The other program is free to drop every trigger, to switch checks off and to put all derived tables right.

use std::fs;
use std::path::{Path, PathBuf};

use muster::domain::op::Op;
use muster::domain::person::Edit;
use muster::domain::recipient::{Held, StatusKind};
use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use serde_json::Value;

use crate::support::program::Program;
use crate::support::register::{day, on, text};

const SPRING: &str = "2024-spring";

/// A register, one that stood a step earlier, and a program to look at copies of it.
struct Stage {
    program: Program,
    /// Before the last gift, and before a person lost a group.
    earlier: PathBuf,
    now: PathBuf,
}

impl Stage {
    /// With something in every table that plain SQL could rob; the last act is a gift, or a look at full numbers.
    fn new(last: Last) -> Self {
        let mut program = Program::new();
        let ids =
            ["程连富", "呼日查巴特尔", "单国强"].map(|name| program.register.store.resolve(name).unwrap());
        for id in &ids[..2] {
            program.register.give(*id, SPRING, 1_000).unwrap();
        }
        let store = &mut program.register.store;
        let ctx = on("2024-02-02");
        let commit = |store: &mut muster::store::Store, op: Op| drop(store.commit(&op, &ctx).unwrap());
        commit(store, Op::Set { key: text("two_handlers"), value: text("off") });
        let (kind, died) = (StatusKind::Died, day("2024-01-31"));
        let fourth = store.resolve("无名组").unwrap();
        commit(store, Op::SetStatus { id: fourth, kind, on: died, reason: text("家属告知") });
        let edit = Edit { village: Some(text("某嘎查")), ..Edit::default() };
        commit(
            store,
            Op::Edit { id: fourth, rev: store.recipient(fourth).unwrap().rev, edit: Box::new(edit) },
        );
        let earlier = copy(&program);
        match last {
            Last::Gift => drop(program.register.give(ids[2], SPRING, 500).unwrap()),
            Last::Look => {
                let op = Op::Unmask { id: ids[2], reason: text("核对") };
                drop(program.register.store.commit(&op, &ctx).unwrap());
            }
            Last::Group => {
                let groups: Option<Vec<Held>> = Some(Vec::new());
                let rev = program.register.store.recipient(ids[2]).unwrap().rev;
                let edit = Edit { groups, ..Edit::default() };
                drop(
                    program
                        .register
                        .store
                        .commit(&Op::Edit { id: ids[2], rev, edit: Box::new(edit) }, &ctx)
                        .unwrap(),
                );
            }
        }
        let now = copy(&program);
        Self { program, earlier, now }
    }

    /// The rules that `check` finds broken on a copy in which another program did something; none where the file or
    /// muster itself refuses.
    fn found(&self, file: &Path, sql: &str) -> Told {
        self.found_after(file, |conn| conn.execute_batch(sql))
    }

    /// As [`Stage::found`], where the other program does more than to run statements.
    fn found_after(&self, file: &Path, does: impl Fn(&Connection) -> rusqlite::Result<()>) -> Told {
        let place = self.program.folder().join("attacked");
        let _ = fs::remove_dir_all(&place);
        fs::create_dir(&place).unwrap();
        let path = place.join("r.db");
        fs::copy(file, &path).unwrap();
        if let Err(error) = attack(&path, &self.earlier, does) {
            return Told::Refused(error.to_string());
        }
        rules(&self.program, &path)
    }
}

#[derive(Clone, Copy)]
enum Last {
    Gift,
    Look,
    Group,
}

#[derive(Debug, PartialEq)]
enum Told {
    /// By the file.
    Refused(String),
    /// By `check`.
    Found(Vec<String>),
    /// Not opened at all.
    NotOpened,
}

fn copy(program: &Program) -> PathBuf {
    let made = program.json(&["backup", "--to", program.folder().join("kept").to_str().unwrap()]);
    PathBuf::from(made["backup"].as_str().unwrap())
}

/// Gives a program functions of its own under the names of those of muster; they always say the same.
fn forge(conn: &Connection) -> rusqlite::Result<()> {
    for (name, says) in [("seal", 7), ("are_days", 1), ("have_length", 1)] {
        conn.create_scalar_function(name, -1, FunctionFlags::SQLITE_DETERMINISTIC, move |_| Ok(says))?;
    }
    Ok(())
}

/// Works with every trigger out of the way and every check off, and puts the triggers back as they were.
fn attack(
    path: &Path,
    earlier: &Path,
    does: impl Fn(&Connection) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let conn = Connection::open(path)?;
    conn.execute("ATTACH ?1 AS earlier", [earlier.to_str().unwrap()])?;
    conn.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; BEGIN")?;
    let triggers: Vec<(String, String)> = conn
        .prepare("SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger'")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (name, _) in &triggers {
        conn.execute_batch(&format!("DROP TRIGGER main.{name}"))?;
    }
    does(&conn)?;
    for (_, text) in &triggers {
        conn.execute_batch(text)?;
    }
    conn.execute_batch("COMMIT")
}

fn rules(program: &Program, path: &Path) -> Told {
    let run = program.run(&["--db", path.to_str().unwrap(), "check", "--json"]);
    match run.status {
        0 => Told::Found(Vec::new()),
        1 => Told::Found(
            run.json()
                .as_array()
                .unwrap()
                .iter()
                .map(|one| one["rule"].as_str().unwrap().to_owned())
                .collect(),
        ),
        65 => Told::NotOpened,
        other => panic!("{other}: {run:?}"),
    }
}

/// Everything that is derived, as it stood a step earlier.
const DERIVED: &str = "DELETE FROM standing; INSERT INTO standing SELECT * FROM earlier.standing;
     DELETE FROM tally; INSERT INTO tally SELECT * FROM earlier.tally;
     DELETE FROM search_key; INSERT INTO search_key SELECT * FROM earlier.search_key;
     DELETE FROM initials; INSERT INTO initials SELECT * FROM earlier.initials;";
const LAST_ENTRY: &str = "(SELECT id FROM entry ORDER BY local_id DESC LIMIT 1)";

/// (what another program does, a rule that must be among the findings).
const AFTER_A_GIFT: &[(&str, &str)] = &[
    ("DELETE FROM entry WHERE local_id = (SELECT max(local_id) FROM entry)", "visit_of_gift"),
    ("DELETE FROM audit WHERE local_id = (SELECT max(local_id) FROM audit)", "act"),
    ("DELETE FROM visit WHERE id = (SELECT id FROM entry ORDER BY local_id DESC LIMIT 1)", "visit_of_gift"),
    ("DELETE FROM entry WHERE local_id = 1", "sequence"),
    ("DELETE FROM audit WHERE local_id = 2", "sequence"),
    ("DELETE FROM entry; DELETE FROM visit; DELETE FROM audit", "cut"),
    ("UPDATE entry SET cash_fen = cash_fen + 100 WHERE local_id = 1", "chain"),
    ("UPDATE entry SET handler_1 = '某人' WHERE local_id = 2", "chain"),
    ("UPDATE entry SET local_id = -1 WHERE local_id = 1; UPDATE entry SET local_id = 1 WHERE local_id = 2;
      UPDATE entry SET local_id = 2 WHERE local_id = -1", "chain"),
    ("CREATE TEMP TABLE t AS SELECT * FROM entry WHERE local_id = 1;
      UPDATE t SET local_id = 4, id = 'x', device_seq = 4, prev_hash = (SELECT hash FROM entry WHERE local_id = 3);
      INSERT INTO entry SELECT * FROM t", "chain"),
    ("UPDATE audit SET actor = '某人' WHERE local_id = 2", "chain"),
    ("INSERT INTO audit (form, device, device_seq, on_day, at, actor, action, subject, hash)
      SELECT 2, 'device-a', max(device_seq) + 1, '2024-02-02', 1, 'a', 'edit', 'b', 'c' FROM audit", "chain"),
    ("DELETE FROM status_line", "status"),
    ("DELETE FROM setting", "cut"),
    ("DELETE FROM standard WHERE visit_group = 3", "cut"),
    ("DELETE FROM group_held WHERE local_id = 1", "cut"),
    ("DELETE FROM group_held WHERE local_id = (SELECT max(local_id) FROM group_held)", "cut"),
    ("DELETE FROM former_place", "cut"),
    ("DELETE FROM township_alias", "cut"),
    ("DELETE FROM recipient WHERE local_id = 4", "cut"),
    ("DELETE FROM village WHERE local_id = (SELECT max(local_id) FROM village)", "cut"),
    ("DELETE FROM source WHERE local_id = (SELECT max(local_id) FROM source)", "cut"),
    ("DELETE FROM meta WHERE key = 'heads'", "cut"),
    ("DELETE FROM meta WHERE key = 'counts'", "cut"),
    ("DELETE FROM meta WHERE key = 'banner'", "cut"),
    ("DELETE FROM meta WHERE key = 'device'", "cut"),
    ("UPDATE standing SET rank = 1 WHERE rank = 2", "standing"),
    ("UPDATE tally SET given_fen = given_fen - 50000 WHERE given_fen > 0", "given"),
    ("UPDATE tally SET done = done - 1 WHERE done > 0", "tally"),
    ("DELETE FROM search_key WHERE recipient = 1", "search"),
];

/// What the file itself refuses: there is a seal to be written, and no such function.
const REFUSED: &[&str] = &[
    "UPDATE recipient SET name = '某人' WHERE local_id = 1",
    "UPDATE recipient SET died_on = '2024-01-01' WHERE local_id = 1",
    "UPDATE visit SET outcome = 'absent'",
    "INSERT INTO setting (key, from_day, value) VALUES ('two_handlers', '2024-01-01', 'off')",
    "UPDATE standard SET cash_fen = 1",
    "INSERT OR REPLACE INTO meta (key, value) SELECT key, value FROM earlier.meta",
    "INSERT INTO meta (key, value) SELECT key, value FROM earlier.meta WHERE key = 'heads'",
    "UPDATE meta SET value = '0  0 ' WHERE key = 'heads'",
    "INSERT INTO group_held (id, recipient, visit_group, entered_on) VALUES ('x', 1, 2, '2024-01-01')",
];

fn must_find(stage: &Stage, sql: &str, rule: &str) {
    match stage.found(&stage.now, sql) {
        Told::Found(rules) => {
            assert!(rules.iter().any(|found| found == rule), "{sql}: {rule} not in {rules:?}");
        }
        told @ (Told::Refused(_) | Told::NotOpened) => panic!("{sql}: {told:?}"),
    }
}

#[test]
fn what_plain_sql_does_to_the_facts_is_found_or_refused() {
    let stage = Stage::new(Last::Gift);
    assert_eq!(stage.found(&stage.now, ""), Told::Found(Vec::new()), "the attack itself leaves no trace");
    for (sql, rule) in AFTER_A_GIFT {
        must_find(&stage, sql, rule);
    }
    for sql in REFUSED {
        let told = stage.found(&stage.now, sql);
        assert!(matches!(&told, Told::Refused(why) if why.contains("seal")), "{sql}: {told:?}");
    }
}

/// The hardest case: nothing is left that names what is gone, and every count is put right.
#[test]
fn the_last_payment_cut_off_with_all_its_traces_is_found() {
    let stage = Stage::new(Last::Gift);
    let sql = format!(
        "DELETE FROM audit WHERE subject = {LAST_ENTRY}; DELETE FROM visit WHERE id = {LAST_ENTRY};
         DELETE FROM entry WHERE id = {LAST_ENTRY}; {DERIVED}"
    );
    assert_eq!(stage.found(&stage.now, &sql), Told::Found(vec!["cut".to_owned()]));
    // Also where both rows that keep the reach are taken away, and after muster has written again.
    let bare = format!("{sql} DELETE FROM meta WHERE key IN ('heads', 'counts');");
    assert_eq!(stage.found(&stage.now, &bare), Told::Found(vec!["cut".to_owned(), "cut".to_owned()]));
    for sql in [sql, bare] {
        drop(stage.found(&stage.now, &sql));
        let path = stage.program.folder().join("attacked").join("r.db");
        let db = path.to_str().unwrap();
        let line = ["--db", db, "record", "单国强", "--round", SPRING, "--by", "布仁", "--by=赵志强"];
        assert_eq!(stage.program.run(&line).status, 0);
        let Told::Found(rules) = rules(&stage.program, &path) else { panic!("not opened") };
        assert!(rules.contains(&"cut".to_owned()), "it stays told: {rules:?}");
    }
}

/// Whoever makes false seals can put right what the register keeps of its reach; the next write must not make it true.
#[test]
fn what_is_cut_off_stays_told_though_the_reach_was_changed_to_it() {
    const REACH: &str = "UPDATE meta SET value =
        (SELECT local_id || ' ' || hash FROM entry ORDER BY local_id DESC LIMIT 1) || ' ' ||
        (SELECT local_id || ' ' || hash FROM audit ORDER BY local_id DESC LIMIT 1) WHERE key = 'heads';";
    let group = "DELETE FROM group_held WHERE local_id = (SELECT max(local_id) FROM group_held)";
    let counts = "UPDATE meta SET value = (SELECT group_concat(iif(n = 7, word - 1, word), ' ') FROM
        (SELECT key AS at, atom AS word, row_number() OVER (ORDER BY id) AS n
         FROM json_each('[' || replace((SELECT value FROM meta WHERE key = 'counts'), ' ', ',') || ']')))
        WHERE key = 'counts'";
    let stage = Stage::new(Last::Gift);
    for sql in [
        format!(
            "DELETE FROM audit WHERE subject = {LAST_ENTRY}; DELETE FROM visit WHERE id = {LAST_ENTRY};
             DELETE FROM entry WHERE id = {LAST_ENTRY}; {DERIVED} {REACH}"
        ),
        format!("{group}; {counts}"),
    ] {
        let told = stage.found_after(&stage.now, |conn| {
            forge(conn)?;
            conn.execute_batch(&sql)
        });
        let Told::Found(rules_now) = told else { panic!("not found: {told:?}") };
        assert!(rules_now.contains(&"cut".to_owned()), "{rules_now:?}");
        let path = stage.program.folder().join("attacked").join("r.db");
        let db = path.to_str().unwrap();
        for line in [["set", "two_handlers", "on"], ["set", "two_handlers", "off"]] {
            assert_eq!(stage.program.run(&[&["--db", db], &line[..]].concat()).status, 0);
            let Told::Found(rules) = rules(&stage.program, &path) else { panic!("not opened") };
            assert!(rules.contains(&"cut".to_owned()), "it stays told: {rules:?}");
        }
    }
}

#[test]
fn the_last_line_of_the_audit_cut_off_is_found() {
    let stage = Stage::new(Last::Look);
    let sql = "DELETE FROM audit WHERE local_id = (SELECT max(local_id) FROM audit)";
    assert_eq!(stage.found(&stage.now, sql), Told::Found(vec!["cut".to_owned()]));
}

/// A membership taken away by another program, with standings and counts as muster itself would have left them.
#[test]
fn a_standing_put_right_by_hand_after_a_change_is_found() {
    let stage = Stage::new(Last::Group);
    // From the state before to the state after, without the audit: only the facts and what is derived of them.
    let now = stage.now.display();
    let sql = format!(
        "ATTACH '{now}' AS after; DELETE FROM group_held WHERE local_id NOT IN (SELECT local_id FROM after.group_held);
         DELETE FROM standing; INSERT INTO standing SELECT * FROM after.standing;
         DELETE FROM tally; INSERT INTO tally SELECT * FROM after.tally"
    );
    // ATTACH is not possible within the transaction of the attack.
    let sql = sql.replace("ATTACH", "COMMIT; ATTACH").replacen("AS after;", "AS after; BEGIN;", 1);
    assert_eq!(stage.found(&stage.earlier, &sql), Told::Found(vec!["cut".to_owned()]));
}

#[test]
fn a_trigger_that_is_gone_or_changed_closes_the_register() {
    let stage = Stage::new(Last::Gift);
    let place = stage.program.folder().join("triggers.db");
    for sql in [
        "DROP TRIGGER entry_no_delete",
        "DROP TRIGGER entry_rules; CREATE TRIGGER entry_rules BEFORE INSERT ON entry BEGIN SELECT 1; END",
        "CREATE TRIGGER swallow BEFORE INSERT ON entry BEGIN SELECT RAISE(IGNORE); END",
    ] {
        fs::copy(&stage.now, &place).unwrap();
        Connection::open(&place).unwrap().execute_batch(sql).unwrap();
        let run = stage.program.run(&["--db", place.to_str().unwrap(), "check"]);
        assert_eq!(run.status, 65, "{sql} {run:?}");
    }
}

#[test]
fn check_tells_what_was_there_and_what_is_there() {
    let stage = Stage::new(Last::Look);
    drop(stage.found(&stage.now, "DELETE FROM audit WHERE local_id = (SELECT max(local_id) FROM audit)"));
    let path = stage.program.folder().join("attacked").join("r.db");
    let run = stage.program.run(&["--db", path.to_str().unwrap(), "check", "--json"]);
    let told: Value = run.json();
    let detail = told[0]["detail"].as_str().unwrap();
    let (kept, found) = detail.split_once(" > ").unwrap();
    let lines = |reach: &str| -> u64 { reach.split(", ").nth(2).unwrap().parse().unwrap() };
    assert_eq!(lines(kept), lines(found) + 1, "{detail}");
}

/// One name that is written two ways is one handler, for `check` as for whoever records.
#[test]
fn a_handler_who_is_written_two_ways_is_found_like_one_who_stands_there_twice() {
    let stage = Stage::new(Last::Gift);
    for (one, other) in
        [("布仁", "布仁"), ("布仁", "布仁。"), ("ABC", "ＡＢＣ"), ("abc", "A B C"), ("布仁", "")]
    {
        let sql = format!(
            "UPDATE entry SET handler_1 = '{one}', handler_2 = '{other}' WHERE local_id = 1;
             DELETE FROM setting"
        );
        let Told::Found(rules) = stage.found(&stage.now, &sql) else { panic!("{one} {other}") };
        assert!(rules.iter().any(|rule| rule == "handlers"), "{one} {other}: {rules:?}");
    }
    for handler in ["程连富。", " 程 连 富", "“程连富”"] {
        let sql = format!("UPDATE entry SET handler_2 = '{handler}' WHERE local_id = 1");
        let Told::Found(rules) = stage.found(&stage.now, &sql) else { panic!("{handler}") };
        assert!(rules.iter().any(|rule| rule == "self_paid"), "{handler}: {rules:?}");
    }
    let proxy = "UPDATE entry SET proxy = '赵志强、', relation = '子' WHERE local_id = 1";
    let Told::Found(rules) = stage.found(&stage.now, proxy) else { panic!("{proxy}") };
    assert!(rules.iter().any(|rule| rule == "self_paid"), "{rules:?}");
    let other = "UPDATE entry SET handler_2 = '布和。' WHERE local_id = 1; DELETE FROM setting";
    let Told::Found(rules) = stage.found(&stage.now, other) else { panic!("{other}") };
    assert!(!rules.iter().any(|rule| rule == "handlers" || rule == "self_paid"), "{rules:?}");
}
