//! Checks of the schema over many columns at once: SQLite parses the schema at every start, and a column
//! more in a check costs it a fifth of a check of its own.
//!
//! A NULL passes, as in any check: whether a column may be NULL, its own `NOT NULL` says.

use rusqlite::Connection;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;

use crate::store::columns::parse_day;
use crate::store::file::error::Result;

/// Teaches a connection the functions that the schema checks with. Without them nothing can be written.
pub(crate) fn teach(conn: &Connection) -> Result<()> {
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    conn.create_scalar_function("are_days", -1, flags, |args| {
        Ok(all_from(args, 0, |text| parse_day(text).is_some()))
    })?;
    conn.create_scalar_function("have_length", -1, flags, |args| {
        let (least, most): (usize, usize) = (args.get(0)?, args.get(1)?);
        Ok(all_from(args, 2, |text| (least..=most).contains(&characters(text))))
    })?;
    Ok(())
}

/// Whether all arguments from `first` on are NULL or a text that holds.
fn all_from(args: &Context<'_>, first: usize, holds: impl Fn(&[u8]) -> bool) -> bool {
    (first..args.len()).all(|at| match args.get_raw(at) {
        ValueRef::Null => true,
        ValueRef::Text(text) => holds(text),
        ValueRef::Integer(_) | ValueRef::Real(_) | ValueRef::Blob(_) => false,
    })
}

/// How many characters a text in UTF-8 has: its bytes that begin one.
fn characters(text: &[u8]) -> usize {
    text.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;
    use rusqlite::types::Value;

    fn answer(sql: &str) -> bool {
        let conn = Connection::open_in_memory().unwrap();
        super::teach(&conn).unwrap();
        conn.query_row(&format!("SELECT {sql}"), [], |row| row.get(0)).unwrap()
    }

    /// The rule of the schema: what SQLite itself writes for the day is the text. Years 1 to 9999, all days of four.
    #[test]
    fn days_are_those_that_sqlite_knows() {
        let conn = Connection::open_in_memory().unwrap();
        super::teach(&conn).unwrap();
        let mut both = conn.prepare("SELECT are_days(?1), ?1 IS date(?1, '+0 days')").unwrap();
        let mut same = |text: Value| {
            let (ours, theirs): (bool, bool) =
                both.query_row([&text], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
            assert_eq!(ours, theirs, "{text:?}");
        };
        for year in [0, 1, 1900, 2000, 2023, 2024, 9999] {
            for month in 0..=13 {
                for day in 0..=32 {
                    same(Value::Text(format!("{year:04}-{month:02}-{day:02}")));
                }
            }
        }
        for text in
            ["", "2024", "2024-2-2", "2024-02-02 ", "20240202", "now", "2024-02-02T00:00", "２０２４-02-02"]
        {
            same(Value::Text(text.to_owned()));
        }
        same(Value::Null);
    }

    #[test]
    fn lengths_are_counted_in_characters_and_null_passes() {
        for (sql, holds) in [
            ("have_length(1, 3, '敖包图', NULL, 'abc')", true),
            ("have_length(1, 3, '敖包图', '敖包图嘎')", false),
            ("have_length(1, 3, '')", false),
            ("have_length(0, 3, '')", true),
            ("have_length(0, 3, x'61')", false),
            ("are_days(NULL, '2024-02-29', '2023-02-29')", false),
            ("are_days(20240202)", false),
        ] {
            assert_eq!(answer(sql), holds, "{sql}");
        }
    }
}
