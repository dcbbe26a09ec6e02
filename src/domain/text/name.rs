//! Names as rosters write them, and the width of characters.

use unicode_general_category::{GeneralCategory, get_general_category};

use super::{CleanText, NAME_MAX, TextError};

/// The dot of a name of two parts, 乌云·其木格.
const MIDDLE_DOT: char = '\u{B7}';

/// Lets a name in at the border: blanks inside Han names removed (张 三 is 张三), single blanks inside
/// other names kept, every look-alike of the middle dot written as U+00B7, letters and digits at plain
/// width.
///
/// # Errors
/// As [`CleanText::parse`], with at most [`NAME_MAX`] characters.
pub fn name(raw: &str) -> Result<CleanText, TextError> {
    let mut out = String::with_capacity(raw.len());
    let mut before = None;
    let mut blank = false;
    for c in raw.trim().chars() {
        if get_general_category(c) == GeneralCategory::SpaceSeparator {
            blank = true;
            continue;
        }
        let narrow = half_width(c);
        let c = middle_dot(if narrow.is_ascii_alphanumeric() { narrow } else { c });
        if blank && !joins(c) && before.is_some_and(|before| !joins(before)) {
            out.push(' ');
        }
        blank = false;
        before = Some(c);
        out.push(c);
    }
    CleanText::parse(&out, NAME_MAX)
}

/// Full-width ASCII and the ideographic blank as plain ASCII: １２ＡＢ becomes 12AB.
pub fn fold_width(text: &str) -> String {
    text.chars().map(half_width).collect()
}

/// One character of [`fold_width`].
pub fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// The middle dot for each of its look-alikes; other characters stay.
pub(super) fn middle_dot(c: char) -> char {
    match c {
        '\u{0387}' | '\u{2022}' | '\u{2027}' | '\u{2219}' | '\u{22C5}' | '\u{2E31}' | '\u{2E33}'
        | '\u{30FB}' | '\u{FF65}' => MIDDLE_DOT,
        _ => c,
    }
}

/// Whether a blank beside the character carries no meaning: Han is written without blanks.
fn joins(c: char) -> bool {
    c == MIDDLE_DOT
        || matches!(c, '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
            | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}
