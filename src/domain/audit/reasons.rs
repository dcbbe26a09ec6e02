//! A17: what was recorded against a rule, with a reason.

use std::collections::HashMap;

use super::facts::told;
use super::gifts::text;
use super::pairs::sorted;
use super::{Finding, Sink, Told, cases};
use crate::domain::setting::Thresholds;
use crate::domain::text::CleanText;

/// A recording that a rule asked about.
#[derive(Clone, Copy, Debug)]
pub struct Allowed<'r> {
    /// The id of the call, which is that of the entry where something was given.
    pub id: &'r str,
    /// The number of the entry, if something was given.
    pub entry: Option<i64>,
    /// The id of the recipient.
    pub recipient: &'r str,
    /// The name.
    pub name: &'r str,
    /// What was asked about, the stable names of the rules.
    pub what: &'r str,
    /// The reason.
    pub reason: &'r str,
}

/// Uses of one reason.
#[derive(Debug, Default)]
struct Uses {
    calls: usize,
    entries: Vec<i64>,
}

/// Reasons by their words.
#[derive(Debug, Default)]
pub struct Reasons(HashMap<String, Uses>);

impl Reasons {
    /// Takes in a recording.
    pub fn allowed(&mut self, one: &Allowed<'_>, limits: &Thresholds, sink: Sink<'_>) {
        let plain: String = one.reason.split_whitespace().collect();
        let short = i64::try_from(plain.chars().count()).unwrap_or(i64::MAX) < limits.reason_chars;
        let case = if short { &cases::REASON_SHORT } else { &cases::REASON };
        let found = Finding::new(
            case,
            one.id,
            one.name,
            vec![Told::Asked(CleanText::shown(one.what)), text(one.reason)],
        );
        sink(found.of(one.recipient).naming(one.entry));
        let uses = self.0.entry(plain).or_default();
        uses.calls += 1;
        uses.entries.extend(one.entry);
    }

    /// Tells what was found.
    pub fn finish(self, limits: &Thresholds, sink: Sink<'_>) {
        for (reason, uses) in sorted(self.0) {
            let often = i64::try_from(uses.calls).unwrap_or(i64::MAX) >= limits.reason_uses;
            if often && !reason.is_empty() {
                let title = CleanText::shown(&reason);
                let found = Finding::new(&cases::REASON_REPEATED, &reason, &title, vec![told(uses.calls)]);
                sink(found.naming(uses.entries));
            }
        }
    }
}
