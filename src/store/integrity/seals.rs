//! Whether every sealed row is as it was sealed.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use crate::store::file::error::Result;
use crate::store::file::seal::SEAL;
use crate::store::integrity::finding::{Finding, finding};

/// Every row of facts is as it was sealed.
pub(crate) fn check(conn: &Connection, findings: &mut Vec<Finding>) -> Result<()> {
    for (table, columns) in sealed(conn)? {
        let key = columns.first().map_or("", String::as_str);
        let name = if columns.iter().any(|column| column == "name") { "name" } else { "''" };
        let sql =
            format!("SELECT {key}, {name} FROM {table} WHERE {SEAL} IS NOT {SEAL}({})", columns.join(", "));
        let mut statement = conn.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            findings.push(finding(SEAL, &format!("{table} {}", lossy(row, 0)?), &lossy(row, 1)?, ""));
        }
    }
    Ok(())
}

/// The tables whose rows are sealed, with the columns that the seal covers.
fn sealed(conn: &Connection) -> Result<Vec<(String, Vec<String>)>> {
    let mut statement = conn.prepare(
        "SELECT t.name, group_concat(c.name ORDER BY c.cid) FROM sqlite_schema AS t, pragma_table_xinfo(t.name) AS c
         WHERE t.type = 'table' AND c.name <> ?1
           AND EXISTS (SELECT 1 FROM pragma_table_xinfo(t.name) AS s WHERE s.name = ?1)
         GROUP BY t.name ORDER BY t.name",
    )?;
    let rows = statement.query_map([SEAL], |row| {
        let columns: String = row.get(1)?;
        Ok((row.get(0)?, columns.split(',').map(str::to_owned).collect()))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A column of a damaged row, whatever it holds by now.
fn lossy(row: &Row<'_>, at: usize) -> Result<String> {
    Ok(match row.get_ref(at)? {
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        ValueRef::Integer(n) => n.to_string(),
        ValueRef::Null | ValueRef::Real(_) | ValueRef::Blob(_) => String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::file::migrate;
    use crate::store::file::seal::seal;
    use rusqlite::functions::FunctionFlags;

    /// Entries and the audit have their chains; the rest follows from the facts and is compared with them by `check`.
    const DERIVED: [&str; 7] =
        ["audit", "entry", "entry_line", "initials", "search_key", "standing", "tally"];

    fn fresh() -> Connection {
        let mut conn = Connection::open_in_memory().unwrap();
        migrate::run(&mut conn).unwrap();
        conn
    }

    #[test]
    fn every_table_of_facts_is_sealed_over_all_its_columns() {
        let conn = fresh();
        let sealed = sealed(&conn).unwrap();
        for (name, sql) in crate::store::file::schema::objects(&conn).unwrap() {
            if !sql.starts_with("CREATE TABLE") {
                continue;
            }
            let columns = sealed.iter().find(|(table, _)| *table == name).map(|(_, columns)| columns);
            match columns {
                None => assert!(DERIVED.contains(&name.as_str()), "{name} is not sealed"),
                Some(columns) => {
                    let seal = format!("AS (seal({})) STORED", columns.join(", "));
                    assert!(sql.contains(&seal), "{name}: {seal}");
                }
            }
        }
    }

    #[test]
    fn a_changed_fact_breaks_its_seal_and_a_change_through_sqlite_renews_it() {
        let conn = fresh();
        conn.execute_batch("INSERT INTO meta (key, value) VALUES ('device', 'a'), ('banner', '正蓝旗')")
            .unwrap();
        let found = |conn: &Connection| {
            let mut findings = Vec::new();
            check(conn, &mut findings).unwrap();
            findings
        };
        conn.execute_batch("UPDATE meta SET value = 'b' WHERE key = 'device'").unwrap();
        assert_eq!(found(&conn), []);
        // As after a flip: the row that holds `b` no longer hashes to its seal.
        let flags = FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
        conn.create_scalar_function(SEAL, -1, flags, |columns| {
            Ok(seal(columns, &mut Vec::new()) ^ i64::from(columns.get_raw(1) == ValueRef::Text(b"b")))
        })
        .unwrap();
        let finding = found(&conn);
        assert_eq!(finding.len(), 1);
        assert_eq!((finding[0].rule, finding[0].subject.as_str()), ("seal", "meta device"));
    }

    #[test]
    fn kinds_and_borders_of_columns_count() {
        let conn = fresh();
        let seal = |columns: &str| -> i64 {
            conn.query_row(&format!("SELECT seal({columns})"), [], |row| row.get(0)).unwrap()
        };
        let different =
            ["NULL", "''", "0", "'0'", "x'30'", "NULL, NULL", "'a', 'b'", "'ab', ''", "'ab'", "0.0"];
        for (n, one) in different.iter().enumerate() {
            assert_eq!(seal(one), seal(one));
            assert!(different.iter().skip(n + 1).all(|other| seal(one) != seal(other)), "{one}");
        }
    }
}
