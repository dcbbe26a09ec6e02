//! Letters that look like a digit and are typed for it, 138OO138OOO, l38…, 138B47951Z34, and the words for digits of
//! those who read numbers out over the radio: 幺三八洞洞拐勾….
//!
//! They count only in a second reading of a text, and there only for a number that they complete.

use std::ops::Range;

use super::digits;

/// Of so many characters of a number one is a digit at least.
const ONE_OF: usize = 3;
/// Of so many one at most is a letter that other things are written with too, plates, sizes, units.
const RARE_ONE_OF: usize = 3;
/// Fewest digits of a number that words for digits complete: 11 characters, of which one in three is a digit.
pub(super) const FEWEST: usize = 4;
/// Digits before an l or a g that may be litres or grams.
const LITRES: usize = 4;

/// The digit that a letter looks like.
fn digit(c: char) -> Option<char> {
    match c {
        // Circles, which are digits among those of Han, stand among others as letters do.
        '○' | '◯' | 'O' | 'o' | 'Ｏ' | 'ｏ' | 'О' | 'о' | 'Ο' | 'ο' => Some('0'),
        'l' | 'I' | 'ｌ' | 'Ｉ' | 'І' | 'Ι' => Some('1'),
        _ => rare(c).or_else(|| word(c)),
    }
}

/// The digit of a letter that is one only right behind a digit.
fn rare(c: char) -> Option<char> {
    match c {
        'Z' | 'Ｚ' => Some('2'),
        'S' | 'Ｓ' => Some('5'),
        'B' | 'Ｂ' => Some('8'),
        'g' | 'q' | 'ｇ' | 'ｑ' => Some('9'),
        _ => None,
    }
}

/// The digit that a word means over the radio: 山洞 and 拐弯 are words of the language.
pub(super) fn word(c: char) -> Option<char> {
    match c {
        '洞' => Some('0'),
        '拐' => Some('7'),
        '勾' => Some('9'),
        _ => None,
    }
}

/// Whether a text holds such a word, told by its bytes.
fn holds_word(raw: &str) -> bool {
    let is_word =
        |bytes: &[u8; 3]| ["洞", "拐", "勾"].into_iter().any(|word| word.as_bytes() == bytes.as_slice());
    raw.as_bytes().array_windows::<3>().any(is_word)
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

/// The letters of a text that stand among digits, each by its byte, with the digit that it looks like. Words are looked
/// for where the text holds so many digits that they may complete a number (`words`).
pub(super) fn among_digits(raw: &str, words: bool) -> Vec<(usize, char)> {
    // Of the letters each begins with one of these bytes.
    let is_first = |byte: u8| {
        matches!(byte, b'O' | b'o' | b'l' | b'I' | b'Z' | b'S' | b'B' | b'g' | b'q')
            || matches!(byte, 0xCE | 0xCF | 0xD0 | 0xE2 | 0xEF)
    };
    let is_lettered = raw.bytes().any(is_first) && raw.chars().any(|c| digit(c).is_some());
    if !(is_lettered || words && holds_word(raw)) {
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
            && raw.get(run.at.clone()).is_some_and(|text| text.ends_with(['l', 'g']));
        if stands && !is_litres {
            found.extend(&run.letters);
        }
    }
    found
}

/// Whether a number at `at` that needs `letters` is mostly digits.
pub(super) fn completes(raw: &str, at: &Range<usize>, letters: &[(usize, char)]) -> bool {
    let within = || letters.iter().filter(|(byte, _)| at.contains(byte));
    let is_rare =
        |byte: usize| raw.get(byte..).and_then(|rest| rest.chars().next()).is_some_and(|c| rare(c).is_some());
    let letters = within().count();
    let rare = within().filter(|(byte, _)| is_rare(*byte)).count();
    let text = raw.get(at.clone()).unwrap_or_default();
    let digits = text.chars().filter(|c| digits::plain(*c).is_some() || digits::han(*c).is_some()).count();
    letters > 0 && digits * ONE_OF >= digits + letters && rare * RARE_ONE_OF <= digits + letters
}

fn runs(raw: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut is_inside = false;
    let mut before = None;
    for (at, c) in raw.char_indices() {
        let end = at + c.len_utf8();
        let looks = digit(c);
        let is_digit = looks.is_none() && digits::plain(c).or_else(|| digits::han(c)).is_some();
        // The l of tel138… belongs to the word, and so may the B of 蒙B138….
        let is_of_word = looks.is_some()
            && !is_inside
            && (rare(c).is_some() || before.is_some_and(|c: char| c.is_ascii_alphabetic()));
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
