//! The days of a round, and the round of a day.

use chrono::{Datelike as _, Days, NaiveDate};

use super::{FIRST_YEAR, Festival, LAST_YEAR, OutOfRange, RoundCode, Window, spring_day};

/// Why the days of a window are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum WindowError {
    /// Visits would be due until a day before the window opens.
    #[error("the window opens after its last due day")]
    OpensLate,
    /// Grace would end before the last due day.
    #[error("grace ends before the last due day")]
    GraceEarly,
}

impl Window {
    /// Checks the order of the days: opens, due until, grace until. The festival itself may stand
    /// anywhere: its eve may be the last day due, or visits may follow it.
    ///
    /// # Errors
    /// Days that do not follow each other.
    pub fn validate(&self) -> Result<(), WindowError> {
        if self.opens > self.due_until {
            Err(WindowError::OpensLate)
        } else if self.due_until > self.grace_until {
            Err(WindowError::GraceEarly)
        } else {
            Ok(())
        }
    }

    /// Whether a visit on that day falls within the window, grace included.
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.opens <= day && day <= self.grace_until
    }
}

impl RoundCode {
    /// The window that a round has unless it is changed, as bureaux usually plan it.
    ///
    /// 春节 opens 30 days before, is due until 除夕, in grace until 元宵; 八一 opens on 1 July, is due until
    /// the day, in grace until 15 August.
    ///
    /// # Errors
    /// A year that the lunar calendar does not know.
    pub fn default_window(self) -> Result<Window, OutOfRange> {
        let window = match self.festival {
            Festival::Spring => spring(spring_day(self.year)?),
            Festival::Army if (FIRST_YEAR..=LAST_YEAR).contains(&self.year) => army(self.year),
            Festival::Army => None,
        };
        window.ok_or(OutOfRange)
    }

    /// The two rounds of a holiday year, in order.
    pub fn of_year(year: i32) -> [Self; 2] {
        [Festival::Spring, Festival::Army].map(|festival| Self { year, festival })
    }

    /// The round whose default window, grace included, holds a day; none between two windows, nor for the
    /// last days of 2100, when the window of a year unknown to the calendar opens.
    ///
    /// # Errors
    /// A day outside [`FIRST_YEAR`] to [`LAST_YEAR`].
    pub fn at(day: NaiveDate) -> Result<Option<Self>, OutOfRange> {
        if !(FIRST_YEAR..=LAST_YEAR).contains(&day.year()) {
            return Err(OutOfRange);
        }
        // The window of 春节 may open in the December before.
        let rounds = [day.year(), day.year() + 1].into_iter().flat_map(Self::of_year);
        Ok(rounds.into_iter().find(|code| code.default_window().is_ok_and(|window| window.contains(day))))
    }
}

fn spring(day: NaiveDate) -> Option<Window> {
    Some(Window {
        day,
        opens: day.checked_sub_days(Days::new(30))?,
        due_until: day.checked_sub_days(Days::new(1))?,
        grace_until: day.checked_add_days(Days::new(14))?,
    })
}

fn army(year: i32) -> Option<Window> {
    let day = NaiveDate::from_ymd_opt(year, 8, 1)?;
    Some(Window {
        day,
        opens: NaiveDate::from_ymd_opt(year, 7, 1)?,
        due_until: day,
        grace_until: NaiveDate::from_ymd_opt(year, 8, 15)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn code(text: &str) -> RoundCode {
        text.parse().unwrap()
    }

    #[test]
    fn windows_of_the_notes() {
        for (round, day, opens, due_until, grace_until) in [
            ("2024-spring", (2024, 2, 10), (2024, 1, 11), (2024, 2, 9), (2024, 2, 24)),
            ("2025-spring", (2025, 1, 29), (2024, 12, 30), (2025, 1, 28), (2025, 2, 12)),
            ("2028-spring", (2028, 1, 26), (2027, 12, 27), (2028, 1, 25), (2028, 2, 9)),
            ("2033-spring", (2033, 1, 31), (2033, 1, 1), (2033, 1, 30), (2033, 2, 14)),
            ("2024-army", (2024, 8, 1), (2024, 7, 1), (2024, 8, 1), (2024, 8, 15)),
        ] {
            let ymd = |(y, m, d)| ymd(y, m, d);
            let expected = Window {
                day: ymd(day),
                opens: ymd(opens),
                due_until: ymd(due_until),
                grace_until: ymd(grace_until),
            };
            assert_eq!(code(round).default_window(), Ok(expected), "{round}");
        }
    }

    #[test]
    fn every_year_has_two_windows_that_never_meet() {
        let mut last_end = NaiveDate::MIN;
        for round in (FIRST_YEAR..=LAST_YEAR).flat_map(RoundCode::of_year) {
            let window = round.default_window().unwrap();
            assert_eq!(window.validate(), Ok(()));
            assert!(last_end < window.opens, "{round}");
            last_end = window.grace_until;
        }
        for round in [1900, 2101, i32::MIN, i32::MAX].into_iter().flat_map(RoundCode::of_year) {
            assert_eq!(round.default_window(), Err(OutOfRange), "{round}");
        }
    }

    #[test]
    fn a_day_finds_its_round() {
        for (day, round) in [
            ((2027, 1, 6), None),
            ((2027, 1, 7), Some("2027-spring")),
            ((2027, 7, 1), Some("2027-army")),
            ((2027, 12, 26), None),
            ((2027, 12, 27), Some("2028-spring")),
            ((2028, 2, 9), Some("2028-spring")),
            ((2028, 2, 10), None),
            ((2032, 12, 31), None),
            ((2033, 1, 1), Some("2033-spring")),
            ((2024, 6, 30), None),
            ((2024, 8, 15), Some("2024-army")),
            ((2024, 8, 16), None),
            ((1901, 1, 1), None),
            ((2100, 12, 31), None),
        ] {
            let (y, m, d) = day;
            assert_eq!(RoundCode::at(ymd(y, m, d)), Ok(round.map(code)), "{day:?}");
        }
        assert_eq!(RoundCode::at(ymd(1900, 12, 31)), Err(OutOfRange));
        assert_eq!(RoundCode::at(ymd(2101, 1, 1)), Err(OutOfRange));
        assert_eq!(RoundCode::at(NaiveDate::MAX), Err(OutOfRange));
        assert_eq!(RoundCode::at(NaiveDate::MIN), Err(OutOfRange));
    }

    #[test]
    fn every_day_of_the_calendar_has_an_answer() {
        let mut day = ymd(FIRST_YEAR, 1, 1);
        let mut inside = 0;
        while day <= ymd(LAST_YEAR, 12, 31) {
            if let Some(round) = RoundCode::at(day).unwrap() {
                inside += 1;
                assert!(round.default_window().unwrap().contains(day));
            }
            day = day.succ_opt().unwrap();
        }
        // 45 days of spring and 46 of summer in each year.
        assert_eq!(inside, 200 * (45 + 46));
    }

    #[test]
    fn days_out_of_order_are_refused() {
        let good = code("2024-spring").default_window().unwrap();
        let one_day = Window { opens: good.day, due_until: good.day, grace_until: good.day, ..good };
        assert_eq!(one_day.validate(), Ok(()));
        let late = Window { opens: good.day, ..good };
        assert_eq!(late.validate(), Err(WindowError::OpensLate));
        let early = Window { grace_until: good.opens, ..good };
        assert_eq!(early.validate(), Err(WindowError::GraceEarly));
    }
}
