//! A sheet to sign as a station fills it in: its cells read and written by spreadsheet libraries.

use std::path::Path;

use calamine::{Data, Reader as _};
use rust_xlsxwriter::{Format, Workbook};

/// The column of the cash that a sheet prints, from 0.
pub const PLANNED: usize = 6;
/// The columns of the sheet that are filled in, from 0.
pub const RESULT: usize = 9;
pub const CASH: usize = 10;
pub const GOODS: usize = 11;
pub const RECEIVER: usize = 12;
pub const RELATION: usize = 13;
pub const DAY: usize = 14;
pub const FIRST: usize = 15;
pub const SECOND: usize = 16;
pub const PUT_OFF: usize = 17;

/// The cells of a workbook.
pub fn cells(path: &Path) -> Vec<Vec<String>> {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let said = |cell: &Data| if *cell == Data::Empty { String::new() } else { cell.to_string() };
    range.rows().map(|row| row.iter().map(said).collect()).collect()
}

/// Writes cells as a station would: amounts as numbers, the rest as text.
pub fn save(path: &Path, rows: &[Vec<String>]) {
    save_all(path, &[("签领表", rows)], None);
}

/// Writes several worksheets, and merges cells of the first: a column over rows, from 0.
pub fn save_all(path: &Path, sheets: &[(&str, &[Vec<String>])], merged: Option<(usize, [usize; 2])>) {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (at, row) in (0..).zip(*rows) {
            for (column, cell) in (0..).zip(row) {
                match cell.parse::<f64>() {
                    Ok(number) if cell.len() < 9 => drop(sheet.write_number(at, column, number).unwrap()),
                    _ if cell.is_empty() => {}
                    _ => drop(sheet.write_string(at, column, cell).unwrap()),
                }
            }
        }
    }
    if let Some((column, rows)) = merged {
        let text = &sheets[0].1[rows[0]][column];
        let [first, last] = rows.map(|row| u32::try_from(row).unwrap());
        let column = u16::try_from(column).unwrap();
        let sheet = book.worksheet_from_index(0).unwrap();
        sheet.merge_range(first, column, last, column, text, &Format::new()).unwrap();
    }
    book.save(path).unwrap();
}

/// Whether a row is a line of a sheet: it bears its hidden id.
pub fn is_line(row: &[String]) -> bool {
    row.last().is_some_and(|id| id.contains('/'))
}

/// Fills every line in as given in person.
pub fn fill_in(rows: &mut [Vec<String>]) {
    for row in rows.iter_mut().filter(|row| is_line(row)) {
        "已发".clone_into(&mut row[RESULT]);
        row[CASH] = row[PLANNED].clone();
        "2024-02-01".clone_into(&mut row[DAY]);
        (row[FIRST], row[SECOND]) = ("布仁".to_owned(), "赵志强".to_owned());
    }
}
