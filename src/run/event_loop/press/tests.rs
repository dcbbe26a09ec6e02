//! Presses, holds and lines that stall, with time given.

use super::*;

const ENTER: Key = Key::Enter;

/// Keys that come seen and alone, at so many milliseconds.
struct Played {
    began: Instant,
    presses: Presses,
    done: Vec<u64>,
}

impl Played {
    fn new() -> Self {
        Self { began: Instant::now(), presses: Presses::default(), done: Vec::new() }
    }

    fn ms(&self, at: u64) -> Instant {
        self.began + Duration::from_millis(at)
    }

    /// Lets the time come.
    fn run(&mut self, until: u64) {
        while let Some(at) = self.presses.deadline().filter(|at| *at <= self.ms(until)) {
            if let Some(Waiting::Deed(_)) = self.presses.due(at) {
                self.done.push(u64::try_from((at - self.began).as_millis()).unwrap());
            }
        }
    }

    fn came(&mut self, at: u64, key: Key) -> (Option<Waiting>, Verdict) {
        self.run(at);
        let broken = self.presses.interrupt(Break::Key(key));
        (broken, self.presses.came(Stroke { key, at: self.ms(at), seen: true, alone: true }))
    }

    /// A key that asks for a deed.
    fn asks(&mut self, at: u64, key: Key) {
        if self.came(at, key).1 == Verdict::Take {
            self.presses.withheld(key, self.ms(at));
        }
    }
}

/// When deeds are done of keys that all ask for one.
fn deeds(keys: &[(u64, Key)]) -> Vec<u64> {
    let mut played = Played::new();
    for (at, key) in keys {
        played.asks(*at, *key);
    }
    played.run(1_000_000);
    played.done
}

#[test]
fn a_press_writes_after_a_moment_and_what_it_is_interrupted_by_is_none() {
    for (keys, done) in [
        (vec![(0, ENTER)], vec![120]),
        (vec![(0, ENTER), (60, Key::Char('a'))], vec![180]),
        (vec![(0, Key::Char('a')), (50, ENTER)], vec![170]),
        // As a slow line brings a pasted text.
        (vec![(0, Key::Char('a')), (10, ENTER)], vec![]),
        (vec![(0, ENTER), (40, ENTER), (80, ENTER)], vec![]),
        // Held, let go for too short a time, and then for long enough.
        (vec![(0, ENTER), (40, ENTER), (600, ENTER)], vec![]),
        (vec![(0, ENTER), (40, ENTER), (1_000, ENTER)], vec![]),
        (vec![(0, ENTER), (40, ENTER), (1_100, ENTER)], vec![2_100]),
        // Another key came between, and it went on; it paused.
        (vec![(0, ENTER), (40, ENTER), (60, Key::Esc), (200, ENTER)], vec![180]),
        (vec![(0, ENTER), (12, Key::Up), (33, ENTER)], vec![]),
        (vec![(0, ENTER), (12, Key::Up), (200, ENTER), (400, ENTER), (600, ENTER)], vec![132]),
        // It was let go: as soon as it paused for long, or where it comes as slowly as no key repeats.
        (vec![(0, ENTER), (12, Key::Up), (1_070, ENTER)], vec![132, 2_070]),
        (vec![(0, ENTER), (40, ENTER), (600, ENTER), (1_260, ENTER)], vec![]),
        (vec![(0, ENTER), (40, ENTER), (1_060, ENTER), (2_100, ENTER)], vec![3_100]),
    ] {
        assert_eq!(deeds(&keys), done, "{keys:?}");
    }
}

#[test]
fn no_repeat_of_a_key_is_a_press() {
    for delay in [200, 250, 400, 500, 700, 1_000, 1_500] {
        for period in [25, 33, 50, 100, 200, 333, 500] {
            let mut played = Played::new();
            // The press itself opens the last look.
            assert_eq!(played.came(0, ENTER), (None, Verdict::Take));
            for n in 0..100 {
                played.asks(delay + n * period, ENTER);
            }
            let end = delay + 99 * period;
            played.run(end + 10_000);
            assert!(played.done.is_empty(), "{delay} {period}");
            // Let go and pressed again, it is one.
            played.asks(end + 20_000, ENTER);
            played.run(end + 30_000);
            assert_eq!(played.done, [end + 20_120], "{delay} {period}");
        }
    }
}

/// Each of these repeats comes late by less than a second behind the one before.
#[test]
fn a_slow_repeat_that_comes_late_is_no_press() {
    for (period, delay, stall) in [
        (500, 500, 200),
        (500, 1_000, 400),
        (454, 660, 243),
        (400, 500, 260),
        (370, 500, 300),
        (250, 500, 420),
        (92, 500, 580),
    ] {
        for late in 1..6 {
            let mut played = Played::new();
            assert_eq!(played.came(0, ENTER), (None, Verdict::Take));
            for n in 0..8 {
                let sent = delay + n * period;
                let until = delay + late * period + stall;
                played.asks(if n >= late { sent.max(until) } else { sent }, ENTER);
            }
            played.run(30_000);
            assert!(played.done.is_empty(), "{period} {delay} {stall} {late}: {:?}", played.done);
        }
    }
}

#[test]
fn a_click_between_repeats_makes_no_press_of_them() {
    for repeats in 1..8 {
        let mut played = Played::new();
        assert_eq!(played.came(0, ENTER), (None, Verdict::Take));
        for n in 0..repeats {
            played.asks(400 + n * 33, ENTER);
            assert_eq!(played.presses.interrupt(Break::Click), Some(Waiting::Deed(ENTER)).filter(|_| n == 0));
        }
        played.run(10_000);
        assert!(played.done.is_empty(), "{repeats}");
        // One that has just written does not take its turn at a click either.
        played.asks(20_000, ENTER);
        assert_eq!(played.came(20_400, ENTER), (None, Verdict::Later));
        assert_eq!(played.done, [20_120]);
        for n in 0..repeats {
            assert_eq!(played.presses.interrupt(Break::Click), None);
            assert_eq!(played.came(20_433 + n * 33, ENTER), (None, Verdict::Drop));
        }
    }
}

/// A line that holds keys up brings several at once, and then one that seems to stand alone.
#[test]
fn what_comes_behind_keys_that_came_at_once_is_no_press() {
    for (seen, alone) in [(true, false), (false, true), (false, false)] {
        for behind in [5, 33, 130, 400] {
            let mut played = Played::new();
            assert_eq!(played.came(0, ENTER), (None, Verdict::Take));
            let at = played.ms(300);
            assert_eq!(played.presses.came(Stroke { key: ENTER, at, seen, alone }), Verdict::Take);
            assert!(!played.presses.withheld(ENTER, at));
            played.asks(300 + behind, ENTER);
            played.run(5_000);
            assert!(played.done.is_empty(), "{seen} {alone} {behind}");
            played.asks(6_000, ENTER);
            played.run(9_000);
            assert_eq!(played.done, [6_120]);
        }
    }
}

#[test]
fn what_came_before_the_picture_or_with_more_behind_it_is_no_press() {
    let now = Instant::now();
    for (seen, alone, waits) in
        [(true, true, true), (false, true, false), (true, false, false), (false, false, false)]
    {
        let mut presses = Presses::default();
        assert_eq!(presses.came(Stroke { key: ENTER, at: now, seen, alone }), Verdict::Take);
        assert_eq!(presses.withheld(ENTER, now), waits, "{seen} {alone}");
    }
}

#[test]
fn the_key_that_wrote_does_nothing_until_it_is_let_go() {
    let mut played = Played::new();
    played.asks(0, ENTER);
    // It may repeat now, and does.
    assert_eq!(played.came(500, ENTER), (None, Verdict::Later));
    assert_eq!(played.done, [120]);
    for at in [533, 566, 599, 1_300] {
        assert_eq!(played.came(at, ENTER), (None, Verdict::Drop), "{at}");
    }
    // Pressed again, it waits whether it goes on; what is pressed then comes after it.
    assert_eq!(played.came(2_400, ENTER), (None, Verdict::Later));
    assert_eq!(played.came(2_500, Key::F(2)), (Some(Waiting::Turn(ENTER)), Verdict::Take));
    played.asks(5_000, ENTER);
    assert_eq!(played.came(5_500, ENTER), (None, Verdict::Later));
    let due = played.ms(5_750);
    assert_eq!(played.presses.due(due), Some(Waiting::Turn(ENTER)));
    assert!(!played.presses.withheld(ENTER, due), "what it meets was not there when it came");
}

/// Milliseconds, at random, the same for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// A key is pressed in the form and held: when the line brings what it sends. Lines hold up each key for a while of
/// their own, keep the order, and stall now and then.
fn brought(dice: &mut Dice, most_late: u64, stall: u64) -> Vec<u64> {
    // As most keyboards are set, or as slowly as some can be.
    let slowest = if dice.below(2) == 0 { 76 } else { 476 };
    let (delay, period) = (250 + dice.below(1_250), 25 + dice.below(slowest));
    let repeats = 2 + dice.below(60);
    let begin = dice.below(delay + repeats * period);
    let mut before = 0;
    std::iter::once(0)
        .chain((0..repeats).map(|n| delay + n * period))
        .map(|sent| {
            let late = if most_late == 0 { 0 } else { dice.below(most_late) };
            let free = if (begin..begin + stall).contains(&sent) { begin + stall } else { sent };
            before = before.max(free + late);
            before
        })
        .collect()
}

#[test]
fn a_held_key_over_a_line_that_stalls_or_runs_unevenly_is_no_press() {
    let mut dice = Dice(7);
    for (most_late, stall) in [(0, 0), (60, 0), (120, 0), (0, 300), (0, 500), (0, 700), (0, 2_000), (60, 700)]
    {
        for run in 0..2_000 {
            let brought = brought(&mut dice, most_late, stall);
            // A stall with a single repeat before or behind it looks like a key that was let go.
            let stalls = |n: usize| brought.get(n + 1).is_some_and(|next| next - brought[n] >= 1_000);
            if stalls(1)
                || brought[1] - brought[0] >= 1_700
                || (2..brought.len()).any(|n| stalls(n) && brought.get(n + 2) != Some(&brought[n + 1]))
            {
                continue;
            }
            let mut played = Played::new();
            played.came(brought[0], ENTER);
            for (n, at) in brought.iter().enumerate().skip(1) {
                played.run(*at);
                played.presses.interrupt(Break::Key(ENTER));
                let (seen, alone) = (brought[n - 1] < *at, brought.get(n + 1) != Some(at));
                let at = played.ms(*at);
                if played.presses.came(Stroke { key: ENTER, at, seen, alone }) == Verdict::Take {
                    played.presses.withheld(ENTER, at);
                }
            }
            played.run(1_000_000);
            assert!(played.done.is_empty(), "{run}: {most_late} {stall} {brought:?}");
        }
    }
}

#[test]
fn a_line_end_close_behind_a_character_is_of_a_pasted_text() {
    for (gap, pasted) in [(1, true), (25, true), (39, true), (40, false), (150, false)] {
        let mut played = Played::new();
        played.came(0, Key::Char('c'));
        let at = played.ms(gap);
        assert_eq!(played.presses.after_text(at), pasted, "{gap}");
    }
}

#[test]
fn an_end_of_line_waits_for_the_text_behind_it() {
    let mut played = Played::new();
    played.presses.ends_line(ENTER, played.began);
    assert_eq!(played.came(30, Key::Char('b')), (Some(Waiting::LineEnd(ENTER)), Verdict::Take));
    played.presses.ends_line(ENTER, played.ms(40));
    assert_eq!(played.presses.due(played.ms(160)), Some(Waiting::LineEnd(ENTER)));
    assert!(!played.presses.withheld(ENTER, played.ms(160)));
}
