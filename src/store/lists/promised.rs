//! Who was promised a visit by today: they come first in every due list.

use std::fmt::Write as _;

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::domain::holiday::RoundCode;
use crate::domain::list::DueItem;
use crate::domain::page::{Page, RowKey, Start};
use crate::domain::place::Scope;
use crate::store::codec;
use crate::store::file::error::Result;
use crate::store::lists::row;
use crate::store::rounds;

/// The columns that order them, the earliest promise first; those before the last make the key's parts.
const ORDER: [&str; 7] =
    ["s.detail_on", "s.round", "s.kind", "s.township", "s.village", "s.pinyin", "s.recipient"];
/// The part of a key that is a number.
const VILLAGE: usize = 4;

/// Which of them are asked for.
pub(crate) struct Promises<'a> {
    /// Of these rounds.
    pub(crate) rounds: &'a [RoundCode],
    /// Of this part of the register; none for all of it, units too.
    pub(crate) scope: Option<&'a Scope>,
    /// Until this day.
    pub(crate) today: NaiveDate,
}

/// The SQL of a page, and its values: read from the small index of promises alone.
pub(crate) fn statement(promises: &Promises<'_>, start: &Start, limit: u32) -> (String, Vec<Value>) {
    let mut values = vec![Value::Text(promises.today.to_string())];
    values.extend(promises.rounds.iter().map(|code| Value::Text(code.to_string())));
    let mut sql = format!(
        "SELECT {} FROM standing AS s INDEXED BY standing_promised
         WHERE s.detail >= 'deferred' AND s.detail < 'deferree' AND s.detail_on <= ? AND s.round IN ({})",
        ORDER.join(", "),
        vec!["?"; promises.rounds.len()].join(", ")
    );
    if let Some(scope) = promises.scope {
        let (kind, township) = codec::scope_values(scope);
        sql.push_str(" AND s.kind = ?");
        values.push(Value::Text(kind.to_owned()));
        if let Some(township) = township {
            sql.push_str(" AND s.township = ?");
            values.push(Value::Text(township));
        }
    }
    let (back, key) = match start {
        Start::First => (false, None),
        Start::Last => (true, None),
        Start::After(key) => (false, Some((key, ">"))),
        Start::At(key) => (false, Some((key, ">="))),
        Start::Before(key) => (true, Some((key, "<"))),
    };
    if let Some((key, compare)) = key {
        let parts = key.parts.iter().enumerate().map(|(at, part)| match at {
            VILLAGE => Value::Integer(part.parse().unwrap_or_default()),
            _ => Value::Text(part.clone()),
        });
        values.extend(parts);
        values.push(Value::Integer(key.no));
        let _ = write!(sql, " AND ({}) {compare} ({})", ORDER.join(", "), ["?"; ORDER.len()].join(", "));
    }
    let direction = if back { " DESC" } else { "" };
    let by = ORDER.map(|column| format!("{column}{direction}"));
    values.push(Value::Integer(i64::from(limit) + 1));
    let _ = write!(sql, " ORDER BY {} LIMIT ?", by.join(", "));
    (sql, values)
}

/// A page of them.
pub(crate) fn page(
    conn: &Connection,
    promises: &Promises<'_>,
    start: &Start,
    limit: u32,
) -> Result<Page<DueItem>> {
    let (sql, values) = statement(promises, start, limit);
    let mut keys = Vec::new();
    let mut statement = conn.prepare_cached(&sql)?;
    let mut found = statement.query(params_from_iter(values))?;
    while let Some(row) = found.next()? {
        let mut parts = Vec::with_capacity(ORDER.len() - 1);
        for at in 0..ORDER.len() - 1 {
            parts.push(match at {
                VILLAGE => row.get::<_, i64>(at)?.to_string(),
                _ => row.get(at)?,
            });
        }
        keys.push(RowKey { parts, no: row.get(ORDER.len() - 1)? });
    }
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = keys.len() > limit;
    keys.truncate(limit);
    let back = matches!(start, Start::Last | Start::Before(_));
    if back {
        keys.reverse();
    }
    let elsewhere = !matches!(start, Start::First | Start::Last);
    let mut rows = Vec::with_capacity(keys.len());
    for key in keys {
        rows.push(item(conn, key, promises.today)?);
    }
    Ok(Page {
        rows,
        more_before: if back { more } else { elsewhere },
        more_after: if back { elsewhere } else { more },
    })
}

fn item(conn: &Connection, key: RowKey, today: NaiveDate) -> Result<DueItem> {
    let code = rounds::parse_code(key.parts.get(1).map_or("", String::as_str))?;
    let round = rounds::load_for_rows(conn, code)?;
    let mut row = row::one(conn, key.no, Some(&round), today)?;
    row::as_settled(&mut row::Reader::new(conn, today)?, &mut row, Some(&round))?;
    row.key = key;
    Ok(DueItem { round: code, is_promised: true, row })
}
