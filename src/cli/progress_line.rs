//! How far a long command is, in one line of the terminal that it keeps writing over.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use super::out::Out;
use crate::domain::progress::ImportProgress;
use crate::lang::{self, Lang};
use crate::ui::text;

/// Between two lines, and before the first: what is done sooner needs none.
const EVERY: Duration = Duration::from_millis(500);

/// A line on the standard error, if that is a terminal.
pub(super) struct ProgressLine {
    lang: Lang,
    is_drawn: bool,
    began: Instant,
    drawn: Duration,
    /// Cells of the line that stands there.
    width: usize,
}

impl ProgressLine {
    /// A line that is never drawn where the answer is for a program.
    pub(super) fn new(lang: Lang, json: bool) -> Self {
        let is_drawn = !json && io::stderr().is_terminal();
        Self { lang, is_drawn, began: Instant::now(), drawn: Duration::ZERO, width: 0 }
    }

    /// Draws how far it is, at most once in [`EVERY`].
    pub(super) fn update(&mut self, now: ImportProgress) {
        let elapsed = self.began.elapsed();
        if self.is_drawn && elapsed >= self.drawn + EVERY {
            self.drawn = elapsed;
            let ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
            self.write(&lang::progress::so_far(self.lang, now, ms));
        }
    }

    /// Takes the line away.
    pub(super) fn clear(mut self) {
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
        // A closed standard error hides the progress, not the answer.
        let _ = out.finish();
        self.width = width;
    }
}
