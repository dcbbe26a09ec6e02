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
        /// What said so.
        by: MatchedBy,
        /// Whom the row names, where that one was merged into this recipient.
        through: Option<i64>,
    },
    /// More than one, and nothing in the row tells which.
    Several,
}

/// What says whom a row means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MatchedBy {
    /// The ID number.
    Number,
    /// The ID number but for its check digit, which is a slip in one of them: the digits before it ask for one alone.
    NumberButCheckDigit,
    /// Name, township, and birth date or village.
    Name,
}

impl MatchedBy {
    /// By a number, as it was found.
    pub(crate) fn number(found: NumberMatch) -> Self {
        if found.exact { Self::Number } else { Self::NumberButCheckDigit }
    }
}

/// A recipient with an ID number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NumberMatch {
    /// Its local number.
    pub(crate) no: i64,
    /// Whether it is the very number, not one with another check digit.
    pub(crate) exact: bool,
}

/// The digits of an ID number before its check digit.
pub(crate) fn body(id_key: &str) -> &str {
    id_key.get(..17).unwrap_or(id_key)
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

/// The recipient with an ID number, else one with another check digit.
pub(crate) fn by_id(tx: &Transaction<'_>, id_key: &str) -> Result<Option<NumberMatch>> {
    let mut statement = tx.prepare_cached(
        "SELECT local_id, id_key = ?1 FROM recipient WHERE id_key >= ?2 AND id_key <= ?2 || 'X'
         ORDER BY id_key = ?1 DESC LIMIT 1",
    )?;
    Ok(statement.query_row((id_key, body(id_key)), number_match).optional()?)
}

/// A row of a local number, and whether the ID number is the very one.
pub(crate) fn number_match(row: &rusqlite::Row<'_>) -> rusqlite::Result<NumberMatch> {
    Ok(NumberMatch { no: row.get(0)?, exact: row.get(1)? })
}

/// What so many alike come to: nobody, one, or several.
pub(crate) fn one_or_several(same: &[i64]) -> Found {
    match same {
        [] => Found::Nobody,
        [no] => Found::One { no: *no, by: MatchedBy::Name, through: None },
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
