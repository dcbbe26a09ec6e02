//! Columns: widths shared out once, then row after row written into them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{paint, text};

/// Which end of a column its text keeps to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Names: one that is too long is cut in its middle.
    Name,
    /// Money and counts.
    Right,
}

/// A column: at least `width` cells, and a share of what is left over, up to `most`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Cells at least.
    pub width: u16,
    /// Share of the spare cells; zero for a column that keeps its width.
    pub grow: u16,
    /// Cells at most: what is wider says no more.
    pub most: u16,
    /// Which end the text keeps to.
    pub align: Align,
}

impl Column {
    /// A column of words.
    pub const fn left(width: u16, grow: u16) -> Self {
        Self { width, grow, most: u16::MAX, align: Align::Left }
    }

    /// A column of names.
    pub const fn name(width: u16, grow: u16) -> Self {
        Self { align: Align::Name, ..Self::left(width, grow) }
    }

    /// A column of figures.
    pub const fn right(width: u16) -> Self {
        Self { align: Align::Right, ..Self::left(width, 0) }
    }

    /// The column, with so many cells at most: what it does not take goes to the others.
    #[must_use]
    pub const fn most(self, most: u16) -> Self {
        Self { most, ..self }
    }
}

/// Blank cells between two columns.
pub const GAP: u16 = 1;

/// Columns fitted into a width: first cell and cells of each; no cells where a column was left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    places: Vec<(u16, u16, Align)>,
}

impl Table {
    /// Fits `columns` into `width`. Columns that no longer fit are left out: from the last on those of words, and figures
    /// only where nothing else can go; never names, nor the first one.
    pub fn fit(columns: &[Column], width: u16) -> Self {
        let mut kept: Vec<bool> = vec![true; columns.len()];
        let of = |kept: &[bool]| -> Vec<Column> {
            columns.iter().zip(kept).filter(|(_, kept)| **kept).map(|(column, _)| *column).collect()
        };
        let last = |kept: &[bool], align: Align| {
            let mut there = columns.iter().zip(kept).enumerate().skip(1);
            there.rfind(|(_, (column, kept))| **kept && column.align == align).map(|(at, _)| at)
        };
        let mut gone = Vec::new();
        while needed(&of(&kept)) > width {
            let words = last(&kept, Align::Left).or_else(|| last(&kept, Align::Right));
            let Some(at) = words.or_else(|| last(&kept, Align::Name)) else { break };
            set(&mut kept, at, false);
            gone.push(at);
        }
        // What went for a column that had to go too has its place again.
        gone.sort_unstable();
        for at in gone {
            set(&mut kept, at, true);
            if needed(&of(&kept)) > width {
                set(&mut kept, at, false);
            }
        }
        let fitted = of(&kept);
        let mut cells = shared(&fitted, width).into_iter();
        let count = kept.iter().rposition(|kept| *kept).map_or(0, |at| at + 1);
        let mut x = 0;
        let mut places = Vec::with_capacity(count);
        for (column, kept) in columns.iter().zip(&kept).take(count) {
            let cells = if *kept { cells.next().unwrap_or_default().min(width.saturating_sub(x)) } else { 0 };
            places.push((x, cells, column.align));
            x += if *kept { cells + GAP } else { 0 };
        }
        Self { places }
    }

    /// Columns up to the last that found room.
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
        self.places.get(column).is_some_and(|(_, width, _)| *width > 0)
    }

    /// Whether the column with that number holds names.
    pub fn is_name(&self, column: usize) -> bool {
        self.places.get(column).is_some_and(|(.., align)| *align == Align::Name)
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

    /// The columns whose texts are too wide for them, but for those that found no room.
    pub fn cuts<'a>(&'a self, cells: &'a [(&str, Style)]) -> impl Iterator<Item = usize> + 'a {
        let places = self.places.iter().zip(cells).enumerate();
        places
            .filter(|(_, ((_, width, _), (value, _)))| *width > 0 && text::width(value) > usize::from(*width))
            .map(|(at, _)| at)
    }

    /// Writes one row; texts that are too wide are cut with `ellipsis`.
    pub fn row(&self, buf: &mut Buffer, row: Rect, ellipsis: &str, cells: &[(&str, Style)]) {
        let there = self.places.iter().zip(cells).filter(|((_, width, _), _)| *width > 0);
        for ((from, width, align), (value, style)) in there {
            let area = paint::slice(row, *from, *width);
            let cells = usize::from(*width);
            let value = match align {
                Align::Name => text::middle(value, cells, ellipsis),
                Align::Left | Align::Right => text::cut(value, cells, ellipsis),
            };
            match align {
                Align::Left | Align::Name => {
                    paint::put(buf, area, &value, *style);
                }
                Align::Right => paint::put_right(buf, area, &value, *style),
            }
        }
    }
}

/// The cells of each of `columns` in `width`: what is left over goes to those that grow, by their shares, and what one of
/// them does not take to the others.
fn shared(columns: &[Column], width: u16) -> Vec<u16> {
    let mut cells: Vec<u16> = columns.iter().map(|column| column.width).collect();
    let mut spare = width.saturating_sub(needed(columns));
    let grows = |column: &Column, cells: u16| column.grow > 0 && cells < column.most;
    loop {
        let growing = columns.iter().zip(&cells).filter(|(column, cells)| grows(column, **cells));
        let mut shares: u16 = growing.map(|(column, _)| column.grow).sum();
        let before = spare;
        let growing = columns.iter().zip(&mut cells).filter(|(column, cells)| grows(column, **cells));
        for (column, cells) in growing {
            let due = (spare * column.grow).checked_div(shares).unwrap_or(0);
            let more = due.min(column.most - *cells);
            shares -= column.grow;
            spare -= more;
            *cells += more;
        }
        if spare == 0 || spare == before {
            return cells;
        }
    }
}

fn set(kept: &mut [bool], at: usize, there: bool) {
    if let Some(kept) = kept.get_mut(at) {
        *kept = there;
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
    fn what_a_column_does_not_take_goes_to_the_others() {
        let columns = [Column::name(6, 1), Column::left(4, 3).most(6), Column::right(5)];
        let widths = |width| {
            let table = Table::fit(&columns, width);
            [0, 1, 2].map(|at| table.cell(Rect::new(0, 0, width, 1), at).width)
        };
        assert_eq!(widths(17), [6, 4, 5]);
        assert_eq!(widths(19), [6, 6, 5]);
        assert_eq!(widths(30), [17, 6, 5]);
    }

    #[test]
    fn what_is_cut_is_told() {
        let table = Table::fit(&[Column::name(8, 0), Column::left(4, 0)], 13);
        let area = Rect::new(0, 0, 13, 1);
        let mut buf = Buffer::empty(area);
        let cells = [("呼日查巴特尔", Style::new()), ("应访", Style::new()), ("1,000", Style::new())];
        table.row(&mut buf, area, "..", &cells);
        assert_eq!(buf, Buffer::with_lines(["呼日..尔 应访"]));
        assert_eq!(table.cuts(&cells).collect::<Vec<_>>(), [0]);
    }

    #[test]
    fn the_last_columns_of_words_give_way_and_figures_go_last() {
        let shown = |columns: &[Column], width| {
            let table = Table::fit(columns, width);
            (0..columns.len()).filter(|at| table.has(*at)).collect::<Vec<_>>()
        };
        assert_eq!(shown(&COLUMNS, 17), [0, 1, 2]);
        assert_eq!(shown(&COLUMNS, 16), [0, 2]);
        assert_eq!(shown(&COLUMNS, 11), [0, 1]);
        assert_eq!(shown(&COLUMNS, 10), [0]);
        assert_eq!(shown(&COLUMNS, 3), [0]);
        let two =
            [Column::name(6, 0), Column::left(4, 0), Column::right(5), Column::left(9, 0), Column::right(5)];
        assert_eq!(shown(&two, 33), [0, 1, 2, 3, 4]);
        assert_eq!(shown(&two, 32), [0, 1, 2, 4]);
        assert_eq!(shown(&two, 20), [0, 2, 4]);
    }

    #[test]
    fn what_was_left_out_leaves_no_gap() {
        let columns = [Column::name(6, 0), Column::left(4, 0), Column::right(5)];
        let table = Table::fit(&columns, 12);
        let area = Rect::new(0, 0, 12, 1);
        let mut buf = Buffer::empty(area);
        let cells = ["程连富", "应访名单", "1,000"].map(|cell| (cell, Style::new()));
        table.row(&mut buf, area, "..", &cells);
        assert_eq!(buf, Buffer::with_lines(["程连富 1,000"]));
        assert_eq!(table.cuts(&cells).count(), 0);
    }
}
