//! The form as it is filled in: the day and the handlers that all share, and what they make of those who were marked.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::app::context::ViewContext;
use crate::app::form::{FieldName, Inputs};
use crate::app::query::NewBatch;
use crate::domain::batch::{
    Batch, BatchFacts, BatchGift, BatchSum, Candidate, LeftOut, lacks_handlers, usual_gift,
};
use crate::domain::date::Typed;
use crate::domain::due::Standing;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::known::Known;
use crate::domain::money::Fen;
use crate::domain::text::{CleanText, NAME_MAX};
use crate::domain::usual_gift::Usual;

/// What all share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Item {
    /// The day of the calls.
    Day,
    /// One handler.
    First,
    /// The other handler.
    Second,
}

impl Item {
    pub(super) const ALL: [Self; 3] = [Self::Day, Self::First, Self::Second];
}

impl FieldName for Item {
    fn longest(self) -> usize {
        match self {
            Self::Day => 20,
            Self::First | Self::Second => NAME_MAX,
        }
    }

    fn row(self) -> Self {
        match self {
            Self::Second => Self::First,
            Self::Day | Self::First => self,
        }
    }

    fn other(self) -> Option<Self> {
        match self {
            Self::Day => None,
            Self::First => Some(Self::Second),
            Self::Second => Some(Self::First),
        }
    }
}

/// What keeps all from being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Not a day.
    Day,
    /// A handler's name cannot be kept.
    Handler,
    /// Cash needs two handlers, and there are not two.
    TwoHandlers,
    /// Anything given needs a handler, and there is none.
    OneHandler,
    /// Everybody is left out.
    Nobody,
}

/// The form once its facts are there.
#[derive(Clone, Debug)]
pub(super) struct Form {
    pub(super) facts: BatchFacts,
    pub(super) inputs: Inputs<Item>,
    /// What was recorded before, and the list of handlers.
    known: Known,
    id: EntryId,
    /// The ids of the recordings: once given, they stay.
    ids: BTreeMap<RecipientId, EntryId>,
}

/// What the form makes of those who were marked.
pub(super) struct Judged<'a> {
    pub(super) on: NaiveDate,
    pub(super) handlers: Vec<CleanText>,
    pub(super) given: Vec<(&'a Candidate, Usual)>,
    pub(super) left_out: Vec<(&'a Candidate, LeftOut)>,
    pub(super) fault: Option<(Item, Fault)>,
}

impl Judged<'_> {
    /// How many are given only what is still owed of the standard.
    pub(super) fn parts(&self) -> usize {
        self.given.iter().filter(|(one, _)| matches!(one.row.standing, Standing::Partly(..))).count()
    }

    pub(super) fn sum(&self) -> BatchSum {
        self.given.iter().map(|(_, usual)| usual).collect()
    }
}

impl Form {
    /// Filled in with the day of the call before, else today, and the handlers of last time.
    pub(super) fn open(cx: &ViewContext, new: NewBatch) -> Self {
        let mut inputs = Inputs::new(Item::Day);
        inputs.set(Item::Day, &cx.kept_day.unwrap_or(cx.today).to_string());
        for (item, name) in [Item::First, Item::Second].into_iter().zip(&new.facts.handlers) {
            inputs.set(item, name);
        }
        inputs.settle();
        inputs.go(Item::Day);
        let known = Known::default();
        let mut form = Self { facts: *new.facts, inputs, known, id: new.id, ids: BTreeMap::new() };
        form.give_ids(new.ids);
        form
    }

    /// Lets the handlers propose those who are known.
    pub(super) fn know(&mut self, known: &Known) {
        self.known = known.clone();
        for item in [Item::First, Item::Second] {
            self.inputs.know(item, known.handlers.clone());
        }
    }

    /// Those handlers whose names are new: they are asked about once.
    pub(super) fn new_handlers(&self, named: &[CleanText]) -> Vec<CleanText> {
        self.known.new_handlers(named, &self.facts.handlers)
    }

    /// The facts, asked anew: somebody may have been visited in the meantime.
    pub(super) fn renew(&mut self, new: NewBatch) {
        self.facts = *new.facts;
        self.give_ids(new.ids);
    }

    fn give_ids(&mut self, ids: Vec<EntryId>) {
        for (one, id) in self.facts.candidates.iter().zip(ids) {
            self.ids.entry(one.row.id).or_insert(id);
        }
    }

    /// Writes out a day that was typed as counted from today.
    pub(super) fn write_out_day(&mut self, today: NaiveDate) {
        if let Ok(day) = Typed::on(today).read(self.inputs.text(Item::Day)) {
            let text = day.to_string();
            if self.inputs.text(Item::Day) != text {
                self.inputs.set(Item::Day, &text);
            }
        }
    }

    /// Whether the handlers are those of the last recording.
    pub(super) fn same_handlers(&self) -> bool {
        let typed = [Item::First, Item::Second].map(|item| self.inputs.text(item));
        let last = |at: usize| self.facts.handlers.get(at).map_or("", CleanText::as_str);
        !self.facts.handlers.is_empty() && typed == [last(0), last(1)]
    }

    /// Who is recorded, who is left out, and what keeps all from being written.
    pub(super) fn judged(&self, today: NaiveDate) -> Judged<'_> {
        let mut fault = None;
        let mut fail = |item, found| fault = fault.or(Some((item, found)));
        let on = Typed::on(today).read(self.inputs.text(Item::Day)).unwrap_or_else(|_| {
            fail(Item::Day, Fault::Day);
            today
        });
        let mut handlers = Vec::new();
        for item in [Item::First, Item::Second] {
            match CleanText::parse(self.inputs.text(item), NAME_MAX) {
                Ok(name) if name.is_empty() => {}
                Ok(name) => handlers.push(name),
                Err(_) => fail(item, Fault::Handler),
            }
        }
        let (mut given, mut left_out) = (Vec::new(), Vec::new());
        for one in &self.facts.candidates {
            match usual_gift(one, &self.facts.round, on, &handlers) {
                Ok(usual) => given.push((one, usual)),
                Err(why) => left_out.push((one, why)),
            }
        }
        if given.iter().any(|(one, usual)| lacks_handlers(one, usual, &self.facts.round, on, &handlers)) {
            let lacking = if handlers.is_empty() { Item::First } else { Item::Second };
            let cash = given.iter().any(|(_, usual)| usual.cash != Fen::ZERO);
            let two = !handlers.is_empty() || self.facts.two_handlers && cash;
            fail(lacking, if two { Fault::TwoHandlers } else { Fault::OneHandler });
        }
        if given.is_empty() {
            fail(self.inputs.focus(), Fault::Nobody);
        }
        // The first group are those about whom something is to be known.
        left_out.sort_by_key(|(_, why)| *why);
        Judged { on, handlers, given, left_out, fault }
    }

    /// The act, if nothing keeps it from being written.
    pub(super) fn batch(&self, today: NaiveDate) -> Option<Batch> {
        let judged = self.judged(today);
        if judged.fault.is_some() {
            return None;
        }
        let gifts = judged.given.into_iter().map(|(one, usual)| {
            let id = self.ids.get(&one.row.id).copied()?;
            Some(BatchGift { id, recipient: one.row.id, usual })
        });
        Some(Batch {
            id: self.id,
            round: self.facts.round.code,
            on: judged.on,
            handlers: judged.handlers,
            gifts: gifts.collect::<Option<Vec<_>>>()?,
        })
    }
}
