//! Reads a roster on a thread of its own, row by row into batches, with all that can be derived from a row
//! without the register.

use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use super::reader::{Header, Learned, RosterReader, Row};
use super::row_set::RowSet;
use crate::domain::file_error::FileError;
use crate::domain::roster::Written;
use crate::domain::roster_deaths::DeathDay;
use crate::store::SearchKeys;

/// Rows of a batch.
pub(super) const BATCH_ROWS: usize = 200;
/// Rows read for a batch, at most: one of which few are wanted tells how far it is, too.
const BATCH_READ: u64 = 5_000;

/// A row that was read.
pub(super) struct ReadRow {
    /// Its place among the rows of data, from 0.
    pub(super) place: u64,
    /// Its number, as a spreadsheet shows it.
    pub(super) number: u64,
    /// What it says.
    pub(super) row: Row,
    /// What follows from it, unless it is refused.
    pub(super) derived: Option<SearchKeys>,
    /// What only the register can judge, of a row that is refused.
    pub(super) written: Written,
    /// Its cells as the file has them, where refused rows will be written to a file.
    pub(super) raw: Option<Vec<String>>,
    /// Of a row of a list of the dead: the day that it tells.
    pub(super) death: Option<DeathDay>,
    /// The header above it.
    pub(super) header: Arc<Header>,
}

/// Some rows, in order.
pub(super) struct Batch {
    pub(super) read: Vec<ReadRow>,
    /// What ended the reading behind them, if something did.
    pub(super) error: Option<FileError>,
    /// Bytes read so far, and bytes to read.
    pub(super) done: u64,
    pub(super) all: u64,
    /// Rows of data read so far, also those that were passed over.
    pub(super) rows: u64,
    /// Behind the last row: what is known then.
    pub(super) learned: Option<Learned>,
    end: bool,
}

/// With room for all its rows: growing asked for memory eight times, of which each tidies up all that is free, and an
/// import took 4 % longer.
impl Default for Batch {
    fn default() -> Self {
        Self {
            read: Vec::with_capacity(BATCH_ROWS),
            error: None,
            done: 0,
            all: 0,
            rows: 0,
            learned: None,
            end: false,
        }
    }
}

impl Batch {
    /// Whether nothing follows.
    pub(super) fn is_last(&self) -> bool {
        self.end || self.error.is_some()
    }
}

/// Reads a roster to its end, or until nobody listens any more; where only some rows are `wanted`, those alone.
pub(super) fn read(
    mut roster: RosterReader,
    keep_raw: bool,
    wanted: Option<&RowSet>,
    to: &SyncSender<Batch>,
) {
    let mut batch = Batch::default();
    let mut rows = 0;
    let mut sent = 0;
    loop {
        match roster.next() {
            Some(Ok(row)) => {
                let place = rows;
                rows += 1;
                if wanted.is_none_or(|wanted| wanted.contains(place)) {
                    batch.read.push(read_row(&mut roster, place, row, keep_raw));
                }
            }
            Some(Err(error)) => batch.error = Some(error),
            None => {
                batch.end = true;
                batch.learned = Some(roster.learned());
            }
        }
        if batch.is_last() || batch.read.len() == BATCH_ROWS || rows - sent == BATCH_READ {
            (batch.done, batch.all) = roster.read_fraction();
            batch.rows = rows;
            sent = rows;
            let last = batch.is_last();
            if to.send(std::mem::take(&mut batch)).is_err() || last {
                return;
            }
        }
    }
}

fn read_row(roster: &mut RosterReader, place: u64, row: Row, keep_raw: bool) -> ReadRow {
    let (derived, written) = match &row {
        Row::Entry(entry, _) => (Some(SearchKeys::of_entry(entry)), Written::default()),
        Row::Refused(_) => (None, roster.written()),
    };
    let raw = keep_raw.then(|| roster.raw_cells());
    ReadRow {
        place,
        number: roster.row_number(),
        row,
        derived,
        written,
        raw,
        death: roster.death(),
        header: roster.shared_header(),
    }
}
