//! Payments as lists show them.

use std::fmt::Write as _;

use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};

use crate::domain::error::RegisterError;
use crate::domain::ids::EntryId;
use crate::domain::money::Fen;
use crate::domain::page::{Page, Start};
use crate::domain::payment::PayDetail;
use crate::domain::payment::figures::{PaymentLine, PaymentQuery, PaymentSum};
use crate::domain::programme::fund_key;
use crate::domain::text::CleanText;
use crate::store::codec::{entry_id, recipient_id};
use crate::store::columns::{borrowed, if_any, maybe, text};
use crate::store::file::error::Result;
use crate::store::payments::facts::{HUMAN, months};
use crate::store::recipients::about::About;
use crate::store::register::Store;
use crate::store::rounds::parse_code;
use crate::store::standing::shared::human;

/// The columns of a line.
const LINE: &str =
    "e.local_id, e.id, e.kind, coalesce(e.programme, ''), coalesce(p.name, ''), e.recipient, e.name, e.township_name, e.period_from,
    e.period_to, e.subject, e.cash_fen, e.paid_on, e.payee, coalesce(e.concerns, e.reverses),
    (SELECT id FROM entry WHERE reverses = e.id LIMIT 1), e.reason, e.detail, e.payroll,
    CASE WHEN e.kind = 'payment' AND e.concerns IS NULL THEN e.cash_fen + coalesce((
      SELECT sum(x.cash_fen) FROM entry AS x WHERE x.concerns = e.id
        AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = x.id)), 0) ELSE 0 END,
    (SELECT local_id FROM entry WHERE id = coalesce(e.concerns, e.reverses)),
    (SELECT paid_on FROM entry WHERE id = coalesce(e.concerns, e.reverses)), e.round, e.goods, e.goods_fen";

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

/// Of an entry, what the funds bear whose names the value ?N lists: by its own lines, of a reversal by those of what it cancels,
/// else by the shares that its payment had; what does not divide goes with the lines behind, so that all funds come to all of it.
fn share(n: usize) -> String {
    let own = "o.entry = coalesce(e.reverses, e.id) AND o.kind = 'fund'";
    let named = format!("IN (SELECT value FROM json_each(?{n}))");
    format!(
        "CASE WHEN EXISTS (SELECT 1 FROM entry_line AS o WHERE {own})
           THEN sign(e.cash_fen) * (SELECT coalesce(sum(o.fen), 0) FROM entry_line AS o WHERE {own} AND o.name {named})
         ELSE (SELECT coalesce(sum(e.cash_fen * (before + fen) / whole - e.cash_fen * before / whole), 0) FROM (
             SELECT l.name AS name, l.fen AS fen, sum(l.fen) OVER () AS whole, coalesce(sum(l.fen) OVER (
               ORDER BY l.line ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
             FROM entry_line AS l WHERE l.entry = {ROOT} AND l.kind = 'fund') WHERE name {named}) END"
    )
}

/// Of an entry, the payment that it belongs to: of what concerns one that one, of a reversal that of what it cancels.
const ROOT: &str =
    "coalesce(e.concerns, (SELECT coalesce(g.concerns, g.id) FROM entry AS g WHERE g.id = e.reverses), e.id)";

/// Which payments a query asks for: the same for its lines and for its sum.
fn filter(query: &PaymentQuery, funds: &[CleanText]) -> (String, Vec<Value>) {
    // One person's payments, one entry or a year have indexes of their own; else it is all that is of no round.
    let narrow =
        query.recipient.is_some() || query.entry.is_some() || query.year.is_some() || query.month.is_some();
    // Who names entries means gifts too.
    let mut sql = String::from(match (&query.numbers, narrow) {
        (Some(_), _) => "WHERE true",
        (None, true) => "WHERE +e.round IS NULL",
        (None, false) => "WHERE e.round IS NULL",
    });
    let mut values: Vec<Value> = Vec::new();
    let mut add = |condition: &str, value: Value| {
        values.push(value);
        sql.push_str(" AND ");
        sql.push_str(&condition.replace('?', &format!("?{}", values.len())));
    };
    if let Some(id) = query.recipient {
        add(&format!("e.recipient IN {}", HUMAN.replace("?1", "?")), Value::Text(id.to_string()));
    }
    if let Some(year) = query.year.or(query.month.map(|(year, _)| year)) {
        let own = query.recipient.is_some() || query.entry.is_some();
        let condition = if own { "+substr(e.paid_on, 1, 4) = ?" } else { "substr(e.paid_on, 1, 4) = ?" };
        add(condition, Value::Text(format!("{year:04}")));
    }
    if let Some((year, month)) = query.month {
        add("substr(e.paid_on, 1, 7) = ?", Value::Text(format!("{year:04}-{month:02}")));
    }
    if let Some(code) = &query.programme {
        add("e.programme = ?", Value::Text(code.to_string()));
    }
    if let Some(payroll) = query.payroll {
        add("e.payroll = ?", Value::Text(payroll.to_string()));
    }
    if let Some(entry) = query.entry {
        add("e.id = ?", Value::Text(entry.to_string()));
    }
    if let Some(numbers) = &query.numbers {
        let list = serde_json::Value::from(numbers.as_slice()).to_string();
        add("e.local_id IN (SELECT value FROM json_each(?))", Value::Text(list));
    }
    if let Some(township) = &query.township {
        add("e.township = ?", Value::Text(township.0.clone()));
    }
    if query.fund.is_some() {
        let names: Vec<&str> = funds.iter().map(CleanText::as_str).collect();
        let paid = "EXISTS (SELECT 1 FROM entry_line AS l WHERE l.entry = ROOT AND l.kind = 'fund'
                      AND l.name IN (SELECT value FROM json_each(?)))";
        add(&paid.replace("ROOT", ROOT), Value::Text(serde_json::Value::from(names).to_string()));
    }
    (sql, values)
}

/// The SQL of a page of payments, newest first or the other way round, and its values.
pub(crate) fn statement(query: &PaymentQuery, funds: &[CleanText]) -> (String, Vec<Value>) {
    let (mut sql, mut values) = filter(query, funds);
    // Narrowed to a fund, a list tells what that fund bears.
    let line = match &query.fund {
        Some(_) => LINE.replacen(
            "e.cash_fen, e.paid_on",
            &format!("CAST({} AS INTEGER), e.paid_on", share(values.len())),
            1,
        ),
        None => LINE.to_owned(),
    };
    let (key, back) = match &query.start {
        Start::First => (None, false),
        Start::Last => (None, true),
        Start::After(key) => (Some((key, "<")), false),
        Start::At(key) => (Some((key, "<=")), false),
        Start::Before(key) => (Some((key, ">")), true),
    };
    if let Some((key, compare)) = key {
        values.push(Value::Integer(key.no));
        let _ = write!(sql, " AND e.local_id {compare} ?{}", values.len());
    }
    sql.push_str(if back { " ORDER BY e.local_id" } else { " ORDER BY e.local_id DESC" });
    if let Some(limit) = query.limit {
        values.push(Value::Integer(i64::from(limit)));
        let _ = write!(sql, " LIMIT ?{}", values.len());
    }
    let join = if query.numbers.is_some() { "LEFT JOIN" } else { "CROSS JOIN" };
    (format!("SELECT {line} FROM entry AS e {join} programme AS p ON p.code = e.programme {sql}"), values)
}

impl Store {
    /// Payments, newest first, what concerns them among them.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn payments(&self, query: &PaymentQuery) -> Result<Vec<PaymentLine>> {
        let mut found = Vec::new();
        self.payment_rows(query, |line| {
            found.push(line);
            Ok::<_, RegisterError>(())
        })?;
        Ok(found)
    }

    /// Visits payments one by one, newest first.
    ///
    /// # Errors
    /// What `visit` brings; storage troubles.
    pub fn payment_rows<E: From<RegisterError>>(
        &self,
        query: &PaymentQuery,
        mut visit: impl FnMut(PaymentLine) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let (sql, values) = statement(query, &self.funds_named(query)?);
        let mut statement = self.conn.prepare_cached(&sql).map_err(RegisterError::from)?;
        let mut rows = statement.query(params_from_iter(values)).map_err(RegisterError::from)?;
        while let Some(row) = rows.next().map_err(RegisterError::from)? {
            visit(self.payment_line(row)?)?;
        }
        Ok(())
    }

    /// A page of payments, newest first.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn payment_page(&self, query: &PaymentQuery) -> Result<Page<PaymentLine>> {
        let (back, elsewhere) = match query.start {
            Start::First => (false, false),
            Start::Last => (true, false),
            Start::After(_) | Start::At(_) => (false, true),
            Start::Before(_) => (true, true),
        };
        // One more, to know whether more follow.
        let limit = query.limit.map(|limit| limit.saturating_add(1));
        let mut rows = self.payments(&PaymentQuery { limit, ..query.clone() })?;
        let wanted = query.limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
        let more = rows.len() > wanted;
        rows.truncate(wanted);
        if back {
            rows.reverse();
        }
        let (before, after) = if back { (more, elsewhere) } else { (elsewhere, more) };
        Ok(Page { rows, more_before: before, more_after: after })
    }

    /// What the payments of a query come to.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn payment_sum(&self, query: &PaymentQuery) -> Result<PaymentSum> {
        let (filter, values) = filter(query, &self.funds_named(query)?);
        let who = human(&self.conn, "e")?;
        let amount = match &query.fund {
            Some(_) => share(values.len()),
            None => "e.cash_fen".to_owned(),
        };
        let sql = format!(
            "SELECT count(*), count(DISTINCT {who}), CAST(coalesce(sum({amount}), 0) AS INTEGER),
                    coalesce(sum(e.goods_fen), 0) FROM entry AS e {filter}"
        );
        Ok(self.conn.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| {
            Ok(PaymentSum {
                entries: row.get(0)?,
                people: row.get(1)?,
                amount: Fen::new(row.get(2)?),
                goods: Fen::new(row.get(3)?),
            })
        })?)
    }

    /// How a fund may be written in entries: as it was said, in short, and as the programmes name it.
    fn funds_named(&self, query: &PaymentQuery) -> Result<Vec<CleanText>> {
        let Some(said) = &query.fund else { return Ok(Vec::new()) };
        let key = fund_key(said);
        let known = self.programmes()?.into_iter().flat_map(|programme| programme.funds);
        let mut names: Vec<CleanText> = known.filter(|fund| fund_key(fund) == key).collect();
        names.extend([said.clone(), CleanText::shown(&key)]);
        names.sort();
        names.dedup();
        Ok(names)
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

    /// Whether a payment failed once, also where it was paid again.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn has_failed(&self, id: EntryId) -> Result<bool> {
        let mut statement = self.conn.prepare_cached(
            "SELECT 1 FROM entry AS x WHERE concerns = ?1 AND kind = 'failed'
               AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = x.id)",
        )?;
        Ok(statement.exists([id.to_string()])?)
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
            round: if_any(row, 22)?.map(parse_code).transpose()?,
            goods: about.maybe(if_any(row, 23)?)?.zip(Some(Fen::new(row.get(24)?))),
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
            rests_on: row.get::<_, Option<i64>>(20)?.zip(row.get(21)?),
            reversed_by: id(15)?,
            reason: about.maybe(if_any(row, 16)?)?,
            detail: detail(if_any(row, 17)?),
            payroll: id(18)?,
        })
    }
}
