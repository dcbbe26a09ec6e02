//! Values that are far too long for their column, in a damaged file: nothing else reads them, so that no question fills
//! the memory.

use rusqlite::{Connection, Row};

use crate::store::file::connection::LARGEST;
use crate::store::file::error::Result;
use crate::store::integrity::finding::{Finding, finding};

/// The rule, as `check` calls it.
pub(super) const TOO_LONG: &str = "too_long";

/// Longest value, in bytes, that names its row.
const NAME_BYTES: i32 = 100;

/// Names every row with a value that no connection reads. Only the lengths are read here.
pub(super) fn check(conn: &Connection, findings: &mut Vec<Finding>) -> Result<()> {
    for (table, columns) in tables(conn)? {
        let Some(key) = columns.first() else { continue };
        let sizes = columns
            .iter()
            .map(|column| format!("iif(octet_length({column}) > {LARGEST}, '{column} ' || octet_length({column}) || ' ', '')"))
            .collect::<Vec<_>>()
            .join(" || ");
        let too_long = columns
            .iter()
            .map(|column| format!("octet_length({column}) > {LARGEST}"))
            .collect::<Vec<_>>()
            .join(" OR ");
        let sql = format!(
            "SELECT iif(octet_length({key}) <= {NAME_BYTES}, CAST({key} AS TEXT), ''), {sizes} FROM {table}
             WHERE {too_long}"
        );
        let mut statement = conn.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let subject = format!("{table} {}", lossy(row, 0)?);
            findings.push(finding(TOO_LONG, subject.trim_end(), "", lossy(row, 1)?.trim_end()));
        }
    }
    Ok(())
}

/// Every table with its columns.
fn tables(conn: &Connection) -> Result<Vec<(String, Vec<String>)>> {
    let mut statement = conn.prepare(
        "SELECT t.name, group_concat(c.name ORDER BY c.cid) FROM sqlite_schema AS t, pragma_table_xinfo(t.name) AS c
         WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!' GROUP BY t.name ORDER BY t.name",
    )?;
    let rows = statement.query_map([], |row| {
        let columns: String = row.get(1)?;
        Ok((row.get(0)?, columns.split(',').map(str::to_owned).collect()))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn lossy(row: &Row<'_>, at: usize) -> Result<String> {
    Ok(String::from_utf8_lossy(row.get_ref(at)?.as_bytes_or_null().ok().flatten().unwrap_or_default())
        .into_owned())
}
