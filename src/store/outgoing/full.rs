//! Everybody with every fact that a roster has, by place and name, people before units: one row at a time, in the order of
//! an index.

use std::fmt::Write as _;

use chrono::{Datelike as _, NaiveDate};
use rusqlite::types::Value;
use rusqlite::{CachedStatement, Connection, Row, params_from_iter};

use crate::domain::error::RegisterError;
use crate::domain::export::{FullQuery, FullRow};
use crate::domain::recipient::Kind;
use crate::domain::text::{CleanText, mask};
use crate::store::codec::{self, recipient_id};
use crate::store::columns::{borrowed, day, if_any};
use crate::store::file::error::Result;
use crate::store::labels;
use crate::store::lists::names::Names;
use crate::store::outgoing::numbers::FullNumbers;
use crate::store::register::Store;
use crate::store::standing::facts;

/// The columns of a row.
const COLUMNS: &str =
    "r.local_id, r.id, r.kind, r.name, r.sex, r.birth, r.id_number, r.phone, r.card, r.township,
  r.village, r.address, r.household, r.note, r.died_on, r.left_on, r.suspended_on";

/// The categories that somebody holds on a day.
const CATEGORIES: &str = "SELECT DISTINCT c.name, h.category FROM category_held AS h
  JOIN category AS c ON c.local_id = h.category
  WHERE h.recipient = ?1 AND coalesce(h.held_from, ?2) <= ?2 AND coalesce(h.held_to, ?2) >= ?2 ORDER BY h.category";
/// The groups that somebody holds on a day.
const GROUPS: &str = "SELECT DISTINCT g.name, h.visit_group FROM group_held AS h
  JOIN visit_group AS g ON g.local_id = h.visit_group
  WHERE h.recipient = ?1 AND coalesce(h.held_from, ?2) <= ?2 AND coalesce(h.held_to, ?2) >= ?2 ORDER BY h.visit_group";

impl Store {
    /// Visits everybody whom a query asks for, one by one; numbers are masked where nobody holds them in full.
    ///
    /// # Errors
    /// What `visit` brings; no such group; storage troubles.
    pub fn full_rows<E: From<RegisterError>>(
        &self,
        query: &FullQuery,
        today: NaiveDate,
        numbers: Option<&FullNumbers>,
        mut visit: impl FnMut(FullRow) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let _state = self.state()?;
        let mut reader = Reader::new(&self.conn, today, numbers.is_some())?;
        for kind in [Kind::Person, Kind::Unit] {
            if query.kind.is_some_and(|only| only != kind) {
                continue;
            }
            let (sql, values) = statement(&self.conn, query, kind, today)?;
            let mut statement = self.conn.prepare_cached(&sql).map_err(RegisterError::from)?;
            let mut rows = statement.query(params_from_iter(values)).map_err(RegisterError::from)?;
            while let Some(row) = rows.next().map_err(RegisterError::from)? {
                visit(reader.read(row)?)?;
            }
        }
        Ok(())
    }

    /// The facts of those with these local numbers, in that order.
    ///
    /// # Errors
    /// As [`Store::full_rows`].
    pub fn full_rows_of<E: From<RegisterError>>(
        &self,
        nos: impl IntoIterator<Item = i64>,
        today: NaiveDate,
        numbers: Option<&FullNumbers>,
        mut visit: impl FnMut(FullRow) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let mut reader = Reader::new(&self.conn, today, numbers.is_some())?;
        let sql = format!("SELECT {COLUMNS} FROM recipient AS r WHERE r.local_id = ?1");
        let mut statement = self.conn.prepare_cached(&sql).map_err(RegisterError::from)?;
        for no in nos {
            let mut rows = statement.query([no]).map_err(RegisterError::from)?;
            if let Some(row) = rows.next().map_err(RegisterError::from)? {
                visit(reader.read(row)?)?;
            }
        }
        Ok(())
    }
}

/// The SQL of those of one kind, and its values.
fn statement(
    conn: &Connection,
    query: &FullQuery,
    kind: Kind,
    today: NaiveDate,
) -> Result<(String, Vec<Value>)> {
    let mut values = vec![Value::Text(codec::kind_code(kind).to_owned())];
    let mut sql = format!(
        "SELECT {COLUMNS} FROM recipient AS r
         WHERE r.kind = ?1 AND r.merged_into IS NULL AND r.held_on IS NULL"
    );
    let mut add = |condition: &str, value: Value| {
        values.push(value);
        let _ = write!(sql, " AND {}", condition.replace("{}", &format!("?{}", values.len())));
    };
    if let Some(township) = &query.township {
        add("r.township = {}", Value::Text(township.0.clone()));
    }
    if let Some(village) = &query.village {
        add("r.village IN (SELECT local_id FROM village WHERE name = {})", Value::Text(village.to_string()));
    }
    if let Some(group) = &query.group {
        let no = labels::group_no(conn, group)?;
        let holds = format!(
            "EXISTS (SELECT 1 FROM group_held AS h WHERE h.recipient = r.local_id AND h.visit_group = {{}}
             AND coalesce(h.held_from, '{today}') <= '{today}' AND coalesce(h.held_to, '{today}') >= '{today}')"
        );
        add(&holds, Value::Integer(no));
    }
    sql.push_str(" ORDER BY r.township, r.village, r.pinyin, r.local_id");
    Ok((sql, values))
}

/// Reads rows; its statements are found once for all of them.
struct Reader<'c> {
    names: Names<'c>,
    categories: CachedStatement<'c>,
    groups: CachedStatement<'c>,
    /// The day as days are stored.
    today: String,
    full: bool,
}

impl<'c> Reader<'c> {
    fn new(conn: &'c Connection, today: NaiveDate, full: bool) -> Result<Self> {
        Ok(Self {
            names: Names::new(conn),
            categories: conn.prepare_cached(CATEGORIES)?,
            groups: conn.prepare_cached(GROUPS)?,
            today: today.to_string(),
            full,
        })
    }

    fn read(&mut self, row: &Row<'_>) -> Result<FullRow> {
        let no: i64 = row.get(0)?;
        let birth = day(row, 5)?;
        let full = self.full;
        let text =
            |stored: &str| if full { CleanText::unmasked(stored) } else { CleanText::about(stored, birth) };
        let maybe = |at: usize| -> Result<Option<CleanText>> {
            Ok(if_any(row, at)?.filter(|stored| !stored.is_empty()).map(text))
        };
        let number = |at: usize, masked: fn(&str) -> CleanText| -> Result<Option<CleanText>> {
            let stored = if_any(row, at)?.filter(|stored| !stored.is_empty());
            Ok(stored.map(|stored| if full { CleanText::unmasked(stored) } else { masked(stored) }))
        };
        Ok(FullRow {
            id: recipient_id(borrowed(row, 1)?)?,
            kind: codec::kind(borrowed(row, 2)?),
            name: text(borrowed(row, 3)?),
            sex: codec::sex(if_any(row, 4)?),
            birth_year: birth.map(|birth| birth.year()),
            birth: birth.filter(|_| full),
            id_number: number(6, mask::id)?,
            phone: number(7, mask::phone)?,
            card: number(8, mask::card)?,
            township: self.names.township(borrowed(row, 9)?)?,
            village: self.names.village(row.get(10)?)?,
            address: maybe(11)?,
            household: if_any(row, 12)?.and_then(|stored| codec::household(Some(stored))),
            note: maybe(13)?,
            categories: held(&mut self.categories, no, &self.today)?,
            groups: held(&mut self.groups, no, &self.today)?,
            life: facts::life(row, 14)?,
            residence: facts::residence(row, 15)?,
        })
    }
}

fn held(statement: &mut CachedStatement<'_>, no: i64, today: &str) -> Result<Vec<CleanText>> {
    let mut rows = statement.query((no, today))?;
    let mut labels = Vec::new();
    while let Some(row) = rows.next()? {
        labels.push(CleanText::shown(borrowed(row, 0)?));
    }
    Ok(labels)
}
