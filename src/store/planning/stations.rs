//! The stations, and who looks after a person.

use rusqlite::Connection;

use crate::domain::place::{Station, Township, TownshipCode};
use crate::domain::plan::stations::Stations;
use crate::store::columns::{borrowed, maybe, text};
use crate::store::file::error::Result;
use crate::store::register::Store;

impl Store {
    /// The stations by the places that they serve.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn stations(&self) -> Result<Stations> {
        stations(&self.conn)
    }
}

/// The stations by the places that they serve.
pub(crate) fn stations(conn: &Connection) -> Result<Stations> {
    let mut all = Vec::new();
    let mut statement = conn.prepare_cached(
        "SELECT s.name, s.township, v.name FROM station AS s LEFT JOIN village AS v ON v.local_id = s.village
         ORDER BY s.local_id",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        all.push(Station {
            name: text(borrowed(row, 0)?),
            township: row.get::<_, Option<String>>(1)?.map(TownshipCode),
            village: maybe(row.get(2)?),
        });
    }
    let mut townships = Vec::new();
    let mut statement = conn.prepare_cached("SELECT code, name, kind FROM township ORDER BY code")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        townships.push(Township {
            code: TownshipCode(row.get(0)?),
            name: text(borrowed(row, 1)?),
            kind: text(borrowed(row, 2)?),
            aliases: Vec::new(),
        });
    }
    Ok(Stations::new(&all, &townships))
}
