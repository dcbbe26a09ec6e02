//! Protects where the program opens: on today at first, then where the officer left; what tells it is private, names
//! nobody, lies outside the register, and is not believed when somebody else could have written it.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use crate::support::program::TODAY;
use crate::support::pty::Pty;

/// A folder with the sample register in it.
fn sample() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let made = std::process::Command::new(env!("CARGO_BIN_EXE_muster"))
        .env_clear()
        .env("HOME", home.path())
        .args(["--db", db(home.path()).to_str().unwrap(), "init", "--sample"])
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    home
}

fn db(home: &Path) -> PathBuf {
    home.join("sample.db")
}

/// Opens the screens as an officer does, who is at home there and has said nothing of where to start.
fn open(home: &Path, args: &[&str]) -> Pty {
    let state = home.join("state");
    let env = [
        ("HOME", home.to_str().unwrap()),
        ("XDG_STATE_HOME", state.to_str().unwrap()),
        ("MUSTER_START", ""),
        ("MUSTER_LANG", "zh"),
    ];
    let db = db(home);
    let line = [&["--db", db.to_str().unwrap(), "--today", TODAY], args].concat();
    Pty::muster(&line, &env, (80, 24))
}

fn quit(mut pty: Pty) {
    pty.keys("ctrl+q");
    assert_eq!(pty.exit(), 0);
}

/// The only file of the state folder.
fn kept(home: &Path) -> PathBuf {
    let files: Vec<PathBuf> =
        fs::read_dir(home.join("state/muster")).unwrap().map(|entry| entry.unwrap().path()).collect();
    let [file] = &files[..] else { panic!("{files:?}") };
    file.clone()
}

#[test]
fn the_next_start_opens_where_the_officer_left() {
    let home = sample();
    let home = home.path();
    let mut pty = open(home, &[]);
    pty.wait_for("上次去的");
    assert!(!home.join("state").exists(), "nothing has been left yet");
    // The roster of a township, only what is due.
    pty.keys("tab");
    pty.wait_for("▸全旗");
    pty.keys("right right");
    pty.wait_for("▸桑根达来镇");
    pty.keys("F3 right");
    pty.wait_for("只看应访");
    pty.keys("enter");
    pty.wait_for("按村  只看应访");
    quit(pty);
    let pty = open(home, &[]);
    pty.wait_for("▸桑根达来镇");
    pty.wait_for("按村  只看应访");
    quit(pty);
    // Another screen; the roster below it is as it was left.
    let mut pty = open(home, &[]);
    pty.keys("F7");
    pty.wait_for("经办");
    quit(pty);
    let mut pty = open(home, &[]);
    pty.wait_for("经办");
    pty.keys("esc");
    pty.wait_for("按村  只看应访");
    quit(pty);
    // It is asked for by name, and the township stays.
    let mut pty = open(home, &["--start", "today"]);
    pty.wait_for("上次去的");
    pty.keys("tab");
    pty.wait_for("按村  只看应访");
    quit(pty);
    let file = kept(home);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.is_ascii(), "no name of anybody: {text}");
    let open = rusqlite::Connection::open(db(home)).unwrap();
    let rows: i64 = open
        .query_row("SELECT count(*) FROM meta WHERE value LIKE '%bookmark%'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(rows, 0, "the register holds nothing of it");
}

#[test]
fn what_is_planted_or_cannot_be_read_is_passed_over_with_a_word() {
    let home = sample();
    let home = home.path();
    let mut pty = open(home, &["--start", "roster"]);
    pty.wait_for("▸全旗");
    pty.keys("right");
    pty.wait_for("▸上都镇");
    quit(pty);
    let file = kept(home);
    let own = fs::read_to_string(&file).unwrap();
    let open_told = || {
        let pty = open(home, &[]);
        pty.wait_for("上次去的");
        pty.wait_for("上次离开的位置不能用");
        quit(pty);
    };
    for planted in ["muster-bookmark 1\nscreen \u{1b}[2J\n", "muster-bookmark 9\n", "", "\u{202e}"] {
        fs::write(&file, planted).unwrap();
        open_told();
    }
    fs::write(&file, &own).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o666)).unwrap();
    open_told();
    fs::remove_file(&file).unwrap();
    symlink(home.join("elsewhere"), &file).unwrap();
    open_told();
    // A township that the register does not have: the whole banner stands there.
    fs::remove_file(&file).unwrap();
    fs::write(&file, "muster-bookmark 1\nscope 152530999\nshow in round\nsort village\n").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    let pty = open(home, &[]);
    pty.wait_for("▸全旗");
    quit(pty);
    // So does a group of which it knows nothing.
    fs::write(&file, "muster-bookmark 1\nscope 152530101\nshow open\ngroup 没有的\nsort village\n").unwrap();
    let pty = open(home, &[]);
    pty.wait_for("▸全旗");
    pty.wait_for("按村  本次全部");
    quit(pty);
}

#[test]
fn another_screen_than_these_two_is_refused_and_a_folder_that_cannot_be_written_does_no_harm() {
    let home = sample();
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_muster"))
        .env_clear()
        .env("HOME", home.path())
        .env("MUSTER_LANG", "en")
        .args(["--start", "ledger"])
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(2), "{run:?}");
    assert!(String::from_utf8_lossy(&run.stderr).contains("no such screen: ledger"), "{run:?}");
    // A file stands in the way of the folder.
    fs::write(home.path().join("state"), "").unwrap();
    let mut pty = open(home.path(), &["--start", "roster"]);
    pty.wait_for("▸全旗");
    pty.keys("right");
    pty.wait_for("▸上都镇");
    quit(pty);
}
