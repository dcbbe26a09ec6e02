//! A row about somebody whom the register knows, or whom a row before has brought.

use super::joined::Second;
use super::{Importer, RowFate, says_gone};
use crate::domain::fact_history::FactChange;
use crate::domain::idcard::IdNumber;
use crate::domain::roster::{Column, Fault, RosterEntry};
use crate::domain::text::{CleanText, mask};
use crate::store::file::error::Result;
use crate::store::import::matching::MatchedBy;
use crate::store::import::merged;
use crate::store::import::renaming::NameVerdict;
use crate::store::import::update::RowUpdate;
use crate::store::import::vocabulary::ResolvedPlace;

impl Importer<'_> {
    /// A row about a recipient that the register knows, or that a row before has brought.
    pub(super) fn known(
        &mut self,
        (no, by, through): (i64, MatchedBy, Option<i64>),
        entry: &RosterEntry,
        place: &ResolvedPlace,
    ) -> Result<RowFate> {
        self.scope.name(no);
        let by_id = by != MatchedBy::Name;
        if by == MatchedBy::NumberButCheckDigit {
            let refused = self.another_of_the_number(no, entry)?;
            if !refused.is_empty() {
                return Ok(RowFate::Refused(refused));
            }
        }
        let labels = self.label_bits(place);
        if let Some(row) = self.seen_in(no) {
            return match self.second((no, by, row), entry, place, labels)? {
                Second::Refused(faults) => Ok(RowFate::Refused(faults)),
                Second::Joins(entry, told) => {
                    self.see_labels(no, labels);
                    self.join((no, by), &entry, place, told)
                }
            };
        }
        let right =
            by == MatchedBy::NumberButCheckDigit && entry.id_number.as_ref().is_some_and(IdNumber::is_right);
        let kept;
        let entry = if by == MatchedBy::NumberButCheckDigit && !right {
            // The slip is in the row: the number that is registered stays.
            kept = RosterEntry { id_number: None, ..entry.clone() };
            &kept
        } else {
            entry
        };
        let mut renames = false;
        if by == MatchedBy::Number {
            let verdict = match through {
                Some(through) => merged::judge(self.tx, no, through, entry)?,
                None => self.judge_name(no, entry)?,
            };
            match verdict {
                NameVerdict::Same => {}
                NameVerdict::Renames => renames = true,
                NameVerdict::Refused(faults) => return Ok(RowFate::Refused(faults)),
            }
        }
        self.see(no, entry.row);
        self.see_labels(no, labels);
        let odd = if renames { Vec::new() } else { self.odd_known(no, entry)? };
        self.namesakes.leave(self.tx, no)?;
        let dry = self.dry_run.is_some();
        let through = through.is_some();
        let (origin, rounds, rules) = (&self.origin, &self.rounds[..], self.rules.as_ref());
        let update = RowUpdate { tx: self.tx, origin, dry, through, rounds, rules };
        let updated = update.change(no, entry, place)?;
        let changed = updated.any;
        self.last.again = updated.again;
        self.last.again.extend(updated.held.map(says_gone));
        self.last.again.extend(odd);
        if by == MatchedBy::NumberButCheckDigit {
            self.last.again.push((Column::IdNumber, Fault::SameButCheckDigit));
        }
        self.last.known = Some(no).filter(|_| !renames);
        if changed {
            self.compare(no, updated.added, renames)?;
        }
        if let Some(id) = entry.id_number.as_ref().filter(|_| !by_id) {
            self.learn(&id.key(), no)?;
        }
        self.namesakes.join(self.tx, no)?;
        Ok(match (renames, changed) {
            (true, _) => RowFate::Renamed,
            (false, true) => RowFate::Changed,
            (false, false) => RowFate::Unchanged,
        })
    }

    /// Puts in what a second row about somebody adds.
    fn join(
        &mut self,
        (no, by): (i64, MatchedBy),
        entry: &RosterEntry,
        place: &ResolvedPlace,
        told: Vec<(Column, Fault)>,
    ) -> Result<RowFate> {
        if let Some(bulk) = &mut self.bulk {
            bulk.need_held(self.tx)?;
        }
        self.namesakes.leave(self.tx, no)?;
        let dry = self.dry_run.is_some();
        let is_newcomer = dry
            && !self.tx.prepare_cached("SELECT 1 FROM main.recipient WHERE local_id = ?1")?.exists([no])?;
        let (origin, rounds, rules) = (&self.origin, &self.rounds[..], self.rules.as_ref());
        let update = RowUpdate { tx: self.tx, origin, dry, through: false, rounds, rules };
        let updated = update.change(no, entry, place)?;
        if let Some(id) = entry.id_number.as_ref().filter(|_| by == MatchedBy::Name) {
            self.learn(&id.key(), no)?;
        }
        self.namesakes.join(self.tx, no)?;
        self.last.again = told;
        self.last.again.extend(updated.again);
        self.last.again.extend(updated.held.map(says_gone));
        self.last.known = Some(no);
        // What a rule gave with the row before is more than a dry run knows of: the row is one that says something.
        let changed = updated.any || is_newcomer || !dry;
        if is_newcomer {
            let told = updated.added.into_iter();
            let before = CleanText::default;
            self.last.changes =
                told.map(|(fact, after)| FactChange { fact, before: before(), after }).collect();
        } else if changed {
            self.compare(no, updated.added, false)?;
        }
        Ok(if changed { RowFate::Changed } else { RowFate::Unchanged })
    }

    /// Why a row is refused that bears the number of somebody but for the check digit: the name is another.
    fn another_of_the_number(&self, no: i64, entry: &RosterEntry) -> Result<Vec<(Column, Fault)>> {
        let mut statement = self.tx.prepare_cached("SELECT name FROM recipient WHERE local_id = ?1")?;
        let name: String = statement.query_row([no], |row| row.get(0))?;
        let name = CleanText::unmasked(&name);
        if name.same_name(&entry.name) {
            return Ok(Vec::new());
        }
        let number = entry.id_number.as_ref().map(|id| mask::id(id.as_str())).unwrap_or_default();
        Ok(vec![(Column::IdNumber, Fault::CheckDigitOfAnother { number, name })])
    }

    fn judge_name(&mut self, no: i64, entry: &RosterEntry) -> Result<NameVerdict> {
        let Self { tx, dry_run, bulk, renaming, .. } = self;
        let dry = dry_run.is_some();
        renaming.judge(tx, no, entry, dry, || {
            if let Some(dry_run) = dry_run {
                dry_run.need_names(tx)?;
            }
            bulk.as_mut().map_or(Ok(()), |bulk| bulk.lookup.need_names(tx))
        })
    }
}
