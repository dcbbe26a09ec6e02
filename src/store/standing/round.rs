//! Creating and changing rounds: with a round everybody who is in it gets a standing.

use rusqlite::Connection;

use crate::domain::error::RegisterError;
use crate::domain::op::WriteContext;
use crate::domain::round::{Round, RoundRule};
use crate::store::audit;
use crate::store::file::error::Result;
use crate::store::progress::ProgressMonitor;
use crate::store::rounds::{describe, load, write};
use crate::store::standing::tally::TallyDelta;
use crate::store::standing::{census, index};

/// Creates a round; `monitor` is told how many of those who may be in it have a standing.
pub(crate) fn create(
    conn: &Connection,
    round: &Round,
    ctx: &WriteContext,
    monitor: Option<&ProgressMonitor>,
) -> Result<()> {
    if load(conn, round.code)?.created {
        return refused(RoundRule::Exists);
    }
    if round.window.validate().is_err() {
        return refused(RoundRule::Window);
    }
    write(conn, round)?;
    stand_everybody(conn, &load(conn, round.code)?, monitor)?;
    audit::line(conn, ctx, "create_round", &round.code.to_string(), None, Some(&describe(round)))
}

/// Changes the window or standards of a round that has not opened; `monitor` as for [`create`].
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
    if before.window.opens <= ctx.today {
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
