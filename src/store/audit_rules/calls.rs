//! Calls: what was allowed with a reason (A17), and those at which nothing was given (A21).

use std::collections::HashSet;

use crate::domain::audit::Sink;
use crate::domain::audit::calls::Calls;
use crate::domain::audit::reasons::{Allowed, Reasons};
use crate::domain::visit::Outcome;
use crate::store::audit_rules::{Context, plans, span};
use crate::store::columns::{borrowed, if_any};
use crate::store::file::error::Result;

/// Calls that stand and of which the audit names rules behind the outcome.
const ASKED: &str = "SELECT v.id, v.recipient, r.name, a.after, e.local_id, coalesce(e.reason, '')
     FROM audit AS a JOIN visit AS v ON v.id = a.subject JOIN recipient AS r ON r.id = v.recipient
     LEFT JOIN entry AS e ON e.id = v.id
     WHERE a.action = 'record' AND instr(a.after, ' ') > 0 AND {}
       AND NOT EXISTS (SELECT 1 FROM visit_cancelled AS c WHERE c.visit = v.id)
       AND NOT EXISTS (SELECT 1 FROM entry AS x WHERE x.reverses = v.id)
     ORDER BY a.local_id";

/// Gifts that stand and bear a reason.
const REASONED: &str = "SELECT g.id, g.recipient, g.name, g.local_id, g.reason FROM entry AS g
     WHERE {} AND g.kind = 'gift' AND g.reason IS NOT NULL AND g.subject IS NULL
       AND NOT EXISTS (SELECT 1 FROM entry AS x WHERE x.reverses = g.id)
     ORDER BY g.local_id";

/// A17.
pub(super) fn allowed(cx: &Context<'_>, sink: Sink<'_>) -> Result<()> {
    let mut reasons = Reasons::default();
    let mut told: HashSet<i64> = HashSet::new();
    let mut statement = cx.conn.prepare(&ASKED.replace("{}", span::calls(cx.span)))?;
    let mut rows = statement.query([span::value(cx.span)])?;
    while let Some(row) = rows.next()? {
        let after = borrowed(row, 3)?;
        let (rules, reason) = after.split_once(": ").unwrap_or((after, ""));
        let entry: Option<i64> = row.get(4)?;
        let of_entry = borrowed(row, 5)?;
        told.extend(entry);
        let one = Allowed {
            id: borrowed(row, 0)?,
            entry,
            recipient: borrowed(row, 1)?,
            name: borrowed(row, 2)?,
            what: rules.split_once(' ').map_or("", |(_, rules)| rules),
            reason: if reason.is_empty() { of_entry } else { reason },
        };
        reasons.allowed(&one, cx.limits, sink);
    }
    let mut statement = cx.conn.prepare(&REASONED.replace("{}", span::entries(cx.span)))?;
    let mut rows = statement.query([span::value(cx.span)])?;
    while let Some(row) = rows.next()? {
        let no: i64 = row.get(3)?;
        if !told.contains(&no) {
            let one = Allowed {
                id: borrowed(row, 0)?,
                entry: Some(no),
                recipient: if_any(row, 1)?.unwrap_or_default(),
                name: borrowed(row, 2)?,
                what: "",
                reason: borrowed(row, 4)?,
            };
            reasons.allowed(&one, cx.limits, sink);
        }
    }
    plans::allowed(cx, &mut reasons, sink)?;
    reasons.finish(cx.limits, sink);
    Ok(())
}

/// A21.
pub(super) fn not_given(cx: &Context<'_>, sink: Sink<'_>) -> Result<()> {
    let mut calls = Calls::default();
    let mut statement = cx.conn.prepare(&format!(
        "SELECT v.outcome, coalesce(v.handler_1, ''), coalesce(v.handler_2, '') FROM visit AS v
         WHERE {} AND NOT EXISTS (SELECT 1 FROM visit_cancelled AS c WHERE c.visit = v.id)",
        span::calls(cx.span)
    ))?;
    let mut rows = statement.query([span::value(cx.span)])?;
    while let Some(row) = rows.next()? {
        let Some(outcome) = Outcome::parse(borrowed(row, 0)?) else { continue };
        let (one, other) = (borrowed(row, 1)?, borrowed(row, 2)?);
        let [first, second] = if one <= other { [one, other] } else { [other, one] };
        calls.call([first, second].join(" ").trim().to_owned(), outcome);
    }
    calls.finish(cx.limits, sink);
    Ok(())
}
