//! What would be lost if a backup took the register's place.

use chrono::NaiveDate;

use super::head::Heads;
use super::holiday::RoundCode;
use super::money::Fen;

/// A register in few words, so that a person knows which one it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holding {
    /// How far it reaches: the number of its entries is that of the last one.
    pub heads: Heads,
    /// The day of the last entry.
    pub last_day: Option<NaiveDate>,
    /// The device on which it is kept, as names of backups tell it; empty in one older than its ledger.
    pub device: String,
}

/// What the register knows and a backup does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loss {
    /// Entries of the ledger.
    pub entries: u64,
    /// Their cash and goods, in fen; reversals count below zero.
    pub sum: Fen,
    /// Lines of the audit.
    pub audit: u64,
    /// Forms that wait half filled, or are filled in otherwise there.
    pub drafts: u64,
    /// Rounds that were created.
    pub rounds: Vec<RoundCode>,
    /// Whether the backup is one of another register.
    pub other: bool,
    /// The version of a backup that is older than this program.
    pub older: Option<i64>,
    /// What would be replaced.
    pub register: Holding,
    /// What would take its place.
    pub backup: Holding,
}

impl Loss {
    /// Whether there is anything that a person must know before it is done.
    pub fn is_some(&self) -> bool {
        let facts = self.entries > 0 || self.audit > 0 || self.drafts > 0 || !self.rounds.is_empty();
        facts || self.other || self.older.is_some()
    }
}
