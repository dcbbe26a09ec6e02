//! Whether an answer that came with a roster was of use.

use std::sync::OnceLock;

/// Whether an answer was of use; noted by whoever reads the rows, and asked behind the last one.
#[derive(Clone, Debug, Default)]
pub(super) struct Fitting(OnceLock<()>);

impl Fitting {
    /// Notes that it was of use.
    pub(super) fn note(&self) {
        let _ = self.0.set(());
    }

    pub(super) fn is_noted(&self) -> bool {
        self.0.get().is_some()
    }
}
