//! Counts of newcomers, kept in memory while the triggers that count are down.

use std::collections::HashMap;

use rusqlite::Transaction;

use super::{Result, rows, standing};
use crate::domain::due::{Standing, Verdict};
use crate::domain::place::TownshipCode;
use crate::domain::recipient::Kind;
use crate::domain::round::Round;

/// Counts to add to the tally, by round (none for the register itself), kind and village.
#[derive(Default)]
pub(super) struct Tallying(HashMap<(Option<String>, Kind, i64), Counts>);

/// The columns of the tally.
struct Counts {
    township: TownshipCode,
    people: i64,
    missed: i64,
    open: i64,
    done: i64,
    closed: i64,
    planned_fen: i64,
}

impl Tallying {
    /// A newcomer of a village.
    pub(super) fn person(&mut self, kind: Kind, township: &TownshipCode, village: i64) {
        self.at(None, kind, township, village).people += 1;
    }

    /// Its standing in a round.
    pub(super) fn stands(
        &mut self,
        round: &Round,
        verdict: &Verdict,
        kind: Kind,
        township: &TownshipCode,
        village: i64,
    ) {
        let counts = self.at(Some(round.code.to_string()), kind, township, village);
        let cash = verdict.basis.as_ref().map_or(0, |basis| basis.cash.get());
        match verdict.standing {
            Standing::NotEligible => return,
            Standing::Open(missed) => {
                counts.open += 1;
                counts.missed += i64::from(missed.is_some());
            }
            Standing::Done => counts.done += 1,
            Standing::Closed(_) => counts.closed += 1,
        }
        if standing::is_planned(verdict.standing) {
            counts.planned_fen += cash;
        }
    }

    fn at(
        &mut self,
        round: Option<String>,
        kind: Kind,
        township: &TownshipCode,
        village: i64,
    ) -> &mut Counts {
        self.0.entry((round, kind, village)).or_insert_with(|| Counts {
            township: township.clone(),
            people: 0,
            missed: 0,
            open: 0,
            done: 0,
            closed: 0,
            planned_fen: 0,
        })
    }

    /// Adds them, to each village and to its township.
    pub(super) fn add_to(&self, tx: &Transaction<'_>) -> Result<()> {
        let mut add = tx.prepare(
            "INSERT INTO tally (round, village, kind, township, people, missed, open, done, closed, planned_fen)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT DO UPDATE SET people = people + excluded.people, missed = missed + excluded.missed,
               open = open + excluded.open, done = done + excluded.done, closed = closed + excluded.closed,
               planned_fen = planned_fen + excluded.planned_fen",
        )?;
        for ((round, kind, village), counts) in &self.0 {
            for village in [0, *village] {
                add.execute(rusqlite::params![
                    round.as_deref().unwrap_or_default(),
                    village,
                    rows::kind_code(*kind),
                    counts.township.0,
                    counts.people,
                    counts.missed,
                    counts.open,
                    counts.done,
                    counts.closed,
                    counts.planned_fen
                ])?;
            }
        }
        Ok(())
    }
}
