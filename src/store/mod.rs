//! The register: the only room that names rusqlite, and the only one that names register files.
//!
//! **Locking.** Every write takes the side lock `<register>.lock` and then `BEGIN IMMEDIATE`, so that
//! writers queue fairly instead of starving in the busy handler. No transaction spans a key press.
//! **Durability.** WAL with `synchronous=FULL`: what [`Store::commit`] answers has reached the disk.
//! **Compatibility.** `user_version` counts the migrations; a newer file is refused and left untouched.
//! **Performance.** Lists are read by key, counts from a tally, due from the `standing` index, which
//! only [`standing`] writes, in the transaction that changes the facts it rests on.
//! **File systems.** The live file is never opened with `std::fs`: that would drop SQLite's locks.

mod audit;
mod bulk;
mod check;
mod counts;
mod due;
mod enrol;
mod founding;
mod history;
mod import;
mod ledger;
mod lock;
mod marks;
mod matching;
mod migrate;
mod names;
mod open;
#[cfg(test)]
mod plans;
mod recipients;
mod record;
mod report;
mod roster;
mod rounds;
mod rows;
mod sample;
mod search;
mod standing;
mod sweep;
mod trouble;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::domain::op::{Answer, Changed, Ctx, Op, Receipt};
use crate::domain::trouble::Trouble;

pub use check::Finding;
pub use due::{DuePageQuery, DueQuery};
pub use import::{Ending, Importer, RowFate};
pub use migrate::migration_names;
pub use sample::Mint;
pub use sweep::{SLICE, Sweep};

/// An open register.
pub struct Store {
    conn: Connection,
    path: PathBuf,
}

/// The result of anything the register does.
pub type Result<T> = std::result::Result<T, Trouble>;

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
    pub fn reading<T, E: From<Trouble>>(
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

    /// Performs one operation in one transaction that checks the rules, writes the facts and the audit
    /// line, and answers once it is durable.
    ///
    /// # Errors
    /// The trouble; nothing was written.
    pub fn commit(&mut self, op: &Op, ctx: &Ctx) -> Result<Receipt> {
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
        let _turn = lock::take(&self.path)?;
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        migrate::same_version(&tx)?;
        let out = work(&tx)?;
        tx.commit()?;
        Ok(out)
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
