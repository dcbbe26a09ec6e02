//! The records of a stream (MS-XLS 2.1.4): a kind, a length, and so many bytes.

use std::io::{self, BufRead as _, BufReader, Read};

use super::container::{Stream, number16};

/// A record goes on in the next one.
const CONTINUE: u16 = 0x003C;
/// How often a stream may be read over: for its texts, and for each sheet its header, its rows and its merged cells.
const READINGS: u64 = 8;

/// The records of a stream, one at a time.
pub(super) struct Records<F> {
    stream: BufReader<Stream<F>>,
    /// Bytes that may still be read: those of the stream several times over.
    left: u64,
    /// The kind of the record and its bytes.
    kind: u16,
    data: Vec<u8>,
    /// The record that was read ahead to see whether it continues the one before.
    ahead: bool,
}

impl<F: Read + io::Seek> Records<F> {
    /// Begins at the first record of a stream.
    pub(super) fn new(stream: Stream<F>) -> Self {
        let left = stream.length().saturating_mul(READINGS);
        let stream = BufReader::with_capacity(4096, stream);
        Self { stream, left, kind: 0, data: Vec::new(), ahead: false }
    }

    /// Goes on at this byte of the stream.
    pub(super) fn go_to(&mut self, at: u64) {
        self.ahead = false;
        // What was read ahead belongs to another place.
        let unread = self.stream.buffer().len();
        self.stream.consume(unread);
        self.stream.get_mut().go_to(at);
    }

    /// Reads the next record; false at the end of the stream.
    pub(super) fn next(&mut self) -> io::Result<bool> {
        if std::mem::take(&mut self.ahead) {
            return Ok(true);
        }
        let mut head = [0; 4];
        let mut got = 0;
        while let Some(rest) = head.get_mut(got..).filter(|rest| !rest.is_empty()) {
            match self.stream.read(rest)? {
                // Behind the last record lie zeros or nothing.
                0 => return Ok(false),
                more => got += more,
            }
        }
        self.kind = number16(&head, 0);
        self.data.clear();
        let length = u64::from(number16(&head, 2));
        self.left = self
            .left
            .checked_sub(length + 4)
            .ok_or_else(|| io::Error::other("sheets lie over each other"))?;
        let got = self.stream.by_ref().take(length).read_to_end(&mut self.data)?;
        if got as u64 == length { Ok(true) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }

    /// Reads the next record if it continues the one before.
    pub(super) fn next_piece(&mut self) -> io::Result<bool> {
        if !self.next()? {
            return Ok(false);
        }
        self.ahead = self.kind != CONTINUE;
        Ok(!self.ahead)
    }

    /// The kind of the record.
    pub(super) fn kind(&self) -> u16 {
        self.kind
    }

    /// Its bytes.
    pub(super) fn data(&self) -> &[u8] {
        &self.data
    }
}
