//! The usual case in a form: the amounts of the standard of the day, which follow the day until others are filled in by hand.

use chrono::NaiveDate;

use super::form::Form;
use super::item::Item;
use crate::domain::date::Typed;
use crate::domain::money::{Fen, MoneyError};
use crate::domain::visit::Outcome;

impl Form {
    /// Fills in the usual case. What it does not concern stays: the day and the handlers if they are
    /// filled in, needs and note.
    pub fn usual(&mut self, today: NaiveDate) {
        self.outcome = Outcome::Given;
        self.fill_in(self.day(today));
        if Typed::on(today).read(self.text(Item::Day)).is_err() {
            self.set(Item::Day, &today.to_string());
        }
        if self.text(Item::First).is_empty() && self.text(Item::Second).is_empty() {
            let names = self.facts.handlers.clone();
            for (item, name) in [Item::First, Item::Second].into_iter().zip(&names) {
                self.set(item, name);
            }
        }
        self.refused.clear();
    }

    /// The day of the call as far as it can be read, else today.
    pub(super) fn day(&self, today: NaiveDate) -> NaiveDate {
        Typed::on(today).read(self.text(Item::Day)).unwrap_or(today)
    }

    /// Fills in the amounts that are usual on a day.
    fn fill_in(&mut self, day: NaiveDate) {
        let usual = self.facts.usual(day);
        self.set(Item::Cash, &amount(usual.cash));
        self.set(Item::Goods, &usual.goods);
        self.set(Item::Value, &amount(usual.goods_value));
        self.filled_for = day;
    }

    /// Has the amounts follow the day, unless others were filled in by hand.
    pub(super) fn fit_day(&mut self, today: NaiveDate) {
        let day = self.day(today);
        if day != self.filled_for && self.outcome.gives() && self.has_usual(self.filled_for) {
            self.fill_in(day);
        }
    }

    /// Whether the amounts are those that are usual on a day.
    fn has_usual(&self, day: NaiveDate) -> bool {
        let usual = self.facts.usual(day);
        let of = |amount: Fen, item| match Fen::parse(self.text(item)) {
            Ok(typed) => typed == amount,
            Err(MoneyError::Empty) => amount == Fen::ZERO,
            Err(_) => false,
        };
        of(usual.cash, Item::Cash)
            && of(usual.goods_value, Item::Value)
            && *self.text(Item::Goods) == *usual.goods
    }

    /// Whether what the full standard would take the place of was chosen or filled in by hand: how the call ended, who
    /// received it, and what.
    pub(super) fn is_by_hand(&self, today: NaiveDate) -> bool {
        let same = self.has_usual(self.day(today));
        let proxy = [Item::Proxy, Item::Relation].iter().any(|item| !self.text(*item).is_empty());
        self.outcome != Outcome::Given || proxy || !same
    }
}

/// An amount as a field shows it; nothing for nothing.
fn amount(fen: Fen) -> String {
    if fen == Fen::ZERO { String::new() } else { fen.yuan() }
}
