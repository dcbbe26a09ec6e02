//! What the screens of a plan and of a round's progress ask for, and what answers it beside the facts themselves.

use crate::domain::holiday::RoundCode;
use crate::domain::list::RosterRow;
use crate::domain::page::{Page, Start};
use crate::domain::plan::{PlanFilter, Team};
use crate::domain::round::Group;
use crate::domain::text::CleanText;

/// Which lines of a plan a list asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanPageRequest {
    /// The round.
    pub round: RoundCode,
    /// Which of its lines.
    pub filter: PlanFilter,
    /// Where the page begins.
    pub start: Start,
    /// Rows at most.
    pub limit: u32,
}

/// What the fields of a plan propose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanKnown {
    /// The teams with their handlers.
    pub teams: Vec<Team>,
    /// The names of the stations, as they are listed.
    pub stations: Vec<CleanText>,
    /// The visit groups.
    pub groups: Vec<Group>,
}

/// A page of those behind a number of the progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgressPage(pub Page<RosterRow>);
