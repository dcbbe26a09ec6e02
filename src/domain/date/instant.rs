//! An instant as people in Inner Mongolia read it.

use chrono::{DateTime, NaiveDateTime};

/// Asia/Shanghai has been eight hours ahead of UTC, without summer time, since 1991; muster counts so in every year.
const AHEAD_OF_UTC_MS: i64 = 8 * 3_600_000;

/// Day and time of an instant, in UTC milliseconds since 1970. What lies beyond the calendar is its first or last moment.
pub fn local_time(ms: i64) -> NaiveDateTime {
    let beyond = if ms < 0 { NaiveDateTime::MIN } else { NaiveDateTime::MAX };
    DateTime::from_timestamp_millis(ms.saturating_add(AHEAD_OF_UTC_MS))
        .map_or(beyond, |instant| instant.naive_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

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
