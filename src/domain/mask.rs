//! Masks for IDs, phones and bank cards, everywhere unless a reason to see more was recorded.
//!
//! They take what is stored, well formed or not, and show at most as many characters as of a well-formed
//! number; of a short text they show none.

use super::text::CleanText;

/// Shown in the place of a number that is too short to show any of it.
const HIDDEN: &str = "****";

/// Masks an ID number: `152599********0013`, of 15 digits `152599*****0013`.
///
/// Stored text that is no ID number is masked by the same rule; below 15 characters nothing is shown.
pub fn id(stored: &str) -> CleanText {
    let length = stored.chars().count();
    if length < 15 { CleanText::from(HIDDEN) } else { ends(stored, 6, length - 10, 4) }
}

/// Masks a phone number: `138****1234`; of a landline the area code and the last two digits stay, of
/// any other number its last third.
pub fn phone(stored: &str) -> CleanText {
    let digits: String = stored.chars().filter(char::is_ascii_digit).collect();
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
    let length = text.chars().count();
    let first = text.chars().take(head);
    let last = text.chars().skip(length.saturating_sub(tail));
    let masked: String = first.chain(std::iter::repeat_n('*', stars)).chain(last).collect();
    CleanText::shown(&masked)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ids_keep_their_ends() {
        for (stored, masked) in [
            ("152599195208010013", "152599********0013"),
            ("15259919520801001X", "152599********001X"),
            ("152599520801001", "152599*****1001"),
            ("15259919520801001", "152599*******1001"),
            ("15259952080100", "****"),
            ("1525", "****"),
            ("", "****"),
        ] {
            assert_eq!(id(stored).as_str(), masked);
        }
    }

    #[test]
    fn phones_keep_enough_to_be_recognised() {
        for (stored, masked) in [
            ("13812341234", "138****1234"),
            ("138 1234 1234", "138****1234"),
            ("+86 138-1234-1234", "138****1234"),
            ("04794221234", "0479*****34"),
            ("0479-4221234", "0479*****34"),
            ("01088881234", "010******34"),
            ("057188881234", "0571******34"),
            ("4221234", "*****34"),
            ("88881234", "******34"),
            ("12345", "****"),
            ("110", "****"),
            ("", "****"),
            ("无", "****"),
        ] {
            assert_eq!(phone(stored).as_str(), masked, "{stored}");
        }
    }

    #[test]
    fn cards_keep_four_digits() {
        for (stored, masked) in [
            ("6217001234567891234", "****1234"),
            ("6217 0012 3456 7891 234", "****1234"),
            ("12345678901", "****"),
            ("", "****"),
        ] {
            assert_eq!(card(stored).as_str(), masked);
        }
    }

    #[test]
    fn what_is_no_number_cannot_harm_the_terminal() {
        assert_eq!(id("\u{1b}]52;c;AAAAAAAAAAAA").as_str(), "⟦U+001B⟧]52;c*********AAAA");
        assert_eq!(phone("\u{202e}13812341234").as_str(), "138****1234");
    }

    proptest! {
        #[test]
        fn no_mask_shows_more_than_its_share(stored in "[0-9]{0,30}") {
            let shown = |masked: CleanText| masked.chars().filter(char::is_ascii_digit).count();
            let length = stored.len();
            let most = if length < 15 { 0 } else { 10 };
            prop_assert!(shown(id(&stored)) <= most);
            let most = if length == 11 || length == 13 { 7 } else { length.div_ceil(2) };
            prop_assert!(shown(phone(&stored)) <= most);
            let most = if length < 12 { 0 } else { 4 };
            prop_assert!(shown(card(&stored)) <= most);
        }
    }
}
