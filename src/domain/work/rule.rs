//! What a row of work must be: judged by one function, for forms, commands, files and the register.

use chrono::{Datelike as _, NaiveDate};

use super::{Field, FieldValue, LIST_MAX, NewWork, WorkFamily};
use crate::domain::text::mask;

/// Why a row is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkFault {
    /// It has no title, where its kind needs one.
    Title,
    /// The subkind is none of those that there are.
    Subkind,
    /// It begins after today, or ends so where it is no plan.
    Future,
    /// It ends before it begins.
    Order,
    /// It needs a last day: what was done has an end.
    Open,
    /// It runs over New Year, so that no year's report could tell it.
    TwoYears,
    /// Its kind does not tell that.
    Foreign(Field),
    /// More items than a list holds.
    TooMany(Field),
    /// More problems were mended than found.
    Mended,
    /// Nobody is named whom it is about.
    Nobody,
    /// The year that is confirmed is missing, or not that of the day.
    Year,
    /// More of its own funds than there are in all.
    OwnFunds,
    /// Who has a role is named by a number instead of a name.
    NumberAsName,
    /// Who is confirmed had died before, and the result does not say so.
    Dead,
}

/// Whether a result says that somebody died: 去世, 死亡, 病故, 已故.
pub fn tells_death(result: &str) -> bool {
    ["去世", "死亡", "病故", "已故", "逝世", "died", "dead"].iter().any(|word| result.contains(word))
}

/// Why rows are not written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkRefusal {
    /// One of them, from nought, is not what it must be.
    Faults(usize, Vec<WorkFault>),
    /// The same was written down before, under this number.
    Twice(i64),
}

/// Everything that stands against a row.
pub fn faults(work: &NewWork, today: NaiveDate) -> Vec<WorkFault> {
    let mut faults = Vec::new();
    let family = work.kind.family();
    if work.title.says_nothing() && !family.is_about_somebody() && family != WorkFamily::Activity {
        faults.push(WorkFault::Title);
    }
    if work.title.says_nothing() && work.subkind.says_nothing() && family == WorkFamily::Activity {
        faults.push(WorkFault::Title);
    }
    if work.title.says_nothing() && family == WorkFamily::Need {
        faults.push(WorkFault::Title);
    }
    if family == WorkFamily::Role && mask::text(&work.title).as_ref() != work.title.as_str() {
        faults.push(WorkFault::NumberAsName);
    }
    let known = work.kind.subkinds();
    if !known.is_empty() && !known.contains(&work.subkind.as_str()) {
        faults.push(WorkFault::Subkind);
    }
    let days = work.days;
    if days.from > today || (family != WorkFamily::Activity && days.to.is_some_and(|to| to > today)) {
        faults.push(WorkFault::Future);
    }
    match days.to {
        Some(to) if to < days.from => faults.push(WorkFault::Order),
        Some(to) if family == WorkFamily::Activity && to.year() != days.from.year() => {
            faults.push(WorkFault::TwoYears);
        }
        None if !family.is_open_ended() => faults.push(WorkFault::Open),
        Some(_) | None => {}
    }
    if family.is_about_somebody() && work.recipient.is_none() {
        faults.push(WorkFault::Nobody);
    }
    faults.extend(told(work));
    faults
}

/// What stands against what it tells.
fn told(work: &NewWork) -> Vec<WorkFault> {
    let mut faults = Vec::new();
    for (field, value) in &work.details {
        if !work.kind.fields().contains(field) {
            faults.push(WorkFault::Foreign(*field));
        }
        if matches!(value, FieldValue::List(list) if list.len() > LIST_MAX) {
            faults.push(WorkFault::TooMany(*field));
        }
    }
    let number = |field| match work.details.get(&field) {
        Some(FieldValue::Number(number)) => Some(*number),
        Some(FieldValue::Words(_) | FieldValue::List(_) | FieldValue::Money(_) | FieldValue::Day(_))
        | None => None,
    };
    if number(Field::Mended) > number(Field::Found) {
        faults.push(WorkFault::Mended);
    }
    if work.kind.family() == WorkFamily::Confirm && number(Field::Year).is_none() {
        faults.push(WorkFault::Year);
    }
    let money = |field| match work.details.get(&field) {
        Some(FieldValue::Money(amount)) => Some(*amount),
        Some(FieldValue::Words(_) | FieldValue::List(_) | FieldValue::Number(_) | FieldValue::Day(_))
        | None => None,
    };
    if money(Field::OwnFunds) > money(Field::Funds) {
        faults.push(WorkFault::OwnFunds);
    }
    faults
}
