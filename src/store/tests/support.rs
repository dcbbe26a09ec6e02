//! What the tests of the room build registers from.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::NaiveDate;
use tempfile::TempDir;
use uuid::Uuid;

use crate::domain::banner::Banner;
use crate::domain::date::DaySource;
use crate::domain::error::RegisterError;
use crate::domain::holiday::RoundCode;
use crate::domain::ids::RecipientId;
use crate::domain::money::Fen;
use crate::domain::op::{Op, WriteContext};
use crate::domain::place::{Township, TownshipCode};
use crate::domain::recipient::Kind;
use crate::domain::roster::RosterEntry;
use crate::domain::round::{Group, Standard};
use crate::domain::text::CleanText;
use crate::store::{Ending, ImportSource, Store};

const GROUP: &str = "烈士遗属";
/// A group without a standard.
pub(super) const RARE: &str = "困难退役军人";

pub(super) fn ctx(today: NaiveDate) -> WriteContext {
    WriteContext { today, day_source: DaySource::Given, now_ms: 1_706_832_000_000, actor: "test".into() }
}

pub(super) fn day(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 2, 2).unwrap()
}

pub(super) fn spring(year: i32) -> RoundCode {
    format!("{year}-spring").parse().unwrap()
}

pub(super) fn banner() -> Banner {
    let standard =
        Standard { group: GROUP.into(), cash: Fen::new(100_000), goods: "".into(), goods_value: Fen::ZERO };
    Banner {
        name: "正蓝旗".into(),
        townships: [("152530100", "上都镇"), ("152530101", "桑根达来镇")]
            .map(|(code, name)| Township {
                code: TownshipCode(code.to_owned()),
                name: name.into(),
                kind: "镇".into(),
                aliases: Vec::new(),
            })
            .to_vec(),
        stations: Vec::new(),
        categories: Vec::new(),
        groups: vec![
            Group { name: GROUP.into(), units: false, first: Some(standard) },
            Group { name: RARE.into(), units: false, first: None },
        ],
    }
}

/// One of those for a roster; the first `visited` are in the rounds and called 程连富, the others are not.
pub(super) fn person(n: usize, visited: usize) -> RosterEntry {
    let visited = n < visited;
    RosterEntry {
        row: n as u64,
        kind: Kind::Person,
        name: if visited { "程连富" } else { "王玉兰" }.into(),
        sex: None,
        id_number: None,
        birth: NaiveDate::from_num_days_from_ce_opt(690_000 + i32::try_from(n).unwrap()),
        township: if n.is_multiple_of(2) { "上都镇" } else { "桑根达来镇" }.into(),
        village: Some("敖包图嘎查".into()),
        categories: Vec::new(),
        groups: if visited { vec![GROUP.into()] } else { Vec::new() },
        phone: Some(CleanText::unmasked(&format!("164{n:08}"))),
        card: None,
        address: None,
        note: None,
        remark: None,
        household: None,
    }
}

/// A register in which everybody is in each of so many rounds.
pub(super) fn register(rounds: i32, people: usize) -> (Store, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    // Nobody is told of a round that was over before: all were there when the first of them began.
    let today = day(2024 - rounds);
    let mut store = Store::create(&folder.path().join("r.db"), &banner(), "test", &ctx(today)).unwrap();
    for year in (2024 - rounds..2024).rev() {
        let round = store.round(spring(year)).unwrap();
        store.commit(&Op::CreateRound(round), &ctx(today)).unwrap();
    }
    import_on(today, &mut store, rows(people, "164"));
    (store, folder)
}

/// Imports everybody with phones that begin so; answers how often SQLite reported its work.
pub(super) fn import(store: &mut Store, people: usize, phones: &str) -> u64 {
    import_rows(store, rows(people, phones))
}

fn rows(people: usize, phones: &str) -> impl Iterator<Item = RosterEntry> {
    (0..people).map(move |n| {
        let phone = Some(CleanText::unmasked(&format!("{phones}{n:08}")));
        RosterEntry { phone, ..person(n, people) }
    })
}

/// Imports rows; answers how often SQLite reported its work.
pub(super) fn import_rows(store: &mut Store, rows: impl Iterator<Item = RosterEntry>) -> u64 {
    import_on(day(2024), store, rows)
}

pub(super) fn import_on(today: NaiveDate, store: &mut Store, rows: impl Iterator<Item = RosterEntry>) -> u64 {
    let ticks = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&ticks);
    let next = AtomicU64::new(0);
    let mint = || RecipientId(Uuid::from_u128(u128::from(next.fetch_add(1, Ordering::Relaxed)) + (1 << 120)));
    let callback = Box::new(move |_| {
        counted.fetch_add(1, Ordering::Relaxed);
        true
    });
    let name = CleanText::from("test");
    let source = ImportSource { rename: true, ..ImportSource::named(&name) };
    store
        .import_with_progress(&source, &ctx(today), &mint, callback, |importer| {
            for row in rows {
                importer.row(&row)?;
            }
            Ok::<_, RegisterError>(((), Ending::Keep))
        })
        .unwrap();
    ticks.load(Ordering::Relaxed)
}
