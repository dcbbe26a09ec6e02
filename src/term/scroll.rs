//! Finds the rows that a list moved by, so that the terminal can move them itself (DECSTBM) and only the rest
//! is painted. Panes beside the list stay where they are: a shift is worth it when moving whole rows and
//! putting the panes right costs less than painting the list.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use super::paint::Glyph;

/// Rows a shift is looked for; beyond that little of a screen is left to keep.
const SHIFT_MAX: usize = 16;
/// Painting for fewer bytes than this is not worth a search.
const PAINT_MIN: usize = 150;
/// A move that saves fewer bytes than this is not worth the flicker on a terminal without synchronized updates.
const SAVING_MIN: isize = 60;
/// Bytes that set the region, move, and set it back: `ESC [ 4 ; 3 8 r`, `ESC [ 3 8 H`, a line feed, `ESC [ r`,
/// and the way back to the text.
const REGION_COST: isize = 26;
/// Bytes of a move and a change of the pen before a run of cells.
const RUN_COST: usize = 8;
/// Bytes of a move and an erase to the end of the line.
const ERASE_COST: usize = 10;

/// Moves the rows of a region by so many rows; the others are blank then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Scroll {
    pub(super) rows: Range<usize>,
    pub(super) by: usize,
    pub(super) up: bool,
}

/// The glyphs of a screen as numbers that are cheap to compare, row by row.
struct Marks {
    width: usize,
    marks: Vec<u64>,
}

impl Marks {
    fn of(glyphs: &[Glyph], width: usize) -> Self {
        let mark = |glyph: &Glyph| {
            let mut hasher = Mixer(0);
            glyph.hash(&mut hasher);
            hasher.finish()
        };
        Self { width, marks: glyphs.iter().map(mark).collect() }
    }

    fn row(&self, y: usize) -> &[u64] {
        self.marks.get(y * self.width..(y + 1) * self.width).unwrap_or_default()
    }
}

/// A hash for comparing glyphs within one frame; a collision costs bytes, never a wrong cell.
struct Mixer(u64);

impl Hasher for Mixer {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, n: u64) {
        // Knuth's multiplier, and a rotation to carry high bits down.
        self.0 = (self.0.rotate_left(5) ^ n).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    fn write_u8(&mut self, n: u8) {
        self.write_u64(u64::from(n));
    }

    fn write_u16(&mut self, n: u16) {
        self.write_u64(u64::from(n));
    }

    fn write_isize(&mut self, n: isize) {
        self.write_u64(n.cast_unsigned() as u64);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The next screen's rows with what each of their cells costs to paint.
struct Goal<'a> {
    marks: Marks,
    glyphs: &'a [Glyph],
    blank: u64,
}

impl Goal<'_> {
    /// Bytes to turn a shown row into row `y`, about.
    fn cost(&self, shown: &[u64], y: usize) -> usize {
        let next = self.marks.row(y);
        let glyphs = self.glyphs.get(y * self.marks.width..).unwrap_or_default();
        let end = next.iter().rposition(|mark| *mark != self.blank).map_or(0, |last| last + 1);
        let (mut cost, mut running) = (0, false);
        for (x, (was, is)) in shown.iter().zip(next).enumerate() {
            if was == is {
                running = false;
            } else if x >= end {
                return cost + ERASE_COST;
            } else {
                cost += glyphs.get(x).map_or(0, Glyph::bytes) + if running { 0 } else { RUN_COST };
                running = true;
            }
        }
        cost
    }
}

/// The shift that saves most, if any saves something. Both screens have rows of `width` glyphs.
pub(super) fn find(shown: &[Glyph], next: &[Glyph], width: usize) -> Option<Scroll> {
    let height = next.len().checked_div(width)?;
    let blank = Glyph::default();
    let shown = Marks::of(shown, width);
    let blank = Marks::of(&[blank], 1).marks.first().copied()?;
    let goal = Goal { marks: Marks::of(next, width), glyphs: next, blank };
    let still: Vec<usize> = (0..height).map(|y| goal.cost(shown.row(y), y)).collect();
    if still.iter().sum::<usize>() < PAINT_MIN {
        return None;
    }
    let blank_row = vec![blank; width];
    let afresh: Vec<usize> = (0..height).map(|y| goal.cost(&blank_row, y)).collect();
    // What repainting a row that the move leaves blank costs more than painting it where it stands.
    let lost = Sums::of(still.iter().zip(&afresh).map(|(still, afresh)| less(*afresh, *still)));
    let mut best: Option<(isize, Scroll)> = None;
    for by in 1..height.min(SHIFT_MAX + 1) {
        for up in [true, false] {
            let from = |y: usize| if up { y + by } else { y - by };
            let reached = if up { 0..height - by } else { by..height };
            // What each row saves when it comes from the row that moves there; below zero when it costs.
            let saved = reached.clone().map(|y| less(at(&still, y), goal.cost(shown.row(from(y)), y)));
            let saved = Sums::of(saved);
            let (first, rows) = (reached.start, reached.len());
            for start in 0..rows {
                for end in start + 1..=rows {
                    let kept = start + first..end + first;
                    let bare = if up { kept.end..kept.end + by } else { kept.start - by..kept.start };
                    let gain = saved.over(&(start..end)) - lost.over(&bare) - REGION_COST;
                    if gain > best.as_ref().map_or(SAVING_MIN, |(most, _)| *most) {
                        let rows = kept.start.min(bare.start)..kept.end.max(bare.end);
                        best = Some((gain, Scroll { rows, by, up }));
                    }
                }
            }
        }
    }
    best.map(|(_, scroll)| scroll)
}

/// Running totals, for the sum over any range at once.
struct Sums(Vec<isize>);

impl Sums {
    fn of(values: impl Iterator<Item = isize>) -> Self {
        let mut total = 0;
        let totals = values.map(|value| {
            total += value;
            total
        });
        Self(std::iter::once(0).chain(totals).collect())
    }

    fn over(&self, range: &Range<usize>) -> isize {
        let until = |n: usize| self.0.get(n).copied().unwrap_or_default();
        until(range.end) - until(range.start)
    }
}

fn at(costs: &[usize], y: usize) -> usize {
    costs.get(y).copied().unwrap_or_default()
}

fn less(a: usize, b: usize) -> isize {
    a.cast_signed() - b.cast_signed()
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;

    use super::*;
    use crate::term::paint::glyphs;

    fn screen(rows: &[String]) -> Vec<Glyph> {
        let buffer = Buffer::with_lines(rows.iter().map(String::as_str));
        let mut read = Vec::new();
        glyphs(&buffer, &mut read);
        read
    }

    /// A head, rows `first..` of a list of people, a foot; a pane at the left stays.
    fn list(first: usize) -> Vec<String> {
        let name = |n: usize| ["程连富", "乌云其木格", "苏日娜", "呼日查巴特尔", "查玉兰"][n % 5];
        let row = |n: usize| format!("{:<8}{}第{:04}户 1,000", (n - first) % 3, name(n), n * 37);
        let head = "正蓝旗 2024年春节".to_owned();
        let mut rows = vec![format!("{head:　<26}")];
        rows.extend((first..first + 18).map(row));
        rows.push(rows[0].clone());
        let width = rows.iter().map(|row| ratatui::text::Line::raw(row.as_str()).width()).max().unwrap();
        for row in &mut rows {
            row.push_str(&" ".repeat(width - ratatui::text::Line::raw(row.as_str()).width()));
        }
        rows
    }

    fn found(before: usize, after: usize) -> Option<Scroll> {
        let (shown, next) = (screen(&list(before)), screen(&list(after)));
        find(&shown, &next, shown.len() / 20)
    }

    #[test]
    fn a_list_that_moved_is_found_between_its_head_and_foot() {
        assert_eq!(found(50, 50), None);
        assert_eq!(found(50, 51), Some(Scroll { rows: 1..19, by: 1, up: true }));
        assert_eq!(found(51, 50), Some(Scroll { rows: 1..19, by: 1, up: false }));
        assert_eq!(found(50, 54), Some(Scroll { rows: 1..19, by: 4, up: true }));
        assert_eq!(found(50, 500), None);
    }

    #[test]
    fn sums_over_any_range() {
        let sums = Sums::of([3, -1, 4].into_iter());
        for (range, sum) in [(0..0, 0), (0..3, 6), (1..2, -1), (1..3, 3)] {
            assert_eq!(sums.over(&range), sum);
        }
    }
}
