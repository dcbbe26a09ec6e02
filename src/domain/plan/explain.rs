//! Why somebody is on a plan, with which standard, or why not.

use chrono::NaiveDate;

use crate::domain::due::{self, Facts};
use crate::domain::recipient::{Held, Life, Residence};
use crate::domain::round::{Round, Standard};
use crate::domain::text::CleanText;

/// How a group that somebody holds, or held, bears on a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bearing {
    /// Its standard is the highest: the basis.
    Wins,
    /// It counts; another one is higher, or equal and before it in the order of the groups.
    Lower,
    /// It has no standard in the round.
    NoStandard,
    /// It is not held on the day the window opens, or was entered after the round was over.
    NotHeld,
}

impl Bearing {
    /// The stable name in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Wins => "wins",
            Self::Lower => "lower",
            Self::NoStandard => "no_standard",
            Self::NotHeld => "not_held",
        }
    }
}

/// Why somebody is not on a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotPlanned {
    /// No group is held, ever.
    NoGroup,
    /// No group held on the day the window opens.
    NotHeld,
    /// None of the groups held has a standard.
    NoStandard,
    /// Died before the window opened.
    Died(NaiveDate),
    /// Moved away before it opened.
    Moved(NaiveDate),
    /// Suspended before it opened.
    Suspended(NaiveDate),
    /// Came after the plan was fixed: to be added with a reason.
    AfterApproval,
}

impl NotPlanned {
    /// The stable name in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoGroup => "no_group",
            Self::NotHeld => "not_held",
            Self::NoStandard => "no_standard",
            Self::Died(_) => "died",
            Self::Moved(_) => "moved",
            Self::Suspended(_) => "suspended",
            Self::AfterApproval => "after_approval",
        }
    }
}

/// A group of somebody in a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupBearing {
    /// The group with its days.
    pub held: Held,
    /// Its standard in the round, where it has one.
    pub standard: Option<Standard>,
    /// How it bears on the round.
    pub bearing: Bearing,
}

/// What a plan holds of somebody and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// The name.
    pub name: CleanText,
    /// The day that decides: the first of the window.
    pub basis_day: NaiveDate,
    /// Whether they are on the plan.
    pub planned: bool,
    /// The standard by which they are; where they are not, that by which they would be.
    pub standard: Option<Standard>,
    /// Why they were added after the approval.
    pub added: Option<CleanText>,
    /// Whether the list is fixed: the line says what was approved, the groups what the facts say by now.
    pub fixed: bool,
    /// Every group that was ever held.
    pub groups: Vec<GroupBearing>,
    /// Why they are not on the plan.
    pub why_not: Option<NotPlanned>,
}

/// How every group of somebody bears on a round.
pub fn bearings(facts: &Facts<'_>, round: &Round) -> Vec<GroupBearing> {
    let (basis, _) = due::basis(facts.groups, round);
    let mut won = false;
    facts
        .groups
        .iter()
        .map(|one| {
            let standard = round.standards.iter().find(|standard| {
                standard.group == one.held.label && standard.total() > crate::domain::money::Fen::ZERO
            });
            let bearing = match standard {
                _ if !one.counts_in(&round.window) => Bearing::NotHeld,
                None => Bearing::NoStandard,
                Some(standard) if !won && Some(standard) == basis => {
                    won = true;
                    Bearing::Wins
                }
                Some(_) => Bearing::Lower,
            };
            GroupBearing { held: one.held.clone(), standard: standard.cloned(), bearing }
        })
        .collect()
}

/// Why the facts put somebody on no draft; none where they do.
pub fn why_not(facts: &Facts<'_>, groups: &[GroupBearing], round: &Round) -> Option<NotPlanned> {
    let opens = round.window.opens;
    if due::is_gone(facts.life, facts.residence, facts.away, opens) {
        let gone = facts.away.iter().find(|absence| absence.covers(opens));
        if let Some(absence) = gone {
            use crate::domain::recipient::StatusKind;
            return Some(match absence.kind {
                StatusKind::Died => NotPlanned::Died(absence.from),
                StatusKind::Suspended => NotPlanned::Suspended(absence.from),
                StatusKind::Left | StatusKind::Withdrawn => NotPlanned::Moved(absence.from),
            });
        }
        return match (facts.life, facts.residence) {
            (Life::Dead(on), _) if on < opens => Some(NotPlanned::Died(on)),
            (_, Residence::Left(on)) => Some(NotPlanned::Moved(on)),
            (_, Residence::Suspended(on)) => Some(NotPlanned::Suspended(on)),
            (Life::Dead(_) | Life::Alive, Residence::Here) => None,
        };
    }
    if groups.iter().any(|one| one.bearing == Bearing::Wins) {
        None
    } else if groups.is_empty() {
        Some(NotPlanned::NoGroup)
    } else if groups.iter().any(|one| one.bearing == Bearing::NoStandard) {
        Some(NotPlanned::NoStandard)
    } else {
        Some(NotPlanned::NotHeld)
    }
}
