//! A signed sheet comes back: every line is weighed as if it were typed, all of it is recorded as one act, and that act is
//! taken back as one.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use crate::domain::error::RegisterError;
use crate::domain::gift::{self, Recording, Refusal, Rule};
use crate::domain::ids::EntryId;
use crate::domain::money::Fen;
use crate::domain::op::{Answer, Changed, Receipt, WriteContext};
use crate::domain::round::Round;
use crate::domain::sign_sheet::{
    LARGEST_SHEET, PrintedLine, SheetAct, SheetColumn, SheetFault, SheetNumber, SheetWhy, SignSheet,
    SignedRow, WeighedSheet, column_of, named,
};
use crate::domain::text::CleanText;
use crate::store::file::error::Result;
use crate::store::ledger::{again, cancel, entries, record, sheets};
use crate::store::register::Store;
use crate::store::standing::{facts, shared};
use crate::store::undo::AuditLine;
use crate::store::{audit, handlers, rounds};

/// The line of the audit that goes before the recordings of a sheet.
pub(crate) const RECORDED: &str = "record_sheet";
/// The line of the audit that goes before what takes them back.
pub(crate) const TAKEN_BACK: &str = "undo_record_sheet";

impl Store {
    /// What a signed sheet would record, by the rules for whatever is recorded, and what of it stands already.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn weigh_sheet(
        &self,
        sheet: SignSheet,
        rows: &[SignedRow],
        today: NaiveDate,
    ) -> Result<WeighedSheet> {
        let _state = self.state()?;
        let round = rounds::load(&self.conn, sheet.round)?;
        let mut weighed =
            WeighedSheet { sheet, rows: rows.len(), recordings: Vec::new(), exists: 0, faults: Vec::new() };
        for row in rows {
            let Some(line) = weighed.sheet.line(row.line).cloned() else {
                let (row, name) = (row.at, CleanText::default());
                let (column, why) = (SheetColumn::Order, SheetWhy::UnknownLine);
                weighed.faults.push(SheetFault { row, column, name, why });
                continue;
            };
            let told = weigh(&self.conn, (&weighed.sheet, &line, row), &round, today)?;
            let fault = |(column, why)| SheetFault { row: row.at, column, name: line.name.clone(), why };
            match told {
                Weight::New(recording) => weighed.recordings.push(*recording),
                Weight::Exists => weighed.exists += 1,
                Weight::Wrong(faults) => weighed.faults.extend(faults.into_iter().map(fault)),
            }
        }
        Ok(weighed)
    }
}

/// What a row comes to.
enum Weight {
    New(Box<Recording>),
    Exists,
    Wrong(Vec<(SheetColumn, SheetWhy)>),
}

fn weigh(
    conn: &Connection,
    (sheet, line, row): (&SignSheet, &PrintedLine, &SignedRow),
    round: &Round,
    today: NaiveDate,
) -> Result<Weight> {
    let mut recording = sheet.recording(line, row);
    // Who was merged since is recorded as whom that is by now.
    let no = shared::root(conn, facts::number_of(conn, line.recipient)?)?;
    recording.recipient = shared::named(conn, no)?.0;
    let reason = sheet.reason(line.no);
    for turn in 0.. {
        recording.id = sheet.entry_id(line.no, row.outcome.gives(), turn);
        let Some(stood) = sheets::called(conn, &recording.id.to_string())? else { break };
        if !stood.stands {
            continue;
        }
        let as_stood = Recording { recipient: stood.recipient, ..recording.clone() };
        let explained = Recording { reason: Some(reason.clone()), ..as_stood.clone() };
        for same in [&as_stood, &explained] {
            match again::seen_before(conn, same) {
                Ok(_) => return Ok(Weight::Exists),
                Err(RegisterError::Different(_)) => {}
                Err(other) => return Err(other),
            }
        }
        if sheets::leaves_nothing_open(stood.outcome) {
            return Ok(Weight::Wrong(vec![(SheetColumn::Result, SheetWhy::Different)]));
        }
    }
    let subject = facts::subject_of(conn, recording.recipient)?;
    let mut situation = record::situation(conn, &subject, recording.recipient, round, (recording.on, today))?;
    situation.unlisted = handlers::unknown(conn, &recording.handlers, recording.on)?;
    let Err(mut refusals) = gift::may_record(&recording, &situation) else {
        return Ok(Weight::New(Box::new(recording)));
    };
    // The money was handed out by the paper: a standard or a list that has changed since does not undo that.
    let by_paper = |refusal: &Refusal| {
        matches!(refusal.rule, Rule::OffStandard | Rule::NotListed) && is_printed(line, row)
    };
    if refusals.iter().all(by_paper) {
        recording.reason = Some(reason);
        match gift::may_record(&recording, &situation) {
            Ok(()) => return Ok(Weight::New(Box::new(recording))),
            Err(others) => refusals = others,
        }
    }
    let told = |refusal: Refusal| {
        let column = if refusal.rule == Rule::NewHandler {
            let second = recording.handlers.get(1).filter(|name| !name.is_empty());
            let is_second = second.is_some_and(|name| situation.unlisted.first() == Some(name));
            if is_second { SheetColumn::SecondHandler } else { SheetColumn::FirstHandler }
        } else {
            column_of(refusal.rule)
        };
        (column, SheetWhy::Rule(refusal))
    };
    Ok(Weight::Wrong(refusals.into_iter().map(told).collect()))
}

/// Whether what was given is what the sheet printed, or one of its two parts.
fn is_printed(line: &PrintedLine, row: &SignedRow) -> bool {
    let cash = row.cash == Fen::ZERO || row.cash == line.cash;
    row.outcome.gives()
        && cash
        && row.goods.as_ref().is_none_or(|goods| Some(goods) == line.given_goods().as_ref())
}

/// Records what a sheet brought, all of it or nothing. The same again is told.
///
/// # Errors
/// A rule refuses one of them; nobody is recorded then.
pub(crate) fn record(conn: &Connection, act: &SheetAct, ctx: &WriteContext) -> Result<Receipt> {
    let Some(first) = act.recordings.first().map(|first| first.id) else {
        return Ok(Receipt { changed: Changed::NOTHING, answer: Answer::Known });
    };
    if act.recordings.len() > LARGEST_SHEET {
        return Err(RegisterError::Refused(vec![Refusal { rule: Rule::Limits, earlier: None }]));
    }
    let mut known = 0;
    for recording in &act.recordings {
        known += usize::from(again::seen_before(conn, recording)?.answer.is_some());
    }
    if known == act.recordings.len() {
        return Ok(Receipt { changed: Changed::NOTHING, answer: Answer::Exists(first) });
    }
    let cash = act.recordings.iter().fold(Fen::ZERO, |sum, one| sum.plus(one.cash));
    let told = format!("{} {}", act.recordings.len() - known, cash.get());
    audit::line(conn, ctx, RECORDED, &act.number.to_string(), None, Some(&told))?;
    let mut changed = Changed::LEDGER;
    for recording in &act.recordings {
        changed = changed.and(record::record(conn, recording, ctx, None)?.changed);
    }
    let dropped = sheets::keep_half_keyed(conn, &act.number, None)?;
    Ok(Receipt { changed: changed.and(Changed::DRAFTS.when(dropped)), answer: Answer::Recorded(first) })
}

/// The number of the line that goes before those of the sheet that recorded an entry; none where it was recorded otherwise.
pub(crate) fn head_of(conn: &Connection, part: &AuditLine) -> Result<Option<i64>> {
    // Each recording has a line, and one that told of a death some more.
    let most = i64::try_from(LARGEST_SHEET * 3).unwrap_or(i64::MAX);
    let head: Option<i64> = conn
        .prepare_cached(
            "SELECT h.local_id FROM audit AS h JOIN audit AS p ON p.local_id = ?1
             WHERE h.local_id BETWEEN ?1 - ?2 AND ?1 AND h.device = p.device AND h.action = ?3
             ORDER BY h.local_id DESC LIMIT 1",
        )?
        .query_row((part.no, most, RECORDED), |row| row.get(0))
        .optional()?;
    let Some(head) = head else { return Ok(None) };
    let line = crate::store::undo::line(conn, head)?;
    Ok(part_of(conn, &line)?.contains(&part.subject).then_some(head))
}

/// The ids of all that an act of a sheet recorded.
fn part_of(conn: &Connection, head: &AuditLine) -> Result<BTreeSet<String>> {
    let number: SheetNumber = head.subject.parse().map_err(|()| damaged(head))?;
    let sheet = sheets::load(conn, &number)?;
    // Those of this act: behind its line, and before that of the next act of the sheet.
    let mut own = conn.prepare_cached(
        "SELECT 1 FROM audit AS a WHERE a.local_id > ?1 AND a.local_id < coalesce(
           (SELECT min(n.local_id) FROM audit AS n WHERE n.local_id > ?1 AND n.action = ?3 AND n.subject = ?4),
           9223372036854775807)
         AND a.local_id <= ?1 + ?5 AND a.action = 'record' AND a.subject = ?2",
    )?;
    let most = i64::try_from(LARGEST_SHEET * 3).unwrap_or(i64::MAX);
    let mut ids = BTreeSet::new();
    for line in &sheet.lines {
        for (id, _) in sheets::calls_of(conn, &sheet, line.no)? {
            if own.exists((head.no, &id, RECORDED, &head.subject, most))? {
                ids.insert(id);
            }
        }
    }
    Ok(ids)
}

fn damaged(line: &AuditLine) -> RegisterError {
    RegisterError::Damaged(CleanText::shown(&format!("#{} {}", line.no, line.subject)))
}

/// Those of an act of a sheet that still stand.
pub(crate) fn standing(conn: &Connection, head: &AuditLine) -> Result<Vec<(EntryId, bool)>> {
    let mut live = Vec::new();
    for id in part_of(conn, head)? {
        if let Some(call) = sheets::called(conn, &id)?.filter(|call| call.stands) {
            live.push((id.parse().map_err(|_| damaged(head))?, call.outcome.gives()));
        }
    }
    Ok(live)
}

/// Takes back what of an act of a sheet still stands: gifts are reversed, calls cancelled.
///
/// # Errors
/// One of them is not taken back any more; then none is.
pub(crate) fn take_back(
    conn: &Connection,
    head: &AuditLine,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<Changed> {
    let live = standing(conn, head)?;
    let told = format!("{}{}", crate::store::undo::mark(head.no), live.len());
    audit::line(conn, ctx, TAKEN_BACK, &head.subject, head.after.as_deref(), Some(&told))?;
    let mut changed = Changed::LEDGER;
    for (id, gives) in live {
        let receipt = if gives {
            entries::reverse(conn, named(&format!("reversal of {id}")), id, reason, ctx)?
        } else {
            cancel::cancel(conn, id, reason, ctx)?
        };
        changed = changed.and(receipt.changed);
    }
    Ok(changed)
}
