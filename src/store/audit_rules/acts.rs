//! What the audit tells: changes before gifts (A14), groups erased (A15), restores (A22), numbers shown (A23), rosters
//! (A24).

use std::collections::{BTreeMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use chrono::NaiveDate;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::domain::audit::changes::{Change, Changes, Watched};
use crate::domain::audit::facts::{is_above_percent, told};
use crate::domain::audit::gifts::text;
use crate::domain::audit::{Finding, Sink, Told, cases};
use crate::domain::head::Heads;
use crate::domain::text::CleanText;
use crate::store::audit_rules::{Context, span};
use crate::store::columns::{borrowed, if_any, number, set_day};
use crate::store::file::error::Result;
use crate::store::integrity::finding::Finding as CheckFinding;
use crate::store::recipients::{edit, history};

/// Acts that changed facts of somebody, with both sides.
const CHANGED: &str = "SELECT a.on_day, a.subject, a.before, a.after, a.local_id, a.action FROM audit AS a
     WHERE a.action IN ('edit', 'undo_edit', 'import') AND a.before IS NOT NULL AND {} ORDER BY a.local_id";

fn facts(json: &str) -> Map<String, Value> {
    history::facts(Some(json.to_owned()))
}

fn hash(value: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// What changed of facts by which somebody is known or paid.
pub(super) fn changes(cx: &Context<'_>) -> Result<Changes> {
    let mut changes = Changes::default();
    // A change of last year bears on a gift of this one, and one changed back is told whenever that was.
    let mut statement = cx.conn.prepare(&CHANGED.replace("{}", "1"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let Ok(id) = Uuid::parse_str(borrowed(row, 1)?) else { continue };
        let on = set_day(row, 0)?;
        let (before, after) = (facts(borrowed(row, 2)?), facts(if_any(row, 3)?.unwrap_or_default()));
        for (fact, key) in Watched::ALL {
            let of = |facts: &Map<String, Value>| {
                facts.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
            };
            let (was, is) = (of(&before), of(&after));
            if was != is {
                let fills_in = was.is_empty();
                let change = Change { on, fact, before: hash(&was), after: hash(&is), fills_in };
                changes.0.entry(id.as_u128()).or_default().push(change);
            }
        }
    }
    Ok(changes)
}

/// The numbers of the changes of facts that were undone.
fn undone(cx: &Context<'_>) -> Result<HashSet<i64>> {
    let mut statement = cx.conn.prepare(
        "SELECT json_extract(after, '$.undoes') FROM audit WHERE action = ?1 AND json_valid(after)",
    )?;
    let found = statement.query_map([edit::UNDONE], |row| row.get::<_, Option<i64>>(0))?;
    Ok(found.collect::<rusqlite::Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// A15: groups that were held and are gone, instead of ended.
pub(super) fn erased(cx: &Context<'_>, sink: Sink<'_>) -> Result<()> {
    let undone = undone(cx)?;
    let mut statement = cx.conn.prepare(&CHANGED.replace("{}", span::acts(cx.span)))?;
    let mut rows = statement.query([span::value(cx.span)])?;
    while let Some(row) = rows.next()? {
        // What was taken back never was, and its undoing, which has a reason, puts back what stood before.
        if borrowed(row, 5)? == edit::UNDONE || undone.contains(&number(row, 4)?) {
            continue;
        }
        let (before, after) = (facts(borrowed(row, 2)?), facts(if_any(row, 3)?.unwrap_or_default()));
        let labels = |facts: &Map<String, Value>| -> Vec<String> {
            let label = |held: &Value| {
                held.as_str().or_else(|| held.get(0).and_then(Value::as_str)).map(str::to_owned)
            };
            facts.get("groups").and_then(Value::as_array).into_iter().flatten().filter_map(label).collect()
        };
        let mut left = labels(&after);
        for label in labels(&before) {
            if let Some(at) = left.iter().position(|one| *one == label) {
                left.swap_remove(at);
                continue;
            }
            let (on, who) = (set_day(row, 0)?, borrowed(row, 1)?);
            let name = after.get("name").and_then(Value::as_str).unwrap_or_default();
            let words = vec![Told::Day(on), text(&label)];
            sink(Finding::new(&cases::ERASED, &format!("{who} {label} {on}"), name, words).of(who));
        }
    }
    Ok(())
}

/// The ids of those whom some roster changed after they were registered.
pub(super) fn named_by_rosters(cx: &Context<'_>) -> Result<HashSet<u128>> {
    let mut statement =
        cx.conn.prepare("SELECT subject FROM audit WHERE action = 'import' AND before IS NOT NULL")?;
    let mut rows = statement.query([])?;
    let mut named = HashSet::new();
    while let Some(row) = rows.next()? {
        named.extend(Uuid::parse_str(borrowed(row, 0)?).map(|id| id.as_u128()));
    }
    Ok(named)
}

/// A22: backups that were restored, with the entries that were dropped, and rows that were found missing.
pub(super) fn restored(cx: &Context<'_>, sink: Sink<'_>) -> Result<()> {
    let mut statement = cx.conn.prepare(&format!(
        "SELECT a.local_id, a.action, a.on_day, coalesce(a.before, ''), coalesce(a.after, ''),
                coalesce((SELECT l.before || '|' || l.after FROM audit AS l
                          WHERE l.local_id = a.local_id + 1 AND l.action = 'replace'), '')
         FROM audit AS a WHERE a.action IN ('restore', 'cut') AND {} ORDER BY a.local_id",
        span::acts(cx.span)
    ))?;
    let mut rows = statement.query([span::value(cx.span)])?;
    while let Some(row) = rows.next()? {
        let (no, on) = (number(row, 0)?, set_day(row, 2)?);
        let found = if borrowed(row, 1)? == "restore" {
            let entries = |told: &str| Heads::parse(told).map_or(0, |(ledger, _)| ledger.number);
            let lost = borrowed(row, 5)?.split_once('|').map_or(0, |(had, has)| {
                // Restores of older programs did not count them.
                let told = has.rsplit_once(" -").and_then(|(_, lost)| lost.parse().ok());
                told.unwrap_or_else(|| entries(had).saturating_sub(entries(has)))
            });
            let lost = Told::Number(i64::try_from(lost).unwrap_or(i64::MAX));
            let words = vec![Told::Day(on), text(borrowed(row, 3)?), lost];
            Finding::new(&cases::RESTORED, &no.to_string(), "", words)
        } else {
            let words = vec![Told::Day(on), text(borrowed(row, 3)?), text(borrowed(row, 4)?)];
            Finding::new(&cases::CUT, &no.to_string(), "", words)
        };
        sink(found);
    }
    Ok(())
}

/// A22: backups beside the register that hold what it does not, as `check` found them.
pub(super) fn backups(found: &[CheckFinding], sink: Sink<'_>) {
    for one in found {
        let words = vec![Told::Text(one.subject.clone()), Told::Text(one.detail.clone())];
        sink(Finding::new(&cases::BACKUP_KNOWS, &one.subject, "", words));
    }
}

/// A23: numbers shown in full, by account and day.
pub(super) fn unmasked(cx: &Context<'_>, sink: Sink<'_>) -> Result<()> {
    let mut statement = cx.conn.prepare(&format!(
        "SELECT a.actor, a.on_day, count(*) FROM audit AS a WHERE a.action IN ('unmask', 'open_phones', 'export_full') AND {}
         GROUP BY a.actor, a.on_day ORDER BY a.on_day, a.actor",
        span::acts(cx.span)
    ))?;
    let mut rows = statement.query([span::value(cx.span)])?;
    while let Some(row) = rows.next()? {
        let (actor, on, count) = (borrowed(row, 0)?, set_day(row, 1)?, number(row, 2)?);
        let case = if count > cx.limits.unmask_day { &cases::UNMASKED_MANY } else { &cases::UNMASKED };
        sink(Finding::new(case, &format!("{actor} {on}"), actor, vec![Told::Day(on), Told::Number(count)]));
    }
    Ok(())
}

/// A24: a file once more, much changed on a day, somebody gone on a roster.
pub(super) fn rosters(cx: &Context<'_>, sink: Sink<'_>) -> Result<()> {
    let mut statement = cx.conn.prepare(&format!(
        "SELECT a.id, a.name, a.on_day, a.first FROM (
           SELECT s.id, s.name, s.read_on AS on_day,
                  (SELECT min(o.read_on) FROM source AS o
                   WHERE o.sha256 = s.sha256 AND o.local_id < s.local_id) AS first
           FROM source AS s WHERE s.sha256 IS NOT NULL) AS a
         WHERE a.first IS NOT NULL AND {}",
        span::acts(cx.span)
    ))?;
    let mut rows = statement.query([span::value(cx.span)])?;
    while let Some(row) = rows.next()? {
        let words = vec![Told::Day(set_day(row, 2)?), Told::Day(set_day(row, 3)?)];
        sink(Finding::new(&cases::ROSTER_AGAIN, borrowed(row, 0)?, borrowed(row, 1)?, words));
    }
    changed_by_day(cx, sink)
}

/// What rosters changed on one day.
#[derive(Default)]
struct Day {
    people: HashSet<u128>,
    names: Vec<String>,
}

fn changed_by_day(cx: &Context<'_>, sink: Sink<'_>) -> Result<()> {
    let mut days: BTreeMap<NaiveDate, Day> = BTreeMap::new();
    let mut statement = cx.conn.prepare(&format!(
        "SELECT a.on_day, a.subject, a.before, a.after FROM audit AS a
         WHERE a.action = 'import' AND {} ORDER BY a.local_id",
        span::acts(cx.span)
    ))?;
    let mut rows = statement.query([span::value(cx.span)])?;
    while let Some(row) = rows.next()? {
        let on = set_day(row, 0)?;
        let day = days.entry(on).or_default();
        let who = borrowed(row, 1)?;
        let Some(before) = if_any(row, 2)? else {
            day.names.push(who.to_owned());
            continue;
        };
        day.people.extend(Uuid::parse_str(who).map(|id| id.as_u128()));
        let before = facts(before);
        if ["died_on", "left_on"].iter().any(|key| before.get(*key).is_some_and(Value::is_string)) {
            let name = before.get("name").and_then(Value::as_str).unwrap_or_default();
            let found = Finding::new(&cases::ROSTER_GONE, &format!("{who} {on}"), name, vec![Told::Day(on)]);
            sink(found.of(who));
        }
    }
    let all: i64 = cx
        .conn
        .prepare_cached(
            "SELECT coalesce(sum(people), 0) FROM tally WHERE round = '' AND village = 0 AND kind = 'person'",
        )?
        .query_row([], |row| row.get(0))?;
    for (on, day) in days {
        if is_above_percent(
            day.people.len(),
            usize::try_from(all).unwrap_or(usize::MAX),
            cx.limits.roster_percent,
        ) {
            let words = vec![Told::Day(on), told(day.people.len()), Told::Number(all)];
            let title = CleanText::shown(&day.names.join(" "));
            sink(Finding::new(&cases::ROSTER_CHANGED, &on.to_string(), &title, words));
        }
    }
    Ok(())
}
