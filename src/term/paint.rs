//! The cheapest bytes that turn what a terminal shows into the next frame.
//!
//! ratatui's backend moves the cursor after every wide glyph, sets both colours when one changes and repaints
//! a list that moved by a row; over a slow link that is what is felt. Here the cursor's place and pen are
//! followed, so that nothing is written that the terminal already has. The cells are the same.

use std::io::Write;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::glyph::{Glyph, glyphs};
use super::pen::{Pen, control};
use super::scroll::{self, Scroll};

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    Cell(usize, usize),
    /// Behind the last cell of a row: the terminal has the cursor on it still, about to wrap.
    End(usize),
    /// Supposed to be here, behind a glyph that not every terminal gives the same width.
    Perhaps(usize, usize),
    Unknown,
}

/// What the terminal shows, and the bytes of the frame at hand.
pub(super) struct Painter {
    width: usize,
    shown: Vec<Glyph>,
    /// What is to be shown.
    next: Vec<Glyph>,
    /// Rows that may differ between the two.
    changed: Vec<bool>,
    /// Room to read a row into.
    row: Vec<Glyph>,
    /// Whether `shown`, `at` and `cursor` can be relied on.
    known: bool,
    at: At,
    pen: Pen,
    cursor: Option<Position>,
    out: Vec<u8>,
}

impl Painter {
    pub(super) fn new() -> Self {
        Self {
            width: 0,
            shown: Vec::new(),
            next: Vec::new(),
            changed: Vec::new(),
            row: Vec::new(),
            known: false,
            at: At::Unknown,
            pen: Pen::default(),
            cursor: None,
            out: Vec::new(),
        }
    }

    /// Forgets what the terminal shows: the next frame is written whole.
    pub(super) fn forget(&mut self) {
        self.known = false;
    }

    /// Takes the frame that is to be shown next; only the rows that differ from the frame `before` are read.
    pub(super) fn read(&mut self, frame: &Buffer, before: &Buffer) {
        let width = usize::from(frame.area.width).max(1);
        let afresh =
            self.next.len() != frame.content.len() || frame.area != before.area || self.width != width;
        self.width = width;
        self.next.resize(frame.content.len(), Glyph::default());
        self.changed.resize(frame.content.len() / width, true);
        let mut old = before.content.chunks(width);
        let places = self.next.chunks_mut(width).zip(&mut self.changed);
        for (row, (place, changed)) in frame.content.chunks(width).zip(places) {
            *changed = old.next() != Some(row) || afresh;
            if *changed {
                glyphs(row, &mut self.row);
                place.swap_with_slice(&mut self.row);
            }
        }
    }

    /// The bytes that make the terminal show the frame that was read; none when it does already.
    pub(super) fn paint(&mut self, cursor: Option<Position>) -> &[u8] {
        self.out.clear();
        self.out.extend_from_slice(BEGIN);
        if !self.known || self.shown.len() != self.next.len() {
            self.clear();
        } else if let Some(scroll) = scroll::find(&self.shown, &self.next, &self.changed, self.width) {
            self.scroll(&scroll);
        }
        self.rows();
        self.pen.change(Pen::default(), &mut self.out);
        let painted = self.out.len() > BEGIN.len();
        if !painted {
            self.out.clear();
        }
        self.place(cursor.filter(|at| self.holds(*at)));
        if painted {
            self.out.extend_from_slice(END);
        }
        self.remember();
        &self.out
    }

    /// The terminal shows the frame now.
    fn remember(&mut self) {
        let rows = self.shown.chunks_mut(self.width).zip(self.next.chunks(self.width));
        for ((shown, next), changed) in rows.zip(&mut self.changed) {
            if *changed {
                shown.clone_from_slice(next);
            }
            *changed = false;
        }
    }

    fn holds(&self, at: Position) -> bool {
        usize::from(at.x) < self.width && usize::from(at.y) * self.width < self.next.len()
    }

    fn clear(&mut self) {
        self.out.extend_from_slice(CLEAR);
        self.shown.clear();
        self.shown.resize(self.next.len(), Glyph::default());
        self.changed.fill(true);
        self.pen = Pen::default();
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
        let whole = *rows == (0..self.shown.len() / self.width.max(1));
        if !whole {
            let _ = write!(self.out, "\x1b[{};{}r", rows.start + 1, rows.end);
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
        self.changed.get_mut(rows.clone()).unwrap_or_default().fill(true);
        let cells = rows.start * self.width..rows.end * self.width;
        let bare = by * self.width;
        let Some(region) = self.shown.get_mut(cells) else { return };
        let kept = region.len().saturating_sub(bare);
        if *up {
            region.rotate_left(bare);
        } else {
            region.rotate_right(bare);
        }
        let bare = if *up { kept..region.len() } else { 0..bare };
        region.get_mut(bare).unwrap_or_default().fill(Glyph::default());
    }

    fn rows(&mut self) {
        let width = self.width.max(1);
        let height = self.next.len() / width;
        // Below the last row with something on it one erase does for all.
        let end = self.next.iter().rposition(|glyph| !glyph.is_blank()).map_or(0, |last| last / width + 1);
        for y in (0..height).filter(|y| self.changed.get(*y) == Some(&true)).collect::<Vec<_>>() {
            let bare = y >= end && (y + 1..height).any(|below| self.differs(below));
            if bare && self.differs(y) {
                self.go(0, y);
                self.pen.change(Pen::default(), &mut self.out);
                self.out.extend_from_slice(b"\x1b[J");
                return;
            }
            self.row(y);
        }
    }

    fn differs(&self, y: usize) -> bool {
        if self.changed.get(y) != Some(&true) {
            return false;
        }
        let cells = y * self.width..(y + 1) * self.width;
        self.shown.get(cells.clone()) != self.next.get(cells)
    }

    fn row(&mut self, y: usize) {
        let first = y * self.width;
        let differs = |this: &Self, x: usize| this.shown.get(first + x) != this.next.get(first + x);
        let blanks = |this: &Self| {
            let row = this.next.get(first..first + this.width).unwrap_or_default();
            row.iter().rposition(|glyph| !glyph.is_blank()).map_or(0, |last| last + 1)
        };
        // Where the blank tail of the row begins; looked for once something differs.
        let mut tail = None;
        for x in 0..self.width {
            if !differs(self, x) {
                continue;
            }
            let tail = *tail.get_or_insert_with(|| blanks(self));
            if x >= tail {
                let last = (x..self.width).rev().find(|x| differs(self, *x)).unwrap_or(x);
                if last + 1 - x > ERASE {
                    self.go(x, y);
                    self.pen.change(Pen::default(), &mut self.out);
                    self.out.extend_from_slice(b"\x1b[K");
                    return;
                }
            }
            self.write(x, y);
        }
    }

    /// Writes the glyph at a place, unless it is the hidden half of one.
    fn write(&mut self, x: usize, y: usize) {
        let Some(glyph) = self.next.get(y * self.width + x) else { return };
        if glyph.width == 0 {
            return;
        }
        let (pen, end, certain) = (Pen::of(&glyph.cell), x + usize::from(glyph.width), glyph.is_certain());
        // From one doubtful glyph to the next no move is spent: a rule of box characters would cost sixfold.
        if certain || self.at != At::Perhaps(x, y) {
            self.go(x, y);
        }
        self.pen.change(pen, &mut self.out);
        if let Some(glyph) = self.next.get(y * self.width + x) {
            self.out.extend_from_slice(glyph.cell.symbol().as_bytes());
        }
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
        let way = self.out.len() - before;
        if near.is_none() || way > SHORTEST_ADDRESS {
            let mut to = Vec::with_capacity(12);
            address(x, y, &mut to);
            if near.is_none() || to.len() <= way {
                self.out.truncate(before);
                self.out.append(&mut to);
            }
        }
        self.at = At::Cell(x, y);
    }

    /// Moves right within a row: over glyphs that stand there already, by writing them again where that is
    /// shorter.
    fn forward(&mut self, from: usize, x: usize, y: usize) {
        let Some(gap) = u16::try_from(x - from).ok().filter(|gap| *gap > 0) else { return };
        let between = self.next.get(y * self.width + from..y * self.width + x).unwrap_or_default();
        let before = self.out.len();
        control(&mut self.out, gap, 'C');
        let move_right = self.out.len() - before;
        let whole = between.first().is_some_and(|first| first.width > 0);
        let again = whole
            && between.len() <= 2 * move_right
            && between.iter().map(Glyph::bytes).sum::<usize>() <= move_right
            && between
                .iter()
                .all(|glyph| glyph.width == 0 || (glyph.is_certain() && Pen::of(&glyph.cell) == self.pen));
        if again {
            self.out.truncate(before);
            for glyph in between.iter().filter(|glyph| glyph.width > 0) {
                self.out.extend_from_slice(glyph.cell.symbol().as_bytes());
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

/// The absolute address of a cell, without the coordinates that are the default.
fn address(x: usize, y: usize, out: &mut Vec<u8>) {
    let _ = match (x, y) {
        (0, 0) => out.write_all(b"\x1b[H"),
        (0, y) => write!(out, "\x1b[{}H", y + 1),
        (x, 0) => write!(out, "\x1b[;{}H", x + 1),
        (x, y) => write!(out, "\x1b[{};{}H", y + 1, x + 1),
    };
}
