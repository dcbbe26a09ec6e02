//! A payroll (发放册) into the register: the list as it was paid, read, checked row by row, and written as one act.
//!
//! [`read`] finds the header by [`header`], makes of every row a payment by [`rows`], and asks the register for all of them
//! what stands against them; nothing is written unless nothing does, or what does gives way to a reason. [`answer`] reads
//! what the bank sent back.

pub mod answer;
mod cards;
mod columns;
mod header;
mod meant;
mod money;
mod rows;
mod uses;
mod verdict;
mod whom;

use std::collections::BTreeSet;
use std::path::Path;

use chrono::{Datelike as _, NaiveDate};
use sha2::{Digest as _, Sha256};
use uuid::Builder;

use crate::domain::error::RegisterError;
use crate::domain::file_error::FileError;
use crate::domain::ids::EntryId;
use crate::domain::money::Fen;
use crate::domain::op::{Answer, Op, WriteContext};
use crate::domain::payment::standards::covers;
use crate::domain::payment::{CATEGORY, Months, NewPayment, PayAct, PayrollHead};
use crate::domain::payroll_fault::{PayFault, PayFaultKind, PayOption};
use crate::domain::programme::{PeriodKind, Programme};
use crate::domain::text::CleanText;
use crate::exchange::roster::probing;
use crate::store::Store;
use crate::tabular::Table;
pub use cards::card_fault;
use header::PayFinder;

/// What is to be read, and what the file does not say.
pub struct PayrollOptions<'a> {
    /// The file.
    pub path: &'a Path,
    /// The programme.
    pub programme: &'a Programme,
    /// The months paid, where its rows do not say.
    pub months: Option<Months>,
    /// Which half-year, season, year …, where its rows do not say.
    pub which: Option<CleanText>,
    /// The day paid, where its rows do not say.
    pub on: NaiveDate,
    /// The category, where its rows do not say.
    pub category: Option<CleanText>,
    /// The fund, where its rows do not say.
    pub fund: Option<CleanText>,
    /// Its number; made of programme and day if left out.
    pub number: Option<CleanText>,
    /// Why it is written although something is told of it.
    pub reason: Option<CleanText>,
    /// Write; otherwise only tell.
    pub write: bool,
}

/// Why nothing was read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PayrollError {
    /// The register's trouble.
    #[error(transparent)]
    Register(#[from] RegisterError),
    /// The file's trouble.
    #[error(transparent)]
    File(#[from] FileError),
    /// No row has a use for what was told beside the file.
    #[error("told and of no use: {0:?}")]
    Unfit(Vec<PayOption>),
}

/// What a payroll holds, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayrollReport {
    /// Its id.
    pub id: EntryId,
    /// Its number.
    pub number: CleanText,
    /// Rows with a payment.
    pub rows: u64,
    /// What they come to.
    pub total: Fen,
    /// What is told of it.
    pub faults: Vec<PayFault>,
    /// Whether it was written now.
    pub written: bool,
    /// Whether it was written before: the same file twice is one.
    pub existed: bool,
    /// Rows whose sums no standard of the programme could be laid beside, since it has none.
    pub unchecked: u64,
    /// Sheets that the workbook hides, which were not read.
    pub hidden_sheets: Vec<CleanText>,
}

impl PayrollReport {
    /// Whether something stands against it that no reason outweighs.
    pub fn is_refused(&self) -> bool {
        self.faults.iter().any(|fault| !fault.kind.gives_way())
    }
}

/// An id that is the same at every reading: of what is named, in order.
pub(super) fn named(parts: &[&str]) -> EntryId {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part.as_bytes());
    }
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(hasher.finalize()).for_each(|(own, hashed)| *own = hashed);
    EntryId(Builder::from_custom_bytes(bytes).into_uuid())
}

/// The sheet in which a table is read, where there are several.
fn sheet_of<H>(table: &Table<H>) -> Option<CleanText> {
    let sheets = table.sheets.as_ref().filter(|sheets| sheets.read.len() > 1)?;
    sheets.read.get(table.at).map(|sheet| sheet.name.clone())
}

/// A number that no other payroll bears: programme and day, and behind a dash which of that day it is.
fn free_number(store: &Store, options: &PayrollOptions<'_>) -> Result<CleanText, RegisterError> {
    let first = format!("{}-{}", options.programme.code, options.on.format("%Y%m%d"));
    let mut number = first.clone();
    let mut turn = 1_u32;
    while !store.payrolls(None, Some(&number))?.is_empty() {
        turn += 1;
        number = format!("{first}-{turn}");
    }
    Ok(CleanText::unmasked(&number))
}

/// Reads a payroll, tells what stands against its rows, and writes it if nothing does.
///
/// # Errors
/// The file cannot be read; the register's trouble. Rows that are told are no error: see the report.
pub fn read(
    store: &mut Store,
    options: &PayrollOptions<'_>,
    ctx: &WriteContext,
) -> Result<PayrollReport, PayrollError> {
    let funds = options.programme.funds.clone();
    let table = crate::tabular::open(options.path, &PayFinder { funds })?;
    let content = table.content();
    let sha256 = content.to_string();
    let hidden_sheets = table.sheets.as_ref().map(|sheets| sheets.hidden.clone()).unwrap_or_default();
    // A file that was taken back may be read once more, by another name.
    let mut id = named(&["payroll", &sha256, &options.programme.code]);
    let mut turn = 1_u32;
    while !store.payrolls(None, Some(&id.to_string()))?.is_empty() && store.is_taken_back(id)? {
        turn += 1;
        id = named(&["payroll", &sha256, &options.programme.code, &turn.to_string()]);
    }
    let number = match &options.number {
        Some(number) => number.clone(),
        None => free_number(store, options)?,
    };
    if let Some(existing) = existing(store, id, &hidden_sheets)? {
        return Ok(existing);
    }
    let found = rows::read(store, table, options, (id, ctx.today))?;
    let compared = found.compared.end();
    let asked = probing::ask(store, options.path, content, compared, ctx, options.write, &mut |_| true);
    asked.map_err(|_| PayrollError::Register(RegisterError::Stopped))?;
    if !found.unfit.is_empty() {
        return Err(PayrollError::Unfit(found.unfit));
    }
    let total = found.payments.iter().fold(Fen::ZERO, |sum, one| sum.plus(one.amount));
    let rows = found.payments.len() as u64;
    // A closed year refuses all of it, a trial too.
    for year in found.payments.iter().map(|one| one.on.year()).collect::<BTreeSet<_>>() {
        if store.year_closed(year)?.is_some() {
            return Err(RegisterError::YearClosed(year).into());
        }
    }
    let mut faults = found.faults;
    let name = CleanText::shown(&options.path.file_name().unwrap_or_default().to_string_lossy());
    let head = PayrollHead {
        id,
        number: number.clone(),
        programme: options.programme.code.clone(),
        name,
        sha256,
        on: options.on,
        total,
        reason: options.reason.clone(),
    };
    let act = PayAct { payroll: Some(head), payments: found.payments };
    for refusal in store.check_payments(&act, ctx)? {
        let at = refusal.row.and_then(|row| found.places.get(usize::try_from(row).unwrap_or(usize::MAX)));
        let (sheet, row, name) = at.cloned().unwrap_or_default();
        faults.push(PayFault { sheet, row, column: None, name, kind: PayFaultKind::Rule(refusal) });
    }
    // Another program may have written the same file since: what stands against the rows is then what they wrote.
    if !faults.is_empty()
        && let Some(existing) = existing(store, id, &hidden_sheets)?
    {
        return Ok(existing);
    }
    faults.sort_by(|one, other| (&one.sheet, one.row).cmp(&(&other.sheet, other.row)));
    let (written, existed) = (false, false);
    // What is paid by a bill or by a case is checked by that.
    let by_itself = matches!(options.programme.period, PeriodKind::Settlement | PeriodKind::Case);
    let standards = store.pay_standards(&options.programme.code)?;
    let category = |new: &NewPayment| new.detail.get(CATEGORY).map(CleanText::to_string).unwrap_or_default();
    let lacks = |new: &&NewPayment| !by_itself && !covers(&standards, &category(new));
    let unchecked = act.payments.iter().filter(lacks).count() as u64;
    let mut report =
        PayrollReport { id, number, rows, total, faults, written, existed, unchecked, hidden_sheets };
    let outweighed = report.faults.is_empty() || (options.reason.is_some() && !report.is_refused());
    if options.write && outweighed && rows > 0 {
        let receipt = store.commit(&Op::Pay(Box::new(act)), ctx)?;
        report.written = matches!(receipt.answer, Answer::Recorded(_));
        report.existed = !report.written;
    }
    Ok(report)
}

/// What is told of a payroll that stands already; none where it does not.
fn existing(
    store: &Store,
    id: EntryId,
    hidden_sheets: &[CleanText],
) -> Result<Option<PayrollReport>, RegisterError> {
    let known = store.payrolls(None, Some(&id.to_string()))?.pop();
    Ok(known.map(|known| PayrollReport {
        id,
        number: known.number,
        rows: known.entries,
        total: known.total,
        faults: Vec::new(),
        written: false,
        existed: true,
        unchecked: 0,
        hidden_sheets: hidden_sheets.to_vec(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_at_every_reading_and_of_nothing_else() {
        assert_eq!(named(&["payroll", "a", "b"]), named(&["payroll", "a", "b"]));
        assert_ne!(named(&["payroll", "a", "b"]), named(&["payroll", "ab", ""]));
        assert_ne!(named(&["payroll", "a"]), named(&["row", "a"]));
    }
}
