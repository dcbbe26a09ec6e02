//! What somebody was paid of programmes, in sums, and what comes next: for the door.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};
use rusqlite::OptionalExtension as _;

use crate::domain::error::RegisterError;
use crate::domain::ids::RecipientId;
use crate::domain::money::Fen;
use crate::domain::payment::figures::{PaymentLine, PaymentQuery, PersonPaid, PersonSum};
use crate::domain::payment::next::{leads_on, next_payments, rank, series};
use crate::domain::programme::Programme;
use crate::domain::text::{CleanText, mask};
use crate::store::columns::text;
use crate::store::file::error::Result;
use crate::store::payments::facts::HUMAN;
use crate::store::register::Store;

impl Store {
    /// What a human was paid by programme, in the year of a day and in all years, and what comes next. The index of a human's
    /// entries leads to them; of each programme the newest payment is read in full, for what comes next.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn person_paid(&self, id: RecipientId, today: NaiveDate) -> Result<PersonPaid> {
        let year = format!("{:04}", today.year());
        let mut statement = self.conn.prepare_cached(&person_sums())?;
        let mut rows = statement.query((id.to_string(), &year))?;
        let mut sums = Vec::new();
        while let Some(row) = rows.next()? {
            sums.push(PersonSum {
                code: text(&row.get::<_, String>(0)?),
                name: text(&row.get::<_, String>(1)?),
                year: Fen::new(row.get(2)?),
                amount: Fen::new(row.get(3)?),
                own: Fen::new(row.get(4)?),
            });
        }
        let known: Option<(Option<String>, bool)> = self
            .conn
            .prepare_cached("SELECT card, died_on IS NOT NULL FROM recipient WHERE id = ?1")?
            .query_row([id.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let (card, is_dead) = known.unwrap_or_default();
        let next = if sums.is_empty() || is_dead {
            Vec::new()
        } else {
            let programmes = self.programmes()?;
            next_payments(&programmes, &self.newest_of_each(id, &programmes)?, today)
        };
        let card = card.filter(|card| !card.is_empty()).map(|card| mask::card(&card));
        Ok(PersonPaid { of: today.year(), sums, next, card })
    }

    /// Of each programme, and of each category or kind of one that is paid by months, the last payment that stands.
    fn newest_of_each(&self, id: RecipientId, programmes: &[Programme]) -> Result<Vec<PaymentLine>> {
        let mut newest: BTreeMap<(CleanText, CleanText), PaymentLine> = BTreeMap::new();
        let query = PaymentQuery { recipient: Some(id), ..PaymentQuery::default() };
        self.payment_rows(&query, |line| {
            let programme =
                programmes.iter().find(|one| one.code == line.programme).filter(|_| leads_on(&line));
            if let Some(programme) = programme {
                let name = (line.programme.clone(), series(programme, &line));
                if newest.get(&name).is_none_or(|known| rank(known) < rank(&line)) {
                    newest.insert(name, line);
                }
            }
            Ok::<_, RegisterError>(())
        })?;
        Ok(newest.into_values().collect())
    }
}

/// The SQL of the sums of a human by programme. The reversal of an earlier year is none of the year in which it is dated.
pub(crate) fn person_sums() -> String {
    format!(
        "SELECT p.code, p.name, coalesce(sum(e.cash_fen) FILTER (WHERE substr(e.paid_on, 1, 4) = ?2
                  AND (e.reverses IS NULL OR EXISTS (SELECT 1 FROM entry AS o WHERE o.id = e.reverses AND substr(o.paid_on, 1, 4) = ?2))), 0), sum(e.cash_fen),
                sum(sign(e.cash_fen) * coalesce(json_extract(e.detail, '$.own_fen'), 0))
         FROM entry AS e CROSS JOIN programme AS p ON p.code = e.programme
         WHERE e.recipient IN {HUMAN} AND +e.round IS NULL GROUP BY p.code ORDER BY p.code"
    )
}
