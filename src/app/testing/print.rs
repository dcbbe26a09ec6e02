//! Screens as text.
//!
//! They are printed from a fresh buffer, stepping by the width of each glyph: the `TestBackend` of ratatui
//! misprints Han text after a second draw.

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use unicode_width::UnicodeWidthStr;

use super::Robot;

impl Robot {
    fn draw(&self) -> (Buffer, Option<Position>) {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        let mut buf = Buffer::empty(area);
        let cursor = self.app.draw(area, &mut buf);
        (buf, cursor)
    }

    /// The screen as text, and where the cursor is; no row may be wider than the terminal.
    pub(crate) fn screen(&self) -> String {
        let (buf, cursor) = self.draw();
        let mut out: String = print(&buf, |_| true).join("\n");
        if let Some(Position { x, y }) = cursor {
            out.push_str(&crate::lang::fill("\n[cursor {} {}]", &[&x, &y]));
        }
        out
    }

    /// Draws the screen; every row must be as wide as the terminal, whatever was typed.
    pub(crate) fn fits(&self) {
        let (buf, _) = self.draw();
        for y in 0..buf.area.height {
            let mut x = 0;
            while x < buf.area.width {
                x += buf[(x, y)].symbol().cell_width().max(1);
            }
            assert_eq!(x, buf.area.width, "row {y}");
        }
    }

    /// The cells that bear all of `modifier`, as text, blanks elsewhere.
    pub(crate) fn styled(&self, modifier: Modifier) -> Vec<String> {
        let (buf, _) = self.draw();
        print(&buf, |style| style.contains(modifier))
            .into_iter()
            .map(|row| row.trim().to_owned())
            .filter(|row| !row.is_empty())
            .collect()
    }
}

fn print(buf: &Buffer, shown: impl Fn(Modifier) -> bool) -> Vec<String> {
    (0..buf.area.height)
        .map(|y| {
            let mut row = String::new();
            let mut x = 0;
            while x < buf.area.width {
                let cell = &buf[(x, y)];
                let width = cell.symbol().cell_width().max(1);
                if shown(cell.modifier) {
                    row.push_str(cell.symbol());
                } else {
                    row.push_str(&" ".repeat(usize::from(width)));
                }
                x += width;
            }
            assert_eq!(x, buf.area.width, "row {y} is wider than the terminal: {row}");
            // The dot within a name is the one such character that data may hold; a blank follows each arrow.
            let drawn = row.replace(['·', '←', '→', '↑', '↓'], "");
            assert_eq!(drawn.width(), drawn.width_cjk(), "a Chinese terminal draws this row wider: {row}");
            row.trim_end().to_owned()
        })
        .collect()
}
