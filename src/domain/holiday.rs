//! Holidays, rounds' names and windows, and the lunar calendar.

use chrono::NaiveDate;

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
