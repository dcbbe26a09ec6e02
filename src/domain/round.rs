//! Rounds: one holiday of one holiday year, its window, and what each group receives.

use chrono::NaiveDate;

use super::holiday::{RoundCode, Window};
use super::money::Fen;
use super::text::CleanText;

/// Cash and goods that a group receives in a round (慰问标准).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standard {
    /// The visit group.
    pub group: CleanText,
    /// Cash, in fen.
    pub cash: Fen,
    /// Goods in words, with quantity; empty for none.
    pub goods: CleanText,
    /// Value of the goods, in fen.
    pub goods_value: Fen,
}

impl Standard {
    /// Cash and goods together, in fen: the measure by which the highest standard is found.
    pub fn total(&self) -> Fen {
        self.cash.plus(self.goods_value)
    }
}

/// A round with its window and standards, in the fixed order of the groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Which holiday of which holiday year.
    pub code: RoundCode,
    /// The festival's day and the days of the window.
    pub window: Window,
    /// What each group receives; a group without a line is not visited.
    pub standards: Vec<Standard>,
    /// False for a round that the calendar knows and nobody has created yet.
    pub created: bool,
    /// The day from which its list is fixed: nobody enters or leaves it any more.
    pub settled_on: Option<NaiveDate>,
    /// The day on which it was closed: what was open then is closed, and a gift needs a reason.
    pub closed_on: Option<NaiveDate>,
}

impl Round {
    /// As the calendar and the round before it make it: nobody has created it yet.
    pub fn proposed(code: RoundCode, window: Window, standards: Vec<Standard>) -> Self {
        Self { code, window, standards, created: false, settled_on: None, closed_on: None }
    }

    /// Those of `groups` that have no standard in it: nobody of them is visited.
    pub fn left_out<'a>(&self, groups: impl IntoIterator<Item = &'a CleanText>) -> Vec<&'a CleanText> {
        let has_standard = |name: &CleanText| self.standards.iter().any(|one| one.group == *name);
        groups.into_iter().filter(|name| !has_standard(name)).collect()
    }

    /// Whether another one is this one with standards that are raised: the same days, no group with less cash or goods.
    pub fn is_raised_to(&self, then: &Self) -> bool {
        let kept = self.standards.iter().all(|before| {
            then.standards.iter().any(|after| {
                after.group == before.group
                    && after.cash >= before.cash
                    && (after.goods == before.goods && after.goods_value == before.goods_value
                        || before.goods_value == Fen::ZERO)
            })
        });
        kept && self.window == then.window && self.standards != then.standards
    }

    /// Whether it is over on a day and its list not fixed yet.
    pub fn is_to_settle(&self, today: NaiveDate) -> bool {
        self.created && self.settled_on.is_none() && self.window.grace_until < today
    }
}

/// A rule that refuses to create, change or close a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoundRule {
    /// It was created before.
    Exists,
    /// Its days are over: nobody could be visited in it any more.
    Over,
    /// Nobody has created it.
    NotCreated,
    /// It has opened: its days and its standards stand.
    Opened,
    /// Its grace is not over: it cannot be closed yet.
    NotOver,
    /// It was closed before.
    Closed,
    /// Its days do not follow one another.
    Window,
    /// Its list is fixed, and the standards with it.
    Settled,
    /// Once it has opened its days stand, and its standards are only raised.
    OnlyRaised,
    /// The day from which it is raised lies before the opening or has not come.
    RaiseDay,
}

impl RoundRule {
    /// The stable name in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Exists => "exists",
            Self::Over => "over",
            Self::NotCreated => "not_created",
            Self::Opened => "opened",
            Self::NotOver => "not_over",
            Self::Closed => "closed",
            Self::Window => "window",
            Self::Settled => "settled",
            Self::OnlyRaised => "only_raised",
            Self::RaiseDay => "raise_day",
        }
    }
}

/// A visit group in its fixed order, which breaks ties between equal standards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its name.
    pub name: CleanText,
    /// Whether it holds units rather than people.
    pub units: bool,
    /// The standard that a first round starts from; later rounds start from the round before.
    pub first: Option<Standard>,
}
