//! Creating and changing rounds: with a round everybody who is in it gets a standing.

use rusqlite::Connection;

use crate::domain::error::RegisterError;
use crate::domain::holiday::RoundCode;
use crate::domain::op::WriteContext;
use crate::domain::plan::PlanState;
use crate::domain::round::{Round, RoundRule};
use crate::store::audit;
use crate::store::file::error::Result;
use crate::store::progress::ProgressMonitor;
use crate::store::rounds::{describe, load, write};
use crate::store::standing::tally::TallyDelta;
use crate::store::standing::{census, index};

/// The line of the audit about a round that came into being by itself.
pub(crate) const CAME: &str = "open_round";

/// The round whose window holds the day, where nobody has created it.
pub(crate) fn to_come(conn: &Connection, ctx: &WriteContext) -> Result<Option<Round>> {
    let Ok(Some(code)) = RoundCode::at(ctx.today) else { return Ok(None) };
    // One whose days were changed may be there, and not hold the day.
    Ok(Some(load(conn, code)?).filter(|round| !round.created))
}

/// Has a round come into being with the standards of the last one, so that whoever is not visited in it stays listed.
pub(crate) fn come(
    conn: &Connection,
    round: &Round,
    ctx: &WriteContext,
    monitor: Option<&ProgressMonitor>,
) -> Result<()> {
    write(conn, round)?;
    stand_everybody(conn, &load(conn, round.code)?, monitor)?;
    audit::line(conn, ctx, CAME, &round.code.to_string(), None, Some(&describe(round)))
}

/// Whether a round came into being by itself, and nothing was decided about it nor recorded in it since.
fn is_untouched(conn: &Connection, code: RoundCode) -> Result<bool> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM visit WHERE round = ?1)
                  AND coalesce((SELECT action FROM audit WHERE subject = ?1
                                AND action IN ('open_round', 'create_round', 'change_round')
                                ORDER BY local_id DESC LIMIT 1) = ?2, false)";
    Ok(conn.query_row(sql, (code.to_string(), CAME), |row| row.get(0))?)
}

/// Creates a round, or takes one that came into being by itself in hand; `monitor` is told how many of those who may be in
/// it have a standing.
pub(crate) fn create(
    conn: &Connection,
    round: &Round,
    ctx: &WriteContext,
    monitor: Option<&ProgressMonitor>,
) -> Result<()> {
    let came = load(conn, round.code)?.created;
    let fixed = load(conn, round.code)?.settled_on.is_some();
    if came && (fixed || !is_untouched(conn, round.code)?) {
        return refused(RoundRule::Exists);
    }
    if round.window.validate().is_err() {
        return refused(RoundRule::Window);
    }
    write(conn, round)?;
    let round = &load(conn, round.code)?;
    if came {
        index::refresh_round(conn, round, monitor)?;
    } else {
        stand_everybody(conn, round, monitor)?;
    }
    audit::line(conn, ctx, "create_round", &round.code.to_string(), None, Some(&describe(round)))
}

/// Changes the window or standards of a round that has not opened, or that came into being by itself and in which nothing
/// was recorded; `monitor` as for [`create`].
pub(crate) fn change(
    conn: &Connection,
    round: &Round,
    ctx: &WriteContext,
    monitor: Option<&ProgressMonitor>,
) -> Result<()> {
    let before = load(conn, round.code)?;
    if !before.created {
        return refused(RoundRule::NotCreated);
    }
    // The lines of an approved plan stand: its standards are those of the next round, on whatever day they change.
    let is_fixed = if PlanState::of(&before, ctx.today) == PlanState::Approved {
        before.window != round.window
    } else {
        before.settled_on.is_some() || !is_untouched(conn, round.code)?
    };
    if before.window.opens <= ctx.today && is_fixed {
        return refused(RoundRule::Opened);
    }
    if round.window.validate().is_err() {
        return refused(RoundRule::Window);
    }
    put(conn, round, monitor)?;
    audit::line(
        conn,
        ctx,
        "change_round",
        &round.code.to_string(),
        Some(&describe(&before)),
        Some(&describe(round)),
    )
}

/// Writes the window and the standards of a round and brings everybody who may be in it up to date.
pub(crate) fn put(conn: &Connection, round: &Round, monitor: Option<&ProgressMonitor>) -> Result<()> {
    write(conn, round)?;
    index::refresh_round(conn, &load(conn, round.code)?, monitor)
}

fn refused(rule: RoundRule) -> Result<()> {
    Err(RegisterError::Round(rule))
}

/// Creates a round that was loaded as the calendar and the round before it make it, unless it exists. Whether it did
/// not.
pub(crate) fn ensure(
    conn: &Connection,
    mut round: Round,
    ctx: &WriteContext,
    monitor: Option<&ProgressMonitor>,
) -> Result<(Round, bool)> {
    let new = !round.created;
    if new {
        create(conn, &round, ctx, monitor)?;
        round.created = true;
    }
    Ok((round, new))
}

/// Gives everybody in a round that was created just now a standing, in the order in which the index lies: in
/// any other its pages would be written many times over.
fn stand_everybody(conn: &Connection, round: &Round, monitor: Option<&ProgressMonitor>) -> Result<()> {
    if let Some(monitor) = monitor {
        monitor.make(census::candidates(conn, round)?);
    }
    let mut tally = TallyDelta::default();
    census::each(conn, round, None, |member| {
        if let Some(monitor) = monitor {
            monitor.step(1);
        }
        index::begin(conn, member.local_id, &member.position, round, &member.verdict, &mut tally)
    })?;
    tally.apply(conn)
}
