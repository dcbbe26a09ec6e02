//! Newcomers whose ID number is another's but for a slip: the same name and township, and a number as
//! [`Packed::is_slip_of`] tells. Such a pair is possibly one person (疑似同一人), registered twice.
//!
//! What is found is a warning, which names no number. The rows before are kept in memory; the register is asked by a dry
//! run alone, since a pass that writes warns of nothing that the pass before it has not told. It is asked for few rows of
//! one name and township, as many as may be asked by a whole number before they are slowed: who tries out what a mask
//! hides needs the name, and learns no more by many rows.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};

use rusqlite::Transaction;

use crate::domain::idcard::Packed;
use crate::domain::place::TownshipCode;
use crate::domain::roster::{Fault, RosterEntry};
use crate::domain::search::ALIKE;
use crate::store::columns;
use crate::store::file::error::Result;

/// Newcomers that are kept, at most.
const KEPT_MAX: usize = 50_000;
/// Of one name in one township, at most: those of a crowd are not compared with all others.
const CROWD: usize = 64;

/// Those of a name in a township whose ID number is known.
pub(crate) const NUMBERED: &str = "SELECT r.id_key FROM main.recipient AS r INDEXED BY recipient_name
     WHERE r.name = ?1 AND r.township = ?2 AND r.id_key IS NOT NULL LIMIT 64";

/// Whom a newcomer may be.
#[derive(Debug, Default)]
pub struct Resemblance {
    /// A warning about its ID number, or that nothing tells it from somebody of its name.
    pub fault: Option<Fault>,
    /// The township in which its number was compared with those registered.
    pub among: Option<TownshipCode>,
}

impl Resemblance {
    /// The same, or where there is none whether nothing tells it from somebody of its name.
    pub(crate) fn or_namesake(self, untold: bool) -> Self {
        let fault = self.fault.or(untold.then_some(Fault::LikeNamesake));
        Self { fault, ..self }
    }
}

/// The newcomers of the rows before, in some 50 bytes each: chains of those of one name in one township, the newest first.
#[derive(Default)]
pub(crate) struct Lookalikes {
    hasher: RandomState,
    /// The newest of a name and township, by their hash: its place among those kept, from 1.
    newest: HashMap<u64, u32>,
    kept: Vec<Kept>,
}

/// A newcomer.
struct Kept {
    number: Packed,
    row: u32,
    /// The one of that name and township before it; 0 for none.
    before: u32,
}

impl Lookalikes {
    /// Whom a newcomer may be, and keeps it for the rows that come. `asks` whether the register is asked too.
    pub(crate) fn find(
        &mut self,
        tx: &Transaction<'_>,
        entry: &RosterEntry,
        township: &TownshipCode,
        asks: bool,
    ) -> Result<Resemblance> {
        if self.kept.len() >= KEPT_MAX {
            return Ok(Resemblance::default());
        }
        let Some(number) = entry.id_number.as_ref().and_then(|id| Packed::of(&id.key())) else {
            return Ok(Resemblance::default());
        };
        let newest = self.newest.entry(self.hasher.hash_one((&*entry.name, &*township.0))).or_default();
        let mut crowd = 0;
        let mut found = None;
        let mut at = *newest;
        while let Some(kept) = at.checked_sub(1).and_then(|at| self.kept.get(at as usize)) {
            crowd += 1;
            if number.is_slip_of(kept.number) {
                found = Some(Fault::LikeRow(u64::from(kept.row)));
            }
            at = kept.before;
        }
        let mut among = None;
        if found.is_none() && asks && crowd < ALIKE {
            let mut statement = tx.prepare_cached(NUMBERED)?;
            let mut rows = statement.query((entry.name.as_str(), &township.0))?;
            while let Some(row) = rows.next()? {
                among = Some(township.clone());
                if Packed::of(columns::borrowed(row, 0)?).is_some_and(|other| number.is_slip_of(other)) {
                    found = Some(Fault::LikeRegistered);
                    break;
                }
            }
        }
        if crowd < CROWD {
            self.kept.push(Kept {
                number,
                row: u32::try_from(entry.row).unwrap_or(u32::MAX),
                before: *newest,
            });
            *newest = u32::try_from(self.kept.len()).unwrap_or_default();
        }
        Ok(Resemblance { fault: found, among })
    }
}
