//! `check`: every rule of the domain over the whole register. Silent when all hold.

use rusqlite::types::Value;
use rusqlite::{Connection, Row};

use crate::domain::text::CleanText;
use crate::store::columns::text;
use crate::store::file::error::Result;
use crate::store::file::migrate;
use crate::store::integrity::finding::{Finding, finding};
use crate::store::integrity::{derived, seals};
use crate::store::ledger::entries;
use crate::store::register::Store;

/// Rules told by SQL: (rule, query for subject, name, detail).
const RULES: &[(&str, &str)] = &[
    // Net number of gifts at most one for (recipient, round, purpose, cash or goods); an override is listed too.
    (
        "double_cash",
        "SELECT g.id, g.name, g.round || ' ' || g.paid_on || ' ' || g.cash_fen || coalesce(' ' || g.reason, '')
         FROM entry AS g WHERE g.kind = 'gift' AND g.cash_fen > 0
           AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = g.id)
           AND EXISTS (SELECT 1 FROM entry AS o WHERE o.recipient = g.recipient AND o.round = g.round
                       AND o.purpose = g.purpose AND o.kind = 'gift' AND o.cash_fen > 0 AND o.no < g.no
                       AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = o.id))",
    ),
    (
        "double_goods",
        "SELECT g.id, g.name, g.round || ' ' || g.paid_on || ' ' || g.goods_fen || coalesce(' ' || g.reason, '')
         FROM entry AS g WHERE g.kind = 'gift' AND g.goods_fen > 0
           AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = g.id)
           AND EXISTS (SELECT 1 FROM entry AS o WHERE o.recipient = g.recipient AND o.round = g.round
                       AND o.purpose = g.purpose AND o.kind = 'gift' AND o.goods_fen > 0 AND o.no < g.no
                       AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = o.id))",
    ),
    (
        "after_death",
        "SELECT g.id, g.name, g.paid_on || ' > ' || r.died_on FROM entry AS g JOIN recipient AS r ON r.id = g.recipient
         WHERE g.kind = 'gift' AND g.proxy IS NULL AND r.died_on < g.paid_on
           AND NOT EXISTS (SELECT 1 FROM entry AS x WHERE x.reverses = g.id)",
    ),
    (
        "handlers",
        "SELECT id, name, coalesce(handler_1, '') || ' ' || coalesce(handler_2, '') FROM entry
         WHERE kind = 'gift' AND cash_fen > 0 AND (SELECT value FROM meta WHERE key = 'two_handlers') = '1'
           AND (handler_1 IS NULL OR handler_2 IS NULL OR handler_1 = handler_2)",
    ),
    (
        "self_paid",
        "SELECT id, name, coalesce(proxy, name) FROM entry WHERE kind = 'gift'
           AND (name IN (handler_1, handler_2) OR proxy IN (handler_1, handler_2))",
    ),
    (
        "reversal",
        "SELECT r.id, r.name, r.reverses FROM entry AS r LEFT JOIN entry AS g ON g.id = r.reverses
         WHERE r.kind = 'reversal' AND (g.id IS NULL OR g.kind <> 'gift' OR g.cash_fen <> -r.cash_fen
           OR g.goods_fen <> -r.goods_fen OR g.recipient <> r.recipient OR g.round <> r.round
           OR g.paid_on <> r.paid_on OR r.reason IS NULL)",
    ),
    (
        "double_reversal",
        "SELECT reverses, max(name), count(*) FROM entry WHERE kind = 'reversal' GROUP BY reverses HAVING count(*) > 1",
    ),
    (
        "amount",
        "SELECT id, name, cash_fen || ' ' || goods_fen FROM entry
         WHERE (kind = 'gift' AND (cash_fen < 0 OR goods_fen < 0 OR cash_fen + goods_fen <= 0))
            OR (kind = 'reversal' AND (cash_fen > 0 OR goods_fen > 0))",
    ),
    (
        "visit_of_gift",
        "SELECT g.id, g.name, g.round FROM entry AS g LEFT JOIN visit AS v ON v.id = g.id
         WHERE g.kind = 'gift' AND (v.id IS NULL OR v.outcome NOT IN ('given', 'proxy'))
         UNION ALL SELECT v.id, '', v.round FROM visit AS v LEFT JOIN entry AS g ON g.id = v.id
         WHERE v.outcome IN ('given', 'proxy') AND (g.id IS NULL OR g.kind <> 'gift')",
    ),
    (
        "status",
        "SELECT r.id, r.name, coalesce(r.died_on, '-') || ' ' || coalesce(r.left_on, '-') || ' ' || coalesce(r.suspended_on, '-')
         FROM recipient AS r
         WHERE r.died_on IS NOT (SELECT max(happened_on) FROM status_line WHERE recipient = r.no AND kind = 'died' AND undone IS NULL)
            OR r.left_on IS NOT (SELECT max(happened_on) FROM status_line WHERE recipient = r.no AND kind = 'left' AND undone IS NULL)
            OR r.suspended_on IS NOT (SELECT max(happened_on) FROM status_line WHERE recipient = r.no AND kind = 'suspended' AND undone IS NULL)",
    ),
    (
        "tally",
        "WITH facts AS (
           SELECT '' AS round, village, kind, township, count(*) AS people, 0 AS missed, 0 AS open, 0 AS done,
                  0 AS closed, 0 AS planned_fen FROM recipient GROUP BY 2, 3, 4
           UNION ALL
           SELECT round, village, kind, township, 0, sum(rank = 0), sum(rank <= 1), sum(rank = 2), sum(rank = 3),
                  sum(cash_fen * (rank < 3)) FROM standing GROUP BY 1, 2, 3, 4),
         counted AS (
           SELECT * FROM facts
           UNION ALL
           SELECT round, 0, kind, township, sum(people), sum(missed), sum(open), sum(done), sum(closed), sum(planned_fen)
           FROM facts GROUP BY 1, 3, 4),
         stored AS (SELECT round, village, kind, township, people, missed, open, done, closed, planned_fen FROM tally
                    WHERE people <> 0 OR missed <> 0 OR open <> 0 OR done <> 0 OR closed <> 0 OR planned_fen <> 0)
         SELECT DISTINCT township || ' ' || village, round, kind FROM (
           SELECT * FROM (SELECT * FROM counted EXCEPT SELECT * FROM stored)
           UNION ALL SELECT * FROM (SELECT * FROM stored EXCEPT SELECT * FROM counted))",
    ),
    (
        "given",
        "WITH counted AS (SELECT round, recipient_kind, township, sum(cash_fen) AS fen FROM entry GROUP BY 1, 2, 3
                          HAVING fen <> 0),
              stored AS (SELECT round, kind, township, given_fen FROM tally WHERE given_fen <> 0)
         SELECT DISTINCT township, round, recipient_kind FROM (
           SELECT * FROM (SELECT * FROM counted EXCEPT SELECT * FROM stored)
           UNION ALL SELECT * FROM (SELECT * FROM stored EXCEPT SELECT * FROM counted))",
    ),
    // Rows of these tables are never deleted, so their numbers have no gaps.
    (
        "sequence",
        "SELECT name, '', '' FROM (SELECT 'entry' AS name, count(*) AS lines, max(no) AS last FROM entry
           UNION ALL SELECT 'audit', count(*), max(no) FROM audit) WHERE lines <> coalesce(last, 0)
         UNION ALL SELECT 'visit', recipient, round FROM visit GROUP BY recipient, round HAVING count(*) <> max(no)",
    ),
];

impl Store {
    /// Looks at every rule; what does not hold is listed.
    ///
    /// # Errors
    /// Storage troubles, a damaged file among them.
    pub fn check(&self) -> Result<Vec<Finding>> {
        let conn = &self.conn;
        let mut findings = Vec::new();
        integrity(conn, &mut findings)?;
        seals::check(conn, &mut findings)?;
        for (rule, sql) in RULES {
            let mut statement = conn.prepare(sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                findings.push(read(rule, row)?);
            }
        }
        chain(conn, &mut findings)?;
        derived::standings(conn, &mut findings)?;
        derived::keys(conn, &mut findings)?;
        schema(conn, &mut findings)?;
        Ok(findings)
    }
}

/// Whether a copy of a register can be trusted: the file, its references, and the seals and the chain if it is
/// as new as this program.
pub(crate) fn verify(conn: &Connection) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    integrity(conn, &mut findings)?;
    if findings.is_empty() && migrate::version(conn)? == migrate::newest() {
        seals::check(conn, &mut findings)?;
        chain(conn, &mut findings)?;
    }
    Ok(findings)
}

fn read(rule: &'static str, row: &Row<'_>) -> Result<Finding> {
    let column = |at: usize| -> Result<CleanText> {
        Ok(match row.get::<_, Value>(at)? {
            Value::Null | Value::Real(_) | Value::Blob(_) => CleanText::default(),
            Value::Integer(n) => text(&n.to_string()),
            Value::Text(told) => text(&told),
        })
    };
    Ok(Finding { rule, subject: column(0)?, name: column(1)?, detail: column(2)? })
}

fn integrity(conn: &Connection, findings: &mut Vec<Finding>) -> Result<()> {
    let mut statement = conn.prepare("PRAGMA integrity_check(20)")?;
    for line in statement.query_map([], |row| row.get::<_, String>(0))? {
        let line = line?;
        if line != "ok" {
            findings.push(finding("integrity", "", "", &line));
        }
    }
    let mut statement = conn.prepare("PRAGMA foreign_key_check")?;
    for line in statement.query_map([], |row| row.get::<_, String>(0))? {
        findings.push(finding("foreign_key", &line?, "", ""));
    }
    Ok(())
}

/// Every entry hashes to its hash and names the one before it on its device.
fn chain(conn: &Connection, findings: &mut Vec<Finding>) -> Result<()> {
    let sql =
        format!("SELECT {}, {}, hash FROM entry ORDER BY device, device_seq", entries::OWN, entries::CHAINED);
    let mut statement = conn.prepare(&sql)?;
    let width = statement.column_count() - 1;
    let mut rows = statement.query([])?;
    let mut last: (String, i64, String) = Default::default();
    while let Some(row) = rows.next()? {
        let columns = (0..width).map(|at| row.get::<_, Value>(at)).collect::<rusqlite::Result<Vec<_>>>()?;
        let hash: String = row.get(width)?;
        let (device, seq, prev): (String, i64, String) =
            (row.get(width - 4)?, row.get(width - 3)?, row.get(width - 1)?);
        let before = if last.0 == device { (last.1, last.2.as_str()) } else { (0, "") };
        if entries::hash(&columns) != hash || (seq, prev.as_str()) != (before.0 + 1, before.1) {
            let id: String = row.get(0)?;
            let name: String = row.get(14)?;
            findings.push(finding("chain", &id, &name, &format!("{device} {seq}")));
        }
        last = (device, seq, hash);
    }
    Ok(())
}

/// The schema is the one that the migrations make: nobody dropped a trigger.
fn schema(conn: &Connection, findings: &mut Vec<Finding>) -> Result<()> {
    let mut fresh = Connection::open_in_memory()?;
    migrate::run(&mut fresh)?;
    let (ours, theirs) = (schema_of(&fresh)?, schema_of(conn)?);
    for (name, sql) in &ours {
        if !theirs.iter().any(|(n, s)| n == name && s == sql) {
            findings.push(finding("schema", name, "", "missing or changed"));
        }
    }
    for (name, _) in theirs.iter().filter(|(name, _)| !ours.iter().any(|(n, _)| n == name)) {
        findings.push(finding("schema", name, "", "unknown"));
    }
    Ok(())
}

/// The schema as names, and texts with kinds and tables; indexes without a text of their own among them.
pub(crate) fn schema_of(conn: &Connection) -> Result<Vec<(String, String)>> {
    let mut statement = conn.prepare(
        "SELECT CAST(name AS TEXT), coalesce(sql, '') || ' ' || type || ' ' || tbl_name || ' ' || typeof(type) || ' '
                || typeof(name) || ' ' || typeof(tbl_name) || ' ' || typeof(sql)
         FROM sqlite_schema ORDER BY CAST(type AS TEXT), CAST(name AS TEXT)",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
