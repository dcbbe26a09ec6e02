//! The numbers of a date, however they are parted.

use chrono::NaiveDate;

use super::DayError;
use crate::domain::text::fold_width;

/// The text in half width, with the signs that an input method sends for a dot, a slash and a minus.
pub(super) fn folded(text: &str) -> String {
    fold_width(text)
        .trim()
        .chars()
        .map(|c| match c {
            '。' | '｡' => '.',
            '、' => '/',
            '\u{2212}' | '—' | '–' => '-',
            other => other,
        })
        .collect()
}

/// The numbers of a date in half width, blanks around them dropped; none if anything else stands in it.
pub(super) fn split(date: &str) -> Option<Vec<&str>> {
    let parts: Vec<&str> = date.split(['年', '月', '.', '-', '/']).map(str::trim).collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.iter().all(is_number).then_some(parts)
}

/// A whole date from its numbers; none if they are another form.
pub(super) fn whole(parts: &[&str]) -> Option<Result<NaiveDate, DayError>> {
    match *parts {
        [year, month, day] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => {
            Some(ymd(year, month, day))
        }
        [run] if run.len() == 8 => {
            let (year, rest) = run.split_at_checked(4)?;
            let (month, day) = rest.split_at_checked(2)?;
            Some(ymd(year, month, day))
        }
        _ => None,
    }
}

/// A number of at most four digits.
pub(super) fn number(text: &str) -> Result<u32, DayError> {
    if text.len() <= 4 { text.parse().map_err(|_| DayError::Form) } else { Err(DayError::Form) }
}

fn ymd(year: &str, month: &str, day: &str) -> Result<NaiveDate, DayError> {
    let year: i32 = year.parse().map_err(|_| DayError::Form)?;
    NaiveDate::from_ymd_opt(year, number(month)?, number(day)?).ok_or(DayError::Missing)
}
