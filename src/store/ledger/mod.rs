//! The ledger and the calls that fill it: recording, reversing, reading, the year's figures.

mod again;
mod append;
pub(super) mod batch;
pub(super) mod cancel;
pub(crate) mod candidates;
pub(crate) mod entries;
mod history;
pub(crate) mod known;
pub(crate) mod record;
pub(crate) mod report;
pub(super) mod stands;
