//! The cheapest bytes that turn what a terminal shows into the next frame.
//!
//! ratatui's backend moves the cursor after every wide glyph, sets both colours when one changes and repaints
//! a list that moved by a row; over a slow link that is what is felt. Here the cursor's place and attributes are
//! followed, so that nothing is written that the terminal already has. The cells are the same.

use std::mem;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::cursor::CursorTracker;
use super::glyph::{Glyph, GlyphRow, read_row};
use super::scroll::{self, Scroll};
use super::sgr::Sgr;
use super::symbol::Clusters;

/// Begin and end of a synchronized update: the terminal shows the frame at once.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";
/// Resets the attributes and clears the screen, whatever it shows.
const CLEAR: &[u8] = b"\x1b[m\x1b[r\x1b[2J\x1b[H";
/// Bytes of an erase to the end of the line.
const ERASE: usize = 3;

/// What the terminal shows, and how it is made to show the next frame.
#[derive(Debug, Default)]
pub(super) struct Painter {
    tracker: CursorTracker,
    shown: Vec<GlyphRow>,
    /// What the rows that changed are to show.
    next: Vec<GlyphRow>,
    changed: Vec<bool>,
    /// Room to read a row into.
    row: GlyphRow,
    clusters: Clusters,
    /// Whether `shown`, the tracker and `cursor` can be relied on.
    known: bool,
    /// Where the cursor shows.
    cursor: Option<Position>,
}

impl Painter {
    /// Forgets what the terminal shows: the next frame is written whole.
    pub(super) fn forget(&mut self) {
        self.known = false;
    }

    /// Takes a frame, which is blank then.
    pub(super) fn paint(&mut self, frame: &mut Buffer, cursor: Option<Position>) {
        let width = usize::from(frame.area.width).max(1);
        let height = frame.content.len() / width;
        self.tracker.out.clear();
        self.tracker.send(BEGIN);
        let fits = self.tracker.width == width && self.shown.len() == height && !self.clusters.is_full();
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
        self.tracker.set_sgr(Sgr::PLAIN);
        let painted = self.tracker.out.len() > BEGIN.len();
        if !painted {
            self.tracker.out.clear();
        }
        self.place(cursor.filter(|at| usize::from(at.x) < width && usize::from(at.y) < height));
        if painted {
            self.tracker.send(END);
        }
        self.remember();
    }

    /// The bytes that make the terminal show the frame that was painted; none when it did already.
    pub(super) fn painted(&self) -> &[u8] {
        &self.tracker.out
    }

    /// Finds the rows that are not what is shown.
    fn read(&mut self, frame: &mut Buffer) {
        let rows = frame.content.chunks_mut(self.tracker.width);
        let places = self.shown.iter().zip(&mut self.next).zip(&mut self.changed);
        for (cells, ((shown, next), changed)) in rows.zip(places) {
            read_row(cells, &mut self.clusters, &mut self.row);
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
        self.tracker.send(CLEAR);
        self.tracker.reset();
        self.tracker.width = width;
        self.shown.iter_mut().for_each(GlyphRow::clear);
        self.shown.resize_with(height, GlyphRow::new);
        self.next.resize_with(height, GlyphRow::new);
        self.changed.resize(height, false);
        self.clusters.clear();
        if !self.known {
            self.tracker.send(b"\x1b[?25l");
            self.cursor = None;
        }
        self.known = true;
    }

    /// Lets the terminal move rows: a line feed at the foot of the region, or a reverse one at its head.
    fn scroll(&mut self, scroll: &Scroll) {
        let Scroll { rows, by, up } = scroll;
        let whole = *rows == (0..self.shown.len());
        if !whole {
            self.tracker.set_region(rows.start, rows.end);
        }
        self.tracker.move_to((0, if *up { rows.end - 1 } else { rows.start }), &[]);
        for _ in 0..*by {
            self.tracker.send(if *up { b"\n" } else { b"\x1bM" });
        }
        if !whole {
            self.tracker.end_region();
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
        region.get_mut(bare).unwrap_or_default().iter_mut().for_each(GlyphRow::clear);
    }

    /// Writes the rows that differ: one by one, or all from the first of them on over an erased screen, whichever is shorter.
    fn rows(&mut self) {
        let before = self.tracker.mark();
        self.each_row();
        let height = self.shown.len();
        let differing = (0..height).filter(|y| self.differs(*y));
        let Some(first) = differing.clone().next().filter(|first| differing.count() * 2 > height - first)
        else {
            return;
        };
        // The first frame, and whatever stands on an empty screen, has nothing to erase.
        if self.shown.iter().skip(first).all(GlyphRow::is_empty) {
            return;
        }
        let one_by_one = self.tracker.take_from(&before);
        self.tracker.move_to((0, first), &[]);
        self.tracker.erase(b"\x1b[J");
        for y in first..height {
            let rows = if self.changed.get(y) == Some(&true) { &self.next } else { &self.shown };
            if let Some(next) = rows.get(y) {
                differences(y, &[], next, &mut self.tracker, &self.clusters);
            }
        }
        if self.tracker.length_from(&before) >= one_by_one.length() {
            self.tracker.put_back(&before, &one_by_one);
        }
    }

    fn each_row(&mut self) {
        let height = self.shown.len();
        // Below the last row with something on it one erase does for all.
        let end = (0..height).rposition(|y| !self.next(y).is_empty()).map_or(0, |last| last + 1);
        for y in 0..height {
            if !self.differs(y) {
                continue;
            }
            if y >= end && (y + 1..height).any(|below| self.differs(below)) {
                self.tracker.move_to((0, y), &[]);
                self.tracker.erase(b"\x1b[J");
                return;
            }
            if let (Some(shown), Some(next)) = (self.shown.get(y), self.next.get(y)) {
                row(y, shown, next, &mut self.tracker, &self.clusters);
            }
        }
    }

    /// What a row is to show.
    fn next(&self, y: usize) -> &[Glyph] {
        let rows = if self.changed.get(y) == Some(&true) { &self.next } else { &self.shown };
        rows.get(y).map_or(&[], Vec::as_slice)
    }

    fn differs(&self, y: usize) -> bool {
        self.changed.get(y) == Some(&true) && self.shown.get(y) != self.next.get(y)
    }

    /// Shows the cursor at its place, or hides it.
    fn place(&mut self, cursor: Option<Position>) {
        match cursor {
            Some(at) => {
                let (x, y) = (usize::from(at.x), usize::from(at.y));
                let rows = if self.changed.get(y) == Some(&true) { &self.next } else { &self.shown };
                self.tracker.move_to((x, y), rows.get(y).map_or(&[], Vec::as_slice));
                if self.cursor.is_none() {
                    self.tracker.send(b"\x1b[?25h");
                }
            }
            None if self.cursor.is_some() => self.tracker.send(b"\x1b[?25l"),
            None => {}
        }
        self.cursor = cursor;
    }
}

/// Blanks that must take the place of something before it is worth a try to erase the rest of the row first.
const WORTH_ERASING: usize = 8;

/// Makes row `y` what it is to be: by what differs, or by erasing it from there on and writing what is no blank,
/// whichever is shorter. A bar that leaves a row leaves blanks behind.
fn row(y: usize, shown: &[Glyph], next: &[Glyph], tracker: &mut CursorTracker, clusters: &Clusters) {
    let length = next.len().max(shown.len());
    let blanked = (0..next.len())
        .filter(|x| Glyph::at(next, *x) == Glyph::BLANK && Glyph::at(shown, *x) != Glyph::BLANK);
    let before = tracker.mark();
    differences(y, shown, next, tracker, clusters);
    let first = (0..length).find(|x| Glyph::at(shown, *x) != Glyph::at(next, *x));
    let Some(first) = first.filter(|_| blanked.count() >= WORTH_ERASING) else { return };
    let by_difference = tracker.take_from(&before);
    tracker.move_to((first, y), next);
    tracker.erase(b"\x1b[K");
    let kept = shown.get(..first.min(shown.len())).unwrap_or_default();
    differences(y, kept, next, tracker, clusters);
    if tracker.length_from(&before) >= by_difference.length() {
        tracker.put_back(&before, &by_difference);
    }
}

/// Writes what differs in row `y`.
fn differences(y: usize, shown: &[Glyph], next: &[Glyph], tracker: &mut CursorTracker, clusters: &Clusters) {
    for x in 0..next.len().max(shown.len()) {
        let (was, is) = (Glyph::at(shown, x), Glyph::at(next, x));
        if was == is {
            continue;
        }
        // Behind the last glyph of the row one erase does for the rest, where there is enough of it.
        if x >= next.len() && shown.len() - x > ERASE {
            tracker.move_to((x, y), next);
            tracker.erase(b"\x1b[K");
            return;
        }
        tracker.write(is, (x, y), next, clusters);
    }
}
