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

/// Characters of an instant in the name of a backup: 20240202T093000Z.
pub(super) const INSTANT: usize = 16;

/// Whether an instant begins here. Behind the device of a register (2a4b0406-20240202T…) its day would read as a phone.
pub(super) fn is_instant(raw: &str, at: usize) -> bool {
    raw.get(at..at + INSTANT)
        .is_some_and(|text| NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%SZ").is_ok())
}
