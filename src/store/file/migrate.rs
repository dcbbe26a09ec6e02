//! Migrations: numbered SQL files, compiled in, applied in one transaction.
//!
//! The list below and the folder agree by test. Never change or reorder a line; add one. `migrations/README.md`
//! tells how, and why seals and chains survive it.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::domain::error::RegisterError;
use crate::domain::text::CleanText;
use crate::store::file::error::Result;
use crate::store::file::schema;
use crate::store::search::keys;

/// Marks the file as muster's: "must" in ASCII.
pub(crate) const APPLICATION_ID: i64 = 0x6D75_7374;

/// A step from one version of the register to the next.
#[derive(Clone, Copy)]
pub(crate) struct Migration {
    /// The name of its file.
    pub(crate) name: &'static str,
    /// Its statements; a line `-- rebuild NAME` stands before the new text of a table (see [`rebuild`]).
    pub(crate) sql: &'static str,
}

/// Every migration; its place from 1 is the `user_version` that it leads to.
pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration { name: "0001_register.sql", sql: include_str!("../../../migrations/0001_register.sql") },
    Migration { name: "0002_import_row.sql", sql: include_str!("../../../migrations/0002_import_row.sql") },
    Migration { name: "0003_attention.sql", sql: include_str!("../../../migrations/0003_attention.sql") },
    Migration { name: "0004_noted_gone.sql", sql: include_str!("../../../migrations/0004_noted_gone.sql") },
    Migration {
        name: "0005_address_words.sql",
        sql: include_str!("../../../migrations/0005_address_words.sql"),
    },
    Migration { name: "0006_gone_words.sql", sql: include_str!("../../../migrations/0006_gone_words.sql") },
    Migration {
        name: "0007_given_where_listed.sql",
        sql: include_str!("../../../migrations/0007_given_where_listed.sql"),
    },
    Migration { name: "0008_goods_owed.sql", sql: include_str!("../../../migrations/0008_goods_owed.sql") },
    Migration { name: "0009_plan.sql", sql: include_str!("../../../migrations/0009_plan.sql") },
    Migration { name: "0010_sheet.sql", sql: include_str!("../../../migrations/0010_sheet.sql") },
    Migration { name: "0011_payment.sql", sql: include_str!("../../../migrations/0011_payment.sql") },
    Migration { name: "0012_work.sql", sql: include_str!("../../../migrations/0012_work.sql") },
    Migration { name: "0013_first_death.sql", sql: include_str!("../../../migrations/0013_first_death.sql") },
];

/// Begins the new text of a table that is there already.
const REBUILD: &str = "-- rebuild ";

/// The newest version that this program knows.
pub(crate) fn newest() -> i64 {
    count(MIGRATIONS)
}

fn count(migrations: &[Migration]) -> i64 {
    i64::try_from(migrations.len()).unwrap_or(i64::MAX)
}

/// The version of the file behind `conn`.
pub(crate) fn version(conn: &Connection) -> Result<i64> {
    Ok(conn.prepare_cached("PRAGMA user_version")?.query_row([], |row| row.get(0))?)
}

/// Brings the file to the newest version, all or nothing.
pub(crate) fn run(conn: &mut Connection) -> Result<()> {
    apply(conn, MIGRATIONS)
}

/// As [`run`], of a register that is in use: `then` derives anew, in the same transaction, what a rule of the program
/// changed since the version that it is told.
pub(crate) fn bring_up(conn: &mut Connection, then: fn(&Connection, i64) -> Result<()>) -> Result<()> {
    apply_then(conn, MIGRATIONS, then)
}

/// Makes the schema of an older version, in an empty file.
pub(crate) fn run_to(conn: &mut Connection, version: i64) -> Result<()> {
    let wanted = usize::try_from(version).unwrap_or_default().min(MIGRATIONS.len());
    apply(conn, &MIGRATIONS[..wanted])
}

/// Brings the file to the last of `migrations`, all or nothing.
pub(crate) fn apply(conn: &mut Connection, migrations: &[Migration]) -> Result<()> {
    apply_then(conn, migrations, |_, _| Ok(()))
}

/// As [`apply`], and what `then` derives anew.
pub(crate) fn apply_then(
    conn: &mut Connection,
    migrations: &[Migration],
    then: fn(&Connection, i64) -> Result<()>,
) -> Result<()> {
    if version(conn)? == count(migrations) {
        return Ok(());
    }
    schema::teach(conn)?;
    keys::teach(conn)?;
    // A table that is rebuilt is away for a moment, which neither other tables nor triggers may mind. Neither setting
    // can change within the transaction.
    let keys: bool = conn.pragma_query_value(None, "foreign_keys", |row| row.get(0))?;
    conn.pragma_update(None, "foreign_keys", false)?;
    conn.pragma_update(None, "legacy_alter_table", true)?;
    let done = within(conn, migrations, then);
    conn.pragma_update(None, "legacy_alter_table", false)?;
    conn.pragma_update(None, "foreign_keys", keys)?;
    done
}

fn within(
    conn: &mut Connection,
    migrations: &[Migration],
    then: fn(&Connection, i64) -> Result<()>,
) -> Result<()> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let before = version(&tx)?;
    let from = usize::try_from(before).unwrap_or(usize::MAX);
    for migration in migrations.iter().skip(from) {
        step(&tx, migration.sql).map_err(|error| named(migration.name, error))?;
    }
    then(&tx, before)?;
    let mut orphans = tx.prepare("PRAGMA foreign_key_check")?;
    if let Some(row) = orphans.query([])?.next()? {
        return Err(RegisterError::Damaged(CleanText::shown(&row.get::<_, String>(0)?)));
    }
    drop(orphans);
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", count(migrations))?;
    tx.commit()?;
    Ok(())
}

/// An error, with the name of the migration that failed.
fn named(name: &str, error: RegisterError) -> RegisterError {
    let with = |what: &CleanText| CleanText::shown(&format!("{name}: {what}"));
    if let RegisterError::Storage(what) = &error {
        return RegisterError::Storage(with(what));
    }
    if let RegisterError::Schema(what) = &error {
        return RegisterError::Schema(with(what));
    }
    error
}

/// Performs one migration. The triggers of rebuilt tables come back at its end, so that it may fill new columns of
/// tables that refuse changes.
fn step(tx: &Transaction<'_>, sql: &str) -> Result<()> {
    let mut triggers = Vec::new();
    let mut rest = sql;
    while let Some((before, behind)) = rest.split_once(REBUILD) {
        tx.execute_batch(before)?;
        let (table, behind) = behind.split_once('\n').unwrap_or((behind, ""));
        let (create, behind) = statement(behind);
        triggers.extend(rebuild(tx, table.trim(), create)?);
        rest = behind;
    }
    tx.execute_batch(rest)?;
    for (name, sql) in triggers {
        let there = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = ?1)";
        if !tx.query_row(there, [&name], |row| row.get(0))? {
            tx.execute_batch(&sql)?;
        }
    }
    Ok(())
}

/// Splits behind the text of a table, whose last line begins with `)` and ends with `;`.
fn statement(sql: &str) -> (&str, &str) {
    let mut end = 0;
    for line in sql.split_inclusive('\n') {
        end += line.len();
        if line.starts_with(')') && line.trim_end().ends_with(';') {
            break;
        }
    }
    sql.split_at_checked(end).unwrap_or((sql, ""))
}

/// Gives a table a new text: rows are copied by the names of the columns that both have, indexes are made again,
/// and triggers are answered to be made at the end. References to the table stay as they are.
fn rebuild(tx: &Transaction<'_>, table: &str, create: &str) -> Result<Vec<(String, String)>> {
    let (mut indexes, mut triggers) = (Vec::new(), Vec::new());
    let mut own = tx.prepare(
        "SELECT type, name, sql FROM sqlite_schema
         WHERE tbl_name = ?1 AND type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY rowid",
    )?;
    let mut rows = own.query([table])?;
    while let Some(row) = rows.next()? {
        let kind: String = row.get(0)?;
        let object: (String, String) = (row.get(1)?, row.get(2)?);
        if kind == "index" { indexes.push(object) } else { triggers.push(object) }
    }
    drop(rows);
    for (name, _) in &triggers {
        tx.execute_batch(&format!("DROP TRIGGER {name}"))?;
    }
    for (name, _) in &indexes {
        tx.execute_batch(&format!("DROP INDEX {name}"))?;
    }
    tx.execute_batch(&format!("ALTER TABLE {table} RENAME TO {table}_before; {create}"))?;
    let columns: Option<String> = tx.query_row(
        "SELECT group_concat(n.name, ', ') FROM pragma_table_xinfo(?1) AS n
         JOIN pragma_table_xinfo(?1 || '_before') AS b ON b.name = n.name WHERE n.hidden = 0 AND b.hidden = 0",
        [table],
        |row| row.get(0),
    )?;
    let columns = columns.unwrap_or_default();
    tx.execute_batch(&format!(
        "INSERT INTO {table} ({columns}) SELECT {columns} FROM {table}_before; DROP TABLE {table}_before"
    ))?;
    for (_, sql) in &indexes {
        tx.execute_batch(sql)?;
    }
    Ok(triggers)
}

/// Refuses to write when another program has migrated the file since it was opened.
pub(crate) fn same_version(tx: &Transaction<'_>) -> Result<()> {
    let found = version(tx)?;
    if found == newest() { Ok(()) } else { Err(RegisterError::Newer { found, ours: newest() }) }
}

/// The names of the migrations, in order.
pub fn migration_names() -> Vec<&'static str> {
    MIGRATIONS.iter().map(|migration| migration.name).collect()
}
