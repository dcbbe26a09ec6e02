//! Lines of a fixed list that were taken back: somebody added after the approval by a slip. The line itself stays, as all
//! history; a row of `meta` a round names whose line counts no more.

use rusqlite::Connection;

use super::book::{read, write};
use crate::domain::holiday::RoundCode;
use crate::store::file::error::Result;

/// Whether the line `l` of the fixed list was taken back.
macro_rules! struck {
    () => {
        "EXISTS (SELECT 1 FROM meta AS m, json_each(m.value) AS j WHERE m.key = 'struck ' || l.round
                 AND j.value = (SELECT id FROM recipient WHERE local_id = l.recipient))"
    };
}
pub(crate) use struck;

fn key(code: RoundCode) -> String {
    format!("struck {code}")
}

fn load(conn: &Connection, code: RoundCode) -> Result<Vec<String>> {
    Ok(read(conn, &key(code))?.unwrap_or_default())
}

/// Has the line of somebody count no more.
pub(crate) fn strike(conn: &Connection, code: RoundCode, recipient: &str) -> Result<()> {
    let mut all = load(conn, code)?;
    all.push(recipient.to_owned());
    all.sort_unstable();
    all.dedup();
    write(conn, &key(code), &all)
}

/// Has the line of somebody count again; answers whether it did not.
pub(crate) fn restore(conn: &Connection, code: RoundCode, recipient: &str) -> Result<bool> {
    let mut all = load(conn, code)?;
    let before = all.len();
    all.retain(|one| one != recipient);
    if all.len() == before {
        return Ok(false);
    }
    write(conn, &key(code), &all)?;
    Ok(true)
}

/// Whether the line of somebody was taken back.
pub(crate) fn is_struck(conn: &Connection, code: RoundCode, recipient: &str) -> Result<bool> {
    Ok(load(conn, code)?.iter().any(|one| one == recipient))
}

/// Forgets whose lines were taken back: the list itself is gone.
pub(crate) fn forget(conn: &Connection, code: RoundCode) -> Result<()> {
    conn.prepare_cached("DELETE FROM meta WHERE key = ?1")?.execute([key(code)])?;
    Ok(())
}
