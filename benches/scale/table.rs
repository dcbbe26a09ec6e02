//! Medians of things done in turn, and the table that they are printed in.

use std::hint::black_box;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// Targets that were met, and missed.
static MET: AtomicU32 = AtomicU32::new(0);
static MISSED: AtomicU32 = AtomicU32::new(0);

/// Prints what the columns are.
pub(crate) fn heads() {
    println!("{:56} {:>12} {:>12} {:>7} {:>7}", "what", "measured", "beside", "ratio", "target");
}

/// Prints a line: two times, how one stands to the other, and what was aimed for.
pub(crate) fn line(what: &str, measured: Duration, beside: Duration, target: &str) {
    row(what, (&shown(measured), measured.as_nanos()), (&shown(beside), beside.as_nanos()), target);
}

/// As [`line`], for memory in kB.
pub(crate) fn memory(what: &str, measured: u64, beside: u64, target: &str) {
    let told = |kb: u64| format!("{kb} kB");
    row(what, (&told(measured), measured.into()), (&told(beside), beside.into()), target);
}

/// Prints a line without figures.
pub(crate) fn absent(what: &str, why: &str) {
    println!("{what:56} {why}");
}

/// Prints how many targets were met.
pub(crate) fn end() {
    let (met, missed) = (MET.load(Ordering::Relaxed), MISSED.load(Ordering::Relaxed));
    println!("\n{met} targets met, {missed} missed");
}

fn row(what: &str, measured: (&str, u128), beside: (&str, u128), target: &str) {
    let ratio = measured.1.saturating_mul(100) / beside.1.max(1);
    let verdict = match target.replace('.', "").parse::<u128>() {
        Err(_) => "",
        Ok(most) if ratio <= most => {
            MET.fetch_add(1, Ordering::Relaxed);
            "ok"
        }
        Ok(_) => {
            MISSED.fetch_add(1, Ordering::Relaxed);
            "missed"
        }
    };
    let ratio = format!("{}.{:02}", ratio / 100, ratio % 100);
    println!("{what:56} {:>12} {:>12} {ratio:>7} {target:>7} {verdict}", measured.0, beside.0);
}

fn shown(time: Duration) -> String {
    match time.as_micros() {
        micros @ 0..10_000 => format!("{micros} us"),
        micros @ 10_000..10_000_000 => format!("{} ms", micros / 1_000),
        micros => format!("{} s", micros / 1_000_000),
    }
}

/// The one in the middle.
pub(crate) fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// The medians of two things done in turn, so that both meet the same noise.
pub(crate) fn both(
    runs: usize,
    mut one: impl FnMut() -> Duration,
    mut other: impl FnMut() -> Duration,
) -> (Duration, Duration) {
    let (mut ones, mut others) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        ones.push(one());
        others.push(other());
    }
    (median(ones), median(others))
}

/// How long something takes.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let began = Instant::now();
    black_box(work());
    began.elapsed()
}
