//! The bank's answer to a payroll: which rows failed, and why.

use std::path::Path;

use chrono::NaiveDate;

use super::header::{PayColumn, PayFinder};
use super::meant::{Answered, Payroll};
use super::verdict::{BankWord, verdict};
use super::{PayrollError, named, sheet_of};
use crate::domain::ids::EntryId;
use crate::domain::money::Fen;
use crate::domain::op::{Answer, Op, WriteContext};
use crate::domain::payment::figures::{PaymentLine, PaymentQuery};
use crate::domain::payment::{NewPayment, PayAct, PayDetail, PayKind};
use crate::domain::payroll_fault::{PayFault, PayFaultKind};
use crate::domain::text::{CleanText, NOTE_MAX};
use crate::store::Store;
use crate::tabular::RawRow;

/// What an answer said, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerReport {
    /// Rows that failed.
    pub failed: u64,
    /// Those of them that were recorded before.
    pub known: u64,
    /// What they come to.
    pub sum: Fen,
    /// What is told of it.
    pub faults: Vec<PayFault>,
    /// Whether it was written now.
    pub written: bool,
    /// Whether all of it was written before.
    pub existed: bool,
}

/// Reads the answer to a payroll, and writes what failed, all or none.
///
/// # Errors
/// The file cannot be read; the register's trouble. Rows that are told are no error: see the report.
pub fn read(
    store: &mut Store,
    path: &Path,
    (payroll, on): (EntryId, NaiveDate),
    write: bool,
    ctx: &WriteContext,
) -> Result<AnswerReport, PayrollError> {
    let mut table = crate::tabular::open(path, &PayFinder { funds: Vec::new() })?;
    let mut paid = Payroll::of(store, payroll)?;
    let mut report = AnswerReport {
        failed: 0,
        known: 0,
        sum: Fen::ZERO,
        faults: Vec::new(),
        written: false,
        existed: false,
    };
    let mut act = PayAct::default();
    let mut places = Vec::new();
    let mut row = RawRow::default();
    while table.next(&mut row)? {
        let said = |column| table.header.cell(&row, column);
        let [id, card, name] = [PayColumn::Id, PayColumn::Card, PayColumn::Name].map(said);
        let payee = said(PayColumn::Payee);
        if [id, card, name, payee].iter().all(|cell| cell.is_empty()) || table.header.repeats(&row) {
            continue;
        }
        let shown = CleanText::shown(if name.is_empty() { payee } else { name });
        let sheet = sheet_of(&table);
        let fault = |column: Option<PayColumn>, kind| PayFault {
            sheet: sheet.clone(),
            row: row.number,
            column: column.and_then(|column| table.header.at(column)).map(|at| table.header.title(at)),
            name: shown.clone(),
            kind,
        };
        let says_failure = table.header.at(PayColumn::Why).is_some_and(|at| table.header.is_of_failures(at));
        let (result, why) = (said(PayColumn::Result), said(PayColumn::Why));
        let found = match verdict(table.header.at(PayColumn::Result).map(|_| result), why, says_failure) {
            BankWord::Paid => continue,
            // What names nobody by a number and tells no result is a signature or a total.
            BankWord::Unsaid if id.is_empty() && card.is_empty() => continue,
            word @ (BankWord::Torn | BankWord::Unsaid | BankWord::Unclear) => {
                report.faults.push(fault(Some(PayColumn::Result), unclear(word, result, why)));
                continue;
            }
            BankWord::Failed => {
                let amount = table.header.at(PayColumn::Amount).and_then(|at| table.header.amount(&row, at));
                match amount.transpose() {
                    Err(kind) => Err((PayColumn::Amount, kind)),
                    Ok(amount) => paid.find(store, &Answered { id, card, name, payee, amount }, ctx.today)?,
                }
            }
        };
        let line = match found {
            Ok(line) => line,
            Err((column, kind)) => {
                report.faults.push(fault(Some(column), kind));
                continue;
            }
        };
        let recorded = recorded(store, &line, on)?;
        if recorded == Recorded::PaidAgain {
            report.faults.push(fault(None, PayFaultKind::PaidAgain(line.no)));
            continue;
        }
        report.failed += 1;
        report.sum = report.sum.plus(line.amount);
        let Recorded::Not(id) = recorded else {
            report.known += 1;
            continue;
        };
        let new = NewPayment {
            id,
            kind: PayKind::Failed,
            programme: line.programme,
            recipient: line.recipient,
            months: line.months,
            subject: line.subject,
            amount: line.amount,
            on,
            payee: line.payee,
            concerns: Some(line.id),
            reason: CleanText::parse(if why.is_empty() { result } else { why }, NOTE_MAX).ok(),
            parts: Vec::new(),
            detail: PayDetail::default(),
            row: u32::try_from(places.len()).ok(),
        };
        places.push((sheet.clone(), row.number, shown.clone()));
        act.payments.push(new);
    }
    for refusal in store.check_payments(&act, ctx)? {
        let at = refusal.row.and_then(|row| places.get(usize::try_from(row).unwrap_or(usize::MAX)));
        let (sheet, row, name) = at.cloned().unwrap_or_default();
        report.faults.push(PayFault { sheet, row, column: None, name, kind: PayFaultKind::Rule(refusal) });
    }
    report.faults.sort_by(|one, other| (&one.sheet, one.row).cmp(&(&other.sheet, other.row)));
    if act.payments.is_empty() {
        report.existed = report.failed > 0 && report.faults.is_empty();
    } else if write && report.faults.is_empty() {
        let receipt = store.commit(&Op::Pay(Box::new(act)), ctx)?;
        report.written = matches!(receipt.answer, Answer::Recorded(_));
    }
    Ok(report)
}

/// What is told of a result that is neither: the word, or the two that do not agree.
fn unclear(word: BankWord, result: &str, why: &str) -> PayFaultKind {
    if word == BankWord::Torn {
        return PayFaultKind::TwoResults(CleanText::shown(result), CleanText::shown(why));
    }
    PayFaultKind::BadResult(CleanText::shown(if result.is_empty() { why } else { result }))
}

/// What the register knows of a failure that a bank tells.
#[derive(PartialEq, Eq)]
enum Recorded {
    /// Nothing: the id that it will bear.
    Not(EntryId),
    /// It was recorded before, on whatever day.
    Before,
    /// It was recorded, and paid once more since: which of the two failed nobody can tell.
    PaidAgain,
}

fn recorded(store: &Store, line: &PaymentLine, on: NaiveDate) -> Result<Recorded, PayrollError> {
    let id = failure_id(store, line.id, on)?;
    let query = PaymentQuery { entry: Some(id), ..PaymentQuery::default() };
    if !store.payments(&query)?.is_empty() || store.open_of(line.id)? >= line.amount {
        return Ok(Recorded::Before);
    }
    Ok(if store.has_failed(line.id)? { Recorded::PaidAgain } else { Recorded::Not(id) })
}

/// The id of a failure: the same at every reading, another one once that was taken back.
fn failure_id(store: &Store, of: EntryId, on: NaiveDate) -> Result<EntryId, PayrollError> {
    let mut id = named(&["failed", &of.to_string(), &on.to_string()]);
    for turn in 2_u32.. {
        let query = PaymentQuery { entry: Some(id), ..PaymentQuery::default() };
        if store.payments(&query)?.iter().all(|line| line.reversed_by.is_none()) {
            break;
        }
        id = named(&["failed", &of.to_string(), &on.to_string(), &turn.to_string()]);
    }
    Ok(id)
}
