//! Taking a merge back: who was merged stands alone again, as it stood; what came since stays with the other.

use rusqlite::Connection;

use super::heirs::{self, Gone, Went};
use super::parted::{self, Between, chain, merged_into, taken};
use super::{FILLED, HELD, Moved, UNMERGE, UNMERGED, columns, count, json, side, tell};
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
    let (heirs, mut went) = (heirs::heirs(conn, &over, no)?, Went::new());
    for one in &over {
        let parted = rules::part_exceptions(conn, *one, &taken.exceptions())?;
        heirs::except_again(conn, *one, &heirs, &parted, &mut went)?;
    }
    for (one, emptied) in empty(conn, &over, no, taken.filled.clone())? {
        heirs::refill(conn, one, &heirs, &emptied, &mut went)?;
    }
    let gone = taken.moved.iter().map(|moved| bring_back(conn, &over, no, moved));
    for gone in gone.collect::<Result<Vec<_>>>()?.iter().flatten() {
        heirs::inherit(conn, &over, &heirs, gone, &ctx.today.to_string(), &mut went)?;
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
    index::refresh(conn, no)?;
    index::refresh(conn, root)?;
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
        let (whose, _) = shared::named(conn, *one)?;
        let here: Went = went.extract_if(.., |_, taken| taken.into == whose.to_string()).collect();
        if *one == into || after != *before || !here.is_empty() {
            let here = if here.is_empty() { None } else { Some(json(&here)?) };
            let more =
                [("other", other.as_str())].into_iter().chain(here.as_deref().map(|here| ("went", here)));
            let more: Vec<(&str, &str)> = more.collect();
            tell(conn, (UNMERGE, whose), before, &after, &more, (reason, confirmed), ctx)?;
        }
    }
    tell(conn, (UNMERGED, id), &own, &edit::facts(conn, no)?, &[("of", &of)], (reason, confirmed), ctx)
}

/// Takes the facts away that were filled in from the other and are still the same; also from those into whom the one that
/// took them was merged since, as far as they have them by way of it. Answers of whom which were taken.
fn empty(
    conn: &Connection,
    over: &[i64],
    no: i64,
    mut filled: Vec<String>,
) -> Result<Vec<(i64, Vec<&'static str>)>> {
    let mut all = Vec::new();
    for (at, one) in over.iter().enumerate() {
        if let Some(before) = at.checked_sub(1).and_then(|at| over.get(at)) {
            let passed = taken(conn, shared::named(conn, *before)?.0)?
                .map_or_else(Vec::new, |(_, taken)| taken.filled);
            filled.retain(|fact| passed.contains(fact));
        }
        let mut emptied = Vec::new();
        for fact in FILLED.into_iter().filter(|fact| filled.iter().any(|name| name == fact)) {
            let ([first, second], compared) = columns(fact);
            let rows = conn.execute(
                &format!(
                    "UPDATE recipient SET {first} = NULL, {second} = NULL WHERE local_id = ?1
                       AND {compared} IS (SELECT {compared} FROM recipient WHERE local_id = ?2)"
                ),
                (one, no),
            )?;
            if rows > 0 {
                emptied.push(fact);
            }
        }
        all.push((*one, emptied));
    }
    Ok(all)
}

/// Lets somebody hold again what went over: as it was, whatever the other did with it since. Answers what the other held of
/// it until now.
fn bring_back(conn: &Connection, over: &[i64], no: i64, moved: &Moved) -> Result<Option<Gone>> {
    let Some((held, label)) = HELD.get(moved.table) else { return Ok(None) };
    let gone = heirs::gone(conn, over, moved)?;
    if gone.is_some() {
        conn.execute(
            &format!("UPDATE {held} SET recipient = ?2, held_from = ?3, held_to = ?4 WHERE id = ?1"),
            (&moved.id, no, &moved.from, &moved.to),
        )?;
        return Ok(gone);
    }
    // Somebody who was merged by way of this one and stands alone again may hold it.
    conn.execute(
        &format!(
            "INSERT INTO {held} (id, recipient, {label}, held_from, held_to, entered_on, source)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE NOT EXISTS (SELECT 1 FROM {held} WHERE id = ?1)"
        ),
        (&moved.id, no, moved.label, &moved.from, &moved.to, &moved.entered, moved.source),
    )?;
    Ok(None)
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
