//! `muster handler`: names on the list of handlers, put there beforehand and taken off.

use chrono::NaiveDate;
use serde::Serialize;

use super::command::{Command, CommandDef, Family, Help, help};
use super::definition::of;
use super::error::{CliError, CommandResult, Status};
use super::kept::Daily;
use super::out::Out;
use super::parse;
use super::session::Session;
use crate::domain::op::{Answer, Op};
use crate::domain::text::{CleanText, NAME_MAX};
use crate::lang::{fill, texts};

texts! {
    /// The texts of `handler`.
    fn texts(lang) -> HandlerTexts {
        no_name: "要写姓名" / "a name is needed";
        /// Who.
        added: "{} 已记入经办人名单" / "{} is on the list of handlers";
        /// Who, the last day.
        ended: "{} 的最后一天是 {}" / "the last day of {} is {}";
        /// Who.
        stands: "{} 原来就是这样，没有改动" / "{}: as it stood, nothing changed";
    }
}

/// The family.
pub(super) struct HandlerFamily;

impl Family for HandlerFamily {
    const NAME: &'static str = "handler";
    const HELP: Help = help! {
        "经办人名单：事先记入、终止" / "The list of handlers: put on it beforehand, and ended";
        [db today json]
        "muster handler add 萨仁" => "记入名单，登记时不再问" / "On the list, and not asked about when recording";
    };
    const ACTIONS: &'static [CommandDef] = &[of::<AddArgs>(), of::<EndArgs>()];
}

/// The arguments of `handler add`.
#[derive(Debug, clap::Args)]
struct AddArgs {
    #[arg(value_name = "NAME")]
    name: String,
}

/// The arguments of `handler end`.
#[derive(Debug, clap::Args)]
struct EndArgs {
    #[arg(value_name = "NAME")]
    name: String,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    on: Option<String>,
}

#[derive(Serialize)]
struct HandlerJson<'a> {
    result: &'static str,
    name: &'a str,
    until: Option<NaiveDate>,
}

impl Command for AddArgs {
    const NAME: &'static str = "add";
    const HELP: Help = help! {
        "把一个姓名记入经办人名单" / "Puts a name on the list of handlers";
        name: "姓名" / "The name";
        [db today json]
        "muster handler add 萨仁" => "记入名单，登记时不再问" / "On the list, and not asked about when recording";
    };

    /// Adds it; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let name = named(session, &self.name)?;
        let told = fill(texts(session.lang).added, &[&name]);
        commit(session, &Op::AddHandlers(vec![name.clone()]), (&name, None), &told, out)
    }
}

impl Command for EndArgs {
    const NAME: &'static str = "end";
    const HELP: Help = help! {
        "记下经办人的最后一天，以后再用会问" / "Tells the last day of a handler, who is asked about from then on";
        name: "姓名" / "The name";
        on: "最后一天，默认今天" / "Its last day; else today";
        [db today json]
        "muster handler end 萨仁" => "今天是最后一天" / "Today is the last day";
    };

    /// Ends it; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let name = named(session, &self.name)?;
        let on = self.on.as_deref().map(|argument| parse::day(session, argument)).transpose()?;
        let on = on.unwrap_or_else(|| session.clock.today());
        let told = fill(texts(session.lang).ended, &[&name, &on]);
        commit(session, &Op::EndHandler { name: name.clone(), on }, (&name, Some(on)), &told, out)
    }
}

fn named(session: &Session, argument: &str) -> Result<CleanText, CliError> {
    let name = parse::text(session, argument, NAME_MAX)?;
    if name.is_empty() { Err(CliError::usage(texts(session.lang).no_name)) } else { Ok(name) }
}

fn commit(
    session: &Session,
    op: &Op,
    (name, until): (&CleanText, Option<NaiveDate>),
    told: &str,
    out: &mut Out,
) -> CommandResult {
    let mut store = session.open()?;
    let daily = Daily::ask(session, &store);
    let receipt = store.commit(op, &session.ctx())?;
    let changed = !matches!(receipt.answer, Answer::Known);
    if changed {
        out.note_written();
    }
    if session.json {
        out.json(&HandlerJson { result: if changed { "done" } else { "exists" }, name, until });
    } else if changed {
        out.line(told);
    } else {
        out.line(&fill(texts(session.lang).stands, &[name]));
    }
    if changed {
        daily.keep(session, &store, out);
    }
    Ok(Status::Fine)
}
