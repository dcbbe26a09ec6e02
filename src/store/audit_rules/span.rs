//! What is looked at, as conditions of SQL. The value stands as `?1` in each.

use crate::domain::audit::Span;

/// The value of a span: a year or a round.
pub(super) fn value(span: Span) -> Option<String> {
    match span {
        Span::All => None,
        Span::Year(year) => Some(format!("{year:04}")),
        Span::Round(code) => Some(code.to_string()),
    }
}

/// Entries `g`.
pub(super) fn entries(span: Span) -> &'static str {
    match span {
        Span::All => "?1 IS NULL",
        Span::Year(_) => "substr(g.paid_on, 1, 4) = ?1",
        Span::Round(_) => "g.round = ?1",
    }
}

/// Calls `v`.
pub(super) fn calls(span: Span) -> &'static str {
    match span {
        Span::All => "?1 IS NULL",
        Span::Year(_) => "substr(v.visited_on, 1, 4) = ?1",
        Span::Round(_) => "v.round = ?1",
    }
}

/// Acts `a`: of a round those that were done while it went on.
pub(super) fn acts(span: Span) -> &'static str {
    match span {
        Span::All => "?1 IS NULL",
        Span::Year(_) => "substr(a.on_day, 1, 4) = ?1",
        Span::Round(_) => {
            "a.on_day BETWEEN (SELECT opens FROM round WHERE code = ?1)
                          AND (SELECT grace_until FROM round WHERE code = ?1)"
        }
    }
}
