//! The yearly confirmation: who is to be seen in a year, and who was.

use std::fmt::Write as _;

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};

use crate::domain::error::RegisterError;
use crate::domain::page::{Page, RowKey, Start};
use crate::domain::place::TownshipCode;
use crate::domain::setting;
use crate::domain::text::CleanText;
use crate::domain::work::confirm::{ConfirmLine, ConfirmProgress, ConfirmWindow, UnseenQuery, UnseenRow};
use crate::store::codec::recipient_id;
use crate::store::columns::{borrowed, day, if_any, text};
use crate::store::file::error::Result;
use crate::store::recipients::about::About;
use crate::store::register::Store;
use crate::store::settings;
use crate::store::standing::shared;

/// What was seen of somebody, as SQL. What stands under one who was merged counts for the one that stays.
struct Sights {
    /// On which day somebody was confirmed for the year ?1, by the end of the day ?4; none where not.
    confirmed: String,
    /// On which day from ?2 to ?3, by the end of the day ?4, somebody was first met at a call of a round. What a relative received
    /// is no sight.
    called: String,
    /// On which day outside of any.
    contacted: String,
    /// The last year for which somebody was confirmed.
    last: String,
}

impl Sights {
    fn of(conn: &Connection) -> Result<Self> {
        let ids = shared::ids_of(conn, "r.id")?;
        let [confirmed, called, contacted, last] =
            [CONFIRMED, CALLED, CONTACTED, LAST].map(|sql| sql.replace("{ids}", &ids));
        Ok(Self { confirmed, called, contacted, last })
    }
}

const CONFIRMED: &str =
    "(SELECT min(w.from_day) FROM work AS w WHERE w.recipient IN {ids} AND w.kind = 'confirm'
    AND w.withdrawn IS NULL AND w.from_day <= ?4 AND json_extract(w.details, '$.year') = ?1)";
const CALLED: &str =
    "(SELECT min(v.visited_on) FROM visit AS v WHERE v.recipient IN {ids} AND v.visited_on BETWEEN ?2 AND ?3
    AND v.visited_on <= ?4 AND v.outcome IN ('given', 'visit_only')
    AND NOT EXISTS (SELECT 1 FROM visit_cancelled AS c WHERE c.visit = v.id)
    AND NOT EXISTS (SELECT 1 FROM entry AS x WHERE x.reverses = v.id))";
const CONTACTED: &str =
    "(SELECT min(w.from_day) FROM work AS w WHERE w.recipient IN {ids} AND w.kind = 'contact'
    AND w.withdrawn IS NULL AND w.from_day BETWEEN ?2 AND ?3 AND w.from_day <= ?4)";
const LAST: &str = "(SELECT max(json_extract(w.details, '$.year')) FROM work AS w WHERE w.recipient IN {ids}
    AND w.kind = 'confirm' AND w.withdrawn IS NULL)";

/// Everybody who is to be seen in a year: alive and here at its beginning, with a category in it.
const TO_SEE: &str = "r.kind = 'person' AND r.merged_into IS NULL AND r.held_on IS NULL
    AND coalesce(r.died_on, ?2) >= ?2 AND coalesce(r.left_on, ?2) >= ?2
    AND EXISTS (SELECT 1 FROM category_held AS h WHERE h.recipient = r.local_id
                AND coalesce(h.held_from, ?3) <= ?3 AND coalesce(h.held_to, ?2) >= ?2)";

/// Categories that somebody held in the year, in the order of categories.
const CATEGORIES: &str = "(SELECT group_concat(name, '|') FROM (SELECT DISTINCT c.name FROM category_held AS h
    JOIN category AS c ON c.local_id = h.category
    WHERE h.recipient = r.local_id AND coalesce(h.held_from, ?3) <= ?3 AND coalesce(h.held_to, ?2) >= ?2 ORDER BY c.local_id))";

impl Store {
    /// How far the confirmation of a year has come, township by township, by the end of a day.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn confirm_progress(&self, year: i32, today: NaiveDate) -> Result<ConfirmProgress> {
        let [first, last] = ends(year)?;
        let settings_on = today.min(last).max(first);
        let read =
            |which: &setting::Setting| -> Result<i64> { settings::number(&self.conn, which, settings_on) };
        let at = |number: i64| month_day(year, number).unwrap_or(first);
        let window = ConfirmWindow {
            opens: at(read(&setting::CONFIRM_OPENS)?),
            due_until: at(read(&setting::CONFIRM_DUE)?),
        };
        let weeks = window.weeks(today);
        let mut lines: Vec<ConfirmLine> = Vec::new();
        let Sights { confirmed, called, contacted, .. } = Sights::of(&self.conn)?;
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT t.code, t.name, {confirmed}, {called}, {contacted}
             FROM township AS t JOIN recipient AS r ON r.township = t.code WHERE {TO_SEE} ORDER BY t.code"
        ))?;
        let mut rows = statement.query((year, first.to_string(), last.to_string(), today.to_string()))?;
        while let Some(row) = rows.next()? {
            let code = borrowed(row, 0)?;
            if lines.last().is_none_or(|line| line.code.as_ref().is_none_or(|known| known.0 != code)) {
                let township = CleanText::shown(borrowed(row, 1)?);
                let code = Some(TownshipCode(code.to_owned()));
                lines.push(ConfirmLine { code, township, ..ConfirmLine::default() });
            }
            let Some(line) = lines.last_mut() else { continue };
            let confirmed = day(row, 2)?;
            let sights = [confirmed, day(row, 3)?, day(row, 4)?];
            line.add(sights.into_iter().flatten().min(), confirmed.is_some(), (&window, &weeks));
        }
        Ok(ConfirmProgress { year, window, on: today, weeks, lines })
    }

    /// A page of those who were not seen yet in a year, by township, village and name.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn unseen(&self, query: &UnseenQuery) -> Result<Page<UnseenRow>> {
        let [first, end] = ends(query.year)?;
        let mut values: Vec<Value> = vec![
            Value::Integer(query.year.into()),
            Value::Text(first.to_string()),
            Value::Text(end.to_string()),
            Value::Text(query.on.to_string()),
        ];
        let Sights { confirmed, called, contacted, last } = Sights::of(&self.conn)?;
        let mut sql = format!(
            "SELECT r.id, r.township, v.name, r.pinyin, r.local_id, r.name, t.name, {CATEGORIES}, {last}
             FROM recipient AS r JOIN township AS t ON t.code = r.township JOIN village AS v ON v.local_id = r.village
             WHERE {TO_SEE} AND {confirmed} IS NULL AND {called} IS NULL AND {contacted} IS NULL"
        );
        if let Some(township) = &query.township {
            values.push(Value::Text(township.0.clone()));
            let _ = write!(sql, " AND r.township = ?{}", values.len());
        }
        let back = query.start.is_back();
        if let Some(key) = query.start.key() {
            let at = values.len() + 1;
            values.extend(key.parts.iter().map(|part| Value::Text(part.clone())));
            values.push(Value::Integer(key.no));
            let than = match &query.start {
                Start::At(_) => ">=",
                Start::First | Start::Last | Start::After(_) | Start::Before(_) if back => "<",
                Start::First | Start::Last | Start::After(_) | Start::Before(_) => ">",
            };
            let _ = write!(
                sql,
                " AND (r.township, v.name, r.pinyin, r.local_id) {than} (?{}, ?{}, ?{}, ?{})",
                at,
                at + 1,
                at + 2,
                at + 3
            );
        }
        let order = if back { "DESC" } else { "ASC" };
        let limit = query.limit.map_or(-1, |limit| i64::from(limit) + 1);
        let _ = write!(
            sql,
            " ORDER BY r.township {order}, v.name {order}, r.pinyin {order}, r.local_id {order} LIMIT {limit}"
        );
        let mut statement = self.conn.prepare(&sql)?;
        let mut found = statement.query(params_from_iter(values))?;
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            rows.push(self.unseen_row(row)?);
        }
        Ok(Page::read(rows, &query.start, query.limit))
    }

    fn unseen_row(&self, row: &Row<'_>) -> Result<UnseenRow> {
        let id = borrowed(row, 0)?;
        let about = About::recipient(&self.conn, id);
        let part = |at: usize| -> Result<String> { Ok(borrowed(row, at)?.to_owned()) };
        let categories = if_any(row, 7)?.unwrap_or_default().split('|').filter(|name| !name.is_empty());
        Ok(UnseenRow {
            id: recipient_id(id)?,
            key: RowKey { parts: vec![part(1)?, part(2)?, part(3)?], no: row.get(4)? },
            name: about.text(borrowed(row, 5)?)?,
            township: CleanText::shown(borrowed(row, 6)?),
            village: CleanText::shown(borrowed(row, 2)?),
            categories: categories.map(CleanText::shown).collect(),
            last: row.get(8)?,
        })
    }
}

/// The first and the last day of a year.
fn ends(year: i32) -> Result<[NaiveDate; 2]> {
    let missing = || RegisterError::NotFound(text(&year.to_string()));
    let first = NaiveDate::from_ymd_opt(year, 1, 1).ok_or_else(missing)?;
    Ok([first, NaiveDate::from_ymd_opt(year, 12, 31).ok_or_else(missing)?])
}

/// A day written as month and day: 301 is 1 March. One that the year does not have is the last of its month.
fn month_day(year: i32, number: i64) -> Option<NaiveDate> {
    use chrono::Datelike as _;
    let (month, day) = (u32::try_from(number / 100).ok()?, u32::try_from(number % 100).ok()?);
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    (1..=day.min(31)).rev().find_map(|day| first.with_day(day))
}
