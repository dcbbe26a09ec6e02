//! CSV as RFC 4180 has it, which a spreadsheet opens unharmed: in UTF-8 with the mark that tells it so, or in GB18030.

use std::io::{self, Write};

use encoding_rs::{Encoder, EncoderResult, GB18030};

use super::{OutCell, OutColumn, RowWriter};
use crate::tabular::csv_writer::guarded;

/// Bytes that are encoded at once.
const AT_ONCE: usize = 8 * 1024;

/// Writes a table as CSV.
pub struct CsvRows<W: Write> {
    to: csv::Writer<Encoding<W>>,
}

impl<W: Write> CsvRows<W> {
    /// Begins with the heads.
    ///
    /// # Errors
    /// What `to` says.
    pub fn new(mut to: W, columns: &[OutColumn], gb18030: bool) -> io::Result<Self> {
        if !gb18030 {
            to.write_all("\u{FEFF}".as_bytes())?;
        }
        let to = Encoding { to, encoder: gb18030.then(|| GB18030.new_encoder()), left: Vec::new() };
        let mut to = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(to);
        to.write_record(columns.iter().map(|column| guarded(column.head)))?;
        Ok(Self { to })
    }
}

impl<W: Write> RowWriter for CsvRows<W> {
    fn row(&mut self, cells: &[OutCell]) -> io::Result<()> {
        for cell in cells {
            match cell {
                // An amount below nothing is no formula.
                OutCell::Money(amount) => self.to.write_field(amount.yuan().replace(',', ""))?,
                OutCell::Count(_) | OutCell::Day(_) | OutCell::Empty => {
                    self.to.write_field(cell.to_string())?;
                }
                OutCell::Text(text) | OutCell::Word(_, text) => self.to.write_field(protected(text))?,
                OutCell::Labels(_) => self.to.write_field(protected(&cell.to_string()))?,
            }
        }
        self.to.write_record(None::<&[u8]>)?;
        Ok(())
    }

    fn end(mut self: Box<Self>) -> io::Result<()> {
        self.to.flush()
    }
}

/// A text as a spreadsheet shows it and a roster is read again: one more apostrophe where it begins with one.
fn protected(text: &str) -> String {
    if text.starts_with('\'') { format!("'{text}") } else { guarded(text) }
}

/// Text on its way into an encoding; none is UTF-8.
struct Encoding<W: Write> {
    to: W,
    encoder: Option<Encoder>,
    /// The beginning of a character whose end has not come yet.
    left: Vec<u8>,
}

impl<W: Write> Write for Encoding<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(encoder) = &mut self.encoder else { return self.to.write(bytes) };
        self.left.extend_from_slice(bytes);
        let fits = match std::str::from_utf8(&self.left) {
            Ok(text) => text.len(),
            Err(error) => error.valid_up_to(),
        };
        let rest = self.left.split_off(fits);
        let whole = std::mem::replace(&mut self.left, rest);
        let mut text = std::str::from_utf8(&whole).map_err(io::Error::other)?;
        let mut room = [0; AT_ONCE];
        while !text.is_empty() {
            let (result, read, written) =
                encoder.encode_from_utf8_without_replacement(text, &mut room, false);
            self.to.write_all(room.get(..written).unwrap_or_default())?;
            text = text.get(read..).unwrap_or_default();
            if let EncoderResult::Unmappable(c) = result {
                return Err(io::Error::other(format!("U+{:04X} is not in GB18030", u32::from(c))));
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}
