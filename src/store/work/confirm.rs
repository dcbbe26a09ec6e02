//! The yearly confirmation: who is to be seen in a year, and who was.

use chrono::{Datelike as _, Days, NaiveDate};

use crate::domain::error::RegisterError;
use crate::domain::setting;
use crate::domain::text::CleanText;
use crate::domain::work::confirm::{ConfirmLine, ConfirmProgress, ConfirmWindow};
use crate::store::columns::{borrowed, day, text};
use crate::store::file::error::Result;
use crate::store::register::Store;
use crate::store::settings;

/// Everybody who is to be seen in a year (alive and here at its beginning, with a category in it), with the days on which they
/// were confirmed, and first seen at a call. What a relative received is no sight.
const PEOPLE: &str = "SELECT t.name,
    (SELECT min(w.from_day) FROM work AS w WHERE w.recipient = r.id AND w.kind = 'confirm' AND w.withdrawn IS NULL
       AND json_extract(w.details, '$.year') = ?1),
    (SELECT min(v.visited_on) FROM visit AS v WHERE v.recipient = r.id AND v.visited_on BETWEEN ?2 AND ?3
       AND v.outcome IN ('given', 'visit_only')
       AND NOT EXISTS (SELECT 1 FROM visit_cancelled AS c WHERE c.visit = v.id)
       AND NOT EXISTS (SELECT 1 FROM entry AS x WHERE x.reverses = v.id)),
    (SELECT min(w.from_day) FROM work AS w WHERE w.recipient = r.id AND w.kind = 'contact' AND w.withdrawn IS NULL
       AND w.from_day BETWEEN ?2 AND ?3)
  FROM township AS t JOIN recipient AS r ON r.kind = 'person' AND r.township = t.code
  WHERE r.merged_into IS NULL AND r.held_on IS NULL
    AND coalesce(r.died_on, ?2) >= ?2 AND coalesce(r.left_on, ?2) >= ?2
    AND EXISTS (SELECT 1 FROM category_held AS h WHERE h.recipient = r.local_id
                AND coalesce(h.held_from, ?3) <= ?3 AND coalesce(h.held_to, ?2) >= ?2)
  ORDER BY t.code";

impl Store {
    /// How far the confirmation of a year has come, township by township, by the end of a day.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn confirm_progress(&self, year: i32, today: NaiveDate) -> Result<ConfirmProgress> {
        let missing = || RegisterError::NotFound(text(&year.to_string()));
        let first = NaiveDate::from_ymd_opt(year, 1, 1).ok_or_else(missing)?;
        let last = NaiveDate::from_ymd_opt(year, 12, 31).ok_or_else(missing)?;
        let on = today.min(last).max(first);
        let read = |which: &setting::Setting| -> Result<i64> { settings::number(&self.conn, which, on) };
        let at = |number: i64| month_day(year, number).unwrap_or(first);
        let window = ConfirmWindow {
            opens: at(read(&setting::CONFIRM_OPENS)?),
            due_until: at(read(&setting::CONFIRM_DUE)?),
        };
        let week = today.checked_sub_days(Days::new(7)).unwrap_or(today);
        let mut lines: Vec<ConfirmLine> = Vec::new();
        let mut statement = self.conn.prepare_cached(PEOPLE)?;
        let mut rows = statement.query((year, first.to_string(), last.to_string()))?;
        while let Some(row) = rows.next()? {
            let name = borrowed(row, 0)?;
            if lines.last().is_none_or(|line| line.township.as_str() != name) {
                lines.push(ConfirmLine { township: CleanText::shown(name), ..ConfirmLine::default() });
            }
            let Some(line) = lines.last_mut() else { continue };
            let within = |day: Option<NaiveDate>| day.filter(|day| *day <= today);
            let confirmed = within(day(row, 1)?);
            let seen = [within(day(row, 2)?), within(day(row, 3)?)].into_iter().flatten().min();
            line.planned += 1;
            line.confirmed += u64::from(confirmed.is_some());
            line.seen += u64::from(confirmed.is_none() && seen.is_some());
            let sight = confirmed.into_iter().chain(seen).min();
            line.this_week += u64::from(sight.is_some_and(|day| day > week));
        }
        Ok(ConfirmProgress { year, window, lines })
    }
}

/// A day written as month and day: 301 is 1 March. One that the year does not have is the last of its month.
fn month_day(year: i32, number: i64) -> Option<NaiveDate> {
    let (month, day) = (u32::try_from(number / 100).ok()?, u32::try_from(number % 100).ok()?);
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    (1..=day.min(31)).rev().find_map(|day| first.with_day(day))
}
