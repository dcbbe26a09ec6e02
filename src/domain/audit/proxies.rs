//! A11: who receives for others.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::Datelike;

use super::cases;
use super::facts::{Gift, is_above_percent, told};
use super::pairs::sorted;
use super::{Finding, Sink, Told};
use crate::domain::holiday::RoundCode;
use crate::domain::setting::Thresholds;
use crate::domain::text::folded_name;

/// What one proxy received in a round: the name as it was first written, of whom, by which entries.
#[derive(Debug, Default)]
struct Received {
    name: String,
    humans: HashSet<i64>,
    entries: Vec<i64>,
}

/// What is known of proxies.
#[derive(Debug)]
pub struct Proxies {
    rounds: HashMap<(String, RoundCode), Received>,
    years: HashMap<(i32, String), Received>,
    pairs: HashMap<String, (usize, Vec<i64>)>,
    /// Names as they are compared, of the handlers of a year.
    handlers: HashSet<(i32, String)>,
}

impl Proxies {
    /// `handlers` are the names, folded, of those who handed something over in a year.
    pub fn new(handlers: HashSet<(i32, String)>) -> Self {
        Self { rounds: HashMap::new(), years: HashMap::new(), pairs: HashMap::new(), handlers }
    }

    /// Takes in an entry.
    pub fn gift(&mut self, gift: &Gift<'_>) {
        if !gift.stands() {
            return;
        }
        let (all, by_proxy) = self.pairs.entry(gift.pair()).or_default();
        *all += 1;
        if gift.proxy.is_empty() {
            return;
        }
        by_proxy.push(gift.no);
        let folded = folded_name(gift.proxy);
        let add = |received: &mut Received| {
            if received.name.is_empty() {
                gift.proxy.clone_into(&mut received.name);
            }
            received.humans.insert(gift.human);
            received.entries.push(gift.no);
        };
        add(self.rounds.entry((folded.clone(), gift.round)).or_default());
        let year = (gift.paid_on.year(), folded);
        if self.handlers.contains(&year) {
            add(self.years.entry(year).or_default());
        }
    }

    /// Tells what was found.
    pub fn finish(self, limits: &Thresholds, sink: Sink<'_>) {
        let rounds: BTreeMap<(String, String), (RoundCode, Received)> = self
            .rounds
            .into_iter()
            .map(|((name, round), received)| ((round.to_string(), name), (round, received)))
            .collect();
        for ((code, folded), (round, received)) in rounds {
            let of = i64::try_from(received.humans.len()).unwrap_or(i64::MAX);
            let case = if of >= limits.proxy_red {
                &cases::PROXY_MANY
            } else if of >= limits.proxy_amber {
                &cases::PROXY_TWO
            } else {
                continue;
            };
            let words = vec![Told::Round(round), Told::Number(of)];
            let found = Finding::new(case, &format!("{folded} {code}"), &received.name, words);
            sink(found.naming(received.entries));
        }
        for ((year, folded), received) in sorted(self.years) {
            let words = vec![Told::Number(year.into())];
            let found =
                Finding::new(&cases::PROXY_HANDLER, &format!("{folded} {year}"), &received.name, words);
            sink(found.naming(received.entries));
        }
        for (pair, (all, by_proxy)) in sorted(self.pairs) {
            let enough = i64::try_from(by_proxy.len()).unwrap_or(i64::MAX) >= limits.proxy_gifts;
            if enough && is_above_percent(by_proxy.len(), all, limits.proxy_percent) {
                let words = vec![told(by_proxy.len()), told(all)];
                sink(Finding::new(&cases::PROXY_OFTEN, &pair, &pair, words).naming(by_proxy));
            }
        }
    }
}
