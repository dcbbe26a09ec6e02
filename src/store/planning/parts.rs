//! Teams, and who of a round is assigned to which: by township, village or recipient, the narrowest first.

use std::collections::HashMap;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::book::read;
use crate::domain::holiday::RoundCode;
use crate::domain::plan::Team;
use crate::domain::text::{CleanText, name_key};
use crate::store::columns::{borrowed, text};
use crate::store::file::error::Result;
use crate::store::register::Store;

/// A team, as it is kept: a row of `meta` each.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct KeptTeam {
    pub(crate) name: String,
    pub(crate) handlers: Vec<String>,
}

impl Store {
    /// The teams, by name.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn teams(&self) -> Result<Vec<Team>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT value FROM meta WHERE key BETWEEN 'team ' AND 'team!' ORDER BY key")?;
        let mut rows = statement.query([])?;
        let mut teams = Vec::new();
        while let Some(row) = rows.next()? {
            if let Ok(kept) = serde_json::from_str::<KeptTeam>(borrowed(row, 0)?) {
                let handlers = kept.handlers.iter().map(|name| text(name)).collect();
                teams.push(Team { name: text(&kept.name), handlers });
            }
        }
        Ok(teams)
    }
}

/// The key of a team.
pub(crate) fn key(name: &str) -> String {
    format!("team {name}")
}

/// The team that is meant: names are compared as people read them, whatever blanks and widths they are typed with.
pub(crate) fn meant(conn: &Connection, said: &str) -> Result<Option<String>> {
    if is_team(conn, said)? {
        return Ok(Some(said.to_owned()));
    }
    let mut statement = conn.prepare_cached(
        "SELECT substr(key, 6) FROM meta WHERE key BETWEEN 'team ' AND 'team!' ORDER BY key",
    )?;
    let names =
        statement.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    let own = name_key(said);
    Ok(names.into_iter().find(|name| name_key(name) == own))
}

/// Whether there is a team of that name.
pub(crate) fn is_team(conn: &Connection, name: &str) -> Result<bool> {
    Ok(read::<KeptTeam>(conn, &key(name))?.is_some())
}

/// A row: its place, its recipient, its team and its leader.
pub(crate) type PartRow = (String, String, String, String);

/// The team and the leader of a row; empty where it names none.
type Part = [CleanText; 2];

/// Who of a round is assigned to which team, and who leads.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    /// By the names of township and village; the whole township with an empty village.
    places: HashMap<[String; 2], Part>,
    /// By the ids of recipients.
    recipients: HashMap<String, Part>,
    /// The names of the townships by their codes.
    townships: HashMap<String, String>,
}

impl Parts {
    /// Those of a round.
    pub(crate) fn load(conn: &Connection, code: RoundCode) -> Result<Self> {
        let mut parts = Self::default();
        let mut statement = conn.prepare_cached("SELECT code, name FROM township")?;
        let named = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        parts.townships = named.collect::<rusqlite::Result<_>>()?;
        let mut statement =
            conn.prepare_cached("SELECT place, recipient, team, leader FROM plan_part WHERE round = ?1")?;
        let mut rows = statement.query([code.to_string()])?;
        while let Some(row) = rows.next()? {
            parts.put(&(row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
        }
        Ok(parts)
    }

    /// Gives a row its team and its leader.
    pub(crate) fn put(&mut self, (place, recipient, team, leader): &PartRow) {
        let part = [text(team), text(leader)];
        if recipient.is_empty() {
            let (township, village) = place.split_once('/').unwrap_or((place, ""));
            let township = self.townships.get(township).cloned().unwrap_or_default();
            self.places.insert([township, village.to_owned()], part);
        } else {
            self.recipients.insert(recipient.clone(), part);
        }
    }

    /// The team and the leader of somebody by the names of their place in the round; empty for none.
    pub(crate) fn of(&self, id: &str, township: &str, village: &str) -> Part {
        let place = |village: &str| self.places.get(&[township.to_owned(), village.to_owned()]);
        let village_part = Some(village).filter(|village| !village.is_empty()).and_then(place);
        let all = [self.recipients.get(id), village_part, place("")];
        let first = |at: usize| {
            let told = all.iter().flatten().map(|part| &part[at]);
            told.into_iter().find(|name| !name.is_empty()).cloned().unwrap_or_default()
        };
        [first(0), first(1)]
    }
}
