//! What the screens of a plan and of a round's progress ask for, and what answers it beside the facts themselves.

use crate::domain::allocation::{AllocationKind, Holder};
use crate::domain::holiday::RoundCode;
use crate::domain::ids::RecipientId;
use crate::domain::list::RosterRow;
use crate::domain::page::{Page, Start};
use crate::domain::place::TownshipCode;
use crate::domain::plan::stations::Stations;
use crate::domain::plan::{PlanFilter, PlanHead, Team};
use crate::domain::round::Group;
use crate::domain::round_progress::{ProgressPart, ProgressQuery, ProgressState};
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
    /// The stations with the places that they serve.
    pub stations: Stations,
    /// The visit groups.
    pub groups: Vec<Group>,
    /// The list of handlers.
    pub handlers: Vec<CleanText>,
}

/// A page of those behind a number of the progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgressPage(pub Page<RosterRow>);

/// A form of a plan or an allocation, with what it begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanDeed {
    /// The round.
    pub round: RoundCode,
    /// What is to be done.
    pub what: PlanAct,
}

/// What is done to a plan, or with what is handed out for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanAct {
    /// It is approved, with what it comes to.
    Approve(Box<PlanHead>),
    /// The approval is taken back.
    Return,
    /// A fund is given a budget, and named by standards.
    Budget(Box<PlanHead>),
    /// Lines are given to a team: those marked, or the chosen one, its village, its township.
    Assign {
        /// Who is marked.
        marked: Vec<RecipientId>,
        /// The chosen line: who, the name, the township and the village.
        chosen: Box<(RecipientId, CleanText, TownshipCode, [CleanText; 2])>,
    },
    /// Somebody is put on the approved plan.
    Add,
    /// Something is handed to a station or team, comes back, or is missing.
    Allocate(AllocationKind, Option<Holder>),
}

/// A line of a round's progress: whose list opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgressFigure {
    /// The round, by what, on which day.
    pub of: ProgressQuery,
    /// The part; none for the whole round.
    pub part: Option<ProgressPart>,
    /// Its name.
    pub name: String,
    /// The column whose list opens; none for the plan.
    pub state: Option<ProgressState>,
}
