//! Search keys of a large import, sorted outside of memory: runs are sorted and written by a thread of
//! their own while rows still come in, and merged by another while the register takes them.
//!
//! Memory is bounded by two runs, whatever the size; the runs lie in one file beside the register that has
//! no name, so that nothing stays behind however the program ends.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread::{self, JoinHandle};

use crate::domain::error::RegisterError;
use crate::domain::text::CleanText;
use crate::store::file::error::{Result, io_error};
use crate::store::file::location::nameless;
use crate::store::search::key_merge::{self, Merged, Runs};

/// Bytes of keys in a run, and keys in it: whichever is met first. Some three megabytes together.
const RUN_BYTES: usize = 1 << 20;
const RUN_KEYS: usize = 64 << 10;
/// Most bytes of one key, for which there is room behind a run that is not full.
const KEY_BYTES: usize = 1 << 10;

/// Takes keys in any order; [`KeySorter::sorted`] gives them back in order, each once.
pub(crate) struct KeySorter {
    run: Run,
    count: u64,
    to: SyncSender<Run>,
    /// Runs that were written and can be filled again.
    back: Receiver<Run>,
    writer: JoinHandle<Result<Runs>>,
}

impl KeySorter {
    /// A sorter whose runs lie in the folder of the register at `path`.
    pub(crate) fn beside(path: &Path) -> Result<Self> {
        let file = nameless(path)?;
        let path = path.to_owned();
        let (to, runs) = mpsc::sync_channel::<Run>(0);
        let (give_back, back) = mpsc::channel();
        let writer = thread::spawn(move || {
            let mut written = Runs { file: Arc::new(file), spans: Vec::new() };
            let mut bytes = Vec::new();
            while let Ok(mut run) = runs.recv() {
                run.sort();
                run.encode(&mut bytes);
                written.add(&bytes).map_err(|error| io_error(&error, &path))?;
                run.clear();
                let _ = give_back.send(run);
            }
            Ok(written)
        });
        Ok(Self { run: Run::default(), count: 0, to, back, writer })
    }

    /// Takes a key.
    pub(crate) fn push(&mut self, key: &str, rank: i64, no: i64) -> Result<()> {
        self.run.push(key, rank, no);
        self.count += 1;
        if self.run.is_full() {
            let next = self.back.try_recv().unwrap_or_default();
            let full = std::mem::replace(&mut self.run, next);
            // A writer that has gone tells why when it is joined.
            self.to.send(full).map_err(|_| gone())?;
        }
        Ok(())
    }

    /// How many keys it took.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    /// Every key once, in the order of key, rank and recipient.
    pub(crate) fn sorted(self) -> Result<Merged> {
        let Self { run, to, writer, .. } = self;
        let _ = to.send(run);
        drop(to);
        let runs = writer.join().map_err(|_| gone())??;
        Ok(key_merge::merge(runs))
    }
}

fn gone() -> RegisterError {
    RegisterError::Storage(CleanText::from("the keys could not be sorted"))
}

/// Keys in memory.
struct Run {
    bytes: Vec<u8>,
    entries: Vec<Entry>,
}

/// With room for all that it will hold: growing would need half as much again.
impl Default for Run {
    fn default() -> Self {
        Self { bytes: Vec::with_capacity(RUN_BYTES + KEY_BYTES), entries: Vec::with_capacity(RUN_KEYS) }
    }
}

/// One key: its first bytes as a number, which settles most comparisons, and where all of it stands.
struct Entry {
    first: u64,
    no: i64,
    at: u32,
    length: u16,
    rank: u16,
}

impl Run {
    fn push(&mut self, key: &str, rank: i64, no: i64) {
        let bytes = key.as_bytes();
        let mut first = [0; 8];
        for (to, from) in first.iter_mut().zip(bytes) {
            *to = *from;
        }
        self.entries.push(Entry {
            first: u64::from_be_bytes(first),
            no,
            at: u32::try_from(self.bytes.len()).unwrap_or(u32::MAX),
            length: u16::try_from(bytes.len()).unwrap_or(u16::MAX),
            rank: u16::try_from(rank).unwrap_or(u16::MAX),
        });
        self.bytes.extend_from_slice(bytes);
    }

    fn encode(&self, bytes: &mut Vec<u8>) {
        bytes.clear();
        for entry in &self.entries {
            key_merge::encode(bytes, self.key(entry), entry.rank, entry.no);
        }
    }

    fn is_full(&self) -> bool {
        self.bytes.len() >= RUN_BYTES || self.entries.len() >= RUN_KEYS
    }

    fn clear(&mut self) {
        self.bytes.clear();
        self.entries.clear();
    }

    fn sort(&mut self) {
        let Self { bytes, entries } = self;
        entries.sort_unstable_by(|a, b| {
            let rest = || slice(bytes, a).cmp(slice(bytes, b));
            a.first.cmp(&b.first).then_with(rest).then(a.rank.cmp(&b.rank)).then(a.no.cmp(&b.no))
        });
    }

    fn key(&self, entry: &Entry) -> &[u8] {
        slice(&self.bytes, entry)
    }
}

fn slice<'a>(bytes: &'a [u8], entry: &Entry) -> &'a [u8] {
    let start = entry.at as usize;
    bytes.get(start..start + usize::from(entry.length)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Enough for several runs, with doubles, in an order that is none.
    #[test]
    fn keys_come_back_in_order_and_each_once() {
        let folder = tempfile::tempdir().unwrap();
        let mut sorter = KeySorter::beside(&folder.path().join("r.db")).unwrap();
        let mut expected = BTreeSet::new();
        let mut seed = 1_u32;
        for n in 0..400_000_i64 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let key = ["程连富", "chenglianfu", "~连富", "#X100", ""][(seed >> 16) as usize % 5].to_owned()
                + &(seed >> 20).to_string();
            let (rank, no) = (i64::from(seed >> 31), n / 3 % 50_000);
            sorter.push(&key, rank, no).unwrap();
            expected.insert((key, rank, no));
        }
        assert_eq!(sorter.count(), 400_000);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "the file has no name");
        let mut merged = sorter.sorted().unwrap();
        let mut found = Vec::new();
        while let Some(batch) = merged.next().unwrap() {
            found.extend(batch.keys().map(|(key, rank, no)| (key.to_owned(), rank, no)));
        }
        assert!(found.into_iter().eq(expected));
    }

    #[test]
    fn no_keys_are_no_trouble() {
        let folder = tempfile::tempdir().unwrap();
        let mut merged = KeySorter::beside(&folder.path().join("r.db")).unwrap().sorted().unwrap();
        assert!(merged.next().unwrap().is_none());
    }
}
