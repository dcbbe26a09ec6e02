//! Protects what Esc takes back: what waited for a program that has SQLite's own lock, as a browser of databases has it,
//! is not written when that lock goes.

use std::path::Path;

use rusqlite::Connection;

use crate::support::program::TODAY;
use crate::support::pty::Pty;

/// An act: its keys up to the last one, what the screen shows then, and what it says once it is done.
struct Act {
    keys: &'static [(&'static str, &'static str)],
    reason: &'static str,
    done: &'static str,
}

const ACTS: [Act; 4] = [
    Act {
        keys: &[("F5", "▸待访 4"), ("F2", "登记慰问"), ("F2", "Enter 写入后不能修改")],
        reason: "",
        done: "已登记",
    },
    Act {
        keys: &[
            ("F5", "▸待访 4"),
            ("down", "▸"),
            ("shift+down", "已标记 2 个"),
            ("F2", "一起登记（2 个对象）"),
            ("F2", "核对后写入台账"),
        ],
        reason: "",
        done: "已写入",
    },
    Act {
        keys: &[("F7", "经办人"), ("delete", "原分录保留")], reason: "发错人", done: "已冲正"
    },
    Act {
        keys: &[("F5", "▸待访 4"), ("ctrl+p", "约访联系")], reason: "", done: "完整电话已显示"
    },
];

/// Lines of the audit, calls and entries.
fn written(conn: &Connection) -> [i64; 3] {
    let count = |table| conn.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0));
    ["audit", "visit", "entry"].map(|table| count(table).unwrap())
}

fn start(db: &Path, home: &Path) -> Pty {
    let env = [("HOME", home.to_str().unwrap()), ("MUSTER_LANG", "zh")];
    let pty = Pty::muster(&["--db", db.to_str().unwrap(), "--today", TODAY], &env, (80, 24));
    pty.wait_for("F1 帮助");
    pty
}

#[test]
fn what_waits_for_sqlites_lock_is_taken_back_by_esc_and_never_written() {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("sample.db");
    let made = std::process::Command::new(env!("CARGO_BIN_EXE_muster"))
        .args(["--db", db.to_str().unwrap(), "init", "--sample"])
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    let other = Connection::open(&db).unwrap();
    for Act { keys, reason, done } in ACTS {
        let mut pty = start(&db, folder.path());
        for (key, shown) in keys {
            // A form that is still read takes no look.
            pty.wait_at_rest();
            pty.keys(key);
            pty.wait_for(shown);
        }
        if !reason.is_empty() {
            pty.paste(reason);
            pty.wait_for(reason);
        }
        let before = written(&other);
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        pty.wait_at_rest();
        pty.keys("enter");
        pty.wait_for("另一个程序正在使用登记册");
        pty.keys("esc");
        pty.wait_for("已停下，什么也没有写入");
        other.execute_batch("ROLLBACK").unwrap();
        assert_eq!(written(&other), before, "{done}");
        // What was filled in is there still, and is written once.
        pty.wait_at_rest();
        pty.keys("enter");
        pty.wait_for(done);
        let after = written(&other);
        assert!(after > before, "{done}: {before:?} {after:?}");
        pty.keys("ctrl+q");
        assert_eq!(pty.exit(), 0);
        assert_eq!(written(&other), after, "{done}");
    }
}
