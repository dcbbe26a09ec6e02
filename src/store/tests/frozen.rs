//! A small register of invented people with something in every table: what stays in the fixtures of a version. It is that
//! of the version before, brought up, with rows for what is new.

use std::path::Path;

use rusqlite::Connection;

use crate::domain::date::DaySource;
use crate::domain::op::WriteContext;
use crate::domain::text::CleanText;
use crate::domain::work::{Details, Field, FieldValue, NewWork, Period, WorkKind};
use crate::store::{Store, mirror, work};

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
    let today = chrono::NaiveDate::from_ymd_opt(2024, 2, 2).unwrap();
    let ctx =
        WriteContext {
            today, day_source: DaySource::Given, now_ms: 1_706_832_000_000, actor: "冻结".into()
        };
    let days = Period { from: today, to: None };
    let (kind, details) = (WorkKind::Matter, Details::from([(Field::People, FieldValue::Number(2))]));
    let id = "018d6743-0000-7000-8000-00000000000b".parse().unwrap();
    let row = NewWork {
        id,
        kind,
        subkind: CleanText::default(),
        title: "安置遗留问题".into(),
        days,
        recipient: None,
        details,
    };
    work::add(conn, &[row], &ctx).unwrap();
}
