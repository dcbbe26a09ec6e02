//! A list of any length: a few pages of rows around the cursor, fetched by key in both directions, never the
//! table. A list that is held whole needs its [`Cursor`] alone.

mod cursor;
mod marks;

pub use cursor::Cursor;
pub use marks::{Marks, NotMarked};

use super::action::Move;

use crate::domain::attention::AttentionItem;
use crate::domain::audit::act::ActLine;
use crate::domain::entry::LedgerLine;
use crate::domain::list::{DueItem, RosterRow};
use crate::domain::page::{Page, RowKey, Start};
use crate::domain::payment::figures::PaymentLine;
use crate::domain::plan::PlanLine;
use crate::domain::work::WorkRow;
use crate::domain::work::confirm::UnseenRow;

/// A row that can be fetched by key.
pub trait Row {
    /// Its place in the list.
    fn key(&self) -> RowKey;
    /// Whether it is the same thing, although it may have moved or changed.
    fn same(&self, other: &Self) -> bool;
}

impl Row for RosterRow {
    fn key(&self) -> RowKey {
        self.key.clone()
    }

    fn same(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Row for DueItem {
    fn key(&self) -> RowKey {
        self.row.key.clone()
    }

    fn same(&self, other: &Self) -> bool {
        self.row.id == other.row.id && self.round == other.round
    }
}

impl Row for AttentionItem {
    fn key(&self) -> RowKey {
        self.row.key.clone()
    }

    fn same(&self, other: &Self) -> bool {
        self.row.id == other.row.id && self.round == other.round
    }
}

impl Row for PlanLine {
    fn key(&self) -> RowKey {
        self.row.key.clone()
    }

    fn same(&self, other: &Self) -> bool {
        self.row.id == other.row.id
    }
}

impl Row for LedgerLine {
    fn key(&self) -> RowKey {
        RowKey { parts: Vec::new(), no: self.no }
    }

    fn same(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Row for WorkRow {
    fn key(&self) -> RowKey {
        WorkRow::key(self)
    }

    fn same(&self, other: &Self) -> bool {
        self.no == other.no
    }
}

impl Row for UnseenRow {
    fn key(&self) -> RowKey {
        self.key.clone()
    }

    fn same(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Row for PaymentLine {
    fn key(&self) -> RowKey {
        RowKey { parts: Vec::new(), no: self.no }
    }

    fn same(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Row for ActLine {
    fn key(&self) -> RowKey {
        RowKey { parts: Vec::new(), no: self.no }
    }

    fn same(&self, other: &Self) -> bool {
        self.no == other.no
    }
}

/// What to do with the next page that arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Landing {
    /// Start over, with the cursor on the first row.
    First,
    /// Start over, with the cursor on the last row.
    Last,
    /// Start over, with the cursor on the row it was on, or near.
    Same,
    /// Add below.
    Below,
    /// Add above.
    Above,
}

/// Rows around the cursor.
#[derive(Clone, Debug)]
pub struct List<T> {
    rows: Vec<T>,
    more_before: bool,
    more_after: bool,
    cursor: Cursor,
    landing: Landing,
    loaded: bool,
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            more_before: false,
            more_after: false,
            cursor: Cursor::default(),
            landing: Landing::First,
            loaded: false,
        }
    }
}

/// Screenfuls that a list holds at most.
const SCREENS: usize = 4;

impl<T: Row> List<T> {
    /// The rows held.
    pub fn rows(&self) -> &[T] {
        &self.rows
    }

    /// The row under the cursor.
    pub fn chosen(&self) -> Option<&T> {
        self.rows.get(self.cursor.at)
    }

    /// Number of the row under the cursor, among those held.
    pub fn cursor(&self) -> usize {
        self.cursor.at
    }

    /// Number of the first row to draw, among those held.
    pub fn top(&self) -> usize {
        self.cursor.top
    }

    /// Whether rows come before those held.
    pub fn more_before(&self) -> bool {
        self.more_before
    }

    /// Whether rows come after those held.
    pub fn more_after(&self) -> bool {
        self.more_after
    }

    /// Whether a first page has arrived.
    pub fn loaded(&self) -> bool {
        self.loaded
    }

    /// Whether the list is known to be empty.
    pub fn is_empty(&self) -> bool {
        self.loaded && self.rows.is_empty()
    }

    /// Forgets everything; the page to ask for is the first.
    pub fn restart(&mut self) -> Start {
        *self = Self::default();
        Start::First
    }

    /// Keeps what is shown until the same stretch of the list arrives anew; the page to ask for.
    pub fn reload(&mut self) -> Start {
        self.landing = Landing::Same;
        match self.rows.first() {
            Some(row) if self.more_before => Start::At(row.key()),
            Some(_) | None => Start::First,
        }
    }

    /// Moves the cursor on a screen of `height` rows; the page to ask for, if one is needed.
    pub fn go(&mut self, how: Move, height: usize) -> Option<Start> {
        self.go_with(how, height, |_, _| false)
    }

    /// As [`List::go`], for a list with head lines: see [`List::scroll`].
    pub fn go_with(
        &mut self,
        how: Move,
        height: usize,
        heads: impl Fn(&[T], usize) -> bool,
    ) -> Option<Start> {
        if how == Move::First && self.more_before {
            return Some(self.start_over(Landing::First));
        }
        if how == Move::Last && self.more_after {
            return Some(self.start_over(Landing::Last));
        }
        self.cursor.go_with(how, self.rows.len(), height, &|at| heads(&self.rows, at));
        // Read on just before the screen shows the last row held: what is not shown is not read.
        let last = self.rows.len().saturating_sub(1);
        if self.more_after && self.cursor.top + height > last {
            self.landing = Landing::Below;
            return self.rows.last().map(|row| Start::After(row.key()));
        }
        if self.more_before && self.cursor.top < height {
            self.landing = Landing::Above;
            return self.rows.first().map(|row| Start::Before(row.key()));
        }
        None
    }

    /// Puts the cursor on the first row held that `is` the one.
    pub fn select(&mut self, is: impl Fn(&T) -> bool) {
        self.cursor.at = self.rows.iter().position(is).unwrap_or(self.cursor.at);
    }

    fn start_over(&mut self, landing: Landing) -> Start {
        self.landing = landing;
        if landing == Landing::Last { Start::Last } else { Start::First }
    }

    /// Rows to ask for on a screen of `height` rows: a screenful and some more, two before the end; for a
    /// reload, as many as are held.
    pub fn limit(&self, height: usize) -> u32 {
        let screen = height.max(1) * 5 / 4 + 1;
        let rows = match self.landing {
            Landing::First | Landing::Below | Landing::Above => screen,
            Landing::Same => screen.max(self.rows.len()),
            // The end stands at the foot of the screen, and a screenful above it must be there to turn to.
            Landing::Last => screen * 2,
        };
        u32::try_from(rows).unwrap_or(u32::MAX)
    }

    /// Takes a page that was asked for, on a screen of `height` rows.
    pub fn take(&mut self, page: Page<T>, height: usize) {
        self.loaded = true;
        match self.landing {
            Landing::First => {
                self.cursor.top = 0;
                self.replace(page, |_| 0);
            }
            Landing::Last => {
                self.cursor.top = 0;
                self.replace(page, |rows| rows.len().saturating_sub(1));
            }
            Landing::Same => {
                let at = self.cursor.at;
                let old = self.rows.drain(..).nth(at);
                self.replace(page, |rows| {
                    let same = old.and_then(|old| rows.iter().position(|row| row.same(&old)));
                    same.unwrap_or(at)
                });
            }
            Landing::Below => {
                self.more_after = page.more_after;
                self.rows.extend(page.rows);
                let spare = self.rows.len().saturating_sub(SCREENS * height.max(1));
                let spare = spare.min(self.cursor.top);
                if spare > 0 {
                    self.rows.drain(..spare);
                    self.more_before = true;
                    self.cursor.at -= spare.min(self.cursor.at);
                    self.cursor.top -= spare;
                }
            }
            Landing::Above => {
                let added = page.rows.len();
                self.more_before = page.more_before;
                self.rows.splice(0..0, page.rows);
                self.cursor.at += added;
                self.cursor.top += added;
                let keep = (SCREENS * height.max(1)).max(self.cursor.at + height + 1);
                if self.rows.len() > keep {
                    self.rows.truncate(keep);
                    self.more_after = true;
                }
            }
        }
        self.landing = Landing::Same;
    }

    fn replace(&mut self, page: Page<T>, cursor: impl FnOnce(&[T]) -> usize) {
        self.rows = page.rows;
        self.more_before = page.more_before;
        self.more_after = page.more_after;
        self.cursor.at = cursor(&self.rows).min(self.rows.len().saturating_sub(1));
        self.cursor.top = self.cursor.top.min(self.cursor.at);
    }

    /// Scrolls so that the cursor is on a screen of `height` lines, where `heads(row)` tells whether a
    /// head line stands before a row. The first row drawn always gets its head, if there are heads.
    pub fn scroll(&mut self, height: usize, heads: impl Fn(&[T], usize) -> bool) {
        self.cursor.scroll(height, &|at| heads(&self.rows, at));
    }
}

#[cfg(test)]
mod tests;
