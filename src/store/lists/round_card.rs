//! Rounds with their counts, and the one that concerns a day.

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::domain::due::{self, DueState, Standing};
use crate::domain::error::RegisterError;
use crate::domain::holiday::{RoundCode, Window};
use crate::domain::money::Fen;
use crate::domain::place::TownshipCode;
use crate::domain::round::Round;
use crate::domain::round_card::{RoundCard, StateCounts};
use crate::store::file::error::Result;
use crate::store::register::Store;
use crate::store::rounds;
use crate::store::standing::{census, outside};

impl Store {
    /// The round that concerns `today`: the created one whose window holds the day; else the
    /// calendar's; else the last one that has opened; else the next.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn current_round(&self, today: NaiveDate) -> Result<Option<Round>> {
        Ok(self.current_and_over(today)?.0)
    }

    /// As [`Store::current_round`], and whether there is something to do on that day: one before it is over and its list not
    /// fixed yet, or the day lies in the window of one that nobody has created and there are people.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn current_and_over(&self, today: NaiveDate) -> Result<(Option<Round>, bool)> {
        let mut over = false;
        let created = rounds::codes(&self.conn)?;
        let mut opened = None;
        let mut next = None;
        for code in created {
            let round = rounds::load(&self.conn, code)?;
            over |= round.is_to_settle(today);
            if round.window.opens <= today && today <= round.window.grace_until {
                return Ok((Some(round), over));
            }
            if round.window.opens <= today {
                opened = Some(round);
            } else if next.is_none() {
                next = Some(round);
            }
        }
        if let Ok(Some(code)) = RoundCode::at(today) {
            let round = rounds::load(&self.conn, code)?;
            over |= !round.created && self.has_recipients()?;
            return Ok((Some(round), over));
        }
        Ok((opened.or(next), over))
    }

    /// The rounds whose lists a write of today can change: those created that are not fixed, nor would be by that very write
    /// before anything else, and the one of today where nobody has created it yet.
    pub(crate) fn unfixed_rounds(&self, today: NaiveDate) -> Result<Vec<Round>> {
        let mut all = rounds::unsettled(&self.conn)?;
        all.retain(|round| !round.is_to_settle(today));
        all.extend(self.current_round(today)?.filter(|round| !round.created));
        Ok(all)
    }

    /// The created rounds in the order in which they open, with their counts on `today`.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn rounds(&self, today: NaiveDate) -> Result<Vec<RoundCard>> {
        let _state = self.state()?;
        rounds::codes(&self.conn)?.into_iter().map(|code| self.round_card(code, today)).collect()
    }

    /// One round with its counts, created or not.
    ///
    /// # Errors
    /// As [`Store::round`].
    pub fn round_card(&self, code: RoundCode, today: NaiveDate) -> Result<RoundCard> {
        self.round_card_in(code, None, today)
    }

    /// As [`Store::round_card`], counting the people of one township only.
    pub(crate) fn round_card_in(
        &self,
        code: RoundCode,
        township: Option<&TownshipCode>,
        today: NaiveDate,
    ) -> Result<RoundCard> {
        let _state = self.state()?;
        let round = rounds::load(&self.conn, code)?;
        let (numbers, planned) = if round.created {
            tallied(&self.conn, code, township)?
        } else {
            let mut numbers = [0_u64; 3];
            let mut planned = Fen::ZERO;
            census::each(&self.conn, &round, township, |member| {
                let verdict = member.verdict;
                let cash = verdict.basis.map_or(Fen::ZERO, |basis| basis.cash);
                let at = match verdict.standing {
                    Standing::Open(_) | Standing::Partly(..) => 0,
                    Standing::Done => 1,
                    Standing::Closed(_) => 2,
                    Standing::NotEligible => return Ok(()),
                };
                numbers[at] += 1;
                planned = planned.plus(cash);
                Ok::<_, RegisterError>(())
            })?;
            (numbers, planned)
        };
        let given: i64 = self
            .conn
            .prepare_cached(
                "SELECT coalesce(sum(given_fen), 0) FROM tally
                 WHERE round = ?1 AND village = 0 AND (?2 IS NULL OR township = ?2 AND kind = 'person')",
            )?
            .query_row((code.to_string(), township.map(|code| &code.0)), |row| row.get(0))?;
        let past = self.past_counts(&round, township, today)?;
        let (numbers, planned, given) = past.unwrap_or((numbers, planned, Fen::new(given)));
        let counts = counts(numbers, &round.window, today);
        let outside = outside::sum(&self.conn, code, township)?;
        let round = self.round_then(round, today)?;
        Ok(RoundCard { round, counts, planned, given, outside })
    }
}

/// Open, done and closed items of a created round, and its planned cash; that of what is closed stands in no tally.
fn tallied(conn: &Connection, code: RoundCode, township: Option<&TownshipCode>) -> Result<([u64; 3], Fen)> {
    let (counts, planned): ([u64; 3], Fen) = conn
        .prepare_cached(
            "SELECT coalesce(sum(open), 0), coalesce(sum(done), 0), coalesce(sum(closed), 0),
                    coalesce(sum(planned_fen), 0)
             FROM tally WHERE round = ?1 AND village = 0 AND (?2 IS NULL OR township = ?2 AND kind = 'person')",
        )?
        .query_row((code.to_string(), township.map(|code| &code.0)), |row| {
            Ok(([row.get(0)?, row.get(1)?, row.get(2)?], Fen::new(row.get(3)?)))
        })?;
    let closed: i64 = conn
        .prepare_cached(
            "SELECT coalesce(sum(cash_fen), 0) FROM standing INDEXED BY standing_rank
             WHERE round = ?1 AND kind IN ('person', 'unit') AND rank = 3 AND visit_group IS NOT NULL
               AND (?2 IS NULL OR township = ?2 AND kind = 'person')",
        )?
        .query_row((code.to_string(), township.map(|code| &code.0)), |row| row.get(0))?;
    Ok((counts, planned.plus(Fen::new(closed))))
}

/// Numbers of open, done and closed items as numbers by state on a day.
pub(crate) fn counts(numbers: [u64; 3], window: &Window, today: NaiveDate) -> StateCounts {
    let [open, done, closed] = numbers;
    let open_state = due::state(Standing::Open(None), window, today);
    let of = |state| match state {
        DueState::Overdue | DueState::Grace | DueState::Due | DueState::Upcoming if state == open_state => {
            open
        }
        DueState::Overdue | DueState::Grace | DueState::Due | DueState::Upcoming | DueState::NotEligible => 0,
        DueState::Done => done,
        DueState::Closed => closed,
    };
    let states = DueState::ALL.into_iter().filter(|state| *state != DueState::NotEligible);
    StateCounts(states.map(|state| (state, of(state))).collect())
}
