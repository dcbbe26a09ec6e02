//! What of a plan asks for a reason: more planned than a budget, and a fund that may not pay a group.

use super::FundSum;
use crate::domain::allocation::balance::OpenHolding;
use crate::domain::money::Fen;
use crate::domain::text::CleanText;

/// Something that a plan is approved with for a reason alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Breach {
    /// More is planned than the budget of a fund, or with an empty fund than all budgets of the round; in fen.
    OverBudget {
        /// The fund.
        fund: CleanText,
        /// Its budget.
        budget: Fen,
        /// What is planned.
        planned: Fen,
    },
    /// A fund pays a group that it may not pay.
    WrongFund {
        /// The fund.
        fund: CleanText,
        /// The group.
        group: CleanText,
    },
}

impl Breach {
    /// The stable name in JSON and in the audit.
    pub fn code(&self) -> &'static str {
        match self {
            Self::OverBudget { .. } => "over_budget",
            Self::WrongFund { .. } => "wrong_fund",
        }
    }
}

/// The budgets of a round together; none where no fund has one.
pub fn budget(funds: &[FundSum]) -> Option<Fen> {
    funds.iter().filter_map(|one| one.budget).reduce(Fen::plus)
}

/// Whether a fund may pay a group: one without a rule pays every group.
pub fn may_pay(only: &[CleanText], group: &CleanText) -> bool {
    only.is_empty() || only.contains(group)
}

/// Everything that asks for a reason, fund by fund, the whole round last. The groups of a fund count where it pays a line;
/// `allowed` says of which groups a reason was told when the fund was named.
pub fn breaches(funds: &[FundSum], allowed: impl Fn(&CleanText) -> bool) -> Vec<Breach> {
    let mut found = Vec::new();
    for one in funds {
        if let Some(budget) = one.budget.filter(|budget| *budget < one.planned) {
            found.push(Breach::OverBudget { fund: one.fund.clone(), budget, planned: one.planned });
        }
        let wrong = one.groups.iter().filter(|group| !may_pay(&one.only, group) && !allowed(group));
        found.extend(wrong.map(|group| Breach::WrongFund { fund: one.fund.clone(), group: group.clone() }));
    }
    let planned = funds.iter().fold(Fen::ZERO, |sum, one| sum.plus(one.planned));
    if let Some(budget) = budget(funds).filter(|budget| *budget < planned)
        && !found.iter().any(|one| matches!(one, Breach::OverBudget { .. }))
    {
        found.push(Breach::OverBudget { fund: CleanText::default(), budget, planned });
    }
    found
}

/// Why a plan or an allocation is not what was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanRule {
    /// Nobody has created the round.
    NotCreated,
    /// The plan is a draft: it is approved first.
    Draft,
    /// The plan is approved already.
    Approved,
    /// The round is over: its list stands.
    Over,
    /// The round was closed.
    Closed,
    /// It is another plan than the one that was looked at: what it comes to by now.
    Changed {
        /// Lines of people and of units.
        lines: u64,
        /// Cash of the lines, in fen.
        planned: Fen,
    },
    /// Nobody is on the plan.
    Nobody,
    /// Something was recorded or handed out under the approval: it is not taken back.
    Used,
    /// It asks for a reason.
    Asks(Vec<Breach>),
    /// They are on the plan already.
    OnPlan(CleanText),
    /// They are not on the plan.
    NotOnPlan(CleanText),
    /// Their line was taken back, and says another standard than they would be added with.
    Struck(CleanText),
    /// They hold no group with a standard in the round.
    NoGroup(CleanText),
    /// They died, left or are suspended.
    Gone(CleanText),
    /// No team of that name.
    NoTeam(CleanText),
    /// No name for a team: a station bears it, or it says that there is none.
    TeamName(CleanText),
    /// Handlers who are not on the list of handlers.
    NewHandlers(Vec<CleanText>),
    /// No station or team of that name.
    NoHolder(CleanText),
    /// Something was given out of the hands of this station or team already: who was given it stays with it.
    Spent(CleanText),
    /// Neither cash nor goods.
    Nothing,
    /// More comes back, or is told lost, than is open: of what (empty for cash), and how much is open.
    TooMuch {
        /// The goods with their unit; empty for cash.
        what: CleanText,
        /// How much is open: fen, or units.
        open: i64,
    },
    /// What was handed out is open, so that the round cannot be closed: with whom, and what.
    Open(Vec<OpenHolding>),
    /// The day lies before what it follows, or has not come.
    Day,
}

impl PlanRule {
    /// The stable name in JSON.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotCreated => "not_created",
            Self::Draft => "draft",
            Self::Approved => "approved",
            Self::Over => "over",
            Self::Closed => "closed",
            Self::Changed { .. } => "changed",
            Self::Nobody => "nobody",
            Self::Used => "used",
            Self::Asks(breaches) => breaches.first().map_or("reason", Breach::code),
            Self::OnPlan(_) => "on_plan",
            Self::NotOnPlan(_) => "not_on_plan",
            Self::Struck(_) => "struck",
            Self::NoGroup(_) => "no_group",
            Self::Gone(_) => "gone",
            Self::NoTeam(_) => "no_team",
            Self::TeamName(_) => "team_name",
            Self::NewHandlers(_) => "new_handler",
            Self::Spent(_) => "spent",
            Self::NoHolder(_) => "no_holder",
            Self::Nothing => "nothing",
            Self::TooMuch { .. } => "too_much",
            Self::Open(_) => "open_allocation",
            Self::Day => "day",
        }
    }
}
