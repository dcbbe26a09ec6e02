//! What the register is held beside: SQLite alone, without a rule.

use std::path::Path;
use std::time::{Duration, Instant};

use muster::domain::pinyin::Readings;
use rusqlite::{Connection, params};

use crate::people;

/// Rows that are made ready before their insertion is timed.
const BATCH: usize = 1_000;

/// The indexes that a register has over recipients and their search keys.
const INDEXES: &str = "CREATE UNIQUE INDEX a ON recipient (id);
    CREATE UNIQUE INDEX b ON recipient (id_key);
    CREATE INDEX c ON recipient (kind, township, village, pinyin, no);
    CREATE INDEX d ON recipient (kind, pinyin, no);
    CREATE INDEX e ON recipient (kind, township, pinyin, no);
    CREATE INDEX f ON recipient (name, township);
    CREATE INDEX g ON key (key, rank, recipient);";

/// How long it takes to insert the same people and keys, rows ready in memory, and to make the same
/// indexes after. Conversion to pinyin and the checks of ID numbers are not counted.
pub(crate) fn insert(register: &Path, path: &Path, people: usize) -> Duration {
    let keys = keys_of(register);
    let conn = Connection::open(path).unwrap();
    conn.pragma_update(None, "journal_mode", "wal").unwrap();
    conn.pragma_update(None, "synchronous", "FULL").unwrap();
    conn.pragma_update(None, "cache_size", -16_000).unwrap();
    conn.execute_batch(
        "CREATE TABLE recipient (no INTEGER PRIMARY KEY, id, kind, name, pinyin, birth, id_number, id_key,
           phone, township, village);
         CREATE TABLE key (key, rank, recipient);",
    )
    .unwrap();
    let tx = conn.unchecked_transaction().unwrap();
    let mut took = Duration::ZERO;
    for batch in 0..people.div_ceil(BATCH) {
        let ready: Vec<_> = (batch * BATCH..people.min((batch + 1) * BATCH))
            .map(|n| {
                let person = people::person(n);
                let id = muster::clock::new_recipient_id().to_string();
                (n, id, Readings::of(&person.name), person)
            })
            .collect();
        let spelled: Vec<Vec<String>> = ready.iter().map(|(_, _, readings, _)| readings.keys()).collect();
        let pinyin: Vec<String> = ready.iter().map(|(_, _, readings, _)| readings.main_full()).collect();
        let began = Instant::now();
        let mut row = tx
            .prepare_cached("INSERT INTO recipient VALUES (?1, ?2, 'person', ?3, ?4, ?5, ?6, ?6, ?7, ?8, ?9)")
            .unwrap();
        let mut key = tx.prepare_cached("INSERT INTO key VALUES (?1, 0, ?2)").unwrap();
        for (((n, id, _, person), spelled), pinyin) in ready.iter().zip(&spelled).zip(&pinyin) {
            let number = person.id_number.as_ref().map(muster::domain::idcard::IdNumber::as_str);
            let (name, phone) = (person.name.as_str(), person.phone.as_deref());
            row.execute(params![
                n,
                id,
                name,
                pinyin,
                person.birth,
                number,
                phone,
                person.township.as_str(),
                n % 108
            ])
            .unwrap();
            for spelling in spelled {
                key.execute(params![spelling, n]).unwrap();
            }
            // as many as the register keeps: the name whole and in part, numbers from both ends
            for _ in spelled.len()..keys {
                key.execute(params![phone, n]).unwrap();
            }
        }
        took += began.elapsed();
    }
    let began = Instant::now();
    tx.execute_batch(INDEXES).unwrap();
    tx.commit().unwrap();
    took + began.elapsed()
}

/// Search keys that a recipient has in the register, on average.
fn keys_of(register: &Path) -> usize {
    let conn = Connection::open(register).unwrap();
    let sql = "SELECT (SELECT count(*) FROM search_key) / (SELECT count(*) FROM recipient)";
    conn.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Recipients and open items of each township, counted one by one.
pub(crate) fn count(register: &Path) -> Vec<(String, u64, u64)> {
    let conn = Connection::open(register).unwrap();
    let mut statement = conn
        .prepare(
            "SELECT t.code, (SELECT count(*) FROM recipient AS r WHERE +r.township = t.code AND r.kind = 'person'),
               (SELECT count(*) FROM standing AS s WHERE s.township = t.code AND s.kind = 'person' AND s.rank <= 1)
             FROM township AS t ORDER BY t.code",
        )
        .unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
    rows.map(Result::unwrap).collect()
}
