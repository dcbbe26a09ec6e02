//! Reads a workbook on a thread of its own, which also keeps a broken file's panic away from us.
//!
//! The reader of a sheet borrows the workbook; a thread owns both, and hands rows over in batches. It
//! stops by itself when nobody takes them any more.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use super::book::Book;
use super::file_errors;
use super::merged::Merged;
use super::opened::OpenedFile;
use super::row::RawRow;
use super::sheet_rows::SheetRows;
use super::table::{HeaderFinder, TableHeader, no_header};
use super::xls::book::XlsBook;
use super::xlsx::book::XlsxBook;
use super::xlsx_guard::{self, MeteredFile, XlsxSurvey};
use crate::domain::file_error::{Excess, FileError};
use crate::domain::text::CleanText;

/// Rows handed over at a time, and bytes of them.
const BATCH: usize = 256;
const BATCH_BYTES: usize = 1 << 20;
/// Most bytes of the headers of all sheets.
const HEADERS_MAX: usize = 4 << 20;
/// Batches that may wait.
const WAITING: usize = 4;

/// The format of a workbook, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BookFormat {
    /// An archive: of today.
    Archive,
    /// A compound file: of Office 97 to 2003.
    Container,
}

/// What the thread sends below the headers.
enum Message {
    /// The rows that follow are of this sheet, from 0.
    Sheet(usize),
    Rows(Vec<RawRow>),
    Failed(FileError),
    End,
}

/// Where the thread sends the headers, once, and then the rows.
struct Senders<H> {
    start: SyncSender<Result<Sheets<H>, FileError>>,
    rows: SyncSender<Message>,
}

/// The sheets of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheets<H> {
    /// Those that are read, in their order.
    pub read: Vec<Sheet<H>>,
    /// Other visible sheets, which are not read.
    pub others: Vec<CleanText>,
    /// Sheets that the workbook hides, which are not read.
    pub hidden: Vec<CleanText>,
    /// Whether serial numbers of days count from 1904, not from 1900.
    pub epoch_1904: bool,
}

/// A sheet that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet<H> {
    /// Its name.
    pub name: CleanText,
    /// Its header.
    pub header: H,
    /// First byte and compressed length of it in the file.
    span: (u64, u64),
    /// Its place among the sheets of the book.
    key: usize,
}

/// The rows below the headers of a workbook.
pub(super) struct Workbook {
    path: PathBuf,
    messages: Receiver<Message>,
    thread: Option<JoinHandle<()>>,
    batch: std::vec::IntoIter<RawRow>,
    place: Arc<AtomicU64>,
    spans: Vec<(u64, u64)>,
    at: usize,
    ended: bool,
}

impl Workbook {
    /// Opens a workbook and finds the sheets with a header.
    pub(super) fn open<F: HeaderFinder>(
        opened: &OpenedFile,
        format: BookFormat,
        finder: &F,
    ) -> Result<(Self, Sheets<F::Header>), FileError> {
        let path = opened.path();
        let place = Arc::new(AtomicU64::new(0));
        let (start, started) = sync_channel(1);
        let (rows, messages) = sync_channel(WAITING);
        let (own, own_place, own_finder) = (opened.clone(), Arc::clone(&place), finder.clone());
        let senders = Senders { start, rows };
        let work = move || {
            let last = match run(&own, format, &own_place, &own_finder, &senders) {
                Ok(()) => Message::End,
                Err(error) => {
                    let error = if own.has_other_length() { own.changed() } else { error };
                    // Before the header it is awaited here; afterwards nobody listens, and the rows tell it.
                    let _ = senders.start.send(Err(error.clone()));
                    Message::Failed(error)
                }
            };
            // A reader that was dropped needs no end.
            let _ = senders.rows.send(last);
        };
        let thread = std::thread::Builder::new()
            .name("workbook".into())
            .spawn(work)
            .map_err(|error| file_errors::reading(path, &error))?;
        let mut book = Self {
            path: path.to_owned(),
            messages,
            thread: Some(thread),
            batch: Vec::new().into_iter(),
            place,
            spans: Vec::new(),
            at: 0,
            ended: false,
        };
        let sheets = started.recv().unwrap_or_else(|_| Err(book.broken()))?;
        book.spans = sheets.read.iter().map(|sheet| sheet.span).collect();
        Ok((book, sheets))
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
                Ok(Message::Sheet(at)) => self.at = at,
                Ok(Message::Rows(rows)) => self.batch = rows.into_iter(),
                Ok(Message::End) => self.ended = true,
                Ok(Message::Failed(error)) => {
                    self.ended = true;
                    return Err(error);
                }
                Err(_) => {
                    self.ended = true;
                    return Err(self.broken());
                }
            }
        }
    }

    /// The sheet of the last row, from 0.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Compressed bytes of the sheets read, and their number.
    pub(super) fn progress(&self) -> (u64, u64) {
        let all = self.spans.iter().map(|(_, length)| length).sum();
        if self.ended {
            return (all, all);
        }
        let before: u64 = self.spans.iter().take(self.at).map(|(_, length)| length).sum();
        let (from, length) = self.spans.get(self.at).copied().unwrap_or_default();
        // The file may be a sheet ahead of the rows: then this one is read.
        (before + self.place.load(Ordering::Relaxed).saturating_sub(from).min(length), all)
    }

    /// The thread ended without a word: the reader panicked.
    fn broken(&mut self) -> FileError {
        if let Some(thread) = self.thread.take() {
            // The panic itself was told by the panic hook; here it is one more damaged file.
            let _ = thread.join();
        }
        file_errors::damaged(&self.path, "the workbook cannot be read")
    }
}

fn run<F: HeaderFinder>(
    opened: &OpenedFile,
    format: BookFormat,
    place: &Arc<AtomicU64>,
    finder: &F,
    to: &Senders<F::Header>,
) -> Result<(), FileError> {
    let path = opened.path();
    let (mut book, survey) = open_book(opened, format, place)?;
    let epoch_1904 = book.epoch_1904();
    let mut searched = HashSet::new();
    let (mut read, mut others, mut hidden) = (Vec::new(), Vec::new(), Vec::new());
    for (key, info) in book.sheets().into_iter().enumerate() {
        let name = CleanText::shown(&info.name);
        if !info.visible && !finder.names(&info.name) {
            hidden.push(name);
            continue;
        }
        // The same part under another name holds the same people, or none.
        if !finder.wants(&info.name) || !searched.insert(info.place) {
            others.push(name);
            continue;
        }
        let header = finder.find(&first_rows::<F>(&mut SheetRows::new(book.rows(key)?))?);
        let span = span(&survey, place.load(Ordering::Relaxed));
        match header {
            Some(header) => read.push(Sheet { name, header, span, key }),
            None => others.push(name),
        }
    }
    if read.iter().map(|sheet: &Sheet<F::Header>| sheet.header.weight()).sum::<usize>() > HEADERS_MAX {
        return Err(file_errors::hostile(path, Excess::Things));
    }
    if read.is_empty() {
        return Err(no_header::<F>(path));
    }
    if to.start.send(Ok(Sheets { read: read.clone(), others, hidden, epoch_1904 })).is_err() {
        return Ok(());
    }
    for (at, sheet) in read.iter().enumerate() {
        let regions = if survey.merges { book.regions(sheet.key)? } else { Vec::new() };
        let mut merged = Merged::new(&regions, &sheet.header.merged_columns());
        let mut rows = SheetRows::new(book.rows(sheet.key)?);
        let mut first = first_rows::<F>(&mut rows)?;
        first.retain(|row| row.number > sheet.header.row());
        if to.rows.send(Message::Sheet(at)).is_err() {
            return Ok(());
        }
        let mut batch: Vec<RawRow> = first.into_iter().map(|row| merged.fill(row)).collect();
        let mut bytes = 0;
        while let Some(row) = rows.next_until(u64::MAX)? {
            bytes += row.bytes();
            batch.push(merged.fill(row));
            if batch.len() >= BATCH || bytes >= BATCH_BYTES {
                bytes = 0;
                if to.rows.send(Message::Rows(std::mem::take(&mut batch))).is_err() {
                    return Ok(());
                }
            }
        }
        // A closed channel ends the thread as well as the file does.
        if to.rows.send(Message::Rows(batch)).is_err() {
            return Ok(());
        }
    }
    Ok(())
}

/// Opens a workbook of either format, and tells what was seen of it before.
fn open_book(
    opened: &OpenedFile,
    format: BookFormat,
    place: &Arc<AtomicU64>,
) -> Result<(Book, XlsxSurvey), FileError> {
    let path = opened.path();
    let metered = || MeteredFile::new(opened.pass(), Arc::clone(place));
    match format {
        BookFormat::Archive => {
            let survey = xlsx_guard::survey(path, opened.pass())?;
            let book = XlsxBook::open(path, metered())?;
            if book.infos().len() > survey.sheets.len() {
                // No office program has two sheets share one part.
                return Err(file_errors::hostile(path, Excess::Things));
            }
            Ok((Book::Xlsx(Box::new(book)), survey))
        }
        BookFormat::Container => {
            let book = XlsBook::open(path, metered())?;
            let survey = XlsxSurvey { merges: true, sheets: vec![(0, opened.length())] };
            Ok((Book::Xls(Box::new(book)), survey))
        }
    }
}

/// The rows among which the header must stand.
fn first_rows<F: HeaderFinder>(rows: &mut SheetRows<'_>) -> Result<Vec<RawRow>, FileError> {
    let mut first = Vec::new();
    while let Some(row) = rows.next_until(F::SEARCHED_ROWS + 1)? {
        first.push(row);
    }
    Ok(first)
}

/// The part that is being read.
fn span(survey: &XlsxSurvey, place: u64) -> (u64, u64) {
    let holds = |&&(from, length): &&(u64, u64)| (from..=from + length).contains(&place);
    survey.sheets.iter().find(holds).copied().unwrap_or_default()
}
