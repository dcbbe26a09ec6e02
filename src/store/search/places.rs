//! Townships and villages by name and by reading: there are few, so they are read whole and compared here.

use rusqlite::Connection;

use crate::domain::search::{self, ParsedQuery};
use crate::store::columns::borrowed;
use crate::store::file::error::Result;

/// Every name and other spelling of a township, with its code.
pub(crate) const TOWNSHIPS: &str =
    "SELECT code, name FROM township UNION ALL SELECT township, alias FROM township_alias";

/// Every village.
pub(crate) const VILLAGES: &str = "SELECT township, local_id, name FROM village";

/// The townships: code, folded names.
pub(crate) struct Places(Vec<(String, Vec<String>)>);

impl Places {
    pub(crate) fn load(conn: &Connection) -> Result<Self> {
        let mut statement = conn.prepare_cached(TOWNSHIPS)?;
        let mut rows = statement.query([])?;
        let mut townships: Vec<(String, Vec<String>)> = Vec::new();
        while let Some(row) = rows.next()? {
            let (code, name) = (borrowed(row, 0)?, search::fold(borrowed(row, 1)?));
            match townships.iter_mut().find(|(known, _)| known == code) {
                Some((_, names)) => names.push(name),
                None => townships.push((code.to_owned(), vec![name])),
            }
        }
        Ok(Self(townships))
    }

    /// The names of a township; none for a code that no township has.
    pub(crate) fn names(&self, code: &str) -> &[String] {
        self.0.iter().find(|(known, _)| known == code).map_or(&[], |(_, names)| names)
    }

    /// The codes of the townships with a name for which `answers`.
    pub(crate) fn answering(&self, answers: impl Fn(&str) -> bool) -> Vec<String> {
        let found = self.0.iter().filter(|(_, names)| names.iter().any(|name| answers(name)));
        found.map(|(code, _)| code.clone()).collect()
    }
}

/// The villages whose readings begin as typed: township, number.
pub(crate) fn villages_reading(conn: &Connection, query: &ParsedQuery) -> Result<Vec<(String, i64)>> {
    let mut statement = conn.prepare_cached(VILLAGES)?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        if search::reads(query, borrowed(row, 2)?) {
            found.push((borrowed(row, 0)?.to_owned(), row.get(1)?));
        }
    }
    Ok(found)
}
