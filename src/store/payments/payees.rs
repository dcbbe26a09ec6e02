//! Whom a row of a payroll means.

use rusqlite::OptionalExtension;

use crate::domain::ids::RecipientId;
use crate::domain::text::CleanText;
use crate::store::codec::recipient_id;
use crate::store::columns::{text, unmasked};
use crate::store::file::error::Result;
use crate::store::register::Store;

/// Somebody whom a payroll pays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payee {
    /// Who.
    pub id: RecipientId,
    /// The name.
    pub name: CleanText,
    /// The card in full: it is compared and never shown.
    pub card: Option<CleanText>,
}

impl Store {
    /// Who bears an ID number, in its form of 18 characters; of those who were merged who that is by now.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn payee(&self, id_key: &str) -> Result<Option<Payee>> {
        let found: Option<(String, String, Option<String>)> = self
            .conn
            .prepare_cached(
                "SELECT coalesce(o.id, r.id), r.name, coalesce(o.card, r.card) FROM recipient AS r
                 LEFT JOIN recipient AS o ON o.local_id = r.merged_into
                 WHERE r.id_key = ?1 AND r.held_on IS NULL ORDER BY r.merged_into IS NOT NULL LIMIT 1",
            )?
            .query_row([id_key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let Some((id, name, card)) = found else { return Ok(None) };
        Ok(Some(Payee { id: recipient_id(&id)?, name: text(&name), card: unmasked(card) }))
    }

    /// The name of somebody else whose card it is.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn card_of_another(&self, card: &str, own: RecipientId) -> Result<Option<CleanText>> {
        let found: Option<String> = self
            .conn
            .prepare_cached(
                "SELECT name FROM recipient WHERE card = ?1 AND id <> ?2 AND merged_into IS NULL AND held_on IS NULL LIMIT 1",
            )?
            .query_row((card, own.to_string()), |row| row.get(0))
            .optional()?;
        Ok(found.map(|name| text(&name)))
    }

    /// The category that is called so, or by another name.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn category_named(&self, said: &str) -> Result<Option<CleanText>> {
        let found: Option<String> = self
            .conn
            .prepare_cached(
                "SELECT c.name FROM category AS c LEFT JOIN category_alias AS a ON a.category = c.local_id
                 WHERE c.name = ?1 OR a.alias = ?1 LIMIT 1",
            )?
            .query_row([said], |row| row.get(0))
            .optional()?;
        Ok(found.map(|name| text(&name)))
    }
}
