//! An approval of a plan, or an addition to an approved one, taken back.

use rusqlite::Connection;

use super::{AuditLine, Way, is_undone, mark};
use crate::domain::error::RegisterError;
use crate::domain::holiday::RoundCode;
use crate::domain::op::WriteContext;
use crate::domain::plan::breach::PlanRule;
use crate::domain::text::CleanText;
use crate::domain::undo::{NotUndone, Undoing};
use crate::store::codec::recipient_id;
use crate::store::file::error::Result;
use crate::store::planning::struck;
use crate::store::standing::{facts, index};
use crate::store::{audit, plan, rounds};

/// The line of an addition that was taken back.
pub(super) const WITHDRAWN: &str = "undo_add_to_plan";

/// The round that an addition was to.
fn round_of(line: &AuditLine) -> Result<RoundCode> {
    let told: serde_json::Value = serde_json::from_str(line.after()).unwrap_or_default();
    let code = told.get("round").and_then(serde_json::Value::as_str).unwrap_or_default();
    rounds::parse_code(code)
}

/// What undoes an approval: nothing once it was taken back, the round is over, or anything was recorded under it.
pub(super) fn way_of_approval(conn: &Connection, line: &AuditLine) -> Result<Way> {
    let code = rounds::parse_code(&line.subject)?;
    let back = conn
        .prepare_cached(
            "SELECT 1 FROM audit WHERE local_id > ?1 AND subject = ?2 AND action = 'return_plan'",
        )?
        .exists((line.no, &line.subject))?;
    let round = rounds::load_for_rows(conn, code)?;
    Ok(if back || round.settled_on.is_none() {
        Err(NotUndone::Undone)
    } else if round.closed_on.is_some() {
        Err(NotUndone::Settled)
    } else if plan::is_used(conn, &round)? {
        Err(NotUndone::HasHistory)
    } else {
        Ok(Undoing::Back(line.no))
    })
}

/// Takes an approval back: the plan is a draft again.
pub(super) fn return_plan(
    conn: &Connection,
    line: &AuditLine,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    plan::give_back(conn, rounds::parse_code(&line.subject)?, reason, ctx).map_err(|error| {
        let is_over = matches!(error, RegisterError::Plan(PlanRule::Over | PlanRule::Closed));
        if is_over { RegisterError::NotUndone(NotUndone::Settled) } else { error }
    })
}

/// What undoes an addition: nothing once it was, the round is over, or anything is recorded of whoever was added.
pub(super) fn way_of_addition(conn: &Connection, line: &AuditLine) -> Result<Way> {
    let code = round_of(line)?;
    let round = rounds::load_for_rows(conn, code)?;
    let undone = is_undone(conn, line, WITHDRAWN)? || struck::is_struck(conn, code, &line.subject)?;
    let called = conn
        .prepare_cached(
            "SELECT 1 FROM visit AS v WHERE v.recipient = ?1 AND v.round = ?2
             AND NOT EXISTS (SELECT 1 FROM visit_cancelled WHERE visit = v.id)
             AND NOT EXISTS (SELECT 1 FROM entry WHERE reverses = v.id)",
        )?
        .exists((&line.subject, code.to_string()))?;
    Ok(if undone || round.settled_on.is_none() {
        Err(NotUndone::Undone)
    } else if round.closed_on.is_some() {
        Err(NotUndone::Settled)
    } else if called {
        Err(NotUndone::HasHistory)
    } else {
        Ok(Undoing::Back(line.no))
    })
}

/// Takes an addition back: the line stays and counts no more.
pub(super) fn strike(
    conn: &Connection,
    line: &AuditLine,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    let code = round_of(line)?;
    let round = rounds::load(conn, code)?;
    if round.window.grace_until < ctx.today {
        return Err(RegisterError::NotUndone(NotUndone::Settled));
    }
    struck::strike(conn, code, &line.subject)?;
    let subject = facts::subject_of(conn, recipient_id(&line.subject)?)?;
    index::refresh_one(conn, &subject, &round)?;
    let told = [mark(line.no).as_str(), reason].concat();
    audit::line(conn, ctx, WITHDRAWN, &line.subject, Some(line.after()), Some(&told))
}
