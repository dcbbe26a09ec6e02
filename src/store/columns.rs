//! Columns as the register shows them, and texts as it stores them.

use chrono::NaiveDate;
use rusqlite::Row;
use rusqlite::types::ValueRef;

use crate::domain::text::CleanText;

/// A stored text without a copy of it.
pub(crate) fn borrowed<'r>(row: &'r Row<'_>, at: usize) -> rusqlite::Result<&'r str> {
    Ok(row.get_ref(at)?.as_str()?)
}

/// As [`borrowed`], for a column that may be empty.
pub(crate) fn if_any<'r>(row: &'r Row<'_>, at: usize) -> rusqlite::Result<Option<&'r str>> {
    Ok(row.get_ref(at)?.as_str_or_null()?)
}

/// A stored number, for what reads ten thousand rows: the general way costs twice as much.
pub(crate) fn number(row: &Row<'_>, at: usize) -> rusqlite::Result<i64> {
    Ok(row.get_ref(at)?.as_i64()?)
}

/// A stored day; none where the column is empty. The general parser of days costs ten times as much.
pub(crate) fn day(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<NaiveDate>> {
    let stored = row.get_ref(at)?;
    if let ValueRef::Text(text) = stored
        && let Some(day) = parse_day(text)
    {
        return Ok(Some(day));
    }
    // What is no day becomes an error that names the column.
    row.get(at)
}

/// As [`day`], of a column that is never empty.
pub(crate) fn set_day(row: &Row<'_>, at: usize) -> rusqlite::Result<NaiveDate> {
    day(row, at)?.map_or_else(|| row.get(at), Ok)
}

/// A day of the calendar, written 2024-02-02.
pub(crate) fn parse_day(text: &[u8]) -> Option<NaiveDate> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else { return None };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0, |number: u32, digit| {
            digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0'))
        })
    };
    let year = number(&[y1, y2, y3, y4])?.try_into().ok()?;
    NaiveDate::from_ymd_opt(year, number(&[m1, m2])?, number(&[d1, d2])?)
}

/// Stored text on its way to a screen.
pub(crate) fn text(stored: &str) -> CleanText {
    CleanText::shown(stored)
}

/// As [`text`], for a column that may be empty.
pub(crate) fn maybe(stored: Option<String>) -> Option<CleanText> {
    stored.filter(|text| !text.is_empty()).map(|text| CleanText::shown(&text))
}

/// As [`maybe`], of a text about somebody whose birth date this is.
pub(crate) fn about(stored: Option<String>, birth: Option<NaiveDate>) -> Option<CleanText> {
    stored.filter(|text| !text.is_empty()).map(|text| CleanText::about(&text, birth))
}

/// A stored text as it is: for what is compared with the register or written back, and for numbers that somebody
/// asked to see with a reason.
pub(crate) fn unmasked(stored: Option<String>) -> Option<CleanText> {
    stored.filter(|text| !text.is_empty()).map(|text| CleanText::unmasked(&text))
}

/// A text that says something.
pub(crate) fn non_empty(text: Option<&CleanText>) -> Option<&str> {
    text.map(CleanText::as_str).filter(|text| !text.is_empty())
}
