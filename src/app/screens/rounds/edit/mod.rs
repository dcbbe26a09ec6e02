//! The fields of a round while they are typed, and the round they mean.

#[cfg(test)]
mod tests;

use crate::domain::gift::LARGEST;
use crate::domain::holiday::{Window, WindowError};
use crate::domain::money::{Fen, MoneyError};
use crate::domain::round::{Group, Round, Standard};
use crate::domain::text::{CleanText, NAME_MAX};
use crate::ui::field::Field;

use super::day;

/// A place in the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// One group and what it receives, as typed.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) group: CleanText,
    pub(super) cells: [Field; 3],
}

/// A round as typed.
#[derive(Clone, Debug)]
pub(super) struct Edit {
    pub(super) round: Round,
    pub(super) days: [Field; DAYS],
    pub(super) lines: Vec<Line>,
    pub(super) at: Spot,
    /// What the fields held when the form opened.
    opened: Vec<String>,
}

impl Edit {
    /// The form of `round`, with a line for each of `groups`; a new round can still be exchanged for
    /// another one.
    pub(super) fn new(round: Round, groups: &[Group]) -> Self {
        let window = round.window;
        let days = [window.opens, window.due_until, window.grace_until]
            .map(|day| Field::with(DAY_MAX, &day.to_string()));
        let mut names: Vec<&CleanText> = groups.iter().map(|group| &group.name).collect();
        // A standard whose group is no longer kept must not vanish unseen.
        let known = round.standards.iter().map(|standard| &standard.group);
        names.extend(known.filter(|name| !groups.iter().any(|group| group.name == **name)));
        let lines = names.into_iter().map(|name| line(name, &round)).collect();
        let at = if round.created { Spot::Day(0) } else { Spot::Code };
        let mut edit = Self { round, days, lines, at, opened: Vec::new() };
        edit.opened = edit.texts();
        edit
    }

    fn texts(&self) -> Vec<String> {
        let cells = self.lines.iter().flat_map(|line| &line.cells);
        self.days.iter().chain(cells).map(|field| field.text().to_owned()).collect()
    }

    /// Whether something was typed that leaving would lose.
    pub(super) fn changed(&self) -> bool {
        self.texts() != self.opened
    }

    /// The field at a spot.
    pub(super) fn field(&self, spot: Spot) -> Option<&Field> {
        match spot {
            Spot::Code => None,
            Spot::Day(day) => self.days.get(day),
            Spot::Cell(line, cell) => self.lines.get(line).and_then(|line| line.cells.get(cell)),
        }
    }

    /// The field that has the cursor.
    pub(super) fn field_mut(&mut self) -> Option<&mut Field> {
        match self.at {
            Spot::Code => None,
            Spot::Day(day) => self.days.get_mut(day),
            Spot::Cell(line, cell) => self.lines.get_mut(line).and_then(|line| line.cells.get_mut(cell)),
        }
    }

    /// Every spot, in the order of Tab.
    fn spots(&self) -> Vec<Spot> {
        let mut spots = if self.round.created { Vec::new() } else { vec![Spot::Code] };
        spots.extend((0..DAYS).map(Spot::Day));
        spots.extend(
            (0..self.lines.len()).flat_map(|line| [CASH, GOODS, VALUE].map(|cell| Spot::Cell(line, cell))),
        );
        spots
    }

    /// To the next or the previous field.
    pub(super) fn step(&mut self, by: isize) {
        let spots = self.spots();
        let at = spots.iter().position(|spot| *spot == self.at).unwrap_or_default();
        if let Some(to) = (at + spots.len()).checked_add_signed(by).and_then(|to| to.checked_rem(spots.len()))
        {
            self.at = spots.get(to).copied().unwrap_or(self.at);
        }
    }

    /// One row down or up, in the same column where there is one.
    pub(super) fn row(&mut self, down: bool) {
        let last = self.lines.len().saturating_sub(1);
        self.at = match (self.at, down) {
            (Spot::Code, true) => Spot::Day(0),
            (Spot::Code, false) => Spot::Code,
            (Spot::Day(0), false) if !self.round.created => Spot::Code,
            (Spot::Day(day), false) => Spot::Day(day.saturating_sub(1)),
            (Spot::Day(day), true) if day + 1 < DAYS => Spot::Day(day + 1),
            (Spot::Day(day), true) => {
                if self.lines.is_empty() {
                    Spot::Day(day)
                } else {
                    Spot::Cell(0, CASH)
                }
            }
            (Spot::Cell(line, cell), true) => Spot::Cell((line + 1).min(last), cell),
            (Spot::Cell(0, _), false) => Spot::Day(DAYS - 1),
            (Spot::Cell(line, cell), false) => Spot::Cell(line - 1, cell),
        };
    }

    /// The round that the fields mean.
    ///
    /// # Errors
    /// The first spot that is wrong, in the order of Tab, and why.
    pub(super) fn result(&self) -> Result<Round, (Spot, Wrong)> {
        let window = self.window()?;
        let mut standards = Vec::new();
        for at in 0..self.lines.len() {
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

    fn window(&self) -> Result<Window, (Spot, Wrong)> {
        let day = |at: usize| {
            let typed = self.days.get(at).map(Field::text).unwrap_or_default();
            day::parse(typed, self.round.window.day).ok_or((Spot::Day(at), Wrong::Day))
        };
        let window =
            Window { day: self.round.window.day, opens: day(0)?, due_until: day(1)?, grace_until: day(2)? };
        window.validate().map(|()| window).map_err(|error| match error {
            WindowError::OpensLate => (Spot::Day(0), Wrong::Window(error)),
            WindowError::GraceEarly => (Spot::Day(2), Wrong::Window(error)),
        })
    }

    /// The standard of a line; none for a group that receives nothing.
    fn standard(&self, at: usize) -> Result<Option<Standard>, (Spot, Wrong)> {
        let Some(line) = self.lines.get(at) else { return Ok(None) };
        let [cash, goods, value] = &line.cells;
        let wrong = |cell, wrong| (Spot::Cell(at, cell), wrong);
        let cash = amount(cash.text()).map_err(|why| wrong(CASH, why))?;
        let goods = CleanText::parse(goods.text(), NAME_MAX).map_err(|_| wrong(GOODS, Wrong::Text))?;
        let goods_value = amount(value.text()).map_err(|why| wrong(VALUE, why))?;
        match (goods.is_empty(), goods_value == Fen::ZERO) {
            (false, true) => Err(wrong(VALUE, Wrong::NoValue)),
            (true, false) => Err(wrong(GOODS, Wrong::NoGoods)),
            (true, true) if cash == Fen::ZERO => Ok(None),
            (true, true) | (false, false) => {
                Ok(Some(Standard { group: line.group.clone(), cash, goods, goods_value }))
            }
        }
    }
}

fn line(group: &CleanText, round: &Round) -> Line {
    let standard = round.standards.iter().find(|standard| standard.group == *group);
    let money = |amount: Fen| {
        let shown = if amount == Fen::ZERO { String::new() } else { amount.short() };
        Field::with(MONEY_MAX, &shown)
    };
    let (cash, goods, value) = standard.map_or((Fen::ZERO, "", Fen::ZERO), |standard| {
        (standard.cash, standard.goods.as_str(), standard.goods_value)
    });
    Line { group: group.clone(), cells: [money(cash), Field::with(NAME_MAX, goods), money(value)] }
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
