//! Groups by rule: the rules stand in `meta`, what somebody holds by one are memberships whose source is the rules, and the
//! days on which somebody is not in a group though a rule says so stand in `meta` too, a row for each such person. What there
//! is to be, `domain/group_rule.rs` decides; where there is no rule nothing is asked for a person.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};
use serde_json::{Value, json};

use crate::domain::error::RegisterError;
use crate::domain::group_rule::{self, GroupRule, by_rule};
use crate::domain::op::WriteContext;
use crate::domain::recipient::{Held, Kind, Membership};
use crate::domain::text::CleanText;
use crate::store::columns::parse_day;
use crate::store::file::error::Result;
use crate::store::recipients::group_change::entered;
use crate::store::standing::facts;
use crate::store::{labels, row_id};

/// The row of `meta` with the rules.
const RULES: &str = "group rules";
/// The beginning of the rows of `meta` with the exceptions of one person; behind it stands the id.
const EXCEPTIONS: &str = "rule exceptions ";

/// The rules, and the source of the memberships that come by them.
pub(crate) struct Rules {
    pub(crate) all: Vec<GroupRule>,
    /// The local number of the source.
    pub(crate) source: i64,
}

/// Somebody's memberships, and what there is to be of them.
pub(crate) struct Plan {
    rows: Vec<Row>,
    /// What is entered by hand.
    pub(crate) by_hand: Vec<Membership>,
    /// What is held by rule.
    pub(crate) by_rule: Vec<Membership>,
}

/// A membership as it is stored.
struct Row {
    line: i64,
    of: Membership,
    by_rule: bool,
    /// Whether it stays, or becomes, one that was entered by hand.
    stays: bool,
}

impl Plan {
    /// Whether all is stored as it is to be.
    pub(crate) fn is_so(&self) -> bool {
        let (mut stored, mut wanted) = (Vec::new(), self.by_rule.iter().collect::<Vec<_>>());
        stored.extend(self.rows.iter().filter(|row| !row.stays).map(|row| &row.of));
        let key = |one: &&Membership| (one.held.clone(), one.entered);
        stored.sort_by_key(key);
        wanted.sort_by_key(key);
        stored == wanted && self.rows.iter().all(|row| row.by_rule != row.stays)
    }
}

/// The rules; none where no group ever had one.
pub(crate) fn load(conn: &Connection) -> Result<Option<Rules>> {
    let Some(told) = meta(conn, RULES)? else { return Ok(None) };
    read(&told).map(Some).ok_or_else(|| RegisterError::Damaged(CleanText::shown(&told)))
}

fn meta(conn: &Connection, key: &str) -> Result<Option<String>> {
    let mut statement = conn.prepare_cached("SELECT value FROM meta WHERE key = ?1")?;
    Ok(statement.query_row([key], |row| row.get(0)).optional()?)
}

fn keep_meta(conn: &Connection, key: &str, value: &str) -> Result<()> {
    conn.execute(
        "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
        (key, value),
    )?;
    Ok(())
}

fn read(told: &str) -> Option<Rules> {
    let told: Value = serde_json::from_str(told).ok()?;
    let rule = |one: &Value| {
        let text = |key: &str| one.get(key).and_then(Value::as_str);
        let day = |key: &str| text(key).and_then(|day| parse_day(day.as_bytes()));
        let categories = one.get("categories")?.as_array()?.iter();
        Some(GroupRule {
            group: CleanText::shown(text("group")?),
            categories: categories.filter_map(Value::as_str).map(CleanText::shown).collect(),
            from: day("from"),
            until: day("until"),
            entered: day("entered")?,
        })
    };
    Some(Rules {
        all: told.get("rules")?.as_array()?.iter().map(rule).collect::<Option<_>>()?,
        source: told.get("source")?.as_i64()?,
    })
}

/// Keeps rules in the place of those before; the source of their memberships comes into being with the first of them.
pub(crate) fn keep(
    conn: &Connection,
    before: Option<&Rules>,
    all: Vec<GroupRule>,
    ctx: &WriteContext,
) -> Result<Rules> {
    let source = if let Some(before) = before {
        before.source
    } else {
        conn.execute(
            "INSERT INTO source (id, name, read_on, read_at) VALUES (?1, ?2, ?3, ?4)",
            (row_id::fresh(ctx), RULES, ctx.today, ctx.now_ms),
        )?;
        conn.last_insert_rowid()
    };
    let texts = |labels: &[CleanText]| labels.iter().map(ToString::to_string).collect::<Vec<_>>();
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    let told = all.iter().map(|rule| {
        json!({
            "group": rule.group.as_str(),
            "categories": texts(&rule.categories),
            "from": day(rule.from),
            "until": day(rule.until),
            "entered": rule.entered.to_string(),
        })
    });
    let told = json!({ "source": source, "rules": told.collect::<Vec<_>>() });
    keep_meta(conn, RULES, &told.to_string())?;
    Ok(Rules { all, source })
}

/// The exceptions of a person.
fn exceptions(conn: &Connection, no: i64) -> Result<Vec<Held>> {
    let told: Option<String> = conn
        .prepare_cached(
            "SELECT m.value FROM recipient AS r JOIN meta AS m ON m.key = ?2 || r.id WHERE r.local_id = ?1",
        )?
        .query_row((no, EXCEPTIONS), |row| row.get(0))
        .optional()?;
    let told = told.and_then(|told| serde_json::from_str::<Value>(&told).ok()).unwrap_or_default();
    let one = |value: &Value| {
        let text = |at: usize| value.get(at).and_then(Value::as_str);
        let day = |at: usize| text(at).and_then(|day| parse_day(day.as_bytes()));
        Some(Held { label: CleanText::shown(text(0)?), from: day(1), until: day(2) })
    };
    Ok(told.as_array().into_iter().flatten().filter_map(one).collect())
}

fn keep_exceptions(conn: &Connection, no: i64, out: &[Held]) -> Result<()> {
    let id: String = conn
        .prepare_cached("SELECT id FROM recipient WHERE local_id = ?1")?
        .query_row([no], |row| row.get(0))?;
    let key = [EXCEPTIONS, &id].concat();
    if out.is_empty() {
        return Ok(conn.execute("DELETE FROM meta WHERE key = ?1", [key]).map(drop)?);
    }
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    let told: Vec<Value> =
        out.iter().map(|one| json!([one.label.as_str(), day(one.from), day(one.until)])).collect();
    keep_meta(conn, &key, &Value::from(told).to_string())
}

/// Has the one that stays take over the other's exceptions that it has not itself, all or those of a list; which.
pub(crate) fn join_exceptions(
    conn: &Connection,
    (keep, other): (i64, i64),
    among: Option<&[Held]>,
) -> Result<Vec<Held>> {
    let (mut own, mut taken) = (exceptions(conn, keep)?, exceptions(conn, other)?);
    taken.retain(|one| !own.contains(one) && among.is_none_or(|list| list.contains(one)));
    if !taken.is_empty() {
        own.extend(taken.iter().cloned());
        keep_exceptions(conn, keep, &own)?;
    }
    Ok(taken)
}

/// Takes exceptions that were taken over from somebody again, as far as they still stand; which.
pub(crate) fn part_exceptions(conn: &Connection, keep: i64, taken: &[Held]) -> Result<Vec<Held>> {
    if taken.is_empty() {
        return Ok(Vec::new());
    }
    let own = exceptions(conn, keep)?.into_iter();
    let (parted, own): (Vec<_>, Vec<_>) = own.partition(|one| taken.contains(one));
    keep_exceptions(conn, keep, &own)?;
    Ok(parted)
}

/// The groups of which a list says something else than what is held.
pub(crate) fn touched(before: &[Held], list: &[Held]) -> Vec<CleanText> {
    let of = |list: &[Held], label: &CleanText| -> Vec<Held> {
        let mut held: Vec<Held> = list.iter().filter(|one| one.label == *label).cloned().collect();
        held.sort();
        held
    };
    let mut labels: Vec<CleanText> = before.iter().chain(list).map(|one| one.label.clone()).collect();
    labels.sort();
    labels.dedup();
    labels.retain(|label| of(before, label) != of(list, label));
    labels
}

/// What there is to be of somebody's memberships. Of the groups `touched` a person said everything by hand: what a rule says
/// beyond that is an exception from then on, and what agrees with a rule is held by it. Answers the exceptions too.
fn planned(conn: &Connection, no: i64, rules: &Rules, touched: &[CleanText]) -> Result<(Plan, Vec<Held>)> {
    let facts = (categories(conn, no)?, rows(conn, no, rules.source)?, exceptions(conn, no)?);
    Ok(plan_of(facts, rules, touched))
}

/// As [`planned`], of categories, memberships and exceptions.
fn plan_of(
    (categories, mut rows, mut out): (Vec<Membership>, Vec<Row>, Vec<Held>),
    rules: &Rules,
    touched: &[CleanText],
) -> (Plan, Vec<Held>) {
    for group in touched {
        let list: Vec<Held> =
            rows.iter().map(|row| row.of.held.clone()).filter(|one| one.label == *group).collect();
        out.retain(|one| one.label != *group);
        out.extend(group_rule::exceptions(&rules.all, &categories, group, &list));
    }
    let allowed = by_rule(&rules.all, &categories, &out, &[]);
    for row in &mut rows {
        row.stays = if touched.contains(&row.of.held.label) {
            !group_rule::is_within(&row.of.held, &allowed)
        } else {
            !row.by_rule
        };
    }
    let by_hand: Vec<Membership> = rows.iter().filter(|row| row.stays).map(|row| row.of.clone()).collect();
    let held: Vec<Held> = by_hand.iter().map(|one| one.held.clone()).collect();
    let by_rule = by_rule(&rules.all, &categories, &out, &held);
    (Plan { rows, by_hand, by_rule }, out)
}

/// What groups somebody would hold, with these groups and categories in the place of those that are held, none for such as
/// stay: rules follow.
pub(crate) fn would_hold(
    conn: &Connection,
    subject: &facts::Subject,
    (groups, labels): (Option<&[Held]>, Option<&[Held]>),
    today: NaiveDate,
) -> Result<Vec<Membership>> {
    let no = subject.no;
    let new = |list: &[Held], before: &[Membership]| -> Vec<Membership> {
        list.iter().map(|held| entered(held, before, today)).collect()
    };
    let held = groups.map_or_else(|| subject.groups.clone(), |list| new(list, &subject.groups));
    let Some(rules) = load(conn)? else { return Ok(held) };
    let before: Vec<Held> = subject.groups.iter().map(|one| one.held.clone()).collect();
    let touched = groups.map_or_else(Vec::new, |list| touched(&before, list));
    let stored = rows(conn, no, rules.source)?;
    let row = |of: Membership| {
        let by_rule = stored.iter().any(|row| row.by_rule && row.of.held == of.held);
        Row { line: 0, of, by_rule, stays: false }
    };
    let now = categories(conn, no)?;
    let categories = match labels {
        Some(list) if subject.kind == Kind::Person => new(list, &now),
        Some(_) | None => now,
    };
    let facts = (categories, held.into_iter().map(row).collect(), exceptions(conn, no)?);
    let (plan, _) = plan_of(facts, &rules, &touched);
    Ok(plan.by_hand.into_iter().chain(plan.by_rule).collect())
}

/// What there is to be of somebody's memberships by the rules.
pub(crate) fn plan(conn: &Connection, no: i64, rules: &Rules) -> Result<Plan> {
    Ok(planned(conn, no, rules, &[])?.0)
}

/// Brings somebody's memberships to what the rules say; whether any changed. Standings are the caller's to bring up to date.
pub(crate) fn follow(
    conn: &Connection,
    no: i64,
    rules: &Rules,
    touched: &[CleanText],
    ctx: &WriteContext,
) -> Result<bool> {
    let (plan, out) = planned(conn, no, rules, touched)?;
    if !touched.is_empty() {
        keep_exceptions(conn, no, &out)?;
    }
    if plan.is_so() {
        return Ok(false);
    }
    let mut missing = plan.by_rule;
    let mut spare = Vec::new();
    for row in plan.rows {
        if row.stays {
            if row.by_rule {
                conn.execute("UPDATE group_held SET source = NULL WHERE local_id = ?1", [row.line])?;
            }
            continue;
        }
        match missing.iter().position(|one| one.held == row.of.held) {
            Some(at) => put(conn, row.line, &missing.swap_remove(at), rules.source)?,
            None => spare.push(row),
        }
    }
    for row in spare {
        // One of the same group that goes on keeps its name.
        match missing.iter().position(|one| one.held.label == row.of.held.label) {
            Some(at) => put(conn, row.line, &missing.swap_remove(at), rules.source)?,
            None => {
                conn.execute("DELETE FROM group_held WHERE local_id = ?1", [row.line])?;
            }
        }
    }
    for one in missing {
        add(conn, no, &one, rules.source, ctx)?;
    }
    Ok(true)
}

fn put(conn: &Connection, line: i64, one: &Membership, source: i64) -> Result<()> {
    conn.prepare_cached(
        "UPDATE group_held SET held_from = ?2, held_to = ?3, entered_on = ?4, source = ?5 WHERE local_id = ?1",
    )?
    .execute((line, one.held.from, one.held.until, one.entered, source))?;
    Ok(())
}

/// Adds a membership that comes by rule.
pub(crate) fn add(
    conn: &Connection,
    no: i64,
    one: &Membership,
    source: i64,
    ctx: &WriteContext,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO group_held (id, recipient, visit_group, held_from, held_to, entered_on, source)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute((
        row_id::fresh(ctx),
        no,
        labels::group_no(conn, &one.held.label)?,
        one.held.from,
        one.held.until,
        one.entered,
        source,
    ))?;
    Ok(())
}

fn rows(conn: &Connection, no: i64, source: i64) -> Result<Vec<Row>> {
    let mut statement = conn.prepare_cached(
        "SELECT g.name, h.held_from, h.held_to, h.entered_on, h.local_id, h.source IS ?2 FROM group_held AS h
         JOIN visit_group AS g ON g.local_id = h.visit_group WHERE h.recipient = ?1 ORDER BY h.local_id",
    )?;
    let rows = statement.query_map((no, source), |row| {
        Ok(Row { of: facts::membership(row)?, line: row.get(4)?, by_rule: row.get(5)?, stays: false })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The categories of a person, each with the day on which it was entered.
pub(crate) fn categories(conn: &Connection, no: i64) -> Result<Vec<Membership>> {
    let mut statement = conn.prepare_cached(
        "SELECT c.name, h.held_from, h.held_to, h.entered_on FROM category_held AS h
         JOIN category AS c ON c.local_id = h.category JOIN recipient AS r ON r.local_id = h.recipient
         WHERE h.recipient = ?1 AND r.kind = 'person' ORDER BY h.category, h.held_from",
    )?;
    let rows = statement.query_map([no], facts::membership)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Those whom rules concern: who holds one of their categories, or a group by rule. Nobody who was merged.
pub(crate) fn concerned(conn: &Connection, rules: &[&Rules]) -> Result<Vec<i64>> {
    let mut nos = Vec::new();
    let mut held = conn.prepare(
        "SELECT h.recipient FROM category_held AS h JOIN category AS c ON c.local_id = h.category
         JOIN recipient AS r ON r.local_id = h.recipient WHERE c.name = ?1 AND r.merged_into IS NULL",
    )?;
    let mut by_rule = conn.prepare(
        "SELECT h.recipient FROM group_held AS h JOIN recipient AS r ON r.local_id = h.recipient
         WHERE h.source = ?1 AND r.merged_into IS NULL",
    )?;
    for rules in rules {
        for category in rules.all.iter().flat_map(|rule| &rule.categories) {
            let rows = held.query_map([category.as_str()], |row| row.get::<_, i64>(0))?;
            nos.extend(rows.collect::<rusqlite::Result<Vec<_>>>()?);
        }
        let rows = by_rule.query_map([rules.source], |row| row.get::<_, i64>(0))?;
        nos.extend(rows.collect::<rusqlite::Result<Vec<_>>>()?);
    }
    nos.sort_unstable();
    nos.dedup();
    Ok(nos)
}

/// What somebody holds by rule, of what is told of them.
pub(crate) fn held_by_rule(conn: &Connection, no: i64) -> Result<Vec<Held>> {
    let Some(rules) = load(conn)? else { return Ok(Vec::new()) };
    let rows = rows(conn, no, rules.source)?;
    Ok(rows.into_iter().filter(|row| row.by_rule).map(|row| row.of.held).collect())
}
