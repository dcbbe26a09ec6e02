//! Reads a workbook on a thread of its own, which also keeps a broken file's panic away from us.
//!
//! calamine's cell reader borrows the workbook; a thread owns both, and hands rows over in batches. It
//! stops by itself when nobody takes them any more.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use calamine::{Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};

use super::failure;
use super::header::{self, HEADER_ROWS, Header};
use super::merged::Merged;
use super::raw::RawRow;
use super::sheet_rows::SheetRows;
use super::vet::{self, Vetted, Watched};
use crate::domain::file_error::FileError;
use crate::domain::text::CleanText;

/// Rows handed over at a time.
const BATCH: usize = 256;
/// Batches that may wait.
const WAITING: usize = 4;

/// What the thread says.
enum Message {
    Start(Box<Start>),
    Rows(Vec<RawRow>),
    Failed(FileError),
    End,
}

/// What is known once the header was found.
pub(super) struct Start {
    /// The header.
    pub(super) header: Header,
    /// The sheet that is read.
    pub(super) sheet: CleanText,
    /// Other visible sheets, which are not read.
    pub(super) others: Vec<CleanText>,
    /// Whether serial numbers count from 1904.
    pub(super) epoch_1904: bool,
    /// Where the sheet lies in the file.
    span: (u64, u64),
}

/// The rows below the header of a workbook.
pub(super) struct Workbook {
    path: PathBuf,
    messages: Receiver<Message>,
    thread: Option<JoinHandle<()>>,
    batch: std::vec::IntoIter<RawRow>,
    place: Arc<AtomicU64>,
    span: (u64, u64),
    ended: bool,
}

impl Workbook {
    /// Opens a workbook and finds the first sheet with a header.
    pub(super) fn open(path: &Path, file: File) -> Result<(Self, Start), FileError> {
        let place = Arc::new(AtomicU64::new(0));
        let (sender, messages) = sync_channel(WAITING);
        let (own_path, own_place) = (path.to_owned(), Arc::clone(&place));
        let work = move || {
            let last = match run(&own_path, file, &own_place, &sender) {
                Ok(()) => Message::End,
                Err(trouble) => Message::Failed(trouble),
            };
            // Whoever dropped the other end does not want to know.
            let _ = sender.send(last);
        };
        let thread = std::thread::Builder::new()
            .name("workbook".into())
            .spawn(work)
            .map_err(|error| failure::reading(path, &error))?;
        let mut book = Self {
            path: path.to_owned(),
            messages,
            thread: Some(thread),
            batch: Vec::new().into_iter(),
            place,
            span: (0, 0),
            ended: false,
        };
        match book.messages.recv() {
            Ok(Message::Start(start)) => {
                book.span = start.span;
                Ok((book, *start))
            }
            Ok(Message::Failed(trouble)) => Err(trouble),
            Ok(Message::Rows(_) | Message::End) | Err(_) => Err(book.broken()),
        }
    }

    /// The next row; false at the end.
    pub(super) fn next(&mut self, row: &mut RawRow) -> Result<bool, FileError> {
        loop {
            if let Some(next) = self.batch.next() {
                *row = next;
                return Ok(true);
            }
            if self.ended {
                return Ok(false);
            }
            match self.messages.recv() {
                Ok(Message::Rows(rows)) => self.batch = rows.into_iter(),
                Ok(Message::End) => self.ended = true,
                Ok(Message::Failed(trouble)) => {
                    self.ended = true;
                    return Err(trouble);
                }
                Ok(Message::Start(_)) | Err(_) => {
                    self.ended = true;
                    return Err(self.broken());
                }
            }
        }
    }

    /// Compressed bytes of the sheet read, and their number.
    pub(super) fn progress(&self) -> (u64, u64) {
        let (from, length) = self.span;
        let read = if self.ended { length } else { self.place.load(Ordering::Relaxed).saturating_sub(from) };
        (read.min(length), length)
    }

    /// The thread ended without a word: the reader panicked.
    fn broken(&mut self) -> FileError {
        if let Some(thread) = self.thread.take() {
            // The panic itself was told by the panic hook; here it is one more damaged file.
            let _ = thread.join();
        }
        failure::damaged(&self.path, "the workbook cannot be read")
    }
}

fn run(
    path: &Path,
    file: File,
    place: &Arc<AtomicU64>,
    sender: &SyncSender<Message>,
) -> Result<(), FileError> {
    let broken = |error: XlsxError| trouble(path, &error);
    let vetted = vet::vet(path, file.try_clone().map_err(|error| failure::reading(path, &error))?)?;
    let mut book = Xlsx::new(Watched::new(file, Arc::clone(place))).map_err(broken)?;
    let epoch_1904 = book.has_1904_epoch();
    let sheets: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    for name in &sheets {
        let regions =
            if vetted.merges { book.merge_cells_by_sheet_name(name).map_err(broken)? } else { Vec::new() };
        let mut rows = SheetRows::new(path, book.worksheet_cells_reader(name).map_err(broken)?);
        let mut first = Vec::new();
        while let Some(row) = rows.next_until(HEADER_ROWS + 1)? {
            first.push(row);
        }
        let Some(header) = header::find(&first) else { continue };
        let mut merged = Merged::new(&regions, &header);
        first.retain(|row| row.number > header.row());
        let start = Start {
            header,
            sheet: CleanText::shown(name),
            others: sheets
                .iter()
                .filter(|other| *other != name)
                .map(|other| CleanText::shown(other))
                .collect(),
            epoch_1904,
            span: span(&vetted, place.load(Ordering::Relaxed)),
        };
        if sender.send(Message::Start(Box::new(start))).is_err() {
            return Ok(());
        }
        let mut batch: Vec<RawRow> = first.into_iter().map(|row| merged.fill(row)).collect();
        while let Some(row) = rows.next_until(u64::MAX)? {
            batch.push(merged.fill(row));
            if batch.len() >= BATCH && sender.send(Message::Rows(std::mem::take(&mut batch))).is_err() {
                return Ok(());
            }
        }
        // A closed channel ends the thread as well as the file does.
        let _ = sender.send(Message::Rows(batch));
        return Ok(());
    }
    Err(FileError::NoHeader { path: failure::shown(path), rows: HEADER_ROWS })
}

/// The part that is being read.
fn span(vetted: &Vetted, place: u64) -> (u64, u64) {
    let holds = |&&(from, length): &&(u64, u64)| (from..=from + length).contains(&place);
    vetted.sheets.iter().find(holds).copied().unwrap_or_default()
}

/// calamine's errors in our words.
pub(super) fn trouble(path: &Path, error: &XlsxError) -> FileError {
    if let XlsxError::Io(error) = error {
        failure::reading(path, error)
    } else {
        failure::damaged(path, &error.to_string())
    }
}
