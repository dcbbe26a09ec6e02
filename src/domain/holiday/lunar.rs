//! The lunar calendar: 春节 of a year, the lunar name of a day, the festivals that a day may be.
//!
//! Days come from a table of the years 1901 to 2100; the tests compare it with an independent
//! calculation of the calendar.

use chinese_lunisolar_calendar::{ChineseVariant, LunisolarDate};
use chrono::{Datelike as _, Days, NaiveDate};

use super::OutOfRange;

/// 春节 of a year: the first day of its first lunar month.
///
/// # Errors
/// A year outside [`super::FIRST_YEAR`] to [`super::LAST_YEAR`].
pub fn spring_day(year: i32) -> Result<NaiveDate, OutOfRange> {
    let year = u16::try_from(year).map_err(|_| OutOfRange)?;
    LunisolarDate::from_ymd(year, 1, false, 1).map(LunisolarDate::to_naive_date).map_err(|_| OutOfRange)
}

/// A day of the lunar calendar.
struct LunarDay {
    month: u8,
    leap: bool,
    day: u8,
    label: String,
}

fn lunar(day: NaiveDate) -> Option<LunarDay> {
    let date = LunisolarDate::from_date(day).ok()?;
    let (month, lunar_day) = (date.to_lunar_month(), date.to_lunar_day());
    Some(LunarDay {
        month: month.to_u8(),
        leap: month.is_leap_month(),
        day: lunar_day.to_u8(),
        label: format!("{}{}", month.to_str(ChineseVariant::Simple), lunar_day.to_str()),
    })
}

/// The lunar name of a day: 腊月廿三, 闰二月初一. None outside the lunar years 1901 to 2100.
pub fn lunar_label(day: NaiveDate) -> Option<String> {
    lunar(day).map(|lunar| lunar.label)
}

/// The festival that a day is, as far as this work knows festivals: 小年 (of the north), 除夕, 春节, 元宵,
/// 清明, 八一.
pub fn festival_name(day: NaiveDate) -> Option<&'static str> {
    if (day.month(), day.day()) == (8, 1) {
        return Some("八一");
    }
    if is_qingming(day) {
        return Some("清明");
    }
    let lunar = lunar(day)?;
    match (lunar.month, lunar.leap, lunar.day) {
        (1, false, 1) => Some("春节"),
        (1, false, 15) => Some("元宵"),
        (12, false, 23) => Some("小年"),
        // The twelfth month has 29 days as often as 30: the eve is the day before 春节.
        (12, _, 29 | 30) if is_eve(day) => Some("除夕"),
        _ => None,
    }
}

fn is_eve(day: NaiveDate) -> bool {
    let next = day.checked_add_days(Days::new(1)).and_then(lunar);
    match next {
        Some(next) => (next.month, next.leap, next.day) == (1, false, 1),
        // The day after the last one of the table is 春节 of 2101.
        None => true,
    }
}

/// 清明 by the usual formula, floor(0.2422 y + C) - floor(y / 4) with the last two digits y of the year,
/// which agrees with astronomy for every year from 1950 to 2099. Other years are not asked.
fn is_qingming(day: NaiveDate) -> bool {
    let century = match day.year() {
        1950..=1999 => 55_900,
        2000..=2099 => 48_100,
        _ => return false,
    };
    let y = day.year() % 100;
    let april = (2422 * y + century) / 10_000 - y / 4;
    day.month() == 4 && i64::from(day.day()) == i64::from(april)
}

#[cfg(test)]
mod tests {
    use super::super::{FIRST_YEAR, LAST_YEAR};
    use super::*;
    use icu_calendar::Date;
    use icu_calendar::cal::{ChineseTraditional, Gregorian};

    fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn spring_festivals_of_the_notes() {
        for (year, month, day) in [
            (2023, 1, 22),
            (2024, 2, 10),
            (2025, 1, 29),
            (2026, 2, 17),
            (2027, 2, 6),
            (2028, 1, 26),
            (2029, 2, 13),
            (2030, 2, 3),
            (2031, 1, 23),
            (2033, 1, 31),
            (2034, 2, 19),
        ] {
            assert_eq!(spring_day(year), Ok(ymd(year, month, day)));
        }
    }

    #[test]
    fn the_table_has_its_years_and_no_others() {
        for year in FIRST_YEAR..=LAST_YEAR {
            let day = spring_day(year).unwrap();
            assert!(ymd(year, 1, 21) <= day && day <= ymd(year, 2, 21), "{day}");
        }
        for year in [i32::MIN, -1, 0, 1900, 2101, 65_536 + 2024, i32::MAX] {
            assert_eq!(spring_day(year), Err(OutOfRange), "{year}");
        }
        assert_eq!(lunar_label(ymd(1901, 2, 18)), None);
        assert_eq!(lunar_label(ymd(1901, 2, 19)).as_deref(), Some("正月初一"));
        assert_eq!(lunar_label(ymd(2101, 1, 28)).as_deref(), Some("腊月廿九"));
        assert_eq!(lunar_label(ymd(2101, 1, 29)), None);
        assert_eq!(lunar_label(NaiveDate::MIN), None);
        assert_eq!(lunar_label(NaiveDate::MAX), None);
        assert_eq!(festival_name(NaiveDate::MAX), None);
    }

    fn independent(day: NaiveDate) -> Date<Gregorian> {
        let (month, day_of_month) = (u8::try_from(day.month()).unwrap(), u8::try_from(day.day()).unwrap());
        Date::try_new_gregorian(day.year(), month, day_of_month).unwrap()
    }

    /// Every day of 150 years against the calculation of `icu_calendar`. The two differ in the three months
    /// whose new moon falls within minutes of midnight, far from any festival.
    #[test]
    fn every_day_agrees_with_an_independent_calendar() {
        const CLOSE_CALLS: [(i32, u32); 6] =
            [(2057, 9), (2057, 10), (2089, 9), (2089, 10), (2097, 8), (2097, 9)];
        let calendar = ChineseTraditional::new();
        let mut springs = 0;
        let mut day = ymd(1950, 1, 1);
        while day <= ymd(2100, 12, 31) {
            let other = independent(day).to_calendar(calendar);
            let month = other.month().to_input();
            let ours = lunar(day).unwrap();
            let theirs = (month.number(), month.is_leap(), other.day_of_month().0);
            if !CLOSE_CALLS.contains(&(day.year(), day.month())) {
                assert_eq!((ours.month, ours.leap, ours.day), theirs, "{day}");
            }
            if theirs == (1, false, 1) {
                springs += 1;
                assert_eq!(spring_day(day.year()), Ok(day));
                assert_eq!(festival_name(day), Some("春节"));
                assert_eq!(festival_name(day.pred_opt().unwrap()), Some("除夕"));
                assert_eq!(festival_name(day + Days::new(14)), Some("元宵"));
            } else {
                assert_ne!(festival_name(day), Some("春节"), "{day}");
            }
            day = day.succ_opt().unwrap();
        }
        assert_eq!(springs, 151);
    }

    #[test]
    fn days_bear_their_lunar_names() {
        for ((year, month, day), label, festival) in [
            ((2024, 2, 2), "腊月廿三", Some("小年")),
            ((2024, 2, 8), "腊月廿九", None),
            ((2024, 2, 9), "腊月三十", Some("除夕")),
            ((2024, 2, 10), "正月初一", Some("春节")),
            ((2024, 2, 24), "正月十五", Some("元宵")),
            // A twelfth month of 29 days.
            ((2025, 1, 28), "腊月廿九", Some("除夕")),
            ((2025, 1, 29), "正月初一", Some("春节")),
            ((2023, 3, 22), "闰二月初一", None),
            ((2023, 4, 5), "闰二月十五", Some("清明")),
            ((2024, 4, 4), "二月廿六", Some("清明")),
            ((2023, 8, 1), "六月十五", Some("八一")),
            ((2033, 12, 22), "闰冬月初一", None),
            ((2034, 2, 18), "腊月三十", Some("除夕")),
            ((2023, 12, 13), "冬月初一", None),
            ((2024, 7, 25), "六月二十", None),
            ((2101, 1, 28), "腊月廿九", Some("除夕")),
        ] {
            let date = ymd(year, month, day);
            assert_eq!(lunar_label(date).as_deref(), Some(label), "{date}");
            assert_eq!(festival_name(date), festival, "{date}");
        }
    }

    #[test]
    fn each_year_has_each_festival_once() {
        for year in 1950..=2099 {
            let mut names = Vec::new();
            let mut day = spring_day(year).unwrap();
            while day < spring_day(year + 1).unwrap() {
                names.extend(festival_name(day));
                day = day.succ_opt().unwrap();
            }
            assert_eq!(names, ["春节", "元宵", "清明", "八一", "小年", "除夕"], "{year}");
        }
    }
}
