//! Birth dates as bureaux write them: 1952.8, 1952-08-01, 1952年8月1日, 19520801, serial numbers.

use chrono::{Datelike as _, Days, NaiveDate};

use crate::tabular::CellKind;

/// Nobody in a roster was born before.
const EARLIEST_YEAR: i32 = 1900;
/// Serial numbers of days taken for dates: from 1927 to 2064. Below lie years, above six digits.
const SERIALS: std::ops::RangeInclusive<u64> = 10_000..=60_000;
/// Days from the zero of the 1900 system to the zero of the 1904 system.
const SHIFT_1904: u64 = 1462;

/// What a birth cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Birth {
    /// Nothing.
    Empty,
    /// The year alone. Also 1952.1: a number cell shows October as 1.1 and January does too.
    Year(i32),
    /// Year and month.
    Month(i32, u32),
    /// The day.
    Day(NaiveDate),
}

impl Birth {
    /// Whether it can be the same as a day.
    pub(super) fn agrees(self, day: NaiveDate) -> bool {
        match self {
            Self::Empty => true,
            Self::Year(year) => day.year() == year,
            Self::Month(year, month) => day.year() == year && day.month() == month,
            Self::Day(own) => own == day,
        }
    }

    /// The day, where it is known: a month has none, and none is made up.
    pub(super) fn day(self) -> Option<NaiveDate> {
        match self {
            Self::Day(day) => Some(day),
            Self::Empty | Self::Year(_) | Self::Month(..) => None,
        }
    }
}

/// Reads a birth cell, its text in half width; none if it is no date, or one before 1900 or after
/// today.
pub(super) fn birth(text: &str, kind: CellKind, epoch_1904: bool, today: NaiveDate) -> Option<Birth> {
    let text = text.trim();
    if text.is_empty() {
        return Some(Birth::Empty);
    }
    if kind == CellKind::Error {
        return None;
    }
    let date = date_part(text);
    let parts = split(date)?;
    let read = match parts.as_slice() {
        [one] => whole(one, epoch_1904)?,
        // A serial number with a time of day: 19207.5
        [days, rest] if days.len() == 5 && date.contains('.') && !rest.is_empty() => whole(days, epoch_1904)?,
        [year, "1"] if date.contains('.') => Birth::Year(year_of(year)?),
        [year, month] => Birth::Month(year_of(year)?, month.parse().ok()?),
        [year, month, day] if day.len() <= 2 => {
            Birth::Day(NaiveDate::from_ymd_opt(year_of(year)?, month.parse().ok()?, day.parse().ok()?)?)
        }
        _ => return None,
    };
    plausible(read, today).then_some(read)
}

/// Without a time of day behind a blank or a T.
fn date_part(text: &str) -> &str {
    match text.split_once([' ', 'T']) {
        Some((date, time))
            if time.contains(':') && time.chars().all(|c| c.is_ascii_digit() || ":.Z".contains(c)) =>
        {
            date
        }
        _ => text,
    }
}

/// The numbers of a date; none if anything else stands in it.
fn split(date: &str) -> Option<Vec<&str>> {
    let bare = date.trim_end_matches(['日', '号', '月', '年', '生']).trim();
    let parts: Vec<&str> = bare.split(['年', '月', '.', '-', '/', '。', '—']).map(str::trim).collect();
    let digits =
        |part: &&str| !part.is_empty() && part.len() <= 8 && part.bytes().all(|b| b.is_ascii_digit());
    // 19207.5 has more digits behind the point than a date has.
    let fraction = |part: &&str| part.bytes().all(|b| b.is_ascii_digit());
    let fits = match parts.as_slice() {
        [days, rest] if days.len() == 5 => digits(days) && fraction(rest),
        parts => parts.iter().all(digits),
    };
    fits.then_some(parts)
}

/// A date in one number: 1952, 195208, 19520801, or the serial number of a day.
fn whole(digits: &str, epoch_1904: bool) -> Option<Birth> {
    let number: u64 = digits.parse().ok()?;
    match digits.len() {
        4 => Some(Birth::Year(year_of(digits)?)),
        5 if SERIALS.contains(&number) => serial(number, epoch_1904).map(Birth::Day),
        6 => Some(Birth::Month(year_of(digits.get(..4)?)?, digits.get(4..)?.parse().ok()?)),
        8 => {
            let (month, day) = (digits.get(4..6)?.parse().ok()?, digits.get(6..)?.parse().ok()?);
            NaiveDate::from_ymd_opt(year_of(digits.get(..4)?)?, month, day).map(Birth::Day)
        }
        _ => None,
    }
}

/// The day of a serial number after February 1900, where both spreadsheets and calendars agree.
fn serial(days: u64, epoch_1904: bool) -> Option<NaiveDate> {
    let shift = if epoch_1904 { SHIFT_1904 } else { 0 };
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days + shift))
}

fn year_of(digits: &str) -> Option<i32> {
    if digits.len() == 4 { digits.parse().ok() } else { None }
}

fn plausible(birth: Birth, today: NaiveDate) -> bool {
    let reached = |year: i32, month: u32| {
        year >= EARLIEST_YEAR && NaiveDate::from_ymd_opt(year, month, 1).is_some_and(|first| first <= today)
    };
    match birth {
        Birth::Empty => true,
        Birth::Year(year) => reached(year, 1),
        Birth::Month(year, month) => reached(year, month),
        Birth::Day(day) => day.year() >= EARLIEST_YEAR && day <= today,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Birth> {
        birth(text, CellKind::Text, false, NaiveDate::from_ymd_opt(2024, 2, 2).unwrap())
    }

    fn day(year: i32, month: u32, day: u32) -> Birth {
        Birth::Day(NaiveDate::from_ymd_opt(year, month, day).unwrap())
    }

    #[test]
    fn the_ways_to_write_a_birth_date() {
        for (text, want) in [
            ("", Birth::Empty),
            ("1952-08-01", day(1952, 8, 1)),
            ("1952/8/1", day(1952, 8, 1)),
            ("1952.8.1", day(1952, 8, 1)),
            ("1952年8月1日", day(1952, 8, 1)),
            ("1952年 8月 1日", day(1952, 8, 1)),
            ("19520801", day(1952, 8, 1)),
            ("1952-08-01 00:00:00", day(1952, 8, 1)),
            ("1952-08-01T00:00:00", day(1952, 8, 1)),
            ("1952/8/1 0:00", day(1952, 8, 1)),
            ("19207", day(1952, 8, 1)),
            ("19207.5", day(1952, 8, 1)),
            ("19207.123456789", day(1952, 8, 1)),
            ("36526", day(2000, 1, 1)),
            ("1952.8", Birth::Month(1952, 8)),
            ("1952.08", Birth::Month(1952, 8)),
            ("1952.10", Birth::Month(1952, 10)),
            ("1952年8月", Birth::Month(1952, 8)),
            ("1952-8", Birth::Month(1952, 8)),
            ("195208", Birth::Month(1952, 8)),
            ("1952.1", Birth::Year(1952)),
            ("1952", Birth::Year(1952)),
            ("1952年", Birth::Year(1952)),
        ] {
            assert_eq!(read(text), Some(want), "{text}");
        }
        for text in [
            "1952-02-30",
            "1952.13",
            "1952.0",
            "1952年13月1日",
            "19521301",
            "1899-12-31",
            "2024-02-03",
            "2030",
            "52.8.1",
            "八月",
            "农历",
            "1952-8-1-1",
            "1952--1",
            "99999",
            "123",
            "1952.8.1999",
            "-1952",
            "1952-08-01 x",
            "١٩٥٢",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn the_1904_system_is_four_years_behind() {
        let today = NaiveDate::from_ymd_opt(2024, 2, 2).unwrap();
        assert_eq!(birth("17745", CellKind::Number, true, today), Some(day(1952, 8, 1)));
    }

    #[test]
    fn a_month_agrees_with_its_days() {
        let birth = NaiveDate::from_ymd_opt(1952, 8, 1).unwrap();
        assert!(Birth::Month(1952, 8).agrees(birth) && !Birth::Month(1952, 9).agrees(birth));
        assert!(
            Birth::Year(1952).agrees(birth) && Birth::Empty.agrees(birth) && !Birth::Year(1951).agrees(birth)
        );
        assert_eq!(Birth::Month(1952, 8).day(), None);
    }
}
