//! Addresses character by character in the form in which they are compared: folded, numbers before what they count in
//! figures (三组 as 3组), and a star where something may not be read.

use super::address_parts;
use super::fold::fold_char;
use crate::domain::text::{han_digit, is_mongolian_selector, mask, numeral};

/// Stands for what may not be read.
pub(super) const HIDDEN: char = '*';
/// Stands between words.
const APART: char = '/';
/// Digits together that may be the number of somebody.
const LONG: usize = 7;
/// Characters behind a number that tell what it counts.
const COUNTER: usize = 4;

/// What is read of an address.
pub(super) enum Read {
    /// A character, with the number of the one that it stands for.
    Char(usize, char),
    /// A blank or a sign between two words.
    Apart,
}

/// Reads an address as stored.
pub(super) fn read(address: &str, mut take: impl FnMut(Read)) {
    // Most addresses are Han without a number, and stand for themselves.
    if address.chars().all(is_plain_word) {
        return address.chars().enumerate().for_each(|(from, c)| take(Read::Char(from, c)));
    }
    let marked = marked(&mask::text(address));
    let mut at = 0;
    while let Some(&(from, c)) = marked.get(at) {
        let rest = marked.get(at..).unwrap_or_default();
        let (length, figures) = number(rest);
        match figures {
            Figures::None if c == APART => take(Read::Apart),
            // The sign of an ordinal: 第三组 is 三组.
            Figures::None if c == '第' && number(rest.get(1..).unwrap_or_default()).1.is_some() => {}
            Figures::None => take(Read::Char(from, c)),
            Figures::Written => rest.iter().take(length).for_each(|(from, c)| take(Read::Char(*from, *c))),
            Figures::Value(value) => value.to_string().chars().for_each(|c| take(Read::Char(from, c))),
            Figures::Hidden => take(Read::Char(from, HIDDEN)),
        }
        at += length;
        if figures.is_some() {
            at += between(marked.get(at..).unwrap_or_default());
        }
    }
}

/// A word that was typed, folded, in the same form; none where it holds what may not be looked for.
pub(super) fn typed(folded: &str) -> Option<String> {
    let mut text = String::with_capacity(folded.len());
    read(folded, |read| match read {
        Read::Char(_, c) => text.push(c),
        Read::Apart => text.push(HIDDEN),
    });
    (!text.contains(HIDDEN)).then_some(text)
}

fn marked(address: &str) -> Vec<(usize, char)> {
    let mut marked: Vec<(usize, char)> = Vec::with_capacity(address.len() / 2);
    for (from, c) in address.chars().enumerate() {
        match fold_char(c) {
            Some(c) => marked.push((from, c)),
            None if c == HIDDEN => marked.push((from, HIDDEN)),
            None if is_mongolian_selector(c) => {}
            None => marked.push((from, APART)),
        }
    }
    marked
}

/// A number at the beginning of what is left.
#[derive(Clone, Copy)]
enum Figures {
    /// There is none.
    None,
    /// As it is written.
    Written,
    /// This many.
    Value(u32),
    /// It may not be read.
    Hidden,
}

impl Figures {
    fn is_some(self) -> bool {
        matches!(self, Self::Written | Self::Value(_) | Self::Hidden)
    }
}

/// The number that begins here, and how many characters it takes.
fn number(rest: &[(usize, char)]) -> (usize, Figures) {
    let run = |from: usize, is: fn(char) -> bool| rest.iter().skip(from).take_while(|(_, c)| is(*c)).count();
    let at = |at: usize| rest.get(at).map(|(_, c)| *c);
    let is_dated = |at: Option<char>| matches!(at, Some('年' | '月' | '日' | HIDDEN));
    match at(0) {
        Some(HIDDEN) => {
            let stars = run(0, |c| c == HIDDEN);
            (stars + run(stars, |c| is_digit(c) || is_han_number(c)), Figures::Hidden)
        }
        Some(c) if is_digit(c) => {
            let mut length = run(0, is_digit);
            let mut is_hidden = length >= LONG;
            // 138 1234, 3-2-501: what is parted by signs alone may be one number.
            while at(length) == Some(APART) && at(length + 1).is_some_and(is_digit) {
                length += 1 + run(length + 1, is_digit);
                is_hidden = true;
            }
            is_hidden |= is_dated(at(length));
            (length, if is_hidden { Figures::Hidden } else { Figures::Written })
        }
        Some(c) if is_han_number(c) => {
            let length = run(0, is_han_number);
            let text: String = rest.iter().take(length).map(|(_, c)| *c).collect();
            let behind: String = rest.iter().skip(length).take(COUNTER).map(|(_, c)| *c).collect();
            let value = numeral(&text).filter(|_| address_parts::counter(&behind).0 > 0);
            let figures = if length >= LONG || is_dated(at(length)) {
                Figures::Hidden
            } else {
                value.map_or(Figures::Written, Figures::Value)
            };
            (length, figures)
        }
        Some(_) | None => (1, Figures::None),
    }
}

/// The characters between a number and 组 or 队 that some write and some do not: 三村民小组 is 三组.
fn between(rest: &[(usize, char)]) -> usize {
    let begins = |words: &str| words.chars().eq(rest.iter().take(words.chars().count()).map(|(_, c)| *c));
    ["村民小", "村民", "小"]
        .into_iter()
        .find(|words| ["组", "队"].into_iter().any(|end| begins(&format!("{words}{end}"))))
        .map_or(0, |words| words.chars().count())
}

/// Whether a character is a digit of any script but Han; few instructions for Han, of which addresses are.
pub(super) fn is_digit(c: char) -> bool {
    match c {
        '\u{3400}'..='\u{9FFF}' => false,
        _ => c.is_numeric(),
    }
}

fn is_plain_word(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FA5}') && !matches!(c, '第' | '月') && !is_han_number(c)
}

fn is_han_number(c: char) -> bool {
    c == '十' || han_digit(c)
}
