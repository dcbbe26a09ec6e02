//! Rows about somebody who was merged: they mean whoever that is by now, so that nobody is registered anew.

use rusqlite::{Connection, OptionalExtension};

use crate::domain::idcard::IdNumber;
use crate::domain::roster::{Column, Fault, RosterEntry};
use crate::domain::text::{CleanText, mask};
use crate::store::file::error::Result;
use crate::store::import::matching::{Found, MatchedBy, NumberMatch, one_or_several};
use crate::store::import::renaming::NameVerdict;
use crate::store::standing::shared;

/// Whom a row means by now that means this recipient by its ID number.
pub(crate) fn by_id(conn: &Connection, found: NumberMatch) -> Result<Found> {
    let root = shared::root(conn, found.no)?;
    let through = Some(found.no).filter(|no| *no != root);
    Ok(Found::One { no: root, by: MatchedBy::number(found), through })
}

/// Whom a row means by now that means these by name: two who are one are one.
pub(crate) fn alike(conn: &Connection, entry: &RosterEntry, alike: &[i64]) -> Result<Found> {
    let mut roots: Vec<(i64, Option<i64>)> = Vec::new();
    for no in alike {
        let root = shared::root(conn, *no)?;
        let through = Some(*no).filter(|no| *no != root);
        match roots.iter_mut().find(|(known, _)| *known == root) {
            Some(known) => known.1 = known.1.and(through),
            // Two different ID numbers are two people, however alike the rest.
            None if through.is_some() && has_another_number(conn, root, entry)? => {}
            None => roots.push((root, through)),
        }
    }
    Ok(match roots.as_slice() {
        [(no, through)] => Found::One { no: *no, by: MatchedBy::Name, through: *through },
        several => one_or_several(&several.iter().map(|(no, _)| *no).collect::<Vec<_>>()),
    })
}

fn has_another_number(conn: &Connection, no: i64, entry: &RosterEntry) -> Result<bool> {
    let Some(key) = entry.id_number.as_ref().map(IdNumber::key) else { return Ok(false) };
    let mut statement =
        conn.prepare_cached("SELECT 1 FROM main.recipient WHERE local_id = ?1 AND id_key <> ?2")?;
    Ok(statement.exists((no, key))?)
}

/// Judges the name of a row with the ID number of somebody who was merged: it is that one's, or that of whoever it is
/// by now. No row renames either.
pub(crate) fn judge(conn: &Connection, no: i64, through: i64, entry: &RosterEntry) -> Result<NameVerdict> {
    let mut named = conn.prepare_cached("SELECT name FROM main.recipient WHERE local_id = ?1")?;
    let mut registered = CleanText::default();
    for no in [through, no] {
        let name: Option<String> = named.query_row([no], |row| row.get(0)).optional()?;
        registered = name.map(|name| CleanText::unmasked(&name)).unwrap_or(registered);
        if registered.same_name(&entry.name) {
            return Ok(NameVerdict::Same);
        }
    }
    let number = entry.id_number.as_ref().map(|id| mask::id(id.as_str())).unwrap_or_default();
    Ok(NameVerdict::Refused(vec![(Column::IdNumber, Fault::IdOfAnother { number, name: registered })]))
}
