//! The cursor of a list that is held whole.

use crate::app::action::Move;

/// The chosen row and the first one drawn.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::app::screens) struct Cursor {
    pub(in crate::app::screens) at: usize,
    pub(in crate::app::screens) top: usize,
}

impl Cursor {
    pub(in crate::app::screens) fn go(&mut self, how: Move, count: usize, height: usize) {
        let last = count.saturating_sub(1);
        let page = height.saturating_sub(1).max(1);
        self.at = match how {
            Move::Up => self.at.saturating_sub(1),
            Move::Down => (self.at + 1).min(last),
            Move::PageUp => self.at.saturating_sub(page),
            Move::PageDown => (self.at + page).min(last),
            Move::First => 0,
            Move::Last => last,
        };
        self.fit(count, height);
    }

    /// Keeps the cursor on a row and on the screen.
    pub(in crate::app::screens) fn fit(&mut self, count: usize, height: usize) {
        self.at = self.at.min(count.saturating_sub(1));
        self.top = self.top.clamp((self.at + 1).saturating_sub(height.max(1)), self.at);
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
            (Move::PageDown, 3, 0),
            (Move::Down, 4, 1),
            (Move::Last, 9, 6),
            (Move::Down, 9, 6),
            (Move::PageUp, 6, 6),
            (Move::Up, 5, 5),
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
