//! Columns that line up, measured in cells, for people who read plain output.

use crate::ui::text;

/// Blank cells between two columns.
const GAP: usize = 2;

/// On which side of its column a cell stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// The columns of a table that is printed line by line, however long it is: every row is measured first.
pub(super) struct Columns {
    heads: Vec<String>,
    sides: Vec<Side>,
    /// The widest cell of each column; 0 where every one is empty, and the column is left out.
    widths: Vec<usize>,
    rows: usize,
}

impl Columns {
    /// Columns with these heads.
    pub(super) fn new(heads: &[(&str, Side)]) -> Self {
        Self {
            heads: heads.iter().map(|(head, _)| (*head).to_owned()).collect(),
            sides: heads.iter().map(|(_, side)| *side).collect(),
            widths: vec![0; heads.len()],
            rows: 0,
        }
    }

    /// Makes room for a row; its cells are clean texts or our own.
    pub(super) fn measure(&mut self, cells: &[String]) {
        self.rows += 1;
        for ((width, cell), head) in self.widths.iter_mut().zip(cells).zip(&self.heads) {
            if !cell.is_empty() {
                *width = (*width).max(text::width(cell)).max(text::width(head));
            }
        }
    }

    /// Whether no row was measured.
    pub(super) fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// The line of the heads.
    pub(super) fn heads(&self) -> String {
        self.line(&self.heads)
    }

    /// The line of a row.
    pub(super) fn line(&self, cells: &[String]) -> String {
        line(cells, &self.widths, &self.sides)
    }
}

/// A table that is printed once it is complete.
pub(super) struct Table {
    columns: Columns,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these heads.
    pub(super) fn new(heads: &[(&str, Side)]) -> Self {
        Self { columns: Columns::new(heads), rows: Vec::new() }
    }

    /// Adds a row; its cells are clean texts or our own.
    pub(super) fn row(&mut self, cells: Vec<String>) {
        self.columns.measure(&cells);
        self.rows.push(cells);
    }

    /// The lines, the heads first. A column in which every cell is empty is left out.
    pub(super) fn lines(&self) -> Vec<String> {
        let rows = self.rows.iter().map(|row| self.columns.line(row));
        std::iter::once(self.columns.heads()).chain(rows).collect()
    }
}

fn line(row: &[String], widths: &[usize], sides: &[Side]) -> String {
    let mut out = String::new();
    for ((cell, width), side) in row.iter().zip(widths).zip(sides) {
        if *width == 0 {
            continue;
        }
        if !out.is_empty() {
            out.push_str(&" ".repeat(GAP));
        }
        let blanks = " ".repeat(width.saturating_sub(text::width(cell)));
        match side {
            Side::Left => out.extend([cell.as_str(), &blanks]),
            Side::Right => out.extend([blanks.as_str(), cell]),
        }
    }
    out.trim_end().to_owned()
}

/// Lines of a label and its value, the values below each other; empty values are left out.
pub(super) fn fields(pairs: &[(&str, String)]) -> Vec<String> {
    let filled = pairs.iter().filter(|(_, value)| !value.is_empty());
    let widest = filled.clone().map(|(label, _)| text::width(label)).max().unwrap_or_default();
    filled
        .map(|(label, value)| {
            let blanks = " ".repeat(widest + GAP - text::width(label));
            format!("{label}{blanks}{value}")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_by_cells() {
        let mut table = Table::new(&[("姓名", Side::Left), ("空", Side::Left), ("元", Side::Right)]);
        table.row(vec!["程连富".into(), String::new(), "1,000".into()]);
        table.row(vec!["Li".into(), String::new(), "50".into()]);
        assert_eq!(table.lines(), ["姓名       元", "程连富  1,000", "Li         50"]);
    }

    #[test]
    fn fields_line_up_and_empty_ones_are_left_out() {
        let lines = fields(&[("姓名", "程连富".into()), ("电话", String::new()), ("身份证号", "1".into())]);
        assert_eq!(lines, ["姓名      程连富", "身份证号  1"]);
    }
}
