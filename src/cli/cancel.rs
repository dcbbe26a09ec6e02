//! `muster cancel`: takes back a call that was recorded wrongly.

use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult, Status};
use super::kept::Daily;
use super::out::Out;
use super::parse;
use super::session::Session;
use crate::domain::error::RegisterError;
use crate::domain::op::{Answer, Op};
use crate::domain::text::NOTE_MAX;
use crate::lang::{self, fill, texts};

texts! {
    /// The texts of `cancel`.
    fn texts(lang) -> CancelTexts {
        /// Acknowledges it: the call.
        cancelled: "已取消走访 {}，此前的走访结果恢复有效" / "cancelled call {}; what stood before it stands again";
        /// It counted no longer: the day since when, the call.
        cancelled_before: "已于 {} 取消或冲正过，没有重复：{}" / "cancelled or reversed on {}, nothing added: {}";
    }
}

/// The arguments of `cancel`.
#[derive(Debug, clap::Args)]
pub(super) struct CancelArgs {
    #[arg(value_name = "VISIT")]
    visit: String,
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Serialize)]
struct CancelJson {
    result: &'static str,
    visit: String,
    recipient: String,
    /// The gift of the call, which is to be reversed instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    undone_on: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

impl Command for CancelArgs {
    const NAME: &'static str = "cancel";
    const HELP: Help = help! {
        "取消一次登记错了的走访；有发放的请用 reverse 冲正" /
            "Take back a call that was recorded wrongly; one with a gift is taken back by reverse";
        visit: "走访编号（或其开头），见 muster show --json" / "Id of the call, or its beginning; muster show --json tells it";
        reason: "理由" / "Why";
        [db today json]
        "muster cancel 018d6a10 --reason 走错了门" =>
            "不在家、拒领、查无此人、改期、仅走访，以及走访时登记的去世和迁出" /
            "Absent, refused, not found, put off, visit only, and a death or departure heard of at the call";
    };

    /// Cancels; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let texts = texts(session.lang);
        let reason = parse::text(session, &self.reason, NOTE_MAX)?;
        let mut store = session.open()?;
        let (visit, recipient) = store.resolve_visit(&self.visit)?;
        let daily = Daily::ask(session, &store);
        let mut json = CancelJson {
            result: "done",
            visit: visit.to_string(),
            recipient: recipient.to_string(),
            entry: None,
            undone_on: None,
            rule: None,
            message: None,
        };
        let (status, line) = match store.commit(&Op::CancelVisit { visit, reason }, &session.ctx()) {
            Ok(receipt) if let Answer::Undone(_, on) = receipt.answer => {
                (json.result, json.undone_on) = ("exists", Some(on.to_string()));
                (Status::Fine, fill(texts.cancelled_before, &[&on, &visit]))
            }
            Ok(_) => {
                out.note_written();
                (Status::Fine, fill(texts.cancelled, &[&visit]))
            }
            Err(error @ RegisterError::CarriesGift(_)) => {
                let line = lang::errors::text(session.lang, &error);
                (json.result, json.rule, json.message) =
                    ("refused", Some("carries_gift"), Some(line.clone()));
                json.entry = Some(visit.to_string());
                (Status::NotPermitted, line)
            }
            Err(other) => return Err(other.into()),
        };
        if session.json {
            out.json(&json);
        } else if status == Status::Fine {
            out.line(&line);
        } else {
            return Err(CliError::Message(status, vec![line]));
        }
        if json.result == "done" {
            daily.keep(session, &store, out);
        }
        Ok(status)
    }
}
