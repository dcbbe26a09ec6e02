//! Recipients that are one human: who somebody is by now, and what of the others counts for whoever stays.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};

use crate::domain::error::RegisterError;
use crate::domain::ids::RecipientId;
use crate::domain::merge::Ties;
use crate::domain::recipient::Absence;
use crate::domain::text::{CleanText, same_name};
use crate::store::codec::recipient_id;
use crate::store::columns::{if_any, text};
use crate::store::file::error::Result;
use crate::store::recipients::about::About;
use crate::store::standing::facts::Subject;

/// Merges that lead on to another one: more than these are a circle, which `check` finds.
pub(crate) const LONGEST: usize = 64;

/// As `STANDING_CALLS` of one recipient, of several: their ids and their local numbers as JSON.
pub(crate) const STANDING_CALLS: &str =
    "SELECT v.outcome, v.visited_on, v.deferred_to, v.needs, v.note, v.id FROM visit AS v
     WHERE v.recipient IN (SELECT value FROM json_each(?1)) AND v.round = ?3
       AND NOT EXISTS (SELECT 1 FROM visit_cancelled AS c WHERE c.visit = v.id)
       AND NOT EXISTS (SELECT 1 FROM entry AS e WHERE e.reverses = v.id)
       AND NOT EXISTS (SELECT 1 FROM status_line AS l
                       WHERE l.recipient IN (SELECT value FROM json_each(?2)) AND l.visit = v.id
                         AND l.undone IS NOT NULL)
     ORDER BY v.device_seq DESC";

/// The SQL of who an entry was for, as an id: of somebody who was merged the last one into whom.
pub(crate) fn human(conn: &Connection, entry: &str) -> Result<String> {
    if !any(conn)? {
        return Ok(format!("{entry}.recipient"));
    }
    Ok(format!(
        "CASE WHEN (SELECT merged_into FROM recipient WHERE id = {entry}.recipient) IS NULL THEN {entry}.recipient
         ELSE (WITH RECURSIVE chain (id, up) AS (
                 SELECT id, merged_into FROM recipient WHERE id = {entry}.recipient
                 UNION SELECT o.id, o.merged_into FROM chain JOIN recipient AS o ON o.local_id = chain.up)
               SELECT id FROM chain WHERE up IS NULL) END"
    ))
}

/// The SQL of the ids of the human ?1: its own, and of those merged into it.
pub(crate) const HUMAN: &str = "(SELECT ?1 UNION ALL SELECT json_extract(m.value, '$.id')
   FROM meta AS k, json_each(k.value, '$.with') AS m WHERE k.key = 'merged ' || ?1)";

/// As [`HUMAN`], of whoever has that id in a statement.
pub(crate) fn ids_of(conn: &Connection, id: &str) -> Result<String> {
    Ok(if any(conn)? { HUMAN.replace("?1", id) } else { format!("({id})") })
}

/// The SQL of who the row `r` of recipients is by now, as a local number: of somebody who was merged the last one into whom.
pub(crate) fn by_now(conn: &Connection) -> Result<&'static str> {
    Ok(if any(conn)? {
        "(WITH RECURSIVE chain (no, up) AS (SELECT r.local_id, r.merged_into
            UNION SELECT o.local_id, o.merged_into FROM chain JOIN recipient AS o ON o.local_id = chain.up)
          SELECT no FROM chain WHERE up IS NULL)"
    } else {
        "r.local_id"
    })
}

/// The key of `meta` under which the ties of a recipient are kept.
fn key(id: &str) -> String {
    format!("merged {id}")
}

/// Ties as they are kept; what cannot be read is none, and a finding of `check`.
pub(crate) fn read(kept: Option<&str>) -> Option<Box<Ties>> {
    kept.and_then(|kept| serde_json::from_str(kept).ok()).map(Box::new)
}

/// The ties of a recipient.
pub(crate) fn ties(conn: &Connection, id: &str) -> Result<Ties> {
    let mut kept = conn.prepare_cached("SELECT value FROM meta WHERE key = ?1")?;
    let kept: Option<String> = kept.query_row([key(id)], |row| row.get(0)).optional()?;
    Ok(read(kept.as_deref()).map_or_else(Ties::default, |ties| *ties))
}

/// Of whom the recipient's own days do not tell all deaths, departures and suspensions, by local number.
pub(crate) fn away(conn: &Connection) -> Result<HashMap<i64, Vec<Absence>>> {
    let mut statement = conn.prepare_cached(
        "SELECT r.local_id, m.value FROM meta AS m CROSS JOIN recipient AS r ON r.id = substr(m.key, 8)
         WHERE m.key BETWEEN 'merged ' AND 'merged!'",
    )?;
    let mut rows = statement.query([])?;
    let mut found = HashMap::new();
    while let Some(row) = rows.next()? {
        if let Some(ties) = read(if_any(row, 1)?).filter(|ties| !ties.away.is_empty()) {
            found.insert(row.get(0)?, ties.away);
        }
    }
    Ok(found)
}

/// Keeps the ties of a recipient.
pub(crate) fn keep(conn: &Connection, id: &str, ties: &Ties) -> Result<()> {
    if *ties == Ties::default() {
        conn.execute("DELETE FROM meta WHERE key = ?1", [key(id)])?;
        return Ok(());
    }
    let told =
        serde_json::to_string(ties).map_err(|error| RegisterError::Damaged(text(&error.to_string())))?;
    conn.execute(
        "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
        (key(id), told),
    )?;
    Ok(())
}

/// Whether any two were ever merged.
pub(crate) fn any(conn: &Connection) -> Result<bool> {
    Ok(conn
        .prepare_cached("SELECT 1 FROM main.meta WHERE key BETWEEN 'merged ' AND 'merged!' LIMIT 1")?
        .exists([])?)
}

/// Who somebody is by now: the last one of those into whom it was merged, or itself.
pub(crate) fn root(conn: &Connection, no: i64) -> Result<i64> {
    let mut next = conn.prepare_cached("SELECT merged_into FROM main.recipient WHERE local_id = ?1")?;
    let mut at = no;
    for _ in 0..LONGEST {
        let Some(on): Option<i64> = next.query_row([at], |row| row.get(0)).optional()?.flatten() else {
            break;
        };
        at = on;
    }
    Ok(at)
}

/// Who stands in a round for a subject that does not stand there itself.
pub(crate) fn holder(conn: &Connection, subject: &Subject, code: &str) -> Result<Option<i64>> {
    let lent = subject.ties.as_ref().and_then(|ties| ties.lent_to(code));
    if lent.is_some() || subject.stands_in(code) || subject.merged_into.is_none() {
        return Ok(lent);
    }
    Ok(Some(root(conn, subject.no)?))
}

/// Name and id of a recipient.
pub(crate) fn named(conn: &Connection, no: i64) -> Result<(RecipientId, String)> {
    let mut named = conn.prepare_cached("SELECT id, name FROM recipient WHERE local_id = ?1")?;
    let (id, name): (String, String) = named.query_row([no], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok((recipient_id(&id)?, name))
}

/// The other names of a subject, to be compared: those it bore before, and those of whoever is merged into it. Nobody is
/// shown them.
pub(crate) fn other_names(conn: &Connection, subject: &Subject) -> Result<Vec<CleanText>> {
    let Some(tied) = &subject.ties else { return Ok(Vec::new()) };
    let mut names = tied.names.clone();
    for member in &tied.with {
        let (id, name) = named(conn, member.no)?;
        names.push(name);
        names.extend(ties(conn, &id.to_string())?.names);
    }
    Ok(names.iter().map(|name| CleanText::unmasked(name)).collect())
}

/// Keeps a name that a recipient bore until now, where the new one is another.
pub(crate) fn renamed(conn: &Connection, id: &str, was: &str, is: &str) -> Result<()> {
    if same_name(was, is) {
        return Ok(());
    }
    let mut ties = ties(conn, id)?;
    if ties.names.iter().any(|name| name == was) {
        return Ok(());
    }
    ties.names.push(was.to_owned());
    keep(conn, id, &ties)
}

/// Refuses what would be done to somebody who was merged.
///
/// # Errors
/// [`RegisterError::Merged`], with who it is by now.
pub(crate) fn refuse_merged(conn: &Connection, no: i64) -> Result<()> {
    let root = root(conn, no)?;
    if root == no {
        return Ok(());
    }
    let (into, name) = named(conn, root)?;
    let name = About::recipient(conn, &into.to_string()).text(&name)?;
    Err(RegisterError::Merged { into, name })
}

/// The ids and the local numbers of a subject and of members, each as JSON.
pub(crate) fn lists<'a>(subject: &Subject, members: impl Iterator<Item = (i64, &'a str)>) -> [String; 2] {
    let (mut ids, mut nos) = (vec![subject.id.clone()], vec![subject.no]);
    for (no, id) in members {
        ids.push(id.to_owned());
        nos.push(no);
    }
    [serde_json::Value::from(ids).to_string(), serde_json::Value::from(nos).to_string()]
}

/// How many gifts of cash and of goods of a round stand for a subject and for those who count for it.
pub(crate) fn live_counts(
    conn: &Connection,
    subject: &Subject,
    ties: &Ties,
    code: &str,
) -> Result<(u32, u32)> {
    let [ids, _] = lists(subject, ties.members_in(code));
    let mut statement = conn.prepare_cached(
        "SELECT coalesce(sum(cash_fen > 0), 0), coalesce(sum(goods_fen > 0), 0) FROM entry AS g
         WHERE recipient IN (SELECT value FROM json_each(?1)) AND +round = ?2 AND programme = 'visit'
           AND kind = 'gift' AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = g.id)",
    )?;
    Ok(statement.query_row((ids, code), |row| Ok((row.get(0)?, row.get(1)?)))?)
}
