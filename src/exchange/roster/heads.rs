//! Heads between the rows: 一、烈士遗属（2人）, 上都镇. What one says holds for the rows below it, and one that nobody knows ends
//! what stood before it.

use super::footer;
use super::head_text::{self, HEAD_MAX, HeadText, Numbered};
use super::header::Header;
use super::labelled::Label;
use super::place::Place;
use super::words::Words;
use crate::domain::recipient::Kind;
use crate::domain::roster::Column;
use crate::domain::text::{CleanText, NAME_MAX};
use crate::tabular::{CellKind, RawRow};

/// Most characters of a text that may be the name of a person and that of a place.
const EITHER_MAX: usize = 5;

/// What a head says.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Said {
    Place(Place),
    /// It names a place that the register does not know.
    Unplaced(CleanText),
    Label(Label),
    /// It names what people are in a word that the register does not know.
    Unlabelled(CleanText),
    /// It says nothing that the register knows.
    Nothing,
}

impl Said {
    fn is_of_place(&self) -> bool {
        matches!(self, Self::Place(_) | Self::Unplaced(_))
    }
}

/// What a row is that has one text.
pub(super) enum Head {
    /// A head that was understood.
    Understood,
    /// A head that says nothing that the register knows.
    Unknown(CleanText),
    /// A head or a person: nothing tells which.
    Doubtful,
    /// A person of whom it has the name alone, where others have more.
    BareName,
}

/// The heads that hold for the row at hand, the outer one first, and how each is numbered.
#[derive(Debug, Default)]
pub(super) struct Heads(Vec<(Said, Numbered)>, Option<Retitled>);

/// Another title stands between the rows: what the one above the header says of all rows holds no longer.
#[derive(Debug)]
struct Retitled;

impl Heads {
    /// The place that they tell.
    pub(super) fn place(&self) -> Option<&Place> {
        self.0.iter().find_map(|(said, _)| if let Said::Place(place) = said { Some(place) } else { None })
    }

    /// The label that they tell.
    pub(super) fn label(&self) -> Option<&Label> {
        self.0.iter().find_map(|(said, _)| if let Said::Label(label) = said { Some(label) } else { None })
    }

    /// The word for a place that they tell and the register does not know.
    pub(super) fn unplaced(&self) -> Option<&CleanText> {
        self.0.iter().find_map(|(said, _)| if let Said::Unplaced(word) = said { Some(word) } else { None })
    }

    /// The word for a label that they tell and the register does not know.
    pub(super) fn unlabelled(&self) -> Option<&CleanText> {
        self.0.iter().find_map(|(said, _)| if let Said::Unlabelled(word) = said { Some(word) } else { None })
    }

    /// Whether another title has taken the place of the one above the header.
    pub(super) fn are_retitled(&self) -> bool {
        self.1.is_some()
    }

    /// Takes the title of another table below the first: 上都镇烈士遗属名册. Of the same title at a page break nothing changes.
    fn title(&mut self, bare: &str, numbered: Numbered, header: &Header, words: &Words) -> Option<Head> {
        let plain = |text: &str| -> String {
            head_text::without_sequel(text).chars().filter(|c| c.is_alphanumeric()).collect()
        };
        let own = plain(bare);
        if !head_text::is_title(bare) || header.above().any(|above| plain(above) == own) {
            return None;
        }
        let (place, label) = (words.places.within(bare), words.labels.within(bare));
        if place.is_none() && label.is_none() && header.label().is_some() {
            return None;
        }
        if let Some(place) = place {
            self.put(Said::Place(place), numbered);
        }
        self.1 = Some(Retitled);
        let Some(label) = label else {
            self.end_labels(numbered);
            return Some(Head::Unknown(CleanText::shown(bare)));
        };
        self.put(Said::Label(label), numbered);
        Some(Head::Understood)
    }

    /// Takes a row as a head if it is one.
    pub(super) fn take(
        &mut self,
        row: &RawRow,
        header: &Header,
        words: &Words,
        around: Option<&Place>,
    ) -> Option<Head> {
        let (at, text, mark) = only_text(row, header)?;
        let HeadText { bare, numbered } = head_text::read(text);
        let numbered = if mark && numbered == Numbered::Not { Numbered::Han } else { numbered };
        if bare.is_empty() {
            return None;
        }
        let is_person = header.kind() == Kind::Person;
        let in_names = header.at(Column::Name) == Some(at);
        // Where everybody has a number or an ID number, a text without one is a head.
        let among_names = in_names && numbered == Numbered::Not && !header.habits().tell_head(row);
        let above = self.place().or(around).map(|place| place.township.clone());
        let unknown = || Some(Head::Unknown(CleanText::shown(text)));
        if is_person && let Some(head) = self.title(bare, numbered, header, words) {
            return Some(head);
        }
        if let Some(said) = read(bare, words, above.as_ref()) {
            if is_person && among_names && said.is_of_place() && may_be_name(bare, words) {
                return Some(Head::Doubtful);
            }
            self.put(said, numbered);
            return Some(Head::Understood);
        }
        // A village that the register does not know yet, below its township or alone.
        if is_person && head_text::is_village(bare) {
            if among_names && may_be_name(bare, words) {
                return Some(Head::Doubtful);
            }
            let Ok(name) = CleanText::parse(bare, NAME_MAX) else { return unknown() };
            let Some(township) = above else {
                self.put(Said::Unplaced(name), numbered);
                return unknown();
            };
            let village = Some(words.places.village(&township, &name));
            self.put(Said::Place(Place { township, village }), numbered);
            return Some(Head::Understood);
        }
        if is_person && head_text::is_part(bare) {
            return unknown();
        }
        let is_entitled = head_text::is_entitled(bare, among_names);
        let ends_as_head = is_entitled && text.ends_with([':', '：']);
        if head_text::is_sentence(bare) || footer::is_footer(row, header) && !ends_as_head {
            return None;
        }
        let is_free = is_person && in_names || header.is_unknown_at(at);
        if is_person && head_text::is_group(bare) && (is_free || at == 0) {
            self.end_labels(numbered);
            return unknown();
        }
        let word = CleanText::parse(bare, NAME_MAX).ok().filter(|_| is_person && is_free);
        if let Some(word) = word.as_ref().filter(|_| head_text::is_place(bare, among_names)) {
            self.put(Said::Unplaced(word.clone()), numbered);
            return unknown();
        }
        if let Some(word) = word.filter(|_| is_entitled) {
            self.put(Said::Unlabelled(word), numbered);
            return unknown();
        }
        let no_name = header.at(Column::Name).is_none_or(|at| row.cell(at).trim().is_empty() || at == 0);
        let is_numbered = numbered != Numbered::Not && no_name;
        if is_numbered || !in_names && header.is_unknown_at(at) && bare.chars().any(char::is_alphabetic) {
            self.end(numbered);
            return unknown();
        }
        let has_more = header.habits().ids || header.habits().number.is_some();
        (is_person && in_names && has_more).then_some(Head::BareName)
    }

    /// A head that nobody knows ends what stood before it: its own level where heads are numbered alike, else all.
    pub(super) fn end(&mut self, numbered: Numbered) {
        let level = self.0.iter().position(|(_, one)| numbered != Numbered::Not && *one == numbered);
        self.0.truncate(level.unwrap_or_default());
        self.0.push((Said::Nothing, numbered));
    }

    fn end_labels(&mut self, numbered: Numbered) {
        let labels = self.0.iter().position(|(said, _)| !said.is_of_place());
        self.0.truncate(labels.unwrap_or(self.0.len()));
        self.0.push((Said::Nothing, numbered));
    }

    /// A head ends those of its kind, and what stood below them.
    fn put(&mut self, said: Said, numbered: Numbered) {
        let same = self.0.iter().position(|(before, _)| before.is_of_place() == said.is_of_place());
        self.0.truncate(same.unwrap_or(self.0.len()));
        self.0.push((said, numbered));
    }
}

/// What a head names that the register knows.
fn read(bare: &str, words: &Words, above: Option<&CleanText>) -> Option<Said> {
    let label = || head_text::names(bare).find_map(|name| words.labels.exactly(name)).map(Said::Label);
    let place = |text: &str| {
        let whole = words.places.read(text);
        let village = || words.places.within(text).filter(|place| place.village.as_deref() == Some(text));
        whole.or_else(village).or_else(|| words.places.village_named(text, above))
    };
    label().or_else(|| head_text::names(bare).next().and_then(place).map(Said::Place))
}

/// Whether the name of a place may be that of a person: 那日图, 王新村.
fn may_be_name(bare: &str, words: &Words) -> bool {
    let is_village = head_text::is_village(bare) && !bare.ends_with('村');
    let is_official = words.places.names().iter().any(|name| &**name == bare);
    !(is_village || is_official || head_text::is_place(bare, true)) && bare.chars().count() <= EITHER_MAX
}

/// The text of a row that has one and no person, its column, and whether a number of a head stands before it; besides it a
/// count at most.
fn only_text<'a>(row: &'a RawRow, header: &Header) -> Option<(usize, &'a str, bool)> {
    let mut texts = (0..row.width())
        .filter(|&at| row.kind(at) != CellKind::Filled)
        .map(|at| (at, row.cell(at).trim()))
        .filter(|(_, cell)| !cell.is_empty());
    let (mut at, mut text) = texts.next()?;
    let mut texts = texts.peekable();
    let mark = head_text::is_numbering(text) && texts.peek().is_some();
    if mark {
        (at, text) = texts.next()?;
    }
    let no_name = header.at(Column::Name).is_none_or(|name| row.cell(name).trim().is_empty());
    // A cell over several rows names the person of each of them.
    let is_of_named =
        header.at(Column::Name).is_some_and(|name| row.kind(name) == CellKind::Filled) && !no_name;
    if is_of_named {
        return None;
    }
    let counts = texts.all(|(_, cell)| head_text::is_count(cell) || no_name && head_text::is_figure(cell));
    let is_number = head_text::is_figure(text);
    let own = [Column::IdNumber, Column::Phone, Column::Categories, Column::Groups];
    let of_person = at > 0 && own.iter().any(|column| header.at(*column) == Some(at))
        || header.at(Column::IdNumber) == Some(at)
        || header.at(Column::Phone) == Some(at);
    (counts && !is_number && !of_person && text.chars().count() <= HEAD_MAX).then_some((at, text, mark))
}
