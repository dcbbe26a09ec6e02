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
