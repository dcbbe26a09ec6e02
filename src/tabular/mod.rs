//! Tables as files: rows of cells out of text, XLSX and XLS, and into CSV; no SQL, and no word of what a column
//! means.
//!
//! [`opened`] holds the one handle of a file; [`table`] looks at it and picks its reader: `encoding` and `csv_rows` for text;
//! `workbook`, `sheet_rows` and `merged` for workbooks, which are a `book` of either format: `xlsx_guard` (with `xml_tag`) and
//! `xlsx` for those of today, `xls` for those before. `cell_value` and `texts` serve both; `strangers` names what is no
//! table. All of them yield a [`RawRow`]. Which row is
//! the header, and what it says, is told by the caller's [`HeaderFinder`]. [`csv_writer`] writes tables that
//! a spreadsheet opens unharmed, and [`out`] those that leave, whatever their form.

mod book;
mod cell_value;
mod csv_cells;
mod csv_rows;
pub mod csv_writer;
mod encoding;
mod file_errors;
mod merged;
mod opened;
pub mod out;
mod row;
mod sheet_info;
mod sheet_rows;
mod strangers;
mod table;
mod texts;
mod workbook;
mod xls;
mod xlsx;
mod xlsx_guard;
mod xml_tag;

pub use row::{CELL_MAX, CellKind, RawRow};
pub use table::{HeaderFinder, Table, TableFile, TableHeader, open, reopen};
pub use workbook::{Sheet, Sheets};
