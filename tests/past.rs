//! Going back in time shows: beside a backup, beside a head on paper, and before a restore. Backups of several
//! registers share a stick, clocks go wrong, and names are long.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::program::{Program, Run, finished};

const PEOPLE: [&str; 3] = ["程连富", "呼日查巴特尔", "单国强"];

fn give(program: &Program, who: &str) {
    let line = ["record", who, "--round", "2024-spring", "--by", "布仁", "--by=赵志强"];
    let run = program.run(&line);
    assert_eq!(run.status, 0, "{run:?}");
}

fn backup(program: &Program, more: &[&str]) -> PathBuf {
    PathBuf::from(program.json(&[&["backup"], more].concat())["backup"].as_str().unwrap())
}

fn on(program: &Program, db: &Path, args: &[&str]) -> Run {
    program.run(&[&["--db", db.to_str().unwrap()], args].concat())
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|item| item.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn rules(run: &Run) -> Vec<String> {
    run.json().as_array().unwrap().iter().map(|one| one["rule"].as_str().unwrap().to_owned()).collect()
}

/// Makes the register the one that a file holds, as somebody with a file manager would.
fn put_back(program: &Program, file: &Path) {
    let path = program.register.store.path();
    for part in ["-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{part}", path.display()));
    }
    // Another file under the same name: what has the old one open keeps it.
    let copy = program.folder().join("copy");
    fs::copy(file, &copy).unwrap();
    fs::rename(&copy, path).unwrap();
    let run = program.run(&["rounds"]);
    assert_eq!(run.status, 0, "{run:?}");
}

#[test]
fn a_register_that_was_put_back_shows_beside_a_backup_and_beside_a_printed_head() {
    let program = Program::new();
    give(&program, PEOPLE[0]);
    let old = backup(&program, &["--to", program.folder().join("usb").to_str().unwrap()]);
    give(&program, PEOPLE[1]);
    let made = program.json(&["backup"]);
    let printed = program.json(&["report", "2024"])["head"].clone();
    assert_eq!(made["head"], printed, "backups and reports carry the same head");
    assert_eq!(program.json(&["due"])["head"], printed);
    let (ledger, audit) = (printed["ledger"].as_str().unwrap(), printed["audit"].as_str().unwrap());
    assert!(ledger.starts_with("2:") && ledger.len() == 10, "{ledger}");
    for line in [&["report", "2024"][..], &["due"], &["ledger"], &["backup"]] {
        let told = program.run(line).out;
        assert!(told.contains(ledger) && told.contains(audit), "{line:?} {told}");
    }
    let both = format!("台账 {ledger}，操作记录 {audit}");
    for head in [ledger, both.as_str()] {
        let run = program.run(&["check", "--head", head]);
        assert_eq!((run.status, run.out.as_str()), (0, ""), "{run:?}");
    }
    assert_eq!(program.run(&["check", "--head", "nonsense"]).status, 2);
    give(&program, PEOPLE[2]);
    assert_eq!(program.run(&["check", "--head", &both]).status, 0, "a register that went on has it still");

    put_back(&program, &old);
    let told = program.run(&["check", "--json"]);
    assert_eq!(told.status, 1, "{told:?}");
    assert!(rules(&told).iter().all(|rule| rule == "backup_knows_more"), "{told:?}");
    fs::remove_dir_all(program.folder().join("backups")).unwrap();
    assert_eq!(program.run(&["check"]).status, 0, "without a backup nothing inside the file tells");
    let told = program.run(&["check", "--json", "--head", &both]);
    assert_eq!((told.status, rules(&told)), (1, vec!["head".to_owned(), "head".to_owned()]), "{told:?}");
    // As many entries as before, but others.
    give(&program, PEOPLE[2]);
    let told = program.run(&["check", "--json", "--head", ledger]);
    assert_eq!((told.status, rules(&told)), (1, vec!["head".to_owned()]), "{told:?}");
}

#[test]
fn a_restore_says_what_it_would_lose_and_asks() {
    let program = Program::new();
    give(&program, PEOPLE[0]);
    let saved = backup(&program, &[]);
    let saved = saved.to_str().unwrap();
    give(&program, PEOPLE[1]);
    give(&program, PEOPLE[2]);
    let before = program.json(&["ledger"]);
    let refused = program.run(&["restore", saved]);
    assert_eq!(refused.status, 77, "{refused:?}");
    for said in ["台账 2 笔", "1,500", "操作记录 2 行", "--yes"] {
        assert!(refused.err.contains(said), "{said} {refused:?}");
    }
    assert_eq!(program.json(&["ledger"]), before);
    assert!(
        !names(&program.folder()).iter().any(|name| name.contains("restor") || name.contains("replaced"))
    );
    let done = program.json(&["restore", "--yes", saved]);
    assert_eq!((&done["lost_entries"], &done["lost_fen"]), (&Value::from(2), &Value::from(150_000)));
    // It was agreed to: a backup from before is no finding, whatever it knows.
    let run = program.run(&["check"]);
    assert_eq!((run.status, run.out.as_str()), (0, ""), "{run:?}");
}

#[test]
fn nothing_lost_is_nothing_asked() {
    let program = Program::new();
    give(&program, PEOPLE[0]);
    let saved = backup(&program, &[]);
    let run = program.run(&["restore", saved.to_str().unwrap()]);
    assert_eq!(run.status, 0, "{run:?}");
}

#[test]
fn a_backup_of_another_register_is_asked_about() {
    let (program, other) = (Program::new(), Program::new());
    give(&other, PEOPLE[0]);
    let db = other.folder().join("other.db");
    assert_eq!(on(&other, &db, &["init", "--sample"]).status, 0);
    let made = on(&other, &db, &["backup", "--json"]).json();
    let run = program.run(&["restore", made["backup"].as_str().unwrap()]);
    assert_eq!(run.status, 77, "{run:?}");
    assert!(run.err.contains("另一份登记册"), "{run:?}");
}

#[test]
fn two_registers_on_one_stick_never_touch_each_other() {
    let (one, other) = (Program::new(), Program::new());
    // Another laptop: a register of the same name, and what it became after a restore, a device of its own.
    let first = backup(&other, &[]);
    assert_eq!(other.run(&["restore", "--yes", first.to_str().unwrap()]).status, 0);
    let stick = one.folder().join("stick");
    let to = ["--to", stick.to_str().unwrap()];
    give(&one, PEOPLE[0]);
    let kept = backup(&one, &to);
    for _ in 0..3 {
        backup(&other, &to);
    }
    let again = backup(&one, &to);
    assert!(kept.exists() && kept != again);
    let names = names(&stick);
    assert_eq!(names.len(), 5, "{names:?}");
    assert!(
        names
            .iter()
            .all(|name| name.starts_with("r-") && Path::new(name).extension().is_some_and(|e| e == "db")),
        "{names:?}"
    );
    assert_eq!(names.iter().filter(|name| name.starts_with("r-devicea-")).count(), 2, "{names:?}");
}

/// Whatever the clock said, the backup that knows the most stays, and so does what only a backup knows.
#[test]
fn a_wrong_clock_and_a_register_put_back_take_nothing_away() {
    let program = Program::new();
    let folder = program.folder().join("backups");
    let early = backup(&program, &[]);
    for day in 1..=9 {
        fs::copy(&early, folder.join(format!("r-devicea-2044010{day}T010000Z.db"))).unwrap();
    }
    give(&program, PEOPLE[0]);
    let most = folder.join("r-devicea-20200101T010000Z.db");
    fs::rename(backup(&program, &[]), &most).unwrap();
    backup(&program, &[]);
    assert!(most.exists(), "{:?}", names(&folder));
    put_back(&program, &early);
    for _ in 0..3 {
        backup(&program, &[]);
    }
    assert!(most.exists(), "only it knows the last payment: {:?}", names(&folder));
    assert_eq!(
        rules(&program.run(&["check", "--json"])).first().map(String::as_str),
        Some("backup_knows_more")
    );
}

#[test]
fn two_backups_of_one_second_are_two_files() {
    let program = Program::new();
    let made: Vec<PathBuf> = (0..6).map(|_| backup(&program, &[])).collect();
    assert!(made.iter().all(|path| path.exists()));
    assert_eq!(names(&program.folder().join("backups")).len(), 6);
}

#[test]
fn what_a_killed_program_left_is_cleaned_at_the_next_start() {
    let program = Program::new();
    let made = backup(&program, &[]);
    let folder = made.parent().unwrap();
    let left = [
        program.folder().join("r.db.restoring"),
        program.folder().join("r.db.restoring-wal"),
        folder.join("r-devicea.part"),
    ];
    for path in &left {
        fs::copy(&made, path).unwrap();
    }
    let foreign = [folder.join("r-other.part"), program.folder().join("q.db.restoring")];
    for path in &foreign {
        fs::write(path, "another's").unwrap();
    }
    assert_eq!(program.run(&["rounds"]).status, 0);
    assert!(left.iter().all(|path| !path.exists()), "{:?} {:?}", names(&program.folder()), names(folder));
    assert!(foreign.iter().all(|path| path.exists()));
    // What older programs left had the name of the backup.
    let old = folder.join("r-20240101T010203Z.db.part");
    fs::copy(&made, &old).unwrap();
    backup(&program, &[]);
    assert!(!old.exists());
}

/// Between the two renames on a stick there is no register for a moment: whoever comes by ends what was begun.
#[test]
fn a_restore_that_was_killed_before_its_last_step_is_ended_by_whoever_comes_by() {
    let program = Program::new();
    give(&program, PEOPLE[0]);
    let saved = backup(&program, &[]);
    let place = program.folder().join("stick");
    fs::create_dir(&place).unwrap();
    fs::copy(&saved, place.join("r.db.restored")).unwrap();
    fs::copy(&saved, place.join("r-replaced-20240101T000000Z.db")).unwrap();
    let run = on(&program, &place.join("r.db"), &["ledger", "--json"]);
    assert_eq!(run.json().as_array().unwrap().len(), 1, "{run:?}");
    assert!(!place.join("r.db.restored").exists());
}

#[test]
fn a_restore_leaves_one_name_the_owner_and_the_mode() {
    let program = Program::new();
    give(&program, PEOPLE[0]);
    let saved = backup(&program, &[]);
    let path = program.register.store.path().to_path_buf();
    let before = fs::metadata(&path).unwrap();
    let told = program.json(&["restore", "--yes", saved.to_str().unwrap()]);
    let kept = PathBuf::from(told["kept"].as_str().unwrap());
    for file in [&path, &kept] {
        let meta = fs::metadata(file).unwrap();
        assert_eq!((meta.nlink(), meta.mode() & 0o777), (1, 0o600), "{}", file.display());
    }
    assert_eq!(fs::metadata(&path).unwrap().uid(), before.uid());
    // As root, in somebody else's place.
    let place = program.folder().join("theirs");
    fs::create_dir(&place).unwrap();
    let theirs = place.join("r.db");
    fs::copy(&saved, &theirs).unwrap();
    fs::set_permissions(&theirs, fs::Permissions::from_mode(0o600)).unwrap();
    if std::os::unix::fs::chown(&theirs, Some(12_345), Some(12_345)).is_err() {
        return;
    }
    let run = on(&program, &theirs, &["restore", "--yes", saved.to_str().unwrap()]);
    assert_eq!(run.status, 0, "{run:?}");
    let run = on(&program, &theirs, &["backup"]);
    assert_eq!(run.status, 0, "{run:?}");
    for name in ["r.db", "r.db.lock", "backups"] {
        assert_eq!(fs::metadata(place.join(name)).unwrap().uid(), 12_345, "{name}");
    }
    for name in names(&place.join("backups")) {
        assert_eq!(fs::metadata(place.join("backups").join(&name)).unwrap().uid(), 12_345, "{name}");
    }
}

#[test]
fn a_register_with_a_very_long_name_is_made_backed_up_and_restored_like_any_other() {
    let program = Program::new();
    for name in [format!("{}.db", "长".repeat(80)), format!("{}.db", "a".repeat(244))] {
        assert!(name.len() <= 247, "SQLite itself puts -journal behind it");
        let path = program.folder().join(&name);
        let run = on(&program, &path, &["init"]);
        assert_eq!(run.status, 0, "{run:?}");
        let made = on(&program, &path, &["backup", "--json"]);
        assert_eq!(made.status, 0, "{made:?}");
        let saved = made.json()["backup"].as_str().unwrap().to_owned();
        let run = on(&program, &path, &["restore", "--yes", &saved]);
        assert_eq!(run.status, 0, "{run:?}");
        assert_eq!(on(&program, &path, &["check"]).status, 0);
    }
}

/// SQLite puts up to eight bytes behind a name, and opens no path of more than some 500.
#[test]
fn a_name_or_a_path_that_is_too_long_is_refused_before_anything_is_made() {
    let program = Program::new();
    let saved = backup(&program, &[]);
    let deep = program.folder().join("深".repeat(60)).join("深".repeat(60)).join("深".repeat(60));
    fs::create_dir_all(&deep).unwrap();
    let names: Vec<PathBuf> = [248, 250, 251, 252, 255]
        .map(|bytes| program.folder().join(format!("{}.db", "a".repeat(bytes - 3))))
        .into_iter()
        .chain([program.folder().join(format!("{}a.db", "长".repeat(82))), deep.join("r.db")])
        .collect();
    let before = self::names(&program.folder());
    for path in &names {
        for line in [&["init"][..], &["rounds"], &["backup"], &["restore", saved.to_str().unwrap()]] {
            let run = on(&program, path, line);
            assert_eq!(run.status, 77, "{line:?} {run:?}");
            assert!(run.err.contains("247") && run.err.contains("改短"), "{line:?} {run:?}");
            assert_eq!(self::names(&program.folder()), before, "{line:?}");
            assert_eq!(fs::read_dir(&deep).unwrap().count(), 0);
        }
    }
    // A backup into such a folder.
    let run = program.run(&["backup", "--to", deep.to_str().unwrap()]);
    assert_eq!((run.status, fs::read_dir(&deep).unwrap().count()), (77, 0), "{run:?}");
    // One that got such a name later.
    fs::copy(&saved, &names[1]).unwrap();
    give(&program, PEOPLE[0]);
    let by = ["--round", "2024-spring", "--by", "布仁", "--by=赵志强"];
    let run = on(&program, &names[1], &[&["record", PEOPLE[0]][..], &by].concat());
    assert_eq!(run.status, 77, "{run:?}");
    let also = program.folder().join("short.db");
    fs::rename(&names[1], &also).unwrap();
    // The first write of the day left a backup that knows of the gift, which this copy does not.
    assert_eq!(on(&program, &also, &["check"]).status, 1);
    fs::remove_dir_all(program.folder().join("backups")).unwrap();
    assert_eq!(on(&program, &also, &["check"]).status, 0);
}

/// A restore on a stick that was killed at its last step is there: nothing is made in its place.
#[test]
fn nothing_is_founded_where_a_restored_register_only_lacks_its_name() {
    let program = Program::new();
    give(&program, PEOPLE[0]);
    let saved = backup(&program, &[]);
    let place = program.folder().join("stick");
    fs::create_dir(&place).unwrap();
    fs::copy(&saved, place.join("r.db.restored")).unwrap();
    let run = on(&program, &place.join("r.db"), &["init"]);
    assert_eq!(run.status, 73, "{run:?}");
    assert_eq!(on(&program, &place.join("r.db"), &["ledger", "--json"]).json().as_array().unwrap().len(), 1);
}

#[test]
fn a_backup_is_private_whatever_the_mask_of_the_shell() {
    let program = Program::new();
    let mut command = std::process::Command::new("/bin/sh");
    command.args(["-c", "umask 0; exec \"$0\" --db \"$1\" backup --to \"$2\""]);
    command.arg(env!("CARGO_BIN_EXE_muster")).arg(program.register.store.path());
    let to = program.folder().join("open");
    let run = finished(command.arg(&to).env_clear().env("HOME", program.folder()));
    assert_eq!(run.status, 0, "{run:?}");
    for name in names(&to) {
        assert_eq!(fs::metadata(to.join(&name)).unwrap().mode() & 0o777, 0o600, "{name}");
    }
}
