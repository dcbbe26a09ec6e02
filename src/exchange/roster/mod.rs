//! A roster into the register, all of it or nothing.
//!
//! The way of a row: [`reader`] takes it from `tabular`; `header` knows the columns by the spellings of
//! `spellings`; `footer` knows what is no data; `cells` and `labels` read one cell; `entry` makes an
//! entry of it all. [`import()`] reads batches of entries on one thread (`batches`) and stores them on another;
//! `progress_link` is what the two tell the caller. `refused` writes the rows that did not come in.

mod batches;
mod cells;
mod entry;
mod footer;
mod header;
mod import;
mod labels;
mod progress_link;
pub mod reader;
mod refused;
mod spellings;
#[cfg(test)]
mod tests;

pub use import::{FAULTS_MAX, ImportError, ImportOptions, import};
pub use refused::Titles;
