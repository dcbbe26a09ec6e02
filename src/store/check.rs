//! `check`: every rule of the domain over the whole register. Silent when all hold.

use rusqlite::types::Value;
use rusqlite::{Connection, Row};

use super::names::text;
use super::{Result, Store, ledger, migrate, rounds, standing};
use crate::domain::due::Verdict;
use crate::domain::text::CleanText;

/// A rule that does not hold, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule, by a stable name.
    pub rule: &'static str,
    /// What it concerns: an entry, a recipient, a round.
    pub subject: CleanText,
    /// The name of the recipient, if it concerns one.
    pub name: CleanText,
    /// More: amounts, days, the reason of an override.
    pub detail: CleanText,
}

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
         WHERE g.kind = 'gift' AND (v.id IS NULL OR v.outcome NOT IN ('given', 'proxy'))",
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
        "SELECT township || ' ' || village, round, 'people' FROM (
           SELECT kind, township, 0 AS village, '' AS round, count(*) AS n FROM recipient GROUP BY kind, township
           UNION ALL SELECT kind, township, village, '', count(*) FROM recipient GROUP BY kind, township, village) AS c
         WHERE n <> coalesce((SELECT people FROM tally AS t WHERE t.round = '' AND t.kind = c.kind
                              AND t.township = c.township AND t.village = c.village), 0)",
    ),
    (
        "tally",
        "SELECT t.township || ' ' || t.village, t.round, t.open || ' ' || t.done || ' ' || t.closed FROM tally AS t
         WHERE t.round <> '' AND (t.open, t.missed, t.done, t.closed, t.planned_fen) <> (
           SELECT coalesce(sum(rank <= 1), 0), coalesce(sum(rank = 0), 0), coalesce(sum(rank = 2), 0),
                  coalesce(sum(rank = 3), 0), coalesce(sum(cash_fen * (rank < 3)), 0)
           FROM standing AS s WHERE s.round = t.round AND s.kind = t.kind AND s.township = t.township
             AND (t.village = 0 OR s.village = t.village))",
    ),
    (
        "given",
        "SELECT township, round, cash_fen || ' ' || goods_fen FROM given AS n
         WHERE (cash_fen, goods_fen) <> (SELECT coalesce(sum(cash_fen), 0), coalesce(sum(goods_fen), 0) FROM entry AS e
                WHERE e.round = n.round AND e.recipient_kind = n.kind AND e.township = n.township)",
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
        for (rule, sql) in RULES {
            let mut statement = conn.prepare(sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                findings.push(finding(rule, row)?);
            }
        }
        chain(conn, &mut findings)?;
        index(conn, &mut findings)?;
        schema(conn, &mut findings)?;
        Ok(findings)
    }
}

/// Whether a copy of a register can be trusted: the file, its references, and the chain if it is as new as
/// this program.
pub(super) fn verify(conn: &Connection) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    integrity(conn, &mut findings)?;
    if findings.is_empty() && migrate::version(conn)? == migrate::newest() {
        chain(conn, &mut findings)?;
    }
    Ok(findings)
}

fn finding(rule: &'static str, row: &Row<'_>) -> Result<Finding> {
    let column = |at: usize| -> Result<CleanText> {
        Ok(match row.get::<_, Value>(at)? {
            Value::Null | Value::Real(_) | Value::Blob(_) => CleanText::default(),
            Value::Integer(n) => text(&n.to_string()),
            Value::Text(told) => text(&told),
        })
    };
    Ok(Finding { rule, subject: column(0)?, name: column(1)?, detail: column(2)? })
}

fn told(rule: &'static str, subject: &str, name: &str, detail: &str) -> Finding {
    Finding { rule, subject: text(subject), name: text(name), detail: text(detail) }
}

fn integrity(conn: &Connection, findings: &mut Vec<Finding>) -> Result<()> {
    let mut statement = conn.prepare("PRAGMA integrity_check(20)")?;
    for line in statement.query_map([], |row| row.get::<_, String>(0))? {
        let line = line?;
        if line != "ok" {
            findings.push(told("integrity", "", "", &line));
        }
    }
    let mut statement = conn.prepare("PRAGMA foreign_key_check")?;
    for line in statement.query_map([], |row| row.get::<_, String>(0))? {
        findings.push(told("foreign_key", &line?, "", ""));
    }
    Ok(())
}

/// Every entry hashes to its hash and names the one before it on its device.
fn chain(conn: &Connection, findings: &mut Vec<Finding>) -> Result<()> {
    let sql =
        format!("SELECT {}, {}, hash FROM entry ORDER BY device, device_seq", ledger::OWN, ledger::CHAINED);
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
        if ledger::hash(&columns) != hash || (seq, prev.as_str()) != (before.0 + 1, before.1) {
            let id: String = row.get(0)?;
            let name: String = row.get(14)?;
            findings.push(told("chain", &id, &name, &format!("{device} {seq}")));
        }
        last = (device, seq, hash);
    }
    Ok(())
}

/// The index of standings equals the function that decides due, for every round.
fn index(conn: &Connection, findings: &mut Vec<Finding>) -> Result<()> {
    for code in rounds::codes(conn)? {
        let round = rounds::load(conn, code)?;
        let derived = standing::derive(conn, &round)?;
        let mut stored = conn.prepare_cached(
            "SELECT s.rank, s.detail, s.detail_on, s.cash_fen, s.goods_fen, s.township = r.township
                    AND s.village = r.village AND s.pinyin = r.pinyin AND s.kind = r.kind
             FROM standing AS s JOIN recipient AS r ON r.no = s.recipient WHERE s.round = ?1 AND s.recipient = ?2",
        )?;
        let count: i64 =
            conn.query_row("SELECT count(*) FROM standing WHERE round = ?1", [code.to_string()], |row| {
                row.get(0)
            })?;
        if usize::try_from(count).ok() != Some(derived.len()) {
            findings.push(told("standing", &code.to_string(), "", &format!("{count} <> {}", derived.len())));
        }
        for (no, verdict) in derived {
            let mut rows = stored.query((code.to_string(), no))?;
            let same = match rows.next()? {
                Some(row) => agrees(row, &verdict)?,
                None => false,
            };
            if !same {
                let (id, name): (String, String) =
                    conn.query_row("SELECT id, name FROM recipient WHERE no = ?1", [no], |r| {
                        Ok((r.get(0)?, r.get(1)?))
                    })?;
                findings.push(told("standing", &id, &name, &code.to_string()));
            }
        }
    }
    Ok(())
}

fn agrees(row: &Row<'_>, verdict: &Verdict) -> Result<bool> {
    let (cash, goods) =
        verdict.basis.as_ref().map_or((0, 0), |basis| (basis.cash.get(), basis.goods_value.get()));
    Ok(standing::read(row, 0)? == verdict.standing
        && row.get::<_, i64>(3)? == cash
        && row.get::<_, i64>(4)? == goods
        && row.get::<_, bool>(5)?)
}

/// The schema is the one that the migrations make: nobody dropped a trigger.
fn schema(conn: &Connection, findings: &mut Vec<Finding>) -> Result<()> {
    let mut fresh = Connection::open_in_memory()?;
    migrate::run(&mut fresh)?;
    let (ours, theirs) = (schema_of(&fresh)?, schema_of(conn)?);
    for (name, sql) in &ours {
        if !theirs.iter().any(|(n, s)| n == name && s == sql) {
            findings.push(told("schema", name, "", "missing or changed"));
        }
    }
    for (name, _) in theirs.iter().filter(|(name, _)| !ours.iter().any(|(n, _)| n == name)) {
        findings.push(told("schema", name, "", "unknown"));
    }
    Ok(())
}

/// The schema as names and texts.
pub(super) fn schema_of(conn: &Connection) -> Result<Vec<(String, String)>> {
    let mut statement = conn.prepare(
        "SELECT name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
