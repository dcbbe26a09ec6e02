//! The phones of people who are due now, opened for a session with one reason. Nothing else about them is opened.

use std::fmt;

use super::holiday::RoundCode;
use super::ids::RecipientId;
use super::text::CleanText;

/// The opening as the audit keeps it: phones are told to whoever shows the line that stands in the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneGrant {
    /// Whoever is due in this round.
    pub round: RoundCode,
    /// The device that wrote the line.
    pub device: CleanText,
    /// The number of the line on that device.
    pub device_seq: i64,
    /// The number of its row.
    pub line: i64,
}

/// The phones of some people, in full.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct DuePhones {
    /// Whether the register holds the opening: if not, nothing is told.
    pub granted: bool,
    /// Those who are due now and have a phone.
    pub phones: Vec<(RecipientId, CleanText)>,
}

impl fmt::Debug for DuePhones {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DuePhones({}, {} masked)", self.granted, self.phones.len())
    }
}

/// Fewest digits of a phone: a local number without its area code.
const SHORTEST: usize = 7;
/// Most digits of one: a mobile number behind 0086.
const LONGEST: usize = 15;

/// Digits of a phone that is typed: from a local number to the longest with its codes.
pub const DIGITS: std::ops::RangeInclusive<usize> = SHORTEST..=20;

/// Whether a stored phone is one phone or several, and no other number, and no name or note, hides among them.
pub fn holds_phones_only(stored: &str) -> bool {
    let parts = stored.split(['/', '、', ',', '，', ';', '；']).map(str::trim);
    let mut parts = parts.filter(|part| !part.is_empty()).peekable();
    parts.peek().is_some()
        && parts.all(|part| {
            let digits = part.chars().filter(char::is_ascii_digit).count();
            let plain = part.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '+' | '(' | ')'));
            // An ID number of 15 digits begins with a place, a phone of so many with the country.
            let longest = if part.starts_with("0086") { LONGEST } else { LONGEST - 2 };
            plain && (SHORTEST..=longest).contains(&digits)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_phones_are_opened() {
        for phone in [
            "16400000000",
            "+86 164 0000 0000",
            "0479-4222222",
            "4222222",
            "16400000000/0479-4222222",
            "0086 16400000000",
        ] {
            assert!(holds_phones_only(phone), "{phone}");
        }
        for other in [
            "",
            "/",
            "152599195208010013",
            "152599520801001",
            "152599/19520801/0013",
            "6228480123987654321",
            "16400000000 女儿",
            "16400000000/152599195208010013",
            "12345",
        ] {
            assert!(!holds_phones_only(other), "{other}");
        }
    }

    #[test]
    fn what_is_debugged_tells_no_phone() {
        let id = "0190c2a4-0000-7000-8000-000000000001".parse().unwrap();
        let told = DuePhones { granted: true, phones: vec![(id, "16400000000".into())] };
        assert_eq!(format!("{told:?}"), "DuePhones(true, 1 masked)");
    }
}
