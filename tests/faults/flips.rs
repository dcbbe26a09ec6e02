//! Bits that flip and files that end too early: found or refused, never a panic, never written to.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use muster::clock;
use muster::store::Store;
use rusqlite::types::Value;

use super::house::{House, acknowledged};
use super::{Dice, long, report};
use crate::support::program::finished;

/// What became of a damaged register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Refused,
    Found,
    /// Nothing told. Harmless if nothing that can be read has changed.
    Silent,
}

fn fate(path: &Path) -> Fate {
    let before = fs::read(path).unwrap();
    let fate = match Store::open(path).map(|store| store.check()) {
        Err(_) | Ok(Err(_)) => Fate::Refused,
        Ok(Ok(findings)) if findings.is_empty() => Fate::Silent,
        Ok(Ok(_)) => Fate::Found,
    };
    assert_eq!(fs::read(path).unwrap(), before, "it was written to");
    for leftover in ["-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{leftover}", path.display()));
    }
    fate
}

/// Everything that can be read from the tables, and the ledger alone.
fn contents(path: &Path) -> Option<(String, String)> {
    let conn = rusqlite::Connection::open(path).ok()?;
    let tables = |sql: &str| -> rusqlite::Result<Vec<String>> {
        conn.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
    };
    let all = tables("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").ok()?;
    let mut told = (String::new(), String::new());
    for table in all {
        let mut statement = conn.prepare(&format!("SELECT * FROM \"{table}\"")).ok()?;
        let width = statement.column_count();
        let mut rows = statement.query([]).ok()?;
        while let Some(row) = rows.next().ok()? {
            let row: Vec<Value> = (0..width).map(|at| row.get(at)).collect::<rusqlite::Result<_>>().ok()?;
            let _ = writeln!(told.0, "{table} {row:?}");
            if table == "entry" {
                let _ = writeln!(told.1, "{row:?}");
            }
        }
    }
    Some(told)
}

fn written() -> (House, Vec<u8>) {
    let house = House::new(12);
    for person in 0..10 {
        let id = clock::new_entry_id().to_string();
        assert!(acknowledged(&finished(&mut house.record(person, &id)), &id));
    }
    let bytes = fs::read(&house.path).unwrap();
    (house, bytes)
}

#[test]
fn a_flipped_bit_is_found_or_refused_wherever_it_changes_the_ledger() {
    let (house, bytes) = written();
    let flips = if long() { 10_000 } else { 80 };
    let path = house.folder.path().join("flipped.db");
    let whole = contents(&house.path).unwrap();
    let mut dice = Dice::new(12);
    let (mut refused, mut found, mut harmless, mut missed) = (0, 0, 0, 0);
    for _ in 0..flips {
        let bit = dice.below(bytes.len() as u64 * 8);
        let (at, mask) = (usize::try_from(bit / 8).unwrap(), 1 << (bit % 8));
        let mut damaged = bytes.clone();
        damaged[at] ^= mask;
        fs::write(&path, &damaged).unwrap();
        match fate(&path) {
            Fate::Refused => refused += 1,
            Fate::Found => found += 1,
            Fate::Silent => {
                let now = contents(&path).unwrap_or_else(|| panic!("unreadable and not told: {at} {mask}"));
                assert_eq!(now.1, whole.1, "the ledger changed and nothing told: {at} {mask}");
                if now.0 == whole.0 { harmless += 1 } else { missed += 1 }
            }
        }
    }
    report(&format!(
        "{flips} flipped bits: {refused} refused, {found} found, {harmless} changed nothing that is read, \
         {missed} changed a fact outside the ledger unseen"
    ));
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
