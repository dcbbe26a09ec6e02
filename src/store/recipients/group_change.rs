//! One group of many changed as one act: a line of the audit says how many follow, each of them is a line of its own, and
//! the act is undone as one.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;

use crate::domain::batch::{Altered, LARGEST_BATCH};
use crate::domain::due::{Standing, Verdict};
use crate::domain::error::RegisterError;
use crate::domain::group_change::{GroupChange, GroupDeed, GroupLook, GroupMember, RoundEffect, changed};
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::list::RosterQuery;
use crate::domain::money::Fen;
use crate::domain::op::WriteContext;
use crate::domain::person::Edit;
use crate::domain::recipient::{Held, Membership};
use crate::domain::round::Round;
use crate::domain::text::CleanText;
use crate::store::audit;
use crate::store::codec::recipient_id;
use crate::store::columns::parse_day;
use crate::store::file::error::Result;
use crate::store::recipients::edit;
use crate::store::register::Store;
use crate::store::standing::facts;

/// The line of the audit that goes before the changes of one act.
pub(crate) const CHANGED: &str = "change_groups";
/// The line that goes before those of its undoing.
pub(crate) const UNDONE: &str = "undo_groups";

impl Store {
    /// The last look at a change of a group for all of a roster.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn group_look(
        &self,
        among: &RosterQuery,
        deed: &GroupDeed,
        on: NaiveDate,
        today: NaiveDate,
    ) -> Result<GroupLook> {
        let _state = self.state()?;
        let meant = self.all_of_roster(among, today)?;
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
    let mut effects: Vec<RoundEffect> = rounds.iter().map(none).collect();
    let mut members = Vec::with_capacity(meant.len());
    for id in meant {
        let mut subject = facts::subject_of(conn, *id)?;
        let held = facts::groups_held(conn, subject.no)?;
        let (name, rev) = conn
            .prepare_cached("SELECT name, rev FROM recipient WHERE local_id = ?1")?
            .query_row([subject.no], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
        let then = changed(&held, deed, on);
        members.push(GroupMember {
            id: *id,
            name: CleanText::shown(&name),
            rev,
            unchanged: then.as_ref().err().copied(),
        });
        let Ok(then) = then else { continue };
        for (round, effect) in rounds.iter().zip(&mut effects) {
            let before = facts::verdict(conn, &subject, round)?;
            let groups = std::mem::take(&mut subject.groups);
            subject.groups = then.iter().map(|held| entered(held, &groups, today)).collect();
            let after = facts::verdict(conn, &subject, round)?;
            subject.groups = groups;
            add(effect, &before, &after);
        }
    }
    effects.retain(|effect| *effect != none_of(effect));
    Ok(GroupLook { members, effects, too_many: false })
}

/// A membership with the day on which it was entered, which one that is held already keeps.
fn entered(held: &Held, before: &[Membership], today: NaiveDate) -> Membership {
    let known = before.iter().find(|one| one.held.label == held.label && one.held.from == held.from);
    Membership { held: held.clone(), entered: known.map_or(today, |one| one.entered) }
}

fn none(round: &Round) -> RoundEffect {
    RoundEffect {
        round: round.code,
        comes: 0,
        comes_cash: Fen::ZERO,
        goes: 0,
        goes_cash: Fen::ZERO,
        other_cash: Fen::ZERO,
    }
}

fn none_of(effect: &RoundEffect) -> RoundEffect {
    RoundEffect {
        comes: 0,
        comes_cash: Fen::ZERO,
        goes: 0,
        goes_cash: Fen::ZERO,
        other_cash: Fen::ZERO,
        ..*effect
    }
}

fn add(effect: &mut RoundEffect, before: &Verdict, after: &Verdict) {
    let open = |verdict: &Verdict| matches!(verdict.standing, Standing::Open(_));
    let cash = |verdict: &Verdict| verdict.basis.as_ref().map_or(Fen::ZERO, |basis| basis.cash);
    match (open(before), open(after)) {
        (false, true) => {
            effect.comes += 1;
            effect.comes_cash = effect.comes_cash.plus(cash(after));
        }
        (true, false) => {
            effect.goes += 1;
            effect.goes_cash = effect.goes_cash.plus(cash(before));
        }
        (true, true) => {
            effect.other_cash = Fen::new(effect.other_cash.get() + cash(after).get() - cash(before).get());
        }
        (false, false) => {}
    }
}

/// Changes a group of many.
///
/// # Errors
/// [`RegisterError::Altered`] where somebody changed since the last look: nobody is changed then.
pub(crate) fn change(conn: &Connection, change: &GroupChange, ctx: &WriteContext) -> Result<()> {
    if change.reason.is_empty() {
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
            "SELECT local_id, coalesce(after, '') FROM audit WHERE local_id BETWEEN ?1 AND ?2 AND action = ?3
             ORDER BY local_id DESC LIMIT 1",
        )?
        .query_row((line.saturating_sub(most), line, CHANGED), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(head.filter(|(at, told)| line <= at.saturating_add(people(told))).map(|(at, _)| at))
}

/// How many lines of one act follow, by the line that goes before them.
fn people(told: &str) -> i64 {
    told.split(' ').next().and_then(|count| count.parse().ok()).unwrap_or_default()
}

/// Undoes a change of many: everybody holds again what was held before.
///
/// # Errors
/// [`RegisterError::Altered`] where the groups of somebody changed since.
pub(crate) fn undo(conn: &Connection, act: EntryId, reason: &CleanText, ctx: &WriteContext) -> Result<()> {
    if reason.is_empty() {
        return Err(RegisterError::ReasonRequired);
    }
    let subject = act.to_string();
    let head: Option<(i64, String)> = conn
        .prepare_cached("SELECT local_id, after FROM audit WHERE action = ?1 AND subject = ?2")?
        .query_row((CHANGED, &subject), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((at, told)) = head else { return Err(RegisterError::NotFound(CleanText::shown(&subject))) };
    let count = people(&told);
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
        if now != then {
            let altered = Altered { name: CleanText::shown(&name), why: None };
            return Err(RegisterError::Altered(vec![altered]));
        }
        let edit = Edit { groups: Some(held(&before)), ..Edit::default() };
        edit::put_back(conn, (id, rev), &edit, line, ctx)?;
    }
    Ok(())
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
