//! The plain facts of a recipient as they are filled in, and what of them changes.

use super::texts::PersonTexts;
use chrono::NaiveDate;

use crate::app::form::{self, FieldName, Inputs};
use crate::domain::date::{DayError, Typed};
use crate::domain::person::Edit;
use crate::domain::place::{Township, TownshipCode};
use crate::domain::recipient::{Held, Kind, RecipientCard};
use crate::domain::round::Group;
use crate::domain::text::{ADDRESS_MAX, CleanText, NAME_MAX, NOTE_MAX, fold_width};
use crate::ui::key::Key;

/// One thing to fill in; of a group, by its number in the list, whether it is held and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Slot {
    Phone,
    Township,
    Village,
    Address,
    Note,
    Holds(usize),
    From(usize),
    Until(usize),
}

impl FieldName for Slot {
    fn row(self) -> Self {
        match self {
            Self::From(at) | Self::Until(at) => Self::Holds(at),
            Self::Phone | Self::Township | Self::Village | Self::Address | Self::Note | Self::Holds(_) => {
                self
            }
        }
    }

    fn longest(self) -> usize {
        match self {
            Self::Township | Self::Holds(_) => 0,
            Self::Phone => 30,
            Self::From(_) | Self::Until(_) => 20,
            Self::Village => NAME_MAX,
            Self::Address => ADDRESS_MAX,
            Self::Note => NOTE_MAX,
        }
    }
}

/// What is wrong with a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    Phone,
    Day,
    Order,
    Text,
}

impl Wrong {
    pub(super) fn text(self, texts: &PersonTexts) -> &'static str {
        match self {
            Self::Phone => texts.bad_phone,
            Self::Day => texts.bad_day,
            Self::Order => texts.bad_order,
            Self::Text => texts.bad_text,
        }
    }
}

/// A group, and whether it is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Holding {
    pub(super) label: CleanText,
    pub(super) holds: bool,
}

/// The form.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) inputs: Inputs<Slot>,
    townships: Vec<Township>,
    township: Option<usize>,
    pub(super) groups: Vec<Holding>,
    /// Whether anything was typed or turned.
    pub(super) typed: bool,
}

impl Facts {
    /// The facts of `card` as they are. Every group of its kind has a row; one that was held before and
    /// is open to be held again has two.
    pub(super) fn new(card: &RecipientCard, townships: Vec<Township>, groups: &[Group]) -> Self {
        let code = card.township.as_ref().map(|(code, _)| code);
        let township = townships.iter().position(|township| Some(&township.code) == code);
        let mut inputs = Inputs::new(Slot::Phone);
        inputs.set(Slot::Village, card.village.as_deref().unwrap_or_default());
        inputs.set(Slot::Address, card.address.as_deref().unwrap_or_default());
        inputs.set(Slot::Note, card.note.as_deref().unwrap_or_default());
        let mut facts = Self { inputs, townships, township, groups: Vec::new(), typed: false };
        for group in groups.iter().filter(|group| group.units == (card.kind == Kind::Unit)) {
            let held = card.groups.iter().filter(|held| held.label == group.name);
            held.clone().for_each(|held| facts.add(held));
            if held.clone().all(|held| held.until.is_some()) {
                facts.groups.push(Holding { label: group.name.clone(), holds: false });
            }
        }
        // A group that the list does not know stays as it is.
        for held in &card.groups {
            if !facts.groups.iter().any(|group| group.label == held.label) {
                facts.add(held);
            }
        }
        facts
    }

    fn add(&mut self, held: &Held) {
        let at = self.groups.len();
        self.groups.push(Holding { label: held.label.clone(), holds: true });
        let shown = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        self.inputs.set(Slot::From(at), &shown(held.from));
        self.inputs.set(Slot::Until(at), &shown(held.until));
    }

    /// The slots in order; the days of a group only where it is held.
    pub(super) fn slots(&self) -> Vec<Slot> {
        let mut slots = vec![Slot::Phone, Slot::Township, Slot::Village, Slot::Address, Slot::Note];
        for (at, group) in self.groups.iter().enumerate() {
            slots.push(Slot::Holds(at));
            if group.holds {
                slots.extend([Slot::From(at), Slot::Until(at)]);
            }
        }
        slots
    }

    /// The township chosen.
    pub(super) fn township_name(&self) -> &str {
        self.township.and_then(|at| self.townships.get(at)).map_or("", |township| township.name.as_str())
    }

    /// Its code.
    pub(super) fn township_code(&self) -> Option<&TownshipCode> {
        self.township.and_then(|at| self.townships.get(at)).map(|township| &township.code)
    }

    /// Goes on by `by` slots; a day that is left is written out in full.
    pub(super) fn step(&mut self, by: isize, today: NaiveDate) {
        self.write_out_day(self.inputs.focus(), today);
        self.inputs.step(&self.slots(), by);
    }

    /// Goes on by `by` rows; a day that is left is written out in full.
    pub(super) fn step_rows(&mut self, by: isize, today: NaiveDate) {
        self.write_out_day(self.inputs.focus(), today);
        self.inputs.step_rows(&self.slots(), by);
    }

    /// Goes to a slot that was pressed with the mouse.
    pub(super) fn go_to_field(&mut self, field: u64, today: NaiveDate) {
        if let Some(slot) = self.inputs.pressed(field, &self.slots()) {
            self.write_out_day(self.inputs.focus(), today);
            self.inputs.go(slot);
        }
    }

    /// Writes out the days that were typed as counted from today.
    pub(super) fn write_out_days(&mut self, today: NaiveDate) {
        for slot in self.slots() {
            self.write_out_day(slot, today);
        }
    }

    fn write_out_day(&mut self, slot: Slot, today: NaiveDate) {
        if matches!(slot, Slot::From(_) | Slot::Until(_))
            && let Ok(day) = Typed::on(today).read(self.inputs.text(slot))
        {
            self.inputs.set(slot, &day.to_string());
        }
    }

    /// Takes a key.
    pub(super) fn key(&mut self, key: Key) {
        match self.inputs.focus() {
            Slot::Township => {
                self.inputs.stay();
                let to = form::turn(key, self.township.unwrap_or_default(), self.townships.len());
                self.typed |= to.is_some();
                self.township = to.or(self.township);
            }
            Slot::Holds(at) => {
                self.inputs.stay();
                if let Some(group) = self.groups.get_mut(at)
                    && matches!(key.folded(), Key::Left | Key::Right | Key::Char(' '))
                {
                    group.holds = !group.holds;
                    self.typed = true;
                }
            }
            Slot::Phone | Slot::Village | Slot::Address | Slot::Note | Slot::From(_) | Slot::Until(_) => {
                self.typed |= self.inputs.key(key);
            }
        }
    }

    /// Takes pasted text as data.
    pub(super) fn paste(&mut self, text: &str) {
        if !matches!(self.inputs.focus(), Slot::Township | Slot::Holds(_)) {
            self.typed |= self.inputs.paste(text);
        }
    }

    /// What changes against `card`.
    ///
    /// # Errors
    /// What cannot be kept, in the order of the form.
    pub(super) fn edit(&self, card: &RecipientCard, today: NaiveDate) -> Result<Edit, Vec<(Slot, Wrong)>> {
        let mut wrong = Vec::new();
        let mut edit = Edit::default();
        match phone(self.inputs.text(Slot::Phone)) {
            Ok(phone) => edit.phone = phone,
            Err(error) => wrong.push((Slot::Phone, error)),
        }
        let township = self.township.and_then(|at| self.townships.get(at)).map(|one| one.code.clone());
        edit.township = township.filter(|code| card.township.as_ref().map(|(code, _)| code) != Some(code));
        let mut changed = |slot: Slot, now: Option<&CleanText>| {
            let text = CleanText::parse(self.inputs.text(slot), slot.longest());
            if text.is_err() {
                wrong.push((slot, Wrong::Text));
            }
            text.ok().filter(|text| text.as_str() != now.map_or("", CleanText::as_str))
        };
        // The village goes with the township, so that it is named whenever that changes.
        let before = card.village.as_ref().filter(|_| edit.township.is_none());
        edit.village = changed(Slot::Village, before);
        edit.address = changed(Slot::Address, card.address.as_ref());
        edit.note = changed(Slot::Note, card.note.as_ref());
        let groups = self.held(today, &mut wrong);
        let sorted = |groups: &[Held]| {
            let mut groups = groups.to_vec();
            groups.sort();
            groups
        };
        if sorted(&groups) != sorted(&card.groups) {
            edit.groups = Some(groups);
        }
        if wrong.is_empty() { Ok(edit) } else { Err(wrong) }
    }

    fn held(&self, today: NaiveDate, wrong: &mut Vec<(Slot, Wrong)>) -> Vec<Held> {
        let mut held = Vec::new();
        for (at, group) in self.groups.iter().enumerate().filter(|(_, group)| group.holds) {
            let mut day = |slot: Slot| match Typed::on(today).read(self.inputs.text(slot)) {
                Ok(day) => Some(day),
                Err(DayError::Empty) => None,
                Err(DayError::Form | DayError::Missing) => {
                    wrong.push((slot, Wrong::Day));
                    None
                }
            };
            let (from, until) = (day(Slot::From(at)), day(Slot::Until(at)));
            if from.zip(until).is_some_and(|(from, until)| until < from) {
                wrong.push((Slot::Until(at), Wrong::Order));
            }
            held.push(Held { label: group.label.clone(), from, until });
        }
        held
    }
}

/// A phone as typed: empty changes nothing, `-` removes it; else its digits.
fn phone(typed: &str) -> Result<Option<CleanText>, Wrong> {
    let plain: String =
        fold_width(typed).chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2212}')).collect();
    if typed.is_empty() {
        return Ok(None);
    }
    let digits = plain.strip_prefix('+').unwrap_or(&plain);
    let fits = plain.is_empty() || (5..=20).contains(&digits.len());
    if !fits || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Wrong::Phone);
    }
    CleanText::parse(digits, NAME_MAX).map(Some).map_err(|_| Wrong::Phone)
}
