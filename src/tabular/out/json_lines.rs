//! A JSON object a line, with the stable names of the columns. Amounts are whole fen, days are 2024-02-02; what is empty is null.

use std::io::{self, Write};

use serde::ser::{SerializeMap as _, Serializer as _};

use super::{OutCell, OutColumn, RowWriter};
use crate::domain::text::CleanText;

/// Writes a table as lines of JSON.
pub struct JsonRows<W: Write> {
    to: W,
    keys: Vec<&'static str>,
}

impl<W: Write> JsonRows<W> {
    /// Begins; there is no line of heads.
    pub fn new(to: W, columns: &[OutColumn]) -> Self {
        Self { to, keys: columns.iter().map(|column| column.key).collect() }
    }
}

impl<W: Write> RowWriter for JsonRows<W> {
    fn row(&mut self, cells: &[OutCell]) -> io::Result<()> {
        let mut line = serde_json::Serializer::new(&mut self.to);
        let mut object = line.serialize_map(Some(self.keys.len()))?;
        for (key, cell) in self.keys.iter().zip(cells) {
            match cell {
                OutCell::Empty => object.serialize_entry(key, &())?,
                OutCell::Text(text) => object.serialize_entry(key, text.as_str())?,
                OutCell::Word(code, _) => object.serialize_entry(key, code)?,
                OutCell::Labels(labels) => {
                    let labels: Vec<&str> = labels.iter().map(CleanText::as_str).collect();
                    object.serialize_entry(key, &labels)?;
                }
                OutCell::Money(amount) => object.serialize_entry(key, &amount.get())?,
                OutCell::Day(day) => object.serialize_entry(key, day)?,
                OutCell::Count(count) => object.serialize_entry(key, count)?,
            }
        }
        object.end()?;
        self.to.write_all(b"\n")
    }

    fn end(mut self: Box<Self>) -> io::Result<()> {
        self.to.flush()
    }
}
