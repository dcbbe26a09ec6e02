//! Pages of the roster, read by key in either direction.

use std::fmt::Write as _;

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::domain::batch::LARGEST_BATCH;
use crate::domain::holiday::RoundCode;
use crate::domain::list::{RosterQuery, RosterRow, RosterSum, ScopeLine, Show, Sort, VillageLine};
use crate::domain::money::Fen;
use crate::domain::page::{Page, RowKey, Start};
use crate::domain::place::Scope;
use crate::domain::round::Round;
use crate::store::file::error::Result;
use crate::store::lists::{counts, gather, row};
use crate::store::register::Store;
use crate::store::{codec, labels, rounds};

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

    /// What those on a roster come to; of more than one act of many holds, those first ones.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn roster_sum(&self, query: &RosterQuery) -> Result<RosterSum> {
        let limit = u32::try_from(LARGEST_BATCH).unwrap_or(u32::MAX);
        let query = RosterQuery { start: Start::First, limit, ..query.clone() };
        let mut sum = RosterSum::default();
        for (sql, values) in statements(&self.conn, &query)? {
            let sql = format!(
                "SELECT count(*), coalesce(sum(cash_fen), 0), coalesce(sum(goods_fen), 0) FROM ({sql})"
            );
            let (listed, cash, goods): (u64, i64, i64) = self
                .conn
                .prepare_cached(&sql)?
                .query_row(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            sum.listed += listed;
            (sum.cash, sum.goods) = (sum.cash.plus(Fen::new(cash)), sum.goods.plus(Fen::new(goods)));
        }
        sum.more = sum.listed > u64::from(limit);
        sum.listed = sum.listed.min(u64::from(limit));
        Ok(sum)
    }

    /// A page of the roster.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn roster(&self, query: &RosterQuery, today: NaiveDate) -> Result<Page<RosterRow>> {
        let round = query.round.map(|code| rounds::load_for_rows(&self.conn, code)).transpose()?;
        page(&self.conn, query, round.as_ref(), today)
    }
}

/// The columns that order a list. The last is the tie-break; those before it make the key's parts.
pub(crate) fn order(query: &RosterQuery) -> &'static [&'static str] {
    match (query.show, query.sort) {
        (Show::Everyone, Sort::Village | Sort::State) => {
            &["r.township", "r.village", "r.pinyin", "r.local_id"]
        }
        (Show::Everyone, Sort::Name) => &["r.pinyin", "r.local_id"],
        (_, Sort::Village) => &["s.township", "s.village", "s.pinyin", "s.recipient"],
        (_, Sort::Name) => &["s.pinyin", "s.recipient"],
        (_, Sort::State) => &["s.rank", "s.township", "s.village", "s.pinyin", "s.recipient"],
    }
}

/// The ranks that a list shows; none where it is not by rank.
pub(crate) fn ranks(show: Show) -> &'static [i64] {
    match show {
        Show::Everyone => &[],
        Show::InRound => &[0, 1, 2, 3],
        Show::Open => &[0, 1],
        Show::Done => &[2],
        Show::Exceptions => &[0, 3],
        Show::Closed => &[3],
    }
}

/// Columns that hold numbers; keys carry them as text, and SQLite compares by type.
fn numeric(column: &str) -> bool {
    matches!(column, "r.village" | "s.village" | "s.rank")
}

/// A page in list order, whichever way it was read.
pub(crate) fn page(
    conn: &Connection,
    query: &RosterQuery,
    round: Option<&Round>,
    today: NaiveDate,
) -> Result<Page<RosterRow>> {
    let keys = order(query).len() - 1;
    let (back, elsewhere) = match query.start {
        Start::First => (false, false),
        Start::Last => (true, false),
        Start::After(_) | Start::At(_) => (false, true),
        Start::Before(_) => (true, true),
    };
    let mut list = Vec::new();
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let mut more = false;
    for (sql, values) in statements(conn, query)? {
        let mut statement = conn.prepare_cached(&sql)?;
        let mut found = statement.query(params_from_iter(values))?;
        let mut reader = row::Reader::new(conn, today)?;
        while let Some(row) = found.next()? {
            more = list.len() == limit;
            if more {
                break;
            }
            let mut read = reader.read(row, round)?;
            row::derive(conn, &mut read, round, today)?;
            if query.show != Show::Everyone {
                row::as_settled(&mut reader, &mut read, round)?;
            }
            for at in 0..keys {
                read.key.parts.push(key_part(row, KEY_AT + at)?);
            }
            list.push(read);
        }
        if more {
            break;
        }
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

/// The statements that read a page, one behind the other, with their values: a list by state is read rank by
/// rank, any other by one statement. Each may bring the whole page and one row more, to know whether more follow.
pub(crate) fn statements(conn: &Connection, query: &RosterQuery) -> Result<Vec<(String, Vec<Value>)>> {
    let (back, key) = match &query.start {
        Start::First => (false, None),
        Start::Last => (true, None),
        Start::After(key) => (false, Some((key, ">"))),
        Start::At(key) => (false, Some((key, ">="))),
        Start::Before(key) => (true, Some((key, "<"))),
    };
    if let Some(source) = gather::source(conn, query)? {
        return Ok(vec![gather::statement(query, &source, key, back)]);
    }
    let ranks = ranks(query.show);
    if query.sort != Sort::State || ranks.is_empty() {
        return Ok(vec![statement(conn, query, ranks, key, back)?]);
    }
    let mut ranks = ranks.to_vec();
    if back {
        ranks.reverse();
    }
    let begin = key.and_then(|(key, _)| key.parts.first()?.parse::<i64>().ok());
    ranks.retain(|rank| begin.is_none_or(|begin| if back { *rank <= begin } else { *rank >= begin }));
    let own = |rank: &i64| statement(conn, query, &[*rank], key.filter(|_| begin == Some(*rank)), back);
    ranks.iter().map(own).collect()
}

/// Where the key's columns begin, behind those of the row.
const KEY_AT: usize = 19;

/// The columns of a page: those of the row, then those that order it.
pub(crate) fn columns(query: &RosterQuery) -> String {
    format!("{}, {}", row::COLUMNS, order(query).join(", "))
}

/// A key, and how the rows of a page compare with it.
pub(crate) type Key<'a> = (&'a RowKey, &'static str);

/// The SQL of those of a page who have one of these ranks, and its values.
fn statement(
    conn: &Connection,
    query: &RosterQuery,
    ranks: &[i64],
    key: Option<Key<'_>>,
    back: bool,
) -> Result<(String, Vec<Value>)> {
    let mut values = Values::default();
    // By village, whoever has one of two ranks is read from two places of one index, merged; within a village,
    // by name too. Villages of the same name lie in several places.
    let merged = (query.sort == Sort::Village || query.village.is_some()) && ranks.len() == 2;
    let each: Vec<&[i64]> = if merged { ranks.chunks(1).collect() } else { vec![ranks] };
    let villages = villages(conn, query)?;
    let mut parts = Vec::new();
    for village in &villages {
        for ranks in &each {
            parts.push(part(conn, query, ranks, village.as_ref(), key, &mut values)?);
        }
    }
    let direction = if back { " DESC" } else { "" };
    let columns: Vec<String> =
        (KEY_AT + 1..).take(order(query).len()).map(|at| format!("{at}{direction}")).collect();
    let limit = values.mark(Value::Integer(i64::from(query.limit) + 1));
    let sql = format!("{} ORDER BY {} LIMIT {limit}", parts.join(" UNION ALL "), columns.join(", "));
    Ok((sql, values.0))
}

/// The villages of the scope that bear the name asked for, with their townships; one that is none where none is
/// asked for, and a number that no village has where none bears it.
fn villages(conn: &Connection, query: &RosterQuery) -> Result<Vec<Option<(String, i64)>>> {
    let Some(name) = &query.village else { return Ok(vec![None]) };
    let (_, township) = codec::scope_values(&query.scope);
    let mut statement = conn.prepare_cached(
        "SELECT township, local_id FROM village WHERE name = ?1 AND (?2 IS NULL OR township = ?2)",
    )?;
    let found = statement
        .query_map((name.as_str(), township), |row| Ok(Some((row.get(0)?, row.get(1)?))))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(if found.is_empty() { vec![Some((String::new(), 0))] } else { found })
}

/// Values of a statement, by number: each is given once.
#[derive(Default)]
pub(crate) struct Values(Vec<Value>);

impl Values {
    /// The place that stands for a value.
    pub(crate) fn mark(&mut self, value: Value) -> String {
        let at = self.0.iter().position(|known| *known == value).unwrap_or(self.0.len());
        if at == self.0.len() {
            self.0.push(value);
        }
        format!("?{}", at + 1)
    }

    /// All of them, in the order of their numbers.
    pub(crate) fn into_inner(self) -> Vec<Value> {
        self.0
    }
}

/// Reads those of a list who have one of these ranks.
fn part(
    conn: &Connection,
    query: &RosterQuery,
    ranks: &[i64],
    village: Option<&(String, i64)>,
    key: Option<Key<'_>>,
    values: &mut Values,
) -> Result<String> {
    let order = order(query);
    let (kind, township) = codec::scope_values(&query.scope);
    let round = values.mark(Value::Text(query.round.map(|round| round.to_string()).unwrap_or_default()));
    let kind = values.mark(Value::Text(kind.to_owned()));
    let everyone = query.show == Show::Everyone;
    let side = if everyone { "r" } else { "s" };
    let from = if everyone {
        format!("recipient AS r LEFT JOIN standing AS s ON s.round = {round} AND s.recipient = r.local_id")
    } else {
        let index = index(query, ranks);
        format!("standing AS s {index} JOIN recipient AS r ON r.local_id = s.recipient")
    };
    let mut sql = format!("SELECT {} FROM {from} WHERE {side}.kind = {kind}", columns(query));
    if everyone {
        sql.push_str(" AND r.merged_into IS NULL AND r.held_on IS NULL");
    } else {
        let _ = write!(sql, " AND s.round = {round}{}", listed(query.show));
    }
    match ranks {
        [] => {}
        [rank] => {
            let _ = write!(sql, " AND s.rank = {rank}");
        }
        several if query.show != Show::InRound => {
            let several: Vec<String> = several.iter().map(i64::to_string).collect();
            let _ = write!(sql, " AND +s.rank IN ({})", several.join(", "));
        }
        _ => {}
    }
    if let Some((township, village)) = village {
        let township = values.mark(Value::Text(township.clone()));
        let village = values.mark(Value::Integer(*village));
        let _ = write!(sql, " AND {side}.township = {township} AND {side}.village = {village}");
    } else if let Some(township) = township {
        let _ = write!(sql, " AND {side}.township = {}", values.mark(Value::Text(township)));
    }
    if let Some(group) = &query.group {
        let group = values.mark(Value::Integer(labels::group_no(conn, group)?));
        if is_settled(conn, query)? {
            // The group for which somebody is on the list, whatever they hold by now.
            let _ = write!(sql, " AND s.visit_group = {group}");
        } else {
            let _ = write!(
                sql,
                " AND EXISTS (SELECT 1 FROM group_held AS h WHERE h.recipient = r.local_id AND h.visit_group = {group})"
            );
        }
    }
    if let Some((key, compare)) = key {
        // The rank is given already.
        let own = usize::from(order.first() == Some(&"s.rank"));
        let places = order.get(own..).unwrap_or_default().join(", ");
        let marks: Vec<String> =
            key_values(key, order).into_iter().skip(own).map(|value| values.mark(value)).collect();
        let _ = write!(sql, " AND ({places}) {compare} ({})", marks.join(", "));
    }
    Ok(sql)
}

/// The condition that leaves out whoever was given something beside the list, for lists that hold those who are done.
pub(crate) fn listed(show: Show) -> &'static str {
    match show {
        Show::InRound | Show::Done => " AND s.visit_group IS NOT NULL",
        Show::Open | Show::Exceptions | Show::Closed | Show::Everyone => "",
    }
}

/// Whether a list is of a round whose list is fixed.
pub(crate) fn is_settled(conn: &Connection, query: &RosterQuery) -> Result<bool> {
    let Some(code) = query.round.filter(|_| query.show != Show::Everyone) else { return Ok(false) };
    Ok(rounds::load_for_rows(conn, code)?.settled_on.is_some())
}

/// The index that holds a part of a round in its order, or the table that does. Named, since the planner would
/// rather sort.
fn index(query: &RosterQuery, ranks: &[i64]) -> &'static str {
    if query.village.is_some() {
        return if let [_] = ranks { "INDEXED BY standing_rank" } else { "NOT INDEXED" };
    }
    match (query.sort, ranks, &query.scope) {
        (Sort::Village | Sort::State, [_], _) => "INDEXED BY standing_rank",
        (Sort::Village | Sort::State, _, _) => "NOT INDEXED",
        (Sort::Name, _, Scope::Township(_)) => "INDEXED BY standing_township_name",
        (Sort::Name, _, Scope::Banner | Scope::Units) => "INDEXED BY standing_name",
    }
}

pub(crate) fn key_values(key: &RowKey, order: &[&str]) -> Vec<Value> {
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
