//! Adding recipients, with the labels they hold and the keys by which search finds them.

use chrono::NaiveDate;
use rusqlite::Connection;

use super::{Result, names, rows};
use crate::domain::idcard::IdNumber;
use crate::domain::ids::RecipientId;
use crate::domain::pinyin::Readings;
use crate::domain::place::TownshipCode;
use crate::domain::recipient::{Held, Kind, Sex};
use crate::domain::search;
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

/// Where new search keys go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keys {
    /// Into the index.
    Indexed,
    /// Aside, until a large import ends.
    Staged,
}

/// Adds a recipient; answers its local number. Standings are the caller's to bring up to date.
pub(super) fn add(conn: &Connection, new: &Newcomer<'_>, keys: Keys) -> Result<i64> {
    let readings = Readings::of(new.name);
    let id_key = new.id_number.map(IdNumber::key);
    let phone = filled(new.phone);
    conn.prepare_cached(
        "INSERT INTO recipient (id, kind, name, pinyin, sex, birth, id_number, id_key, phone, card, township,
                                village, address, note)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?
    .execute(rusqlite::params![
        new.id.to_string(),
        rows::kind_code(new.kind),
        new.name.as_str(),
        readings.main_full(),
        new.sex.map(rows::sex_code),
        new.birth,
        new.id_number.map(IdNumber::as_str),
        id_key,
        phone,
        filled(new.card),
        new.township.0,
        new.village,
        filled(new.address),
        filled(new.note),
    ])?;
    let no = conn.last_insert_rowid();
    add_keys(conn, no, new.name, &readings, id_key.as_deref(), phone, keys)?;
    add_groups(conn, no, new.groups)?;
    add_categories(conn, no, new.categories)?;
    Ok(no)
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
    let old = Readings::of(&before.name);
    each_key(&before.name, &old, before.id_key.as_deref(), before.phone.as_deref(), |key, rank| {
        Ok(remove.execute((key, rank, no)).map(drop)?)
    })?;
    let now = sought(conn, no)?;
    add_keys(
        conn,
        no,
        &now.name,
        &Readings::of(&now.name),
        now.id_key.as_deref(),
        now.phone.as_deref(),
        Keys::Indexed,
    )
}

/// Adds the search keys of a recipient.
fn add_keys(
    conn: &Connection,
    no: i64,
    name: &str,
    readings: &Readings,
    id_key: Option<&str>,
    phone: Option<&str>,
    keys: Keys,
) -> Result<()> {
    let mut add = conn.prepare_cached(match keys {
        Keys::Indexed => "INSERT OR IGNORE INTO search_key (key, rank, recipient) VALUES (?1, ?2, ?3)",
        Keys::Staged => "INSERT INTO temp.staged_key (key, rank, recipient) VALUES (?1, ?2, ?3)",
    })?;
    each_key(name, readings, id_key, phone, |key, rank| Ok(add.execute((key, rank, no)).map(drop)?))?;
    let packed = search::pack(&readings.main_initials()).cast_signed();
    conn.prepare_cached("INSERT OR REPLACE INTO initials (recipient, packed) VALUES (?1, ?2)")?
        .execute((no, packed))?;
    Ok(())
}

/// Visits the search keys of a recipient, with their ranks. The name stands there whole and, behind a
/// sign, from each later character on, so that a given name alone is found by its beginning too.
pub(super) fn each_key(
    name: &str,
    readings: &Readings,
    id_key: Option<&str>,
    phone: Option<&str>,
    mut visit: impl FnMut(&str, i64) -> Result<()>,
) -> Result<()> {
    let folded = search::fold(name);
    visit(&folded, 0)?;
    for ((at, _), lead) in folded.char_indices().zip(0..).skip(1) {
        let rest = folded.get(at..).unwrap_or_default();
        if rest.chars().nth(1).is_some() {
            visit(&format!("{LATER}{rest}"), lead)?;
        }
    }
    let main = [readings.main_full(), readings.main_initials()];
    let mut visited = Ok(());
    readings.each_key(|key| {
        if visited.is_ok() {
            visited = visit(key, i64::from(main.iter().all(|main| main != key)));
        }
    });
    visited?;
    if let Some(id) = id_key {
        visit(&format!("{ID_END}{}", backwards(id)), 0)?;
    }
    if let Some(phone) = phone {
        visit(&format!("{PHONE_END}{}", backwards(phone)), 0)?;
        visit(&format!("{PHONE}{phone}"), 0)?;
    }
    Ok(())
}

/// The sign before a name from a later character on.
pub(super) const LATER: char = '~';
/// The sign before an ID number from its end.
pub(super) const ID_END: char = '#';
/// The sign before a phone from its end.
pub(super) const PHONE_END: char = '%';
/// The sign before a phone from its front.
pub(super) const PHONE: char = '+';

/// Digits from their end, so that a tail is a prefix.
pub(super) fn backwards(digits: &str) -> String {
    digits.chars().rev().collect()
}
