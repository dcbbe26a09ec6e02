//! Finds the header among the first rows, and which column means what.
//!
//! [`Finder`] looks for it (`finding`), `rules`, `state_rules` and `spellings` (`spelled`) read one header, `content` looks at the cells below, `humans`, `beside` and `binding` tell
//! of several people in one row whose each column is, `asking` asks where nothing tells. What only a person can tell becomes a question.

mod asking;
mod beside;
mod binding;
mod content;
mod finding;
mod humans;
mod rules;
mod spelled;
pub(super) mod spellings;
mod state_rules;
#[cfg(test)]
mod tests;

pub(super) use binding::BEHIND_ALL;
pub(super) use content::is_id;
pub(super) use finding::Finder;
pub(super) use humans::DEAD;
pub(super) use state_rules::{Asked, asked, may_tell};

use super::labelled::Label;
use crate::domain::recipient::Kind;
use crate::domain::roster::Column;
use crate::domain::roster_question::{Question, Understood};
use crate::domain::text::CleanText;
use crate::tabular::{CellKind, RawRow, TableHeader};

/// Columns that are the same for several people under each other. A name or a number never is.
const MERGED: [Column; 8] = [
    Column::Name,
    Column::IdNumber,
    Column::Township,
    Column::Village,
    Column::Categories,
    Column::Groups,
    Column::Address,
    Column::Kind,
];
/// Most characters of a header that are shown.
const SHOWN_MAX: usize = 40;

/// The header of a roster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    row: u64,
    /// The rows of the header, the upper one of two first.
    lines: Vec<Vec<String>>,
    /// What stands above it.
    above: Vec<String>,
    titles: Vec<String>,
    columns: Vec<(Column, usize, CleanText)>,
    /// Columns that fill others where these are empty: from, to.
    fills: Vec<(usize, usize)>,
    /// Columns that tell a place in one cell, the one to believe first.
    places: Vec<usize>,
    /// Columns that say yes or no to a label.
    flags: Vec<(usize, Label)>,
    /// Columns that tell whether somebody lives and is still paid.
    states: Vec<(usize, CleanText)>,
    /// Columns with a day of death, and whether it is exactly that.
    deaths: Vec<(usize, bool)>,
    /// Columns that are left out by their header alone: 编号.
    passed_over: Vec<usize>,
    /// Whether a row names others beside the person.
    names_others: bool,
    /// The label that a header names: 在乡复员人员身份证号.
    label: Option<Label>,
    kind: Kind,
    unknown: Vec<CleanText>,
    /// Places of the columns that nobody knows.
    unknown_at: Vec<usize>,
    understood: Vec<Understood>,
    questions: Vec<Question>,
    /// The sheet, where there are several.
    sheet: Option<CleanText>,
    /// What everybody below has beside a name.
    habits: Habits,
    /// Of each further table side by side: where its cells belong, and where they stand.
    twins: Vec<Vec<(usize, usize)>>,
}

/// What everybody below a header has beside a name, as its first rows show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Habits {
    /// An ID number.
    pub(super) ids: bool,
    /// A running number, in this column.
    pub(super) number: Option<usize>,
}

impl Habits {
    /// Whether a row lacks what everybody has: it is no person then.
    pub(super) fn tell_head(self, row: &RawRow) -> bool {
        self.ids || self.number.is_some_and(|at| row.cell(at).trim().is_empty())
    }
}

impl Header {
    /// Every header cell as the file has it, for a file of refused rows.
    pub fn titles(&self) -> &[String] {
        &self.titles
    }

    /// Whether the roster has the column.
    pub fn has(&self, column: Column) -> bool {
        self.at(column).is_some()
    }

    /// Columns that are not imported: nobody knows them, or another of the same meaning stands before.
    pub fn unknown(&self) -> &[CleanText] {
        &self.unknown
    }

    /// What rows are unless they say otherwise: people, or units under a header such as 单位名称.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The place of a column, from 0.
    pub(super) fn at(&self, column: Column) -> Option<usize> {
        self.columns.iter().find(|(c, ..)| *c == column).map(|&(_, at, _)| at)
    }

    /// The header of a column as the file spells it; where there are several sheets, with its sheet, as a spreadsheet
    /// writes it.
    pub fn title(&self, column: Column) -> CleanText {
        let own = self.columns.iter().find(|(c, ..)| *c == column).map(|(.., title)| title.clone());
        match (&self.sheet, own) {
            (Some(sheet), Some(title)) => CleanText::shown(&format!("{sheet}!{title}")),
            (Some(sheet), None) => CleanText::shown(&format!("{sheet}!")),
            (None, title) => title.unwrap_or_default(),
        }
    }

    /// Names the columns without a header that hold something among those that nobody knows.
    fn tell_untitled(&mut self, rows: &[RawRow]) {
        let is_untitled = |at: usize| self.titles.get(at).is_some_and(|title| title.trim().is_empty());
        let holds = |at: usize| {
            rows.iter().any(|row| row.kind(at) != CellKind::Filled && !row.cell(at).trim().is_empty())
        };
        let untitled: Vec<usize> =
            self.unknown_at.iter().copied().filter(|&at| is_untitled(at) && holds(at)).collect();
        self.unknown.extend(untitled.into_iter().map(|at| CleanText::shown(&letter(at))));
    }

    /// The people of further tables side by side in a row, each in a row of their own.
    pub(super) fn twins(&self, row: &RawRow) -> Vec<RawRow> {
        let is_filled =
            |moves: &&Vec<(usize, usize)>| moves.iter().any(|(_, from)| !row.cell(*from).trim().is_empty());
        let moved = |moves: &Vec<(usize, usize)>| {
            let mut twin = row.clone();
            for &(to, from) in moves {
                twin.lend(from, to);
            }
            twin
        };
        self.twins.iter().filter(is_filled).map(moved).collect()
    }

    /// The header of a column as the file spells it, without its sheet.
    pub(super) fn title_of(&self, column: Column) -> CleanText {
        self.columns.iter().find(|(c, ..)| *c == column).map(|(.., title)| title.clone()).unwrap_or_default()
    }

    /// The header of any column as [`Self::title`] spells it.
    pub(super) fn title_at(&self, at: usize) -> CleanText {
        let own = self.shown_at(at);
        self.sheet.as_ref().map_or(own.clone(), |sheet| CleanText::shown(&format!("{sheet}!{own}")))
    }

    /// Names the sheet in every title.
    pub(super) fn on_sheet(&mut self, sheet: &CleanText) {
        self.sheet = Some(sheet.clone());
    }

    /// The sheet, where there are several.
    pub(super) fn sheet(&self) -> CleanText {
        self.sheet.clone().unwrap_or_default()
    }

    /// Places of the known columns.
    pub(super) fn places(&self) -> impl Iterator<Item = (Column, usize)> {
        self.columns.iter().map(|&(column, at, _)| (column, at))
    }

    /// Columns that fill others where these are empty: from, to.
    pub(super) fn fills(&self) -> &[(usize, usize)] {
        &self.fills
    }

    /// Columns that tell a place in one cell.
    pub(super) fn place_columns(&self) -> &[usize] {
        &self.places
    }

    /// Columns that say yes or no to a label.
    pub(super) fn flags(&self) -> &[(usize, Label)] {
        &self.flags
    }

    /// Columns that tell whether somebody lives and is still paid.
    pub(super) fn states(&self) -> &[(usize, CleanText)] {
        &self.states
    }

    /// Columns with a day of death, and whether it is exactly that.
    pub(super) fn deaths(&self) -> &[(usize, bool)] {
        &self.deaths
    }

    /// Whether a row names others beside the person.
    pub(super) fn names_others(&self) -> bool {
        self.names_others
    }

    /// The label that a header names.
    pub(super) fn label(&self) -> Option<&Label> {
        self.label.as_ref()
    }

    /// Columns that nobody knows or that are left out by their headers, with these.
    pub(super) fn ignored_columns(&self) -> impl Iterator<Item = (usize, CleanText)> {
        self.unknown_at.iter().chain(&self.passed_over).map(|&at| (at, self.shown_at(at)))
    }

    /// Whether nothing is known of a column: nobody knows its header, or it is left out by that, or has none.
    pub(super) fn is_unknown_at(&self, at: usize) -> bool {
        let is_own = self.columns.iter().any(|(_, own, _)| *own == at);
        let is_out = self.unknown_at.contains(&at) || self.passed_over.contains(&at);
        is_out || !is_own && at >= self.titles.len()
    }

    /// Whether a column holds running numbers by its header: 序号; also one without a header.
    fn is_running_number(&self, at: usize) -> bool {
        let title = self.titles.get(at).map(|title| spellings::plain(title, false)).unwrap_or_default();
        ["", "序号", "序", "编号", "行号", "no", "number", "serial", "serialnumber", "index", "row"]
            .contains(&&*title)
    }

    /// What everybody below has beside a name.
    pub(super) fn habits(&self) -> Habits {
        self.habits
    }

    /// A header as it is shown: its text, or the letter of its column.
    fn shown_at(&self, at: usize) -> CleanText {
        let text = self.titles.get(at).map(|title| shown(title)).unwrap_or_default();
        if text.is_empty() { CleanText::shown(&letter(at)) } else { text }
    }

    /// All headers as they are shown, those without a text by the letters of their columns.
    pub(super) fn shown(&self) -> impl Iterator<Item = CleanText> {
        (0..self.titles.len()).map(|at| self.shown_at(at))
    }

    /// Whether the answer at a place is the one that tells of some column.
    pub(super) fn is_answered_by(&self, answers: &[(CleanText, Option<Column>)], place: usize) -> bool {
        let mut columns = self.titles.iter().enumerate();
        columns.any(|(at, title)| finding::answer_for(answers, at, title) == Some(place))
    }

    /// What stands above the header.
    pub(super) fn above(&self) -> impl Iterator<Item = &str> {
        self.above.iter().map(String::as_str)
    }

    /// What was understood without a word of the header.
    pub(super) fn understood(&self) -> &[Understood] {
        &self.understood
    }

    /// What the header leaves open.
    pub(super) fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// Whether a row repeats the header or the title above it, as printed pages do.
    pub(super) fn repeats(&self, row: &RawRow) -> bool {
        let filled = || row.cells().enumerate().filter(|(_, cell)| !cell.trim().is_empty());
        let repeats = |line: &[String]| {
            let same =
                filled().filter(|&(at, cell)| line.get(at).is_some_and(|title| title.trim() == cell.trim()));
            let (same, all) = (same.count(), filled().count());
            same > 1 && same * 2 > all
        };
        // Most rows differ in their first cell.
        let first_is = |line: &&[String]| {
            filled()
                .next()
                .is_some_and(|(at, cell)| line.get(at).is_some_and(|title| title.trim() == cell.trim()))
        };
        let mut lines = self.lines.iter().map(Vec::as_slice).chain([self.titles.as_slice()]);
        if lines.by_ref().filter(first_is).any(repeats) {
            return true;
        }
        let mut cells = filled();
        match (cells.next(), cells.next()) {
            (Some((_, only)), None) => self.above.iter().any(|text| text == only.trim()),
            (..) => false,
        }
    }
}

impl TableHeader for Header {
    fn row(&self) -> u64 {
        self.row
    }

    fn weight(&self) -> usize {
        self.titles.iter().chain(self.lines.iter().flatten()).map(String::len).sum()
    }

    fn merged_columns(&self) -> Vec<usize> {
        let known = MERGED.iter().filter_map(|&column| self.at(column));
        known.chain(self.places.iter().copied()).collect()
    }
}

/// The header among the first rows, without the words of a register.
#[cfg(test)]
pub(super) fn find(rows: &[RawRow]) -> Option<Header> {
    crate::tabular::HeaderFinder::find(&Finder(std::sync::Arc::default()), rows)
}

/// A header on one line, cut.
fn shown(title: &str) -> CleanText {
    let line = title.split_whitespace().collect::<Vec<_>>().join(" ");
    // A number is masked before it could be cut into one that is not known as such.
    CleanText::shown(&CleanText::shown(&line).chars().take(SHOWN_MAX).collect::<String>())
}

/// What tells rosters of one shape from others: a number made of all their headers, without what does not count.
pub(super) fn shape(titles: &[String]) -> String {
    let mut hash: u64 = 0xCBF2_9CE4_8422_2325;
    let last = titles.iter().rposition(|title| !title.trim().is_empty()).map_or(0, |last| last + 1);
    for title in titles.iter().take(last) {
        for byte in spellings::plain(title, false).bytes().chain([b'|']) {
            // FNV-1a: the same in every version of the program.
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }
    if titles.iter().all(|title| title.trim().is_empty()) { String::new() } else { format!("{hash:016x}") }
}

/// The letter of a column: A, Z, AA.
fn letter(at: usize) -> String {
    let mut left = at + 1;
    let mut letters = String::new();
    while left > 0 {
        let digit = u32::try_from((left - 1) % 26).unwrap_or_default();
        letters.insert(0, char::from_u32(u32::from('A') + digit).unwrap_or('?'));
        left = (left - 1) / 26;
    }
    letters
}
