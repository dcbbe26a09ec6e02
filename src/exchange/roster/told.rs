//! Counts how rows were understood without a column of their own, so that it is told once and not once a row.

use std::collections::BTreeMap;

use crate::domain::roster_question::{Origin, Understood};
use crate::domain::text::CleanText;

/// Heads that nobody knows, and words, that are told at most.
const TOLD_MAX: usize = 200;

/// What is told at the end.
#[derive(Debug, Default)]
pub(super) struct Told {
    places: BTreeMap<(String, Origin), u64>,
    labels: BTreeMap<(String, String, Origin), u64>,
    heads: Vec<(u64, CleanText)>,
}

impl Told {
    /// A row has a township that no column of its own tells.
    pub(super) fn place(&mut self, place: &str, origin: Origin) {
        count(&mut self.places, (place.to_owned(), origin));
    }

    /// A row has a label by another word.
    pub(super) fn label(&mut self, word: &str, label: &str, origin: Origin) {
        count(&mut self.labels, (word.to_owned(), label.to_owned(), origin));
    }

    /// A head between the rows says nothing that is known.
    pub(super) fn head(&mut self, row: u64, text: CleanText) {
        if self.heads.len() < TOLD_MAX {
            self.heads.push((row, text));
        }
    }

    /// All of it.
    pub(super) fn end(self) -> Vec<Understood> {
        let places = self.places.into_iter().map(|((place, origin), rows)| Understood::Township {
            place: CleanText::shown(&place),
            origin,
            rows,
        });
        let labels = self.labels.into_iter().map(|((word, label, origin), rows)| Understood::Label {
            word: CleanText::shown(&word),
            label: CleanText::shown(&label),
            origin,
            rows,
        });
        let heads = self.heads.into_iter().map(|(row, text)| Understood::Head { row, text });
        places.chain(labels).chain(heads).collect()
    }
}

fn count<K: Ord>(counts: &mut BTreeMap<K, u64>, key: K) {
    if let Some(rows) = counts.get_mut(&key) {
        *rows += 1;
    } else if counts.len() < TOLD_MAX {
        counts.insert(key, 1);
    }
}
