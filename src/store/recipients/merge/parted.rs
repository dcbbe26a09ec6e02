//! What one that stayed was given while another was merged into it, beside the standard that it has once the two are parted.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use super::heirs::{self, Went};
use super::{HELD, MERGED, Taken, UNMERGE, settled};
use crate::domain::due;
use crate::domain::entry::LedgerQuery;
use crate::domain::error::RegisterError;
use crate::domain::holiday::RoundCode;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::merge::{self, Above, MergeRule, PartedStand, Ties, UnmergeLook};
use crate::domain::money::Fen;
use crate::domain::recipient::Membership;
use crate::store::file::error::Result;
use crate::store::ledger::entries;
use crate::store::recipients::about::About;
use crate::store::register::Store;
use crate::store::rounds;
use crate::store::standing::facts::{self, Subject, Supposed};
use crate::store::standing::shared;

/// Lines of the audit that stand between a merge and its undoing; one that goes on has no last line.
#[derive(Clone, Copy)]
pub(crate) struct Between {
    pub(crate) merged: i64,
    pub(crate) parted: i64,
}

impl Store {
    /// The last look at somebody who was merged, before the two are parted.
    ///
    /// # Errors
    /// [`RegisterError::Merge`] where that one was not merged; not found; storage troubles.
    pub fn unmerge_look(&self, id: RecipientId, today: NaiveDate) -> Result<UnmergeLook> {
        let _state = self.state()?;
        let conn = &self.conn;
        let own = facts::subject_of(conn, id)?;
        let (Some(into), Some((merged, taken))) = (own.merged_into, taken(conn, id)?) else {
            return Err(RegisterError::Merge(MergeRule::NotMerged));
        };
        let over = chain(conn, into)?;
        let root = over.last().copied().unwrap_or(into);
        let (root_id, _) = shared::named(conn, root)?;
        let ids = over.iter().map(|no| Ok(shared::named(conn, *no)?.0)).collect::<Result<Vec<_>>>()?;
        let between = Between { merged, parted: i64::MAX };
        let names = [self.recipient(root_id)?.name, About::recipient(conn, &own.id).text(&own.name)?];
        let holder = facts::subject(conn, root)?;
        let (staying, going) = parted(conn, (&holder, &over), &own, taken, today)?;
        let mut stands = Vec::new();
        for round in self.unfixed_rounds(today)? {
            let state = |subject: &Subject| -> Result<_> {
                let verdict = facts::verdict(conn, subject, &round)?;
                Ok(due::state(verdict.standing, &round.window, today))
            };
            let (before, after) = (state(&holder)?, [state(&staying)?, state(&going)?]);
            if after.iter().chain([&before]).any(|state| *state != due::DueState::NotEligible) {
                stands.push(PartedStand { round: round.code, before, after });
            }
        }
        let mut given = Vec::new();
        for entry in given_between(conn, &ids, between)? {
            if let Ok(entry) = entry.parse::<EntryId>() {
                given.extend(entries::lines(conn, &LedgerQuery::default(), Some(entry))?);
            }
        }
        given.sort_by_key(|line| line.no);
        Ok(UnmergeLook { names, given, stands, above: above(conn, &staying, &ids, between)? })
    }
}

/// From the one somebody was merged into to the one that stands for all of them by now.
pub(super) fn chain(conn: &Connection, into: i64) -> Result<Vec<i64>> {
    let mut over = vec![into];
    let mut at = into;
    while let Some(next) = merged_into(conn, at)?.filter(|_| over.len() < shared::LONGEST) {
        over.push(next);
        at = next;
    }
    Ok(over)
}

/// Into whom somebody is merged.
pub(super) fn merged_into(conn: &Connection, no: i64) -> Result<Option<i64>> {
    Ok(conn.query_row("SELECT merged_into FROM recipient WHERE local_id = ?1", [no], |row| row.get(0))?)
}

/// What the last merge of somebody changed besides, and the line of the audit that tells it.
pub(super) fn taken(conn: &Connection, id: RecipientId) -> Result<Option<(i64, Taken)>> {
    let told: Option<(i64, Option<String>)> = conn
        .prepare_cached(
            "SELECT local_id, json_extract(after, '$.taken') FROM audit WHERE action = ?1 AND subject = ?2
             ORDER BY local_id DESC LIMIT 1",
        )?
        .query_row((MERGED, id.to_string()), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((line, mut all)): Option<(i64, Taken)> =
        told.and_then(|(no, told)| Some((no, serde_json::from_str(&told?).ok()?)))
    else {
        return Ok(None);
    };
    // What went over later, when another who had it too was parted.
    let mut later = conn.prepare_cached(
        "SELECT json_extract(after, '$.went') FROM audit
         WHERE action = ?1 AND subject = ?2 AND local_id > ?3 ORDER BY local_id",
    )?;
    let mut rows = later.query((UNMERGE, &all.into, line))?;
    while let Some(row) = rows.next()? {
        let told: Option<String> = row.get(0)?;
        let went = told.and_then(|told| serde_json::from_str::<Went>(&told).ok());
        if let Some(more) = went.and_then(|mut went| went.remove(&id.to_string())) {
            all.filled.extend(more.filled);
            all.moved.extend(more.moved);
            all.excepted.extend(more.excepted);
        }
    }
    Ok(Some((line, all)))
}

/// Both as they will be: who stays without what went over, and who was merged with it. What rules of groups then say
/// of the two is looked at when they are parted.
fn parted(
    conn: &Connection,
    (root, over): (&Subject, &[i64]),
    own: &Subject,
    taken: Taken,
    today: NaiveDate,
) -> Result<(Subject, Subject)> {
    let mut then = conn.prepare(
        "SELECT g.name, ?2, ?3, h.entered_on FROM group_held AS h JOIN visit_group AS g ON g.local_id = h.visit_group
         WHERE h.id = ?1",
    )?;
    let (mut gone, mut own_groups) = (Vec::new(), own.groups.clone());
    let mut now = conn.prepare(
        "SELECT g.name, h.held_from, h.held_to, h.entered_on FROM group_held AS h
         JOIN visit_group AS g ON g.local_id = h.visit_group WHERE h.id = ?1",
    )?;
    let mut passing = Vec::new();
    for moved in taken
        .moved
        .into_iter()
        .filter(|moved| HELD.get(moved.table).is_some_and(|(table, _)| *table == "group_held"))
    {
        passing.extend(heirs::gone(conn, over, &moved)?);
        gone.extend(now.query_row([&moved.id], facts::membership).optional()?);
        own_groups.extend(then.query_row((&moved.id, &moved.from, &moved.to), facts::membership).optional()?);
    }
    let mut left = root.groups.clone();
    for one in gone {
        if let Some(at) = left.iter().position(|held: &Membership| *held == one) {
            left.remove(at);
        }
    }
    let heirs = heirs::heirs(conn, over, own.no)?;
    for gone in passing.iter().filter(|gone| gone.holder == root.no) {
        heirs::would_inherit(conn, &heirs, gone, &mut left, today)?;
    }
    let Untied { staying, going, .. } = untied(conn, (root.no, &root.id), (own.no, &own.id))?;
    let with = |subject: &Subject, groups, ties| Subject {
        id: subject.id.clone(),
        name: subject.name.clone(),
        away: subject.away.clone(),
        merged_into: None,
        groups,
        ties: Some(Box::new(ties)),
        supposed: Supposed::default(),
        ..*subject
    };
    Ok((with(root, left, staying), with(own, own_groups, going)))
}

/// The ties of two once they are parted.
pub(super) struct Untied {
    pub(super) staying: Ties,
    pub(super) going: Ties,
    /// Of those who go along, by their ids.
    pub(super) along: Vec<(String, Ties)>,
}

/// The ties of both once they are parted, and of those who were merged by way of the one that goes and go along.
pub(super) fn untied(
    conn: &Connection,
    (root, root_id): (i64, &str),
    (no, id): (i64, &str),
) -> Result<Untied> {
    let settled = settled(conn)?;
    let (mut staying, mut going) = (shared::ties(conn, root_id)?, shared::ties(conn, id)?);
    merge::part((&mut staying, root), no, &mut going, &settled);
    let mut along = Vec::new();
    for member in staying.with.clone() {
        if chain(conn, member.no)?.contains(&no) {
            let mut own = shared::ties(conn, &member.id)?;
            merge::part((&mut staying, root), member.no, &mut own, &settled);
            merge::join(&mut going, (member.no, &member.id), &mut own, &settled);
            along.push((member.id, own));
        }
    }
    Ok(Untied { staying, going, along })
}

/// The ids of gifts that stand and were recorded for those between the two lines.
fn given_between(conn: &Connection, ids: &[RecipientId], between: Between) -> Result<Vec<String>> {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let mut statement = conn.prepare_cached(
        "SELECT a.subject FROM audit AS a WHERE a.local_id > ?2 AND a.local_id < ?3 AND a.action = 'record'
           AND a.subject IN (SELECT g.id FROM entry AS g WHERE g.recipient IN (SELECT value FROM json_each(?1))
             AND g.kind = 'gift' AND g.programme = 'visit'
             AND NOT EXISTS (SELECT 1 FROM entry AS x WHERE x.reverses = g.id))",
    )?;
    let values = (serde_json::Value::from(ids).to_string(), between.merged, between.parted);
    let found = statement.query_map(values, |row| row.get(0))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// The rounds in which what one that stays was given by a standard that it does not have once parted is more than the
/// one that it has.
pub(crate) fn above(
    conn: &Connection,
    holder: &Subject,
    ids: &[RecipientId],
    between: Between,
) -> Result<Vec<Above>> {
    let since: BTreeSet<String> = given_between(conn, ids, between)?.into_iter().collect();
    let mut codes: BTreeSet<RoundCode> = BTreeSet::new();
    let mut round_of = conn.prepare_cached("SELECT round FROM entry WHERE id = ?1")?;
    for entry in &since {
        codes.insert(rounds::parse_code(&round_of.query_row([entry], |row| row.get::<_, String>(0))?)?);
    }
    let mut all = Vec::new();
    for code in codes {
        let round = rounds::load(conn, code)?;
        let told = code.to_string();
        let standard = facts::basis(conn, holder, &round)?
            .map_or([Fen::ZERO; 2], |basis| [basis.cash, basis.goods_value]);
        let members = holder.ties.iter().flat_map(|ties| ties.members_in(&told));
        let [ids, _] = shared::lists(holder, members);
        let mut statement = conn.prepare_cached(
            "SELECT g.local_id, g.id, g.cash_fen, g.goods_fen, g.standard_fen, g.standard_goods_fen FROM entry AS g
             WHERE g.recipient IN (SELECT value FROM json_each(?1)) AND +g.round = ?2 AND g.programme = 'visit'
               AND g.kind = 'gift' AND NOT EXISTS (SELECT 1 FROM entry AS x WHERE x.reverses = g.id)",
        )?;
        let mut rows = statement.query((ids, &told))?;
        let (mut given, mut by, mut entries) = ([Fen::ZERO; 2], [Fen::ZERO; 2], Vec::new());
        while let Some(row) = rows.next()? {
            entries.push(row.get(0)?);
            given = [given[0].plus(Fen::new(row.get(2)?)), given[1].plus(Fen::new(row.get(3)?))];
            if since.contains(&row.get::<_, String>(1)?) {
                by = [by[0].max(Fen::new(row.get(4)?)), by[1].max(Fen::new(row.get(5)?))];
            }
        }
        let is_above =
            |part: usize| given.get(part) > standard.get(part) && by.get(part) > standard.get(part);
        if is_above(0) || is_above(1) {
            all.push(Above { round: code, given, standard, entries });
        }
    }
    Ok(all)
}
