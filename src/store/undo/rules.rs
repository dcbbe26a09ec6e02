//! The rule of a group that was given, changed or taken away, as it was before; whom it concerns follows again.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use super::{AuditLine, Way, changed_since, is_undone, mark};
use crate::domain::error::RegisterError;
use crate::domain::group_rule::GroupRule;
use crate::domain::op::WriteContext;
use crate::domain::text::CleanText;
use crate::domain::undo::{NotUndone, Undoing};
use crate::store::columns::parse_day;
use crate::store::file::error::Result;
use crate::store::recipients::rule_change::{self, RULE};
use crate::store::recipients::rules;
use crate::store::{audit, labels};

/// The line of the undoing.
const UNDONE: &str = "undo_group_rule";

/// The act of which the following of a rule is a part: the last change of a rule before it.
pub(super) fn head_of(conn: &Connection, part: i64) -> Result<Option<i64>> {
    Ok(conn
        .prepare_cached(
            "SELECT local_id FROM audit WHERE local_id < ?1 AND action IN (?2, ?3) ORDER BY local_id DESC LIMIT 1",
        )?
        .query_row((part, RULE, UNDONE), |row| row.get(0))
        .optional()?)
}

/// What undoes it: none once the rules of the group are others.
pub(super) fn way(conn: &Connection, line: &AuditLine) -> Result<Way> {
    if is_undone(conn, line, UNDONE)? {
        return Ok(Err(NotUndone::Undone));
    }
    let now = told(conn, &line.subject)?;
    if line.after().strip_prefix(&now).is_some_and(|why| why.starts_with(": ")) {
        return Ok(Ok(Undoing::Back(line.no)));
    }
    Ok(Err(changed_since(conn, line, &[RULE])?))
}

/// The rules of a group as they are, in words.
fn told(conn: &Connection, group: &str) -> Result<String> {
    let known = rules::load(conn)?.map_or_else(Vec::new, |rules| rules.all);
    Ok(rule_change::told(&known, &CleanText::shown(group)))
}

/// Has the rules of the group be as they were.
pub(super) fn put_back(
    conn: &Connection,
    line: &AuditLine,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    let group = CleanText::shown(&line.subject);
    let was = read(conn, &group, line.before(), ctx.today)?
        .ok_or(RegisterError::NotUndone(NotUndone::WroteNothing))?;
    let now = told(conn, &line.subject)?;
    let after = [mark(line.no).as_str(), reason, ": ", line.before()].concat();
    audit::line(conn, ctx, UNDONE, &line.subject, Some(&now), Some(&after))?;
    let before = rules::load(conn)?;
    let others = before.iter().flat_map(|rules| &rules.all).filter(|rule| rule.group != group).cloned();
    let all = others.chain(was).collect();
    rule_change::hold(conn, before.as_ref(), all, ctx)
}

/// The rules of a group from their words; none where they are not read. Older programs did not tell the day on which one was
/// entered: it is `today` then.
fn read(
    conn: &Connection,
    group: &CleanText,
    told: &str,
    today: NaiveDate,
) -> Result<Option<Vec<GroupRule>>> {
    let mut all = Vec::new();
    for one in told.split("; ").filter(|one| !one.is_empty()) {
        let words: Vec<&str> = one.split(' ').collect();
        let is_day = |word: &&str| *word == "-" || parse_day(word.as_bytes()).is_some();
        let day = |word: &str| parse_day(word.as_bytes());
        let (categories, from, until, entered) = match words.as_slice() {
            [categories @ .., from, until, entered] if [from, until, entered].into_iter().all(is_day) => {
                (categories, day(from), day(until), day(entered).unwrap_or(today))
            }
            [categories @ .., from, until] if [from, until].into_iter().all(is_day) => {
                (categories, day(from), day(until), today)
            }
            _ => return Ok(None),
        };
        let categories: Vec<CleanText> = categories.iter().map(|label| CleanText::shown(label)).collect();
        for category in &categories {
            labels::category_no(conn, category)?;
        }
        all.push(GroupRule { group: group.clone(), categories, from, until, entered });
    }
    Ok(Some(all))
}
