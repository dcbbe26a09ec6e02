//! What happened to one recipient, round by round.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::due::{self, Standing};
use crate::domain::entry::LedgerQuery;
use crate::domain::ids::RecipientId;
use crate::domain::round_card::RoundLine;
use crate::store::columns;
use crate::store::file::error::Result;
use crate::store::ledger::entries;
use crate::store::register::Store;
use crate::store::rounds;
use crate::store::standing::facts;

impl Store {
    /// The rounds that concern a recipient, newest first: those it is in, was called on in, or received in.
    ///
    /// # Errors
    /// Not found; storage troubles.
    pub fn round_lines(&self, id: RecipientId, today: NaiveDate) -> Result<Vec<RoundLine>> {
        let conn = &self.conn;
        let subject = facts::subject_of(conn, id)?;
        let birth =
            conn.query_row("SELECT birth FROM recipient WHERE id = ?1", [id.to_string()], |row| row.get(0))?;
        let mut calls = conn.prepare_cached(
            "SELECT outcome, visited_on, deferred_to, needs, note FROM visit
             WHERE recipient = ?1 AND round = ?2 ORDER BY device_seq DESC",
        )?;
        let entries =
            entries::lines(conn, &LedgerQuery { recipient: Some(id), ..LedgerQuery::default() }, None)?;
        let paid: BTreeSet<_> = entries.iter().map(|entry| entry.round).collect();
        let mut lines = Vec::new();
        for code in rounds::codes(conn)?.into_iter().rev() {
            let round = rounds::load(conn, code)?;
            let verdict = facts::verdict(conn, &subject, &round)?;
            let mut calls = calls
                .query_map((id.to_string(), code.to_string()), facts::call)?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            for text in calls.iter_mut().flat_map(|call| [&mut call.needs, &mut call.note]) {
                *text = columns::about(text.take().map(|text| text.to_string()), birth);
            }
            if verdict.standing == Standing::NotEligible && calls.is_empty() && !paid.contains(&code) {
                continue;
            }
            lines.push(RoundLine {
                round: code,
                state: due::state(verdict.standing, &round.window, today),
                standing: verdict.standing,
                standard: verdict.basis,
                calls,
                entries: entries.iter().filter(|entry| entry.round == code).cloned().collect(),
            });
        }
        Ok(lines)
    }
}
