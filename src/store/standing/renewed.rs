//! Where people stand, weighed anew where a new version of the program weighs by another rule.

use rusqlite::Connection;

use crate::store::file::error::Result;
use crate::store::standing::index;
use crate::store::{handlers, rounds};

/// The version that gathered who handed over.
const HANDLERS: i64 = 8;
/// The version since which cash in the place of goods settles a standard of goods; since the one before, goods owed beside
/// cash leave somebody due.
const WEIGHED: i64 = 9;
/// The version since which a round that was closed stays as it was closed.
const CLOSED_STAYS: i64 = 13;

/// Behind the migrations of a register that had the version `from`: whoever was given something in a round whose list is
/// not fixed stands there by the rule of today. Whoever handed over is on the list of handlers. Registers of
/// version 8 were weighed by either rule: all of them are brought up.
pub(crate) fn renew(conn: &Connection, from: i64) -> Result<()> {
    if from < HANDLERS {
        handlers::gather(conn)?;
    }
    if from < CLOSED_STAYS {
        closed_stays(conn)?;
    }
    if from >= WEIGHED {
        return Ok(());
    }
    for round in rounds::unsettled(conn)? {
        let given = conn
            .prepare(
                "SELECT DISTINCT r.local_id FROM entry AS e JOIN recipient AS r ON r.id = e.recipient
                 WHERE e.round = ?1 AND e.kind = 'gift' ORDER BY 1",
            )?
            .query_map([round.code.to_string()], |row| row.get::<_, i64>(0))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        for no in given {
            index::refresh_in(conn, no, std::slice::from_ref(&round))?;
        }
    }
    Ok(())
}

/// Weighs anew those whom a death, a departure or a suspension closed in a round that is closed.
fn closed_stays(conn: &Connection) -> Result<()> {
    for round in rounds::all(conn)?.iter().filter(|round| round.closed_on.is_some()) {
        let gone = conn
            .prepare(
                "SELECT s.recipient FROM standing AS s WHERE s.round = ?1 AND s.rank = 3
                 AND EXISTS (SELECT 1 FROM status_line AS l WHERE l.recipient = s.recipient AND l.undone IS NULL)",
            )?
            .query_map([round.code.to_string()], |row| row.get::<_, i64>(0))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        for no in gone {
            index::refresh_in(conn, no, std::slice::from_ref(round))?;
        }
    }
    Ok(())
}
