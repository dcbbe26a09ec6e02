//! What is odd about a row as the register knows people: a phone that is somebody else's, somebody who is gone, a unit under
//! a person's column.

use std::collections::HashSet;

use rusqlite::{OptionalExtension, Transaction};

use super::Importer;
use crate::domain::recipient::Kind;
use crate::domain::roster::{Column, Fault, RosterEntry};
use crate::domain::search;
use crate::domain::unit_name::is_like_a_unit;
use crate::store::columns::{borrowed, day, if_any, non_empty};
use crate::store::file::error::Result;

/// Units whose names are kept: more than any banner has.
const UNITS_MAX: u32 = 50_000;

/// The names of the units, as they are compared.
pub(super) fn units(tx: &Transaction<'_>) -> Result<HashSet<String>> {
    let mut statement = tx.prepare_cached(
        "SELECT name FROM main.recipient WHERE kind = 'unit' AND merged_into IS NULL LIMIT ?1",
    )?;
    let mut rows = statement.query([UNITS_MAX])?;
    let mut units = HashSet::new();
    while let Some(row) = rows.next()? {
        units.insert(search::fold(borrowed(row, 0)?));
    }
    Ok(units)
}

impl Importer<'_> {
    /// Why somebody whom the register does not know is nobody: a person who bears the name of a unit. Notes a new unit.
    pub(super) fn judge_newcomer(&mut self, entry: &RosterEntry) -> Option<Vec<(Column, Fault)>> {
        match entry.kind {
            Kind::Unit => {
                self.units.insert(search::fold(&entry.name));
                None
            }
            Kind::Person => (!self.units.is_empty() && self.units.contains(&search::fold(&entry.name)))
                .then(|| vec![(Column::Name, Fault::NameOfUnit)]),
        }
    }

    /// What is odd about a newcomer.
    pub(super) fn odd_newcomer(&mut self, entry: &RosterEntry) -> Result<()> {
        if entry.kind == Kind::Person && is_like_a_unit(&entry.name) {
            self.last.again.push((Column::Name, Fault::LikeUnit));
        }
        let phone = self.phones.find(self.tx, entry, None, (true, self.dry_run.is_some()))?;
        self.last.again.extend(phone.map(|fault| (Column::Phone, fault)));
        Ok(())
    }

    /// What is odd about a row that means somebody whom the register knows: told by a dry run, before the row changes them.
    pub(super) fn odd_known(&mut self, no: i64, entry: &RosterEntry) -> Result<Vec<(Column, Fault)>> {
        let mut odd = Vec::new();
        let asks = self.dry_run.is_some();
        let mut is_new = false;
        if asks {
            let mut statement = self
                .tx
                .prepare_cached("SELECT phone, died_on, left_on FROM main.recipient WHERE local_id = ?1")?;
            let known = statement
                .query_row([no], |row| {
                    let phone = if_any(row, 0)?.unwrap_or_default()
                        != non_empty(entry.phone.as_ref()).unwrap_or_default();
                    Ok((phone, day(row, 1)?, day(row, 2)?))
                })
                .optional()?;
            if let Some((other_phone, died, left)) = known {
                is_new = other_phone;
                // A row that says so itself is right.
                let gone = died.map(Fault::RecordedDead).or(left.map(Fault::RecordedLeft));
                odd.extend(gone.filter(|_| entry.said_gone().is_none()).map(|fault| (Column::Name, fault)));
            }
        }
        let phone = self.phones.find(self.tx, entry, Some(no), (is_new, asks))?;
        odd.extend(phone.map(|fault| (Column::Phone, fault)));
        Ok(odd)
    }
}
