//! Protects the acknowledgement: what the table did not take is never told as recorded.

use rusqlite::Connection;
use uuid::Uuid;

use super::costs::gift;
use super::support::{ctx, day, register};
use crate::domain::entry::LedgerQuery;
use crate::domain::error::RegisterError;
use crate::domain::ids::EntryId;
use crate::domain::op::Op;
use crate::store::file::{checks, schema, seal};

/// Triggers that take something away from what is written, and the table where that shows. The connection has
/// verified the schema with the trigger in it, as if it had been one of ours.
#[test]
fn what_a_trigger_swallows_is_not_acknowledged() {
    const KEEPS: &str = "DROP TRIGGER entry_no_delete; DROP TRIGGER entry_no_update; ";
    for (table, sql) in [
        ("entry", "CREATE TRIGGER swallow BEFORE INSERT ON entry BEGIN SELECT RAISE(IGNORE); END"),
        ("visit", "CREATE TRIGGER swallow BEFORE INSERT ON visit BEGIN SELECT RAISE(IGNORE); END"),
        ("audit", "CREATE TRIGGER swallow BEFORE INSERT ON audit BEGIN SELECT RAISE(IGNORE); END"),
        (
            "entry",
            "CREATE TRIGGER swallow AFTER INSERT ON entry BEGIN DELETE FROM entry WHERE id = NEW.id; END",
        ),
        // Behind everything that the operation itself writes: when the register keeps how far it reaches.
        ("entry", "CREATE TRIGGER swallow AFTER UPDATE ON meta BEGIN DELETE FROM entry; END"),
        ("entry", "CREATE TRIGGER swallow AFTER UPDATE ON meta BEGIN UPDATE entry SET cash_fen = 1; END"),
        (
            "visit",
            "DROP TRIGGER visit_no_update;
             CREATE TRIGGER swallow AFTER UPDATE ON meta BEGIN UPDATE visit SET outcome = 'absent'; END",
        ),
        (
            "visit",
            "DROP TRIGGER visit_no_delete; CREATE TRIGGER swallow AFTER UPDATE ON meta BEGIN DELETE FROM visit; END",
        ),
    ] {
        let (mut store, _folder) = register(1, 1);
        let one = store.resolve("程连富").unwrap();
        let other = Connection::open(store.path()).unwrap();
        seal::teach(&other).unwrap();
        checks::teach(&other).unwrap();
        other.execute_batch(&format!("{KEEPS}{sql}")).unwrap();
        store.schema.set(schema::number(&store.conn).unwrap());
        let recording = gift(EntryId(Uuid::from_u128(1 << 99)), one, 2023);
        let told = store.commit(&Op::Record(Box::new(recording)), &ctx(day(2023))).map(drop);
        assert_eq!(told, Err(RegisterError::Schema(table.into())), "{sql}");
        assert!(store.ledger(&LedgerQuery::default()).unwrap().rows.is_empty());
    }
}

/// As above, for a reversal.
#[test]
fn a_reversal_that_a_late_trigger_swallows_is_not_acknowledged() {
    let (mut store, _folder) = register(1, 1);
    let one = store.resolve("程连富").unwrap();
    let gift = gift(EntryId(Uuid::from_u128(1 << 99)), one, 2023);
    store.commit(&Op::Record(Box::new(gift.clone())), &ctx(day(2023))).unwrap();
    let other = Connection::open(store.path()).unwrap();
    seal::teach(&other).unwrap();
    checks::teach(&other).unwrap();
    let sql = "DROP TRIGGER entry_no_delete; DROP TRIGGER entry_no_update;
         CREATE TRIGGER swallow AFTER UPDATE ON meta BEGIN DELETE FROM entry WHERE kind = 'reversal'; END";
    other.execute_batch(sql).unwrap();
    store.schema.set(schema::number(&store.conn).unwrap());
    let reversal = Op::Reverse { id: EntryId(Uuid::from_u128(1 << 98)), of: gift.id, reason: "试".into() };
    let told = store.commit(&reversal, &ctx(day(2023))).map(drop);
    assert_eq!(told, Err(RegisterError::Schema("entry".into())));
    assert_eq!(store.ledger(&LedgerQuery::default()).unwrap().rows.len(), 1);
}
