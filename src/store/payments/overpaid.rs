//! What was paid for months after a death that became known later.

use crate::domain::money::Fen;
use crate::domain::payment::figures::Overpaid;
use crate::domain::payment::overpaid_months;
use crate::store::codec::{entry_id, recipient_id};
use crate::store::columns::{borrowed, text};
use crate::store::file::error::Result;
use crate::store::payments::facts::{HUMAN, months};
use crate::store::recipients::about::About;
use crate::store::register::Store;

impl Store {
    /// Payments of which something is left that covers whole months after the death of whom they were for, by name.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn overpaid(&self) -> Result<Vec<Overpaid>> {
        // Both histories of two that are one human count, also where the death was told of the one that was merged.
        let ids = HUMAN.replace("?1", "r.id");
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT p.local_id, p.id, p.recipient, r.name, r.died_on, g.name, p.cash_fen,
                    p.cash_fen + coalesce((SELECT sum(x.cash_fen) FROM entry AS x WHERE x.concerns = p.id
                      AND NOT EXISTS (SELECT 1 FROM entry AS y WHERE y.reverses = x.id)), 0),
                    p.period_from, p.period_to,
                    coalesce((SELECT -sum(x.cash_fen) FROM entry AS x WHERE x.concerns = p.id AND x.kind = 'recovery'
                      AND NOT EXISTS (SELECT 1 FROM entry AS y WHERE y.reverses = x.id)), 0)
             FROM recipient AS r CROSS JOIN entry AS p ON p.recipient IN {ids} JOIN programme AS g ON g.code = p.programme
             WHERE r.died_on IS NOT NULL AND p.kind = 'payment' AND p.concerns IS NULL AND p.period_to > r.died_on
               AND (r.merged_into IS NULL
                    OR (SELECT died_on FROM recipient AS o WHERE o.local_id = r.merged_into) IS NULL)
               AND NOT EXISTS (SELECT 1 FROM entry AS y WHERE y.reverses = p.id)
             ORDER BY r.pinyin, p.local_id",
        ))?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let Some(months) = months(row, 8)? else { continue };
            let fen = |at: usize| row.get(at).map(Fen::new);
            let sums = [fen(6)?, fen(7)?, fen(10)?];
            let died_on = row.get(4)?;
            let Some((over, sum)) = overpaid_months(months, died_on, sums) else { continue };
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
