//! The terminal's cursor and pen, followed through all that is written, so that they are moved by the fewest
//! bytes.

use super::glyph::Glyph;
use super::sgr::{Sgr, control, number};
use super::symbol::Clusters;

/// Rows down that are reached by line feeds rather than by an address.
const LINES_MAX: usize = 3;
/// Bytes of the shortest address: `ESC [ H`.
const SHORTEST_ADDRESS: usize = 3;

/// Where the terminal's cursor is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum At {
    Cell(usize, usize),
    /// Behind the last cell of a row: the terminal has the cursor on it still, about to wrap.
    End(usize),
    /// Supposed to be here, behind a glyph that not every terminal gives the same width.
    Perhaps(usize, usize),
    #[default]
    Unknown,
}

/// What the terminal writes with, and the bytes of the frame at hand.
#[derive(Debug, Default)]
pub(super) struct CursorTracker {
    pub(super) out: Vec<u8>,
    /// Columns of the screen.
    pub(super) width: usize,
    at: At,
    pen: Sgr,
}

impl CursorTracker {
    /// Sends a sequence as it is.
    pub(super) fn send(&mut self, sequence: &[u8]) {
        self.out.extend_from_slice(sequence);
    }

    /// Whatever was there: the cursor is in the first cell now, and the pen plain.
    pub(super) fn is_home(&mut self) {
        self.at = At::Cell(0, 0);
        self.pen = Sgr::PLAIN;
    }

    /// Lets rows `from..to` scroll alone; the cursor moves, who knows where.
    pub(super) fn set_region(&mut self, from: usize, to: usize) {
        self.out.extend_from_slice(b"\x1b[");
        number(from + 1, &mut self.out);
        self.out.push(b';');
        number(to, &mut self.out);
        self.out.push(b'r');
        self.at = At::Unknown;
    }

    /// Lets the whole screen scroll again.
    pub(super) fn end_region(&mut self) {
        self.out.extend_from_slice(b"\x1b[r");
        self.at = At::Cell(0, 0);
    }

    /// Takes another pen.
    pub(super) fn take(&mut self, pen: Sgr) {
        if self.pen != pen {
            self.pen.change(pen, &mut self.out);
        }
    }

    /// Writes a glyph at its place, unless it is the hidden half of one; `row` is what its row is to show.
    pub(super) fn write(&mut self, glyph: Glyph, (x, y): (usize, usize), row: &[Glyph], clusters: &Clusters) {
        if glyph.width == 0 {
            return;
        }
        let (end, certain) = (x + usize::from(glyph.width), glyph.is_certain());
        // From one doubtful glyph to the next no move is spent: a rule of box characters would cost sixfold.
        if certain || self.at != At::Perhaps(x, y) {
            self.go((x, y), row);
        }
        self.take(glyph.pen);
        clusters.write(glyph.symbol, &mut self.out);
        self.at = match (certain, end == self.width) {
            (false, _) => At::Perhaps(end, y),
            (true, true) => At::End(y),
            (true, false) => At::Cell(end, y),
        };
    }

    /// Moves the cursor into row `row`, the `y`th.
    pub(super) fn go(&mut self, (x, y): (usize, usize), row: &[Glyph]) {
        if self.at == At::Cell(x, y) {
            return;
        }
        let before = self.out.len();
        let near = match self.at {
            At::Cell(from, above) if above == y && from < x => Some(from),
            At::Cell(_, above) | At::End(above) if (above..=above + LINES_MAX).contains(&y) => {
                self.out.push(b'\r');
                self.out.resize(self.out.len() + y - above, b'\n');
                Some(0)
            }
            At::Cell(..) | At::End(_) | At::Perhaps(..) | At::Unknown => None,
        };
        if let Some(from) = near {
            self.forward(from, x, row);
        }
        let between = self.out.len();
        let way = between - before;
        if near.is_none() || way > SHORTEST_ADDRESS {
            address(x, y, &mut self.out);
            if near.is_none() || self.out.len() - between <= way {
                self.out.drain(before..between);
            } else {
                self.out.truncate(between);
            }
        }
        self.at = At::Cell(x, y);
    }

    /// Moves right within a row: over glyphs that stand there already, by writing them again where that is
    /// shorter.
    fn forward(&mut self, from: usize, to: usize, row: &[Glyph]) {
        let gap = to - from;
        if gap == 0 {
            return;
        }
        let before = self.out.len();
        control(gap, b'C', &mut self.out);
        let move_right = self.out.len() - before;
        // A glyph takes at most two cells and at least one byte.
        if gap > 2 * move_right {
            return;
        }
        let between = (from..to).map(|x| Glyph::at(row, x));
        let again = between.clone().next().is_some_and(|first| first.width > 0)
            && between.clone().map(Glyph::bytes).sum::<usize>() <= move_right
            && between.clone().all(|glyph| glyph.width == 0 || (glyph.is_certain() && glyph.pen == self.pen));
        if again {
            self.out.truncate(before);
            between.filter(|glyph| glyph.width > 0).for_each(|glyph| glyph.symbol.write(&mut self.out));
        }
    }
}

/// Writes the absolute address of a cell, without the coordinates that are the default.
fn address(x: usize, y: usize, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\x1b[");
    if y > 0 {
        number(y + 1, out);
    }
    if x > 0 {
        out.push(b';');
        number(x + 1, out);
    }
    out.push(b'H');
}
