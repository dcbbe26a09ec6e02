//! The money of a row: the sum, the funds that it comes from, and what of it is public.

use super::header::PayColumn;
use super::rows::{At, Reading};
use crate::domain::money::Fen;
use crate::domain::payroll_fault::PayFaultKind;
use crate::domain::programme::fund_key;
use crate::domain::text::CleanText;

impl Reading<'_> {
    /// The sum and the funds that it comes from.
    pub(super) fn money(&self, faults: &mut Vec<At>) -> (Option<Fen>, Vec<(CleanText, Fen)>) {
        let mut parts = Vec::new();
        for (fund, at) in &self.header.funds {
            match self.amount(*at) {
                Some(Ok(Fen::ZERO)) | None => {}
                Some(Ok(fen)) => parts.push((fund.clone(), fen)),
                Some(Err(kind)) => faults.push((Some(*at), kind)),
            }
        }
        let whole = parts.iter().fold(Fen::ZERO, |sum, (_, fen)| sum.plus(*fen));
        let at = self.header.at(PayColumn::Amount);
        let shares = self.shares(faults);
        let amount = match at.and_then(|at| self.amount(at)) {
            _ if !shares.is_empty() => Some(self.of_shares(&shares, faults)),
            Some(Ok(amount)) => Some(self.public(amount, faults)),
            Some(Err(kind)) => {
                faults.push((at, kind));
                None
            }
            None => Some(whole),
        };
        let said = self.said(PayColumn::Fund);
        let fund = if said.is_empty() { self.options.fund.clone() } else { Some(CleanText::shown(said)) };
        let same =
            |own: &CleanText| self.options.fund.as_ref().is_some_and(|told| fund_key(told) == fund_key(own));
        if parts.is_empty() && fund.as_ref().is_some_and(same) || parts.iter().any(|(own, _)| same(own)) {
            self.uses.fund.set(true);
        }
        if let (true, Some(fund), Some(amount)) = (parts.is_empty(), fund, amount) {
            match several(&fund) {
                Some(said) => parts.extend(said.into_iter().map(|(fund, fen)| (self.known(fund), fen))),
                None => parts.push((self.known(fund), amount)),
            }
        }
        (amount, parts)
    }

    /// A fund by the name that its programme has for it.
    fn known(&self, fund: CleanText) -> CleanText {
        let key = fund_key(&fund);
        self.options.programme.funds.iter().find(|own| fund_key(own) == key).cloned().unwrap_or(fund)
    }

    /// What the columns of the public share tell.
    fn shares(&self, faults: &mut Vec<At>) -> Vec<Fen> {
        let mut shares = Vec::new();
        for at in self.header.sums(true) {
            match self.amount(at) {
                Some(Ok(share)) => shares.push(share),
                Some(Err(kind)) => faults.push((Some(at), kind)),
                None => {}
            }
        }
        shares
    }

    /// The public money of a row that tells it in columns of its own: their sum, or where they are alike and another sum says
    /// so one of them. Another sum holds that, and what else the row tells.
    fn of_shares(&self, shares: &[Fen], faults: &mut Vec<At>) -> Fen {
        let told = |column| self.header.at(column).and_then(|at| self.amount(at)).and_then(Result::ok);
        let own = told(PayColumn::Own).unwrap_or(Fen::ZERO);
        let rest = own.plus(told(PayColumn::Insurance).unwrap_or(Fen::ZERO));
        let sum = shares.iter().fold(Fen::ZERO, |sum, share| sum.plus(*share));
        let mut kinds = shares.to_vec();
        kinds.dedup();
        let alike = if shares.len() > 1 && kinds.len() == 1 { kinds.pop() } else { None };
        let others: Vec<(usize, Fen)> =
            self.header.sums(false).filter_map(|at| Some((at, self.amount(at)?.ok()?))).collect();
        let fits = |share: Fen| {
            others.iter().all(|(_, other)| [share, share.plus(own), share.plus(rest)].contains(other))
        };
        match (alike, others.first()) {
            (Some(one), None) => faults.push((None, PayFaultKind::RowTotal(sum, one))),
            _ if fits(sum) => {}
            (Some(one), Some(_)) if fits(one) => return one,
            (_, Some((at, other))) if self.header.at(PayColumn::Total).is_none() => {
                faults.push((Some(*at), PayFaultKind::RowTotal(*other, sum.plus(own))));
            }
            (_, Some(_) | None) => {}
        }
        sum
    }

    /// The public money of a sum: what a column of totals tells holds the own share, which is nobody's money but theirs.
    fn public(&self, amount: Fen, faults: &mut Vec<At>) -> Fen {
        let told = |column| {
            let at = self.header.at(column).and_then(|at| self.amount(at))?;
            at.ok()
        };
        let own = told(PayColumn::Own).unwrap_or(Fen::ZERO);
        let is_bill =
            [PayColumn::Total, PayColumn::Insurance].iter().any(|one| self.header.at(*one).is_some());
        let Some(at) = self.header.row_total() else { return amount };
        if Some(at) == self.header.at(PayColumn::Amount) {
            return if is_bill || own > amount { amount } else { Fen::new(amount.get() - own.get()) };
        }
        // A total beside the sum holds that, and what else the row tells.
        if let Some(Ok(total)) = self.amount(at) {
            let insurance = told(PayColumn::Insurance).unwrap_or(Fen::ZERO);
            let fits = [amount, amount.plus(own), amount.plus(own).plus(insurance)];
            if !fits.contains(&total) && !is_bill {
                faults.push((Some(at), PayFaultKind::RowTotal(total, amount.plus(own))));
            }
        }
        amount
    }
}

/// Several funds in one cell: 甲=600；乙=400. None where it is the name of one.
fn several(said: &str) -> Option<Vec<(CleanText, Fen)>> {
    let parts = said.split(['；', ';', '、']).map(str::trim).filter(|part| !part.is_empty());
    let part = |part: &str| {
        let (fund, fen) = part.split_once(['=', '＝'])?;
        Some((CleanText::shown(fund.trim()), Fen::parse(fen).ok()?))
    };
    parts.map(part).collect::<Option<Vec<_>>>().filter(|parts| !parts.is_empty())
}
