//! Whoever was merged into another: what is kept of it agrees on both sides and with the audit, and leads in no circle.

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::domain::merge::Ties;
use crate::store::columns::borrowed;
use crate::store::file::error::Result;
use crate::store::integrity::finding::{Finding, finding};
use crate::store::recipients::merge::{MERGED, UNMERGED};
use crate::store::recipients::status;
use crate::store::standing::shared;

/// The rule, as `check` calls it.
const RULE: &str = "merged";

/// Those who were ever merged, by the audit, and whether they still are.
const TOLD: &str =
    "SELECT a.subject, a.action FROM audit AS a WHERE a.action IN (?1, ?2) ORDER BY a.local_id";

/// Everybody who has ties: the local number, the id, the name, into whom merged, and the ties.
const TIED: &str = "SELECT r.local_id, r.id, r.name, r.merged_into, m.value FROM meta AS m
     LEFT JOIN recipient AS r ON r.id = substr(m.key, 8) WHERE m.key BETWEEN 'merged ' AND 'merged!'";

/// Those of whom something of their status history has a last day.
const ENDED: &str = "SELECT DISTINCT recipient FROM status_line WHERE ended_on IS NOT NULL AND undone IS NULL AND kind <> 'held'";

struct Tied {
    id: String,
    name: String,
    merged_into: Option<i64>,
    ties: Ties,
}

/// What of merges does not agree.
pub(super) fn check(conn: &Connection, findings: &mut Vec<Finding>) -> Result<()> {
    let tied = tied(conn, findings)?;
    let mut wrong = |tied: &Tied, detail: &str| findings.push(finding(RULE, &tied.id, &tied.name, detail));
    for (no, one) in &tied {
        let root = shared::root(conn, *no)?;
        let holder = tied.get(&root).filter(|holder| holder.merged_into.is_none());
        match (&one.ties.apart, one.merged_into) {
            (None, None) => {}
            (Some(apart), Some(_)) => {
                let known = holder.is_some_and(|holder| {
                    holder.ties.with.iter().any(|member| member.no == *no && member.apart == *apart)
                });
                if !known {
                    wrong(one, "into");
                }
            }
            (Some(_), None) | (None, Some(_)) => wrong(one, "into"),
        }
        let away = status::absences(conn, *no)?;
        let ends = away.iter().any(|absence| absence.until.is_some());
        if (ends || !one.ties.away.is_empty()) && away != one.ties.away {
            wrong(one, "away");
        }
        for member in &one.ties.with {
            if shared::root(conn, member.no)? != *no || !tied.contains_key(&member.no) {
                wrong(one, &member.id);
            }
        }
        for lent in &one.ties.lent {
            let once = tied.get(&lent.to).map_or(&[][..], |to| &to.ties.once);
            if !once.iter().any(|former| former.no == *no && former.rounds.contains(&lent.round)) {
                wrong(one, &lent.round);
            }
        }
        for former in &one.ties.once {
            let lent = tied.get(&former.no).map(|former| &former.ties);
            if !former.rounds.iter().all(|round| lent.and_then(|ties| ties.lent_to(round)) == Some(*no)) {
                wrong(one, &former.id);
            }
        }
    }
    // What has a last day is told by the ties alone.
    let mut ended = conn.prepare(ENDED)?;
    for no in ended.query_map([], |row| row.get::<_, i64>(0))? {
        let no = no?;
        if !tied.contains_key(&no) {
            findings.push(finding(RULE, &shared::named(conn, no)?.0.to_string(), "", "away"));
        }
    }
    let mut told: BTreeMap<String, bool> = BTreeMap::new();
    let mut statement = conn.prepare(TOLD)?;
    let mut rows = statement.query([MERGED, UNMERGED])?;
    while let Some(row) = rows.next()? {
        told.insert(row.get(0)?, borrowed(row, 1)? == MERGED);
    }
    for (id, is) in told {
        let kept = tied.values().find(|one| one.id == id).is_some_and(|one| one.ties.apart.is_some());
        if is != kept {
            findings.push(finding(RULE, &id, "", "audit"));
        }
    }
    Ok(())
}

/// Everybody who has ties; what is none is found.
fn tied(conn: &Connection, findings: &mut Vec<Finding>) -> Result<BTreeMap<i64, Tied>> {
    let mut all = BTreeMap::new();
    let mut statement = conn.prepare(TIED)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let Some(no): Option<i64> = row.get(0)? else {
            findings.push(finding(RULE, "", "", "meta"));
            continue;
        };
        let (id, name): (String, String) = (row.get(1)?, row.get(2)?);
        let kept = shared::read(Some(borrowed(row, 4)?));
        match kept {
            Some(ties) => {
                all.insert(no, Tied { id, name, merged_into: row.get(3)?, ties: *ties });
            }
            None => findings.push(finding(RULE, &id, &name, "meta")),
        }
    }
    Ok(all)
}
