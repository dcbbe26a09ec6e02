//! The cells of a sheet, gathered into rows (MS-XLS 2.1.7.20.5).

use std::io::{self, Read, Seek};
use std::path::PathBuf;

use super::book::{long_text, reading};
use super::container::{number16, number32};
use super::records::Records;
use crate::domain::file_error::FileError;
use crate::tabular::cell_value;
use crate::tabular::file_errors;
use crate::tabular::row::{CellKind, RawRow};
use crate::tabular::sheet_info::{Region, RowSource};
use crate::tabular::texts::Texts;
use crate::tabular::xlsx::styles::Style;

/// Rows of a sheet.
const ROWS: usize = 65_536;

/// The rows of a sheet, in order.
pub(super) struct Sheet<'a, F> {
    path: PathBuf,
    records: &'a mut Records<F>,
    texts: &'a Texts,
    styles: &'a [Style],
    epoch_1904: bool,
    /// Beginnings without their ends: what lies in a sheet, such as a chart, has records of cells too.
    depth: u32,
    hidden: Vec<bool>,
    /// The row that is being gathered, and the one before it.
    cells: Vec<Found>,
    row: Option<u16>,
    last: Option<u16>,
    /// The formula whose text follows in a record of its own.
    awaits_text: Option<Place>,
    ended: bool,
}

/// Where a cell stands, and its style.
#[derive(Clone, Copy)]
struct Place {
    row: u16,
    column: u16,
    style: u16,
}

/// A cell of the row that is being gathered.
struct Found {
    column: u16,
    style: u16,
    value: Value,
}

/// What a cell holds.
enum Value {
    Text(String),
    /// A text of the table, by its number.
    Shared(usize),
    Number(f64),
    /// A result that may be none: 0, or an empty text.
    NoResult(&'static str),
    Bool(bool),
    Error(u8),
    Uncached,
}

impl<'a, F: Read + Seek> Sheet<'a, F> {
    /// Begins where the records stand: at the beginning of the sheet.
    pub(super) fn new(
        path: PathBuf,
        records: &'a mut Records<F>,
        texts: &'a Texts,
        styles: &'a [Style],
        epoch_1904: bool,
    ) -> Self {
        Self {
            path,
            records,
            texts,
            styles,
            epoch_1904,
            depth: 0,
            hidden: Vec::new(),
            cells: Vec::new(),
            row: None,
            last: None,
            awaits_text: None,
            ended: false,
        }
    }

    /// Takes a record in; answers the row before, if the record begins another.
    fn record(&mut self) -> Result<Option<RawRow>, FileError> {
        let data = self.records.data();
        match self.records.kind() {
            0x0809 => self.depth += 1,
            0x000A => {
                self.depth = self.depth.saturating_sub(1);
                self.ended = self.depth == 0;
            }
            _ if self.depth != 1 => {}
            // The cells of a row that is hidden come later.
            0x0208 if number16(data, 12) & 0x20 != 0 => {
                let row = usize::from(number16(data, 0));
                self.hidden.resize(self.hidden.len().max(row + 1).min(ROWS), false);
                if let Some(hidden) = self.hidden.get_mut(row) {
                    *hidden = true;
                }
            }
            0x00FD => {
                let text = usize::try_from(number32(data, 6)).unwrap_or(usize::MAX);
                return self.add(Place::of(data), Value::Shared(text));
            }
            0x0204 | 0x00D6 => {
                let text = long_text(data.get(6..).unwrap_or_default());
                return self.add(Place::of(data), Value::Text(text));
            }
            0x0203 => return self.add(Place::of(data), Value::Number(float(data.get(6..14)))),
            0x027E => return self.add(Place::of(data), Value::Number(packed(number32(data, 6)))),
            0x00BD => return self.several(),
            0x0205 => {
                let byte = data.get(6).copied().unwrap_or_default();
                let is_error = data.get(7).is_some_and(|flag| *flag != 0);
                let value = if is_error { Value::Error(byte) } else { Value::Bool(byte != 0) };
                return self.add(Place::of(data), value);
            }
            0x0006 => return self.formula(),
            0x0207 => {
                if let Some(place) = self.awaits_text.take() {
                    let text = long_text(data);
                    return self.add(place, Value::Text(text));
                }
            }
            _ => {}
        }
        Ok(None)
    }

    /// Numbers in cells beside each other.
    fn several(&mut self) -> Result<Option<RawRow>, FileError> {
        let data = self.records.data();
        let place = Place::of(data);
        let numbers: Vec<(u16, f64)> = data
            .get(4..data.len().saturating_sub(2))
            .unwrap_or_default()
            .chunks_exact(6)
            .map(|cell| (number16(cell, 0), packed(number32(cell, 2))))
            .collect();
        let mut done = None;
        for ((style, number), column) in numbers.into_iter().zip(place.column..) {
            let whole = self.add(Place { column, style, ..place }, Value::Number(number))?;
            done = done.or(whole);
        }
        Ok(done)
    }

    /// A formula by its result.
    fn formula(&mut self) -> Result<Option<RawRow>, FileError> {
        let data = self.records.data();
        let place = Place::of(data);
        let result: [u8; 8] =
            data.get(6..14).and_then(|bytes| bytes.first_chunk()).copied().unwrap_or_default();
        let is_open = number16(data, 14) & 0x0003 != 0;
        self.awaits_text = None;
        if result == [0; 8] {
            return self.add(place, Value::NoResult("0"));
        }
        if number16(&result, 6) != 0xFFFF {
            return self.add(place, Value::Number(f64::from_le_bytes(result)));
        }
        let [kind, _, byte, ..] = result;
        match kind {
            0 => {
                self.awaits_text = Some(place);
                Ok(None)
            }
            1 => self.add(place, Value::Bool(byte != 0)),
            2 => self.add(place, Value::Error(byte)),
            // An empty text; or what programs write that leave the calculating to others.
            _ if is_open => self.add(place, Value::Uncached),
            _ => self.add(place, Value::NoResult("")),
        }
    }

    fn add(&mut self, place: Place, value: Value) -> Result<Option<RawRow>, FileError> {
        let done = match self.row {
            Some(row) if row == place.row => None,
            Some(row) if place.row < row => {
                return Err(file_errors::damaged(&self.path, "rows or cells are out of order"));
            }
            Some(_) | None => self.take_row(),
        };
        if self.last.is_some_and(|last| place.row <= last) {
            return Err(file_errors::damaged(&self.path, "rows or cells are out of order"));
        }
        self.row = Some(place.row);
        // The columns of this format are 256.
        if place.column < 256 && self.cells.len() < 4 * 256 {
            self.cells.push(Found { column: place.column, style: place.style, value });
        }
        Ok(done)
    }

    /// The row that was gathered.
    fn take_row(&mut self) -> Option<RawRow> {
        let number = self.row.take()?;
        self.last = Some(number);
        let mut cells = std::mem::take(&mut self.cells);
        cells.sort_by_key(|cell| cell.column);
        let mut row = RawRow::new(u64::from(number) + 1);
        row.hidden = self.hidden.get(usize::from(number)).is_some_and(|hidden| *hidden);
        for cell in &cells {
            let column = usize::from(cell.column);
            // Of two in one place the first holds.
            if column < row.width() {
                continue;
            }
            while row.width() < column {
                row.push("", CellKind::Text);
            }
            self.push(&mut row, cell);
        }
        cells.clear();
        self.cells = cells;
        Some(row)
    }

    fn push(&self, row: &mut RawRow, cell: &Found) {
        let style = self.styles.get(usize::from(cell.style)).copied().unwrap_or_default();
        if style.struck {
            row.strike(row.width());
        }
        match &cell.value {
            Value::Text(text) => row.push(text, CellKind::Text),
            Value::Shared(number) => match self.texts.get(*number) {
                Some(text) => row.push(text, CellKind::Text),
                None => row.push("", CellKind::NoText),
            },
            Value::Number(number) => cell_value::push_number(row, *number, style.format, self.epoch_1904),
            Value::NoResult(text) => row.push(text, CellKind::NoResult),
            Value::Bool(value) => row.push(if *value { "TRUE" } else { "FALSE" }, CellKind::Text),
            Value::Error(code) => row.push(error(*code), CellKind::Error),
            Value::Uncached => row.push("=", CellKind::Uncached),
        }
    }
}

impl<F: Read + Seek> RowSource for Sheet<'_, F> {
    fn next_row(&mut self) -> Result<Option<RawRow>, FileError> {
        while !self.ended {
            if !self.records.next().map_err(|error| reading(&self.path, &error))? {
                return Err(file_errors::damaged(&self.path, "the sheet does not end"));
            }
            if self.depth == 0 && self.records.kind() != 0x0809 {
                return Err(file_errors::damaged(
                    &self.path,
                    "a sheet does not begin where the workbook says",
                ));
            }
            if let Some(row) = self.record()? {
                return Ok(Some(row));
            }
        }
        Ok(self.take_row())
    }
}

impl Place {
    fn of(data: &[u8]) -> Self {
        Self { row: number16(data, 0), column: number16(data, 2), style: number16(data, 4) }
    }
}

fn float(bytes: Option<&[u8]>) -> f64 {
    bytes.and_then(|bytes| bytes.first_chunk()).map_or(0.0, |bytes| f64::from_le_bytes(*bytes))
}

/// A number packed into 30 bits (MS-XLS 2.5.123): whole or the upper half of a float, and perhaps a hundred times too large.
#[expect(
    clippy::float_arithmetic,
    reason = "the format says to divide; it is a cell's text, never a sum of money"
)]
fn packed(bits: u32) -> f64 {
    let number = if bits & 0x02 != 0 {
        f64::from(bits.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(bits & !0x03) << 32)
    };
    if bits & 0x01 != 0 { number / 100.0 } else { number }
}

/// The text of an error by its code.
fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => "#ERROR!",
    }
}

/// The merged regions of the sheet at which the records stand.
pub(super) fn regions<F: Read + Seek>(records: &mut Records<F>) -> io::Result<Vec<Region>> {
    let mut regions = Vec::new();
    let mut depth = 0_u32;
    while records.next()? {
        match records.kind() {
            0x0809 => depth += 1,
            0x000A => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            0x00E5 if depth == 1 => {
                let found =
                    records.data().get(2..).unwrap_or_default().chunks_exact(8).map(|region| Region {
                        column: usize::from(number16(region, 4)),
                        first: u64::from(number16(region, 0)) + 1,
                        last: u64::from(number16(region, 2)) + 1,
                    });
                regions.extend(found);
            }
            _ => {}
        }
    }
    Ok(regions)
}
