//! A recording that may stand already: the same again is told, not written twice, and an id names one thing only.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row};

use crate::domain::error::RegisterError;
use crate::domain::gift::Recording;
use crate::domain::ids::EntryId;
use crate::domain::op::Answer;
use crate::domain::text::same_name;
use crate::store::columns::non_empty;
use crate::store::file::error::Result;
use crate::store::register::Store;

impl Store {
    /// The day of the call that was recorded under an id, if that was the day that the program took for today. Doing
    /// the same again after midnight without naming a day means that one.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn day_taken_for_today(&self, id: EntryId) -> Result<Option<NaiveDate>> {
        let mut call = self
            .conn
            .prepare_cached("SELECT visited_on FROM visit WHERE id = ?1 AND visited_on = recorded_on")?;
        Ok(call.query_row([id.to_string()], |row| row.get(0)).optional()?)
    }
}

/// What stands under the id of a recording.
pub(super) struct Seen {
    /// The answer, if the same was recorded before.
    pub(super) answer: Option<Answer>,
    /// Whether a draft waits under it.
    pub(super) draft: bool,
}

/// Whether a recording of that id stands already: the same, or another.
pub(super) fn seen_before(conn: &Connection, recording: &Recording) -> Result<Seen> {
    let id = recording.id.to_string();
    // An id that names anything else is none for a recording.
    let (taken, draft, visit): (bool, bool, _) = conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM entry WHERE id = ?1 AND kind <> 'gift')
                 OR EXISTS (SELECT 1 FROM recipient WHERE id = ?1)
                 OR EXISTS (SELECT 1 FROM draft WHERE id = ?1 AND recipient <> ?2),
               EXISTS (SELECT 1 FROM draft WHERE id = ?1),
               v.recipient, v.round, v.outcome, v.visited_on, v.deferred_to, v.handler_1, v.handler_2, v.needs, v.note
             FROM (SELECT 1) LEFT JOIN visit AS v ON v.id = ?1",
        )?
        .query_row((&id, recording.recipient.to_string()), |row| {
            Ok((row.get(0)?, row.get(1)?, Visit::read(row)?))
        })?;
    if taken {
        return Err(RegisterError::Different(recording.id));
    }
    let Some(visit) = visit else { return Ok(Seen { answer: None, draft }) };
    let gift = conn
        .prepare_cached(
            // A top-up without words of its own bears its name.
            "SELECT cash_fen, goods, goods_fen, proxy, relation, nullif(reason, coalesce(subject, ''))
             FROM entry WHERE id = ?1",
        )?
        .query_row([&id], |row| {
            Ok(Handed {
                cash: row.get(0)?,
                goods: row.get(1)?,
                goods_fen: row.get(2)?,
                proxy: row.get(3)?,
                relation: row.get(4)?,
                reason: row.get(5)?,
            })
        })
        .optional()?
        .unwrap_or_default();
    let died_on = died_on(conn, recording)?;
    if visit != Visit::of(recording) || gift != Handed::of(recording) || died_on != recording.died_on {
        return Err(RegisterError::Different(recording.id));
    }
    let answer = match undone_on(conn, &id)? {
        Some(on) => Answer::Undone(recording.id, on),
        None => Answer::Exists(recording.id),
    };
    Ok(Seen { answer: Some(answer), draft })
}

/// The day of death that was told at the call of that id, where it is another than the day of the call.
fn died_on(conn: &Connection, recording: &Recording) -> Result<Option<NaiveDate>> {
    let Some(told) = recording.died_on else { return Ok(None) };
    let mut line = conn.prepare_cached(
        "SELECT l.happened_on FROM recipient AS r JOIN status_line AS l ON l.recipient = r.local_id
         WHERE r.id = ?1 AND l.visit = ?2 LIMIT 1",
    )?;
    let ids = (recording.recipient.to_string(), recording.id.to_string());
    // Where somebody else had told of the death before, the call has no line of its own.
    Ok(Some(line.query_row(ids, |row| row.get(0)).optional()?.unwrap_or(told)))
}

/// The day on which what a call brought was undone: its gift was reversed, the call cancelled, or the status that it set taken back.
fn undone_on(conn: &Connection, id: &str) -> Result<Option<NaiveDate>> {
    let mut undone = conn.prepare_cached(
        "SELECT coalesce((SELECT recorded_on FROM entry WHERE reverses = ?1 ORDER BY local_id LIMIT 1),
                         (SELECT recorded_on FROM visit_cancelled WHERE visit = ?1 LIMIT 1),
                         (SELECT l.undone_on FROM visit AS v JOIN recipient AS r ON r.id = v.recipient
                          JOIN status_line AS l ON l.recipient = r.local_id
                          WHERE v.id = ?1 AND l.visit = ?1 LIMIT 1))",
    )?;
    Ok(undone.query_row([id], |row| row.get(0))?)
}

struct Visit {
    recipient: String,
    round: String,
    outcome: String,
    on: NaiveDate,
    deferred_to: Option<NaiveDate>,
    handlers: [Option<String>; 2],
    needs: Option<String>,
    note: Option<String>,
}

impl PartialEq for Visit {
    fn eq(&self, other: &Self) -> bool {
        let said = |visit: &Self| {
            let texts = (visit.recipient.clone(), visit.round.clone(), visit.outcome.clone());
            (texts, visit.on, visit.deferred_to, visit.needs.clone(), visit.note.clone())
        };
        // Whoever types the names once more names the same people, whatever the input method puts behind them.
        let mut handlers = self.handlers.iter().zip(&other.handlers);
        said(self) == said(other)
            && handlers.all(|(one, other)| match (one, other) {
                (Some(one), Some(other)) => same_name(one, other),
                (None, None) => true,
                (Some(_), None) | (None, Some(_)) => false,
            })
    }
}

impl Visit {
    /// The visit behind the first two columns, if there is one.
    fn read(row: &Row<'_>) -> rusqlite::Result<Option<Self>> {
        let Some(recipient) = row.get(2)? else { return Ok(None) };
        Ok(Some(Self {
            recipient,
            round: row.get(3)?,
            outcome: row.get(4)?,
            on: row.get(5)?,
            deferred_to: row.get(6)?,
            handlers: [row.get(7)?, row.get(8)?],
            needs: row.get(9)?,
            note: row.get(10)?,
        }))
    }

    fn of(recording: &Recording) -> Self {
        let mut handlers = recording.handlers.iter().filter(|name| !name.is_empty()).map(ToString::to_string);
        Self {
            recipient: recording.recipient.to_string(),
            round: recording.round.to_string(),
            outcome: recording.outcome.code().to_owned(),
            on: recording.on,
            deferred_to: recording.deferred_to,
            handlers: [handlers.next(), handlers.next()],
            needs: non_empty(recording.needs.as_ref()).map(str::to_owned),
            note: recording.kept_note(),
        }
    }
}

#[derive(Default, PartialEq)]
struct Handed {
    cash: i64,
    goods: Option<String>,
    goods_fen: i64,
    proxy: Option<String>,
    relation: Option<String>,
    reason: Option<String>,
}

impl Handed {
    fn of(recording: &Recording) -> Self {
        if !recording.outcome.gives() {
            return Self::default();
        }
        Self {
            cash: recording.cash.get(),
            goods: recording.goods.as_ref().map(|goods| goods.text.to_string()),
            goods_fen: recording.goods.as_ref().map_or(0, |goods| goods.value.get()),
            proxy: recording.proxy.as_ref().map(|proxy| proxy.name.to_string()),
            relation: recording.proxy.as_ref().map(|proxy| proxy.relation.to_string()),
            reason: non_empty(recording.reason.as_ref()).map(str::to_owned),
        }
    }
}
