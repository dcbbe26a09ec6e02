//! Which assignments a round had seen by any act, or by the end of any day: the rows of now, put back by what the lines of the
//! audit tell that each assignment, and each undoing of one, changed.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use rusqlite::Connection;
use serde::Deserialize;

use super::parts::{PartRow, Parts};
use crate::domain::holiday::RoundCode;
use crate::store::columns::{borrowed, number};
use crate::store::file::error::Result;

/// The act of an assignment, and that of its undoing.
pub(crate) const ASSIGNED: &str = "assign_plan";
pub(crate) const UNASSIGNED: &str = "undo_assign_plan";

/// What an assignment changed, as its line tells it.
#[derive(Default, Deserialize)]
struct ToldRows {
    #[serde(default)]
    rows: Vec<PartRow>,
}

/// Whom it gave them to; none where it left the team, or the leader, as it was.
#[derive(Default, Deserialize)]
struct ToldTeam {
    team: Option<String>,
    leader: Option<String>,
}

/// One assignment, or the undoing of one: the rows that it changed.
#[derive(Clone, Debug, Default)]
pub(crate) struct TeamMove {
    /// The number of the act on its device.
    pub(crate) no: i64,
    /// On which day it was done.
    pub(crate) on: NaiveDate,
    /// As they stood before.
    pub(crate) before: Vec<PartRow>,
    /// As they stood behind it.
    pub(crate) after: Vec<PartRow>,
}

/// The rows of an assignment before it and behind it, as its line of the audit tells them.
pub(crate) fn told([before, after]: [&str; 2]) -> [Vec<PartRow>; 2] {
    let was: ToldRows = serde_json::from_str(before).unwrap_or_default();
    let given: ToldTeam = serde_json::from_str(after).unwrap_or_default();
    let now = was.rows.iter().map(|(place, recipient, team, leader)| {
        let [team, leader] =
            [(&given.team, team), (&given.leader, leader)].map(|(now, was)| now.as_ref().unwrap_or(was));
        (place.clone(), recipient.clone(), team.clone(), leader.clone())
    });
    let now = now.collect();
    [was.rows, now]
}

/// The assignments of a round, oldest first.
pub(crate) fn moves(conn: &Connection, code: RoundCode) -> Result<Vec<TeamMove>> {
    let mut statement = conn.prepare_cached(
        "SELECT local_id, device_seq, on_day, action, coalesce(before, ''), coalesce(after, '') FROM audit
         WHERE action IN (?1, ?2) AND subject = ?3 ORDER BY local_id",
    )?;
    let mut rows = statement.query((ASSIGNED, UNASSIGNED, code.to_string()))?;
    let mut by_line: HashMap<i64, [Vec<PartRow>; 2]> = HashMap::new();
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let after = borrowed(row, 5)?;
        let [before, after] = if borrowed(row, 3)? == ASSIGNED {
            let told = told([borrowed(row, 4)?, after]);
            by_line.insert(number(row, 0)?, told.clone());
            told
        } else {
            // The mark of the act that it undid stands in front: what that one changed goes back.
            let of = after
                .strip_prefix('#')
                .and_then(|rest| rest.split(' ').next())
                .and_then(|no| no.parse().ok());
            let [before, after] = of.and_then(|no: i64| by_line.get(&no)).cloned().unwrap_or_default();
            [after, before]
        };
        all.push(TeamMove { no: number(row, 1)?, on: row.get(2)?, before, after });
    }
    Ok(all)
}

impl Parts {
    /// Those of a round by the end of a day; where none is given, of now.
    pub(crate) fn of_day(conn: &Connection, code: RoundCode, day: Option<NaiveDate>) -> Result<Self> {
        let mut parts = Self::load(conn, code)?;
        let Some(day) = day else { return Ok(parts) };
        let mut kept: HashSet<(String, String)> = HashSet::new();
        for one in moves(conn, code)?.iter().rev() {
            if one.on <= day {
                kept.extend(
                    one.after.iter().map(|(place, recipient, ..)| (place.clone(), recipient.clone())),
                );
                continue;
            }
            for row in &one.before {
                // Something of an earlier day that was written behind it still says how they are.
                if !kept.contains(&(row.0.clone(), row.1.clone())) {
                    parts.put(row);
                }
            }
        }
        Ok(parts)
    }
}
