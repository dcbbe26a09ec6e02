//! Whom a roster's row means: by ID number, else by name, township and birth date or village.

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Transaction};

use crate::domain::place::TownshipCode;
use crate::domain::roster::RosterEntry;
use crate::store::file::error::Result;
use crate::store::{codec, columns};

/// Whom a row means.
pub(crate) enum Found {
    /// Nobody yet.
    Nobody,
    /// This recipient.
    One {
        /// Its local number.
        no: i64,
        /// Whether the ID number said so.
        by_id: bool,
    },
    /// More than one, and nothing in the row tells which.
    Several,
}

/// Those of a name in a township.
pub(crate) const NAMESAKES: &str = "SELECT r.local_id, r.birth, v.name FROM recipient AS r
     INDEXED BY recipient_name JOIN village AS v ON v.local_id = r.village
     WHERE r.name = ?1 AND r.township = ?2 AND r.kind = ?3";

/// As [`NAMESAKES`], only those whose ID number is not known.
pub(crate) const UNNUMBERED: &str = "SELECT r.local_id, r.birth, v.name FROM recipient AS r
     INDEXED BY recipient_unnumbered JOIN village AS v ON v.local_id = r.village
     WHERE r.name = ?1 AND r.township = ?2 AND r.kind = ?3 AND r.id_key IS NULL";

/// The recipient with an ID number.
pub(crate) fn by_id(tx: &Transaction<'_>, id_key: &str) -> Result<Option<i64>> {
    let mut statement = tx.prepare_cached("SELECT local_id FROM recipient WHERE id_key = ?1")?;
    Ok(statement.query_row([id_key], |row| row.get(0)).optional()?)
}

/// The recipients whom a row without a known ID number may mean. Two different ID numbers are two people,
/// however alike the rest.
pub(crate) fn by_name(
    tx: &Transaction<'_>,
    entry: &RosterEntry,
    township: &TownshipCode,
) -> Result<Vec<i64>> {
    let sql = if entry.id_number.is_some() { UNNUMBERED } else { NAMESAKES };
    alike_of(tx, sql, entry, township)
}

/// Of those whom a statement as [`NAMESAKES`] brings, the ones who are alike.
pub(crate) fn alike_of(
    tx: &Transaction<'_>,
    sql: &str,
    entry: &RosterEntry,
    township: &TownshipCode,
) -> Result<Vec<i64>> {
    let mut statement = tx.prepare_cached(sql)?;
    let mut rows = statement.query((entry.name.as_str(), &township.0, codec::kind_code(entry.kind)))?;
    let mut same = Vec::new();
    while let Some(row) = rows.next()? {
        let birth: Option<NaiveDate> = row.get(1)?;
        if alike(entry, birth, columns::borrowed(row, 2)?) {
            same.push(row.get(0)?);
        }
    }
    Ok(same)
}

/// What so many alike come to: nobody, one, or several.
pub(crate) fn one_or_several(same: &[i64]) -> Found {
    match same {
        [] => Found::Nobody,
        [no] => Found::One { no: *no, by_id: false },
        _ => Found::Several,
    }
}

/// Whether birth dates or villages say that two of the same name and township are one. Birth dates that
/// are both known decide alone.
fn alike(entry: &RosterEntry, birth: Option<NaiveDate>, village: &str) -> bool {
    match (entry.birth, birth) {
        (Some(ours), Some(theirs)) => ours == theirs,
        (None, _) | (_, None) => entry.village.as_deref().unwrap_or_default() == village,
    }
}
