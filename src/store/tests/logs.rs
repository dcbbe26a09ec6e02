//! A log that is taken away while its register is open.

use std::fs;

use rusqlite::Transaction;
use uuid::Uuid;

use super::costs::gift;
use super::support::{ctx, day, register};
use crate::domain::error::RegisterError;
use crate::domain::ids::EntryId;
use crate::domain::op::Op;
use crate::store::file::error::Result;
use crate::store::file::{checks, connection, lock, log, schema, seal};
use crate::store::register::Store;

/// What stands in the way of a write comes while it is under way: it is not acknowledged, and is there all the same.
#[test]
fn a_log_that_goes_while_something_is_written_is_told_and_what_was_written_is_saved() {
    for gone in [&["-wal"][..], &["-shm"], &["-wal", "-shm"]] {
        let (mut store, _folder) = register(0, 0);
        let path = store.path.clone();
        let told = store.write(
            &ctx(day(2024)),
            |tx| {
                tx.execute("INSERT INTO meta (key, value) VALUES ('probe', 'a')", [])?;
                for part in gone {
                    fs::remove_file(lock::beside(&path, part)).unwrap();
                }
                Ok(())
            },
            |_, ()| Ok(()),
        );
        assert!(matches!(told, Err(RegisterError::TakenAway(_))), "{gone:?}: {told:?}");
        std::mem::forget(store);
        let alone = connection::connect_to_file(&path).unwrap();
        let found = alone.query_row("SELECT value FROM meta WHERE key = 'probe'", [], |row| row.get(0));
        assert_eq!(found, Ok("a".to_owned()), "{gone:?}");
    }
}

/// The log goes behind the last write, and the program ends without another look.
#[test]
fn a_log_that_goes_behind_the_last_write_is_brought_into_the_file_at_the_end() {
    let (mut store, _folder) = register(0, 0);
    let path = store.path.clone();
    let write = |tx: &Transaction<'_>| -> Result<()> {
        tx.execute("INSERT INTO meta (key, value) VALUES ('probe', 'a')", [])?;
        Ok(())
    };
    store.write(&ctx(day(2024)), write, |_, ()| Ok(())).unwrap();
    fs::remove_file(lock::beside(&path, "-wal")).unwrap();
    // Another program that came just then has made an empty one and holds the file as a reader does.
    let other = rusqlite::Connection::open(&path).unwrap();
    let _ = other.query_row("SELECT count(*) FROM meta", [], |row| row.get::<_, i64>(0));
    fs::write(lock::beside(&path, "-wal"), "").unwrap();
    drop(store);
    let alone = connection::connect_to_file(&path).unwrap();
    let found = alone.query_row("SELECT value FROM meta WHERE key = 'probe'", [], |row| row.get(0));
    assert_eq!(found, Ok("a".to_owned()));
}

/// As if an older file had been copied over it: what was seen is not there any more.
#[test]
fn a_register_that_knows_less_than_was_seen_is_not_written() {
    let (mut store, _folder) = register(1, 1);
    let one = store.resolve("程连富").unwrap();
    let gift = gift(EntryId(Uuid::from_u128(1 << 99)), one, 2023);
    store.commit(&Op::Record(Box::new(gift)), &ctx(day(2023))).unwrap();
    let other = rusqlite::Connection::open(store.path()).unwrap();
    seal::teach(&other).unwrap();
    checks::teach(&other).unwrap();
    other.execute_batch("DROP TRIGGER entry_no_delete; DELETE FROM entry").unwrap();
    store.schema.set(schema::number(&store.conn).unwrap());
    // Nor does the first try make it the state that the second goes on from.
    for _ in 0..2 {
        let told = store.commit(&Op::DropDraft(EntryId(Uuid::nil())), &ctx(day(2023))).map(drop);
        assert!(matches!(told, Err(RegisterError::KnowsLess { entries: [1, 0], .. })), "{told:?}");
    }
    // What this connection knows of the log belongs to another file: nothing of it is brought in at the end.
    let waiting = log::state(&other).unwrap().waiting();
    drop(store);
    assert!(waiting > 0);
    assert_eq!(log::state(&other).unwrap().waiting(), waiting);
}

/// What the screens show is read by another connection than the one that writes: what the first has seen counts for both.
#[test]
fn what_another_connection_of_the_program_has_seen_is_not_written_behind() {
    let (reader, _folder) = register(1, 1);
    let reopener = reader.reopener();
    let one = reader.resolve("程连富").unwrap();
    let mut elsewhere = Store::open(reader.path()).unwrap();
    let gift = gift(EntryId(Uuid::from_u128(1 << 99)), one, 2023);
    elsewhere.commit(&Op::Record(Box::new(gift)), &ctx(day(2023))).unwrap();
    drop(elsewhere);
    // The watch tells the program, and it looks how far the register has come.
    reader.version().unwrap();
    let other = rusqlite::Connection::open(reader.path()).unwrap();
    seal::teach(&other).unwrap();
    checks::teach(&other).unwrap();
    let trigger: String = other
        .query_row("SELECT sql FROM sqlite_schema WHERE name = 'entry_no_delete'", [], |row| row.get(0))
        .unwrap();
    other.execute_batch(&format!("DROP TRIGGER entry_no_delete; DELETE FROM entry; {trigger}")).unwrap();
    let mut writer = reopener.open().unwrap();
    let told = writer.commit(&Op::DropDraft(EntryId(Uuid::nil())), &ctx(day(2023))).map(drop);
    assert!(matches!(told, Err(RegisterError::KnowsLess { entries: [1, 0], .. })), "{told:?}");
}
