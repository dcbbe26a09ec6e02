//! Search: candidates from the key index, ranked by `domain::search`. It never scans the register.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::NaiveDate;
use rusqlite::Connection;

use super::enrol::backwards;
use super::{Result, Store, rounds, rows};
use crate::domain::holiday::RoundCode;
use crate::domain::query::Hit;
use crate::domain::search::{self, Candidate, Lookup, Query, Score};

/// Candidates that one lookup may bring: enough that the best of any page is among them.
const CANDIDATES: u32 = 200;
/// Candidates of all lookups together, so that a key press costs the same at any size.
const CANDIDATES_IN_ALL: usize = 600;

impl Store {
    /// The recipients who answer to `typed`, best first, found across the whole register.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn search(
        &self,
        typed: &str,
        round: Option<RoundCode>,
        limit: u32,
        today: NaiveDate,
    ) -> Result<Vec<Hit>> {
        let query = Query::parse(typed);
        let mut found = Vec::new();
        for no in candidates(&self.conn, &query)? {
            if let Some((name, score)) = self.score(&query, no)? {
                found.push((Reverse(score.rank), name, no, score));
            }
        }
        found.sort_by(|a, b| (a.0, &a.1, a.2).cmp(&(b.0, &b.1, b.2)));
        found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let round = round.map(|code| rounds::load(&self.conn, code)).transpose()?;
        found
            .into_iter()
            .map(|(_, _, no, score)| {
                let row = rows::one(&self.conn, no, round.as_ref(), today)?;
                Ok(Hit { row, marks: score.marks, by: score.by })
            })
            .collect()
    }

    fn score(&self, query: &Query, no: i64) -> Result<Option<(String, Score)>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT r.name, v.name, r.id_key, r.phone FROM recipient AS r JOIN village AS v ON v.no = r.village
             WHERE r.no = ?1",
        )?;
        let (name, village, id_key, phone) = statement.query_row([no], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, Option<String>>(2)?,
                row.get::<_, Option<String>>(3)?,
            ))
        })?;
        let candidate = Candidate {
            name: &name,
            village: &village,
            id_number: id_key.as_deref(),
            phone: phone.as_deref(),
        };
        Ok(search::score(query, &candidate).map(|score| (name.clone(), score)))
    }
}

/// The local numbers of everybody whom an index finds, the most plausible lookup first.
fn candidates(conn: &Connection, query: &Query) -> Result<Vec<i64>> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for lookup in query.lookups() {
        if found.len() >= CANDIDATES_IN_ALL {
            break;
        }
        let nos = match lookup {
            Lookup::NamePrefix(text) | Lookup::NameAnywhere(text) | Lookup::KeyPrefix(text) => {
                by_key(conn, &text)?
            }
            Lookup::IdTail(digits) => by_key(conn, &format!("#{}", backwards(&digits)))?,
            Lookup::PhoneTail(digits) => by_key(conn, &format!("%{}", backwards(&digits)))?,
            Lookup::PhonePrefix(digits) => by_key(conn, &format!("+{digits}"))?,
            Lookup::VillagePrefix(text) => by_village(conn, &text)?,
        };
        found.extend(nos.into_iter().filter(|no| seen.insert(*no)));
    }
    Ok(found)
}

fn by_key(conn: &Connection, prefix: &str) -> Result<Vec<i64>> {
    let mut statement = conn.prepare_cached(
        "SELECT recipient FROM search_key WHERE key >= ?1 AND key < ?2 ORDER BY key LIMIT ?3",
    )?;
    let rows = statement.query_map((prefix, after(prefix), CANDIDATES), |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn by_village(conn: &Connection, prefix: &str) -> Result<Vec<i64>> {
    let mut statement = conn.prepare_cached(
        "SELECT r.no FROM village AS v
         JOIN recipient AS r ON r.kind = 'person' AND r.township = v.township AND r.village = v.no
         WHERE v.name >= ?1 AND v.name < ?2 ORDER BY v.name LIMIT ?3",
    )?;
    let rows = statement.query_map((prefix, after(prefix), CANDIDATES), |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The first text behind everything that begins with `prefix`, as SQLite compares: by byte.
fn after(prefix: &str) -> String {
    format!("{prefix}\u{10FFFF}")
}
