//! The rounds of the years that are played, as notices gave their days.

use chrono::{Days, NaiveDate};

use crate::domain::holiday::{Festival, RoundCode};

pub(super) type Day = NaiveDate;

/// The first day of the first lunar month of each year.
const SPRINGS: [(i32, u32, u32); 9] = [
    (2023, 1, 22),
    (2024, 2, 10),
    (2025, 1, 29),
    (2026, 2, 17),
    (2027, 2, 6),
    (2028, 1, 26),
    (2029, 2, 13),
    (2030, 2, 3),
    (2031, 1, 23),
];

/// The days of a round: the festival, the first day due, the last one, the last one of grace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Days4 {
    pub(super) festival: Day,
    pub(super) opens: Day,
    pub(super) due: Day,
    pub(super) grace: Day,
}

pub(super) fn ymd(year: i32, month: u32, day: u32) -> Day {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// Every round of those years with its usual days, in order.
pub(super) fn rounds() -> Vec<(RoundCode, Days4)> {
    let mut all = Vec::new();
    for (year, month, day) in SPRINGS {
        let festival = ymd(year, month, day);
        let spring = Days4 {
            festival,
            opens: festival - Days::new(30),
            due: festival - Days::new(1),
            grace: festival + Days::new(14),
        };
        let army = Days4 {
            festival: ymd(year, 8, 1),
            opens: ymd(year, 7, 1),
            due: ymd(year, 8, 1),
            grace: ymd(year, 8, 15),
        };
        all.push((RoundCode { year, festival: Festival::Spring }, spring));
        all.push((RoundCode { year, festival: Festival::Army }, army));
    }
    all
}

/// The round whose usual days hold a day.
pub(super) fn at(day: Day) -> Option<(RoundCode, Days4)> {
    rounds().into_iter().find(|(_, days)| days.opens <= day && day <= days.grace)
}

/// The first round that begins behind a day.
pub(super) fn behind(day: Day) -> (RoundCode, Days4) {
    rounds().into_iter().find(|(_, days)| days.opens > day).unwrap()
}
