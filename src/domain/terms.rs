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
    /// The cash of the standard and the value of its goods, in fen.
    pub standard: [Fen; 2],
    /// What is owed beside cash that was given by a lower standard, before the standard was raised (补差), in fen.
    pub top_up: Fen,
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
            standard: basis.map_or([Fen::ZERO; 2], |basis| [basis.cash, basis.goods_value]),
            top_up: Fen::ZERO,
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

    /// Whether cash and goods of those values are what is owed since the standard was raised: a kind of its own, which is
    /// neither off the standard nor a second gift.
    pub fn is_top_up(&self, cash: Fen, goods: Fen) -> bool {
        self.top_up > Fen::ZERO && cash == self.top_up && goods == Fen::ZERO
    }

    /// Whether cash and goods of those values are something else than the standard or one of its two parts, in fen.
    pub fn is_off(&self, cash: Fen, goods: Fen) -> bool {
        let [own_cash, own_goods] = self.standard;
        (cash != Fen::ZERO && cash != own_cash) || (goods != Fen::ZERO && goods != own_goods)
    }
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
            top_up: Fen::ZERO,
        }
    }
}
