//! Pages of the roster, read by key in either direction.

use std::fmt::Write as _;

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::{Result, Store, counts, names, rounds, rows};
use crate::domain::holiday::RoundCode;
use crate::domain::place::Scope;
use crate::domain::query::{Page, RosterQuery, RosterRow, RowKey, ScopeLine, Show, Sort, Start, VillageLine};
use crate::domain::round::Round;

impl Store {
    /// The counts of every scope: the whole banner, each township, the units.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn scopes(&self, round: Option<RoundCode>) -> Result<Vec<ScopeLine>> {
        counts::scopes(&self.conn, round)
    }

    /// The counts of the villages in which somebody is in the round.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn villages(&self, round: RoundCode, scope: &Scope) -> Result<Vec<VillageLine>> {
        counts::villages(&self.conn, round, scope)
    }

    /// A page of the roster.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn roster(&self, query: &RosterQuery, today: NaiveDate) -> Result<Page<RosterRow>> {
        let round = query.round.map(|code| rounds::load(&self.conn, code)).transpose()?;
        page(&self.conn, query, round.as_ref(), today)
    }
}

/// The kind and township that a scope stands for.
pub(super) fn scope_values(scope: &Scope) -> (&'static str, Option<String>) {
    match scope {
        Scope::Banner => ("person", None),
        Scope::Township(code) => ("person", Some(code.0.clone())),
        Scope::Units => ("unit", None),
    }
}

/// The columns that order a list. The last is the tie-break; those before it make the key's parts.
fn order(query: &RosterQuery) -> &'static [&'static str] {
    match (query.show, query.sort) {
        (Show::Everyone, Sort::Village | Sort::State) => &["r.township", "r.village", "r.pinyin", "r.no"],
        (Show::Everyone, Sort::Name) => &["r.pinyin", "r.no"],
        (_, Sort::Village) => &["s.township", "s.village", "s.pinyin", "s.recipient"],
        (_, Sort::Name) => &["s.pinyin", "s.recipient"],
        (_, Sort::State) => &["s.rank", "s.township", "s.village", "s.pinyin", "s.recipient"],
    }
}

/// Columns that hold numbers; keys carry them as text, and SQLite compares by type.
fn numeric(column: &str) -> bool {
    matches!(column, "r.village" | "s.village" | "s.rank")
}

/// A page in list order, whichever way it was read.
pub(super) fn page(
    conn: &Connection,
    query: &RosterQuery,
    round: Option<&Round>,
    today: NaiveDate,
) -> Result<Page<RosterRow>> {
    let order = order(query);
    let (sql, values) = statement(conn, query)?;
    let (back, elsewhere) = match query.start {
        Start::First => (false, false),
        Start::Last => (true, false),
        Start::After(_) | Start::At(_) => (false, true),
        Start::Before(_) => (true, true),
    };
    let mut statement = conn.prepare_cached(&sql)?;
    let mut found = statement.query(params_from_iter(values))?;
    let mut reader = rows::Reader::new(conn)?;
    let mut list = Vec::new();
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let mut more = false;
    while let Some(row) = found.next()? {
        if list.len() == limit {
            more = true;
            break;
        }
        let mut read = reader.read(row, round, today)?;
        rows::derive(conn, &mut read, round, today)?;
        for at in 0..order.len() - 1 {
            read.key.parts.push(key_part(row, KEY_AT + at)?);
        }
        list.push(read);
    }
    if back {
        list.reverse();
    }
    Ok(Page {
        rows: list,
        more_before: if back { more } else { elsewhere },
        more_after: if back { elsewhere } else { more },
    })
}

/// The SQL of a page and its values; one row more than asked for, to know whether more follow.
pub(super) fn statement(conn: &Connection, query: &RosterQuery) -> Result<(String, Vec<Value>)> {
    let order = order(query);
    let mut sql = select(query, order);
    let mut values: Vec<Value> = Vec::new();
    filters(conn, query, &mut sql, &mut values)?;
    let (back, key) = match &query.start {
        Start::First => (false, None),
        Start::Last => (true, None),
        Start::After(key) => (false, Some((key, ">"))),
        Start::At(key) => (false, Some((key, ">="))),
        Start::Before(key) => (true, Some((key, "<"))),
    };
    if let Some((key, compare)) = key {
        let marks = vec!["?"; order.len()].join(", ");
        let _ = write!(sql, " AND ({}) {compare} ({marks})", order.join(", "));
        values.extend(key_values(key, order));
    }
    let direction = if back { " DESC" } else { "" };
    let columns: Vec<String> = order.iter().map(|column| format!("{column}{direction}")).collect();
    let _ = write!(sql, " ORDER BY {} LIMIT ?", columns.join(", "));
    values.push(Value::Integer(i64::from(query.limit) + 1));
    Ok((sql, values))
}

/// Where the key's columns begin, behind those of the row.
const KEY_AT: usize = 19;

fn select(query: &RosterQuery, order: &[&str]) -> String {
    let keys = order.iter().take(order.len() - 1).copied().collect::<Vec<_>>().join(", ");
    // Named, since the planner would rather sort everybody of a rank.
    let index = match (query.show, query.sort, &query.scope) {
        (Show::Open, Sort::Village, _) => "INDEXED BY standing_open ",
        (Show::Exceptions, Sort::Village, _) => "INDEXED BY standing_exception ",
        (Show::Open | Show::Exceptions, Sort::Name, Scope::Township(_)) => {
            "INDEXED BY standing_township_name "
        }
        (Show::Open | Show::Exceptions, Sort::Name, Scope::Banner | Scope::Units) => {
            "INDEXED BY standing_name "
        }
        _ => "",
    };
    let from = if query.show == Show::Everyone {
        "FROM recipient AS r LEFT JOIN standing AS s ON s.round = ? AND s.recipient = r.no".to_owned()
    } else {
        format!("FROM standing AS s {index}JOIN recipient AS r ON r.no = s.recipient")
    };
    format!("SELECT {}, {keys} {from} {} WHERE ", rows::COLUMNS, rows::JOINS)
}

fn filters(conn: &Connection, query: &RosterQuery, sql: &mut String, values: &mut Vec<Value>) -> Result<()> {
    let (kind, township) = scope_values(&query.scope);
    let code = Value::Text(query.round.map(|round| round.to_string()).unwrap_or_default());
    values.push(code);
    let side = if query.show == Show::Everyone { "r" } else { "s" };
    if query.show != Show::Everyone {
        sql.push_str("s.round = ? AND ");
    }
    let _ = write!(sql, "{side}.kind = ?");
    values.push(Value::Text(kind.to_owned()));
    if let Some(township) = township {
        let _ = write!(sql, " AND {side}.township = ?");
        values.push(Value::Text(township));
    }
    sql.push_str(match query.show {
        Show::InRound | Show::Everyone => "",
        Show::Open => " AND s.rank <= 1",
        Show::Done => " AND s.rank = 2",
        Show::Exceptions => " AND s.rank IN (0, 3)",
        Show::Closed => " AND s.rank = 3",
    });
    if let Some(village) = &query.village {
        let _ = write!(sql, " AND {side}.village IN (SELECT no FROM village WHERE name = ?)");
        values.push(Value::Text(village.to_string()));
    }
    if let Some(group) = &query.group {
        sql.push_str(
            " AND EXISTS (SELECT 1 FROM group_held AS h WHERE h.recipient = r.no AND h.visit_group = ?)",
        );
        values.push(Value::Integer(names::group_no(conn, group)?));
    }
    Ok(())
}

fn key_values(key: &RowKey, order: &[&str]) -> Vec<Value> {
    let mut values: Vec<Value> = order
        .iter()
        .zip(&key.parts)
        .map(|(column, part)| {
            if numeric(column) {
                Value::Integer(part.parse().unwrap_or_default())
            } else {
                Value::Text(part.clone())
            }
        })
        .collect();
    values.push(Value::Integer(key.no));
    values
}

fn key_part(row: &rusqlite::Row<'_>, at: usize) -> Result<String> {
    Ok(match row.get::<_, Value>(at)? {
        Value::Integer(n) => n.to_string(),
        Value::Text(text) => text,
        Value::Null | Value::Real(_) | Value::Blob(_) => String::new(),
    })
}
