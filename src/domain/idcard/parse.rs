//! Reading an ID number from a roster or a form.

use chrono::NaiveDate;

use super::IdNumber;
use crate::domain::text::half_width;

/// Why an ID number is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum IdError {
    /// Neither 15 nor 18 long; its length without blanks.
    #[error("an ID number has 15 or 18 characters, not {0}")]
    Length(usize),
    /// A character other than digits, and X in the last place of 18.
    #[error("an ID number has digits, and X in the last place")]
    Character,
    /// A spreadsheet made a number of it: 4.4E+17, or zeros in the last places.
    #[error("the ID number was damaged by a spreadsheet")]
    Damaged,
    /// The date inside it does not exist, lies in the future or before 1850.
    #[error("the date inside the ID number cannot be")]
    Date,
}

/// Nobody alive was born before this year; the oldest rolls of the dead do not reach so far back.
const FIRST_BIRTH_YEAR: i32 = 1850;

/// Weights of the first seventeen digits (GB 11643, after ISO 7064 MOD 11-2).
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// Check digits by the weighted sum modulo 11.
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

impl IdNumber {
    /// Reads an ID number: full-width digits folded, blanks removed, x written X.
    ///
    /// A wrong check digit is accepted, because cards with one exist; the right digit is then returned beside the
    /// number.
    ///
    /// # Errors
    /// See [`IdError`]. What a spreadsheet damaged is never completed by guessing.
    pub fn parse(raw: &str, today: NaiveDate) -> Result<(Self, Option<char>), IdError> {
        let text: String =
            raw.chars().filter(|c| !c.is_whitespace()).map(|c| half_width(c).to_ascii_uppercase()).collect();
        if is_number_format(&text) {
            return Err(IdError::Damaged);
        }
        let number = Self::read(text)?;
        if number.birth > today {
            return Err(IdError::Date);
        }
        let right = number.text.get(..17).map(check_digit);
        let given = number.text.chars().nth(17);
        let wrong = right.filter(|right| Some(*right) != given);
        // A spreadsheet keeps 15 digits and writes 0 for the last three: 152599195208010000.
        if wrong.is_some() && number.text.ends_with("000") {
            return Err(IdError::Damaged);
        }
        Ok((number, wrong))
    }

    /// Reads a number that the register holds; none if it is not one.
    pub fn from_stored(text: &str) -> Option<Self> {
        Self::read(text.to_owned()).ok()
    }

    fn read(text: String) -> Result<Self, IdError> {
        if !text.bytes().all(|b| b.is_ascii_digit() || b == b'X') {
            return Err(IdError::Character);
        }
        let (digits, birth) = match text.len() {
            15 => (text.get(..15), text.get(6..12).map(|date| format!("19{date}"))),
            18 => (text.get(..17), text.get(6..14).map(str::to_owned)),
            length => return Err(IdError::Length(length)),
        };
        if digits.is_none_or(|digits| digits.contains('X')) {
            return Err(IdError::Character);
        }
        let birth = birth.as_deref().and_then(date).ok_or(IdError::Date)?;
        Ok(Self { text, birth })
    }
}

/// A date of eight digits that exists and may be a birth date.
/// Where the century stands in a number of 18 that one of 15 leaves out.
pub(super) const CENTURY: std::ops::Range<usize> = 6..8;

/// The beginning of the 18-character form that a typed number fixes: all of it for one of 18, all but the check
/// digit for one of 15; none if the text is neither. Full width and blanks do not matter.
pub fn key_prefix(typed: &str) -> Option<String> {
    let text: String =
        typed.chars().filter(|c| !c.is_whitespace()).map(|c| half_width(c).to_ascii_uppercase()).collect();
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    match text.len() {
        15 if digits(&text) => {
            let (place, rest) = text.split_at_checked(CENTURY.start)?;
            Some(format!("{place}19{rest}"))
        }
        18 if digits(text.get(..17)?) && (digits(&text) || text.ends_with('X')) => Some(text),
        _ => None,
    }
}

/// The beginning of the 18-character form that a typed beginning fixes, place and year of birth at most: those are told beside
/// a masked number anyway, and what is typed behind them could be tried out digit by digit. None for what is too short, too long, or
/// a whole number.
pub fn front(typed: &str) -> Option<String> {
    // The first digit is that of a part of the country.
    let fits = matches!(typed.len(), 6..=14 | 16 | 17)
        && typed.bytes().all(|byte| byte.is_ascii_digit())
        && typed.starts_with(|first| matches!(first, '1'..='8'));
    let (place, rest) = typed.split_at_checked(CENTURY.start).filter(|_| fits)?;
    let has_century =
        ["18", "19", "20"].iter().any(|century| century.starts_with(rest) || rest.starts_with(century));
    let (century, digits) = if has_century { ("", 4) } else { ("19", 2) };
    Some(format!("{place}{century}{}", rest.get(..digits.min(rest.len()))?))
}

/// The 15 digits that a person with this 18-character form bore in the first generation; none for who was
/// born in another century.
pub fn old_form(key: &str) -> Option<String> {
    let (place, rest) = (key.get(..CENTURY.start)?, key.get(CENTURY.end..17)?);
    (key.get(CENTURY)? == "19").then(|| format!("{place}{rest}"))
}

/// The tails of 18-character forms that a tail of the 15-digit number can be: the century put in where it
/// reaches so far, and any check digit behind. None for a text that is no such tail.
pub fn tails_of_old(tail: &str) -> impl Iterator<Item = String> {
    /// Digits behind the century: two of the year, month, day, sequence.
    const BEHIND: usize = 9;
    let fits = tail.len() <= 15 && tail.bytes().all(|byte| byte.is_ascii_digit());
    let (place, rest) = tail.split_at_checked(tail.len().saturating_sub(BEHIND)).unwrap_or(("", tail));
    let century = if place.is_empty() { "" } else { "19" };
    let tail = format!("{place}{century}{rest}");
    CHECKS.into_iter().filter(move |_| fits).map(move |check| format!("{tail}{check}"))
}

fn date(digits: &str) -> Option<NaiveDate> {
    let part = |range: std::ops::Range<usize>| digits.get(range)?.parse::<u32>().ok();
    let year = i32::try_from(part(0..4)?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, part(4..6)?, part(6..8)?)?;
    (year >= FIRST_BIRTH_YEAR).then_some(date)
}

/// Whether a spreadsheet wrote the text as a number: 4.4E+17, 152599195208010000.0, 152,599,….
fn is_number_format(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let (mantissa, exponent) = match text.split_once('E') {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.trim_start_matches(['+', '-']))),
        None => (text, None),
    };
    let formatted = exponent.is_some() || mantissa.contains(['.', ',']);
    formatted && exponent.is_none_or(digits) && digits(&mantissa.replace(['.', ','], ""))
}

/// The check digit of the first seventeen.
pub(super) fn check_digit(first: &str) -> char {
    let sum: u32 = first.chars().zip(WEIGHTS).map(|(c, weight)| c.to_digit(10).unwrap_or(0) * weight).sum();
    CHECKS.into_iter().cycle().nth(usize::try_from(sum % 11).unwrap_or(0)).unwrap_or('X')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 2, 2).unwrap()
    }

    fn parse(raw: &str) -> Result<(String, Option<char>), IdError> {
        IdNumber::parse(raw, today()).map(|(number, wrong)| (number.as_str().to_owned(), wrong))
    }

    /// The check digit as the standard defines it: the weighted sum of all eighteen is 1 modulo 11.
    fn by_definition(first: &str) -> char {
        "0123456789X"
            .chars()
            .find(|check| {
                let digits = first.chars().chain([*check]).map(|c| c.to_digit(10).unwrap_or(10));
                digits.fold(0, |sum, digit| (sum * 2 + digit) % 11) == 1
            })
            .unwrap()
    }

    #[test]
    fn numbers_as_rosters_bear_them() {
        let good = "152599193202150013";
        assert_eq!(by_definition("15259919320215001"), '3');
        for raw in [
            good,
            " 152599193202150013 ",
            "152599 19320215 0013",
            "１５２５９９１９３２０２１５００１３",
            "152599\u{3000}19320215\u{a0}0013",
            "152599193202150013\t",
        ] {
            assert_eq!(parse(raw), Ok((good.to_owned(), None)), "{raw:?}");
        }
        assert_eq!(parse("152599520801001"), Ok(("152599520801001".to_owned(), None)));
        let x = (1..999)
            .map(|n| format!("15259919430915{n:03}"))
            .find(|first| by_definition(first) == 'X')
            .unwrap();
        for last in ["X", "x", "Ｘ", "ｘ", " x"] {
            assert_eq!(parse(&format!("{x}{last}")), Ok((format!("{x}X"), None)), "{last:?}");
        }
    }

    #[test]
    fn a_wrong_check_digit_is_told_with_the_right_one() {
        for wrong in "012456789X".chars() {
            let raw = format!("15259919320215001{wrong}");
            assert_eq!(parse(&raw), Ok((raw.clone(), Some('3'))), "{raw}");
        }
    }

    #[test]
    fn both_forms_of_a_number_lead_to_each_other() {
        let old = IdNumber::from_stored("152599520801001").unwrap();
        let key = old.key();
        assert_eq!(old_form(&key).as_deref(), Some("152599520801001"));
        assert_eq!(old_form("152599200001010017"), None);
        assert_eq!(key_prefix(" １５２５９９ 520801001").as_deref(), key.get(..17));
        assert_eq!(key_prefix("15259919520801001x").as_deref(), Some("15259919520801001X"));
        for text in ["", "1001", "15259952080100X", "1525991952080100X1", "程连富程连富程连富程连富程连富"]
        {
            assert_eq!(key_prefix(text), None, "{text}");
        }
        for length in 1..=15 {
            let tail = old.as_str().get(15 - length..).unwrap();
            assert_eq!(tails_of_old(tail).filter(|new| key.ends_with(new.as_str())).count(), 1, "{tail}");
        }
        assert_eq!(tails_of_old("1001x").chain(tails_of_old("1525995208010011")).count(), 0);
    }

    #[test]
    fn what_is_no_id_number_is_refused() {
        use IdError::{Character, Damaged, Date, Length};
        for (raw, error) in [
            ("", Length(0)),
            (" ", Length(0)),
            ("15259919520801001", Length(17)),
            ("1525991932021500131", Length(19)),
            ("15259952080100", Length(14)),
            ("1525991952080100X", Length(17)),
            ("1525991952080100１", Length(17)),
            ("4.4E+17", Damaged),
            ("1.5E+17", Damaged),
            ("1.52599E+17", Damaged),
            ("1.52599195208010e17", Damaged),
            ("4E17", Damaged),
            ("４．４Ｅ＋１７", Damaged),
            ("152599195208010000.0", Damaged),
            ("152599193202150013.0", Damaged),
            ("152,599,195,208,010,000", Damaged),
            ("152599195208010000", Damaged),
            ("无", Character),
            ("15259919520801001Y", Character),
            ("1525991952080100X3", Character),
            ("X52599195208010013", Character),
            ("15259952080100X", Character),
            ("15259919520801001\u{200b}3", Character),
            ("-15259919520801001", Character),
            ("1525991952O8010013", Character),
            ("٣52599195208010013", Character),
            ("E", Character),
            (".", Character),
            ("152599195213010013", Date),
            ("152599195202300013", Date),
            ("152599202302290013", Date),
            ("152599195200010013", Date),
            ("152599184912310013", Date),
            ("152599202402030013", Date),
            ("152599990208010013", Date),
            ("152599521301001", Date),
            ("152599520230001", Date),
            ("152599000229001", Date),
        ] {
            assert_eq!(parse(raw), Err(error), "{raw:?}");
        }
        assert!(parse("152599202402020015").is_ok());
        assert!(parse("152599185001010013").is_ok());
        assert!(parse("152599195202290013").is_ok());
    }

    #[test]
    fn a_number_of_the_register_reads_back() {
        assert_eq!(IdNumber::from_stored("152599193202150013").unwrap().as_str(), "152599193202150013");
        for text in ["", "152599 195208010013", "152599195213010013", "4.4E+17", "15259919520801001x"] {
            assert_eq!(IdNumber::from_stored(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn check_digits_are_those_of_the_standard(first in "[0-9]{17}") {
            prop_assert_eq!(check_digit(&first), by_definition(&first));
        }

        #[test]
        fn any_text_is_a_number_or_an_error(raw in "\\PC{0,20}|[0-9Xx. E+]{0,20}|1525991[89][0-9]{10}") {
            if let Ok((number, wrong)) = IdNumber::parse(&raw, today()) {
                prop_assert_eq!(IdNumber::from_stored(number.as_str()), Some(number.clone()));
                prop_assert_eq!(IdNumber::parse(number.as_str(), today()), Ok((number.clone(), wrong)));
                prop_assert!(number.birth() <= today());
                let key = number.key();
                prop_assert_eq!(key.len(), 18);
                let upgraded = IdNumber::from_stored(&key).unwrap();
                prop_assert_eq!((upgraded.birth(), upgraded.sex()), (number.birth(), number.sex()));
                prop_assert_eq!(upgraded.key(), key);
            }
        }

        #[test]
        fn one_changed_digit_is_always_noticed(first in "15259919[0-9]{2}0[1-9]1[0-9][0-9]{3}", at in 14..17_usize, by in 1..10_u32) {
            let right = format!("{first}{}", check_digit(&first));
            prop_assert_eq!(IdNumber::parse(&right, today()).unwrap().1, None);
            let changed: String = right
                .chars()
                .enumerate()
                .map(|(n, c)| if n == at { char::from_digit((c.to_digit(10).unwrap() + by) % 10, 10).unwrap() } else { c })
                .collect();
            prop_assert!(!matches!(IdNumber::parse(&changed, today()), Ok((_, None))));
        }
    }
}
