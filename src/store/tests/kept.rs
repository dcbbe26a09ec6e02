//! Protects what becomes of rows that an import keeps before it is decided, when its program is gone.

use rusqlite::Connection;
use tempfile::TempDir;
use uuid::Uuid;

use super::support::{banner, ctx, day, person};
use crate::domain::ids::RecipientId;
use crate::domain::roster::RosterEntry;
use crate::store::{ImportSource, LeftImport, Store};

const ROWS: u32 = 12;

fn register() -> (TempDir, Store, Vec<(RecipientId, RosterEntry)>) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create(&folder.path().join("r.db"), &banner(), "test", &ctx(day(2024))).unwrap();
    let rows = (0..12).map(|n| (RecipientId(Uuid::from_u128(n as u128 + 1)), person(n, 12))).collect();
    (folder, store, rows)
}

fn count(conn: &Connection, sql: &str) -> i64 {
    conn.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Rows that are kept, and marks of imports.
fn left(store: &Store) -> (i64, i64) {
    let marks = count(&store.conn, "SELECT count(*) FROM meta WHERE key LIKE 'import%'");
    (count(&store.conn, "SELECT count(*) FROM import_row"), marks)
}

#[test]
fn rows_that_were_never_decided_go_when_the_register_is_opened_and_nobody_is_at_them() {
    let (_folder, mut store, rows) = register();
    let turn = store.begin_parts(&ctx(day(2024)), &mut || true).unwrap();
    store.keep_rows(&rows, &ctx(day(2024)), &mut || true).unwrap();
    drop(Store::open(store.path()).unwrap());
    assert_eq!(left(&store), (i64::from(ROWS), 1), "somebody is at them");
    assert_eq!(store.check().unwrap(), []);
    drop(turn);
    assert_eq!(store.check().unwrap().iter().map(|one| one.rule).collect::<Vec<_>>(), ["kept_rows"]);
    let opened = Store::open(store.path()).unwrap();
    assert_eq!(opened.left_import(), LeftImport::None);
    assert_eq!(left(&opened), (0, 0));
    assert_eq!(opened.check().unwrap(), []);
}

#[test]
fn rows_that_are_decided_stay_until_they_are_in() {
    let (_folder, mut store, rows) = register();
    let turn = store.begin_parts(&ctx(day(2024)), &mut || true).unwrap();
    store.keep_rows(&rows, &ctx(day(2024)), &mut || true).unwrap();
    let source =
        ImportSource { name: &"roster.csv".into(), content: None, rename: false, shape: "", ends: None };
    store.decide_parts(&source, u64::from(ROWS), &ctx(day(2024)), &mut || true).unwrap();
    assert_eq!(left(&store), (i64::from(ROWS), 1));
    assert_eq!(store.check().unwrap(), []);
    let backup = store.backup(None, &ctx(day(2024))).unwrap();
    drop(turn);
    let copy = Connection::open(backup.path).unwrap();
    assert_eq!(
        count(&copy, "SELECT count(*) FROM import_row"),
        i64::from(ROWS),
        "a backup is finished when it is opened"
    );
    let opened = Store::open(store.path()).unwrap();
    assert_eq!(opened.left_import(), LeftImport::Finished(u64::from(ROWS)));
    assert_eq!(left(&opened), (0, 0));
    assert_eq!(opened.check().unwrap(), []);
}

/// The removal writes no audit, so it must not put right what the next write is to tell.
#[test]
fn rows_stay_where_the_audit_was_cut_until_somebody_writes() {
    let (_folder, mut store, rows) = register();
    let turn = store.begin_parts(&ctx(day(2024)), &mut || true).unwrap();
    store.keep_rows(&rows, &ctx(day(2024)), &mut || true).unwrap();
    drop(turn);
    store.conn.execute("UPDATE meta SET value = '0 ' WHERE key = 'heads'", []).unwrap();
    let opened = Store::open(store.path()).unwrap();
    assert_eq!(left(&opened), (i64::from(ROWS), 1));
    assert!(opened.check().unwrap().iter().any(|one| one.rule == "cut"));
}
