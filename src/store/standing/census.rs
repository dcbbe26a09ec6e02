//! Everybody who would be in a round that nobody has created yet, in the order in which a team drives.
//!
//! Such a round has no calls and no entries, so due follows from groups, life and residence alone, and
//! reading it needs two statements a person, not seven.

use std::collections::HashMap;

use rusqlite::{CachedStatement, Connection, Row, Rows};

use crate::domain::due::{self, Facts, Verdict};
use crate::domain::error::RegisterError;
use crate::domain::place::TownshipCode;
use crate::domain::recipient::{Absence, Kind};
use crate::domain::round::Round;
use crate::store::file::error::Result;
use crate::store::labels;
use crate::store::standing::facts::{GROUPS_HELD, absences, life, membership, residence};
use crate::store::standing::index::ListPosition;
use crate::store::standing::shared;

/// Somebody in the round.
pub(crate) struct Member {
    /// The local number.
    pub(crate) local_id: i64,
    pub(crate) position: ListPosition,
    pub(crate) verdict: Verdict,
}

/// Where members may be one of so many people, everybody is walked in list order; where they are fewer, they
/// are read by their groups and sorted.
const SHARE: u64 = 8;

const COLUMNS: &str =
    "r.local_id, r.kind, r.township, r.village, r.pinyin, r.died_on, r.left_on, r.suspended_on";

/// Holders of one of the groups, read group by group and sorted.
pub(crate) fn by_group() -> String {
    format!(
        "SELECT {COLUMNS} FROM (SELECT DISTINCT recipient FROM group_held
           WHERE visit_group IN (SELECT value FROM json_each(?1))) AS h
         CROSS JOIN recipient AS r ON r.local_id = h.recipient WHERE r.merged_into IS NULL AND r.held_on IS NULL AND (?2 IS NULL OR r.township = ?2)
         ORDER BY r.kind, r.township, r.village, r.pinyin, r.local_id"
    )
}

/// Holders of one of the groups, met on a walk past everybody of a kind, in a township or in the banner.
pub(crate) fn by_place(in_township: bool) -> String {
    let township = if in_township { "r.township = ?2" } else { "?2 IS NULL" };
    format!(
        "SELECT {COLUMNS} FROM recipient AS r INDEXED BY recipient_place WHERE r.kind = ?3 AND {township} AND r.merged_into IS NULL AND r.held_on IS NULL
           AND EXISTS (SELECT 1 FROM group_held AS h WHERE h.recipient = r.local_id
                       AND h.visit_group IN (SELECT value FROM json_each(?1)))
         ORDER BY r.township, r.village, r.pinyin, r.local_id"
    )
}

/// How many hold, or held, a group with a standard; whoever holds two counts twice.
pub(crate) fn candidates(conn: &Connection, round: &Round) -> Result<u64> {
    let count = "SELECT count(*) FROM group_held WHERE visit_group IN (SELECT value FROM json_each(?1))";
    Ok(conn.prepare_cached(count)?.query_row([groups(conn, round)?], |row| row.get(0))?)
}

/// Visits the members of a round that nobody has created, people before units, by township, village and name; of a
/// township its people.
pub(crate) fn each<E: From<RegisterError>>(
    conn: &Connection,
    round: &Round,
    township: Option<&TownshipCode>,
    mut visit: impl FnMut(Member) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let groups = groups(conn, round)?;
    let township = township.map(|code| code.0.as_str());
    let mut visit = |member: Member| {
        let stands_apart = township.is_some() && member.position.kind == Kind::Unit;
        if stands_apart { Ok(()) } else { visit(member) }
    };
    if candidates(conn, round)?.saturating_mul(SHARE) >= people(conn, township)? {
        for kind in ["person", "unit"] {
            let mut statement = prepared(conn, &by_place(township.is_some()))?;
            let rows = statement.query((&groups, township, kind)).map_err(RegisterError::from)?;
            read(conn, round, rows, &mut visit)?;
        }
        Ok(())
    } else {
        let mut statement = prepared(conn, &by_group())?;
        let rows = statement.query((&groups, township)).map_err(RegisterError::from)?;
        read(conn, round, rows, &mut visit)
    }
}

fn prepared<'c>(conn: &'c Connection, sql: &str) -> Result<CachedStatement<'c>> {
    Ok(conn.prepare_cached(sql)?)
}

/// How many there are in a township, or in the banner.
fn people(conn: &Connection, township: Option<&str>) -> Result<u64> {
    let count = "SELECT coalesce(sum(people), 0) FROM tally
                 WHERE round = '' AND village = 0 AND (?1 IS NULL OR township = ?1)";
    Ok(conn.prepare_cached(count)?.query_row([township], |row| row.get(0))?)
}

/// The local numbers of the groups that have a standard, as JSON.
fn groups(conn: &Connection, round: &Round) -> Result<String> {
    let mut numbers = Vec::new();
    for standard in &round.standards {
        numbers.push(labels::group_no(conn, &standard.group)?.to_string());
    }
    Ok(format!("[{}]", numbers.join(",")))
}

fn read<E: From<RegisterError>>(
    conn: &Connection,
    round: &Round,
    mut rows: Rows<'_>,
    visit: &mut impl FnMut(Member) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let mut groups = prepared(conn, GROUPS_HELD)?;
    let away = shared::away(conn)?;
    while let Some(row) = rows.next().map_err(RegisterError::from)? {
        if let Some(member) = member(row, &mut groups, round, &away)? {
            visit(member)?;
        }
    }
    Ok(())
}

/// Somebody who holds, or held, one of the groups, if that makes a member.
fn member(
    row: &Row<'_>,
    groups: &mut CachedStatement<'_>,
    round: &Round,
    away: &HashMap<i64, Vec<Absence>>,
) -> Result<Option<Member>> {
    let local_id: i64 = row.get(0)?;
    let groups = groups.query_map([local_id], membership)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let away = match away.get(&local_id) {
        Some(away) => away.clone(),
        None => absences(row, 6)?,
    };
    let facts = Facts {
        groups: &groups,
        life: life(row, 5)?,
        residence: residence(row, 6)?,
        away: &away,
        last_call: None,
        called: false,
        live_cash: 0,
        live_goods: 0,
    };
    let verdict = due::standing(&facts, round);
    Ok(if verdict.listed {
        Some(Member { local_id, position: ListPosition::read(row, 1)?, verdict })
    } else {
        None
    })
}
