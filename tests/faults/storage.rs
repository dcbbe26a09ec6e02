//! A kill, a full disk and a failing disk at every storage call in turn: nothing is half done, the end is told,
//! and a retry works.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use muster::clock;
use muster::store::Store;

use super::house::{House, SPRING, acknowledged, ledger_of};
use super::{long, report};
use crate::support::preload;
use crate::support::program::{Run, finished};

/// What happens at the call.
const FAULTS: [(&str, bool); 5] =
    [("kill", false), ("enospc", false), ("eio", false), ("enospc", true), ("eio", true)];

/// The library that makes calls fail, compiled once; none without a C compiler.
fn shim() -> Option<&'static Path> {
    static SHIM: OnceLock<Option<PathBuf>> = OnceLock::new();
    SHIM.get_or_init(|| preload::compiled("faults/shim.c")).as_deref()
}

/// How a run with a fault ended.
pub(super) struct Hit {
    /// Whether the fault happened at all; if not, the program makes no more calls than that.
    pub(super) struck: bool,
    pub(super) killed: bool,
    pub(super) run: Run,
}

pub(super) fn struck(
    shim: &Path,
    house: &House,
    command: &mut Command,
    at: usize,
    (what, lasts): (&str, bool),
) -> Hit {
    let told = house.folder.path().join("struck");
    let _ = fs::remove_file(&told);
    command.env("LD_PRELOAD", shim).env("FAULT_AT", at.to_string());
    command.env("FAULT_DO", what).env("FAULT_TOLD", &told);
    if lasts {
        command.env("FAULT_LASTS", "1");
    }
    let output = command.output().unwrap();
    let killed = output.status.signal() == Some(9);
    assert!(killed || output.status.signal().is_none(), "{what} at {at}: {output:?}");
    Hit {
        struck: told.exists(),
        killed,
        run: Run {
            status: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        },
    }
}

/// Goes through the storage calls of a deed, one fault after another; the quick form through one in so many.
/// `deed` gets the fault's place and says whether there was one.
pub(super) fn at_every_call(name: &str, quick: usize, deed: impl FnMut(&Path, usize, (&str, bool)) -> bool) {
    at_calls(name, if long() { 1 } else { quick }, deed);
}

/// The same at one call in so many, others for every fault.
pub(super) fn at_calls(name: &str, step: usize, mut deed: impl FnMut(&Path, usize, (&str, bool)) -> bool) {
    let Some(shim) = shim() else { return };
    for (n, fault) in FAULTS.into_iter().enumerate() {
        let first = 1 + n * step / FAULTS.len();
        let mut points = 0;
        let mut at = first;
        while deed(shim, at, fault) {
            points += 1;
            at += step;
            assert!(at < 200_000, "{name} never ends");
        }
        assert!(points > 0, "{name} {fault:?}");
        report(&format!(
            "{name}: {fault:?} at {points} of about {at} storage calls, nothing lost or half done"
        ));
    }
}

/// Enough for every point to have somebody of its own.
fn people() -> usize {
    if long() { 800 } else { 100 }
}

/// An ending that the program itself told: done, or a failure of the disk in words.
pub(super) fn assert_told(hit: &Hit, what: &str) {
    if !hit.killed && hit.run.status != 0 {
        assert_eq!(hit.run.status, 74, "{what}: {:?}", hit.run);
        assert!(!hit.run.err.is_empty(), "{what}");
    }
}

/// What the ledger holds is what the program told; killed, it told nothing.
fn assert_matches(hit: &Hit, id: &str, was: usize, what: &str) {
    if acknowledged(&hit.run, id) {
        assert_eq!(was, 1, "{what}: acknowledged and lost");
    } else if was == 1 && !hit.killed {
        assert!(hit.run.err.contains("不能确定"), "{what}: there, but told otherwise: {:?}", hit.run);
    }
}

#[test]
fn a_recording_is_there_whole_or_not_at_all() {
    let house = House::new(people());
    let mut person = 0;
    at_every_call("record", 10, |shim, at, fault| {
        let what = format!("record, {fault:?} at {at}");
        person += 1;
        let id = clock::new_entry_id().to_string();
        let hit = struck(shim, &house, &mut house.record(person, &id), at, fault);
        assert_told(&hit, &what);
        let was = house.ledger().get(&id).copied().unwrap_or(0);
        assert_matches(&hit, &id, was, &what);
        house.assert_sound(&what);
        let again = finished(&mut house.record(person, &id));
        assert!(acknowledged(&again, &id), "{what}: {again:?}");
        assert_eq!(house.ledger().get(&id), Some(&1), "{what}");
        hit.struck
    });
    house.assert_sound("record, at the end");
}

#[test]
fn a_reversal_is_there_whole_or_not_at_all() {
    let house = House::new(people());
    let mut person = 0;
    at_every_call("reverse", 10, |shim, at, fault| {
        let what = format!("reverse, {fault:?} at {at}");
        person += 1;
        let (gift, id) = (clock::new_entry_id().to_string(), clock::new_entry_id().to_string());
        assert!(acknowledged(&finished(&mut house.record(person, &gift)), &gift), "{what}");
        let line = ["reverse", &gift, "--reason", "发错人", "--id", &id];
        let hit = struck(shim, &house, &mut house.command(&line), at, fault);
        assert_told(&hit, &what);
        let was = house.ledger().get(&id).copied().unwrap_or(0);
        assert_matches(&hit, &id, was, &what);
        house.assert_sound(&what);
        let again = finished(&mut house.command(&line));
        assert!(acknowledged(&again, &id), "{what}: {again:?}");
        assert_eq!(house.ledger().get(&id), Some(&1), "{what}");
        hit.struck
    });
    house.assert_sound("reverse, at the end");
}

#[test]
fn a_migration_leaves_the_old_or_the_new() {
    let house = House::new(1);
    let old = house.folder.path().join("old.db");
    at_every_call("migration", 40, |shim, at, fault| {
        let what = format!("migration, {fault:?} at {at}");
        for leftover in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(house.folder.path().join(format!("old.db{leftover}")));
        }
        rusqlite::Connection::open(&old)
            .unwrap()
            .execute_batch("PRAGMA journal_mode = WAL; PRAGMA application_id = 0x6D757374")
            .unwrap();
        let hit = struck(shim, &house, &mut house.command_on(&old, &["check"]), at, fault);
        // A register that holds nothing but its tables has no counts, so `check` may find something.
        assert!(hit.killed || [0, 1, 74].contains(&hit.run.status), "{what}: {:?}", hit.run);
        let plain = rusqlite::Connection::open(&old).unwrap();
        let version: usize = plain.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        let tables: usize =
            plain.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).unwrap();
        assert!(version == 0 || version == muster::store::migration_names().len(), "{what}");
        assert_eq!(version == 0, tables == 0, "{what}");
        let kept = house.folder.path().join("backups").join("old-v0.db");
        if version > 0 {
            let kept = rusqlite::Connection::open(&kept).unwrap();
            let version: usize = kept.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
            assert_eq!(version, 0, "{what}: a backup as it was");
        }
        let _ = fs::remove_file(&kept);
        drop(plain);
        let again = finished(&mut house.command_on(&old, &["check"]));
        assert!([0, 1].contains(&again.status), "{what}: {again:?}");
        hit.struck
    });
}

#[test]
fn a_backup_has_its_name_only_when_it_is_good() {
    let house = House::new(20);
    let id = clock::new_entry_id().to_string();
    assert!(acknowledged(&finished(&mut house.record(1, &id)), &id));
    let mut n = 0;
    at_every_call("backup", 16, |shim, at, fault| {
        let what = format!("backup, {fault:?} at {at}");
        n += 1;
        let to = house.folder.path().join(format!("b{n}"));
        let line = ["backup", "--to", to.to_str().unwrap()];
        let hit = struck(shim, &house, &mut house.command(&line), at, fault);
        assert_told(&hit, &what);
        let mut good = 0;
        for item in fs::read_dir(&to).into_iter().flatten().flatten() {
            let path = item.path();
            if path.extension().is_some_and(|ext| ext == "db") {
                assert_eq!(ledger_of(&path).get(&id), Some(&1), "{what}");
                assert_eq!(Store::open(&path).unwrap().check().unwrap(), Vec::new(), "{what}");
                good += 1;
            }
        }
        assert!(good == 1 || hit.run.status != 0, "{what}: {:?}", hit.run);
        assert_eq!(finished(&mut house.command(&line)).status, 0, "{what}");
        fs::remove_dir_all(&to).unwrap();
        hit.struck
    });
    house.assert_sound("backup, at the end");
}

#[test]
fn a_restored_register_is_the_old_or_the_new_and_the_old_is_kept() {
    let house = House::new(20);
    let saved = house.folder.path().join("b");
    let made = finished(&mut house.command(&["backup", "--json", "--to", saved.to_str().unwrap()]));
    let saved = made.json()["backup"].as_str().unwrap().to_owned();
    let (old, new) = (clock::new_entry_id().to_string(), house.ledger());
    assert!(acknowledged(&finished(&mut house.record(1, &old)), &old));
    let bytes = fs::read(&house.path).unwrap();
    let place = house.folder.path().join("place");
    let mut n = 0;
    at_every_call("restore", 20, |shim, at, fault| {
        let what = format!("restore, {fault:?} at {at}");
        n += 1;
        fs::create_dir(&place).unwrap();
        let path = place.join("r.db");
        fs::write(&path, &bytes).unwrap();
        let hit =
            struck(shim, &house, &mut house.command_on(&path, &["restore", "--yes", &saved]), at, fault);
        assert_told(&hit, &what);
        let now = ledger_of(&path);
        let is_old = now.get(&old) == Some(&1);
        assert!(is_old || now == new, "{what}");
        assert_eq!(Store::open(&path).unwrap().check().unwrap(), Vec::new(), "{what}");
        if !is_old {
            let kept = fs::read_dir(&place).unwrap().map(|item| item.unwrap().path()).find(|path| {
                path.file_name().unwrap().to_string_lossy().starts_with("r-replaced-")
                    && path.extension().is_some_and(|ext| ext == "db")
            });
            assert_eq!(ledger_of(&kept.unwrap()).get(&old), Some(&1), "{what}: the old one is kept");
        }
        fs::remove_dir_all(&place).unwrap();
        hit.struck
    });
    assert_eq!(house.ledger().len(), 1, "{SPRING}");
}
