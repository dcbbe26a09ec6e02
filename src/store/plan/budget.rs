//! Budgets, the funds that standards name, and the groups that a fund may pay.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde_json::json;

use super::approval::says;
use crate::domain::error::RegisterError;
use crate::domain::op::WriteContext;
use crate::domain::plan::breach::{Breach, PlanRule, may_pay};
use crate::domain::plan::{BudgetChange, PlanState};
use crate::domain::text::{CleanText, NAME_MAX};
use crate::store::file::error::Result;
use crate::store::planning::book::{self, Book, Named};
use crate::store::{audit, labels, rounds};

fn refused<T>(rule: PlanRule) -> Result<T> {
    Err(RegisterError::Plan(rule))
}

/// Sets them. Answers whether anything changed.
pub(crate) fn set(conn: &Connection, asked: &BudgetChange, ctx: &WriteContext) -> Result<bool> {
    let round = rounds::load(conn, asked.round)?;
    if !round.created {
        return refused(PlanRule::NotCreated);
    }
    let state = PlanState::of(&round, ctx.today);
    if state == PlanState::Closed {
        return refused(PlanRule::Closed);
    }
    let is_draft = round.settled_on.is_none();
    if !is_draft && !asked.groups.is_empty() {
        return refused(PlanRule::Approved);
    }
    let length = asked.fund.chars().count();
    if length > NAME_MAX || !asked.fund.chars().any(char::is_alphanumeric) {
        return refused(PlanRule::Nothing);
    }
    let reason = says(asked.reason.as_ref());
    if !is_draft && reason.is_none() {
        return Err(RegisterError::ReasonRequired);
    }
    let fund = asked.fund.as_str();
    let groups = labels::groups(conn)?;
    for name in asked.groups.iter().chain(asked.only.iter().flatten()) {
        if !groups.iter().any(|group| group.name == *name) {
            return Err(RegisterError::NotFound(name.clone()));
        }
    }
    let old_only = book::only(conn, fund)?;
    let only = asked.only.clone().unwrap_or_else(|| old_only.clone());
    let wrong = asked.groups.iter().filter(|group| !may_pay(&only, group));
    let wrong: Vec<Breach> =
        wrong.map(|group| Breach::WrongFund { fund: asked.fund.clone(), group: group.clone() }).collect();
    if !wrong.is_empty() && reason.is_none() {
        return refused(PlanRule::Asks(wrong));
    }
    let before = Book::load(conn, asked.round)?;
    let mut now = before.clone();
    if let Some(budget) = asked.budget {
        now.budgets.insert(fund.to_owned(), budget.get());
    }
    let free = |name: &CleanText| !before.funds.contains_key(name.as_str()) && may_pay(&only, name);
    let named: Vec<CleanText> = if !is_draft {
        Vec::new()
    } else if asked.groups.is_empty() && asked.budget.is_some() {
        round.standards.iter().map(|one| one.group.clone()).filter(free).collect()
    } else {
        asked.groups.clone()
    };
    for group in &named {
        let reason = reason.filter(|_| !may_pay(&only, group)).map(ToString::to_string);
        now.funds.insert(group.to_string(), Named { fund: fund.to_owned(), reason });
    }
    let is_new_rule = asked.only.is_some() && only != old_only;
    if is_new_rule && !is_draft {
        now.keep_rule(fund, &only);
    }
    if now == before && !is_new_rule {
        return Ok(false);
    }
    now.keep(conn, asked.round)?;
    if is_new_rule {
        book::keep_only(conn, fund, &only)?;
    }
    let strings = |all: &[CleanText]| all.iter().map(ToString::to_string).collect::<Vec<_>>();
    let own = named.iter().filter_map(|group| before.funds.get_key_value(group.as_str()));
    let was = json!({
        "fund": fund, "fen": before.budgets.get(fund), "only": strings(&old_only), "own": own.collect::<BTreeMap<_, _>>(),
    });
    let told = json!({
        "fund": fund, "fen": now.budgets.get(fund), "groups": strings(&named), "only": strings(&only),
        "asked": super::approval::codes(&wrong), "reason": reason.map(CleanText::as_str),
    });
    let code = asked.round.to_string();
    audit::line(conn, ctx, "set_budget", &code, Some(&was.to_string()), Some(&told.to_string()))?;
    Ok(true)
}
