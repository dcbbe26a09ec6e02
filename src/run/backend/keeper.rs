//! The backup behind the first write of a day, on a thread and a connection of its own: nobody waits for it.

use std::thread;

use chrono::NaiveDate;

use crate::app::msg::Msg;
use crate::domain::error::RegisterError;
use crate::domain::op::WriteContext;
use crate::domain::text::CleanText;
use crate::store::{Reopener, Store};
use crate::term::{Reporter, guarded};

/// Which day has its backup, or one under way.
#[derive(Debug, Default)]
pub(super) struct Keeper {
    day: Option<NaiveDate>,
}

impl Keeper {
    /// Whether a backup is due behind the write that comes; asked of the register once a day.
    pub(super) fn is_due(&mut self, store: &Store, ctx: &WriteContext) -> bool {
        if self.day == Some(ctx.today) {
            return false;
        }
        // What cannot be asked is told by the write itself.
        let due = store.lacks_daily_backup(ctx).unwrap_or(false);
        if !due {
            self.day = Some(ctx.today);
        }
        due
    }

    /// Makes it, and reports how that went.
    pub(super) fn keep(&mut self, register: Reopener, ctx: WriteContext, reporter: Reporter<Msg>) {
        self.day = Some(ctx.today);
        thread::spawn(move || {
            let made = guarded(|| make(&register, &ctx));
            let made = made.unwrap_or_else(|panic| Err(RegisterError::Storage(CleanText::shown(&panic))));
            reporter.report(Msg::Kept(made.map_err(Box::new)));
        });
    }
}

fn make(register: &Reopener, ctx: &WriteContext) -> Result<(), RegisterError> {
    let store = register.open()?;
    if store.wants_daily_backup(ctx)? { store.backup(None, ctx).map(drop) } else { Ok(()) }
}
