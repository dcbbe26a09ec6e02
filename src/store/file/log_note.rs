//! A note beside the register, behind the words of who holds the lock of writers: which file, which log and which
//! index of it belong together. Whoever makes a log writes it while nobody else has the register open.
//!
//! A log that is not the one of the note was put there, or made by SQLite because somebody had removed the one that
//! others write. A log that is the one of the note beside another file is not the log of that file.

use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::os::unix::fs::FileExt;
use std::path::Path;

use crate::store::file::location::FileId;
use crate::store::file::{held, lock};

/// The file of a register, its log and the index of that.
pub(crate) type Together = [FileId; 3];

/// Bytes of the note.
const WIDTH: usize = 256;
/// What it begins with.
const WORD: &str = "log";

/// Writes the note of the register at `path`.
pub(crate) fn write(path: &Path, together: Together) {
    let mut note = String::from(WORD);
    for number in together.iter().flat_map(|file| file.numbers()) {
        let _ = write!(note, " {number}");
    }
    let mut note = note.into_bytes();
    note.resize(WIDTH, b' ');
    // Without a note others take what they find.
    if let Ok(file) = lock::open(path, &lock::beside(path, lock::LOCK)) {
        let _ = file.write_all_at(&note, lock::WIDTH as u64);
    }
}

/// The note, if there is one.
pub(crate) fn read(path: &Path) -> Option<Together> {
    let lock = lock::beside(path, lock::LOCK);
    let mut note = [0; WIDTH];
    held::open_as_it_lies(&lock, OpenOptions::new().read(true))
        .and_then(|file| file.read_exact_at(&mut note, lock::WIDTH as u64))
        .ok()?;
    let mut words = std::str::from_utf8(&note).ok()?.split_whitespace();
    if words.next() != Some(WORD) {
        return None;
    }
    let mut numbers = words.map(|word| word.parse::<u64>().ok());
    let mut file = || Some(FileId::numbered([numbers.next()??, numbers.next()??, numbers.next()??]));
    Some([file()?, file()?, file()?])
}
