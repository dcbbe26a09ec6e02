//! What was allowed with a reason in plans and allocations (A17): more than a budget, a wrong fund, additions, losses.

use serde_json::Value;

use crate::domain::audit::reasons::{Allowed, Reasons};
use crate::domain::audit::{Sink, Span};
use crate::domain::holiday::RoundCode;
use crate::store::audit_rules::{Context, span};
use crate::store::columns::{borrowed, if_any, number};
use crate::store::file::error::Result;

/// Acts that stand: an approval that is taken back takes its own reason and the additions with it, not that of a fund, which
/// pays what it pays in the next one too.
const ACTS: &str =
    "SELECT a.action, a.subject, coalesce(a.after, ''), a.device, a.device_seq, r.name FROM audit AS a
     LEFT JOIN recipient AS r ON r.id = a.subject
     WHERE a.action IN ('approve_plan', 'add_to_plan', 'set_budget', 'give_back') AND {}
       AND NOT EXISTS (SELECT 1 FROM audit AS u WHERE u.local_id > a.local_id
                       AND (u.action = 'return_plan' AND a.action IN ('approve_plan', 'add_to_plan')
                            OR u.action = 'undo_allocate' AND a.action = 'give_back')
                       AND u.subject IN (a.subject, json_extract(a.after, '$.round'))
                       OR u.action IN ('undo_add_to_plan', 'undo_set_budget') AND u.subject = a.subject
                       AND u.after LIKE '#' || a.local_id || ' %')
     ORDER BY a.local_id";

/// The acts of a span: of a round those that are about it, on whatever day.
fn of(span: Span) -> &'static str {
    match span {
        Span::All | Span::Year(_) => span::acts(span),
        Span::Round(_) => "?1 IN (a.subject, json_extract(a.after, '$.round'))",
    }
}

/// Tells of each act that a reason was asked for.
pub(super) fn allowed(cx: &Context<'_>, reasons: &mut Reasons, sink: Sink<'_>) -> Result<()> {
    let mut statement = cx.conn.prepare(&ACTS.replace("{}", of(cx.span)))?;
    let mut rows = statement.query([span::value(cx.span)])?;
    while let Some(row) = rows.next()? {
        let told: Value = serde_json::from_str(borrowed(row, 2)?).unwrap_or_default();
        let said = |key: &str| told.get(key).and_then(Value::as_str).unwrap_or_default();
        let (action, subject, reason) = (borrowed(row, 0)?, borrowed(row, 1)?, said("reason"));
        let what = match action {
            "add_to_plan" => ["added_to_plan", said("asked")].join(" "),
            "give_back" if said("kind") == "lost" => "lost".to_owned(),
            "give_back" => continue,
            _ => said("asked").to_owned(),
        };
        if reason.is_empty() || action == "approve_plan" && what.is_empty() {
            continue;
        }
        let round = [said("round"), subject].into_iter().find_map(|code| code.parse::<RoundCode>().ok());
        let name = match if_any(row, 5)? {
            Some(name) => name.to_owned(),
            None => round.map(RoundCode::chinese).unwrap_or_default(),
        };
        let id = format!("{} {}", borrowed(row, 3)?, number(row, 4)?);
        let recipient = if action == "add_to_plan" { subject } else { "" };
        let one = Allowed { id: &id, entry: None, recipient, name: &name, what: what.trim(), reason };
        reasons.allowed(&one, cx.limits, sink);
    }
    Ok(())
}
