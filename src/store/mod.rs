//! The register: the only room that names rusqlite, and the only one that names register files.
//!
//! **Locking.** Every write takes the side lock `<register>.lock` and then `BEGIN IMMEDIATE`, so that
//! writers queue fairly instead of starving in the busy handler. No transaction spans a key press.
//! **Durability.** WAL with `synchronous=FULL`: what [`Store::commit`] answers has reached the disk.
//! **Compatibility.** `user_version` counts the migrations; a newer file is refused and left untouched.
//! **Performance.** Lists are read by key, counts from a tally, due from the `standing` index, which
//! only [`standing`] writes, in the transaction that changes the facts it rests on.
//! **File systems.** The live file is never opened with `std::fs`: that would drop SQLite's locks. Network
//! folders are refused. A register that cannot be written opens for reading.

mod audit;
mod backup;
mod bulk;
mod changing;
mod check;
#[cfg(test)]
mod costs;
mod counts;
mod derived;
mod due;
mod enrol;
mod founding;
mod history;
mod import;
mod keeping;
mod keys;
mod known;
mod ledger;
mod lock;
mod marks;
mod matching;
mod merging;
mod migrate;
mod names;
mod open;
mod place;
#[cfg(test)]
mod plans;
mod recipients;
mod record;
mod rehearsal;
mod report;
mod restore;
mod roster;
mod rounds;
mod rows;
mod sample;
mod seal;
mod search;
mod sorting;
mod standing;
mod sweep;
mod tallying;
mod trouble;
mod watch;
mod words;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::domain::error::RegisterError;
use crate::domain::op::{Answer, Changed, Op, Receipt, WriteContext};

pub use backup::Backup;
pub use check::Finding;
pub use due::{DuePageQuery, DueQuery};
pub use import::{Ending, Importer, RowFate};
pub use keys::Derived;
pub use migrate::migration_names;
pub use restore::Restored;
pub use sample::Mint;
pub use watch::Hear;

/// An open register.
pub struct Store {
    conn: Connection,
    path: PathBuf,
    /// The file that was opened; another one at the same place is not it.
    file: place::FileId,
    read_only: bool,
}

/// The result of anything the register does.
pub type Result<T> = std::result::Result<T, RegisterError>;

impl Store {
    /// Where the register lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Answers several questions from one state of the register, as under one lock: taking the lock anew
    /// for every statement would cost more than reading.
    ///
    /// # Errors
    /// What `questions` brings, or storage troubles.
    pub fn reading<T, E: From<RegisterError>>(
        &self,
        questions: impl FnOnce(&Self) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let _state = self.state()?;
        questions(self)
    }

    /// Holds the state of the register while it lives; none where an outer one does already.
    fn state(&self) -> Result<Option<Transaction<'_>>> {
        Ok(if self.conn.is_autocommit() { Some(self.conn.unchecked_transaction()?) } else { None })
    }

    /// Whether the register can only be read: its file or folder cannot be written.
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// Performs one operation in one transaction that checks the rules, writes the facts and the audit
    /// line, and answers once it is durable.
    ///
    /// # Errors
    /// The trouble; nothing was written.
    pub fn commit(&mut self, op: &Op, ctx: &WriteContext) -> Result<Receipt> {
        self.write(|tx| match op {
            Op::CreateRound(round) => rounds::create(tx, round, ctx).map(|()| done(ROUNDS)),
            Op::ChangeRound(round) => rounds::change(tx, round, ctx).map(|()| done(ROUNDS)),
            Op::Edit { id, rev, edit } => recipients::edit(tx, *id, *rev, edit, ctx).map(|()| done(PEOPLE)),
            Op::SetStatus { id, kind, on, reason } => {
                recipients::set_status(tx, *id, *kind, *on, reason, ctx).map(|()| done(PEOPLE))
            }
            Op::UndoStatus { id, kind, reason } => {
                recipients::undo_status(tx, *id, *kind, reason, ctx).map(|()| done(PEOPLE))
            }
            Op::Record(recording) => {
                record::record(tx, recording, ctx).map(|answer| Receipt { changed: LEDGER, answer })
            }
            Op::Reverse { id, of, reason } => {
                ledger::reverse(tx, *id, *of, reason, ctx).map(|answer| Receipt { changed: LEDGER, answer })
            }
            Op::SaveDraft(draft) => marks::save_draft(tx, draft, ctx).map(|()| done(DRAFTS)),
            Op::DropDraft(id) => marks::drop_draft(tx, *id).map(|()| done(DRAFTS)),
            Op::Unmask { id, reason } => marks::unmask(tx, *id, reason, ctx)
                .map(|numbers| Receipt { changed: Changed::default(), answer: Answer::Numbers(numbers) }),
        })
    }

    /// Runs `work` in one write transaction behind the side lock; an error rolls everything back.
    fn write<T>(&mut self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let (_turn, tx) = self.begin()?;
        let out = work(&tx)?;
        tx.commit().map_err(trouble::of_commit)?;
        Ok(out)
    }

    /// Waits for the turn to write and begins a transaction, if the register is still the one that was opened.
    /// The turn must outlive the transaction.
    fn begin(&self) -> Result<(lock::Turn, Transaction<'_>)> {
        if self.read_only {
            return Err(RegisterError::ReadOnly);
        }
        let turn = lock::take(&self.path)?;
        if place::file_id(&self.path) != Ok(self.file) {
            return Err(RegisterError::Replaced);
        }
        let tx = Transaction::new_unchecked(&self.conn, TransactionBehavior::Immediate)?;
        migrate::same_version(&tx)?;
        Ok((turn, tx))
    }
}

const NOTHING: Changed = Changed { people: false, ledger: false, rounds: false, drafts: false };
const PEOPLE: Changed = Changed { people: true, ..NOTHING };
const ROUNDS: Changed = Changed { rounds: true, ..NOTHING };
const DRAFTS: Changed = Changed { drafts: true, ..NOTHING };
/// A recording may create its round, close an item through a death, and removes its draft.
const LEDGER: Changed = Changed { people: true, ledger: true, rounds: true, drafts: true };

fn done(changed: Changed) -> Receipt {
    Receipt { changed, answer: Answer::Done }
}
