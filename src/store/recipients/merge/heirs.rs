//! What goes with somebody who is parted, and what others who stay merged have too: when those were merged, the one that
//! stays had it already, so that theirs stayed where it was. Theirs goes over in its place.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use super::parted::{merged_into, taken};
use super::{HELD, Moved, Taken, fill, moved, repeats};
use crate::domain::ids::RecipientId;
use crate::domain::recipient::{Held, Membership};
use crate::store::file::error::Result;
use crate::store::recipients::rules;
use crate::store::standing::{facts, shared};

/// Somebody who stays merged.
pub(super) struct Heir {
    no: i64,
    id: RecipientId,
    /// Into whom.
    into: i64,
    /// Whether the one that is parted came to `into` by way of this one.
    on_the_way: bool,
}

/// A membership that went away with the one that is parted.
pub(super) struct Gone {
    pub(super) table: usize,
    pub(super) label: i64,
    /// Who of those it was merged into held it.
    pub(super) holder: i64,
    /// Its days, where they were changed since it went over.
    pub(super) changed: Option<(Option<String>, Option<String>)>,
}

/// What went over from whom, by their ids, in the place of what is gone.
pub(super) type Went = BTreeMap<String, Taken>;

/// Those who stay merged into one of `over` when somebody is parted, and were merged after that one, in this order.
pub(super) fn heirs(conn: &Connection, over: &[i64], no: i64) -> Result<Vec<Heir>> {
    let Some(root) = over.last() else { return Ok(Vec::new()) };
    let (root_id, _) = shared::named(conn, *root)?;
    let since = |no: i64| -> Result<Option<i64>> {
        Ok(taken(conn, shared::named(conn, no)?.0)?.map(|(line, _)| line))
    };
    let way: Vec<i64> = [no].into_iter().chain(over.iter().copied()).collect();
    let mut all = Vec::new();
    for member in shared::ties(conn, &root_id.to_string())?.with {
        let Some(into) = merged_into(conn, member.no)? else { continue };
        let Some(at) = over.iter().position(|one| *one == into).filter(|_| member.no != no) else { continue };
        let (Some(came), Some(line)) = (way.get(at).copied(), since(member.no)?) else { continue };
        if Some(line) >= since(came)? {
            let (id, _) = shared::named(conn, member.no)?;
            all.push((line, Heir { no: member.no, id, into, on_the_way: member.no == came }));
        }
    }
    all.sort_by_key(|(line, _)| *line);
    Ok(all.into_iter().map(|(_, heir)| heir).collect())
}

fn note<'a>(went: &'a mut Went, heir: &Heir, into: RecipientId) -> &'a mut Taken {
    went.entry(heir.id.to_string()).or_insert_with(|| Taken {
        into: into.to_string(),
        filled: Vec::new(),
        moved: Vec::new(),
        excepted: Vec::new(),
    })
}

/// Lets heirs give `one` the facts of which it was emptied.
pub(super) fn refill(
    conn: &Connection,
    one: i64,
    heirs: &[Heir],
    emptied: &[&str],
    went: &mut Went,
) -> Result<()> {
    let (into, _) = shared::named(conn, one)?;
    for heir in heirs.iter().filter(|heir| heir.into == one && !emptied.is_empty()) {
        let filled = fill(conn, one, heir.no, emptied)?;
        if !filled.is_empty() {
            note(went, heir, into).filled.extend(filled);
        }
    }
    Ok(())
}

/// Lets heirs give `one` exceptions that were taken from it.
pub(super) fn except_again(
    conn: &Connection,
    one: i64,
    heirs: &[Heir],
    parted: &[Held],
    went: &mut Went,
) -> Result<()> {
    let (into, _) = shared::named(conn, one)?;
    for heir in heirs.iter().filter(|heir| heir.into == one && !parted.is_empty()) {
        let joined = rules::join_exceptions(conn, (one, heir.no), Some(parted))?;
        if !joined.is_empty() {
            let told = joined.into_iter().map(|one| (one.label.to_string(), one.from, one.until));
            note(went, heir, into).excepted.extend(told);
        }
    }
    Ok(())
}

/// The memberships of a label that somebody holds by itself.
fn lines(conn: &Connection, no: i64, table: usize, label: i64) -> Result<Vec<(i64, Moved)>> {
    let Some((held, column)) = HELD.get(table) else { return Ok(Vec::new()) };
    let mut statement = conn.prepare_cached(&format!(
        "SELECT local_id, id, {column}, held_from, held_to, entered_on, source FROM {held}
         WHERE recipient = ?1 AND {column} = ?2 ORDER BY local_id"
    ))?;
    let rows = statement.query_map((no, label), |row| moved(row, table))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A membership that went over, as one of `over` holds it by now. One into whom somebody was merged on may hold the same: then
/// it stayed with the one before.
pub(super) fn gone(conn: &Connection, over: &[i64], moved: &Moved) -> Result<Option<Gone>> {
    let Some((held, _)) = HELD.get(moved.table) else { return Ok(None) };
    let found: Option<(i64, Option<String>, Option<String>)> = conn
        .prepare_cached(&format!("SELECT recipient, held_from, held_to FROM {held} WHERE id = ?1"))?
        .query_row([&moved.id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let here = found.filter(|(holder, ..)| over.contains(holder));
    Ok(here.map(|(holder, from, to)| {
        let is_changed = (&from, &to) != (&moved.from, &moved.to);
        Gone { table: moved.table, label: moved.label, holder, changed: is_changed.then_some((from, to)) }
    }))
}

/// Lets heirs give what they hold in the place of a membership that is gone, up to whoever held it.
pub(super) fn inherit(
    conn: &Connection,
    over: &[i64],
    heirs: &[Heir],
    gone: &Gone,
    today: &str,
    went: &mut Went,
) -> Result<()> {
    let Some((held, _)) = HELD.get(gone.table) else { return Ok(()) };
    let mut passed: Vec<String> = Vec::new();
    for one in over {
        let (into, _) = shared::named(conn, *one)?;
        for heir in heirs.iter().filter(|heir| heir.into == *one) {
            for (line, theirs) in lines(conn, heir.no, gone.table, gone.label)? {
                let own = lines(conn, *one, gone.table, gone.label)?;
                let is_there = own.iter().any(|(_, own)| repeats(own.days(), theirs.days(), today));
                if is_there || heir.on_the_way && !passed.contains(&theirs.id) {
                    continue;
                }
                let (from, to) =
                    gone.changed.clone().unwrap_or_else(|| (theirs.from.clone(), theirs.to.clone()));
                conn.execute(
                    &format!(
                        "UPDATE {held} SET recipient = ?2, held_from = ?3, held_to = ?4 WHERE local_id = ?1"
                    ),
                    (line, one, from, to),
                )?;
                passed.push(theirs.id.clone());
                note(went, heir, into).moved.push(theirs);
            }
        }
        if *one == gone.holder {
            break;
        }
    }
    Ok(())
}

/// The groups that `root` will hold without `left`, by what heirs hold in the place of a group that is gone.
pub(super) fn would_inherit(
    conn: &Connection,
    heirs: &[Heir],
    gone: &Gone,
    left: &mut Vec<Membership>,
    today: NaiveDate,
) -> Result<()> {
    let mut read = conn.prepare_cached(
        "SELECT g.name, coalesce(?2, h.held_from), coalesce(?3, h.held_to), h.entered_on FROM group_held AS h
         JOIN visit_group AS g ON g.local_id = h.visit_group WHERE h.local_id = ?1",
    )?;
    for heir in heirs.iter().filter(|heir| !heir.on_the_way) {
        for (line, _) in lines(conn, heir.no, gone.table, gone.label)? {
            let (from, to) = gone.changed.clone().unwrap_or_default();
            let Some(one) = read.query_row((line, from, to), facts::membership).optional()? else { continue };
            let days = |one: &Membership| (one.held.from, one.held.until);
            let is_there = left
                .iter()
                .any(|own| own.held.label == one.held.label && repeats(days(own), days(&one), today));
            if !is_there {
                left.push(one);
            }
        }
    }
    Ok(())
}
