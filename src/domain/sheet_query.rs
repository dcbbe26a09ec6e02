//! A sheet for paper that has no number: which, of which round, and of whom.

use super::export::Outgoing;
use super::holiday::RoundCode;
use super::place::TownshipCode;
use super::text::CleanText;

/// Which sheet it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetForm {
    /// 走访单: to carry.
    Visits,
    /// 签领表: to be signed.
    Sign,
    /// 走访台账: what was done, for the files.
    Log,
}

impl SheetForm {
    /// What leaves as it.
    pub fn what(self) -> Outgoing {
        match self {
            Self::Visits => Outgoing::VisitSheet,
            Self::Sign => Outgoing::SignSheet,
            Self::Log => Outgoing::LogSheet,
        }
    }
}

/// A sheet for paper, and of whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetQuery {
    /// Which sheet.
    pub form: SheetForm,
    /// The round.
    pub round: RoundCode,
    /// The township; none for the units.
    pub township: Option<TownshipCode>,
    /// Only this village.
    pub village: Option<CleanText>,
}
