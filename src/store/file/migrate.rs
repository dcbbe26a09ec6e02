//! Migrations: numbered SQL files, compiled in, applied in one transaction.
//!
//! The list below and the folder agree by test. Never change or reorder a line; add one.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::domain::error::RegisterError;
use crate::domain::text::CleanText;
use crate::store::file::error::Result;
use crate::store::file::seal;

/// Marks the file as muster's: "must" in ASCII.
pub(crate) const APPLICATION_ID: i64 = 0x6D75_7374;

/// Every migration, by name and text; its place from 1 is the `user_version` that it leads to.
pub(crate) const MIGRATIONS: &[(&str, &str)] =
    &[("0001_register.sql", include_str!("../../../migrations/0001_register.sql"))];

/// The newest version that this program knows.
pub(crate) fn newest() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// The version of the file behind `conn`.
pub(crate) fn version(conn: &Connection) -> Result<i64> {
    Ok(conn.prepare_cached("PRAGMA user_version")?.query_row([], |row| row.get(0))?)
}

/// Brings the file to the newest version, all or nothing.
pub(crate) fn run(conn: &mut Connection) -> Result<()> {
    let from = version(conn)?;
    if from == newest() {
        return Ok(());
    }
    seal::teach(conn)?;
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let from = version(&tx)?;
    for (name, sql) in MIGRATIONS.iter().skip(usize::try_from(from).unwrap_or(usize::MAX)) {
        tx.execute_batch(sql).map_err(|error| {
            let trouble = RegisterError::from(error);
            if let RegisterError::Storage(said) = &trouble {
                return RegisterError::Storage(CleanText::shown(&format!("{name}: {said}")));
            }
            trouble
        })?;
    }
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", newest())?;
    tx.commit()?;
    Ok(())
}

/// Refuses to write when another program has migrated the file since it was opened.
pub(crate) fn same_version(tx: &Transaction<'_>) -> Result<()> {
    let found = version(tx)?;
    if found == newest() { Ok(()) } else { Err(RegisterError::Newer { found, ours: newest() }) }
}

/// The names of the migrations, in order.
pub fn migration_names() -> Vec<&'static str> {
    MIGRATIONS.iter().map(|(name, _)| *name).collect()
}
