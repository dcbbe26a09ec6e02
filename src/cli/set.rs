//! `muster set`: gives a setting a value, from today on.

use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{self, CliError, CommandResult, Status};
use super::kept::Daily;
use super::out::Out;
use super::session::Session;
use crate::domain::op::Op;
use crate::domain::setting;
use crate::domain::text::CleanText;
use crate::lang::settings as words;

/// The arguments of `set`.
#[derive(Debug, clap::Args)]
pub(super) struct SetArgs {
    #[arg(value_name = "KEY")]
    key: String,
    #[arg(value_name = "VALUE")]
    value: String,
}

#[derive(Serialize)]
struct SetJson {
    result: &'static str,
    key: &'static str,
    value: String,
}

impl Command for SetArgs {
    const NAME: &'static str = "set";
    const HELP: Help = help! {
        "修改一项设置，自今天起" / "Give a setting a value, from today on";
        key: "设置的名称，见 muster settings" / "The setting, as muster settings lists it";
        value: "值，如 on、off，或一个整数" / "Its value, e.g. on, off, or a whole number";
        [db today json]
        "muster set two_handlers off" => "今天起一名经办人也可发现金" / "From today on one handler may hand over cash";
        "muster set two_handlers on" => "恢复两人" / "Two again";
        "muster set audit_late_days 14" => "审计的界限：补登 14 天以上才提示" / "A threshold of the audit: told from 15 days on";
    };

    /// Sets it; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let lang = session.lang;
        let Some(setting) = setting::find(&self.key) else {
            return Err(CliError::usage(words::unknown_key(lang, &error::shown(&self.key))));
        };
        let Some(value) = setting.parse(&self.value) else {
            return Err(CliError::usage(words::bad_value(lang, setting, &error::shown(&self.value))));
        };
        let op = Op::Set { key: setting.key.into(), value: CleanText::shown(&value) };
        let mut store = session.open()?;
        let daily = Daily::ask(session, &store);
        store.commit(&op, &session.ctx())?;
        out.note_written();
        if session.json {
            out.json(&SetJson { result: "done", key: setting.key, value: value.into_owned() });
        } else {
            out.line(&words::set(lang, setting.key, &value).unwrap_or_default());
        }
        daily.keep(session, &store, out);
        Ok(Status::Fine)
    }
}
