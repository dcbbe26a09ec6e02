//! Whom a row of a payroll means.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use crate::domain::ids::RecipientId;
use crate::domain::text::{CleanText, mask};
use crate::store::codec::recipient_id;
use crate::store::columns::{text, unmasked};
use crate::store::file::error::Result;
use crate::store::outgoing::numbers::FullNumbers;
use crate::store::register::Store;
use crate::store::standing::{facts, shared};

/// Somebody whom a payroll pays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payee {
    /// Who, by now.
    pub id: RecipientId,
    /// The registration that bears the number.
    pub own: RecipientId,
    /// The name of that one.
    pub name: CleanText,
    /// The name of the one that it was merged into.
    pub by_now: Option<CleanText>,
    /// The card in full: it is compared and never shown.
    pub card: Option<CleanText>,
}

impl Store {
    /// Who bears an ID number, in its form of 18 characters; of those who were merged who that is by now.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn payee(&self, id_key: &str) -> Result<Option<Payee>> {
        let found: Option<(i64, String, String)> = self
            .conn
            .prepare_cached(
                "SELECT local_id, id, name FROM recipient WHERE id_key = ?1 AND held_on IS NULL
                 ORDER BY merged_into IS NOT NULL LIMIT 1",
            )?
            .query_row([id_key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let Some((no, own, name)) = found else { return Ok(None) };
        let root = shared::root(&self.conn, no)?;
        let (id, by_now, card): (String, String, Option<String>) = self
            .conn
            .prepare_cached(
                "SELECT o.id, o.name, coalesce(o.card, r.card) FROM recipient AS r JOIN recipient AS o
                 WHERE r.local_id = ?1 AND o.local_id = ?2",
            )?
            .query_row([no, root], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(Some(Payee {
            id: recipient_id(&id)?,
            own: recipient_id(&own)?,
            name: text(&name),
            by_now: (root != no).then(|| text(&by_now)),
            card: unmasked(card),
        }))
    }

    /// Everybody who has a card, each as the one that it is by now, once.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn payees_of_card(&self, card: &str) -> Result<Vec<Payee>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT local_id, id, name FROM recipient WHERE card = ?1 AND held_on IS NULL ORDER BY local_id",
        )?;
        let mut rows = statement.query([card])?;
        let mut found: Vec<Payee> = Vec::new();
        while let Some(row) = rows.next()? {
            let (no, own, name): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let root = shared::root(&self.conn, no)?;
            let (id, by_now) = shared::named(&self.conn, root)?;
            if !found.iter().any(|known| known.id == id) {
                found.push(Payee {
                    id,
                    own: recipient_id(&own)?,
                    name: text(&name),
                    by_now: (root != no).then(|| text(&by_now)),
                    card: Some(CleanText::unmasked(card)),
                });
            }
        }
        Ok(found)
    }

    /// The categories that somebody holds on a day, by name.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn categories_on(&self, id: RecipientId, on: NaiveDate) -> Result<Vec<CleanText>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT DISTINCT c.name FROM category_held AS h JOIN category AS c ON c.local_id = h.category
             JOIN recipient AS r ON r.local_id = h.recipient
             WHERE r.id = ?1 AND coalesce(h.held_from, '') <= ?2 AND coalesce(h.held_to, '9') >= ?2 ORDER BY c.local_id",
        )?;
        let names = statement.query_map((id.to_string(), on.to_string()), |row| row.get::<_, String>(0))?;
        Ok(names.map(|name| name.map(|name| text(&name))).collect::<rusqlite::Result<_>>()?)
    }

    /// Who somebody is by now: of somebody who was merged the last one.
    ///
    /// # Errors
    /// Somebody who is not registered; storage troubles.
    pub fn stays_as(&self, id: RecipientId) -> Result<RecipientId> {
        let root = shared::root(&self.conn, facts::number_of(&self.conn, id)?)?;
        Ok(shared::named(&self.conn, root)?.0)
    }

    /// Whose card it is, each as the one that it is by now.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn card_holders(&self, card: &str) -> Result<Vec<RecipientId>> {
        let mut statement =
            self.conn.prepare_cached("SELECT local_id FROM recipient WHERE card = ?1 AND held_on IS NULL")?;
        let numbers =
            statement.query_map([card], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
        let mut holders = Vec::new();
        for no in numbers {
            holders.push(shared::named(&self.conn, shared::root(&self.conn, no)?)?.0);
        }
        holders.sort_unstable();
        holders.dedup();
        Ok(holders)
    }

    /// The card of somebody in full: it is compared and never shown.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn payee_card(&self, id: RecipientId) -> Result<Option<CleanText>> {
        let card = self
            .conn
            .prepare_cached("SELECT card FROM recipient WHERE id = ?1")?
            .query_row([id.to_string()], |row| row.get::<_, Option<String>>(0))
            .optional()?;
        Ok(unmasked(card.flatten()))
    }

    /// The ID number and the card of somebody, masked where nobody holds them in full.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn payee_numbers(
        &self,
        id: RecipientId,
        numbers: Option<&FullNumbers>,
    ) -> Result<[Option<CleanText>; 2]> {
        let found: Option<[Option<String>; 2]> = self
            .conn
            .prepare_cached("SELECT id_number, card FROM recipient WHERE id = ?1")?
            .query_row([id.to_string()], |row| Ok([row.get(0)?, row.get(1)?]))
            .optional()?;
        let [own, card] = found.unwrap_or_default().map(|one| one.filter(|one| !one.is_empty()));
        let shown = |number: Option<String>, masked: fn(&str) -> CleanText| {
            number
                .map(|number| if numbers.is_some() { CleanText::unmasked(&number) } else { masked(&number) })
        };
        Ok([shown(own, mask::id), shown(card, mask::card)])
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
        category_named(&self.conn, said)
    }
}

/// The category that is called so, or by another name.
pub(crate) fn category_named(conn: &Connection, said: &str) -> Result<Option<CleanText>> {
    let found: Option<String> = conn
        .prepare_cached(
            "SELECT c.name FROM category AS c LEFT JOIN category_alias AS a ON a.category = c.local_id
             WHERE c.name = ?1 OR a.alias = ?1 LIMIT 1",
        )?
        .query_row([said], |row| row.get(0))
        .optional()?;
    Ok(found.map(|name| text(&name)))
}
