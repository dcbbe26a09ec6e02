//! Holidays, rounds' names and windows, and the lunar calendar.

mod code;
mod lunar;
mod window;

use chrono::NaiveDate;

pub use code::CodeError;
pub use lunar::{festival_name, lunar_label, spring_day};
pub use window::WindowError;

/// First year that the lunar calendar knows.
pub const FIRST_YEAR: i32 = 1901;
/// Last year that the lunar calendar knows.
pub const LAST_YEAR: i32 = 2100;

/// The two holidays of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Festival {
    /// 春节, first day of the first lunar month.
    Spring,
    /// 八一, 1 August.
    Army,
}

/// Names a round by its festival's year, never by the date of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoundCode {
    /// The holiday year.
    pub year: i32,
    /// The holiday.
    pub festival: Festival,
}

/// The days of a round (慰问期).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The festival itself.
    pub day: NaiveDate,
    /// First day on which visits are due; also the day on which eligibility is judged.
    pub opens: NaiveDate,
    /// Last day on which visits are due.
    pub due_until: NaiveDate,
    /// Last day of grace; after it an open item is overdue.
    pub grace_until: NaiveDate,
}

/// A year or a day outside [`FIRST_YEAR`] to [`LAST_YEAR`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the calendar knows the years {FIRST_YEAR} to {LAST_YEAR} only")]
pub struct OutOfRange;
