//! A10: the same two always, and handlers who hardly exist.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::facts::{Gift, is_above_percent, told};
use super::pairs::sorted;
use super::{Finding, Sink, Told, cases};
use crate::domain::holiday::RoundCode;
use crate::domain::setting::Thresholds;
use crate::domain::text::folded_name;

/// Gifts that stand, by township, round (its place among the rounds) and pair.
#[derive(Debug, Default)]
pub struct Townships(BTreeMap<(String, usize), HashMap<String, usize>>);

impl Townships {
    /// Takes in a gift that stands.
    pub fn gift(&mut self, township: &str, round: usize, pair: String) {
        *self.0.entry((township.to_owned(), round)).or_default().entry(pair).or_default() += 1;
    }

    /// Tells of pairs that gave nearly everything in rounds running, of those runs that end in a round that `asked` takes.
    /// `names` gives the word of a township.
    pub fn finish(
        self,
        rounds: &[RoundCode],
        limits: &Thresholds,
        names: &HashMap<String, String>,
        asked: impl Fn(RoundCode) -> bool,
        sink: Sink<'_>,
    ) {
        // Of each township the pair that had nearly all, how often running up to which round.
        let mut run: Option<(String, String, usize, i64)> = None;
        for ((township, round), pairs) in self.0 {
            let all: usize = pairs.values().sum();
            let enough = i64::try_from(all).unwrap_or(i64::MAX) >= limits.pair_gifts;
            let most = sorted(pairs).into_iter().max_by_key(|(_, count)| *count);
            let most = most.filter(|(pair, count)| {
                enough && !pair.is_empty() && is_above_percent(*count, all, limits.pair_percent)
            });
            let Some((pair, count)) = most else {
                run = None;
                continue;
            };
            let before = run.take().filter(|(place, who, last, _)| {
                *place == township && *who == pair && last.checked_add(1) == Some(round)
            });
            let length = before.map_or(1, |(.., length)| length + 1);
            if let Some(code) =
                rounds.get(round).copied().filter(|code| length >= limits.pair_rounds && asked(*code))
            {
                let name = names.get(&township).map_or(township.as_str(), String::as_str);
                let words = vec![super::gifts::text(name), Told::Round(code), told(count), told(all)];
                sink(Finding::new(&cases::PAIR, &format!("{township} {pair}"), &pair, words));
            }
            run = Some((township, pair, round, length));
        }
    }
}

/// Handlers of few entries.
#[derive(Debug, Default)]
pub struct Rare {
    /// How many entries of all name a handler, by the folded name.
    counts: HashMap<String, i64>,
    /// The last day of everybody on the list of handlers.
    listed: HashMap<String, Option<NaiveDate>>,
    found: HashMap<String, (String, Vec<i64>)>,
    unlisted: HashMap<String, (String, Vec<i64>)>,
}

impl Rare {
    /// `counts` are the entries of the whole register, `listed` the last days of those on the list of handlers, both by the
    /// folded name of the handler.
    pub fn new(counts: HashMap<String, i64>, listed: HashMap<String, Option<NaiveDate>>) -> Self {
        Self { counts, listed, found: HashMap::new(), unlisted: HashMap::new() }
    }

    /// Takes in an entry.
    pub fn gift(&mut self, gift: &Gift<'_>, limits: &Thresholds) {
        if gift.is_reversal {
            return;
        }
        for name in gift.handlers.into_iter().filter(|name| !name.is_empty()) {
            let folded = folded_name(name);
            let is_listed = |last: &Option<NaiveDate>| last.is_none_or(|last| gift.paid_on <= last);
            if !self.listed.get(&folded).is_some_and(is_listed) {
                let (_, entries) =
                    self.unlisted.entry(folded.clone()).or_insert_with(|| (name.to_owned(), Vec::new()));
                entries.push(gift.no);
            }
            if self.counts.get(&folded).is_none_or(|count| *count < limits.handler_gifts) {
                let (_, entries) = self.found.entry(folded).or_insert_with(|| (name.to_owned(), Vec::new()));
                entries.push(gift.no);
            }
        }
    }

    /// Tells what was found.
    pub fn finish(self, sink: Sink<'_>) {
        for (folded, (name, entries)) in sorted(self.found) {
            let count = self.counts.get(&folded).copied().unwrap_or_default();
            sink(Finding::new(&cases::HANDLER, &folded, &name, vec![Told::Number(count)]).naming(entries));
        }
        for (folded, (name, entries)) in sorted(self.unlisted) {
            let words = vec![told(entries.len())];
            sink(Finding::new(&cases::UNLISTED, &folded, &name, words).naming(entries));
        }
    }
}
