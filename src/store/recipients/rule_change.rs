//! A group is given a rule, or its rule ends or never was: whoever holds the categories follows at once.

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::domain::error::RegisterError;
use crate::domain::group_change::RoundEffect;
use crate::domain::group_rule::{GroupRule, RuleChange, RuleDeed, RuleLook, with};
use crate::domain::op::WriteContext;
use crate::domain::person::PersonRule;
use crate::domain::recipient::{Held, Kind};
use crate::domain::text::CleanText;
use crate::store::file::error::Result;
use crate::store::recipients::group_change::add_effect;
use crate::store::recipients::rules::{self, Rules};
use crate::store::recipients::{edit, membership};
use crate::store::register::Store;
use crate::store::standing::{facts, index};
use crate::store::{audit, labels, rounds};

/// The line of the audit about the rule, and those about whom it concerned.
pub(crate) const RULE: &str = "group_rule";
pub(crate) const FOLLOWED: &str = "follow_rule";

impl Store {
    /// The rules of groups, those that ended too.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn group_rules(&self) -> Result<Vec<GroupRule>> {
        Ok(rules::load(&self.conn)?.map_or_else(Vec::new, |rules| rules.all))
    }

    /// What a change of a rule would mean, before it is written.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn rule_look(&self, change: &RuleChange, today: NaiveDate) -> Result<RuleLook> {
        let _state = self.state()?;
        let conn = &self.conn;
        let before = rules::load(conn)?;
        let known = before.as_ref().map_or(&[][..], |rules| &rules.all);
        let Some(all) = with(known, change, today) else {
            return Ok(RuleLook { people: 0, effects: Vec::new(), changes: false });
        };
        let then = Rules { all, source: before.as_ref().map_or(-1, |rules| rules.source) };
        let rounds = self.unfixed_rounds(today)?;
        let mut effects: Vec<RoundEffect> =
            rounds.iter().map(|round| RoundEffect::none(round.code)).collect();
        let mut people = 0;
        let both: Vec<&Rules> = before.iter().chain([&then]).collect();
        for no in rules::concerned(conn, &both)? {
            let plan = rules::plan(conn, no, &then)?;
            if plan.is_so() {
                continue;
            }
            people += 1;
            let mut subject = facts::subject(conn, no)?;
            let after = plan.by_hand.into_iter().chain(plan.by_rule).collect();
            for (round, effect) in rounds.iter().zip(&mut effects) {
                let verdict = facts::verdict(conn, &subject, round)?;
                let groups = std::mem::replace(&mut subject.groups, Vec::clone(&after));
                add_effect(effect, &verdict, &facts::verdict(conn, &subject, round)?);
                subject.groups = groups;
            }
        }
        effects.retain(|effect| *effect != RoundEffect::none(effect.round));
        Ok(RuleLook { people, effects, changes: true })
    }
}

/// Gives a group a rule, or takes it away; whether the rules are others now.
///
/// # Errors
/// A group or category that there is not; no reason.
pub(crate) fn change(conn: &Connection, change: &RuleChange, ctx: &WriteContext) -> Result<bool> {
    if change.reason.says_nothing() {
        return Err(RegisterError::ReasonRequired);
    }
    labels::group_no(conn, &change.group)?;
    let held = Held { label: change.group.clone(), from: None, until: None };
    if membership::any_of_other_kind(conn, &[held], Kind::Person)? {
        return Err(RegisterError::Person(vec![PersonRule::GroupKind.into()]));
    }
    if let RuleDeed::Hold(categories, _) = &change.deed {
        if categories.is_empty() {
            return Err(RegisterError::NotFound(CleanText::default()));
        }
        for category in categories {
            labels::category_no(conn, category)?;
        }
    }
    let before = rules::load(conn)?;
    let known = before.as_ref().map_or(&[][..], |rules| &rules.all);
    let Some(all) = with(known, change, ctx.today) else { return Ok(false) };
    let told = [told(known, &change.group), told(&all, &change.group)];
    let reasoned = format!("{}: {}", told[1], change.reason);
    audit::line(conn, ctx, RULE, &change.group, Some(&told[0]), Some(&reasoned))?;
    hold(conn, before.as_ref(), all, ctx)?;
    Ok(true)
}

/// Has other rules hold, and whom they concern follow.
pub(crate) fn hold(
    conn: &Connection,
    before: Option<&Rules>,
    all: Vec<GroupRule>,
    ctx: &WriteContext,
) -> Result<()> {
    let then = rules::keep(conn, before, all, ctx)?;
    let rounds = rounds::unsettled(conn)?;
    let both: Vec<&Rules> = before.into_iter().chain([&then]).collect();
    for no in rules::concerned(conn, &both)? {
        let before = edit::facts(conn, no)?;
        if rules::follow(conn, no, &then, &[], ctx)? {
            followed(conn, no, &before, ctx)?;
            index::refresh_in(conn, no, &rounds)?;
        }
    }
    Ok(())
}

/// Notes that somebody's groups followed a rule.
fn followed(conn: &Connection, no: i64, before: &str, ctx: &WriteContext) -> Result<()> {
    conn.prepare_cached("UPDATE recipient SET rev = rev + 1 WHERE local_id = ?1")?.execute([no])?;
    let id: String = conn
        .prepare_cached("SELECT id FROM recipient WHERE local_id = ?1")?
        .query_row([no], |row| row.get(0))?;
    audit::line(conn, ctx, FOLLOWED, &id, Some(before), Some(&edit::facts(conn, no)?))
}

/// The rules of a group in words, for the audit: each with its categories, its first and last day, and the day it was entered.
pub(crate) fn told(rules: &[GroupRule], group: &CleanText) -> String {
    let day = |day: Option<NaiveDate>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
    let of = rules.iter().filter(|rule| rule.group == *group);
    let each = of.map(|rule| {
        let categories: Vec<&str> = rule.categories.iter().map(CleanText::as_str).collect();
        format!("{} {} {} {}", categories.join(" "), day(rule.from), day(rule.until), rule.entered)
    });
    each.collect::<Vec<_>>().join("; ")
}
