//! The cheapest bytes that turn what a terminal shows into the next frame.
//!
//! ratatui's backend moves the cursor after every wide glyph, sets both colours when one changes and repaints
//! a list that moved by a row; over a slow link that is what is felt. Here the cursor's place and pen are
//! followed, so that nothing is written that the terminal already has. The cells are the same.

use std::mem;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::glyph::{Glyph, Row, take};
use super::pen::{Pen, control, number};
use super::scroll::{self, Scroll};
use super::symbol::Clusters;

/// Begin and end of a synchronized update: the terminal shows the frame at once.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";
/// Resets the pen and clears the screen, whatever it shows.
const CLEAR: &[u8] = b"\x1b[m\x1b[r\x1b[2J\x1b[H";
/// Rows down that are reached by line feeds rather than by an address.
const LINES_MAX: usize = 3;
/// Bytes of the shortest address: `ESC [ H`.
const SHORTEST_ADDRESS: usize = 3;
/// Bytes of an erase to the end of the line.
const ERASE: usize = 3;

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

/// What the terminal shows, and the bytes of the frame at hand.
#[derive(Debug, Default)]
pub(super) struct Painter {
    width: usize,
    shown: Vec<Row>,
    /// What the rows that changed are to show.
    next: Vec<Row>,
    changed: Vec<bool>,
    /// Room to read a row into.
    row: Row,
    clusters: Clusters,
    /// Whether `shown`, `at` and `cursor` can be relied on.
    known: bool,
    at: At,
    pen: Pen,
    cursor: Option<Position>,
    out: Vec<u8>,
}

impl Painter {
    /// Forgets what the terminal shows: the next frame is written whole.
    pub(super) fn forget(&mut self) {
        self.known = false;
    }

    /// Takes a frame, which is blank then. The bytes that make the terminal show it; none when it does already.
    pub(super) fn paint(&mut self, frame: &mut Buffer, cursor: Option<Position>) -> &[u8] {
        let width = usize::from(frame.area.width).max(1);
        let height = frame.content.len() / width;
        self.out.clear();
        self.out.extend_from_slice(BEGIN);
        let fits = self.width == width && self.shown.len() == height && !self.clusters.are_many();
        if self.known && fits {
            self.read(frame);
            if let Some(scroll) = scroll::find(&self.shown, &self.next, &self.changed) {
                self.scroll(&scroll);
            }
        } else {
            self.clear(width, height);
            self.read(frame);
        }
        self.rows();
        self.pen.change(Pen::PLAIN, &mut self.out);
        let painted = self.out.len() > BEGIN.len();
        if !painted {
            self.out.clear();
        }
        self.place(cursor.filter(|at| usize::from(at.x) < width && usize::from(at.y) < height));
        if painted {
            self.out.extend_from_slice(END);
        }
        self.remember();
        &self.out
    }

    /// Finds the rows that are not what is shown.
    fn read(&mut self, frame: &mut Buffer) {
        let rows = frame.content.chunks_mut(self.width);
        let places = self.shown.iter().zip(&mut self.next).zip(&mut self.changed);
        for (cells, ((shown, next), changed)) in rows.zip(places) {
            take(cells, &mut self.clusters, &mut self.row);
            *changed = self.row != *shown;
            if *changed {
                mem::swap(&mut self.row, next);
            }
        }
    }

    /// The terminal shows the frame now.
    fn remember(&mut self) {
        let rows = self.shown.iter_mut().zip(&mut self.next);
        for ((shown, next), _) in rows.zip(&self.changed).filter(|(_, changed)| **changed) {
            mem::swap(shown, next);
        }
    }

    fn clear(&mut self, width: usize, height: usize) {
        self.out.extend_from_slice(CLEAR);
        self.width = width;
        self.shown.iter_mut().for_each(Row::clear);
        self.shown.resize_with(height, Row::new);
        self.next.resize_with(height, Row::new);
        self.changed.resize(height, false);
        self.clusters.clear();
        self.pen = Pen::PLAIN;
        self.at = At::Cell(0, 0);
        if !self.known {
            self.out.extend_from_slice(b"\x1b[?25l");
            self.cursor = None;
        }
        self.known = true;
    }

    /// Lets the terminal move rows: a line feed at the foot of the region, or a reverse one at its head.
    fn scroll(&mut self, scroll: &Scroll) {
        let Scroll { rows, by, up } = scroll;
        let whole = *rows == (0..self.shown.len());
        if !whole {
            self.out.extend_from_slice(b"\x1b[");
            number(rows.start + 1, &mut self.out);
            self.out.push(b';');
            number(rows.end, &mut self.out);
            self.out.push(b'r');
            self.at = At::Unknown;
        }
        self.go(0, if *up { rows.end - 1 } else { rows.start });
        for _ in 0..*by {
            self.out.extend_from_slice(if *up { b"\n" } else { b"\x1bM" });
        }
        if !whole {
            self.out.extend_from_slice(b"\x1b[r");
            self.at = At::Cell(0, 0);
        }
        // A row that stayed as it was is moved away with the others.
        for y in rows.clone().filter(|y| self.changed.get(*y) == Some(&false)) {
            if let (Some(shown), Some(next)) = (self.shown.get(y), self.next.get_mut(y)) {
                next.clone_from(shown);
            }
        }
        self.changed.get_mut(rows.clone()).unwrap_or_default().fill(true);
        let Some(region) = self.shown.get_mut(rows.clone()) else { return };
        let kept = region.len().saturating_sub(*by);
        let bare = if *up {
            region.rotate_left(*by);
            kept..region.len()
        } else {
            region.rotate_right(*by);
            0..*by
        };
        region.get_mut(bare).unwrap_or_default().iter_mut().for_each(Row::clear);
    }

    fn rows(&mut self) {
        let height = self.shown.len();
        // Below the last row with something on it one erase does for all.
        let end = (0..height).rposition(|y| !self.next(y).is_empty()).map_or(0, |last| last + 1);
        for y in 0..height {
            if !self.differs(y) {
                continue;
            }
            if y >= end && (y + 1..height).any(|below| self.differs(below)) {
                self.go(0, y);
                self.pen.change(Pen::PLAIN, &mut self.out);
                self.out.extend_from_slice(b"\x1b[J");
                return;
            }
            self.row(y);
        }
    }

    fn shown(&self, y: usize) -> &[Glyph] {
        self.shown.get(y).map_or(&[], Vec::as_slice)
    }

    fn next(&self, y: usize) -> &[Glyph] {
        let rows = if self.changed.get(y) == Some(&true) { &self.next } else { &self.shown };
        rows.get(y).map_or(&[], Vec::as_slice)
    }

    fn differs(&self, y: usize) -> bool {
        self.changed.get(y) == Some(&true) && self.shown(y) != self.next(y)
    }

    fn row(&mut self, y: usize) {
        let (shown, next) = (self.shown(y).len(), self.next(y).len());
        for x in 0..next.max(shown) {
            let (was, is) = (Glyph::at(self.shown(y), x), Glyph::at(self.next(y), x));
            if was == is {
                continue;
            }
            // Behind the last glyph of the row one erase does for the rest, where there is enough of it.
            if x >= next && shown - x > ERASE {
                self.go(x, y);
                self.pen.change(Pen::PLAIN, &mut self.out);
                self.out.extend_from_slice(b"\x1b[K");
                return;
            }
            self.write(is, x, y);
        }
    }

    /// Writes a glyph at its place, unless it is the hidden half of one.
    fn write(&mut self, glyph: Glyph, x: usize, y: usize) {
        if glyph.width == 0 {
            return;
        }
        let (end, certain) = (x + usize::from(glyph.width), glyph.is_certain());
        // From one doubtful glyph to the next no move is spent: a rule of box characters would cost sixfold.
        if certain || self.at != At::Perhaps(x, y) {
            self.go(x, y);
        }
        self.pen.change(glyph.pen, &mut self.out);
        self.clusters.write(glyph.symbol, &mut self.out);
        self.at = match (certain, end == self.width) {
            (false, _) => At::Perhaps(end, y),
            (true, true) => At::End(y),
            (true, false) => At::Cell(end, y),
        };
    }

    /// Moves the cursor by the fewest bytes.
    fn go(&mut self, x: usize, y: usize) {
        if self.at == At::Cell(x, y) {
            return;
        }
        let before = self.out.len();
        let near = match self.at {
            At::Cell(from, row) if row == y && from < x => Some(from),
            At::Cell(_, row) | At::End(row) if (row..=row + LINES_MAX).contains(&y) => {
                self.out.push(b'\r');
                self.out.resize(self.out.len() + y - row, b'\n');
                Some(0)
            }
            At::Cell(..) | At::End(_) | At::Perhaps(..) | At::Unknown => None,
        };
        if let Some(from) = near {
            self.forward(from, x, y);
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
    fn forward(&mut self, from: usize, x: usize, y: usize) {
        let gap = x - from;
        if gap == 0 {
            return;
        }
        let before = self.out.len();
        control(gap, b'C', &mut self.out);
        let move_right = self.out.len() - before;
        if gap > 2 * move_right {
            return;
        }
        let between = (from..x).map(|x| Glyph::at(self.next(y), x));
        let whole = between.clone().next().is_some_and(|first| first.width > 0);
        let again = whole
            && between.clone().map(Glyph::bytes).sum::<usize>() <= move_right
            && between.clone().all(|glyph| glyph.width == 0 || (glyph.is_certain() && glyph.pen == self.pen));
        if again {
            self.out.truncate(before);
            for x in from..x {
                let glyph = Glyph::at(self.next(y), x);
                if glyph.width > 0 {
                    self.clusters.write(glyph.symbol, &mut self.out);
                }
            }
        }
    }

    /// Shows the cursor at its place, or hides it.
    fn place(&mut self, cursor: Option<Position>) {
        match cursor {
            Some(at) => {
                self.go(usize::from(at.x), usize::from(at.y));
                if self.cursor.is_none() {
                    self.out.extend_from_slice(b"\x1b[?25h");
                }
            }
            None if self.cursor.is_some() => self.out.extend_from_slice(b"\x1b[?25l"),
            None => {}
        }
        self.cursor = cursor;
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
