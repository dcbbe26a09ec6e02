//! Protects every acknowledged record against whatever happens to the machine, from outside.
//!
//! The quick forms are bounded; `MUSTER_LONG=1 cargo test --release faults -- --nocapture` runs the long ones and prints
//! their figures. Every random choice comes from a fixed seed.

mod batches;
mod changes;
mod endings;
mod extremes;
mod flips;
mod follow;
mod founding;
mod full;
mod fuzz;
mod hands;
mod held;
mod hostile;
mod house;
mod kills;
mod mutations;
mod opening;
mod output;
mod place;
mod planted;
mod poisoned;
mod rich;
mod rosters;
mod screens;
mod stick;
mod storage;
mod texts;
mod writers;

/// Whether the long forms run.
#[expect(clippy::disallowed_methods, reason = "the one switch of the harness")]
fn long() -> bool {
    std::env::var_os("MUSTER_LONG").is_some()
}

/// How many inputs are tried: few, or the many of the long form; `MUSTER_LONG=10000` has so many.
#[expect(clippy::disallowed_methods, reason = "the one switch of the harness")]
fn many(few: u64, long: u64) -> u64 {
    let asked = std::env::var("MUSTER_LONG").ok();
    asked.map_or(few, |asked| asked.parse().ok().filter(|inputs| *inputs > 1).unwrap_or(long))
}

/// Prints a figure of the harness, for whoever runs it with `--nocapture`.
#[expect(clippy::print_stdout, reason = "the figures are what the long forms are for")]
fn report(figure: &str) {
    println!("{figure}");
}

/// A sequence of random numbers that is the same for the same seed (xorshift64*).
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }
}
