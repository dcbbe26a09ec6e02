//! The schema of a file, and whether it is the one that its migrations make.

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use crate::domain::error::RegisterError;
use crate::domain::text::CleanText;
use crate::store::file::error::Result;
use crate::store::file::{checks, migrate, seal};

/// Teaches a connection the functions that the schema calls. Without them nothing can be written.
pub(crate) fn teach(conn: &Connection) -> Result<()> {
    seal::teach(conn)?;
    checks::teach(conn)
}

/// SQLite's own number of the schema: every change of it, by whatever program, makes it another. A connection that
/// has verified the schema needs to do so again only where the number has changed.
pub(crate) fn number(conn: &Connection) -> Result<i64> {
    Ok(conn.prepare_cached("PRAGMA schema_version")?.query_row([], |row| row.get(0))?)
}

/// A fingerprint of the schema: a sum over its rows, so that their order does not matter, which an import changes.
/// What it must tell apart is what slips and bit flips make; against forgery there is `check`. Kinds and tables follow
/// from the texts. Statistics that another tool has made (`ANALYZE`) hold no facts and are passed over.
pub(crate) fn fingerprint(conn: &Connection) -> Result<u64> {
    let mut statement = conn.prepare("SELECT name, sql FROM sqlite_schema")?;
    let mut rows = statement.query([])?;
    let mut sum = 0_u64;
    while let Some(row) = rows.next()? {
        let (name, sql) = (row.get_ref(0)?, row.get_ref(1)?);
        if is_statistics(name, sql) {
            continue;
        }
        let mut hash = SEED;
        for value in [name, sql] {
            hash = match value {
                ValueRef::Text(text) => mixed(mixed(hash, text.len() as u64), 2) ^ digest(text),
                ValueRef::Blob(blob) => mixed(mixed(hash, blob.len() as u64), 3) ^ digest(blob),
                ValueRef::Null => mixed(hash, 0),
                ValueRef::Integer(_) | ValueRef::Real(_) => mixed(hash, 1),
            };
        }
        sum = sum.wrapping_add(mixed(hash, SEED));
    }
    Ok(sum)
}

/// The tables in which SQLite keeps what `ANALYZE` has found, and how the text of each begins.
const STATISTICS: &[(&str, &str)] =
    &[("sqlite_stat1", "CREATE TABLE sqlite_stat1("), ("sqlite_stat4", "CREATE TABLE sqlite_stat4(")];

fn is_statistics(name: ValueRef<'_>, sql: ValueRef<'_>) -> bool {
    let (ValueRef::Text(name), ValueRef::Text(sql)) = (name, sql) else { return false };
    STATISTICS.iter().any(|(table, text)| name == table.as_bytes() && sql.starts_with(text.as_bytes()))
}

/// A fingerprint as it is stored.
pub(crate) fn text(fingerprint: u64) -> String {
    format!("{fingerprint:016x}")
}

/// The seed, and the odd factor that spreads the bits of a word (the golden ratio in 64 bits).
const SEED: u64 = 0x6D75_7374_6572_7363;
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// A hash of bytes, eight at a time: the whole schema is read at every start.
fn digest(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut hash = words.iter().fold(SEED, |hash, word| mixed(hash, u64::from_le_bytes(*word)));
    for byte in rest {
        hash = mixed(hash, u64::from(*byte));
    }
    hash
}

fn mixed(hash: u64, word: u64) -> u64 {
    let product = (hash ^ word).wrapping_mul(SPREAD);
    product ^ (product >> 32)
}

/// Refuses a file whose schema is not the one of its version: changed by hand, or damaged. A register whose version
/// is none that ever was had that number changed; one of version 0 has no table of ours yet.
pub(crate) fn verify(conn: &Connection, version: i64) -> Result<()> {
    let Some(migration) = migrate::of_version(version) else {
        if version == 0 && !conn.table_exists(None, "meta")? {
            return Ok(());
        }
        return Err(RegisterError::Schema(CleanText::shown(&format!("user_version {version}"))));
    };
    if fingerprint(conn)? == migration.schema {
        return Ok(());
    }
    let first = differences(conn, version)?.into_iter().next().map_or_else(String::new, |(name, _)| name);
    Err(RegisterError::Schema(CleanText::shown(&first)))
}

/// How a schema differs from the one that the migrations make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Difference {
    Missing,
    Changed,
    Unknown,
}

impl Difference {
    /// The word that `check` shows.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Changed => "changed",
            Self::Unknown => "unknown",
        }
    }
}

/// The tables, indexes and triggers of a file that are not those of its version, by name.
pub(crate) fn differences(conn: &Connection, version: i64) -> Result<Vec<(String, Difference)>> {
    let mut fresh = Connection::open_in_memory()?;
    migrate::run_to(&mut fresh, version)?;
    let mut theirs = objects(conn)?;
    theirs.retain(|(name, text)| {
        !STATISTICS.iter().any(|(table, begins)| name == table && text.starts_with(begins))
    });
    Ok(compared(&objects(&fresh)?, &theirs))
}

fn compared(ours: &[(String, String)], theirs: &[(String, String)]) -> Vec<(String, Difference)> {
    let mut found = Vec::new();
    for (name, text) in ours {
        match theirs.iter().find(|(other, _)| other == name) {
            None => found.push((name.clone(), Difference::Missing)),
            Some((_, other)) if other != text => found.push((name.clone(), Difference::Changed)),
            Some(_) => {}
        }
    }
    let unknown = theirs.iter().filter(|(name, _)| !ours.iter().any(|(other, _)| other == name));
    found.extend(unknown.map(|(name, _)| (name.clone(), Difference::Unknown)));
    found
}

/// The schema as names, and texts with kinds and tables; indexes without a text of their own among them.
pub(crate) fn objects(conn: &Connection) -> Result<Vec<(String, String)>> {
    let mut statement = conn.prepare(
        "SELECT CAST(name AS TEXT), coalesce(sql, '') || ' ' || type || ' ' || tbl_name || ' ' || typeof(type) || ' '
                || typeof(name) || ' ' || typeof(tbl_name) || ' ' || typeof(sql)
         FROM sqlite_schema ORDER BY CAST(type AS TEXT), CAST(name AS TEXT)",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
