//! The register: the only room that names rusqlite, and the only one that names register files.
//!
//! **Locking.** Every write takes the side lock `<register>.lock` and then `BEGIN IMMEDIATE`, so that
//! writers queue fairly instead of starving in the busy handler. No transaction spans a key press. The app
//! never waits in that queue: its writer tries the lock and tries again.
//! **Durability.** WAL with `synchronous=FULL`: what [`Store::commit`] answers has reached the disk.
//! **Compatibility.** `user_version` counts the migrations; a newer file is refused and left untouched.
//! **Performance.** Lists are read by key, counts from a tally, due from the `standing` index, which
//! only [`standing`] writes, in the transaction that changes the facts it rests on.
//! **File systems.** The live file is never opened with `std::fs`: that would drop SQLite's locks. Network
//! folders are refused. A register that cannot be written opens for reading.

mod audit;
mod chain;
mod codec;
mod columns;
mod drafts;
mod file;
mod import;
mod integrity;
mod labels;
mod ledger;
mod lifecycle;
mod lists;
mod progress;
mod recipients;
mod register;
mod rounds;
mod row_id;
mod search;
mod settings;
mod standing;
#[cfg(test)]
mod tests;

use crate::domain::op::{Answer, Changed, Op, Receipt, WriteContext};

use ledger::{entries, record};
use recipients::{edit, status, unmask};
use standing::round;

pub use file::error::Result;
pub use file::migrate::migration_names;
pub use import::importer::{Ending, Importer, RowFate};
pub use integrity::finding::Finding;
pub use lifecycle::backup::Backup;
pub use lifecycle::reopen::Reopener;
pub use lifecycle::restore::Restored;
pub use lifecycle::sample::Mint;
pub use lists::due::{DuePageQuery, DueQuery};
pub use progress::ProgressCallback;
pub use register::Store;
pub use search::keys::SearchKeys;

impl Store {
    /// Performs one operation in one transaction that checks the rules, writes the facts and the audit
    /// line, and answers once it is durable.
    ///
    /// # Errors
    /// The trouble; nothing was written.
    pub fn commit(&mut self, op: &Op, ctx: &WriteContext) -> Result<Receipt> {
        self.write(|tx| match op {
            Op::CreateRound(round) => round::create(tx, round, ctx).map(|()| done(ROUNDS)),
            Op::ChangeRound(round) => round::change(tx, round, ctx).map(|()| done(ROUNDS)),
            Op::Edit { id, rev, edit } => edit::edit(tx, *id, *rev, edit, ctx).map(|()| done(PEOPLE)),
            Op::SetStatus { id, kind, on, reason } => {
                status::set_status(tx, *id, *kind, *on, reason, ctx).map(|()| done(PEOPLE))
            }
            Op::UndoStatus { id, kind, reason } => {
                status::undo_status(tx, *id, *kind, reason, ctx).map(|()| done(PEOPLE))
            }
            Op::Record(recording) => {
                record::record(tx, recording, ctx).map(|answer| Receipt { changed: LEDGER, answer })
            }
            Op::Reverse { id, of, reason } => {
                entries::reverse(tx, *id, *of, reason, ctx).map(|answer| Receipt { changed: LEDGER, answer })
            }
            Op::SaveDraft(draft) => drafts::save_draft(tx, draft, ctx).map(|()| done(DRAFTS)),
            Op::DropDraft(id) => drafts::drop_draft(tx, *id).map(|()| done(DRAFTS)),
            Op::Set { key, value } => settings::set(tx, key, value, ctx).map(|()| done(SETTINGS)),
            Op::Unmask { id, reason } => unmask::unmask(tx, *id, reason, ctx)
                .map(|numbers| Receipt { changed: Changed::default(), answer: Answer::Numbers(numbers) }),
        })
    }
}

const NOTHING: Changed = Changed { people: false, ledger: false, rounds: false, drafts: false };
const PEOPLE: Changed = Changed { people: true, ..NOTHING };
const ROUNDS: Changed = Changed { rounds: true, ..NOTHING };
/// What a recording may be: the form must ask again, and so must whatever tells of people.
const SETTINGS: Changed = Changed { people: true, ..NOTHING };
const DRAFTS: Changed = Changed { drafts: true, ..NOTHING };
/// A recording may create its round, close an item through a death, and removes its draft.
const LEDGER: Changed = Changed { people: true, ledger: true, rounds: true, drafts: true };

fn done(changed: Changed) -> Receipt {
    Receipt { changed, answer: Answer::Done }
}
