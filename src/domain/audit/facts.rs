//! Facts as the store streams them, one row at a time.

use chrono::{NaiveDate, NaiveDateTime};

use crate::domain::holiday::{RoundCode, Window};
use crate::domain::money::Fen;

/// A gift, with what bears on it, or the reversal of one. Texts that are not there are empty.
#[expect(clippy::struct_excessive_bools, reason = "facts that have nothing to do with one another")]
#[derive(Clone, Debug)]
pub struct Gift<'r> {
    /// The number of the entry.
    pub no: i64,
    /// Its id.
    pub id: &'r str,
    /// Whether it is a reversal: then the amounts are those of the gift, and the days its own.
    pub is_reversal: bool,
    /// The id of the recipient.
    pub recipient: &'r str,
    /// The number of the human, one for all records that were merged.
    pub human: i64,
    /// Whether it is a person; else a unit.
    pub person: bool,
    /// The name, as it was.
    pub name: &'r str,
    /// The round.
    pub round: RoundCode,
    /// Its window.
    pub window: Window,
    /// Cash.
    pub cash: Fen,
    /// Goods in words.
    pub goods: &'r str,
    /// Their value.
    pub goods_value: Fen,
    /// The day paid.
    pub paid_on: NaiveDate,
    /// The day that was taken for today.
    pub recorded_on: NaiveDate,
    /// What the clock said.
    pub recorded_at: NaiveDateTime,
    /// Who handed it over.
    pub handlers: [&'r str; 2],
    /// Who received it instead.
    pub proxy: &'r str,
    /// The code of the township, as it was.
    pub township: &'r str,
    /// The group on whose standard it was given; empty outside the list.
    pub group: &'r str,
    /// The cash of the standard.
    pub standard: Fen,
    /// The value of its goods.
    pub standard_goods: Fen,
    /// Why it was given although a rule asked.
    pub reason: &'r str,
    /// Whether the call has a note, which is the reason where a proxy received after a death.
    pub noted: bool,
    /// The day on which it was reversed.
    pub reversed_on: Option<NaiveDate>,
    /// Whether something of the kind was given to the recipient in the round after all, by the end of its grace.
    pub given_again: bool,
    /// Whether the audit kept the death on a day that came before this was recorded.
    pub death_known: bool,
    /// The day of death.
    pub died_on: Option<NaiveDate>,
    /// Since when the recipient was away or suspended on the day paid.
    pub away_since: Option<NaiveDate>,
    /// The day on which the round was closed, where that came before.
    pub closed_on: Option<NaiveDate>,
    /// The day on which the recipient was registered.
    pub entered_on: NaiveDate,
    /// The roster that brought the recipient in: its number.
    pub roster: Option<i64>,
    /// Whether the ID number is there and its check digit right.
    pub valid_id: bool,
    /// The birth date.
    pub birth: Option<NaiveDate>,
    /// The last day up to the gift on which a death or departure was undone.
    pub undone_on: Option<NaiveDate>,
    /// The first day on which the group of the gift was entered.
    pub group_entered_on: Option<NaiveDate>,
    /// Whether the category of those of sixty years and older is held.
    pub rural: bool,
}

impl Gift<'_> {
    /// Whether it is a gift that stands.
    pub fn stands(&self) -> bool {
        !self.is_reversal && self.reversed_on.is_none()
    }

    /// Both handlers as one key, whatever order they stand in; empty where none is named.
    pub fn pair(&self) -> String {
        let [one, other] = self.handlers;
        match (one.is_empty(), other.is_empty()) {
            (true, true) => String::new(),
            (false, true) => one.to_owned(),
            (true, false) => other.to_owned(),
            (false, false) if one <= other => format!("{one} {other}"),
            (false, false) => format!("{other} {one}"),
        }
    }
}

/// Days from one to another.
pub fn days(from: NaiveDate, to: NaiveDate) -> i64 {
    (to - from).num_days()
}

/// Whether `part` of `all` is more than so many percent.
pub fn is_above_percent(part: usize, all: usize, percent: i64) -> bool {
    let (part, all) = (i64::try_from(part).unwrap_or(i64::MAX), i64::try_from(all).unwrap_or(i64::MAX));
    part.saturating_mul(100) > all.saturating_mul(percent)
}

/// A count as it is told.
pub fn told(count: usize) -> super::Told {
    super::Told::Number(i64::try_from(count).unwrap_or(i64::MAX))
}
