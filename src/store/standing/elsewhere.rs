//! Two lines of one human on a list that was fixed before the two were merged: nothing is open on the line of the one who was
//! merged, nor on that of the one who stays once the other was given something. Parted again, both are as before.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use crate::store::file::error::Result;
use crate::store::standing::facts::Subject;

/// Whether anything of a round (?2) that stands was given to those ids (?1); recorded until a day (?3), where one is named.
const GIVEN: &str = "SELECT 1 FROM entry AS g
     WHERE recipient IN (SELECT value FROM json_each(?1)) AND +round = ?2 AND programme = 'visit' AND kind = 'gift'
       AND (?3 IS NULL OR recorded_on <= ?3)
       AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = g.id AND (?3 IS NULL OR r.recorded_on <= ?3))";

/// The last merging of somebody (?1) or its undoing until the end of a day (?2).
const MERGING: &str = "SELECT action FROM audit
     WHERE subject = ?1 AND action IN ('merged', 'unmerged') AND on_day <= ?2 ORDER BY local_id DESC LIMIT 1";

/// Whether the human of a line stands or was given elsewhere on the same list.
pub(crate) fn is_now(conn: &Connection, subject: &Subject, code: &str) -> Result<bool> {
    if subject.merged_into.is_some() {
        return Ok(true);
    }
    given(conn, &apart(subject, code), code, None)
}

/// As [`is_now`], at the end of a day.
pub(crate) fn was(conn: &Connection, subject: &Subject, code: &str, day: NaiveDate) -> Result<bool> {
    if subject.ties.is_none() {
        return Ok(false);
    }
    if was_merged(conn, &subject.id, day)? {
        return Ok(true);
    }
    let mut then = Vec::new();
    for id in apart(subject, code) {
        if was_merged(conn, id, day)? {
            then.push(id);
        }
    }
    given(conn, &then, code, Some(day))
}

/// Those merged into somebody who have lines of their own on the list.
fn apart<'a>(subject: &'a Subject, code: &str) -> Vec<&'a str> {
    let ties = subject.ties.iter().flat_map(|ties| &ties.with);
    ties.filter(|one| one.apart.iter().any(|round| round == code)).map(|one| one.id.as_str()).collect()
}

fn given(conn: &Connection, ids: &[&str], code: &str, until: Option<NaiveDate>) -> Result<bool> {
    if ids.is_empty() {
        return Ok(false);
    }
    let ids = serde_json::Value::from(ids).to_string();
    Ok(conn.prepare_cached(GIVEN)?.exists((ids, code, until))?)
}

fn was_merged(conn: &Connection, id: &str, day: NaiveDate) -> Result<bool> {
    let last: Option<String> =
        conn.prepare_cached(MERGING)?.query_row((id, day), |row| row.get(0)).optional()?;
    Ok(last.as_deref() == Some("merged"))
}
