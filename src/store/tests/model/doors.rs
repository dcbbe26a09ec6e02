//! What happens at doors, drawn by chance: gifts, and calls at which nothing is given.

use chrono::Days;

use super::book::{Book, Stand, Sum};
use super::calendar::{self, Day};
use super::played::Played;
use super::rules::Attempt;
use crate::domain::holiday::RoundCode;
use crate::domain::recipient::StatusKind;
use crate::domain::visit::Outcome;

impl Played {
    /// A round that a recording may name: nearly always the last one that began.
    pub(super) fn some_round(&mut self, book: &Book) -> RoundCode {
        let begun: Vec<RoundCode> = book
            .rounds
            .iter()
            .filter(|(_, round)| round.days.opens <= self.today)
            .map(|(code, _)| *code)
            .collect();
        let any: Vec<RoundCode> = book.rounds.keys().copied().collect();
        let next = calendar::behind(self.today).0;
        match self.draw.below(12) {
            0 => next,
            1 | 2 => self.draw.pick(&any).unwrap_or(next),
            _ => begun.into_iter().max_by_key(|code| book.rounds[code].days.opens).unwrap_or(next),
        }
    }

    pub(super) fn day_of_call(&mut self) -> Day {
        match self.draw.below(12) {
            0 => self.today + Days::new(1),
            1 | 2 => self.today - Days::new(self.draw.below(30) as u64),
            _ => self.today,
        }
    }

    /// A gift: mostly the standard, to somebody who is due.
    pub(super) fn visit(&mut self) {
        let book = self.begun();
        let round = self.some_round(&book);
        let open: Vec<usize> = self
            .roots()
            .into_iter()
            .filter(|who| book.rounds.contains_key(&round) && book.stand(*who, round).is_open())
            .collect();
        let of = if self.draw.one_in(4) {
            self.somebody()
        } else {
            self.draw.pick(&open).unwrap_or_else(|| self.somebody())
        };
        let line = book.rounds.contains_key(&round).then(|| book.line(of, round)).flatten();
        let mut usual: Sum = line.map_or([50_000, 0], |line| line.sum);
        if book.rounds.contains_key(&round)
            && let Stand::Partly(owed, _) = book.stand(of, round)
        {
            usual[1 - owed] = 0;
        }
        let sum = match self.draw.below(12) {
            0 => [usual[0] + 10_000, usual[1]],
            1 => [0, 16_000],
            2 => [usual[0], 12_300],
            3 => [0, 0],
            _ => usual,
        };
        let dead = book.status(of, StatusKind::Died).is_some();
        let by_proxy = !book.people[of].unit && (self.draw.one_in(8) || dead && self.draw.one_in(2));
        let what = Attempt {
            of,
            round,
            outcome: if by_proxy { Outcome::Proxy } else { Outcome::Given },
            sum,
            on: self.day_of_call(),
            promised: None,
            noted: self.draw.one_in(2),
            reasoned: self.draw.one_in(3),
            handlers: if self.draw.one_in(12) { 1 } else { 2 },
        };
        self.record(&what);
    }

    /// A call at which nothing is given.
    pub(super) fn call(&mut self) {
        const OUTCOMES: [Outcome; 7] = [
            Outcome::Absent,
            Outcome::Deferred,
            Outcome::Refused,
            Outcome::NotFound,
            Outcome::VisitOnly,
            Outcome::Died,
            Outcome::MovedAway,
        ];
        let book = self.begun();
        let (round, of) = (self.some_round(&book), self.somebody());
        let mut outcome = OUTCOMES[self.draw.below(7)];
        let on = self.day_of_call();
        let died = book.status(of, StatusKind::Died);
        let is_away =
            [StatusKind::Left, StatusKind::Suspended].iter().any(|kind| book.status(of, *kind).is_some());
        if outcome == Outcome::Died && died.is_some_and(|day| day > on)
            || outcome == Outcome::MovedAway && is_away
        {
            outcome = Outcome::Absent;
        }
        let later = on + Days::new(self.draw.below(5) as u64);
        let what = Attempt {
            of,
            round,
            outcome,
            sum: if self.draw.one_in(20) { [10_000, 0] } else { [0, 0] },
            on,
            promised: (outcome == Outcome::Deferred).then_some(later),
            noted: false,
            reasoned: self.draw.one_in(3),
            handlers: 2,
        };
        self.record(&what);
    }
}
