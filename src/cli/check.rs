//! `muster check`: every rule over the whole register. Silent when all hold.

use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult, Status, shown};
use super::json;
use super::out::Out;
use super::session::Session;
use crate::domain::head::Heads;
use crate::lang::{fill, rules, texts};
use crate::store::Finding;

texts! {
    /// The texts of `check`.
    fn texts(lang) -> CheckTexts {
        /// How many findings.
        findings: "{} 处与规则不符" / "{} finding{|s}";
        /// What was given as a head.
        bad_head:
            "这不是链头：{}；请照单据写，例如 --head 12:3fa85f64，或连同操作记录 --head '12:3fa85f64 40:9c1e2b77'" /
            "No head: {}; write it as on the sheet: --head 12:3fa85f64, or with the audit's, '12:3fa85f64 40:9c1e2b77'";
    }
}

#[derive(Serialize)]
struct FindingJson<'a> {
    rule: &'static str,
    message: &'static str,
    subject: &'a str,
    name: Option<&'a str>,
    detail: &'a str,
}

impl<'a> FindingJson<'a> {
    fn of(session: &Session, one: &'a Finding) -> Self {
        Self {
            rule: one.rule,
            message: rules::checked(session.lang, one.rule),
            subject: &one.subject,
            name: json::filled(&one.name),
            detail: &one.detail,
        }
    }
}

/// A finding in one line.
fn line(session: &Session, one: &Finding) -> String {
    let rule = rules::checked(session.lang, one.rule);
    let parts = [rule, one.name.as_str(), one.subject.as_str(), one.detail.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}

/// The arguments of `check`.
#[derive(Debug, clap::Args)]
pub(super) struct CheckArgs {
    #[arg(long, value_name = "HEAD")]
    head: Option<String>,
}

impl Command for CheckArgs {
    const NAME: &'static str = "check";
    const HELP: Help = help! {
        "核对整个登记册的每条规则；无误时不出声" / "Check every rule over the whole register; silent when true";
        head: "单据上的链头：登记册须有这一笔（例 12:3fa85f64）" / "A head from a sheet: the register must have it, e.g. 12:3fa85f64";
        [db today json]
        "muster check" => "逐条核对；无误时不出声" / "Checks everything; silent when true";
        "muster check --json" => "输出 JSON" / "As JSON";
    };

    /// Lists what does not hold; anything listed fails the check.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let printed = match self.head.as_deref() {
            None => None,
            Some(told) => Some(
                Heads::parse(told)
                    .ok_or_else(|| CliError::usage(fill(texts(session.lang).bad_head, &[&shown(told)])))?,
            ),
        };
        let store = session.open()?;
        let mut findings = store.check()?;
        findings.extend(store.check_past(printed.as_ref())?);
        findings.extend(store.check_place());
        if session.json {
            out.json(&findings.iter().map(|one| FindingJson::of(session, one)).collect::<Vec<_>>());
        } else {
            for one in &findings {
                out.line(&line(session, one));
            }
            if !findings.is_empty() {
                out.line(&fill(texts(session.lang).findings, &[&findings.len()]));
            }
        }
        Ok(if findings.is_empty() { Status::Fine } else { Status::Nothing })
    }
}
