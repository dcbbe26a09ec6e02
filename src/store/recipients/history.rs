//! What was changed of a recipient's facts, read from the audit.

use chrono::NaiveDate;
use rusqlite::Connection;
use serde_json::{Map, Value};

use crate::domain::fact_history::{Fact, FactChange, FactHistory, FactLine, FactSource};
use crate::domain::ids::RecipientId;
use crate::domain::place::TownshipCode;
use crate::domain::text::{CleanText, mask};
use crate::store::columns::{if_any, parse_day, text};
use crate::store::file::error::Result;
use crate::store::labels;
use crate::store::recipients::about;
use crate::store::register::Store;
use crate::store::standing::{facts, shared};

/// Acts that are told at most.
const MOST: u32 = 200;

/// Of a recipient (its id first) and of those who are merged into it.
const LINES: &str = "SELECT on_day, actor, action, before, after FROM audit
     WHERE subject IN (SELECT value FROM json_each(?1))
       AND (action IN ('add_person', 'edit', 'undo_edit', 'import', 'follow_rule')
         OR (action IN ('merge', 'unmerge', 'unmerged') AND subject = json_extract(?1, '$[0]')))
     ORDER BY local_id DESC LIMIT ?2";

impl Store {
    /// Every act that changed facts of a recipient, newest first; numbers are masked.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn fact_history(&self, id: RecipientId) -> Result<FactHistory> {
        let mut statement = self.conn.prepare_cached(LINES)?;
        let no = shared::root(&self.conn, facts::number_of(&self.conn, id)?)?;
        let subject = facts::subject(&self.conn, no)?;
        let members = subject.ties.iter().flat_map(|ties| &ties.with);
        let [ids, _] = shared::lists(&subject, members.map(|member| (member.no, member.id.as_str())));
        let mut rows = statement.query((ids, MOST))?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            let before = facts(row.get(3)?);
            let others = about::ids_in(if_any(row, 4)?.unwrap_or_default());
            let after = facts(row.get(4)?);
            let action: String = row.get(2)?;
            let reasons = ["reason", "confirmed"].map(|key| shown(after.get(key), born(&after)));
            lines.push(FactLine {
                on: row.get(0)?,
                actor: text(&row.get::<_, String>(1)?),
                source: match action.as_str() {
                    "add_person" => FactSource::Added,
                    "import" => FactSource::Imported,
                    "merge" => FactSource::Merged,
                    "unmerge" | "unmerged" => FactSource::Parted,
                    _ => FactSource::Edited,
                },
                changes: changes(&self.conn, &before, &after)?,
                reasons: reasons_about(&self.conn, reasons, &others)?,
            });
        }
        Ok(FactHistory(lines))
    }
}

/// The facts that an act changed, as words before and after; numbers are masked.
pub(crate) fn both_sides(
    conn: &Connection,
    before: Option<String>,
    after: Option<String>,
) -> Result<(CleanText, CleanText)> {
    let (before, after) = (facts(before), facts(after));
    let mut sides = [Vec::new(), Vec::new()];
    for change in changes(conn, &before, &after)? {
        for (side, told) in sides.iter_mut().zip([change.before, change.after]) {
            if !told.is_empty() {
                side.push(told.to_string());
            }
        }
    }
    let reasons = ["reason", "confirmed"].map(|key| shown(after.get(key), born(&after)));
    let [was, mut is] = sides;
    is.extend(distinct(reasons).iter().map(ToString::to_string));
    Ok((CleanText::shown(&was.join("  ")), CleanText::shown(&is.join("  "))))
}

/// The reasons, the birth dates of the others whom the act names masked in them.
fn reasons_about(conn: &Connection, reasons: [CleanText; 2], others: &[String]) -> Result<Vec<CleanText>> {
    let reasons = distinct(reasons).into_iter();
    reasons.map(|reason| about::text_of_all(conn, &reason, others.iter())).collect()
}

fn distinct(reasons: [CleanText; 2]) -> Vec<CleanText> {
    let mut reasons: Vec<CleanText> = reasons.into_iter().filter(|reason| !reason.is_empty()).collect();
    reasons.dedup();
    reasons
}

/// The facts of a line; none where there were none before. Lists of memberships are kept as texts of JSON.
pub(crate) fn facts(json: Option<String>) -> Map<String, Value> {
    let Some(Value::Object(mut facts)) = json.and_then(|json| serde_json::from_str(&json).ok()) else {
        return Map::new();
    };
    for key in ["groups", "categories"] {
        if let Some(list) = facts.get_mut(key)
            && let Some(Ok(parsed @ Value::Array(_))) = list.as_str().map(serde_json::from_str)
        {
            *list = parsed;
        }
    }
    facts
}

/// The facts that differ, in words; numbers are masked.
pub(crate) fn changes(
    conn: &Connection,
    before: &Map<String, Value>,
    after: &Map<String, Value>,
) -> Result<Vec<FactChange>> {
    let mut changes = Vec::new();
    for (fact, key) in Fact::ALL {
        // A line of an earlier program did not keep every fact.
        let (was, is) = (before.get(key), after.get(key));
        if was == is || (is.is_none() && !after.is_empty()) {
            continue;
        }
        let (before, after) = (told(conn, fact, was, before)?, told(conn, fact, is, after)?);
        if !before.is_empty() || !after.is_empty() {
            changes.push(FactChange { fact, before, after });
        }
    }
    Ok(changes)
}

/// A fact in words, its numbers masked.
fn told(conn: &Connection, fact: Fact, value: Option<&Value>, all: &Map<String, Value>) -> Result<CleanText> {
    let stored = value.and_then(Value::as_str).unwrap_or_default();
    if stored.is_empty() && !matches!(fact, Fact::Groups | Fact::Categories) {
        return Ok(CleanText::default());
    }
    Ok(match fact {
        Fact::IdNumber => mask::id(stored),
        Fact::Phone => mask::phone(stored),
        Fact::Card => mask::card(stored),
        // The whole date beside the masked number would be the number.
        Fact::Birth => CleanText::shown(stored.get(..4).unwrap_or_default()),
        Fact::Township => labels::township_name(conn, &TownshipCode(stored.to_owned()))?,
        Fact::Groups | Fact::Categories => held(value),
        Fact::Name | Fact::Sex | Fact::Village | Fact::Address | Fact::Household | Fact::Note => {
            shown(value, born(all))
        }
    })
}

fn shown(value: Option<&Value>, birth: Option<NaiveDate>) -> CleanText {
    let stored = value.and_then(Value::as_str).unwrap_or_default();
    CleanText::about(stored, birth)
}

fn born(facts: &Map<String, Value>) -> Option<NaiveDate> {
    facts.get("birth").and_then(Value::as_str).and_then(|day| parse_day(day.as_bytes()))
}

/// Memberships with their days: `烈士遗属 2020-01-01..2023-12-31`.
fn held(value: Option<&Value>) -> CleanText {
    let one = |value: &Value| {
        let part = |at: usize| value.get(at).and_then(Value::as_str).unwrap_or_default();
        // A line of an earlier program kept the labels of categories alone.
        let label = value.as_str().unwrap_or_else(|| part(0));
        let days = [part(1), part(2)].join("..");
        if days == ".." { label.to_owned() } else { format!("{label} {days}") }
    };
    let all: Vec<String> = value.and_then(Value::as_array).into_iter().flatten().map(one).collect();
    CleanText::shown(&all.join("，"))
}
