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

// `CARRIED`: the name and the text of every object of the newest version, in the order of the texts' lengths, then of the
// names. `OF_LENGTH`: where the texts of each length begin; few are of one length.
include!(concat!(env!("OUT_DIR"), "/schema.rs"));

/// Whether a schema is, byte by byte, the one that the program carries, in whatever order its rows lie, which an
/// import changes. Kinds and tables follow from the texts. A hash that is quick enough for every start could be met by
/// a forged text; comparing the bytes costs no more.
pub(crate) fn is_carried(conn: &Connection) -> Result<bool> {
    let mut statement = conn.prepare("SELECT name, sql FROM sqlite_schema")?;
    let mut rows = statement.query([])?;
    let mut met = [false; CARRIED.len()];
    while let Some(row) = rows.next()? {
        let (ValueRef::Text(name), sql) = (row.get_ref(0)?, row.get_ref(1)?) else { return Ok(false) };
        if is_statistics(name, sql) {
            continue;
        }
        let length = if let ValueRef::Text(sql) = sql { sql.len() } else { 0 };
        let Some([begin, end]) = OF_LENGTH.get(length..).and_then(|rest| rest.first_chunk()) else {
            return Ok(false);
        };
        let begin = usize::from(*begin);
        let of_length = CARRIED.get(begin..usize::from(*end)).unwrap_or_default();
        let Ok(at) = of_length.binary_search_by(|(ours, _)| ours.as_bytes().cmp(name)) else {
            return Ok(false);
        };
        let (Some((_, ours)), Some(met)) = (of_length.get(at), met.get_mut(begin + at)) else {
            return Ok(false);
        };
        if *met || sql != ours.map_or(ValueRef::Null, |text| ValueRef::Text(text.as_bytes())) {
            return Ok(false);
        }
        *met = true;
    }
    Ok(met.iter().all(|met| *met))
}

/// The tables in which SQLite keeps what `ANALYZE` has found. They hold no facts and are passed over.
const STATISTICS: &[(&str, &str)] = &[
    ("sqlite_stat1", "CREATE TABLE sqlite_stat1(tbl,idx,stat)"),
    ("sqlite_stat4", "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)"),
];

fn is_statistics(name: &[u8], sql: ValueRef<'_>) -> bool {
    STATISTICS.iter().any(|(table, text)| name == table.as_bytes() && sql == ValueRef::Text(text.as_bytes()))
}

/// Refuses a file whose schema is not the one of its version: changed by hand, or damaged. A register whose version
/// is none that ever was had that number changed; one of version 0 has no table of ours yet.
pub(crate) fn verify(conn: &Connection, version: i64) -> Result<()> {
    if !(1..=migrate::newest()).contains(&version) {
        if version == 0 && !conn.table_exists(None, "meta")? {
            return Ok(());
        }
        return Err(RegisterError::Schema(CleanText::shown(&format!("user_version {version}"))));
    }
    if version == migrate::newest() && is_carried(conn)? {
        return Ok(());
    }
    // An older version is compared with what its migrations make, once; and what differs is named.
    match differences(conn, version)?.into_iter().next() {
        Some((name, _)) => Err(RegisterError::Schema(CleanText::shown(&name))),
        None => Ok(()),
    }
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
        !STATISTICS.iter().any(|(table, sql)| {
            name == table
                && text
                    .strip_prefix(sql)
                    .is_some_and(|kinds| kinds == format!(" table {table} text text text text"))
        })
    });
    Ok(compared(&objects(&fresh)?, &theirs))
}

/// A trigger may bear the name of a table: what is compared are names with texts, and one of ours answers for one of
/// theirs.
fn compared(ours: &[(String, String)], theirs: &[(String, String)]) -> Vec<(String, Difference)> {
    let mut strange: Vec<&(String, String)> = theirs.iter().collect();
    let mut found = Vec::new();
    for object in ours {
        if let Some(at) = strange.iter().position(|other| *other == object) {
            strange.remove(at);
        } else if theirs.iter().any(|(name, _)| *name == object.0) {
            found.push((object.0.clone(), Difference::Changed));
        } else {
            found.push((object.0.clone(), Difference::Missing));
        }
    }
    for (name, _) in strange {
        if !found.iter().any(|(told, _)| told == name) {
            found.push((name.clone(), Difference::Unknown));
        }
    }
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
