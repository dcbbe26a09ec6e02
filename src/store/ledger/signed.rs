//! A signed sheet comes back: every line is weighed as if it were typed, all of it is recorded as one act.

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::domain::error::RegisterError;
use crate::domain::gift::{self, Proxy, Recording, Refusal, Rule, Situation};
use crate::domain::money::Fen;
use crate::domain::op::{Answer, Changed, Receipt, WriteContext};
use crate::domain::round::Round;
use crate::domain::sign_sheet::{
    LARGEST_SHEET, PrintedLine, SheetAct, SheetColumn, SheetFault, SheetWhy, SignSheet, SignedRow,
    WeighedSheet, column_of,
};
use crate::domain::text::CleanText;
use crate::store::file::error::Result;
use crate::store::ledger::{again, record, sheets};
use crate::store::register::Store;
use crate::store::standing::{facts, shared};
use crate::store::{audit, handlers, rounds};

/// The line of the audit that goes before the recordings of a sheet.
pub(crate) const RECORDED: &str = "record_sheet";

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
        let mut weighed = WeighedSheet {
            sheet,
            rows: rows.len(),
            recordings: Vec::new(),
            exists: 0,
            again: Vec::new(),
            faults: Vec::new(),
        };
        for row in rows {
            let fault = |name: &CleanText, (column, why)| SheetFault {
                worksheet: row.worksheet.clone(),
                row: row.at,
                column,
                name: name.clone(),
                why,
            };
            let Some(line) = weighed.sheet.line(row.line).cloned() else {
                let wrong = (SheetColumn::Order, SheetWhy::UnknownLine);
                weighed.faults.push(fault(&CleanText::default(), wrong));
                continue;
            };
            let told = weigh(&self.conn, (&weighed.sheet, &line, row), &round, today)?;
            let fault = |wrong| fault(&line.name, wrong);
            match told {
                Weight::New(recording, taken_back) => {
                    weighed.again.extend(taken_back.then_some(line.no));
                    weighed.recordings.push(*recording);
                }
                Weight::Exists => weighed.exists += 1,
                Weight::Wrong(faults) => weighed.faults.extend(faults.into_iter().map(fault)),
            }
        }
        Ok(weighed)
    }
}

/// What a row comes to.
enum Weight {
    /// To be recorded, and whether the same line was recorded before and taken back.
    New(Box<Recording>, bool),
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
    let reason = row.reason.as_ref().filter(|told| !told.says_nothing());
    let reason = reason.map(|told| sheet.reason(line.no, told));
    let mut taken_back = false;
    for turn in 0.. {
        recording.id = sheet.entry_id(line.no, row.outcome.gives(), turn);
        let Some(stood) = sheets::called(conn, &recording.id.to_string())? else { break };
        if !stood.stands {
            taken_back = true;
            continue;
        }
        // Whatever the reason was, the same was given.
        let same = Recording { recipient: stood.recipient, reason: stood.reason, ..recording.clone() };
        match again::seen_before(conn, &same) {
            Ok(_) => return Ok(Weight::Exists),
            Err(RegisterError::Different(_)) => {}
            Err(other) => return Err(other),
        }
        if sheets::leaves_nothing_open(stood.outcome) {
            return Ok(Weight::Wrong(vec![(SheetColumn::Result, SheetWhy::Different)]));
        }
    }
    let subject = facts::subject_of(conn, recording.recipient)?;
    let mut situation = record::situation(conn, &subject, recording.recipient, round, (recording.on, today))?;
    situation.unlisted = handlers::unknown(conn, &recording.handlers, recording.on)?;
    let Err(mut refusals) = gift::may_record(&recording, &situation) else {
        return Ok(Weight::New(Box::new(recording), taken_back));
    };
    // The money was handed out by the paper: that a standard or a list has changed since is told, and asks for a reason.
    let by_paper = |refusal: &Refusal| {
        matches!(refusal.rule, Rule::OffStandard | Rule::NotListed) && is_printed(line, row)
    };
    if reason.is_some() && refusals.iter().all(by_paper) {
        recording.reason = reason;
        match gift::may_record(&recording, &situation) {
            Ok(()) => return Ok(Weight::New(Box::new(recording), taken_back)),
            Err(others) => refusals = others,
        }
    }
    let told = |refusal: Refusal| {
        if refusal.rule == Rule::Proxy
            && let Some(wrong) = recording.proxy.as_ref().and_then(|proxy| proxy_fault(proxy, &situation))
        {
            return wrong;
        }
        if refusal.rule == Rule::OffStandard && is_printed(line, row) {
            let planned = situation.terms.standard;
            let column = if planned[0] == line.cash { SheetColumn::Goods } else { SheetColumn::Cash };
            return (column, SheetWhy::PlanChanged(line.cash, planned));
        }
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

/// What is wrong with a proxy who has a name and a relation.
fn proxy_fault(proxy: &Proxy, situation: &Situation) -> Option<(SheetColumn, SheetWhy)> {
    if proxy.name.is_empty() || proxy.relation.is_empty() {
        None
    } else if situation.is_own_name(&proxy.name) || proxy.is_himself() {
        Some((SheetColumn::Receiver, SheetWhy::ProxyHimself))
    } else {
        Some((SheetColumn::Note, SheetWhy::ProxyUnexplained))
    }
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
