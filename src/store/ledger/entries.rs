//! The ledger: appending, reversing, reading. Nothing here changes an entry.

use std::fmt::Display;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};
use sha2::{Digest, Sha256};

use crate::domain::entry::{EntryKind, LedgerLine, LedgerQuery, Purpose};
use crate::domain::error::RegisterError;
use crate::domain::gift::{Earlier, Goods, Proxy};
use crate::domain::holiday::RoundCode;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::money::Fen;
use crate::domain::op::{Answer, WriteContext};
use crate::domain::recipient::Kind;
use crate::domain::text::CleanText;
use crate::store::codec::{self, recipient_id};
use crate::store::columns::{maybe, text};
use crate::store::file::error::Result;
use crate::store::register::Store;
use crate::store::standing::{facts, index};
use crate::store::{audit, rounds};

/// What goes into a new gift, before snapshot, chain and device are added.
pub(crate) struct NewGift<'a> {
    pub(crate) id: EntryId,
    pub(crate) recipient: RecipientId,
    pub(crate) round: RoundCode,
    pub(crate) purpose: Purpose,
    pub(crate) cash: Fen,
    pub(crate) goods: Option<&'a Goods>,
    pub(crate) on: chrono::NaiveDate,
    pub(crate) handlers: &'a [CleanText],
    pub(crate) proxy: Option<&'a Proxy>,
    pub(crate) group: CleanText,
    pub(crate) standard: Fen,
    pub(crate) reason: Option<CleanText>,
}

/// The columns that tell what was given and to whom, as they were.
pub(crate) const OWN: &str =
    "id, kind, recipient, recipient_kind, round, purpose, cash_fen, goods, goods_fen, paid_on,
  handler_1, handler_2, proxy, relation, name, township, township_name, village, visit_group, standard_fen";

/// The columns that tie an entry to others. The hash covers these and [`OWN`]: all of them but `no`,
/// which is local, and the hash itself.
pub(crate) const CHAINED: &str = "reverses, reason, device, device_seq, recorded_at, prev_hash";

/// Appends a gift with a snapshot of its recipient.
pub(crate) fn append(conn: &Connection, new: &NewGift<'_>, ctx: &WriteContext) -> Result<()> {
    let columns = snapshot(conn, new)?;
    chain(conn, columns, None, new.reason.as_ref(), ctx)
}

/// Puts an entry behind the last one of this device.
fn chain(
    conn: &Connection,
    mut columns: Vec<Value>,
    reverses: Option<EntryId>,
    reason: Option<&CleanText>,
    ctx: &WriteContext,
) -> Result<()> {
    let device: String = conn
        .prepare_cached("SELECT value FROM meta WHERE key = 'device'")?
        .query_row([], |row| row.get(0))?;
    let (seq, prev): (i64, String) = conn
        .prepare_cached(
            "SELECT device_seq, hash FROM entry WHERE device = ?1 ORDER BY device_seq DESC LIMIT 1",
        )?
        .query_row([&device], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .unwrap_or_default();
    columns.extend([
        opt(reverses.as_ref()),
        opt(reason.filter(|reason| !reason.is_empty())),
        Value::Text(device),
        Value::Integer(seq + 1),
        Value::Integer(ctx.now_ms),
        Value::Text(prev),
    ]);
    let hash = hash(&columns);
    columns.push(Value::Text(hash));
    let marks = (1..=columns.len()).map(|n| format!("?{n}")).collect::<Vec<_>>().join(", ");
    conn.prepare_cached(&format!("INSERT INTO entry ({OWN}, {CHAINED}, hash) VALUES ({marks})"))?
        .execute(params_from_iter(columns))?;
    Ok(())
}

/// The entry's own columns and the recipient as it is now.
fn snapshot(conn: &Connection, new: &NewGift<'_>) -> Result<Vec<Value>> {
    let (kind, name, township, township_name, village) = conn
        .prepare_cached(
            "SELECT r.kind, r.name, r.township, t.name, v.name FROM recipient AS r
             JOIN township AS t ON t.code = r.township JOIN village AS v ON v.no = r.village WHERE r.id = ?1",
        )?
        .query_row([new.recipient.to_string()], |row| {
            Ok::<(String, String, String, String, String), _>((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
            ))
        })?;
    let mut handlers = new.handlers.iter().filter(|name| !name.is_empty());
    let goods = new.goods;
    Ok(vec![
        Value::Text(new.id.to_string()),
        Value::Text(EntryKind::Gift.code().to_owned()),
        Value::Text(new.recipient.to_string()),
        Value::Text(kind),
        Value::Text(new.round.to_string()),
        Value::Text(new.purpose.code().to_owned()),
        Value::Integer(new.cash.get()),
        opt(goods.map(|goods| &goods.text)),
        Value::Integer(goods.map_or(0, |goods| goods.value.get())),
        Value::Text(new.on.to_string()),
        opt(handlers.next()),
        opt(handlers.next()),
        opt(new.proxy.map(|proxy| &proxy.name)),
        opt(new.proxy.map(|proxy| &proxy.relation)),
        Value::Text(name),
        Value::Text(township),
        Value::Text(township_name),
        Value::Text(village),
        Value::Text(new.group.to_string()),
        Value::Integer(new.standard.get()),
    ])
}

fn opt<T: Display>(value: Option<&T>) -> Value {
    value.map_or(Value::Null, |value| Value::Text(value.to_string()))
}

/// SHA-256 over a version byte and every column, each with its kind and length, so that no two rows
/// hash alike and NULL differs from empty.
pub(crate) fn hash(columns: &[Value]) -> String {
    use std::fmt::Write as _;
    let mut sha = Sha256::new();
    sha.update([1_u8]);
    for column in columns {
        match column {
            Value::Null => sha.update([0_u8]),
            Value::Integer(n) => {
                sha.update([1_u8]);
                sha.update(n.to_be_bytes());
            }
            Value::Text(text) => framed(&mut sha, 2, text.as_bytes()),
            Value::Blob(blob) => framed(&mut sha, 3, blob),
            Value::Real(real) => framed(&mut sha, 4, &real.to_be_bytes()),
        }
    }
    sha.finalize().iter().fold(String::with_capacity(64), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

fn framed(sha: &mut Sha256, tag: u8, bytes: &[u8]) {
    sha.update([tag]);
    sha.update((bytes.len() as u64).to_be_bytes());
    sha.update(bytes);
}

/// Cancels a gift: the same amounts, negated, on the same day, so that every year and round agrees.
pub(crate) fn reverse(
    conn: &Connection,
    id: EntryId,
    of: EntryId,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<Answer> {
    if reason.is_empty() {
        return Err(RegisterError::ReasonRequired);
    }
    let known: Option<(Option<String>, Option<String>)> = conn
        .query_row("SELECT reverses, reason FROM entry WHERE id = ?1", [id.to_string()], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    if let Some((reverses, told)) = known {
        let same = reverses == Some(of.to_string()) && told.as_deref() == Some(reason.as_str());
        return if same { Ok(Answer::Exists(id)) } else { Err(RegisterError::Different(id)) };
    }
    let query = LedgerQuery::default();
    let gift = lines(conn, &query, Some(of))?
        .pop()
        .ok_or_else(|| RegisterError::NotFound(CleanText::shown(&of.to_string())))?;
    if gift.kind != EntryKind::Gift || gift.reversed_by.is_some() {
        return Err(RegisterError::NotReversible(of));
    }
    let columns = mirrored(conn, id, of)?;
    chain(conn, columns, Some(of), Some(reason), ctx)?;
    let subject = facts::subject_of(conn, gift.recipient)?;
    index::refresh_one(conn, &subject, &rounds::load(conn, gift.round)?)?;
    audit::line(conn, ctx, "reverse", &of.to_string(), None, Some(reason))?;
    Ok(Answer::Recorded(id))
}

/// The columns of a gift, negated, under the reversal's own id: also its snapshot, so that what was
/// added up under a place and a group is taken off there, wherever the person lives by now.
fn mirrored(conn: &Connection, id: EntryId, of: EntryId) -> Result<Vec<Value>> {
    let mut statement = conn.prepare_cached(&format!("SELECT {OWN} FROM entry WHERE id = ?1"))?;
    let width = statement.column_count();
    let mut columns = statement.query_row([of.to_string()], |row| {
        (0..width).map(|at| row.get::<_, Value>(at)).collect::<rusqlite::Result<Vec<_>>>()
    })?;
    for (at, column) in columns.iter_mut().enumerate() {
        *column = match (at, std::mem::replace(column, Value::Null)) {
            (0, _) => Value::Text(id.to_string()),
            (1, _) => Value::Text(EntryKind::Reversal.code().to_owned()),
            (6 | 8, Value::Integer(fen)) => Value::Integer(-fen),
            (_, kept) => kept,
        };
    }
    Ok(columns)
}

/// Gifts of that recipient and round that no reversal has cancelled.
pub(crate) fn live(conn: &Connection, id: RecipientId, code: RoundCode) -> Result<Vec<Earlier>> {
    let mut statement = conn.prepare_cached(
        "SELECT id, paid_on, cash_fen, goods_fen, goods, handler_1, handler_2 FROM entry AS g
         WHERE recipient = ?1 AND +round = ?2 AND purpose = 'visit' AND kind = 'gift'
           AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = g.id) ORDER BY no",
    )?;
    let mut rows = statement.query((id.to_string(), code.to_string()))?;
    let mut live = Vec::new();
    while let Some(row) = rows.next()? {
        let handlers = [maybe(row.get(5)?), maybe(row.get(6)?)];
        live.push(Earlier {
            id: entry_id(&row.get::<_, String>(0)?)?,
            on: row.get(1)?,
            cash: Fen::new(row.get(2)?),
            goods_value: Fen::new(row.get(3)?),
            goods: maybe(row.get(4)?),
            handlers: handlers.into_iter().flatten().collect(),
        });
    }
    Ok(live)
}

impl Store {
    /// Entries, newest first.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn ledger(&self, query: &LedgerQuery) -> Result<Vec<LedgerLine>> {
        lines(&self.conn, query, None)
    }

    /// The entry whose id is, or begins with, `said`.
    ///
    /// # Errors
    /// None, or several.
    pub fn resolve_entry(&self, said: &str) -> Result<EntryId> {
        let mut statement =
            self.conn.prepare_cached("SELECT id FROM entry WHERE id >= ?1 AND id < ?1 || 'g' LIMIT 2")?;
        let said = said.trim().to_lowercase();
        let safe = said.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-') && said.len() >= 4;
        let found = if safe {
            statement
                .query_map([&said], |row| row.get::<_, String>(0))?
                .collect::<rusqlite::Result<Vec<_>>>()?
        } else {
            Vec::new()
        };
        match found.as_slice() {
            [] => Err(RegisterError::NotFound(CleanText::shown(&said))),
            [one] => entry_id(one),
            several => Err(RegisterError::Ambiguous(several.iter().map(|id| text(id)).collect())),
        }
    }
}

/// The SQL of a page of the ledger, and its values.
pub(crate) fn statement(query: &LedgerQuery, only: Option<EntryId>) -> (String, Vec<Value>) {
    let mut sql = String::from(
        "SELECT e.no, e.id, e.kind, e.recipient, e.recipient_kind, e.name, e.township_name, e.village, e.visit_group,
                e.round, e.cash_fen, e.goods, e.goods_fen, e.paid_on, e.handler_1, e.handler_2, e.proxy,
                e.relation, e.reverses, (SELECT id FROM entry WHERE reverses = e.id LIMIT 1), e.reason, e.recorded_at
         FROM entry AS e WHERE true",
    );
    let mut values: Vec<Value> = Vec::new();
    let mut add = |condition: &str, new: Vec<Value>| {
        sql.push_str(" AND ");
        sql.push_str(condition);
        values.extend(new);
    };
    if let Some(id) = only {
        add("e.id = ?", vec![Value::Text(id.to_string())]);
    }
    if let Some(round) = query.round {
        add("e.round = ?", vec![Value::Text(round.to_string())]);
    }
    if let Some(year) = query.year {
        add("substr(e.paid_on, 1, 4) = ?", vec![Value::Text(format!("{year:04}"))]);
    }
    if let Some(group) = &query.group {
        add("e.visit_group = ?", vec![Value::Text(group.to_string())]);
    }
    if let Some(kind) = query.kind {
        add("e.recipient_kind = ?", vec![Value::Text(codec::kind_code(kind).to_owned())]);
    }
    if let Some(recipient) = query.recipient {
        add("e.recipient = ?", vec![Value::Text(recipient.to_string())]);
    }
    if query.live_only {
        add("e.kind = 'gift' AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.id)", Vec::new());
    }
    if let Some(before) = query.before {
        add("e.no < ?", vec![Value::Integer(before)]);
    }
    sql.push_str(" ORDER BY e.no DESC");
    if let Some(limit) = query.limit {
        sql.push_str(" LIMIT ?");
        values.push(Value::Integer(i64::from(limit)));
    }
    (sql, values)
}

/// Entries that answer to a query, or the one entry asked for.
pub(crate) fn lines(
    conn: &Connection,
    query: &LedgerQuery,
    only: Option<EntryId>,
) -> Result<Vec<LedgerLine>> {
    let (sql, values) = statement(query, only);
    let mut statement = conn.prepare_cached(&sql)?;
    let mut found = statement.query(params_from_iter(values))?;
    let mut lines = Vec::new();
    while let Some(row) = found.next()? {
        lines.push(line(row)?);
    }
    Ok(lines)
}

fn line(row: &Row<'_>) -> Result<LedgerLine> {
    let kind: String = row.get(2)?;
    let (proxy, relation) = (maybe(row.get(16)?), maybe(row.get(17)?));
    let handlers = [maybe(row.get(14)?), maybe(row.get(15)?)];
    Ok(LedgerLine {
        no: row.get(0)?,
        id: entry_id(&row.get::<_, String>(1)?)?,
        kind: if kind == "reversal" { EntryKind::Reversal } else { EntryKind::Gift },
        recipient: recipient_id(&row.get::<_, String>(3)?)?,
        recipient_kind: if row.get::<_, String>(4)? == "unit" { Kind::Unit } else { Kind::Person },
        name: text(&row.get::<_, String>(5)?),
        township: maybe(row.get(6)?),
        village: maybe(row.get(7)?),
        group: maybe(row.get(8)?),
        round: rounds::parse_code(&row.get::<_, String>(9)?)?,
        purpose: Purpose::Visit,
        cash: Fen::new(row.get(10)?),
        goods: maybe(row.get(11)?),
        goods_value: Fen::new(row.get(12)?),
        on: row.get(13)?,
        handlers: handlers.into_iter().flatten().collect(),
        proxy: proxy.zip(relation),
        reverses: row.get::<_, Option<String>>(18)?.map(|id| entry_id(&id)).transpose()?,
        reversed_by: row.get::<_, Option<String>>(19)?.map(|id| entry_id(&id)).transpose()?,
        reason: maybe(row.get(20)?),
        recorded_at_ms: row.get(21)?,
    })
}

fn entry_id(stored: &str) -> Result<EntryId> {
    stored.parse().map_err(|_| RegisterError::Damaged(CleanText::shown(stored)))
}
