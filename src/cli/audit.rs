//! `muster audit`: what the rules of the audit find, and the answers to it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult, Status, shown};
use super::kept::Daily;
use super::narrowed;
use super::out::Out;
use super::parse;
use super::session::Session;
use crate::domain::audit::{AuditQuery, Counts, Finding, Rule, Span};
use crate::domain::error::RegisterError;
use crate::domain::op::Op;
use crate::domain::setting::Thresholds;
use crate::domain::text::{NAME_MAX, NOTE_MAX};
use crate::lang::{audit as words, fill, texts};

texts! {
    /// The texts of `audit`.
    fn texts(lang) -> AuditTexts {
        nothing: "没有发现" / "nothing was found";
        /// What was written instead of a rule.
        bad_rule: "没有这条规则：{}；可用 A01 至 A26" / "No such rule: {}; there are A01 to A26";
        /// What was written instead of `answer`.
        bad_word: "不认识：{}；写 muster audit answer 发现 --reason 理由" / "Not known: {}; write muster audit answer FINDING --reason TEXT";
        answer_needs: "回答要写发现的编号和 --reason" / "An answer names the finding and gives --reason";
        /// The finding.
        answered_before: "已经这样回答过 {}，没有重复" / "{} was answered so before, nothing added";
        /// The finding.
        answered: "已回答 {}" / "answered {}";
    }
}

/// The arguments of `audit`.
#[derive(Debug, clap::Args)]
pub(super) struct AuditArgs {
    #[arg(value_name = "answer")]
    word: Option<String>,
    #[arg(value_name = "FINDING")]
    finding: Option<String>,
    #[arg(long, value_name = "YEAR", conflicts_with = "round")]
    year: Option<String>,
    #[arg(long, value_name = "ROUND")]
    round: Option<String>,
    #[arg(long, value_name = "RULE")]
    rule: Option<String>,
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

#[derive(Serialize)]
struct AnswerJson {
    on: String,
    by: String,
    reason: String,
    level: &'static str,
}

#[derive(Serialize)]
struct FindingJson<'a> {
    finding: String,
    rule: &'static str,
    level: &'static str,
    /// What the rule is about.
    title: &'static str,
    message: String,
    /// Whom or what it is about, in words.
    about: Option<&'a str>,
    recipient: Option<String>,
    /// Numbers of entries, as lists show them.
    entries: &'a [i64],
    thresholds: BTreeMap<&'static str, i64>,
    /// Whether nobody has answered it, or it has become graver since.
    open: bool,
    answer: Option<AnswerJson>,
}

#[derive(Serialize)]
struct AnsweredJson {
    result: &'static str,
    finding: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

impl Command for AuditArgs {
    const NAME: &'static str = "audit";
    const HELP: Help = help! {
        "审计：按 A01 至 A26 列出发现；有未答的红或黄时退出码为 1" /
            "What the rules A01 to A26 find; 1 while red or amber is open";
        word: "answer：回答一个发现" / "answer: answers a finding";
        finding: "发现的编号（或其开头）" / "The finding, or the beginning of its name";
        year: "只看这一年" / "Only this calendar year";
        round: "只看这次慰问活动" / "Only this round";
        rule: "只看这条规则，如 A03" / "Only this rule, e.g. A03";
        reason: "回答" / "The answer";
        by: "回答人，不写则为当前账户；不能是所涉分录的经办人" / "Who answers, else the account; not a handler of its entries";
        [db today json]
        "muster audit" => "全部发现" / "All findings";
        "muster audit --year 2023 --rule A03" => "2023 年超标准的" / "Above the standard in 2023";
        "muster audit answer A03-bcdfghjkl --reason 镇里批准" => "回答一个发现，记入审计" / "Answers a finding; recorded";
    };

    /// Lists findings, or answers one.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let texts = texts(session.lang);
        match self.word.as_deref() {
            None => self.list(session, out),
            Some("answer" | "回答") => self.answer(session, out),
            Some(other) => Err(CliError::usage(fill(texts.bad_word, &[&shown(other)]))),
        }
    }
}

impl AuditArgs {
    fn list(&self, session: &Session, out: &mut Out) -> CommandResult {
        let texts = texts(session.lang);
        let year = self.year.as_deref().map(|argument| parse::year(session, argument)).transpose()?;
        let round = self.round.as_deref().map(|argument| parse::round(session, argument)).transpose()?;
        let rule = match self.rule.as_deref() {
            None => None,
            Some(said) => Some(
                Rule::parse(said).ok_or_else(|| CliError::usage(fill(texts.bad_rule, &[&shown(said)])))?,
            ),
        };
        let span = match (year, round) {
            (Some(year), _) => Span::Year(year),
            (None, Some(round)) => Span::Round(round),
            (None, None) => Span::All,
        };
        let today = session.clock.today();
        let mut counts = Counts::default();
        session.open()?.reading(|store| {
            narrowed::recorded(session, store, round)?;
            let held = store.thresholds(today)?;
            let query = AuditQuery { span, rule };
            if session.json {
                let mut list = out.json_list();
                store.audit(&query, today, &mut |finding| {
                    counts.add(&finding);
                    list.item(&json(session, &finding, &held));
                })?;
                list.end();
            } else {
                store.audit(&query, today, &mut |finding| {
                    counts.add(&finding);
                    print(session, &finding, &held, out);
                })?;
            }
            Ok::<_, CliError>(())
        })?;
        if !session.json {
            let [red, amber, grey] = counts.open;
            let told = fill(words::texts(session.lang).counts, &[&red, &amber, &grey, &counts.answered]);
            out.line(if counts.all() == 0 { texts.nothing } else { &told });
        }
        Ok(if counts.asks() { Status::Nothing } else { Status::Fine })
    }

    fn answer(&self, session: &Session, out: &mut Out) -> CommandResult {
        let texts = texts(session.lang);
        let (Some(finding), Some(reason)) = (&self.finding, &self.reason) else {
            return Err(CliError::usage(texts.answer_needs));
        };
        let finding = parse::text(session, finding, NAME_MAX)?;
        let reason = parse::text(session, reason, NOTE_MAX)?;
        let by = self.by.as_deref().map(|by| parse::text(session, by, NAME_MAX)).transpose()?;
        let op = Op::AnswerFinding { finding: finding.clone(), reason, by };
        let mut store = session.open()?;
        let daily = Daily::ask(session, &store);
        let told = |result| AnsweredJson { result, finding: finding.to_string(), rule: None, message: None };
        match store.commit(&op, &session.ctx()) {
            Ok(receipt) if receipt.existed() => {
                if session.json {
                    out.json(&told("exists"));
                } else {
                    out.line(&fill(texts.answered_before, &[&finding]));
                }
            }
            Ok(_) => {
                out.note_written();
                if session.json {
                    out.json(&told("done"));
                } else {
                    out.line(&fill(texts.answered, &[&finding]));
                }
                daily.keep(session, &store, out);
            }
            Err(error) if session.json => {
                let Some(rule) = rule(&error) else { return Err(error.into()) };
                let refused = CliError::from(error);
                let status = if rule == "reason" { Status::NotPermitted } else { refused.status() };
                let message = Some(refused.lines(session.lang).join(" "));
                out.json(&AnsweredJson { rule: Some(rule), message, ..told("refused") });
                return Ok(status);
            }
            Err(error) => return Err(error.into()),
        }
        Ok(Status::Fine)
    }
}

/// The stable name of what stands against an answer; none for what is no rule.
fn rule(error: &RegisterError) -> Option<&'static str> {
    if matches!(error, RegisterError::OwnFinding(_)) {
        Some("own_finding")
    } else if matches!(error, RegisterError::NotFound(_)) {
        Some("not_found")
    } else if matches!(error, RegisterError::Ambiguous(_)) {
        Some("ambiguous")
    } else {
        matches!(error, RegisterError::ReasonRequired).then_some("reason")
    }
}

fn json<'a>(session: &Session, finding: &'a Finding, held: &Thresholds) -> FindingJson<'a> {
    FindingJson {
        finding: finding.name(),
        rule: finding.case.rule.code(),
        level: finding.case.level.code(),
        title: words::rule(session.lang, finding.case.rule),
        message: words::message(session.lang, finding),
        about: Some(finding.title.as_str()).filter(|title| !title.is_empty()),
        recipient: finding.recipient.map(|id| id.to_string()),
        entries: &finding.entries,
        thresholds: finding
            .case
            .thresholds
            .iter()
            .filter_map(|setting| Some((setting.key, held.of(setting)?)))
            .collect(),
        open: finding.is_open(),
        answer: finding.answer.as_ref().map(|answer| AnswerJson {
            on: answer.on.to_string(),
            by: answer.by.to_string(),
            reason: answer.reason.to_string(),
            level: answer.level.code(),
        }),
    }
}

/// A finding in two lines: what was found; its name, its thresholds and its answer.
fn print(session: &Session, finding: &Finding, held: &Thresholds, out: &mut Out) {
    let lang = session.lang;
    let join =
        |parts: &[&str]| parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("  ");
    out.line(&join(&[
        finding.case.rule.code(),
        words::level(lang, finding.case.level),
        words::rule(lang, finding.case.rule),
        &finding.title,
        &words::message(lang, finding),
        &words::entries(lang, finding),
    ]));
    let below =
        join(&[&finding.name(), &words::thresholds(lang, finding, held), &words::answer(lang, finding)]);
    out.line(&["    ", &below].concat());
}
