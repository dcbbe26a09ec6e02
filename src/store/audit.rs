//! The audit: a line for every act, chained by device and append-only in the file itself.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use crate::domain::op::WriteContext;
use crate::store::chain;
use crate::store::file::error::Result;
use crate::store::labels;

/// An act of this device: its number orders whatever it wrote.
pub(crate) struct Act {
    pub(crate) device: String,
    pub(crate) device_seq: i64,
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
    let device = labels::device(conn)?;
    // The last line is nearly always this device's: it is read from the end, without an index that every act would
    // have to write.
    let (last, last_hash): (i64, String) = conn
        .prepare_cached(
            "SELECT device_seq, hash FROM audit WHERE device = ?1 ORDER BY local_id DESC LIMIT 1",
        )?
        .query_row([&device], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .unwrap_or_default();
    let text = |text: Option<&str>| text.map_or(Value::Null, |text| Value::Text(text.to_owned()));
    // In the order of form 1 of `chain::AUDIT_FORMS`, and of the statement below.
    let mut values = vec![
        Value::Integer(1),
        Value::Text(device.clone()),
        Value::Integer(last + 1),
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
    conn.prepare_cached(
        "INSERT INTO audit (form, device, device_seq, on_day, at, actor, action, subject, before, after, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(params_from_iter(values))?;
    Ok(Act { device, device_seq: last + 1 })
}
