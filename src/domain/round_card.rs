//! A round with its counts, and what happened to a recipient in it, as screens and commands show them.

use super::due::{DueState, Standing};
use super::entry::LedgerLine;
use super::holiday::RoundCode;
use super::money::Fen;
use super::round::{Round, Standard};
use super::visit::CallLine;

/// Numbers of items by state, for one round on one day, in the order of [`DueState::ALL`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StateCounts(pub Vec<(DueState, u64)>);

impl StateCounts {
    /// How many items are in `state`.
    pub fn of(&self, state: DueState) -> u64 {
        self.0.iter().find(|(s, _)| *s == state).map_or(0, |(_, n)| *n)
    }
}

/// Who was given something in a round without being on its list (名单外): in no count of it, and in no plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutsideSum {
    /// People.
    pub people: u64,
    /// Units.
    pub units: u64,
    /// Cash that they were given and keep, in fen; it is a part of what was given.
    pub cash: Fen,
    /// Goods at their value, in fen.
    pub goods: Fen,
}

impl OutsideSum {
    /// Whether there is nobody.
    pub fn is_nobody(self) -> bool {
        self.people + self.units == 0
    }
}

/// A round with its counts, as the list of rounds shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundCard {
    /// The round.
    pub round: Round,
    /// Items by state; people and units.
    pub counts: StateCounts,
    /// Cash standards of all items, in fen.
    pub planned: Fen,
    /// Cash given, net, in fen.
    pub given: Fen,
    /// Who was given something without being on the list.
    pub outside: OutsideSum,
}

/// What happened to a recipient in one round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundLine {
    /// The round.
    pub round: RoundCode,
    /// State on the day.
    pub state: DueState,
    /// Standing; does not depend on the day.
    pub standing: Standing,
    /// The standard.
    pub standard: Option<Standard>,
    /// Whether the group of the standard is held by a rule alone.
    pub by_rule: bool,
    /// Calls, newest first, those that count no longer among them.
    pub calls: Vec<CallLine>,
    /// Entries, newest first, reversals among them.
    pub entries: Vec<LedgerLine>,
}
