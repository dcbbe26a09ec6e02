//! Bits that flip and files that end too early: found or refused, never a panic, never written to.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use muster::store::Store;
use rusqlite::types::Value;

use super::house::House;
use super::rich::rich;
use super::{Dice, long, report};

/// What became of a damaged register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Refused,
    SearchPage,
    /// Nothing told. Harmless if nothing that can be read has changed.
    Silent,
}

fn fate(path: &Path) -> Fate {
    let before = fs::read(path).unwrap();
    let fate = match Store::open(path).map(|store| store.check()) {
        Err(_) | Ok(Err(_)) => Fate::Refused,
        Ok(Ok(findings)) if findings.is_empty() => Fate::Silent,
        Ok(Ok(_)) => Fate::SearchPage,
    };
    assert_eq!(fs::read(path).unwrap(), before, "it was written to");
    for leftover in ["-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{leftover}", path.display()));
    }
    fate
}

/// Everything that can be read from the tables; none if something cannot be read. Counts of nothing are no
/// facts.
fn contents(path: &Path) -> Option<String> {
    let conn = rusqlite::Connection::open(path).ok()?;
    let mut tables =
        conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").ok()?;
    let tables: Vec<String> = tables.query_map([], |row| row.get(0)).ok()?.collect::<Result<_, _>>().ok()?;
    let mut told = String::new();
    for table in tables {
        let some = if table == "tally" { "WHERE people + open + done + closed <> 0" } else { "" };
        let mut statement = conn.prepare(&format!("SELECT * FROM \"{table}\" {some}")).ok()?;
        let width = statement.column_count();
        let mut rows = statement.query([]).ok()?;
        while let Some(row) = rows.next().ok()? {
            let row: Vec<Value> = (0..width).map(|at| row.get(at)).collect::<rusqlite::Result<_>>().ok()?;
            let _ = writeln!(told, "{table} {row:?}");
        }
    }
    Some(told)
}

fn written() -> (House, Vec<u8>) {
    let house = rich();
    house.assert_sound("before");
    let bytes = fs::read(&house.path).unwrap();
    (house, bytes)
}

#[test]
fn a_flipped_bit_is_found_or_refused_wherever_it_changes_what_is_read() {
    let (house, bytes) = written();
    let flips = if long() { 10_000 } else { 80 };
    let path = house.folder.path().join("flipped.db");
    let whole = contents(&house.path).unwrap();
    let mut dice = Dice::new(12);
    let (mut refused, mut found, mut harmless, mut missed) = (0, 0, 0, Vec::new());
    for n in 0..flips {
        // Much of a small register is empty: every other flip goes where something stands.
        let (mut at, filled) = (usize::MAX, n % 2 == 0);
        while at == usize::MAX || (filled && bytes[at] == 0) {
            at = usize::try_from(dice.below(bytes.len() as u64)).unwrap();
        }
        let mask = 1 << dice.below(8);
        let mut damaged = bytes.clone();
        damaged[at] ^= mask;
        fs::write(&path, &damaged).unwrap();
        match fate(&path) {
            Fate::Refused => refused += 1,
            Fate::SearchPage => found += 1,
            Fate::Silent if contents(&path).as_ref() == Some(&whole) => harmless += 1,
            Fate::Silent => missed.push((at, mask, first_difference(&whole, contents(&path)))),
        }
    }
    report(&format!(
        "{flips} flipped bits: {refused} refused, {found} found, {harmless} changed nothing that is read"
    ));
    assert!(missed.is_empty(), "{} changed something and nothing told: {missed:?}", missed.len());
}

#[test]
fn a_table_whose_kind_is_misspelt_by_a_flip_is_found() {
    let (house, mut bytes) = written();
    // Pages that are free still hold the rows of the schema as they were before a migration.
    let all: Vec<usize> =
        (0..bytes.len() - 15).filter(|at| bytes[*at..].starts_with(b"tableentryentry")).collect();
    assert!(!all.is_empty());
    for at in all {
        bytes[at + 4] ^= 32;
    }
    let path = house.folder.path().join("flipped.db");
    fs::write(&path, bytes).unwrap();
    assert_eq!(fate(&path), Fate::SearchPage);
}

/// One bit of a record's header makes bytes of a text: SQLite reads the table as before, other programs do not.
#[test]
fn a_table_whose_kind_is_no_text_any_more_is_found() {
    let (house, mut bytes) = written();
    let at = bytes.windows(15).position(|window| window == b"tabledraftdraft").unwrap() - 6;
    assert_eq!(bytes[at], 13 + 2 * 5, "a text of five");
    bytes[at] ^= 1;
    let path = house.folder.path().join("flipped.db");
    fs::write(&path, bytes).unwrap();
    assert_eq!(fate(&path), Fate::SearchPage);
}

/// The first line that differs.
fn first_difference(whole: &str, now: Option<String>) -> String {
    let now = now.unwrap_or_default();
    let differs = whole.lines().zip(now.lines()).find(|(was, is)| was != is);
    differs.map_or("a missing line".to_owned(), |(was, is)| format!("{was} -> {is}"))
}

#[test]
fn a_register_that_ends_too_early_is_refused() {
    let (house, bytes) = written();
    let cuts = if long() { 2_000 } else { 20 };
    let path = house.folder.path().join("cut.db");
    let mut dice = Dice::new(7);
    for _ in 0..cuts {
        let length = usize::try_from(dice.below(bytes.len() as u64)).unwrap();
        fs::write(&path, &bytes[..length]).unwrap();
        assert_ne!(fate(&path), Fate::Silent, "cut to {length} of {}", bytes.len());
    }
}

#[test]
fn noise_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("noise.db");
    let mut dice = Dice::new(3);
    for size in [1, 15, 16, 100, 511, 512, 4_096, 65_536] {
        let mut noise: Vec<u8> = (0..size).map(|_| u8::try_from(dice.below(256)).unwrap()).collect();
        fs::write(&path, &noise).unwrap();
        assert_eq!(fate(&path), Fate::Refused, "{size}");
        for (at, byte) in b"SQLite format 3\0".iter().enumerate().take(size) {
            noise[at] = *byte;
        }
        fs::write(&path, &noise).unwrap();
        assert_eq!(fate(&path), Fate::Refused, "{size} with a head");
    }
}
