//! A day as a person types it, with an input method on or off.

use chrono::{Datelike as _, Days, NaiveDate, TimeDelta};

use super::DayError;
use super::parts::{folded, number, split, whole};

/// Most days that a sign may count, so that a slipped key stays near.
const COUNTED_MAX: usize = 999;

/// How typed days are completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Typed {
    /// Words and signs count from this day.
    pub today: NaiveDate,
    /// What is left out is filled in so that the day is the nearest one to this.
    pub near: NaiveDate,
}

impl Typed {
    /// Days near today.
    pub fn on(today: NaiveDate) -> Self {
        Self { today, near: today }
    }

    /// Reads a day: a whole date; without a year `2.2`, `02-02`, `2月2日`, `0202`; `5` for the day of the
    /// month; 今天, 昨天 and their like; `-` for the day before today, `--` or `-2` for two days before, `+3`
    /// for three days after, `0` for today.
    ///
    /// # Errors
    /// Anything else: see [`DayError`].
    pub fn read(self, text: &str) -> Result<NaiveDate, DayError> {
        let text = folded(text);
        if text.is_empty() {
            return Err(DayError::Empty);
        }
        if let Some(days) = word(&text) {
            return self.today.checked_add_signed(TimeDelta::days(days)).ok_or(DayError::Missing);
        }
        if let Some(rest) = text.strip_prefix('-') {
            return self.today.checked_sub_days(counted(rest, '-')?).ok_or(DayError::Missing);
        }
        if let Some(rest) = text.strip_prefix('+') {
            return self.today.checked_add_days(counted(rest, '+')?).ok_or(DayError::Missing);
        }
        let date = text.strip_suffix(['日', '号']).unwrap_or(&text);
        let parts = split(date).ok_or(DayError::Form)?;
        if let Some(day) = whole(&parts) {
            return day;
        }
        match *parts.as_slice() {
            [day] if day.len() <= 2 => self.nearest_in_month(number(day)?),
            [run] if run.len() == 4 => {
                let (month, day) = run.split_at_checked(2).ok_or(DayError::Form)?;
                self.nearest_in_year(number(month)?, number(day)?)
            }
            [month, day] if month.len() <= 2 && day.len() <= 2 => {
                self.nearest_in_year(number(month)?, number(day)?)
            }
            _ => Err(DayError::Form),
        }
    }

    fn nearest_in_year(self, month: u32, day: u32) -> Result<NaiveDate, DayError> {
        let year = self.near.year();
        let years = [year - 1, year, year + 1];
        self.nearest(years.into_iter().filter_map(|year| NaiveDate::from_ymd_opt(year, month, day)))
    }

    fn nearest_in_month(self, day: u32) -> Result<NaiveDate, DayError> {
        let first = self.near.with_day(1).ok_or(DayError::Missing)?;
        let months = [first.pred_opt(), Some(first), first.checked_add_days(Days::new(31))];
        self.nearest(months.into_iter().flatten().filter_map(|within| within.with_day(day)))
    }

    fn nearest(self, days: impl Iterator<Item = NaiveDate>) -> Result<NaiveDate, DayError> {
        days.min_by_key(|day| day.signed_duration_since(self.near).num_days().abs()).ok_or(DayError::Missing)
    }
}

/// The days that a word counts from today.
fn word(text: &str) -> Option<i64> {
    match text.to_ascii_lowercase().as_str() {
        "今天" | "今日" | "今" | "today" | "0" => Some(0),
        "昨天" | "昨日" | "昨" | "yesterday" => Some(-1),
        "前天" => Some(-2),
        "明天" | "明日" | "明" | "tomorrow" => Some(1),
        "后天" => Some(2),
        _ => None,
    }
}

/// The days that follow a sign: a number, or the sign repeated.
fn counted(rest: &str, sign: char) -> Result<Days, DayError> {
    let days = if rest.chars().all(|c| c == sign) {
        rest.len() + 1
    } else {
        rest.trim().parse::<usize>().map_err(|_| DayError::Form)?
    };
    let days = u64::try_from(days).ok().filter(|_| days <= COUNTED_MAX);
    days.map(Days::new).ok_or(DayError::Form)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn read(text: &str, today: NaiveDate) -> Result<NaiveDate, DayError> {
        Typed::on(today).read(text)
    }

    #[test]
    fn days_as_people_type_them() {
        let today = ymd(2024, 2, 2);
        for (typed, day) in [
            ("2.1", ymd(2024, 2, 1)),
            ("02-01", ymd(2024, 2, 1)),
            ("0201", ymd(2024, 2, 1)),
            ("2月1日", ymd(2024, 2, 1)),
            ("2月1号", ymd(2024, 2, 1)),
            ("２。１", ymd(2024, 2, 1)),
            ("２、１", ymd(2024, 2, 1)),
            (" 2 . 1 ", ymd(2024, 2, 1)),
            ("12.30", ymd(2023, 12, 30)),
            ("1231", ymd(2023, 12, 31)),
            ("2.29", ymd(2024, 2, 29)),
            ("5", ymd(2024, 2, 5)),
            ("5日", ymd(2024, 2, 5)),
            ("30", ymd(2024, 1, 30)),
            ("31", ymd(2024, 1, 31)),
            ("0", ymd(2024, 2, 2)),
            ("今天", ymd(2024, 2, 2)),
            ("昨天", ymd(2024, 2, 1)),
            ("前天", ymd(2024, 1, 31)),
            ("明天", ymd(2024, 2, 3)),
            ("后天", ymd(2024, 2, 4)),
            ("Yesterday", ymd(2024, 2, 1)),
            ("-", ymd(2024, 2, 1)),
            ("--", ymd(2024, 1, 31)),
            ("-1", ymd(2024, 2, 1)),
            ("－２", ymd(2024, 1, 31)),
            ("+", ymd(2024, 2, 3)),
            ("+3", ymd(2024, 2, 5)),
            ("＋３", ymd(2024, 2, 5)),
        ] {
            assert_eq!(read(typed, today), Ok(day), "{typed}");
        }
        assert_eq!(read("1.3", ymd(2023, 12, 30)), Ok(ymd(2024, 1, 3)));
        assert_eq!(read("31", ymd(2024, 4, 2)), Ok(ymd(2024, 3, 31)));
    }

    #[test]
    fn words_count_from_today_and_missing_parts_come_from_near() {
        let window = Typed { today: ymd(2024, 2, 2), near: ymd(2025, 1, 29) };
        for (typed, day) in [
            ("昨天", ymd(2024, 2, 1)),
            ("-2", ymd(2024, 1, 31)),
            ("1.11", ymd(2025, 1, 11)),
            ("0111", ymd(2025, 1, 11)),
            ("12.30", ymd(2024, 12, 30)),
            ("5", ymd(2025, 2, 5)),
            ("2024-1-11", ymd(2024, 1, 11)),
        ] {
            assert_eq!(window.read(typed), Ok(day), "{typed}");
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        use DayError::{Empty, Form, Missing};
        let today = ymd(2024, 2, 2);
        for (typed, error) in [
            ("", Empty),
            ("\u{3000}", Empty),
            ("2.30", Missing),
            ("2024-02-30", Missing),
            ("13.1", Missing),
            ("32", Missing),
            ("00", Missing),
            ("0000", Missing),
            ("2024-02", Form),
            ("1952.8", Form),
            ("24-02-02", Form),
            ("202", Form),
            ("20240", Form),
            ("2.2.2.2", Form),
            ("2.", Form),
            (".2", Form),
            ("2月", Form),
            ("1 11", Form),
            ("1 1", Form),
            ("-x", Form),
            ("+1000", Form),
            ("- -", Form),
            ("+-1", Form),
            ("大年三十", Form),
            ("1e3", Form),
            ("２０２４－２", Form),
        ] {
            assert_eq!(read(typed, today), Err(error), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn a_day_without_its_year_is_near(month in 1u32..=12, day in 1u32..=28, days in 0u64..60_000) {
            let today = ymd(1950, 1, 1) + Days::new(days);
            let read = read(&format!("{month}.{day}"), today).unwrap();
            prop_assert_eq!((read.month(), read.day()), (month, day));
            prop_assert!(read.signed_duration_since(today).num_days().abs() <= 183);
        }
    }
}
