//! A16, over many entries: how often a pair reverses, and where the money of a reversal goes next.

use std::collections::{HashMap, VecDeque};

use chrono::NaiveDate;

use super::facts::{Gift, days, is_above_percent, told};
use super::gifts::{about, text};
use super::pairs::sorted;
use super::{Finding, Sink, Told, cases};
use crate::domain::money::Fen;
use crate::domain::setting::Thresholds;

/// A reversal of some days ago: when, how much, of whom, its number.
type Free = (NaiveDate, Fen, i64, i64);

/// What pairs reversed.
#[derive(Debug, Default)]
pub struct Reversals {
    pairs: HashMap<String, (usize, Vec<i64>)>,
    free: HashMap<String, VecDeque<Free>>,
}

impl Reversals {
    /// Takes in an entry, in the order of recording.
    pub fn gift(&mut self, gift: &Gift<'_>, limits: &Thresholds, sink: Sink<'_>) {
        let pair = gift.pair();
        if gift.is_reversal {
            if gift.cash > Fen::ZERO {
                let free = (gift.recorded_on, gift.cash, gift.human, gift.no);
                self.free.entry(pair).or_default().push_back(free);
            }
            return;
        }
        if let Some(free) = self.free.get_mut(&pair).filter(|_| gift.cash > Fen::ZERO) {
            free.retain(|(on, ..)| (0..=limits.reversed_same_days).contains(&days(*on, gift.recorded_on)));
            let same = free.iter().position(|(_, cash, of, _)| *cash == gift.cash && *of != gift.human);
            if let Some((on, cash, _, no)) = same.and_then(|at| free.remove(at)) {
                let words = vec![Told::Day(on), Told::Yuan(cash), text(gift.name)];
                let mut found = about(gift, &cases::REVERSED_TO_OTHER, words);
                found.entries.insert(0, no);
                sink(found);
            }
        }
        let (all, reversed) = self.pairs.entry(pair).or_default();
        *all += 1;
        if gift.reversed_on.is_some() {
            reversed.push(gift.no);
        }
    }

    /// Tells what was found.
    pub fn finish(self, limits: &Thresholds, sink: Sink<'_>) {
        for (pair, (all, reversed)) in sorted(self.pairs) {
            let enough = i64::try_from(reversed.len()).unwrap_or(i64::MAX) >= limits.reversed_gifts;
            if enough && is_above_percent(reversed.len(), all, limits.reversed_percent) {
                let words = vec![told(reversed.len()), told(all)];
                sink(Finding::new(&cases::REVERSED_OFTEN, &pair, &pair, words).naming(reversed));
            }
        }
    }
}
