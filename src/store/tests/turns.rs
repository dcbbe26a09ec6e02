//! Protects the turn to write: nothing is copied back from the log while it is held but a few pages, and the log of an
//! import stays short beside those who write and read. All is counted in pages.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use rusqlite::{Connection, Transaction};
use tempfile::TempDir;
use uuid::Uuid;

use super::costs::gift;
use super::support::{banner, ctx, day, person, spring};
use crate::domain::error::RegisterError;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::money::Fen;
use crate::domain::op::{Draft, Op};
use crate::domain::person::Edit;
use crate::domain::recipient::StatusKind;
use crate::domain::roster::RosterEntry;
use crate::store::file::error::Result;
use crate::store::file::lock;
use crate::store::file::log::{self, FEW, LONG, LogState, MANY};
use crate::store::{ImportSource, Store};

fn register() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create(&folder.path().join("r.db"), &banner(), "test", &ctx(day(2022))).unwrap();
    (folder, store)
}

/// Writes at least so many pages.
fn write_pages(tx: &Transaction<'_>, pages: u32) -> Result<()> {
    for _ in 0..pages {
        tx.execute("INSERT INTO import_row (entry) VALUES (hex(zeroblob(2000)))", [])?;
    }
    Ok(())
}

fn write(store: &mut Store, pages: u32) {
    store.write(&ctx(day(2024)), |tx| write_pages(tx, pages), |_, ()| Ok(())).unwrap();
}

fn state(store: &Store) -> LogState {
    log::state(&store.conn).unwrap()
}

#[test]
fn a_commit_copies_nothing_back_and_who_wrote_does_so_behind_the_turn() {
    let (_folder, mut store) = register();
    {
        let (_turn, tx) = store.begin().unwrap();
        store.written_in(tx, &ctx(day(2024)), |tx| write_pages(tx, 3_000), |_, ()| Ok(())).unwrap();
        let held = state(&store);
        assert!(held.pages > 3_000 && held.copied == 0, "{held:?}");
    }
    store.copy_back();
    assert_eq!(state(&store).waiting(), 0);
    let all_is_copied = |store: &Store, kind| {
        let state = state(store);
        assert!(state.pages > MANY && state.waiting() == 0, "{kind}: {state:?}");
    };
    write(&mut store, MANY);
    all_is_copied(&store, "a write");
    let many = |tx: &Transaction<'_>| write_pages(tx, MANY);
    store.write_while(&ctx(day(2024)), &mut || true, many).unwrap();
    assert!(state(&store).waiting() > MANY, "a step waits for nothing: who imports rests behind it");
    store.copy_what_waits();
    all_is_copied(&store, "a step");
    write(&mut store, 1);
    assert!(state(&store).pages < MANY, "the log begins anew");
}

/// Others write between the copying and the turn, the first time much, and always somebody reads.
#[test]
fn a_step_of_an_import_begins_a_long_log_anew_with_a_few_pages_copied_in_its_turn() {
    let (_folder, mut store) = register();
    let mut other = Store::open(store.path()).unwrap();
    let reader = Store::open(store.path()).unwrap();
    let read = || {
        let state = reader.state().unwrap();
        reader.conn.query_row("SELECT count(*) FROM setting", [], |row| row.get::<_, i64>(0)).unwrap();
        state
    };
    write(&mut store, 1);
    let old = read();
    write(&mut store, LONG);
    drop(old);
    let mut reads = read();
    let path = store.path.clone();
    let (mut tries, mut held) = (0, 0);
    let turn = store
        .turn_with_room(&mut || true, &mut |_| {
            tries += 1;
            write(&mut other, if tries == 1 { 3 * FEW } else { FEW / 4 });
            let turn = lock::take(&path)?;
            drop(reads.take());
            if tries < 4 {
                reads = read();
            }
            held = state(&store).copied;
            Ok(turn)
        })
        .unwrap();
    let copied = state(&store).copied - held;
    assert!(tries == 4 && copied > 0 && copied <= FEW, "{tries} tries, {copied} pages");
    drop(turn);
    write(&mut store, 1);
    assert!(state(&store).pages < FEW, "the log begins anew");
}

/// The longest log beside somebody who writes between two parts, and two who read one state after another, so that
/// always somebody does.
fn longest(rows: usize) -> u32 {
    let (_folder, mut store) = register();
    let ctx = ctx(day(2024));
    let all: Vec<(RecipientId, RosterEntry)> =
        (0..rows).map(|n| (RecipientId(Uuid::from_u128(n as u128 + 1)), person(n, rows))).collect();
    let mut other = Store::open(store.path()).unwrap();
    let path = store.path.clone();
    let ended = AtomicBool::new(false);
    let mut longest = 0;
    thread::scope(|scope| {
        for late in [0, 10] {
            let (path, ended) = (&path, &ended);
            scope.spawn(move || {
                let reader = Store::open(path).unwrap();
                thread::sleep(Duration::from_millis(late));
                while !ended.load(Ordering::Relaxed) {
                    let _state = reader.state().unwrap();
                    let sql = "SELECT count(*) FROM setting";
                    reader.conn.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
                    thread::sleep(Duration::from_millis(20));
                }
            });
        }
        let turn = store.begin_parts(&ctx, &mut || true).unwrap();
        for rows in all.chunks(500) {
            store.keep_rows(rows, &ctx, &mut || true).unwrap();
            longest = longest.max(state(&other).pages);
        }
        let source =
            ImportSource { name: &"roster.csv".into(), content: None, rename: false, shape: "", ends: None };
        store.decide_parts(&source, rows as u64, &ctx, &mut || true).unwrap();
        let told = &mut |_, _| {
            other
                .write(&ctx, |tx| Ok(tx.execute("UPDATE setting SET value = value", [])?), |_, _| Ok(()))
                .unwrap();
            longest = longest.max(state(&other).pages);
        };
        let applied = store.apply_parts(turn, told).unwrap();
        ended.store(true, Ordering::Relaxed);
        assert_eq!(applied.new, rows as u64);
    });
    longest
}

#[test]
fn the_log_of_an_import_of_any_size_stays_short_beside_writers_and_readers() {
    for rows in [3_000, 12_000] {
        let pages = longest(rows);
        assert!(pages > LONG / 2 && pages < 2 * LONG, "{pages} pages at {rows} rows");
    }
}

/// Whoever imports copies for all: others need not wait for the disk.
#[test]
fn nobody_copies_back_beside_an_import_but_who_imports() {
    let (_folder, mut store) = register();
    let mut other = Store::open(store.path()).unwrap();
    let turn = store.begin_parts(&ctx(day(2024)), &mut || true).unwrap();
    write(&mut other, 2 * MANY);
    drop(other);
    let held = state(&store);
    assert!(held.pages > MANY && held.copied == 0, "{held:?}");
    store.abandon_parts(turn, &ctx(day(2024))).unwrap();
    let last = Store::open(store.path()).unwrap();
    drop(store);
    assert_eq!(state(&last).waiting(), 0, "who goes brings in what waits");
}

/// A register of two people, one of whom was given something, and every write but those of many.
fn writes() -> (TempDir, Store, Vec<Op>) {
    let (mut store, folder) = super::support::register(1, 2);
    let (id, other) = (RecipientId(Uuid::from_u128(1 << 120)), RecipientId(Uuid::from_u128((1 << 120) + 1)));
    let entry = |n| EntryId(Uuid::from_u128(n));
    let record = |n, whom| Op::Record(Box::new(gift(entry(n), whom, 2023)));
    store.commit(&record(1, id), &ctx(day(2024))).unwrap();
    let round = store.round(spring(2025)).unwrap();
    let mut changed = round.clone();
    changed.standards[0].cash = Fen::new(120_000);
    let kind = StatusKind::Died;
    let edit = Edit { note: Some("听力不好".into()), ..Edit::default() };
    let ops = vec![
        record(2, other),
        Op::Reverse { id: entry(3), of: entry(1), reason: "发错人".into() },
        Op::OpenPhones { round: spring(2023), reason: "约访".into() },
        Op::Unmask { id, reason: "核对".into() },
        Op::Set { key: "two_handlers".into(), value: "off".into() },
        Op::CreateRound(round),
        Op::ChangeRound(changed),
        Op::Edit { id, rev: 1, edit: Box::new(edit) },
        Op::SetStatus { id: other, kind, on: day(2024), reason: "家属告知".into() },
        Op::SaveDraft(Draft { id: entry(4), recipient: other, body: "cash=1000".into() }),
    ];
    (folder, store, ops)
}

/// A browser of databases takes SQLite's lock and no side lock.
#[test]
fn a_write_that_was_taken_back_while_another_had_sqlites_lock_is_not_made_when_it_goes() {
    let (_folder, mut store, ops) = writes();
    let other = Connection::open(&store.path).unwrap();
    let stop = Arc::new(AtomicBool::new(false));
    store.stop_when(Arc::clone(&stop)).unwrap();
    let state = |store: &Store| store.version().unwrap();
    let before = state(&store);
    for waits in [true, false] {
        store.waits = waits;
        for op in &ops {
            other.execute_batch("BEGIN IMMEDIATE").unwrap();
            let made = thread::scope(|scope| {
                let write =
                    scope.spawn(|| store.commit_with_progress(op, &ctx(day(2024)), Box::new(|_| true)));
                thread::sleep(Duration::from_millis(20));
                stop.store(true, Ordering::Relaxed);
                other.execute_batch("ROLLBACK").unwrap();
                write.join().unwrap()
            });
            stop.store(false, Ordering::Relaxed);
            assert!(matches!(made, Err(RegisterError::Stopped | RegisterError::Busy(_))), "{op:?}: {made:?}");
            assert_eq!(state(&store), before, "{op:?}");
        }
    }
    // Each would have been made.
    for op in &ops {
        store.commit(op, &ctx(day(2024))).unwrap_or_else(|error| panic!("{op:?}: {error:?}"));
    }
}

#[test]
fn who_waits_for_sqlites_lock_gets_it_or_stops() {
    let (_folder, store) = register();
    let other = Connection::open(&store.path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut asked = 0;
    let mut go_on = || {
        asked += 1;
        asked < 3
    };
    let stopped = store.write_while(&ctx(day(2024)), &mut go_on, |_| Ok(()));
    assert_eq!(stopped, Err(RegisterError::Stopped), "a part of an import");
    asked = 0;
    let mut go_on = || {
        asked += 1;
        if asked == 3 {
            other.execute_batch("ROLLBACK").unwrap();
        }
        true
    };
    store.write_while(&ctx(day(2024)), &mut go_on, |_| Ok(())).unwrap();
    assert_eq!(asked, 3);
}
