//! Lists as they were paid.

use rusqlite::{Connection, OptionalExtension, Params, Row};

use crate::domain::ids::EntryId;
use crate::domain::money::Fen;
use crate::domain::op::WriteContext;
use crate::domain::payment::PayrollHead;
use crate::domain::payment::figures::{PaymentLine, PaymentQuery, PayrollLine};
use crate::store::audit::{self, Act};
use crate::store::codec::entry_id;
use crate::store::columns::{maybe, text};
use crate::store::file::error::{Result, written};
use crate::store::register::Store;

/// Whether a list was written before.
pub(crate) fn is_known(conn: &Connection, id: EntryId) -> Result<bool> {
    Ok(conn.prepare_cached("SELECT 1 FROM payroll WHERE id = ?1")?.exists([id.to_string()])?)
}

/// Writes the head of a list, and the line of the audit under which its entries go.
pub(crate) fn put(conn: &Connection, head: &PayrollHead, entries: usize, ctx: &WriteContext) -> Result<Act> {
    let entries = i64::try_from(entries).unwrap_or(i64::MAX);
    let reason = head.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
    let told = format!("{} {} {} {}{reason}", head.number, head.programme, entries, head.total.short());
    let act = audit::act(conn, ctx, "payroll", &head.id.to_string(), None, Some(&told))?;
    let rows = conn.execute(
        "INSERT INTO payroll (id, number, programme, name, sha256, paid_on, entries, total_fen, reason, recorded_on)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        (
            head.id.to_string(),
            head.number.as_str(),
            head.programme.as_str(),
            head.name.as_str(),
            &head.sha256,
            head.on.to_string(),
            entries,
            head.total.get(),
            head.reason.as_deref(),
            ctx.today.to_string(),
        ),
    )?;
    written(rows, "payroll")?;
    Ok(act)
}

/// The ids of the entries that a list wrote, in its order. They lie next to one another; the year in which it was paid leads
/// to one of them.
pub(crate) fn entries(conn: &Connection, id: EntryId) -> Result<Vec<String>> {
    let id = id.to_string();
    let head: Option<(String, i64)> = conn
        .prepare_cached("SELECT substr(paid_on, 1, 4), entries FROM payroll WHERE id = ?1")?
        .query_row([&id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((year, entries)) = head else { return Ok(Vec::new()) };
    let near: Option<i64> =
        conn.prepare_cached(NEAR)?.query_row((&id, &year), |row| row.get(0)).optional()?;
    if let Some(near) = near {
        let found = ids(conn, BETWEEN, (&id, near.saturating_sub(entries), near.saturating_add(entries)))?;
        if i64::try_from(found.len()).is_ok_and(|found| found == entries) {
            return Ok(found);
        }
    }
    // Its rows name days of other years, or came by another device: all payments are looked through.
    ids(conn, ANYWHERE, [&id])
}

/// One entry of a list among those paid in a year.
pub(crate) const NEAR: &str = "SELECT local_id FROM entry WHERE substr(paid_on, 1, 4) = ?2 AND payroll = ?1 AND kind <> 'reversal' LIMIT 1";
/// Those of a list between two numbers.
pub(crate) const BETWEEN: &str = "SELECT id FROM entry WHERE local_id BETWEEN ?2 AND ?3 AND payroll = ?1 AND kind <> 'reversal' ORDER BY local_id";
/// Those of a list among all payments.
const ANYWHERE: &str =
    "SELECT id FROM entry WHERE round IS NULL AND payroll = ?1 AND kind <> 'reversal' ORDER BY local_id";

fn ids(conn: &Connection, sql: &str, values: impl Params) -> Result<Vec<String>> {
    let mut statement = conn.prepare_cached(sql)?;
    let found = statement.query_map(values, |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

fn read(row: &Row<'_>) -> Result<PayrollLine> {
    Ok(PayrollLine {
        id: entry_id(&row.get::<_, String>(0)?)?,
        number: text(&row.get::<_, String>(1)?),
        programme: text(&row.get::<_, String>(2)?),
        name: text(&row.get::<_, String>(3)?),
        on: row.get(4)?,
        entries: row.get(5)?,
        total: Fen::new(row.get(6)?),
        reason: maybe(row.get(7)?),
        recorded_on: row.get(8)?,
        left: Fen::new(row.get(9)?),
    })
}

impl Store {
    /// Whether everything that a list wrote was taken back: then its file may be read once more.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn is_taken_back(&self, id: EntryId) -> Result<bool> {
        let mut reversed = self.conn.prepare_cached("SELECT 1 FROM entry WHERE reverses = ?1")?;
        for own in entries(&self.conn, id)? {
            if !reversed.exists([own])? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The entries that a list wrote, in its order, as lists show them.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn payroll_lines(&self, id: EntryId) -> Result<Vec<PaymentLine>> {
        let mut found = Vec::new();
        for own in entries(&self.conn, id)? {
            let query = PaymentQuery { entry: Some(entry_id(&own)?), ..PaymentQuery::default() };
            found.extend(self.payments(&query)?);
        }
        Ok(found)
    }

    /// The lists that were read, by the day paid; only those of a year, or the one of an id, name or number.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn payrolls(&self, year: Option<i32>, said: Option<&str>) -> Result<Vec<PayrollLine>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT p.id, p.number, p.programme, p.name, p.paid_on, p.entries, p.total_fen, p.reason, p.recorded_on, p.total_fen
             FROM payroll AS p
             WHERE (?1 IS NULL OR substr(p.paid_on, 1, 4) = ?1)
               AND (?2 IS NULL OR p.id = ?2 OR p.number = ?2 OR p.name = ?2)
             ORDER BY p.paid_on, p.number, p.id",
        )?;
        let mut rows = statement.query((year.map(|year| format!("{year:04}")), said))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(read(row)?);
        }
        for line in &mut found {
            line.left = left(&self.conn, line.id)?;
        }
        Ok(found)
    }
}

/// What is left of a list: without what failed, was taken back or reversed, with what was paid once more.
fn left(conn: &Connection, id: EntryId) -> Result<Fen> {
    let mut of_one = conn.prepare_cached(
        "SELECT CASE WHEN EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.id) THEN 0 ELSE e.cash_fen
           + coalesce((SELECT sum(x.cash_fen) FROM entry AS x WHERE x.concerns = e.id
               AND NOT EXISTS (SELECT 1 FROM entry AS y WHERE y.reverses = x.id)), 0) END
         FROM entry AS e WHERE e.id = ?1",
    )?;
    let mut sum = Fen::ZERO;
    for own in entries(conn, id)? {
        sum = sum.plus(Fen::new(of_one.query_row([own], |row| row.get(0))?));
    }
    Ok(sum)
}
