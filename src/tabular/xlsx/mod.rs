//! Workbooks of today (OOXML), read part by part: `book` finds the parts, `styles` and `sheet` read them, `xml` is one
//! part.
//!
//! Libraries for whole workbooks give values alone. A formula whose result is not in the file, a text that the table does
//! not have and an error that they do not know come out of them as an empty cell, another text, or the end of the file;
//! a roster must tell each of these.

pub(super) mod book;
mod runs;
pub(super) mod sheet;
pub(super) mod styles;
pub(super) mod xml;
