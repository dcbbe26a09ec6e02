//! Answers to findings: lines of the audit, which nothing changes any more.

use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, OptionalExtension as _};
use serde_json::{Value, json};

use crate::domain::audit::{Answered, Finding, Level, Rule, Span};
use crate::domain::error::RegisterError;
use crate::domain::op::{Answer, Changed, Receipt, WriteContext};
use crate::domain::text::{CleanText, folded_name};
use crate::domain::year::YearRule;
use crate::store::audit;
use crate::store::audit_rules::{Context, look_into};
use crate::store::columns::{borrowed, if_any, set_day, text};
use crate::store::file::error::Result;
use crate::store::settings;

/// The line of the audit.
pub(crate) const ANSWERED: &str = "answer";

/// The line that says that an answer was taken back, with the number of that answer.
pub(crate) const TAKEN_BACK: &str = "undo_answer";

/// Findings without an answer that are held apart, and those that are named where a year is not closed for them.
const OPEN_MAX: usize = 10_000;
const OPEN_TOLD: usize = 5;

/// Entries of a finding whose recipients are kept with an answer.
const MOST_ENTRIES: usize = 100;

/// The last answer to each finding that stands, by its name.
pub(super) fn all(conn: &Connection) -> Result<HashMap<String, Answered>> {
    let mut statement = conn.prepare(
        "SELECT subject, on_day, before, after FROM audit AS a WHERE action = ?1
         AND NOT EXISTS (SELECT 1 FROM audit AS u WHERE u.local_id > a.local_id AND u.action = ?2
                         AND u.subject = a.subject AND u.before = CAST(a.local_id AS TEXT))
         ORDER BY local_id",
    )?;
    let mut rows = statement.query([ANSWERED, TAKEN_BACK])?;
    let mut answers = HashMap::new();
    while let Some(row) = rows.next()? {
        let told: Value = serde_json::from_str(if_any(row, 3)?.unwrap_or_default()).unwrap_or_default();
        let part = |key: &str| text(told.get(key).and_then(Value::as_str).unwrap_or_default());
        let answer = Answered {
            on: set_day(row, 1)?,
            by: part("by"),
            reason: part("reason"),
            level: if_any(row, 2)?.and_then(Level::parse).unwrap_or(Level::Grey),
            newest: told.get("newest").and_then(Value::as_i64),
            people: people_of(&told),
        };
        answers.insert(borrowed(row, 0)?.to_owned(), answer);
    }
    Ok(answers)
}

/// Whom an answer is about, as its line tells.
fn people_of(told: &Value) -> Vec<String> {
    let ids = told.get("people").and_then(Value::as_array).into_iter().flatten();
    ids.filter_map(|id| id.as_str().map(str::to_owned)).collect()
}

/// Whom a finding is about: the recipient that it names, and those of its entries.
pub(super) fn people(conn: &Connection, finding: &Finding) -> Result<Vec<String>> {
    let mut people: Vec<String> = finding.recipient.iter().map(ToString::to_string).collect();
    let mut statement = conn.prepare_cached("SELECT recipient FROM entry WHERE local_id = ?1")?;
    for no in finding.entries.iter().take(MOST_ENTRIES) {
        if let Some(id) = statement.query_row([no], |row| row.get::<_, String>(0)).optional()?
            && !people.contains(&id)
        {
            people.push(id);
        }
    }
    Ok(people)
}

/// Answers a finding: somebody who is not among the handlers of its entries, with a reason.
///
/// # Errors
/// [`RegisterError::NotFound`] where there is no such finding; [`RegisterError::OwnFinding`] where it names who answers.
pub(crate) fn answer(
    conn: &Connection,
    name: &CleanText,
    reason: &CleanText,
    by: Option<&CleanText>,
    ctx: &WriteContext,
) -> Result<Receipt> {
    if reason.says_nothing() {
        return Err(RegisterError::ReasonRequired);
    }
    let by = by.filter(|by| !by.is_empty()).unwrap_or(&ctx.actor);
    let finding = find(conn, name, ctx)?;
    let stands = all(conn)?.remove(&finding.name());
    if let Some(stands) = &stands
        && (&stands.reason, &stands.by) == (reason, by)
        && !(Finding { answer: Some(stands.clone()), ..finding.clone() }).is_open()
    {
        return Ok(Receipt { changed: Changed::NOTHING, answer: Answer::Known });
    }
    for who in [by, &ctx.actor] {
        if concerns(conn, &finding, who)? {
            return Err(RegisterError::OwnFinding(who.clone()));
        }
    }
    let told = json!({
        "by": by.as_str(),
        "reason": reason.as_str(),
        "newest": finding.entries.iter().max().copied().unwrap_or_default(),
        "people": people(conn, &finding)?,
    });
    let told = told.to_string();
    audit::line(conn, ctx, ANSWERED, &finding.name(), Some(finding.case.level.code()), Some(&told))?;
    Ok(Receipt { changed: Changed::LEDGER, answer: Answer::Done })
}

/// Refuses to go on as long as a red finding of a year has no answer, by what the audit of that year tells.
///
/// # Errors
/// [`YearRule::Unanswered`].
pub(crate) fn check_answered(conn: &Connection, year: i32, ctx: &WriteContext) -> Result<()> {
    let limits = settings::thresholds(conn, ctx.today)?;
    let cx = Context { conn, span: Span::Year(year), limits: &limits, today: ctx.today };
    let answers = all(conn)?;
    let mut open: BTreeSet<String> = BTreeSet::new();
    let mut more = 0;
    look_into(&cx, Rule::ALL, &mut |mut finding| {
        if finding.case.level != Level::Red {
            return;
        }
        let name = finding.name();
        finding.answer = answers.get(&name).cloned();
        if finding.is_open() && !open.contains(&name) {
            if open.len() < OPEN_MAX {
                open.insert(name);
            } else {
                more += 1;
            }
        }
    })?;
    if open.is_empty() {
        return Ok(());
    }
    let count = open.len() + more;
    let first = open.iter().take(OPEN_TOLD).map(|name| text(name)).collect();
    Err(RegisterError::Year(YearRule::Unanswered(first, count)))
}

/// The finding whose name is, or begins with, what was said. Only its rule is looked at.
fn find(conn: &Connection, name: &CleanText, ctx: &WriteContext) -> Result<Finding> {
    let said = name.trim();
    let missing = || RegisterError::NotFound(CleanText::shown(said));
    let (code, letters) = said.split_once('-').ok_or_else(missing)?;
    let rule = Rule::parse(code).ok_or_else(missing)?;
    let wanted = format!("{}-{}", rule.code(), letters.to_lowercase());
    let limits = settings::thresholds(conn, ctx.today)?;
    let cx = Context { conn, span: Span::All, limits: &limits, today: ctx.today };
    let mut found: Vec<Finding> = Vec::new();
    look_into(&cx, &[rule], &mut |finding| {
        let is_it = !letters.is_empty() && finding.name().starts_with(&wanted);
        // One whose case is told twice is one finding, at its gravest.
        match found.iter_mut().find(|one| is_it && one.name() == finding.name()) {
            Some(same) if finding.case.level < same.case.level => *same = finding,
            None if is_it => found.push(finding),
            Some(_) | None => {}
        }
    })?;
    match found.len() {
        0 => Err(missing()),
        1 => found.pop().ok_or_else(missing),
        _ => Err(RegisterError::Ambiguous(found.iter().map(|one| CleanText::shown(&one.name())).collect())),
    }
}

/// Whether somebody handed over or received what a finding names.
fn concerns(conn: &Connection, finding: &Finding, who: &CleanText) -> Result<bool> {
    let folded = folded_name(who);
    // The pair or the person that it is about.
    if finding.title.split(' ').any(|part| folded_name(part) == folded)
        || folded_name(&finding.title) == folded
    {
        return Ok(true);
    }
    let mut statement =
        conn.prepare_cached("SELECT handler_1, handler_2, proxy FROM entry WHERE local_id = ?1")?;
    for no in &finding.entries {
        let mut rows = statement.query([no])?;
        while let Some(row) = rows.next()? {
            for at in 0..3 {
                if if_any(row, at)?.is_some_and(|name| folded_name(name) == folded) {
                    return Ok(true);
                }
            }
        }
    }
    Ok(false)
}
