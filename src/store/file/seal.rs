//! Seals: every row of facts carries eight bytes of a hash over its other columns, so that a bit that flips on
//! the disk shows, whichever fact it changes. Entries of the ledger have their chain instead.
//!
//! SQLite keeps the seals itself: `seal` is a stored generated column over all columns before it, so no
//! statement can write a row and forget it. A program that does not know the function can read the register
//! but not change a fact in it.

use std::cell::RefCell;

use rusqlite::Connection;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};

use crate::store::file::error::Result;

/// The column that holds the seal, and the function that makes it.
pub(crate) const SEAL: &str = "seal";

/// Teaches a connection how rows are sealed. Without it nothing can be written.
pub(crate) fn teach(conn: &Connection) -> Result<()> {
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    // One buffer for all rows of an import.
    let buffer = RefCell::new(Vec::with_capacity(1024));
    Ok(conn.create_scalar_function(SEAL, -1, flags, move |columns| {
        Ok(seal(columns, &mut buffer.borrow_mut()))
    })?)
}

/// The first eight bytes of SHA-256 over the columns, each with its kind, and texts with their length.
pub(crate) fn seal(columns: &Context<'_>, buffer: &mut Vec<u8>) -> i64 {
    buffer.clear();
    for at in 0..columns.len() {
        let (kind, bytes): (u8, &[u8]) = match columns.get_raw(at) {
            ValueRef::Null => (0, &[]),
            ValueRef::Integer(n) => (1, &n.to_be_bytes()),
            ValueRef::Text(text) => (2, text),
            ValueRef::Blob(blob) => (3, blob),
            ValueRef::Real(real) => (4, &real.to_be_bytes()),
        };
        buffer.push(kind);
        if matches!(kind, 2 | 3) {
            buffer.extend_from_slice(&(bytes.len() as u64).to_be_bytes());
        }
        buffer.extend_from_slice(bytes);
    }
    Sha256::digest(&buffer).iter().take(8).fold(0, |seal, byte| seal << 8 | i64::from(*byte))
}
