//! Appending to the ledger: an entry is put behind the last one of this device, under a hash over both.

use std::fmt::Display;
use std::sync::LazyLock;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use crate::domain::entry::{EntryKind, Purpose};
use crate::domain::gift::{Goods, Proxy};
use crate::domain::holiday::RoundCode;
use crate::domain::ids::EntryId;
use crate::domain::money::Fen;
use crate::domain::op::WriteContext;
use crate::domain::payment::rules::TOP_UP;
use crate::domain::payment::{NewPayment, PLACE, PayKind};
use crate::domain::text::CleanText;
use crate::store::audit::Act;
use crate::store::chain::{self, ENTRY_FORM, ENTRY_FORMS, entry_column};
use crate::store::file::error::{Result, written};

/// What goes into a new gift, before snapshot, chain and device are added.
pub(crate) struct NewGift<'a> {
    pub(crate) id: EntryId,
    /// The local number of the recipient.
    pub(crate) recipient: i64,
    pub(crate) round: RoundCode,
    pub(crate) purpose: Purpose,
    pub(crate) cash: Fen,
    pub(crate) goods: Option<&'a Goods>,
    pub(crate) on: chrono::NaiveDate,
    pub(crate) handlers: &'a [CleanText],
    pub(crate) proxy: Option<&'a Proxy>,
    pub(crate) group: CleanText,
    pub(crate) standard: Fen,
    pub(crate) standard_goods: Fen,
    pub(crate) reason: Option<CleanText>,
    /// Whether it is what is owed since the standard was raised.
    pub(crate) top_up: bool,
}

/// The values of a new entry, in the order of [`ENTRY_FORM`].
type Values = Vec<Value>;

/// Sets a column by its name; the compiler finds its place.
macro_rules! set {
    ($values:ident, $($column:literal = $value:expr),+ $(,)?) => {
        $($values[const { entry_column($column) }] = $value;)+
    };
}

/// Appends a gift with a snapshot of its recipient.
pub(crate) fn gift(conn: &Connection, new: &NewGift<'_>, act: &Act, ctx: &WriteContext) -> Result<()> {
    let mut values = vec![Value::Null; ENTRY_FORM.len()];
    snapshot(conn, new.recipient, &mut values)?;
    let mut handlers = new.handlers.iter().filter(|name| !name.is_empty());
    set!(
        values,
        "id" = text(new.id),
        "kind" = text(EntryKind::Gift.code()),
        "programme" = text(new.purpose.code()),
        "round" = text(new.round),
        "cash_fen" = Value::Integer(new.cash.get()),
        "goods" = optional(new.goods.map(|goods| &goods.text)),
        "goods_fen" = Value::Integer(new.goods.map_or(0, |goods| goods.value.get())),
        "paid_on" = text(new.on),
        "handler_1" = optional(handlers.next()),
        "handler_2" = optional(handlers.next()),
        "proxy" = optional(new.proxy.map(|proxy| &proxy.name)),
        "relation" = optional(new.proxy.map(|proxy| &proxy.relation)),
        "visit_group" = optional(Some(&new.group)),
        "standard_fen" = Value::Integer(new.standard.get()),
        "standard_goods_fen" = Value::Integer(new.standard_goods.get()),
        "reason" = optional(new.reason.as_ref().filter(|reason| !reason.is_empty())),
    );
    if new.top_up {
        let kept = new.reason.as_ref().filter(|reason| !reason.is_empty());
        // The ledger takes a second gift of a kind with a reason alone.
        set!(values, "subject" = text(TOP_UP), "reason" = kept.map_or_else(|| text(TOP_UP), text));
    }
    append(conn, values, act, ctx)
}

/// Appends a payment of a programme, or what concerns one, with a snapshot of its recipient and its funds as lines.
pub(crate) fn payment(
    conn: &Connection,
    new: &NewPayment,
    recipient: Option<i64>,
    payroll: Option<EntryId>,
    act: &Act,
    ctx: &WriteContext,
) -> Result<()> {
    let mut values = vec![Value::Null; ENTRY_FORM.len()];
    match recipient {
        Some(no) => snapshot(conn, no, &mut values)?,
        None => {
            set!(values, "name" = optional(new.detail.get(PLACE)));
        }
    }
    let taken = matches!(new.kind, PayKind::Recovery | PayKind::Failed);
    let detail: serde_json::Map<String, serde_json::Value> =
        new.detail.0.iter().map(|(key, text)| (key.clone(), text.as_str().into())).collect();
    let lines: Vec<Value> =
        new.parts.iter().zip(1_i64..).flat_map(|((fund, fen), line)| fund_line(line, fund, *fen)).collect();
    set!(
        values,
        "id" = text(new.id),
        "kind" = text(new.kind.code()),
        "programme" = text(&new.programme),
        "period_from" = new.months.map_or(Value::Null, |months| text(months.from)),
        "period_to" = new.months.map_or(Value::Null, |months| text(months.to)),
        "cash_fen" = Value::Integer(if taken { new.amount.negated() } else { new.amount }.get()),
        "goods_fen" = Value::Integer(0),
        "paid_on" = text(new.on),
        "payee" = optional(new.payee.as_ref()),
        "concerns" = new.concerns.map_or(Value::Null, text),
        "reason" = optional(new.reason.as_ref().filter(|reason| !reason.is_empty())),
        "lines_hash" = if lines.is_empty() { Value::Null } else { Value::Text(chain::hash(&lines)) },
        "subject" = optional(new.subject.as_ref()),
        "detail" = if detail.is_empty() { Value::Null } else { text(serde_json::Value::from(detail)) },
        "payroll" = payroll.map_or(Value::Null, text),
    );
    append(conn, values, act, ctx)?;
    for (line, (fund, fen)) in (1_i64..).zip(&new.parts) {
        let values = [text(new.id)].into_iter().chain(fund_line(line, fund, *fen));
        let rows = conn
            .prepare_cached(
                "INSERT INTO entry_line (entry, line, kind, name, quantity, unit, fen) VALUES (?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params_from_iter(values))?;
        written(rows, "entry_line")?;
    }
    Ok(())
}

/// A fund and what it paid, in the order of `chain::ENTRY_LINE`.
fn fund_line(line: i64, fund: &CleanText, fen: Fen) -> [Value; 6] {
    [Value::Integer(line), text("fund"), text(fund), Value::Null, Value::Null, Value::Integer(fen.get())]
}

/// Appends the reversal of an entry: the same amounts, negated, on a day, and its snapshot, so that what was added up under
/// a place and a group is taken off there, wherever the person lives by now.
pub(crate) fn reversal(
    conn: &Connection,
    id: EntryId,
    (of, on): (EntryId, chrono::NaiveDate),
    reason: &CleanText,
    act: &Act,
    ctx: &WriteContext,
) -> Result<()> {
    static READ: LazyLock<String> =
        LazyLock::new(|| format!("SELECT {} FROM entry WHERE id = ?1", ENTRY_FORM.join(", ")));
    let mut values: Values = conn.prepare_cached(&READ)?.query_row([of.to_string()], |row| {
        (0..ENTRY_FORM.len()).map(|at| row.get(at)).collect::<rusqlite::Result<_>>()
    })?;
    for amount in [const { entry_column("cash_fen") }, const { entry_column("goods_fen") }] {
        if let Value::Integer(fen) = values[amount] {
            values[amount] = Value::Integer(-fen);
        }
    }
    set!(
        values,
        "id" = text(id),
        "kind" = text(EntryKind::Reversal.code()),
        "reverses" = text(of),
        "concerns" = Value::Null,
        "lines_hash" = Value::Null,
        "paid_on" = text(on),
        "reason" = text(reason),
    );
    append(conn, values, act, ctx)
}

/// Puts an entry behind the last one of this device.
fn append(conn: &Connection, mut values: Values, act: &Act, ctx: &WriteContext) -> Result<()> {
    static WRITE: LazyLock<String> = LazyLock::new(|| {
        let places = vec!["?"; ENTRY_FORM.len() + 1].join(", ");
        format!("INSERT INTO entry ({}, hash) VALUES ({places})", ENTRY_FORM.join(", "))
    });
    let (seq, prev): (i64, String) = conn
        .prepare_cached(
            "SELECT device_seq, hash FROM entry WHERE device = ?1 ORDER BY device_seq DESC LIMIT 1",
        )?
        .query_row([&act.device], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .unwrap_or_default();
    set!(
        values,
        "form" = Value::Integer(i64::try_from(ENTRY_FORMS.len()).unwrap_or(i64::MAX)),
        "device" = Value::Text(act.device.clone()),
        "device_seq" = Value::Integer(chain::after(seq)?),
        "recorded_on" = text(ctx.today),
        "recorded_at" = Value::Integer(ctx.now_ms),
        "prev_hash" = Value::Text(prev),
    );
    values.push(Value::Text(chain::hash(&values)));
    written(conn.prepare_cached(&WRITE)?.execute(params_from_iter(&values))?, "entry")
}

/// The recipient as it is now.
fn snapshot(conn: &Connection, no: i64, values: &mut Values) -> Result<()> {
    let mut statement = conn.prepare_cached(
        "SELECT r.id, r.kind, r.name, r.township, t.name, v.name FROM recipient AS r
         JOIN township AS t ON t.code = r.township JOIN village AS v ON v.local_id = r.village WHERE r.local_id = ?1",
    )?;
    statement.query_row([no], |row| {
        set!(
            values,
            "recipient" = row.get(0)?,
            "recipient_kind" = row.get(1)?,
            "name" = row.get(2)?,
            "township" = row.get(3)?,
            "township_name" = row.get(4)?,
            "village" = row.get(5)?,
        );
        Ok(())
    })?;
    Ok(())
}

fn text(value: impl Display) -> Value {
    Value::Text(value.to_string())
}

/// A text that may be absent, copied as it is: a name is formatted slower than it is stored.
fn optional(value: Option<&CleanText>) -> Value {
    value.map_or(Value::Null, |text| Value::Text(text.as_str().to_owned()))
}
