//! The weekly bulletin of a round: figures, each of them that of the progress, of its list, or of the allocations by the end of a
//! day.

use chrono::NaiveDate;

use super::allocation::balance::OpenHolding;
use super::due::CloseReason;
use super::holiday::RoundCode;
use super::money::Fen;
use super::text::CleanText;

/// Days that a week is told of: the day itself and the six before it.
pub const WEEK: u64 = 7;
/// Places told as ahead, and as behind.
pub const PLACES_SHOWN: usize = 3;

/// The figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bulletin {
    /// The round.
    pub round: RoundCode,
    /// The day by whose end they are told.
    pub today: NaiveDate,
    /// The first day of the week.
    pub from: NaiveDate,
    /// People and units planned.
    pub planned: [u64; 2],
    /// Cash planned, in fen.
    pub planned_cash: Fen,
    /// People and units visited in the week.
    pub week: [u64; 2],
    /// People and units visited in all.
    pub done: [u64; 2],
    /// Of all planned, in percent; none where nothing is.
    pub percent: Option<u64>,
    /// Places with the largest shares done, in percent, and those with the smallest.
    pub best: Vec<(CleanText, u64)>,
    /// See `best`.
    pub last: Vec<(CleanText, u64)>,
    /// Still to be visited within the days, in grace, behind it.
    pub due: u64,
    /// See `due`.
    pub grace: u64,
    /// See `due`.
    pub overdue: u64,
    /// Closed, in all and by why.
    pub closed: u64,
    /// See `closed`.
    pub closed_by: Vec<(CloseReason, u64)>,
    /// Cash of the week and in all, in fen.
    pub cash: [Fen; 2],
    /// Goods of the week and in all, at their value in fen.
    pub goods: [Fen; 2],
    /// How many teams there are.
    pub teams: usize,
    /// Those that visited nobody yet.
    pub teams_not_started: Vec<CleanText>,
    /// What is open with each station and team.
    pub open: Vec<OpenHolding>,
}
