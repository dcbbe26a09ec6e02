//! `check`: every rule of the domain over the whole register. Silent when all hold.

use rusqlite::functions::FunctionFlags;
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Row};

use crate::domain::text::{CleanText, same_name};
use crate::store::columns::text;
use crate::store::file::error::Result;
use crate::store::file::{lock, migrate, schema};
use crate::store::import::staged;
pub(crate) use crate::store::integrity::finding::Finding;
use crate::store::integrity::finding::{self, finding};
use crate::store::integrity::{chains, cut, derived, merged, ruled, seals, sizes, work};
use crate::store::register::Store;
use crate::store::standing::given::given_place;

/// Rules told by SQL: (rule, query for subject, name, detail).
const RULES: &[(&str, &str)] = &[
    // Net number of gifts at most one for (recipient, round, purpose, cash or goods). One more with a reason was
    // allowed: the audit tells of it.
    (
        "double_cash",
        "SELECT g.id, g.name, g.round || ' ' || g.paid_on || ' ' || g.cash_fen || coalesce(' ' || g.reason, '')
         FROM entry AS g WHERE g.kind = 'gift' AND g.cash_fen > 0 AND coalesce(g.reason, '') = ''
           AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = g.id)
           AND EXISTS (SELECT 1 FROM entry AS o WHERE o.recipient = g.recipient AND o.round = g.round
                       AND o.programme = g.programme AND o.kind = 'gift' AND o.cash_fen > 0 AND o.local_id < g.local_id
                       AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = o.id))",
    ),
    (
        "double_goods",
        "SELECT g.id, g.name, g.round || ' ' || g.paid_on || ' ' || g.goods_fen || coalesce(' ' || g.reason, '')
         FROM entry AS g WHERE g.kind = 'gift' AND g.goods_fen > 0 AND coalesce(g.reason, '') = ''
           AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = g.id)
           AND EXISTS (SELECT 1 FROM entry AS o WHERE o.recipient = g.recipient AND o.round = g.round
                       AND o.programme = g.programme AND o.kind = 'gift' AND o.goods_fen > 0 AND o.local_id < g.local_id
                       AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = o.id))",
    ),
    (
        "after_death",
        // A death that was heard of later is for the audit. Of the two on one day the register does not tell which
        // came first.
        "SELECT g.id, g.name, g.paid_on || ' > ' || r.died_on FROM entry AS g JOIN recipient AS r ON r.id = g.recipient
         WHERE g.kind = 'gift' AND g.proxy IS NULL AND r.died_on < g.paid_on
           AND EXISTS (SELECT 1 FROM status_line AS s WHERE s.recipient = r.local_id AND s.kind = 'died'
                       AND s.undone IS NULL AND s.entered_on < g.recorded_on)
           AND NOT EXISTS (SELECT 1 FROM entry AS x WHERE x.reverses = g.id)",
    ),
    (
        "handlers",
        "SELECT id, name, coalesce(handler_1, '') || ' ' || coalesce(handler_2, '') FROM entry
         WHERE kind = 'gift' AND cash_fen > 0 AND (coalesce(handler_1, '') = '' OR coalesce(handler_2, '') = ''
             OR same_name(handler_1, handler_2))
           AND coalesce((SELECT value FROM setting WHERE key = 'two_handlers' AND from_day <= paid_on
                         ORDER BY from_day DESC LIMIT 1), 'on') = 'on'
           -- On the day of a change what held at that act counts: the last change in the audit before it.
           AND NOT (EXISTS (SELECT 1 FROM setting WHERE key = 'two_handlers' AND from_day = paid_on)
             AND coalesce((SELECT a.after FROM visit AS v JOIN audit AS a ON a.device = v.device
                           WHERE v.id = entry.id AND a.device_seq < v.device_seq
                             AND a.action = 'set' AND a.subject = 'two_handlers'
                           ORDER BY a.device_seq DESC LIMIT 1), 'on') = 'off')",
    ),
    (
        "self_paid",
        "SELECT id, name, coalesce(proxy, name) FROM entry WHERE kind = 'gift'
           AND (same_name(name, handler_1) OR same_name(name, handler_2)
             OR same_name(proxy, handler_1) OR same_name(proxy, handler_2))",
    ),
    (
        "reversal",
        "SELECT r.id, r.name, r.reverses FROM entry AS r LEFT JOIN entry AS g ON g.id = r.reverses
         WHERE r.kind = 'reversal' AND (g.id IS NULL OR g.kind = 'reversal' OR g.cash_fen <> -r.cash_fen
           OR g.goods_fen <> -r.goods_fen OR g.recipient IS NOT r.recipient OR g.round IS NOT r.round
           OR g.programme <> r.programme OR g.paid_on > r.paid_on OR r.reason IS NULL)",
    ),
    (
        "double_reversal",
        "SELECT reverses, max(name), count(*) FROM entry WHERE kind = 'reversal' GROUP BY reverses HAVING count(*) > 1",
    ),
    (
        "amount",
        "SELECT id, name, cash_fen || ' ' || goods_fen FROM entry
         WHERE (kind = 'gift' AND (cash_fen < 0 OR goods_fen < 0 OR cash_fen + goods_fen <= 0))
            OR (kind IN ('payment', 'spending') AND (cash_fen < 0 OR goods_fen < 0 OR cash_fen + goods_fen <= 0))
            OR (kind IN ('recovery', 'failed') AND cash_fen >= 0)",
    ),
    // Nothing takes back, or fails, more than was paid.
    (
        "recovery",
        "SELECT p.id, p.name, p.cash_fen || ' < ' || -sum(x.cash_fen) FROM entry AS x
         LEFT JOIN entry AS p ON p.id = x.concerns
         WHERE x.concerns IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = x.id)
         GROUP BY x.concerns HAVING p.id IS NULL OR p.kind NOT IN ('gift', 'payment') OR -sum(x.cash_fen) > p.cash_fen",
    ),
    // A key is paid once: beside reversals, and what was taken back whole.
    (
        "double_payment",
        "SELECT p.id, p.name, p.programme FROM entry AS p
         WHERE p.kind = 'payment' AND p.concerns IS NULL AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = p.id)
           AND EXISTS (SELECT 1 FROM entry AS o WHERE o.recipient = p.recipient AND o.programme = p.programme
             AND o.kind = 'payment' AND o.concerns IS NULL AND o.local_id < p.local_id AND o.subject IS p.subject
             AND (p.period_from IS NULL OR o.period_from <= p.period_to AND o.period_to >= p.period_from)
             AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = o.id)
             AND o.cash_fen > coalesce((SELECT -sum(x.cash_fen) FROM entry AS x WHERE x.concerns = o.id
               AND x.kind = 'recovery' AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = x.id)), 0))",
    ),
    (
        "same_id_number",
        // One more with the number of another was confirmed with a reason, which stands in the audit.
        "SELECT max(r.id), max(r.name), '' FROM recipient AS r
         WHERE r.merged_into IS NULL AND r.held_on IS NULL AND r.id_key IN (
           SELECT id_key FROM recipient WHERE id_key IS NOT NULL AND merged_into IS NULL AND held_on IS NULL
           GROUP BY id_key HAVING count(*) > 1)
         GROUP BY r.id_key HAVING count(*) > 1 + sum(EXISTS (
           SELECT 1 FROM audit AS a WHERE a.subject = r.id AND a.action IN ('add_person', 'edit', 'undo_edit', 'tell_apart')
             AND a.after LIKE '%\"confirmed\":\"%'))",
    ),
    (
        "merged",
        "SELECT r.id, r.name, o.id FROM recipient AS r JOIN recipient AS o ON o.local_id = r.merged_into
         WHERE o.kind <> r.kind
         -- Where a chain of merges ends in nobody, it is a circle.
         UNION ALL
         SELECT r.id, r.name, '' FROM recipient AS r WHERE r.merged_into IS NOT NULL AND NOT EXISTS (
           WITH RECURSIVE chain (no, into_no) AS (
             SELECT local_id, merged_into FROM recipient WHERE local_id = r.local_id
             UNION SELECT o.local_id, o.merged_into FROM chain JOIN recipient AS o ON o.local_id = chain.into_no)
           SELECT 1 FROM chain WHERE into_no IS NULL)",
    ),
    // Names of rows that travel between registers are given once.
    (
        "row_id",
        "SELECT id, what, count(*) FROM (
           SELECT id, 'group_held' AS what FROM group_held UNION ALL SELECT id, 'category_held' FROM category_held
           UNION ALL SELECT id, 'status_line' FROM status_line UNION ALL SELECT id, 'former_place' FROM former_place)
         GROUP BY id HAVING count(*) > 1",
    ),
    (
        "settled",
        "WITH lines AS (SELECT round, count(*) || ' ' || sum(cash_fen) AS told FROM settled_line GROUP BY round),
              settled AS (SELECT subject, after FROM audit WHERE action = 'settle_round')
         SELECT r.code, '', coalesce(r.settled_on, '-') || ' ' || coalesce(l.told, '0 0')
         FROM round AS r LEFT JOIN lines AS l ON l.round = r.code
         WHERE CASE WHEN r.settled_on IS NULL THEN l.round IS NOT NULL
               ELSE r.code IN (SELECT subject FROM settled)
                    AND (r.code, coalesce(l.told, '0 0')) NOT IN (SELECT subject, after FROM settled) END",
    ),
    (
        "visit_of_gift",
        "SELECT g.id, g.name, g.round FROM entry AS g LEFT JOIN visit AS v ON v.id = g.id
         WHERE g.kind = 'gift' AND (v.id IS NULL OR v.outcome NOT IN ('given', 'proxy'))
         UNION ALL SELECT v.id, '', v.round FROM visit AS v LEFT JOIN entry AS g ON g.id = v.id
         WHERE v.outcome IN ('given', 'proxy') AND (g.id IS NULL OR g.kind <> 'gift')",
    ),
    // A call whose gift stands is never cancelled, and the death it told of is undone with it.
    (
        "cancelled",
        "SELECT g.id, g.name, g.round FROM visit_cancelled AS c JOIN entry AS g ON g.id = c.visit
         WHERE NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = g.id)
         UNION ALL SELECT l.visit, r.name, l.kind || ' ' || l.happened_on FROM visit_cancelled AS c
         JOIN visit AS v ON v.id = c.visit JOIN recipient AS r ON r.id = v.recipient
         JOIN status_line AS l ON l.recipient = r.local_id AND l.visit = v.id WHERE l.undone IS NULL",
    ),
    (
        "status",
        "SELECT r.id, r.name, coalesce(r.died_on, '-') || ' ' || coalesce(r.left_on, '-') || ' ' || coalesce(r.suspended_on, '-')
         FROM recipient AS r
         WHERE r.died_on IS NOT (SELECT min(happened_on) FROM status_line WHERE recipient = r.local_id AND kind = 'died'
                              AND undone IS NULL AND ended_on IS NULL)
            OR r.left_on IS NOT (SELECT max(happened_on) FROM status_line WHERE recipient = r.local_id AND kind = 'left'
                              AND undone IS NULL AND ended_on IS NULL)
            OR r.suspended_on IS NOT (SELECT max(happened_on) FROM status_line WHERE recipient = r.local_id AND kind = 'suspended'
                              AND undone IS NULL AND ended_on IS NULL)
            OR r.held_on IS NOT (SELECT max(happened_on) FROM status_line WHERE recipient = r.local_id AND kind = 'held'
                              AND undone IS NULL AND ended_on IS NULL)
            OR (r.held_on IS NULL AND EXISTS (SELECT 1 FROM meta WHERE key = 'merged ' || r.id
                                              AND json_extract(value, '$.withdrawn')))",
    ),
    (
        "tally",
        "WITH facts AS (
           SELECT '' AS round, village, kind, township, count(*) AS people, 0 AS missed, 0 AS open, 0 AS done,
                  0 AS closed, 0 AS planned_fen FROM recipient AS r
           -- Whoever was merged is counted with whom that is by now.
           WHERE (merged_into IS NULL OR NOT EXISTS (SELECT 1 FROM meta WHERE key = 'merged ' || r.id))
             -- Nor is whose registration was withdrawn.
             AND NOT EXISTS (SELECT 1 FROM meta WHERE key = 'merged ' || r.id AND json_extract(value, '$.withdrawn'))
           GROUP BY 2, 3, 4
           UNION ALL
           SELECT round, village, kind, township, 0, sum(rank = 0), sum(rank <= 1), sum(rank = 2), sum(rank = 3),
                  sum(cash_fen * (rank < 3)) FROM standing WHERE visit_group IS NOT NULL GROUP BY 1, 2, 3, 4),
         counted AS (
           SELECT * FROM facts
           UNION ALL
           SELECT round, 0, kind, township, sum(people), sum(missed), sum(open), sum(done), sum(closed), sum(planned_fen)
           FROM facts GROUP BY 1, 3, 4),
         stored AS (SELECT round, village, kind, township, people, missed, open, done, closed, planned_fen FROM tally
                    WHERE people <> 0 OR missed <> 0 OR open <> 0 OR done <> 0 OR closed <> 0 OR planned_fen <> 0)
         SELECT DISTINCT township || ' #' || village, round, kind FROM (
           SELECT * FROM (SELECT * FROM counted EXCEPT SELECT * FROM stored)
           UNION ALL SELECT * FROM (SELECT * FROM stored EXCEPT SELECT * FROM counted))",
    ),
    (
        "given",
        concat!(
            "WITH counted AS (SELECT e.round, e.recipient_kind, ",
            given_place!(),
            ", sum(e.cash_fen) AS fen FROM entry AS e JOIN recipient AS r ON r.id = e.recipient
                          WHERE e.round IS NOT NULL GROUP BY 1, 2, 3 HAVING fen <> 0),
              stored AS (SELECT round, kind, township, given_fen FROM tally WHERE given_fen <> 0)
         SELECT DISTINCT township, round, kind FROM (
           SELECT * FROM (SELECT * FROM stored EXCEPT SELECT * FROM counted)
           UNION ALL SELECT * FROM (SELECT * FROM counted EXCEPT SELECT * FROM stored))"
        ),
    ),
    // An approved plan has a fixed list, and each act of an allocation its line in the audit.
    (
        "approval",
        "SELECT code, '', coalesce(approved_on, '-') || ' ' || coalesce(settled_on, '-') FROM round
         WHERE (approved_on IS NULL) <> (approved_by IS NULL) OR (approved_on IS NULL) <> (document IS NULL)
            OR (approved_on IS NOT NULL AND settled_on IS NULL)",
    ),
    (
        "allocation",
        "WITH acts AS (SELECT device, device_seq, action, subject FROM audit
                       WHERE action IN ('allocate', 'give_back', 'undo_allocate'))
         SELECT id, holder, round || ' ' || kind FROM allocation
         WHERE (device, device_seq, coalesce(undoes, id)) NOT IN (SELECT device, device_seq, subject FROM acts)
         UNION ALL SELECT subject, '', action FROM acts
         WHERE CASE action WHEN 'undo_allocate' THEN subject NOT IN (SELECT undoes FROM allocation WHERE undoes IS NOT NULL)
               ELSE subject NOT IN (SELECT id FROM allocation) END",
    ),
    // Rows of these tables are never deleted, so their numbers have no gaps.
    (
        "sequence",
        "SELECT name, '', lines || ' < ' || last FROM (
           SELECT 'entry' AS name, count(*) AS lines, max(local_id) AS last FROM entry
           UNION ALL SELECT 'audit', count(*), max(local_id) FROM audit
           UNION ALL SELECT 'recipient', count(*), max(local_id) FROM recipient
           UNION ALL SELECT 'village', count(*), max(local_id) FROM village
           UNION ALL SELECT 'source', count(*), max(local_id) FROM source
           UNION ALL SELECT 'status_line', count(*), max(local_id) FROM status_line
           UNION ALL SELECT 'former_place', count(*), max(local_id) FROM former_place)
         WHERE lines <> coalesce(last, 0)",
    ),
    // A call and the line of the audit that recorded it name each other, and so do its cancelling and its line.
    (
        "act",
        "SELECT v.id, '', v.device || ' ' || v.device_seq FROM visit AS v
         LEFT JOIN audit AS a ON a.device = v.device AND a.device_seq = v.device_seq
         WHERE a.subject IS NOT v.id OR a.action <> 'record'
         UNION ALL SELECT a.subject, '', a.device || ' ' || a.device_seq FROM audit AS a
         LEFT JOIN visit AS v ON v.id = a.subject WHERE a.action = 'record' AND v.id IS NULL
         UNION ALL SELECT c.visit, '', c.device || ' ' || c.device_seq FROM visit_cancelled AS c
         LEFT JOIN audit AS a ON a.device = c.device AND a.device_seq = c.device_seq
         WHERE a.subject <> c.visit OR a.action <> 'cancel'
         UNION ALL SELECT a.subject, '', a.device || ' ' || a.device_seq FROM audit AS a
         LEFT JOIN visit_cancelled AS c ON c.visit = a.subject AND c.device = a.device AND c.device_seq = a.device_seq
         WHERE a.action = 'cancel' AND c.visit IS NULL
         UNION ALL SELECT s.round, '', s.device || ' ' || s.device_seq FROM sheet AS s
         LEFT JOIN audit AS a ON a.device = s.device AND a.device_seq = s.device_seq
         WHERE a.subject IS NOT s.round OR a.action <> 'write_sheet'
         UNION ALL SELECT a.subject, '', a.device || ' ' || a.device_seq FROM audit AS a
         LEFT JOIN sheet AS s ON s.device = a.device AND s.device_seq = a.device_seq
         WHERE a.action = 'write_sheet' AND s.local_id IS NULL",
    ),
];

impl Store {
    /// Looks at every rule; what does not hold is listed.
    ///
    /// # Errors
    /// Storage troubles, a damaged file among them.
    pub fn check(&self) -> Result<Vec<Finding>> {
        let _state = self.state()?;
        let mut findings = facts(&self.conn)?;
        if findings.iter().all(|finding| finding.rule != sizes::TOO_LONG) {
            schema(&self.conn, &mut findings)?;
            self.kept_rows(&mut findings)?;
        }
        finding::mask_births(&self.conn, &mut findings);
        Ok(findings)
    }

    /// Whether the numbers in the register are closed to other accounts.
    pub fn check_place(&self) -> Option<Finding> {
        let open = self.readable_by_others()?;
        Some(Finding {
            rule: "readable_by_others",
            subject: CleanText::shown(&format!("chmod go-r {open}")),
            name: CleanText::default(),
            detail: CleanText::default(),
        })
    }

    /// Rows that an import has kept and never decided on, unless it is at it.
    fn kept_rows(&self, findings: &mut Vec<Finding>) -> Result<()> {
        if let Some((first, last)) = staged::undecided(&self.conn)?
            && staged::is_marked(&self.conn)?
            && !lock::is_importing(&self.path)
        {
            findings.push(finding("kept_rows", "import_row", "", &(last - first + 1).to_string()));
        }
        Ok(())
    }
}

/// Every rule but that of the schema.
pub(crate) fn facts(conn: &Connection) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    sizes::check(conn, &mut findings)?;
    if !findings.is_empty() {
        return Ok(findings);
    }
    integrity(conn, &mut findings)?;
    seals::check(conn, &mut findings)?;
    teach_same_name(conn)?;
    for (rule, sql) in RULES {
        let mut statement = conn.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            findings.push(read(rule, row)?);
        }
    }
    chains::check(conn, &mut findings)?;
    cut::check(conn, &mut findings)?;
    merged::check(conn, &mut findings)?;
    ruled::check(conn, &mut findings)?;
    work::check(conn, &mut findings)?;
    derived::standings(conn, &mut findings)?;
    derived::keys(conn, &mut findings)?;
    Ok(findings)
}

/// Lets the rules in SQL ask the one rule that tells whether two names are the same.
fn teach_same_name(conn: &Connection) -> Result<()> {
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_DIRECTONLY;
    Ok(conn.create_scalar_function("same_name", 2, flags, |context| {
        // No name is nobody's.
        let told = |at| match context.get_raw(at) {
            ValueRef::Text(name) => str::from_utf8(name).ok(),
            ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) | ValueRef::Blob(_) => None,
        };
        Ok(told(0).zip(told(1)).is_some_and(|(one, other)| same_name(one, other)))
    })?)
}

/// Whether a copy of a register can be trusted: the file, its references, its seals and its chains, of whatever
/// version it is.
pub(crate) fn verify(conn: &Connection) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    sizes::check(conn, &mut findings)?;
    if findings.is_empty() {
        integrity(conn, &mut findings)?;
    }
    if findings.is_empty() && migrate::version(conn)? > 0 {
        seals::check(conn, &mut findings)?;
        chains::check(conn, &mut findings)?;
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

/// The schema is the one that the migrations make: nobody dropped a trigger.
fn schema(conn: &Connection, findings: &mut Vec<Finding>) -> Result<()> {
    for (name, difference) in schema::differences(conn, migrate::version(conn)?)? {
        findings.push(finding("schema", &name, "", difference.code()));
    }
    Ok(())
}
