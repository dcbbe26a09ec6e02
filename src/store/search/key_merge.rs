//! Sorted runs of search keys merged into one row of them, on a thread of its own.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread;

use crate::domain::error::RegisterError;
use crate::domain::text::CleanText;
use crate::store::file::error::Result;

/// Keys that are handed over at a time: as many as one statement takes.
pub(crate) const BATCH: usize = 256;
/// Batches that may wait.
const WAITING: usize = 8;
/// Bytes that are read of a run at a time.
const PIECE: usize = 16 << 10;
/// Bytes before a key: its length, its rank, its recipient.
const HEAD: usize = 2 + 2 + 8;

/// Adds a key to a run that is being written.
pub(crate) fn encode(to: &mut Vec<u8>, key: &[u8], rank: u16, no: i64) {
    to.extend_from_slice(&u16::try_from(key.len()).unwrap_or(u16::MAX).to_le_bytes());
    to.extend_from_slice(&rank.to_le_bytes());
    to.extend_from_slice(&no.to_le_bytes());
    to.extend_from_slice(key);
}

/// Where the runs lie in the file: beginning and end of each.
pub(crate) struct Runs {
    pub(crate) file: Arc<File>,
    pub(crate) spans: Vec<(u64, u64)>,
}

impl Runs {
    /// Writes a run, encoded by [`encode`], behind those that are there.
    pub(crate) fn add(&mut self, bytes: &[u8]) -> io::Result<()> {
        let start = self.spans.last().map_or(0, |&(_, end)| end);
        self.file.write_all_at(bytes, start)?;
        let length = u64::try_from(bytes.len()).map_err(io::Error::other)?;
        self.spans.push((start, start + length));
        Ok(())
    }
}

/// What the merge brings.
pub(crate) struct Merged(Receiver<io::Result<Batch>>);

/// Some keys, in order.
#[derive(Default)]
pub(crate) struct Batch {
    text: String,
    /// Where each key ends, its rank and its recipient.
    ends: Vec<(usize, i64, i64)>,
}

impl Merged {
    /// The next batch, of [`BATCH`] keys unless it is the last; none at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Batch>> {
        let next = self.0.recv().ok().transpose();
        let next = next.map_err(|error| RegisterError::Storage(CleanText::shown(&error.to_string())))?;
        Ok(next.filter(|batch| !batch.ends.is_empty()))
    }
}

impl Batch {
    /// How many keys there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The keys, with rank and recipient.
    pub(crate) fn keys(&self) -> impl Iterator<Item = (&str, i64, i64)> {
        let mut start = 0;
        self.ends.iter().map(move |&(end, rank, no)| {
            let key = self.text.get(start..end).unwrap_or_default();
            start = end;
            (key, rank, no)
        })
    }
}

/// Begins to merge.
pub(crate) fn merge(runs: Runs) -> Merged {
    let (to, merged) = mpsc::sync_channel(WAITING);
    thread::spawn(move || {
        // The caller may have been stopped: then nobody receives any more.
        let ended = walk(runs, |batch| to.send(Ok(batch)).is_ok());
        let _ = to.send(ended.map(|()| Batch::default()));
    });
    Merged(merged)
}

fn walk(runs: Runs, mut take: impl FnMut(Batch) -> bool) -> io::Result<()> {
    let mut heads = BinaryHeap::with_capacity(runs.spans.len());
    for (at, end) in runs.spans {
        let mut head = Head {
            file: Arc::clone(&runs.file),
            at,
            end,
            piece: Vec::new(),
            read: 0,
            key: Vec::new(),
            rank: 0,
            no: 0,
        };
        if head.advance()? {
            heads.push(head);
        }
    }
    let mut batch = Batch::default();
    let mut last: (Vec<u8>, u16, i64) = (Vec::new(), u16::MAX, i64::MIN);
    while let Some(mut head) = heads.peek_mut() {
        if (&last.0, last.1, last.2) != (&head.key, head.rank, head.no) {
            let key = std::str::from_utf8(&head.key).map_err(io::Error::other)?;
            batch.text.push_str(key);
            batch.ends.push((batch.text.len(), i64::from(head.rank), head.no));
            last.0.clone_from(&head.key);
            (last.1, last.2) = (head.rank, head.no);
        }
        if !head.advance()? {
            PeekMut::pop(head);
        }
        if batch.ends.len() == BATCH && !take(std::mem::take(&mut batch)) {
            return Ok(());
        }
    }
    if !batch.ends.is_empty() {
        take(batch);
    }
    Ok(())
}

/// One run, at its next key.
struct Head {
    file: Arc<File>,
    /// What of the file is still to be read.
    at: u64,
    end: u64,
    piece: Vec<u8>,
    read: usize,
    key: Vec<u8>,
    rank: u16,
    no: i64,
}

impl Head {
    /// Reads the next key; false at the end of the run.
    fn advance(&mut self) -> io::Result<bool> {
        if !self.holds(HEAD)? {
            return Ok(false);
        }
        let length = usize::from(u16::from_le_bytes(self.bytes()));
        self.rank = u16::from_le_bytes(self.bytes());
        self.no = i64::from_le_bytes(self.bytes());
        if !self.holds(length)? {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.key.clear();
        self.key.extend_from_slice(self.piece.get(self.read..self.read + length).unwrap_or_default());
        self.read += length;
        Ok(true)
    }

    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let read = self.piece.get(self.read..).and_then(|rest| rest.first_chunk()).copied();
        self.read += N;
        read.unwrap_or([0; N])
    }

    /// Whether so many bytes are there, read now if they were not.
    fn holds(&mut self, bytes: usize) -> io::Result<bool> {
        if self.piece.len() - self.read >= bytes {
            return Ok(true);
        }
        self.piece.drain(..self.read);
        self.read = 0;
        let left = usize::try_from(self.end - self.at).unwrap_or(usize::MAX);
        let (kept, more) = (self.piece.len(), left.min(PIECE));
        self.piece.resize(kept + more, 0);
        self.file.read_exact_at(self.piece.get_mut(kept..).unwrap_or_default(), self.at)?;
        self.at += u64::try_from(more).map_err(io::Error::other)?;
        Ok(self.piece.len() >= bytes)
    }
}

impl Head {
    fn order(&self) -> (&[u8], u16, i64) {
        (&self.key, self.rank, self.no)
    }
}

/// The heap gives the greatest: so the least key is the greatest here.
impl Ord for Head {
    fn cmp(&self, other: &Self) -> Ordering {
        other.order().cmp(&self.order())
    }
}

impl PartialOrd for Head {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Head {
    fn eq(&self, other: &Self) -> bool {
        self.order() == other.order()
    }
}

impl Eq for Head {}
