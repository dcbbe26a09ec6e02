//! Memberships: the groups and categories that a recipient holds, each with the day it was entered and the list it
//! came from.

use rusqlite::{Connection, OptionalExtension};

use crate::domain::op::WriteContext;
use crate::domain::recipient::{Held, Kind};
use crate::domain::roster::ContentHash;
use crate::domain::text::CleanText;
use crate::store::file::error::Result;
use crate::store::{labels, row_id};

/// Where facts come from: the day of the act, and the list, if it was one.
pub(crate) struct Origin<'a> {
    pub(crate) ctx: &'a WriteContext,
    /// The day, as it is stored.
    pub(crate) day: String,
    /// The local number of the source.
    pub(crate) source: Option<i64>,
}

impl<'a> Origin<'a> {
    /// Facts entered by hand.
    pub(crate) fn hand(ctx: &'a WriteContext) -> Self {
        Self { ctx, day: ctx.today.to_string(), source: None }
    }

    /// Facts read from a list, which is kept as a source, with the hash of its file where there is one, and what tells lists
    /// of its kind from others.
    pub(crate) fn list(
        conn: &Connection,
        name: &CleanText,
        (content, shape): (Option<&ContentHash>, &str),
        ctx: &'a WriteContext,
    ) -> Result<Self> {
        const NAME_MAX: usize = 500;
        let name: String = name.chars().take(NAME_MAX).collect();
        let day = ctx.today.to_string();
        conn.execute(
            "INSERT INTO source (id, name, sha256, scope, read_on, read_at) VALUES (?1, ?2, ?3, nullif(?4, ''), ?5, ?6)",
            (row_id::fresh(ctx), name, content.map(ToString::to_string), shape, &day, ctx.now_ms),
        )?;
        Ok(Self { ctx, day, source: Some(conn.last_insert_rowid()) })
    }
}

/// Adds groups.
pub(crate) fn add_groups(conn: &Connection, no: i64, groups: &[Held], origin: &Origin<'_>) -> Result<()> {
    for held in groups {
        conn.prepare_cached(
            "INSERT INTO group_held (id, recipient, visit_group, held_from, held_to, entered_on, source)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute((
            row_id::fresh(origin.ctx),
            no,
            labels::group_no(conn, &held.label)?,
            held.from,
            held.until,
            &origin.day,
            origin.source,
        ))?;
    }
    Ok(())
}

/// Adds categories.
pub(crate) fn add_categories(
    conn: &Connection,
    no: i64,
    categories: &[Held],
    origin: &Origin<'_>,
) -> Result<()> {
    for held in categories {
        conn.prepare_cached(
            "INSERT INTO category_held (id, recipient, category, held_from, held_to, entered_on, source)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute((
            row_id::fresh(origin.ctx),
            no,
            labels::category_no(conn, &held.label)?,
            held.from,
            held.until,
            &origin.day,
            origin.source,
        ))?;
    }
    Ok(())
}

/// A kind of membership: its tables and the column that names the label.
struct Table {
    held: &'static str,
    label: &'static str,
}

const GROUPS: Table = Table { held: "group_held", label: "visit_group" };
const CATEGORIES: Table = Table { held: "category_held", label: "category" };

/// Makes the groups held those of a list. One that is held already keeps its name and the day it was entered, also
/// where its days change.
pub(crate) fn set_groups(conn: &Connection, no: i64, groups: &[Held], origin: &Origin<'_>) -> Result<()> {
    let new = set(conn, no, groups, &GROUPS)?;
    add_groups(conn, no, &new, origin)
}

/// As [`set_groups`], of categories.
pub(crate) fn set_categories(
    conn: &Connection,
    no: i64,
    categories: &[Held],
    origin: &Origin<'_>,
) -> Result<()> {
    let new = set(conn, no, categories, &CATEGORIES)?;
    add_categories(conn, no, &new, origin)
}

/// Brings the memberships of a table to those of a list; answers those that are new.
fn set(conn: &Connection, no: i64, list: &[Held], table: &Table) -> Result<Vec<Held>> {
    let mut held = held_now(conn, no, table)?;
    let mut wanted = list.to_vec();
    wanted.retain(|one| {
        let same = held.iter().position(|(_, other)| other == one);
        same.map(|at| held.swap_remove(at)).is_none()
    });
    let mut new = Vec::new();
    for one in wanted {
        let Some(at) = held.iter().position(|(_, other)| other.label == one.label) else {
            new.push(one);
            continue;
        };
        let (line, _) = held.swap_remove(at);
        conn.execute(
            &format!("UPDATE {} SET held_from = ?2, held_to = ?3 WHERE local_id = ?1", table.held),
            (line, one.from, one.until),
        )?;
    }
    for (line, _) in held {
        conn.execute(&format!("DELETE FROM {} WHERE local_id = ?1", table.held), [line])?;
    }
    Ok(new)
}

/// The memberships held, with their local numbers.
fn held_now(conn: &Connection, no: i64, Table { held, label }: &Table) -> Result<Vec<(i64, Held)>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT h.local_id, l.name, h.held_from, h.held_to FROM {held} AS h
         JOIN {label} AS l ON l.local_id = h.{label} WHERE h.recipient = ?1 ORDER BY h.local_id"
    ))?;
    let rows = statement.query_map([no], |row| {
        let label = CleanText::shown(&row.get::<_, String>(1)?);
        Ok((row.get(0)?, Held { label, from: row.get(2)?, until: row.get(3)? }))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether one of these groups is not for recipients of that kind.
pub(crate) fn any_of_other_kind(conn: &Connection, groups: &[Held], kind: Kind) -> Result<bool> {
    let mut statement = conn.prepare_cached("SELECT units FROM visit_group WHERE name = ?1")?;
    for group in groups {
        let units: Option<bool> = statement.query_row([group.label.as_str()], |row| row.get(0)).optional()?;
        if units.is_some_and(|units| units != (kind == Kind::Unit)) {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::date::DaySource;
    use crate::store::file::migrate;

    #[test]
    fn a_group_that_stays_keeps_its_name_and_the_day_it_was_entered() {
        let mut conn = Connection::open_in_memory().unwrap();
        migrate::run(&mut conn).unwrap();
        conn.execute_batch(
            "INSERT INTO township (code, name, kind) VALUES ('1', 'a', 'b');
             INSERT INTO village (township, name) VALUES ('1', '');
             INSERT INTO visit_group (name, units, first_cash_fen, first_goods, first_goods_fen)
               VALUES ('烈士遗属', 0, 0, '', 0), ('困难退役军人', 0, 0, '', 0), ('驻旗部队', 0, 0, '', 0);
             INSERT INTO recipient (id, kind, name, pinyin, township, village, entered_on)
               VALUES ('r', 'person', '程连富', 'c', '1', 1, '2024-01-01')",
        )
        .unwrap();
        let day = |d| NaiveDate::from_ymd_opt(2024, 1, d).unwrap();
        let ctx =
            |d| WriteContext { today: day(d), day_source: DaySource::Given, now_ms: 0, actor: "test".into() };
        let held = |label: &'static str, until| Held { label: label.into(), from: None, until };
        let all = |conn: &Connection| -> Vec<(String, String, String, Option<NaiveDate>)> {
            conn.prepare(
                "SELECT h.id, g.name, h.entered_on, h.held_to FROM group_held AS h
                 JOIN visit_group AS g ON g.local_id = h.visit_group ORDER BY g.local_id",
            )
            .unwrap()
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
            .unwrap()
            .collect::<rusqlite::Result<_>>()
            .unwrap()
        };
        let (first, second) = (held("烈士遗属", None), held("困难退役军人", None));
        set_groups(&conn, 1, &[first.clone(), second], &Origin::hand(&ctx(1))).unwrap();
        let before = all(&conn);
        let ended = held("困难退役军人", Some(day(9)));
        set_groups(&conn, 1, &[first, ended, held("驻旗部队", None)], &Origin::hand(&ctx(2))).unwrap();
        let after = all(&conn);
        assert_eq!(after[0], before[0]);
        assert_eq!((&after[1].0, &after[1].2, after[1].3), (&before[1].0, &before[1].2, Some(day(9))));
        assert_eq!((after.len(), after[2].2.as_str()), (3, "2024-01-02"));
        set_groups(&conn, 1, &[], &Origin::hand(&ctx(3))).unwrap();
        assert_eq!(all(&conn), []);
    }
}
