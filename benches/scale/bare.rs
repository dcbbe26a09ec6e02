//! What the register is held beside: SQLite alone, without a rule.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

/// Rows that are made ready before their insertion is timed.
const BATCH: usize = 1_000;

/// What an import fills. Keys come person by person, as an import makes them, and not in their order.
const TABLES: [(&str, &str); 5] = [
    ("recipient", "local_id"),
    ("initials", "recipient"),
    ("group_held", "local_id"),
    ("standing", "recipient"),
    ("search_key", "recipient"),
];

/// How long it takes to insert the very rows that an import has left in `register`, ready in memory, into
/// tables without a rule, to make the same indexes after, and to commit.
pub(crate) fn insert(register: &Path, path: &Path) -> Duration {
    let from = Connection::open(register).unwrap();
    let conn = Connection::open(path).unwrap();
    conn.pragma_update(None, "journal_mode", "wal").unwrap();
    conn.pragma_update(None, "synchronous", "FULL").unwrap();
    conn.pragma_update(None, "cache_size", -16_000).unwrap();
    let tx = conn.unchecked_transaction().unwrap();
    let mut took = Duration::ZERO;
    for (table, order) in TABLES {
        let mut rows = from.prepare(&format!("SELECT * FROM {table} ORDER BY {order}")).unwrap();
        let columns: Vec<String> = rows
            .column_names()
            .map(|name| {
                let key = name == "local_id" || (table, name) == ("initials", "recipient");
                if key { format!("{name} INTEGER PRIMARY KEY") } else { name.to_owned() }
            })
            .collect();
        tx.execute_batch(&format!("CREATE TABLE {table} ({})", columns.join(", "))).unwrap();
        let places = vec!["?"; columns.len()].join(",");
        let mut insert = tx.prepare(&format!("INSERT INTO {table} VALUES ({places})")).unwrap();
        let mut rows = rows.query([]).unwrap();
        let mut ready: Vec<Vec<Value>> = Vec::with_capacity(BATCH);
        loop {
            let row = rows.next().unwrap();
            if row.is_none() || ready.len() == BATCH {
                let began = Instant::now();
                for row in &ready {
                    insert.execute(params_from_iter(row)).unwrap();
                }
                took += began.elapsed();
                ready.clear();
            }
            let Some(row) = row else { break };
            ready.push((0..columns.len()).map(|at| row.get(at).unwrap()).collect());
        }
    }
    let indexes = indexes(&from);
    let began = Instant::now();
    tx.execute_batch(&indexes).unwrap();
    tx.commit().unwrap();
    took + began.elapsed()
}

/// What makes the indexes that the register has over these tables, the keys of tables included.
fn indexes(register: &Connection) -> String {
    let mut all = String::from(
        "CREATE INDEX recipient_id_index ON recipient (id);
         CREATE INDEX standing_key ON standing (round, recipient);
         CREATE INDEX search_key_key ON search_key (key, rank, recipient);",
    );
    for (table, _) in TABLES {
        let sql =
            "SELECT sql || ';' FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?1";
        let mut statement = register.prepare(sql).unwrap();
        let texts = statement.query_map([table], |row| row.get::<_, String>(0)).unwrap();
        all.extend(texts.map(Result::unwrap));
    }
    all
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
