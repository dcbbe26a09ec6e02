//! The fields of the form of the plan.

use crate::app::form::FieldName;
use crate::app::plan_query::PlanAct;
use crate::domain::allocation::AllocationKind;
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
    fn is_list(self) -> bool {
        matches!(self, Self::Groups | Self::Only | Self::Handlers)
    }

    fn longest(self) -> usize {
        match self {
            Self::Scope => 0,
            Self::Amount | Self::Day => 20,
            Self::Reason | Self::Goods | Self::Groups | Self::Only | Self::Handlers => NOTE_MAX,
            Self::Who | Self::By | Self::Document | Self::Fund | Self::Team | Self::Leader | Self::Holder => {
                50
            }
        }
    }
}

/// What is to be filled in.
pub(super) fn items(what: &PlanAct) -> &'static [PlanItem] {
    use PlanItem::{
        Amount, By, Day, Document, Fund, Goods, Groups, Handlers, Holder, Leader, Only, Reason, Scope, Team,
        Who,
    };
    match what {
        PlanAct::Approve(_) => &[By, Document, Day, Reason],
        PlanAct::Return => &[Reason],
        PlanAct::Budget(_) => &[Fund, Amount, Groups, Only, Reason],
        PlanAct::Assign { .. } => &[Scope, Team, Handlers, Leader],
        PlanAct::Add => &[Who, Groups, Reason],
        PlanAct::Allocate(AllocationKind::Mass, _) => &[Holder, Goods, By, Day, Document],
        PlanAct::Allocate(AllocationKind::Lost, _) => &[Holder, Amount, Goods, By, Day, Reason],
        PlanAct::Allocate(AllocationKind::Out | AllocationKind::Back | AllocationKind::Undone, _) => {
            &[Holder, Amount, Goods, By, Day, Document]
        }
    }
}

/// What must be filled in.
pub(super) fn needed(what: &PlanAct) -> &'static [PlanItem] {
    use PlanItem::{By, Document, Fund, Holder, Reason, Team, Who};
    match what {
        PlanAct::Approve(_) => &[By, Document],
        PlanAct::Return => &[Reason],
        PlanAct::Budget(_) => &[Fund],
        PlanAct::Assign { .. } => &[Team],
        PlanAct::Add => &[Who, Reason],
        PlanAct::Allocate(AllocationKind::Lost, _) => &[Holder, By, Reason],
        PlanAct::Allocate(
            AllocationKind::Out | AllocationKind::Back | AllocationKind::Undone | AllocationKind::Mass,
            _,
        ) => &[Holder, By],
    }
}
