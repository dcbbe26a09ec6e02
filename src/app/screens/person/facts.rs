//! The facts of a recipient as they are filled in, and what of them changes.

use super::slots::{Slot, Wrong};
use super::typed;
use chrono::NaiveDate;

use crate::app::form::{self, FieldName as _, Inputs};
use crate::domain::banner::Category;
use crate::domain::date::{DayError, Typed};
use crate::domain::idcard::IdNumber;
use crate::domain::person::{Assent, Edit, Mend};
use crate::domain::phones::DIGITS;
use crate::domain::place::{self, Township, TownshipCode};
use crate::domain::recipient::{Held, Household, Kind, RecipientCard, Sex};
use crate::domain::round::Group;
use crate::domain::text::{self, CleanText, NAME_MAX, NOTE_MAX, fold_width};
use crate::ui::key::Key;

/// A group or a category, and whether it is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Holding {
    pub(super) label: CleanText,
    pub(super) holds: bool,
    pub(super) is_category: bool,
}

/// The form.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) inputs: Inputs<Slot>,
    townships: Vec<Township>,
    township: Option<usize>,
    /// The groups, and behind them the categories.
    pub(super) holdings: Vec<Holding>,
    is_unit: bool,
    pub(super) sex: Option<Sex>,
    pub(super) household: Option<Household>,
    villages: Vec<CleanText>,
    /// A village of no such name was told; accepting it again makes it.
    told: Option<CleanText>,
    /// The register asked for a reason.
    pub(super) asks_reason: bool,
    /// Whether anything was typed or turned.
    pub(super) typed: bool,
}

impl Facts {
    /// The facts of `card` as they are. Every group of its kind and every category has a row; one that was held before
    /// and is open to be held again has two.
    pub(super) fn new(
        card: &RecipientCard,
        townships: Vec<Township>,
        groups: &[Group],
        categories: &[Category],
    ) -> Self {
        let code = card.township.as_ref().map(|(code, _)| code);
        let township = townships.iter().position(|township| Some(&township.code) == code);
        let mut inputs = Inputs::new(Slot::Phone);
        inputs.set(Slot::Name, &card.name);
        inputs.set(Slot::Village, card.village.as_deref().unwrap_or_default());
        inputs.set(Slot::Address, card.address.as_deref().unwrap_or_default());
        inputs.set(Slot::Note, card.note.as_deref().unwrap_or_default());
        let is_unit = card.kind == Kind::Unit;
        let mut facts = Self {
            inputs,
            townships,
            township,
            holdings: Vec::new(),
            is_unit,
            sex: card.sex,
            household: card.household,
            villages: Vec::new(),
            told: None,
            asks_reason: false,
            typed: false,
        };
        let groups = groups.iter().filter(|group| group.units == is_unit).map(|group| &group.name);
        facts.add_all(groups, &card.groups, false);
        let categories = categories.iter().filter(|_| !is_unit).map(|category| &category.name);
        facts.add_all(categories, &card.categories, true);
        facts
    }

    /// A row for each label, and for each that is held without being known.
    fn add_all<'a>(&mut self, labels: impl Iterator<Item = &'a CleanText>, held: &[Held], is_category: bool) {
        let mut known = Vec::new();
        for label in labels {
            let own = held.iter().filter(|held| held.label == *label);
            own.clone().for_each(|held| self.add(held, is_category));
            if own.clone().all(|held| held.until.is_some()) {
                self.holdings.push(Holding { label: label.clone(), holds: false, is_category });
            }
            known.push(label);
        }
        // One that the list does not know stays as it is.
        for held in held.iter().filter(|held| !known.contains(&&held.label)) {
            self.add(held, is_category);
        }
    }

    fn add(&mut self, held: &Held, is_category: bool) {
        let at = self.holdings.len();
        self.holdings.push(Holding { label: held.label.clone(), holds: true, is_category });
        let shown = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        self.inputs.set(Slot::From(at), &shown(held.from));
        self.inputs.set(Slot::Until(at), &shown(held.until));
    }

    /// The slots in order; the days of a group only where it is held.
    pub(super) fn slots(&self) -> Vec<Slot> {
        let own = [Slot::Name, Slot::Id, Slot::Sex, Slot::Birth, Slot::Household, Slot::Card];
        let of_people = [Slot::Id, Slot::Sex, Slot::Birth, Slot::Household];
        let mut slots = own.to_vec();
        slots.retain(|slot| !self.is_unit || !of_people.contains(slot));
        slots.extend([Slot::Phone, Slot::Township, Slot::Village, Slot::Address, Slot::Note]);
        for (at, group) in self.holdings.iter().enumerate() {
            slots.push(Slot::Holds(at));
            if group.holds {
                slots.extend([Slot::From(at), Slot::Until(at)]);
            }
        }
        slots.extend(self.asks_reason.then_some(Slot::Reason));
        slots
    }

    /// The label of the group or category of a row.
    pub(super) fn label(&self, slot: Slot) -> Option<&str> {
        let Slot::Holds(at) = slot else { return None };
        self.holdings.get(at).map(|one| one.label.as_str())
    }

    /// Whether the categories begin with this row.
    pub(super) fn begins_categories(&self, at: usize) -> bool {
        let is = |at: usize| self.holdings.get(at).is_some_and(|one| one.is_category);
        is(at) && !at.checked_sub(1).is_some_and(is)
    }

    /// Lets the village be chosen among these.
    pub(super) fn know_villages(&mut self, names: Vec<CleanText>) {
        self.inputs.know(Slot::Village, names.clone());
        self.villages = names;
    }

    /// Asks why it is another human, or why the facts are right.
    pub(super) fn ask_reason(&mut self) {
        self.asks_reason = true;
        self.inputs.go(Slot::Reason);
    }

    /// A village that the township does not have, the first time it is accepted. Another spelling of one is put right.
    pub(super) fn new_village(&mut self, edit: &mut Edit) -> Option<CleanText> {
        let typed = edit.village.as_ref().filter(|name| !name.is_empty() && !self.villages.contains(name))?;
        let same = self.villages.iter().find(|one| place::same_village(self.township_name(), one, typed));
        if let Some(same) = same {
            edit.village = Some(same.clone());
            return None;
        }
        let told = self.told.replace(typed.clone());
        (told.as_ref() != Some(typed)).then(|| typed.clone())
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
        if matches!(slot, Slot::From(_) | Slot::Until(_) | Slot::Birth)
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
            Slot::Sex => {
                self.inputs.stay();
                let before = self.sex;
                self.sex = turned([Some(Sex::Male), Some(Sex::Female), None], before, key);
                self.typed |= self.sex != before;
            }
            Slot::Household => {
                self.inputs.stay();
                let before = self.household;
                self.household = turned([Some(Household::Rural), Some(Household::Urban), None], before, key);
                self.typed |= self.household != before;
            }
            Slot::Holds(at) => {
                self.inputs.stay();
                if let Some(group) = self.holdings.get_mut(at)
                    && matches!(key.folded(), Key::Left | Key::Right | Key::Char(' '))
                {
                    group.holds = !group.holds;
                    self.typed = true;
                }
            }
            Slot::Name
            | Slot::Id
            | Slot::Birth
            | Slot::Card
            | Slot::Phone
            | Slot::Village
            | Slot::Address
            | Slot::Note
            | Slot::From(_)
            | Slot::Until(_)
            | Slot::Reason => self.typed |= self.inputs.key(key),
        }
    }

    /// Takes pasted text as data.
    pub(super) fn paste(&mut self, text: &str) {
        if self.inputs.focus().longest() > 0 {
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
        self.who(card, today, &mut edit, &mut wrong);
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
        edit.groups = self.held(today, false, &card.groups, &mut wrong);
        edit.categories = self.held(today, true, &card.categories, &mut wrong);
        if wrong.is_empty() { Ok(edit) } else { Err(wrong) }
    }

    /// Name, numbers, birth, sex and household.
    fn who(&self, card: &RecipientCard, today: NaiveDate, edit: &mut Edit, wrong: &mut Vec<(Slot, Wrong)>) {
        match text::name(self.inputs.text(Slot::Name)) {
            Ok(name) if name == card.name || self.inputs.text(Slot::Name) == card.name.as_str() => {}
            Ok(name) if !name.is_empty() => edit.name = Some(name),
            Ok(_) | Err(_) => wrong.push((Slot::Name, Wrong::Name)),
        }
        let number = self.inputs.text(Slot::Id);
        if number == "-" {
            edit.id_number = Mend::Clear;
        } else if let Ok((number, _)) = IdNumber::parse(number, today) {
            edit.id_number = Mend::Set(number);
        } else if !number.is_empty() {
            wrong.push((Slot::Id, Wrong::Id));
        }
        edit.birth = match (self.inputs.text(Slot::Birth), typed::birth(self.inputs.text(Slot::Birth), today))
        {
            ("-", _) => Mend::Clear,
            (_, Ok(Some(day))) => Mend::Set(day),
            (_, Ok(None)) => Mend::Keep,
            (_, Err(())) => {
                wrong.push((Slot::Birth, Wrong::Day));
                Mend::Keep
            }
        };
        edit.card = match (self.inputs.text(Slot::Card), typed::digits(self.inputs.text(Slot::Card), 8..=30))
        {
            ("-", _) => Some(CleanText::default()),
            (_, Ok(digits)) => digits,
            (_, Err(())) => {
                wrong.push((Slot::Card, Wrong::Card));
                None
            }
        };
        if self.sex != card.sex {
            edit.sex = self.sex.map_or(Mend::Clear, Mend::Set);
        }
        if self.household != card.household {
            edit.household = self.household.map_or(Mend::Clear, Mend::Set);
        }
        match CleanText::parse(self.inputs.text(Slot::Reason), NOTE_MAX) {
            Ok(reason) if reason.is_empty() => {}
            Ok(reason) => edit.assent = Assent { double: Some(reason.clone()), reason: Some(reason) },
            Err(_) => wrong.push((Slot::Reason, Wrong::Text)),
        }
    }

    /// The groups or the categories held, where they are others than those before.
    fn held(
        &self,
        today: NaiveDate,
        categories: bool,
        before: &[Held],
        wrong: &mut Vec<(Slot, Wrong)>,
    ) -> Option<Vec<Held>> {
        let mut held = Vec::new();
        let holdings = self.holdings.iter().enumerate();
        for (at, group) in holdings.filter(|(_, one)| one.holds && one.is_category == categories) {
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
        let sorted = |held: &[Held]| {
            let mut held = held.to_vec();
            held.sort();
            held
        };
        (sorted(&held) != sorted(before)).then_some(held)
    }
}

/// What a key turns a choice to.
fn turned<T: Copy + PartialEq>(ways: [Option<T>; 3], now: Option<T>, key: Key) -> Option<T> {
    let at = ways.iter().position(|way| *way == now).unwrap_or_default();
    form::turn(key, at, ways.len()).and_then(|to| ways.get(to)).map_or(now, |way| *way)
}

/// A phone as typed: empty changes nothing, `-` removes it; else its digits.
fn phone(typed: &str) -> Result<Option<CleanText>, Wrong> {
    let plain: String =
        fold_width(typed).chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2212}')).collect();
    if typed.is_empty() {
        return Ok(None);
    }
    let digits = plain.strip_prefix('+').unwrap_or(&plain);
    let fits = plain.is_empty() || DIGITS.contains(&digits.len());
    if !fits || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Wrong::Phone);
    }
    CleanText::parse(digits, NAME_MAX).map(Some).map_err(|_| Wrong::Phone)
}
