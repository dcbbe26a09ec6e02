//! The ledger: reversing and reading. Nothing changes an entry.

use std::fmt::Write as _;
use std::sync::LazyLock;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use crate::domain::entry::{EntryKind, LedgerLine, LedgerQuery, LedgerSum, Purpose, Unusual};
use crate::domain::error::RegisterError;
use crate::domain::ids::EntryId;
use crate::domain::money::Fen;
use crate::domain::op::{Answer, Changed, Receipt, WriteContext};
use crate::domain::page::{Page, Start};
use crate::domain::recipient::Kind;
use crate::domain::text::{CleanText, mask};
use crate::store::codec::{self, entry_id, recipient_id};
use crate::store::columns::{borrowed, if_any, maybe, text};
use crate::store::file::error::Result;
use crate::store::ledger::conditions::{LIVE, LIVE_IN_YEAR, OF_RECIPIENT, OUTSIDE, unusual_gift};
use crate::store::ledger::owed::Owed;
use crate::store::ledger::{append, programme};
use crate::store::recipients::about::About;
use crate::store::register::Store;
use crate::store::standing::shared::human;
use crate::store::standing::{facts, given, index, raise};
use crate::store::{audit, rounds, years};

/// Cancels a gift: the same amounts, negated, on the same day, so that every year and round agrees; once the year of the gift
/// is closed, on the day on which it is reversed.
pub(crate) fn reverse(
    conn: &Connection,
    id: EntryId,
    of: EntryId,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<Receipt> {
    if reason.says_nothing() {
        return Err(RegisterError::ReasonRequired);
    }
    let known: Option<(Option<String>, Option<String>)> = conn
        .query_row("SELECT reverses, reason FROM entry WHERE id = ?1", [id.to_string()], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    if let Some((reverses, known_reason)) = known {
        let same = reverses == Some(of.to_string()) && known_reason.as_deref() == Some(reason.as_str());
        let answer = Answer::Exists(id);
        let known = Receipt { changed: Changed::NOTHING, answer };
        return if same { Ok(known) } else { Err(RegisterError::Different(id)) };
    }
    // An id that names anything else is none for a reversal.
    let taken: bool = conn.query_row(
        "SELECT EXISTS (SELECT 1 FROM visit WHERE id = ?1) OR EXISTS (SELECT 1 FROM recipient WHERE id = ?1)
             OR EXISTS (SELECT 1 FROM draft WHERE id = ?1)",
        [id.to_string()],
        |row| row.get(0),
    )?;
    if taken {
        return Err(RegisterError::Different(id));
    }
    if programme::is_of_programme(conn, of)? {
        return programme::reverse(conn, id, of, reason, ctx);
    }
    let query = LedgerQuery::default();
    let gift = lines(conn, &query, Some(of))?
        .pop()
        .ok_or_else(|| RegisterError::NotFound(CleanText::shown(&of.to_string())))?;
    if gift.kind != EntryKind::Gift || gift.reversed_by.is_some() {
        return Err(RegisterError::NotReversible(of));
    }
    if let Some(no) = raise::beside(conn, &of.to_string())? {
        return Err(RegisterError::ToppedUp(no));
    }
    let on = if years::is_closed(conn, gift.on)? {
        years::check_open(conn, ctx.today)?;
        ctx.today
    } else {
        gift.on
    };
    let act = audit::act(conn, ctx, "reverse", &of.to_string(), None, Some(reason))?;
    append::reversal(conn, id, (of, on), reason, &act, ctx)?;
    given::put(conn, &id.to_string())?;
    let subject = facts::subject_of(conn, gift.recipient)?;
    index::refresh_one(conn, &subject, &rounds::load(conn, gift.round)?)?;
    Ok(Receipt { changed: Changed::LEDGER, answer: Answer::Recorded(id) })
}

impl Store {
    /// A page of entries, newest first.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn ledger(&self, query: &LedgerQuery) -> Result<Page<LedgerLine>> {
        let (back, elsewhere) = match query.start {
            Start::First => (false, false),
            Start::Last => (true, false),
            Start::After(_) | Start::At(_) => (false, true),
            Start::Before(_) => (true, true),
        };
        // One more, to know whether more follow.
        let limit = query.limit.map(|limit| limit.saturating_add(1));
        let (query, owed) = Owed::with(&self.conn, query)?;
        let mut rows = lines(&self.conn, &LedgerQuery { limit, ..query.clone() }, None)?;
        for line in &mut rows {
            owed.put(line);
        }
        let wanted = query.limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
        let more = rows.len() > wanted;
        rows.truncate(wanted);
        if back {
            rows.reverse();
        }
        let (before, after) = if back { (more, elsewhere) } else { (elsewhere, more) };
        Ok(Page { rows, more_before: before, more_after: after })
    }

    /// Visits all entries that a query asks for, one by one.
    ///
    /// # Errors
    /// What `visit` brings; storage troubles.
    pub fn ledger_rows<E: From<RegisterError>>(
        &self,
        query: &LedgerQuery,
        mut visit: impl FnMut(LedgerLine) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let (query, owed) = Owed::with(&self.conn, query)?;
        each(&self.conn, &query, None, |mut line| {
            owed.put(&mut line);
            visit(line)
        })
    }

    /// What the entries of a query come to, wherever its page begins and ends.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn ledger_sum(&self, query: &LedgerQuery) -> Result<LedgerSum> {
        let (query, owed) = Owed::with(&self.conn, query)?;
        let (filter, values) = filter(&query, None);
        let who = human(&self.conn, "e")?;
        let sql = format!(
            "SELECT count(*), count(DISTINCT {who}), count(DISTINCT {who} || e.round || e.paid_on),
                    coalesce(sum(e.cash_fen), 0), coalesce(sum(e.goods_fen), 0) FROM entry AS e {filter}"
        );
        let sum = self.conn.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| {
            Ok(LedgerSum {
                entries: row.get(0)?,
                recipients: row.get(1)?,
                visits: row.get(2)?,
                cash: Fen::new(row.get(3)?),
                goods: Fen::new(row.get(4)?),
                owed: Fen::ZERO,
            })
        })?;
        Ok(LedgerSum { owed: owed.sum(&self.conn, &query)?, ..sum })
    }

    /// The entry whose id is, or begins with, `said`, or whose number it is, as lists show it: `#142` or 142.
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
            [] => self
                .numbered(&said)?
                .ok_or_else(|| RegisterError::NotFound(CleanText::shown(&mask::typed(&said)))),
            [one] => entry_id(one),
            several => Err(RegisterError::Ambiguous(several.iter().map(|id| text(id)).collect())),
        }
    }

    /// The entry of a number as lists show it.
    fn numbered(&self, said: &str) -> Result<Option<EntryId>> {
        let digits = said.strip_prefix(['#', '＃']).unwrap_or(said);
        let Some(no) = digits.parse::<i64>().ok().filter(|no| *no > 0) else { return Ok(None) };
        let found = self
            .conn
            .prepare_cached("SELECT id FROM entry WHERE local_id = ?1")?
            .query_row([no], |row| row.get::<_, String>(0))
            .optional()?;
        found.map(|id| entry_id(&id)).transpose()
    }
}

/// The columns of a line.
static LINE: LazyLock<String> = LazyLock::new(|| {
    format!(
    "e.local_id, e.id, e.kind, e.recipient, e.recipient_kind, e.name, e.township_name, e.village, e.visit_group,
                e.round, e.cash_fen, e.goods, e.goods_fen, e.paid_on, e.handler_1, e.handler_2, e.proxy,
                e.relation, e.reverses, (SELECT id FROM entry WHERE reverses = e.id LIMIT 1), e.reason, e.recorded_at,
                e.standard_fen, e.standard_goods_fen, {OUTSIDE},
     e.subject IS NOT NULL"
)
});

/// The SQL of a page of the ledger, newest first or the other way round, and its values.
pub(crate) fn statement(query: &LedgerQuery, only: Option<EntryId>) -> (String, Vec<Value>) {
    let (mut sql, mut values) = filter(query, only);
    let (key, back) = match &query.start {
        Start::First => (None, false),
        Start::Last => (None, true),
        Start::After(key) => (Some((key, "<")), false),
        Start::At(key) => (Some((key, "<=")), false),
        Start::Before(key) => (Some((key, ">")), true),
    };
    if let Some((key, compare)) = key {
        let _ = write!(sql, " AND e.local_id {compare} ?");
        values.push(Value::Integer(key.no));
    }
    sql.push_str(if back { " ORDER BY e.local_id" } else { " ORDER BY e.local_id DESC" });
    if let Some(limit) = query.limit {
        sql.push_str(" LIMIT ?");
        values.push(Value::Integer(i64::from(limit)));
    }
    (format!("SELECT {} FROM entry AS e {sql}", *LINE), values)
}

/// The SQL that counts the entries of a query, at most so many, and its values.
pub(crate) fn counting(query: &LedgerQuery, most: u64) -> (String, Vec<Value>) {
    let (filter, mut values) = filter(query, None);
    values.push(Value::Integer(i64::try_from(most).unwrap_or(i64::MAX)));
    (format!("SELECT count(*) FROM (SELECT 1 FROM entry AS e {filter} LIMIT ?)"), values)
}
/// Which entries a query asks for: the same for its lines and for its sum.
pub(super) fn filter(query: &LedgerQuery, only: Option<EntryId>) -> (String, Vec<Value>) {
    // Payments of programmes have lists of their own.
    let mut sql = String::from("WHERE e.round IS NOT NULL");
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
        let id = || Value::Text(recipient.to_string());
        add(OF_RECIPIENT, vec![id(), id()]);
    }
    if let Some(township) = &query.township {
        add("e.township = ?", vec![Value::Text(township.0.clone())]);
    }
    if let Some(unusual) = query.unusual {
        add(unusual_gift(unusual), Vec::new());
    }
    if query.live_only || query.unusual.is_some() {
        // In the year that is asked for: a later one may reverse it, once it is closed.
        add(if query.year.is_some() { LIVE_IN_YEAR } else { LIVE }, Vec::new());
    }
    if let Some(numbers) = &query.numbers {
        let list = serde_json::Value::from(numbers.as_slice()).to_string();
        add("e.local_id IN (SELECT value FROM json_each(?))", vec![Value::Text(list)]);
    }
    (sql, values)
}

/// Entries that answer to a query, or the one entry asked for.
pub(crate) fn lines(
    conn: &Connection,
    query: &LedgerQuery,
    only: Option<EntryId>,
) -> Result<Vec<LedgerLine>> {
    let mut lines = Vec::new();
    each(conn, query, only, |line| {
        lines.push(line);
        Ok::<_, RegisterError>(())
    })?;
    Ok(lines)
}

fn each<E: From<RegisterError>>(
    conn: &Connection,
    query: &LedgerQuery,
    only: Option<EntryId>,
    mut visit: impl FnMut(LedgerLine) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let (sql, values) = statement(query, only);
    let mut statement = conn.prepare_cached(&sql).map_err(RegisterError::from)?;
    let mut found = statement.query(params_from_iter(values)).map_err(RegisterError::from)?;
    while let Some(row) = found.next().map_err(RegisterError::from)? {
        visit(line(conn, row)?)?;
    }
    Ok(())
}

fn line(conn: &Connection, row: &Row<'_>) -> Result<LedgerLine> {
    let kind: String = row.get(2)?;
    let recipient = borrowed(row, 3)?;
    let about = About::recipient(conn, recipient);
    let told = |at: usize| about.maybe(if_any(row, at)?);
    let (proxy, relation) = (told(16)?, told(17)?);
    let handlers = [told(14)?, told(15)?];
    let (cash, goods_value) = (Fen::new(row.get(10)?), Fen::new(row.get(12)?));
    let standard = [Fen::new(row.get(22)?), Fen::new(row.get(23)?)];
    let is_top_up: bool = row.get(25)?;
    let group = if row.get(24)? { "" } else { borrowed(row, 8)? };
    Ok(LedgerLine {
        no: row.get(0)?,
        id: entry_id(&row.get::<_, String>(1)?)?,
        kind: if kind == "reversal" { EntryKind::Reversal } else { EntryKind::Gift },
        recipient: recipient_id(recipient)?,
        recipient_kind: if row.get::<_, String>(4)? == "unit" { Kind::Unit } else { Kind::Person },
        name: about.text(borrowed(row, 5)?)?,
        township: maybe(row.get(6)?),
        village: maybe(row.get(7)?),
        group: maybe(row.get(8)?),
        round: rounds::parse_code(&row.get::<_, String>(9)?)?,
        purpose: if is_top_up { Purpose::TopUp } else { Purpose::Visit },
        cash,
        goods: told(11)?,
        goods_value,
        unusual: Unusual::of(group, [cash, goods_value], standard)
            .filter(|unusual| kind == "gift" && !(*unusual == Unusual::OffStandard && is_top_up)),
        on: row.get(13)?,
        handlers: handlers.into_iter().flatten().collect(),
        proxy: proxy.zip(relation),
        reverses: row.get::<_, Option<String>>(18)?.map(|id| entry_id(&id)).transpose()?,
        reversed_by: row.get::<_, Option<String>>(19)?.map(|id| entry_id(&id)).transpose()?,
        reason: told(20)?,
        recorded_at_ms: row.get(21)?,
        owed: Fen::ZERO,
    })
}
