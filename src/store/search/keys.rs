//! What search and lists need of a recipient, derived from name, numbers and address alone: readings, initials
//! and the keys by which search finds it.

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;

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

/// The sign before a word of an address, as written or as read.
pub(crate) const ADDRESS: char = '@';

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
        let home = Home {
            address: non_empty(entry.address.as_ref()),
            village: non_empty(entry.village.as_ref()).unwrap_or_default(),
        };
        Self::of(&entry.name, id_key.as_deref(), non_empty(entry.phone.as_ref()), home)
    }

    /// Derives from a name, the 18-character form of an ID number, a phone, and where the recipient lives.
    pub(crate) fn of(name: &str, id_key: Option<&str>, phone: Option<&str>, home: Home<'_>) -> Self {
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
        home.each_key(|key| keys.signed(0, ADDRESS, key.chars()));
        Self { packed: search::pack(&initials).cast_signed(), pinyin: full, keys }
    }

    /// The search keys, with their ranks.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, i64)> {
        let mut start = 0;
        self.keys.ends.iter().map(move |&(end, rank)| {
            let key = self.keys.text.get(start..end).unwrap_or_default();
            start = end;
            (key, rank)
        })
    }

    /// Visits the search keys, with their ranks.
    pub(crate) fn each_key(&self, mut visit: impl FnMut(&str, i64) -> Result<()>) -> Result<()> {
        self.iter().try_for_each(|(key, rank)| visit(key, rank))
    }
}

/// Where a recipient lives.
#[derive(Clone, Copy)]
pub(crate) struct Home<'a> {
    pub(crate) address: Option<&'a str>,
    /// Empty if unknown.
    pub(crate) village: &'a str,
}

impl Home<'_> {
    /// Visits what stands behind the sign in the keys of the address.
    pub(crate) fn each_key(self, mut visit: impl FnMut(&str)) {
        if let Some(address) = self.address {
            search::AddressWords::of(address, self.village).each_key(&mut visit);
        }
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

/// Teaches a connection the function by which a migration makes the keys of addresses.
pub(crate) fn teach(conn: &Connection) -> Result<()> {
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    conn.create_scalar_function("address_keys", 2, flags, |args| {
        let text = |at| args.get_raw(at).as_str().unwrap_or_default();
        let home = Home { address: Some(text(0)), village: text(1) };
        let mut keys = Vec::new();
        home.each_key(|key| keys.push(format!("{ADDRESS}{key}")));
        Ok(serde_json::to_string(&keys).unwrap_or_default())
    })?;
    Ok(())
}

/// Digits from their end, so that a tail is a prefix.
pub(crate) fn backwards(digits: &str) -> String {
    digits.chars().rev().collect()
}
