//! Handlers (经办人): the list that a register keeps of who hands over.

use chrono::NaiveDate;

use super::text::CleanText;

/// Somebody on the list of handlers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handler {
    /// The name, as it was written first.
    pub name: CleanText,
    /// The day on which the name came on the list.
    pub since: NaiveDate,
    /// The last day on which they hand over; none while they do.
    pub until: Option<NaiveDate>,
    /// How many gifts that stand name them.
    pub gifts: u64,
}
