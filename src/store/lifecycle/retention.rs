//! Which backups stay: the last of each of seven days, four weeks and twelve months, and all of the
//! latest day. Pure; days are Asia/Shanghai days.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDateTime, TimeDelta};

/// Tells the period in which an instant lies.
type Period = fn(NaiveDateTime) -> (i32, u32);

/// How many periods keep their last backup: days, weeks, months.
const KEPT: [(usize, Period); 3] = [
    (7, |at| (at.year(), at.ordinal())),
    (4, |at| (at.iso_week().year(), at.iso_week().week())),
    (12, |at| (at.year(), at.month())),
];

/// How a backup's name tells its instant, in UTC.
const STAMP: &str = "%Y%m%dT%H%M%SZ";

/// The name of a backup of the register `stem`, made at an instant in UTC.
pub(crate) fn name(stem: &str, at: NaiveDateTime) -> String {
    format!("{stem}-{}.db", at.format(STAMP))
}

/// The instant that a name tells, if it is the name of a backup of the register `stem`.
pub(crate) fn instant(stem: &str, said: &str) -> Option<NaiveDateTime> {
    let stamp = said.strip_prefix(stem)?.strip_prefix('-')?.strip_suffix(".db")?;
    let at = NaiveDateTime::parse_from_str(stamp, STAMP).ok()?;
    (name(stem, at) == said).then_some(at)
}

/// Of backups by instant, those whose time is over.
pub(crate) fn surplus(all: &BTreeSet<NaiveDateTime>) -> Vec<NaiveDateTime> {
    let local = |at: NaiveDateTime| at + TimeDelta::hours(8);
    let latest = all.last().map(|at| local(*at).date());
    let mut kept: BTreeSet<NaiveDateTime> =
        all.iter().copied().filter(|at| Some(local(*at).date()) == latest).collect();
    for (most, period) in KEPT {
        let mut seen = Vec::new();
        for at in all.iter().rev() {
            let this = period(local(*at));
            if seen.last() != Some(&this) && seen.len() < most {
                seen.push(this);
                kept.insert(*at);
            }
        }
    }
    all.difference(&kept).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(said: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(said, STAMP).unwrap()
    }

    #[test]
    fn a_name_tells_its_instant_and_nothing_else_is_a_backup() {
        let made = at("20240202T010203Z");
        assert_eq!(name("register", made), "register-20240202T010203Z.db");
        assert_eq!(instant("register", "register-20240202T010203Z.db"), Some(made));
        for other in [
            "register.db",
            "register-v1.db",
            "register-20240202T010203Z.db-wal",
            "register-20240202T10203Z.db",
            "register-20240230T010203Z.db",
            "r-20240202T010203Z.db",
            "my-register-20240202T010203Z.db",
        ] {
            assert_eq!(instant("register", other), None, "{other}");
        }
    }

    #[test]
    fn days_weeks_and_months_keep_their_last() {
        // Twice a day for two years, at 01:00 and 13:00 UTC: 09:00 and 21:00 of the same day.
        let first = at("20230101T010000Z");
        let all: BTreeSet<_> = (0..1460).map(|n| first + TimeDelta::hours(12 * n)).collect();
        let gone: BTreeSet<_> = surplus(&all).into_iter().collect();
        let kept: Vec<_> = all.difference(&gone).copied().collect();
        assert_eq!(kept.len(), 8 + 2 + 11, "{kept:?}");
        assert_eq!(kept.last(), all.last());
        assert!(kept.iter().rev().take(8).skip(2).all(|at| at.format("%H").to_string() == "13"));
        assert_eq!(surplus(&kept.iter().copied().collect()), Vec::new(), "what stays, stays");
    }

    #[test]
    fn the_only_ones_stay_however_old() {
        assert_eq!(surplus(&BTreeSet::new()), Vec::new());
        assert_eq!(surplus(&BTreeSet::from([at("20100101T000000Z")])), Vec::new());
        // A month without backups takes nothing away.
        let few = BTreeSet::from([at("20100101T000000Z"), at("20150101T000000Z"), at("20240101T000000Z")]);
        assert_eq!(surplus(&few), Vec::new());
    }
}
