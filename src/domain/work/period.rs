//! When work was done: a day, some days, a month, a half-year, a year.

use std::fmt;

use chrono::{Datelike as _, Months, NaiveDate};

use crate::domain::text::fold_width;

/// Four digits below this are a day of a month, not a year.
const YEAR_LEAST: i32 = 1900;

/// The first day and the last one; none while it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The first day.
    pub from: NaiveDate,
    /// The last day; none where it goes on.
    pub to: Option<NaiveDate>,
}

impl Period {
    /// One day.
    pub fn day(day: NaiveDate) -> Self {
        Self { from: day, to: Some(day) }
    }

    /// A calendar year; none beyond the calendar.
    pub fn year(year: i32) -> Option<Self> {
        Some(Self { from: NaiveDate::from_ymd_opt(year, 1, 1)?, to: NaiveDate::from_ymd_opt(year, 12, 31) })
    }

    /// A calendar month; none where there is no such month.
    pub fn month(year: i32, month: u32) -> Option<Self> {
        Self::months(year, month, 1)
    }

    /// So many months from the first of one.
    fn months(year: i32, month: u32, count: u32) -> Option<Self> {
        let from = NaiveDate::from_ymd_opt(year, month, 1)?;
        Some(Self { from, to: from.checked_add_months(Months::new(count))?.pred_opt() })
    }

    /// Whether it and another have a day in common.
    pub fn meets(&self, other: &Self) -> bool {
        self.to.is_none_or(|to| to >= other.from) && other.to.is_none_or(|to| to >= self.from)
    }

    /// Reads `2023-10-23`, `2023-10-23..2023-10-24`, `2023-10` or 2023年10月, `2023-H1` or 2023年上半年, `2023` or 2023年. A day
    /// is read by `day`.
    pub fn read(said: &str, day: impl Fn(&str) -> Option<NaiveDate>) -> Option<Self> {
        let folded = fold_width(said);
        let said = folded.trim();
        if let Some((from, to)) = said.split_once("..").or_else(|| said.split_once('至')) {
            let (from, to) = (day(from.trim())?, day(to.trim())?);
            return (from <= to).then_some(Self { from, to: Some(to) });
        }
        let year =
            said.split_at_checked(4).filter(|(head, _)| head.bytes().all(|byte| byte.is_ascii_digit()));
        let year = year.and_then(|(head, rest)| {
            Some((head.parse::<i32>().ok().filter(|year| *year >= YEAR_LEAST)?, rest))
        });
        if let Some((year, rest)) = year {
            let rest = rest.trim_start_matches(['年', '-', '.', '/']);
            match rest {
                "" => return Self::year(year),
                "上半年" | "H1" | "h1" => return Self::months(year, 1, 6),
                "下半年" | "H2" | "h2" => return Self::months(year, 7, 6),
                _ => {}
            }
            let month = rest.trim_end_matches('月');
            if month.len() <= 2
                && let Ok(month) = month.parse::<u32>()
            {
                return Self::months(year, month, 1);
            }
        }
        day(said).map(Self::day)
    }
}

/// As short as it says all: `2023-10-23`, `2023-10`, `2023-H1`, `2023`, `2023-10-23..2023-10-24`, `2023-10-23..`.
impl fmt::Display for Period {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (from, year) = (self.from, self.from.year());
        let Some(to) = self.to else { return write!(out, "{from}..") };
        let is = |period: Option<Self>| period == Some(*self);
        if from == to {
            write!(out, "{from}")
        } else if is(Self::year(year)) {
            write!(out, "{year}")
        } else if is(Self::months(year, 1, 6)) {
            write!(out, "{year}-H1")
        } else if is(Self::months(year, 7, 6)) {
            write!(out, "{year}-H2")
        } else if is(Self::months(year, from.month(), 1)) {
            write!(out, "{year}-{:02}", from.month())
        } else {
            write!(out, "{from}..{to}")
        }
    }
}
