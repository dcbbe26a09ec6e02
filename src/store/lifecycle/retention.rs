//! Which backups stay: the last of each of seven days, four weeks and twelve months, and all of the day of the
//! newest. Which is the last is told by what a backup holds; its clock, which may be wrong, only says to which day it
//! belongs. Pure; days are Asia/Shanghai days.

use chrono::{Datelike, NaiveDateTime, TimeDelta};

/// Tells the period in which an instant lies.
type Period = fn(NaiveDateTime) -> (i32, u32);

/// How many periods keep their last backup: days, weeks, months.
const KEPT: [(usize, Period); 3] = [
    (7, |at| (at.year(), at.ordinal())),
    (4, |at| (at.iso_week().year(), at.iso_week().week())),
    (12, |at| (at.year(), at.month())),
];

/// Of backups by the instant that their name tells, in the order of what they hold, the newest last: the places of
/// those whose time is over.
pub(crate) fn surplus(all: &[NaiveDateTime]) -> Vec<usize> {
    let local: Vec<NaiveDateTime> = all.iter().map(|at| *at + TimeDelta::hours(8)).collect();
    let newest = local.last().map(NaiveDateTime::date);
    let mut kept: Vec<bool> = local.iter().map(|at| Some(at.date()) == newest).collect();
    for (most, period) in KEPT {
        let mut seen = Vec::new();
        for (at, keep) in local.iter().zip(&mut kept).rev() {
            let this = period(*at);
            if seen.len() < most && !seen.contains(&this) {
                seen.push(this);
                *keep = true;
            }
        }
    }
    kept.iter().enumerate().filter(|(_, keep)| !**keep).map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(said: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(said, "%Y%m%dT%H%M%SZ").unwrap()
    }

    fn left(all: &[NaiveDateTime]) -> Vec<NaiveDateTime> {
        let gone = surplus(all);
        all.iter().enumerate().filter(|(n, _)| !gone.contains(n)).map(|(_, at)| *at).collect()
    }

    #[test]
    fn days_weeks_and_months_keep_their_last() {
        // Twice a day for two years, at 01:00 and 13:00 UTC: 09:00 and 21:00 of the same day.
        let first = at("20230101T010000Z");
        let all: Vec<_> = (0..1460).map(|n| first + TimeDelta::hours(12 * n)).collect();
        let kept = left(&all);
        assert_eq!(kept.len(), 8 + 2 + 11, "{kept:?}");
        assert_eq!(kept.last(), all.last());
        assert!(kept.iter().rev().take(8).skip(2).all(|at| at.format("%H").to_string() == "13"));
        assert_eq!(left(&kept), kept, "what stays, stays");
    }

    #[test]
    fn the_only_ones_stay_however_old() {
        assert_eq!(surplus(&[]), Vec::<usize>::new());
        assert_eq!(surplus(&[at("20100101T000000Z")]), Vec::<usize>::new());
        // A month without backups takes nothing away.
        let few = [at("20100101T000000Z"), at("20150101T000000Z"), at("20240101T000000Z")];
        assert_eq!(surplus(&few), Vec::<usize>::new());
    }

    /// A laptop whose clock said 2044 for a while: what was made later by a right clock is newer all the same.
    #[test]
    fn a_wrong_clock_makes_nothing_newer_or_older() {
        let days = |from: &str, n: i64| (0..n).map(|n| at(from) + TimeDelta::days(n)).collect::<Vec<_>>();
        for wrong in ["20440101T010000Z", "19990101T010000Z"] {
            let all = [days("20240101T010000Z", 20), days(wrong, 3), days("20240121T010000Z", 9)].concat();
            let kept = left(&all);
            assert_eq!(kept[kept.len() - 7..], all[all.len() - 7..], "the seven newest days stay, {wrong}");
        }
    }
}
