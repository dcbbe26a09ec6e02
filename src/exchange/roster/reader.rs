//! The door for rosters: opens a file, and yields its rows one at a time.
//!
//! Nothing of the file is kept but the row at hand, so that a million rows need no more memory than
//! ten. What a row says is not yet compared with the register: that is the store's business.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;

use super::dead::{self, DeadList};
pub use super::entry::Row;
use super::entry::RowReader;
pub use super::header::Header;
use super::header::{BEHIND_ALL, Finder};
use super::heads::Head;
use super::standing::{Standing, standing};
use super::understanding::Understanding;
use super::words::Words;
use crate::domain::file_error::FileError;
use crate::domain::roster::{CellFault, Column, ContentHash, Fault, RowPerson, Written};
use crate::domain::roster_deaths::DeathDay;
use crate::domain::roster_question::{Question, Understood};
use crate::domain::roster_row;
use crate::domain::text::CleanText;
use crate::tabular::{self, CellKind, RawRow, Table, TableFile};

/// A roster that is being read.
pub struct RosterReader {
    today: NaiveDate,
    table: Table<Header>,
    raw: RawRow,
    ended: bool,
    /// The header of the sheet that is read.
    header: Arc<Header>,
    /// Which sheet that is, from 0.
    at: usize,
    understanding: Understanding,
    path: PathBuf,
    /// Whether the sheet is a list of the dead.
    dead: DeadList,
    /// Header cells of all sheets, for a file of refused rows.
    titles: Vec<String>,
    /// People of the same row in further tables side by side.
    twins: VecDeque<RawRow>,
    /// What is doubtful about the row as a whole.
    doubt: Option<Fault>,
}

/// What is known behind the last row.
#[derive(Debug, Default)]
pub struct Learned {
    /// How rows were understood that have no column for it.
    pub(super) understood: Vec<Understood>,
    /// What only a person can tell.
    pub(super) questions: Vec<Question>,
    /// Header cells of all sheets, for a file of refused rows.
    pub(super) titles: Vec<String>,
}

/// Opens a roster, XLSX or text, and finds its header, without the words of a register. `today` bounds the dates in it.
///
/// # Errors
/// The file cannot be read, is no roster, or is hostile: see [`FileError`].
pub fn open(path: &Path, today: NaiveDate) -> Result<RosterReader, FileError> {
    open_with(path, &Arc::new(Words { today, ..Words::default() }))
}

/// As [`open`], to be understood with the words of a register.
pub(super) fn open_with(path: &Path, words: &Arc<Words>) -> Result<RosterReader, FileError> {
    let table = tabular::open(path, &Finder(Arc::clone(words)))?;
    Ok(RosterReader::new(table, path, words))
}

/// Reads a roster that is open from its beginning, whatever lies at its path meanwhile.
///
/// # Errors
/// As [`open`].
pub(super) fn reopen_with(
    file: &TableFile,
    path: &Path,
    words: &Arc<Words>,
) -> Result<RosterReader, FileError> {
    let table = tabular::reopen(file, &Finder(Arc::clone(words)))?;
    Ok(RosterReader::new(table, path, words))
}

impl RosterReader {
    fn new(mut table: Table<Header>, path: &Path, words: &Arc<Words>) -> Self {
        let mut titles = table.header.titles().to_vec();
        if let Some(sheets) = table.sheets.as_mut().filter(|sheets| sheets.read.len() > 1) {
            for sheet in &mut sheets.read {
                sheet.header.on_sheet(&sheet.name);
                for (at, title) in sheet.header.titles().iter().enumerate() {
                    if titles.get(at) != Some(title) && !titles.contains(title) {
                        titles.push(title.clone());
                    }
                }
            }
            if let Some(first) = sheets.read.first() {
                table.header = first.header.clone();
            }
        }
        let header = Arc::new(table.header.clone());
        let understanding = Understanding::new(Arc::clone(words), path);
        let mut reader = Self {
            today: words.today,
            table,
            raw: RawRow::default(),
            ended: false,
            header,
            at: 0,
            understanding,
            path: path.to_owned(),
            dead: DeadList::default(),
            titles,
            twins: VecDeque::new(),
            doubt: None,
        };
        reader.begin_sheet();
        reader
    }

    /// The hash of the bytes of the file.
    pub fn content(&self) -> ContentHash {
        self.table.content()
    }

    /// The file itself, to be read once more.
    pub fn file(&self) -> TableFile {
        self.table.file()
    }

    /// The next row of data; none at the end. Blank rows, footers, heads and repeated headers are passed over.
    ///
    /// # Errors
    /// The file cannot be read on; after an error there is no next row.
    #[expect(clippy::should_implement_trait, reason = "raw_cells() looks at the row between two calls")]
    pub fn next(&mut self) -> Option<Result<Row, FileError>> {
        while !self.ended || !self.twins.is_empty() {
            if let Some(twin) = self.twins.pop_front() {
                self.raw = twin;
                if self.is_data() {
                    return Some(Ok(self.read()));
                }
                continue;
            }
            match self.table.next(&mut self.raw) {
                Ok(true) => {}
                Ok(false) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error));
                }
            }
            if self.table.at != self.at {
                self.at = self.table.at;
                self.header = Arc::new(self.table.header.clone());
                self.begin_sheet();
            }
            if !self.ended {
                self.twins = self.header.twins(&self.raw).into();
            }
            if !self.ended && self.is_data() {
                return Some(Ok(self.read()));
            }
        }
        None
    }

    fn begin_sheet(&mut self) {
        let read = self.table.sheets.as_ref().map(|sheets| sheets.read.as_slice()).unwrap_or_default();
        let sheet = read.get(self.at).map(|sheet| sheet.name.clone());
        let several = read.len() > 1;
        let name = sheet.as_ref().map(CleanText::as_str);
        self.dead = dead::list_of(&self.header, name, several, &self.path);
        let is_asked = several && (!self.dead.is || self.dead.asks);
        self.understanding.begin_sheet(&self.header, sheet.as_ref(), is_asked);
    }

    fn read(&mut self) -> Row {
        let is_of_dead = self.is_row_of_dead();
        self.understanding.prepare(&mut self.raw, &self.header, is_of_dead);
        let reader = self.row_reader();
        let mut row = reader.read();
        if let Some(doubt) = &self.doubt {
            row = reader.doubted(row, doubt.clone());
        }
        self.understanding.count(&self.raw);
        if let Row::Entry(entry, warnings) = &mut row {
            // Of the dead nothing else is asked.
            if !is_of_dead {
                let unclear = self.understanding.unclear(&self.raw, &self.header);
                warnings.extend(unclear.into_iter().map(|(at, fault)| CellFault {
                    row: self.raw.number,
                    column: Column::Note,
                    header: self.header.title_at(at),
                    whom: RowPerson::default(),
                    fault,
                }));
            }
            entry.row = roster_row::on_sheet(self.sheet_number(), entry.row);
            self.understanding.entry(entry, &self.raw, &self.header);
        }
        match self.understanding.take_village_fault() {
            Some(fault) => self.row_reader().doubted_for(row, Column::Village, fault),
            None => row,
        }
    }

    /// The sheet, from 1; 0 where the file has one.
    fn sheet_number(&self) -> u64 {
        match &self.table.sheets {
            Some(sheets) if sheets.read.len() > 1 => self.at as u64 + 1,
            Some(_) | None => 0,
        }
    }

    fn row_reader(&self) -> RowReader<'_> {
        RowReader {
            row: &self.raw,
            header: &self.header,
            today: self.today,
            epoch_1904: self.table.sheets.as_ref().is_some_and(|sheets| sheets.epoch_1904),
        }
    }

    fn is_data(&mut self) -> bool {
        let header = &self.header;
        self.doubt = None;
        let is_filled =
            |at: usize| self.raw.kind(at) != CellKind::Filled && !self.raw.cell(at).trim().is_empty();
        if !(0..self.raw.width()).any(is_filled) || header.repeats(&self.raw) {
            return false;
        }
        match self.understanding.head(&self.raw, header) {
            Some(Head::Understood) => return false,
            Some(Head::Unknown(text)) => {
                self.understanding.unknown_head(self.raw.number, text);
                return false;
            }
            Some(Head::Doubtful) => {
                self.doubt = Some(Fault::HeadOrName);
                return true;
            }
            Some(Head::BareName) => self.doubt = Some(Fault::OnlyName),
            None => {}
        }
        match standing(&self.raw, header) {
            Standing::Data => true,
            Standing::Nothing => false,
            Standing::Unknown(text) => {
                self.understanding.unknown_row(self.raw.number, text);
                false
            }
            Standing::Foot(text) => {
                self.understanding.unknown_head(self.raw.number, text);
                false
            }
        }
    }

    /// Bytes read and bytes to read, for progress. Of a workbook: of the compressed sheets.
    pub fn read_fraction(&self) -> (u64, u64) {
        self.table.progress()
    }

    /// The header of the sheet that is read.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The same, to be kept with a row.
    pub(super) fn shared_header(&self) -> Arc<Header> {
        Arc::clone(&self.header)
    }

    /// The headers of all sheets, in their order.
    pub(super) fn headers(&self) -> Vec<&Header> {
        match &self.table.sheets {
            Some(sheets) => sheets.read.iter().map(|sheet| &sheet.header).collect(),
            None => vec![&self.table.header],
        }
    }

    /// Visible sheets that are not read: the user should be told.
    pub fn other_sheets(&self) -> &[CleanText] {
        self.table.sheets.as_ref().map_or(&[], |sheets| &sheets.others)
    }

    /// Sheets that the workbook hides and that are not read.
    pub(super) fn hidden_sheets(&self) -> &[CleanText] {
        self.table.sheets.as_ref().map_or(&[], |sheets| &sheets.hidden)
    }

    /// The township that a title names as the unit that fills the list in.
    pub(super) fn hint(&self) -> Option<CleanText> {
        self.understanding.hint()
    }

    /// Whether the sheet that is read is a list of the dead.
    pub(super) fn is_of_dead(&self) -> bool {
        self.dead.is
    }

    /// Whether the last row is about somebody dead.
    fn is_row_of_dead(&self) -> bool {
        self.dead.is && !(self.dead.has_living && dead::is_silent(&self.raw, &self.header))
    }

    /// Names of the sheets that are read; none for text.
    pub(super) fn sheets(&self) -> Vec<CleanText> {
        let read = self.table.sheets.as_ref().map(|sheets| sheets.read.as_slice()).unwrap_or_default();
        read.iter().map(|sheet| sheet.name.clone()).collect()
    }

    /// Number of the last row, as a spreadsheet shows it, from 1.
    pub fn row_number(&self) -> u64 {
        self.raw.number
    }

    /// Of the last row, what only the register can judge; what cannot be read is left out.
    pub fn written(&mut self) -> Written {
        let mut written = self.row_reader().written();
        self.understanding.written(&mut written, &self.raw, &self.header);
        written
    }

    /// Of a row of a list of the dead: the day that it tells.
    pub(super) fn death(&self) -> Option<DeathDay> {
        let epoch_1904 = self.table.sheets.as_ref().is_some_and(|sheets| sheets.epoch_1904);
        self.is_row_of_dead().then(|| dead::day(&self.raw, &self.header, epoch_1904))
    }

    /// Cells of the last row as the file has them, for a file of refused rows; behind them what only a head, a title or a
    /// name tells of it.
    pub fn raw_cells(&mut self) -> Vec<String> {
        let titles = self.header.titles();
        let mut cells: Vec<String> = Vec::new();
        let put = |at: usize, cell: &str, cells: &mut Vec<String>| {
            if cells.len() <= at {
                cells.resize(at + 1, String::new());
            }
            if let Some(place) = cells.get_mut(at) {
                cell.clone_into(place);
            }
        };
        for (at, cell) in self.raw.cells().enumerate().take(BEHIND_ALL) {
            let title = titles.get(at);
            let own = self.titles.get(at);
            let to = if title.is_none() || title == own {
                Some(at)
            } else {
                self.titles.iter().position(|other| Some(other) == title)
            };
            if let Some(to) = to {
                put(to, cell, &mut cells);
            }
        }
        let more = self.understanding.last();
        for (column, title, text) in [
            (Column::Township, "苏木镇", &more.township),
            (Column::Village, "嘎查村", &more.village),
            (Column::Categories, "优抚类别", &more.category),
            (Column::Groups, "慰问类别", &more.group),
        ] {
            let Some(text) = text.as_ref().filter(|_| !self.header.has(column)) else { continue };
            let at = self.titles.iter().position(|known| known == title).unwrap_or_else(|| {
                self.titles.push(title.to_owned());
                self.titles.len() - 1
            });
            put(at, text, &mut cells);
        }
        cells
    }

    /// What is known behind the last row.
    pub(super) fn learned(&mut self) -> Learned {
        let mut understood = Vec::new();
        let mut questions = Vec::new();
        for header in self.headers() {
            for one in header.understood() {
                if !understood.contains(one) {
                    understood.push(one.clone());
                }
            }
            for one in header.questions() {
                if !questions.contains(one) {
                    questions.push(one.clone());
                }
            }
        }
        let (more, asked) = self.understanding.end();
        understood.extend(more);
        questions.extend(asked);
        Learned { understood, questions, titles: std::mem::take(&mut self.titles) }
    }
}
