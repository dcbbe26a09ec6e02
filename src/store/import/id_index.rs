//! The ID numbers of a large import, in memory, in the place of their index: an index that is kept up row
//! by row costs ten times what it costs to make at the end.
//!
//! What is kept of a number is a hash of what stands before its check digit, and the recipient; whether it is the same
//! number, the register tells.

use std::hash::{BuildHasher, RandomState};

use rusqlite::Transaction;

use crate::store::columns;
use crate::store::file::error::Result;
use crate::store::import::matching::{self, NumberMatch};

/// Numbers in one table, and how many of its places they may take.
const PLACES: usize = 1 << 20;
const TAKEN_MAX: usize = PLACES / 8 * 7;
/// Tables at most, of eight megabytes each.
const TABLES_MAX: usize = 3;

/// The numbers met so far.
#[derive(Default)]
pub(crate) struct IdHashIndex {
    hasher: RandomState,
    /// Tables of fixed size, filled one after another: a growing one would be in memory twice.
    tables: Vec<Vec<u64>>,
    taken: usize,
}

impl IdHashIndex {
    /// The numbers that the register holds; none where there is no room for them.
    pub(crate) fn load(tx: &Transaction<'_>) -> Result<Option<Self>> {
        let mut known = Self::default();
        let mut statement = tx.prepare("SELECT local_id, id_key FROM recipient WHERE id_key IS NOT NULL")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if !known.add(columns::borrowed(row, 1)?, row.get(0)?) {
                return Ok(None);
            }
        }
        Ok(Some(known))
    }

    /// Keeps a number; false where there is no more room.
    #[must_use]
    pub(crate) fn add(&mut self, id_key: &str, no: i64) -> bool {
        let Ok(no) = u32::try_from(no) else { return false };
        if self.tables.is_empty() || self.taken == TAKEN_MAX {
            if self.tables.len() == TABLES_MAX {
                return false;
            }
            self.tables.push(vec![0; PLACES]);
            self.taken = 0;
        }
        let hash = self.hasher.hash_one(matching::body(id_key));
        if let Some(table) = self.tables.last_mut()
            && let Some(free) = places(hash).find(|place| table[*place] == 0)
        {
            table[free] = mark(hash) | u64::from(no);
            self.taken += 1;
        }
        true
    }

    /// The recipient with that number, else one with another check digit.
    pub(crate) fn find(&self, tx: &Transaction<'_>, id_key: &str) -> Result<Option<NumberMatch>> {
        let hash = self.hasher.hash_one(matching::body(id_key));
        let mut alike = None;
        for table in &self.tables {
            for found in places(hash).map(|place| table[place]).take_while(|found| *found != 0) {
                let no = i64::from(u32::try_from(found & u64::from(u32::MAX)).unwrap_or_default());
                if found & !u64::from(u32::MAX) != mark(hash) {
                    continue;
                }
                match holds(tx, no, id_key)? {
                    Some(true) => return Ok(Some(NumberMatch { no, exact: true })),
                    Some(false) => alike = alike.or(Some(NumberMatch { no, exact: false })),
                    None => {}
                }
            }
        }
        Ok(alike)
    }
}

/// The places where a hash may stand, in order.
fn places(hash: u64) -> impl Iterator<Item = usize> {
    let first = usize::try_from(hash & 0xFFFF_FFFF).unwrap_or_default();
    (0..PLACES).map(move |step| (first + step) % PLACES)
}

/// What is kept of a hash: the bits that do not choose the place.
fn mark(hash: u64) -> u64 {
    hash & !u64::from(u32::MAX)
}

/// Whether a recipient has that number; none if not even all but the check digit is the same.
fn holds(tx: &Transaction<'_>, no: i64, id_key: &str) -> Result<Option<bool>> {
    let mut statement =
        tx.prepare_cached("SELECT coalesce(id_key, '') FROM recipient WHERE local_id = ?1")?;
    let mut rows = statement.query([no])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let held = columns::borrowed(row, 0)?;
    Ok((matching::body(held) == matching::body(id_key)).then(|| held == id_key))
}

/// How a row finds whom it means while indexes are down: by the numbers known by heart, and by names only
/// once somebody has no number.
pub(crate) struct ImportLookup {
    /// None where the index of numbers is up.
    known: Option<IdHashIndex>,
    /// What makes the index of numbers.
    numbers: String,
    /// What makes the indexes of names; nothing where they are up.
    names: Vec<String>,
}

impl ImportLookup {
    /// Over the numbers that are known, with the texts of the indexes that are down.
    pub(crate) fn new(known: Option<IdHashIndex>, numbers: String, names: Vec<String>) -> Self {
        Self { known, numbers, names }
    }

    /// The recipient with that number.
    pub(crate) fn by_id(&self, tx: &Transaction<'_>, id_key: &str) -> Result<Option<NumberMatch>> {
        match &self.known {
            Some(known) => known.find(tx, id_key),
            None => matching::by_id(tx, id_key),
        }
    }

    /// Whether everybody has an ID number so far, and names tell nothing.
    pub(crate) fn all_numbered(&self) -> bool {
        !self.names.is_empty()
    }

    /// Somebody without an ID number comes: from now on names matter.
    pub(crate) fn need_names(&mut self, tx: &Transaction<'_>) -> Result<()> {
        for sql in std::mem::take(&mut self.names) {
            tx.execute_batch(&sql)?;
        }
        Ok(())
    }

    /// Learns the ID number of a recipient; where there is no more room, the index is put up.
    pub(crate) fn learn(&mut self, tx: &Transaction<'_>, id_key: &str, no: i64) -> Result<()> {
        if let Some(known) = &mut self.known
            && !known.add(id_key, no)
        {
            self.known = None;
            tx.execute_batch(&std::mem::take(&mut self.numbers))?;
        }
        Ok(())
    }

    /// What makes the indexes that are still down. The memory of the numbers is free then.
    pub(crate) fn still_down(self) -> Vec<String> {
        self.names.into_iter().chain(self.known.map(|_| self.numbers)).collect()
    }
}
