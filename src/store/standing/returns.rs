//! Returns and resumptions by the day on which each was recorded, and taken back: a line of the history of a status keeps
//! when it ended, not since when that is known.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::domain::recipient::StatusKind;
use crate::store::columns::{borrowed, parse_day};
use crate::store::file::error::Result;

/// The end of a departure or a suspension.
struct Return {
    kind: StatusKind,
    /// The last day of what it ended.
    last: NaiveDate,
    recorded_on: NaiveDate,
    taken_back_on: Option<NaiveDate>,
}

impl Return {
    /// Whether the register knew it at the end of a day.
    fn was_known(&self, day: NaiveDate) -> bool {
        self.recorded_on <= day && self.taken_back_on.is_none_or(|on| on > day)
    }
}

/// Every one of them, by the local number of whose it was.
pub(super) struct Returns(HashMap<i64, Vec<Return>>);

impl Returns {
    /// Reads them from the audit.
    pub(super) fn read(conn: &Connection) -> Result<Self> {
        let mut statement = conn.prepare_cached(
            "SELECT r.local_id, a.action, a.on_day, a.before, a.after FROM audit AS a JOIN recipient AS r ON r.id = a.subject
             WHERE a.action IN ('end_left', 'end_suspended', 'undo_end_left', 'undo_end_suspended') ORDER BY a.local_id",
        )?;
        let mut rows = statement.query([])?;
        let mut all: HashMap<i64, Vec<Return>> = HashMap::new();
        while let Some(row) = rows.next()? {
            let action = borrowed(row, 1)?;
            let kind = if action.ends_with("left") { StatusKind::Left } else { StatusKind::Suspended };
            let takes_back = action.starts_with("undo_");
            let told: String = row.get(if takes_back { 3 } else { 4 })?;
            let Some(last) = last_day(&told) else { continue };
            let recorded_on: NaiveDate = row.get(2)?;
            let of = all.entry(row.get(0)?).or_default();
            if !takes_back {
                of.push(Return { kind, last, recorded_on, taken_back_on: None });
                continue;
            }
            let stands =
                |one: &&mut Return| one.kind == kind && one.last == last && one.taken_back_on.is_none();
            if let Some(one) = of.iter_mut().rev().find(stands) {
                one.taken_back_on = Some(recorded_on);
            }
        }
        Ok(Self(all))
    }

    /// The last day that a status of somebody (local number, kind, first day) had by what was known at the end of a day;
    /// `now` is what it has by now.
    pub(super) fn known(
        &self,
        (no, kind, from): (i64, StatusKind, NaiveDate),
        now: Option<NaiveDate>,
        day: NaiveDate,
    ) -> Option<NaiveDate> {
        let Some(of) = self.0.get(&no) else { return now };
        let known = || of.iter().filter(|one| one.kind == kind && one.was_known(day));
        match now {
            Some(last) if known().any(|one| one.last == last) => Some(last),
            Some(last) if !of.iter().any(|one| one.kind == kind && one.last == last) => Some(last),
            Some(_) | None => known()
                .filter(|one| one.taken_back_on.is_some() && one.last >= from)
                .map(|one| one.last)
                .min(),
        }
    }
}

/// The day before the one on which a line says that somebody was back.
fn last_day(told: &str) -> Option<NaiveDate> {
    told.get(..10).and_then(|day| parse_day(day.as_bytes()))?.pred_opt()
}
