//! The figures of a year and of a round. Every figure equals the sum of the entries it lists.

use super::head::Heads;
use super::holiday::RoundCode;
use super::money::Fen;
use super::text::CleanText;

/// Visits to people: people and person-visits are different numbers (人, 人次).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VisitFigures {
    /// Different people who received.
    pub people: u64,
    /// Calls at which something was handed over.
    pub person_visits: u64,
    /// Cash, net, in fen.
    pub cash: Fen,
    /// Value of goods, net, in fen.
    pub goods: Fen,
}

/// Gifts to units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UnitFigures {
    /// Different units that received.
    pub units: u64,
    /// Cash, net, in fen.
    pub cash: Fen,
    /// Value of goods, net, in fen.
    pub goods: Fen,
}

/// The figures of one group in one round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupFigures {
    /// The group as it was written into the entries; empty for none.
    pub group: CleanText,
    /// Its figures.
    pub visits: VisitFigures,
}

/// The figures of one round within the year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundFigures {
    /// The round.
    pub round: RoundCode,
    /// People.
    pub visits: VisitFigures,
    /// Units.
    pub units: UnitFigures,
    /// People by group.
    pub groups: Vec<GroupFigures>,
}

/// The report of a fiscal year: everything paid in that calendar year, whatever round it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The calendar year of the day paid.
    pub year: i32,
    /// People, over the whole year.
    pub visits: VisitFigures,
    /// Units, over the whole year.
    pub units: UnitFigures,
    /// By round, in order.
    pub rounds: Vec<RoundFigures>,
    /// How far the register reached when it was counted.
    pub heads: Heads,
}

/// The figures of one part of a round: a township, a group, a calendar year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartFigures {
    /// Code or name by which the entries name the part; empty for none.
    pub part: CleanText,
    /// Its name.
    pub name: CleanText,
    /// People.
    pub visits: VisitFigures,
    /// Units.
    pub units: UnitFigures,
}

/// The report of a round: everything paid for it, in whatever year. Place and group are those of the entries, as they were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundReport {
    /// The round.
    pub round: RoundCode,
    /// People, over the whole round.
    pub visits: VisitFigures,
    /// Units, over the whole round.
    pub units: UnitFigures,
    /// By township, in the order of their codes.
    pub places: Vec<PartFigures>,
    /// By group, in the order of the groups.
    pub groups: Vec<PartFigures>,
    /// By the calendar year of the day paid: a round over New Year has two.
    pub years: Vec<PartFigures>,
    /// How far the register reached when it was counted.
    pub heads: Heads,
}
