//! Reads a roster on a thread of its own, row by row into batches, with all that can be derived from a row
//! without the register.

use std::sync::mpsc::SyncSender;

use crate::domain::file_error::FileError;
use crate::domain::roster::Written;
use crate::paper::roster::{Roster, Row};
use crate::store::Derived;

/// Rows of a batch.
const BATCH: usize = 200;

/// A row that was read.
pub(super) struct ReadRow {
    /// Its number, as a spreadsheet shows it.
    pub(super) number: u64,
    /// What it says.
    pub(super) row: Row,
    /// What follows from it, unless it is refused.
    pub(super) derived: Option<Derived>,
    /// What only the register can judge, of a row that is refused.
    pub(super) written: Written,
    /// Its cells as the file has them, where refused rows will be written to a file.
    pub(super) raw: Option<Vec<String>>,
}

/// Some rows, in order.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) read: Vec<ReadRow>,
    /// What ended the reading behind them, if something did.
    pub(super) trouble: Option<FileError>,
    /// Bytes read so far, and bytes to read.
    pub(super) done: u64,
    pub(super) all: u64,
    end: bool,
}

impl Rows {
    /// Whether nothing follows.
    pub(super) fn is_last(&self) -> bool {
        self.end || self.trouble.is_some()
    }
}

/// Reads a roster to its end, or until nobody listens any more.
pub(super) fn read(mut roster: Roster, keep_raw: bool, to: &SyncSender<Rows>) {
    let mut batch = Rows::default();
    loop {
        match roster.next() {
            Some(Ok(row)) => {
                let (derived, written) = match &row {
                    Row::Entry(entry, _) => (Some(Derived::of_entry(entry)), Written::default()),
                    Row::Refused(_) => (None, roster.written()),
                };
                let raw = keep_raw.then(|| roster.raw_cells());
                batch.read.push(ReadRow { number: roster.row_number(), row, derived, written, raw });
            }
            Some(Err(trouble)) => batch.trouble = Some(trouble),
            None => batch.end = true,
        }
        if batch.is_last() || batch.read.len() == BATCH {
            (batch.done, batch.all) = roster.read_fraction();
            let last = batch.is_last();
            if to.send(std::mem::take(&mut batch)).is_err() || last {
                return;
            }
        }
    }
}
