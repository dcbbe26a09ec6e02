//! Columns that line up by cells, for a pipe and for people who read plain text. A column in which every cell is empty is left
//! out.

use std::io::{self, Write};

use super::{Holds, Measured, OutCell, OutColumn, RowWriter, width};

/// Blank cells between two columns.
const GAP: usize = 2;

/// Writes a table as text.
pub struct TextRows<W: Write> {
    to: W,
    /// The width of each column, 0 for one that is left out, and whether it holds numbers.
    columns: Vec<(usize, bool)>,
    foot: String,
}

impl<W: Write> TextRows<W> {
    /// Begins with the heads; `foot` is the last line.
    ///
    /// # Errors
    /// What `to` says.
    pub fn new(to: W, columns: &[OutColumn], measured: &Measured, foot: String) -> io::Result<Self> {
        let fitted = columns.iter().zip(&measured.widths).map(|(column, widest)| {
            let wide = if *widest == 0 { 0 } else { (*widest).max(width(column.head)) };
            (wide, matches!(column.holds, Holds::Money | Holds::Counts))
        });
        let mut rows = Self { to, columns: fitted.collect(), foot };
        rows.line(columns.iter().map(|column| column.head.to_owned()))?;
        Ok(rows)
    }

    fn line(&mut self, cells: impl Iterator<Item = String>) -> io::Result<()> {
        let mut line = String::new();
        for (cell, (wide, right)) in cells.zip(&self.columns) {
            if *wide == 0 {
                continue;
            }
            if !line.is_empty() {
                line.push_str(&" ".repeat(GAP));
            }
            let blanks = " ".repeat(wide.saturating_sub(width(&cell)));
            line.extend(if *right { [&blanks, &cell] } else { [&cell, &blanks] }.map(String::as_str));
        }
        line.truncate(line.trim_end().len());
        line.push('\n');
        self.to.write_all(line.as_bytes())
    }
}

impl<W: Write> RowWriter for TextRows<W> {
    fn row(&mut self, cells: &[OutCell]) -> io::Result<()> {
        self.line(cells.iter().map(ToString::to_string))
    }

    fn end(mut self: Box<Self>) -> io::Result<()> {
        writeln!(self.to, "{}", self.foot)?;
        self.to.flush()
    }
}
