//! How an act on a plan ends: done, as it stood before, or refused by a rule.

use serde::Serialize;

use super::code_of;
use crate::cli::error::{CliError, CommandResult, Status};
use crate::cli::kept::Daily;
use crate::cli::out::Out;
use crate::cli::session::Session;
use crate::domain::error::RegisterError;
use crate::domain::holiday::RoundCode;
use crate::domain::op::{Answer, Op};
use crate::lang::{self, texts, words};
use crate::store::Store;

texts! {
    /// The texts of acts on a plan.
    fn texts(lang) -> PlanAnswerTexts {
        unchanged: "原来就是这样，没有改动" / "as it stood, nothing changed";
    }
}

#[derive(Serialize)]
struct ActJson<'a> {
    result: &'static str,
    round: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    closed: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
}

/// Writes; says so only after the commit. `told` is the line of what was done, `id` what the answer in JSON names.
pub(in crate::cli) fn commit(
    session: &Session,
    store: &mut Store,
    code: RoundCode,
    op: &Op,
    (told, id): (&str, Option<&str>),
    out: &mut Out,
) -> CommandResult {
    let daily = Daily::ask(session, store);
    let receipt = match store.commit(op, &session.ctx()) {
        Ok(receipt) => receipt,
        Err(error) => return refused(session, code, error, out),
    };
    let changed = !matches!(receipt.answer, Answer::Known);
    if changed {
        out.note_written();
    }
    let closed = if let Answer::Closed(open) = receipt.answer { Some(open) } else { None };
    if session.json {
        let result = if changed { "done" } else { "exists" };
        out.json(&ActJson { result, round: code_of(code), rule: None, message: None, closed, id });
    } else if changed {
        out.line(told);
    } else {
        out.line(texts(session.lang).unchanged);
    }
    if changed {
        daily.keep(session, store, out);
    }
    Ok(Status::Fine)
}

/// Says that a rule refuses it, and which; anything else that went wrong is told as everywhere.
pub(in crate::cli) fn refused(
    session: &Session,
    code: RoundCode,
    error: RegisterError,
    out: &mut Out,
) -> CommandResult {
    let rule = if let RegisterError::Plan(rule) = &error {
        rule.code()
    } else if let RegisterError::Round(rule) = &error {
        rule.code()
    } else if matches!(error, RegisterError::ReasonRequired) {
        "reason"
    } else {
        return Err(error.into());
    };
    let said = lang::errors::text(session.lang, &error);
    let message = [&words::round(session.lang, code), lang_colon(session), &said].concat();
    if !session.json {
        return Err(CliError::Message(Status::NotPermitted, vec![message]));
    }
    let (rule, message) = (Some(rule), Some(message));
    out.json(&ActJson { result: "refused", round: code_of(code), rule, message, closed: None, id: None });
    Ok(Status::NotPermitted)
}

fn lang_colon(session: &Session) -> &'static str {
    session.lang.pick("：", ": ")
}
