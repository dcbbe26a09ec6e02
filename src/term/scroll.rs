//! Finds the rows that a list moved by, so that the terminal can move them itself (DECSTBM) and only the rest
//! is painted. A shift is worth it when moving whole rows and putting right what should have stayed costs less
//! than painting the list.

use std::ops::Range;

use super::glyph::{Glyph, GlyphRow};

/// Rows a shift is looked for; beyond that little of a screen is left to keep.
const SHIFT_MAX: usize = 16;
/// Rows that must have moved for a search to be worth it: a bar that moves changes two rows and the line below the
/// list.
const MOVED_MIN: usize = 4;
/// A move that saves fewer bytes than this is not worth the flicker on a terminal without synchronized updates.
const SAVING_MIN: isize = 60;
/// Bytes that set the region, move, and set it back: `ESC [ 4 ; 3 8 r`, `ESC [ 3 8 H`, a line feed, `ESC [ r`,
/// and the way back to the text.
const REGION_COST: isize = 26;
/// Bytes of a move and a change of attributes before a run of cells.
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

/// A hash of a row, cheap to compare. Two different rows of one hash cost bytes, never a wrong cell: what is
/// painted is decided by the glyphs.
fn row_hash(row: &[Glyph]) -> u64 {
    // Knuth's multiplier, and a rotation to carry high bits down.
    let mix = |hash: u64, symbol: u32| {
        (hash.rotate_left(5) ^ u64::from(symbol)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    };
    row.iter().fold(0, |hash, glyph| mix(hash, glyph.symbol.number()))
}

/// Both screens, row by row.
struct Rows<'a> {
    shown: &'a [GlyphRow],
    next: &'a [GlyphRow],
    /// Rows that differ.
    changed: &'a [bool],
}

impl Rows<'_> {
    fn changed(&self, y: usize) -> bool {
        self.changed.get(y) == Some(&true)
    }

    fn shown(&self, y: usize) -> &[Glyph] {
        self.shown.get(y).map_or(&[], Vec::as_slice)
    }

    fn next(&self, y: usize) -> &[Glyph] {
        let rows = if self.changed(y) { self.next } else { self.shown };
        rows.get(y).map_or(&[], Vec::as_slice)
    }

    /// Bytes to turn a shown row into row `y` of the next screen, about.
    fn cost(&self, shown: &[Glyph], y: usize) -> usize {
        let next = self.next(y);
        // Most rows that are asked about are met again as they were.
        if shown == next {
            return 0;
        }
        let (mut cost, mut running) = (0, false);
        for (x, is) in next.iter().enumerate() {
            if Glyph::at(shown, x) == *is {
                running = false;
            } else {
                cost += is.bytes() + if running { 0 } else { RUN_COST };
                running = true;
            }
        }
        cost + if shown.len() > next.len() { ERASE_COST } else { 0 }
    }

    /// The shifts by which rows are met again that do not stand where they stood: (rows, up). The others
    /// cannot pay, and the question is cheap.
    fn plausible(&self, height: usize) -> Vec<(usize, bool)> {
        let moved: Vec<usize> =
            (0..height).filter(|y| self.changed(*y) && !self.next(*y).is_empty()).collect();
        if moved.len() < MOVED_MIN {
            return Vec::new();
        }
        let shown: Vec<u64> = (0..height).map(|y| row_hash(self.shown(y))).collect();
        let next: Vec<(usize, u64)> = moved.into_iter().map(|y| (y, row_hash(self.next(y)))).collect();
        let met = |by: usize, up: bool| {
            let from = |y: usize| if up { y.checked_add(by) } else { y.checked_sub(by) };
            let again = |(y, mark): &(usize, u64)| from(*y).and_then(|y| shown.get(y)) == Some(mark);
            next.iter().filter(|row| again(row)).count() >= MOVED_MIN
        };
        let shifts = (1..height.min(SHIFT_MAX + 1)).flat_map(|by| [(by, true), (by, false)]);
        shifts.filter(|(by, up)| met(*by, *up)).collect()
    }
}

/// The shift that saves most, if any saves something. Only the rows that `changed` have a next one, and it
/// differs.
pub(super) fn find(shown: &[GlyphRow], next: &[GlyphRow], changed: &[bool]) -> Option<Scroll> {
    let height = shown.len();
    let rows = Rows { shown, next, changed };
    let shifts = rows.plausible(height);
    if shifts.is_empty() {
        return None;
    }
    let still: Vec<usize> =
        (0..height).map(|y| if rows.changed(y) { rows.cost(rows.shown(y), y) } else { 0 }).collect();
    let afresh: Vec<usize> = (0..height).map(|y| rows.cost(&[], y)).collect();
    // For each row: what it costs more to paint it afresh after the move than to change what is there now.
    let lost = PrefixSums::of(still.iter().zip(&afresh).map(|(still, afresh)| difference(*afresh, *still)));
    let mut best: Option<(isize, Scroll)> = None;
    for (by, up) in shifts {
        let from = |y: usize| if up { y + by } else { y - by };
        let reached = if up { 0..height - by } else { by..height };
        // For each row: what it saves to change the row that moved there; below zero where it costs.
        let saved =
            reached.clone().map(|y| difference(cost_at(&still, y), rows.cost(rows.shown(from(y)), y)));
        let saved = PrefixSums::of(saved);
        let (first, count) = (reached.start, reached.len());
        for start in 0..count {
            for end in start + 1..=count {
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
    best.map(|(_, scroll)| scroll)
}

/// Running totals, for the sum over any range at once.
struct PrefixSums(Vec<isize>);

impl PrefixSums {
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

fn cost_at(costs: &[usize], y: usize) -> usize {
    costs.get(y).copied().unwrap_or_default()
}

fn difference(a: usize, b: usize) -> isize {
    a.cast_signed() - b.cast_signed()
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::{Buffer, Cell};

    use super::*;
    use crate::term::glyph::read_row;
    use crate::term::symbol::Clusters;

    fn screen(rows: &[String]) -> Vec<GlyphRow> {
        let mut buffer = Buffer::with_lines(rows.iter().map(String::as_str));
        let width = usize::from(buffer.area.width);
        let read = |cells: &mut [Cell]| {
            let mut row = GlyphRow::new();
            read_row(cells, &mut Clusters::default(), &mut row);
            row
        };
        buffer.content.chunks_mut(width).map(read).collect()
    }

    /// A head, rows `first..` of a list of people, a foot.
    fn list(first: usize) -> Vec<String> {
        let name = |n: usize| ["程连富", "乌云其木格", "苏日娜", "呼日查巴特尔", "查玉兰"][n % 5];
        let row = |n: usize| format!("{}第{:04}户 1,000", name(n), n * 37);
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
        let changed: Vec<bool> = shown.iter().zip(&next).map(|(shown, next)| shown != next).collect();
        find(&shown, &next, &changed)
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
        let sums = PrefixSums::of([3, -1, 4].into_iter());
        for (range, sum) in [(0..0, 0), (0..3, 6), (1..2, -1), (1..3, 3)] {
            assert_eq!(sums.over(&range), sum);
        }
    }
}
