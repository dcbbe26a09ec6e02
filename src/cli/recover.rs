//! `muster recover`: takes part of a payment back.

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult, shown};
use super::out::Out;
use super::pay::concerning;
use super::pay_shared::commit;
use super::session::Session;
use crate::domain::payment::{CASH, LATER, PayAct, PayKind, WAY};
use crate::domain::text::CleanText;
use crate::lang::{fill, texts};

texts! {
    /// The texts of `recover`.
    fn texts(lang) -> RecoverTexts {
        /// What was typed.
        bad_way: "没有这种方式：{}；写 cash（现金）或 later（从后续发放中扣回）" / "no such way: {}; write cash or later";
    }
}

/// The arguments of `recover`.
#[derive(Debug, clap::Args)]
pub(super) struct RecoverArgs {
    #[arg(value_name = "ENTRY")]
    entry: String,
    #[arg(value_name = "YUAN")]
    yuan: String,
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[arg(long, value_name = "WAY", default_value = CASH)]
    way: String,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    on: Option<String>,
    #[arg(long, value_name = "UUID")]
    id: Option<String>,
}

impl Command for RecoverArgs {
    const NAME: &'static str = "recover";
    const HELP: Help = help! {
        "追回一笔发放的一部分或全部，不能超过还剩的" / "Take part of a payment back, never more than is left";
        entry: "分录编号（或其开头、#号）" / "Id of the entry, its beginning, or its number";
        yuan: "金额，元" / "Amount in yuan";
        reason: "理由" / "Why";
        way: "方式：cash（现金）、later（从后续发放中扣回）" / "The way: cash, or later (kept back from a later payment)";
        on: "追回日期；不写为今天" / "The day; today if left out";
        id: "分录编号（UUID）：同一编号重复执行只记一次" / "Id of the entry (UUID): repeating it records nothing twice";
        [db today json]
        "muster recover 018d6a10 500 --reason 去世后多发" => "追回 500 元" / "Take 500 yuan back";
    };

    /// Writes it; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let mut store = session.open()?;
        let words = (self.on.as_deref(), Some(self.reason.as_str()), self.id.as_deref());
        let entry = (self.entry.as_str(), Some(self.yuan.as_str()));
        let mut new = concerning(session, &store, PayKind::Recovery, entry, words)?;
        let ways = [(CASH, "现金"), (LATER, "扣回")];
        let way = ways.iter().find(|(code, word)| [*code, *word].contains(&self.way.trim()));
        let (code, _) =
            way.ok_or_else(|| CliError::usage(fill(texts(session.lang).bad_way, &[&shown(&self.way)])))?;
        new.detail.set(WAY, CleanText::unmasked(code));
        commit(session, &mut store, PayAct { payroll: None, payments: vec![new] }, out)
    }
}
