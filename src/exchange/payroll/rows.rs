//! The rows of a payroll: each becomes a payment, or is told with row and column.

use chrono::{Datelike as _, NaiveDate};

use super::header::{PayColumn, PayHeader, plain};
use super::uses::Uses;
use super::{PayrollError, PayrollOptions, named, sheet_of};
use crate::domain::date::Typed;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::money::Fen;
use crate::domain::payment::back_pay::mark_in;
use crate::domain::payment::kinds::insurance_kind;
use crate::domain::payment::level::{category_and_level, settle};
use crate::domain::payment::period::period_name;
use crate::domain::payment::rules::subject_of;
use crate::domain::payment::{
    CATEGORY, HOUSEHOLD, INSURANCE_FEN, INTAKE, KIND, LEVEL, Months, NATURE, NOTE, NewPayment, OWN_FEN,
    PayDetail, PayKind, TOTAL_FEN, YEARS,
};
use crate::domain::payroll_fault::{PayFault, PayFaultKind, PayOption};
use crate::domain::programme::{Beside, PeriodKind};
use crate::domain::search::ComparedRows;
use crate::domain::text::{CleanText, NOTE_MAX, fold_width, same_name};
use crate::store::Store;
use crate::tabular::{RawRow, Table};

/// Where a payment stands: the sheet, the row, who is named there.
pub(super) type PayPlace = (Option<CleanText>, u64, CleanText);

/// What was read.
#[derive(Default)]
pub(super) struct Found {
    pub(super) payments: Vec<NewPayment>,
    /// Of each payment, by the number that it bears as its row.
    pub(super) places: Vec<PayPlace>,
    pub(super) faults: Vec<PayFault>,
    /// What its ID numbers asked of the register.
    pub(super) compared: ComparedRows,
    /// What was told beside the file and no row has a use for.
    pub(super) unfit: Vec<PayOption>,
}

/// Reads all rows of all sheets.
pub(super) fn read(
    store: &Store,
    mut table: Table<PayHeader>,
    options: &PayrollOptions<'_>,
    (payroll, today): (EntryId, NaiveDate),
) -> Result<Found, PayrollError> {
    let (mut found, uses) = (Found::default(), Uses::default());
    let mut row = RawRow::default();
    // What the rows of the sheet come to, and those since the last total.
    let (mut sum, mut page, mut at) = (Fen::ZERO, Fen::ZERO, table.at);
    while table.next(&mut row)? {
        if at != table.at {
            (sum, page, at) = (Fen::ZERO, Fen::ZERO, table.at);
        }
        if row.cells().all(|cell| cell.trim().is_empty()) || table.header.repeats(&row) {
            continue;
        }
        let sheet = sheet_of(&table);
        let reading = Reading { header: &table.header, row: &row, options, today, uses: &uses };
        let name = CleanText::shown(reading.name());
        let mut faults = Vec::new();
        if let Some(said) = reading.total() {
            if said != sum && said != page {
                faults.push((table.header.at(PayColumn::Amount), PayFaultKind::Total(said, sum)));
            }
            page = Fen::ZERO;
        } else if reading.is_nameless([sum, page]) {
            faults.push((table.header.at(PayColumn::Id), PayFaultKind::Nameless));
        } else if reading.is_payment() {
            uses.rows.set(true);
            let id = named(&[
                "row",
                &payroll.to_string(),
                sheet.as_deref().unwrap_or_default(),
                &row.number.to_string(),
            ]);
            if let Some(mut new) = reading.payment(store, id, (&mut faults, &mut found.compared))? {
                (sum, page) = (sum.plus(new.amount), page.plus(new.amount));
                new.row = u32::try_from(found.places.len()).ok();
                found.places.push((sheet.clone(), row.number, name.clone()));
                found.payments.push(new);
            }
        }
        found.faults.extend(faults.into_iter().map(|(at, kind)| PayFault {
            sheet: sheet.clone(),
            row: row.number,
            column: at.map(|at| table.header.title(at)),
            name: name.clone(),
            kind,
        }));
    }
    found.unfit = uses.unfit(options);
    Ok(found)
}

/// A fault, and the column in which it stands.
pub(super) type At = (Option<usize>, PayFaultKind);

/// A row that is read.
pub(super) struct Reading<'r> {
    pub(super) header: &'r PayHeader,
    pub(super) row: &'r RawRow,
    pub(super) options: &'r PayrollOptions<'r>,
    pub(super) today: NaiveDate,
    pub(super) uses: &'r Uses,
}

impl Reading<'_> {
    /// What a column says.
    pub(super) fn said(&self, column: PayColumn) -> &str {
        self.header.cell(self.row, column)
    }

    /// Whether it pays somebody: what has neither a sum nor digits of an ID number is a signature or a remark.
    fn is_payment(&self) -> bool {
        let has_sum = !self.said(PayColumn::Amount).is_empty()
            || self.header.funds.iter().any(|(_, at)| !self.row.cell(*at).trim().is_empty());
        let id = fold_width(self.said(PayColumn::Id));
        id.chars().any(|c| c.is_ascii_digit())
            || (has_sum
                && !self.carries_over()
                && (!id.is_empty() || !self.said(PayColumn::Name).is_empty() || self.names_account()))
    }

    /// Whether it carries the sum of a page over to the next.
    fn carries_over(&self) -> bool {
        let words = ["承前页", "承上页", "过次页", "转下页", "接上页"];
        self.row.cells().map(plain).any(|cell| words.iter().any(|word| cell.starts_with(word)))
    }

    /// The sum of a footer; none where it is none.
    fn total(&self) -> Option<Fen> {
        let first = self.row.cells().map(plain).find(|cell| !cell.is_empty())?;
        let words = ["合计", "总计", "本页", "共计", "小计", "累计", "总合计"];
        let is = words.iter().any(|word| first.starts_with(word));
        if !is || !self.said(PayColumn::Id).is_empty() {
            return None;
        }
        self.amount(self.header.at(PayColumn::Amount)?)?.ok()
    }

    /// Whether it has a sum and neither a name nor an ID number: one that repeats what the rows come to is a total.
    fn is_nameless(&self, sums: [Fen; 2]) -> bool {
        if !self.said(PayColumn::Id).is_empty()
            || !self.said(PayColumn::Name).is_empty()
            || self.names_account()
            || self.carries_over()
        {
            return false;
        }
        let at =
            self.header.at(PayColumn::Amount).into_iter().chain(self.header.funds.iter().map(|(_, at)| *at));
        let mut cells = at.map(|at| (at, fold_width(self.row.cell(at))));
        cells.any(|(at, cell)| {
            let is_sum = cell.trim_start_matches(['¥', '￥', ' ']).starts_with(|c: char| c.is_ascii_digit());
            is_sum && !self.amount(at).is_some_and(|fen| fen.is_ok_and(|fen| sums.contains(&fen)))
        })
    }

    /// A sum in a cell; none where it is empty.
    pub(super) fn amount(&self, at: usize) -> Option<Result<Fen, PayFaultKind>> {
        self.header.amount(self.row, at)
    }

    fn payment(
        &self,
        store: &Store,
        id: EntryId,
        (faults, compared): (&mut Vec<At>, &mut ComparedRows),
    ) -> Result<Option<NewPayment>, PayrollError> {
        let before = faults.len();
        let payee = self.recipient(store, faults, compared)?;
        let mut detail = PayDetail::default();
        for (key, column) in [
            (CATEGORY, PayColumn::Category),
            (LEVEL, PayColumn::Level),
            (NATURE, PayColumn::Nature),
            (HOUSEHOLD, PayColumn::Household),
            (INTAKE, PayColumn::Intake),
            (KIND, PayColumn::Kind),
            (NOTE, PayColumn::Note),
        ] {
            match CleanText::parse(self.said(column), NOTE_MAX) {
                Ok(text) => detail.set(key, text),
                Err(_) => faults.push((self.header.at(column), PayFaultKind::BadText)),
            }
        }
        let years = fold_width(self.said(PayColumn::Years)).trim_end_matches('年').to_owned();
        if years.parse::<u8>().is_ok() {
            detail.set(YEARS, CleanText::unmasked(&years));
        } else if !years.is_empty() {
            faults.push((self.header.at(PayColumn::Years), PayFaultKind::BadText));
        }
        for (key, column) in
            [(OWN_FEN, PayColumn::Own), (TOTAL_FEN, PayColumn::Total), (INSURANCE_FEN, PayColumn::Insurance)]
        {
            match self.header.at(column).and_then(|at| self.amount(at)) {
                Some(Ok(fen)) => detail.set_fen(key, fen),
                Some(Err(kind)) => faults.push((self.header.at(column), kind)),
                None => {}
            }
        }
        let (amount, parts) = self.money(faults);
        let months = self.months(faults);
        let on = self.day(faults);
        self.category(
            store,
            &mut detail,
            payee.as_ref().map(|(id, _)| (*id, months.map_or(on, |of| of.to))),
            faults,
        )?;
        if !settle(&mut detail) {
            let at = self.header.at(PayColumn::Nature).or(self.header.at(PayColumn::Level));
            faults.push((at, PayFaultKind::TwoNatures));
        }
        let said = self.said(PayColumn::Programme);
        if !said.is_empty() && !self.options.programme.answers_to(said) {
            faults.push((
                self.header.at(PayColumn::Programme),
                PayFaultKind::OtherProgramme(CleanText::shown(said)),
            ));
        }
        if self.options.programme.beside == Beside::Kind
            && let Some(kind) = detail.get(KIND).map(insurance_kind)
        {
            detail.set(KIND, kind);
        }
        let subject = self.subject(&detail);
        let mark = detail.get(NOTE).and_then(|note| mark_in(note));
        let payee_name =
            CleanText::parse(self.said(PayColumn::Payee), 50).ok().filter(|name| !name.is_empty());
        let Some(((recipient, name), amount)) = payee.zip(amount) else { return Ok(None) };
        let payee = payee_name.filter(|payee| !same_name(payee, &name));
        // What gives way leaves the row to be written.
        if faults.iter().skip(before).any(|(_, kind)| !kind.gives_way()) {
            return Ok(None);
        }
        Ok(Some(NewPayment {
            id,
            kind: PayKind::Payment,
            programme: self.options.programme.code.clone(),
            recipient: Some(recipient),
            months,
            subject: subject_of(subject.as_ref(), mark.as_deref()),
            amount,
            on,
            // Paid to another after a death: the remark says why.
            reason: detail.get(NOTE).filter(|_| payee.is_some()).cloned(),
            payee,
            concerns: None,
            parts,
            detail,
            row: None,
        }))
    }

    /// What stands in the key beside whom it is for and the months: of the row, or typed for the whole file.
    fn subject(&self, detail: &PayDetail) -> Option<CleanText> {
        let which =
            CleanText::parse(self.said(PayColumn::Which), NOTE_MAX).ok().filter(|which| !which.is_empty());
        // 第1个半年 is 1, 2022年秋季 is 2022秋, also where it was typed for the whole file.
        let takes = match self.options.programme.beside {
            Beside::Nothing => true,
            Beside::Category => false,
            Beside::Kind => detail.get(KIND).is_none(),
        };
        let is_typed = which.is_none() && takes;
        let which = which.or_else(|| self.options.which.clone());
        let kind = self.options.programme.period;
        let which = which.map(|which| period_name(kind, &which).unwrap_or(which));
        let subject = match self.options.programme.beside {
            Beside::Nothing => which,
            Beside::Category => detail.get(CATEGORY).cloned(),
            Beside::Kind => detail.get(KIND).cloned().or(which).map(|kind| insurance_kind(&kind)),
        };
        if subject.is_some() && (is_typed || subject == self.options.which) {
            self.uses.which.set(true);
        }
        subject
    }

    /// The category by its name in the register: 七级残疾军人 tells the level too. Where no column says it, what was typed for the
    /// file, or the only one that somebody holds.
    fn category(
        &self,
        store: &Store,
        detail: &mut PayDetail,
        who: Option<(RecipientId, NaiveDate)>,
        faults: &mut Vec<At>,
    ) -> Result<(), PayrollError> {
        let said = detail.get(CATEGORY).cloned();
        if said.is_some() && self.options.category == said {
            self.uses.category.set(true);
        }
        if self.options.programme.beside == Beside::Category && said.is_none() {
            if let Some(typed) = &self.options.category {
                self.uses.category.set(true);
                detail.set(CATEGORY, typed.clone());
            } else if let Some((id, on)) = who {
                let mut held = store.categories_on(id, on)?;
                match (held.pop(), held.is_empty()) {
                    (Some(only), true) => detail.set(CATEGORY, only),
                    (None, _) => faults.push((None, PayFaultKind::NoCategory(Vec::new()))),
                    (Some(last), false) => {
                        held.push(last);
                        faults.push((None, PayFaultKind::NoCategory(held)));
                    }
                }
            }
        }
        let Some(said) = detail.get(CATEGORY).cloned() else { return Ok(()) };
        if let Some(known) = store.category_named(&said)? {
            detail.set(CATEGORY, known);
        } else if let Some((category, level)) = category_and_level(&said)
            && let Some(known) = store.category_named(&category)?
        {
            detail.set(CATEGORY, known);
            if detail.get(LEVEL).is_none() {
                detail.set(LEVEL, level);
            }
        }
        Ok(())
    }

    fn months(&self, faults: &mut Vec<At>) -> Option<Months> {
        if self.options.programme.period != PeriodKind::Months {
            return None;
        }
        let (at, said) = (self.header.at(PayColumn::Months), self.said(PayColumn::Months));
        let typed = self.options.months;
        // 2024.1 is what a sheet makes of 2024.10, too: the months typed for the file tell which.
        if let Some(either) = Months::doubtful(said) {
            let told = typed.filter(|typed| either.contains(typed));
            self.uses.months.set(told.is_some() || self.uses.months.get());
            if told.is_none() {
                faults.push((at, PayFaultKind::DoubtfulMonth(CleanText::shown(said))));
            }
            return told;
        }
        // Typed for the whole file it tells the year of 1-6月.
        let years = typed.map(|months| [months.from.year(), months.to.year()]);
        let year = years.filter(|[from, to]| from == to).map(|[year, _]| year);
        let months = if said.is_empty() { typed } else { Months::parse_in(said, year) };
        if months.is_none() && !said.is_empty() {
            faults.push((at, PayFaultKind::BadMonths(CleanText::shown(said))));
        }
        let gave_year = months.is_some() && !said.is_empty() && Months::parse_in(said, None).is_none();
        if months == typed || gave_year {
            self.uses.months.set(true);
        }
        months
    }

    fn day(&self, faults: &mut Vec<At>) -> NaiveDate {
        let said = self.said(PayColumn::On);
        if said.is_empty() {
            return self.options.on;
        }
        Typed::on(self.today).read(said).unwrap_or_else(|_| {
            faults.push((self.header.at(PayColumn::On), PayFaultKind::BadDay));
            self.options.on
        })
    }
}
