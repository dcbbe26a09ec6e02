//! Groups of digits that are days or months of years, and no number of a person.

use std::ops::Range;

use chrono::NaiveDateTime;

use super::groups::{Group, Join};

/// Whether a day stands among the groups, as 2024-02-02.
pub(super) fn holds_day(groups: &[&Group]) -> bool {
    groups.windows(3).any(|three| match three {
        [year, month, day] => {
            let within = |group: &Group, least: u32, most: u32| {
                group.digits.parse().is_ok_and(|value: u32| (least..=most).contains(&value))
            };
            month.join == day.join
                && matches!(month.join, Join::Dash | Join::Dot)
                && within(year, 1850, 2200)
                && year.digits.len() == 4
                && within(month, 1, 12)
                && within(day, 1, 31)
        }
        _ => false,
    })
}

/// Whether they are months of years, as the time of a service: 1950.10-1953.7.
pub(super) fn are_months(groups: &[&Group]) -> bool {
    let within = |group: &Group, lengths: Range<usize>, values: Range<u32>| {
        lengths.contains(&group.digits.len())
            && group.digits.parse().is_ok_and(|value| values.contains(&value))
    };
    groups.len().is_multiple_of(2)
        && groups.chunks(2).all(|two| match two {
            [year, month] => within(year, 4..5, 1850..2200) && within(month, 1..3, 1..13),
            _ => false,
        })
}

/// Marks the groups of days and months with their years, 2024-01-05 and 2024-01..2024-05: groups of which all are dated are
/// no number, however many stand side by side.
pub(super) fn mark_dates(groups: &mut [Group]) {
    let mut from = 0;
    while let Some(rest) = groups.get(from..).filter(|rest| rest.len() > 1) {
        let length = dated(rest);
        groups.iter_mut().skip(from).take(length).for_each(|group| group.is_dated = true);
        from += length.max(1);
    }
}

/// Whether so many groups all belong to days and months with their years.
pub(super) fn are_dated(groups: &[Group], count: usize) -> bool {
    groups.iter().take(count).all(|group| group.is_dated)
}

/// How many groups the day or the month has that these begin with; nothing where they begin with none.
fn dated(groups: &[Group]) -> usize {
    let part = |group: &Group, most: u32| {
        group.digits.len() == 2 && group.digits.parse().is_ok_and(|value: u32| (1..=most).contains(&value))
    };
    let joined = |group: &Group, sign: &str| group.between == sign && !group.is_named();
    match groups {
        [year, month, rest @ ..]
            if year.digits.len() == 4
                && year.digits.parse().is_ok_and(|year: u32| (1900..=2100).contains(&year))
                && ["-", ".", "/"].contains(&month.between.as_str())
                && joined(month, &month.between)
                && part(month, 12) =>
        {
            match rest.first() {
                Some(day) if joined(day, &month.between) => {
                    if part(day, 31) {
                        3
                    } else {
                        0
                    }
                }
                _ => 2,
            }
        }
        _ => 0,
    }
}

/// Characters of an instant in the name of a backup: 20240202T093000Z.
pub(super) const INSTANT: usize = 16;

/// Whether an instant begins here. Behind the device of a register (2a4b0406-20240202T…) its day would read as a phone.
pub(super) fn is_instant(raw: &str, at: usize) -> bool {
    raw.get(at..at + INSTANT)
        .is_some_and(|text| NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%SZ").is_ok())
}
