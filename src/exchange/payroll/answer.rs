//! The bank's answer to a payroll: which rows failed, and why.

use std::path::Path;

use chrono::NaiveDate;

use super::header::{PayColumn, PayFinder};
use super::{PayrollError, named};
use crate::domain::idcard::IdNumber;
use crate::domain::ids::EntryId;
use crate::domain::money::Fen;
use crate::domain::op::{Answer, Op, WriteContext};
use crate::domain::payment::figures::{PaymentLine, PaymentQuery};
use crate::domain::payment::{NewPayment, PayAct, PayDetail, PayKind};
use crate::domain::payroll_fault::{PayFault, PayFaultKind};
use crate::domain::text::{CleanText, NOTE_MAX};
use crate::exchange::roster::cells::bare;
use crate::store::Store;
use crate::tabular::RawRow;

/// What an answer said, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerReport {
    /// Rows that failed.
    pub failed: u64,
    /// What they come to.
    pub sum: Fen,
    /// What is told of it.
    pub faults: Vec<PayFault>,
    /// Whether it was written now.
    pub written: bool,
    /// Whether all of it was written before.
    pub existed: bool,
}

/// Whether a result says that a row failed.
fn is_failed(result: &str, why: &str) -> bool {
    let bad = ["失败", "退回", "退票", "不成功", "未成功", "拒绝", "错误", "异常"];
    if result.is_empty() {
        return !why.is_empty() && !why.contains("成功");
    }
    bad.iter().any(|word| result.contains(word))
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
    let lines = store.payroll_lines(payroll)?;
    let mut report =
        AnswerReport { failed: 0, sum: Fen::ZERO, faults: Vec::new(), written: false, existed: false };
    let mut act = PayAct::default();
    let mut row = RawRow::default();
    while table.next(&mut row)? {
        let said = |column| table.header.cell(&row, column);
        let (id, result, why) = (said(PayColumn::Id), said(PayColumn::Result), said(PayColumn::Why));
        if id.is_empty() || !is_failed(result, why) {
            continue;
        }
        let name = CleanText::shown(said(PayColumn::Name));
        let reason = CleanText::parse(if why.is_empty() { result } else { why }, NOTE_MAX).ok();
        let found = match IdNumber::parse(id, ctx.today) {
            Ok((number, _)) => {
                let payee = store.payee(&number.key())?;
                let amount =
                    table.header.at(PayColumn::Amount).and_then(|at| Fen::parse(bare(row.cell(at))).ok());
                payee.and_then(|payee| find(&lines, payee.id, amount, &act))
            }
            Err(_) => None,
        };
        let Some(line) = found else {
            let column = table.header.at(PayColumn::Id).map(|at| table.header.title(at));
            let kind = PayFaultKind::NotInPayroll;
            report.faults.push(PayFault { sheet: None, row: row.number, column, name, kind });
            continue;
        };
        let new = NewPayment {
            id: failure_id(store, line.id, on)?,
            kind: PayKind::Failed,
            programme: line.programme.clone(),
            recipient: line.recipient,
            months: line.months,
            subject: line.subject.clone(),
            amount: line.amount,
            on,
            payee: line.payee.clone(),
            concerns: Some(line.id),
            reason,
            parts: Vec::new(),
            detail: PayDetail::default(),
            row: u32::try_from(row.number).ok(),
        };
        report.failed += 1;
        report.sum = report.sum.plus(new.amount);
        act.payments.push(new);
    }
    let known = act.payments.iter().all(|new| lines_know(store, new.id));
    if report.failed > 0 && known {
        report.existed = true;
        return Ok(report);
    }
    for refusal in store.check_payments(&act, ctx)? {
        let row = refusal.row.map_or(0, u64::from);
        let kind = PayFaultKind::Rule(refusal);
        report.faults.push(PayFault { sheet: None, row, column: None, name: CleanText::default(), kind });
    }
    if write && report.faults.is_empty() && report.failed > 0 {
        let receipt = store.commit(&Op::Pay(Box::new(act)), ctx)?;
        report.written = matches!(receipt.answer, Answer::Recorded(_));
    }
    Ok(report)
}

fn lines_know(store: &Store, id: EntryId) -> bool {
    let query = PaymentQuery { entry: Some(id), ..PaymentQuery::default() };
    store.payments(&query).is_ok_and(|lines| !lines.is_empty())
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

/// The payment of a human that an answer means: of that sum where it says one.
fn find<'l>(
    lines: &'l [PaymentLine],
    who: crate::domain::ids::RecipientId,
    amount: Option<Fen>,
    act: &PayAct,
) -> Option<&'l PaymentLine> {
    lines.iter().find(|line| {
        *line.kind == *"payment"
            && line.concerns.is_none()
            && line.recipient == Some(who)
            && line.reversed_by.is_none()
            && amount.is_none_or(|amount| amount == line.amount)
            && !act.payments.iter().any(|new| new.concerns == Some(line.id))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_bank_says_of_a_failure_is_known() {
        for (result, why, failed) in [
            ("成功", "", false),
            ("交易成功", "", false),
            ("失败", "账号不存在", true),
            ("退回", "", true),
            ("不成功", "户名不符", true),
            ("", "户名不符", true),
            ("", "", false),
            ("", "交易成功", false),
        ] {
            assert_eq!(is_failed(result, why), failed, "{result} {why}");
        }
    }
}
