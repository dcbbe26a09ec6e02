//! A date as bureaux write it into a file: 1952.8, 1952-08-01, 1952年8月1日, 19520801, serial numbers.

use chrono::{Datelike as _, Days, NaiveDate};

use super::DayError;
use super::parts::{folded, number, split, whole};

/// Serial numbers of days taken for dates: from 1927 to 2064. Below lie years, above six digits.
const SERIALS: std::ops::RangeInclusive<u64> = 10_000..=60_000;
/// Days from the zero of the 1900 system to the zero of the 1904 system.
const SHIFT_1904: u64 = 1462;

/// What a cell says of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellDate {
    /// The year alone. Also 1952.1: a number cell shows October as 1.1 and January does too.
    Year(i32),
    /// Year and month.
    Month(i32, u32),
    /// The day.
    Day(NaiveDate),
}

impl CellDate {
    /// Whether it can be the same as a day.
    pub fn agrees(self, day: NaiveDate) -> bool {
        match self {
            Self::Year(year) => day.year() == year,
            Self::Month(year, month) => day.year() == year && day.month() == month,
            Self::Day(own) => own == day,
        }
    }

    /// The day, where it is known: a month has none, and none is made up.
    pub fn day(self) -> Option<NaiveDate> {
        match self {
            Self::Day(day) => Some(day),
            Self::Year(_) | Self::Month(..) => None,
        }
    }

    /// The first day that it can be.
    pub fn first(self) -> Option<NaiveDate> {
        match self {
            Self::Year(year) => NaiveDate::from_ymd_opt(year, 1, 1),
            Self::Month(year, month) => NaiveDate::from_ymd_opt(year, month, 1),
            Self::Day(day) => Some(day),
        }
    }
}

/// Reads the text of a cell; `epoch_1904` says from which year its serial numbers count. A time of day behind
/// the date is dropped.
///
/// # Errors
/// Anything else: see [`DayError`].
pub fn in_cell(text: &str, epoch_1904: bool) -> Result<CellDate, DayError> {
    let text = folded(text);
    let text = without_time(&text);
    if text.is_empty() {
        return Err(DayError::Empty);
    }
    if let Some(days) = serial(text) {
        return day_of_serial(days, epoch_1904).map(CellDate::Day).ok_or(DayError::Missing);
    }
    let date = text.trim_end_matches(['日', '号', '月', '年', '生']);
    let parts = split(date).ok_or(DayError::Form)?;
    if let Some(day) = whole(&parts) {
        return day.map(CellDate::Day);
    }
    let read = match *parts.as_slice() {
        [year] if year.len() == 4 => CellDate::Year(year_of(year)?),
        [run] if run.len() == 6 => {
            let (year, month) = run.split_at_checked(4).ok_or(DayError::Form)?;
            CellDate::Month(year_of(year)?, number(month)?)
        }
        [year, "1"] if date.contains('.') => CellDate::Year(year_of(year)?),
        [year, month] => CellDate::Month(year_of(year)?, number(month)?),
        _ => return Err(DayError::Form),
    };
    if read.first().is_some() { Ok(read) } else { Err(DayError::Missing) }
}

/// Without a time of day behind a blank or a T.
fn without_time(text: &str) -> &str {
    match text.split_once([' ', 'T']) {
        Some((date, time))
            if time.contains(':') && time.chars().all(|c| c.is_ascii_digit() || ":.Z".contains(c)) =>
        {
            date
        }
        _ => text,
    }
}

/// The whole days of a serial number, with or without a part of a day: 19207, 19207.5.
fn serial(text: &str) -> Option<u64> {
    let (days, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if days.len() != 5 || !digits(days) || !digits(part) {
        return None;
    }
    days.parse().ok().filter(|days| SERIALS.contains(days))
}

/// The day of a serial number after February 1900, where both spreadsheets and calendars agree.
fn day_of_serial(days: u64, epoch_1904: bool) -> Option<NaiveDate> {
    let shift = if epoch_1904 { SHIFT_1904 } else { 0 };
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days + shift))
}

fn year_of(digits: &str) -> Result<i32, DayError> {
    if digits.len() == 4 { digits.parse().map_err(|_| DayError::Form) } else { Err(DayError::Form) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> CellDate {
        CellDate::Day(NaiveDate::from_ymd_opt(year, month, day).unwrap())
    }

    #[test]
    fn the_ways_to_write_a_date_in_a_file() {
        for (text, want) in [
            ("1952年 8月 1日", day(1952, 8, 1)),
            ("1952-08-01 00:00:00", day(1952, 8, 1)),
            ("1952-08-01T00:00:00", day(1952, 8, 1)),
            ("1952/8/1 0:00", day(1952, 8, 1)),
            ("1952年8月1日生", day(1952, 8, 1)),
            ("1952—8—1", day(1952, 8, 1)),
            ("19207", day(1952, 8, 1)),
            ("１９２０７", day(1952, 8, 1)),
            ("19207.5", day(1952, 8, 1)),
            ("19207.123456789", day(1952, 8, 1)),
            ("36526", day(2000, 1, 1)),
            ("1952.8", CellDate::Month(1952, 8)),
            ("1952.08", CellDate::Month(1952, 8)),
            ("1952.10", CellDate::Month(1952, 10)),
            ("1952年8月", CellDate::Month(1952, 8)),
            ("1952-8", CellDate::Month(1952, 8)),
            ("195208", CellDate::Month(1952, 8)),
            ("1952.1", CellDate::Year(1952)),
            ("1952", CellDate::Year(1952)),
            ("1952年", CellDate::Year(1952)),
        ] {
            assert_eq!(in_cell(text, false), Ok(want), "{text}");
        }
        for text in ["1952-02-30", "1952.13", "1952.0", "1952年13月1日", "19521301"] {
            assert_eq!(in_cell(text, false), Err(DayError::Missing), "{text}");
        }
        for text in [
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
            "昨天",
            "-2",
            "2.1",
        ] {
            assert_eq!(in_cell(text, false), Err(DayError::Form), "{text}");
        }
        assert_eq!(in_cell(" ", false), Err(DayError::Empty));
    }

    #[test]
    fn the_1904_system_is_four_years_behind() {
        assert_eq!(in_cell("17745", true), Ok(day(1952, 8, 1)));
    }

    #[test]
    fn a_month_agrees_with_its_days() {
        let birth = NaiveDate::from_ymd_opt(1952, 8, 1).unwrap();
        assert!(CellDate::Month(1952, 8).agrees(birth) && !CellDate::Month(1952, 9).agrees(birth));
        assert!(CellDate::Year(1952).agrees(birth) && !CellDate::Year(1951).agrees(birth));
        assert_eq!(CellDate::Month(1952, 8).day(), None);
    }
}
