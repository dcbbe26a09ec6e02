//! Newcomers of a roster whom nobody is to visit: they hold categories, and neither the roster nor a rule gives a group.

use std::collections::BTreeMap;

use super::words::Words;
use crate::domain::recipient::Kind;
use crate::domain::roster::{CHANGES_MAX, ImportReport, RosterEntry, RowNewcomer};
use crate::domain::roster_question::Understood;
use crate::domain::text::CleanText;

/// How many they are, by their first category.
pub(super) struct Undue<'a> {
    words: &'a Words,
    people: BTreeMap<CleanText, u64>,
}

impl<'a> Undue<'a> {
    pub(super) fn new(words: &'a Words) -> Self {
        Self { words, people: BTreeMap::new() }
    }

    /// Notes a newcomer of a row, who is told as well.
    pub(super) fn note(
        &mut self,
        report: &mut ImportReport,
        entry: &RosterEntry,
        (row, sheet): (u64, CleanText),
    ) {
        if report.newcomers.len() < CHANGES_MAX {
            report.newcomers.push(RowNewcomer::of(entry, row, sheet));
        }
        let ruled = |category: &CleanText| self.words.ruled.contains(category);
        if entry.kind != Kind::Person || !entry.groups.is_empty() || entry.categories.iter().any(ruled) {
            return;
        }
        if let Some(first) = entry.categories.first() {
            *self.people.entry(first.clone()).or_default() += 1;
        }
    }

    /// Tells of them.
    pub(super) fn tell(&mut self, report: &mut ImportReport) {
        let people = std::mem::take(&mut self.people).into_iter();
        report.understood.extend(people.map(|(category, rows)| Understood::NoGroup { category, rows }));
    }
}
