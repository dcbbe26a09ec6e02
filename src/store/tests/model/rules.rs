//! The model: which recordings the bureau refuses, and which it asks a reason for.

use std::collections::BTreeSet;

use super::book::{Book, Call, Stand, Sum};
use super::calendar::Day;
use crate::domain::holiday::RoundCode;
use crate::domain::recipient::StatusKind;
use crate::domain::visit::Outcome;

/// A recording that is tried.
#[derive(Clone, Debug)]
pub(super) struct Attempt {
    pub(super) of: usize,
    pub(super) round: RoundCode,
    pub(super) outcome: Outcome,
    pub(super) sum: Sum,
    pub(super) on: Day,
    pub(super) promised: Option<Day>,
    /// With a note, which tells why a relative receives for the dead.
    pub(super) noted: bool,
    pub(super) reasoned: bool,
    pub(super) handlers: usize,
}

impl Book {
    /// The rules that stand against a recording, by their names; none where it is written. A round that is neither there
    /// nor of the day is all that is said of it.
    pub(super) fn against(&self, what: &Attempt, today: Day) -> BTreeSet<&'static str> {
        let mut rules = BTreeSet::new();
        let Some(round) = self.rounds.get(&what.round) else { return BTreeSet::from(["NoRound"]) };
        let suits_units = matches!(
            what.outcome,
            Outcome::Given | Outcome::Deferred | Outcome::Refused | Outcome::VisitOnly
        );
        if self.people[what.of].unit && !suits_units {
            rules.insert("UnitOutcome");
        }
        if what.on > today {
            rules.insert("DayToCome");
        }
        if what.outcome == Outcome::Deferred && what.promised.is_none_or(|day| day <= what.on) {
            rules.insert("PromisedDay");
        }
        let (gives, something) =
            (matches!(what.outcome, Outcome::Given | Outcome::Proxy), what.sum != [0, 0]);
        if gives != something {
            rules.insert("Amount");
        }
        if something {
            let died = self.status(what.of, StatusKind::Died);
            let is_late = died.is_some_and(|day| day < what.on);
            if is_late && what.outcome != Outcome::Proxy {
                rules.insert("AfterDeath");
            } else if is_late && !what.noted && !what.reasoned {
                rules.insert("Proxy");
            }
            if what.handlers < if what.sum[0] > 0 { 2 } else { 1 } {
                rules.insert("Handlers");
            }
        }
        if what.reasoned {
            return rules;
        }
        if round.closed.is_some() {
            rules.insert("RoundClosed");
        }
        if what.on < round.days.opens {
            rules.insert("BeforeWindow");
        }
        let away = [StatusKind::Left, StatusKind::Suspended].map(|kind| self.status(what.of, kind));
        if gives && away.into_iter().flatten().any(|since| since <= what.on) {
            rules.insert("Away");
        }
        let line = self.line(what.of, what.round);
        let is_listed = !matches!(self.stand(what.of, what.round), Stand::Unlisted | Stand::Outside)
            // Whoever had gone before is owed nothing, though a call that found it out keeps them on the list.
            && (round.fixed.is_some() || !self.is_gone(what.of, round.days.opens));
        match line.filter(|_| is_listed) {
            None => {
                rules.insert("NotListed");
            }
            Some(line) => {
                let is_off = |kind: usize| what.sum[kind] != 0 && what.sum[kind] != line.sum[kind];
                if is_off(0) || is_off(1) {
                    rules.insert("OffStandard");
                }
            }
        }
        // One human has received once, whoever stands apart in a list that is fixed, and whoever did when it was.
        let mut gifts = self.calls_of(what.of, what.round);
        let own = |call: &&Call| call.round == what.round && self.root(call.of) == self.root(what.of);
        gifts.extend(self.calls.iter().filter(|call| call.stands).filter(own));
        for (kind, rule) in ["DoubleCash", "DoubleGoods"].into_iter().enumerate() {
            if what.sum[kind] > 0 && gifts.iter().any(|call| call.gives() && call.sum[kind] > 0) {
                rules.insert(rule);
            }
        }
        rules
    }
}
