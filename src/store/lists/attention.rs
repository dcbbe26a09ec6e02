//! Who asks for attention: read from small indexes, whatever the register holds.

use std::fmt::Write as _;

use chrono::{Days, NaiveDate};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use crate::domain::attention::{Attention, AttentionItem, AttentionQuery, Count, Promise, Today, Watched};
use crate::domain::page::{Page, RowKey, Start};
use crate::domain::place::TownshipCode;
use crate::domain::review::says_gone;
use crate::domain::text::CleanText;
use crate::store::columns::{about, borrowed, day, set_day, text};
use crate::store::file::error::Result;
use crate::store::lists::review::people;
use crate::store::lists::row;
use crate::store::register::Store;
use crate::store::rounds;

/// Most promises that are counted.
const COUNTED: i64 = 999;
/// Most people that are counted, each of whom is looked up.
const LOOKED_UP: u64 = 99;
/// How far ahead promises are told, in days.
const SOON: u64 = 7;
/// Promises that are told by name.
const TOLD: i64 = 6;

/// People whose note may say that they are gone: the very words of the index. Whether it does, [`says_gone`] tells.
const NOTED_GONE: &str =
    "died_on IS NULL AND left_on IS NULL AND note GLOB '*[已病亡身去过逝离辞死迁注][故世亡出销]*'
    AND kind = 'person' AND merged_into IS NULL";

/// People without an ID number who are alive and here.
const NO_NUMBER: &str = "id_key IS NULL AND kind = 'person' AND died_on IS NULL AND left_on IS NULL AND held_on IS NULL AND merged_into IS NULL";

/// Where the last call was recorded for a person: the last lines of the audit name the calls of this device.
pub(crate) const LAST_TOWNSHIP: &str = "SELECT r.township
     FROM (SELECT action, subject FROM audit ORDER BY local_id DESC LIMIT 100) AS a
     CROSS JOIN visit AS v ON v.id = a.subject CROSS JOIN recipient AS r ON r.id = v.recipient
     WHERE a.action = 'record' AND r.kind = 'person' LIMIT 1";

/// The first of those who were promised a visit between two days.
pub(crate) const PROMISES: &str =
    "SELECT r.name, t.name, s.detail_on, r.birth FROM standing AS s INDEXED BY standing_promised
     CROSS JOIN recipient AS r ON r.local_id = s.recipient CROSS JOIN township AS t ON t.code = s.township
     WHERE s.detail >= 'deferred' AND s.detail < 'deferree' AND s.detail_on BETWEEN ?1 AND ?2
     ORDER BY s.detail_on, s.round, s.kind, s.township, s.village, s.pinyin, s.recipient LIMIT ?3";

/// The statement that counts promises, as far as is worth it.
pub(crate) const COUNT_PROMISES: &str =
    "SELECT count(*) FROM (SELECT 1 FROM standing INDEXED BY standing_promised
     WHERE detail >= 'deferred' AND detail < 'deferree' AND detail_on BETWEEN ?1 AND ?2 LIMIT ?3)";

/// The days between which a visit was promised; none for the lists of people.
fn days(list: Attention, today: NaiveDate) -> Option<(String, String)> {
    match list {
        Attention::PromisedToday => Some((today.to_string(), today.to_string())),
        // Days are text: none is before the empty one.
        Attention::PromisedMissed => {
            Some((String::new(), today.pred_opt().map(|day| day.to_string()).unwrap_or_default()))
        }
        // The dates of chrono end later than those of any register.
        Attention::PromisedSoon => {
            let day = |after: u64| today.checked_add_days(Days::new(after)).map(|day| day.to_string());
            Some((day(1).unwrap_or_default(), day(SOON).unwrap_or_default()))
        }
        Attention::NotedGone
        | Attention::NoNumber
        | Attention::CheckDigit
        | Attention::NoPhone
        | Attention::NoVillage
        | Attention::Sixty
        | Attention::NotSeen => None,
    }
}

impl Store {
    /// What the first screen of a day tells.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn today(&self, today: NaiveDate) -> Result<Today> {
        let conn = &self.conn;
        let mut told =
            Today { drafts: self.drafts()?, half_keyed: self.half_keyed_sheets()?, ..Today::default() };
        for (list, watched) in Attention::TODAY.into_iter().zip(&mut told.lists) {
            *watched = watch(conn, list, today)?;
        }
        let last = conn.prepare_cached(LAST_TOWNSHIP)?.query_row([], |row| row.get(0)).optional()?;
        told.last_township = last.map(TownshipCode);
        Ok(told)
    }

    /// A page of those who ask for attention.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn attention(&self, query: &AttentionQuery, today: NaiveDate) -> Result<Page<AttentionItem>> {
        page(&self.conn, query, today)
    }
}

fn watch(conn: &Connection, list: Attention, today: NaiveDate) -> Result<Watched> {
    let Some((from, to)) = days(list, today) else {
        let found = count(conn, list, None, today, LOOKED_UP + 1)?;
        let count = Count { counted: found.min(LOOKED_UP), more: found > LOOKED_UP };
        return Ok(Watched { count, first: Vec::new() });
    };
    let found: i64 =
        conn.prepare_cached(COUNT_PROMISES)?.query_row((&from, &to, COUNTED + 1), |row| row.get(0))?;
    let first = if found == 0 {
        Vec::new()
    } else {
        let promise = |row: &rusqlite::Row<'_>| {
            Ok(Promise {
                name: CleanText::about(borrowed(row, 0)?, day(row, 3)?),
                township: text(borrowed(row, 1)?),
                on: set_day(row, 2)?,
            })
        };
        conn.prepare_cached(PROMISES)?
            .query_map((&from, &to, TOLD), promise)?
            .collect::<rusqlite::Result<_>>()?
    };
    let count = Count { counted: found.min(COUNTED).unsigned_abs(), more: found > COUNTED };
    Ok(Watched { count, first })
}

/// How many are on a list, at most so many: those that its pages list.
pub(crate) fn count(
    conn: &Connection,
    list: Attention,
    township: Option<&TownshipCode>,
    today: NaiveDate,
    most: u64,
) -> Result<u64> {
    let mut found = 0;
    each(conn, list, township, &Start::First, today, |_| {
        found += 1;
        found < most
    })?;
    Ok(found)
}

/// The columns that order a list; those before the last make the key's parts, the last is the tie-break.
fn order(list: Attention) -> &'static [&'static str] {
    match list {
        Attention::PromisedToday | Attention::PromisedMissed | Attention::PromisedSoon => {
            &["s.detail_on", "s.round", "s.kind", "s.township", "s.village", "s.pinyin", "s.recipient"]
        }
        Attention::NoNumber => &["r.name", "r.township", "r.local_id"],
        Attention::NotedGone
        | Attention::CheckDigit
        | Attention::NoPhone
        | Attention::NoVillage
        | Attention::Sixty
        | Attention::NotSeen => &["r.township", "r.village", "r.pinyin", "r.local_id"],
    }
}

/// The SQL that reads a list of its index from a place on, either way, and its values. Behind the columns of the order
/// stands the note, where the list is of notes.
pub(crate) fn statement(
    list: Attention,
    township: Option<&TownshipCode>,
    start: &Start,
    today: NaiveDate,
) -> (String, Vec<Value>) {
    let order = order(list);
    let (back, key) = match start {
        Start::First => (false, None),
        Start::Last => (true, None),
        Start::After(key) => (false, Some((key, ">"))),
        Start::At(key) => (false, Some((key, ">="))),
        Start::Before(key) => (true, Some((key, "<"))),
    };
    let mut values = Vec::new();
    let mut columns = order.join(", ");
    let mut from = if let Some((first, last)) = days(list, today) {
        values.extend([Value::Text(first), Value::Text(last)]);
        "standing AS s INDEXED BY standing_promised
         WHERE s.detail >= 'deferred' AND s.detail < 'deferree' AND s.detail_on BETWEEN ? AND ?"
            .to_owned()
    } else if list == Attention::NotedGone {
        columns.push_str(", r.note");
        format!("recipient AS r INDEXED BY recipient_noted_gone WHERE {NOTED_GONE}")
    } else {
        format!("recipient AS r INDEXED BY recipient_unnumbered WHERE {NO_NUMBER}")
    };
    if let Some(township) = township {
        // Where it does not lead the index it only filters: the order of the index stays.
        let column = order.iter().find(|column| column.ends_with("township")).unwrap_or(&"r.township");
        let plus = if order.first() == Some(column) { "" } else { "+" };
        let _ = write!(from, " AND {plus}{column} = ?");
        values.push(Value::Text(township.0.clone()));
    }
    let compared = key.map_or_else(String::new, |(key, compare)| {
        let parts = order.iter().zip(&key.parts).map(|(column, part)| {
            if column.ends_with("village") {
                Value::Integer(part.parse().unwrap_or_default())
            } else {
                Value::Text(part.clone())
            }
        });
        values.extend(parts);
        values.push(Value::Integer(key.no));
        let marks = vec!["?"; order.len()].join(", ");
        format!(" AND ({}) {compare} ({marks})", order.join(", "))
    });
    let direction = if back { " DESC" } else { "" };
    let by: Vec<String> = order.iter().map(|column| format!("{column}{direction}")).collect();
    (format!("SELECT {columns} FROM {from}{compared} ORDER BY {}", by.join(", ")), values)
}

/// Visits the keys of a list, from a place on and either way, until `visit` answers no.
fn each(
    conn: &Connection,
    list: Attention,
    township: Option<&TownshipCode>,
    start: &Start,
    today: NaiveDate,
    mut visit: impl FnMut(RowKey) -> bool,
) -> Result<()> {
    if let Some(mut walk) = people::Walk::of(conn, list, today)? {
        return walk.each(township, start, visit);
    }
    let (sql, values) = statement(list, township, start, today);
    let parts = order(list).len() - 1;
    let mut statement = conn.prepare_cached(&sql)?;
    let mut found = statement.query(params_from_iter(values))?;
    while let Some(row) = found.next()? {
        if list == Attention::NotedGone && !says_gone(borrowed(row, parts + 1)?) {
            continue;
        }
        let mut key = RowKey { parts: Vec::with_capacity(parts), no: row.get(parts)? };
        for at in 0..parts {
            key.parts.push(match row.get::<_, Value>(at)? {
                Value::Integer(n) => n.to_string(),
                Value::Text(text) => text,
                Value::Null | Value::Real(_) | Value::Blob(_) => String::new(),
            });
        }
        if !visit(key) {
            break;
        }
    }
    Ok(())
}

fn page(conn: &Connection, query: &AttentionQuery, today: NaiveDate) -> Result<Page<AttentionItem>> {
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let mut keys = Vec::new();
    each(conn, query.list, query.township.as_ref(), &query.start, today, |key| {
        keys.push(key);
        // One more, to know whether more follow.
        keys.len() <= limit
    })?;
    let more = keys.len() > limit;
    let (back, elsewhere) = match query.start {
        Start::First => (false, false),
        Start::Last => (true, false),
        Start::After(_) | Start::At(_) => (false, true),
        Start::Before(_) => (true, true),
    };
    let mut rows = Vec::new();
    for key in keys.into_iter().take(limit) {
        rows.push(item(conn, query, key, today)?);
    }
    if back {
        rows.reverse();
    }
    Ok(Page {
        rows,
        more_before: if back { more } else { elsewhere },
        more_after: if back { elsewhere } else { more },
    })
}

fn item(conn: &Connection, query: &AttentionQuery, key: RowKey, today: NaiveDate) -> Result<AttentionItem> {
    let (round, note) = match query.list {
        // The second part of the key.
        Attention::PromisedToday | Attention::PromisedMissed | Attention::PromisedSoon => {
            (key.parts.get(1).map(|code| rounds::parse_code(code)).transpose()?, None)
        }
        Attention::NotedGone => {
            let mut note = conn.prepare_cached("SELECT note, birth FROM recipient WHERE local_id = ?1")?;
            (query.round, note.query_row([key.no], |row| Ok(about(row.get(0)?, day(row, 1)?)))?)
        }
        Attention::NoNumber
        | Attention::CheckDigit
        | Attention::NoPhone
        | Attention::NoVillage
        | Attention::Sixty
        | Attention::NotSeen => (query.round, None),
    };
    let loaded = round.map(|code| rounds::load_for_rows(conn, code)).transpose()?;
    let mut row = row::one(conn, key.no, loaded.as_ref(), today)?;
    row.key = key;
    Ok(AttentionItem { round, row, note })
}
