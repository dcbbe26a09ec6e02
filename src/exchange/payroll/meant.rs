//! Which payment of a payroll a row of the bank's answer means: by the ID number, else by the card, else by the name, and
//! what it says beside that agrees.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::PayrollError;
use super::header::PayColumn;
use crate::domain::idcard::IdNumber;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::money::Fen;
use crate::domain::payment::figures::PaymentLine;
use crate::domain::payroll_fault::PayFaultKind;
use crate::domain::text::{fold_width, same_name};
use crate::store::Store;

/// What a row of an answer says of whom it means.
pub(super) struct Answered<'r> {
    pub(super) id: &'r str,
    pub(super) card: &'r str,
    pub(super) name: &'r str,
    pub(super) payee: &'r str,
    pub(super) amount: Option<Fen>,
}

/// The payments of a payroll, each with who its recipient is by now.
pub(super) struct Payroll {
    lines: Vec<(PaymentLine, Option<RecipientId>)>,
    /// Those that a row meant already.
    taken: HashSet<EntryId>,
}

/// The payment that is meant, or what is wrong in which column.
type Meant = Result<PaymentLine, (PayColumn, PayFaultKind)>;

impl Payroll {
    /// Those of a payroll that no reversal cancelled.
    pub(super) fn of(store: &Store, payroll: EntryId) -> Result<Self, PayrollError> {
        let mut by_now: HashMap<RecipientId, RecipientId> = HashMap::new();
        let mut lines = Vec::new();
        for line in store.payroll_lines(payroll)? {
            if *line.kind != *"payment" || line.concerns.is_some() || line.reversed_by.is_some() {
                continue;
            }
            let who = match line.recipient {
                Some(id) if by_now.contains_key(&id) => by_now.get(&id).copied(),
                Some(id) => {
                    let who = store.stays_as(id)?;
                    by_now.insert(id, who);
                    Some(who)
                }
                None => None,
            };
            lines.push((line, who));
        }
        Ok(Self { lines, taken: HashSet::new() })
    }

    /// The payment that a row means.
    pub(super) fn find(
        &mut self,
        store: &Store,
        row: &Answered<'_>,
        today: NaiveDate,
    ) -> Result<Meant, PayrollError> {
        let (mut registered, mut known_names) = (None, Vec::new());
        let digits: String = fold_width(row.card).chars().filter(char::is_ascii_digit).collect();
        let mut who: Option<Vec<RecipientId>> = None;
        if !row.id.is_empty() {
            let Ok((number, _)) = IdNumber::parse(row.id, today) else {
                return Ok(Err((PayColumn::Id, PayFaultKind::BadId)));
            };
            let Some(payee) = store.payee(&number.key())? else {
                return Ok(Err((PayColumn::Id, PayFaultKind::Unknown)));
            };
            registered = Some(payee.own);
            who = Some(vec![payee.id]);
            known_names.extend([payee.name].into_iter().chain(payee.by_now));
        } else if !digits.is_empty() && !row.card.contains('*') {
            let holders = store.card_holders(&digits)?;
            who = Some(holders).filter(|holders| !holders.is_empty());
        }
        let by_number = who.is_some();
        let mut fit: Vec<&PaymentLine> = self
            .lines
            .iter()
            .filter(|(line, _)| !self.taken.contains(&line.id))
            .filter(|(_, own)| who.as_ref().is_none_or(|who| own.is_some_and(|own| who.contains(&own))))
            .map(|(line, _)| line)
            .collect();
        let told = |said: &str, line: &PaymentLine| {
            said.is_empty()
                || same_name(said, &line.name)
                || line.payee.as_ref().is_some_and(|payee| same_name(said, payee))
                || known_names.iter().any(|name| same_name(said, name))
        };
        if !by_number && row.name.is_empty() && row.payee.is_empty() {
            return Ok(Err((PayColumn::Card, PayFaultKind::NotInPayroll)));
        }
        if by_number
            && let Some(first) = fit.first()
            && !fit.iter().any(|line| told(row.name, line) && told(row.payee, line))
        {
            let column = if told(row.name, first) { PayColumn::Payee } else { PayColumn::Name };
            return Ok(Err((column, PayFaultKind::OtherName(first.name.clone()))));
        }
        fit.retain(|line| told(row.name, line) && told(row.payee, line));
        let paid = fit.first().map(|line| line.amount);
        fit.retain(|line| row.amount.is_none_or(|amount| amount == line.amount));
        if let (true, Some(paid)) = (fit.is_empty(), paid) {
            return Ok(Err((PayColumn::Amount, PayFaultKind::OtherSum(paid))));
        }
        // Of two registrations that are one human by now the one is meant whose number or name the row bears.
        for own in [
            Box::new(|line: &PaymentLine| registered.is_some() && line.recipient == registered)
                as Box<dyn Fn(&PaymentLine) -> bool>,
            Box::new(|line: &PaymentLine| !row.name.is_empty() && same_name(row.name, &line.name)),
            Box::new(|line: &PaymentLine| !row.payee.is_empty() && same_name(row.payee, &line.name)),
        ] {
            if fit.iter().any(|line| own(line)) {
                fit.retain(|line| own(line));
            }
        }
        let Some(first) = fit.first().copied() else {
            return Ok(Err((PayColumn::Id, PayFaultKind::NotInPayroll)));
        };
        if fit.iter().any(|line| line.recipient != first.recipient || line.payee != first.payee) {
            return Ok(Err((PayColumn::Name, PayFaultKind::SeveralMeant)));
        }
        // Without a sum one of several payments would be guessed.
        if row.amount.is_none() && fit.iter().any(|line| line.amount != first.amount) {
            return Ok(Err((PayColumn::Amount, PayFaultKind::SeveralMeant)));
        }
        let line = first.clone();
        self.taken.insert(line.id);
        Ok(Ok(line))
    }
}
