//! The only caller of the system clock. Days are Asia/Shanghai days; instants are UTC milliseconds.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use chrono::NaiveDate;
use uuid::{NoContext, Timestamp, Uuid};

use crate::domain::date::{self, DaySource};
use crate::domain::ids::{EntryId, RecipientId};

/// The clock, with the day that `--today` pins.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock {
    pinned: Option<NaiveDate>,
    /// Whether it was said twice.
    is_sure: bool,
}

impl Clock {
    /// A clock that always gives `day`, or the system's.
    pub fn new(day: Option<NaiveDate>) -> Self {
        Self { pinned: day, is_sure: false }
    }

    /// The same, pinned by somebody who said the day twice.
    #[must_use]
    pub fn confirmed(self) -> Self {
        Self { is_sure: true, ..self }
    }

    /// The day that the clock of the system shows, in Asia/Shanghai, whatever is pinned.
    pub fn shown(self) -> NaiveDate {
        date::local_time(now_ms()).date()
    }

    /// Today, in Asia/Shanghai, whatever the clock of the system says.
    pub fn today(self) -> NaiveDate {
        self.pinned.unwrap_or_else(|| self.shown())
    }

    /// Today, where the clock of the system says it; none where it is pinned.
    pub fn unpinned(self) -> Option<NaiveDate> {
        self.pinned.is_none().then(|| self.shown())
    }

    /// Where that day comes from.
    pub fn source(self) -> DaySource {
        match self.pinned {
            Some(_) if self.is_sure => DaySource::Confirmed,
            Some(_) => DaySource::Given,
            None => DaySource::Clock,
        }
    }

    /// Milliseconds from now until the day turns; none when the day is pinned.
    pub fn until_midnight_ms(self) -> Option<u64> {
        if self.pinned.is_some() {
            return None;
        }
        let local = date::local_time(now_ms());
        let next = local.date().succ_opt()?.and_hms_opt(0, 0, 0)?;
        u64::try_from((next - local).num_milliseconds()).ok()
    }
}

/// UTC milliseconds since 1970; negative where the clock stands before it.
pub fn now_ms() -> i64 {
    match since_1970() {
        Ok(after) => i64::try_from(after.as_millis()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.as_millis()).map_or(i64::MIN, |ms| -ms),
    }
}

/// Mints the id of a recording, when its form opens.
pub fn new_entry_id() -> EntryId {
    EntryId(new_id())
}

/// Mints the id of a recipient.
pub fn new_recipient_id() -> RecipientId {
    RecipientId(new_id())
}

/// Mints the name of a device, when a register is created on it.
pub fn new_device_id() -> String {
    new_id().hyphenated().to_string()
}

#[expect(clippy::disallowed_methods, reason = "ids are minted in this room only")]
fn new_id() -> Uuid {
    match since_1970() {
        // The clock of uuid knows no time before 1970. The order of ids means nothing.
        Err(_) => Uuid::new_v7(Timestamp::from_unix(NoContext, 0, 0)),
        Ok(_) => Uuid::now_v7(),
    }
}

/// How long after 1970 it is, or before.
#[expect(clippy::disallowed_methods, reason = "this is the room that owns the clock")]
fn since_1970() -> Result<Duration, Duration> {
    SystemTime::now().duration_since(UNIX_EPOCH).map_err(|before| before.duration())
}
