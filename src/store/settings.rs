//! Settings: what holds on a day, and setting it from today.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use crate::domain::date::DayDoubt;
use crate::domain::error::RegisterError;
use crate::domain::op::WriteContext;
use crate::domain::setting::{self, HeldSetting, Setting, Thresholds};
use crate::domain::text::CleanText;
use crate::store::audit;
use crate::store::file::error::Result;
use crate::store::register::Store;

impl Store {
    /// Every setting with the value that holds on a day, in the order in which they are shown.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn settings(&self, day: NaiveDate) -> Result<Vec<HeldSetting>> {
        let held = |setting: &'static Setting| {
            Ok(match held(&self.conn, setting, day)? {
                Some((since, value)) => HeldSetting { setting, value, since: Some(since) },
                None => HeldSetting { setting, value: setting.default.into(), since: None },
            })
        };
        setting::ALL.iter().map(held).collect()
    }
}

/// Whether a switch is on, on a day.
pub(crate) fn is_on(conn: &Connection, setting: &Setting, day: NaiveDate) -> Result<bool> {
    Ok(held(conn, setting, day)?.map_or(setting.default == setting::ON, |(_, value)| &*value == setting::ON))
}

/// The number that a setting holds on a day.
pub(crate) fn number(conn: &Connection, setting: &Setting, day: NaiveDate) -> Result<i64> {
    Ok(held(conn, setting, day)?.map_or(setting.number(setting.default), |(_, value)| setting.number(&value)))
}

/// The thresholds of the audit on a day.
pub(crate) fn thresholds(conn: &Connection, day: NaiveDate) -> Result<Thresholds> {
    Thresholds::read(|setting| {
        Ok(held(conn, setting, day)?
            .map_or(setting.number(setting.default), |(_, value)| setting.number(&value)))
    })
}

/// What was set last for a day, and from which day it holds.
fn held(conn: &Connection, setting: &Setting, day: NaiveDate) -> Result<Option<(NaiveDate, CleanText)>> {
    let line = conn
        .prepare_cached(
            "SELECT from_day, value FROM setting WHERE key = ?1 AND from_day <= ?2 ORDER BY from_day DESC LIMIT 1",
        )?
        .query_row((setting.key, day.to_string()), |row| {
            Ok((row.get(0)?, CleanText::shown(&row.get::<_, String>(1)?)))
        })
        .optional()?;
    Ok(line)
}

/// What was set last, whatever day it holds from; none where nothing was.
pub(crate) fn latest(conn: &Connection, key: &str) -> Result<Option<String>> {
    Ok(conn
        .prepare_cached("SELECT value FROM setting WHERE key = ?1 ORDER BY from_day DESC LIMIT 1")?
        .query_row([key], |row| row.get(0))
        .optional()?)
}

/// Has a stored value hold from today on, without a line of the audit.
///
/// # Errors
/// A value holds from a later day: this one would change what judges the days between.
pub(crate) fn hold(conn: &Connection, key: &str, stored: &str, ctx: &WriteContext) -> Result<()> {
    check_last(conn, key, ctx.today)?;
    conn.prepare_cached(
        "INSERT INTO setting (key, from_day, value) VALUES (?1, ?2, ?3)
         ON CONFLICT DO UPDATE SET value = excluded.value",
    )?
    .execute((key, ctx.today, stored))?;
    Ok(())
}

/// Refuses a day before the last one from which a value holds.
fn check_last(conn: &Connection, key: &str, today: NaiveDate) -> Result<()> {
    let last: Option<NaiveDate> = conn
        .prepare_cached("SELECT max(from_day) FROM setting WHERE key = ?1 AND from_day > ?2")?
        .query_row((key, today), |row| row.get(0))?;
    last.map_or(Ok(()), |last| Err(RegisterError::Day(DayDoubt::UnderSetting { today, last })))
}

/// Sets it from today on. What it held yesterday goes on to judge what happened then.
pub(crate) fn set(conn: &Connection, key: &str, value: &str, ctx: &WriteContext) -> Result<()> {
    let setting = setting::find(key).ok_or_else(|| RegisterError::NotFound(CleanText::shown(key)))?;
    let stored = setting.parse(value).ok_or_else(|| RegisterError::NotFound(CleanText::shown(value)))?;
    audit::check_day(conn, ctx)?;
    let before = held(conn, setting, ctx.today)?.map_or(setting.default.into(), |(_, value)| value);
    if *before == *stored {
        return Ok(());
    }
    hold(conn, setting.key, &stored, ctx)?;
    audit::line(conn, ctx, "set", setting.key, Some(&before), Some(&stored))
}
