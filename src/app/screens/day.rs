//! A day as a person types it at a door, with an input method on or off.

use chrono::{Datelike, Days, NaiveDate};

use crate::app::context::ViewContext;
use crate::domain::holiday::{festival_name, lunar_label};
use crate::domain::text::fold_width;
use crate::lang::{day as day_texts, fill};

/// Why a text is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DayError {
    /// Nothing was typed.
    Empty,
    /// Not a day in any of the ways that are understood.
    Form,
    /// A day that the calendar does not have, e.g. 2.30.
    Missing,
}

/// 今天 腊月廿三 小年
pub(in crate::app::screens) fn describe(cx: &ViewContext, day: NaiveDate) -> String {
    let texts = day_texts::texts(cx.lang);
    let away = day.signed_duration_since(cx.today).num_days();
    let mut parts = vec![match away {
        0 => texts.today.to_owned(),
        -1 => texts.yesterday.to_owned(),
        1 => texts.tomorrow.to_owned(),
        ..-1 => fill(texts.days_ago, &[&away.abs()]),
        2.. => fill(texts.days_ahead, &[&away]),
    }];
    parts.extend(lunar_label(day));
    parts.extend(festival_name(day).map(str::to_owned));
    parts.join(" ")
}

/// Most days that a sign may count, so that a slipped key stays near.
const FAR: usize = 999;

/// Reads a day: `2024-02-02`, `2024.2.2`, `2024年2月2日`, `20240202`; without a year `2.2`, `02-02`,
/// `2月2日`, `0202`; `5` for the day of the month; 今天, 昨天 and their like; `-` for the day before,
/// `--` or `-2` for two days before, `+3` for three days after, `0` for today.
///
/// What is left out is filled in so that the day is the nearest one to `today`.
///
/// # Errors
/// Anything else: see [`DayError`].
pub(in crate::app::screens) fn parse(text: &str, today: NaiveDate) -> Result<NaiveDate, DayError> {
    let folded = fold(text);
    let typed = folded.trim();
    if typed.is_empty() {
        return Err(DayError::Empty);
    }
    if let Some(days) = word(typed) {
        return step(today, days).ok_or(DayError::Missing);
    }
    if let Some(rest) = typed.strip_prefix('-') {
        let days = signed(rest, '-')?;
        return today.checked_sub_days(Days::new(days)).ok_or(DayError::Missing);
    }
    if let Some(rest) = typed.strip_prefix('+') {
        let days = signed(rest, '+')?;
        return today.checked_add_days(Days::new(days)).ok_or(DayError::Missing);
    }
    let plain: String = typed.chars().filter(|c| !c.is_whitespace()).map(separator).collect();
    let plain = plain.strip_suffix(['日', '号']).unwrap_or(&plain);
    let parts: Vec<&str> = plain.split('.').collect();
    if !parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit())) {
        return Err(DayError::Form);
    }
    match *parts.as_slice() {
        [run] => digits(run, today),
        [month, day] if month.len() <= 2 && day.len() <= 2 => {
            nearest_in_year(number(month)?, number(day)?, today)
        }
        [year, month, day] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => {
            whole(year, number(month)?, number(day)?)
        }
        _ => Err(DayError::Form),
    }
}

fn fold(text: &str) -> String {
    fold_width(text)
        .chars()
        .map(|c| match c {
            '。' | '｡' => '.',
            '、' => '/',
            '\u{2212}' => '-',
            other => other,
        })
        .collect()
}

fn separator(c: char) -> char {
    if matches!(c, '-' | '/' | '年' | '月') { '.' } else { c }
}

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

fn step(today: NaiveDate, days: i64) -> Option<NaiveDate> {
    today.checked_add_signed(chrono::TimeDelta::days(days))
}

/// The days that follow a sign: a number, or the sign repeated.
fn signed(rest: &str, sign: char) -> Result<u64, DayError> {
    let days = if rest.chars().all(|c| c == sign) {
        rest.len() + 1
    } else {
        rest.trim().parse::<usize>().map_err(|_| DayError::Form)?
    };
    if days > FAR { Err(DayError::Form) } else { u64::try_from(days).map_err(|_| DayError::Form) }
}

fn digits(run: &str, today: NaiveDate) -> Result<NaiveDate, DayError> {
    match (run.len(), run.split_at_checked(4), run.split_at_checked(2)) {
        (1 | 2, ..) => nearest_in_month(number(run)?, today),
        (4, _, Some((month, day))) => nearest_in_year(number(month)?, number(day)?, today),
        (8, Some((year, rest)), _) => {
            let (month, day) = rest.split_at_checked(2).ok_or(DayError::Form)?;
            whole(year, number(month)?, number(day)?)
        }
        _ => Err(DayError::Form),
    }
}

fn number(text: &str) -> Result<u32, DayError> {
    text.parse().map_err(|_| DayError::Form)
}

fn whole(year: &str, month: u32, day: u32) -> Result<NaiveDate, DayError> {
    let year: i32 = year.parse().map_err(|_| DayError::Form)?;
    NaiveDate::from_ymd_opt(year, month, day).ok_or(DayError::Missing)
}

fn nearest_in_year(month: u32, day: u32, today: NaiveDate) -> Result<NaiveDate, DayError> {
    let years = [today.year() - 1, today.year(), today.year() + 1];
    nearest(years.into_iter().filter_map(|year| NaiveDate::from_ymd_opt(year, month, day)), today)
}

fn nearest_in_month(day: u32, today: NaiveDate) -> Result<NaiveDate, DayError> {
    let first = today.with_day(1).ok_or(DayError::Missing)?;
    let months = [first.pred_opt(), Some(first), first.checked_add_days(Days::new(31))];
    nearest(months.into_iter().flatten().filter_map(|within| within.with_day(day)), today)
}

fn nearest(days: impl Iterator<Item = NaiveDate>, today: NaiveDate) -> Result<NaiveDate, DayError> {
    days.min_by_key(|day| day.signed_duration_since(today).num_days().abs()).ok_or(DayError::Missing)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn days_as_people_type_them() {
        let today = ymd(2024, 2, 2);
        for (typed, day) in [
            ("2024-02-02", ymd(2024, 2, 2)),
            ("2024-1-9", ymd(2024, 1, 9)),
            ("2024.1.9", ymd(2024, 1, 9)),
            ("2024/01/09", ymd(2024, 1, 9)),
            ("2024年1月9日", ymd(2024, 1, 9)),
            ("20240109", ymd(2024, 1, 9)),
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
            assert_eq!(parse(typed, today), Ok(day), "{typed}");
        }
        assert_eq!(parse("1.3", ymd(2023, 12, 30)), Ok(ymd(2024, 1, 3)));
        assert_eq!(parse("31", ymd(2024, 4, 2)), Ok(ymd(2024, 3, 31)));
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
            ("24-02-02", Form),
            ("202", Form),
            ("20240", Form),
            ("2.2.2.2", Form),
            ("2.", Form),
            (".2", Form),
            ("-x", Form),
            ("+1000", Form),
            ("- -", Form),
            ("+-1", Form),
            ("大年三十", Form),
            ("1e3", Form),
            ("２０２４－２", Form),
        ] {
            assert_eq!(parse(typed, today), Err(error), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_day_or_an_error(text in "\\PC{0,12}|[-0-9.+年月日]{0,12}") {
            let _ = parse(&text, ymd(2024, 2, 2));
        }

        #[test]
        fn what_is_shown_reads_back(days in 0u64..60_000, other in 0u64..60_000) {
            let day = ymd(1950, 1, 1) + Days::new(days);
            let today = ymd(1950, 1, 1) + Days::new(other);
            prop_assert_eq!(parse(&day.to_string(), today), Ok(day));
        }

        #[test]
        fn a_day_without_its_year_is_near(month in 1u32..=12, day in 1u32..=28, days in 0u64..60_000) {
            let today = ymd(1950, 1, 1) + Days::new(days);
            let read = parse(&format!("{month}.{day}"), today).unwrap();
            prop_assert_eq!((read.month(), read.day()), (month, day));
            prop_assert!(read.signed_duration_since(today).num_days().abs() <= 183);
        }
    }
}
