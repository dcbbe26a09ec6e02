//! The yearly confirmation (年度确认): everybody with a category is seen once a year.

use chrono::NaiveDate;

use crate::domain::text::CleanText;

/// How far a year's confirmation has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmProgress {
    /// The year.
    pub year: i32,
    /// When people are confirmed.
    pub window: ConfirmWindow,
    /// By township, in the order of their codes.
    pub lines: Vec<ConfirmLine>,
}

/// When people are confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConfirmWindow {
    /// The first day.
    pub opens: NaiveDate,
    /// The last day.
    pub due_until: NaiveDate,
}

/// A township.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConfirmLine {
    /// Its name.
    pub township: CleanText,
    /// Who is to be seen.
    pub planned: u64,
    /// Who was confirmed.
    pub confirmed: u64,
    /// Who was not confirmed, but seen at a call.
    pub seen: u64,
    /// Who was seen or confirmed for the first time within the last seven days.
    pub this_week: u64,
}

impl ConfirmLine {
    /// Who was not seen yet.
    pub fn open(&self) -> u64 {
        self.planned - self.confirmed - self.seen
    }
}
