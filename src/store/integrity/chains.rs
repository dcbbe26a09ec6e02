//! The chains hold: every entry and every line of the audit hashes to its hash and follows the one before it.

use std::collections::HashMap;

use rusqlite::types::Value;
use rusqlite::{Connection, Row};

use crate::store::chain::{self, Form};
use crate::store::file::error::Result;
use crate::store::integrity::finding::{Finding, finding};

/// A table whose rows are chained, and what a finding tells of a row.
struct Chained {
    table: &'static str,
    forms: &'static [Form],
    /// Columns that name the row.
    subject: &'static str,
    name: &'static str,
}

const ENTRIES: Chained = Chained { table: "entry", forms: chain::ENTRY_FORMS, subject: "id", name: "name" };
const AUDIT: Chained =
    Chained { table: "audit", forms: chain::AUDIT_FORMS, subject: "subject", name: "action" };

/// Looks at every chain.
pub(super) fn check(conn: &Connection, findings: &mut Vec<Finding>) -> Result<()> {
    follow(conn, &ENTRIES, findings)?;
    follow(conn, &AUDIT, findings)?;
    lines(conn, findings)
}

/// A device's last row so far: its number and its hash.
type Heads = HashMap<String, (i64, String)>;

fn follow(conn: &Connection, chained: &Chained, findings: &mut Vec<Finding>) -> Result<()> {
    // Rows of a device lie in its order, whatever other devices' rows were merged between them.
    let mut statement = conn.prepare(&format!("SELECT * FROM {} ORDER BY local_id", chained.table))?;
    let at: HashMap<String, usize> =
        statement.column_names().zip(0..).map(|(name, at)| (name.to_owned(), at)).collect();
    let mut heads = Heads::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let line = ChainLine { row, at: &at };
        let (device, seq) = (line.text("device")?, line.integer("device_seq")?);
        let (last, before) = heads.remove(&device).unwrap_or_default();
        let hash = line.text("hash")?;
        let whole = line.hash(chained.forms, &before)?.is_some_and(|computed| computed == hash);
        let follows = !at.contains_key("prev_hash") || line.text("prev_hash")? == before;
        if !whole || !follows || Some(seq) != last.checked_add(1) {
            let (subject, name) = (line.text(chained.subject)?, line.text(chained.name)?);
            findings.push(finding("chain", &subject, &name, &format!("{} {device} {seq}", chained.table)));
        }
        heads.insert(device, (seq, hash));
    }
    Ok(())
}

/// A row, by the names of its columns. What a damaged one holds instead of its kind is taken as nothing.
struct ChainLine<'r> {
    row: &'r Row<'r>,
    at: &'r HashMap<String, usize>,
}

impl ChainLine<'_> {
    fn value(&self, column: &str) -> Result<Value> {
        Ok(match self.at.get(column) {
            Some(at) => self.row.get(*at)?,
            None => Value::Null,
        })
    }

    fn text(&self, column: &str) -> Result<String> {
        Ok(match self.value(column)? {
            Value::Text(text) => text,
            Value::Null | Value::Integer(_) | Value::Real(_) | Value::Blob(_) => String::new(),
        })
    }

    fn integer(&self, column: &str) -> Result<i64> {
        Ok(match self.value(column)? {
            Value::Integer(n) => n,
            Value::Null | Value::Text(_) | Value::Real(_) | Value::Blob(_) => 0,
        })
    }

    /// The hash of the row in its own form, behind the row before it; none for a form that nobody knows.
    fn hash(&self, forms: &[Form], before: &str) -> Result<Option<String>> {
        let number = usize::try_from(self.integer("form")?).unwrap_or_default();
        let Some(form) = number.checked_sub(1).and_then(|at| forms.get(at)) else { return Ok(None) };
        let mut values = form.iter().map(|column| self.value(column)).collect::<Result<Vec<_>>>()?;
        if !form.contains(&"prev_hash") {
            values.push(Value::Text(before.to_owned()));
        }
        Ok(Some(chain::hash(&values)))
    }
}

/// The lines of every entry are those that its hash covers, and add up to what it says.
fn lines(conn: &Connection, findings: &mut Vec<Finding>) -> Result<()> {
    let mut entries = conn.prepare(
        "SELECT id, name, lines_hash, cash_fen, goods_fen FROM entry
         WHERE lines_hash IS NOT NULL OR id IN (SELECT entry FROM entry_line)
         UNION ALL SELECT DISTINCT entry, '', NULL, 0, 0 FROM entry_line WHERE entry NOT IN (SELECT id FROM entry)",
    )?;
    let mut own = conn.prepare(&format!(
        "SELECT {} FROM entry_line WHERE entry = ?1 ORDER BY line",
        chain::ENTRY_LINE.join(", ")
    ))?;
    let mut sums = conn.prepare(
        "SELECT sum(fen) FILTER (WHERE kind = 'goods'), sum(fen) FILTER (WHERE kind = 'fund')
         FROM entry_line WHERE entry = ?1",
    )?;
    let mut rows = entries.query([])?;
    while let Some(row) = rows.next()? {
        let id: String = row.get(0)?;
        let (stored, cash, goods): (Option<String>, i64, i64) = (row.get(2)?, row.get(3)?, row.get(4)?);
        let mut values = Vec::new();
        let mut found = own.query([&id])?;
        while let Some(line) = found.next()? {
            for at in 0..chain::ENTRY_LINE.len() {
                values.push(line.get::<_, Value>(at)?);
            }
        }
        let (of_goods, of_funds): (Option<i64>, Option<i64>) =
            sums.query_row([&id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let adds_up =
            of_goods.is_none_or(|fen| fen == goods) && of_funds.is_none_or(|fen| fen == cash + goods);
        if stored != Some(chain::hash(&values)) || !adds_up {
            findings.push(finding("entry_lines", &id, &row.get::<_, String>(1)?, ""));
        }
    }
    Ok(())
}
