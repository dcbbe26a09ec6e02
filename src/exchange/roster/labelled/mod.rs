//! Categories and groups, as rosters call them.
//!
//! A [`LabelBook`] knows the names of one register, what was answered, and a table of what real rosters say. A word that
//! none of these knows is asked about once.

mod book;
mod said;
#[cfg(test)]
mod tests;

pub(super) use book::{Label, LabelBook, Resolved};
