//! What a typed text means, and by which lookups candidates are found.

use unicode_normalization::UnicodeNormalization;

use super::address_figures;
use super::fold::fold_char;
use super::packed;
use super::segments;
#[cfg(test)]
use super::segments::{ASKED_MAX, BROAD_MAX};
use crate::domain::idcard;
use crate::domain::pinyin::KEY_MAX;

/// Characters of a query that count.
pub(super) const TYPED_MAX: usize = 64;
/// Most lookups that one query asks for.
#[cfg(test)]
pub(super) const LOOKUPS_MAX: usize = ASKED_MAX + BROAD_MAX + 5;
/// Digits of a tail by which a number is looked up. They are those that a mask shows; a longer part of a number finds
/// nobody, or the next digit could be tried out behind those that are known.
pub(super) const TAIL: usize = 4;
/// Digits of an ID number of the first generation.
const OLD_LENGTH: usize = 15;
/// Fewest letters that are looked up as the reading of a place, or of a word of an address.
const PLACE_LETTERS: usize = 3;
/// Fewest Han characters that are looked up in the name of a township or in addresses, and match inside that of a place.
pub(super) const PLACE_HAN: usize = 2;
/// Fewest Han characters for which the letter keys are looked up too.
const HAN_KEYS_MIN: usize = 3;

/// One way to find candidates. Texts are in the form of [`super::fold()`]; those for letter keys are
/// lower-case ASCII of at most [`KEY_MAX`] letters.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Lookup {
    /// Folded names that begin so.
    NamePrefix(String),
    /// Folded names that go on so from a later character on; the search keys hold each name from there too.
    NameAnywhere(String),
    /// Letter keys, made by `Readings` of the pinyin, that begin so.
    KeyPrefix(String),
    /// ID numbers that end so; a check letter is a capital X.
    IdTail(String),
    /// ID numbers that begin so.
    IdFront(String),
    /// Phones that end so.
    PhoneTail(String),
    /// Phones that are so.
    Phone(String),
    /// Folded village names that begin so.
    VillagePrefix(String),
    /// Townships whose folded names or other spellings hold this.
    Township(String),
    /// Villages and townships whose readings in letters begin so.
    PlaceReading(String),
    /// Addresses of which a word begins so; numbers in figures.
    AddressWord(String),
}

/// What kind of text was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextKind {
    /// Digits, perhaps with the X of an ID number at the end.
    Number,
    /// Latin letters, perhaps with digits.
    Letters,
    /// Han or another script, without Latin letters.
    Han,
    /// Han among Latin letters.
    Mixed,
}

/// A typed text, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedQuery {
    text: String,
    /// The characters of `text`.
    typed: Vec<char>,
    kind: TextKind,
    /// What it says as the beginning of a word of an address.
    address: Option<String>,
}

impl ParsedQuery {
    /// Reads what was typed: full-width or not, in any case, with blanks, apostrophes or dots. Only the
    /// first [`TYPED_MAX`] characters count.
    pub fn parse(typed: &str) -> Self {
        let typed: Vec<char> = typed.nfc().filter_map(fold_char).take(TYPED_MAX).collect();
        let text: String = typed.iter().collect();
        let digits = text.strip_suffix('x').unwrap_or(&text);
        let kind = if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
            TextKind::Number
        } else if text.is_ascii() {
            TextKind::Letters
        } else if text.bytes().any(|b| b.is_ascii_lowercase()) {
            TextKind::Mixed
        } else {
            TextKind::Han
        };
        let is_enough = match kind {
            TextKind::Number => false,
            TextKind::Letters => text.len() >= PLACE_LETTERS,
            TextKind::Han | TextKind::Mixed => typed.len() >= PLACE_HAN,
        };
        let address = if is_enough { address_figures::typed(&text) } else { None };
        Self { text, typed, kind, address }
    }

    /// Whether nothing was typed that could be looked for.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// What was typed, in the form of [`super::fold()`].
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the text begins with the first letter of a syllable.
    pub(super) fn begins_like(&self, syllable: &str) -> bool {
        syllable.get(..1).is_some_and(|letter| self.text.starts_with(letter))
    }

    pub(super) fn typed(&self) -> &[char] {
        &self.typed
    }

    /// The text as the beginning of a word of an address, numbers in figures; none if it is too short, or digits alone.
    pub fn address_word(&self) -> Option<&str> {
        self.address.as_deref()
    }

    pub(super) fn kind(&self) -> TextKind {
        self.kind
    }

    /// The lookups that find candidates, in order of preference, each once.
    /// They may offer recipients that do not match: [`super::score()`] decides. Later ones of a kind are less
    /// plausible and less selective, so a store may stop once it has a page.
    pub fn lookups(&self) -> Vec<Lookup> {
        if self.is_empty() {
            return Vec::new();
        }
        match self.kind {
            TextKind::Number => self.number_lookups(),
            TextKind::Letters => self.letter_lookups(),
            TextKind::Han => self.han_lookups(),
            TextKind::Mixed => self.mixed_lookups(),
        }
    }

    /// The packed initials by which a scan of every name finds matches with gaps or inside the name:
    /// whatever [`super::gapped`] accepts for one of them is a candidate. None for numbers.
    pub fn packed(&self) -> Vec<u64> {
        if self.kind == TextKind::Number {
            return Vec::new();
        }
        let mut found: Vec<u64> =
            segments::initials(&self.text).iter().map(|line| packed::pack(line)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether the text is looked up among numbers: the tail of one, the front of an ID number, or a whole ID number or
    /// phone.
    pub fn is_by_number(&self) -> bool {
        self.kind == TextKind::Number
            && (self.text.len() == TAIL
                || self.is_whole_id()
                || self.is_whole_phone()
                || self.id_front().is_some())
    }

    /// What the text says of the front of an ID number: place and year of birth at most.
    pub(super) fn id_front(&self) -> Option<String> {
        idcard::front(&self.text).filter(|_| self.kind == TextKind::Number)
    }

    /// Whether letters may be the reading of a place: fewer would put whole townships above people.
    pub(super) fn may_read_a_place(&self) -> bool {
        self.kind == TextKind::Letters && self.text.len() >= PLACE_LETTERS
    }

    pub(super) fn is_whole_id(&self) -> bool {
        self.kind == TextKind::Number && idcard::key_prefix(&self.text).is_some()
    }

    /// Whether it has the length of a phone: a mobile one, or one at home with or without its area code.
    pub(super) fn is_whole_phone(&self) -> bool {
        self.kind == TextKind::Number
            && !self.text.ends_with('x')
            && matches!(self.text.len(), 7 | 8 | 11..=13)
    }

    fn number_lookups(&self) -> Vec<Lookup> {
        let mut lookups = Vec::new();
        if self.text.len() == TAIL || self.is_whole_id() {
            if self.text.len() != OLD_LENGTH {
                lookups.push(Lookup::IdTail(self.text.to_ascii_uppercase()));
            }
            if self.text.len() == TAIL && !self.text.ends_with('x') {
                lookups.push(Lookup::PhoneTail(self.text.clone()));
            }
            lookups.extend(idcard::tails_of_old(&self.text).map(Lookup::IdTail));
        }
        if self.is_whole_phone() {
            lookups.push(Lookup::Phone(self.text.clone()));
        }
        lookups.extend(self.id_front().map(Lookup::IdFront));
        // units may be named by a number
        lookups.push(self.key());
        lookups
    }

    fn letter_lookups(&self) -> Vec<Lookup> {
        let mut lookups = vec![self.key()];
        let pieces = segments::initials(&self.text);
        // a single piece is the beginning of a full reading, which the first lookup has found
        let single = self.text.get(..1).unwrap_or_default();
        lookups.extend(pieces.into_iter().filter(|line| line != single).map(Lookup::KeyPrefix));
        if self.may_read_a_place() {
            lookups.push(Lookup::PlaceReading(self.text.clone()));
        }
        lookups.extend(self.address_lookup());
        distinct(lookups)
    }

    fn han_lookups(&self) -> Vec<Lookup> {
        let mut lookups = vec![Lookup::NamePrefix(self.text.clone())];
        if self.text.chars().count() >= HAN_KEYS_MIN {
            // reaches 乌云·其木格 where names are stored as written
            lookups.extend(segments::initials(&self.text).into_iter().map(Lookup::KeyPrefix));
        }
        lookups.push(Lookup::VillagePrefix(self.text.clone()));
        lookups.push(Lookup::NameAnywhere(self.text.clone()));
        if self.text.chars().count() >= PLACE_HAN {
            lookups.push(Lookup::Township(self.text.clone()));
        }
        lookups.extend(self.address_lookup());
        distinct(lookups)
    }

    fn mixed_lookups(&self) -> Vec<Lookup> {
        let mut lookups: Vec<Lookup> =
            segments::initials(&self.text).into_iter().map(Lookup::KeyPrefix).collect();
        let runs = || self.text.split(|c: char| c.is_ascii());
        if let Some(head) = runs().next().filter(|head| !head.is_empty()) {
            lookups.push(Lookup::NamePrefix(head.to_owned()));
        }
        if let Some(longest) = runs().max_by_key(|run| run.len()) {
            lookups.push(Lookup::NameAnywhere(longest.to_owned()));
        }
        lookups.extend(self.address_lookup());
        distinct(lookups)
    }

    fn address_lookup(&self) -> Option<Lookup> {
        self.address.clone().map(Lookup::AddressWord)
    }

    fn key(&self) -> Lookup {
        Lookup::KeyPrefix(self.text.chars().take(KEY_MAX).collect())
    }
}

fn distinct(lookups: Vec<Lookup>) -> Vec<Lookup> {
    let mut kept: Vec<Lookup> = Vec::with_capacity(lookups.len());
    for lookup in lookups {
        if !kept.contains(&lookup) {
            kept.push(lookup);
        }
    }
    kept
}
