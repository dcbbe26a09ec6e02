//! Payments as lists show them.

use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};

use crate::domain::ids::EntryId;
use crate::domain::money::Fen;
use crate::domain::payment::PayDetail;
use crate::domain::payment::figures::{PaymentLine, PaymentQuery};
use crate::domain::text::CleanText;
use crate::store::codec::{entry_id, recipient_id};
use crate::store::columns::{borrowed, if_any, maybe, text};
use crate::store::file::error::Result;
use crate::store::payments::facts::{HUMAN, months};
use crate::store::recipients::about::About;
use crate::store::register::Store;

/// The columns of a line.
const LINE: &str =
    "e.local_id, e.id, e.kind, e.programme, p.name, e.recipient, e.name, e.township_name, e.period_from,
    e.period_to, e.subject, e.cash_fen, e.paid_on, e.payee, coalesce(e.concerns, e.reverses),
    (SELECT id FROM entry WHERE reverses = e.id LIMIT 1), e.reason, e.detail, e.payroll,
    CASE WHEN e.kind = 'payment' AND e.concerns IS NULL THEN e.cash_fen + coalesce((
      SELECT sum(x.cash_fen) FROM entry AS x WHERE x.concerns = e.id
        AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = x.id)), 0) ELSE 0 END";

/// An object as it is kept.
pub(crate) fn detail(kept: Option<&str>) -> PayDetail {
    let mut detail = PayDetail::default();
    let kept: serde_json::Map<String, serde_json::Value> =
        kept.and_then(|kept| serde_json::from_str(kept).ok()).unwrap_or_default();
    for (key, value) in kept {
        if let Some(value) = value.as_str() {
            detail.set(&key, text(value));
        }
    }
    detail
}

impl Store {
    /// Payments, newest first, what concerns them among them.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn payments(&self, query: &PaymentQuery) -> Result<Vec<PaymentLine>> {
        let mut sql = format!(
            "SELECT {LINE} FROM entry AS e JOIN programme AS p ON p.code = e.programme WHERE e.round IS NULL"
        );
        let mut values: Vec<Value> = Vec::new();
        let mut add = |condition: &str, value: Value| {
            values.push(value);
            sql.push_str(&condition.replace('?', &format!("?{}", values.len())));
        };
        if let Some(id) = query.recipient {
            add(&format!(" AND e.recipient IN {}", HUMAN.replace("?1", "?")), Value::Text(id.to_string()));
        }
        if let Some(year) = query.year {
            add(" AND substr(e.paid_on, 1, 4) = ?", Value::Text(format!("{year:04}")));
        }
        if let Some(code) = &query.programme {
            add(" AND e.programme = ?", Value::Text(code.to_string()));
        }
        if let Some(payroll) = query.payroll {
            add(" AND e.payroll = ?", Value::Text(payroll.to_string()));
        }
        if let Some(entry) = query.entry {
            add(" AND e.id = ?", Value::Text(entry.to_string()));
        }
        if let Some(before) = query.before {
            add(" AND e.local_id < ?", Value::Integer(before));
        }
        sql.push_str(" ORDER BY e.local_id DESC");
        if let Some(limit) = query.limit {
            sql.push_str(" LIMIT ");
            sql.push_str(&limit.to_string());
        }
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(self.payment_line(row)?);
        }
        Ok(found)
    }

    /// What failed of a payment and was not paid again.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn open_of(&self, id: EntryId) -> Result<Fen> {
        let fen: i64 = self.conn.prepare_cached(
            "SELECT -coalesce(sum(cash_fen), 0) FROM entry AS x WHERE concerns = ?1 AND kind <> 'recovery'
               AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = x.id)",
        )?.query_row([id.to_string()], |row| row.get(0))?;
        Ok(Fen::new(fen))
    }

    fn payment_line(&self, row: &Row<'_>) -> Result<PaymentLine> {
        let recipient: Option<String> = row.get(5)?;
        let about = About::recipient(&self.conn, recipient.as_deref().unwrap_or_default());
        let id = |at: usize| -> Result<_> {
            row.get::<_, Option<String>>(at)?.map(|id| entry_id(&id)).transpose()
        };
        let word = |at: usize| -> Result<CleanText> { Ok(text(borrowed(row, at)?)) };
        Ok(PaymentLine {
            no: row.get(0)?,
            id: entry_id(&row.get::<_, String>(1)?)?,
            kind: word(2)?,
            programme: word(3)?,
            programme_name: word(4)?,
            recipient: recipient.as_deref().map(recipient_id).transpose()?,
            name: about.text(borrowed(row, 6)?)?,
            township: maybe(row.get(7)?),
            months: months(row, 8)?,
            subject: maybe(row.get(10)?),
            amount: Fen::new(row.get(11)?),
            left: Fen::new(row.get(19)?),
            on: row.get(12)?,
            payee: about.maybe(if_any(row, 13)?)?,
            concerns: id(14)?,
            reversed_by: id(15)?,
            reason: about.maybe(if_any(row, 16)?)?,
            detail: detail(if_any(row, 17)?),
            payroll: id(18)?,
        })
    }
}
