//! Columns as the register shows them, and texts as it stores them.

use rusqlite::Row;

use crate::domain::text::CleanText;

/// A stored text without a copy of it.
pub(crate) fn borrowed<'r>(row: &'r Row<'_>, at: usize) -> rusqlite::Result<&'r str> {
    Ok(row.get_ref(at)?.as_str()?)
}

/// As [`borrowed`], for a column that may be empty.
pub(crate) fn if_any<'r>(row: &'r Row<'_>, at: usize) -> rusqlite::Result<Option<&'r str>> {
    Ok(row.get_ref(at)?.as_str_or_null()?)
}

/// Stored text on its way to a screen.
pub(crate) fn text(stored: &str) -> CleanText {
    CleanText::shown(stored)
}

/// As [`text`], for a column that may be empty.
pub(crate) fn maybe(stored: Option<String>) -> Option<CleanText> {
    stored.filter(|text| !text.is_empty()).map(|text| CleanText::shown(&text))
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
