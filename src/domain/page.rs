//! A page of an ordered list: a list holds a page, never the table.

/// A place in an ordered list, opaque to all but the store.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowKey {
    /// Sort columns before the tie-break.
    pub parts: Vec<String>,
    /// Tie-break.
    pub no: i64,
}

/// From where a page is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// The beginning.
    #[default]
    First,
    /// The end.
    Last,
    /// The rows after a key.
    After(RowKey),
    /// The rows before a key.
    Before(RowKey),
    /// The rows from a key on, that row included.
    At(RowKey),
}

impl Start {
    /// Whether the page is read from its end on.
    pub fn is_back(&self) -> bool {
        matches!(self, Self::Last | Self::Before(_))
    }

    /// The place that it is read from, where that is neither end of the list: rows lie on the other side of it.
    pub fn key(&self) -> Option<&RowKey> {
        match self {
            Self::First | Self::Last => None,
            Self::After(key) | Self::Before(key) | Self::At(key) => Some(key),
        }
    }
}

/// A page, in list order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Whether rows come before them.
    pub more_before: bool,
    /// Whether rows come after them.
    pub more_after: bool,
}

impl<T> Page<T> {
    /// The page of rows as they were read from `start` on: one more than `limit`, where there are more.
    pub fn read(mut rows: Vec<T>, start: &Start, limit: Option<u32>) -> Self {
        let wanted = limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
        let (more, elsewhere) = (rows.len() > wanted, start.key().is_some());
        rows.truncate(wanted);
        if start.is_back() {
            rows.reverse();
            return Self { rows, more_before: more, more_after: elsewhere };
        }
        Self { rows, more_before: elsewhere, more_after: more }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_knows_what_lies_on_either_side() {
        let key = || RowKey { parts: Vec::new(), no: 3 };
        for (start, rows, expected) in [
            (Start::First, vec![1, 2, 3], (vec![1, 2], false, true)),
            (Start::First, vec![1], (vec![1], false, false)),
            (Start::Last, vec![9, 8, 7], (vec![8, 9], true, false)),
            (Start::After(key()), vec![4, 5], (vec![4, 5], true, false)),
            (Start::Before(key()), vec![2, 1, 0], (vec![1, 2], true, true)),
            (Start::At(key()), vec![3], (vec![3], true, false)),
        ] {
            let page = Page::read(rows, &start, Some(2));
            assert_eq!((page.rows, page.more_before, page.more_after), expected, "{start:?}");
        }
        assert_eq!(Page::read(vec![1, 2, 3], &Start::First, None).rows.len(), 3);
    }
}
