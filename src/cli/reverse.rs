//! `muster reverse`: cancels a gift.

use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult, Status};
use super::kept::Daily;
use super::out::Out;
use super::parse;
use super::session::Session;
use crate::clock;
use crate::domain::error::RegisterError;
use crate::domain::op::{Answer, Op};
use crate::domain::text::NOTE_MAX;
use crate::lang::{self, fill, texts};

texts! {
    /// The texts of `reverse`.
    fn texts(lang) -> ReverseTexts {
        /// Acknowledges a reversal: gift, reversal.
        reversed: "已冲正 {}，冲正分录 {}" / "reversed {}, by entry {}";
        /// The same reversal stands already.
        reversed_before: "已冲正过，没有重复：{}，冲正分录 {}" / "reversed before, nothing added: {}, by entry {}";
    }
}

/// The arguments of `reverse`.
#[derive(Debug, clap::Args)]
pub(super) struct ReverseArgs {
    #[arg(value_name = "ENTRY")]
    entry: String,
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[arg(long, value_name = "UUID")]
    id: Option<String>,
}

#[derive(Serialize)]
struct ReverseJson {
    result: &'static str,
    entry: String,
    reverses: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

impl Command for ReverseArgs {
    const NAME: &'static str = "reverse";
    const HELP: Help = help! {
        "冲正一笔发放" / "Cancel a gift";
        entry: "分录编号（或其开头）" / "Id of the entry, or its beginning";
        reason: "理由" / "Why";
        id: "冲正分录的编号（UUID）：同一编号重复执行只记一次" / "Id of the reversal (UUID): repeating it records nothing twice";
        [db today json]
        "muster reverse 018d6a10 --reason 金额填错" =>
            "编号写开头几位即可，见 muster ledger" /
            "The beginning of the id is enough; muster ledger shows it";
    };

    /// Reverses; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let texts = texts(session.lang);
        let reason = parse::text(session, &self.reason, NOTE_MAX)?;
        let id = match &self.id {
            Some(argument) => parse::id(session, argument)?,
            None => clock::new_entry_id(),
        };
        let mut store = session.open()?;
        let of = store.resolve_entry(&self.entry)?;
        let daily = Daily::ask(session, &store);
        let json = |result, rule, message| ReverseJson {
            result,
            entry: id.to_string(),
            reverses: of.to_string(),
            rule,
            message,
        };
        let (answer, status, line) = match store.commit(&Op::Reverse { id, of, reason }, &session.ctx()) {
            Ok(receipt) if receipt.answer == Answer::Exists(id) => {
                (json("exists", None, None), Status::Fine, fill(texts.reversed_before, &[&of, &id]))
            }
            Ok(_) => {
                out.note_written();
                (json("recorded", None, None), Status::Fine, fill(texts.reversed, &[&of, &id]))
            }
            Err(RegisterError::Different(_)) => {
                let line = fill(session.texts().different, &[&id]);
                (json("different", None, Some(line.clone())), Status::BadData, line)
            }
            Err(error @ RegisterError::NotReversible(_)) => {
                let line = lang::errors::text(session.lang, &error);
                (json("refused", Some("not_reversible"), Some(line.clone())), Status::NotPermitted, line)
            }
            Err(other) => return Err(other.into()),
        };
        if session.json {
            out.json(&answer);
        } else if status == Status::Fine {
            out.line(&line);
        } else {
            return Err(CliError::Message(status, vec![line]));
        }
        if status == Status::Fine {
            daily.keep(session, &store, out);
        }
        Ok(status)
    }
}
