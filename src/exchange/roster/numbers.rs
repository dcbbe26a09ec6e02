//! Phones and bank cards as people type them: several in one cell, words beside them. The first is kept, and what stands
//! beside it goes to the note.

use super::cells::{self, text_fault};
use crate::domain::roster::Fault;
use crate::domain::text::CleanText;
use crate::tabular::CellKind;

/// Most digits of a phone number: an international one with an extension.
const PHONE_MAX: usize = 20;
/// Most digits of a bank account, as the register takes them: cards have 19.
const CARD_MAX: usize = 30;
/// Fewest digits of a card that stands among words.
const CARD_MIN: usize = 8;
/// Digits that a spreadsheet's number keeps; what lies behind becomes zeros.
const EXACT_DIGITS: usize = 15;
/// Digits of a mobile number.
const MOBILE: usize = 11;

/// What a cell of numbers came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// The digits that are kept.
    pub(super) digits: Option<CleanText>,
    /// What goes to the note.
    pub(super) rest: Option<String>,
    /// What is odd about it.
    pub(super) fault: Option<Fault>,
}

impl Found {
    fn left_out(fault: Fault) -> Self {
        Self { fault: Some(Fault::LeftOut(Box::new(fault))), ..Self::default() }
    }

    fn kept(digits: &str, max: usize) -> Result<Self, Fault> {
        let digits = CleanText::parse(digits, max).map_err(text_fault)?;
        Ok(Self { digits: Some(digits), ..Self::default() })
    }
}

/// A phone number. Nothing about it bars the row.
pub(super) fn phone(cell: &str, kind: CellKind) -> Found {
    let text = match number_text(cell, kind) {
        Ok(Some(text)) => text,
        Ok(None) => return Found::default(),
        Err(fault) => return Found::left_out(fault),
    };
    if cells::is_masked(&text) {
        return Found::left_out(Fault::NumberMasked);
    }
    if has_letters_for_digits(&text) {
        return Found::left_out(Fault::NumberLetters);
    }
    let found = match kind {
        // A number cell keeps a mobile number or a local one, and loses the 0 of an area code.
        CellKind::Number => match text.len() {
            MOBILE if text.starts_with('1') => Found::kept(&text, PHONE_MAX),
            7 | 8 if !text.starts_with('0') => Found::kept(&text, PHONE_MAX),
            _ => Err(Fault::NumberDamaged),
        },
        CellKind::Text
        | CellKind::Filled
        | CellKind::Date
        | CellKind::Error
        | CellKind::Uncached
        | CellKind::NoResult
        | CellKind::NoText => typed_phone(&text),
    };
    found.unwrap_or_else(Found::left_out)
}

fn typed_phone(text: &str) -> Result<Found, Fault> {
    let joined = joined(text);
    if is_digits(&joined) {
        let number = without_country(&joined);
        if is_phone(number) {
            return Found::kept(number, PHONE_MAX);
        }
        // Two mobile numbers without anything between.
        if let Some((first, second)) =
            number.split_at_checked(MOBILE).filter(|(a, b)| is_mobile(a) && is_mobile(b))
        {
            return Ok(Found {
                rest: Some(second.to_owned()),
                fault: Some(Fault::RestToNote),
                ..Found::kept(first, PHONE_MAX)?
            });
        }
        let odd = Fault::PhoneLength(number.len());
        return Ok(Found { fault: Some(odd), ..Found::kept(number, PHONE_MAX)? });
    }
    let mut at = 0;
    for piece in text.split_inclusive(|c: char| !is_of_number(c)) {
        let begin = at;
        at += piece.len();
        let run = piece.trim_end_matches(|c: char| !is_of_number(c));
        if let Some((from, to)) = phone_in(run) {
            let number = self::joined(run.get(from..to).unwrap_or_default());
            let rest = [text.get(..begin + from), text.get(begin + to..)]
                .map(Option::unwrap_or_default)
                .map(trimmed);
            let rest = rest.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ");
            let fault = (!rest.is_empty()).then_some(Fault::RestToNote);
            return Ok(Found {
                rest: Some(rest).filter(|rest| !rest.is_empty()),
                fault,
                ..Found::kept(without_country(&number), PHONE_MAX)?
            });
        }
    }
    Ok(Found { rest: Some(text.to_owned()), fault: Some(Fault::WordsToNote), ..Found::default() })
}

/// Where the first phone number lies in a run of digits, blanks and hyphens.
fn phone_in(run: &str) -> Option<(usize, usize)> {
    let whole = joined(run);
    if is_digits(&whole) && is_phone(without_country(&whole)) {
        return Some((0, run.len()));
    }
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut begin = None;
    for (at, c) in run.char_indices().chain([(run.len(), ' ')]) {
        match (c.is_whitespace(), begin) {
            (false, None) => begin = Some(at),
            (true, Some(from)) => {
                words.push((from, at));
                begin = None;
            }
            _ => {}
        }
    }
    let spans = |wanted: fn(&str) -> bool| {
        words.iter().enumerate().find_map(|(n, &(from, _))| {
            let ends = words.get(n..).unwrap_or_default().iter().take(4);
            ends.map(|&(_, to)| (from, to)).find(|&(from, to)| {
                let number = joined(run.get(from..to).unwrap_or_default());
                is_digits(&number) && wanted(without_country(&number))
            })
        })
    };
    spans(is_mobile).or_else(|| spans(is_phone))
}

/// A number of digits that phones have: mobile, local with or without its area, service.
fn is_phone(digits: &str) -> bool {
    let service = |start: &str| digits.starts_with(start) && digits.len() == 10;
    is_mobile(digits)
        || (matches!(digits.len(), 7 | 8) && !digits.starts_with('0'))
        || (matches!(digits.len(), 10..=12) && digits.starts_with('0') && !digits.starts_with("00"))
        || service("400")
        || service("800")
        // Abroad, as it is dialled.
        || (digits.len() > 10 && digits.starts_with("00"))
}

fn is_mobile(digits: &str) -> bool {
    digits.len() == MOBILE
        && digits.starts_with('1')
        && !digits.starts_with("10")
        && !digits.starts_with("11")
        && !digits.starts_with("12")
}

/// A mobile number without the 86 of the country before it.
fn without_country(digits: &str) -> &str {
    ["0086", "86"]
        .iter()
        .find_map(|country| digits.strip_prefix(country).filter(|rest| is_mobile(rest)))
        .unwrap_or(digits)
}

/// A bank card or account.
pub(super) fn card(cell: &str, kind: CellKind) -> Result<Found, Fault> {
    let text = match number_text(cell, kind) {
        Ok(Some(text)) => text,
        Ok(None) => return Ok(Found::default()),
        Err(fault) => return Ok(Found::left_out(fault)),
    };
    if cells::is_masked(&text) {
        return Ok(Found::left_out(Fault::NumberMasked));
    }
    if has_letters_for_digits(&text) {
        return Ok(Found::left_out(Fault::NumberLetters));
    }
    let digits = joined(&text);
    if is_digits(&digits) {
        if kind == CellKind::Number && digits.len() > EXACT_DIGITS {
            return Ok(Found::left_out(Fault::NumberDamaged));
        }
        return Found::kept(&digits, CARD_MAX);
    }
    let mut at = 0;
    for piece in text.split_inclusive(|c: char| !is_of_number(c)) {
        let begin = at;
        at += piece.len();
        let run = piece.trim_end_matches(|c: char| !is_of_number(c));
        let number = joined(run);
        if is_digits(&number) && number.len() >= CARD_MIN {
            let rest = [text.get(..begin), text.get(begin + run.len()..)]
                .map(Option::unwrap_or_default)
                .map(trimmed);
            let rest = rest.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ");
            let fault = (!rest.is_empty()).then_some(Fault::RestToNote);
            return Ok(Found {
                rest: Some(rest).filter(|rest| !rest.is_empty()),
                fault,
                ..Found::kept(&number, CARD_MAX)?
            });
        }
    }
    Ok(Found { rest: Some(text), fault: Some(Fault::WordsToNote), ..Found::default() })
}

/// The text of a cell of numbers in half width; none where there is nothing, a fault where a spreadsheet has damaged it.
fn number_text(cell: &str, kind: CellKind) -> Result<Option<String>, Fault> {
    if let Some(fault) = cells::spoilt(cell, kind) {
        return Err(fault);
    }
    match kind {
        CellKind::NoText => return Err(Fault::NoText),
        CellKind::NoResult => return Err(Fault::Uncached),
        CellKind::Date => return Err(Fault::NumberDamaged),
        CellKind::Text | CellKind::Number | CellKind::Filled | CellKind::Error | CellKind::Uncached => {}
    }
    let Some(text) = cells::number_text(cell)? else { return Ok(None) };
    if cells::is_scientific(&text) { Err(Fault::NumberDamaged) } else { Ok(Some(text)) }
}

/// Whether letters stand in the places of digits: 138O4791001, 622848000000000OO11. Of such a number no piece is one.
fn has_letters_for_digits(text: &str) -> bool {
    const LIKE_DIGITS: &str = "OoIlSZB〇○Οо";
    const EXTENSION: [&str; 4] = ["x", "ext", "转", "p"];
    let is_letter = |c: char| c.is_ascii_alphabetic() || LIKE_DIGITS.contains(c);
    let mut rest = text;
    let mut before = false;
    while let Some(first) = rest.chars().next() {
        let run = rest.find(|c| !is_letter(c)).unwrap_or(rest.len());
        let (letters, behind) = rest.split_at_checked(run).unwrap_or((rest, ""));
        if letters.is_empty() {
            before = first.is_ascii_digit();
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
            continue;
        }
        let after = behind.starts_with(|c: char| c.is_ascii_digit());
        let are_like_digits = letters.chars().all(|c| LIKE_DIGITS.contains(c));
        let is_extension = EXTENSION.iter().any(|word| letters.eq_ignore_ascii_case(word));
        if (before || after) && are_like_digits || before && after && !is_extension {
            return true;
        }
        (before, rest) = (false, behind);
    }
    false
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a character may stand in a number.
fn is_of_number(c: char) -> bool {
    c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | '+' | '–' | '—')
}

/// A number without the blanks, hyphens and brackets in it, and without a + before it.
fn joined(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '(' | ')' | '+' | '–' | '—')).collect()
}

/// What is left of a text without the signs at its ends that only part it from a number, and without its brackets.
fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '/' | '、' | ',' | ';' | '|' | '(' | ')' | '-' | '.' | '。' | ':' | '\\' | '[' | ']'
            )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(found: Found) -> (Option<String>, Option<String>, Option<Fault>) {
        (found.digits.map(|digits| digits.to_string()), found.rest, found.fault)
    }

    #[test]
    fn the_first_phone_is_kept_and_the_rest_goes_to_the_note() {
        let rest = Some(Fault::RestToNote);
        for (cell, digits, note, fault) in [
            ("13800001001", Some("13800001001"), None, None),
            ("1380000 1006", Some("13800001006"), None, None),
            ("138-0000-1006", Some("13800001006"), None, None),
            ("+86 138 0000 1001", Some("13800001001"), None, None),
            ("8613800001001", Some("13800001001"), None, None),
            ("0479-4220000", Some("04794220000"), None, None),
            ("（0479）4220000", Some("04794220000"), None, None),
            ("4220000。", Some("4220000"), None, None),
            ("13800001001/13900002002", Some("13800001001"), Some("13900002002"), rest.clone()),
            ("13800001001、13900002002", Some("13800001001"), Some("13900002002"), rest.clone()),
            ("13800001001 13900002002", Some("13800001001"), Some("13900002002"), rest.clone()),
            ("13800001001\n13900002002", Some("13800001001"), Some("13900002002"), rest.clone()),
            ("1380000100113900002002", Some("13800001001"), Some("13900002002"), rest.clone()),
            ("138 0000 1001 139 0000 2002", Some("13800001001"), Some("13900002002"), rest.clone()),
            ("13800001002（儿子）", Some("13800001002"), Some("儿子"), rest.clone()),
            ("儿子：13800001002", Some("13800001002"), Some("儿子"), rest.clone()),
            ("本人0479-4220000转8012", Some("04794220000"), Some("本人 转8012"), rest),
            ("138000010021", Some("138000010021"), None, Some(Fault::PhoneLength(12))),
            ("1380000100", Some("1380000100"), None, Some(Fault::PhoneLength(10))),
            ("同住址", None, Some("同住址"), Some(Fault::WordsToNote)),
            ("138****1234", None, None, Some(Fault::LeftOut(Box::new(Fault::NumberMasked)))),
            ("138＊＊＊＊1234 儿子", None, None, Some(Fault::LeftOut(Box::new(Fault::NumberMasked)))),
            ("13800001001/138XXXX1234", None, None, Some(Fault::LeftOut(Box::new(Fault::NumberMasked)))),
            ("138O4791001", None, None, Some(Fault::LeftOut(Box::new(Fault::NumberLetters)))),
            ("1380479l00l", None, None, Some(Fault::LeftOut(Box::new(Fault::NumberLetters)))),
            ("O479-8220001", None, None, Some(Fault::LeftOut(Box::new(Fault::NumberLetters)))),
            ("138a4791001", None, None, Some(Fault::LeftOut(Box::new(Fault::NumberLetters)))),
            ("Tel13800001001", Some("13800001001"), Some("Tel"), Some(Fault::RestToNote)),
            ("8220001ext12", Some("8220001"), Some("ext12"), Some(Fault::RestToNote)),
            ("无", None, None, None),
            ("", None, None, None),
            ("1.38E+10", None, None, Some(Fault::LeftOut(Box::new(Fault::NumberDamaged)))),
            ("#N/A", None, None, Some(Fault::LeftOut(Box::new(Fault::ErrorCell("#N/A".into()))))),
        ] {
            let want = (digits.map(str::to_owned), note.map(str::to_owned), fault);
            assert_eq!(seen(phone(cell, CellKind::Text)), want, "{cell:?}");
        }
        let damaged = Some(Fault::LeftOut(Box::new(Fault::NumberDamaged)));
        for (cell, digits, fault) in [
            ("13800001001", Some("13800001001"), None),
            ("4220000", Some("4220000"), None),
            ("4794220000", None, damaged),
        ] {
            assert_eq!(
                seen(phone(cell, CellKind::Number)),
                (digits.map(str::to_owned), None, fault),
                "{cell}"
            );
        }
    }

    #[test]
    fn a_card_is_kept_without_the_words_beside_it() {
        for (cell, kind, digits, note, fault) in [
            ("6228480000000000001", CellKind::Text, Some("6228480000000000001"), None, None),
            ("6228 4800 0000 0000 001", CellKind::Text, Some("6228480000000000001"), None, None),
            (
                "6228480000000000003 农行",
                CellKind::Text,
                Some("6228480000000000003"),
                Some("农行"),
                Some(Fault::RestToNote),
            ),
            (
                "农行6228480000000000003",
                CellKind::Text,
                Some("6228480000000000003"),
                Some("农行"),
                Some(Fault::RestToNote),
            ),
            (
                "622848000000000OO11",
                CellKind::Text,
                None,
                None,
                Some(Fault::LeftOut(Box::new(Fault::NumberLetters))),
            ),
            (
                "62284800OO000 农行",
                CellKind::Text,
                None,
                None,
                Some(Fault::LeftOut(Box::new(Fault::NumberLetters))),
            ),
            (
                "NO6228480000000000003",
                CellKind::Text,
                Some("6228480000000000003"),
                Some("NO"),
                Some(Fault::RestToNote),
            ),
            ("现金", CellKind::Text, None, Some("现金"), Some(Fault::WordsToNote)),
            ("622848000000001", CellKind::Number, Some("622848000000001"), None, None),
            (
                "6228480000000000000",
                CellKind::Number,
                None,
                None,
                Some(Fault::LeftOut(Box::new(Fault::NumberDamaged))),
            ),
        ] {
            let want = (digits.map(str::to_owned), note.map(str::to_owned), fault);
            assert_eq!(seen(card(cell, kind).unwrap()), want, "{cell}");
        }
        assert_eq!(card(&"62".repeat(16), CellKind::Text), Err(Fault::TooLong));
    }
}
