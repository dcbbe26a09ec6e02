//! How far a long command is, in one line of the terminal that it keeps writing over.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use super::out::Out;
use crate::domain::progress::ImportProgress;
use crate::lang::{self, Lang};
use crate::ui::text;

/// Between two lines, and before the first: what is done sooner needs none.
const EVERY: Duration = Duration::from_millis(500);

/// Tells it on the standard error, if a person sees that.
pub(super) struct Heard {
    lang: Lang,
    seen: bool,
    began: Instant,
    told: Duration,
    /// Cells of the line that stands there.
    width: usize,
}

impl Heard {
    /// Nothing is told where the answer is for a program.
    pub(super) fn new(lang: Lang, json: bool) -> Self {
        let seen = !json && io::stderr().is_terminal();
        Self { lang, seen, began: Instant::now(), told: Duration::ZERO, width: 0 }
    }

    /// Tells how far it is, now and then.
    pub(super) fn tell(&mut self, now: ImportProgress) {
        let elapsed = self.began.elapsed();
        if self.seen && elapsed >= self.told + EVERY {
            self.told = elapsed;
            let ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
            self.write(&lang::import::so_far(self.lang, now, ms));
        }
    }

    /// Takes the line away.
    pub(super) fn end(mut self) {
        if self.width > 0 {
            self.write("");
        }
    }

    /// Writes over the line, and over what is left of a longer one.
    fn write(&mut self, line: &str) {
        let width = text::width(line);
        let blank = " ".repeat(self.width.saturating_sub(width));
        let mut out = Out::stderr();
        out.own(format!("\r{line}{blank}\r").as_bytes());
        // Whoever cannot see it still gets the answer.
        let _ = out.finish();
        self.width = width;
    }
}
