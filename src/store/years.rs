//! Years: closing one, the paragraphs that stand beside its report, and what was told when the report was sent. Each is a row of
//! `meta`; the history of it stands in the audit.

use chrono::{Datelike as _, NaiveDate};
use rusqlite::{Connection, OptionalExtension as _};
use serde_json::{Value, json};

use crate::domain::error::RegisterError;
use crate::domain::op::{Changed, WriteContext};
use crate::domain::text::CleanText;
use crate::domain::year::{Closed, Paragraph, Sent, YearRule};
use crate::store::audit;
use crate::store::columns::{borrowed, parse_day, text};
use crate::store::file::error::Result;
use crate::store::heads;
use crate::store::register::Store;

/// The acts.
pub(crate) const CLOSED: &str = "close_year";
pub(crate) const PARAGRAPH: &str = "set_paragraph";
pub(crate) const SENT: &str = "send_report";

fn closed_key(year: &str) -> String {
    format!("year_closed {year}")
}

fn sent_key(year: i32) -> String {
    format!("report_sent {year:04}")
}

/// The key of a paragraph is the subject of its act: the year, then its place.
fn paragraph_key(subject: &str) -> String {
    format!("report_text {subject}")
}

fn get(conn: &Connection, key: &str) -> Result<Option<String>> {
    Ok(conn
        .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?)
}

fn put(conn: &Connection, key: &str, value: &str) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
    )?
    .execute((key, value))?;
    Ok(())
}

fn remove(conn: &Connection, key: &str) -> Result<()> {
    conn.prepare_cached("DELETE FROM meta WHERE key = ?1")?.execute([key])?;
    Ok(())
}

/// Whether the year of a day is closed.
pub(crate) fn is_closed(conn: &Connection, on: NaiveDate) -> Result<bool> {
    Ok(get(conn, &closed_key(&format!("{:04}", on.year())))?.is_some())
}

/// The years that are closed.
pub(crate) fn closed(conn: &Connection) -> Result<Vec<i32>> {
    let mut statement = conn.prepare_cached(
        "SELECT substr(key, 13) FROM meta WHERE key >= 'year_closed ' AND key < 'year_closed!'",
    )?;
    let years = statement.query_map([], |row| row.get::<_, String>(0))?;
    let years: Vec<String> = years.collect::<rusqlite::Result<_>>()?;
    Ok(years.iter().filter_map(|year| year.parse().ok()).collect())
}

/// Refuses what would be dated in a year that is closed.
///
/// # Errors
/// [`RegisterError::YearClosed`].
pub(crate) fn check_open(conn: &Connection, on: NaiveDate) -> Result<()> {
    if is_closed(conn, on)? { Err(RegisterError::YearClosed(on.year())) } else { Ok(()) }
}

/// Closes a year: nothing more is dated in it.
///
/// # Errors
/// It is not over, or was closed before; no reason.
pub(crate) fn close(conn: &Connection, year: i32, reason: &CleanText, ctx: &WriteContext) -> Result<Changed> {
    if reason.says_nothing() {
        return Err(RegisterError::ReasonRequired);
    }
    let subject = format!("{year:04}");
    if ctx.today.year() <= year {
        return Err(RegisterError::Year(YearRule::NotOver));
    }
    if get(conn, &closed_key(&subject))?.is_some() {
        return Err(RegisterError::Year(YearRule::Closed));
    }
    audit::line(conn, ctx, CLOSED, &subject, None, Some(reason))?;
    // How far the register reached: days of several clocks do not tell what came behind it.
    let reached: (i64, i64) = conn
        .prepare_cached(
            "SELECT coalesce((SELECT max(local_id) FROM entry), 0), coalesce((SELECT max(local_id) FROM work), 0)",
        )?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let kept = json!({
        "on": ctx.today.to_string(), "reason": reason.as_str(), "entry": reached.0, "work": reached.1,
    });
    put(conn, &closed_key(&subject), &kept.to_string())?;
    Ok(Changed::LEDGER)
}

/// Opens a year again.
pub(crate) fn reopen(conn: &Connection, year: &str) -> Result<()> {
    remove(conn, &closed_key(year))
}

/// The text of a paragraph, by the subject of its act.
pub(crate) fn paragraph(conn: &Connection, subject: &str) -> Result<Option<String>> {
    get(conn, &paragraph_key(subject))
}

/// Has a paragraph say something; nothing removes it.
pub(crate) fn put_paragraph(conn: &Connection, subject: &str, said: &str) -> Result<()> {
    let key = paragraph_key(subject);
    if said.is_empty() { remove(conn, &key) } else { put(conn, &key, said) }
}

/// Sets a paragraph of a year's report.
pub(crate) fn set_paragraph(
    conn: &Connection,
    (year, place): (i32, &CleanText),
    said: &CleanText,
    ctx: &WriteContext,
) -> Result<Changed> {
    let subject = format!("{year:04} {place}");
    let before = paragraph(conn, &subject)?;
    if before.as_deref().unwrap_or_default() == said.as_str() {
        return Ok(Changed::NOTHING);
    }
    audit::line(conn, ctx, PARAGRAPH, &subject, before.as_deref(), Some(said))?;
    put_paragraph(conn, &subject, said)?;
    Ok(Changed::LEDGER)
}

/// Keeps what a year's report told when it was sent: its figures, and how far the register reached.
pub(crate) fn send(
    conn: &Connection,
    year: i32,
    figures: &[(CleanText, CleanText)],
    ctx: &WriteContext,
) -> Result<Changed> {
    let heads = heads::heads(conn)?;
    let told = format!("{} {}", heads.ledger, heads.audit);
    audit::line(conn, ctx, SENT, &format!("{year:04}"), None, Some(&told))?;
    let figures: Vec<[&str; 2]> =
        figures.iter().map(|(name, value)| [name.as_str(), value.as_str()]).collect();
    let kept = json!({ "on": ctx.today.to_string(), "heads": told, "figures": figures });
    put(conn, &sent_key(year), &kept.to_string())?;
    Ok(Changed::LEDGER)
}

impl Store {
    /// When and why a year was closed; none where it is open.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn year_closed(&self, year: i32) -> Result<Option<Closed>> {
        let Some(kept) = get(&self.conn, &closed_key(&format!("{year:04}")))? else { return Ok(None) };
        let kept: Value = serde_json::from_str(&kept).map_err(|_| RegisterError::Damaged(text(&kept)))?;
        let part = |name: &str| kept.get(name).and_then(Value::as_str).unwrap_or_default();
        Ok(parse_day(part("on").as_bytes()).map(|on| Closed { on, reason: text(part("reason")) }))
    }

    /// What a year's report told when it was sent last; none where it was not.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn report_sent(&self, year: i32) -> Result<Option<Sent>> {
        let Some(kept) = get(&self.conn, &sent_key(year))? else { return Ok(None) };
        let kept: Value = serde_json::from_str(&kept).map_err(|_| RegisterError::Damaged(text(&kept)))?;
        let part = |name: &str| kept.get(name).and_then(Value::as_str).unwrap_or_default();
        let mut figures = Vec::new();
        for pair in kept.get("figures").and_then(Value::as_array).into_iter().flatten() {
            if let (Some(name), Some(value)) =
                (pair.get(0).and_then(Value::as_str), pair.get(1).and_then(Value::as_str))
            {
                figures.push((text(name), text(value)));
            }
        }
        Ok(parse_day(part("on").as_bytes()).map(|on| Sent { on, heads: text(part("heads")), figures }))
    }

    /// The paragraphs that stand beside a year's report, in the order of their places.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn paragraphs(&self, year: i32) -> Result<Vec<Paragraph>> {
        let first = paragraph_key(&format!("{year:04} "));
        let mut statement = self
            .conn
            .prepare_cached("SELECT key, value FROM meta WHERE key >= ?1 AND key < ?1 || char(0x10FFFF)")?;
        let mut rows = statement.query([&first])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let place = borrowed(row, 0)?.strip_prefix(&first).unwrap_or_default();
            found.push(Paragraph { place: text(place), text: text(borrowed(row, 1)?) });
        }
        Ok(found)
    }
}
