//! The one reader of days: what a person types, and what a cell of a file says.
//!
//! A whole date is read alike everywhere: 2024-2-2, 2024.2.2, 2024/2/2, 2024年2月2日 and 20240202, in full
//! width too. Beside it each reader has its own forms, by its policy: a person at the screen or the
//! command line ([`Typed`]) leaves parts out and counts from today; a cell ([`in_cell`]) may hold a year, a
//! month, a time of day or the serial number of a day, and means the same whenever it is read.

mod cell;
mod instant;
mod parts;
mod trust;
mod typed;

pub use cell::{CellDate, in_cell};
pub use instant::{instant_on, local_time};
pub use trust::{
    DayDoubt, DaySource, FIRST_ACT_YEAR, LAST_ACT_YEAR, LastAct, follows, leaps, trusted, within,
};
pub use typed::Typed;

/// Why a text is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DayError {
    /// Nothing was written.
    Empty,
    /// Not a day in any of the ways that are understood.
    Form,
    /// A day that the calendar does not have, e.g. 2.30.
    Missing,
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike as _, NaiveDate};
    use proptest::prelude::*;

    use super::*;

    fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    /// Every way to write a whole date.
    fn written(day: NaiveDate) -> Vec<String> {
        let (y, m, d) = (day.year(), day.month(), day.day());
        let plain = [
            format!("{y}-{m:02}-{d:02}"),
            format!("{y}-{m}-{d}"),
            format!("{y}.{m}.{d}"),
            format!("{y}/{m}/{d:02}"),
            format!("{y}年{m}月{d}日"),
            format!("{y}年{m:02}月{d:02}号"),
            format!("{y}{m:02}{d:02}"),
            format!(" {y} 年 {m} 月 {d} 日 "),
            format!("{y}\u{2212}{m}\u{2212}{d}"),
            format!("{y}。{m}。{d}"),
            format!("{y}、{m}、{d}"),
        ];
        let wide = |text: &String| {
            text.chars()
                .map(|c| match c {
                    '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).unwrap(),
                    ' ' => '\u{3000}',
                    _ => c,
                })
                .collect()
        };
        plain.iter().cloned().chain(plain.iter().map(wide)).collect()
    }

    proptest! {
        #[test]
        fn a_whole_date_is_the_same_day_in_every_form_and_for_every_reader(
            year in 1900_i32..2100,
            of_year in 1_u32..=365,
            today in 693_961_i32..766_000,
            near in 693_961_i32..766_000,
        ) {
            let day = NaiveDate::from_yo_opt(year, of_year).unwrap();
            let [today, near] = [today, near].map(|day| NaiveDate::from_num_days_from_ce_opt(day).unwrap());
            for text in written(day) {
                prop_assert_eq!(Typed { today, near }.read(&text), Ok(day), "{}", text);
                prop_assert_eq!(in_cell(&text, false), Ok(CellDate::Day(day)), "{}", text);
            }
        }

        #[test]
        fn two_readers_never_read_two_days(text in "[0-9]{0,4}[-./年月。、]{0,1}[0-9]{0,2}[-./月]{0,1}[0-9]{1,4}[日号]{0,1}") {
            let today = ymd(2024, 2, 2);
            let typed = Typed::on(today).read(&text);
            let cell = in_cell(&text, false);
            if let (Ok(typed), Ok(CellDate::Day(cell))) = (typed, cell) {
                prop_assert_eq!(typed, cell, "{}", text);
            }
        }

        #[test]
        fn any_text_is_a_day_or_an_error(text in "\\PC{0,12}|[-0-9.+年月日: T]{0,19}") {
            let _ = Typed::on(ymd(2024, 2, 2)).read(&text);
            let _ = in_cell(&text, true);
        }
    }
}
