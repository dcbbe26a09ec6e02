//! `muster person apart`: two who look like one human are two.

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult};
use super::lookup;
use super::out::Out;
use super::parse;
use super::person_answer::{self, Deed};
use super::session::Session;
use crate::domain::op::Op;
use crate::domain::text::NOTE_MAX;
use crate::lang::texts;

texts! {
    /// The texts of `person apart`.
    fn texts(lang) -> ApartTexts {
        no_reason: "--reason 要写明理由" / "--reason needs a reason";
        same: "两次写的是同一个编号" / "both name the same recipient";
    }
}

/// The arguments of `person apart`.
#[derive(Debug, clap::Args)]
pub(super) struct ApartArgs {
    #[arg(value_name = "RECIPIENT")]
    one: String,
    #[arg(value_name = "RECIPIENT")]
    other: String,
    #[arg(long, value_name = "REASON")]
    reason: String,
}

impl Command for ApartArgs {
    const NAME: &'static str = "apart";
    const HELP: Help = help! {
        "记下疑似同一人的确是两人，不再列出" / "Two who look like one human are two, and are not listed again";
        one: "编号（或其开头）、身份证号或唯一的姓名" / "Id (or its beginning), ID number, or a name that only one bears";
        other: "另一人，写法相同" / "The other, likewise";
        reason: "理由" / "Why";
        [db today json]
        "muster person apart 程连富 程莲富 --reason 两人的证都看过" => "不再列为疑似同一人" / "No longer a pair to check";
    };

    /// Writes it down; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let texts = texts(session.lang);
        let reason = parse::text(session, &self.reason, NOTE_MAX)?;
        if reason.says_nothing() {
            return Err(CliError::usage(texts.no_reason));
        }
        let mut store = session.open()?;
        let one = lookup::written(session, &mut store, &self.one)?;
        let other = lookup::written(session, &mut store, &self.other)?;
        if one == other {
            return Err(CliError::usage(texts.same));
        }
        let name = store.recipient(one)?.name;
        let deed = Deed { recipient: one, name: &name, new_village: None };
        let op = Op::TellApart { one, other, reason };
        person_answer::commit(session, &mut store, (&op, false), &deed, out)
    }
}
