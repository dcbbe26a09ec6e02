//! One act for many: each its own call, entry and line of the audit, all of them or none.
//!
//! A line of the audit goes before those of the recordings and says how many follow. Nothing else comes between them, so the
//! numbers of the acts tell which entries belong together, under the same chain as all else.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use crate::domain::batch::{
    Altered, Batch, BatchSum, Candidate, LARGEST_BATCH, RecordedBatch, Reversal, usual_gift,
};
use crate::domain::error::RegisterError;
use crate::domain::gift::{Refusal, Rule};
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::money::Fen;
use crate::domain::op::{Answer, Changed, Receipt, WriteContext};
use crate::domain::round::Round;
use crate::domain::text::CleanText;
use crate::domain::usual_gift::Usual;
use crate::store::file::error::Result;
use crate::store::ledger::{again, candidates, entries, record};
use crate::store::progress::ProgressMonitor;
use crate::store::register::Store;
use crate::store::standing::round;
use crate::store::{audit, mirror, rounds};

/// The line of the audit that goes before the recordings of one act.
pub(crate) const RECORDED: &str = "record_batch";
/// The line of the audit that goes before the reversals of one act.
const REVERSED: &str = "reverse_batch";

/// Records the usual gift for many. The same again is told, not written twice.
///
/// # Errors
/// [`RegisterError::Altered`] where somebody stands otherwise than the last look showed: nobody is recorded then.
pub(crate) fn record(
    conn: &Connection,
    batch: &Batch,
    ctx: &WriteContext,
    monitor: Option<&ProgressMonitor>,
) -> Result<Receipt> {
    let rule = match batch.gifts.len() {
        0 => Some(Rule::Amount),
        count => (count > LARGEST_BATCH).then_some(Rule::Limits),
    };
    if let Some(rule) = rule {
        return Err(RegisterError::Refused(vec![Refusal { rule, earlier: None }]));
    }
    if let Some(answer) = recorded_before(conn, batch)? {
        return Ok(Receipt { changed: Changed::NOTHING, answer });
    }
    let round = rounds::load(conn, batch.round)?;
    verify_as_shown(conn, batch, &round, ctx)?;
    let new_round = !round.created;
    if new_round {
        mirror::compare_counts(conn, ctx)?;
        round::ensure(conn, round, ctx, monitor)?;
    }
    let count = batch.gifts.len();
    audit::line(conn, ctx, RECORDED, &batch.id.to_string(), None, Some(&count.to_string()))?;
    if let Some(monitor) = monitor {
        monitor.make(count as u64);
    }
    for recording in batch.recordings() {
        if let Some(monitor) = monitor {
            monitor.step(1);
        }
        record::record(conn, &recording, ctx, None)?;
    }
    if new_round {
        mirror::keep_counts(conn)?;
    }
    let changed = Changed::LEDGER.and(Changed::ROUNDS.when(new_round));
    Ok(Receipt { changed, answer: Answer::Recorded(batch.id) })
}

/// What is answered if the very act was recorded before; none if nothing of it was.
fn recorded_before(conn: &Connection, batch: &Batch) -> Result<Option<Answer>> {
    let mut stand = Vec::new();
    for recording in batch.recordings() {
        stand.push(again::seen_before(conn, &recording)?.answer);
    }
    if stand.iter().all(Option::is_none) {
        return Ok(None);
    }
    // An act is recorded as a whole: one of which some stand is another one that bears some of its ids.
    let stand = stand.into_iter().collect::<Option<Vec<_>>>();
    let stand = stand.ok_or(RegisterError::Different(batch.id))?;
    let undone = |answer: &Answer| if let Answer::Undone(_, on) = answer { Some(*on) } else { None };
    let days: Option<Vec<NaiveDate>> = stand.iter().map(undone).collect();
    let last = days.and_then(|days| days.into_iter().max());
    Ok(Some(last.map_or(Answer::Exists(batch.id), |on| Answer::Undone(batch.id, on))))
}

/// Whether everybody still stands as the last look showed.
fn verify_as_shown(conn: &Connection, batch: &Batch, round: &Round, ctx: &WriteContext) -> Result<()> {
    let meant: Vec<_> = batch.gifts.iter().map(|gift| gift.recipient).collect();
    if meant.iter().collect::<BTreeSet<_>>().len() < meant.len() {
        return Err(RegisterError::Different(batch.id));
    }
    let now = candidates::candidates(conn, round, &meant, batch.on, ctx.today)?;
    let shown: BTreeMap<RecipientId, &Usual> =
        batch.gifts.iter().map(|gift| (gift.recipient, &gift.usual)).collect();
    let differs = |one: &Candidate| altered(one, shown.get(&one.row.id).copied(), batch, round);
    let altered: Vec<Altered> = now.iter().filter_map(differs).collect();
    if altered.is_empty() { Ok(()) } else { Err(RegisterError::Altered(altered)) }
}

fn altered(one: &Candidate, shown: Option<&Usual>, batch: &Batch, round: &Round) -> Option<Altered> {
    let why = match usual_gift(one, round, batch.on, &batch.handlers) {
        Ok(usual) if shown == Some(&usual) => return None,
        Ok(_) => None,
        Err(why) => Some(why),
    };
    Some(Altered { name: one.row.name.clone(), why })
}

/// Cancels gifts of one act: all that still stand of it, or none.
///
/// # Errors
/// [`RegisterError::Altered`] where others stand by now than were shown.
pub(crate) fn reverse(
    conn: &Connection,
    batch: EntryId,
    reversals: &[Reversal],
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<Receipt> {
    let Some(first) = reversals.first() else { return Err(RegisterError::Altered(Vec::new())) };
    let known = conn
        .prepare_cached("SELECT 1 FROM entry WHERE id = ?1 AND kind = 'reversal'")?
        .exists([first.id.to_string()])?;
    if !known {
        let stands = find(conn, first.of)?.filter(|found| found.id == batch);
        let shown: Vec<EntryId> = reversals.iter().map(|reversal| reversal.of).collect();
        if stands.is_none_or(|found| found.live != shown) {
            return Err(RegisterError::Altered(Vec::new()));
        }
        let count = reversals.len().to_string();
        audit::line(conn, ctx, REVERSED, &batch.to_string(), None, Some(&count))?;
    }
    for reversal in reversals {
        let receipt = entries::reverse(conn, reversal.id, reversal.of, reason, ctx)?;
        if known != receipt.existed() {
            return Err(RegisterError::Different(reversal.id));
        }
    }
    let (changed, answer) = if known {
        (Changed::NOTHING, Answer::Exists(batch))
    } else {
        (Changed::LEDGER, Answer::Recorded(batch))
    };
    Ok(Receipt { changed, answer })
}

impl Store {
    /// The act of many that recorded an entry; none where it was recorded alone.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn batch_of(&self, entry: EntryId) -> Result<Option<RecordedBatch>> {
        find(&self.conn, entry)
    }
}

/// The number of the line that goes before those of the act of many that recorded an entry; none where it was recorded
/// alone.
pub(crate) fn head_of(conn: &Connection, entry: EntryId) -> Result<Option<i64>> {
    let Some(found) = find(conn, entry)? else { return Ok(None) };
    Ok(conn
        .prepare_cached("SELECT local_id FROM audit WHERE action = ?1 AND subject = ?2")?
        .query_row((RECORDED, found.id.to_string()), |row| row.get(0))
        .optional()?)
}

/// The act of many that recorded an entry, with what of it stands; none where it was recorded alone.
pub(crate) fn find(conn: &Connection, entry: EntryId) -> Result<Option<RecordedBatch>> {
    let call: Option<(String, i64)> = conn
        .prepare_cached("SELECT device, device_seq FROM visit WHERE id = ?1")?
        .query_row([entry.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((device, number)) = call else { return Ok(None) };
    // The lines of a device stand in the order of their numbers, the first of them nowhere before the first line.
    let own: Option<i64> = conn
        .prepare_cached(
            "SELECT local_id FROM audit WHERE local_id >= ?2 AND device = ?1 AND device_seq = ?2 LIMIT 1",
        )?
        .query_row((&device, number), |row| row.get(0))
        .optional()?;
    let Some(own) = own else { return Ok(None) };
    let most = i64::try_from(LARGEST_BATCH).unwrap_or(i64::MAX);
    let head = conn
        .prepare_cached(
            "SELECT local_id, device_seq, subject, coalesce(after, ''), on_day FROM audit
             WHERE local_id BETWEEN ?2 AND ?3 AND device = ?1 AND action = ?4 ORDER BY local_id DESC LIMIT 1",
        )?
        .query_row((&device, own.saturating_sub(most), own, RECORDED), |row| {
            let (at, number): (i64, i64) = (row.get(0)?, row.get(1)?);
            Ok((at, number, row.get::<_, String>(2)?, row.get::<_, String>(3)?, row.get(4)?))
        })
        .optional()?;
    let Some((at, first, id, count, recorded_on)) = head else { return Ok(None) };
    let damaged = || RegisterError::Damaged(CleanText::shown(&id));
    let all: i64 = count.parse().map_err(|_| damaged())?;
    if number > first.saturating_add(all) {
        return Ok(None);
    }
    let mut recordings = conn.prepare_cached(
        "SELECT g.id, g.cash_fen, g.goods_fen FROM audit AS a JOIN entry AS g ON g.id = a.subject
         WHERE a.local_id > ?2 AND a.local_id <= ?2 + ?3 AND a.device = ?1 AND a.action = 'record'
           AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = g.id) ORDER BY a.local_id",
    )?;
    let mut rows = recordings.query((&device, at, all))?;
    let (mut live, mut gifts) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        live.push(row.get::<_, String>(0)?.parse().map_err(|_| damaged())?);
        let (cash, goods_value) = (Fen::new(row.get(1)?), Fen::new(row.get(2)?));
        gifts.push(Usual { cash, goods_value, ..Usual::default() });
    }
    Ok(Some(RecordedBatch {
        id: id.parse().map_err(|_| damaged())?,
        recorded_on,
        all: usize::try_from(all).map_err(|_| damaged())?,
        sum: gifts.iter().collect::<BatchSum>(),
        live,
    }))
}
