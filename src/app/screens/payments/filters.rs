//! By what the list of payments is narrowed: each filter is turned by a key of its own.

use chrono::Datelike;

use crate::app::context::ViewContext;
use crate::domain::payment::figures::PaymentQuery;
use crate::domain::place::{Township, TownshipCode};
use crate::domain::programme::{Programme, fund_key};
use crate::domain::text::CleanText;

/// Years back that are turned through: the last is the earliest in which a register can have paid.
const YEARS: i32 = 10;

/// What is chosen of each.
#[derive(Clone, Debug, Default)]
pub(super) struct Filters {
    this_year: i32,
    pub(super) year: Option<i32>,
    pub(super) month: Option<u32>,
    pub(super) programme: Option<CleanText>,
    pub(super) township: Option<TownshipCode>,
    pub(super) fund: Option<CleanText>,
}

/// What stands behind `now` in a ring of all and the values.
fn next<T: PartialEq + Clone>(values: &[T], now: Option<&T>) -> Option<T> {
    let at = now.and_then(|now| values.iter().position(|one| one == now)).map_or(0, |at| at + 1);
    values.get(at).cloned()
}

impl Filters {
    pub(super) fn new(cx: &ViewContext, this_year_only: bool) -> Self {
        let this_year = cx.today.year();
        Self { this_year, year: this_year_only.then_some(this_year), ..Self::default() }
    }

    pub(super) fn query(&self) -> PaymentQuery {
        PaymentQuery {
            year: self.year,
            month: self.year.zip(self.month),
            programme: self.programme.clone(),
            township: self.township.clone(),
            fund: self.fund.clone(),
            ..PaymentQuery::default()
        }
    }

    /// The year before or after; all years stand behind the last one. Whether there is another.
    pub(super) fn turn_year(&mut self, by: isize) -> bool {
        let years: Vec<i32> = (self.this_year - YEARS..=self.this_year).collect();
        let at = self.year.map_or(Some(years.len()), |year| years.iter().position(|one| *one == year));
        let to = at.and_then(|at| at.checked_add_signed(by)).filter(|to| *to <= years.len());
        let Some(to) = to else { return false };
        self.year = years.get(to).copied();
        if self.year.is_none() {
            self.month = None;
        }
        true
    }

    /// The next month, all of them behind December; of all years the first is one of this year.
    pub(super) fn turn_month(&mut self) {
        self.year = self.year.or(Some(self.this_year));
        let months: Vec<u32> = (1..=12).collect();
        self.month = next(&months, self.month.as_ref());
    }

    pub(super) fn turn_programme(&mut self, programmes: &[Programme]) {
        let codes: Vec<CleanText> = programmes.iter().map(|one| one.code.clone()).collect();
        self.programme = next(&codes, self.programme.as_ref());
    }

    pub(super) fn turn_township(&mut self, townships: &[Township]) {
        let codes: Vec<TownshipCode> = townships.iter().map(|one| one.code.clone()).collect();
        self.township = next(&codes, self.township.as_ref());
    }

    /// The next fund: of the programme that is chosen, else of all.
    pub(super) fn turn_fund(&mut self, programmes: &[Programme]) {
        let own =
            programmes.iter().filter(|one| self.programme.as_ref().is_none_or(|code| *code == one.code));
        let mut funds: Vec<CleanText> = Vec::new();
        for fund in own.flat_map(|one| &one.funds) {
            if !funds.iter().any(|known| fund_key(known) == fund_key(fund)) {
                funds.push(fund.clone());
            }
        }
        self.fund = next(&funds, self.fund.as_ref());
    }
}
