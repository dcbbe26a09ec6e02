//! Facts as they are typed into the forms of a person.

use std::ops::RangeInclusive;

use chrono::NaiveDate;

use crate::domain::date::{DayError, Typed};
use crate::domain::text::{CleanText, fold_width};

/// Digits with the blanks and hyphens that people write between them; none where nothing is typed.
///
/// # Errors
/// Other characters, or too few or too many.
pub(super) fn digits(typed: &str, fits: RangeInclusive<usize>) -> Result<Option<CleanText>, ()> {
    let folded = fold_width(typed);
    let bare = folded.trim().strip_prefix("+86").unwrap_or(folded.trim());
    let digits: String =
        bare.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2212}')).collect();
    if digits.is_empty() {
        return Ok(None);
    }
    if !fits.contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(());
    }
    CleanText::parse(&digits, *fits.end()).map(Some).map_err(|_| ())
}

/// A birth date; none where nothing is typed.
///
/// # Errors
/// It is no day.
pub(super) fn birth(typed: &str, today: NaiveDate) -> Result<Option<NaiveDate>, ()> {
    match Typed::on(today).read(typed) {
        Ok(day) => Ok(Some(day)),
        Err(DayError::Empty) => Ok(None),
        Err(DayError::Form | DayError::Missing) => Err(()),
    }
}
