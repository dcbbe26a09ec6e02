//! The keys of a name: its likely readings, spelled in full and by initials.

use super::{KEY_MAX, KEYS_MAX, Readings};

/// Most choices of readings looked at for one kind of key.
const TRIES_MAX: usize = 4 * KEYS_MAX;

/// Visits every key of a name once: full readings, then initials.
pub(super) fn each(readings: &Readings, mut visit: impl FnMut(&str)) {
    let mut keys =
        KeySet { text: String::with_capacity(24 * readings.characters()), ends: Vec::with_capacity(8) };
    spell(readings, &mut keys);
    spell(&initials(readings), &mut keys);
    let mut start = 0;
    for &end in &keys.ends {
        visit(keys.text.get(start..end).unwrap_or_default());
        start = end;
    }
}

/// The same name with every reading cut to its first letter, each letter once.
fn initials(readings: &Readings) -> Readings {
    let mut short = Readings {
        sounds: Vec::with_capacity(readings.sounds.len()),
        ends: Vec::with_capacity(readings.ends.len()),
    };
    for index in 0..readings.characters() {
        let start = short.sounds.len();
        for letter in readings.at(index).iter().filter_map(|sound| sound.get(..1)) {
            short.add(start, letter);
        }
        short.ends.push(short.sounds.len());
    }
    short
}

/// Distinct keys in one string, to spare an allocation for each.
struct KeySet {
    text: String,
    ends: Vec<usize>,
}

impl KeySet {
    /// Adds the key that one choice of readings spells, unless it is known or empty.
    fn add<'a>(&mut self, sounds: impl Iterator<Item = &'a str>) {
        let start = self.text.len();
        for sound in sounds {
            self.text.push_str(sound);
        }
        self.text.truncate(start + KEY_MAX);
        if self.is_known(start) {
            self.text.truncate(start);
        } else {
            self.ends.push(self.text.len());
        }
    }

    fn is_known(&self, start: usize) -> bool {
        let (known, new) = self.text.as_bytes().split_at(start);
        let mut from = 0;
        new.is_empty()
            || self.ends.iter().any(|&end| {
                let same = known.get(from..end) == Some(new);
                from = end;
                same
            })
    }
}

/// Adds the likeliest spellings: the main one, those that differ in the first character, then by how far
/// down the lists of readings they reach.
fn spell(readings: &Readings, keys: &mut KeySet) {
    let mut chars = Vec::with_capacity(readings.characters());
    let mut alternatives = 0;
    for sounds in
        (0..readings.characters()).map(|index| readings.at(index)).filter(|sounds| !sounds.is_empty())
    {
        alternatives += sounds.len() - 1;
        chars.push(sounds);
    }
    keys.add(chars.iter().filter_map(|sounds| sounds.first().copied()));
    if alternatives == 0 {
        return;
    }
    let mut room = vec![0; chars.len() + 1];
    for (index, sounds) in chars.iter().enumerate().rev() {
        room[index] = room[index + 1] + sounds.len() - 1;
    }
    let most = keys.ends.len() + KEYS_MAX - 1;
    let mut spelling = Spelling { chosen: vec![0; chars.len()], room, most, tries: TRIES_MAX, chars, keys };
    for rank in 1..spelling.chars.first().map_or(0, |sounds| sounds.len()) {
        spelling.chosen[0] = rank;
        spelling.add();
    }
    for steps in 1..=alternatives {
        spelling.walk(0, steps);
    }
}

/// The search for spellings of one name.
struct Spelling<'a> {
    /// The readings of each character that has any.
    chars: Vec<&'a [&'static str]>,
    /// How many steps down their lists the characters from each one on can take together.
    room: Vec<usize>,
    /// The reading chosen for each.
    chosen: Vec<usize>,
    /// Stop at so many keys.
    most: usize,
    /// Choices left to look at.
    tries: usize,
    keys: &'a mut KeySet,
}

impl Spelling<'_> {
    /// Visits every choice that takes exactly `steps` down the lists from character `at` on.
    fn walk(&mut self, at: usize, steps: usize) {
        if self.is_over() {
            return;
        }
        let Some(sounds) = self.chars.get(at) else {
            self.add();
            return;
        };
        let least = steps.saturating_sub(self.room[at + 1]);
        for rank in (least..=steps.min(sounds.len() - 1)).rev() {
            self.chosen[at] = rank;
            self.walk(at + 1, steps - rank);
        }
    }

    fn is_over(&self) -> bool {
        self.tries == 0 || self.keys.ends.len() >= self.most
    }

    fn add(&mut self) {
        if self.is_over() {
            return;
        }
        self.tries -= 1;
        let chosen = self.chars.iter().zip(&self.chosen);
        self.keys.add(chosen.filter_map(|(sounds, &rank)| sounds.get(rank).copied()));
    }
}
