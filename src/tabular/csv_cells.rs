//! The cells of the row of a text file that is being read.

use super::row::{CELL_MAX, COLUMNS_MAX, CellKind};

/// The cells of the row being read.
#[derive(Default)]
pub(super) struct Cells {
    pub(super) bytes: Vec<u8>,
    pub(super) ends: Vec<(usize, CellKind)>,
    pub(super) start: usize,
    pub(super) full: bool,
    /// Cells that were ended, with those that are dropped.
    pub(super) seen: u64,
    /// Whether a quotation holds a line end.
    pub(super) broken: bool,
    /// Bytes of the row up to the quotation mark that closed the cell at hand.
    pub(super) closed: Option<usize>,
    /// Whether a cell has text behind its quotation.
    pub(super) stray: bool,
}

impl Cells {
    /// Adds a byte; false where the cell is full. A character that has begun is let in whole.
    pub(super) fn push(&mut self, byte: u8) -> bool {
        let continues = byte & 0xC0 == 0x80;
        self.full |= !continues && self.bytes.len() - self.start >= CELL_MAX;
        if !self.full && self.ends.len() < COLUMNS_MAX {
            self.bytes.push(byte);
        }
        !self.full
    }

    /// Adds a byte outside quotation marks, or ends the cell if it completes the delimiter.
    pub(super) fn push_or_end(&mut self, byte: u8, delimiter: &[u8]) -> bool {
        let (last, lead) = delimiter.split_last().unwrap_or((&b',', &[]));
        let ends = byte == *last && self.bytes.get(self.start..).unwrap_or_default().ends_with(lead);
        if ends {
            self.end(lead.len());
        } else {
            self.push(byte);
        }
        ends
    }

    /// Adds what certainly ends neither the cell nor the row, as far as the cell has room, and tells how
    /// much it was. What a full cell or row drops is passed over in one go: looking for its end once a byte
    /// would take hours over a cell of ten megabytes.
    pub(super) fn push_run(&mut self, bytes: &[u8], delimiter: &[u8]) -> usize {
        let last = delimiter.last().copied().unwrap_or(b',');
        let drops = self.full || self.ends.len() >= COLUMNS_MAX;
        let room = CELL_MAX.saturating_sub(self.bytes.len() - self.start);
        let within = if drops { bytes } else { bytes.get(..room).unwrap_or(bytes) };
        let run = within
            .iter()
            .position(|&byte| byte == last || byte == b'\n' || byte == b'\r')
            .unwrap_or(within.len());
        if !drops {
            self.bytes.extend_from_slice(within.get(..run).unwrap_or_default());
        }
        run
    }

    /// Passes over empty cells that a full row drops, and tells how many bytes they were; `delimiter` is what ended the
    /// cell before. One of several bytes is not passed over: its last byte alone ends nothing.
    pub(super) fn skip_empty(&mut self, bytes: &[u8], delimiter: u8) -> usize {
        if self.ends.len() < COLUMNS_MAX || !delimiter.is_ascii() {
            return 0;
        }
        let run = bytes.iter().position(|&byte| byte != delimiter).unwrap_or(bytes.len());
        self.seen += run as u64;
        run
    }

    /// Ends a cell, without its last `drop` bytes.
    pub(super) fn end(&mut self, drop: usize) {
        self.seen += 1;
        if self.ends.len() < COLUMNS_MAX {
            self.bytes.truncate(self.bytes.len() - drop);
            let behind = self.closed.take().and_then(|at| self.bytes.get(at..)).unwrap_or_default();
            self.stray |= !behind.trim_ascii().is_empty();
            self.ends.push((self.bytes.len(), CellKind::Text));
            self.start = self.bytes.len();
            self.full = false;
        }
    }
}
