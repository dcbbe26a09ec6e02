//! Pages of lists that few are in: those who qualify are gathered from the index that knows them, and sorted.
//!
//! A page is otherwise read in its order until it is full, past everybody whom a filter leaves out. That is
//! cheap where many qualify, and costs by the size of the register where few do.

use std::fmt::Write as _;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};

use crate::domain::list::{RosterQuery, Show, Sort};
use crate::store::file::error::Result;
use crate::store::lists::roster::{self, Key, Values};
use crate::store::{codec, labels};

/// Most holders of a group that are gathered for a page: some milliseconds. They may all stand at the end of the
/// list, or out of the round, so that reading in order would go past everybody.
const FEW: i64 = 10_000;

/// Where those who qualify are found.
pub(crate) enum Source {
    /// The holders of a group, by its local number.
    Group(i64),
    /// The items of a round by their ranks, where the list is by name.
    Ranks,
}

/// Where a page is gathered from; none where it is read in its order.
pub(crate) fn source(conn: &Connection, query: &RosterQuery) -> Result<Option<Source>> {
    if let Some(group) = &query.group {
        if roster::is_settled(conn, query)? {
            return Ok(None);
        }
        let group = labels::group_no(conn, group)?;
        let count = "SELECT count(*) FROM (SELECT 1 FROM group_held WHERE visit_group = ?1 LIMIT ?2)";
        let holders: i64 = conn.prepare_cached(count)?.query_row((group, FEW + 1), |row| row.get(0))?;
        if holders <= FEW {
            return Ok(Some(Source::Group(group)));
        }
    }
    let by_rank = match query.show {
        Show::Open | Show::Done | Show::Exceptions | Show::Closed => query.sort == Sort::Name,
        Show::Everyone | Show::InRound => false,
    };
    if by_rank && query.village.is_none() {
        // Gathering reads all of these; a page in order reads past those between them.
        let (items, all) = items(conn, query)?;
        if items.saturating_mul(items) <= all.saturating_mul(i64::from(query.limit)) {
            return Ok(Some(Source::Ranks));
        }
    }
    Ok(None)
}

/// How many items of the round a list by state holds, and how many there are in its scope, from the tally.
fn items(conn: &Connection, query: &RosterQuery) -> Result<(i64, i64)> {
    let (kind, township) = codec::scope_values(&query.scope);
    let round = query.round.map(|round| round.to_string());
    let counts: Option<[i64; 4]> = conn
        .prepare_cached(
            "SELECT coalesce(sum(missed), 0), coalesce(sum(open), 0), coalesce(sum(done), 0),
                    coalesce(sum(closed), 0) FROM tally
             WHERE round = ?1 AND village = 0 AND kind = ?2 AND (?3 IS NULL OR township = ?3)",
        )?
        .query_row((round, kind, township), |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]))
        .optional()?;
    let [missed, open, done, closed] = counts.unwrap_or_default();
    let items = match query.show {
        Show::Open => open,
        Show::Done => done,
        Show::Exceptions => missed + closed,
        Show::Closed => closed,
        Show::Everyone | Show::InRound => open + done + closed,
    };
    Ok((items, open + done + closed))
}

/// The SQL of a page that is gathered, and its values: first who is on it, then their rows.
pub(crate) fn statement(
    query: &RosterQuery,
    source: &Source,
    key: Option<Key<'_>>,
    back: bool,
) -> (String, Vec<Value>) {
    let mut values = Values::default();
    let order = roster::order(query);
    let everyone = query.show == Show::Everyone;
    let (side, id) = if everyone { ("r", "r.local_id") } else { ("s", "s.recipient") };
    let (kind, township) = codec::scope_values(&query.scope);
    let round = values.mark(Value::Text(query.round.map(|round| round.to_string()).unwrap_or_default()));
    let kind = values.mark(Value::Text(kind.to_owned()));
    let from = match source {
        Source::Ranks => "standing AS s INDEXED BY standing_rank".to_owned(),
        Source::Group(group) => {
            let group = values.mark(Value::Integer(*group));
            let holders =
                format!("(SELECT DISTINCT recipient FROM group_held WHERE visit_group = {group}) AS h");
            if everyone {
                format!("{holders} CROSS JOIN recipient AS r ON r.local_id = h.recipient")
            } else {
                format!(
                    "{holders} CROSS JOIN standing AS s INDEXED BY standing_recipient
                     ON s.round = {round} AND s.recipient = h.recipient"
                )
            }
        }
    };
    let mut who = format!("SELECT {id} AS id FROM {from} WHERE {side}.kind = {kind}");
    if everyone {
        who.push_str(" AND r.merged_into IS NULL AND r.held_on IS NULL");
    } else {
        let ranks: Vec<String> = roster::ranks(query.show).iter().map(i64::to_string).collect();
        let listed = roster::listed(query.show);
        let _ = write!(who, " AND s.round = {round} AND s.rank IN ({}){listed}", ranks.join(", "));
    }
    if let Some(township) = township {
        let _ = write!(who, " AND {side}.township = {}", values.mark(Value::Text(township)));
    }
    if let Some(village) = &query.village {
        let village = values.mark(Value::Text(village.to_string()));
        let _ = write!(who, " AND {side}.village IN (SELECT local_id FROM village WHERE name = {village})");
    }
    if let Some((key, compare)) = key {
        let marks: Vec<String> =
            roster::key_values(key, order).into_iter().map(|value| values.mark(value)).collect();
        let _ = write!(who, " AND ({}) {compare} ({})", order.join(", "), marks.join(", "));
    }
    let direction = if back { " DESC" } else { "" };
    let columns: Vec<String> = order.iter().map(|column| format!("{column}{direction}")).collect();
    let limit = values.mark(Value::Integer(i64::from(query.limit) + 1));
    let _ = write!(who, " ORDER BY {} LIMIT {limit}", columns.join(", "));
    let join = if everyone { "LEFT JOIN" } else { "CROSS JOIN" };
    let sql = format!(
        "SELECT {} FROM ({who}) AS p CROSS JOIN recipient AS r ON r.local_id = p.id
         {join} standing AS s ON s.round = {round} AND s.recipient = r.local_id ORDER BY {}",
        roster::columns(query),
        columns.join(", ")
    );
    (sql, values.into_inner())
}
