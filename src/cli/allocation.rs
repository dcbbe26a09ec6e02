//! What `allocate` and `give-back` share: goods and holders as they are typed, and what is open as it is told.

use chrono::NaiveDate;
use serde::Serialize;

use super::error::{CliError, CommandResult, Status, shown};
use super::out::Out;
use super::parse;
use super::plan::answer::commit;
use super::session::Session;
use super::station;
use super::table::{Side, Table};
use crate::clock;
use crate::domain::allocation::balance::{Amounts, Balance};
use crate::domain::allocation::goods::{self, GoodsAmount};
use crate::domain::allocation::{AllocationAct, AllocationKind, Holder};
use crate::domain::holiday::RoundCode;
use crate::domain::money::Fen;
use crate::domain::op::Op;
use crate::domain::text::{CleanText, NAME_MAX, NOTE_MAX, name_key};
use crate::lang::{self, fill, texts, words};
use crate::store::Store;

texts! {
    /// The texts of allocations.
    fn texts(lang) -> AllocationTexts {
        /// What was typed.
        bad_goods: "物品写作 名称 数量 单位[=元]，如 米面油 30 箱=4800：{}" / "goods are written ITEM NUMBER UNIT[=YUAN], as 米面油 30 箱=4800: {}";
        /// What was typed.
        no_holder: "没有这个服务站或走访组：{}" / "no station or team of that name: {}";
        no_sum: "要写元数，或 --goods" / "give the yuan, or --goods";
        /// The kind, who, what.
        done: "{} {}：{}" / "{} {}: {}";
        none: "还没有下拨" / "nothing was handed out yet";
        holder: "服务站、走访组" / "station, team";
        what: "什么" / "what";
        out: "下拨" / "out";
        given: "已发" / "given";
        back: "退回" / "back";
        lost: "损失" / "lost";
        open: "未结" / "open";
        cash: "现金（元）" / "cash (yuan)";
        mass: "物资" / "mass goods";
    }
}

/// What is typed of an act.
pub(super) struct Typed<'a> {
    pub(super) holder: &'a str,
    pub(super) yuan: Option<&'a str>,
    pub(super) goods: &'a [String],
    pub(super) kind: AllocationKind,
    pub(super) by: Option<&'a str>,
    pub(super) on: Option<&'a str>,
    pub(super) document: Option<&'a str>,
    pub(super) reason: Option<&'a str>,
    pub(super) id: Option<&'a str>,
}

/// A line of goods: 米面油 30 箱, 米面油 30 箱=4800, 米面油30箱.
fn line(session: &Session, argument: &str) -> Result<GoodsAmount, CliError> {
    let bad = || CliError::bad_data(fill(texts(session.lang).bad_goods, &[&shown(argument)]));
    let said = parse::text(session, argument, NOTE_MAX)?;
    let folded = crate::domain::text::fold_width(&said);
    let (words, value) = match folded.split_once('=') {
        Some((words, yuan)) => (words, parse::amount(session, yuan)?),
        None => (folded.as_ref(), Fen::ZERO),
    };
    match goods::read(words).as_slice() {
        [(kind, quantity)] if goods::is_counted(words) && words.chars().any(|c| c.is_ascii_digit()) => {
            Ok(GoodsAmount { kind: kind.clone(), quantity: *quantity, value })
        }
        _ => Err(bad()),
    }
}

/// Who is meant: a team by its name, a station by its name or the place that it serves.
pub(super) fn holder(session: &Session, store: &Store, argument: &str) -> Result<Holder, CliError> {
    let said = parse::text(session, argument, NAME_MAX)?;
    if let Some(team) = store.teams()?.into_iter().find(|team| name_key(&team.name) == name_key(&said)) {
        return Ok(Holder::Team(team.name));
    }
    let unknown = || CliError::usage(fill(texts(session.lang).no_holder, &[&said]));
    station::meant(session, store, &said)?.map(Holder::Station).ok_or_else(unknown)
}

/// Records an act; says so only after the commit.
pub(super) fn record(session: &Session, code: RoundCode, typed: &Typed<'_>, out: &mut Out) -> CommandResult {
    let cash = typed.yuan.map(|yuan| parse::amount(session, yuan)).transpose()?.unwrap_or_default();
    let mut goods = Vec::new();
    for one in typed.goods {
        goods.push(line(session, one)?);
    }
    if cash == Fen::ZERO && goods.is_empty() {
        return Err(CliError::usage(texts(session.lang).no_sum));
    }
    let on = typed.on.map(|told| parse::day(session, told)).transpose()?;
    let maybe = |told, most| parse::maybe_text(session, told, most).map(Option::unwrap_or_default);
    let (by, document, reason) =
        (maybe(typed.by, NAME_MAX)?, maybe(typed.document, NAME_MAX)?, maybe(typed.reason, NOTE_MAX)?);
    // Whoever types it hands it out, where nobody else is named.
    let by = if by.is_empty() { session.ctx().actor } else { by };
    let id = typed.id.map(|told| parse::id(session, told)).transpose()?.unwrap_or_else(clock::new_entry_id);
    let mut store = session.open()?;
    let act = AllocationAct {
        id,
        round: code,
        kind: typed.kind,
        holder: holder(session, &store, typed.holder)?,
        cash,
        goods,
        by,
        on: on.unwrap_or_else(|| session.clock.today()),
        document,
        reason,
        undoes: None,
    };
    let told = told(session, &act);
    let id = act.id.to_string();
    commit(session, &mut store, code, &Op::Allocate(Box::new(act)), (&told, Some(&id)), out)
}

/// An act in a line.
fn told(session: &Session, act: &AllocationAct) -> String {
    let lang = session.lang;
    let cash = Some(act.cash).filter(|cash| *cash > Fen::ZERO).map(|cash| words::yuan(lang, cash));
    let goods =
        Some(goods::told(&act.goods)).filter(|goods| !goods.is_empty()).map(|goods| goods.to_string());
    let what: Vec<String> = [cash, goods].into_iter().flatten().collect();
    let name = act.holder.name();
    fill(texts(lang).done, &[&lang::plan::kind(lang, act.kind), name, &what.join(lang.pick("、", ", "))])
}

#[derive(Serialize)]
struct AmountsJson {
    out: i64,
    given: i64,
    back: i64,
    lost: i64,
    open: i64,
}

impl From<Amounts> for AmountsJson {
    fn from(one: Amounts) -> Self {
        Self { out: one.out, given: one.given, back: one.back, lost: one.lost, open: one.open() }
    }
}

#[derive(Serialize)]
struct GoodsJson<'a> {
    item: &'a str,
    unit: &'a str,
    #[serde(flatten)]
    amounts: AmountsJson,
}

#[derive(Serialize)]
struct QuantityJson<'a> {
    item: &'a str,
    unit: &'a str,
    quantity: i64,
}

#[derive(Serialize)]
struct BalanceJson<'a> {
    holder: &'a str,
    kind: &'static str,
    allocated_fen: i64,
    given_fen: i64,
    returned_fen: i64,
    lost_fen: i64,
    open_fen: i64,
    goods: Vec<GoodsJson<'a>>,
    mass: Vec<QuantityJson<'a>>,
}

impl<'a> From<&'a Balance> for BalanceJson<'a> {
    fn from(one: &'a Balance) -> Self {
        let goods = one.goods.iter().map(|(kind, amounts)| GoodsJson {
            item: &kind.item,
            unit: &kind.unit,
            amounts: (*amounts).into(),
        });
        let mass = one.mass.iter();
        Self {
            holder: one.holder.name(),
            kind: one.holder.code(),
            allocated_fen: one.cash.out,
            given_fen: one.cash.given,
            returned_fen: one.cash.back,
            lost_fen: one.cash.lost,
            open_fen: one.cash.open(),
            goods: goods.collect(),
            mass: mass
                .map(|(kind, quantity)| QuantityJson {
                    item: &kind.item,
                    unit: &kind.unit,
                    quantity: *quantity,
                })
                .collect(),
        }
    }
}

#[derive(Serialize)]
struct ActJson<'a> {
    id: String,
    kind: &'static str,
    holder: &'a str,
    cash_fen: i64,
    goods: Vec<QuantityJson<'a>>,
    by: &'a str,
    on: NaiveDate,
    document: &'a str,
    reason: &'a str,
    undoes: Option<String>,
}

#[derive(Serialize)]
struct AllocationsJson<'a> {
    round: String,
    allocations: Vec<BalanceJson<'a>>,
    acts: Vec<ActJson<'a>>,
}

/// Tells what every holder has to account for.
pub(super) fn list(session: &Session, code: RoundCode, out: &mut Out) -> CommandResult {
    let day = session.clock.today();
    let (balances, mut acts) = session
        .open()?
        .reading(|store| Ok::<_, CliError>((store.balances(code, day)?, store.allocations(code)?)))?;
    acts.retain(|act| act.on <= day);
    if session.json {
        let acts = acts.iter().map(|act| ActJson {
            id: act.id.to_string(),
            kind: act.kind.code(),
            holder: act.holder.name(),
            cash_fen: act.cash.get(),
            goods: act
                .goods
                .iter()
                .map(|one| QuantityJson {
                    item: &one.kind.item,
                    unit: &one.kind.unit,
                    quantity: one.quantity,
                })
                .collect(),
            by: &act.by,
            on: act.on,
            document: &act.document,
            reason: &act.reason,
            undoes: act.undoes.map(|id| id.to_string()),
        });
        out.json(&AllocationsJson {
            round: code.to_string(),
            allocations: balances.iter().map(Into::into).collect(),
            acts: acts.collect(),
        });
        return Ok(Status::Fine);
    }
    let texts = texts(session.lang);
    let lines = table(texts, &balances);
    // What was handed out and undone leaves nobody with anything.
    if lines.iter().all(|line| line.trim().is_empty()) {
        out.line(texts.none);
        return Ok(Status::Fine);
    }
    out.lines(&lines);
    Ok(Status::Fine)
}

fn table(texts: &AllocationTexts, balances: &[Balance]) -> Vec<String> {
    let mut table = Table::new(&[
        (texts.holder, Side::Left),
        (texts.what, Side::Left),
        (texts.out, Side::Right),
        (texts.given, Side::Right),
        (texts.back, Side::Right),
        (texts.lost, Side::Right),
        (texts.open, Side::Right),
    ]);
    let mut row = |name: &CleanText, what: &str, amounts: Amounts, show: fn(i64) -> String| {
        let [out, given, back, lost, open] =
            [amounts.out, amounts.given, amounts.back, amounts.lost, amounts.open()].map(show);
        table.row(vec![name.to_string(), what.to_owned(), out, given, back, lost, open]);
    };
    for one in balances {
        let name = one.holder.name();
        if one.cash != Amounts::default() {
            row(name, texts.cash, one.cash, |fen| Fen::new(fen).short());
        }
        for (kind, amounts) in &one.goods {
            row(name, &kind.told(), *amounts, |count| count.to_string());
        }
    }
    for one in balances {
        for (kind, quantity) in &one.mass {
            let what = format!("{}  {}", texts.mass, kind.told());
            let name = one.holder.name().to_string();
            let mut cells = vec![name, what, quantity.to_string()];
            cells.resize(7, String::new());
            table.row(cells);
        }
    }
    table.lines()
}
