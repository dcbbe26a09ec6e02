//! The figures of the weekly bulletin of a round.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use crate::domain::allocation::balance::{Balance, OpenHolding};
use crate::domain::bulletin::{Bulletin, PLACES_SHOWN, WEEK};
use crate::domain::due::{CloseReason, DueState, Standing};
use crate::domain::error::RegisterError;
use crate::domain::holiday::RoundCode;
use crate::domain::money::Fen;
use crate::domain::page::Start;
use crate::domain::recipient::Kind;
use crate::domain::round_progress::{
    PartProgress, ProgressBy, ProgressListQuery, ProgressPart, ProgressQuery, ProgressState, total,
};
use crate::domain::text::CleanText;
use crate::store::file::error::Result;
use crate::store::register::Store;

/// People and units of a state, and what they were given.
struct Side([PartProgress; 2]);

impl Side {
    fn of(lines: &[PartProgress]) -> Self {
        let of = |kind| total(lines.iter().filter(|line| line.part.kind() == kind), ProgressPart::Outside);
        Self([of(Kind::Person), of(Kind::Unit)])
    }

    fn done(&self) -> [u64; 2] {
        self.0.each_ref().map(|line| line.of(DueState::Done))
    }

    fn whole(&self) -> PartProgress {
        total(&self.0, ProgressPart::Outside)
    }
}

impl Store {
    /// The weekly bulletin of a round by the end of a day.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn bulletin(&self, round: RoundCode, day: NaiveDate) -> Result<Bulletin> {
        let _state = self.state()?;
        let query = ProgressQuery { round, by: ProgressBy::Township, day };
        let before = day.checked_sub_days(Days::new(WEEK)).unwrap_or(day);
        let lines = self.round_progress(&query)?;
        let now = Side::of(&lines);
        let then = Side::of(&self.round_progress(&ProgressQuery { day: before, ..query })?);
        let (whole, earlier) = (now.whole(), then.whole());
        let (done, was) = (now.done(), then.done());
        let mut best: Vec<(CleanText, u64)> = lines
            .iter()
            .filter(|line| matches!(line.part, ProgressPart::Township(_)))
            .filter_map(|line| Some((line.name.clone(), line.percent()?)))
            .collect();
        best.sort_by_key(|(_, percent)| std::cmp::Reverse(*percent));
        let mut last = best.split_off(best.len().div_ceil(2).min(PLACES_SHOWN.max(best.len() / 2)));
        last.reverse();
        last.truncate(PLACES_SHOWN);
        best.truncate(PLACES_SHOWN);
        let started = self.started(query)?;
        let idle = started.iter().filter(|(_, done)| **done == 0).map(|(name, _)| name.clone());
        let week = |now: Fen, then: Fen| now.plus(then.negated());
        Ok(Bulletin {
            round,
            today: day,
            from: before.succ_opt().unwrap_or(day),
            planned: now.0.each_ref().map(PartProgress::planned),
            planned_cash: whole.planned_cash,
            week: std::array::from_fn(|at| {
                let of = |all: &[u64; 2]| all.get(at).copied().unwrap_or_default();
                of(&done).saturating_sub(of(&was))
            }),
            done,
            percent: whole.percent(),
            best,
            last,
            due: whole.due(),
            grace: whole.of(DueState::Grace),
            overdue: whole.of(DueState::Overdue),
            closed: whole.of(DueState::Closed),
            closed_by: self.closed_by(query)?,
            cash: [week(whole.cash, earlier.cash), whole.cash],
            goods: [week(whole.goods, earlier.goods), whole.goods],
            teams: started.len(),
            teams_not_started: idle.collect(),
            open: self.open_holdings(round, day)?,
        })
    }

    /// How many each team visited.
    fn started(&self, query: ProgressQuery) -> Result<BTreeMap<CleanText, u64>> {
        let teams = self.round_progress(&ProgressQuery { by: ProgressBy::Team, ..query })?;
        let mut started: BTreeMap<CleanText, u64> = BTreeMap::new();
        for line in teams.iter().filter(|line| matches!(line.part, ProgressPart::Team(..))) {
            *started.entry(line.name.clone()).or_default() += line.of(DueState::Done);
        }
        Ok(started)
    }

    /// Those closed, by why.
    fn closed_by(&self, of: ProgressQuery) -> Result<Vec<(CloseReason, u64)>> {
        let state = Some(ProgressState::Closed);
        let query = ProgressListQuery { of, part: None, state, start: Start::First, limit: 0 };
        let mut by: BTreeMap<CloseReason, u64> = BTreeMap::new();
        self.progress_rows(&query, |row| {
            if let Standing::Closed(why) = row.standing {
                *by.entry(why).or_default() += 1;
            }
            Ok::<_, RegisterError>(())
        })?;
        Ok(by.into_iter().collect())
    }

    /// What is open with each station and team by the end of a day.
    fn open_holdings(&self, round: RoundCode, day: NaiveDate) -> Result<Vec<OpenHolding>> {
        let all = self.balances(round, day)?;
        Ok(all.iter().filter(|one| one.is_open()).map(Balance::holding).collect())
    }
}
