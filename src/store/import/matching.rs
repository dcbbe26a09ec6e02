//! Whom a roster's row means: by ID number, else by name, township and birth date or village.

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Transaction};

use crate::domain::roster::RosterEntry;
use crate::store::file::error::Result;

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
        /// Whom the row names, where that one was merged into this recipient.
        through: Option<i64>,
    },
    /// More than one, and nothing in the row tells which.
    Several,
}

/// The statements that bring those of a name in a township: local number, birth date, village, and whether the ID
/// number is known.
pub(crate) struct Statements {
    /// Everybody.
    pub(crate) everybody: &'static [&'static str],
    /// Those whose ID number is not known.
    pub(crate) unnumbered: &'static [&'static str],
}

/// Over the register.
pub(crate) const REGISTER: Statements = Statements { everybody: &[NAMESAKES], unnumbered: &[UNNUMBERED] };

pub(crate) const NAMESAKES: &str =
    "SELECT r.local_id, r.birth, v.name, r.id_key IS NOT NULL FROM recipient AS r
     INDEXED BY recipient_name JOIN village AS v ON v.local_id = r.village
     WHERE r.name = ?1 AND r.township = ?2 AND r.kind = ?3";

/// As [`NAMESAKES`], only those whose ID number is not known.
pub(crate) const UNNUMBERED: &str = "SELECT r.local_id, r.birth, v.name, 0 FROM recipient AS r
     INDEXED BY recipient_unnumbered JOIN village AS v ON v.local_id = r.village
     WHERE r.name = ?1 AND r.township = ?2 AND r.kind = ?3 AND r.id_key IS NULL";

impl Statements {
    /// Those for a row. Two different ID numbers are two people, however alike the rest.
    pub(crate) fn of(&self, entry: &RosterEntry) -> &'static [&'static str] {
        if entry.id_number.is_some() { self.unnumbered } else { self.everybody }
    }
}

/// The recipient with an ID number.
pub(crate) fn by_id(tx: &Transaction<'_>, id_key: &str) -> Result<Option<i64>> {
    let mut statement = tx.prepare_cached("SELECT local_id FROM recipient WHERE id_key = ?1")?;
    Ok(statement.query_row([id_key], |row| row.get(0)).optional()?)
}

/// What so many alike come to: nobody, one, or several.
pub(crate) fn one_or_several(same: &[i64]) -> Found {
    match same {
        [] => Found::Nobody,
        [no] => Found::One { no: *no, by_id: false, through: None },
        _ => Found::Several,
    }
}

/// Whether birth dates or villages say that two of the same name and township are one. Birth dates that
/// are both known decide alone.
pub(crate) fn alike(
    birth: Option<NaiveDate>,
    village: &str,
    other_birth: Option<NaiveDate>,
    other_village: &str,
) -> bool {
    match (birth, other_birth) {
        (Some(ours), Some(theirs)) => ours == theirs,
        (None, _) | (_, None) => village == other_village,
    }
}

/// Whether nothing tells two of the same name and township apart that are not both numbered: the village of one of them is
/// not known, nor the birth dates of both. A roster's row is then a newcomer, and perhaps none.
pub(crate) fn nothing_tells_apart(
    birth: Option<NaiveDate>,
    village: &str,
    other_birth: Option<NaiveDate>,
    other_village: &str,
) -> bool {
    (village.is_empty() || other_village.is_empty()) && (birth.is_none() || other_birth.is_none())
}
