//! What a row is: a person, a foot, something that nobody knows, or nothing.

use super::footer;
use super::head_text;
use super::header::Header;
use crate::domain::roster::Column;
use crate::domain::text::CleanText;
use crate::tabular::{CellKind, RawRow};

/// What a row is.
pub(super) enum Standing {
    /// Somebody, or what should be.
    Data,
    /// A known foot, a running number alone, cells of other people alone.
    Nothing,
    /// Texts in columns that nobody knows, and nobody: told.
    Unknown(CleanText),
    /// A foot by where it stands, whatever it says: told.
    Foot(CleanText),
}

/// Marks in the column of running numbers that stand for a number.
const MARKS: &[&str] = &["新增", "新", "增", "补", "加", "续", "附", "同上", "另"];

/// What a row is that is no head.
pub(super) fn standing(row: &RawRow, header: &Header) -> Standing {
    let is_filled = |at: usize| row.kind(at) != CellKind::Filled && !row.cell(at).trim().is_empty();
    if header.places().any(|(_, at)| is_filled(at)) {
        if footer::is_footer(row, header) {
            return Standing::Nothing;
        }
        let told = foot(row, header).or_else(|| footer::signature(row, header));
        return told.map_or(Standing::Data, |text| Standing::Foot(CleanText::shown(text)));
    }
    let mut filled = (0..row.width()).filter(|&at| is_filled(at));
    let Some(first) = filled.next() else { return Standing::Nothing };
    let text = row.cell(first).trim();
    // Cells of other people alone are of the household above; a number alone is a line to fill in.
    let is_of_others = !header.is_unknown_at(first) || filled.any(|at| !header.is_unknown_at(at));
    let is_silent = is_of_others
        || head_text::is_figure(text)
        || head_text::is_sentence(text)
        || !text.chars().any(char::is_alphabetic)
        || footer::is_footer(row, header);
    if is_silent { Standing::Nothing } else { Standing::Unknown(CleanText::shown(text)) }
}

/// The word where everybody has a running number and a row has something else: 注意事项, 公示. Whoever has an ID number or a
/// township of their own is a person.
fn foot<'a>(row: &'a RawRow, header: &Header) -> Option<&'a str> {
    let text = row.cell(header.habits().number?).trim();
    let is_word = text.chars().any(char::is_alphabetic)
        && !text.chars().any(char::is_numeric)
        && !MARKS.contains(&text)
        && text.chars().count() > 1;
    let cell = |column| header.at(column).map_or("", |at| row.cell(at).trim());
    let has_id = cell(Column::IdNumber).chars().filter(char::is_ascii_alphanumeric).count() >= 15;
    (is_word && !has_id && cell(Column::Township).is_empty()).then_some(text)
}
