//! Cells as a terminal shows them: wide glyphs hide the cell after them, and nothing that controls a terminal is
//! among them. A glyph is less than half of ratatui's cell, and owns nothing.

use ratatui::buffer::{Cell, CellWidth};
use unicode_width::UnicodeWidthChar;

use super::sgr::Sgr;
use super::symbol::{Clusters, Symbol};
use crate::ui::text::plain;

/// A cell as the terminal shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Glyph {
    pub(super) symbol: Symbol,
    /// Cells it takes; none for the hidden half of a wide glyph.
    pub(super) width: u16,
    pub(super) sgr: Sgr,
}

/// A row without the blanks at its end: most of a screen takes no room, and a comparison ends where both do.
pub(super) type GlyphRow = Vec<Glyph>;

/// Bytes of a cluster, estimated.
const CLUSTER_BYTES: usize = 8;

impl Glyph {
    /// What an erased cell shows.
    pub(super) const BLANK: Self = Self { symbol: Symbol::BLANK, width: 1, sgr: Sgr::PLAIN };
    const HIDDEN: Self = Self { width: 0, ..Self::BLANK };

    /// The glyph in a column of a row.
    pub(super) fn at(row: &[Self], x: usize) -> Self {
        row.get(x).copied().unwrap_or(Self::BLANK)
    }

    /// Whether it looks the same written with these attributes as with its own.
    pub(super) fn looks_same(self, sgr: Sgr) -> bool {
        self.sgr == sgr || (self.symbol == Symbol::BLANK && self.sgr == sgr.on_blank())
    }

    /// Bytes it takes to write; estimated for a cluster.
    pub(super) fn bytes(self) -> usize {
        if self.width == 0 { 0 } else { self.symbol.char().map_or(CLUSTER_BYTES, char::len_utf8) }
    }

    /// Whether every terminal moves its cursor by the same number of cells. Ambiguous characters (`·`, `…`,
    /// box drawing) take two in many Chinese terminals; clusters differ too.
    pub(super) fn is_certain(self) -> bool {
        self.symbol.char().is_some_and(|c| plain(c).is_some() || c.width() == c.width_cjk())
    }
}

/// Reads a row as a terminal would show it: a wide glyph hides the cell after it, one that would stick out of the
/// row is a blank, and a control character that got this far is a question mark. The cells are
/// blank afterwards: one pass does both.
pub(super) fn read_row(cells: &mut [Cell], clusters: &mut Clusters, into: &mut GlyphRow) {
    into.clear();
    let width = cells.len();
    let used = cells.iter().rposition(|cell| !is_blank(cell)).map_or(0, |last| last + 1);
    let mut hidden = 0;
    into.extend(cells.iter_mut().enumerate().take(used).map(|(at, cell)| {
        let glyph = if hidden > 0 { Glyph::HIDDEN } else { glyph(cell, width - at, clusters) };
        hidden = glyph.width.max(hidden).saturating_sub(1);
        *cell = Cell::EMPTY;
        glyph
    }));
    into.extend((0..hidden).map(|_| Glyph::HIDDEN));
    // What could not be shown has become a blank.
    let used = into.iter().rposition(|glyph| *glyph != Glyph::BLANK).map_or(0, |last| last + 1);
    into.truncate(used);
}

/// Whether the cell is blank; quicker than a comparison with an empty cell.
fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && Sgr::of(cell).on_blank() == Sgr::PLAIN
}

/// The glyph of a cell with `room` cells left in its row. Called for every cell of every frame, so the common
/// cases come first.
#[inline]
fn glyph(cell: &Cell, room: usize, clusters: &mut Clusters) -> Glyph {
    let (text, sgr) = (cell.symbol(), Sgr::of(cell));
    if text == " " {
        return Glyph { sgr: sgr.on_blank(), ..Glyph::BLANK };
    }
    if let [ascii @ b'!'..=b'~'] = text.as_bytes() {
        return Glyph { symbol: Symbol::of(char::from(*ascii)), width: 1, sgr };
    }
    if let Some((c, width)) = plain_char(text).filter(|(_, width)| usize::from(*width) <= room) {
        return Glyph { symbol: Symbol::of(c), width, sgr };
    }
    let shown = if text.chars().any(char::is_control) { "?" } else { text };
    let width = shown.cell_width();
    if width == 0 || usize::from(width) > room {
        return Glyph { sgr: sgr.on_blank(), ..Glyph::BLANK };
    }
    Glyph { symbol: clusters.symbol(shown), width, sgr }
}

/// A single character whose width needs no table, and its cells.
fn plain_char(symbol: &str) -> Option<(char, u16)> {
    let mut chars = symbol.chars();
    let c = chars.next()?;
    let cells = plain(c)?;
    if chars.next().is_none() { Some((c, cells)) } else { None }
}
