//! The plan as it is listed.

use chrono::NaiveDate;
use serde::Serialize;

use super::{PlanArgs, code_of};
use crate::cli::error::{CliError, CommandResult, Status};
use crate::cli::json;
use crate::cli::narrowed;
use crate::cli::out::Out;
use crate::cli::parse;
use crate::cli::session::Session;
use crate::cli::station;
use crate::cli::table::{Columns, Side, Table};
use crate::domain::holiday::RoundCode;
use crate::domain::money::Fen;
use crate::domain::plan::breach::Breach;
use crate::domain::plan::{Approval, FundSum, PlanFilter, PlanHead, PlanLine};
use crate::domain::recipient::Kind;
use crate::lang::{self, fill, texts, words};
use crate::store::Store;

texts! {
    /// The texts of a plan that is listed.
    fn texts(lang) -> PlanShowTexts {
        /// The round, its state.
        title: "{}  {}" / "{}  {}";
        /// By whom, the document, the day.
        approval: "{}，{}，{}" / "{}, {}, {}";
        /// People, units, cash.
        sums: "{} 人、{} 个单位，慰问金 {}" / "{} pe{rson|ople}, {} unit{|s}, cash {}";
        goods: "，慰问品折 {}" / ", goods worth {}";
        added: "，其中增补 {}" / ", {} of them added";
        unassigned: "，未分组 {}" / ", {} without a team";
        /// A fund, what is planned, its budget.
        fund: "{}：计划 {}，预算 {}" / "{}: planned {}, budget {}";
        no_fund: "未定资金" / "no fund";
        none: "未定" / "none";
        /// Groups.
        only: "，只能用于 {}" / ", pays only {}";
        empty: "计划上没有对象" / "nobody is on the plan";
        head_fund: "资金" / "fund";
        head_team: "走访组" / "team";
        head_leader: "带队领导" / "leader";
        head_added: "增补" / "added";
        comma: "、" / ", ";
    }
}

#[derive(Serialize)]
struct PlanJson<'a> {
    round: String,
    state: &'static str,
    budget_fen: Option<i64>,
    planned_fen: i64,
    people: u64,
    units: u64,
    planned_goods_fen: i64,
    added: u64,
    unassigned: u64,
    approval: Option<ApprovalJson<'a>>,
    funds: Vec<FundJson<'a>>,
    breaches: Vec<BreachJson<'a>>,
}

#[derive(Serialize)]
struct ApprovalJson<'a> {
    by: &'a str,
    document: &'a str,
    on: NaiveDate,
}

#[derive(Serialize)]
struct FundJson<'a> {
    fund: Option<&'a str>,
    budget_fen: Option<i64>,
    planned_fen: i64,
    lines: u64,
    groups: Vec<&'a str>,
    only: Vec<&'a str>,
}

#[derive(Serialize)]
struct BreachJson<'a> {
    rule: &'static str,
    fund: Option<&'a str>,
    group: Option<&'a str>,
    budget_fen: Option<i64>,
    planned_fen: Option<i64>,
}

#[derive(Serialize)]
struct LineJson<'a> {
    recipient: String,
    name: &'a str,
    township: &'a str,
    village: Option<&'a str>,
    group: &'a str,
    fund: Option<&'a str>,
    amount_fen: i64,
    goods: Option<&'a str>,
    team: Option<&'a str>,
    state: &'static str,
    kind: &'static str,
    goods_fen: i64,
    leader: Option<&'a str>,
    station: Option<&'a str>,
    /// Why they were added after the approval.
    added: Option<&'a str>,
}

impl<'a> From<&'a PlanLine> for LineJson<'a> {
    fn from(line: &'a PlanLine) -> Self {
        let row = &line.row;
        Self {
            recipient: row.id.to_string(),
            name: &row.name,
            township: &row.township,
            village: json::filled(&row.village),
            group: &row.group,
            fund: json::filled(&line.fund),
            amount_fen: line.amount().get(),
            goods: row.standard.as_ref().and_then(|standard| json::filled(&standard.goods)),
            team: json::filled(&line.team),
            state: row.state.code(),
            kind: json::kind(row.kind),
            goods_fen: line.goods_value().get(),
            leader: json::filled(&line.leader),
            station: json::filled(&line.station),
            added: line.added.as_deref(),
        }
    }
}

fn funds(all: &[FundSum]) -> Vec<FundJson<'_>> {
    all.iter()
        .map(|one| FundJson {
            fund: json::filled(&one.fund),
            budget_fen: one.budget.map(Fen::get),
            planned_fen: one.planned.get(),
            lines: one.lines,
            groups: one.groups.iter().map(AsRef::as_ref).collect(),
            only: one.only.iter().map(AsRef::as_ref).collect(),
        })
        .collect()
}

fn breaches(all: &[Breach]) -> Vec<BreachJson<'_>> {
    all.iter()
        .map(|one| match one {
            Breach::OverBudget { fund, budget, planned } => BreachJson {
                rule: one.code(),
                fund: json::filled(fund),
                group: None,
                budget_fen: Some(budget.get()),
                planned_fen: Some(planned.get()),
            },
            Breach::WrongFund { fund, group } => BreachJson {
                rule: one.code(),
                fund: json::filled(fund),
                group: json::filled(group),
                budget_fen: None,
                planned_fen: None,
            },
        })
        .collect()
}

fn approval(one: &Approval) -> ApprovalJson<'_> {
    ApprovalJson { by: &one.by, document: &one.document, on: one.on }
}

/// What the lines that are asked for come to.
#[derive(Default)]
struct Sums {
    people: u64,
    units: u64,
    added: u64,
    unassigned: u64,
    cash: Fen,
    goods: Fen,
}

impl Sums {
    fn of(head: &PlanHead) -> Self {
        Self {
            people: head.people,
            units: head.units,
            added: head.added,
            unassigned: head.unassigned,
            cash: head.planned,
            goods: head.goods_value,
        }
    }

    fn add(&mut self, line: &PlanLine) {
        *(if line.row.kind == Kind::Unit { &mut self.units } else { &mut self.people }) += 1;
        self.added += u64::from(line.added.is_some());
        self.unassigned += u64::from(line.team.is_empty());
        self.cash = self.cash.plus(line.amount());
        self.goods = self.goods.plus(line.goods_value());
    }
}

fn filter(args: &PlanArgs, session: &Session, store: &Store) -> Result<PlanFilter, CliError> {
    let township = match &args.township {
        Some(said) => Some(parse::township(session, &store.townships()?, said)?),
        None => None,
    };
    let station = station::named(session, store, args.station.as_deref())?;
    let village = narrowed::village(session, store, township.as_ref(), args.village.as_deref())?;
    Ok(PlanFilter {
        township,
        village,
        station,
        team: station::team_named(session, store, args.team.as_deref())?,
        unassigned: args.unassigned,
    })
}

/// Lists the plan. A plan without anybody is an answer, not a failure.
pub(super) fn show(args: &PlanArgs, session: &Session, code: RoundCode, out: &mut Out) -> CommandResult {
    let today = session.clock.today();
    session.open()?.reading(|store| {
        let filter = filter(args, session, store)?;
        let head = store.plan(code, today)?;
        let sums = if filter == PlanFilter::default() {
            Sums::of(&head)
        } else {
            let mut sums = Sums::default();
            store.plan_lines(code, &filter, today, |line| {
                sums.add(&line);
                Ok::<_, CliError>(())
            })?;
            sums
        };
        if session.json {
            let json = PlanJson {
                round: code_of(code),
                state: head.state.code(),
                budget_fen: head.budget.map(Fen::get),
                planned_fen: sums.cash.get(),
                people: sums.people,
                units: sums.units,
                planned_goods_fen: sums.goods.get(),
                added: sums.added,
                unassigned: sums.unassigned,
                approval: head.approval.as_ref().map(approval),
                funds: funds(&head.funds),
                breaches: breaches(&head.breaches),
            };
            let mut list = out.json_with_list(&json, "lines");
            store.plan_lines(code, &filter, today, |line| {
                list.item(&LineJson::from(&line));
                Ok::<_, CliError>(())
            })?;
            list.end();
            return Ok(Status::Fine);
        }
        print_head(session, &head, &sums, out);
        print_lines(session, store, (code, &filter, today), out)?;
        Ok(Status::Fine)
    })
}

fn print_head(session: &Session, head: &PlanHead, sums: &Sums, out: &mut Out) {
    let (lang, texts) = (session.lang, texts(session.lang));
    let round = words::round(lang, head.round.code);
    let mut title = fill(texts.title, &[&round, &lang::plan::state(lang, head.state)]);
    if let Some(one) = &head.approval {
        title.push_str("  ");
        title.push_str(&fill(texts.approval, &[&one.by, &one.document, &one.on]));
    }
    out.line(&title);
    let mut line = fill(texts.sums, &[&sums.people, &sums.units, &words::yuan(lang, sums.cash)]);
    if sums.goods > Fen::ZERO {
        line.push_str(&fill(texts.goods, &[&words::yuan(lang, sums.goods)]));
    }
    for (text, count) in [(texts.added, sums.added), (texts.unassigned, sums.unassigned)] {
        if count > 0 {
            line.push_str(&fill(text, &[&count]));
        }
    }
    out.line(&line);
    print_funds(session, head, out);
}

fn print_funds(session: &Session, head: &PlanHead, out: &mut Out) {
    let (lang, texts) = (session.lang, texts(session.lang));
    if head.funds.iter().any(|one| !one.fund.is_empty() || one.budget.is_some()) {
        for one in &head.funds {
            let fund = if one.fund.is_empty() { texts.no_fund } else { one.fund.as_str() };
            let budget = one.budget.map_or_else(|| texts.none.to_owned(), |sum| words::yuan(lang, sum));
            let mut line = fill(texts.fund, &[&fund, &words::yuan(lang, one.planned), &budget]);
            if !one.only.is_empty() {
                let names: Vec<&str> = one.only.iter().map(AsRef::as_ref).collect();
                line.push_str(&fill(texts.only, &[&names.join(texts.comma)]));
            }
            out.line(&line);
        }
    }
    for breach in &head.breaches {
        out.line(&lang::plan::breach(lang, breach));
    }
}

fn print_lines(
    session: &Session,
    store: &Store,
    (code, filter, today): (RoundCode, &PlanFilter, NaiveDate),
    out: &mut Out,
) -> Result<(), CliError> {
    let (heads, texts) = (session.heads(), texts(session.lang));
    let mut columns = Columns::new(&[
        (heads.township, Side::Left),
        (heads.village, Side::Left),
        (heads.name, Side::Left),
        (heads.group, Side::Left),
        (texts.head_fund, Side::Left),
        (heads.cash, Side::Right),
        (heads.goods, Side::Left),
        (texts.head_team, Side::Left),
        (texts.head_leader, Side::Left),
        (heads.state, Side::Left),
        (texts.head_added, Side::Left),
    ]);
    let cells = |line: &PlanLine| {
        let row = &line.row;
        [
            row.township.to_string(),
            row.village.to_string(),
            row.name.to_string(),
            row.group.to_string(),
            line.fund.to_string(),
            line.amount().short(),
            row.standard.as_ref().map(|standard| standard.goods.to_string()).unwrap_or_default(),
            line.team.to_string(),
            line.leader.to_string(),
            words::standing(session.lang, row.standing, row.state, today),
            line.added.as_ref().map(ToString::to_string).unwrap_or_default(),
        ]
    };
    store.plan_lines(code, filter, today, |line| {
        columns.measure(&cells(&line));
        Ok::<_, CliError>(())
    })?;
    if columns.is_empty() {
        out.line(texts.empty);
        return Ok(());
    }
    out.line("");
    out.line(&columns.heads());
    store.plan_lines(code, filter, today, |line| {
        out.line(&columns.line(&cells(&line)));
        Ok::<_, CliError>(())
    })
}

#[derive(Serialize)]
struct BudgetsJson<'a> {
    round: String,
    budget_fen: Option<i64>,
    planned_fen: i64,
    funds: Vec<FundJson<'a>>,
    breaches: Vec<BreachJson<'a>>,
}

/// Shows the budgets alone.
pub(super) fn budgets(session: &Session, code: RoundCode, out: &mut Out) -> CommandResult {
    let head = session.open()?.reading(|store| store.plan(code, session.clock.today()))?;
    if session.json {
        out.json(&BudgetsJson {
            round: code_of(code),
            budget_fen: head.budget.map(Fen::get),
            planned_fen: head.planned.get(),
            funds: funds(&head.funds),
            breaches: breaches(&head.breaches),
        });
        return Ok(Status::Fine);
    }
    let (lang, texts) = (session.lang, texts(session.lang));
    let mut table = Table::new(&[(texts.head_fund, Side::Left), (session.heads().group, Side::Left)]);
    for one in &head.funds {
        let fund = if one.fund.is_empty() { texts.no_fund } else { one.fund.as_str() };
        let groups: Vec<&str> = one.groups.iter().map(AsRef::as_ref).collect();
        table.row(vec![fund.to_owned(), groups.join(texts.comma)]);
    }
    out.line(&fill(texts.title, &[&words::round(lang, code), &lang::plan::state(lang, head.state)]));
    print_funds(session, &head, out);
    out.lines(&table.lines());
    Ok(Status::Fine)
}
