//! A12: who was registered shortly before, has no number that can be checked, or stands on no roster.

use std::collections::{BTreeMap, HashSet};

use chrono::Datelike;

use super::facts::{Gift, days, told};
use super::gifts::about;
use super::{Finding, Sink, Told, cases};
use crate::domain::holiday::RoundCode;
use crate::domain::setting::Thresholds;

/// The people of one roster who were paid in a round shortly after it.
#[derive(Debug)]
struct Batch {
    round: RoundCode,
    read_on: chrono::NaiveDate,
    humans: HashSet<i64>,
    entries: Vec<i64>,
}

/// New people.
#[derive(Debug)]
pub struct Newcomers {
    rosters: BTreeMap<(String, i64), Batch>,
    /// Ids of those whom a roster changed after they were registered.
    named: HashSet<u128>,
    told: HashSet<i64>,
}

impl Newcomers {
    /// `named` are the ids of those whom some roster changed.
    pub fn new(named: HashSet<u128>) -> Self {
        Self { rosters: BTreeMap::new(), named, told: HashSet::new() }
    }

    /// Takes in an entry.
    pub fn gift(&mut self, gift: &Gift<'_>, limits: &Thresholds, sink: Sink<'_>) {
        if !gift.stands() || !gift.person {
            return;
        }
        let (entered, paid) = (Told::Day(gift.entered_on), Told::Day(gift.paid_on));
        let new = days(gift.entered_on, gift.paid_on) <= limits.new_days;
        if new && !gift.valid_id && !gift.proxy.is_empty() {
            sink(about(gift, &cases::NEW_GHOST, vec![entered, paid]));
        } else if !gift.valid_id {
            // One a human: the number is missing at every gift.
            if self.told.insert(gift.human) {
                let found = Finding::new(&cases::NO_ID, gift.recipient, gift.name, vec![paid]);
                sink(found.of(gift.recipient).naming([gift.no]));
            }
        } else if let Some(roster) = gift.roster.filter(|_| new) {
            let batch = self.rosters.entry((gift.round.to_string(), roster)).or_insert_with(|| Batch {
                round: gift.round,
                read_on: gift.entered_on,
                humans: HashSet::new(),
                entries: Vec::new(),
            });
            batch.humans.insert(gift.human);
            batch.entries.push(gift.no);
        } else if new {
            sink(about(gift, &cases::NEW, vec![entered, paid]));
        } else if gift.roster.is_none() && self.is_on_none(gift) && self.told.insert(gift.human) {
            let found = Finding::new(&cases::NO_ROSTER, gift.recipient, gift.name, vec![entered]);
            sink(found.of(gift.recipient).naming([gift.no]));
        }
    }

    /// Whether somebody was registered by hand in the year of the gift and no roster has changed them since.
    fn is_on_none(&self, gift: &Gift<'_>) -> bool {
        let id = uuid::Uuid::parse_str(gift.recipient).map(|id| id.as_u128()).unwrap_or_default();
        gift.entered_on.year() == gift.paid_on.year() && !self.named.contains(&id)
    }

    /// Tells what was found.
    pub fn finish(self, sink: Sink<'_>) {
        for ((code, roster), batch) in self.rosters {
            let words = vec![Told::Round(batch.round), Told::Day(batch.read_on), told(batch.humans.len())];
            let found = Finding::new(&cases::NEW_BY_ROSTER, &format!("{code} {roster}"), "", words);
            sink(found.naming(batch.entries));
        }
    }
}
