//! Texts about a recipient: beside the masked ID number that person's birth date would be the number.

use std::cell::OnceCell;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension as _};

use crate::domain::ids::RecipientId;
use crate::domain::text::{CleanText, mask};
use crate::store::columns::parse_day;
use crate::store::file::error::Result;
use crate::store::register::Store;

/// The birth date behind the id of a recipient, of a gift or of a call.
pub(crate) const BIRTH: &str = "SELECT birth FROM recipient WHERE id = coalesce(
     (SELECT recipient FROM entry WHERE id = ?1), (SELECT recipient FROM visit WHERE id = ?1), ?1)";
/// As [`BIRTH`], behind the id of a recipient alone.
const OF_RECIPIENT: &str = "SELECT birth FROM recipient WHERE id = ?1";

/// Shows texts about one recipient. The birth date is looked up once, and only for a text that may hold one.
pub(crate) struct About<'a> {
    conn: &'a Connection,
    sql: &'static str,
    id: &'a str,
    birth: OnceCell<Option<NaiveDate>>,
}

/// A text about several people as it is shown, the birth dates of all of them masked.
pub(crate) fn text_of_all<'i>(
    conn: &Connection,
    stored: &str,
    ids: impl Iterator<Item = &'i String>,
) -> Result<CleanText> {
    let mut text = CleanText::shown(stored);
    if mask::may_hold_birth(stored) {
        for id in ids {
            text = About::recipient(conn, id).text(&text)?;
        }
    }
    Ok(text)
}

/// The ids that what an act tells holds: the other side of a merge, whom an answer is about.
pub(crate) fn ids_in(told: &str) -> Vec<String> {
    const LENGTH: usize = 36;
    let words = told.split(|c: char| !(c.is_ascii_hexdigit() || c == '-'));
    words.filter(|word| word.len() == LENGTH).map(str::to_owned).collect()
}

impl Store {
    /// A text about a recipient as it is shown, that person's birth date masked too.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn text_about(&self, id: RecipientId, text: &str) -> Result<CleanText> {
        About::recipient(&self.conn, &id.to_string()).text(text)
    }
}

impl<'a> About<'a> {
    /// Texts about the recipient of an id.
    pub(crate) fn recipient(conn: &'a Connection, id: &'a str) -> Self {
        Self { conn, sql: OF_RECIPIENT, id, birth: OnceCell::new() }
    }

    /// Texts about whom an id concerns: a recipient, or that of a gift or of a call.
    pub(crate) fn subject(conn: &'a Connection, id: &'a str) -> Self {
        Self { conn, sql: BIRTH, id, birth: OnceCell::new() }
    }

    /// A stored text on its way to a screen.
    pub(crate) fn text(&self, stored: &str) -> Result<CleanText> {
        Ok(CleanText::about(stored, self.birth_for(stored)?))
    }

    /// As [`About::text`], for a column that may be empty.
    pub(crate) fn maybe(&self, stored: Option<&str>) -> Result<Option<CleanText>> {
        stored.filter(|stored| !stored.is_empty()).map(|stored| self.text(stored)).transpose()
    }

    /// Whether a text would be shown otherwise than it is stored, for the birth date in it.
    pub(crate) fn masks(&self, stored: &str) -> Result<bool> {
        let birth = self.birth_for(stored)?;
        Ok(birth.is_some() && *mask::text_about(stored, birth) != *stored)
    }

    fn birth_for(&self, stored: &str) -> Result<Option<NaiveDate>> {
        if !mask::may_hold_birth(stored) {
            return Ok(None);
        }
        if let Some(birth) = self.birth.get() {
            return Ok(*birth);
        }
        // What is no day, in a damaged register, hides nothing.
        let birth = self
            .conn
            .prepare_cached(self.sql)?
            .query_row([self.id], |row| Ok(row.get_ref(0)?.as_bytes_or_null()?.and_then(parse_day)))
            .optional()?
            .flatten();
        Ok(*self.birth.get_or_init(|| birth))
    }
}
