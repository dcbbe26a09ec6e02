//! Plans and allocations in words: states, why something is refused, why somebody is on a plan or not, what acts left.

use serde_json::Value;

use super::{Lang, audit, fill, texts, words};
use crate::domain::allocation::{AllocationKind, Holder};
use crate::domain::money::Fen;
use crate::domain::plan::PlanState;
use crate::domain::plan::breach::{Breach, PlanRule};
use crate::domain::plan::compare::Dropped;
use crate::domain::plan::explain::{Bearing, NotPlanned};

texts! {
    /// The texts of plans.
    pub fn texts(lang) -> PlanTexts {
        draft: "草稿" / "draft";
        stays_approved:
            "计划已定稿：名单、金额和基准日仍按定稿，改动的标准用于下一次活动" /
            "The plan is approved: its lines, amounts and basis day stay; changed standards are those of the next round";
        approved: "定稿" / "approved";
        settled: "已过" / "over";
        closed: "结束" / "closed";
        not_created: "活动还没有建立：先 plan 活动 draft" / "The round was not created: plan ROUND draft first";
        is_draft: "计划还是草稿：先定稿（plan 活动 approve）" / "The plan is a draft: approve it first (plan ROUND approve)";
        is_approved: "计划已经定稿；要改先写明理由撤回（plan 活动 draft --reason）" / "The plan is approved; take it back with a reason first (plan ROUND draft --reason)";
        is_over: "活动已过，名单已固定" / "The round is over: its list stands";
        is_closed: "活动已经关闭" / "The round was closed";
        nobody: "计划上没有对象，不能定稿" / "Nobody is on the plan: there is nothing to approve";
        used: "定稿以后已有登记或下拨，不能撤回定稿" / "Calls or allocations were recorded since: the approval stands";
        on_plan: "{} 已在计划上" / "{} is on the plan already";
        not_on_plan: "{} 不在计划上" / "{} is not on the plan";
        struck: "{} 的增补撤销过，原来那一行按另一标准；请按原类别增补（--group），金额不同时登记写理由" / "An addition of {} was taken back, with another standard: add them by that group (--group), and give a reason for another sum";
        no_group: "{} 没有本次有标准的慰问类别；请用 --group 指明" / "{} holds no group with a standard in this round: name one with --group";
        gone: "{} 已去世、迁出或停发" / "{} died, left or is suspended";
        no_team: "没有这个走访组：{}" / "no team of that name: {}";
        /// How many lines, the sum.
        changed: "没有定稿：核对以后有变化，现在是 {} 个对象、{}；请再打开定稿核对" /
            "not approved: it changed since you looked, now {} on the plan, {}; open the approval again";
        team_name: "「{}」不能作走访组的名称：已是服务站或地方的名称，或表示没有分组" / "{} is no name for a team: a station or a place bears it, or it says that there is none";
        new_handlers: "经办人不在名单上：{}。名字写错就改；确是新人加 --new-handler，或先加入经办人名单" /
            "not on the list of handlers: {}; mend the name, or put somebody new there (--new-handler, or the list of handlers)";
        spent: "「{}」下拨的钱物已经发给了一些人，他们仍记在原处；请只改分还没有发的人（标记后再分）" /
            "some were given out of what {} was handed: they stay with it; assign only those not given yet (mark them)";
        no_holder: "没有这个服务站或走访组：{}" / "no station or team of that name: {}";
        nothing: "没有写全：名称、金额或数量缺少，或太长太大；物资不含现金" / "Something is missing, too long or too large: a name, a sum, a number; mass goods bear no cash";
        /// Of what, how much is open.
        too_much: "超过未结的数：{} 未结 {}" / "more than is open: {}, open {}";
        /// Who holds something.
        open: "下拨还有未结：{}。没有发的收回（give-back），或写明理由记损失（give-back --lost）；多发的补记下拨（allocate）" /
            "Allocations are open: {}. Take back what is left (give-back) or tell the loss (give-back --lost); hand out what was given beyond it (allocate)";
        day: "日期还没有到" / "The day has not come";
        /// What asks for a reason.
        asks: "须写理由：{}" / "A reason is needed: {}";
        /// A fund, its budget, what is planned.
        over_budget: "「{}」预算 {}，计划 {}" / "{}: budget {}, planned {}";
        over_all: "预算共 {}，计划 {}" / "all budgets {}, planned {}";
        /// A fund, a group.
        wrong_fund: "「{}」不能用于「{}」" / "{} may not pay {}";
        comma: "、" / ", ";
        semicolon: "；" / "; ";
        cash: "现金" / "cash";
        station: "服务站" / "station";
        team: "走访组" / "team";
        out: "下拨" / "handed out";
        mass: "物资" / "mass goods";
        back: "退回" / "back";
        lost: "损失" / "lost";
        undone: "撤销" / "taken back";
        wins: "按此标准" / "the basis";
        lower: "较低或并列在后" / "lower, or equal and later";
        no_standard: "本次没有标准" / "no standard in this round";
        not_held: "基准日不在此类" / "not held on the basis day";
        why_no_group: "没有慰问类别" / "no visit group";
        why_not_held: "基准日没有慰问类别" / "no visit group on the basis day";
        why_no_standard: "所在类别本次没有标准" / "no standard for any group held";
        why_died: "{} 去世" / "died on {}";
        why_moved: "{} 迁出" / "left on {}";
        why_suspended: "{} 停发" / "suspended on {}";
        why_after: "名单固定以后才符合；可增补（plan 活动 add）" / "eligible only since the list was fixed; add with plan ROUND add";
        dropped_died: "去世" / "died";
        dropped_moved: "迁出" / "left";
        dropped_suspended: "停发" / "suspended";
        dropped_merged: "已合并" / "merged";
        dropped_ended: "类别终止" / "group ended";
        dropped_standard: "类别没有标准" / "no standard";
        dropped_other: "其他" / "other";
    }
}

/// The state of a plan.
pub fn state(lang: Lang, state: PlanState) -> &'static str {
    let texts = texts(lang);
    match state {
        PlanState::Draft => texts.draft,
        PlanState::Approved => texts.approved,
        PlanState::Settled => texts.settled,
        PlanState::Closed => texts.closed,
    }
}

/// Something that asks for a reason.
pub fn breach(lang: Lang, breach: &Breach) -> String {
    let texts = texts(lang);
    match breach {
        Breach::OverBudget { fund, budget, planned } => {
            let [budget, planned] = [*budget, *planned].map(|sum| words::yuan(lang, sum));
            if fund.is_empty() {
                fill(texts.over_all, &[&budget, &planned])
            } else {
                fill(texts.over_budget, &[fund, &budget, &planned])
            }
        }
        Breach::WrongFund { fund, group } => fill(texts.wrong_fund, &[fund, group]),
    }
}

/// Why a plan or an allocation is not what was asked for.
pub fn refused(lang: Lang, rule: &PlanRule) -> String {
    let texts = texts(lang);
    match rule {
        PlanRule::NotCreated => texts.not_created.to_owned(),
        PlanRule::Draft => texts.is_draft.to_owned(),
        PlanRule::Approved => texts.is_approved.to_owned(),
        PlanRule::Over => texts.is_over.to_owned(),
        PlanRule::Closed => texts.is_closed.to_owned(),
        PlanRule::Changed { lines, planned } => fill(texts.changed, &[&lines, &words::yuan(lang, *planned)]),
        PlanRule::Nobody => texts.nobody.to_owned(),
        PlanRule::Used => texts.used.to_owned(),
        PlanRule::Asks(breaches) => {
            let all: Vec<String> = breaches.iter().map(|one| breach(lang, one)).collect();
            fill(texts.asks, &[&all.join(texts.semicolon)])
        }
        PlanRule::OnPlan(name) => fill(texts.on_plan, &[name]),
        PlanRule::NotOnPlan(name) => fill(texts.not_on_plan, &[name]),
        PlanRule::Struck(name) => fill(texts.struck, &[name]),
        PlanRule::NoGroup(name) => fill(texts.no_group, &[name]),
        PlanRule::Gone(name) => fill(texts.gone, &[name]),
        PlanRule::NoTeam(name) => fill(texts.no_team, &[name]),
        PlanRule::NoHolder(name) => fill(texts.no_holder, &[name]),
        PlanRule::TeamName(name) => fill(texts.team_name, &[name]),
        PlanRule::NewHandlers(names) => {
            let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
            fill(texts.new_handlers, &[&names.join(texts.comma)])
        }
        PlanRule::Spent(name) => fill(texts.spent, &[name]),
        PlanRule::Nothing => texts.nothing.to_owned(),
        PlanRule::TooMuch { what, open } if what.is_empty() => {
            fill(texts.too_much, &[&texts.cash, &words::yuan(lang, Fen::new(*open))])
        }
        PlanRule::TooMuch { what, open } => fill(texts.too_much, &[what, open]),
        PlanRule::Open(holders) => {
            let names: Vec<String> = holders.iter().map(|one| super::bulletin::holding(lang, one)).collect();
            fill(texts.open, &[&names.join(texts.comma)])
        }
        PlanRule::Day => texts.day.to_owned(),
    }
}

/// The kind of a holder.
pub fn holder(lang: Lang, holder: &Holder) -> &'static str {
    match holder {
        Holder::Station(_) => texts(lang).station,
        Holder::Team(_) => texts(lang).team,
    }
}

/// The kind of an act of an allocation.
pub fn kind(lang: Lang, kind: AllocationKind) -> &'static str {
    let texts = texts(lang);
    match kind {
        AllocationKind::Out => texts.out,
        AllocationKind::Mass => texts.mass,
        AllocationKind::Back => texts.back,
        AllocationKind::Lost => texts.lost,
        AllocationKind::Undone => texts.undone,
    }
}

/// How a group bears on a round.
pub fn bearing(lang: Lang, bearing: Bearing) -> &'static str {
    let texts = texts(lang);
    match bearing {
        Bearing::Wins => texts.wins,
        Bearing::Lower => texts.lower,
        Bearing::NoStandard => texts.no_standard,
        Bearing::NotHeld => texts.not_held,
    }
}

/// Why somebody is not on a plan.
pub fn why_not(lang: Lang, why: NotPlanned) -> String {
    let texts = texts(lang);
    match why {
        NotPlanned::NoGroup => texts.why_no_group.to_owned(),
        NotPlanned::NotHeld => texts.why_not_held.to_owned(),
        NotPlanned::NoStandard => texts.why_no_standard.to_owned(),
        NotPlanned::Died(on) => fill(texts.why_died, &[&on]),
        NotPlanned::Moved(on) => fill(texts.why_moved, &[&on]),
        NotPlanned::Suspended(on) => fill(texts.why_suspended, &[&on]),
        NotPlanned::AfterApproval => texts.why_after.to_owned(),
    }
}

/// Why somebody dropped out.
pub fn dropped(lang: Lang, why: Dropped) -> &'static str {
    let texts = texts(lang);
    match why {
        Dropped::Died => texts.dropped_died,
        Dropped::Moved => texts.dropped_moved,
        Dropped::Suspended => texts.dropped_suspended,
        Dropped::Merged => texts.dropped_merged,
        Dropped::GroupEnded => texts.dropped_ended,
        Dropped::NoStandard => texts.dropped_standard,
        Dropped::Other => texts.dropped_other,
    }
}

/// What an act on a plan or an allocation left, as the register writes it: its facts in a line, what asked for a reason in
/// What a change of a round whose plan is approved leaves as it is.
pub fn stays_approved(lang: Lang) -> &'static str {
    texts(lang).stays_approved
}

/// brackets, the reason last. None where it is no such act.
pub(super) fn act(lang: Lang, told: &str) -> Option<String> {
    let told: Value = serde_json::from_str(told).ok()?;
    let said = |key: &str| match told.get(key) {
        Some(Value::String(text)) if !text.is_empty() => Some(text.clone()),
        Some(Value::Array(all)) if !all.is_empty() => {
            Some(all.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(texts(lang).comma))
        }
        _ => None,
    };
    let kind_told =
        said("kind").and_then(|code| AllocationKind::parse(&code)).map(|it| kind(lang, it).to_owned());
    let round = said("round").and_then(|code| code.parse().ok()).map(|code| words::round(lang, code));
    let sum = told.get("fen").and_then(Value::as_i64).filter(|fen| *fen != 0);
    let sum = sum.map(|fen| words::yuan(lang, Fen::new(fen)));
    let facts = [
        round,
        kind_told,
        said("holder"),
        said("fund"),
        said("to"),
        said("team"),
        said("leader"),
        said("group"),
        said("groups"),
        sum,
        said("goods"),
        said("by"),
        said("document"),
        said("on"),
    ];
    let mut facts: Vec<String> = facts.into_iter().flatten().collect();
    if facts.is_empty() && told.get("rows").is_some() {
        facts.push(super::round_progress::of(lang).no_team.to_owned());
    }
    let asked = said("asked").map(|codes| format!("[{}]", audit::asked(lang, &codes)));
    let all: Vec<String> = [Some(facts.join(" ")), asked, said("reason")].into_iter().flatten().collect();
    Some(all.join("  ").trim().to_owned())
}
