//! What the audit finds, and who did what.

use super::Visit;
use crate::domain::audit::act::ActLine;
use crate::domain::audit::{AuditQuery, Finding, Span};
use crate::domain::date::local_time;
use crate::exchange::leaving::{WriteError, Writing};
use crate::lang::{Lang, acts, audit, export};
use crate::store::Store;
use crate::tabular::out::{Holds, OutCell, OutColumn};

/// The columns of the findings.
pub(super) fn columns(lang: Lang) -> Vec<OutColumn> {
    let heads = export::heads(lang);
    let own = |key, head, holds| OutColumn { key, head, holds };
    vec![
        own("finding", heads.id, Holds::Words),
        own("recipient", heads.id, Holds::Ids),
        own("rule", heads.rule, Holds::Words),
        own("level", heads.level, Holds::Words),
        own("title", heads.title, Holds::Words),
        own("about", heads.about, Holds::Words),
        own("message", heads.message, Holds::Words),
        own("entries", heads.number, Holds::Words),
        own("answer", heads.answer, Holds::Words),
    ]
}

/// Visits the findings.
pub(super) fn each(
    store: &Store,
    query: &AuditQuery,
    writing: &Writing<'_>,
    visit: Visit<'_>,
) -> Result<(), WriteError> {
    let mut failed = None;
    store.audit(query, writing.today, &mut |finding| {
        if failed.is_none() {
            failed = visit(cells(writing.lang, &finding)).err();
        }
    })?;
    failed.map_or(Ok(()), Err)
}

fn cells(lang: Lang, finding: &Finding) -> Vec<OutCell> {
    let entries: Vec<String> = finding.entries.iter().map(|no| format!("#{no}")).collect();
    vec![
        OutCell::words(finding.name()),
        finding.recipient.map_or(OutCell::Empty, |id| OutCell::words(id.to_string())),
        OutCell::words(finding.case.rule.code()),
        OutCell::word(finding.case.level.code(), audit::level(lang, finding.case.level)),
        OutCell::words(audit::rule(lang, finding.case.rule)),
        finding.title.clone().into(),
        OutCell::words(audit::message(lang, finding)),
        OutCell::words(entries.join(" ")),
        OutCell::words(audit::answer(lang, finding)),
    ]
}

/// The columns of the acts.
pub(super) fn act_columns(lang: Lang) -> Vec<OutColumn> {
    let heads = export::heads(lang);
    let own = |key, head, holds| OutColumn { key, head, holds };
    vec![
        own("recipient", heads.id, Holds::Ids),
        own("no", heads.number, Holds::Counts),
        own("on", heads.day, Holds::Days),
        own("recorded_at", heads.recorded_at, Holds::Words),
        own("by", heads.actor, Holds::Words),
        own("action", heads.act, Holds::Words),
        own("about", heads.about, Holds::Words),
        own("before", heads.before, Holds::Words),
        own("after", heads.after, Holds::Words),
    ]
}

/// An act as cells.
pub(super) fn act_cells(lang: Lang, act: &ActLine) -> Vec<OutCell> {
    let at = local_time(act.at_ms).format("%Y-%m-%d %H:%M:%S").to_string();
    vec![
        act.recipient.map_or(OutCell::Empty, |id| OutCell::words(id.to_string())),
        OutCell::Count(act.no),
        OutCell::Day(act.on),
        OutCell::words(at),
        OutCell::words(act.actor.as_str()),
        OutCell::word(act.action.as_str(), audit::act(lang, &act.action)),
        OutCell::words(acts::about(lang, act)),
        OutCell::words(acts::before(lang, act)),
        OutCell::words(acts::after(lang, act)),
    ]
}

/// The time that is asked for, as the audit tells it.
pub(super) fn span(span: Span) -> Option<(&'static str, Option<String>)> {
    match span {
        Span::All => None,
        Span::Year(year) => Some(("year", Some(year.to_string()))),
        Span::Round(round) => Some(("round", Some(round.to_string()))),
    }
}
