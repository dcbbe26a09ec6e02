//! Whoever tries numbers one after another is counted.

use std::time::Duration;

use super::support::{ctx, day, register};
use crate::domain::error::RegisterError;
use crate::domain::op::WriteContext;
use crate::domain::roster::ContentHash;
use crate::domain::search::Compared;
use crate::domain::text::CleanText;
use crate::store::RosterAsked;
use crate::store::file::lock;

#[test]
fn searches_by_a_number_are_counted_by_account_and_minute_over_every_connection() {
    let (mut store, _folder) = register(0, 0);
    let mut other = store.reopener().open().unwrap();
    let at = |now_ms, actor: &'static str| WriteContext { now_ms, actor: actor.into(), ..ctx(day(2024)) };
    let now = ctx(day(2024)).now_ms;
    for n in 1..=4 {
        let store = if n % 2 == 0 { &mut store } else { &mut other };
        assert_eq!(store.note_number_search(&at(now, "甲")).unwrap(), n);
    }
    assert_eq!(store.note_number_search(&at(now, "乙")).unwrap(), 1);
    assert_eq!(store.note_number_search(&at(now + 59_000, "甲")).unwrap(), 5);
    assert_eq!(store.note_number_search(&at(now + 61_000, "甲")).unwrap(), 2);
    let told: String = store
        .conn
        .query_row(
            "SELECT group_concat(actor || ' ' || after, ', ' ORDER BY local_id) FROM audit WHERE action = ?1",
            ["number_search"],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(told, "甲 1, 甲 2, 甲 3, 甲 4, 乙 1, 甲 5, 甲 2");
    assert!(store.check().unwrap().is_empty());
}

#[test]
fn one_that_cannot_be_written_down_is_told() {
    let (mut store, _folder) = register(0, 0);
    let turn = lock::take(&store.path).unwrap();
    assert!(matches!(store.note_number_search(&ctx(day(2024))), Err(RegisterError::Busy(_))));
    let file = CleanText::from("roster.csv");
    let compared = Compared { by_number: 3, ..Compared::default() };
    let asked = RosterAsked { file: &file, content: ContentHash::default(), compared, writes: false };
    assert!(matches!(store.note_roster(&asked, &ctx(day(2024))), Err(RegisterError::Busy(_))));
    drop(turn);
    assert_eq!(store.note_roster(&asked, &ctx(day(2024))), Ok(Duration::ZERO));
    assert_eq!(store.note_number_search(&ctx(day(2024))), Ok(4), "its rows count");
    store.opened = Err(RegisterError::ReadOnly);
    assert_eq!(store.note_number_search(&ctx(day(2024))), Err(RegisterError::ReadOnly));
    assert_eq!(store.note_roster(&asked, &ctx(day(2024))), Err(RegisterError::ReadOnly));
}

/// The line stands before the answer: a program that was ended before it may not have it at once the next time.
#[test]
fn the_rest_of_a_wait_is_waited_when_the_same_roster_is_asked_again() {
    let (mut store, _folder) = register(0, 0);
    let file = CleanText::from("roster.csv");
    let compared = Compared { by_number: 33, guesses: 33, ..Compared::default() };
    let mut asked = RosterAsked { file: &file, content: ContentHash::default(), compared, writes: false };
    let start = ctx(day(2024)).now_ms;
    let at = |seconds: i64| WriteContext { now_ms: start + seconds * 1_000, ..ctx(day(2024)) };
    for (seconds, waits) in [(0, 330), (1, 329), (300, 30), (331, 0), (400, 0)] {
        let wait = store.note_roster(&asked, &at(seconds)).unwrap();
        assert_eq!(wait, Duration::from_secs(waits), "after {seconds} s");
    }
    // Where it writes, the rows that it refuses would tell.
    asked.writes = true;
    asked.content = ContentHash([1; 32]);
    assert_eq!(store.note_roster(&asked, &at(500)).unwrap(), Duration::from_secs(330));
}
