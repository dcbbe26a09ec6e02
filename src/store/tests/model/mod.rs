//! Protects who is due and what was paid over years: histories drawn by fixed seeds (people, memberships, moves, deaths,
//! calls, gifts, batches, gifts with a reason, what is undone, rounds, rosters, merges over three years) are held, act by act, beside a model that
//! was written from the rules of the bureau alone and calls nothing of the program.

mod banner;
mod book;
mod calendar;
mod compare;
mod doors;
mod driver;
mod many;
mod played;
mod rules;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use calendar::ymd;
use played::Played;

/// The seeds: two, or with `MUSTER_LONG` those from its value on.
#[expect(clippy::disallowed_methods, reason = "the one switch of the harness")]
fn seeds() -> RangeInclusive<u64> {
    std::env::var("MUSTER_LONG").map_or(1..=2, |first| first.parse().unwrap_or(1)..=60)
}

#[test]
fn histories_over_three_years_agree_with_an_independent_model() {
    let mut done: BTreeMap<&str, u32> = BTreeMap::new();
    let is_long = *seeds().end() > 2;
    for seed in seeds() {
        let begin =
            [ymd(2023, 12, 10), ymd(2025, 6, 20), ymd(2026, 11, 1)][usize::try_from(seed % 3).unwrap()];
        let mut played = Played::new(seed, begin);
        played.found();
        let mut steps = 0;
        while played.today < driver::end(begin) {
            let at = format!("seed {seed}, step {steps}, {}", played.today);
            played.step();
            played.agrees(&at);
            if steps % 8 == 0 {
                played.lists_agree(&at);
            }
            steps += 1;
        }
        played.lists_agree(&format!("seed {seed}, its end"));
        if is_long {
            println!("seed {seed}: {steps} steps, {:?}", played.done);
        }
        played.done.iter().for_each(|(act, [times, _])| *done.entry(act).or_default() += times);
    }
    for act in ["batch", "undo", "with a reason", "reverse", "cancel", "import", "merge", "close"] {
        assert!(done.get(act).is_some_and(|times| *times > 0), "never drawn: {act}; {done:?}");
    }
}
