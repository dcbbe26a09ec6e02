//! Columns: widths shared out once, then row after row written into them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{paint, text};

/// Which end of a column its text keeps to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Names and words.
    Left,
    /// Money and counts.
    Right,
}

/// A column: at least `width` cells, and a share of what is left over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Cells at least.
    pub width: u16,
    /// Share of the spare cells; zero for a column that keeps its width.
    pub grow: u16,
    /// Which end the text keeps to.
    pub align: Align,
}

impl Column {
    /// A column of words.
    pub const fn left(width: u16, grow: u16) -> Self {
        Self { width, grow, align: Align::Left }
    }

    /// A column of figures.
    pub const fn right(width: u16) -> Self {
        Self { width, grow: 0, align: Align::Right }
    }
}

/// Blank cells between two columns.
pub const GAP: u16 = 1;

/// Columns fitted into a width: first and last cell of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    places: Vec<(u16, u16, Align)>,
}

impl Table {
    /// Fits `columns` into `width`. Columns that no longer fit, from the last on, are left out.
    pub fn fit(columns: &[Column], width: u16) -> Self {
        let mut count = columns.len();
        while count > 1 && needed(columns.get(..count).unwrap_or_default()) > width {
            count -= 1;
        }
        let columns = columns.get(..count).unwrap_or_default();
        let mut spare = width.saturating_sub(needed(columns));
        let mut shares: u16 = columns.iter().map(|column| column.grow).sum();
        let mut x = 0;
        let mut places = Vec::with_capacity(count);
        for column in columns {
            let more = (spare * column.grow).checked_div(shares).unwrap_or(0);
            spare -= more;
            shares -= column.grow;
            let cells = (column.width + more).min(width.saturating_sub(x));
            places.push((x, cells, column.align));
            x += cells + GAP;
        }
        Self { places }
    }

    /// Columns that found room.
    pub fn count(&self) -> usize {
        self.places.len()
    }

    /// This table with the columns of another one appended, the first of them at cell `from`.
    #[must_use]
    pub fn then(mut self, from: u16, more: &Self) -> Self {
        self.places.extend(more.places.iter().map(|(x, cells, align)| (from + x, *cells, *align)));
        self
    }

    /// Whether the column with that number found room.
    pub fn has(&self, column: usize) -> bool {
        column < self.count()
    }

    /// Cells from the beginning of a row to the end of the column with that number.
    pub fn until(&self, column: usize) -> u16 {
        self.places.get(column).map_or(0, |(from, width, _)| from + width)
    }

    /// Where the column with that number lies in `row`; empty if it was left out.
    pub fn cell(&self, row: Rect, column: usize) -> Rect {
        self.places
            .get(column)
            .map_or(Rect { width: 0, ..row }, |(from, width, _)| paint::slice(row, *from, *width))
    }

    /// Writes one row; texts that are too wide are cut with `ellipsis`.
    pub fn row(&self, buf: &mut Buffer, row: Rect, ellipsis: &str, cells: &[(&str, Style)]) {
        for ((from, width, align), (value, style)) in self.places.iter().zip(cells) {
            let area = paint::slice(row, *from, *width);
            let value = text::cut(value, usize::from(*width), ellipsis);
            match align {
                Align::Left => {
                    paint::put(buf, area, &value, *style);
                }
                Align::Right => paint::put_right(buf, area, &value, *style),
            }
        }
    }
}

fn needed(columns: &[Column]) -> u16 {
    let gaps = u16::try_from(columns.len()).unwrap_or(u16::MAX).saturating_sub(1) * GAP;
    columns.iter().map(|column| column.width).sum::<u16>() + gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 3] = [Column::left(6, 1), Column::left(4, 0), Column::right(5)];

    #[test]
    fn spare_cells_go_to_the_growing_column_and_figures_keep_right() {
        let area = Rect::new(0, 0, 20, 1);
        let table = Table::fit(&COLUMNS, 20);
        let mut buf = Buffer::empty(area);
        let plain = Style::new();
        table.row(&mut buf, area, "..", &[("呼日查巴特尔", plain), ("应访", plain), ("1,000", plain)]);
        assert_eq!(buf, Buffer::with_lines(["呼日查..  应访 1,000"]));
    }

    #[test]
    fn the_last_columns_give_way() {
        assert!(!Table::fit(&COLUMNS, 16).has(2));
        assert!(Table::fit(&COLUMNS, 17).has(2));
        assert!(Table::fit(&COLUMNS, 3).has(0));
    }
}
