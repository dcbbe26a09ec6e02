//! `muster handlers`: the list of handlers.

use chrono::NaiveDate;
use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CommandResult, Status};
use super::out::Out;
use super::session::Session;
use super::table::{Side, Table};
use crate::lang::texts;
use crate::store::Store;

texts! {
    /// The texts of `handlers`.
    fn texts(lang) -> HandlersTexts {
        name: "经办人" / "Handler";
        since: "自何日起" / "Since";
        until: "最后一天" / "Last day";
        gifts: "经办笔数" / "Gifts";
        none: "名单上还没有人：第一次登记的经办人自动记入" / "nobody is on the list yet: the first who hand over come on it by themselves";
    }
}

/// `handlers` takes no arguments of its own.
#[derive(Debug, clap::Args)]
pub(super) struct HandlersArgs;

#[derive(Serialize)]
struct HandlerJson {
    name: String,
    since: NaiveDate,
    until: Option<NaiveDate>,
    gifts: u64,
}

impl Command for HandlersArgs {
    const NAME: &'static str = "handlers";
    const HELP: Help = help! {
        "列出经办人名单" / "The list of handlers";
        [db today json]
        "muster handlers" => "每个经办人和经办的笔数" / "Each handler with the number of gifts";
        "muster handlers --json" => "输出 JSON" / "As JSON";
    };

    /// Lists them. An empty list is an answer, not a failure.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let list = session.open()?.reading(Store::handlers)?;
        if session.json {
            let list: Vec<HandlerJson> = list
                .into_iter()
                .map(|one| HandlerJson {
                    name: one.name.to_string(),
                    since: one.since,
                    until: one.until,
                    gifts: one.gifts,
                })
                .collect();
            out.json(&list);
            return Ok(Status::Fine);
        }
        let texts = texts(session.lang);
        if list.is_empty() {
            out.line(texts.none);
            return Ok(Status::Fine);
        }
        let mut table = Table::new(&[
            (texts.name, Side::Left),
            (texts.since, Side::Left),
            (texts.until, Side::Left),
            (texts.gifts, Side::Right),
        ]);
        for one in list {
            let until = one.until.map(|day| day.to_string()).unwrap_or_default();
            table.row(vec![one.name.to_string(), one.since.to_string(), until, one.gifts.to_string()]);
        }
        out.lines(&table.lines());
        Ok(Status::Fine)
    }
}
