//! Whether what was told beside a payroll is of use to any of its rows.

use std::cell::Cell;

use super::PayrollOptions;
use crate::domain::payroll_fault::PayOption;

/// What is told beside the file, and whether a row had a use for it: it says nothing of it itself, or the same.
#[derive(Default)]
pub(super) struct Uses {
    pub(super) rows: Cell<bool>,
    pub(super) months: Cell<bool>,
    pub(super) which: Cell<bool>,
    pub(super) fund: Cell<bool>,
    pub(super) category: Cell<bool>,
}

impl Uses {
    /// What was told and not used.
    pub(super) fn unfit(&self, options: &PayrollOptions<'_>) -> Vec<PayOption> {
        let told = [
            (PayOption::Months, options.months.is_some(), &self.months),
            (PayOption::Which, options.which.is_some(), &self.which),
            (PayOption::Fund, options.fund.is_some(), &self.fund),
            (PayOption::Category, options.category.is_some(), &self.category),
        ];
        let unused = told.into_iter().filter(|(_, is_told, used)| *is_told && self.rows.get() && !used.get());
        unused.map(|(option, ..)| option).collect()
    }
}
