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
fn fill(_conn: &Connection) {}
