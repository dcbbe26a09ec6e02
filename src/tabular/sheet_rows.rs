//! The cells of a sheet, gathered into rows.

use std::io::{Read, Seek};
use std::path::Path;

use calamine::{Cell, DataRef, ExcelDateTime, XlsxCellReader};

use super::file_errors;
use super::row::{COLUMNS_MAX, CellKind, RawRow};
use crate::domain::file_error::FileError;

/// Rows of a sheet, in order. Rows that the file leaves out are blank and are left out here too.
pub(super) struct SheetRows<'a, RS: Read + Seek> {
    path: &'a Path,
    cells: XlsxCellReader<'a, RS>,
    waiting: Option<Cell<DataRef<'a>>>,
    ended: bool,
}

impl<'a, RS: Read + Seek> SheetRows<'a, RS> {
    /// Begins at the first row.
    pub(super) fn new(path: &'a Path, cells: XlsxCellReader<'a, RS>) -> Self {
        Self { path, cells, waiting: None, ended: false }
    }

    /// The next row whose number is at most `last`; none if there is none.
    pub(super) fn next_until(&mut self, last: u64) -> Result<Option<RawRow>, FileError> {
        let Some(first) = self.next_cell()? else { return Ok(None) };
        let number = number_of(&first);
        if number > last {
            self.waiting = Some(first);
            return Ok(None);
        }
        let mut row = RawRow::new(number);
        self.add(&mut row, &first)?;
        while let Some(cell) = self.next_cell()? {
            if number_of(&cell) == number {
                self.add(&mut row, &cell)?;
                continue;
            }
            let in_order = number_of(&cell) > number;
            self.waiting = Some(cell);
            if !in_order {
                return Err(self.out_of_order());
            }
            break;
        }
        Ok(Some(row))
    }

    fn next_cell(&mut self) -> Result<Option<Cell<DataRef<'a>>>, FileError> {
        if let Some(cell) = self.waiting.take() {
            return Ok(Some(cell));
        }
        if self.ended {
            return Ok(None);
        }
        let next = self.cells.next_cell().map_err(|error| file_errors::xlsx(self.path, &error))?;
        self.ended = next.is_none();
        Ok(next)
    }

    fn add(&self, row: &mut RawRow, cell: &Cell<DataRef<'a>>) -> Result<(), FileError> {
        let column = cell.get_position().1 as usize;
        if column >= COLUMNS_MAX || matches!(cell.get_value(), DataRef::Empty) {
            return Ok(());
        }
        if column < row.width() {
            return Err(self.out_of_order());
        }
        while row.width() < column {
            row.push("", CellKind::Text);
        }
        push(row, cell.get_value());
        Ok(())
    }

    fn out_of_order(&self) -> FileError {
        file_errors::damaged(self.path, "rows or cells are out of order")
    }
}

fn number_of(cell: &Cell<DataRef<'_>>) -> u64 {
    u64::from(cell.get_position().0) + 1
}

fn push(row: &mut RawRow, value: &DataRef<'_>) {
    match value {
        DataRef::Empty => row.push("", CellKind::Text),
        DataRef::Int(number) => row.push(&number.to_string(), CellKind::Number),
        // Decimal digits, never an exponent: what the number is, and no more.
        DataRef::Float(number) => row.push(&number.to_string(), CellKind::Number),
        DataRef::String(text) | DataRef::DurationIso(text) => row.push(text, CellKind::Text),
        DataRef::SharedString(text) => row.push(text, CellKind::Text),
        DataRef::Bool(value) => row.push(if *value { "TRUE" } else { "FALSE" }, CellKind::Text),
        DataRef::DateTime(stamp) => push_date(row, stamp),
        DataRef::DateTimeIso(text) => row.push(text, CellKind::Date),
        DataRef::Error(error) => row.push(&error.to_string(), CellKind::Error),
    }
}

fn push_date(row: &mut RawRow, stamp: &ExcelDateTime) {
    let serial = stamp.as_f64();
    // Below 61 lie the days for which spreadsheets and calendars differ (29 February 1900).
    if stamp.is_datetime() && (61.0..2_958_466.0).contains(&serial) {
        let (year, month, day, ..) = stamp.to_ymd_hms_milli();
        row.push(&format!("{year:04}-{month:02}-{day:02}"), CellKind::Date);
    } else {
        row.push(&serial.to_string(), CellKind::Number);
    }
}
