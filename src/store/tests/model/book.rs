//! The model: what people, rounds and calls there are, and what follows from them by the rules of the bureau.

use std::collections::BTreeMap;

use super::calendar::{self, Day, Days4};
use crate::domain::due::{CloseReason, Missed};
use crate::domain::holiday::RoundCode;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::recipient::StatusKind;
use crate::domain::visit::Outcome;

/// Cash and goods in fen.
pub(super) type Sum = [i64; 2];

/// The groups in their order, with what a first round gives each. The last one is for units.
pub(super) const GROUPS: [(&str, Sum); 6] = [
    ("在乡老复员军人", [100_000, 0]),
    ("参加抗美援朝军人", [100_000, 0]),
    ("困难退役军人", [50_000, 16_000]),
    ("烈士遗属", [120_000, 0]),
    ("立功受奖军人家庭", [0, 0]),
    ("驻旗部队", [0, 800_000]),
];
pub(super) const OF_UNITS: usize = 5;

/// A group held by somebody.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Held {
    pub(super) group: usize,
    pub(super) from: Option<Day>,
    pub(super) until: Option<Day>,
    pub(super) entered: Day,
    /// Whose it is, by a merge perhaps another's.
    pub(super) of: usize,
}

impl Held {
    pub(super) fn covers(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// A death, a departure or a suspension.
#[derive(Clone, Debug)]
pub(super) struct Status {
    pub(super) kind: StatusKind,
    pub(super) on: Day,
    /// The call at which it was heard of.
    pub(super) call: Option<usize>,
    pub(super) stands: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) id: RecipientId,
    pub(super) unit: bool,
    pub(super) name: &'static str,
    pub(super) number: Option<String>,
    pub(super) township: usize,
    pub(super) village: usize,
    pub(super) held: Vec<Held>,
    pub(super) statuses: Vec<Status>,
    /// Who this one was merged into.
    pub(super) into: Option<usize>,
}

/// A call, with what was handed over.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) id: EntryId,
    pub(super) of: usize,
    pub(super) round: RoundCode,
    pub(super) outcome: Outcome,
    pub(super) on: Day,
    pub(super) promised: Option<Day>,
    pub(super) sum: Sum,
    pub(super) unit: bool,
    pub(super) stands: bool,
}

impl Call {
    pub(super) fn gives(&self) -> bool {
        matches!(self.outcome, Outcome::Given | Outcome::Proxy)
    }
}

/// What the list of a round holds of somebody.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Listed {
    pub(super) township: usize,
    pub(super) village: usize,
    pub(super) name: &'static str,
    pub(super) group: usize,
    pub(super) groups: u32,
    pub(super) sum: Sum,
}

/// The list of a round that is over, and for whom the history of each counts in it.
#[derive(Clone, Debug)]
pub(super) struct Fixed {
    pub(super) lines: BTreeMap<usize, Listed>,
    holders: Vec<usize>,
}

#[derive(Clone, Debug)]
pub(super) struct Round {
    pub(super) days: Days4,
    pub(super) standards: [Sum; 6],
    pub(super) fixed: Option<Fixed>,
    /// The day on which it was closed.
    pub(super) closed: Option<Day>,
    /// Nobody created it: it came with the first start or write inside its window.
    pub(super) by_itself: bool,
}

/// Where somebody stands in a round.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Stand {
    /// Not on its list.
    Unlisted,
    /// Not on its list, and given something all the same.
    Outside,
    Open(Option<Missed>),
    /// Given a part; which kind is still owed, 0 cash and 1 goods.
    Partly(usize, Option<Missed>),
    Done,
    /// For any of these reasons.
    Closed(Vec<CloseReason>),
}

impl Stand {
    pub(super) fn is_open(&self) -> bool {
        matches!(self, Self::Open(_) | Self::Partly(..))
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct Book {
    pub(super) people: Vec<Person>,
    pub(super) calls: Vec<Call>,
    pub(super) rounds: BTreeMap<RoundCode, Round>,
}

impl Book {
    /// A start or a write on a day: lists of rounds that are over are fixed, and the round of the day comes into being.
    pub(super) fn begin(&mut self, today: Day) {
        let over: Vec<RoundCode> = self
            .rounds
            .iter()
            .filter(|(_, round)| round.fixed.is_none() && round.days.grace < today)
            .map(|(code, _)| *code)
            .collect();
        for code in over {
            let lines = (0..self.people.len()).filter_map(|who| Some((who, self.line(who, code)?))).collect();
            let holders = (0..self.people.len()).map(|who| self.root(who)).collect();
            self.rounds.get_mut(&code).unwrap().fixed = Some(Fixed { lines, holders });
        }
        if let Some((code, days)) = calendar::at(today)
            && !self.rounds.contains_key(&code)
        {
            self.create(code, days, self.last_standards(days.opens), true);
        }
    }

    pub(super) fn create(&mut self, code: RoundCode, days: Days4, standards: [Sum; 6], by_itself: bool) {
        self.rounds.insert(code, Round { days, standards, fixed: None, closed: None, by_itself });
    }

    /// The standards of the last round that opens before a day; where there is none, of the first that was planned.
    pub(super) fn last_standards(&self, opens: Day) -> [Sum; 6] {
        let before = self.rounds.values().filter(|round| round.days.opens < opens);
        let last = before.max_by_key(|round| round.days.opens);
        let last = last.or_else(|| self.rounds.values().min_by_key(|round| round.days.opens));
        last.map_or(GROUPS.map(|(_, sum)| sum), |round| round.standards)
    }

    /// Who somebody is by now.
    pub(super) fn root(&self, who: usize) -> usize {
        self.people[who].into.map_or(who, |into| self.root(into))
    }

    /// For whom the history of somebody counts in a round.
    fn holder(&self, who: usize, code: RoundCode) -> usize {
        match self.rounds.get(&code).and_then(|round| round.fixed.as_ref()) {
            Some(fixed) => fixed.holders.get(who).copied().unwrap_or(who),
            None => self.root(who),
        }
    }

    /// The calls of a round that stand and count for somebody, in the order of recording.
    pub(super) fn calls_of(&self, who: usize, code: RoundCode) -> Vec<&Call> {
        let own = |call: &&Call| call.stands && call.round == code && self.holder(call.of, code) == who;
        self.calls.iter().filter(own).collect()
    }

    /// What stands of a kind of status of somebody: its day.
    pub(super) fn status(&self, who: usize, kind: StatusKind) -> Option<Day> {
        let standing = self.people[who].statuses.iter().filter(|one| one.stands && one.kind == kind);
        standing.map(|one| one.on).min()
    }

    /// The highest standard of the groups that somebody holds on the basis day; equal ones by the order of the groups.
    fn basis(&self, who: usize, round: &Round) -> Option<(usize, u32)> {
        let opens = round.days.opens;
        let counts =
            |held: &Held| held.covers(opens) && (held.from.is_some() || held.entered <= round.days.grace);
        let groups: Vec<usize> = (0..GROUPS.len())
            .filter(|group| round.standards[*group] != [0, 0])
            .filter(|group| self.people[who].held.iter().any(|held| held.group == *group && counts(held)))
            .collect();
        let total = |group: usize| round.standards[group].iter().sum::<i64>();
        let best = groups.iter().copied().max_by_key(|group| (total(*group), GROUPS.len() - group))?;
        Some((best, u32::try_from(groups.len()).unwrap()))
    }

    /// Whether somebody had died, left or been suspended before a day.
    pub(super) fn is_gone(&self, who: usize, before: Day) -> bool {
        self.people[who].statuses.iter().any(|one| one.stands && one.on < before)
    }

    /// What the list of a round holds of somebody, if they are on it.
    pub(super) fn line(&self, who: usize, code: RoundCode) -> Option<Listed> {
        let round = &self.rounds[&code];
        if let Some(fixed) = &round.fixed {
            return fixed.lines.get(&who).cloned();
        }
        if self.people[who].into.is_some() {
            return None;
        }
        let (group, groups) = self.basis(who, round)?;
        // A door at which it was found out that somebody had gone before keeps them on the list, where it closes.
        let calls = self.calls_of(who, code);
        let found_out = !calls.is_empty() && calls.iter().all(|call| !call.gives());
        if self.is_gone(who, round.days.opens) && !found_out {
            return None;
        }
        let person = &self.people[who];
        let (township, village, name) = (person.township, person.village, person.name);
        Some(Listed { township, village, name, group, groups, sum: round.standards[group] })
    }

    /// Whether the human of a line on a fixed list is somebody else by now, or was given something on a line of their own.
    fn is_elsewhere(&self, who: usize, code: RoundCode) -> bool {
        let was_given = |one: usize| {
            let merged = one != who && self.root(one) == who;
            merged
                && self.line(one, code).is_some()
                && self.calls_of(one, code).iter().any(|call| call.gives())
        };
        self.people[who].into.is_some() || (0..self.people.len()).any(was_given)
    }

    /// Where somebody stands in a round.
    pub(super) fn stand(&self, who: usize, code: RoundCode) -> Stand {
        let calls = self.calls_of(who, code);
        let given = [0, 1].map(|kind| calls.iter().any(|call| call.gives() && call.sum[kind] > 0));
        let Some(line) = self.line(who, code) else {
            return if given == [false; 2] { Stand::Unlisted } else { Stand::Outside };
        };
        let says = |call: &&&Call| !matches!(call.outcome, Outcome::Died | Outcome::MovedAway);
        let last = calls.iter().rfind(says);
        // Cash in the place of goods, where the standard has goods alone, was written with a reason: it is all.
        let instead = line.sum[0] == 0 && given[0];
        let owed = [0, 1].into_iter().find(|kind| line.sum[*kind] > 0 && !given[*kind] && !instead);
        if owed.is_none() || last.is_some_and(|call| call.outcome == Outcome::VisitOnly) {
            return Stand::Done;
        }
        let mut closed: Vec<CloseReason> = [
            (StatusKind::Died, CloseReason::Died),
            (StatusKind::Left, CloseReason::MovedAway),
            (StatusKind::Suspended, CloseReason::Suspended),
        ]
        .into_iter()
        .filter(|(kind, _)| {
            let in_time = |on| self.rounds[&code].closed.is_none_or(|closed| on <= closed);
            self.status(who, *kind).is_some_and(in_time)
        })
        .map(|(_, reason)| reason)
        .collect();
        let missed = match last.map(|call| call.outcome) {
            Some(Outcome::Absent) => last.map(|call| Missed::Absent(call.on)),
            Some(Outcome::Deferred) => last.map(|call| Missed::Deferred(call.promised)),
            Some(Outcome::Refused) => {
                closed.push(CloseReason::Refused);
                None
            }
            Some(Outcome::NotFound) => {
                closed.push(CloseReason::NotFound);
                None
            }
            Some(
                Outcome::Given | Outcome::Proxy | Outcome::Died | Outcome::MovedAway | Outcome::VisitOnly,
            )
            | None => None,
        };
        if closed.is_empty() && self.is_elsewhere(who, code) {
            closed.push(CloseReason::Merged);
        } else if closed.is_empty() && self.rounds[&code].closed.is_some() {
            closed.push(CloseReason::RoundClosed);
        }
        match owed {
            _ if !closed.is_empty() => Stand::Closed(closed),
            Some(kind) if given != [false; 2] => Stand::Partly(kind, missed),
            Some(_) | None => Stand::Open(missed),
        }
    }
}
