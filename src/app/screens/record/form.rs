//! The form as it is filled in: what stands in its fields, and which of them has the keys.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::draft::DraftBody;
use super::item::Item;
use crate::app::form::{self, Inputs};
use crate::domain::date::Typed;
use crate::domain::form_facts::FormFacts;
use crate::domain::gift::{Recording, Refusal};
use crate::domain::ids::EntryId;
use crate::domain::known::Known;
use crate::domain::money::Fen;
use crate::domain::op::Draft;
use crate::domain::recipient::{Kind, Life};
use crate::domain::text::{CleanText, mask};
use crate::domain::visit::Outcome;
use crate::ui::key::Key;

/// A form: the facts it rests on, the id that its recording will bear, and what is filled in.
#[derive(Clone, Debug)]
pub struct Form {
    pub(super) facts: FormFacts,
    pub(super) id: EntryId,
    pub(super) outcome: Outcome,
    pub(super) inputs: Inputs<Item>,
    /// Items whose faults are shown.
    left: BTreeSet<Item>,
    /// What the register itself refused, until something is changed.
    pub(super) refused: Vec<Refusal>,
    /// The form as it was opened.
    opened: CleanText,
    /// What was recorded before, and the list of handlers.
    known: Known,
    /// What was typed, of texts of a draft that show numbers masked.
    masked: BTreeMap<Item, String>,
    /// The day for which the usual amounts were filled in: a standard holds from a day.
    pub(super) filled_for: NaiveDate,
    /// Whether the last key or paste would have torn a masked number, and was passed over.
    tore: bool,
}

impl Form {
    /// Opens filled in with the usual case: given, the full standard, today, the handlers of last time.
    pub fn open(facts: FormFacts, id: EntryId, today: NaiveDate) -> Self {
        let mut form = Self::empty(facts, id, today);
        form.usual(today);
        form.left.clear();
        if !form.facts.live.is_empty() || matches!(form.facts.life, Life::Dead(_)) {
            form.left.extend([Item::Outcome, Item::Cash, Item::Goods]);
        }
        form.opened = form.content(today);
        form
    }

    /// The form with the day of the one before, if that was not today.
    pub(super) fn dated(mut self, day: Option<NaiveDate>, today: NaiveDate) -> Self {
        if let Some(day) = day {
            self.set(Item::Day, &day.to_string());
            self.fit_day(today);
            self.opened = self.content(today);
        }
        self
    }

    /// Opens as a draft kept it, under the same id. Numbers in it are masked, as everywhere.
    pub(super) fn resume(facts: FormFacts, id: EntryId, draft: DraftBody, today: NaiveDate) -> Self {
        let mut form = Self::empty(facts, id, today);
        form.outcome = draft.outcome;
        for (item, text) in draft.texts {
            let shown = mask::text(&text).into_owned();
            form.set(item, &shown);
            if shown != text {
                form.masked.insert(item, text);
            }
        }
        form.left.extend(Item::ALL);
        // Where it was left, behind what was typed there.
        if form.items(today).contains(&draft.at) {
            form.inputs.go(draft.at);
            form.inputs.deselect();
        }
        form.opened = form.content(today);
        form
    }

    fn empty(facts: FormFacts, id: EntryId, today: NaiveDate) -> Self {
        Self {
            facts,
            id,
            outcome: Outcome::Given,
            inputs: Inputs::new(Item::Outcome),
            left: BTreeSet::new(),
            refused: Vec::new(),
            opened: CleanText::default(),
            known: Known::default(),
            masked: BTreeMap::new(),
            filled_for: today,
            tore: false,
        }
    }

    /// The facts, asked anew: another entry may have been written in the meantime.
    pub(super) fn renew(&mut self, facts: FormFacts) {
        self.facts = facts;
    }

    /// Lets the fields propose what was recorded before.
    pub(super) fn know(&mut self, known: &Known) {
        self.known = known.clone();
        self.inputs.know(Item::First, known.handlers.clone());
        self.inputs.know(Item::Second, known.handlers.clone());
        self.inputs.know(Item::Relation, known.relations.clone());
        self.inputs.know(Item::Goods, known.goods.clone());
    }

    /// Those handlers of a recording whose names are new: they are asked about once.
    pub(super) fn new_handlers(&self, recording: &Recording) -> Vec<CleanText> {
        self.known.new_handlers(&recording.handlers, &self.facts.handlers)
    }

    /// What the register refused.
    pub(super) fn refuse(&mut self, refused: Vec<Refusal>) {
        self.refused = refused;
        self.left.extend(Item::ALL);
    }

    pub(super) fn refused(&self) -> &[Refusal] {
        &self.refused
    }

    /// What stands in a field, numbers of a draft masked.
    pub fn text(&self, item: Item) -> &str {
        self.inputs.text(item)
    }

    /// What stands in a field as it was typed.
    pub(super) fn typed(&self, item: Item) -> String {
        let shown = self.text(item);
        match self.masked.get(&item) {
            Some(typed) => mask::restored(shown, typed, None),
            None => shown.to_owned(),
        }
    }

    /// Whether a number of the draft that the field shows masked can still be given back, and nothing else shows it.
    fn keeps_masks(&self, item: Item) -> bool {
        self.masked.get(&item).is_none_or(|typed| mask::keeps_masks(self.text(item), typed, None))
    }

    /// Whether the last key or paste was passed over since a masked number would not have stayed whole.
    pub(super) fn tore(&self) -> bool {
        self.tore
    }

    pub(super) fn set(&mut self, item: Item, text: &str) {
        self.inputs.set(item, text);
    }

    /// The item that has the keys.
    pub fn focus(&self) -> Item {
        self.inputs.focus()
    }

    /// Whether the faults of an item are shown.
    pub(super) fn was_left(&self, item: Item) -> bool {
        self.left.contains(&item)
    }

    /// Whether the handlers are those of the last recording.
    pub(super) fn same_handlers(&self) -> bool {
        let typed = [Item::First, Item::Second].map(|item| self.text(item));
        let last = |at| self.facts.handlers.get(at).map_or("", CleanText::as_str);
        !self.facts.handlers.is_empty() && typed == [last(0), last(1)]
    }

    /// The items that concern this outcome, in order.
    pub fn items(&self, today: NaiveDate) -> Vec<Item> {
        let gives = self.outcome.gives();
        let asks = self.asks(today);
        let concerns = |item: &Item| match item {
            Item::Proxy | Item::Relation => self.outcome == Outcome::Proxy,
            Item::Cash | Item::Goods | Item::Value => gives,
            Item::Override => asks,
            Item::Until => self.outcome == Outcome::Deferred,
            Item::DiedOn => self.outcome == Outcome::Died,
            Item::Outcome | Item::Day | Item::First | Item::Second | Item::Needs | Item::Note => true,
        };
        Item::ALL.into_iter().filter(concerns).collect()
    }

    /// Goes to the item `by` places on, round the ends; what is left is read and checked.
    pub fn step(&mut self, by: isize, today: NaiveDate) {
        self.leave(today);
        self.inputs.step(&self.items(today), by);
    }

    /// Goes to the row `by` rows on, round the ends; what is left is read and checked.
    pub fn step_rows(&mut self, by: isize, today: NaiveDate) {
        self.leave(today);
        self.inputs.step_rows(&self.items(today), by);
    }

    /// Goes to an item that was pressed with the mouse; what is left is read and checked.
    pub(super) fn go_to_field(&mut self, field: u64, today: NaiveDate) {
        if let Some(item) = self.inputs.pressed(field, &self.items(today)) {
            self.leave(today);
            self.inputs.go(item);
        }
    }

    /// Gives the keys to an item.
    pub(super) fn go(&mut self, item: Item) {
        self.inputs.go(item);
    }

    /// Shows every fault, as before the last look.
    pub(super) fn leave_all(&mut self, today: NaiveDate) {
        self.leave(today);
        self.left.extend(Item::ALL);
    }

    /// Writes out the days that were typed as counted from today.
    pub(super) fn write_out_days(&mut self, today: NaiveDate) {
        for item in [Item::Day, Item::Until, Item::DiedOn] {
            if let Some(text) = self.understood(item, today) {
                self.set(item, &text);
            }
        }
    }

    /// Writes out what was understood, and lets the faults of the item be shown.
    fn leave(&mut self, today: NaiveDate) {
        let item = self.focus();
        if let Some(text) = self.understood(item, today) {
            self.set(item, &text);
        }
        if item == Item::Day {
            self.fit_day(today);
        }
        self.left.insert(item);
        self.inputs.deselect();
    }

    /// An amount or a day in its full form.
    fn understood(&self, item: Item, today: NaiveDate) -> Option<String> {
        let text = self.text(item);
        match item {
            Item::Day | Item::Until | Item::DiedOn => {
                Typed::on(today).read(text).ok().map(|day| day.to_string())
            }
            Item::Cash | Item::Value => Fen::parse(text).ok().map(Fen::yuan),
            Item::Outcome
            | Item::Proxy
            | Item::Relation
            | Item::Goods
            | Item::Override
            | Item::First
            | Item::Second
            | Item::Needs
            | Item::Note => None,
        }
    }

    /// Takes a key; answers whether anything changed.
    pub fn key(&mut self, key: Key) -> bool {
        let changed = if self.focus() == Item::Outcome {
            self.choose(key)
        } else {
            self.edit(|inputs| inputs.key(key))
        };
        if changed {
            self.forget_refusals();
        }
        changed
    }

    /// Edits the field that has the keys, unless a masked number would not stay whole: its rest would take the place of
    /// what was typed, or a digit beside it would let it be read.
    fn edit(&mut self, edit: impl FnOnce(&mut Inputs<Item>) -> bool) -> bool {
        let item = self.focus();
        let before = (self.masked.contains_key(&item) && self.keeps_masks(item)).then(|| self.inputs.clone());
        let changed = edit(&mut self.inputs);
        self.tore = before.is_some() && !self.keeps_masks(item);
        if let Some(before) = before.filter(|_| self.tore) {
            self.inputs = before;
            return false;
        }
        changed
    }

    /// What the register refused need not hold for what is filled in now; a reason to write it all the
    /// same answers the refusal, and does not end it.
    fn forget_refusals(&mut self) {
        if self.focus() != Item::Override {
            self.refused.clear();
        }
    }

    /// How a call to this recipient can end, in the order of the form.
    pub(super) fn outcomes(&self) -> Vec<Outcome> {
        let unit = self.facts.row.kind == Kind::Unit;
        Outcome::ALL.into_iter().filter(|outcome| !unit || outcome.suits_units()).collect()
    }

    fn choose(&mut self, key: Key) -> bool {
        let all = self.outcomes();
        let at = all.iter().position(|outcome| *outcome == self.outcome).unwrap_or_default();
        let chosen = form::turn(key, at, all.len()).and_then(|to| all.get(to).copied());
        let changed = chosen.is_some_and(|outcome| outcome != self.outcome);
        self.outcome = chosen.unwrap_or(self.outcome);
        changed
    }

    /// Takes pasted text as data for the item that has the keys; answers whether anything changed.
    pub fn paste(&mut self, text: &str) -> bool {
        if self.focus() == Item::Outcome {
            return false;
        }
        self.forget_refusals();
        self.edit(|inputs| inputs.paste(text))
    }

    /// Whether anything differs from the form as it was opened.
    pub(super) fn differs(&self, today: NaiveDate) -> bool {
        self.content(today) != self.opened
    }

    /// The form as a draft, days written out in full.
    pub fn draft(&self, today: NaiveDate) -> Draft {
        Draft { id: self.id, recipient: self.facts.row.id, body: self.draft_body(today).write() }
    }

    fn draft_body(&self, today: NaiveDate) -> DraftBody {
        let text = |item: Item| self.understood(item, today).unwrap_or_else(|| self.typed(item));
        let texts = Item::ALL.into_iter().map(|item| (item, text(item))).filter(|(_, text)| !text.is_empty());
        let texts = texts.collect();
        DraftBody { round: self.facts.round.code, outcome: self.outcome, texts, at: self.focus() }
    }

    /// What is filled in, whatever has the keys.
    fn content(&self, today: NaiveDate) -> CleanText {
        DraftBody { at: Item::Outcome, ..self.draft_body(today) }.write()
    }
}
