//! Names for rows that travel between registers and that no caller names: memberships, statuses, places, sources.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};

use uuid::Builder;

use crate::domain::op::WriteContext;

/// A new `UUIDv7`: the instant of the act, and 74 bits of the system's randomness.
pub(crate) fn fresh(ctx: &WriteContext) -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    // Each state has random keys of its own; a keyed hash of a counter never repeats by chance.
    let random = RandomState::new();
    let mut bytes = [0; 10];
    bytes[..8].copy_from_slice(&random.hash_one(count).to_le_bytes());
    bytes[8..].copy_from_slice(&random.hash_one(!count).to_le_bytes()[..2]);
    let millis = u64::try_from(ctx.now_ms).unwrap_or_default();
    let mut text = [0; uuid::fmt::Hyphenated::LENGTH];
    Builder::from_unix_timestamp_millis(millis, &bytes)
        .into_uuid()
        .hyphenated()
        .encode_lower(&mut text)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::domain::date::DaySource;

    #[test]
    fn names_are_uuids_of_their_instant_and_differ() {
        let today = chrono::NaiveDate::from_ymd_opt(2024, 2, 2).unwrap();
        let ctx = WriteContext {
            today,
            day_source: DaySource::Given,
            now_ms: 1_706_832_000_000,
            actor: "test".into(),
        };
        let ids: HashSet<String> = (0..1_000).map(|_| fresh(&ctx)).collect();
        assert_eq!(ids.len(), 1_000);
        for id in ids {
            let id: uuid::Uuid = id.parse().unwrap();
            assert_eq!(id.get_version_num(), 7);
            assert_eq!(id.get_timestamp().unwrap().to_unix().0, 1_706_832_000);
        }
    }
}
