//! The fields of the form of the plan.

use crate::app::form::FieldName;
use crate::domain::text::NOTE_MAX;

/// What is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum PlanItem {
    Scope,
    Who,
    By,
    Document,
    Fund,
    Amount,
    Groups,
    Only,
    Team,
    Handlers,
    Leader,
    Holder,
    Goods,
    Day,
    Reason,
}

impl FieldName for PlanItem {
    fn longest(self) -> usize {
        match self {
            Self::Scope => 0,
            Self::Amount | Self::Day => 20,
            Self::Reason | Self::Goods | Self::Groups | Self::Only => NOTE_MAX,
            Self::Who
            | Self::By
            | Self::Document
            | Self::Fund
            | Self::Team
            | Self::Handlers
            | Self::Leader
            | Self::Holder => 50,
        }
    }
}
