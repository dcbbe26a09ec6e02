//! Places and states in which a register cannot be used as usual: it opens for reading, or says why not.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use muster::clock;
use muster::store::Store;

use super::house::{House, acknowledged, name};
use super::{long, report};
use crate::support::program::{Run, TODAY, finished};
use crate::support::pty::{Pty, command};

/// Somebody without rights of their own.
const NOBODY: u32 = 65_534;

/// Runs it as somebody who may write only what everybody may; none if that cannot be done here.
fn without_rights(command: &mut Command) -> Option<Run> {
    if fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0) {
        command.uid(NOBODY).gid(NOBODY);
    }
    match command.output() {
        Ok(output) => Some(Run {
            status: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }),
        Err(error) => {
            report(&format!("skipped: the program cannot be run as another user: {error}"));
            None
        }
    }
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_folder_that_cannot_be_written_opens_for_reading_and_says_so() {
    let house = House::new(3);
    let id = clock::new_entry_id().to_string();
    assert!(acknowledged(&finished(&mut house.record(0, &id)), &id));
    let before = fs::read(&house.path).unwrap();
    set_mode(&house.path, 0o644);
    set_mode(house.folder.path(), 0o555);
    for line in [&["due"][..], &["ledger"], &["check"], &["find", "甲人"], &["report", "2024"]] {
        let Some(run) = without_rights(&mut house.command(line)) else { return };
        assert_eq!(run.status, 0, "{line:?} {run:?}");
        assert!(run.err.contains("只读"), "{line:?} {run:?}");
    }
    let ledger = without_rights(&mut house.command(&["ledger", "--json"])).unwrap();
    assert_eq!(ledger.json()[0]["entry"], id.as_str());
    let other = clock::new_entry_id().to_string();
    for mut command in [house.record(1, &other), house.command(&["reverse", &id, "--reason", "错"])] {
        let run = without_rights(&mut command).unwrap();
        assert_eq!(run.status, 77, "{run:?}");
        assert!(run.err.contains("没有写入"), "{run:?}");
    }
    set_mode(house.folder.path(), 0o755);
    assert_eq!(fs::read(&house.path).unwrap(), before);
}

#[test]
fn the_screens_of_a_register_that_can_only_be_read_say_so_and_keep_what_was_typed() {
    let house = House::new(1);
    set_mode(&house.path, 0o644);
    set_mode(house.folder.path(), 0o555);
    let (home, db) = (house.folder.path().to_str().unwrap(), house.path.to_str().unwrap());
    let env = [("HOME", home), ("MUSTER_DB", db), ("MUSTER_LANG", "zh")];
    let line = [env!("CARGO_BIN_EXE_muster"), "--today", TODAY];
    let somebody = [&["--reuid=65534", "--regid=65534", "--clear-groups"][..], &line].concat();
    let can_be_written = Command::new("test").args(["-w", home]).status().unwrap().success();
    if can_be_written
        && !Command::new("setpriv").args(&somebody[..3]).arg("true").status().is_ok_and(|s| s.success())
    {
        report("skipped: the program cannot be run as another user");
        return;
    }
    let mut pty = if can_be_written {
        Pty::start(command("setpriv", &somebody, &env), (80, 24))
    } else {
        Pty::muster(&line[1..], &env, (80, 24))
    };
    pty.wait_for("只读");
    pty.text("/");
    pty.text(&name(0));
    pty.wait_for("敖包图嘎查");
    pty.keys("F2");
    pty.wait_for("登记慰问");
    pty.keys("shift+tab");
    pty.text("半途而废");
    pty.keys("F2");
    pty.wait_for("核对");
    pty.keys("enter");
    pty.wait_for("没有写入");
    pty.wait_for("半途而废");
    pty.keys("esc");
    pty.signal("TERM");
    assert_eq!(pty.exit(), 143);
    pty.wait_clean();
    set_mode(house.folder.path(), 0o755);
    assert!(house.ledger().is_empty());
}

/// Its owner has the register open and writes: a healthy register is never called damaged, and nothing is missing.
#[test]
fn a_reader_without_rights_reads_beside_its_owner() {
    let house = House::new(40);
    set_mode(&house.path, 0o644);
    set_mode(house.folder.path(), 0o755);
    let reads = |given: usize| {
        let run = without_rights(&mut house.command(&["ledger", "--json"]))?;
        assert_eq!(run.status, 0, "{given}: {run:?}");
        assert_eq!(run.json().as_array().unwrap().len(), given, "{run:?}");
        let check = without_rights(&mut house.command(&["check"]))?;
        assert_eq!((check.status, check.out.as_str()), (0, ""), "{given}: {check:?}");
        Some(())
    };
    // Nobody has it open: the file is read as it lies.
    if reads(0).is_none() {
        return;
    }
    let open = Store::open(&house.path).unwrap();
    assert!(open.report(2024).unwrap().rounds.is_empty());
    for given in 0..6 {
        let id = clock::new_entry_id().to_string();
        assert!(acknowledged(&finished(&mut house.record(given, &id)), &id));
        reads(given + 1);
    }
    drop(open);
    reads(6);
}

/// The screens of a reader stay open while the owner comes, writes, and goes.
#[test]
fn the_screens_of_a_reader_follow_what_the_owner_writes() {
    let house = House::new(40);
    set_mode(&house.path, 0o644);
    set_mode(house.folder.path(), 0o755);
    let (home, db) = (house.folder.path().to_str().unwrap(), house.path.to_str().unwrap());
    let env = [("HOME", home), ("MUSTER_DB", db), ("MUSTER_LANG", "zh")];
    let line = [env!("CARGO_BIN_EXE_muster"), "--today", TODAY];
    let somebody = [&["--reuid=65534", "--regid=65534", "--clear-groups"][..], &line].concat();
    if !Command::new("setpriv").args(&somebody[..3]).arg("true").status().is_ok_and(|s| s.success()) {
        report("skipped: the program cannot be run as another user");
        return;
    }
    let mut pty = Pty::start(command("setpriv", &somebody, &env), (80, 24));
    pty.wait_for("只读");
    for given in 0..3 {
        let id = clock::new_entry_id().to_string();
        assert!(acknowledged(&finished(&mut house.record(given, &id)), &id));
        pty.text("/");
        pty.text(&name(given));
        pty.wait_for("敖包图嘎查");
        pty.keys("enter");
        // A handler stands nowhere but in the entry that was just written.
        pty.wait_for("赵志强");
        pty.keys("esc esc esc");
    }
    pty.signal("TERM");
    assert_eq!(pty.exit(), 143);
    pty.wait_clean();
}

#[test]
fn a_log_that_cannot_be_taken_up_is_told_instead_of_left_out() {
    let house = House::new(3);
    let id = clock::new_entry_id().to_string();
    // While a connection is open, what is recorded stands in the log.
    let open = Store::open(&house.path).unwrap();
    assert!(acknowledged(&finished(&mut house.record(0, &id)), &id));
    let place = house.folder.path().join("medium");
    fs::create_dir(&place).unwrap();
    for part in ["", "-wal"] {
        let copy = place.join(format!("r.db{part}"));
        fs::copy(format!("{}{part}", house.path.display()), &copy).unwrap();
        set_mode(&copy, 0o644);
    }
    drop(open);
    set_mode(house.folder.path(), 0o755);
    set_mode(&place, 0o555);
    let run = without_rights(&mut house.command_on(&place.join("r.db"), &["ledger"]));
    set_mode(&place, 0o755);
    if let Some(run) = run {
        assert_eq!(run.status, 77, "{run:?}");
        assert!(run.err.contains("日志"), "{run:?}");
    }
    let run = finished(&mut house.command_on(&place.join("r.db"), &["ledger"]));
    assert!(run.out.contains(&id), "whoever may write takes the log up: {run:?}");
}

#[test]
fn a_register_that_is_held_tells_by_whom() {
    if !long() {
        return;
    }
    let house = House::new(1);
    let lock = format!("{}.lock", house.path.display());
    let held = fs::File::options().write(true).open(lock).unwrap();
    held.lock().unwrap();
    std::os::unix::fs::FileExt::write_all_at(&held, b"pid 4242 somebody", 0).unwrap();
    let id = clock::new_entry_id().to_string();
    let run = finished(&mut house.record(0, &id));
    assert_eq!(run.status, 69, "{run:?}");
    assert!(run.err.contains("pid 4242 somebody"), "{run:?}");
    drop(held);
    assert!(acknowledged(&finished(&mut house.record(0, &id)), &id));
}
