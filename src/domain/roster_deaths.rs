//! A list of the dead: what its rows say of people who are registered. It adds nobody.

use chrono::NaiveDate;

use super::roster::RowPerson;
use super::text::CleanText;

/// Rows of a list of the dead that are told, at most.
pub const DEATHS_MAX: usize = 5_000;

/// The day of death as a row tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeathDay {
    /// The day of the death.
    Died(NaiveDate),
    /// Another day that follows it: the cremation.
    Behind(NaiveDate),
    /// None that can be read.
    Unreadable,
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeathFate {
    /// The death is recorded on the day.
    Sets,
    /// The same on the day of the cremation, since the row tells no other.
    SetsBehind,
    /// The row tells no day, or one that cannot be: the person is held back until somebody decides.
    Holds,
    /// It is recorded on this day already.
    Known,
    /// It is recorded on another day, which stays.
    OtherDay(NaiveDate),
    /// Nobody is registered whom the row names.
    Stranger,
    /// Somebody of the name with the birth date or the place of the row, or a number that is a slip away: to be decided.
    Perhaps,
    /// The number is registered under another name.
    OtherName,
    /// Somebody is meant who is held back already or gone, and the row tells no day, or one that cannot be.
    NoDay,
    /// A row before is about the same person.
    Again,
}

impl DeathFate {
    /// Its stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Sets => "sets",
            Self::SetsBehind => "sets_day_of_cremation",
            Self::Holds => "holds",
            Self::Known => "known",
            Self::OtherDay(_) => "other_day",
            Self::Stranger => "not_registered",
            Self::Perhaps => "perhaps",
            Self::OtherName => "other_name",
            Self::NoDay => "no_day",
            Self::Again => "again",
        }
    }

    /// Whether the row writes something.
    pub fn sets(self) -> bool {
        matches!(self, Self::Sets | Self::SetsBehind | Self::Holds)
    }

    /// Whether somebody should look at the row.
    pub fn is_open(self) -> bool {
        matches!(self, Self::OtherDay(_) | Self::Perhaps | Self::OtherName | Self::NoDay)
    }
}

/// A row of a list of the dead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeathRow {
    /// Row number as a spreadsheet shows it, from 1.
    pub row: u64,
    /// Its sheet; empty where the file has one.
    pub sheet: CleanText,
    /// Whom it is about.
    pub whom: RowPerson,
    /// The day that it tells.
    pub day: Option<NaiveDate>,
    /// What becomes of it.
    pub fate: DeathFate,
}
