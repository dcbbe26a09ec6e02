//! A13: cards and phones that somebody bore when something was given to them, and has no longer: one that was put on for the
//! payment and taken off behind it is shared all the same.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::OptionalExtension as _;
use serde_json::Value;

use crate::store::audit_rules::{Context, span};
use crate::store::columns::{borrowed, if_any, set_day};
use crate::store::file::error::Result;
use crate::store::recipients::history;

/// Acts that changed facts of somebody, with both sides.
const CHANGED: &str = "SELECT on_day, subject, before, after FROM audit
     WHERE action IN ('edit', 'undo_edit', 'import') AND before IS NOT NULL ORDER BY local_id";

/// A value of a column, and from when on it was borne, as the acts of one recipient tell.
type Borne = (Option<NaiveDate>, String);

/// The values of a column that were borne at a gift of those who are looked at and are no longer, each with whose it was.
pub(super) fn borne(cx: &Context<'_>, column: &str) -> Result<Vec<(String, i64)>> {
    let mut people: HashMap<String, Vec<Borne>> = HashMap::new();
    let mut statement = cx.conn.prepare(CHANGED)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let side = |json: &str| {
            let facts = history::facts(Some(json.to_owned()));
            facts.get(column).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let (was, is) = (side(borrowed(row, 2)?), side(if_any(row, 3)?.unwrap_or_default()));
        if was != is {
            let of = people.entry(borrowed(row, 1)?.to_owned()).or_default();
            if of.is_empty() {
                of.push((None, was));
            }
            of.push((Some(set_day(row, 0)?), is));
        }
    }
    let mut gift = cx.conn.prepare(&format!(
        "SELECT coalesce(r.merged_into, r.local_id) FROM entry AS g JOIN recipient AS r ON r.id = g.recipient
         WHERE g.recipient = ?2 AND g.kind IN ('gift', 'payment') AND g.paid_on >= coalesce(?3, '')
           AND g.paid_on <= ?4 AND {} LIMIT 1",
        span::entries(cx.span).replace("g.round", "+g.round")
    ))?;
    let mut found = Vec::new();
    for (id, borne) in people {
        // The last one is borne still.
        for ((from, value), (until, _)) in borne.iter().zip(borne.iter().skip(1)) {
            if value.is_empty() {
                continue;
            }
            let whose = gift
                .query_row((span::value(cx.span), &id, from, until), |row| row.get::<_, i64>(0))
                .optional()?;
            found.extend(whose.map(|human| (value.clone(), human)));
        }
    }
    Ok(found)
}
