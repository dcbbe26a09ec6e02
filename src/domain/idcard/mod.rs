//! ID numbers (公民身份号码): text, 15 or 18 long, never guessed.
//!
//! GB 11643: six digits of the place, the birth date, three digits in sequence of which the last is odd
//! for men, and a check digit. The first generation had 15: a year of two digits, no check digit.

mod documents;
mod parse;
mod slip;

use chrono::NaiveDate;

use super::recipient::Sex;

pub use documents::is_other_document;
pub use parse::{IdError, front, key_prefix, old_form, tails_of_old};
pub use slip::{Packed, is_slip};

/// An ID number whose length and date hold.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct IdNumber {
    text: String,
    birth: NaiveDate,
}

impl IdNumber {
    /// The number as given, its characters folded to plain digits and `X`.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The 18 characters by which people are matched: one of 15 digits is completed with the century
    /// and its check digit, as it was when the second generation was issued.
    pub fn key(&self) -> String {
        match self.text.split_at_checked(6) {
            Some((place, rest)) if rest.len() == 9 => {
                let body = format!("{place}19{rest}");
                let check = parse::check_digit(&body);
                body + &check.to_string()
            }
            _ => self.text.clone(),
        }
    }

    /// The check digit that the digits before it ask for, whatever was given.
    pub fn right_check_digit(&self) -> char {
        self.key().get(..17).map_or('X', parse::check_digit)
    }

    /// Whether its check digit is the one that the digits before it ask for; one of 15 has none.
    pub fn is_right(&self) -> bool {
        self.text.len() == 15 || self.text.ends_with(self.right_check_digit())
    }

    /// The birth date inside it.
    pub fn birth(&self) -> NaiveDate {
        self.birth
    }

    /// The sex inside it: the last digit of the sequence is odd for men.
    pub fn sex(&self) -> Sex {
        let sequence = self.text.as_bytes().get(if self.text.len() == 15 { 14 } else { 16 });
        if sequence.is_some_and(|digit| digit % 2 == 1) { Sex::Male } else { Sex::Female }
    }
}

impl std::fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("IdNumber(masked)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::text::mask;

    fn stored(text: &str) -> IdNumber {
        IdNumber::from_stored(text).unwrap()
    }

    #[test]
    fn a_number_tells_birth_and_sex() {
        for (text, birth, sex) in [
            ("152599195208010013", (1952, 8, 1), Sex::Male),
            ("152599194309150021", (1943, 9, 15), Sex::Female),
            ("152599520801001", (1952, 8, 1), Sex::Male),
            ("152599430915002", (1943, 9, 15), Sex::Female),
            ("152599199912310029", (1999, 12, 31), Sex::Female),
        ] {
            let number = stored(text);
            let (year, month, day) = birth;
            assert_eq!(number.birth(), NaiveDate::from_ymd_opt(year, month, day).unwrap());
            assert_eq!(number.sex(), sex);
            assert_eq!(number.as_str(), text);
        }
    }

    #[test]
    fn old_and_new_numbers_of_a_person_have_one_key() {
        let old = stored("152599520801001");
        assert_eq!(old.key().len(), 18);
        assert!(old.key().starts_with("15259919520801001"));
        assert_eq!(stored(&old.key()).key(), old.key());
        assert_eq!(stored(&old.key()).birth(), old.birth());
        assert_ne!(old, stored(&old.key()));
    }

    #[test]
    fn nothing_prints_the_number_by_accident() {
        let number = stored("152599195208010013");
        assert_eq!(format!("{number:?}"), "IdNumber(masked)");
        assert_eq!(format!("{:#?}", Some(&number)), "Some(\n    IdNumber(masked),\n)");
        assert_eq!(mask::id(number.as_str()).as_str(), "152599********0013");
        assert_eq!(mask::id("152599520801001").as_str(), "152599*****1001");
    }
}
