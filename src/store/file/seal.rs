//! Seals: every row of facts carries eight bytes of a hash over its other columns, so that a bit that flips on
//! the disk shows, whichever fact it changes. Entries of the ledger have their chain instead.
//!
//! SQLite keeps the seals itself: `seal` is a stored generated column over all columns before it, so no
//! statement can write a row and forget it. A program that does not know the function can read the register
//! but not change a fact in it.

use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};

use crate::store::file::error::Result;

/// The column that holds the seal, and the function that makes it.
pub(crate) const SEAL: &str = "seal";

/// The function that says whether a row of two columns bears its seal: `is_sealed(seal, …)`.
pub(crate) const IS_SEALED: &str = "is_sealed";

/// What is needed for the next seal, and what is known of the last row of two columns.
#[derive(Default)]
struct Sealing {
    /// One buffer for all rows of an import.
    buffer: Vec<u8>,
    /// The last row of two columns, as it is hashed, and its seal. Every write makes the seal of the same row of `meta`
    /// and asks before the next write whether it is still there.
    pair: (Vec<u8>, i64),
}

/// Teaches a connection how rows are sealed. Without it nothing can be written.
pub(crate) fn teach(conn: &Connection) -> Result<()> {
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    let sealing = Arc::new(Mutex::new(Sealing { buffer: Vec::with_capacity(1024), ..Sealing::default() }));
    let asked = Arc::clone(&sealing);
    conn.create_scalar_function(SEAL, -1, flags, move |columns| {
        let mut sealing = sealing.lock().unwrap_or_else(PoisonError::into_inner);
        let seal = seal(columns, &mut sealing.buffer);
        if columns.len() == 2 {
            let Sealing { buffer, pair } = &mut *sealing;
            pair.0.clone_from(buffer);
            pair.1 = seal;
        }
        Ok(seal)
    })?;
    Ok(conn.create_scalar_function(IS_SEALED, 3, flags, move |columns| {
        let mut sealing = asked.lock().unwrap_or_else(PoisonError::into_inner);
        write(columns, 1, &mut sealing.buffer);
        let Sealing { buffer, pair } = &*sealing;
        let seal = if *buffer == pair.0 { pair.1 } else { hash(buffer) };
        Ok(columns.get_raw(0) == ValueRef::Integer(seal))
    })?)
}

/// The first eight bytes of SHA-256 over the columns; `buffer` is for it alone.
pub(crate) fn seal(columns: &Context<'_>, buffer: &mut Vec<u8>) -> i64 {
    write(columns, 0, buffer);
    hash(buffer)
}

/// Writes the columns from one on as they are hashed: each with its kind, and texts with their length.
fn write(columns: &Context<'_>, from: usize, buffer: &mut Vec<u8>) {
    buffer.clear();
    for at in from..columns.len() {
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
}

/// The first eight bytes of SHA-256.
fn hash(bytes: &[u8]) -> i64 {
    Sha256::digest(bytes).iter().take(8).fold(0, |seal, byte| seal << 8 | i64::from(*byte))
}
