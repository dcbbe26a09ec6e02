//! The acts on a plan: drafted, approved, closed, assigned, added to, budgeted.

use super::answer::{commit, refused};
use super::{PlanArgs, name, names, reason, show, wanted};
use crate::cli::error::{CliError, CommandResult};
use crate::cli::out::Out;
use crate::cli::session::Session;
use crate::cli::{lookup, narrowed, parse};
use crate::domain::error::RegisterError;
use crate::domain::holiday::RoundCode;
use crate::domain::op::Op;
use crate::domain::place::VillageSaid;
use crate::domain::plan::breach::PlanRule;
use crate::domain::plan::{
    Approval, Assigned, Assignment, BudgetChange, PlanAddition, PlanApproval, PlanState,
};
use crate::domain::round::RoundRule;
use crate::domain::text::{CleanText, NAME_MAX, NOTE_MAX, name_key};
use crate::lang::{fill, texts, words};
use crate::store::Store;

texts! {
    /// The texts of what was done with a plan.
    fn texts(lang) -> PlanChangeTexts {
        /// The round, by whom, the document, how many, what they come to.
        approved: "{} 已定稿（{}，{}）：{} 个对象，{}" / "approved {} ({}, {}): {} in it, {}";
        /// The round.
        returned: "{} 撤回定稿，又是草稿" / "{} is a draft again";
        closed: "已关闭 {}" / "closed {}";
        /// The team.
        assigned: "已分给 {}" / "assigned to {}";
        /// The same, of one that comes into being.
        assigned_new: "已分给新的走访组 {}" / "assigned to the new team {}";
        led: "带队领导：{}" / "led by {}";
        removed: "已去掉" / "taken away";
        /// Who.
        added: "已增补 {}" / "added {}";
        /// A fund.
        budgeted: "已记：{}" / "kept: {}";
        /// What was typed, the townships.
        several_villages: "几个苏木镇场都有 {}（{}）：再写 --township" / "{} lies in several townships ({}): give --township too";
    }
}

/// Creates the round if nobody has, takes an approval back where a reason is given, and shows the draft.
pub(super) fn draft(args: &PlanArgs, session: &Session, code: RoundCode, out: &mut Out) -> CommandResult {
    let reason = reason(args, session)?;
    let today = session.clock.today();
    let mut store = session.open()?;
    let round = store.round(code)?;
    if !round.created {
        if round.window.grace_until < today {
            return refused(session, code, RegisterError::Round(RoundRule::Over), out);
        }
        let daily = crate::cli::kept::Daily::ask(session, &store);
        if store.create_round(round, &session.ctx())? {
            out.note_written();
        }
        let shown = show::show(args, session, code, out);
        daily.keep(session, &store, out);
        return shown;
    }
    let rule = match (PlanState::of(&round, today), reason) {
        (PlanState::Draft, _) => return show::show(args, session, code, out),
        (PlanState::Approved, Some(reason)) => {
            let told = fill(texts(session.lang).returned, &[&words::round(session.lang, code)]);
            return commit(
                session,
                &mut store,
                code,
                &Op::ReturnPlan { round: code, reason },
                (&told, None),
                out,
            );
        }
        (PlanState::Approved, None) => PlanRule::Approved,
        (PlanState::Settled, _) => PlanRule::Over,
        (PlanState::Closed, _) => PlanRule::Closed,
    };
    refused(session, code, RegisterError::Plan(rule), out)
}

/// Approves the plan.
pub(super) fn approve(args: &PlanArgs, session: &Session, code: RoundCode, out: &mut Out) -> CommandResult {
    let (Some(by), Some(document)) = (&args.by, &args.document) else {
        return Err(wanted(session, |texts| texts.by_document));
    };
    let on = args.on.as_deref().map(|told| parse::day(session, told)).transpose()?;
    let approval = Approval {
        by: parse::text(session, by, NAME_MAX)?,
        document: parse::text(session, document, NAME_MAX)?,
        on: on.unwrap_or_else(|| session.clock.today()),
    };
    let reason = reason(args, session)?;
    let mut store = session.open()?;
    let head = store.plan(code, session.clock.today())?;
    let told = fill(
        texts(session.lang).approved,
        &[
            &words::round(session.lang, code),
            &approval.by,
            &approval.document,
            &(head.people + head.units),
            &words::yuan(session.lang, head.planned),
        ],
    );
    let op = Op::ApprovePlan(Box::new(PlanApproval { round: code, approval, reason, seen: None }));
    commit(session, &mut store, code, &op, (&told, None), out)
}

/// Closes the round.
pub(super) fn close(args: &PlanArgs, session: &Session, code: RoundCode, out: &mut Out) -> CommandResult {
    let reason = reason(args, session)?.ok_or_else(|| wanted(session, |texts| texts.a_reason))?;
    let mut store = session.open()?;
    let told = fill(texts(session.lang).closed, &[&words::round(session.lang, code)]);
    commit(session, &mut store, code, &Op::CloseRound { code, reason }, (&told, None), out)
}

/// Gives lines to a team, a leader, or both.
pub(super) fn assign(args: &PlanArgs, session: &Session, code: RoundCode, out: &mut Out) -> CommandResult {
    let mut said = args.what.iter();
    // Who is named alone beside a leader, and no township, is whom the leader goes to.
    let is_led = args.leader.is_some() && args.township.is_none() && args.what.len() == 1;
    let named =
        if args.remove || is_led { args.team.as_ref() } else { args.team.as_ref().or_else(|| said.next()) };
    let named = named.filter(|_| !args.remove);
    let team = match named {
        Some(team) => Some(parse::text(session, team, NAME_MAX)?),
        None => args.remove.then(CleanText::default),
    };
    let leader = name(session, args.leader.as_deref())?;
    if team.is_none() && leader.is_none() {
        return Err(wanted(session, |texts| texts.a_team));
    }
    let handlers = names(session, &args.handlers)?;
    let mut store = session.open()?;
    let township = match &args.township {
        Some(said) => Some(parse::township(session, &store.townships()?, said)?),
        None => None,
    };
    let recipients: Vec<&String> = said.collect();
    let to = match (township, &args.village) {
        (Some(township), Some(village)) => {
            let village = narrowed::village(session, &store, Some(&township), Some(village))?;
            Assigned::Village(township, village.unwrap_or_default())
        }
        (Some(township), None) => Assigned::Township(township),
        (None, Some(village)) if recipients.is_empty() => only_village(session, &store, village)?,
        (None, _) if !recipients.is_empty() => {
            let mut ids = Vec::new();
            for one in recipients {
                ids.push(lookup::written(session, &mut store, one)?);
            }
            Assigned::Recipients(ids)
        }
        (None, _) => return Err(wanted(session, |texts| texts.to_whom)),
    };
    let texts = texts(session.lang);
    let told = match (&team, &leader) {
        (Some(said), _) if !said.is_empty() => {
            let known = store.teams()?.into_iter().find(|one| name_key(&one.name) == name_key(said));
            match known {
                Some(team) => fill(texts.assigned, &[&team.name]),
                None => fill(texts.assigned_new, &[said]),
            }
        }
        (_, Some(leader)) if !leader.is_empty() => fill(texts.led, &[leader]),
        (Some(_) | None, Some(_) | None) => texts.removed.to_owned(),
    };
    let new_handlers = args.new_handler;
    let asked = Assignment { round: code, to, team, handlers, new_handlers, leader };
    commit(session, &mut store, code, &Op::AssignPlan(Box::new(asked)), (&told, None), out)
}

/// The one village of that name, in whatever township it lies.
fn only_village(session: &Session, store: &Store, said: &str) -> Result<Assigned, CliError> {
    let Some(name) = narrowed::village(session, store, None, Some(said))? else {
        return Err(wanted(session, |texts| texts.somebody));
    };
    let mut found = Vec::new();
    for township in store.townships()? {
        if let VillageSaid::Known(village) = store.village_said(Some(&township.code), &name)? {
            found.push((township.name, Assigned::Village(township.code, village)));
        }
    }
    if let [(_, one)] = found.as_slice() {
        return Ok(one.clone());
    }
    let names: Vec<&str> = found.iter().map(|(township, _)| township.as_str()).collect();
    let names = names.join(session.lang.pick("、", ", "));
    Err(CliError::usage(fill(texts(session.lang).several_villages, &[&name, &names])))
}

/// Puts somebody on an approved plan.
pub(super) fn add(args: &PlanArgs, session: &Session, code: RoundCode, out: &mut Out) -> CommandResult {
    let [who] = args.what.as_slice() else { return Err(wanted(session, |texts| texts.somebody)) };
    let Some(reason) = &args.reason else { return Err(wanted(session, |texts| texts.a_reason)) };
    let reason = parse::text(session, reason, NOTE_MAX)?;
    let group = name(session, args.groups.first().map(String::as_str))?;
    let mut store = session.open()?;
    let recipient = lookup::written(session, &mut store, who)?;
    let card = store.recipient(recipient)?;
    let told = fill(texts(session.lang).added, &[&card.name]);
    let op = Op::AddToPlan(Box::new(PlanAddition { round: code, recipient, group, reason }));
    let id = recipient.to_string();
    commit(session, &mut store, code, &op, (&told, Some(&id)), out)
}

/// Sets the budget of a fund, what it pays, and what it may pay; without a fund the budgets are shown.
pub(super) fn budget(args: &PlanArgs, session: &Session, code: RoundCode, out: &mut Out) -> CommandResult {
    let (fund, budget) = match args.what.as_slice() {
        [] => return show::budgets(session, code, out),
        [_] if args.groups.is_empty() && args.only.is_empty() => {
            return Err(wanted(session, |texts| texts.a_fund));
        }
        [fund] => (fund, None),
        [fund, sum] => (fund, Some(parse::amount(session, sum)?)),
        [..] => return Err(wanted(session, |texts| texts.a_fund)),
    };
    let fund = parse::text(session, fund, NAME_MAX)?;
    let is_all = |one: &String| ["all", "全部"].contains(&one.trim());
    let only = match args.only.as_slice() {
        [] => None,
        [one] if is_all(one) => Some(Vec::new()),
        all => Some(names(session, all)?),
    };
    let groups = names(session, &args.groups)?;
    let told = fill(texts(session.lang).budgeted, &[&fund]);
    let asked = BudgetChange { round: code, fund, budget, groups, only, reason: reason(args, session)? };
    let mut store = session.open()?;
    commit(session, &mut store, code, &Op::SetBudget(Box::new(asked)), (&told, None), out)
}
