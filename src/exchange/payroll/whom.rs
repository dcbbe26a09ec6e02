//! Whom a row of a payroll is for: by the ID number, the name agreeing; where a file knows none by name and card, as the files of
//! banks and of the county's card system.

use super::PayrollError;
use super::cards::card_fault;
use super::header::PayColumn;
use super::rows::{At, Reading};
use crate::domain::idcard::{IdError, IdNumber};
use crate::domain::ids::RecipientId;
use crate::domain::payroll_fault::PayFaultKind;
use crate::domain::search::ComparedRows;
use crate::domain::text::{CleanText, fold_width, same_name};
use crate::store::{Payee, Store};
use crate::tabular::CellKind;

impl Reading<'_> {
    /// The name of whom the row is for: without such a column that of the account.
    pub(super) fn name(&self) -> &str {
        self.said(if self.header.at(PayColumn::Name).is_some() { PayColumn::Name } else { PayColumn::Payee })
    }

    /// The digits of the card that the row tells; none of one that is masked.
    fn card_digits(&self) -> Option<String> {
        let said = fold_width(self.said(PayColumn::Card));
        let digits: String = said.chars().filter(char::is_ascii_digit).collect();
        (digits.len() >= 8 && !said.contains('*')).then_some(digits)
    }

    /// Whether it names somebody by an account: a name and the digits of a card, and no ID number.
    pub(super) fn names_account(&self) -> bool {
        self.said(PayColumn::Id).is_empty() && !self.name().is_empty() && self.card_digits().is_some()
    }

    /// Whom the row is for; the card is compared.
    pub(super) fn recipient(
        &self,
        store: &Store,
        faults: &mut Vec<At>,
        compared: &mut ComparedRows,
    ) -> Result<Option<(RecipientId, CleanText)>, PayrollError> {
        if self.names_account() {
            return self.of_account(store, faults, compared);
        }
        let at = self.header.at(PayColumn::Id);
        // A number cell keeps fifteen digits: what it shows is never the ID number.
        let kind = at.map(|at| self.row.kind(at));
        let is_number = matches!(kind, Some(CellKind::Number | CellKind::Date | CellKind::NoResult));
        let number = match IdNumber::parse(self.said(PayColumn::Id), self.today) {
            Ok((number, _)) if !is_number => number,
            Ok(_) | Err(IdError::Damaged) => {
                faults.push((at, PayFaultKind::IdDamaged));
                return Ok(None);
            }
            Err(_) => {
                let kind = if is_number { PayFaultKind::IdDamaged } else { PayFaultKind::BadId };
                faults.push((at.or(self.header.at(PayColumn::Card)), kind));
                return Ok(None);
            }
        };
        let found = store.payee(&number.key())?;
        let said = self.said(PayColumn::Name);
        let is_same = found.as_ref().is_some_and(|payee| said.is_empty() || is_called(payee, said));
        compared.add_number(&number, found.is_some(), is_same);
        let Some(Payee { id, name, card, .. }) = found else {
            faults.push((at, PayFaultKind::Unknown));
            return Ok(None);
        };
        if !is_same {
            faults.push((self.header.at(PayColumn::Name), PayFaultKind::OtherName(name.clone())));
            return Ok(None);
        }
        let own = self.said(PayColumn::Payee).is_empty() || same_name(self.said(PayColumn::Payee), &name);
        if own && let Some(fault) = card_fault(store, (id, card.as_deref()), self.said(PayColumn::Card))? {
            faults.push((self.header.at(PayColumn::Card), fault));
        }
        Ok(Some((id, name)))
    }

    /// The one who has that name and that card: nobody else will do.
    fn of_account(
        &self,
        store: &Store,
        faults: &mut Vec<At>,
        compared: &mut ComparedRows,
    ) -> Result<Option<(RecipientId, CleanText)>, PayrollError> {
        let at = self.header.at(PayColumn::Card);
        // A number cell keeps fifteen digits: what it shows is not the card.
        if at.is_some_and(|at| {
            matches!(self.row.kind(at), CellKind::Number | CellKind::Date | CellKind::NoResult)
        }) {
            faults.push((at, PayFaultKind::CardDamaged));
            return Ok(None);
        }
        let holders = store.payees_of_card(&self.card_digits().unwrap_or_default())?;
        let mut named = holders.iter().filter(|payee| is_called(payee, self.name()));
        let one = named.next().filter(|_| named.next().is_none());
        compared.add_card(!holders.is_empty());
        match (one, holders.is_empty()) {
            (Some(payee), _) => Ok(Some((payee.id, payee.name.clone()))),
            (None, true) => {
                faults.push((at, PayFaultKind::UnknownAccount));
                Ok(None)
            }
            (None, false) => {
                let name = holders.first().map(|payee| payee.name.clone()).unwrap_or_default();
                faults.push((at, PayFaultKind::OthersAccount(name)));
                Ok(None)
            }
        }
    }
}

/// Whether somebody is called so, as that registration or by now.
fn is_called(payee: &Payee, said: &str) -> bool {
    same_name(said, &payee.name) || payee.by_now.as_ref().is_some_and(|name| same_name(said, name))
}
