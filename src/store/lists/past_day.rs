//! A day before the last act: lists and counts of it tell where the items of a round stood that evening, as its progress does.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::domain::due::DueState;
use crate::domain::error::RegisterError;
use crate::domain::list::RosterRow;
use crate::domain::money::Fen;
use crate::domain::page::Start;
use crate::domain::place::TownshipCode;
use crate::domain::round::Round;
use crate::domain::round_progress::{ProgressBy, ProgressListQuery, ProgressPart, ProgressQuery, total};
use crate::store::audit;
use crate::store::file::error::Result;
use crate::store::lists::due::DueQuery;
use crate::store::register::Store;
use crate::store::standing::past::{self, Stood};

/// Open, done and closed items of a round, the planned cash of all of them, and the cash given.
pub(crate) type PastCounts = ([u64; 3], Fen, Fen);

impl Store {
    /// Tells the day by the clock; none where a person gave it. Lists of that day are those of now, also where a clock that
    /// was ahead had something recorded under a later one: nobody is sent to a door that was paid.
    pub fn stand_on(&self, today: Option<NaiveDate>) {
        self.by_clock.set(today);
    }

    /// Whether something was done behind a day, so that its lists may be others than those of now: the one rule for every
    /// list and count of a day.
    pub(crate) fn is_past(&self, round: &Round, day: NaiveDate) -> Result<bool> {
        let of_now = self.by_clock.get().is_some_and(|today| today <= day);
        Ok(round.created && !of_now && audit::is_past(&self.conn, day)?)
    }

    /// The day, where it is past: what was recorded by its end counts, and nothing later.
    pub(crate) fn past(&self, round: &Round, day: NaiveDate) -> Result<Option<NaiveDate>> {
        Ok(self.is_past(round, day)?.then_some(day))
    }

    /// Who stood otherwise at the end of a day than now, or by another standard, by local number; nobody where the day is not past.
    pub(crate) fn stood(&self, round: &Round, day: NaiveDate) -> Result<HashMap<i64, Stood>> {
        if self.is_past(round, day)? { past::stood(&self.conn, round, day) } else { Ok(HashMap::new()) }
    }

    /// A round as it was told at the end of a day; as it is now where the day is not past.
    pub(crate) fn round_then(&self, round: Round, day: NaiveDate) -> Result<Round> {
        if self.is_past(&round, day)? { past::round_then(&self.conn, &round, day) } else { Ok(round) }
    }

    /// The counts of a round at the end of a day that is past; none where the day is not.
    pub(crate) fn past_counts(
        &self,
        round: &Round,
        township: Option<&TownshipCode>,
        day: NaiveDate,
    ) -> Result<Option<PastCounts>> {
        if !self.is_past(round, day)? {
            return Ok(None);
        }
        let lines = self.round_progress(&query(round, day))?;
        let is_of =
            |part: &ProgressPart| township.is_none_or(|code| *part == ProgressPart::Township(code.clone()));
        let sum = total(lines.iter().filter(|line| is_of(&line.part)), ProgressPart::Outside);
        let [done, closed] = [DueState::Done, DueState::Closed].map(|state| sum.of(state));
        let open = sum.planned().saturating_sub(done + closed);
        Ok(Some(([open, done, closed], sum.planned_cash, sum.cash)))
    }

    /// Visits the items of a round as they stood at the end of a day that is past: whoever was promised a visit by then
    /// first.
    pub(crate) fn past_due<E: From<RegisterError>>(
        &self,
        of: &DueQuery,
        round: &Round,
        day: NaiveDate,
        mut visit: impl FnMut(RosterRow) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let part = of.township.clone().map(ProgressPart::Township);
        let list =
            ProgressListQuery { of: query(round, day), part, state: None, start: Start::First, limit: 0 };
        let mut promised: Vec<RosterRow> = Vec::new();
        self.progress_rows(&list, |row| {
            if of.states.has(row.state) && row.standing.promised_by(day).is_some() {
                promised.push(row);
            }
            Ok::<_, E>(())
        })?;
        promised.sort_by_key(|row| row.standing.promised_by(day));
        promised.into_iter().try_for_each(&mut visit)?;
        self.progress_rows(&list, |row| {
            let told = row.standing.promised_by(day).is_some();
            if of.states.has(row.state) && !told { visit(row) } else { Ok(()) }
        })
    }
}

fn query(round: &Round, day: NaiveDate) -> ProgressQuery {
    ProgressQuery { round: round.code, by: ProgressBy::Township, day }
}
