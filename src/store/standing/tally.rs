//! The counts that lists show. What changes a recipient's place or standing shifts them here, in its own
//! transaction; only the money given is counted by the ledger itself, in a trigger of the file.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::domain::holiday::RoundCode;
use crate::domain::place::TownshipCode;
use crate::domain::recipient::Kind;
use crate::store::codec;
use crate::store::file::error::Result;

/// The columns of the tally.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    people: i64,
    missed: i64,
    open: i64,
    done: i64,
    closed: i64,
    planned_fen: i64,
}

impl Counts {
    /// Somebody in the register.
    pub(crate) const PERSON: Self =
        Self { people: 1, missed: 0, open: 0, done: 0, closed: 0, planned_fen: 0 };

    /// An item of a round, by its rank and the cash of its standard. What is closed is not planned.
    pub(crate) fn item(rank: i64, cash_fen: i64) -> Self {
        let planned_fen = if rank < 3 { cash_fen } else { 0 };
        let is = i64::from;
        Self {
            people: 0,
            missed: is(rank == 0),
            open: is(rank <= 1),
            done: is(rank == 2),
            closed: is(rank == 3),
            planned_fen,
        }
    }

    /// The same, taken away.
    pub(crate) fn less(self) -> Self {
        Self {
            people: -self.people,
            missed: -self.missed,
            open: -self.open,
            done: -self.done,
            closed: -self.closed,
            planned_fen: -self.planned_fen,
        }
    }

    fn add(&mut self, more: Self) {
        self.people += more.people;
        self.missed += more.missed;
        self.open += more.open;
        self.done += more.done;
        self.closed += more.closed;
        self.planned_fen += more.planned_fen;
    }
}

/// Shifts of the tally by round (none for the register itself), kind and village, with its township: kept in
/// memory until all of a change are known.
#[derive(Default)]
pub(crate) struct TallyDelta(HashMap<(Option<RoundCode>, Kind, i64), (TownshipCode, Counts)>);

impl TallyDelta {
    /// Adds counts to a village.
    pub(crate) fn shift(
        &mut self,
        round: Option<RoundCode>,
        kind: Kind,
        township: &TownshipCode,
        village: i64,
        counts: Counts,
    ) {
        let place = self.0.entry((round, kind, village));
        place.or_insert_with(|| (township.clone(), Counts::default())).1.add(counts);
    }

    /// Writes the shifts, to each village and to its township.
    pub(crate) fn apply(self, conn: &Connection) -> Result<()> {
        // An update first: nearly always the row is there.
        let mut add = conn.prepare_cached(
            "UPDATE tally SET people = people + ?5, missed = missed + ?6, open = open + ?7, done = done + ?8,
                              closed = closed + ?9, planned_fen = planned_fen + ?10
             WHERE round = ?1 AND village = ?2 AND kind = ?3 AND township = ?4",
        )?;
        for ((round, kind, village), (township, counts)) in self.0 {
            if counts == Counts::default() {
                continue;
            }
            let round = round.map(|round| round.to_string()).unwrap_or_default();
            for village in [0, village] {
                let values = rusqlite::params![
                    round,
                    village,
                    codec::kind_code(kind),
                    township.0,
                    counts.people,
                    counts.missed,
                    counts.open,
                    counts.done,
                    counts.closed,
                    counts.planned_fen
                ];
                if add.execute(values)? == 0 {
                    conn.prepare_cached(
                        "INSERT INTO tally (round, village, kind, township, people, missed, open, done, closed, planned_fen)
                         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                    )?
                    .execute(values)?;
                }
            }
        }
        Ok(())
    }
}
