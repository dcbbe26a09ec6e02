//! Marks on a list: who is meant by the next act. They stay while the list scrolls, is sorted or filtered.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::app::outbox::Outbox;
use crate::app::pending::{Pending, Reply};
use crate::app::query::{NewBatch, ask};
use crate::domain::batch::{Among, BatchSum, LARGEST_BATCH, usual_gift};
use crate::domain::holiday::RoundCode;
use crate::domain::ids::RecipientId;
use crate::domain::usual_gift::Usual;

/// What is known of somebody who is marked.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Known {
    /// It was asked for.
    NotYet,
    /// The usual gift would be recorded.
    Due(Usual),
    /// Nothing would.
    LeftOut,
}

impl Known {
    fn due(&self) -> Option<&Usual> {
        if let Self::Due(usual) = self { Some(usual) } else { None }
    }
}

/// Why nothing was marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotMarked {
    /// Others are marked in another round.
    OtherRound,
    /// More than one act holds.
    TooMany,
}

/// The marks of one list, all in one round.
#[derive(Debug, Default)]
pub struct Marks {
    round: Option<RoundCode>,
    marked: BTreeMap<RecipientId, Known>,
    facts: Pending<NewBatch>,
    /// Whether all of whom facts are awaited will be marked.
    awaits_all: bool,
    /// What the last Esc took away.
    cleared: BTreeMap<RecipientId, Known>,
}

impl Marks {
    /// Whether nobody is marked.
    pub fn is_empty(&self) -> bool {
        self.marked.is_empty()
    }

    /// How many are marked.
    pub fn len(&self) -> usize {
        self.marked.len()
    }

    /// Whether that row is marked.
    pub fn contains(&self, round: Option<RoundCode>, id: RecipientId) -> bool {
        self.round == round && self.marked.contains_key(&id)
    }

    /// The round, and who is marked in it; none where nobody is.
    pub fn meant(&self) -> Option<(RoundCode, Vec<RecipientId>)> {
        let round = self.round.filter(|_| !self.is_empty())?;
        Some((round, self.marked.keys().copied().collect()))
    }

    /// What the usual gifts of those come to of whom they would be recorded; none until that is known of all.
    pub fn sum(&self) -> Option<BatchSum> {
        if self.marked.values().any(|known| *known == Known::NotYet) {
            return None;
        }
        Some(self.marked.values().filter_map(Known::due).collect())
    }

    /// Marks a row, or takes its mark away.
    ///
    /// # Errors
    /// Why it is not marked.
    pub fn toggle(
        &mut self,
        (round, id): (RoundCode, RecipientId),
        out: &mut Outbox<'_>,
    ) -> Result<(), NotMarked> {
        if self.contains(Some(round), id) {
            self.marked.remove(&id);
            Ok(())
        } else {
            self.mark((round, id), out)
        }
    }

    /// Marks a row.
    ///
    /// # Errors
    /// Why it is not marked.
    pub fn mark(
        &mut self,
        (round, id): (RoundCode, RecipientId),
        out: &mut Outbox<'_>,
    ) -> Result<(), NotMarked> {
        if self.contains(Some(round), id) {
            return Ok(());
        }
        self.work_in(round)?;
        if self.len() >= LARGEST_BATCH {
            return Err(NotMarked::TooMany);
        }
        self.marked.insert(id, Known::NotYet);
        self.ask(out);
        Ok(())
    }

    /// Marks all of a list, or takes all marks away where all of it has them already: that is known once they have come.
    ///
    /// # Errors
    /// Why nobody is marked.
    pub fn mark_all(
        &mut self,
        round: RoundCode,
        among: Among,
        out: &mut Outbox<'_>,
    ) -> Result<(), NotMarked> {
        self.work_in(round)?;
        self.awaits_all = true;
        self.facts.ask(out, ask::batch(round, among));
        Ok(())
    }

    /// Takes all marks away; how many there were.
    pub fn clear(&mut self) -> usize {
        self.facts.forget();
        self.awaits_all = false;
        self.cleared = std::mem::take(&mut self.marked);
        self.cleared.len()
    }

    /// The Esc that took them away was none.
    pub fn take_back_esc(&mut self) {
        if self.is_empty() {
            self.marked = std::mem::take(&mut self.cleared);
        }
    }

    /// Another key has come since: what Esc took away stays away.
    pub fn settle(&mut self) {
        self.cleared.clear();
    }

    /// Asks anew what is known of those who are marked: the register changed. Marks of another round than `only` go.
    pub fn renew(&mut self, only: Option<RoundCode>, out: &mut Outbox<'_>) {
        if only.is_some() && self.round != only {
            self.clear();
            self.settle();
        }
        if !self.is_empty() && !self.awaits_all {
            self.marked.values_mut().for_each(|known| *known = Known::NotYet);
            self.ask(out);
        }
    }

    /// Takes an answer of its own; whether it was one, and what is to be said of it.
    pub fn answered(&mut self, today: NaiveDate, reply: &mut Reply) -> Option<Result<(), NotMarked>> {
        if !self.facts.awaits(reply) {
            return None;
        }
        let all = std::mem::take(&mut self.awaits_all);
        let Some(NewBatch { facts, .. }) = self.facts.take(reply) else { return Some(Ok(())) };
        if facts.too_many {
            return Some(Err(NotMarked::TooMany));
        }
        let listed = || facts.candidates.iter().map(|one| one.row.id);
        if all && listed().all(|id| self.marked.contains_key(&id)) {
            self.marked.clear();
            return Some(Ok(()));
        }
        if all && self.len() + listed().filter(|id| !self.marked.contains_key(id)).count() > LARGEST_BATCH {
            return Some(Err(NotMarked::TooMany));
        }
        for one in &facts.candidates {
            let known = usual_gift(one, &facts.round, today, &[]).map_or(Known::LeftOut, Known::Due);
            if all || self.marked.contains_key(&one.row.id) {
                self.marked.insert(one.row.id, known);
            }
        }
        Some(Ok(()))
    }

    fn work_in(&mut self, round: RoundCode) -> Result<(), NotMarked> {
        if !self.is_empty() && self.round != Some(round) {
            return Err(NotMarked::OtherRound);
        }
        self.round = Some(round);
        Ok(())
    }

    /// Asks for those of whom nothing is known yet.
    fn ask(&mut self, out: &mut Outbox<'_>) {
        let Some(round) = self.round else { return };
        let unknown = self.marked.iter().filter(|(_, known)| **known == Known::NotYet);
        let among = Among::These(unknown.map(|(id, _)| *id).collect());
        self.awaits_all = false;
        self.facts.ask(out, ask::batch(round, among));
    }
}
