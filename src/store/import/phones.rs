//! Whether a phone of a row is somebody else's: the same rule as for a person who is added or mended by hand. It warns, since
//! a household may share one.
//!
//! The rows before are kept in memory; the register is asked by a dry run alone, as of likeness of numbers. Rows with a phone
//! count as rows by a number (`domain/search/compared.rs`), and nobody is named.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};

use rusqlite::Transaction;

use crate::domain::recipient::Kind;
use crate::domain::roster::{Fault, RosterEntry};
use crate::store::columns::non_empty;
use crate::store::file::error::Result;
use crate::store::search::keys::PHONE;

/// Phones that are kept, and asked about, at most.
const KEPT_MAX: usize = 50_000;
/// Rows that are warned of: who has mended so many looks at the rest with them, and a roster in which every household shares
/// one is read all the same.
const TOLD_MAX: usize = 500;

/// Others with a phone, but for whoever was merged or withdrawn.
pub(crate) const OTHERS: &str = "SELECT 1 FROM main.search_key AS k JOIN main.recipient AS r ON r.local_id = k.recipient
     WHERE k.key = ?1 AND r.local_id <> ?2 AND r.kind = 'person' AND r.merged_into IS NULL AND r.held_on IS NULL LIMIT 1";

/// The phones of the rows before, by their hash, each with the first row of it.
#[derive(Default)]
pub(crate) struct Phones {
    hasher: RandomState,
    rows: HashMap<u64, u64>,
    asked: usize,
    told: usize,
}

impl Phones {
    /// Who else has the phone of a row; keeps it for the rows that come. `own` is whom the row means, if anybody; `is_new`
    /// whether it brings the phone; `asks` whether the register is asked.
    pub(crate) fn find(
        &mut self,
        tx: &Transaction<'_>,
        entry: &RosterEntry,
        own: Option<i64>,
        (is_new, asks): (bool, bool),
    ) -> Result<Option<Fault>> {
        let Some(phone) = non_empty(entry.phone.as_ref()).filter(|_| entry.kind == Kind::Person) else {
            return Ok(None);
        };
        let key = self.hasher.hash_one(phone);
        let before = self.rows.get(&key).copied();
        if before.is_none() && self.rows.len() < KEPT_MAX {
            self.rows.insert(key, entry.row);
        }
        if !is_new || self.told == TOLD_MAX {
            return Ok(None);
        }
        let mut found = before.map(Fault::PhoneOfRow);
        if found.is_none() && asks && self.asked < KEPT_MAX {
            self.asked += 1;
            let taken =
                tx.prepare_cached(OTHERS)?.exists((format!("{PHONE}{phone}"), own.unwrap_or_default()))?;
            found = taken.then_some(Fault::PhoneRegistered);
        }
        self.told += usize::from(found.is_some());
        Ok(found)
    }
}
