//! Workbooks of Office 97 to 2003 (BIFF8 in a compound file), read record by record: `container` is the compound file,
//! `records` are those of one stream of it, `book` reads what holds for the workbook, `sheet` the cells.
//!
//! A whole sheet in memory, as libraries give it, is a sheet of the size that the file claims: four billion cells out of a
//! few bytes, and a text of megabytes in each. Here it is a row at a time, as of every other file.

pub(super) mod book;
pub(super) mod container;
pub(super) mod records;
pub(super) mod sheet;
