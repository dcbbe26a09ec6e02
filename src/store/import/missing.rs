//! Whom a roster does not name although an earlier one of the same townships and labels did, and the end of their
//! memberships where the roster is said to be complete.
//!
//! The register is gone through once, township by township, by an index that holds all that is needed of those who are
//! named; of the others the facts are read one by one.

use std::collections::{BTreeSet, HashSet};

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use crate::domain::batch::LARGEST_BATCH;
use crate::domain::error::RegisterError;
use crate::domain::op::WriteContext;
use crate::domain::person::Edit;
use crate::domain::place::TownshipCode;
use crate::domain::recipient::{Held, Kind};
use crate::domain::roster::RowPerson;
use crate::domain::roster_missing::{
    Complete, MISSING_COUNTED, MISSING_MAX, Missing, MissingEnds, MissingPerson,
};
use crate::domain::text::{CleanText, mask};
use crate::store::audit;
use crate::store::codec::{self, recipient_id};
use crate::store::columns::{parse_day, text};
use crate::store::file::error::Result;
use crate::store::import::vocabulary::ResolvedPlace;
use crate::store::recipients::group_change::ENDED;
use crate::store::recipients::{edit, rules};
use crate::store::standing::facts;

/// Labels of a roster that are kept in mind: more than any register has.
const LABELS_MAX: usize = 500;

/// What a roster is about, and whom it names.
#[derive(Debug, Default)]
pub(crate) struct RosterScope {
    townships: BTreeSet<TownshipCode>,
    labels: BTreeSet<CleanText>,
    kinds: [bool; 2],
    /// A bit for each recipient, by local number.
    named: Vec<u64>,
    /// The township of the row before: rosters come township by township.
    last: Option<TownshipCode>,
}

impl RosterScope {
    /// Notes what a row is about.
    pub(crate) fn note(&mut self, kind: Kind, place: &ResolvedPlace) {
        if let Some(seen) = self.kinds.get_mut(usize::from(kind == Kind::Unit)) {
            *seen = true;
        }
        if self.last.as_ref() != Some(&place.township) {
            self.townships.insert(place.township.clone());
            self.last = Some(place.township.clone());
        }
        for label in place.categories.iter().chain(&place.groups) {
            if !self.labels.contains(label) && self.labels.len() < LABELS_MAX {
                self.labels.insert(label.clone());
            }
        }
    }

    /// Notes whom a row means, also one that is refused.
    pub(crate) fn name(&mut self, no: i64) {
        let Ok(no) = usize::try_from(no) else { return };
        if self.named.len() <= no / 64 {
            self.named.resize(no / 64 + 1, 0);
        }
        if let Some(word) = self.named.get_mut(no / 64) {
            *word |= 1 << (no % 64);
        }
    }

    fn names(&self, no: i64) -> bool {
        let word = usize::try_from(no / 64).ok().and_then(|at| self.named.get(at));
        word.is_some_and(|word| word & (1 << (no % 64)) != 0)
    }
}

/// How missing people are looked for.
pub(crate) struct Search<'a> {
    pub(crate) scope: &'a RosterScope,
    /// Names in rows that were refused: whom they mean is not known, and they are told already.
    pub(crate) refused: &'a HashSet<CleanText>,
    /// The shape of the roster: of one without labels those count whom a roster of its shape brought.
    pub(crate) shape: &'a str,
    /// The day on which labels are held.
    pub(crate) on: NaiveDate,
}

/// Somebody who is not named, with what bears on it.
struct Unnamed {
    person: MissingPerson,
    /// Whether a roster brought the person or one of the labels; one of this very shape.
    by_roster: bool,
    by_shape: bool,
}

impl Search<'_> {
    /// Whom earlier rosters named, in the townships of this one, by a label of it.
    pub(crate) fn missing(&self, conn: &Connection) -> Result<Missing> {
        let mut missing = Missing::default();
        let townships: Vec<TownshipCode> = self.scope.townships.iter().cloned().collect();
        let labels = &self.scope.labels;
        let names = self::townships(conn)?.into_iter();
        let names = names.filter(|(code, _)| townships.contains(code)).map(|(_, name)| name);
        missing.about = names.chain(labels.iter().cloned()).collect();
        self.each(conn, &townships, labels, |one| {
            let counts = if labels.is_empty() { one.by_shape } else { one.by_roster };
            if counts {
                missing.count += 1;
                if missing.people.len() < MISSING_MAX {
                    missing.people.push(one.person);
                }
            }
            missing.count < MISSING_COUNTED
        })?;
        Ok(missing)
    }

    /// Whose memberships end where the roster is complete, whoever brought them; at most one more than an act may hold.
    pub(crate) fn ending(&self, conn: &Connection, complete: &Complete) -> Result<Vec<MissingPerson>> {
        let townships = townships(conn)?
            .into_iter()
            .filter(|(_, name)| complete.townships.is_empty() || complete.townships.contains(name))
            .map(|(code, _)| code)
            .collect::<Vec<_>>();
        let named: BTreeSet<CleanText> = complete.labels.iter().cloned().collect();
        let labels = if named.is_empty() { &self.scope.labels } else { &named };
        let mut ending = Vec::new();
        self.each(conn, &townships, labels, |one| {
            if !one.person.labels.is_empty() {
                ending.push(one.person);
            }
            ending.len() <= LARGEST_BATCH
        })?;
        Ok(ending)
    }

    /// What a roster is said to be complete for and yet names nobody of.
    pub(crate) fn not_named(&self, conn: &Connection, complete: &Complete) -> Result<Option<CleanText>> {
        let townships = townships(conn)?;
        let is_there = |name: &CleanText| {
            let code = townships.iter().find(|(_, known)| known == name).map(|(code, _)| code);
            code.is_some_and(|code| self.scope.townships.contains(code))
        };
        let township = complete.townships.iter().find(|name| !is_there(name));
        let label = complete.labels.iter().find(|name| !self.scope.labels.contains(*name));
        Ok(township.or(label).cloned())
    }

    /// Goes through those of the townships who are alive, here and not named, and hold one of the labels (of no labels: any
    /// or none), until `take` has enough.
    fn each(
        &self,
        conn: &Connection,
        townships: &[TownshipCode],
        labels: &BTreeSet<CleanText>,
        mut take: impl FnMut(Unnamed) -> bool,
    ) -> Result<()> {
        let rules = rules::load(conn)?.map_or(-1, |rules| rules.source);
        let kinds = [Kind::Person, Kind::Unit].into_iter().zip(self.scope.kinds);
        for kind in kinds.filter(|(_, seen)| *seen).map(|(kind, _)| kind) {
            for township in townships {
                let mut all = conn.prepare_cached(
                    "SELECT local_id FROM main.recipient INDEXED BY recipient_township_pinyin
                     WHERE kind = ?1 AND township = ?2 ORDER BY pinyin, local_id",
                )?;
                let mut rows = all.query((codec::kind_code(kind), &township.0))?;
                while let Some(row) = rows.next()? {
                    let no: i64 = row.get(0)?;
                    if self.scope.names(no) {
                        continue;
                    }
                    let Some(one) = self.unnamed(conn, no, labels, rules)? else { continue };
                    if !take(one) {
                        return Ok(());
                    }
                }
            }
        }
        Ok(())
    }

    /// Somebody who is not named; none who is gone, or holds none of the labels.
    fn unnamed(
        &self,
        conn: &Connection,
        no: i64,
        labels: &BTreeSet<CleanText>,
        rules: i64,
    ) -> Result<Option<Unnamed>> {
        let mut held = conn.prepare_cached(
            "SELECT l.name, h.source FROM main.category_held AS h JOIN main.category AS l ON l.local_id = h.category
             WHERE h.recipient = ?1 AND coalesce(h.held_from, ?2) <= ?2 AND coalesce(h.held_to, '9999') > ?2
             UNION ALL
             SELECT l.name, h.source FROM main.group_held AS h JOIN main.visit_group AS l ON l.local_id = h.visit_group
             WHERE h.recipient = ?1 AND coalesce(h.held_from, ?2) <= ?2 AND coalesce(h.held_to, '9999') > ?2",
        )?;
        let mut rows = held.query((no, self.on))?;
        let mut holds: Vec<CleanText> = Vec::new();
        let mut sources: BTreeSet<i64> = BTreeSet::new();
        while let Some(row) = rows.next()? {
            let name = CleanText::unmasked(&row.get::<_, String>(0)?);
            if labels.is_empty() || labels.contains(&name) {
                sources.extend(row.get::<_, Option<i64>>(1)?.filter(|source| *source != rules));
                if !holds.contains(&name) {
                    holds.push(name);
                }
            }
        }
        if holds.is_empty() && !labels.is_empty() {
            return Ok(None);
        }
        let mut person = conn.prepare_cached(
            "SELECT r.id, r.rev, r.name, r.id_number, t.name, v.name, r.source FROM main.recipient AS r
             JOIN main.township AS t ON t.code = r.township JOIN main.village AS v ON v.local_id = r.village
             WHERE r.local_id = ?1 AND r.died_on IS NULL AND r.left_on IS NULL AND r.held_on IS NULL
               AND r.merged_into IS NULL",
        )?;
        let found = person
            .query_row([no], |row| {
                let person = MissingPerson {
                    whom: RowPerson {
                        name: CleanText::unmasked(&row.get::<_, String>(2)?),
                        id_masked: row.get::<_, Option<String>>(3)?.map(|number| mask::id(&number)),
                        recipient: None,
                    },
                    rev: row.get(1)?,
                    township: text(&row.get::<_, String>(4)?),
                    village: text(&row.get::<_, String>(5)?),
                    labels: Vec::new(),
                    roster: None,
                };
                Ok((row.get::<_, String>(0)?, row.get::<_, Option<i64>>(6)?, person))
            })
            .optional()?;
        let Some((id, source, person)) = found else { return Ok(None) };
        if self.refused.contains(&person.whom.name) {
            return Ok(None);
        }
        sources.extend(source);
        let mut roster = None;
        let mut by_shape = false;
        for source in sources {
            let mut statement =
                conn.prepare_cached("SELECT name, read_on, scope FROM main.source WHERE local_id = ?1")?;
            let (name, day, scope): (String, String, Option<String>) =
                statement.query_row([source], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            by_shape |= !self.shape.is_empty() && scope.as_deref() == Some(self.shape);
            // The latest stands last.
            roster = parse_day(day.as_bytes()).map(|day| (text(&name), day)).or(roster);
        }
        let by_roster = roster.is_some();
        let whom = RowPerson { recipient: Some(recipient_id(&id)?), ..person.whom };
        let person = MissingPerson { whom, rev: person.rev, labels: holds, roster, ..person };
        Ok(Some(Unnamed { person, by_roster, by_shape }))
    }
}

/// Ends the memberships of those who are missing in a complete roster.
///
/// # Errors
/// [`RegisterError::Stale`] where one of them was changed since: nothing is to be written then.
pub(crate) fn end(
    conn: &Connection,
    ends: &MissingEnds,
    roster: &CleanText,
    ctx: &WriteContext,
) -> Result<()> {
    if ends.people.is_empty() {
        return Ok(());
    }
    if ends.people.len() > LARGEST_BATCH {
        return Err(RegisterError::Stale);
    }
    let told = format!("{} end {} {}: {roster}", ends.people.len(), ends.about, ends.on);
    audit::line(conn, ctx, ENDED, &ends.id.to_string(), None, Some(&told))?;
    let rules = rules::load(conn)?.map_or(-1, |rules| rules.source);
    for (id, rev, which) in &ends.people {
        let no = facts::own_number(conn, *id)?;
        let held = facts::categories_held(conn, no)?;
        let categories = ended(&held, which, ends.on);
        let any = categories != held;
        let held = facts::groups_held(conn, no)?;
        // A group that comes by the category goes with it.
        let own: Vec<CleanText> = if any { by_hand(conn, no, which, rules)? } else { which.clone() };
        let groups = ended(&held, &own, ends.on);
        let edit = Edit {
            categories: any.then_some(categories),
            groups: (groups != held).then_some(groups),
            ..Edit::default()
        };
        edit::edit(conn, *id, *rev, &edit, ctx)?;
    }
    Ok(())
}

/// Memberships, of which those of some labels end with a day.
fn ended(held: &[Held], which: &[CleanText], on: NaiveDate) -> Vec<Held> {
    let ends = |one: &Held| which.contains(&one.label) && one.covers(on);
    held.iter()
        .map(|one| if ends(one) { Held { until: Some(on), ..one.clone() } } else { one.clone() })
        .collect()
}

/// The townships of the register, with their official names.
fn townships(conn: &Connection) -> Result<Vec<(TownshipCode, CleanText)>> {
    let mut statement = conn.prepare_cached("SELECT code, name FROM main.township ORDER BY code")?;
    let rows = statement.query_map([], |row| {
        Ok((TownshipCode(row.get(0)?), CleanText::unmasked(&row.get::<_, String>(1)?)))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Those of some groups that somebody holds by no rule.
fn by_hand(conn: &Connection, no: i64, which: &[CleanText], rules: i64) -> Result<Vec<CleanText>> {
    let mut statement = conn.prepare_cached(
        "SELECT 1 FROM group_held AS h JOIN visit_group AS g ON g.local_id = h.visit_group
         WHERE h.recipient = ?1 AND g.name = ?2 AND h.source = ?3",
    )?;
    let mut own = Vec::new();
    for name in which {
        if !statement.exists((no, name.as_str(), rules))? {
            own.push(name.clone());
        }
    }
    Ok(own)
}
