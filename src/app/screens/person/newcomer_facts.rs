//! The facts of a person to add, as they are filled in.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::texts::PersonTexts;
use super::typed;
use crate::app::form::{self, FieldName, Inputs};
use crate::domain::idcard::IdNumber;
use crate::domain::ids::RecipientId;
use crate::domain::person::{Assent, NewPerson};
use crate::domain::phones::DIGITS;
use crate::domain::place::{self, Township, TownshipCode};
use crate::domain::recipient::{Held, Household, Sex};
use crate::domain::round::Group;
use crate::domain::text::{self, ADDRESS_MAX, CleanText, NAME_MAX, NOTE_MAX};
use crate::lang::{Lang, words};
use crate::ui::key::Key;

/// One thing to fill in, in the order of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Slot {
    Township,
    Name,
    Id,
    Village,
    Group,
    Phone,
    Address,
    Sex,
    Birth,
    Household,
    Card,
    Note,
    Reason,
}

const SLOTS: [Slot; 12] = [
    Slot::Township,
    Slot::Name,
    Slot::Id,
    Slot::Village,
    Slot::Group,
    Slot::Phone,
    Slot::Address,
    Slot::Sex,
    Slot::Birth,
    Slot::Household,
    Slot::Card,
    Slot::Note,
];

impl FieldName for Slot {
    fn longest(self) -> usize {
        match self {
            Self::Township | Self::Group | Self::Sex | Self::Household => 0,
            Self::Name | Self::Village => NAME_MAX,
            Self::Id | Self::Phone | Self::Birth => 30,
            Self::Card => 40,
            Self::Address => ADDRESS_MAX,
            Self::Note | Self::Reason => NOTE_MAX,
        }
    }
}

impl Slot {
    /// Whether keys turn it instead of typing.
    pub(super) fn is_choice(self) -> bool {
        self.longest() == 0
    }

    pub(super) fn label(self, texts: &PersonTexts) -> &'static str {
        match self {
            Self::Township => texts.township,
            Self::Name => texts.name,
            Self::Id => texts.id_number,
            Self::Village => texts.village,
            Self::Group => texts.groups,
            Self::Phone => texts.phone,
            Self::Address => texts.address,
            Self::Sex => texts.sex,
            Self::Birth => texts.birth,
            Self::Household => texts.household,
            Self::Card => texts.card,
            Self::Note => texts.note,
            Self::Reason => texts.status_reason,
        }
    }
}

/// What is wrong with a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    Township,
    Name,
    Id,
    Digits,
    Day,
    Text,
}

impl Wrong {
    pub(super) fn text(self, texts: &PersonTexts) -> &'static str {
        match self {
            Self::Township => texts.no_township,
            Self::Name => texts.bad_name,
            Self::Id => texts.bad_id,
            Self::Digits => texts.bad_digits,
            Self::Day => texts.bad_day,
            Self::Text => texts.bad_text,
        }
    }
}

/// The form's fields and choices.
#[derive(Debug)]
pub(super) struct Newcomer {
    pub(super) inputs: Inputs<Slot>,
    townships: Vec<Township>,
    groups: Vec<CleanText>,
    villages: Vec<CleanText>,
    /// What is chosen, by its number; none chooses nothing.
    chosen: BTreeMap<Slot, usize>,
    /// A village of no such name was told; accepting it again makes it.
    told: Option<CleanText>,
    /// The register asked for a reason.
    asks_reason: bool,
    /// Whether anything was typed or turned.
    pub(super) typed: bool,
}

impl Newcomer {
    pub(super) fn new(begins_in: Option<&TownshipCode>, townships: Vec<Township>, groups: &[Group]) -> Self {
        let at = begins_in.and_then(|code| townships.iter().position(|one| one.code == *code));
        Self {
            inputs: Inputs::new(Slot::Name),
            chosen: at
                .or((townships.len() == 1).then_some(0))
                .map(|at| (Slot::Township, at))
                .into_iter()
                .collect(),
            townships,
            groups: groups.iter().filter(|group| !group.units).map(|group| group.name.clone()).collect(),
            villages: Vec::new(),
            told: None,
            asks_reason: false,
            typed: false,
        }
    }

    /// The slots in order; the reason once it is asked for.
    pub(super) fn slots(&self) -> Vec<Slot> {
        SLOTS.into_iter().chain(self.asks_reason.then_some(Slot::Reason)).collect()
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

    /// Whether the register asked for a reason.
    pub(super) fn asks_reason(&self) -> bool {
        self.asks_reason
    }

    fn township(&self) -> Option<&Township> {
        self.chosen.get(&Slot::Township).and_then(|at| self.townships.get(*at))
    }

    pub(super) fn township_code(&self) -> Option<&TownshipCode> {
        self.township().map(|one| &one.code)
    }

    /// How many ways there are to choose, beside none.
    fn count(&self, slot: Slot) -> usize {
        match slot {
            Slot::Township => self.townships.len(),
            Slot::Group => self.groups.len(),
            Slot::Sex | Slot::Household => 2,
            Slot::Name
            | Slot::Id
            | Slot::Village
            | Slot::Phone
            | Slot::Address
            | Slot::Birth
            | Slot::Card
            | Slot::Note
            | Slot::Reason => 0,
        }
    }

    /// What is chosen, in words.
    pub(super) fn chosen<'a>(&'a self, slot: Slot, texts: &PersonTexts, lang: Lang) -> &'a str {
        let at = self.chosen.get(&slot).copied();
        match (slot, at) {
            (Slot::Township, Some(at)) => self.townships.get(at).map_or("", |one| one.name.as_str()),
            (Slot::Group, Some(at)) => self.groups.get(at).map_or("", CleanText::as_str),
            (Slot::Sex, Some(at)) => words::sex(lang, sex(at)),
            (Slot::Household, Some(at)) => match household(at) {
                Household::Urban => texts.urban,
                Household::Rural => texts.rural,
            },
            (Slot::Sex, None) => texts.sex_by_id,
            (_, _) => texts.not_chosen,
        }
    }

    /// Goes on by `by` slots, round the ends.
    pub(super) fn step(&mut self, by: isize, today: NaiveDate) {
        self.write_out_birth(today);
        self.inputs.step(&self.slots(), by);
    }

    /// Goes to a slot that was pressed with the mouse.
    pub(super) fn go_to_field(&mut self, field: u64, today: NaiveDate) {
        if let Some(slot) = self.inputs.pressed(field, &self.slots()) {
            self.write_out_birth(today);
            self.inputs.go(slot);
        }
    }

    /// Writes the birth date out in full.
    pub(super) fn write_out_birth(&mut self, today: NaiveDate) {
        if let Ok(Some(day)) = typed::birth(self.inputs.text(Slot::Birth), today) {
            self.inputs.set(Slot::Birth, &day.to_string());
        }
    }

    /// The empty slot that a character belongs to which this one never holds: a digit behind a name begins the ID number, a
    /// letter behind a whole number the village. So a newcomer is typed in one go, and Tab goes there all the same.
    fn goes_on(&self, key: Key) -> Option<Slot> {
        let Key::Char(typed) = key.folded() else { return None };
        let focus = self.inputs.focus();
        let filled = self.inputs.text(focus).chars().count();
        let next = if focus == Slot::Name && filled > 0 && typed.is_ascii_digit() {
            Slot::Id
        } else if focus == Slot::Id
            && matches!(filled, 15 | 18)
            && typed.is_alphabetic()
            && !matches!(typed, 'x' | 'X')
        {
            Slot::Village
        } else {
            return None;
        };
        Some(next).filter(|next| self.inputs.text(*next).is_empty())
    }

    /// Takes a key; whether anything changed.
    pub(super) fn key(&mut self, key: Key) -> bool {
        if let Some(next) = self.goes_on(key) {
            self.inputs.go(next);
        }
        let slot = self.inputs.focus();
        let changed = if slot.is_choice() {
            self.inputs.stay();
            let count = self.count(slot);
            let before = self.chosen.get(&slot).copied();
            // Behind the last one stands none, but for a township, which everybody has.
            let ways = if slot == Slot::Township { count } else { count + 1 };
            let at = before.unwrap_or(count);
            let to = form::turn(key, at, ways).filter(|to| *to != at || before.is_none());
            match to {
                Some(to) if to < count => self.chosen.insert(slot, to),
                Some(_) => self.chosen.remove(&slot),
                None => None,
            };
            self.chosen.get(&slot).copied() != before
        } else {
            self.inputs.key(key)
        };
        self.typed |= changed;
        changed
    }

    /// Takes pasted text as data.
    pub(super) fn paste(&mut self, text: &str) {
        if !self.inputs.focus().is_choice() {
            self.typed |= self.inputs.paste(text);
        }
    }

    /// A village that the township does not have, the first time it is accepted. Another spelling of one is put right.
    pub(super) fn new_village(&mut self) -> Option<CleanText> {
        let typed = text::name(self.inputs.text(Slot::Village)).ok().filter(|name| !name.is_empty())?;
        let township = self.township().map_or("", |one| one.name.as_str());
        if self.villages.contains(&typed) {
            return None;
        }
        if let Some(same) = self.villages.iter().find(|one| place::same_village(township, one, &typed)) {
            self.inputs.set(Slot::Village, &same.clone());
            return None;
        }
        let told = self.told.replace(typed.clone());
        (told.as_ref() != Some(&typed)).then_some(typed)
    }

    /// What is wrong, in the order of the form.
    pub(super) fn wrong(&self, today: NaiveDate) -> Vec<(Slot, Wrong)> {
        self.person(RecipientId(uuid::Uuid::nil()), today).err().unwrap_or_default()
    }

    /// The person.
    ///
    /// # Errors
    /// What cannot be kept, in the order of the form.
    pub(super) fn person(&self, id: RecipientId, today: NaiveDate) -> Result<NewPerson, Vec<(Slot, Wrong)>> {
        let mut wrong = Vec::new();
        let township = self.township_code().cloned();
        if township.is_none() {
            wrong.push((Slot::Township, Wrong::Township));
        }
        let name = text::name(self.inputs.text(Slot::Name)).ok().filter(|name| !name.is_empty());
        if name.is_none() {
            wrong.push((Slot::Name, Wrong::Name));
        }
        let number = self.inputs.text(Slot::Id);
        let id_number = IdNumber::parse(number, today).map(|(number, _)| number).ok();
        if id_number.is_none() && !number.is_empty() {
            wrong.push((Slot::Id, Wrong::Id));
        }
        let village = text::name(self.inputs.text(Slot::Village));
        if village.is_err() {
            wrong.push((Slot::Village, Wrong::Text));
        }
        let mut digits = |slot: Slot, fits: std::ops::RangeInclusive<usize>| {
            let digits = typed::digits(self.inputs.text(slot), fits);
            if digits.is_err() {
                wrong.push((slot, Wrong::Digits));
            }
            digits.ok().flatten()
        };
        let phone = digits(Slot::Phone, DIGITS);
        let card = digits(Slot::Card, 8..=30);
        let birth = typed::birth(self.inputs.text(Slot::Birth), today);
        if birth.is_err() {
            wrong.push((Slot::Birth, Wrong::Day));
        }
        let mut words = |slot: Slot| {
            let text = CleanText::parse(self.inputs.text(slot), slot.longest());
            if text.is_err() {
                wrong.push((slot, Wrong::Text));
            }
            text.ok().filter(|text| !text.is_empty())
        };
        let (address, note, reason) = (words(Slot::Address), words(Slot::Note), words(Slot::Reason));
        let group = self.chosen.get(&Slot::Group).and_then(|at| self.groups.get(*at));
        let (Some(township), Some(name), Ok(village), Ok(birth), true) =
            (township, name, village, birth, wrong.is_empty())
        else {
            wrong.sort_by_key(|(slot, _)| *slot);
            return Err(wrong);
        };
        Ok(NewPerson {
            id,
            name,
            sex: self.chosen.get(&Slot::Sex).map(|at| sex(*at)),
            birth,
            id_number,
            phone,
            card,
            township,
            village,
            address,
            household: self.chosen.get(&Slot::Household).map(|at| household(*at)),
            note,
            groups: group
                .map(|label| Held { label: label.clone(), from: None, until: None })
                .into_iter()
                .collect(),
            categories: Vec::new(),
            assent: Assent { double: reason.clone(), reason },
        })
    }
}

fn sex(at: usize) -> Sex {
    if at == 0 { Sex::Male } else { Sex::Female }
}

fn household(at: usize) -> Household {
    if at == 0 { Household::Rural } else { Household::Urban }
}
