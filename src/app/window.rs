//! A window onto a list of any length: a few pages of rows fetched by key, never the table.

use super::action::Move;
use crate::domain::list::{DueItem, RosterRow};
use crate::domain::page::{Page, RowKey, Start};

/// A row that can be fetched by key.
pub trait Row {
    /// Its place in the list.
    fn key(&self) -> &RowKey;
    /// Whether it is the same thing, although it may have moved or changed.
    fn same(&self, other: &Self) -> bool;
}

impl Row for RosterRow {
    fn key(&self) -> &RowKey {
        &self.key
    }

    fn same(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Row for DueItem {
    fn key(&self) -> &RowKey {
        &self.row.key
    }

    fn same(&self, other: &Self) -> bool {
        self.row.id == other.row.id && self.round == other.round
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
pub struct Window<T> {
    rows: Vec<T>,
    more_before: bool,
    more_after: bool,
    cursor: usize,
    top: usize,
    landing: Landing,
    loaded: bool,
}

impl<T> Default for Window<T> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            more_before: false,
            more_after: false,
            cursor: 0,
            top: 0,
            landing: Landing::First,
            loaded: false,
        }
    }
}

/// Screenfuls that a window holds at most.
const SCREENS: usize = 4;

impl<T: Row> Window<T> {
    /// The rows held.
    pub fn rows(&self) -> &[T] {
        &self.rows
    }

    /// The row under the cursor.
    pub fn chosen(&self) -> Option<&T> {
        self.rows.get(self.cursor)
    }

    /// Number of the row under the cursor, among those held.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Number of the first row to draw, among those held.
    pub fn top(&self) -> usize {
        self.top
    }

    /// Whether rows come before those held.
    pub fn more_before(&self) -> bool {
        self.more_before
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
            Some(row) if self.more_before => Start::At(row.key().clone()),
            Some(_) | None => Start::First,
        }
    }

    /// Moves the cursor on a screen of `height` rows; the page to ask for, if one is needed.
    pub fn go(&mut self, how: Move, height: usize) -> Option<Start> {
        self.go_with(how, height, |_, _| false)
    }

    /// As [`Window::go`], for a list with head lines: see [`Window::scroll`]. A screenful never skips a
    /// row: the last one seen is the first of the next screen, and the other way round.
    pub fn go_with(
        &mut self,
        how: Move,
        height: usize,
        heads: impl Fn(&[T], usize) -> bool,
    ) -> Option<Start> {
        let last = self.rows.len().saturating_sub(1);
        match how {
            Move::Up => self.cursor = self.cursor.saturating_sub(1),
            Move::Down => self.cursor = (self.cursor + 1).min(last),
            Move::PageDown => {
                let bottom = self.bottom(height, &heads);
                self.cursor = if bottom > self.top { bottom } else { (bottom + 1).min(last) };
                if bottom < last {
                    self.top = self.cursor;
                }
            }
            Move::PageUp => {
                self.cursor = self.top;
                self.top = 0;
                self.scroll(height, &heads);
                self.cursor = self.top;
            }
            Move::First if self.more_before => return Some(self.start_over(Landing::First)),
            Move::Last if self.more_after => return Some(self.start_over(Landing::Last)),
            Move::First => self.cursor = 0,
            Move::Last => self.cursor = last,
        }
        self.scroll(height, &heads);
        // Read on just before the screen shows the last row held: what is not shown is not read.
        if self.more_after && self.top + height > last {
            self.landing = Landing::Below;
            return self.rows.last().map(|row| Start::After(row.key().clone()));
        }
        if self.more_before && self.top < height {
            self.landing = Landing::Above;
            return self.rows.first().map(|row| Start::Before(row.key().clone()));
        }
        None
    }

    /// The last row that a screen of `height` lines shows.
    fn bottom(&self, height: usize, heads: &impl Fn(&[T], usize) -> bool) -> usize {
        let mut bottom = self.top;
        while bottom + 1 < self.rows.len() && self.lines(bottom + 1, heads) <= height {
            bottom += 1;
        }
        bottom
    }

    /// Puts the cursor on the first row held that `is` the one.
    pub fn select(&mut self, is: impl Fn(&T) -> bool) {
        self.cursor = self.rows.iter().position(is).unwrap_or(self.cursor);
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
            Landing::First => self.replace(page, |_| 0),
            Landing::Last => self.replace(page, |rows| rows.len().saturating_sub(1)),
            Landing::Same => {
                let at = self.cursor;
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
                let spare = spare.min(self.top);
                if spare > 0 {
                    self.rows.drain(..spare);
                    self.more_before = true;
                    self.cursor -= spare.min(self.cursor);
                    self.top -= spare;
                }
            }
            Landing::Above => {
                let added = page.rows.len();
                self.more_before = page.more_before;
                self.rows.splice(0..0, page.rows);
                self.cursor += added;
                self.top += added;
                let keep = (SCREENS * height.max(1)).max(self.cursor + height + 1);
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
        self.cursor = cursor(&self.rows).min(self.rows.len().saturating_sub(1));
        self.top = self.top.min(self.cursor);
    }

    /// Scrolls so that the cursor is on a screen of `height` lines, where `heads(row)` tells whether a
    /// head line stands before a row. The first row drawn always gets its head, if there are heads.
    pub fn scroll(&mut self, height: usize, heads: impl Fn(&[T], usize) -> bool) {
        self.top = self.top.min(self.cursor);
        while self.top < self.cursor && self.lines(self.cursor, &heads) > height {
            self.top += 1;
        }
    }

    /// Lines from the top to `row`, both included.
    fn lines(&self, row: usize, heads: &impl Fn(&[T], usize) -> bool) -> usize {
        let head = usize::from(heads(&self.rows, self.top));
        let below = (self.top + 1..=row).filter(|at| heads(&self.rows, *at)).count();
        // A first row that continues a group repeats the head of its group.
        let repeated = usize::from(head == 0 && (0..self.top).any(|at| heads(&self.rows, at)));
        row + 1 - self.top + head + below + repeated
    }
}

#[cfg(test)]
mod tests;
