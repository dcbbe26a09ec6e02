//! What was recorded although it is not the usual case: allowed, with the reason that was asked for, and told.

use rusqlite::Connection;

use crate::domain::gift::Rule;
use crate::store::columns::borrowed;
use crate::store::file::error::Result;
use crate::store::integrity::finding::{self, Finding, finding};
use crate::store::integrity::merged;
use crate::store::register::Store;

/// Gifts that stand and whose amounts are not those of the standard that they keep; a gift without a standard is one
/// outside the list.
const OFF_STANDARD: &str = "SELECT g.id, g.name,
       g.round || ' ' || g.paid_on || ' ' || g.cash_fen || '/' || g.standard_fen
         || ' ' || g.goods_fen || '/' || g.standard_goods_fen || coalesce(' ' || g.reason, '')
     FROM entry AS g WHERE g.kind = 'gift' AND g.visit_group <> ''
       AND ((g.cash_fen > 0 AND g.cash_fen <> g.standard_fen)
         OR (g.goods_fen > 0 AND g.goods_fen <> g.standard_goods_fen))
       AND NOT EXISTS (SELECT 1 FROM entry AS x WHERE x.reverses = g.id)
     ORDER BY g.local_id";

/// Calls that stand and of which the audit names rules behind the outcome.
const ASKED: &str = "SELECT v.id, r.name, a.after,
       v.round || ' ' || v.visited_on || coalesce(' ' || (SELECT reason FROM entry WHERE id = v.id), '')
     FROM audit AS a JOIN visit AS v ON v.id = a.subject JOIN recipient AS r ON r.id = v.recipient
     WHERE a.action = 'record' AND instr(a.after, ' ') > 0
       AND NOT EXISTS (SELECT 1 FROM visit_cancelled AS c WHERE c.visit = v.id)
       AND NOT EXISTS (SELECT 1 FROM entry AS x WHERE x.reverses = v.id)
     ORDER BY a.local_id";

/// Told by the audit. A second gift is a finding of `check` itself.
const TOLD: [Rule; 3] = [Rule::NotListed, Rule::BeforeWindow, Rule::RoundClosed];

impl Store {
    /// Calls and gifts that are not the usual case, each with its reason: off the standard, not on the list, before the
    /// window, in a closed round. They break no rule.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn unusual(&self) -> Result<Vec<Finding>> {
        let mut found = unusual(&self.conn)?;
        finding::mask_births(&self.conn, &mut found);
        Ok(found)
    }
}

fn unusual(conn: &Connection) -> Result<Vec<Finding>> {
    let mut found = Vec::new();
    let mut statement = conn.prepare(OFF_STANDARD)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let code = Rule::OffStandard.code();
        found.push(finding(code, borrowed(row, 0)?, borrowed(row, 1)?, borrowed(row, 2)?));
    }
    let mut statement = conn.prepare(ASKED)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let after = borrowed(row, 2)?;
        let (rules, reason) = after.split_once(": ").unwrap_or((after, ""));
        let detail = [borrowed(row, 3)?, reason].join(" ");
        for rule in TOLD.into_iter().filter(|rule| rules.split(' ').any(|word| word == rule.code())) {
            found.push(finding(rule.code(), borrowed(row, 0)?, borrowed(row, 1)?, detail.trim_end()));
        }
    }
    merged::doubles(conn, &mut found)?;
    Ok(found)
}
