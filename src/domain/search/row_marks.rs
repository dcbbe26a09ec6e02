//! The rows of short rosters, as an account asked by them within a day: a list is tried, mended and tried again.

use std::hash::{Hash as _, Hasher as _};

use crate::domain::idcard::IdNumber;
use crate::domain::roster::RosterEntry;
use crate::domain::text::CleanText;

/// Most rows of a roster that are kept; a longer list counts as one search however often it is mended.
const MOST: usize = 200;
/// Bits of a row: so few that nobody finds a number by trying which comes to them.
const BITS: u32 = 20;

/// Short hashes of rows, each of all that is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowMarks(Vec<u32>);

impl RowMarks {
    /// Marks a row by all that it says of a person.
    pub(super) fn add(&mut self, entry: &RosterEntry) {
        if self.0.len() >= MOST {
            return;
        }
        let mut hash = Fnv::default();
        entry.name.as_str().hash(&mut hash);
        entry.id_number.as_ref().map(IdNumber::key).hash(&mut hash);
        entry.birth.map(|day| day.to_string()).hash(&mut hash);
        let texts = [&entry.phone, &entry.card, &entry.village, &entry.address, &entry.note];
        texts.map(|text| text.as_ref().map(CleanText::as_str)).hash(&mut hash);
        entry.township.as_str().hash(&mut hash);
        self.0.push(u32::try_from(hash.finish() >> (u64::BITS - BITS)).unwrap_or_default());
    }

    /// Sorts them, each once.
    pub(super) fn sorted(mut self) -> Self {
        self.0.sort_unstable();
        self.0.dedup();
        self
    }

    /// Adds those of another roster.
    pub fn join(&mut self, other: &Self) {
        self.0.extend(&other.0);
        self.0.sort_unstable();
        self.0.dedup();
    }

    /// How many of them were asked before.
    pub(super) fn known(&self, before: &Self) -> u64 {
        self.0.iter().filter(|mark| before.0.binary_search(mark).is_ok()).count() as u64
    }

    /// Writes them down, five hex digits each.
    pub fn write(&self) -> String {
        use std::fmt::Write as _;
        let mut out = String::with_capacity(self.0.len() * 5);
        for mark in &self.0 {
            let _ = write!(out, "{mark:05x}");
        }
        out
    }

    /// Reads what was written; what is none is passed over.
    pub fn read(written: &str) -> Self {
        let (marks, _) = written.as_bytes().as_chunks::<5>();
        let mark = |mark: &[u8; 5]| u32::from_str_radix(std::str::from_utf8(mark).ok()?, 16).ok();
        Self(marks.iter().filter_map(mark).collect())
    }
}

/// Fowler, Noll and Vo's hash: the same in every program and version, as what is kept for a day must be.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl std::hash::Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0.wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_written_and_read() {
        let marks = RowMarks((0..100).map(|n| n * 10_007).collect()).sorted();
        assert_eq!(RowMarks::read(&marks.write()), marks);
        assert_eq!((RowMarks::read("0000g12"), marks.write().len()), (RowMarks::default(), 500));
    }
}
