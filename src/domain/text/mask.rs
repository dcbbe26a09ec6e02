//! Masks for IDs, phones and bank cards, everywhere unless a reason to see more was recorded.
//!
//! They take what is stored, well formed or not, and show at most as many characters as of a well-formed
//! number; of a short text they show none.

use std::borrow::Cow;

use super::CleanText;

pub use super::numbers::{keeps_masks, line, may_hold_birth, misplaced, restored, text, text_about, typed};

/// Shown in the place of a number that is too short to show any of it.
const HIDDEN: &str = "****";
/// The stars of a well-formed number, and more.
const STARS: &str = "****************";

/// Masks an ID number: `152599********0013`, of 15 digits `152599*****0013`.
///
/// Stored text that is no ID number is masked by the same rule; below 15 characters nothing is shown.
pub fn id(stored: &str) -> CleanText {
    let length = if stored.is_ascii() { stored.len() } else { stored.chars().count() };
    if length < 15 { CleanText::from(HIDDEN) } else { ends(stored, 6, length - 10, 4) }
}

/// Masks a phone number: `138****1234`; of a landline the area code and the last two digits stay, of
/// any other number its last third.
pub fn phone(stored: &str) -> CleanText {
    let digits = if stored.bytes().all(|byte| byte.is_ascii_digit()) {
        Cow::Borrowed(stored)
    } else {
        Cow::Owned(stored.chars().filter(char::is_ascii_digit).collect::<String>())
    };
    let digits = digits.strip_prefix("86").filter(|rest| rest.len() == 11).unwrap_or(&digits);
    let (head, tail) = match (digits.len(), area_code(digits)) {
        (11, None) => (3, 4),
        (11..=12, Some(area)) => (area, 2),
        (length, _) => (0, (length / 3).min(4)),
    };
    if digits.len() < 6 {
        return CleanText::from(HIDDEN);
    }
    ends(digits, head, digits.len() - head - tail, tail)
}

/// Digits of the area code: 10 and the cities 020 to 029 have three, all others four.
fn area_code(digits: &str) -> Option<usize> {
    match digits.as_bytes() {
        [b'0', b'1' | b'2', ..] => Some(3),
        [b'0', ..] => Some(4),
        _ => None,
    }
}

/// Masks a bank card: `****1234`.
pub fn card(stored: &str) -> CleanText {
    let digits: String = stored.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.chars().count() < 12 { CleanText::from(HIDDEN) } else { ends(&digits, 0, 4, 4) }
}

/// The first `head` and last `tail` characters with `stars` between them.
fn ends(text: &str, head: usize, stars: usize, tail: usize) -> CleanText {
    // Most numbers are of bytes that are characters; a page of rows masks many.
    let ascii = text.is_ascii();
    let length = if ascii { text.len() } else { text.chars().count() };
    let byte =
        |n: usize| if ascii { n } else { text.char_indices().nth(n).map_or(text.len(), |(byte, _)| byte) };
    let first = text.get(..byte(head)).unwrap_or(text);
    let last = text.get(byte(length.saturating_sub(tail))..).unwrap_or_default();
    let mut masked = String::with_capacity(first.len() + stars + last.len());
    masked.push_str(first);
    match STARS.get(..stars) {
        Some(some) => masked.push_str(some),
        None => masked.extend(std::iter::repeat_n('*', stars)),
    }
    masked.push_str(last);
    CleanText::made(masked)
}
