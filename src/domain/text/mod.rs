//! Text that may reach a terminal: the one type that widgets, plain output, errors and logs accept.

mod births;
#[cfg(test)]
mod births_tests;
mod dates;
mod digits;
mod glued;
mod groups;
mod heads;
mod kin;
mod lookalikes;
pub mod mask;
#[cfg(test)]
mod mask_tests;
mod name;
mod numbers;
#[cfg(test)]
mod numbers_tests;
mod numerals;
mod overlong;
#[cfg(test)]
mod overlong_tests;
mod own_birth;
mod periods;
mod person_name;
mod private_use;
mod scattered;
#[cfg(test)]
mod separators_tests;
mod shaped;
#[cfg(test)]
mod shaped_tests;
mod system;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::ops::Deref;

use chrono::NaiveDate;
use unicode_general_category::{GeneralCategory, get_general_category};
use unicode_normalization::UnicodeNormalization as _;

pub use kin::{kin_behind, kin_beside};
pub use name::{
    dotted_otherwise, fold_width, folded as folded_name, half_width, is_private, lost, name, name_key,
    on_one_line, plain_han_text, same_hand, same_name,
};
pub use person_name::{NameError, PersonName, person_name};
pub use system::system_words;

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
        let text = text.trim();
        if text.chars().all(is_plain) {
            let fits = text.chars().nth(max).is_none();
            return if fits { Ok(Self(text.to_owned())) } else { Err(TextError::TooLong(max)) };
        }
        let text: String = text.nfc().collect();
        let mut marks = 0;
        let mut before = None;
        for (n, c) in text.chars().enumerate() {
            if n >= max {
                return Err(TextError::TooLong(max));
            }
            if !allowed(c, before) {
                return Err(TextError::Character(u32::from(c)));
            }
            before = Some(c);
            marks = if is_mark(c) { marks + 1 } else { 0 };
            if marks > MARKS_MAX {
                return Err(TextError::Marks);
            }
        }
        Ok(Self(text))
    }

    /// Shows text of unknown origin (stored data, arguments, file names, error messages): numbers of people inside it are
    /// masked, and what may not reach a terminal becomes visible as ⟦U+202E⟧ instead of being dropped.
    pub fn shown(text: &str) -> Self {
        match mask::text(text) {
            Cow::Borrowed(text) => Self::unmasked(text),
            Cow::Owned(masked) => Self::made(masked),
        }
    }

    /// As [`CleanText::shown`], of a text about somebody whose birth date this is: it is masked wherever it stands.
    pub fn about(text: &str, birth: Option<NaiveDate>) -> Self {
        match mask::text_about(text, birth) {
            Cow::Borrowed(text) => Self::unmasked(text),
            Cow::Owned(masked) => Self::made(masked),
        }
    }

    /// As [`CleanText::unmasked`], of a text that was made for it: it is not copied again.
    fn made(text: String) -> Self {
        if all_plain(&text) { Self(text) } else { Self::unmasked(&text) }
    }

    /// As [`CleanText::shown`] with every number as it is: for what goes back into the register, and for numbers that
    /// somebody asked to see with a reason.
    pub fn unmasked(text: &str) -> Self {
        if all_plain(text) {
            return Self(text.to_owned());
        }
        let mut out = String::with_capacity(text.len());
        let mut marks = 0;
        let mut before = None;
        for c in text.chars() {
            marks = if is_mark(c) { marks + 1 } else { 0 };
            if allowed(c, before) && marks <= MARKS_MAX {
                out.push(c);
            } else {
                let _ = write!(out, "⟦U+{:04X}⟧", u32::from(c));
            }
            before = Some(c);
        }
        Self(out)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether two names are the same, as [`same_name`] tells.
    pub fn same_name(&self, other: &Self) -> bool {
        same_name(&self.0, &other.0)
    }

    /// Whether two names of those who hand over or receive are the same, as [`same_hand`] tells.
    pub fn same_hand(&self, other: &Self) -> bool {
        same_hand(&self.0, &other.0)
    }

    /// Whether it has neither a letter nor a digit: a reason of signs alone is none.
    pub fn says_nothing(&self) -> bool {
        !self.0.chars().any(char::is_alphanumeric)
    }
}

/// Whether a Han character is a digit, in either form.
pub(in crate::domain) fn han_digit(c: char) -> bool {
    digits::han(c).is_some()
}

/// The value of a number in Han or other digits, of 十二 too.
pub(in crate::domain) fn numeral(text: &str) -> Option<u32> {
    dates::value(text).map(|(value, _)| value)
}

/// Printable ASCII and the common Han: allowed, no marks, and the same in every normal form, so that most
/// cells of a million rows need not be looked up.
pub(super) fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{4E00}'..='\u{9FA5}')
}

/// Whether every character is: numbers, which are of ASCII, by their bytes.
fn all_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~')) || text.chars().all(is_plain)
}

fn is_mark(c: char) -> bool {
    matches!(
        get_general_category(c),
        GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark | GeneralCategory::SpacingMark
    )
}

/// Whether a character may reach a terminal after the one before it.
fn allowed(c: char, before: Option<char>) -> bool {
    if is_mongolian_selector(c) {
        return before.is_some_and(is_mongolian_letter);
    }
    !is_invisible(c)
        && !matches!(
            get_general_category(c),
            GeneralCategory::Control
                | GeneralCategory::Format
                | GeneralCategory::LineSeparator
                | GeneralCategory::ParagraphSeparator
                | GeneralCategory::PrivateUse
                | GeneralCategory::Surrogate
                | GeneralCategory::Unassigned
        )
}

/// The free variation selectors and the vowel separator: Mongolian cannot be spelled without them. They
/// have no width and cannot reorder, but anywhere else they would only hide a difference.
pub fn is_mongolian_selector(c: char) -> bool {
    matches!(c, '\u{180B}'..='\u{180F}')
}

/// The text without selectors that stand on no letter, which a field does not take either: they are left behind when a
/// text is copied out of another program, and nobody sees them.
pub fn without_stray_selectors(text: &str) -> Cow<'_, str> {
    if !text.contains(is_mongolian_selector) {
        return Cow::Borrowed(text);
    }
    let mut before = None;
    let stays = |c: &char| {
        let before = before.replace(*c);
        !is_mongolian_selector(*c) || before.is_some_and(is_mongolian_letter)
    };
    Cow::Owned(text.chars().filter(stays).collect())
}

fn is_mongolian_letter(c: char) -> bool {
    matches!(c, '\u{1820}'..='\u{1878}' | '\u{1880}'..='\u{18AA}')
}

/// Letters and marks by category that nobody can see (default ignorable): the grapheme joiner, Hangul
/// fillers, Khmer inherent vowels, variation selectors. Two names must not differ by these alone.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{034F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{3164}' | '\u{FFA0}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}'
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
        Self::unmasked(text)
    }
}
