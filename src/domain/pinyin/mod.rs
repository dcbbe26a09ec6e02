//! Readings of names: the keys by which search finds them, and the key by which lists sort.
//!
//! A name has one main reading and, where characters have several, others. A surname is read as a
//! surname (单 shan, 查 zha), but Mongolian names have no surname and begin with the same characters
//! (查干 chagan), so the surname's reading is added and none is taken away. The ü of 吕 and 女 is written
//! v in the main reading and u in a second one, since keyboards have no ü.

mod keys;
mod names;
mod syllables;
mod table;

#[cfg(test)]
mod tests;

pub(super) use syllables::{LONGEST as LONGEST_SYLLABLE, is_prefix as is_syllable_prefix};

use super::text::{NAME_MAX, half_width};

/// Letters of a key that are kept; a longer key is cut, and so is what is looked up.
pub const KEY_MAX: usize = 48;
/// Most keys of one kind (full, initials) that a name has.
pub const KEYS_MAX: usize = 12;

/// Names of more characters than this have no one-character surname that counts: they are Mongolian, or
/// units, or have a compound surname.
const SURNAMED_MAX: usize = 3;

/// How the characters of a name are read: for each character no reading or several, most likely first,
/// in lower-case ASCII.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Readings {
    /// The readings of all characters, one after another.
    sounds: Vec<&'static str>,
    /// Where in `sounds` the readings of each character end.
    ends: Vec<usize>,
}

impl Readings {
    /// Reads a name. Latin letters and digits stand for themselves, lower-cased; blanks, `·` and rare
    /// characters without a known reading have none. Only the first [`NAME_MAX`] characters are read.
    pub fn of(name: &str) -> Self {
        Self::read_as(name, true)
    }

    /// As [`Readings::of`], of a word that is nobody's name: 解放路 is jiefanglu first.
    pub fn of_word(word: &str) -> Self {
        Self::read_as(word, false)
    }

    fn read_as(name: &str, is_name: bool) -> Self {
        let mut readings =
            Self { sounds: Vec::with_capacity(name.len()), ends: Vec::with_capacity(name.len() / 3 + 1) };
        let mut head = name.chars().filter(|c| c.is_alphanumeric());
        let (first, second) = (head.next(), head.next());
        let compound = first.zip(second).and_then(|(a, b)| names::compound(a, b));
        let compound = compound.filter(|_| is_name);
        let surnamed = is_name && (compound.is_some() || head.nth(SURNAMED_MAX - 2).is_none());
        let mut place = 0;
        for c in name.chars().take(NAME_MAX) {
            let special = match (place, compound) {
                (0 | 1, Some(both)) => both.get(place).copied(),
                (0, None) if surnamed => names::surname(c).or_else(|| names::given(c)),
                _ => names::given(c),
            };
            let start = readings.sounds.len();
            if let Some(sound) = special {
                readings.add(start, sound);
            }
            readings.read(c, start);
            if place == 0
                && let Some(sound) = names::surname(c)
            {
                readings.add(start, sound);
            }
            place += usize::from(c.is_alphanumeric());
            readings.ends.push(readings.sounds.len());
        }
        readings
    }

    /// How many characters were read, those without a reading included.
    pub fn characters(&self) -> usize {
        self.ends.len()
    }

    /// The readings of the character at `index`, most likely first; none past the end.
    pub fn at(&self, index: usize) -> &[&'static str] {
        let start = index.checked_sub(1).map_or(0, |before| self.ends.get(before).copied().unwrap_or(0));
        let end = self.ends.get(index).copied().unwrap_or(start);
        self.sounds.get(start..end).unwrap_or_default()
    }

    /// The main reading in full, `chenglianfu`: what lists by pinyin sort by.
    pub fn main_full(&self) -> String {
        let mut full = String::with_capacity(6 * self.characters());
        full.extend(self.main());
        full
    }

    /// The initials of the main reading, `clf`.
    pub fn main_initials(&self) -> String {
        let mut initials = String::with_capacity(self.characters());
        initials.extend(self.main().filter_map(|sound| sound.get(..1)));
        initials
    }

    /// The keys as a list.
    #[cfg(test)]
    pub(in crate::domain) fn keys(&self) -> Vec<String> {
        let mut keys = Vec::new();
        self.each_key(|key| keys.push(key.to_owned()));
        keys
    }

    /// Visits the keys to index for prefix lookup, each once, the main reading first: at most [`KEYS_MAX`] full
    /// readings and as many strings of initials, each of at most [`KEY_MAX`] letters. The first
    /// character's readings come before those of later ones, as a prefix needs them most.
    pub fn each_key(&self, visit: impl FnMut(&str)) {
        keys::each(self, visit);
    }

    fn main(&self) -> impl Iterator<Item = &'static str> {
        (0..self.characters()).filter_map(|index| self.at(index).first().copied())
    }

    /// Adds what `c` sounds like to the readings that begin at `start`.
    fn read(&mut self, c: char, start: usize) {
        if let Some(letter) = ascii(c) {
            self.sounds.push(letter);
            return;
        }
        for reading in table::readings(c) {
            match reading {
                "lü" => self.add_both(start, "lv", "lu"),
                "lüe" => self.add_both(start, "lve", "lue"),
                "nü" => self.add_both(start, "nv", "nu"),
                "nüe" => self.add_both(start, "nve", "nue"),
                "ê" => self.add(start, "ei"),
                plain => self.add(start, plain),
            }
        }
    }

    fn add_both(&mut self, start: usize, v: &'static str, u: &'static str) {
        self.add(start, v);
        self.add(start, u);
    }

    fn add(&mut self, start: usize, sound: &'static str) {
        if !self.sounds.iter().skip(start).any(|known| *known == sound) {
            self.sounds.push(sound);
        }
    }
}

/// How a character is read as a surname, if otherwise than elsewhere.
pub fn surname(c: char) -> Option<&'static str> {
    names::surname(c)
}

/// What a character may sound like wherever it stands in a name, in no order; of ü and ê the first letter is right alone.
/// It costs a tenth of [`Readings::of`].
pub fn sounds(c: char) -> impl Iterator<Item = &'static str> {
    let own = ascii(c).into_iter().chain(names::surname(c)).chain(names::given(c));
    own.chain(table::readings(c).map(|sound| if sound == "ê" { "ei" } else { sound }))
}

/// The lower-case text of a Latin letter or digit, full-width ones too.
fn ascii(c: char) -> Option<&'static str> {
    const ALL: &str = "0123456789abcdefghijklmnopqrstuvwxyz";
    let digit = half_width(c).to_digit(36)? as usize;
    ALL.get(digit..=digit)
}
