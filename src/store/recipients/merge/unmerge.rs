//! Taking a merge back: who was merged stands alone again, as it stood; what came since stays with the other.

use rusqlite::{Connection, OptionalExtension};

use super::parted::{self, Between, chain, merged_into, taken};
use super::{FILLED, HELD, Moved, UNMERGE, UNMERGED, columns, count, side, tell};
use crate::domain::error::RegisterError;
use crate::domain::ids::RecipientId;
use crate::domain::merge::MergeRule;
use crate::domain::op::WriteContext;
use crate::domain::text::CleanText;
use crate::store::file::error::{Result, written};
use crate::store::recipients::{edit, insert, rules};
use crate::store::standing::tally::Counts;
use crate::store::standing::{facts, given, index, shared};

/// Takes the merge of somebody back.
///
/// # Errors
/// [`RegisterError::Merge`] where that one was not merged.
pub(crate) fn unmerge(
    conn: &Connection,
    id: RecipientId,
    (reason, confirmed): (&CleanText, Option<&CleanText>),
    ctx: &WriteContext,
) -> Result<()> {
    if reason.says_nothing() {
        return Err(RegisterError::ReasonRequired);
    }
    let no = facts::number_of(conn, id)?;
    let (Some(into), Some((merged, taken))) = (merged_into(conn, no)?, taken(conn, id)?) else {
        return Err(RegisterError::Merge(MergeRule::NotMerged));
    };
    let over = chain(conn, into)?;
    let root = over.last().copied().unwrap_or(into);
    let (root_id, _) = shared::named(conn, root)?;
    let own = edit::facts(conn, no)?;
    let given = given::Moving::from(conn, side(conn, root)?.kind, root)?;
    let before = over.iter().map(|one| edit::facts(conn, *one)).collect::<Result<Vec<_>>>()?;
    let sought = over.iter().map(|one| insert::search_fields(conn, *one)).collect::<Result<Vec<_>>>()?;
    for one in &over {
        rules::part_exceptions(conn, *one, &taken.exceptions())?;
    }
    empty(conn, &over, no, taken.filled.clone())?;
    for moved in &taken.moved {
        bring_back(conn, &over, no, moved)?;
    }
    for one in &over {
        conn.execute("UPDATE recipient SET rev = rev + 1 WHERE local_id = ?1", [one])?;
    }
    let rows =
        conn.execute("UPDATE recipient SET merged_into = NULL, rev = rev + 1 WHERE local_id = ?1", [no])?;
    written(rows, "recipient")?;
    untie(conn, (root, root_id), (no, id))?;
    count(conn, &side(conn, no)?, Counts::PERSON)?;
    if let Some(rules) = rules::load(conn)? {
        rules::follow(conn, no, &rules, &[], ctx)?;
        rules::follow(conn, root, &rules, &[], ctx)?;
    }
    index::refresh_unsettled(conn, no)?;
    index::refresh_unsettled(conn, root)?;
    let mut moving = vec![id.to_string()];
    moving.extend(shared::ties(conn, &id.to_string())?.with.into_iter().map(|member| member.id));
    given.to(conn, moving, no)?;
    let ids = over.iter().map(|one| Ok(shared::named(conn, *one)?.0)).collect::<Result<Vec<_>>>()?;
    let between = Between { merged, parted: i64::MAX };
    let above = parted::above(conn, &facts::subject(conn, root)?, &ids, between)?;
    let asks: &[MergeRule] = if above.is_empty() { &[] } else { &[MergeRule::Above] };
    if let Some(rule) = MergeRule::unanswered(asks, reason, confirmed) {
        return Err(RegisterError::Merge(rule));
    }
    let (other, of) = (id.to_string(), root_id.to_string());
    for ((one, before), sought) in over.iter().zip(&before).zip(&sought) {
        insert::reindex(conn, *one, sought)?;
        let after = edit::facts(conn, *one)?;
        if *one == into || after != *before {
            let (whose, _) = shared::named(conn, *one)?;
            tell(conn, (UNMERGE, whose), before, &after, ("other", &other), (reason, confirmed), ctx)?;
        }
    }
    tell(conn, (UNMERGED, id), &own, &edit::facts(conn, no)?, ("of", &of), (reason, confirmed), ctx)
}

/// Takes the facts away that were filled in from the other and are still the same; also from those into whom the one that
/// took them was merged since, as far as they have them by way of it.
fn empty(conn: &Connection, over: &[i64], no: i64, mut filled: Vec<String>) -> Result<()> {
    for (at, one) in over.iter().enumerate() {
        if let Some(before) = at.checked_sub(1).and_then(|at| over.get(at)) {
            let passed = taken(conn, shared::named(conn, *before)?.0)?
                .map_or_else(Vec::new, |(_, taken)| taken.filled);
            filled.retain(|fact| passed.contains(fact));
        }
        for fact in FILLED.into_iter().filter(|fact| filled.iter().any(|name| name == fact)) {
            let ([first, second], compared) = columns(fact);
            conn.execute(
                &format!(
                    "UPDATE recipient SET {first} = NULL, {second} = NULL WHERE local_id = ?1
                       AND {compared} IS (SELECT {compared} FROM recipient WHERE local_id = ?2)"
                ),
                (one, no),
            )?;
        }
    }
    Ok(())
}

/// Lets somebody hold again what went over: as it was, whatever the other did with it since.
fn bring_back(conn: &Connection, over: &[i64], no: i64, moved: &Moved) -> Result<()> {
    let Some((held, label)) = HELD.get(moved.table) else { return Ok(()) };
    let line: Option<(i64, i64)> = conn
        .query_row(&format!("SELECT local_id, recipient FROM {held} WHERE id = ?1"), [&moved.id], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    match line {
        // One into whom it was merged on may hold the same, and the line stayed with the one before.
        Some((line, holder)) if over.contains(&holder) => {
            conn.execute(
                &format!(
                    "UPDATE {held} SET recipient = ?2, held_from = ?3, held_to = ?4 WHERE local_id = ?1"
                ),
                (line, no, &moved.from, &moved.to),
            )?;
        }
        // Somebody who was merged by way of this one and stands alone again holds it.
        Some(_) => {}
        None => {
            conn.execute(
                &format!(
                    "INSERT INTO {held} (id, recipient, {label}, held_from, held_to, entered_on, source)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
                ),
                (&moved.id, no, moved.label, &moved.from, &moved.to, &moved.entered, moved.source),
            )?;
        }
    }
    Ok(())
}

/// Notes who counts for whom from now on; those who were merged by way of this one go along.
fn untie(conn: &Connection, (root, root_id): (i64, RecipientId), (no, id): (i64, RecipientId)) -> Result<()> {
    let (root_id, id) = (root_id.to_string(), id.to_string());
    let parted::Untied { staying, going, along } = parted::untied(conn, (root, &root_id), (no, &id))?;
    for (member, ties) in along {
        shared::keep(conn, &member, &ties)?;
    }
    shared::keep(conn, &root_id, &staying)?;
    shared::keep(conn, &id, &going)
}
