//! Text that may reach a terminal: the one type that widgets, plain output, errors and logs accept.

use std::fmt::{self, Write as _};
use std::ops::Deref;

use unicode_general_category::{GeneralCategory, get_general_category};
use unicode_normalization::UnicodeNormalization;

/// Most characters of a name.
pub const NAME_MAX: usize = 50;
/// Most characters of an address.
pub const ADDRESS_MAX: usize = 200;
/// Most characters of a note.
pub const NOTE_MAX: usize = 500;
/// Most combining marks on one character: more is an attack, not a script.
const MARKS_MAX: usize = 8;

/// Why a text is refused at the border.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// A control, bidi, zero-width, separator, private or unassigned character.
    #[error("character U+{0:04X} is not allowed")]
    Character(u32),
    /// More characters than the field holds.
    #[error("longer than {0} characters")]
    TooLong(usize),
    /// Too many combining marks on one character.
    #[error("too many combining marks")]
    Marks,
}

/// NFC text without control, bidi, zero-width or unassigned characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CleanText(String);

impl CleanText {
    /// Lets a text in at the border: normalised, checked, trimmed.
    ///
    /// # Errors
    /// A character that may not reach a terminal, or more than `max` characters.
    pub fn parse(text: &str, max: usize) -> Result<Self, TextError> {
        let text: String = text.trim().nfc().collect();
        let mut marks = 0;
        for (n, c) in text.chars().enumerate() {
            if n >= max {
                return Err(TextError::TooLong(max));
            }
            if !allowed(c) {
                return Err(TextError::Character(u32::from(c)));
            }
            marks = if is_mark(c) { marks + 1 } else { 0 };
            if marks > MARKS_MAX {
                return Err(TextError::Marks);
            }
        }
        Ok(Self(text))
    }

    /// Shows text of unknown origin (stored data, file names, error messages): what may not reach a
    /// terminal becomes visible as ⟦U+202E⟧ instead of being dropped.
    pub fn shown(text: &str) -> Self {
        let mut out = String::with_capacity(text.len());
        let mut marks = 0;
        for c in text.chars() {
            marks = if is_mark(c) { marks + 1 } else { 0 };
            if allowed(c) && marks <= MARKS_MAX {
                out.push(c);
            } else {
                let _ = write!(out, "⟦U+{:04X}⟧", u32::from(c));
            }
        }
        Self(out)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether two names are the same: blanks do not count.
    pub fn same_name(&self, other: &Self) -> bool {
        let plain = |text: &Self| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        plain(self) == plain(other)
    }
}

fn is_mark(c: char) -> bool {
    matches!(
        get_general_category(c),
        GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark | GeneralCategory::SpacingMark
    )
}

/// Whether a character may reach a terminal. Mongolian variation selectors are format characters that
/// the script needs; they have no width and cannot reorder.
fn allowed(c: char) -> bool {
    if c == ' ' || matches!(c, '\u{180B}'..='\u{180D}' | '\u{180F}') {
        return true;
    }
    !matches!(
        get_general_category(c),
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
            | GeneralCategory::PrivateUse
            | GeneralCategory::Surrogate
            | GeneralCategory::Unassigned
    ) && !matches!(
        c,
        '\u{034F}' | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{FE00}'..='\u{FE0F}'
    )
}

impl Deref for CleanText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CleanText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl AsRef<str> for CleanText {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// Only for texts of our own, known when compiled.
impl From<&'static str> for CleanText {
    fn from(text: &'static str) -> Self {
        Self::shown(text)
    }
}
