//! Standards of payments.

use rusqlite::{Connection, OptionalExtension};

use crate::domain::error::{Guard, RegisterError};
use crate::domain::money::Fen;
use crate::domain::op::WriteContext;
use crate::domain::payment::standards::{PayStandard, Rate};
use crate::domain::text::CleanText;
use crate::store::audit;
use crate::store::columns::text;
use crate::store::file::error::{Result, written};
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

/// What is kept of a standard beside its sum.
fn body(standard: &PayStandard) -> serde_json::Value {
    serde_json::json!({
        "rate": standard.rate.code(),
        "document": standard.document.as_deref().unwrap_or_default(),
        "parts": standard.parts.iter().map(|(fund, fen)| (fund.as_str(), fen.get())).collect::<Vec<_>>(),
    })
}

/// A standard as the audit tells it: whom it is for, from which day, how much, for what, and what else is kept of it.
fn told(one: &PayStandard) -> String {
    let key = one.to.iter().map(CleanText::as_str).collect::<Vec<_>>().join("|");
    format!("{key} {} {} {} {}", one.from, one.amount.short(), one.rate.code(), body(one))
}

/// The key, the first day, the fen and the body of what the audit told; none of lines that told no body.
fn read_back(told: &str) -> Option<(String, String, i64, String)> {
    let (front, body) = told.split_once(" {")?;
    let mut parts = front.rsplitn(4, ' ');
    let (_rate, amount, from, key) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let fen = Fen::parse(amount).ok()?;
    Some((key.to_owned(), from.to_owned(), fen.get(), format!("{{{body}")))
}

/// Whether a standard stands as the audit told it.
pub(crate) fn stands(conn: &Connection, code: &str, after: &str) -> Result<bool> {
    let Some((key, from, fen, body)) = read_back(after) else { return Ok(false) };
    let kept: Option<(i64, String)> = conn
        .prepare_cached(
            "SELECT fen, body FROM pay_standard WHERE programme = ?1 AND key = ?2 AND from_day = ?3",
        )?
        .query_row((code, key, from), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(kept == Some((fen, body)))
}

/// Has a standard be what it was before; one that was not there is taken away.
pub(crate) fn put_back(conn: &Connection, code: &str, before: Option<&str>, after: &str) -> Result<()> {
    let damaged = || RegisterError::Damaged(CleanText::shown(after));
    let (key, from, ..) = read_back(after).ok_or_else(damaged)?;
    let rows = match before {
        None => conn.execute(
            "DELETE FROM pay_standard WHERE programme = ?1 AND key = ?2 AND from_day = ?3",
            (code, key, from),
        )?,
        Some(before) => {
            let (_, _, fen, body) = read_back(before).ok_or_else(damaged)?;
            conn.execute(
                "UPDATE pay_standard SET fen = ?4, body = ?5 WHERE programme = ?1 AND key = ?2 AND from_day = ?3",
                (code, key, from, fen, body),
            )?
        }
    };
    written(rows, "pay_standard")
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
        let body = body(standard);
        audit::line(conn, ctx, "pay_standard", code, before.map(told).as_deref(), Some(&told(standard)))?;
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
