//! What is wanting in a form, and what stands against the groups of a fund: told before anything is looked at.

use super::form::{PlanForm, PlanItem, items};
use super::item::needed;
use super::made::{Wanting, label, list};
use super::texts;
use crate::app::context::ViewContext;
use crate::app::plan_query::PlanAct;
use crate::domain::allocation::AllocationKind;
use crate::domain::plan::breach::{Breach, may_pay};
use crate::domain::text::CleanText;
use crate::lang::{fill, plan};

/// Everything that must be filled in and is not: told at once, the first of them has the keys.
pub(super) fn wanting(cx: &ViewContext, form: &PlanForm) -> Result<(), Wanting> {
    let texts = texts::of(cx.lang);
    let says_nothing = |item: PlanItem| CleanText::shown(form.inputs.text(item)).says_nothing();
    let musts = needed(&form.deed.what);
    let mut missing: Vec<(PlanItem, &str)> = Vec::new();
    for item in items(&form.deed.what) {
        if musts.contains(item) && says_nothing(*item) {
            missing.push((*item, label(cx, form, *item)));
        }
        let hands = match &form.deed.what {
            PlanAct::Allocate(AllocationKind::Mass, _) => *item == PlanItem::Goods,
            PlanAct::Allocate(..) => *item == PlanItem::Amount,
            PlanAct::Approve(_)
            | PlanAct::Return
            | PlanAct::Budget(_)
            | PlanAct::Assign { .. }
            | PlanAct::Add => false,
        };
        if hands && says_nothing(PlanItem::Amount) && says_nothing(PlanItem::Goods) {
            let both = if *item == PlanItem::Goods { texts.goods_label } else { texts.cash_or_goods };
            missing.push((*item, both));
        }
    }
    let labels: Vec<&str> = missing.iter().map(|(_, label)| *label).collect();
    match missing.first() {
        Some((first, _)) => Err((*first, fill(texts.need, &[&labels.join(cx.lang.pick("、", ", "))]))),
        None => Ok(()),
    }
}

/// What stands against the groups of a fund as they are typed: one that there is not, and one that the fund may not pay, for
/// which a reason is needed.
pub(super) fn wrong_fund(cx: &ViewContext, form: &PlanForm) -> Vec<Wanting> {
    let texts = texts::of(cx.lang);
    let (PlanAct::Budget(head), Some(known)) = (&form.deed.what, &form.known) else { return Vec::new() };
    let typed = |item| list(&CleanText::unmasked(form.inputs.text(item)));
    let mut wrong: Vec<Wanting> = Vec::new();
    for item in [PlanItem::Groups, PlanItem::Only] {
        // A name that is still being typed is not wrong yet.
        let is_begun = |name: &CleanText| {
            form.inputs.focus() == item
                && known.groups.iter().any(|group| group.name.starts_with(name.as_str()))
        };
        let unknown =
            typed(item).into_iter().filter(|name| !known.groups.iter().any(|group| group.name == *name));
        wrong.extend(
            unknown.filter(|name| !is_begun(name)).map(|name| (item, fill(texts.no_group, &[&name]))),
        );
    }
    let fund = CleanText::unmasked(form.inputs.text(PlanItem::Fund));
    let only = match typed(PlanItem::Only) {
        only if !only.is_empty() => only,
        _ => head.funds.iter().find(|one| one.fund == fund).map(|one| one.only.clone()).unwrap_or_default(),
    };
    if form.inputs.text(PlanItem::Reason).is_empty() {
        let known = |name: &CleanText| known.groups.iter().any(|group| group.name == *name);
        let groups =
            typed(PlanItem::Groups).into_iter().filter(|group| known(group) && !may_pay(&only, group));
        wrong.extend(groups.map(|group| {
            let told = plan::breach(cx.lang, &Breach::WrongFund { fund: fund.clone(), group });
            (PlanItem::Reason, fill(texts.asks_reason, &[&told]))
        }));
    }
    wrong
}
