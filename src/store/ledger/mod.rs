//! The ledger and the calls that fill it: recording, reversing, reading, the figures of years and rounds.

mod again;
pub(crate) mod append;
pub(super) mod batch;
pub(super) mod cancel;
pub(crate) mod candidates;
mod conditions;
pub(crate) mod entries;
mod history;
pub(crate) mod known;
mod live;
pub(crate) mod owed;
pub(crate) mod programme;
pub(crate) mod record;
mod report;
pub(crate) mod round_report;
pub(crate) mod sheets;
pub(crate) mod signed;
pub(super) mod stands;
pub(crate) mod year;
mod year_entries;
