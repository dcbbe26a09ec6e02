//! What is due: derived, never stored as a fact; the same facts give the same answer.
//!
//! One decision in two steps, so that a new day costs nothing: [`standing`] weighs the facts of one
//! recipient in one round and does not depend on the day; [`state`] reads that standing on a day. Every list,
//! count, badge, export and report goes through these two. The register keeps standings in an index
//! so that a page of due people costs a page; `muster check` proves the index equal to this function.

use chrono::NaiveDate;

use super::holiday::Window;
use super::money::Fen;
use super::recipient::{Absence, Life, Membership, Residence, StatusKind};
use super::round::{Round, Standard};
use super::visit::{Call, Outcome};

mod closed;
mod given;
#[cfg(test)]
mod tests;

pub use closed::CloseReason;
use given::Given;
pub use given::Rest;

/// Where a recipient stands in a round on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DueState {
    /// 逾期: past grace and unvisited; still recordable.
    Overdue,
    /// 宽限: past the day, within grace.
    Grace,
    /// 应访: to be visited now.
    Due,
    /// 未到期: the window has not opened.
    Upcoming,
    /// 已访: visited.
    Done,
    /// 已了结: closed with a reason.
    Closed,
    /// 未列入: not in this round.
    NotEligible,
}

impl DueState {
    /// Every state, most pressing first.
    pub const ALL: [Self; 7] =
        [Self::Overdue, Self::Grace, Self::Due, Self::Upcoming, Self::Done, Self::Closed, Self::NotEligible];

    /// The stable name in commands and JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Upcoming => "upcoming",
            Self::Due => "due",
            Self::Grace => "grace",
            Self::Overdue => "overdue",
            Self::Done => "done",
            Self::Closed => "closed",
            Self::NotEligible => "not_eligible",
        }
    }

    /// The word of the field.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Upcoming => "未到期",
            Self::Due => "应访",
            Self::Grace => "宽限",
            Self::Overdue => "逾期",
            Self::Done => "已访",
            Self::Closed => "已了结",
            Self::NotEligible => "未列入",
        }
    }

    /// Reads a code or the Chinese word.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::ALL.into_iter().find(|s| s.code() == text || s.chinese() == text)
    }
}

/// A call that failed: the recipient stays due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missed {
    /// Nobody at home on that day.
    Absent(NaiveDate),
    /// Put off, to that day if one was named.
    Deferred(Option<NaiveDate>),
}

/// Where a recipient stands in a round; does not depend on the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Not in this round.
    NotEligible,
    /// To be visited; perhaps after a call that failed.
    Open(Option<Missed>),
    /// To be visited once more: a part of the standard was given; perhaps after a call that failed.
    Partly(Rest, Option<Missed>),
    /// Visited.
    Done,
    /// Closed with a reason.
    Closed(CloseReason),
}

impl Standing {
    /// To be visited: `rest` says what is owed where a part was given.
    fn open(rest: Option<Rest>, missed: Option<Missed>) -> Self {
        rest.map_or(Self::Open(missed), |rest| Self::Partly(rest, missed))
    }

    /// Whether something is still owed: nothing was given, or a part.
    pub fn is_open(self) -> bool {
        match self {
            Self::Open(_) | Self::Partly(..) => true,
            Self::NotEligible | Self::Done | Self::Closed(_) => false,
        }
    }

    /// Whether nothing closed it but the round, if anything.
    fn is_open_or_left(self) -> bool {
        self.is_open() || self == Self::Closed(CloseReason::RoundClosed)
    }

    /// The last call of whoever is to be visited, where it failed.
    pub fn missed(self) -> Option<Missed> {
        match self {
            Self::Open(missed) | Self::Partly(_, missed) => missed,
            Self::NotEligible | Self::Done | Self::Closed(_) => None,
        }
    }

    /// What is still owed where a part was given.
    pub fn rest(self) -> Option<Rest> {
        match self {
            Self::Partly(rest, _) => Some(rest),
            Self::Open(_) | Self::NotEligible | Self::Done | Self::Closed(_) => None,
        }
    }

    /// What of a standard is still owed, in fen: its cash and the value of its goods.
    pub fn owed(self, standard: &Standard) -> [Fen; 2] {
        match self {
            Self::Open(_) => [standard.cash, standard.goods_value],
            Self::Partly(Rest::Cash, _) => [standard.cash, Fen::ZERO],
            Self::Partly(Rest::Goods, _) => [Fen::ZERO, standard.goods_value],
            Self::NotEligible | Self::Done | Self::Closed(_) => [Fen::ZERO; 2],
        }
    }

    /// The day that was promised, if it has come by `today`: who was promised it comes first in every due list.
    pub fn promised_by(self, today: NaiveDate) -> Option<NaiveDate> {
        self.promised().filter(|day| *day <= today)
    }

    /// The day that was promised at the last call.
    pub fn promised(self) -> Option<NaiveDate> {
        match self.missed() {
            Some(Missed::Deferred(day)) => day,
            Some(Missed::Absent(_)) | None => None,
        }
    }
}

/// The facts on which a standing rests.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// Groups held, at any time.
    pub groups: &'a [Membership],
    /// Alive or dead.
    pub life: Life,
    /// Here, left or suspended.
    pub residence: Residence,
    /// Every line of their status history that was not undone, where life and residence do not tell all of it: several
    /// overlap, or one has a last day. Empty for nearly everybody.
    pub away: &'a [Absence],
    /// The latest call in this round, by order of recording, that says how it ended and never was taken back: neither
    /// cancelled, nor its gift reversed. A call that told of a death or a departure says so by the status alone.
    pub last_call: Option<&'a Call>,
    /// Whether any call of this round stands at which nothing was given, those that told of a death or a departure among
    /// them.
    pub called: bool,
    /// Number of cash gifts of this round that no reversal has cancelled.
    pub live_cash: u32,
    /// Number of goods gifts of this round that no reversal has cancelled.
    pub live_goods: u32,
}

/// What somebody is owed by the fixed list of a round that is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListLine {
    /// The standard.
    pub standard: Standard,
    /// How many groups with a standard they were in.
    pub groups: u32,
    /// Whether cash alone makes done, whatever goods the standard has, and goods alone nothing where it has cash: so it was
    /// in rounds whose lists older programs fixed.
    pub by_cash: bool,
    /// Whether the same human was merged, and stands or was given elsewhere on that list: nothing is open here.
    pub elsewhere: bool,
}

/// What a recipient is owed in a round and where they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Where they stand.
    pub standing: Standing,
    /// The standard that applies: the highest of their groups. Its group is the basis.
    pub basis: Option<Standard>,
    /// How many groups with a standard they are in.
    pub groups: u32,
    /// Whether they are on the list of the round: lists hold and counts count nobody else, also where something was given
    /// all the same (名单外).
    pub listed: bool,
}

impl Verdict {
    /// The standard by which they are on the list.
    pub fn listed_basis(&self) -> Option<&Standard> {
        self.basis.as_ref().filter(|_| self.listed)
    }

    /// How many groups put them on the list.
    pub fn listed_groups(&self) -> u32 {
        if self.listed { self.groups } else { 0 }
    }
}

/// Weighs the facts of one recipient in one round. The rule is the bureau's, for a list made before the visits.
///
/// Eligible is who holds, on the day the window opens, a group that has a standard in the round (see
/// [`Membership::counts_in`]), and had not died, left or been suspended by then. The highest standard counts once; equal ones go to
/// the group that stands first in the fixed order of `round.standards`. Where a call found out that
/// the person had gone before the window opened, the item is closed instead of vanishing; where something was given
/// all the same, nothing was found out.
pub fn standing(facts: &Facts<'_>, round: &Round) -> Verdict {
    let (basis, groups) = basis(facts.groups, round);
    let gone = is_gone(facts.life, facts.residence, facts.away, round.window.opens)
        && (is_given(facts) || !facts.called);
    let given = Given::of(basis, facts.live_cash, facts.live_goods);
    weigh(facts, round, basis, groups, (basis.is_some() && !gone).then_some(given))
}

/// As [`standing`], in a round that is over, whose list is fixed: `line` says what it holds of the recipient, none if
/// they are not on it. Groups, places and standards that came later bear on nothing; calls, gifts, deaths and
/// departures on where somebody on the list stands.
pub fn settled_standing(facts: &Facts<'_>, round: &Round, line: Option<&ListLine>) -> Verdict {
    let groups = line.map_or(0, |line| line.groups);
    let given = line.map(|line| match Given::of(Some(&line.standard), facts.live_cash, facts.live_goods) {
        Given::Without(_) if line.by_cash && facts.live_cash > 0 => Given::All,
        Given::Without(_) if line.by_cash => Given::Nothing,
        given @ (Given::Nothing | Given::Without(_) | Given::All) => given,
    });
    let verdict = weigh(facts, round, line.map(|line| &line.standard), groups, given);
    let merged = line.is_some_and(|line| line.elsewhere) && verdict.standing.is_open_or_left();
    if merged { Verdict { standing: Standing::Closed(CloseReason::Merged), ..verdict } } else { verdict }
}

/// Weighs what happened to somebody; `given` says how much of the standard was given to who is on the list of the round,
/// none where they are not on it.
fn weigh(
    facts: &Facts<'_>,
    round: &Round,
    basis: Option<&Standard>,
    groups: u32,
    given: Option<Given>,
) -> Verdict {
    let listed = given.is_some();
    let paid = given.map_or_else(|| is_given(facts), |given| given == Given::All);
    let rest = given.and_then(|given| match given {
        Given::Without(rest) => Some(rest),
        Given::Nothing | Given::All => None,
    });
    let visited = facts.last_call.is_some_and(|call| call.outcome == Outcome::VisitOnly);
    let standing = if paid || visited {
        Standing::Done
    } else if !listed {
        Standing::NotEligible
    } else {
        let standing = open_or_closed(facts, round, rest);
        if standing.is_open() && round.closed_on.is_some() {
            Standing::Closed(CloseReason::RoundClosed)
        } else {
            standing
        }
    };
    Verdict { standing, basis: basis.cloned(), groups, listed }
}

/// Whether anything that was given stands.
fn is_given(facts: &Facts<'_>) -> bool {
    facts.live_cash > 0 || facts.live_goods > 0
}

/// Whether so many gifts that stand are what a standard owes: its cash and its goods. Then no call bears on the standing.
pub fn is_paid(basis: &Standard, live_cash: u32, live_goods: u32) -> bool {
    Given::of(Some(basis), live_cash, live_goods) == Given::All
}

/// The standard by which a holder of those groups is visited in a round, if any, and how many of them count.
pub fn basis<'r>(held: &[Membership], round: &'r Round) -> (Option<&'r Standard>, u32) {
    let mut basis: Option<&Standard> = None;
    let mut groups = 0;
    for standard in &round.standards {
        if standard.total() > Fen::ZERO
            && held.iter().any(|one| one.held.label == standard.group && one.counts_in(&round.window))
        {
            groups += 1;
            if basis.is_none_or(|best| standard.total() > best.total()) {
                basis = Some(standard);
            }
        }
    }
    (basis, groups)
}

/// Whether the person was out of the register before the basis day and on it: then the item never opened, whatever hides
/// it later.
pub fn is_gone(life: Life, residence: Residence, away: &[Absence], basis_day: NaiveDate) -> bool {
    if !away.is_empty() {
        return away.iter().any(|absence| absence.covers(basis_day));
    }
    let dead = matches!(life, Life::Dead(on) if on < basis_day);
    let away = match residence {
        Residence::Here => false,
        Residence::Left(on) | Residence::Suspended(on) => on < basis_day,
    };
    dead || away
}

/// What closes an open item of a round: who came back before its grace ended is open again, who came back later was not there
/// to be visited. What began after the round was closed says nothing of it.
fn closing(facts: &Facts<'_>, round: &Round) -> Option<CloseReason> {
    let in_time = |from: NaiveDate| round.closed_on.is_none_or(|closed| from <= closed);
    let counts = |one: &Absence| one.outlasts(round.window.grace_until) && in_time(one.from);
    let away = |kind: StatusKind| facts.away.iter().any(|one| one.kind == kind && counts(one));
    let told = facts.away.is_empty();
    let dead = told && matches!(facts.life, Life::Dead(on) if in_time(on));
    let [left, stopped] = match facts.residence {
        Residence::Left(on) => [told && in_time(on), false],
        Residence::Suspended(on) => [false, told && in_time(on)],
        Residence::Here => [false, false],
    };
    let reasons = [
        (StatusKind::Died, dead, CloseReason::Died),
        (StatusKind::Left, left, CloseReason::MovedAway),
        (StatusKind::Suspended, stopped, CloseReason::Suspended),
    ];
    reasons.into_iter().find(|(kind, is, _)| *is || away(*kind)).map(|(.., reason)| reason)
}

fn open_or_closed(facts: &Facts<'_>, round: &Round, rest: Option<Rest>) -> Standing {
    if let Some(reason) = closing(facts, round) {
        return Standing::Closed(reason);
    }
    let Some(call) = facts.last_call else { return Standing::open(rest, None) };
    match call.outcome {
        Outcome::Absent => Standing::open(rest, Some(Missed::Absent(call.on))),
        Outcome::Deferred => Standing::open(rest, Some(Missed::Deferred(call.deferred_to))),
        Outcome::Refused => Standing::Closed(CloseReason::Refused),
        Outcome::NotFound => Standing::Closed(CloseReason::NotFound),
        // A part alone; a death or departure that stands does so as a status.
        Outcome::Given | Outcome::Proxy | Outcome::Died | Outcome::MovedAway => Standing::open(rest, None),
        Outcome::VisitOnly => Standing::Done,
    }
}

/// Reads a standing on a day.
pub fn state(standing: Standing, window: &Window, day: NaiveDate) -> DueState {
    match standing {
        Standing::NotEligible => DueState::NotEligible,
        Standing::Done => DueState::Done,
        Standing::Closed(_) => DueState::Closed,
        Standing::Open(_) | Standing::Partly(..) => {
            if day < window.opens {
                DueState::Upcoming
            } else if day <= window.due_until {
                DueState::Due
            } else if day <= window.grace_until {
                DueState::Grace
            } else {
                DueState::Overdue
            }
        }
    }
}
