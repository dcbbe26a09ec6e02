//! The audit: a line for every act, chained by device and append-only in the file itself.

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use crate::domain::audit::act::ACTIONS;
use crate::domain::date::{self, DayDoubt, DaySource, LastAct};
use crate::domain::error::RegisterError;
use crate::domain::op::WriteContext;
use crate::store::chain;
use crate::store::file::error::{Result, written};
use crate::store::labels;
use crate::store::register::Store;

/// The key of `meta` that holds the last day of acts behind which one of an earlier day was written.
const DAY_AHEAD: &str = "day_ahead";

/// An act of this device: its number orders whatever it wrote.
pub(crate) struct Act {
    pub(crate) device: String,
    pub(crate) device_seq: i64,
}

/// The last line of all.
struct Latest {
    device: String,
    device_seq: i64,
    hash: String,
    act: LastAct,
    /// The device that the register is kept on, read along with it.
    here: Option<String>,
}

/// Refuses an act whose day cannot be true, before it takes its time. [`act`] looks at it for every act.
///
/// # Errors
/// [`RegisterError::Day`].
pub(crate) fn check_day(conn: &Connection, ctx: &WriteContext) -> Result<()> {
    date::trusted(ctx.today, ctx.day_source, clock_day(ctx.now_ms), last_act(conn)?)
        .map_err(RegisterError::Day)
}

impl Store {
    /// Why an act would be refused on that day, where the clock says `clock`; none where it would not.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn day_doubt(
        &self,
        today: NaiveDate,
        source: DaySource,
        clock: NaiveDate,
    ) -> Result<Option<DayDoubt>> {
        Ok(date::trusted(today, source, clock, last_act(&self.conn)?).err())
    }

    /// The day of the last act, where an act on this day would be believed although it lies long behind that.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn day_leap(&self, today: NaiveDate, source: DaySource) -> Result<Option<NaiveDate>> {
        Ok(date::leaps(today, source, last_act(&self.conn)?))
    }
}

/// The day that the clock shows at an instant.
fn clock_day(now_ms: i64) -> NaiveDate {
    date::local_time(now_ms).date()
}

/// The days of the last act; none in a register without one.
pub(crate) fn last_act(conn: &Connection) -> Result<Option<LastAct>> {
    Ok(latest(conn)?.map(|latest| latest.act))
}

/// Whether something was done on a day behind that one. The last act tells it, but where a later one was written under an
/// earlier day: the day before it is kept then.
pub(crate) fn is_past(conn: &Connection, day: NaiveDate) -> Result<bool> {
    if last_act(conn)?.is_some_and(|last| last.on > day) {
        return Ok(true);
    }
    let ahead: Option<NaiveDate> = conn
        .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
        .query_row([DAY_AHEAD], |row| row.get(0))
        .optional()?;
    Ok(ahead.is_some_and(|ahead| ahead > day))
}

/// Keeps the day of an act behind which one of an earlier day is written.
fn keep_ahead(conn: &Connection, day: NaiveDate) -> Result<()> {
    conn.execute(
        "INSERT INTO meta (key, value) VALUES (?1, ?2)
         ON CONFLICT DO UPDATE SET value = max(value, excluded.value)",
        (DAY_AHEAD, day.to_string()),
    )?;
    Ok(())
}

fn latest(conn: &Connection) -> Result<Option<Latest>> {
    let mut statement = conn.prepare_cached(
        "SELECT device, device_seq, hash, on_day, at, (SELECT value FROM meta WHERE key = 'device')
         FROM audit ORDER BY local_id DESC LIMIT 1",
    )?;
    statement
        .query_row([], |row| {
            let act = LastAct { on: row.get(3)?, clock: clock_day(row.get(4)?) };
            let (device, device_seq, hash) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(Latest { device, device_seq, hash, act, here: row.get(5)? })
        })
        .optional()
        .map_err(RegisterError::from)
}

/// Writes who did what to which subject, with what was there before and after.
pub(crate) fn line(
    conn: &Connection,
    ctx: &WriteContext,
    action: &str,
    subject: &str,
    before: Option<&str>,
    after: Option<&str>,
) -> Result<()> {
    act(conn, ctx, action, subject, before, after).map(drop)
}

/// As [`line()`]; answers the number of the act.
pub(crate) fn act(
    conn: &Connection,
    ctx: &WriteContext,
    action: &str,
    subject: &str,
    before: Option<&str>,
    after: Option<&str>,
) -> Result<Act> {
    assert!(!cfg!(test) || ACTIONS.contains(&action), "an act without words: {action}");
    let mut latest = latest(conn)?;
    let device = match latest.as_mut().and_then(|latest| latest.here.take()) {
        Some(device) => device,
        None => labels::device(conn)?,
    };
    let last = latest.as_ref().map(|latest| latest.act);
    date::trusted(ctx.today, ctx.day_source, clock_day(ctx.now_ms), last).map_err(RegisterError::Day)?;
    if let Some(ahead) = last.map(|last| last.on).filter(|on| *on > ctx.today) {
        keep_ahead(conn, ahead)?;
    }
    // The last line is nearly always this device's: it is read from the end, without an index that every act would
    // have to write.
    let (last, last_hash) = match latest {
        Some(latest) if latest.device == device => (latest.device_seq, latest.hash),
        Some(_) | None => conn
            .prepare_cached(
                "SELECT device_seq, hash FROM audit WHERE device = ?1 ORDER BY local_id DESC LIMIT 1",
            )?
            .query_row([&device], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?
            .unwrap_or_default(),
    };
    let text = |text: Option<&str>| text.map_or(Value::Null, |text| Value::Text(text.to_owned()));
    let device_seq = chain::after(last)?;
    // In the order of `chain::AUDIT_FORMS`, and of the statement below.
    let mut values = vec![
        Value::Integer(chain::MIRRORED),
        Value::Text(device.clone()),
        Value::Integer(device_seq),
        Value::Text(ctx.today.to_string()),
        Value::Integer(ctx.now_ms),
        text(Some(ctx.actor.as_str())),
        text(Some(action)),
        text(Some(subject)),
        text(before),
        text(after),
    ];
    let last_hash = Value::Text(last_hash);
    let hash = chain::hash(values.iter().chain([&last_hash]));
    values.push(Value::Text(hash));
    let rows = conn
        .prepare_cached(
            "INSERT INTO audit (form, device, device_seq, on_day, at, actor, action, subject, before, after, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params_from_iter(values))?;
    written(rows, "audit")?;
    Ok(Act { device, device_seq })
}
