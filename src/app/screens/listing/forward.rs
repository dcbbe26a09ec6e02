//! A list that the register reads forward only: pages are kept, so moving up needs none.

use crate::app::action::Move;

/// What to do with the rows that arrive next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Landing {
    /// Start over, with the cursor on the first row.
    First,
    /// Start over, with the cursor on the row it was on, or near.
    Same,
    /// Add below.
    Below,
    /// Add below, with the cursor on the last row.
    End,
}

/// Rows read so far, from the first on.
#[derive(Clone, Debug)]
pub(in crate::app::screens) struct Forward<T> {
    rows: Vec<T>,
    more: bool,
    cursor: usize,
    top: usize,
    landing: Landing,
    loaded: bool,
}

impl<T> Default for Forward<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), more: false, cursor: 0, top: 0, landing: Landing::First, loaded: false }
    }
}

/// Screenfuls of a page.
const SCREENS: usize = 3;
/// Rows read at once on the way to the end.
const LEAP: u32 = 2_000;

impl<T> Forward<T> {
    pub(in crate::app::screens) fn rows(&self) -> &[T] {
        &self.rows
    }

    pub(in crate::app::screens) fn chosen(&self) -> Option<&T> {
        self.rows.get(self.cursor)
    }

    pub(in crate::app::screens) fn cursor(&self) -> usize {
        self.cursor
    }

    pub(in crate::app::screens) fn top(&self) -> usize {
        self.top
    }

    /// Whether rows are known to come after those held.
    pub(in crate::app::screens) fn has_more(&self) -> bool {
        self.more
    }

    /// Whether a first page has arrived.
    pub(in crate::app::screens) fn loaded(&self) -> bool {
        self.loaded
    }

    /// Whether the list is known to be empty.
    pub(in crate::app::screens) fn is_empty(&self) -> bool {
        self.loaded && self.rows.is_empty()
    }

    /// Rows of a page on a screen of `height` rows.
    pub(in crate::app::screens) fn page(height: usize) -> u32 {
        u32::try_from(height.max(1) * SCREENS).unwrap_or(LEAP)
    }

    /// Forgets everything; the page to ask for is the first.
    pub(in crate::app::screens) fn restart(&mut self) {
        *self = Self::default();
    }

    /// Keeps what is shown until the same stretch arrives anew; how many rows to ask for, from the first.
    pub(in crate::app::screens) fn reload(&mut self, height: usize) -> u32 {
        if self.loaded {
            self.landing = Landing::Same;
        }
        u32::try_from(self.rows.len()).unwrap_or(LEAP).max(Self::page(height))
    }

    /// Moves the cursor on a screen of `height` rows; how many rows after the last to ask for, if any
    /// are needed.
    pub(in crate::app::screens) fn go(&mut self, how: Move, height: usize) -> Option<u32> {
        let last = self.rows.len().saturating_sub(1);
        let page = height.saturating_sub(1).max(1);
        self.cursor = match how {
            Move::Up => self.cursor.saturating_sub(1),
            Move::Down => self.cursor.saturating_add(1).min(last),
            Move::PageUp => self.cursor.saturating_sub(page),
            Move::PageDown => self.cursor.saturating_add(page).min(last),
            Move::First => 0,
            Move::Last => last,
        };
        if !self.more {
            None
        } else if how == Move::Last {
            self.landing = Landing::End;
            Some(LEAP)
        } else if self.cursor + height > last {
            self.landing = Landing::Below;
            Some(Self::page(height))
        } else {
            None
        }
    }

    /// Takes rows that were asked for; `same` tells whether two rows are the same thing.
    pub(in crate::app::screens) fn take(&mut self, rows: Vec<T>, more: bool, same: impl Fn(&T, &T) -> bool) {
        match self.landing {
            Landing::First => {
                self.rows = rows;
                (self.cursor, self.top) = (0, 0);
            }
            Landing::Same => {
                let old = self.rows.get(self.cursor);
                let at = old.and_then(|old| rows.iter().position(|row| same(row, old)));
                self.cursor = at.unwrap_or(self.cursor).min(rows.len().saturating_sub(1));
                self.rows = rows;
            }
            Landing::Below => self.rows.extend(rows),
            Landing::End => {
                self.rows.extend(rows);
                self.cursor = self.rows.len().saturating_sub(1);
            }
        }
        self.more = more;
        self.loaded = true;
        self.landing = Landing::Same;
    }

    /// Scrolls so that the cursor is on a screen of `height` lines, where `heads(rows, at)` tells whether
    /// a head line stands before a row. The first row drawn always gets its head, if there are heads.
    pub(in crate::app::screens) fn scroll(&mut self, height: usize, heads: impl Fn(&[T], usize) -> bool) {
        self.top = self.top.min(self.cursor);
        while self.top < self.cursor && self.lines(&heads) > height {
            self.top += 1;
        }
    }

    /// Lines from the top to the cursor, both included.
    fn lines(&self, heads: &impl Fn(&[T], usize) -> bool) -> usize {
        let below = (self.top + 1..=self.cursor).filter(|at| heads(&self.rows, *at)).count();
        let first = usize::from((0..=self.top).any(|at| heads(&self.rows, at)));
        self.cursor + 1 - self.top + first + below
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEIGHT: usize = 10;

    /// Answers from a table of `size` numbers.
    fn answer(list: &mut Forward<u32>, size: u32, after: Option<u32>, limit: u32) {
        let from = after.map_or(0, |after| after + 1);
        let to = (from + limit).min(size);
        list.take((from..to).collect(), to < size, |a, b| a == b);
    }

    fn press(list: &mut Forward<u32>, size: u32, how: Move) {
        if let Some(limit) = list.go(how, HEIGHT) {
            let after = list.rows().last().copied();
            answer(list, size, after, limit);
        }
        list.scroll(HEIGHT, |_, _| false);
        assert!(list.top() <= list.cursor() && list.cursor() < list.top() + HEIGHT);
    }

    #[test]
    fn a_long_list_is_walked_without_a_gap_and_without_asking_twice() {
        let mut list = Forward::default();
        list.restart();
        answer(&mut list, 200, None, Forward::<u32>::page(HEIGHT));
        for expected in 1..200 {
            press(&mut list, 200, Move::Down);
            assert_eq!(list.chosen(), Some(&expected));
        }
        assert!(!list.has_more());
        assert_eq!(list.rows(), (0..200).collect::<Vec<_>>());
        for how in [Move::Up, Move::PageUp, Move::First, Move::Last] {
            assert_eq!(list.go(how, HEIGHT), None, "{how:?}");
        }
    }

    #[test]
    fn the_end_is_reached_in_leaps() {
        let mut list = Forward::default();
        answer(&mut list, 4_500, None, Forward::<u32>::page(HEIGHT));
        press(&mut list, 4_500, Move::Last);
        assert_eq!(list.chosen(), Some(&2_029));
        press(&mut list, 4_500, Move::Last);
        press(&mut list, 4_500, Move::Last);
        assert_eq!(list.chosen(), Some(&4_499));
        press(&mut list, 4_500, Move::First);
        assert_eq!((list.chosen(), list.top()), (Some(&0), 0));
        press(&mut list, 4_500, Move::PageDown);
        assert_eq!(list.chosen(), Some(&9));
    }

    #[test]
    fn a_reload_keeps_the_row_or_its_place() {
        let mut list = Forward::default();
        answer(&mut list, 40, None, 30);
        for _ in 0..5 {
            press(&mut list, 40, Move::Down);
        }
        let limit = list.reload(HEIGHT);
        assert!(limit >= 30);
        list.take((1..31).collect(), true, |a, b| a == b);
        assert_eq!((list.chosen(), list.cursor()), (Some(&5), 4));
        list.reload(HEIGHT);
        list.take(vec![1, 2, 3, 4, 6, 7], false, |a, b| a == b);
        assert_eq!(list.chosen(), Some(&6));
        list.reload(HEIGHT);
        list.take(Vec::new(), false, |a, b| a == b);
        assert!(list.is_empty() && list.chosen().is_none());
    }

    #[test]
    fn heads_take_lines_too() {
        let mut list = Forward::default();
        answer(&mut list, 20, None, 20);
        let heads = |_: &[u32], at: usize| at.is_multiple_of(3);
        for _ in 0..6 {
            list.go(Move::Down, HEIGHT);
        }
        list.scroll(HEIGHT, heads);
        assert_eq!(list.top(), 0);
        list.go(Move::Down, HEIGHT);
        list.scroll(HEIGHT, heads);
        assert_eq!((list.top(), list.cursor()), (1, 7));
    }
}
