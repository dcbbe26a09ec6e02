//! The ledger: reversing and reading. Nothing changes an entry.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use crate::domain::entry::{EntryKind, LedgerLine, LedgerQuery, Purpose};
use crate::domain::error::RegisterError;
use crate::domain::gift::Earlier;
use crate::domain::holiday::RoundCode;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::money::Fen;
use crate::domain::op::{Answer, WriteContext};
use crate::domain::recipient::Kind;
use crate::domain::text::CleanText;
use crate::store::codec::{self, recipient_id};
use crate::store::columns::{maybe, text};
use crate::store::file::error::Result;
use crate::store::ledger::append;
use crate::store::register::Store;
use crate::store::standing::{facts, index};
use crate::store::{audit, rounds};

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
    let act = audit::act(conn, ctx, "reverse", &of.to_string(), None, Some(reason))?;
    append::reversal(conn, id, of, reason, &act, ctx)?;
    let subject = facts::subject_of(conn, gift.recipient)?;
    index::refresh_one(conn, &subject, &rounds::load(conn, gift.round)?)?;
    Ok(Answer::Recorded(id))
}

/// Gifts of that recipient and round that no reversal has cancelled.
pub(crate) fn live(conn: &Connection, id: RecipientId, code: RoundCode) -> Result<Vec<Earlier>> {
    let mut statement = conn.prepare_cached(
        "SELECT id, paid_on, cash_fen, goods_fen, goods, handler_1, handler_2 FROM entry AS g
         WHERE recipient = ?1 AND +round = ?2 AND programme = 'visit' AND kind = 'gift'
           AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = g.id) ORDER BY local_id",
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
        "SELECT e.local_id, e.id, e.kind, e.recipient, e.recipient_kind, e.name, e.township_name, e.village, e.visit_group,
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
        add("e.local_id < ?", vec![Value::Integer(before)]);
    }
    sql.push_str(" ORDER BY e.local_id DESC");
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
