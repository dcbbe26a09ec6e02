//! One human, one recipient: whom of the register a person at hand may be (疑似同一人).
//!
//! A roster's rows are told apart by the same two rules: [`matching::alike`] for those without a number of their own,
//! and [`is_slip`] for those with one. Of whom nothing tells apart ([`matching::nothing_tells_apart`]) a roster only warns.

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::domain::idcard::is_slip;
use crate::domain::person::{Objection, PersonRule, Resembling};
use crate::domain::search;
use crate::domain::text::{CleanText, mask, same_name};
use crate::domain::unit_name::is_like_a_unit;
use crate::store::codec::recipient_id;
use crate::store::columns::{day, text};
use crate::store::file::error::Result;
use crate::store::import::matching;
use crate::store::recipients::status;
use crate::store::search::keys::PHONE;
use crate::store::standing::shared;

/// What a person is told apart by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Identity {
    pub(crate) name: String,
    pub(crate) township: String,
    /// Empty if not known.
    pub(crate) village: String,
    pub(crate) birth: Option<NaiveDate>,
    pub(crate) id_key: Option<String>,
    pub(crate) phone: Option<String>,
}

/// Those with an ID number, by its 18-character form; whoever was merged leads to who that is by now.
pub(crate) const BY_ID: &str = "SELECT local_id FROM recipient WHERE id_key = ?1";
/// Those of a name, however it is written ([`search::fold`]), wherever they live.
pub(crate) const BY_NAME: &str =
    "SELECT k.recipient FROM search_key AS k JOIN recipient AS r ON r.local_id = k.recipient
     WHERE k.key = ?1 AND r.kind = 'person'";
/// A unit of a name, however it is written.
pub(crate) const UNIT_OF_NAME: &str =
    "SELECT 1 FROM search_key AS k JOIN recipient AS r ON r.local_id = k.recipient
     WHERE k.key = ?1 AND r.kind = 'unit' AND r.merged_into IS NULL";
/// Those with a phone, by its search key.
pub(crate) const BY_PHONE: &str = "SELECT recipient FROM search_key WHERE key = ?1";

const FACTS: &str = "SELECT r.name, r.township, v.name, r.birth, r.id_key, r.phone, r.id, r.id_number, t.name
     FROM recipient AS r JOIN village AS v ON v.local_id = r.village JOIN township AS t ON t.code = r.township
     WHERE r.local_id = ?1";

/// Of so many resembling each other all are one way or the other the same finding.
const TOLD_MAX: usize = 5;

/// Whom a person may be, beside the recipient `own`; where facts were mended, only by what differs from `before`.
pub(crate) fn find(
    conn: &Connection,
    own: Option<i64>,
    person: &Identity,
    before: Option<&Identity>,
) -> Result<Vec<Objection>> {
    let is_new = |same: fn(&Identity, &Identity) -> bool| before.is_none_or(|before| !same(person, before));
    let mut found: Vec<Objection> = Vec::new();
    let mut others: Vec<i64> = Vec::new();
    for (sql, key) in [
        (BY_ID, person.id_key.clone()),
        (BY_NAME, Some(search::fold(&person.name))),
        (BY_PHONE, person.phone.as_ref().map(|phone| format!("{PHONE}{phone}"))),
    ] {
        let Some(key) = key else { continue };
        let mut statement = conn.prepare_cached(sql)?;
        for no in statement.query_map([key], |row| row.get::<_, i64>(0))? {
            others.push(no?);
        }
    }
    others.sort_unstable();
    others.dedup();
    let mut told_of: Vec<(i64, PersonRule)> = Vec::new();
    for no in others {
        let root = shared::root(conn, no)?;
        if Some(root) == own || status::is_withdrawn(conn, root)? {
            continue;
        }
        let (other, shown) = read(conn, no)?;
        let Some(rule) = resembles(person, &other) else { continue };
        let shown = if root == no { shown } else { read(conn, root)?.1 };
        let told = match rule {
            PersonRule::Registered | PersonRule::IdOfAnother => is_new(|a, b| a.id_key == b.id_key),
            PersonRule::LikeId => {
                is_new(|a, b| (&a.id_key, &a.name, &a.township) == (&b.id_key, &b.name, &b.township))
            }
            PersonRule::SameBirth => is_new(|a, b| (a.birth, &a.name) == (b.birth, &b.name)),
            PersonRule::SamePhone => is_new(|a, b| a.phone == b.phone),
            PersonRule::SamePerson
            | PersonRule::CheckDigit(_)
            | PersonRule::BirthDiffers
            | PersonRule::SexDiffers
            | PersonRule::Birth
            | PersonRule::Name
            | PersonRule::UnitName
            | PersonRule::Phone
            | PersonRule::Card
            | PersonRule::GroupKind
            | PersonRule::Days
            | PersonRule::NotYet
            | PersonRule::BeforeBirth
            | PersonRule::UnitDies
            | PersonRule::Withdrawn => {
                is_new(|a, b| Identity { phone: None, ..a.clone() } == Identity { phone: None, ..b.clone() })
            }
        };
        if told && found.len() < TOLD_MAX && !told_of.contains(&(root, rule)) {
            told_of.push((root, rule));
            found.push(Objection { rule, other: Some(shown) });
        }
    }
    found.sort_by_key(|one| one.rule);
    Ok(found)
}

/// The first rule by which two are one human.
pub(crate) fn resembles(one: &Identity, other: &Identity) -> Option<PersonRule> {
    let namesakes = same_name(&one.name, &other.name);
    let keys = one.id_key.as_deref().zip(other.id_key.as_deref());
    let neighbours = namesakes && one.township == other.township;
    if keys.is_some_and(|(one, other)| one == other) {
        Some(if namesakes { PersonRule::Registered } else { PersonRule::IdOfAnother })
    } else if neighbours && keys.is_some_and(|(one, other)| is_slip(one, other)) {
        Some(PersonRule::LikeId)
    } else if neighbours
        && keys.is_none()
        && (matching::alike(one.birth, &one.village, other.birth, &other.village)
            || matching::nothing_tells_apart(one.birth, &one.village, other.birth, &other.village))
    {
        Some(PersonRule::SamePerson)
    } else if namesakes && one.birth.is_some() && one.birth == other.birth {
        Some(PersonRule::SameBirth)
    } else if one.phone.is_some() && one.phone == other.phone {
        Some(PersonRule::SamePhone)
    } else {
        None
    }
}

/// Whether a name is that of a unit: one that is registered, or by its words.
pub(crate) fn is_of_unit(conn: &Connection, name: &str) -> Result<bool> {
    if is_like_a_unit(name) {
        return Ok(true);
    }
    let mut statement = conn.prepare_cached(UNIT_OF_NAME)?;
    Ok(statement.exists([search::fold(name)])?)
}

/// What a recipient is told apart by.
pub(crate) fn identity(conn: &Connection, no: i64) -> Result<Identity> {
    Ok(read(conn, no)?.0)
}

fn read(conn: &Connection, no: i64) -> Result<(Identity, Resembling)> {
    let mut statement = conn.prepare_cached(FACTS)?;
    let (identity, id, name, id_masked, place) = statement.query_row([no], |row| {
        let identity = Identity {
            name: row.get(0)?,
            township: row.get(1)?,
            village: row.get(2)?,
            birth: day(row, 3)?,
            id_key: row.get(4)?,
            phone: row.get::<_, Option<String>>(5)?.filter(|phone| !phone.is_empty()),
        };
        let number: Option<String> = row.get(7)?;
        let place = [row.get::<_, String>(8)?, identity.village.clone()].concat();
        let name = CleanText::about(&identity.name, identity.birth);
        let masked = number.map(|number| mask::id(&number));
        Ok((identity, row.get::<_, String>(6)?, name, masked, text(&place)))
    })?;
    Ok((identity, Resembling { id: recipient_id(&id)?, name, id_masked, place }))
}
