//! The acts of allocations: append-only rows, each with its line of the audit; one recorded by a slip is taken back by a row
//! more.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use rusqlite::{Connection, Row};
use serde_json::json;

use super::open::balance_of;
use crate::domain::allocation::balance::too_much;
use crate::domain::allocation::drawing::NumberedAct;
use crate::domain::allocation::goods::{GoodsAmount, GoodsKind, told as goods_told};
use crate::domain::allocation::{AllocationAct, AllocationKind, Holder};
use crate::domain::error::RegisterError;
use crate::domain::holiday::RoundCode;
use crate::domain::ids::EntryId;
use crate::domain::money::Fen;
use crate::domain::op::WriteContext;
use crate::domain::plan::breach::PlanRule;
use crate::domain::text::{CleanText, NAME_MAX, NOTE_MAX};
use crate::store::columns::{borrowed, set_day, text};
use crate::store::file::error::{Result, written};
use crate::store::planning::book;
use crate::store::planning::parts::is_team;
use crate::store::register::Store;
use crate::store::{audit, rounds, years};

/// Most of a kind of goods, and of cash in fen, that one act hands out: a hundred million yuan.
const MOST: i64 = 10_000_000_000;

impl Store {
    /// The acts of the allocations of a round, in the order in which they were recorded, those taken back among them.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn allocations(&self, code: RoundCode) -> Result<Vec<AllocationAct>> {
        all(&self.conn, code)
    }
}

const COLUMNS: &str =
    "SELECT id, round, kind, holder_kind, holder, cash_fen, goods, by_whom, on_day, document, reason, undoes
     FROM allocation";

/// The acts of a round.
pub(super) fn all(conn: &Connection, code: RoundCode) -> Result<Vec<AllocationAct>> {
    let mut statement =
        conn.prepare_cached(&format!("{COLUMNS} WHERE round = ?1 ORDER BY recorded_at, device, device_seq"))?;
    let mut rows = statement.query([code.to_string()])?;
    let mut acts = Vec::new();
    while let Some(row) = rows.next()? {
        acts.push(read(row)?);
    }
    Ok(acts)
}

/// The acts of a round with their numbers, in the order in which they were recorded; by the end of a day those recorded until
/// then.
pub(super) fn numbered(
    conn: &Connection,
    code: RoundCode,
    until: Option<NaiveDate>,
) -> Result<Vec<NumberedAct>> {
    let mut known: HashMap<String, i64> = HashMap::new();
    let mut statement = conn.prepare_cached("SELECT id, device_seq FROM allocation WHERE round = ?1")?;
    let mut rows = statement.query([code.to_string()])?;
    while let Some(row) = rows.next()? {
        known.insert(row.get(0)?, row.get(1)?);
    }
    let mut acts: Vec<NumberedAct> = all(conn, code)?
        .into_iter()
        .map(|act| NumberedAct { no: known.get(&act.id.to_string()).copied().unwrap_or_default(), act })
        .collect();
    if let Some(day) = until.filter(|_| !acts.is_empty()) {
        let mut statement = conn.prepare_cached(
            "SELECT device_seq FROM audit WHERE action IN ('allocate', 'give_back', 'undo_allocate') AND on_day > ?1",
        )?;
        let later =
            statement.query_map([day], |row| row.get(0))?.collect::<rusqlite::Result<HashSet<i64>>>()?;
        acts.retain(|one| !later.contains(&one.no));
    }
    Ok(acts)
}

/// Whether an act of a round stands.
pub(crate) fn is_any(conn: &Connection, code: RoundCode) -> Result<bool> {
    Ok(conn
        .prepare_cached(
            "SELECT 1 FROM allocation AS a WHERE round = ?1 AND kind <> 'undone'
             AND NOT EXISTS (SELECT 1 FROM allocation AS u WHERE u.undoes = a.id)",
        )?
        .exists([code.to_string()])?)
}

/// An act by its id.
pub(crate) fn find(conn: &Connection, id: &str) -> Result<Option<AllocationAct>> {
    let mut statement = conn.prepare_cached(&format!("{COLUMNS} WHERE id = ?1"))?;
    let mut rows = statement.query([id])?;
    rows.next()?.map(read).transpose()
}

fn read(row: &Row<'_>) -> Result<AllocationAct> {
    let damaged = |told: &str| RegisterError::Damaged(CleanText::shown(told));
    let id = borrowed(row, 0)?;
    let undoes: Option<String> = row.get(11)?;
    let lines: Vec<(String, String, i64, i64)> =
        serde_json::from_str(borrowed(row, 6)?).map_err(|_| damaged(id))?;
    let goods = lines.into_iter().map(|(item, unit, quantity, fen)| GoodsAmount {
        kind: GoodsKind { item, unit },
        quantity,
        value: Fen::new(fen),
    });
    Ok(AllocationAct {
        id: id.parse().map_err(|_| damaged(id))?,
        round: rounds::parse_code(borrowed(row, 1)?)?,
        kind: AllocationKind::parse(borrowed(row, 2)?).ok_or_else(|| damaged(id))?,
        holder: Holder::parse(borrowed(row, 3)?, text(borrowed(row, 4)?)),
        cash: Fen::new(row.get(5)?),
        goods: goods.collect(),
        by: text(borrowed(row, 7)?),
        on: set_day(row, 8)?,
        document: text(borrowed(row, 9)?),
        reason: text(borrowed(row, 10)?),
        undoes: undoes.map(|id| id.parse().map_err(|_| damaged(&id))).transpose()?,
    })
}

fn refused<T>(rule: PlanRule) -> Result<T> {
    Err(RegisterError::Plan(rule))
}

/// Hands out, takes back, or tells a loss. Answers false where it was recorded before with the same content.
pub(crate) fn act(conn: &Connection, asked: &AllocationAct, ctx: &WriteContext) -> Result<bool> {
    if let Some(known) = find(conn, &asked.id.to_string())? {
        return if known == *asked { Ok(false) } else { Err(RegisterError::Different(asked.id)) };
    }
    let round = rounds::load_for_rows(conn, asked.round)?;
    if !round.created {
        return refused(PlanRule::NotCreated);
    }
    let returns = matches!(asked.kind, AllocationKind::Back | AllocationKind::Lost);
    // A gift that was reversed after the closing leaves something open: it still comes back.
    if round.closed_on.is_some() && !returns {
        return refused(PlanRule::Closed);
    }
    if round.settled_on.is_none() {
        return refused(PlanRule::Draft);
    }
    check(conn, asked, ctx)?;
    if !returns && book::is_over_unapproved(conn, &round, ctx.today)? {
        return refused(PlanRule::Over);
    }
    if returns {
        let balance = balance_of(conn, asked.round, &asked.holder)?;
        if let Some((what, open)) = too_much(balance.as_ref(), asked.cash, &asked.goods) {
            return refused(PlanRule::TooMuch { what, open });
        }
    }
    insert(conn, asked, ctx)?;
    Ok(true)
}

/// What an act has to tell, whatever stands in the register.
fn check(conn: &Connection, asked: &AllocationAct, ctx: &WriteContext) -> Result<()> {
    let has_goods = asked.goods.iter().all(|one| {
        (1..=MOST).contains(&one.quantity)
            && (0..=MOST).contains(&one.value.get())
            && !one.kind.item.is_empty()
            && one.kind.item.chars().count() <= NAME_MAX
            && one.kind.unit.chars().count() <= NAME_MAX
    });
    let is_something = asked.cash > Fen::ZERO || !asked.goods.is_empty();
    let is_mass = asked.kind == AllocationKind::Mass;
    let is_within = (0..=MOST).contains(&asked.cash.get()) && !(is_mass && asked.cash > Fen::ZERO);
    if asked.kind == AllocationKind::Undone || !has_goods || !is_something || !is_within {
        return refused(PlanRule::Nothing);
    }
    let long = |told: &CleanText, most: usize| told.chars().count() > most;
    if long(&asked.by, NAME_MAX) || long(&asked.document, NOTE_MAX) || long(&asked.reason, NOTE_MAX) {
        return refused(PlanRule::Nothing);
    }
    if asked.on > ctx.today {
        return refused(PlanRule::Day);
    }
    years::check_open(conn, asked.on)?;
    if asked.kind == AllocationKind::Lost && asked.reason.says_nothing() {
        return Err(RegisterError::ReasonRequired);
    }
    let known = match &asked.holder {
        Holder::Station(name) => {
            conn.prepare_cached("SELECT 1 FROM station WHERE name = ?1")?.exists([name.as_str()])?
        }
        Holder::Team(name) => is_team(conn, name)?,
    };
    if known { Ok(()) } else { refused(PlanRule::NoHolder(asked.holder.name().clone())) }
}

/// The name of the act in the audit.
fn action(kind: AllocationKind) -> &'static str {
    match kind {
        AllocationKind::Out | AllocationKind::Mass => "allocate",
        AllocationKind::Back | AllocationKind::Lost => "give_back",
        AllocationKind::Undone => "undo_allocate",
    }
}

/// Writes an act with its line of the audit.
pub(crate) fn insert(conn: &Connection, one: &AllocationAct, ctx: &WriteContext) -> Result<()> {
    let told = json!({
        "kind": one.kind.code(), "round": one.round.to_string(), "holder": one.holder.name().as_str(),
        "fen": one.cash.get(), "goods": goods_told(&one.goods).as_str(), "by": one.by.as_str(),
        "on": one.on.to_string(), "document": one.document.as_str(), "reason": one.reason.as_str(),
    });
    let told = match one.undoes {
        // As every undoing: the mark of the act that it undoes stands in front.
        Some(of) => format!("#{} {}", number_of(conn, of)?, one.reason),
        None => told.to_string(),
    };
    let subject = one.undoes.unwrap_or(one.id).to_string();
    let act = audit::act(conn, ctx, action(one.kind), &subject, None, Some(&told))?;
    let lines: Vec<_> =
        one.goods.iter().map(|it| (&it.kind.item, &it.kind.unit, it.quantity, it.value.get())).collect();
    let goods =
        serde_json::to_string(&lines).map_err(|error| RegisterError::Damaged(text(&error.to_string())))?;
    let rows = conn
        .prepare_cached(
            "INSERT INTO allocation (id, round, kind, holder_kind, holder, cash_fen, goods, by_whom, on_day, document,
                                     reason, undoes, device, device_seq, recorded_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        )?
        .execute(rusqlite::params![
            one.id.to_string(),
            one.round.to_string(),
            one.kind.code(),
            one.holder.code(),
            one.holder.name().as_str(),
            one.cash.get(),
            goods,
            one.by.as_str(),
            one.on,
            one.document.as_str(),
            one.reason.as_str(),
            one.undoes.map(|id| id.to_string()),
            act.device,
            act.device_seq,
            ctx.now_ms,
        ])?;
    written(rows, "allocation")
}

/// The number of the act in the audit that recorded an allocation.
fn number_of(conn: &Connection, id: EntryId) -> Result<i64> {
    Ok(conn
        .prepare_cached(
            "SELECT local_id FROM audit WHERE action IN ('allocate', 'give_back') AND subject = ?1",
        )?
        .query_row([id.to_string()], |row| row.get(0))?)
}
