//! What `check` finds.

use rusqlite::Connection;

use crate::domain::text::CleanText;
use crate::store::columns::text;
use crate::store::recipients::about::About;

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

/// Masks the birth date of whom a finding concerns in what it tells. A subject ends with the id of an entry, a call or a
/// recipient, or with none; of a damaged register that no longer tells whose it is nothing is masked.
pub(crate) fn mask_births(conn: &Connection, findings: &mut [Finding]) {
    for finding in findings {
        let id = finding.subject.rsplit(' ').next().unwrap_or_default().to_owned();
        let about = About::subject(conn, &id);
        for told in [&mut finding.name, &mut finding.detail] {
            if let Ok(masked) = about.text(told) {
                *told = masked;
            }
        }
    }
}
