//! What a row says in the words of the register: its place and labels, by its cells, by the heads above it, by the sheet.

mod labelling;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::context::Context;
use super::head_text::Numbered;
use super::header::{self, Header};
use super::heads::{Head, Heads};
use super::holder;
use super::labelled::Resolved;
use super::place::{Place, PlaceMemory};
use super::sheet_names::{is_doubtful, is_general};
use super::states;
use super::strangers::Strangers;
use super::told::Told;
use super::words::Words;
use crate::domain::roster::{Column, Fault, RosterEntry, Written};
use crate::domain::roster_question::{Origin, Question, QuestionKind, Understood};
use crate::domain::text::{ADDRESS_MAX, CleanText, NAME_MAX, NOTE_MAX};
use crate::tabular::RawRow;

/// What only a head, a title or a name tells of the last row.
#[derive(Debug, Default)]
pub(super) struct Lent {
    pub(super) township: Option<CleanText>,
    pub(super) village: Option<CleanText>,
    pub(super) category: Option<CleanText>,
    pub(super) group: Option<CleanText>,
}

/// Understands the rows of a roster.
pub(super) struct Understanding {
    words: Arc<Words>,
    path: PathBuf,
    places: PlaceMemory,
    labels: HashMap<(CleanText, Column, bool), Resolved>,
    context: Context,
    heads: Heads,
    told: Told,
    strangers: Strangers,
    /// Columns that nobody knows and that may tell that somebody is gone.
    telling: Vec<(usize, CleanText)>,
    asked: Vec<Question>,
    sheets: Vec<(CleanText, u64)>,
    /// Names of sheets that say neither a place nor a label, where no column says one.
    unread_names: Vec<CleanText>,
    /// The shape of the first sheet, by which answers are kept.
    shape: Option<String>,
    lent: Lent,
    hint: Option<CleanText>,
    village_fault: Option<Fault>,
}

impl Understanding {
    pub(super) fn new(words: Arc<Words>, path: &Path) -> Self {
        Self {
            words,
            path: path.to_owned(),
            places: PlaceMemory::default(),
            labels: HashMap::new(),
            context: Context::default(),
            heads: Heads::default(),
            told: Told::default(),
            strangers: Strangers::default(),
            telling: Vec::new(),
            asked: Vec::new(),
            sheets: Vec::new(),
            unread_names: Vec::new(),
            shape: None,
            lent: Lent::default(),
            hint: None,
            village_fault: None,
        }
    }

    /// A sheet begins; `several` says that there are others.
    pub(super) fn begin_sheet(&mut self, header: &Header, sheet: Option<&CleanText>, several: bool) {
        self.strangers.ask(&mut self.asked);
        self.context = Context::of(header, sheet.map(CleanText::as_str), &self.path, &self.words);
        let hint = self.context.hint.as_ref().map(|place| &place.township);
        let shape = header::shape(header.titles());
        let kept = self.words.township_of_shape(&shape);
        self.hint = self.hint.take().or_else(|| hint.or(kept).cloned());
        self.shape.get_or_insert(shape);
        self.heads = Heads::default();
        self.strangers = Strangers::of(header);
        self.telling = states::telling(header);
        if let Some(sheet) = sheet.filter(|_| several) {
            self.sheets.push((sheet.clone(), 0));
            let of_sheet = self.context.place.as_ref().is_some_and(|(_, origin)| *origin == Origin::Sheet);
            let has_labels = header.has(Column::Categories)
                || header.has(Column::Groups)
                || !header.flags().is_empty()
                || self.context.label.is_some();
            let answered = self.words.answers.townships.iter().any(|(word, _)| word == sheet);
            if !(of_sheet || has_labels || answered || is_general(sheet)) {
                self.unread_names.push(sheet.clone());
            }
        }
    }

    /// Takes a row as a head if it is one.
    pub(super) fn head(&mut self, row: &RawRow, header: &Header) -> Option<Head> {
        let around = self.context.place.as_ref().map(|(place, _)| place);
        self.heads.take(row, header, &self.words, around)
    }

    pub(super) fn unknown_head(&mut self, row: u64, text: CleanText) {
        self.told.head(row, text);
    }

    /// Takes a row that has something and nothing of a person: nobody knows what it says, so that no head before it holds.
    pub(super) fn unknown_row(&mut self, row: u64, text: CleanText) {
        self.heads.end(Numbered::Not);
        self.told.head(row, text);
    }

    /// Fills cells from the columns that stand in for them, before the row is read.
    pub(super) fn prepare(&mut self, row: &mut RawRow, header: &Header, dead: bool) {
        self.lent = Lent::default();
        for &(from, to) in header.fills() {
            if row.cell(to).trim().is_empty() && !row.cell(from).trim().is_empty() {
                row.lend(from, to);
            }
        }
        // What a list of the dead says of them is no note.
        if !dead {
            states::note(row, header, self.words.today);
        }
    }

    /// Counts a row of data.
    pub(super) fn count(&mut self, row: &RawRow) {
        if let Some((_, rows)) = self.sheets.last_mut() {
            *rows += 1;
        }
        self.strangers.count(row, self.words.today);
    }

    /// Puts an entry into the words of the register, as far as they are known.
    pub(super) fn entry(&mut self, entry: &mut RosterEntry, row: &RawRow, header: &Header) {
        let labels = entry.categories.iter().chain(&entry.groups);
        let in_label = labels
            .filter(|word| word.contains(['(', '（', '[', '【']))
            .find_map(|word| states::in_label(word));
        let mut written = Written {
            kind: entry.kind,
            township: std::mem::take(&mut entry.township),
            categories: std::mem::take(&mut entry.categories),
            groups: std::mem::take(&mut entry.groups),
        };
        let address = entry.address.clone();
        entry.village = self.place(&mut written, entry.village.take(), address.as_ref(), row, header);
        if let Some(Fault::BehindVillage(rest)) = &self.village_fault {
            let known = entry.address.as_deref().unwrap_or_default();
            let both =
                if known.contains(rest.as_str()) { known.to_owned() } else { format!("{rest}{known}") };
            entry.address = CleanText::parse(&both, ADDRESS_MAX).ok().or(entry.address.take());
        }
        self.labels(&mut written, row, header);
        entry.card = entry.card.take().filter(|_| holder::told(row, header).is_none());
        entry.township = written.township;
        entry.categories = written.categories;
        entry.groups = written.groups;
        if let Some(said) = states::beside(row, header, &self.telling).or(in_label) {
            let note = if entry.note.is_some() { &mut entry.note } else { &mut entry.remark };
            let both = note.as_ref().map_or(said.clone(), |note| format!("{note}；{said}"));
            *note = CleanText::parse(&both, NOTE_MAX).ok().or(note.take());
        }
    }

    /// What is wrong with the village of the last entry, once.
    pub(super) fn take_village_fault(&mut self) -> Option<Fault> {
        self.village_fault.take()
    }

    /// As [`Self::entry`], of a row that is refused.
    pub(super) fn written(&mut self, written: &mut Written, row: &RawRow, header: &Header) {
        self.place(written, None, None, row, header);
        self.labels(written, row, header);
    }

    /// What only a head, a title or a name tells of the last row.
    pub(super) fn last(&self) -> &Lent {
        &self.lent
    }

    /// The township that a title names as the unit that fills the list in.
    pub(super) fn hint(&self) -> Option<CleanText> {
        self.hint.clone()
    }

    /// Finds the township of a row; answers its village.
    fn place(
        &mut self,
        written: &mut Written,
        village: Option<CleanText>,
        address: Option<&CleanText>,
        row: &RawRow,
        header: &Header,
    ) -> Option<CleanText> {
        let words = Arc::clone(&self.words);
        let found = if written.township.is_empty() {
            self.place_elsewhere(written, village.as_ref(), address, row, header)
        } else {
            self.place_of_cell(&written.township.clone())
        };
        let Some(place) = found else { return village };
        words.note_township(&place.township);
        let other = village.as_ref().and_then(|village| words.places.leads(village));
        self.village_fault = other
            .filter(|other| other.township != place.township)
            .map(|other| Fault::VillageElsewhere(other.township));
        let own = village.map(|village| {
            let Some((before, behind)) = words.places.part_of_village(&place.township, &village) else {
                return self.places.village(&words.places, &place.township, &village);
            };
            self.village_fault = Some(Fault::BehindVillage(behind));
            before
        });
        written.township = place.township;
        own.or(place.village)
    }

    /// The place of a cell that tells one; none where nobody knows it.
    fn place_of_cell(&mut self, cell: &CleanText) -> Option<Place> {
        if let Some((township, origin)) = self.words.township_of(cell) {
            if township.is_empty() {
                return None;
            }
            self.told.place(township, origin);
            return Some(Place { township: township.clone(), village: None });
        }
        self.places.read(&self.words.places, cell)
    }

    fn place_elsewhere(
        &mut self,
        written: &mut Written,
        village: Option<&CleanText>,
        address: Option<&CleanText>,
        row: &RawRow,
        header: &Header,
    ) -> Option<Place> {
        for &at in header.place_columns() {
            let cell = row.cell(at).trim();
            let Ok(cell) = CleanText::parse(cell, NAME_MAX) else { continue };
            if cell.is_empty() {
                continue;
            }
            if let Some(place) = self.place_of_cell(&cell) {
                return Some(place);
            }
            if written.township.is_empty() {
                written.township = cell;
            }
        }
        if !written.township.is_empty() {
            return None;
        }
        if let Some(place) = village.and_then(|village| self.words.places.leads(village)) {
            return Some(place);
        }
        if let Some(word) = self.heads.unplaced().cloned()
            && address.and_then(|address| self.words.places.leads(address)).is_none()
        {
            let place = self.place_of_cell(&word);
            written.township = word;
            return place;
        }
        let Some((place, origin)) = self.place_of_sheet(address) else {
            // Each sheet is asked about by its name: one answer would hardly be right for all.
            written.township = self.sheet_name().cloned().unwrap_or_default();
            return None;
        };
        self.told.place(&told_place(&place), origin);
        self.lent.township = Some(place.township.clone());
        self.lent.village.clone_from(&place.village);
        Some(place)
    }

    /// The place that no cell of a row tells.
    fn place_of_sheet(&self, address: Option<&CleanText>) -> Option<(Place, Origin)> {
        let answers = |township: &Option<CleanText>| {
            let township = township.clone().filter(|township| !township.is_empty())?;
            Some(Place { township, village: None })
        };
        let head = self.heads.place().map(|place| (place.clone(), Origin::Head));
        let of_sheet = || {
            let (township, origin) = self.words.township_of(self.sheet_name()?)?;
            answers(&Some(township.clone())).map(|place| (place, origin))
        };
        head.or_else(|| self.context.place.clone())
            .or_else(|| Some((self.words.places.leads(address?)?, Origin::Address)))
            .or_else(of_sheet)
            .or_else(|| Some((answers(&self.words.answers.township)?, Origin::Answer)))
    }

    /// The name of the sheet, where there are several and it says something.
    fn sheet_name(&self) -> Option<&CleanText> {
        self.sheets.last().map(|(name, _)| name).filter(|name| !is_general(name))
    }

    /// What was understood, and what is asked, behind the last row.
    pub(super) fn end(&mut self) -> (Vec<Understood>, Vec<Question>) {
        self.strangers.ask(&mut self.asked);
        if self.words.answers.sheets.is_empty() {
            let told = &self.words.answers.told_sheets;
            let doubtful =
                |name: &CleanText| is_doubtful(name) && told.iter().all(|(sheet, _)| sheet != name);
            let asked =
                self.sheets.iter().filter(|(name, rows)| *rows > 0 && doubtful(name)).map(|(name, rows)| {
                    Question {
                        kind: QuestionKind::Sheet,
                        value: name.clone(),
                        rows: *rows,
                        examples: Vec::new(),
                        choices: vec![CleanText::default(), name.clone()],
                    }
                });
            self.asked.extend(asked);
        }
        let mut told = std::mem::take(&mut self.told).end();
        told.extend(std::mem::take(&mut self.unread_names).into_iter().map(Understood::SheetName));
        let kept = self.words.kept_sheets.iter();
        told.extend(kept.map(|(sheet, read)| Understood::KeptSheet(sheet.clone(), *read)));
        (told, std::mem::take(&mut self.asked))
    }
}

fn told_place(place: &Place) -> String {
    place
        .village
        .as_ref()
        .map_or_else(|| place.township.to_string(), |village| format!("{} {village}", place.township))
}
