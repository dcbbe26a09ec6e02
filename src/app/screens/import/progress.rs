//! How far a long job is, how fast, and how long still: whole numbers only.

use crate::app::ctx::Ctx;
use crate::lang::{fill, import};

/// The latest report of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Progress {
    pub(super) done: u64,
    pub(super) total: Option<u64>,
    pub(super) elapsed_ms: u64,
}

impl Progress {
    /// Done of all, in whole percent.
    pub(super) fn percent(self) -> Option<u64> {
        self.total.and_then(|total| self.done.min(total).saturating_mul(100).checked_div(total))
    }

    /// Filled cells of a bar of `cells`.
    pub(super) fn filled(self, cells: usize) -> usize {
        let share = self.total.and_then(|total| {
            let done = self.done.min(total).saturating_mul(u64::try_from(cells).ok()?);
            done.checked_div(total)
        });
        share.and_then(|share| usize::try_from(share).ok()).unwrap_or_default()
    }

    /// So many a second; none before anything can be said.
    fn speed(self) -> Option<u64> {
        self.done.saturating_mul(1_000).checked_div(self.elapsed_ms)
    }

    /// Seconds still, rounded up; none before anything can be said.
    fn seconds_left(self) -> Option<u64> {
        let left = self.total?.saturating_sub(self.done);
        let milliseconds = u128::from(left) * u128::from(self.elapsed_ms);
        u64::try_from(milliseconds.checked_div(u128::from(self.done))?.div_ceil(1_000)).ok()
    }

    /// All of it in one line.
    pub(super) fn told(self, cx: &Ctx) -> String {
        let texts = import::texts(cx.lang);
        let mut parts = vec![match self.total {
            Some(total) => fill(texts.done_of, &[&self.done, &total]),
            None => fill(texts.done, &[&self.done]),
        }];
        parts.extend(self.percent().map(|percent| format!("{percent}%")));
        parts.extend(self.speed().map(|speed| fill(texts.speed, &[&speed])));
        parts.extend(self.seconds_left().map(|seconds| {
            if seconds < 120 {
                fill(texts.left_seconds, &[&seconds])
            } else {
                fill(texts.left_minutes, &[&seconds.div_ceil(60)])
            }
        }));
        parts.join("  ")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn speed_and_time_left() {
        let half = Progress { done: 500, total: Some(1_000), elapsed_ms: 2_500 };
        assert_eq!((half.percent(), half.filled(20)), (Some(50), 10));
        assert_eq!((half.speed(), half.seconds_left()), (Some(200), Some(3)));
        let begun = Progress { done: 0, total: Some(10), elapsed_ms: 0 };
        assert_eq!((begun.percent(), begun.speed(), begun.seconds_left()), (Some(0), None, None));
        let endless = Progress { done: 7, total: None, elapsed_ms: 1_000 };
        assert_eq!((endless.percent(), endless.filled(20), endless.seconds_left()), (None, 0, None));
        let nothing = Progress { done: 0, total: Some(0), elapsed_ms: 1 };
        assert_eq!((nothing.percent(), nothing.filled(20)), (None, 0));
    }

    proptest! {
        #[test]
        fn any_report_can_be_told(done: u64, total: Option<u64>, elapsed_ms: u64, cells in 0usize..100) {
            let progress = Progress { done, total, elapsed_ms };
            prop_assert!(progress.percent().is_none_or(|percent| percent <= 100));
            prop_assert!(progress.filled(cells) <= cells);
            let _ = (progress.speed(), progress.seconds_left());
        }
    }
}
