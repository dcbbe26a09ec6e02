//! What is held by rule is what the rules say, for everybody whom they concern.

use rusqlite::Connection;

use crate::store::file::error::Result;
use crate::store::integrity::finding::{Finding, finding};
use crate::store::recipients::rules;

pub(crate) fn check(conn: &Connection, findings: &mut Vec<Finding>) -> Result<()> {
    let Some(rules) = rules::load(conn)? else { return Ok(()) };
    for no in rules::concerned(conn, &[&rules])? {
        if rules::plan(conn, no, &rules)?.is_so() {
            continue;
        }
        let (id, name): (String, String) =
            conn.query_row("SELECT id, name FROM recipient WHERE local_id = ?1", [no], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        findings.push(finding("group_rule", &id, &name, ""));
    }
    Ok(())
}
