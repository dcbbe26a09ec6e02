//! Whether the day of an act can be true. A laptop whose clock is wrong must not write into another round.

use chrono::{Datelike as _, NaiveDate};

/// The first year in which an act may be recorded.
pub const FIRST_ACT_YEAR: i32 = 1950;
/// The last year in which an act may be recorded; the lunar calendar ends with it.
pub const LAST_ACT_YEAR: i32 = 2100;
/// How many days a clock may lie behind the act before: one that is put right around midnight goes back a little.
const BEHIND_DAYS: i64 = 1;
/// How many days a register lies untouched at most: two visits a year, and a month. A clock that is further ahead of
/// the act before is more probably wrong.
const AHEAD_DAYS: i64 = 400;

/// Where the day of an act comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DaySource {
    /// The clock of the machine.
    Clock,
    /// A person, by `--today`.
    Given,
    /// A person who said it twice, so that it is no slip.
    Confirmed,
}

/// The act before, as the register keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastAct {
    /// The day on which it was recorded.
    pub on: NaiveDate,
    /// The day that the clock of the machine had then: another one where the day was given.
    pub clock: NaiveDate,
}

/// Why a day is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayDoubt {
    /// It lies outside [`FIRST_ACT_YEAR`] to [`LAST_ACT_YEAR`].
    Outside {
        /// The day.
        today: NaiveDate,
    },
    /// It lies before the act before.
    Behind {
        /// The day.
        today: NaiveDate,
        /// The day of the act before.
        last: NaiveDate,
    },
    /// It lies more than 400 days after the act before.
    Ahead {
        /// The day.
        today: NaiveDate,
        /// The day of the act before.
        last: NaiveDate,
    },
    /// It was given, and lies more than 400 days after the act before and after what the clock says.
    GivenAhead {
        /// The day.
        today: NaiveDate,
        /// The day of the act before, or that of the clock if it is later.
        last: NaiveDate,
    },
    /// What is set on it would go under what was set since: a setting holds from its day on, not backwards.
    UnderSetting {
        /// The day.
        today: NaiveDate,
        /// The day from which the setting has held last.
        last: NaiveDate,
    },
}

/// How many days a program may lie asleep: a laptop that is closed over a holiday.
const ASLEEP_DAYS: i64 = 31;

/// Whether a clock that goes as it should can show `day` to a program that saw `before` last.
pub fn follows(before: NaiveDate, day: NaiveDate) -> bool {
    (-BEHIND_DAYS..=ASLEEP_DAYS).contains(&day.signed_duration_since(before).num_days())
}

/// The day of the act before, where a clock that is believed lies further behind it than a program sleeps: it is right
/// after a quiet time, or wrong. Whoever records is told.
pub fn leaps(today: NaiveDate, source: DaySource, last: Option<LastAct>) -> Option<NaiveDate> {
    let last = last.filter(|_| source == DaySource::Clock)?;
    let newest = last.on.max(last.clock);
    let days = today.signed_duration_since(newest).num_days();
    (days > ASLEEP_DAYS && days <= AHEAD_DAYS).then_some(newest)
}

/// Whether anything may be recorded on a day at all.
///
/// # Errors
/// The day lies outside the years that muster records in.
pub fn within(today: NaiveDate) -> Result<(), DayDoubt> {
    if (FIRST_ACT_YEAR..=LAST_ACT_YEAR).contains(&today.year()) {
        Ok(())
    } else {
        Err(DayDoubt::Outside { today })
    }
}

/// Whether an act may be recorded on that day, after the act before. A day that a person gave is believed if the years
/// hold it; one far ahead of the act before and of `clock`, the day by the clock, would fix lists of rounds and shut the
/// register to the true day, and is asked for twice.
///
/// # Errors
/// Why the day is not believed.
pub fn trusted(
    today: NaiveDate,
    source: DaySource,
    clock: NaiveDate,
    last: Option<LastAct>,
) -> Result<(), DayDoubt> {
    within(today)?;
    let Some(last) = last else { return Ok(()) };
    let newest = last.on.max(last.clock);
    match source {
        DaySource::Clock => {}
        DaySource::Given => {
            // The day by the clock of the act before says nothing here: it was wrong, perhaps.
            let last = last.on.max(clock);
            let is_far = today.signed_duration_since(last).num_days() > AHEAD_DAYS;
            return if is_far { Err(DayDoubt::GivenAhead { today, last }) } else { Ok(()) };
        }
        DaySource::Confirmed => return Ok(()),
    }
    if today.signed_duration_since(last.on).num_days() < -BEHIND_DAYS {
        Err(DayDoubt::Behind { today, last: last.on })
    } else if today.signed_duration_since(newest).num_days() > AHEAD_DAYS {
        Err(DayDoubt::Ahead { today, last: newest })
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_clock_that_leaps_and_is_believed_is_told() {
        use DaySource::{Clock, Given};
        let last = LastAct { on: day("2024-02-02"), clock: day("2024-02-02") };
        for (today, source, told) in [
            ("2024-02-02", Clock, false),
            ("2024-03-04", Clock, false),
            ("2024-03-05", Clock, true),
            ("2024-03-05", Given, false),
            ("2025-03-08", Clock, true),
            // Refused, with a reason of its own.
            ("2025-03-09", Clock, false),
            ("2024-01-01", Clock, false),
        ] {
            let expected = told.then_some(last.on);
            assert_eq!(leaps(day(today), source, Some(last)), expected, "{today} {source:?}");
            assert_eq!(leaps(day(today), source, None), None);
        }
    }

    #[test]
    fn a_day_is_believed_near_the_act_before() {
        use DaySource::{Clock, Confirmed, Given};
        let cases = [
            ("2024-02-02", Clock, None, Ok(())),
            ("2024-02-02", Clock, Some(("2024-02-02", "2024-02-02")), Ok(())),
            // Put right around midnight.
            ("2024-02-01", Clock, Some(("2024-02-02", "2024-02-02")), Ok(())),
            ("2024-01-31", Clock, Some(("2024-02-02", "2024-02-02")), Err("behind 2024-02-02")),
            // An empty battery.
            ("2020-01-01", Clock, Some(("2024-02-02", "2024-02-02")), Err("behind 2024-02-02")),
            ("2020-01-01", Given, Some(("2024-02-02", "2024-02-02")), Ok(())),
            ("2025-03-08", Clock, Some(("2024-02-02", "2024-02-02")), Ok(())),
            ("2025-03-09", Clock, Some(("2024-02-02", "2024-02-02")), Err("ahead 2024-02-02")),
            ("2044-02-02", Given, None, Ok(())),
            ("2044-02-02", Given, Some(("2024-02-02", "2024-02-02")), Err("given ahead 2024-03-01")),
            ("2044-02-02", Given, Some(("2024-02-02", "2044-02-02")), Err("given ahead 2024-03-01")),
            ("2044-02-02", Confirmed, Some(("2024-02-02", "2024-02-02")), Ok(())),
            ("2101-02-02", Confirmed, None, Err("outside")),
            ("2025-04-05", Given, Some(("2023-02-02", "2023-02-02")), Ok(())),
            ("2025-04-06", Given, Some(("2023-02-02", "2023-02-02")), Err("given ahead 2024-03-01")),
            // The clock is behind: what counts is the act before.
            ("2025-06-01", Given, Some(("2024-06-01", "2024-06-01")), Ok(())),
            // Back from a far day.
            ("2024-03-02", Given, Some(("2044-02-02", "2024-03-01")), Ok(())),
            // The day was given while the clock was ahead; then the clock was put right.
            ("2024-02-03", Clock, Some(("2024-02-02", "2044-02-02")), Ok(())),
            // A past day was given; the clock goes on from its own.
            ("2026-11-27", Clock, Some(("2024-02-02", "2026-11-26")), Ok(())),
            ("1949-12-31", Clock, None, Err("outside")),
            ("1949-12-31", Given, None, Err("outside")),
            ("1950-01-01", Given, None, Ok(())),
            ("2100-12-31", Given, None, Ok(())),
            ("2101-01-01", Clock, None, Err("outside")),
        ];
        for (today, source, last, expected) in cases {
            let last = last.map(|(on, clock)| LastAct { on: day(on), clock: day(clock) });
            let found = trusted(day(today), source, day("2024-03-01"), last).map_err(|doubt| match doubt {
                DayDoubt::Outside { .. } => "outside".to_owned(),
                DayDoubt::Behind { last, .. } => format!("behind {last}"),
                DayDoubt::GivenAhead { last, .. } => format!("given ahead {last}"),
                DayDoubt::Ahead { last, .. } | DayDoubt::UnderSetting { last, .. } => format!("ahead {last}"),
            });
            assert_eq!(found, expected.map_err(str::to_owned), "{today} {source:?} {last:?}");
        }
    }
}
