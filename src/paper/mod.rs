//! Rosters in, sheets and reports out; no SQL.
//!
//! A roster flows through small rooms: `source` looks at the file and picks the reader; `encoding`,
//! `records` (text) or `vet`, `workbook` (XLSX) yield raw rows; `header` finds the columns by the
//! spellings of `spellings`; `footer` knows what is no data; `cells`, `dates` and `labels` read one
//! cell; `entry` makes a row of it all; `roster` is the door.

mod cells;
mod dates;
mod encoding;
mod entry;
mod failure;
pub mod fixture;
mod footer;
mod header;
mod labels;
mod merged;
mod raw;
mod records;
pub mod refused;
pub mod roster;
mod sheet_rows;
mod source;
mod spellings;
#[cfg(test)]
mod tests;
mod vet;
mod vet_tag;
mod workbook;
