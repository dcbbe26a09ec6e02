//! The backups that a command makes without being asked: silent where they succeed, one line where they do not. What the command
//! does goes on either way.

use super::out::Out;
use super::session::Session;
use crate::domain::error::RegisterError;
use crate::lang::{self, fill, texts};
use crate::store::Store;

texts! {
    /// A backup that was not made.
    fn texts(lang) -> KeptTexts {
        /// Why; behind a write.
        not_daily: "今天的自动备份没有做成（已写入的不受影响）：{}" / "today's backup was not made (what was written stays): {}";
        /// Why; before an act of many.
        unmade_batch: "之前的自动备份没有做成，照常进行：{}" / "the backup before it was not made, it goes on: {}";
        /// Why; before an import.
        not_before: "导入前的自动备份没有做成，导入照常进行：{}" / "the backup before the import was not made, the import goes on: {}";
    }
}

/// Whether a backup is due behind the write that comes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Daily(bool);

impl Daily {
    /// Asked before the write.
    pub(super) fn ask(session: &Session, store: &Store) -> Self {
        // What cannot be asked is told by the write itself.
        Self(session.backs_up && store.lacks_daily_backup(&session.ctx()).unwrap_or(false))
    }

    /// Makes it, if it is due, once the answer is on its way.
    pub(super) fn keep(self, session: &Session, store: &Store, out: &mut Out) {
        if self.0 && store.wants_daily_backup(&session.ctx()) == Ok(true) {
            out.flush();
            if let Err(error) = store.backup(None, &session.ctx()) {
                tell(session, texts(session.lang).not_daily, &error);
            }
        }
    }
}

/// Keeps the register as it is before an import.
pub(super) fn before_import(session: &Session, store: &Store) {
    if !session.backs_up {
        return;
    }
    if let Err(error) = store.backup_before_many(&session.ctx()) {
        tell(session, texts(session.lang).not_before, &error);
    }
}

/// Keeps the register as it is before an act of many.
pub(super) fn before_batch(session: &Session, store: &Store) {
    if !session.backs_up {
        return;
    }
    if let Err(error) = store.backup_before_many(&session.ctx()) {
        tell(session, texts(session.lang).unmade_batch, &error);
    }
}

fn tell(session: &Session, template: &str, error: &RegisterError) {
    let mut err = Out::stderr();
    // That of a failed disk says that nothing was written, which is true of the backup alone.
    let why = if let RegisterError::Storage(said) = error {
        said.to_string()
    } else {
        lang::errors::text(session.lang, error)
    };
    err.line(&fill(template, &[&why]));
    // Where the standard error is closed, the answer still stands.
    let _ = err.finish();
}
