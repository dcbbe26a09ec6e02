//! Cells as a terminal shows them: wide glyphs hide the cell after them, and nothing that controls a terminal is
//! among them.

use ratatui::buffer::{Cell, CellDiffOption, CellWidth};
use unicode_width::UnicodeWidthChar;

use crate::ui::text::plain;

/// A cell as the terminal shows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Glyph {
    pub(super) cell: Cell,
    /// Cells it takes; none for the hidden half of a wide glyph.
    pub(super) width: u16,
}

impl Default for Glyph {
    fn default() -> Self {
        Self { cell: Cell::EMPTY, width: 1 }
    }
}

impl Glyph {
    fn hidden() -> Self {
        Self { cell: Cell::EMPTY, width: 0 }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.width == 1 && self.cell == Cell::EMPTY
    }

    /// Bytes it takes to write.
    pub(super) fn bytes(&self) -> usize {
        if self.width == 0 { 0 } else { self.cell.symbol().len() }
    }

    /// Whether every terminal moves its cursor by the same number of cells. Ambiguous characters (`·`, `…`,
    /// box drawing) take two in many Chinese terminals; clusters differ too.
    pub(super) fn is_certain(&self) -> bool {
        let mut chars = self.cell.symbol().chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) => plain(c).is_some() || c.width() == c.width_cjk(),
            _ => false,
        }
    }
}

/// Reads a row as a terminal would show it: a wide glyph hides the cell after it, one that would stick out of the
/// row is a blank, and a control character that got this far is a question mark.
pub(super) fn glyphs(row: &[Cell], into: &mut Vec<Glyph>) {
    into.clear();
    for (at, cell) in row.iter().enumerate() {
        if hides_next(into) {
            into.push(Glyph::hidden());
        } else {
            into.push(glyph(cell, u16::try_from(row.len() - at).unwrap_or(u16::MAX)));
        }
    }
}

/// Whether the last glyph of the row reaches over the next cell.
fn hides_next(glyphs: &[Glyph]) -> bool {
    let hidden = glyphs.iter().rev().take_while(|glyph| glyph.width == 0).count();
    let head = glyphs.iter().rev().nth(hidden);
    head.is_some_and(|head| usize::from(head.width) > hidden + 1)
}

fn glyph(cell: &Cell, room: u16) -> Glyph {
    let mut cell = cell.clone();
    if let Some(width) = plain_width(cell.symbol()).filter(|width| *width <= room) {
        cell.set_diff_option(CellDiffOption::None);
        return Glyph { cell, width };
    }
    if cell.symbol().chars().any(char::is_control) {
        cell.set_char('?');
    }
    let width = cell.cell_width();
    if width == 0 || width > room {
        cell.set_char(' ');
    }
    let width = if width > room { 1 } else { width.max(1) };
    cell.set_diff_option(CellDiffOption::None);
    Glyph { cell, width }
}

/// Cells of a single character that no table need be asked for.
fn plain_width(symbol: &str) -> Option<u16> {
    let mut chars = symbol.chars();
    let cells = plain(chars.next()?)?;
    if chars.next().is_none() { Some(cells) } else { None }
}
