//! A stick: FAT and exFAT know no links, no modes, no owners, and cannot exchange two files or promise that a rename
//! replaces nothing. No such file system is needed here: a filter of the kernel lets these calls fail. And a restore
//! that is killed just before the two files change places leaves nothing under the name of the old register.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use muster::clock;
use muster::store::Store;

use super::house::{BY, House, SPRING, acknowledged, ledger_of, name};
use super::storage::{assert_told, at_every_call, struck};
use crate::support::preload;
use crate::support::program::{Run, finished};

/// The program that runs another one as on a stick; none without a C compiler, or where the kernel takes no filter.
fn launcher() -> Option<&'static Path> {
    static LAUNCHER: OnceLock<Option<PathBuf>> = OnceLock::new();
    let made = LAUNCHER.get_or_init(|| {
        let made = preload::program("faults/stick.c")?;
        let tried = Command::new(&made).args(["fat", "/bin/true"]).status();
        tried.is_ok_and(|status| status.success()).then_some(made)
    });
    made.as_deref()
}

/// The same command line under a filter.
fn under(what: &str, command: &Command) -> Option<Command> {
    let mut filtered = Command::new(launcher()?);
    filtered.arg(what).arg(command.get_program()).args(command.get_args()).env_clear();
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            filtered.env(name, value);
        }
    }
    Some(filtered)
}

fn on_fat(house: &House, path: &Path, args: &[&str]) -> Option<Run> {
    Some(finished(&mut under("fat", &house.command_on(path, args))?))
}

fn record_on(house: &House, path: &Path, id: &str) -> Command {
    let mut command = house.command_on(path, &["record", &name(1), "--round", SPRING, "--id", id]);
    command.args(BY);
    command
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|item| item.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Names that FAT and exFAT take.
fn assert_fit(folder: &Path) {
    for name in names(folder) {
        assert!(!name.contains([':', '?', '*', '"', '<', '>', '|', '\\']), "{name}");
        assert!(!name.ends_with(['.', ' ']) && !name.chars().any(char::is_control), "{name}");
    }
}

#[test]
fn backup_and_restore_work_where_there_are_no_links_modes_owners_and_exchanges() {
    let house = House::new(20);
    for register in ["r.db", "册 2024?.db", "a:b*.db", "end. .db"] {
        let place = house.folder.path().join("home");
        let stick = house.folder.path().join("stick");
        fs::create_dir(&place).unwrap();
        let path = place.join(register);
        fs::copy(&house.path, &path).unwrap();
        let to = ["backup", "--json", "--to", stick.to_str().unwrap()];
        let Some(made) = on_fat(&house, &path, &to) else { return };
        assert_eq!(made.status, 0, "{register}: {made:?}");
        let again = on_fat(&house, &path, &to).unwrap();
        assert_eq!(again.status, 0, "{register}: {again:?}");
        assert_eq!(names(&stick).len(), 2, "{register}: {:?}", names(&stick));
        assert_fit(&stick);
        let saved = made.json()["backup"].as_str().unwrap().to_owned();
        // Back into its place, and as a register on the stick itself, where there was none and where there is one.
        for target in [path.clone(), stick.join("there.db"), stick.join("there.db")] {
            let id = clock::new_entry_id().to_string();
            if target.exists() {
                assert!(acknowledged(&finished(&mut record_on(&house, &target, &id)), &id), "{register}");
            }
            let there = target.exists();
            let run = on_fat(&house, &target, &["restore", "--yes", "--json", &saved]).unwrap();
            assert_eq!(run.status, 0, "{register}: {run:?}");
            assert_eq!(Store::open(&target).unwrap().check().unwrap(), Vec::new(), "{register}");
            assert!(!ledger_of(&target).contains_key(&id), "{register}");
            let kept = run.json()["kept"].as_str().map(PathBuf::from);
            assert_eq!(kept.is_some(), there, "{register}: {run:?}");
            assert!(
                kept.is_none_or(|kept| ledger_of(&kept).get(&id) == Some(&1)),
                "{register}: the old one is kept"
            );
            let left = names(target.parent().unwrap());
            assert!(!left.iter().any(|name| name.contains(".restor") || name.contains(".part")), "{left:?}");
        }
        assert_fit(&stick);
        fs::remove_dir_all(&place).unwrap();
        fs::remove_dir_all(&stick).unwrap();
    }
}

#[test]
fn an_older_register_on_a_stick_is_backed_up_before_it_is_brought_to_this_version() {
    let house = House::new(1);
    let old = house.folder.path().join("old.db");
    rusqlite::Connection::open(&old)
        .unwrap()
        .execute_batch("PRAGMA journal_mode = WAL; PRAGMA application_id = 0x6D757374")
        .unwrap();
    let Some(run) = on_fat(&house, &old, &["check"]) else { return };
    assert!([0, 1].contains(&run.status), "{run:?}");
    assert!(house.folder.path().join("backups").join("old-v0.db").exists());
}

/// A kill or a failing disk at each storage call of a restore on a stick: the old or the new, and the old one is kept.
#[test]
fn a_restore_on_a_stick_is_the_old_or_the_new() {
    let house = House::new(20);
    if launcher().is_none() {
        return;
    }
    let saved =
        finished(&mut house.command(&["backup", "--json"])).json()["backup"].as_str().unwrap().to_owned();
    let (old, new) = (clock::new_entry_id().to_string(), house.ledger());
    assert!(acknowledged(&finished(&mut house.record(1, &old)), &old));
    let bytes = fs::read(&house.path).unwrap();
    let place = house.folder.path().join("place");
    at_every_call("restore on a stick", 30, |shim, at, fault| {
        let what = format!("restore on a stick, {fault:?} at {at}");
        fs::create_dir(&place).unwrap();
        let path = place.join("r.db");
        fs::write(&path, &bytes).unwrap();
        let line = house.command_on(&path, &["restore", "--yes", &saved]);
        let hit = struck(shim, &house, &mut under("fat", &line).unwrap(), at, fault);
        assert_told(&hit, &what);
        assert_eq!(Store::open(&path).unwrap().check().unwrap(), Vec::new(), "{what}");
        let now = ledger_of(&path);
        let is_old = now.get(&old) == Some(&1);
        assert!(is_old || now == new, "{what}");
        let kept = old_ones(&place);
        let holds_old = kept.iter().any(|kept| ledger_of(kept).get(&old) == Some(&1));
        assert!(is_old || holds_old, "{what}: the old one is kept");
        assert!(kept.iter().all(|kept| ledger_of(kept).get(&old) == Some(&1)), "{what}: {kept:?}");
        let left = names(&place);
        assert!(!left.iter().any(|name| name.contains(".restor")), "{what}: {left:?}");
        fs::remove_dir_all(&place).unwrap();
        hit.struck
    });
}

/// What lies under the name of a register that was replaced.
fn old_ones(folder: &Path) -> Vec<PathBuf> {
    let is_old =
        |name: &String| name.contains("-replaced-") && Path::new(name).extension().is_some_and(|e| e == "db");
    names(folder).iter().filter(|name| is_old(name)).map(|name| folder.join(name)).collect()
}

#[test]
fn a_restore_killed_before_the_exchange_leaves_nothing_under_the_name_of_the_old_register() {
    let house = House::new(20);
    let saved =
        finished(&mut house.command(&["backup", "--json"])).json()["backup"].as_str().unwrap().to_owned();
    let old = clock::new_entry_id().to_string();
    assert!(acknowledged(&finished(&mut house.record(1, &old)), &old));
    let line = house.command(&["restore", "--yes", &saved]);
    let Some(mut killed) = under("kill", &line) else { return };
    let status = killed.output().unwrap().status;
    assert_eq!(status.signal(), Some(31), "killed by the filter: {status:?}");
    assert_eq!(old_ones(house.folder.path()).len(), 1, "{:?}", names(house.folder.path()));
    // Whoever comes by next takes it back, and the register is the old one.
    assert_eq!(house.ledger().get(&old), Some(&1));
    assert_eq!(finished(&mut house.command(&["rounds"])).status, 0);
    let left = names(house.folder.path());
    assert!(!left.iter().any(|name| name.contains("-replaced-") || name.contains(".restor")), "{left:?}");
    // What was replaced indeed is never taken back.
    assert_eq!(finished(&mut house.command(&["restore", "--yes", &saved])).status, 0);
    assert_eq!(finished(&mut house.command(&["rounds"])).status, 0);
    let kept = old_ones(house.folder.path());
    assert_eq!(kept.len(), 1);
    assert_eq!(ledger_of(&kept[0]).get(&old), Some(&1));
    assert!(!house.ledger().contains_key(&old));
    // Nor is it by a note of another restore that names it.
    let name = kept[0].file_name().unwrap().to_str().unwrap();
    let note =
        house.folder.path().join(format!("{}.restoring", house.path.file_name().unwrap().to_str().unwrap()));
    fs::write(&note, format!("muster: not yet in its place\n{name}\nanother-device\n")).unwrap();
    assert_eq!(finished(&mut house.command(&["rounds"])).status, 0);
    assert!(kept[0].exists() && !note.exists());
}

#[test]
fn a_stick_that_is_pulled_is_told_and_leaves_the_register_as_it_was() {
    let house = House::new(3);
    let saved =
        finished(&mut house.command(&["backup", "--json"])).json()["backup"].as_str().unwrap().to_owned();
    let before = house.ledger();
    for line in [vec!["backup"], vec!["restore", "--yes", saved.as_str()]] {
        let Some(mut pulled) = under("gone", &house.command(&line)) else { return };
        let run = finished(&mut pulled);
        assert_eq!(run.status, 74, "{line:?}: {run:?}");
        assert!(!run.err.is_empty() && !run.err.contains("os error"), "{run:?}");
        assert_eq!(house.ledger(), before);
        assert_eq!(finished(&mut house.command(&["check"])).status, 0);
    }
    let left = names(house.folder.path());
    assert!(!left.iter().any(|name| name.contains("-replaced-") || name.contains(".restor")), "{left:?}");
    assert_eq!(names(&house.folder.path().join("backups")).len(), 1);
}
