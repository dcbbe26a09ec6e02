//! The list of handlers: whoever handed over in this register, and whoever was put on the list beforehand. A row of `meta`
//! each, by the name as people read it. A name that is on no row is asked about once, where the list has any.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use crate::domain::error::RegisterError;
use crate::domain::handler::Handler;
use crate::domain::op::WriteContext;
use crate::domain::person::PersonRule;
use crate::domain::text::{CleanText, folded_name, mask};
use crate::store::audit;
use crate::store::columns::{borrowed, if_any, text};
use crate::store::file::error::Result;
use crate::store::register::Store;

/// A row, as it is kept.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    name: String,
    since: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<NaiveDate>,
}

/// The rows of the list, by their keys.
const ALL: &str = "SELECT substr(key, 9), value FROM meta WHERE key BETWEEN 'handler ' AND 'handler!'";

/// Where the handlers of the last call that names any are kept, as a JSON list: searching the audit for that call
/// would cost by all that was imported since.
const LAST: &str = "last_handlers";

/// The handlers of the last call recorded in this register that names any, as they were written. What is no list was
/// written by another tool.
pub(crate) fn last(conn: &Connection) -> Result<Vec<String>> {
    let kept = last_list(conn)?;
    Ok(kept.and_then(|kept| serde_json::from_str(&kept).ok()).unwrap_or_default())
}

/// As [`last`], as it is kept.
pub(crate) fn last_list(conn: &Connection) -> Result<Option<String>> {
    let kept = conn
        .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
        .query_row([LAST], |row| row.get(0))
        .optional()?;
    Ok(kept)
}

/// Keeps the handlers of a call for the next form.
pub(crate) fn keep_last(conn: &Connection, names: &[impl Serialize]) -> Result<()> {
    let list =
        serde_json::to_string(names).map_err(|error| RegisterError::Damaged(text(&error.to_string())))?;
    keep_last_list(conn, &list)
}

/// As [`keep_last`], of a list that was written already.
pub(crate) fn keep_last_list(conn: &Connection, list: &str) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
    )?
    .execute((LAST, list))?;
    Ok(())
}

/// A name as it is shown: numbers and dates in it masked.
fn shown(name: &str) -> CleanText {
    CleanText::shown(&mask::misplaced(name))
}

fn key(name: &str) -> String {
    format!("handler {}", folded_name(name))
}

fn find(conn: &Connection, name: &str) -> Result<Option<Kept>> {
    let kept: Option<String> = conn
        .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
        .query_row([key(name)], |row| row.get(0))
        .optional()?;
    Ok(kept.and_then(|kept| serde_json::from_str(&kept).ok()))
}

fn put(conn: &Connection, kept: &Kept) -> Result<()> {
    let told =
        serde_json::to_string(kept).map_err(|error| RegisterError::Damaged(text(&error.to_string())))?;
    conn.prepare_cached(
        "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
    )?
    .execute((key(&kept.name), told))?;
    Ok(())
}

/// Those of some names who are on no row of a list that has any, or whose last day was before `on`.
pub(crate) fn unknown(conn: &Connection, names: &[CleanText], on: NaiveDate) -> Result<Vec<CleanText>> {
    let mut unknown = Vec::new();
    for name in names.iter().filter(|name| !name.is_empty()) {
        if find(conn, name)?.is_none_or(|kept| kept.until.is_some_and(|until| until < on)) {
            unknown.push(name.clone());
        }
    }
    if unknown.is_empty() || conn.prepare_cached(ALL)?.exists([])? { Ok(unknown) } else { Ok(Vec::new()) }
}

/// Puts on the list whoever of those handed over on a day and is not on it yet: the first ones of a register.
pub(crate) fn note(conn: &Connection, names: &[CleanText], on: NaiveDate) -> Result<()> {
    for name in names.iter().filter(|name| !name.is_empty()) {
        if find(conn, name)?.is_none() {
            put(conn, &Kept { name: name.to_string(), since: on, until: None })?;
        }
    }
    Ok(())
}

/// Puts names on the list, also those whose last day was told before. Answers whether any is new there.
///
/// # Errors
/// Something that is no name: without a letter.
pub(crate) fn add(conn: &Connection, names: &[CleanText], ctx: &WriteContext) -> Result<bool> {
    let mut added = false;
    for name in names.iter().filter(|name| !name.is_empty()) {
        if !name.chars().any(char::is_alphabetic) {
            return Err(RegisterError::Person(vec![PersonRule::Name.into()]));
        }
        let before = find(conn, name)?;
        if before.as_ref().is_some_and(|kept| kept.until.is_none()) {
            continue;
        }
        let until = before.as_ref().and_then(|kept| kept.until).map(|day| day.to_string());
        let since = before.as_ref().map_or(ctx.today, |kept| kept.since);
        put(
            conn,
            &Kept { name: before.map_or_else(|| name.to_string(), |kept| kept.name), since, until: None },
        )?;
        audit::line(conn, ctx, "add_handler", name, until.as_deref(), Some(&ctx.today.to_string()))?;
        added = true;
    }
    Ok(added)
}

/// Tells the last day on which somebody hands over.
///
/// # Errors
/// Nobody of that name is on the list.
pub(crate) fn end(conn: &Connection, name: &CleanText, on: NaiveDate, ctx: &WriteContext) -> Result<bool> {
    let kept = find(conn, name)?.ok_or_else(|| RegisterError::NotFound(name.clone()))?;
    if kept.until == Some(on) {
        return Ok(false);
    }
    let before = kept.until.map(|day| day.to_string());
    audit::line(conn, ctx, "end_handler", name, before.as_deref(), Some(&on.to_string()))?;
    put(conn, &Kept { until: Some(on), ..kept })?;
    // The next form proposes them no more, and whoever names them is asked.
    let (last, ended) = (last(conn)?, folded_name(name));
    keep_last(conn, &last.iter().filter(|one| folded_name(one) != ended).collect::<Vec<_>>())?;
    Ok(true)
}

/// How a name stands on the list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stood {
    /// Not.
    Off,
    /// With the last day, if one was told.
    On(Option<NaiveDate>),
}

/// How a name stands on the list.
pub(crate) fn stands(conn: &Connection, name: &str) -> Result<Stood> {
    Ok(find(conn, name)?.map_or(Stood::Off, |kept| Stood::On(kept.until)))
}

/// Whether somebody of that name handed over in any call or entry.
pub(crate) fn handed_over(conn: &Connection, name: &str) -> Result<bool> {
    let wanted = folded_name(name);
    let mut statement = conn.prepare(
        "SELECT handler_1 FROM entry UNION SELECT handler_2 FROM entry
         UNION SELECT handler_1 FROM visit UNION SELECT handler_2 FROM visit",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if if_any(row, 0)?.is_some_and(|name| folded_name(name) == wanted) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Has a name stand on the list as before an act.
pub(crate) fn put_back(conn: &Connection, name: &str, stood: Stood) -> Result<()> {
    match (find(conn, name)?, stood) {
        (Some(kept), Stood::On(until)) => put(conn, &Kept { until, ..kept }),
        (Some(_), Stood::Off) => {
            conn.prepare_cached("DELETE FROM meta WHERE key = ?1")?.execute([key(name)])?;
            Ok(())
        }
        (None, _) => Err(RegisterError::NotFound(shown(name))),
    }
}

/// Behind the migrations of a register of an older program: whoever handed over in it is on the list, since the first day.
pub(crate) fn gather(conn: &Connection) -> Result<()> {
    let mut statement = conn.prepare(
        "SELECT name, min(day) FROM (
           SELECT handler_1 AS name, visited_on AS day FROM visit UNION ALL SELECT handler_2, visited_on FROM visit
           UNION ALL SELECT handler_1, paid_on FROM entry UNION ALL SELECT handler_2, paid_on FROM entry)
         WHERE name <> '' GROUP BY name ORDER BY 2, 1",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        note(conn, &[CleanText::unmasked(borrowed(row, 0)?)], row.get(1)?)?;
    }
    Ok(())
}

/// The last day of everybody on the list, by the folded name.
pub(crate) fn last_days(conn: &Connection) -> Result<HashMap<String, Option<NaiveDate>>> {
    let mut statement = conn.prepare(ALL)?;
    let mut rows = statement.query([])?;
    let mut days = HashMap::new();
    while let Some(row) = rows.next()? {
        if let Ok(kept) = serde_json::from_str::<Kept>(borrowed(row, 1)?) {
            days.insert(borrowed(row, 0)?.to_owned(), kept.until);
        }
    }
    Ok(days)
}

/// The names of those whose last day was not told, as fields propose them: what would show a number or a birth date is
/// typed anew.
pub(crate) fn names(conn: &Connection) -> Result<Vec<CleanText>> {
    let mut statement = conn.prepare_cached(ALL)?;
    let mut rows = statement.query([])?;
    let mut names = Vec::new();
    while let Some(row) = rows.next()? {
        if let Ok(kept) = serde_json::from_str::<Kept>(borrowed(row, 1)?)
            && kept.until.is_none()
            && *shown(&kept.name) == *kept.name
        {
            names.push(shown(&kept.name));
        }
    }
    Ok(names)
}

impl Store {
    /// The list of handlers, by name, with how many gifts that stand name each.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn handlers(&self) -> Result<Vec<Handler>> {
        let mut gifts: BTreeMap<String, u64> = BTreeMap::new();
        let mut statement = self.conn.prepare(
            "SELECT handler_1, handler_2 FROM entry AS g WHERE kind = 'gift'
             AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = g.id)",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for at in 0..2 {
                if let Some(name) = if_any(row, at)? {
                    *gifts.entry(folded_name(name)).or_default() += 1;
                }
            }
        }
        let mut statement = self.conn.prepare(ALL)?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            if let Ok(kept) = serde_json::from_str::<Kept>(borrowed(row, 1)?) {
                let gifts = gifts.get(borrowed(row, 0)?).copied().unwrap_or_default();
                let name = shown(&kept.name);
                found.push(Handler { name, since: kept.since, until: kept.until, gifts });
            }
        }
        Ok(found)
    }
}
