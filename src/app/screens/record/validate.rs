//! What the form means as a recording, and what is wrong with it, each fault at its item.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::form::Form;
use super::item::Item;
use crate::app::form::FieldName;
use crate::domain::date::{DayError, Typed};
use crate::domain::entry::Purpose;
use crate::domain::gift::{self, Goods, LARGEST, Proxy, Recording, Refusal, Rule, Situation, may_record};
use crate::domain::money::{Fen, MoneyError};
use crate::domain::terms::Terms;
use crate::domain::text::{CleanText, TextError};
use crate::domain::visit::Outcome;

/// What is wrong with an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Not an amount.
    Money(MoneyError),
    /// Not a day.
    Day(DayError),
    /// Not a text that can be kept.
    Text(TextError),
    /// A value without goods.
    Unnamed,
    /// Goods without a value.
    Unvalued,
    /// Put off to a day that does not come after the call.
    NotLater,
    /// A rule refuses it.
    Rule(Refusal),
}

/// A fault at its item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The item it is shown under.
    pub item: Item,
    /// What is wrong.
    pub fault: Fault,
}

/// The form read as a recording, as far as it can be, and what could not be read.
struct Read {
    recording: Recording,
    errors: Vec<FieldError>,
}

impl Read {
    fn fail(&mut self, item: Item, fault: Fault) {
        self.errors.push(FieldError { item, fault });
    }

    fn text(&mut self, form: &Form, item: Item) -> Option<CleanText> {
        match CleanText::parse(&form.typed(item), item.longest()) {
            Ok(text) => Some(text).filter(|text| !text.is_empty()),
            Err(error) => {
                self.fail(item, Fault::Text(error));
                None
            }
        }
    }

    fn amount(&mut self, form: &Form, item: Item) -> Fen {
        match Fen::parse(form.text(item)) {
            Ok(amount) => amount,
            Err(MoneyError::Empty) => Fen::ZERO,
            Err(error) => {
                self.fail(item, Fault::Money(error));
                Fen::ZERO
            }
        }
    }

    fn gift(&mut self, form: &Form) {
        self.recording.cash = self.amount(form, Item::Cash);
        let text = self.text(form, Item::Goods);
        let value = self.amount(form, Item::Value);
        let broken = self.errors.iter().any(|error| matches!(error.item, Item::Goods | Item::Value));
        match text {
            Some(_) if value == Fen::ZERO && !broken => self.fail(Item::Value, Fault::Unvalued),
            None if value != Fen::ZERO && !broken => self.fail(Item::Goods, Fault::Unnamed),
            Some(_) | None => {}
        }
        self.recording.goods = text.map(|text| Goods { text, value });
    }
}

impl Form {
    /// The recording that the form means.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the form: what cannot be read, and what a rule refuses.
    pub fn recording(&self, today: NaiveDate) -> Result<Recording, Vec<FieldError>> {
        let Read { recording, errors } = self.judged(today);
        if errors.is_empty() { Ok(recording) } else { Err(errors) }
    }

    /// Everything that is wrong, in the order of the form.
    pub fn errors(&self, today: NaiveDate) -> Vec<FieldError> {
        self.judged(today).errors
    }

    /// Whether it is not the usual case, so that a reason is asked for.
    pub(super) fn asks(&self, today: NaiveDate) -> bool {
        let asked = gift::asked(&self.read(today).recording, &self.situation(today));
        asked.iter().chain(self.refused()).any(|refusal| refusal.rule.asks())
    }

    /// What is filled in so far, as far as it can be read.
    pub(super) fn so_far(&self, today: NaiveDate) -> Recording {
        self.read(today).recording
    }

    fn judged(&self, today: NaiveDate) -> Read {
        let mut read = self.read(today);
        if self.asks(today) {
            read.recording.reason = read.text(self, Item::Override);
        }
        let unread: BTreeSet<Item> = read.errors.iter().map(|error| error.item).collect();
        let refusals = may_record(&read.recording, &self.situation(today)).err().unwrap_or_default();
        let answered = read.recording.reason.is_some();
        let of_register = self.refused().iter().filter(|refusal| !answered || !refusal.rule.asks());
        for refusal in refusals.iter().chain(of_register) {
            let item = self.item_of(refusal.rule, &read.recording);
            let gift = [Item::Cash, Item::Goods, Item::Value];
            let known = unread.contains(&item)
                || (matches!(refusal.rule, Rule::Amount | Rule::Limits)
                    && gift.iter().any(|item| unread.contains(item)))
                || read
                    .errors
                    .iter()
                    .any(|error| matches!(&error.fault, Fault::Rule(other) if other.rule == refusal.rule));
            if !known {
                read.fail(item, Fault::Rule(refusal.clone()));
            }
        }
        read.errors.sort_by_key(|error| error.item);
        read
    }

    /// Reads every item that concerns the outcome; the override is left to the judgement.
    fn read(&self, today: NaiveDate) -> Read {
        let recording = Recording {
            id: self.id,
            recipient: self.facts.row.id,
            round: self.facts.round.code,
            purpose: Purpose::Visit,
            outcome: self.outcome,
            cash: Fen::ZERO,
            goods: None,
            on: today,
            handlers: Vec::new(),
            proxy: None,
            deferred_to: None,
            needs: None,
            note: None,
            died_on: None,
            reason: None,
        };
        let mut read = Read { recording, errors: Vec::new() };
        if self.outcome.gives() {
            read.gift(self);
        }
        if self.outcome == Outcome::Proxy {
            let name = read.text(self, Item::Proxy).unwrap_or_default();
            let relation = read.text(self, Item::Relation).unwrap_or_default();
            read.recording.proxy = Some(Proxy { name, relation });
        }
        match Typed::on(today).read(self.text(Item::Day)) {
            Ok(day) => read.recording.on = day,
            Err(error) => read.fail(Item::Day, Fault::Day(error)),
        }
        if self.outcome == Outcome::Deferred {
            match Typed::on(today).read(self.text(Item::Until)) {
                Ok(day) if day > read.recording.on => read.recording.deferred_to = Some(day),
                Ok(_) => read.fail(Item::Until, Fault::NotLater),
                // That there is none, the rule tells.
                Err(DayError::Empty) => {}
                Err(error) => read.fail(Item::Until, Fault::Day(error)),
            }
        }
        if self.outcome == Outcome::Died {
            match Typed::on(today).read(self.text(Item::DiedOn)) {
                Ok(day) => read.recording.died_on = Some(day).filter(|day| *day != read.recording.on),
                Err(DayError::Empty) => {}
                Err(error) => read.fail(Item::DiedOn, Fault::Day(error)),
            }
        }
        let owed = self.facts.terms.top_up_on(read.recording.on);
        let cash = read.recording.cash;
        if cash > Fen::ZERO && cash <= owed && read.recording.goods.is_none() {
            read.recording.purpose = Purpose::TopUp;
        }
        let handlers = [Item::First, Item::Second].map(|item| read.text(self, item));
        read.recording.handlers = handlers.into_iter().flatten().collect();
        read.recording.needs = read.text(self, Item::Needs);
        read.recording.note = read.text(self, Item::Note);
        read
    }

    fn situation(&self, today: NaiveDate) -> Situation {
        Situation {
            name: self.facts.row.name.clone(),
            others: self.facts.others.clone(),
            life: self.facts.life,
            // A recording that was written without being acknowledged does not stand in its own way.
            live: self.facts.live.iter().filter(|gift| gift.id != self.id).cloned().collect(),
            two_handlers: self.facts.two_handlers,
            // Who is new is asked about in the last look.
            unlisted: Vec::new(),
            // The day may have turned since.
            terms: Terms { today, ..self.facts.terms.clone() },
        }
    }

    /// Whether the proxy is the recipient, by name or by relation.
    fn is_own_proxy(&self, recording: &Recording) -> bool {
        recording.proxy.as_ref().is_some_and(|proxy| self.is_own_name(&proxy.name) || proxy.is_himself())
    }

    fn is_own_name(&self, name: &CleanText) -> bool {
        let others = &self.facts.others;
        name.same_hand(&self.facts.row.name) || others.iter().any(|other| name.same_hand(other))
    }

    /// The item under which the refusal of a rule is shown.
    fn item_of(&self, rule: Rule, recording: &Recording) -> Item {
        match rule {
            Rule::Amount | Rule::DoubleCash | Rule::TopUp => Item::Cash,
            Rule::Limits if recording.cash > LARGEST || recording.cash < Fen::ZERO => Item::Cash,
            Rule::Limits => Item::Value,
            Rule::DoubleGoods => Item::Goods,
            Rule::NewHandler => Item::First,
            Rule::Handlers if self.text(Item::First).is_empty() => Item::First,
            Rule::Handlers => Item::Second,
            Rule::SelfPaid => {
                let own = recording.handlers.first().is_some_and(|name| self.is_own_name(name));
                if own { Item::First } else { Item::Second }
            }
            Rule::ProxyHandler => Item::Proxy,
            Rule::Proxy if self.text(Item::Proxy).is_empty() => Item::Proxy,
            Rule::Proxy if self.text(Item::Relation).is_empty() => Item::Relation,
            Rule::Proxy if self.is_own_proxy(recording) => Item::Proxy,
            Rule::Proxy => Item::Note,
            Rule::AfterDeath
            | Rule::NoRound
            | Rule::UnitOutcome
            | Rule::NotListed
            | Rule::Away
            | Rule::RoundClosed => Item::Outcome,
            Rule::DayToCome | Rule::BeforeWindow | Rule::TopUpDay => Item::Day,
            Rule::PromisedDay => Item::Until,
            Rule::DeathDay => Item::DiedOn,
            Rule::OffStandard => {
                let [cash, _] = self.facts.terms.standard_on(recording.on);
                let is_off = recording.cash != Fen::ZERO && recording.cash != cash;
                if is_off { Item::Cash } else { Item::Value }
            }
        }
    }
}
