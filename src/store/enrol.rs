//! Adding recipients, with the labels they hold and the keys by which search finds them.

use chrono::NaiveDate;
use rusqlite::Connection;

use super::keys::Derived;
use super::sorting::KeySorter;
use super::tallying::{Counts, Tallying};
use super::{Result, names, rows};
use crate::domain::idcard::IdNumber;
use crate::domain::ids::RecipientId;
use crate::domain::place::TownshipCode;
use crate::domain::recipient::{Held, Kind, Sex};
use crate::domain::text::CleanText;

/// A recipient to add.
pub(super) struct Newcomer<'a> {
    pub(super) id: RecipientId,
    pub(super) kind: Kind,
    pub(super) name: &'a CleanText,
    pub(super) sex: Option<Sex>,
    pub(super) birth: Option<NaiveDate>,
    pub(super) id_number: Option<&'a IdNumber>,
    pub(super) phone: Option<&'a CleanText>,
    pub(super) card: Option<&'a CleanText>,
    pub(super) township: &'a TownshipCode,
    /// The local number of the village.
    pub(super) village: i64,
    pub(super) address: Option<&'a CleanText>,
    pub(super) note: Option<&'a CleanText>,
    pub(super) groups: &'a [Held],
    pub(super) categories: &'a [Held],
}

/// Adds a recipient; answers its local number. Standings are the caller's to bring up to date, and so are
/// the search keys where an import stages them.
pub(super) fn add(
    conn: &Connection,
    new: &Newcomer<'_>,
    derived: &Derived,
    staged: Option<&mut KeySorter>,
    tally: &mut Tallying,
) -> Result<i64> {
    let id_key = new.id_number.map(IdNumber::key);
    conn.prepare_cached(
        "INSERT INTO recipient (id, kind, name, pinyin, sex, birth, id_number, id_key, phone, card, township,
                                village, address, note)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?
    .execute(rusqlite::params![
        new.id.to_string(),
        rows::kind_code(new.kind),
        new.name.as_str(),
        derived.pinyin,
        new.sex.map(rows::sex_code),
        new.birth,
        new.id_number.map(IdNumber::as_str),
        id_key,
        filled(new.phone),
        filled(new.card),
        new.township.0,
        new.village,
        filled(new.address),
        filled(new.note),
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
    add_groups(conn, no, new.groups)?;
    add_categories(conn, no, new.categories)?;
    Ok(no)
}

/// Gives a recipient another place; whether it had not that one already. Standings are the caller's to bring
/// up to date.
pub(super) fn move_to(conn: &Connection, no: i64, township: &TownshipCode, village: i64) -> Result<bool> {
    let (kind, from, of) = conn
        .prepare_cached("SELECT kind, township, village FROM recipient WHERE no = ?1")?
        .query_row([no], |row| {
            Ok((rows::kind(&row.get::<_, String>(0)?), TownshipCode(row.get(1)?), row.get::<_, i64>(2)?))
        })?;
    if (&from, of) == (township, village) {
        return Ok(false);
    }
    conn.prepare_cached("UPDATE recipient SET township = ?2, village = ?3 WHERE no = ?1")?.execute((
        no,
        &township.0,
        village,
    ))?;
    let mut tally = Tallying::default();
    tally.shift(None, kind, &from, of, Counts::PERSON.less());
    tally.shift(None, kind, township, village, Counts::PERSON);
    tally.settle(conn)?;
    Ok(true)
}

/// What is derived from a newcomer that is at hand.
pub(super) fn derived(new: &Newcomer<'_>) -> Derived {
    let id_key = new.id_number.map(IdNumber::key);
    Derived::of(new.name, id_key.as_deref(), filled(new.phone))
}

/// A text that says something.
pub(super) fn filled(text: Option<&CleanText>) -> Option<&str> {
    text.map(CleanText::as_str).filter(|text| !text.is_empty())
}

/// Replaces the groups held.
pub(super) fn set_groups(conn: &Connection, no: i64, groups: &[Held]) -> Result<()> {
    conn.prepare_cached("DELETE FROM group_held WHERE recipient = ?1")?.execute([no])?;
    add_groups(conn, no, groups)
}

fn add_groups(conn: &Connection, no: i64, groups: &[Held]) -> Result<()> {
    for held in groups {
        conn.prepare_cached(
            "INSERT INTO group_held (recipient, visit_group, held_from, held_to) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute((no, names::group_no(conn, &held.label)?, held.from, held.until))?;
    }
    Ok(())
}

fn add_categories(conn: &Connection, no: i64, categories: &[Held]) -> Result<()> {
    for held in categories {
        conn.prepare_cached(
            "INSERT INTO category_held (recipient, category, held_from, held_to) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute((no, names::category_no(conn, &held.label)?, held.from, held.until))?;
    }
    Ok(())
}

/// What search finds a recipient by.
pub(super) struct Sought {
    name: String,
    id_key: Option<String>,
    phone: Option<String>,
}

/// Reads what a recipient is found by, before a change: [`rekey`] takes it.
pub(super) fn sought(conn: &Connection, no: i64) -> Result<Sought> {
    Ok(conn
        .prepare_cached("SELECT name, id_key, phone FROM recipient WHERE no = ?1")?
        .query_row([no], |row| Ok(Sought { name: row.get(0)?, id_key: row.get(1)?, phone: row.get(2)? }))?)
}

/// Replaces the search keys that a recipient had when it was `before`.
pub(super) fn rekey(conn: &Connection, no: i64, before: &Sought) -> Result<()> {
    let mut remove =
        conn.prepare_cached("DELETE FROM search_key WHERE key = ?1 AND rank = ?2 AND recipient = ?3")?;
    before.derived().each_key(|key, rank| Ok(remove.execute((key, rank, no)).map(drop)?))?;
    add_keys(conn, no, &sought(conn, no)?.derived())
}

impl Sought {
    fn derived(&self) -> Derived {
        Derived::of(&self.name, self.id_key.as_deref(), self.phone.as_deref())
    }
}

/// Adds the search keys of a recipient.
fn add_keys(conn: &Connection, no: i64, derived: &Derived) -> Result<()> {
    let mut add =
        conn.prepare_cached("INSERT OR IGNORE INTO search_key (key, rank, recipient) VALUES (?1, ?2, ?3)")?;
    derived.each_key(|key, rank| Ok(add.execute((key, rank, no)).map(drop)?))?;
    conn.prepare_cached("INSERT OR REPLACE INTO initials (recipient, packed) VALUES (?1, ?2)")?
        .execute((no, derived.packed))?;
    Ok(())
}
