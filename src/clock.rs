//! The only caller of the system clock. Days are Asia/Shanghai days; instants are UTC milliseconds.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use uuid::Uuid;

use crate::domain::ids::{EntryId, RecipientId};

/// Asia/Shanghai has been eight hours ahead of UTC, without summer time, since 1991.
const SHANGHAI_SECONDS: i32 = 8 * 3600;

/// The clock, with the day that `--today` pins.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock {
    pinned: Option<NaiveDate>,
}

impl Clock {
    /// A clock that always gives `day`, or the system's.
    pub fn new(day: Option<NaiveDate>) -> Self {
        Self { pinned: day }
    }

    /// Today, in Asia/Shanghai.
    pub fn today(self) -> NaiveDate {
        self.pinned.unwrap_or_else(|| shanghai(now()).date_naive())
    }

    /// Milliseconds from now until the day turns; none when the day is pinned.
    pub fn until_midnight_ms(self) -> Option<u64> {
        if self.pinned.is_some() {
            return None;
        }
        let local = shanghai(now());
        let next = local.date_naive().succ_opt()?.and_hms_opt(0, 0, 0)?;
        u64::try_from((next - local.naive_local()).num_milliseconds()).ok()
    }
}

/// UTC milliseconds since 1970.
pub fn now_ms() -> i64 {
    now().timestamp_millis()
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
    Uuid::now_v7()
}

#[expect(clippy::disallowed_methods, reason = "this is the room that owns the clock")]
fn now() -> DateTime<Utc> {
    Utc::now()
}

#[expect(clippy::expect_used, reason = "eight hours is within a day")]
fn shanghai(instant: DateTime<Utc>) -> DateTime<FixedOffset> {
    instant.with_timezone(&FixedOffset::east_opt(SHANGHAI_SECONDS).expect("a valid offset"))
}
