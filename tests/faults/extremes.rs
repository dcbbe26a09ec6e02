//! A damaged or hostile file: in every column of every table the largest and smallest numbers, texts of 20 MB, control
//! characters, blobs, reals and NULL, past every rule of the schema. Whatever is asked then, the program answers within
//! its bounds of memory and time: a finding, an error, or the rest; never a panic.

use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use rusqlite::types::Value;

use super::house::{BY, House, SPRING, name};
use super::rich::rich;
use super::{long, report};
use crate::support::program::finished;

/// The address space of the program, in KiB.
const MOST_KIB: u64 = 256 << 10;
const LONG_TEXT: usize = 20 << 20;
/// Programs that run at the same time.
const AT_ONCE: usize = 2;

fn values() -> Vec<(&'static str, Value)> {
    vec![
        ("largest", Value::Integer(i64::MAX)),
        ("smallest", Value::Integer(i64::MIN)),
        ("minus one", Value::Integer(-1)),
        ("20 MB", Value::Text("长".repeat(LONG_TEXT / 3))),
        ("20 MB of one word", Value::Text("a".repeat(LONG_TEXT))),
        ("controls", Value::Text("\0\u{1b}[2J\u{202e}\r\n\t\u{7f}".to_owned())),
        ("empty", Value::Text(String::new())),
        ("odd text", Value::Text("-".to_owned())),
        ("day of no calendar", Value::Text("9999-99-99".to_owned())),
        ("last day", Value::Text("9999-12-31".to_owned())),
        ("blob", Value::Blob(vec![0, 255, 254, 0])),
        ("real", Value::Real(1e300)),
        ("NULL", Value::Null),
    ]
}

/// Every column that a program could write, by table.
fn columns(path: &Path) -> Vec<(String, String)> {
    let conn = Connection::open(path).unwrap();
    let mut found = conn
        .prepare(
            "SELECT t.name, c.name FROM sqlite_schema AS t, pragma_table_xinfo(t.name) AS c
             WHERE t.type = 'table' AND c.hidden = 0 ORDER BY t.name, c.cid",
        )
        .unwrap();
    found.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().collect::<Result<_, _>>().unwrap()
}

fn open(path: &Path) -> Connection {
    let conn = Connection::open(path).unwrap();
    let flags = FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    for name in ["seal", "are_days", "have_length"] {
        conn.create_scalar_function(name, -1, flags, |_| Ok(1)).unwrap();
    }
    conn.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF").unwrap();
    conn
}

/// Puts a value into the last row of a table, past every rule; the schema is as it was afterwards. Whether it could.
fn poison(path: &Path, table: &str, column: &str, value: &Value) -> bool {
    let conn = open(path);
    let schema: Vec<(i64, String)> = conn
        .prepare("SELECT rowid, sql FROM sqlite_schema WHERE type = 'trigger' OR name = ?1")
        .unwrap()
        .query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let set = |conn: &Connection, rowid: i64, sql: &str| {
        conn.execute("UPDATE sqlite_schema SET sql = ?2 WHERE rowid = ?1", (rowid, sql)).unwrap();
    };
    conn.execute_batch("PRAGMA writable_schema = ON").unwrap();
    for (rowid, sql) in &schema {
        let lax = if sql.starts_with("CREATE TRIGGER") {
            // Fires for nothing.
            let head = sql.split_once("BEGIN").unwrap().0;
            let head = head.split_once("WHEN").map_or(head, |(before, _)| before);
            format!("{head} WHEN 0 BEGIN SELECT 1; END")
        } else {
            sql.replace(") STRICT", ")")
                .replace(", WITHOUT ROWID", " WITHOUT ROWID")
                .replace("TEXT NOT NULL", "TEXT")
                .replace("INTEGER NOT NULL", "INTEGER")
        };
        set(&conn, *rowid, &lax);
    }
    drop(conn);
    let conn = open(path);
    conn.execute_batch("PRAGMA ignore_check_constraints = ON").unwrap();
    let key: String = conn
        .query_row("SELECT name FROM pragma_table_xinfo(?1) WHERE cid = 0", [table], |row| row.get(0))
        .unwrap();
    let done = conn.execute(
        &format!("UPDATE {table} SET {column} = ?1 WHERE {key} IS (SELECT max({key}) FROM {table})"),
        [value],
    );
    conn.execute_batch("PRAGMA writable_schema = ON").unwrap();
    for (rowid, sql) in &schema {
        set(&conn, *rowid, sql);
    }
    drop(conn);
    done.is_ok_and(|rows| rows > 0)
}

/// What is asked of a damaged register.
fn lines(person: &str) -> Vec<Vec<String>> {
    let gift = [&["record", person, "--round", SPRING][..], &BY].concat();
    let fixed: [&[&str]; 13] = [
        &["check"],
        &["ledger"],
        &["due", "--round", SPRING],
        &["report", "2024"],
        &["find", "人"],
        &["find", "jr"],
        &["show", person],
        &["rounds"],
        &["settings"],
        &["backup"],
        &["ledger", "--json"],
        &["due", "--json"],
        &gift,
    ];
    fixed.iter().map(|line| line.iter().map(|&word| word.to_owned()).collect()).collect()
}

fn ask(house: &House, path: &Path, line: &[String], what: &str) {
    let words: Vec<&str> = line.iter().map(String::as_str).collect();
    let inner = house.command_on(path, &words);
    let mut command = Command::new("/bin/sh");
    command.args(["-c", &format!("ulimit -v {MOST_KIB}; exec \"$0\" \"$@\"")]);
    command.arg(inner.get_program()).args(inner.get_args()).env_clear();
    command.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let output = command.output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let begins = |text: &str| text.chars().take(600).collect::<String>();
    let told = || format!("{what}, {line:?}: {:?} {} {}", output.status, begins(&out), begins(&err));
    assert!(output.status.signal().is_none(), "{}", told());
    let status = output.status.code().unwrap();
    assert!(status != 101 && !err.contains("internal error"), "{}", told());
    assert!(status == 0 || out.len() + err.len() > 0, "{}", told());
    assert!(!err.contains("SELECT") && !err.contains("磁盘出错"), "{}", told());
}

#[test]
fn whatever_stands_in_a_column_every_command_answers_within_its_bounds() {
    let house = rich();
    let plain = fs::read(&house.path).unwrap();
    let person = {
        let conn = Connection::open(&house.path).unwrap();
        conn.query_row("SELECT id FROM recipient ORDER BY local_id DESC LIMIT 1", [], |row| {
            row.get::<_, String>(0)
        })
        .unwrap()
    };
    let (columns, values, lines) = (columns(&house.path), values(), lines(&person));
    assert!(columns.len() > 150, "{}", columns.len());
    let mut cases = Vec::new();
    for (n, (table, column)) in columns.iter().enumerate() {
        for (at, value) in values.iter().enumerate() {
            // The quick form puts another value into every column, and asks little of half of them.
            if long() || at == n % values.len() {
                cases.push((n, table, column, value));
            }
        }
    }
    let (next, asked) = (AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|scope| {
        for worker in 0..AT_ONCE {
            let (house, plain, cases, lines, next, asked) = (&house, &plain, &cases, &lines, &next, &asked);
            scope.spawn(move || {
                let folder = tempfile::tempdir().unwrap();
                let path = folder.path().join(format!("r{worker}.db"));
                while let Some((n, table, column, (kind, value))) =
                    cases.get(next.fetch_add(1, Ordering::Relaxed))
                {
                    for part in ["-wal", "-shm"] {
                        let _ = fs::remove_file(format!("{}{part}", path.display()));
                    }
                    let _ = fs::remove_dir_all(folder.path().join("backups"));
                    fs::write(&path, plain).unwrap();
                    fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
                    if !poison(&path, table, column, value) {
                        continue;
                    }
                    for (at, line) in lines.iter().enumerate() {
                        let is_asked = if at == 0 {
                            n % 9 == 0
                        } else {
                            n % 2 == 0 && at == 1 + n / 2 % (lines.len() - 1)
                        };
                        if long() || is_asked {
                            ask(house, &path, line, &format!("{kind} in {table}.{column}"));
                            asked.fetch_add(1, Ordering::Relaxed);
                        }
                    }
                }
            });
        }
    });
    report(&format!(
        "{} cases, {} questions, no panic, at most {MOST_KIB} KiB",
        cases.len(),
        asked.into_inner()
    ));
}

/// A text of 20 MB is named by `check`, wherever it stands, and so is what cannot be counted on.
#[test]
fn check_names_a_value_that_is_far_too_long() {
    for (table, column) in [
        ("recipient", "name"),
        ("recipient", "note"),
        ("audit", "after"),
        ("search_key", "key"),
        ("meta", "value"),
    ] {
        let house = rich();
        let long = Value::Text("长".repeat(LONG_TEXT / 3));
        assert!(poison(&house.path, table, column, &long), "{table}.{column}");
        let run = finished(&mut house.command(&["check", "--json"]));
        let told = run.out.chars().take(1_000).collect::<String>();
        assert_eq!(run.status, 1, "{table}.{column}: {told} {}", run.err);
        let found = run.json();
        let rule = found.as_array().unwrap().iter().find(|one| one["rule"] == "too_long").unwrap();
        assert!(rule["subject"].as_str().unwrap().starts_with(table), "{told}");
        assert!(rule["detail"].as_str().unwrap().contains(column), "{told}");
    }
}

/// The number of an act can be the largest that there is; the next one has none.
#[test]
fn a_register_whose_numbers_are_used_up_says_so() {
    for table in ["audit", "entry"] {
        let house = rich();
        assert!(poison(&house.path, table, "device_seq", &Value::Integer(i64::MAX)), "{table}");
        let who = name(8);
        let proxy = ["--outcome", "proxy", "--proxy", "某乙", "--relation", "女儿", "--note", "补"];
        let line = [&["record", &who, "--round", SPRING][..], &proxy, &BY].concat();
        let run = finished(&mut house.command(&line));
        assert_eq!(run.status, 65, "{table}: {run:?}");
        assert!(run.err.contains("device_seq"), "{table}: {run:?}");
        let check = finished(&mut house.command(&["check", "--json"]));
        assert_eq!(check.status, 1, "{table}: {check:?}");
        assert!(check.out.contains("chain"), "{table}: {check:?}");
    }
}
