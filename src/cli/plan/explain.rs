//! Why somebody is on a plan or not, and what changed since the last round of the same holiday.

use chrono::NaiveDate;
use serde::Serialize;

use super::{PlanArgs, code_of, wanted};
use crate::cli::error::{CommandResult, Status};
use crate::cli::json;
use crate::cli::lookup;
use crate::cli::out::Out;
use crate::cli::session::Session;
use crate::cli::table::{Side, Table};
use crate::domain::holiday::RoundCode;
use crate::domain::money::Fen;
use crate::domain::plan::compare::{Comparison, Dropped, Planned};
use crate::domain::plan::explain::NotPlanned;
use crate::domain::round::Standard;
use crate::lang::{self, fill, texts, words};

texts! {
    /// The texts of an explanation and a comparison.
    fn texts(lang) -> PlanExplainTexts {
        /// The name, the standard.
        planned: "{} 在计划上：{}" / "{} is on the plan: {}";
        /// The name, why.
        not_planned: "{} 不在计划上：{}" / "{} is not on the plan: {}";
        /// Why.
        added: "增补：{}" / "added: {}";
        /// The day.
        basis: "基准日（慰问期第一天）{}" / "basis day (the first of the window) {}";
        fixed: "名单已固定，以下是现在的资料" / "the list is fixed; below is what the facts say by now";
        from: "起" / "from";
        until: "止" / "until";
        bearing: "结果" / "bearing";
        /// How many, the round.
        late: "定稿后新符合条件的 {} 人，还不在计划上；增补：muster plan {} add 姓名 --reason 理由" / "eligible since the approval and not on the plan: {}; add them by muster plan {} add NAME --reason WHY";
        no_before: "没有更早的同一节日活动" / "there is no earlier round of that holiday";
        /// The round before, its count, new, dropped, the count now.
        sums: "{} {} 个对象，新增 {}，减少 {}，现在 {}" / "{}: {} in it; {} new, {} dropped, {} now";
        /// Both sums.
        cash: "慰问金由 {} 到 {}" / "cash from {} to {}";
        new: "新增" / "new";
        dropped: "减少" / "dropped";
        changed: "金额变动" / "amount changed";
        before: "上次" / "before";
        now: "现在" / "now";
        why: "原因" / "why";
    }
}

#[derive(Serialize)]
struct StandardJson<'a> {
    group: &'a str,
    amount_fen: i64,
    goods: Option<&'a str>,
    goods_fen: i64,
}

impl<'a> From<&'a Standard> for StandardJson<'a> {
    fn from(one: &'a Standard) -> Self {
        Self {
            group: &one.group,
            amount_fen: one.cash.get(),
            goods: json::filled(&one.goods),
            goods_fen: one.goods_value.get(),
        }
    }
}

#[derive(Serialize)]
struct GroupJson<'a> {
    group: &'a str,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    standard: Option<StandardJson<'a>>,
    bearing: &'static str,
}

#[derive(Serialize)]
struct ExplainJson<'a> {
    round: String,
    recipient: String,
    name: &'a str,
    planned: bool,
    basis_day: NaiveDate,
    standard: Option<StandardJson<'a>>,
    added: Option<&'a str>,
    fixed: bool,
    groups: Vec<GroupJson<'a>>,
    why_not: Option<&'static str>,
    message: Option<String>,
}

/// Explains the line of somebody, or that there is none.
pub(super) fn explain(args: &PlanArgs, session: &Session, code: RoundCode, out: &mut Out) -> CommandResult {
    let [who] = args.what.as_slice() else { return Err(wanted(session, |texts| texts.somebody)) };
    let mut store = session.open()?;
    let id = lookup::recipient(session, &mut store, who)?;
    let told = store.explain_plan(code, id)?;
    let lang = session.lang;
    let why = told.why_not.map(|why| lang::plan::why_not(lang, why));
    if session.json {
        let groups = told.groups.iter().map(|one| GroupJson {
            group: &one.held.label,
            from: one.held.from,
            until: one.held.until,
            standard: one.standard.as_ref().map(Into::into),
            bearing: one.bearing.code(),
        });
        out.json(&ExplainJson {
            round: code_of(code),
            recipient: id.to_string(),
            name: &told.name,
            planned: told.planned,
            basis_day: told.basis_day,
            standard: told.standard.as_ref().map(Into::into),
            added: told.added.as_deref(),
            fixed: told.fixed,
            groups: groups.collect(),
            why_not: told.why_not.map(NotPlanned::code),
            message: why,
        });
        return Ok(Status::Fine);
    }
    let texts = texts(lang);
    let standard = told.standard.as_ref();
    let said =
        standard.map(|one| format!("{} {}", one.group, words::standard(lang, one))).unwrap_or_default();
    out.line(&if told.planned {
        fill(texts.planned, &[&told.name, &said])
    } else {
        fill(texts.not_planned, &[&told.name, &why.unwrap_or_default()])
    });
    if let Some(added) = &told.added {
        out.line(&fill(texts.added, &[added]));
    }
    out.line(&fill(texts.basis, &[&told.basis_day]));
    if told.fixed {
        out.line(texts.fixed);
    }
    let heads = session.heads();
    let mut table = Table::new(&[
        (heads.group, Side::Left),
        (texts.from, Side::Left),
        (texts.until, Side::Left),
        (heads.standard, Side::Left),
        (texts.bearing, Side::Left),
    ]);
    let day = |on: Option<NaiveDate>| on.map(|on| on.to_string()).unwrap_or_default();
    for one in &told.groups {
        table.row(vec![
            one.held.label.to_string(),
            day(one.held.from),
            day(one.held.until),
            one.standard.as_ref().map(|standard| words::standard(lang, standard)).unwrap_or_default(),
            lang::plan::bearing(lang, one.bearing).to_owned(),
        ]);
    }
    out.lines(&table.lines());
    Ok(Status::Fine)
}

#[derive(Serialize)]
struct PersonJson<'a> {
    recipient: String,
    name: &'a str,
    township: &'a str,
    village: Option<&'a str>,
    group: &'a str,
    amount_fen: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    before_fen: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'static str>,
}

impl<'a> PersonJson<'a> {
    fn of(one: &'a Planned, before: Option<Fen>, why: Option<Dropped>) -> Self {
        Self {
            recipient: one.id.to_string(),
            name: &one.name,
            township: &one.township,
            village: json::filled(&one.village),
            group: &one.group,
            amount_fen: one.amount.get(),
            before_fen: before.map(Fen::get),
            why: why.map(Dropped::code),
        }
    }
}

#[derive(Serialize)]
struct ReasonJson {
    why: &'static str,
    count: u64,
}

#[derive(Serialize)]
struct CompareJson<'a> {
    round: String,
    before: Option<String>,
    old: u64,
    now: u64,
    old_fen: i64,
    now_fen: i64,
    reasons: Vec<ReasonJson>,
    new: Vec<PersonJson<'a>>,
    dropped: Vec<PersonJson<'a>>,
    changed: Vec<PersonJson<'a>>,
    /// Who came to be eligible since the approval, and is not on the plan.
    late: Vec<PersonJson<'a>>,
}

/// Compares the plan with that of the last round of the same holiday.
pub(super) fn compare(session: &Session, code: RoundCode, out: &mut Out) -> CommandResult {
    let today = session.clock.today();
    let told = session.open()?.reading(|store| store.compare_plan(code, today))?;
    if session.json {
        let reasons = told.reasons().into_iter();
        out.json(&CompareJson {
            round: code_of(code),
            before: told.before.map(code_of),
            old: told.counts[0],
            now: told.counts[1],
            old_fen: told.planned[0].get(),
            now_fen: told.planned[1].get(),
            reasons: reasons.map(|(why, count)| ReasonJson { why: why.code(), count }).collect(),
            new: told.new.iter().map(|one| PersonJson::of(one, None, None)).collect(),
            dropped: told.dropped.iter().map(|(one, why)| PersonJson::of(one, None, Some(*why))).collect(),
            changed: told.changed.iter().map(|(one, was)| PersonJson::of(one, Some(*was), None)).collect(),
            late: told.late.iter().map(|one| PersonJson::of(one, None, None)).collect(),
        });
    } else {
        print(session, &told, out);
        print_late(session, code, &told.late, out);
    }
    Ok(Status::Fine)
}

/// Who came to be eligible since the approval, and how they are added.
fn print_late(session: &Session, code: RoundCode, late: &[Planned], out: &mut Out) {
    if late.is_empty() {
        return;
    }
    let heads = session.heads();
    out.line(&fill(texts(session.lang).late, &[&late.len(), &code]));
    let mut table = Table::new(&[
        (heads.township, Side::Left),
        (heads.village, Side::Left),
        (heads.name, Side::Left),
        (heads.group, Side::Left),
        (texts(session.lang).now, Side::Right),
    ]);
    for one in late {
        let [township, village, name, group] =
            [&one.township, &one.village, &one.name, &one.group].map(ToString::to_string);
        table.row(vec![township, village, name, group, one.amount.short()]);
    }
    out.lines(&table.lines());
}

fn print(session: &Session, told: &Comparison, out: &mut Out) {
    let (lang, texts, heads) = (session.lang, texts(session.lang), session.heads());
    let Some(before) = told.before else {
        out.line(texts.no_before);
        return;
    };
    out.line(&fill(
        texts.sums,
        &[
            &words::round(lang, before),
            &told.counts[0],
            &told.new.len(),
            &told.dropped.len(),
            &told.counts[1],
        ],
    ));
    out.line(&fill(texts.cash, &[&words::yuan(lang, told.planned[0]), &words::yuan(lang, told.planned[1])]));
    let mut table = Table::new(&[
        ("", Side::Left),
        (heads.township, Side::Left),
        (heads.village, Side::Left),
        (heads.name, Side::Left),
        (heads.group, Side::Left),
        (texts.before, Side::Right),
        (texts.now, Side::Right),
        (texts.why, Side::Left),
    ]);
    let mut row = |what: &str, one: &Planned, sums: [Option<Fen>; 2], why: &str| {
        let [before, now] = sums.map(|sum| sum.map(Fen::short).unwrap_or_default());
        table.row(vec![
            what.to_owned(),
            one.township.to_string(),
            one.village.to_string(),
            one.name.to_string(),
            one.group.to_string(),
            before,
            now,
            why.to_owned(),
        ]);
    };
    for one in &told.new {
        row(texts.new, one, [None, Some(one.amount)], "");
    }
    for (one, why) in &told.dropped {
        row(texts.dropped, one, [Some(one.amount), None], lang::plan::dropped(lang, *why));
    }
    for (one, was) in &told.changed {
        row(texts.changed, one, [Some(*was), Some(one.amount)], "");
    }
    let lines = table.lines();
    if told.new.len() + told.dropped.len() + told.changed.len() > 0 {
        out.lines(&lines);
    }
}
