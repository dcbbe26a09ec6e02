//! The cursor of a list: the chosen row and the first one drawn. Every list moves by these rules.

use crate::app::action::Move;

/// The chosen row and the first one drawn, counted from the first row held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The chosen row.
    pub at: usize,
    /// The first row drawn.
    pub top: usize,
}

impl Cursor {
    /// Moves among `count` rows on a screen of `height` lines.
    pub fn go(&mut self, how: Move, count: usize, height: usize) {
        self.go_with(how, count, height, &|_| false);
    }

    /// As [`Cursor::go`], where `heads` tells whether a head line stands before a row. A screenful never
    /// skips a row: the last one seen is the first of the next screen, and the other way round.
    pub(in crate::app) fn go_with(
        &mut self,
        how: Move,
        count: usize,
        height: usize,
        heads: &impl Fn(usize) -> bool,
    ) {
        let last = count.saturating_sub(1);
        match how {
            Move::Up => self.at = self.at.saturating_sub(1),
            Move::Down => self.at = (self.at + 1).min(last),
            Move::PageDown => {
                let bottom = self.bottom(count, height, heads);
                self.at = if bottom > self.top { bottom } else { (bottom + 1).min(last) };
                if bottom < last {
                    self.top = self.at;
                }
            }
            Move::PageUp => {
                self.at = self.top;
                self.top = 0;
                self.scroll(height, heads);
                self.at = self.top;
            }
            Move::First => self.at = 0,
            Move::Last => self.at = last,
            Move::To(row) => self.at = row.min(last),
            Move::Scroll(by) => {
                let mut end = Self { at: last, top: 0 };
                end.scroll(height, heads);
                self.top = self.top.saturating_add_signed(by).min(end.top);
                self.at = self.at.clamp(self.top, self.bottom(count, height, heads));
            }
        }
        self.scroll(height, heads);
    }

    /// Keeps the cursor on one of `count` rows and in sight.
    pub fn fit(&mut self, count: usize, height: usize) {
        self.at = self.at.min(count.saturating_sub(1));
        self.scroll(height, &|_| false);
    }

    /// Scrolls so that the cursor is on a screen of `height` lines. The first row drawn always gets its
    /// head, if there are heads.
    pub(in crate::app) fn scroll(&mut self, height: usize, heads: &impl Fn(usize) -> bool) {
        // A row takes a line at least.
        self.top = self.top.clamp((self.at + 1).saturating_sub(height.max(1)), self.at);
        while self.top < self.at && self.lines(self.at, heads) > height {
            self.top += 1;
        }
    }

    /// The last row that a screen of `height` lines shows.
    pub(in crate::app) fn bottom(
        &self,
        count: usize,
        height: usize,
        heads: &impl Fn(usize) -> bool,
    ) -> usize {
        let mut bottom = self.top;
        while bottom + 1 < count && self.lines(bottom + 1, heads) <= height {
            bottom += 1;
        }
        bottom
    }

    /// Lines from the top to `row`, both included.
    fn lines(&self, row: usize, heads: &impl Fn(usize) -> bool) -> usize {
        let head = usize::from(heads(self.top));
        let below = (self.top + 1..=row).filter(|at| heads(*at)).count();
        // A first row that continues a group repeats the head of its group.
        let repeated = usize::from(head == 0 && (0..self.top).any(heads));
        row + 1 - self.top + head + below + repeated
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_stays_on_a_row_and_on_the_screen() {
        let mut cursor = Cursor::default();
        for (how, at, top) in [
            (Move::Up, 0, 0),
            (Move::PageDown, 3, 3),
            (Move::Down, 4, 3),
            (Move::Last, 9, 6),
            (Move::Down, 9, 6),
            (Move::PageUp, 3, 3),
            (Move::Up, 2, 2),
            (Move::First, 0, 0),
            (Move::To(2), 2, 0),
            (Move::Scroll(1), 2, 1),
            (Move::Scroll(3), 4, 4),
            (Move::Scroll(99), 6, 6),
            (Move::Scroll(-1), 6, 5),
            (Move::Scroll(-3), 5, 2),
            (Move::Scroll(isize::MIN), 3, 0),
            (Move::To(99), 9, 6),
            (Move::First, 0, 0),
        ] {
            cursor.go(how, 10, 4);
            assert_eq!((cursor.at, cursor.top), (at, top), "{how:?}");
        }
        cursor.go(Move::Last, 10, 4);
        cursor.fit(3, 4);
        assert_eq!((cursor.at, cursor.top), (2, 2));
        cursor.fit(0, 0);
        assert_eq!((cursor.at, cursor.top), (0, 0));
    }
}
