//! What happened to one recipient, round by round.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Row};

use crate::domain::due::{self, Standing};
use crate::domain::entry::{LedgerLine, LedgerQuery};
use crate::domain::error::RegisterError;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::recipient::{Held, Membership};
use crate::domain::round::{Round, Standard};
use crate::domain::round_card::RoundLine;
use crate::domain::text::CleanText;
use crate::domain::visit::CallLine;
use crate::store::codec::recipient_id;
use crate::store::columns;
use crate::store::file::error::Result;
use crate::store::ledger::entries;
use crate::store::recipients::rules;
use crate::store::register::Store;
use crate::store::rounds;
use crate::store::standing::facts::{self, Subject};
use crate::store::standing::shared;

/// A call with what became of it, its texts about somebody of that birth.
fn call_line(row: &Row<'_>, birth: Option<NaiveDate>) -> Result<CallLine> {
    let mut call = facts::call(row)?;
    for text in [&mut call.needs, &mut call.note] {
        *text = columns::about(text.take().map(|text| text.to_string()), birth);
    }
    let id: String = row.get(5)?;
    let cancelled = columns::about(row.get(6)?, birth);
    let stands = cancelled.is_none() && !row.get::<_, bool>(7)?;
    let id = id.parse().map_err(|_| RegisterError::Damaged(CleanText::shown(&id)))?;
    Ok(CallLine { id, call, stands, cancelled })
}

/// Whether everything that puts somebody into the group of a standard in a round came by rule.
fn is_by_rule(subject: &Subject, by_rule: &[Held], basis: &Standard, round: &Round) -> bool {
    let mut of = subject.groups.iter().filter(|one| one.held.label == basis.group);
    let counts = |one: &&Membership| one.counts_in(&round.window);
    !by_rule.is_empty() && of.by_ref().filter(counts).all(|one| by_rule.contains(&one.held))
}

impl Store {
    /// One entry, as lists show it.
    ///
    /// # Errors
    /// Not found; storage troubles.
    pub fn entry_line(&self, id: EntryId) -> Result<LedgerLine> {
        let none = || RegisterError::NotFound(CleanText::shown(&id.to_string()));
        let no: Option<i64> = self
            .conn
            .prepare_cached("SELECT local_id FROM entry WHERE id = ?1")?
            .query_row([id.to_string()], |row| row.get(0))
            .optional()?;
        let query = LedgerQuery { numbers: Some(vec![no.ok_or_else(none)?]), ..LedgerQuery::default() };
        entries::lines(&self.conn, &query, None)?.into_iter().next().ok_or_else(none)
    }

    /// The rounds that concern a recipient, newest first: those it is in, was called on in, or received in.
    ///
    /// # Errors
    /// Not found; storage troubles.
    pub fn round_lines(&self, id: RecipientId, today: NaiveDate) -> Result<Vec<RoundLine>> {
        let conn = &self.conn;
        let no = shared::root(conn, facts::number_of(conn, id)?)?;
        let subject = facts::subject(conn, no)?;
        let id = recipient_id(&subject.id)?;
        let birth =
            conn.query_row("SELECT birth FROM recipient WHERE id = ?1", [id.to_string()], |row| row.get(0))?;
        let mut calls = conn.prepare_cached(
            "SELECT v.outcome, v.visited_on, v.deferred_to, v.needs, v.note, v.id,
                    (SELECT reason FROM visit_cancelled WHERE visit = v.id LIMIT 1),
                    EXISTS (SELECT 1 FROM entry WHERE reverses = v.id)
                    OR EXISTS (SELECT 1 FROM status_line
                               WHERE recipient IN (SELECT value FROM json_each(?3)) AND visit = v.id
                                 AND undone IS NOT NULL)
             FROM visit AS v WHERE v.recipient IN (SELECT value FROM json_each(?1)) AND v.round = ?2
             ORDER BY v.device_seq DESC",
        )?;
        let entries =
            entries::lines(conn, &LedgerQuery { recipient: Some(id), ..LedgerQuery::default() }, None)?;
        let paid: BTreeSet<_> = entries.iter().map(|entry| entry.round).collect();
        let by_rule = rules::held_by_rule(conn, no)?;
        let mut lines = Vec::new();
        for code in rounds::codes(conn)?.into_iter().rev() {
            let round = rounds::load(conn, code)?;
            let verdict = facts::verdict(conn, &subject, &round)?;
            let told = code.to_string();
            let members = subject.ties.iter().flat_map(|ties| ties.told_in(&told));
            let [ids, nos] = shared::lists(&subject, members);
            let mut rows = calls.query((ids, &told, nos))?;
            let mut calls = Vec::new();
            while let Some(row) = rows.next()? {
                calls.push(call_line(row, birth)?);
            }
            if verdict.standing == Standing::NotEligible && calls.is_empty() && !paid.contains(&code) {
                continue;
            }
            lines.push(RoundLine {
                round: code,
                state: due::state(verdict.standing, &round.window, today),
                standing: verdict.standing,
                by_rule: round.settled_on.is_none()
                    && verdict
                        .basis
                        .as_ref()
                        .is_some_and(|basis| is_by_rule(&subject, &by_rule, basis, &round)),
                standard: verdict.basis,
                calls,
                entries: entries.iter().filter(|entry| entry.round == code).cloned().collect(),
            });
        }
        Ok(lines)
    }
}
