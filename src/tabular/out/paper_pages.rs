//! How the rows of a sheet for paper lie on its pages: heights, widths, the scale, and where pages end.

use std::ops::Range;

use crate::tabular::out::paper::{Paper, PaperColumn};
use crate::tabular::out::{Holds, OutCell, width};

/// Heights in points.
pub(super) const TITLE: u32 = 30;
pub(super) const SUBTITLE: u32 = 18;
pub(super) const HEADS: u32 = 32;
pub(super) const ROW: u32 = 27;
pub(super) const SUM: u32 = 24;
pub(super) const SIGNATURES: u32 = 26;
/// What a page is not filled with: programs round heights.
pub(super) const SLACK: u32 = 8;
/// A line of text in a cell, with the tallest of the fonts that stand in for the one that is named.
const LINE: u32 = 19;
/// What a row gets more at most, in points: with it there is room for a fingerprint.
const SPARE_MAX: u32 = 13;
/// Lines of a cell that are printed at most.
const LINES_MAX: u32 = 8;
/// A4 across, less the margins: hundredths of a point wide, points high.
const WIDE: u32 = 78_400;
pub(super) const HIGH: u32 = 595;
/// Hundredths of a point of a digit, the unit of widths, in the widest of those fonts.
const DIGIT: u32 = 750;
/// The same of what stands beside the digits of a cell.
const PADDING: u32 = 540;
/// Digits that a bold sum takes more than its characters.
const BOLD: u32 = 1;
/// The largest scale, in percent.
const SCALE_MAX: u32 = 78;
/// The margins above and below, in points.
const MARGIN_POINTS: [u32; 2] = [33, 40];

impl Paper {
    /// The widths of the columns, in digits. One of amounts holds its longest sum, which is bold; one that is filled in by
    /// hand comes to what was planned.
    pub(super) fn widths(&self) -> Vec<u32> {
        let all = 0..self.rows.len();
        let sums = (0..self.columns.len()).filter_map(|at| self.sum(at, &all));
        let longest = sums.map(|sum| width(&sum.yuan())).max().unwrap_or_default();
        let bold = u32::try_from(longest).unwrap_or_default() + BOLD;
        let wide = |column: &PaperColumn| match column.holds {
            Holds::Money => u32::from(column.wide).max(bold),
            Holds::Words | Holds::Ids | Holds::Digits | Holds::Days | Holds::Counts => u32::from(column.wide),
        };
        self.columns.iter().map(wide).collect()
    }

    /// In how many percent the columns fit the page, whatever font the machine has.
    pub(super) fn scale(&self) -> u32 {
        let printed = self.widths().into_iter().take(self.printed);
        let wide: u32 = printed.map(|wide| wide * DIGIT + PADDING).sum();
        (WIDE * 100 / wide.max(1)).clamp(10, SCALE_MAX)
    }

    /// The points that the rows of a page may take.
    pub(super) fn room(&self) -> u32 {
        let [top, bottom] = MARGIN_POINTS;
        let page = (HIGH - top - bottom) * 100 / self.scale();
        page.saturating_sub(TITLE + SUBTITLE + HEADS + 2 * SUM + SIGNATURES + SLACK)
    }

    /// The height of a row: that of its tallest cell.
    pub(super) fn height(&self, row: &[OutCell]) -> u32 {
        let wraps = |column: &PaperColumn| matches!(column.holds, Holds::Words | Holds::Ids);
        let cells = row.iter().zip(&self.columns).filter(|(_, column)| wraps(column));
        // A Han character is a little wider than two digits.
        let lines =
            cells.map(|(cell, column)| (cell.width() * 21).div_ceil(usize::from(column.wide).max(1) * 20));
        let lines = u32::try_from(lines.max().unwrap_or(1)).unwrap_or(LINES_MAX).min(LINES_MAX);
        ROW.max(lines * LINE)
    }

    /// What each row of a page gets more, so that a page that is not full leaves more room to sign and to write.
    pub(super) fn spare(&self, rows: &Range<usize>) -> u32 {
        let page = self.rows.get(rows.clone()).unwrap_or_default();
        let filled: u32 = page.iter().map(|row| self.height(row)).sum();
        let rows = u32::try_from(page.len()).unwrap_or(u32::MAX).max(1);
        (self.room().saturating_sub(filled) / rows).min(SPARE_MAX)
    }

    /// The rows of each page: even ones, so that nobody is alone on the last.
    pub fn pages(&self) -> Vec<Range<usize>> {
        let heights: Vec<u32> = self.rows.iter().map(|row| self.height(row)).collect();
        let room = self.room().max(ROW);
        let needed = cut(&heights, room).len();
        let all: u32 = heights.iter().sum();
        let even = all.div_ceil(u32::try_from(needed).unwrap_or(1).max(1));
        // As even as rows of different heights allow, on no more pages.
        let mut most = even.min(room);
        loop {
            let pages = cut(&heights, most);
            if pages.len() <= needed || most >= room {
                return pages;
            }
            most = (most + ROW / 2).min(room);
        }
    }
}

/// Pages of rows that take so many points at most.
fn cut(heights: &[u32], most: u32) -> Vec<Range<usize>> {
    let (mut pages, mut first, mut filled) = (Vec::new(), 0, 0);
    for (at, height) in heights.iter().enumerate() {
        if filled + height > most && at > first {
            pages.push(first..at);
            (first, filled) = (at, 0);
        }
        filled += height;
    }
    pages.push(first..heights.len());
    pages
}
