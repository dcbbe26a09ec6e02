//! A set of rows, one bit each: a million rows take 125 kilobytes.

/// Rows by their place among the rows of data, from 0.
#[derive(Default)]
pub(super) struct RowSet(Vec<u64>);

impl RowSet {
    /// Adds a row.
    pub(super) fn insert(&mut self, place: u64) {
        let (word, bit) = at(place);
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        if let Some(word) = self.0.get_mut(word) {
            *word |= bit;
        }
    }

    /// Whether a row is in it.
    pub(super) fn contains(&self, place: u64) -> bool {
        let (word, bit) = at(place);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }
}

fn at(place: u64) -> (usize, u64) {
    (usize::try_from(place / 64).unwrap_or(usize::MAX), 1 << (place % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_there_and_nothing_else() {
        let mut rows = RowSet::default();
        for place in [0, 63, 64, 1_000_000] {
            rows.insert(place);
        }
        let found: Vec<u64> = (0..1_100_000).filter(|place| rows.contains(*place)).collect();
        assert_eq!(found, [0, 63, 64, 1_000_000]);
    }
}
