//! One group of many changed as one act: a line of the audit says how many follow, each of them is a line of its own, and
//! the act is undone as one.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;

use crate::domain::batch::{Altered, Among, LARGEST_BATCH};
use crate::domain::due::Verdict;
use crate::domain::error::RegisterError;
use crate::domain::group_change::{
    EffectSum, GroupChange, GroupDeed, GroupLook, GroupMember, RoundEffect, Unchanged, changed, taken_back,
};
use crate::domain::holiday::RoundCode;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::money::Fen;
use crate::domain::op::WriteContext;
use crate::domain::person::Edit;
use crate::domain::recipient::{Held, Membership};
use crate::domain::round::Round;
use crate::domain::text::{CleanText, mask};
use crate::store::audit;
use crate::store::codec::recipient_id;
use crate::store::columns::{parse_day, text};
use crate::store::file::error::Result;
use crate::store::ledger::candidates;
use crate::store::recipients::{edit, membership};
use crate::store::register::Store;
use crate::store::standing::facts::{self, Subject};

/// The line of the audit that goes before the changes of one act.
pub(crate) const CHANGED: &str = "change_groups";
/// The same of categories and groups that end since a complete roster does not name who holds them.
pub(crate) const ENDED: &str = "end_missing";
/// The line that goes before those of its undoing.
pub(crate) const UNDONE: &str = "undo_groups";

impl Store {
    /// The last look at a change of a group for those of a list, of one round or of all.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn group_look(
        &self,
        (among, round): (&Among, Option<RoundCode>),
        deed: &GroupDeed,
        on: NaiveDate,
        today: NaiveDate,
    ) -> Result<GroupLook> {
        let _state = self.state()?;
        let meant = self.meant(among, round, today)?;
        if meant.len() > LARGEST_BATCH {
            return Ok(GroupLook { members: Vec::new(), effects: Vec::new(), too_many: true });
        }
        look(&self.conn, &self.unfixed_rounds(today)?, &meant, (deed, on), today)
    }
}

fn look(
    conn: &Connection,
    rounds: &[Round],
    meant: &[RecipientId],
    (deed, on): (&GroupDeed, NaiveDate),
    today: NaiveDate,
) -> Result<GroupLook> {
    let mut effects: Vec<RoundEffect> = rounds.iter().map(|round| RoundEffect::none(round.code)).collect();
    let mut members = Vec::with_capacity(meant.len());
    for no in candidates::by_place(conn, meant)? {
        let mut subject = facts::subject(conn, no)?;
        let held: Vec<Held> = subject.groups.iter().map(|one| one.held.clone()).collect();
        let then = decided(conn, &subject, &held, deed, on)?;
        members.push(GroupMember { unchanged: then.as_ref().err().copied(), ..member(conn, no)? });
        let Ok(then) = then else { continue };
        for (round, effect) in rounds.iter().zip(&mut effects) {
            let before = facts::verdict(conn, &subject, round)?;
            let groups = std::mem::take(&mut subject.groups);
            subject.groups = then.iter().map(|held| entered(held, &groups, today)).collect();
            let after = facts::verdict(conn, &subject, round)?;
            subject.groups = groups;
            add_effect(effect, &before, &after);
        }
    }
    effects.retain(|effect| *effect != RoundEffect::none(effect.round));
    Ok(GroupLook { members, effects, too_many: false })
}

/// What somebody holds once the deed is done, or why nothing changes: nobody is given a group that is not for their kind.
fn decided(
    conn: &Connection,
    subject: &Subject,
    held: &[Held],
    deed: &GroupDeed,
    on: NaiveDate,
) -> Result<std::result::Result<Vec<Held>, Unchanged>> {
    if subject.merged_into.is_some() {
        return Ok(Err(Unchanged::Merged));
    }
    let then = changed(held, deed, on);
    let new: Vec<Held> = then.iter().flatten().filter(|one| !held.contains(one)).cloned().collect();
    let mut new_groups = new.clone();
    new_groups.retain(|one| !held.iter().any(|before| before.label == one.label));
    Ok(if membership::any_of_other_kind(conn, &new_groups, subject.kind)? {
        Err(Unchanged::OtherKind)
    } else {
        then
    })
}

/// Somebody as the look tells of them.
fn member(conn: &Connection, no: i64) -> Result<GroupMember> {
    let mut statement = conn.prepare_cached(
        "SELECT r.id, r.name, r.rev, r.id_number, t.name, v.name FROM recipient AS r
         JOIN township AS t ON t.code = r.township JOIN village AS v ON v.local_id = r.village
         WHERE r.local_id = ?1",
    )?;
    let (id, member) = statement.query_row([no], |row| {
        let home = [row.get::<_, String>(4)?, row.get(5)?].join(" ");
        let member = GroupMember {
            id: RecipientId(uuid::Uuid::nil()),
            name: text(&row.get::<_, String>(1)?),
            id_masked: row.get::<_, Option<String>>(3)?.map(|number| mask::id(&number)),
            home: text(home.trim_end()),
            rev: row.get(2)?,
            unchanged: None,
        };
        Ok((row.get::<_, String>(0)?, member))
    })?;
    Ok(GroupMember { id: recipient_id(&id)?, ..member })
}

/// A membership with the day on which it was entered, which one that is held already keeps.
pub(super) fn entered(held: &Held, before: &[Membership], today: NaiveDate) -> Membership {
    let known = before.iter().find(|one| one.held.label == held.label && one.held.from == held.from);
    Membership { held: held.clone(), entered: known.map_or(today, |one| one.entered) }
}

/// Adds what becomes of somebody in a round.
pub(super) fn add_effect(effect: &mut RoundEffect, before: &Verdict, after: &Verdict) {
    let open = |verdict: &Verdict| verdict.standing.is_open();
    // What is owed still: of two parts one may have been given.
    let sums = |verdict: &Verdict| {
        verdict.basis.as_ref().map_or([Fen::ZERO; 2], |basis| verdict.standing.owed(basis))
    };
    let ([cash, goods], [cash_then, goods_then]) = (sums(before), sums(after));
    effect.planned = effect.planned.plus(planned(after)).plus(planned(before).negated());
    let count = |sum: &mut EffectSum, cash: Fen, goods: Fen| {
        *sum = EffectSum { count: sum.count + 1, cash: sum.cash.plus(cash), goods: sum.goods.plus(goods) };
    };
    match (open(before), open(after)) {
        (false, true) => count(&mut effect.comes, cash_then, goods_then),
        (true, false) if after.listed => count(&mut effect.closes, cash, goods),
        (true, false) => count(&mut effect.goes, cash, goods),
        (true, true) if before.basis != after.basis => {
            count(&mut effect.alters, cash_then.plus(cash.negated()), goods_then.plus(goods.negated()));
        }
        (true, true) | (false, false) => {}
    }
}

/// The cash that a round plans for somebody: nothing for who is not on its list.
fn planned(verdict: &Verdict) -> Fen {
    verdict.listed_basis().map_or(Fen::ZERO, |basis| basis.cash)
}

/// Changes a group of many.
///
/// # Errors
/// [`RegisterError::Altered`] where somebody changed since the last look: nobody is changed then.
pub(crate) fn change(conn: &Connection, change: &GroupChange, ctx: &WriteContext) -> Result<()> {
    if change.reason.says_nothing() {
        return Err(RegisterError::ReasonRequired);
    }
    if change.people.is_empty() || change.people.len() > LARGEST_BATCH {
        return Err(RegisterError::Altered(Vec::new()));
    }
    let groups: Vec<String> = change.deed.groups().into_iter().map(ToString::to_string).collect();
    let told = [change.people.len().to_string(), change.deed.code().to_owned(), groups.join(" > ")];
    let told = format!("{} {}: {}", told.join(" "), change.on, change.reason);
    audit::line(conn, ctx, CHANGED, &change.id.to_string(), None, Some(&told))?;
    for (id, rev) in &change.people {
        let no = facts::own_number(conn, *id)?;
        let held = facts::groups_held(conn, no)?;
        let altered = || -> Result<RegisterError> {
            let name: String =
                conn.query_row("SELECT name FROM recipient WHERE local_id = ?1", [no], |row| row.get(0))?;
            Ok(RegisterError::Altered(vec![Altered { name: CleanText::shown(&name), why: None }]))
        };
        let Ok(groups) = changed(&held, &change.deed, change.on) else { return Err(altered()?) };
        let edit = Edit { groups: Some(groups), ..Edit::default() };
        match edit::edit(conn, *id, *rev, &edit, ctx) {
            Err(RegisterError::Stale) => return Err(altered()?),
            done => drop(done?),
        }
    }
    Ok(())
}

/// The number of the line that goes before those of one act, for a line of it; none where it was changed alone.
pub(crate) fn head_of(conn: &Connection, line: i64) -> Result<Option<i64>> {
    let most = i64::try_from(LARGEST_BATCH).unwrap_or(i64::MAX);
    let head: Option<(i64, String)> = conn
        .prepare_cached(
            "SELECT local_id, coalesce(after, '') FROM audit WHERE local_id BETWEEN ?1 AND ?2 AND action IN (?3, ?4)
             ORDER BY local_id DESC LIMIT 1",
        )?
        .query_row((line.saturating_sub(most), line, CHANGED, ENDED), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(head.filter(|(at, told)| line <= at.saturating_add(people(told))).map(|(at, _)| at))
}

/// How many lines of one act follow, by the line that goes before them.
pub(crate) fn people(told: &str) -> i64 {
    told.split(' ').next().and_then(|count| count.parse().ok()).unwrap_or_default()
}

/// Undoes a change of many: everybody holds again what was held before.
///
/// # Errors
/// [`RegisterError::GroupsStay`] where it was undone before, or the groups of somebody changed since.
pub(crate) fn undo(conn: &Connection, act: EntryId, reason: &CleanText, ctx: &WriteContext) -> Result<()> {
    if reason.says_nothing() {
        return Err(RegisterError::ReasonRequired);
    }
    let subject = act.to_string();
    let head: Option<(i64, String)> = conn
        .prepare_cached("SELECT local_id, after FROM audit WHERE action = ?1 AND subject = ?2")?
        .query_row((CHANGED, &subject), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((at, told)) = head else { return Err(RegisterError::NotFound(CleanText::shown(&subject))) };
    let count = people(&told);
    let undone = conn
        .prepare_cached("SELECT 1 FROM audit WHERE action = ?1 AND subject = ?2")?
        .exists((UNDONE, &subject))?;
    if undone {
        return Err(RegisterError::GroupsStay(None));
    }
    audit::line(conn, ctx, UNDONE, &subject, Some(&told), Some(reason))?;
    let mut lines = conn.prepare(
        "SELECT local_id, subject, json_extract(before, '$.groups'), json_extract(after, '$.groups') FROM audit
         WHERE local_id > ?1 AND local_id <= ?1 + ?2 AND action = 'edit' ORDER BY local_id",
    )?;
    let rows =
        lines.query_map((at, count), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let lines: Vec<(i64, String, String, String)> = rows.collect::<rusqlite::Result<_>>()?;
    for (line, id, before, after) in lines {
        let id = recipient_id(&id)?;
        let no = facts::own_number(conn, id)?;
        let (name, rev): (String, i64) =
            conn.query_row("SELECT name, rev FROM recipient WHERE local_id = ?1", [no], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        let mut now = facts::groups_held(conn, no)?;
        let mut then = held(&after);
        now.sort();
        then.sort();
        let before = held(&before);
        let made = then.iter().filter(|one| !before.contains(one));
        if now != then
            && !made.clone().any(|one| now.contains(one))
            && is_parted_since(conn, &id.to_string(), line)?
        {
            // What the change made went away with whoever was parted, who holds again what was held before.
            continue;
        }
        // Whoever was parted since holds less than then; what the change itself made may stand all the same.
        let groups = if now == then {
            Some(before)
        } else if is_parted_since(conn, &id.to_string(), line)? {
            taken_back(&now, &before, &then)
        } else {
            None
        };
        if groups.is_none() {
            return Err(RegisterError::GroupsStay(Some(CleanText::shown(&name))));
        }
        let edit = Edit { groups, ..Edit::default() };
        edit::put_back(conn, (id, rev), &edit, line, ctx)?;
    }
    Ok(())
}

/// Whether the last act that changed somebody behind a line took a merge back.
pub(crate) fn is_parted_since(conn: &Connection, id: &str, line: i64) -> Result<bool> {
    let last: Option<String> = conn
        .prepare_cached(
            "SELECT action FROM audit WHERE local_id > ?1 AND subject = ?2
             AND action IN ('edit', 'import', 'undo_edit', 'merge', 'unmerge', 'unmerged')
             ORDER BY local_id DESC LIMIT 1",
        )?
        .query_row((line, id), |row| row.get(0))
        .optional()?;
    Ok(last.is_some_and(|action| action.starts_with("unmerge")))
}

/// Groups as a line of the audit tells them.
fn held(json: &str) -> Vec<Held> {
    let all = serde_json::from_str::<Value>(json).unwrap_or_default();
    let one = |value: &Value| {
        let text = |at: usize| value.get(at).and_then(Value::as_str);
        let day = |at: usize| text(at).and_then(|day| parse_day(day.as_bytes()));
        Some(Held { label: CleanText::shown(text(0)?), from: day(1), until: day(2) })
    };
    all.as_array().into_iter().flatten().filter_map(one).collect()
}
