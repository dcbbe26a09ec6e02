//! `muster group rule`: whoever holds certain categories is in a group; told, given, ended or taken away.

use chrono::NaiveDate;
use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult, Status};
use super::group_many::{EffectJson, effects};
use super::kept::Daily;
use super::membership::Labels;
use super::out::Out;
use super::parse;
use super::session::Session;
use crate::domain::error::RegisterError;
use crate::domain::group_rule::{self, GroupRule, RuleChange, RuleDeed, RuleLook};
use crate::domain::op::Op;
use crate::domain::text::{CleanText, NOTE_MAX};
use crate::lang::{errors, fill, groups, texts, words};
use crate::store::Store;

texts! {
    /// The texts of `group rule`.
    fn texts(lang) -> RuleTexts {
        one_deed: "类别、--end 和 --remove 只能写一种" / "categories, --end and --remove: one of them";
        from_alone: "--from 要与优抚类别同用" / "--from goes with categories";
        no_reason: "改规则要用 --reason 写明理由" / "a rule is changed with a --reason";
        none: "没有规则" / "no rules";
        /// The group, its categories, its days.
        line: "{}：{}{}" / "{}: {}{}";
        /// First and last day.
        from: "，自 {}" / ", from {}";
        until: "，至 {}" / ", until {}";
        /// How many are concerned.
        done: "已改规则，{} 人的慰问类别随之改变" / "the rule is changed, and with it the groups of {}";
        would: "将改规则，{} 人的慰问类别随之改变（没有写入）" / "would change the rule, and with it the groups of {} (nothing was written)";
        /// The round, what it means for it.
        effect: "  {}：{}" / "  {}: {}";
        same: "规则本来如此" / "the rule is so already";
    }
}

/// The arguments.
#[derive(Debug, clap::Args)]
pub(super) struct RuleArgs {
    #[arg(value_name = "GROUP")]
    group: Option<String>,
    #[arg(value_name = "CATEGORY")]
    categories: Vec<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    from: Option<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    end: Option<String>,
    #[arg(long)]
    remove: bool,
    #[arg(long, value_name = "REASON")]
    reason: Option<String>,
    #[arg(long)]
    dry_run: bool,
}

#[derive(Serialize)]
struct RuleJson {
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    /// Whose groups change with the rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    people: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rounds: Option<Vec<EffectJson>>,
    rules: Vec<LineJson>,
}

#[derive(Serialize)]
struct LineJson {
    group: String,
    categories: Vec<String>,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    entered_on: NaiveDate,
}

impl RuleJson {
    fn new(result: Option<&'static str>, look: Option<&RuleLook>, rules: &[GroupRule]) -> Self {
        let rules = rules.iter().map(|rule| LineJson {
            group: rule.group.to_string(),
            categories: rule.categories.iter().map(ToString::to_string).collect(),
            from: rule.from,
            until: rule.until,
            entered_on: rule.entered,
        });
        Self {
            result,
            rule: None,
            message: None,
            people: look.map(|look| look.people),
            rounds: look.map(|look| effects(&look.effects)),
            rules: rules.collect(),
        }
    }
}

impl Command for RuleArgs {
    const NAME: &'static str = "rule";
    const HELP: Help = help! {
        "按优抚类别定慰问类别：属于这些优抚类别的人都在内" / "Whoever holds certain categories is in a group";
        group: "慰问类别；不写列出全部规则" / "Visit group; else every rule is listed";
        categories: "优抚类别，可写多个" / "Entitlement categories";
        from: "规则的第一天；不写则向来如此" / "The first day of the rule; else it holds as if it always had";
        end: "规则的最后一天" / "The last day of the rule";
        remove: "取消规则，如同没有过（已结束的活动不变）" / "Takes the rule away as if it had never been (rounds that are over stay)";
        reason: "理由" / "Why";
        dry_run: "只看会怎样，不写入" / "Only tells what it would do";
        [db today json]
        "muster group rule" => "列出规则" / "Lists the rules";
        "muster group rule 烈士遗属 烈士遗属 --dry-run --reason 按优抚类别" => "先看会怎样" / "What it would do";
    };

    /// Lists the rules, or changes that of a group; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let mut store = session.open()?;
        let Some(change) = self.change(session, &store)? else {
            let group = self.group.as_deref();
            let group = group.map(|said| Labels::groups(&store)?.find(session, said)).transpose()?;
            let rules = store.group_rules()?;
            let listed: Vec<GroupRule> = rules
                .into_iter()
                .filter(|rule| group.as_ref().is_none_or(|one| *one == rule.group))
                .collect();
            list(session, &listed, out);
            return Ok(Status::Fine);
        };
        let look = store.rule_look(&change, session.clock.today())?;
        if self.dry_run || !look.changes {
            let result = if look.changes { "dry_run" } else { "exists" };
            let rules = store.group_rules()?;
            let then = group_rule::with(&rules, &change, session.clock.today());
            tell(session, result, &look, then.as_ref().unwrap_or(&rules), out);
            return Ok(Status::Fine);
        }
        let daily = Daily::ask(session, &store);
        match store.commit(&Op::SetGroupRule(Box::new(change)), &session.ctx()) {
            Ok(_) => {
                out.note_written();
                tell(session, "done", &look, &store.group_rules()?, out);
                daily.keep(session, &store, out);
                Ok(Status::Fine)
            }
            Err(error @ RegisterError::Person(_)) => refused(session, &error, &store.group_rules()?, out),
            Err(error) => Err(error.into()),
        }
    }
}

/// Why a rule is none.
fn refused(session: &Session, error: &RegisterError, rules: &[GroupRule], out: &mut Out) -> CommandResult {
    let message = errors::text(session.lang, error);
    if !session.json {
        return Err(CliError::Message(Status::NotPermitted, vec![message]));
    }
    let rule = if let RegisterError::Person(objections) = error {
        objections.first().map(|one| one.rule.code())
    } else {
        None
    };
    out.json(&RuleJson { rule, message: Some(message), ..RuleJson::new(Some("refused"), None, rules) });
    Ok(Status::NotPermitted)
}

impl RuleArgs {
    /// What is to be changed; none where the rules are only listed.
    fn change(&self, session: &Session, store: &Store) -> Result<Option<RuleChange>, CliError> {
        let texts = texts(session.lang);
        let holds = !self.categories.is_empty();
        let deeds = [holds, self.end.is_some(), self.remove].into_iter().filter(|said| *said).count();
        if deeds > 1 {
            return Err(CliError::usage(texts.one_deed));
        }
        if self.from.is_some() && !holds {
            return Err(CliError::usage(texts.from_alone));
        }
        let Some(group) = self.group.as_deref().filter(|_| deeds == 1) else { return Ok(None) };
        let group = Labels::groups(store)?.find(session, group)?;
        let day = |said: &String| parse::day(session, said);
        let deed = if let Some(end) = &self.end {
            RuleDeed::End(day(end)?)
        } else if self.remove {
            RuleDeed::Remove
        } else {
            let known = Labels::categories(store)?;
            let mut categories: Vec<CleanText> =
                self.categories.iter().map(|said| known.find(session, said)).collect::<Result<_, _>>()?;
            categories.sort();
            categories.dedup();
            RuleDeed::Hold(categories, self.from.as_ref().map(day).transpose()?)
        };
        let reason = self.reason.as_deref().map(|said| parse::text(session, said, NOTE_MAX)).transpose()?;
        match reason.filter(|reason| !reason.says_nothing()) {
            Some(reason) => Ok(Some(RuleChange { group, deed, reason })),
            None => Err(CliError::usage(texts.no_reason)),
        }
    }
}

fn list(session: &Session, rules: &[GroupRule], out: &mut Out) {
    let texts = texts(session.lang);
    if session.json {
        return out.json(&RuleJson::new(None, None, rules));
    }
    if rules.is_empty() {
        out.line(texts.none);
    }
    for rule in rules {
        let mut days = String::new();
        days.extend(rule.from.map(|from| fill(texts.from, &[&from])));
        days.extend(rule.until.map(|until| fill(texts.until, &[&until])));
        let categories: Vec<&str> = rule.categories.iter().map(CleanText::as_str).collect();
        out.line(&fill(texts.line, &[&rule.group, &categories.join(session.lang.pick("、", ", ")), &days]));
    }
}

fn tell(session: &Session, result: &'static str, look: &RuleLook, rules: &[GroupRule], out: &mut Out) {
    let (texts, lang) = (texts(session.lang), session.lang);
    if session.json {
        return out.json(&RuleJson::new(Some(result), Some(look), rules));
    }
    if !look.changes {
        return out.line(texts.same);
    }
    out.line(&fill(if result == "done" { texts.done } else { texts.would }, &[&look.people]));
    for effect in &look.effects {
        let means = groups::effect(lang, effect).join(lang.pick("，", ", "));
        out.line(&fill(texts.effect, &[&words::round(lang, effect.round), &means]));
    }
}
