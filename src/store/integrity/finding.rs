//! What `check` finds.

use crate::domain::text::CleanText;
use crate::store::columns::text;

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

/// A finding from its parts.
pub(crate) fn finding(rule: &'static str, subject: &str, name: &str, detail: &str) -> Finding {
    Finding { rule, subject: text(subject), name: text(name), detail: text(detail) }
}
