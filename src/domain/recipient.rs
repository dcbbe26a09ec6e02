//! Recipients: people and units, and what is known of them.

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

use super::holiday::Window;
use super::ids::RecipientId;
use super::place::TownshipCode;
use super::text::CleanText;

/// A person or a unit. Units are never counted as people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A veteran or a family member of one.
    #[default]
    Person,
    /// A garrison unit, fire brigade or firm.
    Unit,
}

/// As the seventeenth digit of an ID number gives it: odd for men.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sex {
    /// 男
    Male,
    /// 女
    Female,
}

/// How a household is registered (户籍).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Household {
    /// 城镇
    Urban,
    /// 农村
    Rural,
}

/// Whether the person lives, as recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    /// Alive, or not known otherwise.
    Alive,
    /// Died on that day.
    Dead(NaiveDate),
}

/// Whether the recipient is registered here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Residence {
    /// Registered here.
    Here,
    /// Moved away on that day (迁出).
    Left(NaiveDate),
    /// Benefits suspended from that day (停发).
    Suspended(NaiveDate),
}

/// A category or a group, held from a day to a day, both included; open ends are unknown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Held {
    /// The name of the category or group.
    pub label: CleanText,
    /// First day held; none means from the beginning.
    pub from: Option<NaiveDate>,
    /// Last day held; none means still held.
    pub until: Option<NaiveDate>,
}

impl Held {
    /// Whether it is held on `day`.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether another one of the same label overlaps it; one that begins on the other's last day was added anew. One without a
    /// first day is not joined with one that has it: the first counts from when it was entered, the other from its day.
    fn meets(&self, other: &Self) -> bool {
        let begins_in = |one: &Self, other: &Self| {
            one.until.is_none_or(|until| other.from.is_none_or(|from| from < until))
        };
        self.label == other.label
            && self.from.is_some() == other.from.is_some()
            && begins_in(self, other)
            && begins_in(other, self)
    }

    /// Takes the days of another one in that overlaps it.
    fn join(&mut self, other: &Self) {
        self.from = self.from.min(other.from);
        self.until = self.until.zip(other.until).map(|(one, other)| one.max(other));
    }
}

/// Memberships with those of one label that overlap as one, so that ending what is held on a day ends it.
#[must_use]
pub fn without_overlap(mut list: Vec<Held>) -> Vec<Held> {
    let mut at = 0;
    while at < list.len() {
        match (at + 1..list.len()).find(|behind| list[at].meets(&list[*behind])) {
            Some(behind) => {
                let other = list.remove(behind);
                list[at].join(&other);
            }
            None => at += 1,
        }
    }
    list
}

/// A group held, with the day on which it was entered into the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The group, and its days.
    pub held: Held,
    /// The day on which it was entered.
    pub entered: NaiveDate,
}

impl Membership {
    /// Whether it counts in a round: it covers the basis day, the one on which the window opens. One without a first day
    /// counts in the rounds that were not over when it was entered, and in later ones: nobody is owed anything for
    /// rounds that had passed before anybody knew of him.
    pub fn counts_in(&self, window: &Window) -> bool {
        let known = self.held.from.is_some() || self.entered <= window.grace_until;
        known && self.held.covers(window.opens)
    }
}

/// What changed in a life, by which open visits close; and that somebody was registered by a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StatusKind {
    /// Died (去世).
    Died,
    /// Moved away (迁出).
    Left,
    /// Suspended (停发).
    Suspended,
    /// Registered by a slip, and withdrawn (撤销登记): on no list.
    Withdrawn,
}

/// A time for which somebody was dead, away or suspended, as the register holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// What it was.
    pub kind: StatusKind,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day, once the person came back or was paid again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

impl Absence {
    /// Whether it began before a day and holds on it.
    pub fn covers(self, day: NaiveDate) -> bool {
        self.from < day && self.until.is_none_or(|until| day <= until)
    }

    /// Whether it holds on a day, its first and its last among them.
    pub fn holds(self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Whether it holds at the end of the grace of a round, which ended on that day, or behind it.
    pub fn outlasts(self, grace_until: NaiveDate) -> bool {
        self.until.is_none_or(|until| grace_until <= until)
    }
}

/// One line of the status history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusLine {
    /// What happened.
    pub kind: StatusKind,
    /// On which day.
    pub on: NaiveDate,
    /// The last day of it, once the person came back or was paid again.
    pub until: Option<NaiveDate>,
    /// Why it was recorded.
    pub reason: CleanText,
    /// Why it was undone, if it was.
    pub undone: Option<CleanText>,
}

/// The age that somebody born in a year reaches in the year of `today`. It does not ask for the birthday: an age that
/// changed on it would tell the day to whoever looks on two days, and with it the masked ID number.
pub fn age(birth_year: i32, today: NaiveDate) -> Option<u32> {
    u32::try_from(today.year() - birth_year).ok()
}

/// Everything that the person screen and `muster show` show; numbers are masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecipientCard {
    /// The identifier.
    pub id: RecipientId,
    /// Person or unit.
    pub kind: Kind,
    /// Name as registered.
    pub name: CleanText,
    /// Sex, where known.
    pub sex: Option<Sex>,
    /// Year of birth, where known. The whole date beside a masked ID number would be the number.
    pub birth_year: Option<i32>,
    /// Masked ID number, e.g. `152599********0013`.
    pub id_masked: Option<CleanText>,
    /// How the household is registered, where known.
    pub household: Option<Household>,
    /// Masked phone, e.g. `138****1234`.
    pub phone_masked: Option<CleanText>,
    /// Masked bank card: the last four digits.
    pub card_masked: Option<CleanText>,
    /// Township code and name.
    pub township: Option<(TownshipCode, CleanText)>,
    /// Village (嘎查/村) or community (社区).
    pub village: Option<CleanText>,
    /// The station that looks after them.
    pub station: Option<CleanText>,
    /// Street or camp address.
    pub address: Option<CleanText>,
    /// Free note.
    pub note: Option<CleanText>,
    /// Entitlement categories.
    pub categories: Vec<Held>,
    /// Visit groups.
    pub groups: Vec<Held>,
    /// Those of the groups that are held by a rule.
    pub by_rule: Vec<Held>,
    /// Alive or dead.
    pub life: Life,
    /// Here, left or suspended.
    pub residence: Residence,
    /// Status history, newest first.
    pub history: Vec<StatusLine>,
    /// Those who are merged into this one.
    pub merged: Vec<MergedName>,
    /// Version of the row; an edit must name the one it saw.
    pub rev: i64,
}

impl RecipientCard {
    /// Whether a line of a kind stands and has no last day.
    pub fn is(&self, kind: StatusKind) -> bool {
        self.history.iter().any(|line| line.kind == kind && line.undone.is_none() && line.until.is_none())
    }

    /// The day on which the registration was withdrawn, if it is.
    pub fn withdrawn_on(&self) -> Option<NaiveDate> {
        let is = |line: &&StatusLine| line.kind == StatusKind::Withdrawn && line.undone.is_none();
        self.history.iter().find(is).map(|line| line.on)
    }
}

/// Somebody who is merged into another, as the other's card tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergedName {
    /// The identifier.
    pub id: RecipientId,
    /// The name.
    pub name: CleanText,
    /// The masked ID number.
    pub id_masked: Option<CleanText>,
    /// Names of the township and the village.
    pub place: CleanText,
}

impl MergedName {
    /// Name, masked number and place, as far as they are known.
    pub fn told(&self) -> Vec<String> {
        let parts = [Some(&self.name), self.id_masked.as_ref(), Some(&self.place)];
        parts.into_iter().flatten().map(ToString::to_string).collect()
    }
}

/// The full numbers; returned only after a reason was recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Birth date.
    pub birth: Option<NaiveDate>,
    /// ID number in full.
    pub id_number: Option<CleanText>,
    /// Phone in full.
    pub phone: Option<CleanText>,
    /// Bank card in full.
    pub card: Option<CleanText>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_does_not_change_on_the_birthday() {
        let on = |month, day| NaiveDate::from_ymd_opt(2024, month, day).and_then(|today| age(1952, today));
        assert_eq!([on(1, 1), on(2, 2), on(7, 31), on(8, 1), on(12, 31)], [Some(72); 5]);
        assert_eq!(age(2025, NaiveDate::from_ymd_opt(2024, 2, 2).unwrap()), None);
    }

    #[test]
    fn memberships_of_one_label_that_overlap_are_one() {
        let day = |day| NaiveDate::from_ymd_opt(2024, 2, day);
        let one = |from: u32, until: u32| Held { label: "甲".into(), from: day(from), until: day(until) };
        let other = || Held { label: "乙".into(), ..one(1, 0) };
        // A day of 0 is none: from a time that is not known, or still held.
        for (list, then) in [
            (vec![one(5, 0), one(3, 0)], vec![one(3, 0)]),
            (vec![one(5, 7), other(), one(3, 6)], vec![one(3, 7), other()]),
            (vec![one(3, 5), one(5, 0)], vec![one(3, 5), one(5, 0)]),
            (vec![one(1, 3), one(7, 9), one(2, 8)], vec![one(1, 9)]),
            (vec![one(1, 2), one(3, 4)], vec![one(1, 2), one(3, 4)]),
            (vec![one(0, 9), one(3, 0)], vec![one(0, 9), one(3, 0)]),
            (vec![one(0, 9), one(0, 0)], vec![one(0, 0)]),
        ] {
            assert_eq!(without_overlap(list.clone()), then, "{list:?}");
        }
    }
}
