//! An instant as people in Inner Mongolia read it.

use chrono::{DateTime, NaiveDate, NaiveDateTime};

/// Asia/Shanghai has been eight hours ahead of UTC, without summer time, since 1991; muster counts so in every year.
const AHEAD_OF_UTC_MS: i64 = 8 * 3_600_000;

/// Day and time of an instant, in UTC milliseconds since 1970. What lies beyond the calendar is its first or last moment.
pub fn local_time(ms: i64) -> NaiveDateTime {
    let beyond = if ms < 0 { NaiveDateTime::MIN } else { NaiveDateTime::MAX };
    DateTime::from_timestamp_millis(ms.saturating_add(AHEAD_OF_UTC_MS))
        .map_or(beyond, |instant| instant.naive_utc())
}

/// The instant of `day` at the time of day of another instant, both in UTC milliseconds since 1970.
pub fn instant_on(day: NaiveDate, ms: i64) -> i64 {
    day.and_time(local_time(ms).time()).and_utc().timestamp_millis() - AHEAD_OF_UTC_MS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_was_given_has_the_time_of_the_clock() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let at = 1_706_832_061_500;
        assert_eq!(instant_on(day("2024-02-02"), at), at);
        let other = instant_on(day("2023-07-01"), at);
        assert_eq!(local_time(other).to_string(), "2023-07-01 08:01:01.500");
        // Late in the evening of UTC it is the next day already.
        let late = 1_706_803_200_000 + 60_000;
        assert_eq!(local_time(instant_on(day("2024-02-02"), late)).to_string(), "2024-02-02 00:01:00");
    }

    #[test]
    fn an_instant_of_any_size_has_a_day() {
        let cases = [
            (0, "1970-01-01 08:00:00"),
            (-1, "1970-01-01 07:59:59.999"),
            (1_706_832_000_000, "2024-02-02 08:00:00"),
            // Midnight is eight hours earlier than in London.
            (1_706_803_200_000, "2024-02-02 00:00:00"),
            (1_706_803_199_999, "2024-02-01 23:59:59.999"),
            (-2_240_524_800_000, "1899-01-01 08:00:00"),
            (i64::MAX, "+262142-12-31 23:59:59.999999999"),
            (i64::MIN, "-262143-01-01 00:00:00"),
        ];
        for (ms, expected) in cases {
            assert_eq!(local_time(ms).to_string(), expected, "{ms}");
        }
    }
}
