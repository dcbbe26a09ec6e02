//! How fast anybody is looked up by a number: whoever tries one after another learns the digits behind a mask.

use std::time::Duration;

use super::{ParsedQuery, words};

/// Searches by a number within a minute that are answered at once.
pub(super) const FREE: u32 = 6;
/// How long one is held back that cannot be counted: the register can only be read, or is being written.
pub const UNCOUNTED: Duration = Duration::from_secs(10);

/// Whether a text is looked up among the numbers of people: as the tail of one, or as a whole one.
pub fn is_by_number(typed: &str) -> bool {
    // Most texts hold no digit, and are done with here.
    typed.bytes().filter(|byte| byte.is_ascii_digit() || *byte == 0xEF).count() >= 3
        && words(typed).iter().any(ParsedQuery::is_by_number)
}

/// How long the answer is held back to a search by a number that is the `count`th of its account within a minute.
/// Many at once wait longer than one after another.
pub fn held_back(count: u32) -> Duration {
    let beyond = u64::from(count.saturating_sub(FREE));
    Duration::from_secs(beyond.saturating_mul(beyond).saturating_mul(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_names_and_ids() {
        for typed in [
            "0013",
            "００１３",
            "001x",
            "13812341234",
            "138 1234 1234",
            "152599195208010013",
            "152599520801001",
            "152599",
            "1525991952",
            "程连富 0013",
        ] {
            assert!(is_by_number(typed), "{typed}");
        }
        for typed in
            ["", "clf", "程连富", "001", "12345", "999999", "敖包图 19", "63850部队", "018d6f1a-1234-7abc"]
        {
            assert!(!is_by_number(typed), "{typed}");
        }
    }

    #[test]
    fn each_one_beyond_a_handful_waits_longer() {
        let waits: Vec<u64> = (1..=10).map(|count| held_back(count).as_secs()).collect();
        assert_eq!(waits, [0, 0, 0, 0, 0, 0, 2, 8, 18, 32]);
        assert!(held_back(u32::MAX) > held_back(1000));
    }
}
