//! Work and years: every row is what it must be, is told by the audit, and none is twice; nothing was dated in a closed year
//! after it was closed.

use rusqlite::Connection;

use crate::domain::work::{WorkFault, faults};
use crate::store::columns::{borrowed, if_any};
use crate::store::file::error::Result;
use crate::store::integrity::finding::{Finding, finding};
use crate::store::work;

const RULES: &[(&str, &str)] = &[
    // A row and the line of the audit that wrote it name each other.
    (
        "work_act",
        "SELECT * FROM (SELECT id, '', kind FROM work WHERE id IN (
           SELECT id FROM work EXCEPT SELECT subject FROM audit WHERE action = 'add_work'))
         UNION ALL SELECT * FROM (SELECT subject, '', 'audit' FROM audit WHERE action = 'add_work' AND subject IN (
           SELECT subject FROM audit WHERE action = 'add_work' EXCEPT SELECT id FROM work))
         UNION ALL SELECT id, '', count(*) FROM work GROUP BY id HAVING count(*) > 1",
    ),
    (
        "work_twice",
        "SELECT max(recipient), '', kind || ' ' || json_extract(details, '$.year') FROM work
         WHERE kind = 'confirm' AND withdrawn IS NULL GROUP BY recipient, json_extract(details, '$.year')
         HAVING count(*) > 1
         UNION ALL SELECT max(recipient), '', subkind FROM work
         WHERE kind = 'attribute' AND withdrawn IS NULL AND to_day IS NULL GROUP BY recipient, subkind HAVING count(*) > 1",
    ),
    (
        "year_closed",
        "SELECT e.id, e.name, e.paid_on FROM entry AS e JOIN meta AS m ON m.key = 'year_closed ' || substr(e.paid_on, 1, 4)
         WHERE CASE WHEN json_extract(m.value, '$.entry') IS NULL THEN e.recorded_on > json_extract(m.value, '$.on')
                 ELSE e.local_id > json_extract(m.value, '$.entry') END
         UNION ALL SELECT w.id, '', w.from_day FROM work AS w JOIN meta AS m ON m.key = 'year_closed ' || substr(w.from_day, 1, 4)
         WHERE CASE WHEN json_extract(m.value, '$.work') IS NULL THEN w.entered_on > json_extract(m.value, '$.on')
                 ELSE w.local_id > json_extract(m.value, '$.work') END",
    ),
];

/// Looks at every row.
pub(crate) fn check(conn: &Connection, findings: &mut Vec<Finding>) -> Result<()> {
    for (rule, sql) in RULES {
        let mut statement = conn.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let name = if_any(row, 1)?.unwrap_or_default().to_owned();
            let detail: rusqlite::types::Value = row.get(2)?;
            let detail = match detail {
                rusqlite::types::Value::Text(text) => text,
                rusqlite::types::Value::Integer(number) => number.to_string(),
                rusqlite::types::Value::Null
                | rusqlite::types::Value::Real(_)
                | rusqlite::types::Value::Blob(_) => String::new(),
            };
            findings.push(finding(rule, borrowed(row, 0)?, &name, &detail));
        }
    }
    let mut statement = conn.prepare("SELECT id, entered_on FROM work")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id = borrowed(row, 0)?;
        let entered = row.get(1)?;
        match work::stored_row(conn, id) {
            // What was to come when it was entered was refused then; a change may have moved its end since.
            Ok(Some(work)) if faults(&work, entered).iter().all(|fault| *fault == WorkFault::Future) => {}
            Ok(_) | Err(_) => findings.push(finding("work", id, "", "")),
        }
    }
    Ok(())
}
