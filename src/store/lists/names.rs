//! The names of places and groups in the rows of a list: each is read once for a page, since rows that stand together
//! mostly share them. A statement that joins them costs a page more.

use rusqlite::{Connection, OptionalExtension, ToSql};

use crate::domain::text::CleanText;
use crate::store::columns::{borrowed, text};
use crate::store::file::error::Result;

/// The names that were read so far.
pub(crate) struct Names<'c> {
    conn: &'c Connection,
    townships: Vec<(String, CleanText)>,
    villages: Vec<(i64, CleanText)>,
    groups: Vec<(i64, CleanText)>,
}

impl<'c> Names<'c> {
    pub(crate) fn new(conn: &'c Connection) -> Self {
        Self { conn, townships: Vec::new(), villages: Vec::new(), groups: Vec::new() }
    }

    /// The name of the township with that code.
    pub(crate) fn township(&mut self, code: &str) -> Result<CleanText> {
        if let Some((_, name)) = self.townships.iter().rev().find(|(known, _)| known == code) {
            return Ok(name.clone());
        }
        let name = read(self.conn, "SELECT name FROM township WHERE code = ?1", &code)?;
        self.townships.push((code.to_owned(), name.clone()));
        Ok(name)
    }

    /// The name of the village with that local number.
    pub(crate) fn village(&mut self, no: i64) -> Result<CleanText> {
        numbered(self.conn, &mut self.villages, "SELECT name FROM village WHERE local_id = ?1", no)
    }

    /// The name of the visit group with that local number.
    pub(crate) fn group(&mut self, no: i64) -> Result<CleanText> {
        numbered(self.conn, &mut self.groups, "SELECT name FROM visit_group WHERE local_id = ?1", no)
    }
}

fn numbered(conn: &Connection, known: &mut Vec<(i64, CleanText)>, sql: &str, no: i64) -> Result<CleanText> {
    if let Some((_, name)) = known.iter().rev().find(|(known, _)| *known == no) {
        return Ok(name.clone());
    }
    let name = read(conn, sql, &no)?;
    known.push((no, name.clone()));
    Ok(name)
}

/// The name that one row holds; none in a damaged register that lacks the row, which `muster check` tells.
fn read(conn: &Connection, sql: &str, key: &dyn ToSql) -> Result<CleanText> {
    let mut statement = conn.prepare_cached(sql)?;
    let name = statement.query_row([key], |row| Ok(text(borrowed(row, 0)?))).optional()?;
    Ok(name.unwrap_or_default())
}
