//! Creating and changing rounds: with a round everybody who is in it gets a standing.

use rusqlite::Connection;

use crate::domain::error::RegisterError;
use crate::domain::holiday::RoundCode;
use crate::domain::op::WriteContext;
use crate::domain::round::Round;
use crate::store::audit;
use crate::store::file::error::Result;
use crate::store::rounds::{describe, load, write};
use crate::store::standing::index;

/// Creates a round.
pub(crate) fn create(conn: &Connection, round: &Round, ctx: &WriteContext) -> Result<()> {
    if load(conn, round.code)?.created || round.window.validate().is_err() {
        return Err(RegisterError::Round);
    }
    write(conn, round)?;
    index::refresh_round(conn, &load(conn, round.code)?)?;
    audit::line(conn, ctx, "create_round", &round.code.to_string(), None, Some(&describe(round)))
}

/// Changes the window or standards of a round that has not opened.
pub(crate) fn change(conn: &Connection, round: &Round, ctx: &WriteContext) -> Result<()> {
    let before = load(conn, round.code)?;
    if !before.created || before.window.opens <= ctx.today || round.window.validate().is_err() {
        return Err(RegisterError::Round);
    }
    write(conn, round)?;
    index::refresh_round(conn, &load(conn, round.code)?)?;
    audit::line(
        conn,
        ctx,
        "change_round",
        &round.code.to_string(),
        Some(&describe(&before)),
        Some(&describe(round)),
    )
}

/// Creates the round from the calendar and the round before it, unless it exists.
pub(crate) fn ensure(conn: &Connection, code: RoundCode, ctx: &WriteContext) -> Result<Round> {
    let mut round = load(conn, code)?;
    if !round.created {
        create(conn, &round, ctx)?;
        round.created = true;
    }
    Ok(round)
}
