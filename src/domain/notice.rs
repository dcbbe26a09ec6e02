//! A list for public notice (公示): of a round, or of the reliefs that are to be decided.

use chrono::{Days, NaiveDate};

use super::holiday::RoundCode;
use super::place::TownshipCode;
use super::text::CleanText;

/// Days that a notice hangs behind its first one where none is named (公示 5 个工作日, with the days between).
const USUAL_DAYS: u64 = 6;

/// Whom it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeOf {
    /// Who is to be given something in a round.
    Round(RoundCode),
    /// Whose hardship relief has all its opinions and is neither granted nor refused.
    Relief,
}

/// A list for public notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeQuery {
    /// Whom it is about.
    pub of: NoticeOf,
    /// Only this township.
    pub township: Option<TownshipCode>,
    /// The first day and the last.
    pub days: [NaiveDate; 2],
    /// Where it hangs.
    pub place: Option<CleanText>,
    /// The phone for objections: of an office, as it was given.
    pub phone: CleanText,
}

/// Digits of the shortest number for objections: a hotline, 12345.
const SHORTEST: usize = 5;

/// Whether a text holds a phone number, whatever stands beside it.
pub fn holds_phone(text: &str) -> bool {
    super::text::fold_width(text).chars().filter(char::is_ascii_digit).count() >= SHORTEST
}

/// The last day of a notice where none is named.
pub fn usual_end(from: NaiveDate) -> NaiveDate {
    from.checked_add_days(Days::new(USUAL_DAYS)).unwrap_or(from)
}
