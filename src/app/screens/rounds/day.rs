//! A day of a window as it is typed, with an input method on or off.

use chrono::{Datelike, NaiveDate};

use crate::domain::text::fold_width;

/// Reads `2024-01-11`, `2024.1.11`, `2024年1月11日` or `20240111`; without a year, `1.11` or `1月11日`, the
/// year of `near`.
pub(super) fn parse(text: &str, near: NaiveDate) -> Option<NaiveDate> {
    let folded = fold_width(text);
    let typed = folded.trim();
    let typed = typed.strip_suffix(['日', '号']).unwrap_or(typed);
    let separator = |c: char| matches!(c, '-' | '.' | '/' | '年' | '月' | '。' | '、');
    let parts: Vec<&str> = typed.split(separator).map(str::trim).collect();
    if !parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let (year, month, day) = match *parts.as_slice() {
        [month, day] => (near.year(), month, day),
        [year, month, day] if year.len() == 4 => (year.parse().ok()?, month, day),
        [run] if run.len() == 8 => {
            let (year, rest) = run.split_at_checked(4)?;
            let (month, day) = rest.split_at_checked(2)?;
            (year.parse().ok()?, month, day)
        }
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn days_are_read_and_nothing_is_guessed() {
        let near = ymd(2024, 2, 10);
        for text in [
            "2024-01-11",
            " 2024.1.11 ",
            "2024年1月11日",
            "20240111",
            "1.11",
            "1月11日",
            "１。１１",
            "２０２４－０１－１１",
            "01/11",
        ] {
            assert_eq!(parse(text, near), Some(ymd(2024, 1, 11)), "{text}");
        }
        for text in
            ["", "-", "11", "2024", "24-1-11", "2024-2-30", "1.1.1", "2024-01-11x", "1 11", "腊月初一"]
        {
            assert_eq!(parse(text, near), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_day_as_it_is_shown_is_read_back(days in 693_961_i32..766_000) {
            let day = NaiveDate::from_num_days_from_ce_opt(days).unwrap();
            prop_assert_eq!(parse(&day.to_string(), ymd(2024, 1, 1)), Some(day));
            prop_assert_eq!(parse(&day.format("%Y年%-m月%-d日").to_string(), ymd(2024, 1, 1)), Some(day));
        }
    }
}
