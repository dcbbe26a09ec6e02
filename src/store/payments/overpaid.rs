//! What was paid for months after a death that became known later.

use crate::domain::money::Fen;
use crate::domain::payment::figures::Overpaid;
use crate::domain::payment::overpaid_months;
use crate::store::codec::{entry_id, recipient_id};
use crate::store::columns::{borrowed, text};
use crate::store::file::error::Result;
use crate::store::payments::facts::months;
use crate::store::recipients::about::About;
use crate::store::register::Store;

impl Store {
    /// Payments of which something is left that covers whole months after the death of whom they were for, by name.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn overpaid(&self) -> Result<Vec<Overpaid>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT p.local_id, p.id, p.recipient, r.name, r.died_on, g.name, p.cash_fen,
                    p.cash_fen + coalesce((SELECT sum(x.cash_fen) FROM entry AS x WHERE x.concerns = p.id
                      AND NOT EXISTS (SELECT 1 FROM entry AS y WHERE y.reverses = x.id)), 0),
                    p.period_from, p.period_to
             FROM recipient AS r CROSS JOIN entry AS p ON p.recipient = r.id JOIN programme AS g ON g.code = p.programme
             WHERE r.died_on IS NOT NULL AND p.kind = 'payment' AND p.concerns IS NULL AND p.period_to > r.died_on
               AND NOT EXISTS (SELECT 1 FROM entry AS y WHERE y.reverses = p.id)
             ORDER BY r.pinyin, p.local_id",
        )?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let Some(months) = months(row, 8)? else { continue };
            let (paid, left, died_on) = (Fen::new(row.get(6)?), Fen::new(row.get(7)?), row.get(4)?);
            let Some((over, sum)) = overpaid_months(months, died_on, [paid, left]) else { continue };
            let recipient: String = row.get(2)?;
            let name = About::recipient(&self.conn, &recipient).text(borrowed(row, 3)?)?;
            found.push(Overpaid {
                no: row.get(0)?,
                id: entry_id(&row.get::<_, String>(1)?)?,
                recipient: recipient_id(&recipient)?,
                name,
                died_on,
                programme: text(borrowed(row, 5)?),
                months: over,
                sum,
            });
        }
        Ok(found)
    }
}
