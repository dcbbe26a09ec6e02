//! What is usual in a round for one recipient on a day, as far as recordings are judged by it.

use chrono::NaiveDate;

use super::due;
use super::money::Fen;
use super::recipient::{Absence, Kind, Life, Membership, Residence, StatusKind};
use super::round::{Round, Standard};

/// What is usual.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// A person or a unit.
    pub kind: Kind,
    /// Today.
    pub today: NaiveDate,
    /// The day on which the window opens.
    pub opens: NaiveDate,
    /// Whether the round was created, or would be by a recording of today: its window holds today.
    pub known: bool,
    /// Whether the round was closed.
    pub closed: bool,
    /// Whether the recipient is on its list.
    pub listed: bool,
    /// Here, left or suspended.
    pub residence: Residence,
    /// Departures and suspensions, where residence does not tell all of them: several, or one that has ended.
    pub away: Vec<Absence>,
    /// The cash of the standard as it is now and the value of its goods, in fen.
    pub standard: [Fen; 2],
    /// Where the standards were raised: what held before, each until the day before that one, in their order.
    pub earlier: Vec<(NaiveDate, Option<Standard>)>,
    /// What is owed beside cash that was given by a lower standard, before the standard was raised (补差), in fen: each from
    /// that day on, in their order.
    pub top_ups: Vec<(NaiveDate, Fen)>,
}

impl Terms {
    /// What is usual for somebody who is or was in those groups.
    pub fn of(
        round: &Round,
        kind: Kind,
        groups: &[Membership],
        (life, residence, away): (Life, Residence, &[Absence]),
        today: NaiveDate,
    ) -> Self {
        let (basis, _) = due::basis(groups, round);
        let listed = basis.is_some() && !due::is_gone(life, residence, away, round.window.opens);
        Self::with(round, (kind, residence, away), basis, listed, today)
    }

    /// What is usual in a round whose list is fixed: `line` is the standard of somebody who is on it.
    pub fn settled(
        round: &Round,
        (kind, residence, away): (Kind, Residence, &[Absence]),
        line: Option<&Standard>,
        today: NaiveDate,
    ) -> Self {
        Self::with(round, (kind, residence, away), line, line.is_some(), today)
    }

    fn with(
        round: &Round,
        (kind, residence, away): (Kind, Residence, &[Absence]),
        basis: Option<&Standard>,
        listed: bool,
        today: NaiveDate,
    ) -> Self {
        Self {
            kind,
            today,
            opens: round.window.opens,
            known: round.created || round.window.contains(today),
            closed: round.closed_on.is_some(),
            listed,
            residence,
            away: away.to_vec(),
            standard: parts(basis),
            earlier: Vec::new(),
            top_ups: Vec::new(),
        }
    }

    /// Whether the recipient had left or was suspended on a day, whatever came after it.
    pub fn is_away(&self, on: NaiveDate) -> bool {
        let is_of = |absence: &Absence| matches!(absence.kind, StatusKind::Left | StatusKind::Suspended);
        if self.away.iter().any(|absence| is_of(absence) && absence.holds(on)) {
            return true;
        }
        match self.residence {
            Residence::Here => false,
            Residence::Left(since) | Residence::Suspended(since) => since <= on,
        }
    }

    /// The standard of somebody on a day, where it is `now` as the round is now.
    pub fn basis_on<'a>(&'a self, now: Option<&'a Standard>, day: NaiveDate) -> Option<&'a Standard> {
        match self.earlier.iter().find(|(until, _)| day < *until) {
            Some((_, before)) => before.as_ref(),
            None => now,
        }
    }

    /// The cash of the standard on a day and the value of its goods, in fen.
    pub fn standard_on(&self, day: NaiveDate) -> [Fen; 2] {
        match self.earlier.iter().find(|(until, _)| day < *until) {
            Some((_, before)) => parts(before.as_ref()),
            None => self.standard,
        }
    }

    /// What is owed as 补差 to whom it is paid on a day, in fen.
    pub fn top_up_on(&self, day: NaiveDate) -> Fen {
        self.top_ups.iter().rev().find(|(from, _)| *from <= day).map_or(Fen::ZERO, |(_, owed)| *owed)
    }

    /// Whether cash and goods of those values are something else than the standard of a day or one of its two parts, in fen.
    pub fn is_off(&self, cash: Fen, goods: Fen, on: NaiveDate) -> bool {
        let [own_cash, own_goods] = self.standard_on(on);
        (cash != Fen::ZERO && cash != own_cash) || (goods != Fen::ZERO && goods != own_goods)
    }
}

/// Cash and value of the goods of a standard, in fen.
fn parts(standard: Option<&Standard>) -> [Fen; 2] {
    standard.map_or([Fen::ZERO; 2], |standard| [standard.cash, standard.goods_value])
}

#[cfg(test)]
impl Terms {
    /// A person on the list of a round that opened on a day, with a standard of 1,000 yuan and goods of 160.
    pub(super) fn example(opens: NaiveDate, today: NaiveDate) -> Self {
        let standard = [Fen::new(100_000), Fen::new(16_000)];
        Self {
            kind: Kind::Person,
            today,
            opens,
            known: true,
            closed: false,
            listed: true,
            residence: Residence::Here,
            away: Vec::new(),
            standard,
            earlier: Vec::new(),
            top_ups: Vec::new(),
        }
    }
}
