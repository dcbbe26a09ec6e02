//! What a form of a plan or an allocation says beside its fields, and the write that it makes of them.

use super::form::{FoundPerson, Made, PlanForm, PlanItem};
use super::{texts, wanting};
use crate::app::context::ViewContext;
use crate::app::plan_query::PlanAct;
use crate::domain::allocation::goods::{self, GoodsAmount};
use crate::domain::allocation::{AllocationAct, AllocationKind, Holder};
use crate::domain::date::Typed;
use crate::domain::money::Fen;
use crate::domain::op::Op;
use crate::domain::place::Scope;
use crate::domain::plan::{
    Approval, Assigned, Assignment, BudgetChange, PlanAddition, PlanApproval, PlanHead,
};
use crate::domain::text::{CleanText, NOTE_MAX, name_key};
use crate::lang::{fill, plan, words};

/// The label of a field.
pub(super) fn label(cx: &ViewContext, form: &PlanForm, item: PlanItem) -> &'static str {
    let texts = texts::of(cx.lang);
    match item {
        PlanItem::Scope => texts.scope,
        PlanItem::Who => texts.who,
        PlanItem::By if matches!(form.deed.what, PlanAct::Approve(_)) => texts.by,
        PlanItem::By => texts.handed_by,
        PlanItem::Document => texts.document,
        PlanItem::Fund => texts.fund_name,
        PlanItem::Amount if matches!(form.deed.what, PlanAct::Budget(_)) => texts.budget,
        PlanItem::Amount => texts.cash_label,
        PlanItem::Groups if form.deed.what == PlanAct::Add => texts.group,
        PlanItem::Groups => texts.groups,
        PlanItem::Only => texts.only,
        PlanItem::Team => texts.team,
        PlanItem::Handlers => texts.handlers,
        PlanItem::Leader => texts.leader,
        PlanItem::Holder => texts.holder,
        PlanItem::Goods => texts.goods_label,
        PlanItem::Day => texts.day,
        PlanItem::Reason => texts.reason,
    }
}

/// What is told of the field that has the keys.
pub(super) fn hint(cx: &ViewContext, form: &PlanForm) -> String {
    let texts = texts::of(cx.lang);
    let approves = matches!(form.deed.what, PlanAct::Approve(_) | PlanAct::Budget(_));
    match form.inputs.focus() {
        PlanItem::Groups if form.deed.what == PlanAct::Add => texts.hint_group.to_owned(),
        PlanItem::Groups => texts.hint_groups.to_owned(),
        PlanItem::Who => texts.hint_who.to_owned(),
        PlanItem::Goods => texts.hint_goods.to_owned(),
        PlanItem::Handlers => texts.hint_handlers.to_owned(),
        PlanItem::Reason if approves => texts.hint_over.to_owned(),
        PlanItem::Only => texts.hint_only.to_owned(),
        PlanItem::Amount => match Fen::parse(form.inputs.text(PlanItem::Amount)) {
            Ok(fen) => fen.capital(),
            Err(_) => String::new(),
        },
        PlanItem::Scope
        | PlanItem::By
        | PlanItem::Document
        | PlanItem::Fund
        | PlanItem::Team
        | PlanItem::Leader
        | PlanItem::Holder
        | PlanItem::Day
        | PlanItem::Reason => String::new(),
    }
}

/// What is approved: the sums, fund by fund, and what asks for a reason.
pub(super) fn approved(cx: &ViewContext, head: &PlanHead) -> Vec<String> {
    let mut lines = funds(cx, head, false);
    lines.push(texts::of(cx.lang).approve_sum.to_owned());
    lines
}

/// The sums of a plan, each fund with what is planned from it and its budget, `with_groups` also with the groups that it pays
/// and may pay, and what asks for a reason.
pub(super) fn funds(cx: &ViewContext, head: &PlanHead, with_groups: bool) -> Vec<String> {
    let texts = texts::of(cx.lang);
    let mut lines = vec![fill(texts.sums, &[&head.people, &head.units, &head.planned.short()])];
    let joined = |groups: &[CleanText]| {
        groups.iter().map(CleanText::as_str).collect::<Vec<_>>().join(cx.lang.pick("、", ", "))
    };
    for fund in &head.funds {
        let name = if fund.fund.is_empty() { texts.no_fund } else { fund.fund.as_str() };
        let mut parts = vec![match fund.budget {
            Some(budget) => fill(texts.fund, &[&name, &fund.planned.short(), &budget.short()]),
            None => fill(texts.fund_open, &[&name, &fund.planned.short()]),
        }];
        if with_groups && !fund.groups.is_empty() {
            parts.push(joined(&fund.groups));
        }
        if with_groups && !fund.only.is_empty() {
            parts.push(fill(texts.may_pay, &[&joined(&fund.only)]));
        }
        lines.push(parts.join("  "));
    }
    lines.extend(head.breaches.iter().map(|breach| plan::breach(cx.lang, breach)));
    lines
}

/// Which field is wrong, and why.
pub(super) type Wanting = (PlanItem, String);

/// A text of a field; empty if nothing stands there.
fn read(cx: &ViewContext, form: &PlanForm, item: PlanItem) -> Result<CleanText, Wanting> {
    CleanText::parse(form.inputs.text(item), NOTE_MAX)
        .map_err(|_| (item, fill(texts::of(cx.lang).bad, &[&label(cx, form, item)])))
}

/// A text that has to stand in a field.
fn needed(cx: &ViewContext, form: &PlanForm, item: PlanItem) -> Result<CleanText, Wanting> {
    let text = read(cx, form, item)?;
    if text.says_nothing() {
        return Err((item, fill(texts::of(cx.lang).need, &[&label(cx, form, item)])));
    }
    Ok(text)
}

pub(super) fn list(text: &CleanText) -> Vec<CleanText> {
    let parts = text.as_str().split(['、', '，', ',', '；', ';']).map(str::trim);
    parts.filter(|part| !part.is_empty()).map(CleanText::unmasked).collect()
}

fn amount(cx: &ViewContext, form: &PlanForm) -> Result<Option<Fen>, Wanting> {
    let text = form.inputs.text(PlanItem::Amount);
    if text.is_empty() {
        return Ok(None);
    }
    Fen::parse(text).map(Some).map_err(|_| (PlanItem::Amount, texts::of(cx.lang).bad_amount.to_owned()))
}

fn day(cx: &ViewContext, form: &PlanForm) -> Result<chrono::NaiveDate, Wanting> {
    Typed::on(cx.today)
        .read(form.inputs.text(PlanItem::Day))
        .map_err(|_| (PlanItem::Day, texts::of(cx.lang).bad_day.to_owned()))
}

/// The write, and what the last look tells of it.
///
/// # Errors
/// The field that keeps it from being made.
pub(super) fn made(cx: &ViewContext, form: &PlanForm, who: Option<FoundPerson>) -> Result<Made, Wanting> {
    let texts = texts::of(cx.lang);
    let round = form.deed.round;
    wanting::wanting(cx, form)?;
    let mut told: Vec<(String, String)> = Vec::new();
    let op = match &form.deed.what {
        PlanAct::Approve(head) => {
            let by = needed(cx, form, PlanItem::By)?;
            let document = needed(cx, form, PlanItem::Document)?;
            let on = day(cx, form)?;
            let reason = Some(read(cx, form, PlanItem::Reason)?).filter(|reason| !reason.says_nothing());
            if !head.breaches.is_empty() && reason.is_none() {
                let asks: Vec<String> = head.breaches.iter().map(|one| plan::breach(cx.lang, one)).collect();
                return Err((PlanItem::Reason, fill(texts.asks_reason, &[&asks.join("  ")])));
            }
            told.extend(approved(cx, head).into_iter().map(|line| (String::new(), line)));
            Op::ApprovePlan(Box::new(PlanApproval {
                round,
                approval: Approval { by, document, on },
                reason,
                seen: Some(head.seen()),
            }))
        }
        PlanAct::Return => Op::ReturnPlan { round, reason: needed(cx, form, PlanItem::Reason)? },
        PlanAct::Budget(_) => {
            if let Some(fault) = wanting::wrong_fund(cx, form).into_iter().next() {
                return Err(fault);
            }
            let only = list(&read(cx, form, PlanItem::Only)?);
            let groups = list(&read(cx, form, PlanItem::Groups)?);
            if groups.is_empty() {
                told.push((texts.groups.to_owned(), texts.groups_rest.to_owned()));
            }
            Op::SetBudget(Box::new(BudgetChange {
                round,
                fund: needed(cx, form, PlanItem::Fund)?,
                budget: amount(cx, form)?,
                groups,
                only: Some(only).filter(|only| !only.is_empty()),
                reason: Some(read(cx, form, PlanItem::Reason)?).filter(|reason| !reason.says_nothing()),
            }))
        }
        PlanAct::Assign { chosen, .. } => {
            let one = || Assigned::Recipients(vec![chosen.0]);
            let to = form.assigned().into_iter().nth(form.scope).unwrap_or_else(one);
            let scopes = form.scopes(cx);
            told.push((texts.scope.to_owned(), scopes.get(form.scope).cloned().unwrap_or_default()));
            let leader = read(cx, form, PlanItem::Leader)?;
            let handlers = list(&read(cx, form, PlanItem::Handlers)?);
            let new = new_handlers(form, &handlers);
            if !new.is_empty() {
                let names =
                    new.iter().map(CleanText::as_str).collect::<Vec<_>>().join(cx.lang.pick("、", ", "));
                told.push((texts.new_handlers.to_owned(), names));
            }
            Op::AssignPlan(Box::new(Assignment {
                round,
                to,
                team: Some(needed(cx, form, PlanItem::Team)?),
                handlers,
                new_handlers: !new.is_empty(),
                leader: Some(leader).filter(|leader| !leader.says_nothing()),
            }))
        }
        PlanAct::Add => {
            let reason = needed(cx, form, PlanItem::Reason)?;
            let group = Some(read(cx, form, PlanItem::Groups)?).filter(|group| !group.says_nothing());
            let Some(who) = who else {
                return Err((PlanItem::Who, fill(texts.need, &[&texts.who])));
            };
            told.push((texts.who.to_owned(), who.told));
            Op::AddToPlan(Box::new(PlanAddition { round, recipient: who.id, group, reason }))
        }
        PlanAct::Allocate(kind, _) => Op::Allocate(Box::new(allocation(cx, form, *kind)?)),
    };
    for item in super::form::items(&form.deed.what) {
        let text = form.inputs.text(*item);
        let is_told = matches!(item, PlanItem::Scope) || *item == PlanItem::Who;
        if !is_told && !text.is_empty() {
            let value = match (item, Fen::parse(text)) {
                (PlanItem::Holder, _) if let Op::Allocate(act) = &op => act.holder.name().to_string(),
                (PlanItem::Amount, Ok(fen)) => {
                    format!("{}  {}", words::yuan(cx.lang, fen), fen.capital())
                }
                _ => text.to_owned(),
            };
            told.push((label(cx, form, *item).to_owned(), value));
        }
    }
    let said = said(cx, form, &op, &told);
    Ok(Made { op, told, said })
}

/// What is told once it is written: what, whom, how much.
fn said(cx: &ViewContext, form: &PlanForm, op: &Op, told: &[(String, String)]) -> String {
    let texts = texts::of(cx.lang);
    let text = |item| form.inputs.text(item).to_owned();
    let yuan = |fen: Option<Fen>| fen.map(|fen| words::yuan(cx.lang, fen)).unwrap_or_default();
    let mut parts: Vec<String> = match (&form.deed.what, op) {
        (PlanAct::Allocate(..), Op::Allocate(act)) => {
            let cash = Some(act.cash).filter(|cash| *cash != Fen::ZERO);
            vec![act.holder.name().to_string(), yuan(cash), text(PlanItem::Goods)]
        }
        (PlanAct::Assign { .. }, _) => {
            vec![text(PlanItem::Team), form.scopes(cx).into_iter().nth(form.scope).unwrap_or_default()]
        }
        (PlanAct::Budget(_), _) => {
            vec![text(PlanItem::Fund), yuan(Fen::parse(form.inputs.text(PlanItem::Amount)).ok())]
        }
        (PlanAct::Approve(head), _) => {
            vec![fill(texts.sums, &[&head.people, &head.units, &head.planned.short()])]
        }
        (PlanAct::Add, _) => {
            told.iter().filter(|(label, _)| label == texts.who).map(|(_, who)| who.clone()).collect()
        }
        (PlanAct::Return | PlanAct::Allocate(..), _) => vec![words::round(cx.lang, form.deed.round)],
    };
    parts.retain(|part| !part.is_empty());
    parts.join("  ")
}

/// Those of the handlers who are not on a list that has any: the last look asks about them.
fn new_handlers(form: &PlanForm, named: &[CleanText]) -> Vec<CleanText> {
    let Some(known) = form.known.as_ref().filter(|known| !known.handlers.is_empty()) else {
        return Vec::new();
    };
    let is_new = |name: &&CleanText| !known.handlers.iter().any(|one| one.same_name(name));
    named.iter().filter(is_new).cloned().collect()
}

/// Who is meant: a team by its name, a station by its name, the place that it serves, or a part of its name that no other has.
fn holder(cx: &ViewContext, form: &PlanForm, said: &CleanText) -> Result<Holder, Wanting> {
    let unknown = || (PlanItem::Holder, fill(texts::of(cx.lang).no_holder, &[said]));
    let Some(known) = &form.known else { return Err(unknown()) };
    if let Some(team) = known.teams.iter().find(|team| name_key(&team.name) == name_key(said)) {
        return Ok(Holder::Team(team.name.clone()));
    }
    let part = || {
        let mut own = known.stations.names().iter().filter(|name| name.contains(said.as_str()));
        own.next().filter(|_| own.next().is_none())
    };
    let serves = || {
        let mut places = cx.scopes.iter().filter(|line| matches!(line.scope, Scope::Township(_)));
        let place = places.find(|line| line.name.starts_with(said.as_str()))?;
        known.stations.meant(&place.name)
    };
    let station = known.stations.meant(said).or_else(serves).or_else(part).cloned();
    station.map(Holder::Station).ok_or_else(unknown)
}

fn allocation(cx: &ViewContext, form: &PlanForm, kind: AllocationKind) -> Result<AllocationAct, Wanting> {
    let holder = holder(cx, form, &needed(cx, form, PlanItem::Holder)?)?;
    let goods = read(cx, form, PlanItem::Goods)?;
    if !goods::is_counted(&goods) {
        return Err((PlanItem::Goods, texts::of(cx.lang).bad_goods.to_owned()));
    }
    let goods: Vec<GoodsAmount> = goods::read(&goods)
        .into_iter()
        .map(|(kind, quantity)| GoodsAmount { kind, quantity, value: Fen::ZERO })
        .collect();
    let cash = amount(cx, form)?.unwrap_or(Fen::ZERO);
    if cash == Fen::ZERO && goods.is_empty() {
        let (first, label) = match kind {
            AllocationKind::Mass => (PlanItem::Goods, texts::of(cx.lang).goods_label),
            AllocationKind::Out | AllocationKind::Back | AllocationKind::Lost | AllocationKind::Undone => {
                (PlanItem::Amount, texts::of(cx.lang).cash_or_goods)
            }
        };
        return Err((first, fill(texts::of(cx.lang).need, &[&label])));
    }
    let has = |item: PlanItem| super::form::items(&form.deed.what).contains(&item);
    let text = |item| if has(item) { read(cx, form, item) } else { Ok(CleanText::default()) };
    let reason =
        if kind == AllocationKind::Lost { needed(cx, form, PlanItem::Reason)? } else { CleanText::default() };
    let Some(id) = form.id else {
        return Err((PlanItem::Holder, crate::lang::app::texts(cx.lang).loading.to_owned()));
    };
    Ok(AllocationAct {
        id,
        round: form.deed.round,
        kind,
        holder,
        cash,
        goods,
        by: needed(cx, form, PlanItem::By)?,
        on: day(cx, form)?,
        document: text(PlanItem::Document)?,
        reason,
        undoes: None,
    })
}
