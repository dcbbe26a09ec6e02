//! The words of an address: where they begin, and the keys by which each is found.
//!
//! Names of townships and of the recipient's own village are passed over, since search finds by place. What a mask hides
//! is no part of any word, and neither are days and long runs of digits.

use super::address_figures::{self, HIDDEN, is_digit};
use super::address_parts::{self, Level};
use super::plan::{PLACE_HAN, ParsedQuery, TextKind};
use super::score::reads;
use crate::domain::pinyin::{self, Readings};

/// Characters of a key: where more is typed, what was found is compared whole.
pub const ADDRESS_KEY: usize = 10;
/// Words of an address that have keys.
const WORDS: usize = 6;
/// Names among them that are found by letters too.
const NAMES: usize = 4;
/// Most digits that are looked for without a word beside them: more could be a number.
const DIGITS: usize = 3;

/// An address in the form in which it is compared: folded, numbers in figures, without what is hidden.
#[derive(Debug, Default)]
pub struct AddressWords {
    text: String,
    /// For each character of `text` that of the address which it stands for.
    from: Vec<usize>,
    /// Bytes of `text` at which a word ends whatever it is.
    parted: Vec<usize>,
    words: Vec<Word>,
}

/// A word: where it begins, and where it ends if it is a name.
#[derive(Clone, Copy, Debug)]
struct Word {
    at: usize,
    name_end: Option<usize>,
}

impl AddressWords {
    /// Reads the address of a recipient who lives in `village`; empty if that is unknown.
    pub fn of(address: &str, village: &str) -> Self {
        let mut words = Self::default();
        if !address.is_empty() {
            words.text.reserve(address.len());
            words.from.reserve(address.len() / 3 + 1);
            address_figures::read(address, |read| match read {
                address_figures::Read::Char(from, c) => {
                    words.text.push(c);
                    words.from.push(from);
                }
                address_figures::Read::Apart => words.parted.push(words.text.len()),
            });
            words.part(&address_parts::stem(village));
        }
        words
    }

    /// Visits the keys.
    pub fn each_key(&self, mut visit: impl FnMut(&str)) {
        let mut names = 0;
        for word in &self.words {
            let rest = self.text.get(word.at..).unwrap_or_default();
            visit(address_key(rest.split(HIDDEN).next().unwrap_or_default()));
            let Some(name) = self.name(word).filter(|_| names < NAMES) else { continue };
            names += 1;
            for key in letter_keys(name) {
                visit(address_key(&key));
            }
        }
    }

    fn name(&self, word: &Word) -> Option<&str> {
        self.text.get(word.at..word.name_end?)
    }

    /// Whether a word answers to what was typed; `beside` other words it may stand inside.
    pub(super) fn answers(&self, query: &ParsedQuery, beside: bool) -> bool {
        self.found(query, beside).is_some()
    }

    /// The characters of the address that answer to what was typed, by their numbers.
    pub fn marks(&self, queries: &[ParsedQuery]) -> Vec<usize> {
        let mut marks = Vec::new();
        for (from, to) in queries.iter().filter_map(|query| self.found(query, queries.len() > 1)) {
            let chars = self.text.char_indices().zip(&self.from);
            marks.extend(chars.filter(|((at, _), _)| (from..to).contains(at)).map(|(_, from)| *from));
        }
        marks.sort_unstable();
        marks.dedup();
        marks
    }

    /// The bytes of `text` that answer.
    fn found(&self, query: &ParsedQuery, beside: bool) -> Option<(usize, usize)> {
        let begun = query.address_word().and_then(|typed| self.begun(query, typed));
        begun.or_else(|| if beside { self.held(query) } else { None })
    }

    /// What begins a word of the address.
    fn begun(&self, query: &ParsedQuery, typed: &str) -> Option<(usize, usize)> {
        self.words.iter().find_map(|word| {
            let end = word.at + typed.len();
            let is_written = self.text.get(word.at..)?.starts_with(typed) && self.stands(word.at, end);
            if is_written {
                return Some((word.at, end));
            }
            let is_read = query.kind() == TextKind::Letters && reads(query, self.name(word)?);
            is_read.then_some((word.at, word.name_end?))
        })
    }

    /// What stands anywhere in it.
    fn held(&self, query: &ParsedQuery) -> Option<(usize, usize)> {
        let enough = match query.kind() {
            TextKind::Number => query.text().len() <= DIGITS,
            TextKind::Han | TextKind::Mixed => query.typed().len() >= PLACE_HAN,
            TextKind::Letters => false,
        };
        let typed = query.address_word().unwrap_or(query.text());
        let mut found = self.text.match_indices(typed).map(|(at, part)| (at, at + part.len()));
        found.find(|(from, to)| enough && self.stands(*from, *to))
    }

    /// Whether digits at both ends are all that stand together there, so that no number can be tried out digit by digit.
    fn stands(&self, from: usize, to: usize) -> bool {
        let is_digit = |c: Option<char>| c.is_some_and(is_digit);
        let part = self.text.get(from..to).unwrap_or_default();
        let before = self.text.get(..from).and_then(|text| text.chars().next_back());
        let behind = self.text.get(to..).and_then(|text| text.chars().next());
        !(is_digit(before) && is_digit(part.chars().next())
            || is_digit(part.chars().next_back()) && is_digit(behind))
    }

    /// Finds the words. Names of places stand at the beginning, a higher level before a lower one; a second name of a
    /// level is a word.
    fn part(&mut self, village: &str) {
        let mut passed = None;
        let mut at = 0;
        while at < self.text.len() && self.words.len() < WORDS {
            let Some(piece) = self.piece(at) else {
                at += HIDDEN.len_utf8();
                continue;
            };
            let digits = piece.find(|c: char| !is_digit(c)).unwrap_or(piece.len());
            let own = address_parts::own_village(piece, village);
            if own > 0 {
                passed = Some(Level::Name);
                at += own;
            } else if digits > 0 {
                let (counter, is_word) = address_parts::counter(piece.get(digits..).unwrap_or_default());
                let length = digits + counter;
                if is_word {
                    self.words.push(Word { at, name_end: None });
                }
                passed = Some(Level::Name);
                at += length;
            } else {
                let stretch = piece.split(is_digit).next().unwrap_or_default();
                let segment = address_parts::segment(stretch);
                let is_place = match segment.level {
                    Level::Upper => passed <= Some(Level::Upper),
                    Level::Township => passed < Some(Level::Township),
                    Level::Name => false,
                };
                let length = segment.length;
                // 老 of 老三组
                let leads = stretch.len() < piece.len() && stretch.chars().nth(1).is_none();
                if !is_place && (segment.is_word || leads) {
                    let name_end = segment.is_word.then_some(at + length);
                    self.words.push(Word { at, name_end });
                }
                passed = Some(if is_place { segment.level } else { Level::Name });
                at += length;
            }
        }
    }

    /// What stands together from a byte of `text` on; none where it is hidden.
    fn piece(&self, at: usize) -> Option<&str> {
        let parted = self.parted.iter().copied().find(|parted| *parted > at).unwrap_or(self.text.len());
        let piece = self.text.get(at..parted)?.split(HIDDEN).next()?;
        Some(piece).filter(|piece| !piece.is_empty())
    }
}

/// A name as it is read, in full and by its initials; where it may begin with a surname (单家营), so too.
fn letter_keys(name: &str) -> Vec<String> {
    let readings = Readings::of_word(name);
    let (full, initials) = (readings.main_full(), readings.main_initials());
    let sounds = readings.at(0).first().zip(name.chars().next().and_then(pinyin::surname));
    let other_full = sounds.and_then(|(main, other)| Some(format!("{other}{}", full.strip_prefix(main)?)));
    let other_initials =
        sounds.and_then(|(_, other)| Some(format!("{}{}", other.get(..1)?, initials.get(1..)?)));
    let mut keys: Vec<String> = Vec::with_capacity(4);
    for key in [Some(full), Some(initials), other_full, other_initials].into_iter().flatten() {
        if !key.is_empty() && key != name && !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

/// So much of a word as a key holds.
pub fn address_key(word: &str) -> &str {
    let end = word.char_indices().nth(ADDRESS_KEY).map_or(word.len(), |(end, _)| end);
    word.get(..end).unwrap_or_default()
}
