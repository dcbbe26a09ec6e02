//! What search and lists need of a recipient, derived from name and numbers alone: readings, initials
//! and the keys by which search finds it.

use crate::domain::idcard::IdNumber;
use crate::domain::pinyin::Readings;
use crate::domain::roster::RosterEntry;
use crate::domain::search;
use crate::store::columns::non_empty;
use crate::store::file::error::Result;

/// The sign before a name from a later character on.
pub(crate) const LATER: char = '~';
/// The sign before an ID number from its end.
pub(crate) const ID_END: char = '#';
/// The sign before a phone from its end.
pub(crate) const PHONE_END: char = '%';
/// The sign before a phone from its front.
pub(crate) const PHONE: char = '+';

/// What is derived from one recipient. It needs no register, so a large import makes it on another thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchKeys {
    pub(crate) pinyin: String,
    pub(crate) packed: i64,
    keys: Keys,
}

/// Keys one after another in one text, to spare an allocation for each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Keys {
    text: String,
    /// Where each ends, and its rank.
    ends: Vec<(usize, i64)>,
}

impl SearchKeys {
    /// Derives from a row of a roster.
    pub fn of_entry(entry: &RosterEntry) -> Self {
        let id_key = entry.id_number.as_ref().map(IdNumber::key);
        Self::of(&entry.name, id_key.as_deref(), non_empty(entry.phone.as_ref()))
    }

    /// Derives from a name, the 18-character form of an ID number, and a phone.
    pub(crate) fn of(name: &str, id_key: Option<&str>, phone: Option<&str>) -> Self {
        let readings = Readings::of(name);
        let (full, initials) = (readings.main_full(), readings.main_initials());
        let mut keys = Keys {
            text: String::with_capacity(32 * readings.characters().max(4)),
            ends: Vec::with_capacity(12),
        };
        let folded = search::fold(name);
        keys.add(0, &folded);
        // The name stands there whole and, behind a sign, from each later character on, so that a given
        // name alone is found by its beginning too.
        for ((at, _), lead) in folded.char_indices().zip(0..).skip(1) {
            let rest = folded.get(at..).unwrap_or_default();
            if rest.chars().nth(1).is_some() {
                keys.signed(lead, LATER, rest.chars());
            }
        }
        readings.each_key(|key| keys.add(i64::from(key != full && key != initials), key));
        if let Some(id) = id_key {
            keys.signed(0, ID_END, id.chars().rev());
        }
        if let Some(phone) = phone {
            keys.signed(0, PHONE_END, phone.chars().rev());
            keys.signed(0, PHONE, phone.chars());
        }
        Self { packed: search::pack(&initials).cast_signed(), pinyin: full, keys }
    }

    /// Visits the search keys, with their ranks.
    pub(crate) fn each_key(&self, mut visit: impl FnMut(&str, i64) -> Result<()>) -> Result<()> {
        let mut start = 0;
        for &(end, rank) in &self.keys.ends {
            visit(self.keys.text.get(start..end).unwrap_or_default(), rank)?;
            start = end;
        }
        Ok(())
    }
}

impl Keys {
    fn add(&mut self, rank: i64, key: &str) {
        self.text.push_str(key);
        self.ends.push((self.text.len(), rank));
    }

    fn signed(&mut self, rank: i64, sign: char, rest: impl Iterator<Item = char>) {
        self.text.push(sign);
        self.text.extend(rest);
        self.ends.push((self.text.len(), rank));
    }
}

/// Digits from their end, so that a tail is a prefix.
pub(crate) fn backwards(digits: &str) -> String {
    digits.chars().rev().collect()
}
