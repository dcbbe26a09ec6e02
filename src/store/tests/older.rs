//! A register as an earlier program holds it, brought up as every register of that program is.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::store::Store;
use crate::store::file::{migrate, schema};

/// How many numbers of rows a version below 11 keeps.
const COUNTS_BEFORE: usize = 19;

/// What `store` holds, in a file of an earlier `version` and of its columns, changed by `sql` to what a program of that
/// version wrote; opened, and with that brought up.
pub(super) fn brought_up(store: Store, version: i64, sql: &str) -> Store {
    let path = PathBuf::from(store.conn.path().unwrap());
    drop(store);
    let older = path.with_extension("older");
    write(&path, &older, version, sql);
    let store = Store::open(&older).unwrap();
    assert_eq!(migrate::version(&store.conn).unwrap(), migrate::newest());
    store
}

fn write(newer: &Path, path: &Path, version: i64, sql: &str) {
    let mut conn = Connection::open(path).unwrap();
    schema::teach(&conn).unwrap();
    migrate::run_to(&mut conn, version).unwrap();
    conn.pragma_update(None, "application_id", migrate::APPLICATION_ID).unwrap();
    conn.pragma_update(None, "foreign_keys", false).unwrap();
    let triggers = texts(&conn, "SELECT sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid");
    for name in texts(&conn, "SELECT name FROM sqlite_schema WHERE type = 'trigger'") {
        conn.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    conn.execute("ATTACH ?1 AS newer", [newer.to_str().unwrap()]).unwrap();
    // Programmes come with the versions themselves.
    let tables = texts(
        &conn,
        "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT IN ('programme', 'sqlite_stat1')",
    );
    for table in tables {
        let columns: String = conn
            .query_row(
                "SELECT group_concat(o.name, ', ') FROM pragma_table_xinfo(?1, 'main') AS o
                 JOIN pragma_table_xinfo(?1, 'newer') AS n ON n.name = o.name WHERE o.hidden = 0 AND n.hidden = 0",
                [&table],
                |row| row.get(0),
            )
            .unwrap();
        conn.execute_batch(&format!(
            "DELETE FROM main.{table}; INSERT INTO main.{table} ({columns}) SELECT {columns} FROM newer.{table}"
        ))
        .unwrap();
    }
    keep_counts(&conn, version);
    conn.execute_batch(sql).unwrap();
    for trigger in triggers {
        conn.execute_batch(&trigger).unwrap();
    }
    conn.execute_batch("DETACH newer; PRAGMA journal_mode = wal").unwrap();
}

/// The numbers of rows that a version below 11 keeps, with its programmes.
fn keep_counts(conn: &Connection, version: i64) {
    assert!(version < 11, "later versions keep other numbers");
    let kept: Option<String> =
        conn.query_row("SELECT max(value) FROM meta WHERE key = 'counts'", [], |row| row.get(0)).unwrap();
    let programmes: i64 = conn.query_row("SELECT count(*) FROM programme", [], |row| row.get(0)).unwrap();
    let Some(kept) = kept else { return };
    let mut counts: Vec<&str> = kept.split(' ').take(COUNTS_BEFORE - 1).collect();
    let programmes = programmes.to_string();
    counts.push(&programmes);
    conn.execute("UPDATE meta SET value = ?1 WHERE key = 'counts'", [counts.join(" ")]).unwrap();
}

fn texts(conn: &Connection, sql: &str) -> Vec<String> {
    let mut statement = conn.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}
