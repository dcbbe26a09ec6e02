//! A small register of invented people with something in every table: what stays in the fixtures of a version. It is that
//! of the version before, brought up, with rows for what is new.

use std::path::Path;

use chrono::NaiveDate;
use rusqlite::Connection;

use super::support::ctx;
use crate::domain::money::Fen;
use crate::domain::sign_sheet::{NewSheet, PrintedLine};
use crate::store::ledger::sheets;
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
    let (round, recipient): (String, String) = conn
        .query_row("SELECT (SELECT code FROM round LIMIT 1), (SELECT id FROM recipient LIMIT 1)", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    let line = PrintedLine {
        no: 1,
        page: 1,
        recipient: recipient.parse().unwrap(),
        name: "程连富".into(),
        cash: Fen::new(100_000),
        goods: "米面油 1 份".into(),
        goods_value: Fen::new(16_000),
    };
    let sheet = NewSheet { round: round.parse().unwrap(), place: "桑根达来镇".into(), lines: vec![line] };
    let last: NaiveDate = conn.query_row("SELECT max(on_day) FROM audit", [], |row| row.get(0)).unwrap();
    sheets::add(conn, &sheet, &ctx(last)).unwrap();
}
