//! A roster into the register, all of it or nothing.
//!
//! The way of a row: [`reader`] takes it from `tabular`; `header` knows the columns by the spellings of
//! `spellings`; `footer` knows what is no data; `cells` and `labels` read one cell; `entry` makes an
//! entry of it all. [`import()`] goes over the file once or twice; each `pass` reads batches of entries on one thread (`batches`) and
//! compares or stores them on another, and `progress_link` is what the two tell the caller. `row_set` keeps in mind which
//! rows are to be written; where they are many, `by_parts` writes them. `probing` has what is
//! asked by numbers written down, and waits where many did. `refused` writes the rows that did not come in.

mod batches;
mod by_parts;
mod cells;
mod entry;
mod footer;
mod header;
mod import;
mod labels;
mod pass;
mod probing;
mod progress_link;
pub mod reader;
mod refused;
mod row_set;
mod spellings;
#[cfg(test)]
mod tests;

pub use import::{FAULTS_MAX, ImportError, ImportOptions, import};
pub use refused::Titles;
