//! Rounds: their standards (A19), and what is left over of them (A25).

use chrono::{Datelike as _, NaiveDate};
use rusqlite::OptionalExtension as _;

use crate::domain::audit::facts::told;
use crate::domain::audit::rounds::{self as rules, RoundFacts};
use crate::domain::audit::{Finding, Sink, Span, Told, cases};
use crate::domain::round::Round;
use crate::store::audit_rules::Context;
use crate::store::file::error::Result;
use crate::store::rounds;
use crate::store::standing::raise;

fn is_asked(span: Span, round: &Round) -> bool {
    match span {
        Span::All => true,
        Span::Round(code) => round.code == code,
        Span::Year(year) => {
            [round.window.opens, round.window.grace_until].iter().any(|day| day.year() == year)
        }
    }
}

/// A19.
pub(super) fn standards(cx: &Context<'_>, sink: Sink<'_>) -> Result<()> {
    let mut before: Option<Round> = None;
    for round in rounds::all(cx.conn)? {
        if is_asked(cx.span, &round) {
            let one = facts(cx, round.clone())?;
            rules::standards(&one, before.as_ref(), cx.limits, sink);
        }
        before = Some(round);
    }
    Ok(())
}

fn facts(cx: &Context<'_>, round: Round) -> Result<RoundFacts> {
    let code = round.code.to_string();
    let last = |action: &str| -> Result<Option<NaiveDate>> {
        Ok(cx
            .conn
            .prepare_cached("SELECT max(on_day) FROM audit WHERE action = ?1 AND subject = ?2")?
            .query_row((action, &code), |row| row.get(0))?)
    };
    let first_entry_on = cx
        .conn
        .prepare_cached("SELECT recorded_on FROM entry WHERE round = ?1 ORDER BY local_id LIMIT 1")?
        .query_row([&code], |row| row.get(0))
        .optional()?;
    Ok(RoundFacts {
        created_on: last("create_round")?,
        changed_on: last("change_round")?.max(last(raise::RAISED)?),
        first_entry_on,
        round,
    })
}

/// A25: once the year of its grace is over.
pub(super) fn left_over(cx: &Context<'_>, sink: Sink<'_>) -> Result<()> {
    for round in rounds::all(cx.conn)? {
        let over = round.window.grace_until.year() < cx.today.year();
        if !over || !is_asked(cx.span, &round) {
            continue;
        }
        let code = round.code.to_string();
        let open: i64 = cx
            .conn
            .prepare_cached(
                "SELECT count(*) FROM standing WHERE round = ?1 AND kind IN ('person', 'unit') AND rank IN (0, 1)",
            )?
            .query_row([&code], |row| row.get(0))?;
        if open > 0 {
            let words = vec![Told::Round(round.code), told(usize::try_from(open).unwrap_or_default())];
            sink(Finding::new(&cases::LEFT_OVER, &code, "", words));
        }
    }
    Ok(())
}
