//! Rounds: one holiday of one holiday year, its window, and what each group receives.

use super::holiday::{RoundCode, Window};
use super::money::Fen;
use super::text::CleanText;

/// Cash and goods that a group receives in a round (慰问标准).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standard {
    /// The visit group.
    pub group: CleanText,
    /// Cash, in fen.
    pub cash: Fen,
    /// Goods in words, with quantity; empty for none.
    pub goods: CleanText,
    /// Value of the goods, in fen.
    pub goods_value: Fen,
}

impl Standard {
    /// Cash and goods together, in fen: the measure by which the highest standard is found.
    pub fn total(&self) -> Fen {
        self.cash.plus(self.goods_value)
    }
}

/// A round with its window and standards, in the fixed order of the groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Which holiday of which holiday year.
    pub code: RoundCode,
    /// The festival's day and the days of the window.
    pub window: Window,
    /// What each group receives; a group without a line is not visited.
    pub standards: Vec<Standard>,
    /// False for a round that the calendar knows and nobody has created yet.
    pub created: bool,
}

/// A visit group in its fixed order, which breaks ties between equal standards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its name.
    pub name: CleanText,
    /// Whether it holds units rather than people.
    pub units: bool,
    /// The standard that a first round starts from; later rounds start from the round before.
    pub first: Option<Standard>,
}
