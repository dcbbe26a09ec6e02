//! What would be lost if a backup took the register's place.

use super::head::Heads;
use super::money::Fen;

/// What the register knows and a backup does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loss {
    /// Entries of the ledger.
    pub entries: u64,
    /// Their cash and goods, in fen; reversals count below zero.
    pub sum: Fen,
    /// Lines of the audit.
    pub audit: u64,
    /// Whether the backup is one of another register.
    pub other: bool,
    /// The version of a backup that is older than this program.
    pub older: Option<i64>,
    /// How far the register reaches.
    pub register: Heads,
    /// How far the backup reaches.
    pub backup: Heads,
}

impl Loss {
    /// Whether there is anything that a person must know before it is done.
    pub fn is_some(&self) -> bool {
        self.entries > 0 || self.audit > 0 || self.other || self.older.is_some()
    }
}
