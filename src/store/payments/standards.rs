//! Standards of payments.

use rusqlite::Connection;

use crate::domain::error::{Guard, RegisterError};
use crate::domain::money::Fen;
use crate::domain::op::WriteContext;
use crate::domain::payment::standards::{PayStandard, Rate};
use crate::domain::text::CleanText;
use crate::store::audit;
use crate::store::columns::text;
use crate::store::file::error::Result;
use crate::store::payments::programmes;
use crate::store::register::Store;

/// The standards of a programme.
pub(crate) fn of(conn: &Connection, code: &str) -> Result<Vec<PayStandard>> {
    let mut statement = conn.prepare_cached(
        "SELECT programme, key, from_day, fen, body FROM pay_standard WHERE programme = ?1 ORDER BY key, from_day",
    )?;
    let mut rows = statement.query([code])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let key: String = row.get(1)?;
        let mut to = key.split('|').map(text);
        let body: serde_json::Value = serde_json::from_str(&row.get::<_, String>(4)?).unwrap_or_default();
        let said = |key: &str| body.get(key).and_then(serde_json::Value::as_str).unwrap_or_default();
        let parts = body.get("parts").and_then(serde_json::Value::as_array).into_iter().flatten();
        let part = |part: &serde_json::Value| {
            let payer = part.get(0).and_then(serde_json::Value::as_str)?;
            Some((text(payer), Fen::new(part.get(1).and_then(serde_json::Value::as_i64)?)))
        };
        found.push(PayStandard {
            programme: text(&row.get::<_, String>(0)?),
            to: std::array::from_fn(|_| to.next().unwrap_or_default()),
            from: row.get(2)?,
            amount: Fen::new(row.get(3)?),
            rate: Rate::parse(said("rate")).unwrap_or(Rate::Month),
            parts: parts.filter_map(part).collect(),
            document: Some(text(said("document"))).filter(|document| !document.is_empty()),
        });
    }
    Ok(found)
}

/// Keeps standards; one of the same day for the same people takes the place of the one before. Answers whether any is new.
pub(crate) fn set(conn: &Connection, standards: &[PayStandard], ctx: &WriteContext) -> Result<bool> {
    let mut changed = false;
    for standard in standards {
        let code = standard.programme.as_str();
        programmes::of_code(conn, code)?;
        if !standard.adds_up() || standard.to.iter().any(|part| part.contains('|')) {
            return Err(RegisterError::Guard(Guard::Value));
        }
        let known = of(conn, code)?;
        if known.contains(standard) {
            continue;
        }
        let before = known.iter().find(|one| one.to == standard.to && one.from == standard.from);
        let key = standard.to.iter().map(CleanText::as_str).collect::<Vec<_>>().join("|");
        let body = serde_json::json!({
            "rate": standard.rate.code(),
            "document": standard.document.as_deref().unwrap_or_default(),
            "parts": standard.parts.iter().map(|(fund, fen)| (fund.as_str(), fen.get())).collect::<Vec<_>>(),
        });
        let told =
            |one: &PayStandard| format!("{key} {} {} {}", one.from, one.amount.short(), one.rate.code());
        let (was, now) = (before.map(told), told(standard));
        audit::line(conn, ctx, "pay_standard", code, was.as_deref(), Some(&now))?;
        conn.execute(
            "INSERT INTO pay_standard (programme, key, from_day, fen, body) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO UPDATE SET fen = excluded.fen, body = excluded.body",
            (code, key, standard.from.to_string(), standard.amount.get(), body.to_string()),
        )?;
        changed = true;
    }
    Ok(changed)
}

impl Store {
    /// The standards of a programme, by whom they are for and from which day.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn pay_standards(&self, code: &str) -> Result<Vec<PayStandard>> {
        of(&self.conn, code)
    }
}
