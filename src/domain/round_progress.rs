//! How far a round had come by the end of a day, by place, team or group: counts of people and units that add up to the
//! plan, and the sums beside them.
//!
//! A day that is past is told as the register could tell it that evening: a gift, a call, a reversal, a death counts from the
//! day on which it was recorded, so that a bulletin that was sent stays true. The day paid decides the fiscal year and
//! nothing here. The standards are those that were told that evening, and the teams those that were assigned by then: a rise
//! that was entered later is none yet. Who is on the list, from which place and in which group is as the list stands now, so
//! that every day adds up to the same people.

use chrono::NaiveDate;

use super::due::DueState;
use super::holiday::RoundCode;
use super::money::Fen;
use super::page::Start;
use super::place::TownshipCode;
use super::recipient::Kind;
use super::round_card::StateCounts;
use super::text::CleanText;

/// By what a round is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProgressBy {
    /// Townships (苏木镇场).
    #[default]
    Township,
    /// Villages (嘎查村) and communities.
    Village,
    /// Stations (服务站): who looks after the place.
    Station,
    /// Teams (走访组) of the plan.
    Team,
    /// Groups (慰问类别) of the standard.
    Group,
}

impl ProgressBy {
    /// Every one, in the order in which a screen turns through them.
    pub const ALL: [Self; 5] = [Self::Township, Self::Village, Self::Station, Self::Team, Self::Group];

    /// The stable name in commands and JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Township => "township",
            Self::Village => "village",
            Self::Station => "station",
            Self::Team => "team",
            Self::Group => "group",
        }
    }

    /// The word of the field.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Township => "苏木镇场",
            Self::Village => "嘎查村",
            Self::Station => "服务站",
            Self::Team => "走访组",
            Self::Group => "慰问类别",
        }
    }

    /// Reads a code or the Chinese word.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::ALL.into_iter().find(|by| by.code() == text || by.chinese() == text)
    }
}

/// What one line of the progress is of. People and units never share a line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProgressPart {
    /// The people of a township.
    Township(TownshipCode),
    /// The people of a village, by its local number.
    Village(i64),
    /// The people whom a station looks after, by its local number.
    Station(i64),
    /// Whom a team visits: people, or units.
    Team(Kind, CleanText),
    /// Whoever is visited by the standard of a group, by its local number.
    Group(Kind, i64),
    /// The units, wherever they lie.
    Units,
    /// Who has no station, or no team: people, or units.
    Nobody(Kind),
    /// Who was given something without being on the list (名单外): counted nowhere, the money told.
    Outside,
}

impl ProgressPart {
    /// Whether it is told of people or of units.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Team(kind, _) | Self::Group(kind, _) | Self::Nobody(kind) => *kind,
            Self::Units => Kind::Unit,
            Self::Township(_) | Self::Village(_) | Self::Station(_) | Self::Outside => Kind::Person,
        }
    }
}

/// What is asked of the progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProgressQuery {
    /// The round.
    pub round: RoundCode,
    /// By what.
    pub by: ProgressBy,
    /// At the end of which day.
    pub day: NaiveDate,
}

/// One line: a part of a round with its counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartProgress {
    /// What it is of.
    pub part: ProgressPart,
    /// Its name; empty where the texts name it.
    pub name: CleanText,
    /// The township of a village.
    pub township: Option<CleanText>,
    /// People or units by state.
    pub counts: StateCounts,
    /// Cash given, net, in fen; what was given beside the list among it.
    pub cash: Fen,
    /// Value of the goods given, net, in fen.
    pub goods: Fen,
    /// Cash of the standards of all on the list, in fen.
    pub planned_cash: Fen,
    /// Value of the goods of those, in fen.
    pub planned_goods: Fen,
    /// Of the planned cash, that of the items closed with a reason.
    pub closed_cash: Fen,
}

impl PartProgress {
    /// A line of which nothing was counted yet.
    pub fn empty(part: ProgressPart, name: CleanText) -> Self {
        Self {
            part,
            name,
            township: None,
            counts: StateCounts::default(),
            cash: Fen::ZERO,
            goods: Fen::ZERO,
            planned_cash: Fen::ZERO,
            planned_goods: Fen::ZERO,
            closed_cash: Fen::ZERO,
        }
    }

    /// How many are in a state.
    pub fn of(&self, state: DueState) -> u64 {
        self.counts.of(state)
    }

    /// Everybody on the list: done, to be visited, and closed.
    pub fn planned(&self) -> u64 {
        self.counts.0.iter().map(|(_, count)| count).sum()
    }

    /// Who is to be visited and not late: 应访, and 未到期 before the window opens.
    pub fn due(&self) -> u64 {
        self.of(DueState::Due) + self.of(DueState::Upcoming)
    }

    /// Who can be visited, or was: a death or a refusal leaves no visit to make.
    pub fn to_visit(&self) -> u64 {
        self.planned() - self.of(DueState::Closed)
    }

    /// Visited of those who can be, in whole percent, never rounded up; none where nobody can.
    pub fn percent(&self) -> Option<u64> {
        (self.of(DueState::Done) * 100).checked_div(self.to_visit())
    }

    /// The bar of so many cells: full only where all are visited.
    pub fn bar(&self, cells: usize, full: &str, empty: &str) -> String {
        let wide = u64::try_from(cells).unwrap_or_default();
        let filled = (self.of(DueState::Done) * wide).checked_div(self.to_visit()).unwrap_or_default();
        let filled = usize::try_from(filled).unwrap_or(cells).min(cells);
        full.repeat(filled) + &empty.repeat(cells - filled)
    }

    /// Adds another line to this one.
    pub fn add(&mut self, other: &Self) {
        for (state, count) in &other.counts.0 {
            self.count(*state, *count);
        }
        self.cash = self.cash.plus(other.cash);
        self.goods = self.goods.plus(other.goods);
        self.planned_cash = self.planned_cash.plus(other.planned_cash);
        self.planned_goods = self.planned_goods.plus(other.planned_goods);
        self.closed_cash = self.closed_cash.plus(other.closed_cash);
    }

    /// Counts so many in a state.
    pub fn count(&mut self, state: DueState, count: u64) {
        match self.counts.0.iter_mut().find(|(known, _)| *known == state) {
            Some((_, sum)) => *sum += count,
            None => self.counts.0.push((state, count)),
        }
    }

    /// Counts one less in a state.
    pub fn uncount(&mut self, state: DueState) {
        if let Some((_, sum)) = self.counts.0.iter_mut().find(|(known, _)| *known == state) {
            *sum = sum.saturating_sub(1);
        }
    }
}

/// The sum of lines, of people, of units, or of both.
pub fn total<'a>(lines: impl IntoIterator<Item = &'a PartProgress>, part: ProgressPart) -> PartProgress {
    let mut sum = PartProgress::empty(part, CleanText::default());
    lines.into_iter().for_each(|line| sum.add(line));
    sum
}

/// Which people and units stand behind one number of the progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgressListQuery {
    /// The round, by what, and on which day.
    pub of: ProgressQuery,
    /// The line; none for the whole round.
    pub part: Option<ProgressPart>,
    /// Their state; none for all that are planned.
    pub state: Option<ProgressState>,
    /// Where the page begins, or ends.
    pub start: Start,
    /// Rows at most.
    pub limit: u32,
}

/// The columns of the progress, each of which has its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProgressState {
    /// 已访.
    Done,
    /// 应访, and 未到期 before the window opens.
    Due,
    /// 宽限.
    Grace,
    /// 逾期.
    Overdue,
    /// 已了结.
    Closed,
}

impl ProgressState {
    /// Every one, in the order of the columns: they add up to the plan.
    pub const ALL: [Self; 5] = [Self::Done, Self::Due, Self::Grace, Self::Overdue, Self::Closed];

    /// The stable name in commands and JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Due => "due",
            Self::Grace => "grace",
            Self::Overdue => "overdue",
            Self::Closed => "closed",
        }
    }

    /// The column that counts a state.
    pub fn of(state: DueState) -> Option<Self> {
        match state {
            DueState::Done => Some(Self::Done),
            DueState::Due | DueState::Upcoming => Some(Self::Due),
            DueState::Grace => Some(Self::Grace),
            DueState::Overdue => Some(Self::Overdue),
            DueState::Closed => Some(Self::Closed),
            DueState::NotEligible => None,
        }
    }

    /// Its number in a line.
    pub fn count(self, line: &PartProgress) -> u64 {
        match self {
            Self::Done => line.of(DueState::Done),
            Self::Due => line.due(),
            Self::Grace => line.of(DueState::Grace),
            Self::Overdue => line.of(DueState::Overdue),
            Self::Closed => line.of(DueState::Closed),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(counts: [u64; 5]) -> PartProgress {
        let mut line = PartProgress::empty(ProgressPart::Units, CleanText::default());
        let states =
            [DueState::Done, DueState::Upcoming, DueState::Grace, DueState::Overdue, DueState::Closed];
        states.into_iter().zip(counts).for_each(|(state, count)| line.count(state, count));
        line
    }

    #[test]
    fn whom_nobody_can_visit_any_more_is_no_part_of_the_percentage() {
        assert_eq!(line([5, 5, 0, 0, 6]).percent(), Some(50));
        assert_eq!(line([0, 0, 0, 0, 6]).percent(), None);
    }

    #[test]
    fn codes_and_words_are_read_again() {
        for by in ProgressBy::ALL {
            assert_eq!((ProgressBy::parse(by.code()), ProgressBy::parse(by.chinese())), (Some(by), Some(by)));
        }
        assert_eq!(ProgressBy::parse("banner"), None);
    }

    proptest! {
        #[test]
        fn columns_add_up_and_a_bar_is_full_only_when_all_is_done(
            one in prop::array::uniform5(0u64..100_000), other in prop::array::uniform5(0u64..100_000), cells in 1usize..30
        ) {
            let lines = [line(one), line(other)];
            let sum = total(&lines, ProgressPart::Outside);
            prop_assert_eq!(sum.planned(), one.iter().chain(&other).sum::<u64>());
            prop_assert_eq!(ProgressState::ALL.map(|state| state.count(&sum)).iter().sum::<u64>(), sum.planned());
            let done = sum.of(DueState::Done) == sum.to_visit();
            let bar = sum.bar(cells, "#", ".");
            prop_assert_eq!(bar.len(), cells);
            prop_assert_eq!(!bar.contains('.'), done && sum.to_visit() > 0);
            prop_assert_eq!(sum.percent() == Some(100), done && sum.to_visit() > 0);
        }
    }
}
