//! Backups that nobody asks for: behind the first write of a day, and before an import.
//!
//! The day is that of the act, which a write has made sure of (`domain::date`): a clock that is not believed makes no backup,
//! since it writes nothing.

use std::fs;

use chrono::{DateTime, NaiveDate, TimeDelta};

use crate::domain::date::DaySource;
use crate::domain::op::WriteContext;
use crate::domain::setting::DAILY_BACKUP;
use crate::store::file::error::Result;
use crate::store::heads;
use crate::store::lifecycle::backup::{self, Backup};
use crate::store::lifecycle::copies;
use crate::store::lifecycle::names::Naming;
use crate::store::register::Store;
use crate::store::{audit, labels, settings};

impl Store {
    /// Whether a write now is the first of its day, behind which a backup is due. It is asked before the write and made behind
    /// it, so that nobody waits for it. By the clock it is due as long as the day has no backup; on a day that a person gave,
    /// which says nothing of the names of backups, if no act was recorded on it before.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn lacks_daily_backup(&self, ctx: &WriteContext) -> Result<bool> {
        if self.is_read_only() || !self.wants_daily_backup(ctx)? {
            return Ok(false);
        }
        Ok(match ctx.day_source {
            DaySource::Given | DaySource::Confirmed => {
                audit::last_act(&self.conn)?.is_some_and(|last| last.on != ctx.today)
            }
            DaySource::Clock => !self.backup_days()?.contains(&local_day(ctx.now_ms)),
        })
    }

    /// Whether the setting asks for a backup a day; the write before it may have changed that.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn wants_daily_backup(&self, ctx: &WriteContext) -> Result<bool> {
        settings::is_on(&self.conn, &DAILY_BACKUP, ctx.today)
    }

    /// Keeps the register as it is before many facts of it change. None where it holds nobody yet, or where a backup beside it
    /// holds all that it holds.
    ///
    /// # Errors
    /// As [`Store::backup`].
    pub fn backup_before_many(&self, ctx: &WriteContext) -> Result<Option<Backup>> {
        let is_empty: bool =
            self.conn.query_row("SELECT NOT EXISTS (SELECT 1 FROM recipient)", [], |row| row.get(0))?;
        if is_empty || self.is_read_only() {
            return Ok(None);
        }
        let (device, now) = (labels::device(&self.conn)?, heads::heads(&self.conn)?);
        let folder = backup::own_folder(&self.path)?;
        if copies::in_folder(&folder).iter().any(|copy| copy.device == device && copy.heads == now) {
            return Ok(None);
        }
        self.backup(None, ctx).map(Some)
    }

    /// The days of the backups beside the register, by their names.
    fn backup_days(&self) -> Result<Vec<NaiveDate>> {
        let naming = Naming::new(&self.path, &labels::device(&self.conn)?);
        // Where the folder is not ours none counts, and making one tells why.
        let Ok(folder) = backup::own_folder(&self.path) else { return Ok(Vec::new()) };
        let names = fs::read_dir(folder).into_iter().flatten().flatten();
        let instants = names.filter_map(|item| naming.read(item.file_name().to_str()?));
        Ok(instants.map(|(at, _)| (at + SHANGHAI).date()).collect())
    }
}

/// How far the days of the register are ahead of UTC.
const SHANGHAI: TimeDelta = TimeDelta::hours(8);

fn local_day(now_ms: i64) -> NaiveDate {
    (DateTime::from_timestamp_millis(now_ms).unwrap_or_default().naive_utc() + SHANGHAI).date()
}
