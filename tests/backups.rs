//! Protects what lies in the drawer: a backup holds everything, a restored register is whole, and what was
//! in its place is still there.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::program::{Program, Run, finished};

const GIVE: [&str; 7] = ["record", "程连富", "--round", "2024-spring", "--by", "布仁", "--by=赵志强"];

fn backup(program: &Program) -> PathBuf {
    PathBuf::from(program.json(&["backup"])["backup"].as_str().unwrap())
}

/// Changes a handler wherever he stands, as a failing disk might: the pages stay in order.
fn other_handler(bytes: &mut [u8]) {
    let name = "布仁".as_bytes();
    for at in 0..bytes.len() - name.len() {
        if &bytes[at..at + name.len()] == name {
            bytes[at + 2] ^= 1;
        }
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|item| item.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn on(program: &Program, db: &Path, args: &[&str]) -> Run {
    program.run(&[&["--db", db.to_str().unwrap()], args].concat())
}

#[test]
fn a_backup_is_private_checked_and_whole() {
    let program = Program::new();
    assert_eq!(program.run(&["set", "daily_backup", "off"]).status, 0);
    assert_eq!(program.run(&GIVE).status, 0);
    let told = program.json(&["backup"]);
    assert_eq!((&told["entries"], &told["removed"]), (&Value::from(1), &Value::from(0)));
    let path = PathBuf::from(told["backup"].as_str().unwrap());
    let folder = path.parent().unwrap();
    assert_eq!(folder, program.folder().canonicalize().unwrap().join("backups"));
    assert_eq!(fs::metadata(folder).unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let name = path.file_name().unwrap().to_str().unwrap();
    let stamp = name.strip_prefix("r-devicea-").unwrap().strip_suffix("Z.db").unwrap();
    assert!(stamp.len() == 15 && stamp.as_bytes()[8] == b'T', "{name}");
    assert_eq!(names(folder), [name], "nothing else stays behind");
    assert_eq!(on(&program, &path, &["check"]).status, 0);
    assert_eq!(on(&program, &path, &["ledger", "--json"]).json(), program.json(&["ledger"]));
    let elsewhere = program.folder().join("usb");
    let told = program.run(&["backup", "--to", elsewhere.to_str().unwrap()]);
    assert_eq!(told.status, 0, "{told:?}");
    assert!(told.out.contains("已新建") && told.out.contains("同一块盘"), "{told:?}");
    let again = program.run(&["backup", "--to", elsewhere.to_str().unwrap()]);
    assert!(!again.out.contains("已新建") && again.out.contains("同一块盘"), "{again:?}");
    assert!(!program.run(&["backup"]).out.contains("同一块盘"), "no place was asked for");
    assert_eq!(names(&elsewhere).len(), 2);
}

#[test]
fn old_backups_go_and_other_files_stay() {
    let program = Program::new();
    let folder = program.folder().join("backups");
    let saved = backup(&program);
    for day in 1..=9 {
        fs::copy(&saved, folder.join(format!("r-2020010{day}T010000Z.db"))).unwrap();
    }
    fs::remove_file(&saved).unwrap();
    fs::write(folder.join("r-2020.db"), "another").unwrap();
    fs::write(folder.join("other-20200101T010000Z.db"), "another").unwrap();
    let told = program.json(&["backup"]);
    // 7 days and today's: of the nine old ones six stay by day; by week and month none more.
    assert_eq!(told["removed"], 3, "{told}");
    let left = names(&folder);
    assert!(left.contains(&"r-2020.db".to_owned()) && left.contains(&"other-20200101T010000Z.db".to_owned()));
    assert!(!left.contains(&"r-20200103T010000Z.db".to_owned()), "{left:?}");
    assert!(left.contains(&"r-20200104T010000Z.db".to_owned()), "{left:?}");
}

#[test]
fn a_restored_register_is_as_the_backup_was_and_the_old_one_is_kept() {
    let program = Program::new();
    let first = program.json(&GIVE)["entry"].as_str().unwrap().to_owned();
    let saved = backup(&program);
    let mut second = GIVE;
    second[1] = "单国强";
    let later = program.json(&second)["entry"].as_str().unwrap().to_owned();
    let told = program.json(&["restore", "--yes", saved.to_str().unwrap()]);
    assert_eq!(told["entries"], 1, "{told}");
    assert_eq!((&told["lost_entries"], &told["lost_audit"]), (&Value::from(1), &Value::from(1)));
    let ids = |ledger: Value| -> Vec<String> {
        ledger.as_array().unwrap().iter().map(|e| e["entry"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(program.json(&["ledger"])), std::slice::from_ref(&first));
    let kept = PathBuf::from(told["kept"].as_str().unwrap());
    assert!(kept.file_name().unwrap().to_str().unwrap().starts_with("r-replaced-"), "{}", kept.display());
    assert_eq!(ids(on(&program, &kept, &["ledger", "--json"]).json()), [later, first]);
    assert_eq!(program.run(&["check"]).status, 0);

    // A new device: what follows begins a chain of its own.
    let device = |path: &Path| -> String {
        let conn = rusqlite::Connection::open(path).unwrap();
        conn.query_row("SELECT value FROM meta WHERE key = 'device'", [], |row| row.get(0)).unwrap()
    };
    let register = program.register.store.path().to_path_buf();
    assert_eq!(device(&saved), "device-a");
    assert_ne!(device(&register), "device-a");
    assert_eq!(program.run(&second).status, 0);
    assert_eq!(program.run(&["check"]).status, 0);

    // Two backups hold the same people: a program that had the old file open learns of it when it writes.
    let mut old = program.register;
    let to = old.store.resolve("呼日查巴特尔").unwrap();
    let refused = old.give(to, "2024-spring", 1000);
    assert_eq!(refused, Err(muster::domain::error::RegisterError::Replaced));
}

#[test]
fn a_lost_register_comes_back_and_a_bad_backup_does_not() {
    let program = Program::new();
    assert_eq!(program.run(&GIVE).status, 0);
    let saved = backup(&program);
    let lost = program.folder().join("new").join("register.db");
    let told = on(&program, &lost, &["restore", saved.to_str().unwrap(), "--json"]).json();
    assert_eq!((&told["kept"], &told["entries"]), (&Value::Null, &Value::from(1)));
    assert_eq!(on(&program, &lost, &["check"]).status, 0);
    assert_eq!(names(lost.parent().unwrap()), ["register.db", "register.db.lock"]);

    let own = program.register.store.path().to_str().unwrap().to_owned();
    assert_eq!(program.run(&["restore", &own]).status, 2);
    assert_eq!(program.run(&["restore", "nothing.db"]).status, 2);
    // Flip bits in the middle of the ledger's text: the chain tells.
    let bad = program.folder().join("bad.db");
    let mut bytes = fs::read(&saved).unwrap();
    other_handler(&mut bytes);
    fs::write(&bad, bytes).unwrap();
    let foreign = program.folder().join("foreign.db");
    fs::write(&foreign, "words, not a register".repeat(99)).unwrap();
    let before = program.json(&["ledger"]);
    for (file, said) in [(&bad, "备份有误"), (&foreign, "不是登记册")] {
        let run = program.run(&["restore", file.to_str().unwrap()]);
        assert_eq!(run.status, 65, "{run:?}");
        assert!(run.err.contains(said), "{run:?}");
    }
    assert_eq!(program.json(&["ledger"]), before);
    assert!(!program.folder().join("r.db.restoring").exists());
}

#[test]
fn a_damaged_register_is_copied_as_it_is_and_takes_no_good_one_away() {
    let program = Program::new();
    assert_eq!(program.run(&["set", "daily_backup", "off"]).status, 0);
    assert_eq!(program.run(&GIVE).status, 0);
    let saved = backup(&program);
    let bad = program.folder().join("backups").join("r.db");
    let mut bytes = fs::read(&saved).unwrap();
    other_handler(&mut bytes);
    fs::write(&bad, bytes).unwrap();
    let run = on(&program, &bad, &["backup", "--to", saved.parent().unwrap().to_str().unwrap()]);
    assert_eq!(run.status, 65, "{run:?}");
    assert!(run.err.contains("登记册本身有"), "{run:?}");
    assert!(saved.exists());
    // It is all there is of what was recorded since: kept, and told apart by `check`.
    let left = names(saved.parent().unwrap());
    assert!(!left.iter().any(|name| name.contains(".part")), "{left:?}");
    let copies = left.iter().filter(|name| name.starts_with("r-devicea-")).count();
    assert_eq!(copies, 2, "{left:?}");
}

#[test]
fn an_older_register_is_backed_up_before_it_is_changed() {
    let program = Program::new();
    let old = program.folder().join("old.db");
    let conn = rusqlite::Connection::open(&old).unwrap();
    conn.execute_batch(
        "PRAGMA application_id = 0x6D757374; CREATE TABLE was (x); INSERT INTO was VALUES (7)",
    )
    .unwrap();
    drop(conn);
    fs::set_permissions(&old, fs::Permissions::from_mode(0o600)).unwrap();
    let _ = on(&program, &old, &["rounds"]);
    let version = |path: &Path| -> i64 {
        let conn = rusqlite::Connection::open(path).unwrap();
        conn.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
    };
    assert_eq!(version(&old), i64::try_from(muster::store::migration_names().len()).unwrap());
    let kept = program.folder().join("backups").join("old-v0.db");
    assert_eq!(version(&kept), 0);
    let conn = rusqlite::Connection::open(&kept).unwrap();
    assert_eq!(conn.query_row("SELECT x FROM was", [], |row| row.get::<_, i64>(0)).unwrap(), 7);
}

/// Runs a command on a day that is given.
fn on_day(program: &Program, day: &str, args: &[&str]) -> Run {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_muster"));
    command.env_clear().env("HOME", program.folder()).env("MUSTER_DB", program.register.store.path());
    finished(command.args(["--today", day]).args(args))
}

fn kept(program: &Program) -> Vec<PathBuf> {
    let folder = program.folder().join("backups");
    if !folder.exists() {
        return Vec::new();
    }
    names(&folder).iter().map(|name| folder.join(name)).collect()
}

#[test]
fn the_first_write_of_a_day_leaves_a_backup_unless_a_setting_says_no() {
    let program = Program::new();
    let absent =
        |day| on_day(&program, day, &["record", "单国强", "--round", "2024-spring", "--outcome", "absent"]);
    let silent = |run: &Run| assert!(run.status == 0 && run.err.is_empty(), "{run:?}");
    silent(&absent("2024-02-03"));
    let first = kept(&program);
    assert_eq!(first.len(), 1);
    assert_eq!(on(&program, &first[0], &["check"]).status, 0);
    assert!(on(&program, &first[0], &["show", "单国强"]).out.contains("2024-02-03"), "the write is in it");
    silent(&on_day(&program, "2024-02-03", &["set", "two_handlers", "off"]));
    assert_eq!(kept(&program), first, "once a day");
    silent(&absent("2024-02-04"));
    assert_eq!(kept(&program).len(), 2);
    silent(&on_day(&program, "2024-02-04", &["set", "daily_backup", "off"]));
    silent(&absent("2024-02-05"));
    assert_eq!(kept(&program).len(), 2);
    silent(&on_day(&program, "2024-02-06", &["set", "daily_backup", "off"]));
    assert_eq!(kept(&program).len(), 2, "neither does the write that says so");
    assert_eq!(program.run(&["due"]).status, 0, "reading makes none");
}

#[test]
fn a_backup_nobody_asked_for_that_fails_is_told_in_one_line_and_stops_nothing() {
    let program = Program::new();
    fs::write(program.folder().join("backups"), "in the way").unwrap();
    let run = on_day(&program, "2024-02-03", &GIVE);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.err.lines().count() == 1 && run.err.contains("备份"), "{run:?}");
    let roster = program.folder().join("roster.csv");
    fs::write(&roster, "姓名,苏木镇\n程小,上都镇\n").unwrap();
    let run = on_day(&program, "2024-02-03", &["import", roster.to_str().unwrap()]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.err.lines().count() == 1 && run.err.contains("备份"), "{run:?}");
    assert_eq!(program.run(&["find", "程小"]).status, 0);
    let json = on_day(&program, "2024-02-04", &[&GIVE[..1], &["单国强"], &GIVE[2..], &["--json"]].concat());
    assert_eq!(json.json()["result"], "recorded", "{json:?}");
}

#[test]
fn an_import_is_preceded_by_a_backup_of_what_was() {
    let program = Program::new();
    let roster = program.folder().join("roster.csv");
    fs::write(&roster, "姓名,苏木镇\n程小,上都镇\n").unwrap();
    let import = |more: &[&str]| program.run(&[&["import", roster.to_str().unwrap()], more].concat());
    assert_eq!(import(&["--dry-run"]).status, 0);
    assert!(kept(&program).is_empty(), "a dry run changes nothing");
    assert_eq!(import(&[]).status, 0);
    let made = kept(&program);
    assert_eq!(made.len(), 1);
    assert_eq!(on(&program, &made[0], &["find", "程小"]).status, 1);
    assert_eq!(on(&program, &made[0], &["find", "单国强"]).status, 0);
    // A second one has nothing to keep that the first has not changed.
    assert_eq!(import(&[]).status, 0);
    assert_eq!(kept(&program).len(), 2);
    assert_eq!(import(&[]).status, 0);
    assert!(kept(&program).len() <= 3);
}
