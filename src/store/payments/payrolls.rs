//! Lists as they were paid.

use rusqlite::{Connection, Row};

use crate::domain::ids::EntryId;
use crate::domain::money::Fen;
use crate::domain::op::WriteContext;
use crate::domain::payment::PayrollHead;
use crate::domain::payment::figures::PayrollLine;
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
    /// The lists that were read, by the day paid; only those of a year, or the one of an id, name or number.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn payrolls(&self, year: Option<i32>, said: Option<&str>) -> Result<Vec<PayrollLine>> {
        let mut statement = self.conn.prepare_cached(
            "WITH sums AS MATERIALIZED (SELECT payroll, sum(cash_fen) AS fen FROM entry WHERE payroll IS NOT NULL GROUP BY payroll)
             SELECT p.id, p.number, p.programme, p.name, p.paid_on, p.entries, p.total_fen, p.reason, p.recorded_on,
                    coalesce(s.fen, 0)
             FROM payroll AS p LEFT JOIN sums AS s ON s.payroll = p.id
             WHERE (?1 IS NULL OR substr(p.paid_on, 1, 4) = ?1)
               AND (?2 IS NULL OR p.id = ?2 OR p.number = ?2 OR p.name = ?2)
             ORDER BY p.paid_on, p.number, p.id",
        )?;
        let mut rows = statement.query((year.map(|year| format!("{year:04}")), said))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(read(row)?);
        }
        Ok(found)
    }
}
