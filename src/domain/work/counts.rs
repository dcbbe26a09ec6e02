//! Work counted: by kind, and by month, each figure from the rows behind it.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};

use super::{Field, FieldValue, NewWork, WorkFamily, WorkKind, WorkRow};
use crate::domain::money::Fen;

/// What rows of one kind and subkind come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkSum {
    /// Rows.
    pub rows: u64,
    /// How often.
    pub times: u64,
    /// People, as they took part: one who came twice is told twice.
    pub people: u64,
    /// Problems found and mended.
    pub problems: [u64; 2],
    /// Staff of facilities.
    pub staff: u64,
    /// Martyrs of memorials.
    pub martyrs: u64,
    /// Yearly funds, and what of them is its own.
    pub funds: [Fen; 2],
    /// Rows that were settled, answered or ended within the time.
    pub settled: u64,
    /// The numbers of the rows.
    pub numbers: Vec<i64>,
}

impl WorkSum {
    fn add(&mut self, row: &WorkRow, last: NaiveDate) {
        let number = |field| row.number(field).unwrap_or_default();
        let money = |field| match row.work.details.get(&field) {
            Some(FieldValue::Money(amount)) => *amount,
            Some(FieldValue::Words(_) | FieldValue::List(_) | FieldValue::Number(_) | FieldValue::Day(_))
            | None => Fen::ZERO,
        };
        self.rows += 1;
        self.times += row.times();
        self.people += row.people();
        self.problems = [self.problems[0] + number(Field::Found), self.problems[1] + number(Field::Mended)];
        self.staff += number(Field::Staff);
        self.martyrs += number(Field::Martyrs);
        self.funds = [self.funds[0].plus(money(Field::Funds)), self.funds[1].plus(money(Field::OwnFunds))];
        self.settled += u64::from(row.work.days.to.is_some_and(|to| to <= last));
        self.numbers.push(row.no);
    }
}

/// What a year's rows come to, by kind and subkind. A role or a facility counts in the years at whose end it stands, a matter and a
/// need in the year in which it was opened, everything else in the year of its days.
pub fn by_subkind<'r>(
    rows: impl IntoIterator<Item = &'r WorkRow>,
    year: i32,
) -> BTreeMap<(WorkKind, String), WorkSum> {
    let mut sums: BTreeMap<(WorkKind, String), WorkSum> = BTreeMap::new();
    let Some(last) = NaiveDate::from_ymd_opt(year, 12, 31) else { return sums };
    for row in rows.into_iter().filter(|row| counts_in(row, year)) {
        sums.entry((row.work.kind, row.work.subkind.to_string())).or_default().add(row, last);
    }
    sums
}

/// Whether a row counts in a year.
pub fn counts_in(row: &WorkRow, year: i32) -> bool {
    falls_in(&row.work, year)
}

/// Whether work counts in a year, whether it was written down or not.
pub fn falls_in(work: &NewWork, year: i32) -> bool {
    let days = work.days;
    match work.kind.family() {
        // Who was replaced within the year is not there beside who came: what stands at its end counts.
        WorkFamily::Role | WorkFamily::Facility => {
            let last = NaiveDate::from_ymd_opt(year, 12, 31);
            days.from.year() <= year && days.to.is_none_or(|to| last.is_some_and(|last| to >= last))
        }
        WorkFamily::Attribute => days.from.year() <= year && days.to.is_none_or(|to| to.year() >= year),
        WorkFamily::Confirm => match work.details.get(&Field::Year) {
            Some(FieldValue::Number(of)) => u64::try_from(year) == Ok(*of),
            Some(FieldValue::Words(_) | FieldValue::List(_) | FieldValue::Money(_) | FieldValue::Day(_))
            | None => false,
        },
        WorkFamily::Activity | WorkFamily::Matter | WorkFamily::Need | WorkFamily::Contact => {
            days.from.year() == year
        }
    }
}

/// Whether the report of a year would tell other things of `after` than it told of `before`, one of which may be none.
pub fn changes(before: Option<&NewWork>, after: Option<&NewWork>, year: i32) -> bool {
    // What came of a row, and notes, stand in no figure.
    let aside = [Field::Result, Field::Satisfied, Field::Note, Field::Needs];
    let told = |work: Option<&NewWork>| {
        let work = work.filter(|work| falls_in(work, year))?;
        let mut work = work.clone();
        work.details.retain(|field, _| !aside.contains(field));
        // Of an end it matters whether it lies within the year.
        work.days.to = work.days.to.filter(|to| to.year() <= year);
        Some(work)
    };
    told(before) != told(after)
}

/// How often each kind was done in each month of a year; what is dated by a half-year or a year stands in its first month.
pub fn by_month<'r>(rows: impl IntoIterator<Item = &'r WorkRow>, year: i32) -> BTreeMap<WorkKind, [u64; 12]> {
    let mut months: BTreeMap<WorkKind, [u64; 12]> = BTreeMap::new();
    for row in rows.into_iter().filter(|row| row.work.days.from.year() == year) {
        let month = row.work.days.from.month0() as usize;
        let counts = months.entry(row.work.kind).or_default();
        if let Some(count) = counts.get_mut(month) {
            *count += row.times();
        }
    }
    months
}
