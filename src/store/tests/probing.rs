//! Whoever tries numbers one after another is counted.

use std::time::Duration;

use super::support::{ctx, day, register};
use crate::domain::error::RegisterError;
use crate::domain::idcard::IdNumber;
use crate::domain::op::WriteContext;
use crate::domain::recipient::Kind;
use crate::domain::roster::{ContentHash, RosterEntry};
use crate::domain::search::{Compared, ComparedRows};
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

fn compared(ids: impl Iterator<Item = String>) -> Compared {
    let mut rows = ComparedRows::default();
    for id in ids {
        let entry = RosterEntry {
            row: 2,
            kind: Kind::Person,
            name: CleanText::from("程连富"),
            sex: None,
            id_number: IdNumber::from_stored(&id),
            birth: None,
            township: CleanText::default(),
            village: None,
            categories: Vec::new(),
            groups: Vec::new(),
            phone: None,
            card: None,
            address: None,
            note: None,
            remark: None,
            household: None,
        };
        rows.add(&entry, false, false);
    }
    rows.end()
}

/// Three guesses of a mask in each of many rosters are slowed as many in one; who imports a corrected roster again is not.
#[test]
fn guesses_spread_over_rosters_are_slowed_and_a_corrected_roster_is_not() {
    let (mut store, _folder) = register(0, 0);
    let file = CleanText::from("roster.csv");
    let start = ctx(day(2024)).now_ms;
    let mut serial = 0;
    let mut ask = |actor: &str, minutes: i64, compared: Compared| {
        serial += 1;
        let asked = RosterAsked {
            file: &file,
            content: ContentHash([serial; 32]),
            compared,
            writes: serial % 2 == 0,
        };
        let now_ms = start + minutes * 60_000;
        let ctx = WriteContext { now_ms, actor: CleanText::unmasked(actor), ..ctx(day(2024)) };
        store.note_roster(&asked, &ctx).unwrap().as_secs()
    };
    // Days whose right check digit is that of the mask.
    let guesses: Vec<String> = (1..=12)
        .flat_map(|month| (1..=28).map(move |day| format!("1525991952{month:02}{day:02}0013")))
        .filter(|id| IdNumber::from_stored(id).is_some_and(|id| id.right_check_digit() == '3'))
        .collect();
    assert!(guesses.len() > 20, "{}", guesses.len());
    let people = |n: usize| (0..20).map(move |m| format!("15259919{:02}0801{:04}", 30 + m, 17 + n * 10));
    let mut waited = Vec::new();
    for (n, three) in guesses.chunks(3).enumerate() {
        waited.push(ask(
            "甲",
            2 * i64::try_from(n).unwrap(),
            compared(three.iter().cloned().chain(people(n))),
        ));
    }
    assert_eq!(waited[0], 0);
    assert!(waited[1..waited.len() - 1].iter().all(|wait| (20..=30).contains(wait)), "{waited:?}");
    assert_eq!(
        ask("乙", 100, compared(guesses.iter().take(3).cloned().chain(people(0)))),
        0,
        "another account"
    );
    assert_eq!(
        ask("甲", 26 * 60, compared(guesses.iter().take(3).cloned().chain(people(0)))),
        0,
        "another day"
    );
    // Five thousand people, of whom thirty are corrected each time.
    for again in 0..10_usize {
        let bureau = (0..5_000_usize).map(|n| {
            let (year, day) = (30 + n % 60, if n / 30 == again { 12 } else { 11 });
            format!("15259919{year}08{day}{:03}3", n / 60)
        });
        assert_eq!(ask("丙", 200 + i64::try_from(again).unwrap(), compared(bureau)), 0, "{again}");
    }
    assert!(store.check().unwrap().is_empty());
}
