//! The fields of a round while they are typed, and the round they mean.

#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use crate::app::form::{FieldName, Inputs};
use crate::domain::date::{DayError, Typed};
use crate::domain::gift::LARGEST;
use crate::domain::holiday::{Window, WindowError};
use crate::domain::money::{Fen, MoneyError};
use crate::domain::round::{Group, Round, Standard};
use crate::domain::text::{CleanText, NAME_MAX};

/// A place in the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Spot {
    /// Which round.
    Code,
    /// A day of the window.
    Day(usize),
    /// A column of a group's line.
    Cell(usize, usize),
}

/// Column of a group's line: cash.
pub(super) const CASH: usize = 0;
/// Column of a group's line: goods in words.
pub(super) const GOODS: usize = 1;
/// Column of a group's line: value of the goods.
pub(super) const VALUE: usize = 2;
/// Days of a window: opens, due until, grace until.
pub(super) const DAYS: usize = 3;
/// Most characters of a day.
const DAY_MAX: usize = 20;
/// Most characters of an amount.
const MONEY_MAX: usize = 20;

impl FieldName for Spot {
    fn longest(self) -> usize {
        match self {
            Self::Code => 0,
            Self::Day(_) => DAY_MAX,
            Self::Cell(_, GOODS) => NAME_MAX,
            Self::Cell(..) => MONEY_MAX,
        }
    }
}

/// What is wrong at a spot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// Not a day.
    Day,
    /// Days that do not follow each other.
    Window(WindowError),
    /// Not an amount.
    Money(MoneyError),
    /// Above the limit of one gift.
    TooLarge,
    /// Goods without a value.
    NoValue,
    /// A value without goods.
    NoGoods,
    /// Characters that are not allowed.
    Text,
    /// No group has a standard.
    Nothing,
}

/// A round as typed.
#[derive(Clone, Debug)]
pub(super) struct Edit {
    pub(super) round: Round,
    /// The groups, a line each.
    pub(super) groups: Vec<CleanText>,
    pub(super) inputs: Inputs<Spot>,
    /// Words for days count from this day: 昨天, -2.
    today: NaiveDate,
}

impl Edit {
    /// The form of `round`, with a line for each of `groups`; a new round can still be exchanged for
    /// another one.
    pub(super) fn new(round: Round, groups: &[Group], today: NaiveDate) -> Self {
        let mut inputs = Inputs::new(if round.created { Spot::Day(0) } else { Spot::Code });
        let window = round.window;
        for (at, day) in [window.opens, window.due_until, window.grace_until].into_iter().enumerate() {
            inputs.set(Spot::Day(at), &day.to_string());
        }
        let mut names: Vec<CleanText> = groups.iter().map(|group| group.name.clone()).collect();
        // A standard whose group is no longer kept must not vanish unseen.
        let known = round.standards.iter().map(|standard| &standard.group);
        names.extend(known.filter(|name| !groups.iter().any(|group| group.name == **name)).cloned());
        for (at, name) in names.iter().enumerate() {
            if let Some(standard) = round.standards.iter().find(|standard| standard.group == *name) {
                inputs.set(Spot::Cell(at, CASH), &money(standard.cash));
                inputs.set(Spot::Cell(at, GOODS), &standard.goods);
                inputs.set(Spot::Cell(at, VALUE), &money(standard.goods_value));
            }
        }
        inputs.settle();
        inputs.go(inputs.focus());
        Self { round, groups: names, inputs, today }
    }

    /// Lets the goods of every group propose what was given before.
    pub(super) fn know(&mut self, goods: &[CleanText]) {
        for at in 0..self.groups.len() {
            self.inputs.know(Spot::Cell(at, GOODS), goods.to_vec());
        }
    }

    /// Every spot, in the order of Tab.
    fn spots(&self) -> Vec<Spot> {
        let mut spots = if self.round.created { Vec::new() } else { vec![Spot::Code] };
        spots.extend((0..DAYS).map(Spot::Day));
        spots.extend(
            (0..self.groups.len()).flat_map(|line| [CASH, GOODS, VALUE].map(|cell| Spot::Cell(line, cell))),
        );
        spots
    }

    /// To the next or the previous field.
    pub(super) fn step(&mut self, by: isize) {
        self.inputs.step(&self.spots(), by);
    }

    /// To a field that was pressed with the mouse.
    pub(super) fn go_to_field(&mut self, field: u64) {
        if let Some(spot) = self.inputs.pressed(field, &self.spots()) {
            self.inputs.go(spot);
        }
    }

    /// One row down or up, in the same column where there is one.
    pub(super) fn row(&mut self, down: bool) {
        let last = self.groups.len().saturating_sub(1);
        let to = match (self.inputs.focus(), down) {
            (Spot::Code, true) => Spot::Day(0),
            (Spot::Code, false) => Spot::Code,
            (Spot::Day(0), false) if !self.round.created => Spot::Code,
            (Spot::Day(day), false) => Spot::Day(day.saturating_sub(1)),
            (Spot::Day(day), true) if day + 1 < DAYS => Spot::Day(day + 1),
            (Spot::Day(day), true) => {
                if self.groups.is_empty() {
                    Spot::Day(day)
                } else {
                    Spot::Cell(0, CASH)
                }
            }
            (Spot::Cell(line, cell), true) => Spot::Cell((line + 1).min(last), cell),
            (Spot::Cell(0, _), false) => Spot::Day(DAYS - 1),
            (Spot::Cell(line, cell), false) => Spot::Cell(line - 1, cell),
        };
        self.inputs.go(to);
    }

    /// The round that the fields mean.
    ///
    /// # Errors
    /// The first spot that is wrong, in the order of Tab, and why.
    pub(super) fn result(&self) -> Result<Round, (Spot, Wrong)> {
        let window = self.window()?;
        let mut standards = Vec::new();
        for at in 0..self.groups.len() {
            standards.extend(self.standard(at)?);
        }
        if standards.is_empty() {
            return Err((Spot::Cell(0, CASH), Wrong::Nothing));
        }
        Ok(Round { window, standards, ..self.round.clone() })
    }

    /// What is wrong at a spot, once it is left.
    pub(super) fn wrong(&self, spot: Spot) -> Option<Wrong> {
        let at = |(place, wrong)| (place == spot).then_some(wrong);
        match spot {
            Spot::Code => None,
            Spot::Day(_) => self.window().err().and_then(at),
            Spot::Cell(line, _) => self.standard(line).err().and_then(at),
        }
    }

    /// A day of the window as typed; without a year the one nearest to the festival.
    pub(super) fn day(&self, at: usize) -> Result<NaiveDate, DayError> {
        Typed { today: self.today, near: self.round.window.day }.read(self.inputs.text(Spot::Day(at)))
    }

    fn window(&self) -> Result<Window, (Spot, Wrong)> {
        let day = |at: usize| self.day(at).map_err(|_| (Spot::Day(at), Wrong::Day));
        let window =
            Window { day: self.round.window.day, opens: day(0)?, due_until: day(1)?, grace_until: day(2)? };
        window.validate().map(|()| window).map_err(|error| match error {
            WindowError::OpensLate => (Spot::Day(0), Wrong::Window(error)),
            WindowError::GraceEarly => (Spot::Day(2), Wrong::Window(error)),
        })
    }

    /// The standard of a line; none for a group that receives nothing.
    fn standard(&self, at: usize) -> Result<Option<Standard>, (Spot, Wrong)> {
        let Some(group) = self.groups.get(at) else { return Ok(None) };
        let text = |cell| self.inputs.text(Spot::Cell(at, cell));
        let wrong = |cell, wrong| (Spot::Cell(at, cell), wrong);
        let cash = amount(text(CASH)).map_err(|why| wrong(CASH, why))?;
        let goods = CleanText::parse(text(GOODS), NAME_MAX).map_err(|_| wrong(GOODS, Wrong::Text))?;
        let goods_value = amount(text(VALUE)).map_err(|why| wrong(VALUE, why))?;
        match (goods.is_empty(), goods_value == Fen::ZERO) {
            (false, true) => Err(wrong(VALUE, Wrong::NoValue)),
            (true, false) => Err(wrong(GOODS, Wrong::NoGoods)),
            (true, true) if cash == Fen::ZERO => Ok(None),
            (true, true) | (false, false) => {
                Ok(Some(Standard { group: group.clone(), cash, goods, goods_value }))
            }
        }
    }
}

/// An amount as a field shows it; nothing for nothing.
fn money(amount: Fen) -> String {
    if amount == Fen::ZERO { String::new() } else { amount.short() }
}

/// An amount in yuan; an empty field is nothing.
pub(super) fn amount(typed: &str) -> Result<Fen, Wrong> {
    if typed.trim().is_empty() {
        return Ok(Fen::ZERO);
    }
    match Fen::parse(typed) {
        Ok(amount) if amount > LARGEST => Err(Wrong::TooLarge),
        Ok(amount) => Ok(amount),
        Err(error) => Err(Wrong::Money(error)),
    }
}
