//! Of whom a sheet to sign is written, and the parts of a round that one may be written for.

use super::super::holiday::RoundCode;
use super::super::plan::PlanFilter;
use super::super::text::CleanText;

/// Of whom a sheet to sign is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberedQuery {
    /// The round.
    pub round: RoundCode,
    /// Which of its lines.
    pub filter: PlanFilter,
    /// The units instead of the people.
    pub units: bool,
}

/// By what a round is parted into sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SheetBy {
    /// A station (服务站) a sheet.
    Station,
    /// A team (走访组).
    Team,
    /// A township (苏木镇场).
    Township,
    /// All the people, or all the units.
    Whole,
}

impl SheetBy {
    /// Every one, in the order in which a dialog turns through them.
    pub const ALL: [Self; 4] = [Self::Station, Self::Team, Self::Township, Self::Whole];
}

/// A part of a round for which a sheet can be written: somebody there is still to be visited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetPart {
    /// By what it is a part.
    pub by: SheetBy,
    /// Its name; empty where the texts name it.
    pub name: CleanText,
    /// Whom the sheet holds.
    pub query: NumberedQuery,
    /// Its lines.
    pub lines: u64,
}
