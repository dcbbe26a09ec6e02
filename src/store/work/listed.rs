//! The list of work by pages, and what all of it comes to.

use std::fmt::Write as _;

use chrono::NaiveDate;
use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::read::{MORE, ROW, filter, from};
use crate::domain::error::RegisterError;
use crate::domain::page::{Page, Start};
use crate::domain::text::CleanText;
use crate::domain::work::listed::{WorkListSum, WorkPageQuery};
use crate::domain::work::{WorkFamily, WorkKind, WorkQuery, WorkRow};
use crate::store::columns::{borrowed, number};
use crate::store::file::error::Result;
use crate::store::register::Store;

/// What waits for its end comes first.
fn waits() -> String {
    let kinds = WorkFamily::ALL.into_iter().filter(|family| family.waits()).flat_map(WorkKind::of);
    let kinds: Vec<String> = kinds.map(|kind| format!("'{}'", kind.code())).collect();
    format!("(w.kind IN ({}) AND w.to_day IS NULL)", kinds.join(", "))
}

impl Store {
    /// A page of the list of work: what waits first, then the newest.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn work_page(&self, query: &WorkPageQuery) -> Result<Page<WorkRow>> {
        let ((mut sql, mut values), from) = (filter(&query.which), from(&self.conn)?);
        let (back, waits) = (query.start.is_back(), waits());
        if let Some(key) = query.start.key() {
            let at = values.len();
            values.extend(key.parts.iter().map(|part| Value::Text(part.clone())));
            values.push(Value::Integer(key.no));
            let than = if back { ">" } else { "<" };
            let or_it = if matches!(query.start, Start::At(_)) { "=" } else { "" };
            let _ = write!(
                sql,
                " AND ({waits} {than} CAST(?{0} AS INTEGER) OR ({waits} = CAST(?{0} AS INTEGER)
                   AND (w.from_day {than} ?{1} OR (w.from_day = ?{1} AND w.local_id {than}{or_it} ?{2}))))",
                at + 1,
                at + 2,
                at + 3
            );
        }
        let order = if back { "ASC" } else { "DESC" };
        // One more than asked for tells whether there are more.
        let limit = query.limit.map_or(-1, |limit| i64::from(limit) + 1);
        let sql = format!(
            "SELECT {ROW}, {MORE} FROM {from} WHERE {sql}
             ORDER BY {waits} {order}, w.from_day {order}, w.local_id {order} LIMIT {limit}"
        );
        let mut statement = self.conn.prepare(&sql)?;
        let mut found = statement.query(params_from_iter(values))?;
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            rows.push(self.work_row(row)?);
        }
        Ok(Page::read(rows, &query.start, query.limit))
    }

    /// What all rows that a query asks for come to.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn work_sum(&self, query: &WorkQuery) -> Result<WorkListSum> {
        let ((sql, values), from) = (filter(query), from(&self.conn)?);
        let waits = waits();
        let sql = format!(
            "SELECT w.kind, w.subkind, substr(w.from_day, 1, 7) || '-01', count(*),
               sum(coalesce(json_extract(w.details, '$.times'), 1)),
               sum(coalesce(json_extract(w.details, '$.people'), json_array_length(w.details, '$.named'), 0)),
               sum({waits})
             FROM {from} WHERE {sql} GROUP BY 1, 2, 3"
        );
        let mut statement = self.conn.prepare(&sql)?;
        let mut found = statement.query(params_from_iter(values))?;
        let mut sum = WorkListSum::default();
        while let Some(row) = found.next()? {
            let said = borrowed(row, 0)?;
            let damaged = || RegisterError::Damaged(CleanText::shown(said));
            let kind = WorkKind::ALL.iter().copied().find(|kind| kind.code() == said).ok_or_else(damaged)?;
            let subkind = CleanText::shown(borrowed(row, 1)?);
            let month: NaiveDate = borrowed(row, 2)?.parse().map_err(|_| damaged())?;
            let count =
                |at: usize| -> Result<u64> { Ok(u64::try_from(number(row, at)?).unwrap_or_default()) };
            let rows = count(3)?;
            sum.rows += rows;
            sum.times += count(4)?;
            sum.people += count(5)?;
            sum.open += count(6)?;
            add(&mut sum.kinds, kind, rows);
            add(&mut sum.subkinds, subkind, rows);
            add(&mut sum.months, month, rows);
        }
        sum.kinds.sort_unstable();
        sum.months.sort_unstable();
        sum.subkinds.sort_by(|one, other| (other.1, &one.0).cmp(&(one.1, &other.0)));
        if sum.kinds.len() != 1 {
            sum.subkinds.clear();
        }
        Ok(sum)
    }
}

fn add<K: PartialEq>(counts: &mut Vec<(K, u64)>, key: K, rows: u64) {
    match counts.iter_mut().find(|(known, _)| *known == key) {
        Some((_, count)) => *count += rows,
        None => counts.push((key, rows)),
    }
}
