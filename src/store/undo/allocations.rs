//! Something that was handed out to a station or team, or came back, recorded by a slip.

use rusqlite::{Connection, OptionalExtension as _};

use super::{AuditLine, Way};
use crate::domain::allocation::balance::Amounts;
use crate::domain::allocation::{AllocationAct, AllocationKind};
use crate::domain::error::RegisterError;
use crate::domain::op::WriteContext;
use crate::domain::text::CleanText;
use crate::domain::undo::{NotUndone, Undoing};
use crate::store::allocation::{balance_of, find, insert, is_undoable};
use crate::store::columns::text;
use crate::store::file::error::Result;
use crate::store::{rounds, row_id};

/// What undoes an act of an allocation: nothing once it was, the round was closed, or what it handed out was given or came back.
pub(super) fn way(conn: &Connection, line: &AuditLine) -> Result<Way> {
    let Some(found) = find(conn, &line.subject)? else { return Ok(Err(NotUndone::WroteNothing)) };
    let undone =
        conn.prepare_cached("SELECT 1 FROM allocation WHERE undoes = ?1")?.exists([&line.subject])?;
    let balance = balance_of(conn, found.round, &found.holder)?;
    Ok(if undone {
        Err(NotUndone::Undone)
    } else if rounds::load_for_rows(conn, found.round)?.closed_on.is_some() {
        Err(NotUndone::Settled)
    } else if found.kind == AllocationKind::Out
        && balance.is_some_and(|balance| {
            let rests = |amounts: Amounts, less: i64| amounts.out - less >= amounts.back + amounts.lost;
            let goods = found.goods.iter();
            !rests(balance.cash, found.cash.get())
                || goods.into_iter().any(|one| {
                    !balance.goods.get(&one.kind).is_some_and(|amounts| rests(*amounts, one.quantity))
                })
        })
    {
        Err(last_back(conn, &found)?.map_or(NotUndone::HasHistory, NotUndone::CameBack))
    } else if found.kind == AllocationKind::Out && !is_undoable(conn, found.round, found.id)? {
        Err(NotUndone::GivenOut)
    } else {
        Ok(Undoing::Back(line.no))
    })
}

/// The number of the last act by which something came back from a holder, or was told lost, and that stands.
fn last_back(conn: &Connection, of: &AllocationAct) -> Result<Option<i64>> {
    Ok(conn
        .prepare_cached(
            "SELECT a.local_id FROM audit AS a JOIN allocation AS b ON b.id = a.subject
             WHERE a.action = 'give_back' AND b.round = ?1 AND b.holder = ?2
               AND NOT EXISTS (SELECT 1 FROM allocation AS u WHERE u.undoes = b.id)
             ORDER BY a.local_id DESC LIMIT 1",
        )?
        .query_row((of.round.to_string(), of.holder.name().as_str()), |row| row.get(0))
        .optional()?)
}

/// Takes an act of an allocation back.
pub(super) fn put_back(
    conn: &Connection,
    line: &AuditLine,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    let found = find(conn, &line.subject)?.ok_or(RegisterError::NotUndone(NotUndone::WroteNothing))?;
    let id = row_id::fresh(ctx).parse().map_err(|_| RegisterError::Damaged(text(&line.subject)))?;
    let undoing = AllocationAct {
        id,
        kind: AllocationKind::Undone,
        on: ctx.today,
        reason: reason.clone(),
        undoes: Some(found.id),
        ..found
    };
    insert(conn, &undoing, ctx)
}
