//! The plan of a round (慰问计划): who is to be visited, on which basis, for how much, from which fund, and by which team.
//!
//! A draft is what [`super::due`] says of the facts; approving it (定稿) fixes its lines with their amounts, as a round
//! that is over has its list fixed. What changes afterwards touches the next round: somebody added is 增补 with a reason.

pub mod breach;
pub mod compare;
pub mod explain;
pub mod stations;

use chrono::NaiveDate;

use super::holiday::RoundCode;
use super::ids::RecipientId;
use super::list::RosterRow;
use super::money::Fen;
use super::place::TownshipCode;
use super::round::{Round, Standard};
use super::text::CleanText;
use breach::Breach;

/// How far a round has come: each follows the one before it, and none is left out but by the days themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlanState {
    /// 草稿: its list follows from the facts.
    Draft,
    /// 定稿: approved, its lines are fixed with their amounts.
    Approved,
    /// 已过: its grace is over, approved or not; its list is fixed by then.
    Settled,
    /// 结束: a person closed it.
    Closed,
}

impl PlanState {
    /// Every state, in their order.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Approved, Self::Settled, Self::Closed];

    /// The state of a round on a day. Whether it is approved its list says: before its grace is over nothing else fixes it.
    pub fn of(round: &Round, today: NaiveDate) -> Self {
        if round.closed_on.is_some() {
            Self::Closed
        } else if round.window.grace_until < today {
            Self::Settled
        } else if round.settled_on.is_some() {
            Self::Approved
        } else {
            Self::Draft
        }
    }

    /// The stable name in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Approved => "approved",
            Self::Settled => "settled",
            Self::Closed => "closed",
        }
    }
}

/// Who approved a plan, by which document, on which day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Who.
    pub by: CleanText,
    /// The number of the document (文号).
    pub document: CleanText,
    /// The day that the document bears.
    pub on: NaiveDate,
}

/// An approval asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanApproval {
    /// The round.
    pub round: RoundCode,
    /// Who approved, by what, when.
    pub approval: Approval,
    /// Why all the same, where the plan goes over a budget or a fund pays a group that it may not.
    pub reason: Option<CleanText>,
    /// What was looked at before it was approved; none where nothing was.
    pub seen: Option<PlanSeen>,
}

/// What a plan comes to, as somebody saw it who approves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlanSeen {
    /// Lines of people and of units.
    pub lines: u64,
    /// Cash of the lines, in fen.
    pub planned: Fen,
    /// Value of the goods of the lines, in fen.
    pub goods_value: Fen,
    /// The budgets together, in fen; none where no fund has one.
    pub budget: Option<Fen>,
}

/// A budget that a fund is given in a round, with what the fund pays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetChange {
    /// The round.
    pub round: RoundCode,
    /// The fund (资金来源).
    pub fund: CleanText,
    /// Its cash, in fen; none leaves it as it stands.
    pub budget: Option<Fen>,
    /// Groups whose standards name the fund from now on in this round. Empty: those that name none and that it may pay.
    pub groups: Vec<CleanText>,
    /// The groups that the fund may pay, in whatever round; empty for all of them, none to leave the rule.
    pub only: Option<Vec<CleanText>>,
    /// Why, where the fund may not pay one of the groups, or the plan is approved already.
    pub reason: Option<CleanText>,
}

/// Whom an assignment is about. The narrowest one counts: a person before a village before a township.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assigned {
    /// Everybody of a township.
    Township(TownshipCode),
    /// Everybody of a village, by its name.
    Village(TownshipCode, CleanText),
    /// These, by marks or names.
    Recipients(Vec<RecipientId>),
}

/// Lines given to a team, a leader, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// The round.
    pub round: RoundCode,
    /// Whose lines.
    pub to: Assigned,
    /// The team; an empty name takes the lines from theirs, none leaves it.
    pub team: Option<CleanText>,
    /// The handlers of the team; empty leaves those that it has.
    pub handlers: Vec<CleanText>,
    /// Whether those of them who are not on the list of handlers are right: they are put there.
    pub new_handlers: bool,
    /// The leader (带队领导); an empty name takes the one away, none leaves it.
    pub leader: Option<CleanText>,
}

/// Somebody who is put on an approved plan (增补).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanAddition {
    /// The round.
    pub round: RoundCode,
    /// Who.
    pub recipient: RecipientId,
    /// The group by whose standard; none for the highest of those held.
    pub group: Option<CleanText>,
    /// Why.
    pub reason: CleanText,
}

/// A team (走访组): a name with handlers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// The name.
    pub name: CleanText,
    /// Its handlers.
    pub handlers: Vec<CleanText>,
}

/// Which lines of a plan are asked for; all of the conditions hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanFilter {
    /// The people of this township; units stand apart, as in every list.
    pub township: Option<TownshipCode>,
    /// Of this village.
    pub village: Option<CleanText>,
    /// Of this station.
    pub station: Option<CleanText>,
    /// Of this team.
    pub team: Option<CleanText>,
    /// Only those without a team.
    pub unassigned: bool,
}

impl PlanFilter {
    /// Whether a line is asked for, as far as the line itself tells: the township is seen to by whoever reads.
    pub fn takes(&self, line: &PlanLine) -> bool {
        let is =
            |asked: &Option<CleanText>, own: &str| asked.as_ref().is_none_or(|asked| asked.as_str() == own);
        is(&self.village, &line.row.village)
            && is(&self.station, &line.station)
            && is(&self.team, &line.team)
            && (!self.unassigned || line.team.is_empty())
    }
}

/// A line of a plan (计划行).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanLine {
    /// Who, where, the basis group, the standard with cash and goods, and where they stand.
    pub row: RosterRow,
    /// The fund; empty where the standard names none.
    pub fund: CleanText,
    /// The team; empty where none is assigned.
    pub team: CleanText,
    /// The leader; empty for none.
    pub leader: CleanText,
    /// The station that looks after them; empty in a register without one.
    pub station: CleanText,
    /// Why they were added after the approval (增补); none for a planned line.
    pub added: Option<CleanText>,
}

impl PlanLine {
    /// Its cash, in fen.
    pub fn amount(&self) -> Fen {
        self.row.standard.as_ref().map_or(Fen::ZERO, |standard| standard.cash)
    }

    /// The value of its goods, in fen.
    pub fn goods_value(&self) -> Fen {
        self.row.standard.as_ref().map_or(Fen::ZERO, |standard| standard.goods_value)
    }
}

/// A fund in a round: what it was given and what is planned from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FundSum {
    /// The fund; empty for lines whose standard names none.
    pub fund: CleanText,
    /// Its budget, in fen; none where none was set.
    pub budget: Option<Fen>,
    /// Cash planned from it, in fen: every line, those that are closed by now among them.
    pub planned: Fen,
    /// How many lines it pays.
    pub lines: u64,
    /// The groups whose standards name it in this round.
    pub groups: Vec<CleanText>,
    /// The groups that it may pay; empty for all.
    pub only: Vec<CleanText>,
}

/// What a plan comes to. Every line counts, closed ones too: `planned` is the sum of the amounts of the lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanHead {
    /// The round.
    pub round: Round,
    /// How far it has come.
    pub state: PlanState,
    /// The approval; none of a draft, and of a round that was over without one.
    pub approval: Option<Approval>,
    /// The budgets together, in fen; none where no fund has one.
    pub budget: Option<Fen>,
    /// Cash of the lines, in fen.
    pub planned: Fen,
    /// Value of the goods of the lines, in fen.
    pub goods_value: Fen,
    /// Lines of people.
    pub people: u64,
    /// Lines of units.
    pub units: u64,
    /// Lines added after the approval.
    pub added: u64,
    /// Lines without a team.
    pub unassigned: u64,
    /// The funds.
    pub funds: Vec<FundSum>,
    /// What asks for a reason.
    pub breaches: Vec<Breach>,
    /// The standards that were approved; those of the round in a draft.
    pub standards: Vec<Standard>,
}

impl PlanHead {
    /// What somebody sees of it who approves it.
    pub fn seen(&self) -> PlanSeen {
        PlanSeen {
            lines: self.people + self.units,
            planned: self.planned,
            goods_value: self.goods_value,
            budget: self.budget,
        }
    }
}
