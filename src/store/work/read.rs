//! Rows of work as lists and the report ask for them.

use std::fmt::Write as _;

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, Row, params_from_iter};

use super::codec;
use crate::domain::error::RegisterError;
use crate::domain::ids::EntryId;
use crate::domain::text::CleanText;
use crate::domain::work::{NewWork, Period, WorkKind, WorkQuery, WorkRow};
use crate::store::codec::recipient_id;
use crate::store::columns::{borrowed, day, if_any, set_day};
use crate::store::file::error::Result;
use crate::store::recipients::about::About;
use crate::store::register::Store;
use crate::store::standing::shared::{self, HUMAN};

/// A row as it is kept.
pub(super) struct StoredWork {
    pub(super) work: NewWork,
    /// Whether it was taken back.
    pub(super) withdrawn: bool,
}

/// The columns of a row.
pub(super) const ROW: &str = "w.id, w.kind, w.subkind, w.title, w.from_day, w.to_day, w.recipient, w.details";

/// What stands behind them where rows are listed.
pub(super) const MORE: &str = "w.local_id, r.name, t.name, w.entered_on";

/// A row by its id, texts as they are: for what is compared and written back.
pub(super) fn stored(conn: &Connection, id: EntryId) -> Result<Option<StoredWork>> {
    let mut statement = conn
        .prepare_cached(&format!("SELECT {ROW}, w.withdrawn IS NOT NULL FROM work AS w WHERE w.id = ?1"))?;
    let mut rows = statement.query([id.to_string()])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let work = work(row, &mut |stored| Ok(CleanText::unmasked(stored)))?;
    Ok(Some(StoredWork { work, withdrawn: row.get(8)? }))
}

/// A row that stands or was taken back, by its id as it is stored.
pub(crate) fn stored_row(conn: &Connection, id: &str) -> Result<Option<NewWork>> {
    let damaged = |_| RegisterError::Damaged(CleanText::shown(id));
    Ok(stored(conn, id.parse().map_err(damaged)?)?.map(|row| row.work))
}

fn work(row: &Row<'_>, shown: &mut dyn FnMut(&str) -> Result<CleanText>) -> Result<NewWork> {
    let damaged = |stored: &str| RegisterError::Damaged(CleanText::shown(stored));
    let (id, kind) = (borrowed(row, 0)?, borrowed(row, 1)?);
    Ok(NewWork {
        id: id.parse().map_err(|_| damaged(id))?,
        kind: WorkKind::ALL.iter().copied().find(|one| one.code() == kind).ok_or_else(|| damaged(kind))?,
        subkind: shown(borrowed(row, 2)?)?,
        title: shown(borrowed(row, 3)?)?,
        days: Period { from: set_day(row, 4)?, to: day(row, 5)? },
        recipient: if_any(row, 6)?.map(recipient_id).transpose()?,
        details: codec::read_details(borrowed(row, 7)?, shown)?,
    })
}

/// Which rows a query asks for, and its values.
pub(super) fn filter(query: &WorkQuery) -> (String, Vec<Value>) {
    let mut sql = String::from("w.withdrawn IS NULL");
    let mut values: Vec<Value> = Vec::new();
    let mut add = |condition: &str, given: Vec<String>| {
        let mut condition = condition.to_owned();
        for value in given {
            values.push(Value::Text(value));
            condition = condition.replacen('?', &format!(":{}", values.len()), 1);
        }
        let _ = write!(sql, " AND {}", condition.replace(':', "?"));
    };
    let kinds: Vec<WorkKind> = WorkKind::ALL
        .iter()
        .copied()
        .filter(|kind| {
            query.kind.map_or_else(|| query.family.is_none_or(|of| of == kind.family()), |of| of == *kind)
        })
        .collect();
    if let Some(within) = query.within {
        // What has an end lies in one year, so that years before are passed over by the index; what may go on may have begun
        // long ago.
        let (on, ended): (Vec<_>, Vec<_>) = kinds.iter().partition(|kind| kind.family().is_open_ended());
        let last = within.to.map_or_else(|| "9999-12-31".to_owned(), |to| to.to_string());
        let (first, year) = (within.from.to_string(), within.from.format("%Y-01-01").to_string());
        add(
            &format!(
                "((w.kind IN ({}) AND w.from_day <= ? AND (w.to_day IS NULL OR w.to_day >= ?))
                  OR (w.kind IN ({}) AND w.from_day BETWEEN ? AND ? AND w.to_day >= ?))",
                listed(&on),
                listed(&ended)
            ),
            vec![last.clone(), first.clone(), year, last, first],
        );
    } else if kinds.len() < WorkKind::ALL.len() {
        add(&format!("w.kind IN ({})", listed(&kinds)), Vec::new());
    }
    if let Some(subkind) = &query.subkind {
        add("w.subkind = ?", vec![subkind.to_string()]);
    }
    if let Some(on) = query.open_on {
        add("(w.to_day IS NULL OR w.to_day > ?)", vec![on.to_string()]);
    }
    if let Some(recipient) = query.recipient {
        let id = recipient.to_string();
        add(&format!("w.recipient IN {}", HUMAN.replace("?1", "?")), vec![id.clone(), id]);
    }
    if let Some(township) = &query.township {
        add("r.township = ?", vec![township.0.clone()]);
    }
    if let Some(words) = &query.words {
        let told = "instr(w.title || ' ' || w.subkind || ' ' || coalesce(r.name, ''), ?) > 0";
        add(told, vec![words.to_string()]);
    }
    if let Some(numbers) = &query.numbers {
        let list = serde_json::Value::from(numbers.as_slice()).to_string();
        add("w.local_id IN (SELECT value FROM json_each(?))", vec![list]);
    }
    (sql, values)
}

/// Kinds as a list of texts in SQL: their stable names are letters and lines.
fn listed(kinds: &[WorkKind]) -> String {
    kinds.iter().map(|kind| format!("'{}'", kind.code())).collect::<Vec<_>>().join(", ")
}

/// What rows are read from, with whom they are about: of somebody who was merged that is the one that stays.
pub(super) fn from(conn: &Connection) -> Result<String> {
    let who = shared::human(conn, "w")?;
    Ok(format!(
        "work AS w LEFT JOIN recipient AS r ON r.id = {who} LEFT JOIN township AS t ON t.code = r.township"
    ))
}

/// The statement that reads the rows that a query asks for, newest first, and its values.
pub(crate) fn statement(conn: &Connection, query: &WorkQuery) -> Result<(String, Vec<Value>)> {
    let ((filter, values), from) = (filter(query), from(conn)?);
    Ok((
        format!("SELECT {ROW}, {MORE} FROM {from} WHERE {filter} ORDER BY w.from_day DESC, w.local_id DESC"),
        values,
    ))
}

impl Store {
    /// How many of these rows are written down already, word for word.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn known_work(&self, rows: &[NewWork]) -> Result<usize> {
        let mut known = 0;
        for row in rows {
            known += usize::from(stored(&self.conn, row.id)?.is_some_and(|known| known.work == *row));
        }
        Ok(known)
    }

    /// The rows of work that a query asks for, newest first. Numbers of people in texts are masked.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn work(&self, query: &WorkQuery) -> Result<Vec<WorkRow>> {
        let mut rows = Vec::new();
        self.work_rows(query, |row| {
            rows.push(row);
            Ok::<_, RegisterError>(())
        })?;
        Ok(rows)
    }

    /// As [`Store::work`], row by row.
    ///
    /// # Errors
    /// What `visit` brings; storage troubles.
    pub fn work_rows<E: From<RegisterError>>(
        &self,
        query: &WorkQuery,
        mut visit: impl FnMut(WorkRow) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let (sql, values) = statement(&self.conn, query)?;
        let mut statement = self.conn.prepare_cached(&sql).map_err(RegisterError::from)?;
        let mut found = statement.query(params_from_iter(values)).map_err(RegisterError::from)?;
        while let Some(row) = found.next().map_err(RegisterError::from)? {
            visit(self.work_row(row)?)?;
        }
        Ok(())
    }

    /// A row of [`ROW`] and [`MORE`].
    pub(super) fn work_row(&self, row: &Row<'_>) -> Result<WorkRow> {
        let recipient = if_any(row, 6)?.unwrap_or_default();
        let about = About::recipient(&self.conn, recipient);
        let mut shown = |stored: &str| about.text(stored);
        let work = work(row, &mut shown)?;
        let entered_on: NaiveDate = set_day(row, 11)?;
        Ok(WorkRow {
            no: row.get(8)?,
            name: shown(if_any(row, 9)?.unwrap_or_default())?,
            township: CleanText::shown(if_any(row, 10)?.unwrap_or_default()),
            work,
            entered_on,
        })
    }

    /// The row of work of a number, as lists show it: `#12` or 12, or whose id begins so.
    ///
    /// # Errors
    /// None, or several.
    pub fn resolve_work(&self, said: &str) -> Result<WorkRow> {
        let said = said.trim().trim_start_matches(['#', '＃']).to_lowercase();
        let missing = || RegisterError::NotFound(CleanText::shown(&said));
        let no: Option<i64> = match said.parse::<i64>() {
            Ok(no) => Some(no),
            Err(_)
                if said.len() >= 4 && said.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-') =>
            {
                self.conn
                    .prepare_cached("SELECT local_id FROM work WHERE id >= ?1 AND id < ?1 || 'g' LIMIT 1")?
                    .query_row([&said], |row| row.get(0))
                    .optional()?
            }
            Err(_) => None,
        };
        let query = WorkQuery { numbers: Some(vec![no.ok_or_else(missing)?]), ..WorkQuery::default() };
        self.work(&query)?.pop().ok_or_else(missing)
    }
}
