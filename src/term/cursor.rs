//! Follows the terminal's cursor and attributes (SGR) through all that is written, so that both are set by the
//! fewest bytes.

use super::glyph::Glyph;
use super::sgr::{Sgr, control, number};
use super::symbol::Clusters;

/// Rows down that are reached by line feeds rather than by an address.
const LINES_MAX: usize = 3;
/// Bytes of the shortest address: `ESC [ H`.
const SHORTEST_ADDRESS: usize = 3;

/// Where the terminal's cursor is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum CursorAt {
    Cell(usize, usize),
    /// Behind the last cell of a row: the terminal has the cursor on it still, about to wrap.
    End(usize),
    /// Here if the terminal gives the glyph before it the usual width; not every terminal does.
    Perhaps(usize, usize),
    #[default]
    Unknown,
}

/// Where the terminal writes and with which attributes, and the bytes of the frame so far.
#[derive(Debug, Default)]
pub(super) struct CursorTracker {
    pub(super) out: Vec<u8>,
    /// Columns of the screen.
    pub(super) width: usize,
    at: CursorAt,
    sgr: Sgr,
}

/// A place in the frame, to write from it on in another way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    length: usize,
    at: CursorAt,
    sgr: Sgr,
}

/// What was written from a mark on, and where it left the cursor.
#[derive(Debug)]
pub(super) struct Written {
    bytes: Vec<u8>,
    at: CursorAt,
    sgr: Sgr,
}

impl Written {
    pub(super) fn length(&self) -> usize {
        self.bytes.len()
    }
}

impl CursorTracker {
    /// Here.
    pub(super) fn mark(&self) -> Mark {
        Mark { length: self.out.len(), at: self.at, sgr: self.sgr }
    }

    /// Bytes written since.
    pub(super) fn length_from(&self, mark: &Mark) -> usize {
        self.out.len() - mark.length
    }

    /// Takes what was written since away.
    pub(super) fn take_from(&mut self, mark: &Mark) -> Written {
        let bytes = self.out.split_off(mark.length);
        let written = Written { bytes, at: self.at, sgr: self.sgr };
        (self.at, self.sgr) = (mark.at, mark.sgr);
        written
    }

    /// Puts what was taken away in the place of what was written since.
    pub(super) fn put_back(&mut self, mark: &Mark, written: &Written) {
        self.out.truncate(mark.length);
        self.out.extend_from_slice(&written.bytes);
        (self.at, self.sgr) = (written.at, written.sgr);
    }

    /// Sends a sequence as it is.
    pub(super) fn send(&mut self, sequence: &[u8]) {
        self.out.extend_from_slice(sequence);
    }

    /// After a clear: the cursor is in the first cell, and the attributes are plain.
    pub(super) fn reset(&mut self) {
        self.at = CursorAt::Cell(0, 0);
        self.sgr = Sgr::PLAIN;
    }

    /// Makes rows `from..to` the scroll region (DECSTBM). Where the cursor is afterwards differs by terminal.
    pub(super) fn set_region(&mut self, from: usize, to: usize) {
        self.out.extend_from_slice(b"\x1b[");
        number(from + 1, &mut self.out);
        self.out.push(b';');
        number(to, &mut self.out);
        self.out.push(b'r');
        self.at = CursorAt::Unknown;
    }

    /// Makes the whole screen the scroll region; the cursor goes to the first cell.
    pub(super) fn end_region(&mut self) {
        self.out.extend_from_slice(b"\x1b[r");
        self.at = CursorAt::Cell(0, 0);
    }

    /// Sets the attributes of what is written next.
    pub(super) fn set_sgr(&mut self, sgr: Sgr) {
        if self.sgr != sgr {
            self.sgr.change(sgr, &mut self.out);
        }
    }

    /// Erases by a sequence: what is erased shows nothing but the plain background.
    pub(super) fn erase(&mut self, sequence: &[u8]) {
        if !Glyph::BLANK.looks_same(self.sgr) {
            self.set_sgr(Sgr::PLAIN);
        }
        self.send(sequence);
    }

    /// Writes a glyph at its place, unless it is the hidden half of one; `row` is what its row is to show.
    pub(super) fn write(&mut self, glyph: Glyph, (x, y): (usize, usize), row: &[Glyph], clusters: &Clusters) {
        if glyph.width == 0 {
            return;
        }
        let (end, certain) = (x + usize::from(glyph.width), glyph.is_certain());
        // From one doubtful glyph to the next no move is spent: a rule of box characters would cost sixfold.
        if certain || self.at != CursorAt::Perhaps(x, y) {
            self.move_to((x, y), row);
        }
        if !glyph.looks_same(self.sgr) {
            self.set_sgr(glyph.sgr);
        }
        clusters.write(glyph.symbol, &mut self.out);
        self.at = match (certain, end == self.width) {
            (false, _) => CursorAt::Perhaps(end, y),
            (true, true) => CursorAt::End(y),
            (true, false) => CursorAt::Cell(end, y),
        };
    }

    /// Moves the cursor into row `row`, the `y`th.
    pub(super) fn move_to(&mut self, (x, y): (usize, usize), row: &[Glyph]) {
        if self.at == CursorAt::Cell(x, y) {
            return;
        }
        let before = self.out.len();
        // Ways from where the cursor is: the column to go on from, line feeds, and whether a return comes first. The terminal
        // is raw: a line feed keeps the column.
        let ways = match self.at {
            CursorAt::Cell(from, above) if above == y && from < x => [Some((from, 0, false)), None],
            CursorAt::Cell(from, above) if (above..=above + LINES_MAX).contains(&y) => {
                let straight = (from <= x && above < y).then_some((from, y - above, false));
                [straight, Some((0, y - above, true))]
            }
            CursorAt::End(above) if (above..=above + LINES_MAX).contains(&y) => {
                [Some((0, y - above, true)), None]
            }
            CursorAt::Cell(..) | CursorAt::End(_) | CursorAt::Perhaps(..) | CursorAt::Unknown => [None, None],
        };
        let mut shortest = None;
        for (from, lines, returns) in ways.into_iter().flatten() {
            let began = self.out.len();
            if returns {
                self.out.push(b'\r');
            }
            self.out.resize(self.out.len() + lines, b'\n');
            self.move_right(from, x, row);
            let length = self.out.len() - began;
            shortest = Some(self.keep_shorter(before, shortest, length));
        }
        if shortest.is_none_or(|length| length > SHORTEST_ADDRESS) {
            let began = self.out.len();
            write_address(x, y, &mut self.out);
            let length = self.out.len() - began;
            self.keep_shorter(before, shortest, length);
        }
        self.at = CursorAt::Cell(x, y);
    }

    /// Of a way that was written from `before` on and one of so many bytes that was written behind it the shorter one is kept;
    /// its length.
    fn keep_shorter(&mut self, before: usize, first: Option<usize>, second: usize) -> usize {
        match first {
            Some(first) if first < second => {
                self.out.truncate(before + first);
                first
            }
            Some(first) => {
                self.out.drain(before..before + first);
                second
            }
            None => second,
        }
    }

    /// Moves right within a row: over glyphs that stand there already, by writing them again where that is
    /// shorter.
    fn move_right(&mut self, from: usize, to: usize, row: &[Glyph]) {
        let gap = to - from;
        if gap == 0 {
            return;
        }
        let before = self.out.len();
        control(gap, b'C', &mut self.out);
        let by_sequence = self.out.len() - before;
        // A glyph takes at most two cells and at least one byte.
        if gap > 2 * by_sequence {
            return;
        }
        let between = (from..to).map(|x| Glyph::at(row, x));
        let again = between.clone().next().is_some_and(|first| first.width > 0)
            && between.clone().map(Glyph::bytes).sum::<usize>() <= by_sequence
            && between
                .clone()
                .all(|glyph| glyph.width == 0 || (glyph.is_certain() && glyph.looks_same(self.sgr)));
        if again {
            self.out.truncate(before);
            between.filter(|glyph| glyph.width > 0).for_each(|glyph| glyph.symbol.write(&mut self.out));
        }
    }
}

/// Writes the absolute address of a cell, without the coordinates that are the default.
fn write_address(x: usize, y: usize, out: &mut Vec<u8>) {
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
