//! The list of work: a page of it, and what all of it comes to.

use chrono::NaiveDate;

use super::{WorkKind, WorkQuery};
use crate::domain::page::Start;
use crate::domain::text::CleanText;

/// A page of the list: what waits for its end first, then the newest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkPageQuery {
    /// Which rows.
    pub which: WorkQuery,
    /// Where the page begins.
    pub start: Start,
    /// Rows at most; none for all.
    pub limit: Option<u32>,
}

/// What the rows of a list come to: every row that it lists, and no other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkListSum {
    /// Rows.
    pub rows: u64,
    /// How often.
    pub times: u64,
    /// People, as they took part.
    pub people: u64,
    /// Matters that are not settled, needs that are not answered.
    pub open: u64,
    /// By kind, in the order of kinds: rows.
    pub kinds: Vec<(WorkKind, u64)>,
    /// By subkind of the one kind that is listed: rows, most first; nothing where several kinds are.
    pub subkinds: Vec<(CleanText, u64)>,
    /// By the month of the first day, oldest first: rows.
    pub months: Vec<(NaiveDate, u64)>,
}

impl WorkListSum {
    /// The rows of the months of a year, January first, and of those before and after it.
    pub fn of_year(&self, year: i32) -> ([u64; 12], u64) {
        use chrono::Datelike as _;
        let (mut months, mut others) = ([0; 12], 0);
        for (month, rows) in &self.months {
            match months.get_mut(month.month0() as usize).filter(|_| month.year() == year) {
                Some(count) => *count += rows,
                None => others += rows,
            }
        }
        (months, others)
    }
}
