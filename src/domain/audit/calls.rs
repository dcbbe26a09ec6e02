//! A21: calls at which nothing was given, by pair.

use std::collections::HashMap;

use super::facts::{is_above_percent, told};
use super::pairs::sorted;
use super::{Finding, Sink, cases};
use crate::domain::setting::Thresholds;
use crate::domain::visit::Outcome;

/// Calls of pairs: all, and those that gave nothing though somebody could have been given it.
#[derive(Debug, Default)]
pub struct Calls(HashMap<String, (usize, usize)>);

impl Calls {
    /// Takes in a call that stands.
    pub fn call(&mut self, pair: String, outcome: Outcome) {
        let (all, not_given) = self.0.entry(pair).or_default();
        *all += 1;
        *not_given +=
            usize::from(matches!(outcome, Outcome::Refused | Outcome::NotFound | Outcome::VisitOnly));
    }

    /// Tells what was found.
    pub fn finish(self, limits: &Thresholds, sink: Sink<'_>) {
        for (pair, (all, not_given)) in sorted(self.0) {
            let enough = i64::try_from(not_given).unwrap_or(i64::MAX) >= limits.refused_calls;
            if enough && !pair.is_empty() && is_above_percent(not_given, all, limits.refused_percent) {
                let words = vec![told(not_given), told(all)];
                sink(Finding::new(&cases::NOT_GIVEN, &pair, &pair, words));
            }
        }
    }
}
