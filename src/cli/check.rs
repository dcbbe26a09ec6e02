//! `muster check`: every rule over the whole register. Silent when all hold.

use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CommandResult, Status};
use super::json;
use super::out::Out;
use super::session::Session;
use crate::lang::{fill, rules, texts};

texts! {
    /// The texts of `check`.
    fn texts(lang) -> CheckTexts {
        /// How many findings.
        findings: "{} 处与规则不符" / "{} findings";
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

/// `check` takes no arguments of its own.
#[derive(Debug, clap::Args)]
pub(super) struct CheckArgs;

impl Command for CheckArgs {
    const NAME: &'static str = "check";
    const HELP: Help = help! {
        "核对整个登记册的每条规则；无误时不出声" / "Check every rule over the whole register; silent when true";
    };

    /// Lists what does not hold; anything listed fails the check.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let findings = session.open()?.check()?;
        if session.json {
            let list: Vec<FindingJson<'_>> = findings
                .iter()
                .map(|one| FindingJson {
                    rule: one.rule,
                    message: rules::checked(session.lang, one.rule),
                    subject: &one.subject,
                    name: json::filled(&one.name),
                    detail: &one.detail,
                })
                .collect();
            out.json(&list);
        } else {
            for one in &findings {
                let parts = [
                    rules::checked(session.lang, one.rule),
                    one.name.as_str(),
                    one.subject.as_str(),
                    one.detail.as_str(),
                ];
                let filled: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                out.line(&filled.join("  "));
            }
            if !findings.is_empty() {
                out.line(&fill(texts(session.lang).findings, &[&findings.len()]));
            }
        }
        Ok(if findings.is_empty() { Status::Fine } else { Status::Nothing })
    }
}
