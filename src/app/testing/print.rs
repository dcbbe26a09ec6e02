//! Screens as text.
//!
//! They are printed from a fresh buffer, stepping by the width of each glyph: the `TestBackend` of ratatui
//! misprints Han text after a second draw.

use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use super::Robot;

impl Robot {
    pub(super) fn draw(&self) -> (Buffer, Option<Position>) {
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

    /// Every row's stretches of one style: where they begin and end, in cells, and how they look.
    pub(crate) fn looks(&self) -> Vec<String> {
        let (buf, _) = self.draw();
        let rows = (0..buf.area.height).map(|y| {
            let mut cells = Vec::new();
            while let Some(cell) = buf.cell((u16::try_from(cells.len()).unwrap(), y)) {
                let width = usize::from(cell.symbol().cell_width().max(1));
                cells.extend(std::iter::repeat_n(look(cell), width));
            }
            let mut from = 0;
            let stretches = cells.chunk_by(|one, next| one == next).filter_map(|stretch| {
                let begin = from;
                from += stretch.len();
                (!stretch[0].is_empty()).then(|| format!("{begin}-{} {}", from - 1, stretch[0]))
            });
            let row: Vec<String> = stretches.collect();
            if row.is_empty() { String::new() } else { format!("row {y}: {}", row.join(", ")) }
        });
        rows.filter(|row| !row.is_empty()).collect()
    }

    /// How the first cell of a text looks that stands on the screen.
    pub(crate) fn look_of(&self, text: &str) -> String {
        let (buf, _) = self.draw();
        let rows = print(&buf, |_| true);
        let found = (0..).zip(&rows).find_map(|(y, row)| Some((y, row.split_once(text)?.0)));
        let (y, before) = found.unwrap_or_else(|| panic!("not on the screen: {text}"));
        look(&buf[(u16::try_from(before.width()).unwrap(), y)])
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

/// How a cell looks; empty for plain text.
fn look(cell: &Cell) -> String {
    let color = |sign: &str, color: Color| (color != Color::Reset).then(|| format!("{sign}{color}"));
    let modifiers = cell.modifier.iter_names().map(|(name, _)| name.to_lowercase());
    let looks = [color("", cell.fg), color("on ", cell.bg)].into_iter().flatten().chain(modifiers);
    looks.collect::<Vec<_>>().join(" ")
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
