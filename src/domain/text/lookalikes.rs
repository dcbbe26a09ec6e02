//! Letters that look like a digit and are typed for it: 138OO138OOO, l38….
//!
//! They count only in a second reading of a text, and there only for a number that they complete.

use std::ops::Range;

use super::digits;

/// Of so many characters of a number one is a digit at least.
const ONE_OF: usize = 3;
/// Digits before an l that may be litres.
const LITRES: usize = 4;

/// The digit that a letter looks like.
fn digit(c: char) -> Option<char> {
    match c {
        // Circles, which are digits among those of Han, stand among others as letters do.
        '○' | '◯' | 'O' | 'o' | 'Ｏ' | 'ｏ' | 'О' | 'о' | 'Ο' | 'ο' => Some('0'),
        'l' | 'I' | 'ｌ' | 'Ｉ' | 'І' | 'Ι' => Some('1'),
        _ => None,
    }
}

/// A text in which digits stand for such letters, each of as many bytes as the letter.
pub(super) fn read_as_digits(raw: &str, letters: &[(usize, char)]) -> String {
    let mut read = String::with_capacity(raw.len());
    let mut letters = letters.iter().peekable();
    for (at, c) in raw.char_indices() {
        let digit = letters.next_if(|(byte, _)| *byte == at).and_then(|(_, digit)| digit.to_digit(10));
        // ASCII, Arabic and full-width digits have one byte, two and three.
        let first = ['0', '\u{660}', '０'].into_iter().find(|zero| zero.len_utf8() == c.len_utf8());
        let digit = first.zip(digit).and_then(|(zero, digit)| char::from_u32(u32::from(zero) + digit));
        read.push(digit.unwrap_or(c));
    }
    read
}

/// Digits and such letters without anything between.
struct Run {
    at: Range<usize>,
    digits: usize,
    letters: Vec<(usize, char)>,
}

/// The letters of a text that stand among digits, each by its byte, with the digit that it looks like.
pub(super) fn among_digits(raw: &str) -> Vec<(usize, char)> {
    // Of the others each begins with one of these bytes.
    let is_first = |byte: u8| matches!(byte, b'O' | b'o' | b'l' | b'I' | 0xCE | 0xCF | 0xD0 | 0xE2 | 0xEF);
    if !raw.bytes().any(is_first) || !raw.chars().any(|c| digit(c).is_some()) {
        return Vec::new();
    }
    let runs = runs(raw);
    let is_near = |one: Option<&Run>, other: Option<&Run>| {
        let gap = one.zip(other).and_then(|(one, other)| raw.get(one.at.end..other.at.start));
        gap.is_some_and(|gap| gap.chars().count() == 1 && !gap.contains(char::is_alphanumeric))
    };
    let mut found = Vec::new();
    for (n, run) in runs.iter().enumerate() {
        let before = n.checked_sub(1).and_then(|n| runs.get(n));
        // 138 OO 138: letters alone stand in a number if they are parted from it by one sign.
        let stands = run.digits > 0 || is_near(before, Some(run)) || is_near(Some(run), runs.get(n + 1));
        let is_litres = run.digits <= LITRES
            && run.letters.len() == 1
            && run.digits > 0
            && raw.get(run.at.clone()).is_some_and(|text| text.ends_with('l'));
        if stands && !is_litres {
            found.extend(&run.letters);
        }
    }
    found
}

/// Whether a number at `at` that needs `letters` is mostly digits.
pub(super) fn completes(raw: &str, at: &Range<usize>, letters: &[(usize, char)]) -> bool {
    let letters = letters.iter().filter(|(byte, _)| at.contains(byte)).count();
    let text = raw.get(at.clone()).unwrap_or_default();
    let digits = text.chars().filter(|c| digits::plain(*c).is_some() || digits::han(*c).is_some()).count();
    letters > 0 && digits * ONE_OF >= digits + letters
}

fn runs(raw: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut is_inside = false;
    let mut before = None;
    for (at, c) in raw.char_indices() {
        let end = at + c.len_utf8();
        let looks = digit(c);
        let is_digit = digits::plain(c).is_some();
        // The l of tel138… belongs to the word.
        let is_of_word =
            looks.is_some() && !is_inside && before.is_some_and(|c: char| c.is_ascii_alphabetic());
        if !is_digit && looks.is_none() || is_of_word {
            is_inside = false;
        } else {
            if !is_inside {
                runs.push(Run { at: at..end, digits: 0, letters: Vec::new() });
            }
            is_inside = true;
            if let Some(run) = runs.last_mut() {
                run.at.end = end;
                run.digits += usize::from(is_digit);
                run.letters.extend(looks.map(|digit| (at, digit)));
            }
        }
        before = Some(c);
    }
    runs
}
