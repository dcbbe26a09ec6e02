//! Two lines of one human on a list that was fixed before the two were merged: nothing is open on the line of the one who was
//! merged, nor on that of the one who stays once the other was given something. Parted again, both are as before.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::domain::round::Round;
use crate::store::codec::recipient_id;
use crate::store::file::error::Result;
use crate::store::standing::facts::{self, Subject};
use crate::store::standing::{settled, shared};

/// Whether anything of a round (?2) that stands was given to those ids (?1); recorded until a day (?3), where one is named.
const GIVEN: &str = "SELECT 1 FROM entry AS g
     WHERE recipient IN (SELECT value FROM json_each(?1)) AND +round = ?2 AND programme = 'visit' AND kind = 'gift'
       AND (?3 IS NULL OR recorded_on <= ?3)
       AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = g.id AND (?3 IS NULL OR r.recorded_on <= ?3))";

/// Merges and partings until the end of a day (?1): who was merged, and into whom; none for who was parted.
const MERGES: &str = "SELECT CASE action WHEN 'merge' THEN json_extract(after, '$.other') ELSE subject END,
        CASE action WHEN 'merge' THEN subject END
     FROM audit WHERE action IN ('merge', 'unmerged') AND on_day <= ?1 ORDER BY local_id";

/// Whether the human of a line stands or was given elsewhere on the same list.
pub(crate) fn is_now(conn: &Connection, subject: &Subject, round: &Round) -> Result<bool> {
    if subject.merged_into.is_some() {
        return Ok(true);
    }
    let code = round.code.to_string();
    let mut apart = Vec::new();
    let with = subject.ties.iter().flat_map(|ties| &ties.with);
    for one in with.filter(|one| one.apart.contains(&code)) {
        if settled::line(conn, one.no, round.code)?.is_some() {
            apart.push(one.id.as_str());
        }
    }
    given(conn, &apart, &code, None)
}

/// Who was merged into whom at the end of a day, by their ids.
pub(crate) struct MergedThen(HashMap<String, String>);

impl MergedThen {
    pub(crate) fn read(conn: &Connection, day: NaiveDate) -> Result<Self> {
        let mut merges = conn.prepare_cached(MERGES)?;
        let mut rows = merges.query([day])?;
        let mut into = HashMap::new();
        while let Some(row) = rows.next()? {
            let one = row.get::<_, Option<String>>(0)?.unwrap_or_default();
            match row.get::<_, Option<String>>(1)? {
                Some(keep) => into.insert(one, keep),
                None => into.remove(&one),
            };
        }
        Ok(Self(into))
    }

    /// Who somebody was that day.
    fn root<'a>(&'a self, id: &'a str) -> &'a str {
        let mut at = id;
        for _ in 0..shared::LONGEST {
            let Some(into) = self.0.get(at) else { break };
            at = into;
        }
        at
    }

    /// As [`is_now`], at the end of the day.
    pub(crate) fn was(&self, conn: &Connection, id: &str, round: &Round, day: NaiveDate) -> Result<bool> {
        if self.0.contains_key(id) {
            return Ok(true);
        }
        let mut apart = Vec::new();
        for one in self.0.keys().filter(|one| self.root(one) == id) {
            let no = facts::number_of(conn, recipient_id(one)?)?;
            if settled::line(conn, no, round.code)?.is_some() {
                apart.push(one.as_str());
            }
        }
        given(conn, &apart, &round.code.to_string(), Some(day))
    }
}

fn given(conn: &Connection, ids: &[&str], code: &str, until: Option<NaiveDate>) -> Result<bool> {
    if ids.is_empty() {
        return Ok(false);
    }
    let ids = serde_json::Value::from(ids).to_string();
    Ok(conn.prepare_cached(GIVEN)?.exists((ids, code, until))?)
}
