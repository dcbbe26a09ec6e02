//! Who came in by earlier rosters and is not in this one; and the memberships that end where a roster is said to be
//! complete.

use chrono::NaiveDate;

use super::ids::{EntryId, RecipientId};
use super::roster::RowPerson;
use super::text::CleanText;

/// Missing people of whom a report tells, at most: nobody reads more.
pub const MISSING_MAX: usize = 1_000;
/// Missing people who are counted, at most: of more than that the roster is no successor of those before.
pub const MISSING_COUNTED: u64 = 10_000;

/// Somebody whom a roster does not name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingPerson {
    /// Who.
    pub whom: RowPerson,
    /// The version that was seen.
    pub rev: i64,
    /// The name of the township.
    pub township: CleanText,
    /// The name of the village; empty where it is not known.
    pub village: CleanText,
    /// Categories and groups held today that the roster is about; of a complete one those that end.
    pub labels: Vec<CleanText>,
    /// The roster that they came in by, and its day.
    pub roster: Option<(CleanText, NaiveDate)>,
}

/// Those whom earlier rosters of the same townships and labels named and this one does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// The first [`MISSING_MAX`] of them.
    pub people: Vec<MissingPerson>,
    /// How many, counted up to [`MISSING_COUNTED`].
    pub count: u64,
    /// The townships and labels that the roster is about.
    pub about: Vec<CleanText>,
}

/// For whom a roster is said to be complete.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Complete {
    /// Townships, by their official names; none for all.
    pub townships: Vec<CleanText>,
    /// Categories and groups; none for all that the roster names.
    pub labels: Vec<CleanText>,
    /// The last day of the memberships of those who are missing.
    pub on: NaiveDate,
}

impl Complete {
    /// The townships and labels in one text.
    pub fn about(&self) -> CleanText {
        let all: Vec<&str> = self.townships.iter().chain(&self.labels).map(CleanText::as_str).collect();
        CleanText::shown(&all.join("、"))
    }
}

/// What ends of those who are missing in a complete roster: all of it, with the roster, or nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingEnds {
    /// Names the act.
    pub id: EntryId,
    /// The last day.
    pub on: NaiveDate,
    /// For what the roster is complete, for the audit.
    pub about: CleanText,
    /// Whose, with the version that was seen, and which categories and groups.
    pub people: Vec<(RecipientId, i64, Vec<CleanText>)>,
}
