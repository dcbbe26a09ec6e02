//! Work that is not money: rows added, changed, taken back and read.

mod codec;
mod confirm;
mod listed;
mod read;
mod write;

#[cfg(test)]
pub(crate) use read::statement;
pub(crate) use read::stored_row;
pub(crate) use write::{ADDED, CHANGED, add, change, put_back, stands, withdraw};
