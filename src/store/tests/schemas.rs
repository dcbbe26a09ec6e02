//! Protects the schema: a migration that has landed never changes, every register that was ever written opens, and
//! seals and chains survive tables that change.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use super::frozen;
use super::landed::LANDED;
use crate::domain::date::DaySource;
use crate::domain::error::{Guard, RegisterError};
use crate::domain::op::{Draft, Op, WriteContext};
use crate::domain::text::CleanText;
use crate::store::Store;
use crate::store::file::migrate::{self, MIGRATIONS, Migration};
use crate::store::file::schema;
use crate::store::integrity::check;
use crate::store::standing::renewed;

/// Steps that only this test knows: what every later migration must be able to do.
const LATER: Migration = Migration { name: "9999_later.sql", sql: include_str!("later.sql") };

fn with_later() -> Vec<Migration> {
    MIGRATIONS.iter().chain([&LATER]).copied().collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/schemas")
}

/// Every version that landed, oldest first.
fn versions() -> std::ops::RangeInclusive<i64> {
    1..=migrate::newest()
}

/// A copy of the register that stays in the fixtures, as that version wrote it.
fn old(version: i64) -> (tempfile::TempDir, PathBuf) {
    let folder_of_copy = tempfile::tempdir().unwrap();
    let copy = folder_of_copy.path().join("r.db");
    fs::copy(folder().join(format!("v{version}.db")), &copy).unwrap();
    (folder_of_copy, copy)
}

fn fresh(migrations: &[Migration]) -> Connection {
    let mut conn = Connection::open_in_memory().unwrap();
    migrate::apply(&mut conn, migrations).unwrap();
    conn
}

/// The schema as it can be read, and as the program carries it: every text, in the order of kinds and names; what has
/// none is named.
fn text_of(conn: &Connection) -> String {
    let mut statement = conn
        .prepare("SELECT coalesce(sql, '-- ' || name) FROM sqlite_schema ORDER BY type DESC, name")
        .unwrap();
    let texts = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    texts.fold(String::new(), |mut out, sql| {
        let _ = write!(out, "{};\n\n", sql.unwrap());
        out
    })
}

/// Columns that a later version gave to tables of the first ones.
const NEWER: [&str; 9] =
    ["approved_on", "approved_by", "document", "fund", "added_for", "terms", "subject", "detail", "payroll"];

/// Every row of every table but of what the schema says of itself, by name of the column.
fn contents(conn: &Connection, tables: &str) -> String {
    let mut out = String::new();
    let names: Vec<String> = conn
        .prepare(tables)
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap();
    for table in names {
        let mut statement = conn.prepare(&format!("SELECT * FROM {table} ORDER BY 1, 2")).unwrap();
        let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let row: Vec<_> = columns
                .iter()
                .zip(0..)
                .filter(|(name, _)| {
                    !["seal", "later", "plan"].contains(&name.as_str()) && !NEWER.contains(&name.as_str())
                })
                .map(|(name, at)| (name, row.get::<_, rusqlite::types::Value>(at).unwrap()))
                .collect();
            let _ = writeln!(out, "{table} {row:?}");
        }
    }
    out
}

/// As [`contents`], without what later versions bring besides: the keys of addresses, which check proves, and programmes.
fn without_later_keys(contents: &str) -> String {
    let is_later = |line: &str| {
        line.starts_with("programme ") || (line.starts_with("search_key") && line.contains("Text(\"@"))
    };
    contents.lines().filter(|line| !is_later(line)).collect::<Vec<_>>().join("\n")
}

const TABLES: &str = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('meta', 'sqlite_stat1') ORDER BY name";

#[test]
fn migrations_that_landed_never_change() {
    assert_eq!(LANDED.len(), MIGRATIONS.len(), "give the new migration its line");
    for (migration, (name, sha256)) in MIGRATIONS.iter().zip(LANDED) {
        let found = Sha256::digest(migration.sql.as_bytes());
        let found = found.iter().fold(String::new(), |out, byte| format!("{out}{byte:02x}"));
        assert_eq!((migration.name, found.as_str()), (*name, *sha256));
    }
}

#[test]
fn the_schema_in_the_fixtures_is_the_one_of_its_version() {
    for version in versions() {
        let mut conn = Connection::open_in_memory().unwrap();
        migrate::run_to(&mut conn, version).unwrap();
        let kept = fs::read_to_string(folder().join(format!("v{version}.sql"))).unwrap();
        assert!(text_of(&conn) == kept, "fixtures/schemas/v{version}.sql");
    }
}

#[test]
fn every_register_ever_written_opens_with_the_schema_of_a_new_one_and_passes_check() {
    for version in versions() {
        let (_folder, path) = old(version);
        let before = contents(&Connection::open(&path).unwrap(), TABLES);
        let store = Store::open(&path).unwrap();
        assert_eq!(schema::objects(&store.conn).unwrap(), schema::objects(&fresh(MIGRATIONS)).unwrap());
        assert_eq!(store.check().unwrap(), [], "v{version}");
        assert_eq!(
            without_later_keys(&contents(&store.conn, TABLES)),
            without_later_keys(&before),
            "v{version}"
        );
    }
}

/// The frozen register is worth something only where something stands in every table.
#[test]
fn the_frozen_registers_hold_something_in_every_table() {
    for version in versions() {
        let (_folder, path) = old(version);
        let conn = Connection::open(&path).unwrap();
        for (name, sql) in schema::objects(&conn).unwrap() {
            if sql.starts_with("CREATE TABLE") {
                let rows: i64 =
                    conn.query_row(&format!("SELECT count(*) FROM {name}"), [], |row| row.get(0)).unwrap();
                assert!(rows > 0, "v{version} {name}");
            }
        }
    }
}

#[test]
fn a_sealed_table_gains_a_column_and_another_is_rebuilt_and_nothing_is_lost() {
    let later = with_later();
    for version in versions() {
        let (_folder, path) = old(version);
        let mut conn = Connection::open(&path).unwrap();
        schema::teach(&conn).unwrap();
        let before = contents(&conn, TABLES);
        migrate::apply_then(&mut conn, &later, renewed::renew).unwrap();
        assert_eq!(schema::objects(&conn).unwrap(), schema::objects(&fresh(&later)).unwrap());
        assert_eq!(check::facts(&conn).unwrap(), [], "v{version}");
        let after = without_later_keys(&contents(&conn, TABLES));
        assert_eq!(after, without_later_keys(&before), "v{version}");
        // The new columns are under the seals of their tables, and the guards are back.
        let sealed = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, String>(0)).unwrap();
        for table in ["recipient", "round", "visit"] {
            let text = sealed(&format!("SELECT sql FROM sqlite_schema WHERE name = '{table}'"));
            assert!(text.contains(", later)) STORED"), "{text}");
        }
        assert_eq!(sealed("SELECT later FROM visit LIMIT 1"), "door", "filled, though visits never change");
        assert!(conn.execute("UPDATE visit SET later = 'x'", []).is_err());
        assert!(conn.execute("DELETE FROM recipient", []).is_err());
        conn.pragma_update(None, "foreign_keys", true).unwrap();
        let orphan = "UPDATE group_held SET recipient = 999999 WHERE local_id = 1";
        assert!(conn.execute(orphan, []).is_err(), "references lead to the new table");
    }
}

#[test]
fn a_migration_that_fails_leaves_the_file_as_it_was() {
    let mut later = with_later();
    let broken = [
        "-- rebuild round\nCREATE TABLE round (code TEXT PRIMARY KEY, nothing INTEGER NOT NULL\n);\n",
        "UPDATE group_held SET recipient = 999999;",
        "SELECT nothing FROM nowhere;",
    ];
    for sql in broken {
        later.push(Migration { name: "broken", sql });
        let (_folder, path) = old(1);
        let bytes = fs::read(&path).unwrap();
        let mut conn = Connection::open(&path).unwrap();
        assert!(migrate::apply(&mut conn, &later).is_err(), "{sql}");
        let keys: bool = conn.pragma_query_value(None, "foreign_keys", |row| row.get(0)).unwrap();
        assert!(keys, "foreign keys are on again");
        drop(conn);
        assert!(fs::read(&path).unwrap() == bytes, "{sql}");
        later.pop();
    }
}

/// A migration seals the rows that it copies: what was damaged before must not be sealed as it is.
#[test]
fn a_damaged_register_is_not_brought_up() {
    let (_folder, path) = old(1);
    let mut bytes = fs::read(&path).unwrap();
    let name = frozen::NAME.as_bytes();
    let at = bytes.windows(name.len()).position(|window| window == name).unwrap();
    bytes[at + 2] ^= 1;
    fs::write(&path, bytes).unwrap();
    let conn = Connection::open(&path).unwrap();
    schema::teach(&conn).unwrap();
    assert!(check::verify(&conn).unwrap().iter().any(|finding| finding.rule == "seal"));
}

#[test]
fn a_schema_that_was_changed_is_named_and_the_file_left_alone() {
    for (sql, object) in [
        ("DROP TRIGGER entry_no_update", "entry_no_update"),
        ("DROP INDEX standing_rank", "standing_rank"),
        ("CREATE TABLE extra (x)", "extra"),
        ("ALTER TABLE audit ADD COLUMN extra TEXT", "audit"),
        ("CREATE VIEW extra AS SELECT 1 AS x", "extra"),
        ("CREATE TRIGGER swallow BEFORE INSERT ON entry BEGIN SELECT RAISE(IGNORE); END", "swallow"),
        ("CREATE INDEX extra ON entry (name)", "extra"),
        // A trigger with a comment that makes up for it in a sum that can be undone.
        (
            "DROP TRIGGER entry_no_update; CREATE TRIGGER entry_seen AFTER UPDATE ON meta /* IlCABsyQxxxxxxo^TwNqkK */  \
             BEGIN UPDATE entry SET cash_fen = 1 WHERE local_id = (SELECT max(local_id) FROM entry); END",
            "entry_no_update",
        ),
        // Under the name of a table, and as something else under the name of statistics.
        ("CREATE TRIGGER entry AFTER UPDATE ON meta BEGIN DELETE FROM entry; END", "entry"),
        (
            "CREATE TABLE extra (tbl, idx, stat); PRAGMA writable_schema = ON;
             UPDATE sqlite_schema SET name = 'sqlite_stat1', tbl_name = 'sqlite_stat1',
                    sql = 'CREATE TABLE sqlite_stat1(tbl,idx,stat,CHECK(tbl))' WHERE name = 'extra'",
            "sqlite_stat1",
        ),
        // A version that never was.
        ("PRAGMA user_version = 0", "user_version 0"),
        ("PRAGMA user_version = -1", "user_version -1"),
    ] {
        let (_folder, path) = old(migrate::newest());
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        let bytes = fs::read(&path).unwrap();
        let told = Store::open(&path).map(drop);
        assert_eq!(told, Err(RegisterError::Schema(object.into())), "{sql}");
        assert!(fs::read(&path).unwrap() == bytes, "{sql}");
    }
}

/// The program knows the schema by heart, and no register is asked to be compared with what migrations make.
#[test]
fn the_schema_that_the_program_carries_is_the_newest() {
    assert!(schema::is_carried(&fresh(MIGRATIONS)).unwrap());
}

/// Texts that differ in a single byte, wherever it stands, and of the same length: a hash that can be undone would let
/// a comment make up for it.
#[test]
fn a_trigger_of_the_same_name_and_length_is_another() {
    let conn = fresh(MIGRATIONS);
    let sql: String = conn
        .query_row("SELECT sql FROM sqlite_schema WHERE name = 'entry_no_update'", [], |row| row.get(0))
        .unwrap();
    conn.execute_batch("PRAGMA writable_schema = ON").unwrap();
    for at in 0..sql.len() {
        let mut bytes = sql.clone().into_bytes();
        bytes[at] ^= 1;
        let text = String::from_utf8(bytes).unwrap();
        conn.execute("UPDATE sqlite_schema SET sql = ?1 WHERE name = 'entry_no_update'", [&text]).unwrap();
        let told = schema::verify(&conn, migrate::newest());
        assert_eq!(told, Err(RegisterError::Schema("entry_no_update".into())), "{text}");
    }
}

/// What `ANALYZE` leaves holds no facts: the register opens, is written and passes its check.
#[test]
fn statistics_of_another_tool_are_no_change_of_the_schema() {
    let (_folder, path) = old(migrate::newest());
    Connection::open(&path).unwrap().execute_batch("ANALYZE").unwrap();
    let mut store = Store::open(&path).unwrap();
    assert_eq!(store.check().unwrap(), []);
    let waiting = store.drafts().unwrap().pop().unwrap();
    store.commit(&Op::DropDraft(waiting.id), &drafting()).unwrap();
}

/// The register is open when another tool adds a trigger that swallows what is written, or makes something of it.
#[test]
fn a_schema_that_changes_while_the_register_is_open_is_seen_before_a_write() {
    for sql in [
        "CREATE TRIGGER swallow BEFORE INSERT ON draft BEGIN SELECT RAISE(IGNORE); END",
        "CREATE TRIGGER swallow BEFORE DELETE ON draft BEGIN SELECT RAISE(IGNORE); END",
        "CREATE TABLE swallow (x)",
    ] {
        let (_folder, path) = old(migrate::newest());
        let mut store = Store::open(&path).unwrap();
        let waiting = store.drafts().unwrap().pop().unwrap();
        let other = Connection::open(&path).unwrap();
        other.execute_batch(sql).unwrap();
        let drop_one = Op::DropDraft(waiting.id);
        for _ in 0..2 {
            let told = store.commit(&drop_one, &drafting()).map(drop);
            assert_eq!(told, Err(RegisterError::Schema("swallow".into())), "{sql}");
        }
        let undo = if sql.contains("TRIGGER") { "DROP TRIGGER swallow" } else { "DROP TABLE swallow" };
        other.execute_batch(undo).unwrap();
        store.commit(&drop_one, &drafting()).unwrap();
    }
}

/// One letter of a trigger that still parses.
#[test]
fn a_bit_that_flips_in_the_schema_is_named() {
    let (_folder, path) = old(migrate::newest());
    let mut bytes = fs::read(&path).unwrap();
    let text = b"g.cash_fen = -NEW.cash_fen";
    let at = bytes.windows(text.len()).position(|window| window == text).unwrap();
    bytes[at + 11] ^= b'=' ^ b'<';
    fs::write(&path, bytes).unwrap();
    assert_eq!(Store::open(&path).map(drop), Err(RegisterError::Schema("entry_rules".into())));
}

fn drafting() -> WriteContext {
    let today = chrono::NaiveDate::from_ymd_opt(2024, 2, 4).unwrap();
    WriteContext { today, day_source: DaySource::Given, now_ms: 0, actor: "test".into() }
}

/// The form may keep a draft of so many characters, and the table takes it.
#[test]
fn a_draft_is_as_long_in_the_table_as_in_the_form() {
    let (_folder, path) = old(migrate::newest());
    let mut store = Store::open(&path).unwrap();
    let waiting = store.drafts().unwrap().pop().unwrap();
    let ctx = drafting();
    let mut save = |length: usize| {
        let body = CleanText::parse(&"字".repeat(length), length).unwrap();
        store
            .commit(&Op::SaveDraft(Draft { id: waiting.id, recipient: waiting.recipient, body }), &ctx)
            .map(drop)
    };
    assert_eq!(save(Draft::BODY_MAX), Ok(()));
    assert_eq!(save(Draft::BODY_MAX + 1), Err(RegisterError::Guard(Guard::Value)));
}

/// Behaviour is no matter of how SQLite was built.
#[test]
fn the_log_is_copied_back_and_made_short_whatever_sqlite_was_built_with() {
    let (_folder, path) = old(migrate::newest());
    let store = Store::open(&path).unwrap();
    for (pragma, value) in [
        // A commit copies nothing back: that is done behind it.
        ("wal_autocheckpoint", 0),
        ("journal_size_limit", 8 << 20),
        ("synchronous", 2),
        ("foreign_keys", 1),
    ] {
        let held: i64 = store.conn.pragma_query_value(None, pragma, |row| row.get(0)).unwrap();
        assert_eq!(held, value, "{pragma}");
    }
}

/// With `MUSTER_BLESS` it writes `fixtures/schemas/vN.sql` and `vN.db` of the newest version, if they are not there.
#[test]
fn every_version_has_its_fixtures() {
    for version in versions() {
        let [sql, db] = ["sql", "db"].map(|ending| folder().join(format!("v{version}.{ending}")));
        if blessed() && version == migrate::newest() && !db.exists() {
            fs::create_dir_all(folder()).unwrap();
            fs::write(&sql, text_of(&fresh(MIGRATIONS))).unwrap();
            let (_folder, before) = old(version - 1);
            frozen::write(&before, &db);
        }
        assert!(sql.exists() && db.exists(), "v{version}: run the unit tests once with MUSTER_BLESS=1");
    }
}

#[expect(clippy::disallowed_methods, reason = "how fixtures are brought up to date")]
fn blessed() -> bool {
    std::env::var("MUSTER_BLESS").is_ok()
}
