//! What two handlers show together: night, speed.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use chrono::{Duration, NaiveDate, NaiveDateTime, Timelike};

use super::cases;
use super::facts::{Gift, is_above_percent, told};
use super::{Finding, Sink, Told};
use crate::domain::setting::Thresholds;

/// A08: entries recorded at night.
#[derive(Debug, Default)]
pub struct Nights {
    pairs: HashMap<String, (usize, Vec<(NaiveDate, i64)>)>,
}

impl Nights {
    /// Takes in an entry.
    pub fn gift(&mut self, gift: &Gift<'_>, limits: &Thresholds) {
        if gift.is_reversal {
            return;
        }
        let (all, night) = self.pairs.entry(gift.pair()).or_default();
        *all += 1;
        if is_night(gift.recorded_at, limits) {
            night.push((gift.recorded_at.date(), gift.no));
        }
    }

    /// Tells what was found.
    pub fn finish(self, limits: &Thresholds, sink: Sink<'_>) {
        for (pair, (all, mut night)) in sorted(self.pairs) {
            night.sort_unstable();
            for one in night.chunk_by(|one, other| one.0 == other.0) {
                let Some((day, _)) = one.first() else { continue };
                let subject = format!("{pair} {day}");
                let words = vec![Told::Day(*day), told(one.len())];
                sink(
                    Finding::new(&cases::NIGHT, &subject, &pair, words).naming(one.iter().map(|(_, no)| *no)),
                );
            }
            if is_above_percent(night.len(), all, limits.night_percent) {
                let words = vec![told(night.len()), told(all)];
                let entries = night.iter().map(|(_, no)| *no);
                sink(Finding::new(&cases::NIGHT_OFTEN, &pair, &pair, words).naming(entries));
            }
        }
    }
}

fn is_night(at: NaiveDateTime, limits: &Thresholds) -> bool {
    let hour = i64::from(at.hour());
    if limits.night_from <= limits.night_until {
        (limits.night_from..limits.night_until).contains(&hour)
    } else {
        hour >= limits.night_from || hour < limits.night_until
    }
}

/// A pair by name, so that the order of findings is always the same.
pub(super) fn sorted<K: Ord, V>(map: HashMap<K, V>) -> Vec<(K, V)> {
    let mut all: Vec<(K, V)> = map.into_iter().collect();
    all.sort_by(|one, other| one.0.cmp(&other.0));
    all
}

/// What one pair did. A few bytes an entry are held: numbers of recipients and of entries have four bytes.
#[derive(Debug, Default)]
struct Doors {
    /// Those of the last 60 minutes, in the order of recording: when, who, the entry.
    hour: VecDeque<(NaiveDateTime, u32, u32)>,
    /// How many of those each recipient has.
    humans: HashMap<u32, u32>,
    /// Entries of days on which the doors of an hour were too many, some of them twice, with the most of them.
    rushed: HashMap<NaiveDate, (usize, Vec<u32>)>,
    /// Of each day paid: who, the entry, the township's place in the list of townships.
    days: HashMap<NaiveDate, Vec<(u32, u32, u16)>>,
}

/// A number of a recipient or an entry in four bytes: no register holds four billion.
fn small(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// A09: more doors than anybody can drive to. A door is a recipient, however many entries it has.
#[derive(Debug, Default)]
pub struct Speed {
    pairs: HashMap<String, Doors>,
    townships: Vec<String>,
}

impl Speed {
    /// Takes in an entry.
    pub fn gift(&mut self, gift: &Gift<'_>, limits: &Thresholds) {
        let pair = gift.pair();
        if gift.is_reversal || pair.is_empty() {
            return;
        }
        let township = self.townships.iter().position(|one| one == gift.township).unwrap_or_else(|| {
            self.townships.push(gift.township.to_owned());
            self.townships.len() - 1
        });
        let (human, no) = (small(gift.human), small(gift.no));
        let doors = self.pairs.entry(pair).or_default();
        let township = u16::try_from(township).unwrap_or(u16::MAX);
        doors.days.entry(gift.paid_on).or_default().push((human, no, township));
        let at = gift.recorded_at;
        while let Some((before, human, _)) = doors.hour.front().copied()
            && at - before >= Duration::minutes(60)
        {
            doors.hour.pop_front();
            if let Entry::Occupied(mut count) = doors.humans.entry(human) {
                *count.get_mut() -= 1;
                if *count.get() == 0 {
                    count.remove();
                }
            }
        }
        doors.hour.push_back((at, human, no));
        *doors.humans.entry(human).or_default() += 1;
        let count = doors.humans.len();
        if i64::try_from(count).unwrap_or(i64::MAX) > limits.hour_doors {
            let (most, entries) = doors.rushed.entry(at.date()).or_default();
            *most = count.max(*most);
            if entries.is_empty() {
                entries.extend(doors.hour.iter().map(|(_, _, no)| *no));
            }
            entries.push(no);
        }
    }

    /// Tells what was found.
    pub fn finish(self, limits: &Thresholds, sink: Sink<'_>) {
        let is_more = |count: usize, limit: i64| i64::try_from(count).unwrap_or(i64::MAX) > limit;
        for (pair, doors) in sorted(self.pairs) {
            for (day, (most, entries)) in sorted(doors.rushed) {
                let entries: BTreeSet<u32> = entries.into_iter().collect();
                let entries = entries.into_iter().map(i64::from);
                let words = vec![Told::Day(day), told(most)];
                sink(Finding::new(&cases::HOUR, &format!("{pair} {day}"), &pair, words).naming(entries));
            }
            for (day, visits) in sorted(doors.days) {
                let entries = || visits.iter().map(|(_, no, _)| i64::from(*no));
                let humans = visits.iter().map(|(human, ..)| human).collect::<HashSet<_>>().len();
                let townships = visits.iter().map(|(.., at)| at).collect::<HashSet<_>>().len();
                let subject = format!("{pair} {day}");
                if is_more(humans, limits.day_doors) {
                    let words = vec![Told::Day(day), told(humans)];
                    sink(Finding::new(&cases::DAY, &subject, &pair, words).naming(entries()));
                }
                if is_more(townships, limits.day_townships) {
                    let words = vec![Told::Day(day), told(townships)];
                    sink(Finding::new(&cases::TOWNSHIPS, &subject, &pair, words).naming(entries()));
                }
            }
        }
    }
}
