//! Protects what is said of an import that is stopped: until it is decided nothing of its roster stays, whoever or
//! whatever ends its program.

use std::fmt::Write as _;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::support::pty::{Pty, command};
use crate::support::register::{Register, on};
use muster::store::Store;

/// So many that they are kept in several steps.
const MANY: usize = 30_000;
/// A name that only the first row has.
const FIRST: &str = "乌第一";

/// A register with one person, and a roster of many others.
fn register() -> (Register, PathBuf) {
    let mut register = Register::new();
    register.person("单国强", "上都镇", "", &[]);
    let mut text = String::from("姓名,苏木镇\n");
    for n in 0..MANY {
        let name = |part: usize| char::from_u32(0x4E00 + u32::try_from(part).unwrap()).unwrap();
        let name = if n == 0 { FIRST.to_owned() } else { format!("乌{}{}", name(n / 400), name(n % 400)) };
        writeln!(text, "{name},上都镇").unwrap();
    }
    let path = register.folder.path().join("roster.csv");
    fs::write(&path, text).unwrap();
    (register, path)
}

fn count(register: &Register, sql: &str) -> i64 {
    register.plain().query_row(sql, [], |row| row.get(0)).unwrap()
}

fn kept(register: &Register) -> i64 {
    count(register, "SELECT count(*) FROM import_row")
}

/// Waits until rows are kept, and holds the lock, so that no more come before `end` has been done.
fn while_rows_are_kept(register: &Register, end: impl FnOnce()) {
    let until = Instant::now() + Duration::from_mins(1);
    let plain = register.plain();
    let any = || {
        plain.query_row("SELECT EXISTS (SELECT 1 FROM import_row)", [], |row| row.get::<_, bool>(0)).unwrap()
    };
    while !any() {
        assert!(Instant::now() < until, "no row is kept");
        // The import needs the processor.
        thread::sleep(Duration::from_millis(2));
    }
    let lock = fs::File::open(register.folder.path().join("r.db.lock")).unwrap();
    lock.lock().unwrap();
    assert!(count(register, "SELECT count(*) FROM meta WHERE key = 'import'") == 0 && kept(register) > 0);
    end();
}

fn importing(register: &Register, path: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
    command.env_clear().env("HOME", register.folder.path()).env("MUSTER_DB", register.store.path());
    command.args(["--today", "2024-02-02", "import"]).arg(path);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn signal(child: &Child, name: &str) {
    assert!(Command::new("kill").args(["-s", name, &child.id().to_string()]).status().unwrap().success());
}

fn assert_no_trace(register: &Register) {
    assert_eq!((count(register, "SELECT count(*) FROM recipient"), kept(register)), (1, 0));
    assert_eq!(count(register, "SELECT count(*) FROM meta WHERE key LIKE 'import%'"), 0);
    assert_eq!(register.store.check().unwrap(), []);
    assert!(!register.folder.path().join("r.db.import").exists());
}

#[test]
fn ctrl_c_in_a_terminal_leaves_nothing_of_the_roster() {
    let (register, path) = register();
    let line = format!(
        "trap : INT; {} --today 2024-02-02 import {}; echo ended $?",
        env!("CARGO_BIN_EXE_muster"),
        path.display()
    );
    let db = register.store.path().to_str().unwrap().to_owned();
    let mut pty = Pty::start(command("/bin/sh", &["-c", &line], &[("MUSTER_DB", &db)]), (100, 20));
    while_rows_are_kept(&register, || pty.send(b"\x03"));
    pty.wait_for("ended 130");
    assert!(pty.screen().contains("已停止，没有写入"), "{}", pty.screen());
    assert_no_trace(&register);
}

#[test]
fn a_signal_ends_an_import_as_it_ends_any_program_and_leaves_nothing_of_the_roster() {
    // What whoever runs the tests ignores, as nohup does, its programs ignore too.
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:")).unwrap_or("0");
    let ignored = u64::from_str_radix(mask.trim(), 16).unwrap_or_default();
    for (name, number) in [("TERM", 15), ("HUP", 1), ("INT", 2)] {
        if ignored >> (number - 1) & 1 == 1 {
            continue;
        }
        let (register, path) = register();
        let child = importing(&register, &path);
        while_rows_are_kept(&register, || signal(&child, name));
        let ended = child.wait_with_output().unwrap();
        assert_eq!(ended.status.signal(), Some(number), "{ended:?}");
        assert!(String::from_utf8_lossy(&ended.stderr).contains("已停止，没有写入"), "{ended:?}");
        assert_no_trace(&register);
    }
}

#[test]
fn a_second_signal_ends_an_import_at_once() {
    let (register, path) = register();
    let child = importing(&register, &path);
    let mut ended = None;
    while_rows_are_kept(&register, || {
        // What it keeps it cannot remove while somebody else has the lock.
        signal(&child, "INT");
        signal(&child, "TERM");
        ended = Some(child.wait_with_output().unwrap());
    });
    assert!(ended.unwrap().status.signal().is_some());
    Store::open(register.store.path()).unwrap();
    assert_no_trace(&register);
}

#[test]
fn what_a_killed_import_has_kept_is_told_is_in_no_backup_and_goes_with_the_next_opening() {
    let (register, path) = register();
    let mut child = importing(&register, &path);
    while_rows_are_kept(&register, || {
        child.kill().unwrap();
        child.wait().unwrap();
    });
    let findings = register.store.check().unwrap();
    assert_eq!(findings.iter().map(|one| one.rule).collect::<Vec<_>>(), ["kept_rows"]);
    assert_eq!(findings[0].detail.parse(), Ok(kept(&register)));
    let backup = register.store.backup(None, &on("2024-02-02")).unwrap();
    let bytes = fs::read(&backup.path).unwrap();
    let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds("单国强") && !holds(FIRST), "a backup holds people of the register alone");
    assert!(kept(&register) > 0);
    drop(Store::open(register.store.path()).unwrap());
    assert_no_trace(&register);
    let again = importing(&register, &path).wait_with_output().unwrap();
    assert!(again.status.success(), "{again:?}");
    assert_eq!(count(&register, "SELECT count(*) FROM recipient"), 1 + i64::try_from(MANY).unwrap());
}
