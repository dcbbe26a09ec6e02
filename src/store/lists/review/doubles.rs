//! Pairs of people who may be one human (疑似同一人), over the whole register. It is read four times and never held: by ID
//! number, where those with one number lie side by side; by the reading of names, whose namesakes are compared by what
//! they share; for bank cards and phones, of each of which a number is kept.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};

use chrono::Datelike as _;
use rusqlite::Connection;

use super::likeness::{Facts, Member, likeness, pairs};
use crate::domain::place::TownshipCode;
use crate::domain::review::{DoublePair, DoubleSide, Likeness};
use crate::domain::text::{CleanText, mask};
use crate::store::codec::recipient_id;
use crate::store::columns::{borrowed, day, if_any, number, text};
use crate::store::file::error::Result;
use crate::store::lists::row;
use crate::store::recipients::apart;
use crate::store::recipients::doubles::{Identity, identity};
use crate::store::standing::facts;

/// Numbered people in the order of their numbers.
pub(crate) const BY_ID: &str =
    "SELECT id_key, local_id, merged_into IS NULL AND held_on IS NULL FROM recipient INDEXED BY recipient_id_key
     WHERE id_key IS NOT NULL ORDER BY id_key, local_id";
/// People in the order of the readings of their names.
pub(crate) const BY_READING: &str =
    "SELECT pinyin, local_id, name, township, village, birth, id_key, phone FROM recipient INDEXED BY recipient_pinyin
     WHERE kind = 'person' AND merged_into IS NULL AND held_on IS NULL ORDER BY pinyin, local_id";
/// Those with a bank card, as they lie in the register.
pub(crate) const CARDS: &str = "SELECT local_id, card FROM recipient WHERE card <> '' AND kind = 'person' AND merged_into IS NULL AND held_on IS NULL";
/// Those with a phone, as they lie in the register.
pub(crate) const PHONES: &str = "SELECT local_id, phone FROM recipient WHERE phone <> '' AND kind = 'person' AND merged_into IS NULL AND held_on IS NULL";
/// Who was said to be another human than those who were registered then, by what act and on which day.
pub(crate) const CONFIRMED: &str = "SELECT r.local_id, a.action = 'add_person', a.on_day FROM audit AS a
     CROSS JOIN recipient AS r ON r.id = a.subject
     WHERE a.action IN ('add_person', 'edit', 'undo_edit') AND instr(a.after, '\"confirmed\":\"') > 0";

/// A pair by local numbers, who was registered first before the other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    why: Likeness,
    one: i64,
    other: i64,
}

/// Until when somebody was said to be another human: before whom they were registered, or on which day.
#[derive(Clone, Debug)]
enum Confirmed {
    Adding,
    On(String),
}

/// What a search for pairs goes by.
struct Search<'c, 't, F> {
    conn: &'c Connection,
    township: Option<&'t str>,
    told: HashSet<(i64, i64)>,
    /// Read with the first pair.
    confirmed: Option<HashMap<i64, Confirmed>>,
    /// Those who were told apart, read with them.
    apart: HashSet<[i64; 2]>,
    visit: F,
}

/// Visits the pairs that may be one human and of whom nobody has said otherwise, each once, until `visit` answers no.
pub(crate) fn each(
    conn: &Connection,
    township: Option<&TownshipCode>,
    visit: impl FnMut(Found) -> Result<bool>,
) -> Result<()> {
    let township = township.map(|code| &*code.0);
    let mut search =
        Search { conn, township, told: HashSet::new(), confirmed: None, apart: HashSet::new(), visit };
    let _ = search.by_id()?
        && search.by_reading()?
        && search.by_number(CARDS, Likeness::SameCard)?
        && search.by_number(PHONES, Likeness::SamePhone)?;
    Ok(())
}

/// The villages that stand for one that is not known.
fn unknown_villages(conn: &Connection) -> Result<HashSet<i64>> {
    let mut statement = conn.prepare_cached("SELECT local_id FROM village WHERE name = ''")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

impl<F: FnMut(Found) -> Result<bool>> Search<'_, '_, F> {
    /// Those who bear one ID number, each with the first of them; whether to go on.
    fn by_id(&mut self) -> Result<bool> {
        let mut statement = self.conn.prepare_cached(BY_ID)?;
        let mut rows = statement.query([])?;
        let mut first: Option<(String, i64)> = None;
        while let Some(row) = rows.next()? {
            let (id_key, no) = (borrowed(row, 0)?, number(row, 1)?);
            match &first {
                Some((known, one)) if known == id_key => {
                    if row.get(2)? && !self.tell(*one, no, Some(Likeness::SameId))? {
                        return Ok(false);
                    }
                }
                Some(_) | None if row.get(2)? => first = Some((id_key.to_owned(), no)),
                Some(_) | None => {}
            }
        }
        Ok(true)
    }

    /// Those whose names are read alike, as far as they share more; whether to go on.
    fn by_reading(&mut self) -> Result<bool> {
        let hasher = RandomState::new();
        let unknown = unknown_villages(self.conn)?;
        let mut statement = self.conn.prepare_cached(BY_READING)?;
        let mut rows = statement.query([])?;
        let mut reading = String::new();
        let mut members: Vec<Member> = Vec::new();
        while let Some(row) = rows.next()? {
            let read = borrowed(row, 0)?;
            if read != reading {
                if !self.compare(&hasher, &mut members)? {
                    return Ok(false);
                }
                reading.clear();
                reading.push_str(read);
            }
            members.push(Member::new(
                &hasher,
                &Facts {
                    no: number(row, 1)?,
                    name: borrowed(row, 2)?,
                    township: borrowed(row, 3)?,
                    village: number(row, 4)?,
                    is_placed: !unknown.contains(&number(row, 4)?),
                    birth: day(row, 5)?,
                    id_key: if_any(row, 6)?,
                    phone: if_any(row, 7)?,
                },
            ));
        }
        self.compare(&hasher, &mut members)
    }

    fn compare(&mut self, hasher: &RandomState, members: &mut Vec<Member>) -> Result<bool> {
        let mut likely: Vec<(i64, i64)> = Vec::new();
        if members.len() > 1 {
            pairs(hasher, members, |one, other| likely.push((one.no.min(other.no), one.no.max(other.no))));
        }
        members.clear();
        likely.sort_unstable();
        likely.dedup();
        for (one, other) in likely {
            if !self.tell(one, other, None)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Those with one bank card or one phone, each with the first of them; whether to go on. A household may share one: then
    /// they are told apart once, by a person.
    fn by_number(&mut self, sql: &str, why: Likeness) -> Result<bool> {
        let hasher = RandomState::new();
        let mut cards: Vec<(u64, i64)> = Vec::new();
        {
            let mut statement = self.conn.prepare_cached(sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                cards.push((hasher.hash_one(borrowed(row, 1)?), number(row, 0)?));
            }
        }
        cards.sort_unstable();
        for same in cards.chunk_by(|one, other| one.0 == other.0) {
            if let [(_, first), others @ ..] = same {
                for (_, other) in others {
                    if !self.tell(*first, *other, Some(why))? {
                        return Ok(false);
                    }
                }
            }
        }
        Ok(true)
    }

    /// Tells a pair, unless it was told, is of another township, or somebody has said that they are two; whether to go on.
    /// Without `why` the facts of both decide whether it is one.
    fn tell(&mut self, one: i64, other: i64, why: Option<Likeness>) -> Result<bool> {
        if self.told.contains(&(one, other)) {
            return Ok(true);
        }
        let sides = [identity(self.conn, one)?, identity(self.conn, other)?];
        let [a, b] = &sides;
        let Some(why) = why.or_else(|| likeness(a, b, true)) else { return Ok(true) };
        let here = |side: &Identity| self.township.is_none_or(|township| side.township == township);
        if !sides.iter().any(here) || self.is_confirmed(one, other)? {
            return Ok(true);
        }
        self.told.insert((one, other));
        (self.visit)(Found { why, one, other })
    }

    /// Whether one of them was said to be another human when both were registered.
    fn is_confirmed(&mut self, one: i64, other: i64) -> Result<bool> {
        if self.confirmed.is_none() {
            self.confirmed = Some(confirmed(self.conn)?);
            let mut told = self.conn.prepare_cached(apart::PAIRS)?;
            let told = told.query_map([], |row| Ok(apart::pair([row.get(0)?, row.get(1)?])))?;
            self.apart = told.collect::<rusqlite::Result<_>>()?;
        }
        if self.apart.contains(&apart::pair([one, other])) {
            return Ok(true);
        }
        let Some(confirmed) = &self.confirmed else { return Ok(false) };
        for (who, beside) in [(one, other), (other, one)] {
            let known = match confirmed.get(&who) {
                None => false,
                Some(Confirmed::Adding) => beside < who,
                Some(Confirmed::On(day)) => entered(self.conn, beside)? <= *day,
            };
            if known {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn confirmed(conn: &Connection) -> Result<HashMap<i64, Confirmed>> {
    let mut found = HashMap::new();
    let mut statement = conn.prepare_cached(CONFIRMED)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let by = if row.get(1)? { Confirmed::Adding } else { Confirmed::On(row.get(2)?) };
        found.insert(number(row, 0)?, by);
    }
    Ok(found)
}

fn entered(conn: &Connection, no: i64) -> Result<String> {
    let mut statement = conn.prepare_cached("SELECT entered_on FROM recipient WHERE local_id = ?1")?;
    Ok(statement.query_row([no], |row| row.get(0))?)
}

/// Both sides of a pair.
pub(crate) fn read(conn: &Connection, found: Found) -> Result<DoublePair> {
    Ok(DoublePair { why: found.why, one: side(conn, found.one)?, other: side(conn, found.other)? })
}

/// One side of a pair, by local number.
pub(crate) fn side(conn: &Connection, no: i64) -> Result<DoubleSide> {
    let mut statement = conn.prepare_cached(
        "SELECT r.id, r.name, r.birth, r.id_number, t.name, v.name, r.died_on, r.left_on, r.phone, r.card
         FROM recipient AS r
         JOIN township AS t ON t.code = r.township JOIN village AS v ON v.local_id = r.village
         WHERE r.local_id = ?1",
    )?;
    let mut rows = statement.query([no])?;
    let row = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    let id = borrowed(row, 0)?;
    let groups = facts::groups_held(conn, no)?.into_iter().filter(|held| held.until.is_none());
    Ok(DoubleSide {
        id: recipient_id(id)?,
        name: CleanText::about(borrowed(row, 1)?, day(row, 2)?),
        birth_year: day(row, 2)?.map(|birth| birth.year()),
        id_masked: if_any(row, 3)?.map(mask::id),
        phone_masked: if_any(row, 8)?.filter(|phone| !phone.is_empty()).map(mask::phone),
        card_masked: if_any(row, 9)?.filter(|card| !card.is_empty()).map(mask::card),
        township: text(borrowed(row, 4)?),
        village: text(borrowed(row, 5)?),
        groups: groups.map(|held| held.label).collect(),
        last_gift: row::last_gift_of(conn, id)?,
        died_on: day(row, 6)?,
        left_on: day(row, 7)?,
    })
}
