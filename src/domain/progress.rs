//! How far an import is, how fast, and how long still: whole numbers only.

/// What an import is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportPhase {
    /// Rows are read and compared with the register, before any is put in.
    Checking,
    /// What it asks by numbers is answered later, since much was asked; its work is milliseconds.
    HeldBack,
    /// Rows are read and put in.
    Rows,
    /// It is decided, and rows go in by parts: nothing stops it any more.
    Parts,
    /// The rows are in; indexes over them are made.
    Indexes,
}

/// How far an import has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportProgress {
    /// What it is at.
    pub phase: ImportPhase,
    /// Rows that are in.
    pub rows: u64,
    /// Work done, in parts of `total` that take about the same time.
    pub done: u64,
    /// All the work.
    pub total: u64,
}

impl ImportProgress {
    /// Done of all, in parts of `parts`: percent for 100.
    pub fn share(self, parts: u64) -> u64 {
        let done = u128::from(self.done.min(self.total));
        let share = (done * u128::from(parts)).checked_div(u128::from(self.total));
        share.and_then(|share| u64::try_from(share).ok()).unwrap_or_default()
    }

    /// Rows a second, `elapsed_ms` milliseconds after the start; none at the start.
    pub fn speed(self, elapsed_ms: u64) -> Option<u64> {
        self.rows.saturating_mul(1_000).checked_div(elapsed_ms)
    }

    /// Seconds left, rounded up, `elapsed_ms` milliseconds after the start; none before any work is done.
    pub fn seconds_left(self, elapsed_ms: u64) -> Option<u64> {
        let left = u128::from(self.total.saturating_sub(self.done)) * u128::from(elapsed_ms);
        u64::try_from(left.checked_div(u128::from(self.done))?.div_ceil(1_000)).ok()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn progress(rows: u64, done: u64, total: u64) -> ImportProgress {
        ImportProgress { phase: ImportPhase::Rows, rows, done, total }
    }

    #[test]
    fn speed_and_time_left() {
        let half = progress(50, 500, 1_000);
        assert_eq!((half.share(100), half.share(20)), (50, 10));
        assert_eq!((half.speed(2_500), half.seconds_left(2_500)), (Some(20), Some(3)));
        let begun = progress(0, 0, 10);
        assert_eq!((begun.share(100), begun.speed(0), begun.seconds_left(0)), (0, None, None));
        assert_eq!(progress(0, 0, 0).share(20), 0);
    }

    proptest! {
        #[test]
        fn any_progress_can_be_told(rows: u64, done: u64, total: u64, elapsed_ms: u64, parts: u64) {
            let progress = progress(rows, done, total);
            prop_assert!(progress.share(parts) <= parts);
            let _ = (progress.speed(elapsed_ms), progress.seconds_left(elapsed_ms));
        }
    }
}
