//! Adding recipients, with the labels they hold and the keys by which search finds them.

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::domain::idcard::IdNumber;
use crate::domain::ids::RecipientId;
use crate::domain::place::TownshipCode;
use crate::domain::recipient::{Held, Household, Kind, Sex};
use crate::domain::text::CleanText;
use crate::store::file::error::Result;
use crate::store::recipients::membership::{self, Origin};
use crate::store::search::key_sorter::KeySorter;
use crate::store::search::keys::{Home, SearchKeys};
use crate::store::standing::tally::{Counts, TallyDelta};
use crate::store::{codec, row_id};

/// A recipient to add.
pub(crate) struct NewRecipient<'a> {
    pub(crate) id: RecipientId,
    pub(crate) kind: Kind,
    pub(crate) name: &'a CleanText,
    pub(crate) sex: Option<Sex>,
    pub(crate) birth: Option<NaiveDate>,
    pub(crate) id_number: Option<&'a IdNumber>,
    pub(crate) phone: Option<&'a CleanText>,
    pub(crate) card: Option<&'a CleanText>,
    pub(crate) township: &'a TownshipCode,
    /// The local number of the village.
    pub(crate) village: i64,
    pub(crate) address: Option<&'a CleanText>,
    pub(crate) household: Option<Household>,
    pub(crate) note: Option<&'a CleanText>,
    pub(crate) groups: &'a [Held],
    pub(crate) categories: &'a [Held],
    pub(crate) origin: &'a Origin<'a>,
}

/// Adds a recipient; answers its local number. Standings are the caller's to bring up to date, and so are
/// the search keys where an import stages them.
pub(crate) fn add(
    conn: &Connection,
    new: &NewRecipient<'_>,
    derived: &SearchKeys,
    staged: Option<&mut KeySorter>,
    tally: &mut TallyDelta,
) -> Result<i64> {
    let id_key = new.id_number.map(IdNumber::key);
    conn.prepare_cached(
        "INSERT INTO recipient (id, kind, name, pinyin, sex, birth, id_number, id_key, phone, card, township,
                                village, address, household, note, entered_on, source)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
    )?
    .execute(rusqlite::params![
        new.id.to_string(),
        codec::kind_code(new.kind),
        new.name.as_str(),
        derived.pinyin,
        new.sex.map(codec::sex_code),
        new.birth,
        new.id_number.map(IdNumber::as_str),
        id_key,
        non_empty(new.phone),
        non_empty(new.card),
        new.township.0,
        new.village,
        non_empty(new.address),
        new.household.map(codec::household_code),
        non_empty(new.note),
        new.origin.day,
        new.origin.source,
    ])?;
    let no = conn.last_insert_rowid();
    tally.shift(None, new.kind, new.township, new.village, Counts::PERSON);
    match staged {
        Some(sorter) => {
            derived.each_key(|key, rank| sorter.push(key, rank, no))?;
            conn.prepare_cached("INSERT INTO initials (recipient, packed) VALUES (?1, ?2)")?
                .execute((no, derived.packed))?;
        }
        None => add_keys(conn, no, derived)?,
    }
    membership::add_groups(conn, no, new.groups, new.origin)?;
    membership::add_categories(conn, no, new.categories, new.origin)?;
    Ok(no)
}

/// Moves a recipient to a place and keeps the one it leaves; returns whether the place changed. A dry run has no
/// origin and keeps nothing. The caller brings the standings up to date.
pub(crate) fn move_to(
    conn: &Connection,
    no: i64,
    township: &TownshipCode,
    village: i64,
    origin: Option<&Origin<'_>>,
) -> Result<bool> {
    let (kind, from, of) = conn
        .prepare_cached("SELECT kind, township, village FROM recipient WHERE local_id = ?1")?
        .query_row([no], |row| {
            Ok((codec::kind(&row.get::<_, String>(0)?), TownshipCode(row.get(1)?), row.get::<_, i64>(2)?))
        })?;
    if (&from, of) == (township, village) {
        return Ok(false);
    }
    conn.prepare_cached("UPDATE recipient SET township = ?2, village = ?3 WHERE local_id = ?1")?
        .execute((no, &township.0, village))?;
    let Some(origin) = origin else { return Ok(true) };
    conn.prepare_cached(
        "INSERT INTO former_place (id, recipient, township, village, until_day, entered_on, source)
         VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6)",
    )?
    .execute((row_id::fresh(origin.ctx), no, &from.0, of, &origin.day, origin.source))?;
    let mut tally = TallyDelta::default();
    tally.shift(None, kind, &from, of, Counts::PERSON.less());
    tally.shift(None, kind, township, village, Counts::PERSON);
    tally.apply(conn)?;
    Ok(true)
}

/// What is derived from a newcomer that is at hand and lives in `village`.
pub(crate) fn derived(new: &NewRecipient<'_>, village: &str) -> SearchKeys {
    let id_key = new.id_number.map(IdNumber::key);
    let home = Home { address: non_empty(new.address), village };
    SearchKeys::of(new.name, id_key.as_deref(), non_empty(new.phone), home)
}

/// A text that says something.
pub(crate) fn non_empty(text: Option<&CleanText>) -> Option<&str> {
    text.map(CleanText::as_str).filter(|text| !text.is_empty())
}

/// What search finds a recipient by.
pub(crate) struct SearchFields {
    pub(crate) name: String,
    id_key: Option<String>,
    phone: Option<String>,
    address: Option<String>,
    village: String,
}

/// Reads what a recipient is found by, before a change: [`reindex`] takes it.
pub(crate) fn search_fields(conn: &Connection, no: i64) -> Result<SearchFields> {
    Ok(conn
        .prepare_cached(
            "SELECT r.name, r.id_key, r.phone, r.address, v.name FROM recipient AS r
             JOIN village AS v ON v.local_id = r.village WHERE r.local_id = ?1",
        )?
        .query_row([no], |row| {
            Ok(SearchFields {
                name: row.get(0)?,
                id_key: row.get(1)?,
                phone: row.get(2)?,
                address: row.get(3)?,
                village: row.get(4)?,
            })
        })?)
}

/// Brings the search keys up to date that a recipient had when it was `before`: those that go and those that come.
pub(crate) fn reindex(conn: &Connection, no: i64, before: &SearchFields) -> Result<()> {
    let (before, now) = (before.derived(), search_fields(conn, no)?.derived());
    let (old, new): (Vec<_>, Vec<_>) = (before.iter().collect(), now.iter().collect());
    let mut remove =
        conn.prepare_cached("DELETE FROM search_key WHERE key = ?1 AND rank = ?2 AND recipient = ?3")?;
    for (key, rank) in old.iter().filter(|key| !new.contains(key)) {
        remove.execute((key, rank, no))?;
    }
    let mut add = conn.prepare_cached(ADD)?;
    for (key, rank) in new.iter().filter(|key| !old.contains(key)) {
        add.execute((key, rank, no))?;
    }
    if before.packed != now.packed {
        conn.prepare_cached("UPDATE initials SET packed = ?2 WHERE recipient = ?1")?
            .execute((no, now.packed))?;
    }
    Ok(())
}

impl SearchFields {
    fn derived(&self) -> SearchKeys {
        let home = Home { address: self.address.as_deref(), village: &self.village };
        SearchKeys::of(&self.name, self.id_key.as_deref(), self.phone.as_deref(), home)
    }
}

const ADD: &str = "INSERT OR IGNORE INTO search_key (key, rank, recipient) VALUES (?1, ?2, ?3)";

/// Adds the search keys of a recipient.
fn add_keys(conn: &Connection, no: i64, derived: &SearchKeys) -> Result<()> {
    let mut add = conn.prepare_cached(ADD)?;
    derived.each_key(|key, rank| Ok(add.execute((key, rank, no)).map(drop)?))?;
    conn.prepare_cached("INSERT OR REPLACE INTO initials (recipient, packed) VALUES (?1, ?2)")?
        .execute((no, derived.packed))?;
    Ok(())
}
