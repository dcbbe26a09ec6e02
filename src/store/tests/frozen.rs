//! A small register of invented people with something in every table: what stays in the fixtures of a version. It is that
//! of the version before, brought up, with rows for what is new.

use std::path::Path;

use rusqlite::Connection;

use crate::store::{Store, mirror};

/// An address that stands in the file once.
pub(super) const NAME: &str = "某街一号院";

/// Writes the register to a new file at `path`, from the one of the version before.
pub(super) fn write(before: &Path, path: &Path) {
    let store = Store::open(before).unwrap();
    fill(&store.conn);
    mirror::keep_counts(&store.conn).unwrap();
    mirror::keep_heads(&store.conn).unwrap();
    assert_eq!(store.check().unwrap(), []);
    store.conn.execute("VACUUM INTO ?1", [path.to_str().unwrap()]).unwrap();
}

/// The rows of tables that the newest version brought, as it writes them.
fn fill(conn: &Connection) {
    conn.execute_batch(
        "INSERT INTO payroll (id, number, programme, name, sha256, paid_on, entries, total_fen, reason, recorded_on)
         VALUES ('0190a3c1-7a52-8000-8000-000000000001', '2023-01', 'army_spouse', 'a.csv', '00', '2023-01-10', 0, 0, NULL,
                 '2023-01-11');
         INSERT INTO pay_standard (programme, key, from_day, fen, body)
         VALUES ('army_spouse', '|||', '2023-01-01', 50000, '{\"rate\":\"month\"}');
         INSERT INTO case_step (case_id, recipient, step, on_day, body, device, device_seq, recorded_on)
         SELECT '2023-001', id, 'accept', '2023-01-10', '{}', (SELECT value FROM meta WHERE key = 'device'), 1, '2023-01-11'
         FROM recipient WHERE kind = 'person' ORDER BY local_id LIMIT 1;",
    )
    .unwrap();
}
