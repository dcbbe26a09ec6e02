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
    pub(super) village: Option<&'a CleanText>,
    pub(super) address: Option<&'a CleanText>,
    pub(super) note: Option<&'a CleanText>,
    pub(super) groups: &'a [Held],
    pub(super) categories: &'a [Held],
}

/// Adds a recipient; answers its local number. Standings are the caller's to bring up to date.
pub(super) fn add(conn: &Connection, new: &Newcomer<'_>) -> Result<i64> {
    let readings = Readings::of(new.name);
    let village =
        names::village_no(conn, new.township, new.village.map(CleanText::as_str).unwrap_or_default())?;
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
        village,
        filled(new.address),
        filled(new.note),
    ])?;
    let no = conn.last_insert_rowid();
    add_keys(conn, no, new.name, &readings, id_key.as_deref(), phone)?;
    set_groups(conn, no, new.groups)?;
    set_categories(conn, no, new.categories)?;
    Ok(no)
}

/// A text that says something.
pub(super) fn filled(text: Option<&CleanText>) -> Option<&str> {
    text.map(CleanText::as_str).filter(|text| !text.is_empty())
}

/// Replaces the groups held.
pub(super) fn set_groups(conn: &Connection, no: i64, groups: &[Held]) -> Result<()> {
    conn.prepare_cached("DELETE FROM group_held WHERE recipient = ?1")?.execute([no])?;
    for held in groups {
        conn.prepare_cached(
            "INSERT INTO group_held (recipient, visit_group, held_from, held_to) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute((no, names::group_no(conn, &held.label)?, held.from, held.until))?;
    }
    Ok(())
}

/// Replaces the categories held.
fn set_categories(conn: &Connection, no: i64, categories: &[Held]) -> Result<()> {
    conn.prepare_cached("DELETE FROM category_held WHERE recipient = ?1")?.execute([no])?;
    for held in categories {
        conn.prepare_cached(
            "INSERT INTO category_held (recipient, category, held_from, held_to) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute((no, names::category_no(conn, &held.label)?, held.from, held.until))?;
    }
    Ok(())
}

/// Writes the search keys of a recipient afresh.
pub(super) fn rekey(conn: &Connection, no: i64) -> Result<()> {
    conn.prepare_cached("DELETE FROM search_key WHERE recipient = ?1")?.execute([no])?;
    let (name, id_key, phone) = conn
        .prepare_cached("SELECT name, id_key, phone FROM recipient WHERE no = ?1")?
        .query_row([no], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?, row.get::<_, Option<String>>(2)?))
        })?;
    add_keys(conn, no, &name, &Readings::of(&name), id_key.as_deref(), phone.as_deref())
}

/// Adds the search keys of a recipient. The name stands there whole and from each later character on,
/// so that a given name alone is found by its beginning too.
fn add_keys(
    conn: &Connection,
    no: i64,
    name: &str,
    readings: &Readings,
    id_key: Option<&str>,
    phone: Option<&str>,
) -> Result<()> {
    let mut add = conn.prepare_cached("INSERT OR IGNORE INTO search_key (key, recipient) VALUES (?1, ?2)")?;
    let folded = search::fold(name);
    for (at, _) in folded.char_indices() {
        let rest = folded.get(at..).unwrap_or_default();
        if at == 0 || rest.chars().nth(1).is_some() {
            add.execute((rest, no))?;
        }
    }
    let mut failed = None;
    readings.each_key(|key| {
        if failed.is_none() {
            failed = add.execute((key, no)).err();
        }
    });
    if let Some(error) = failed {
        return Err(error.into());
    }
    if let Some(id) = id_key {
        add.execute((format!("#{}", backwards(id)), no))?;
    }
    if let Some(phone) = phone {
        add.execute((format!("%{}", backwards(phone)), no))?;
        add.execute((format!("+{phone}"), no))?;
    }
    Ok(())
}

/// Digits from their end, so that a tail is a prefix.
pub(super) fn backwards(digits: &str) -> String {
    digits.chars().rev().collect()
}
