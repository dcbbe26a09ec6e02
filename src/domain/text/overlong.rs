//! Digits in a run that is no number as people write one but holds most of one: a phone with a digit too many, a number
//! right behind a date, an ID number without its place.

use std::ops::Range;

use chrono::{Datelike as _, NaiveDate};

use super::groups::{Group, Join};
use super::mask::card;
use super::numbers::{Number, is_id, is_mobile};

/// Shown of a run of which no digit may be seen.
const HIDDEN: &str = "****";
/// Digits of a day, and of a mobile phone.
const DAY: usize = 8;
const MOBILE: usize = 11;
/// Digits of a month and a day, which the end of an ID number stands behind.
const MONTH_DAY: usize = 4;
/// Fewest digits of a birth date in which the year is missing, with the end of the ID number.
pub(super) const FEWEST: usize = 7;
/// Most groups that the birth date and the end of the ID number are written in.
const GROUPS: usize = 4;

/// What is shown of 12 to 14 digits that stand together; none if they are a code of a place, an amount, or the number of a
/// paper that begins with a day of these times.
pub(super) fn masked(raw: &str, group: &Group) -> Option<String> {
    let is_amount =
        raw.get(group.at.end..).unwrap_or_default().trim_start().starts_with(['元', '万', '块', '亿']);
    of_digits(&group.digits).filter(|_| !is_amount || holds_mobile(&group.digits))
}

/// As [`masked`], of digits alone.
pub(super) fn of_digits(digits: &str) -> Option<String> {
    if !(12..=14).contains(&digits.len()) {
        return None;
    }
    // Most of an ID number, or its end: the last of it may be the day of birth.
    if digits.len() == 14 && is_id(digits) || begins_with_day(digits, 1900..2000) {
        return Some(HIDDEN.to_owned());
    }
    if holds_mobile(digits) {
        // A code of a place may begin as a phone does.
        return (!is_place(digits)).then(|| card(digits).to_string());
    }
    (!is_place(digits) && !begins_with_day(digits, 2000..2100)).then(|| HIDDEN.to_owned())
}

fn holds_mobile(digits: &str) -> bool {
    (0..=digits.len().saturating_sub(MOBILE)).any(|at| digits.get(at..at + MOBILE).is_some_and(is_mobile))
}

/// Whether twelve digits are the code of a village of Inner Mongolia: its league, banner, township, and its own.
fn is_place(digits: &str) -> bool {
    let within = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse::<u32>().ok());
    digits.len() == 12
        && within(0, 2) == Some(15)
        && within(2, 4).is_some_and(|league| matches!(league, 1..=9 | 22 | 25 | 29))
        && within(4, 6).is_some_and(|banner| matches!(banner, 1..=31 | 81..=84))
        && within(6, 9).is_some_and(|township| township < 600)
        && within(9, 12).is_some_and(|village| village < 600)
}

/// Whether a day of these years stands in front.
fn begins_with_day(digits: &str, years: Range<i32>) -> bool {
    let day = digits.get(..DAY).and_then(|day| NaiveDate::parse_from_str(day, "%Y%m%d").ok());
    day.is_some_and(|day| years.contains(&day.year()))
}

/// The places where a birth date stands within more digits, or without its year before the end of an ID number: beside the
/// masked number and the year that a screen shows it is the whole number.
pub(super) fn own_births(groups: &[Group], birth: NaiveDate) -> Vec<Number> {
    let year = format!("{:04}", birth.year());
    let month_day = format!("{:02}{:02}", birth.month(), birth.day());
    let whole = [year.as_str(), &month_day].concat();
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(rest) = groups.get(from..).filter(|rest| !rest.is_empty()) {
        let length = (1..=rest.len().min(GROUPS)).find(|length| {
            let some = rest.get(..*length).unwrap_or_default();
            let digits: String = some.iter().map(|group| group.digits.as_str()).collect();
            *length == 1 && digits.len() > DAY && digits.contains(&whole)
                || are_linked(some) && is_end(&digits, &year, &month_day)
        });
        if let Some([first, .., last] | [first @ last]) = length.and_then(|length| rest.get(..length)) {
            found.push(Number { at: first.at.start..last.at.end, masked: HIDDEN.to_owned() });
        }
        from += length.unwrap_or(1);
    }
    found
}

/// Whether groups may be one number: of several the last is neither a count, an amount nor a year.
fn are_linked(groups: &[Group]) -> bool {
    let Some((_, others)) = groups.split_first() else { return false };
    let Some(last) = others.last() else { return true };
    let digits = last.digits.as_str();
    let is_year = digits.len() == MONTH_DAY && (digits.starts_with("19") || digits.starts_with("20"));
    others.iter().all(|group| group.join != Join::None)
        && digits.len() > 2
        && !(last.counts || is_year || digits.ends_with("00"))
}

/// Whether digits are what an ID number ends with: a birth date, of whose year some or all may be missing, three digits and
/// perhaps another.
fn is_end(digits: &str, year: &str, month_day: &str) -> bool {
    [3, 4].into_iter().any(|tail| {
        let born = digits.len().checked_sub(tail).and_then(|end| digits.get(..end));
        let before = born.and_then(|born| born.strip_suffix(month_day));
        before.is_some_and(|before| year.ends_with(before) || before.ends_with(year))
    })
}
