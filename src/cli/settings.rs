//! `muster settings`: every setting, with the value that holds today.

use chrono::NaiveDate;
use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CommandResult, Status};
use super::out::Out;
use super::session::Session;
use super::table::{Side, Table};
use crate::domain::setting::HeldSetting;
use crate::lang::{fill, settings as words};

/// `settings` takes no arguments of its own.
#[derive(Debug, clap::Args)]
pub(super) struct SettingsArgs;

#[derive(Serialize)]
struct SettingJson {
    key: &'static str,
    value: String,
    default: &'static str,
    since: Option<NaiveDate>,
}

impl Command for SettingsArgs {
    const NAME: &'static str = "settings";
    const HELP: Help = help! {
        "列出全部设置" / "The settings with their values";
        [db today json]
        "muster settings" => "各项设置和现在的值" / "The settings with their values";
        "muster settings --json" => "输出 JSON" / "As JSON";
    };

    /// Lists them.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let store = session.open()?;
        let today = session.clock.today();
        let held = store.reading(|store| store.settings(today))?;
        if session.json {
            let list: Vec<SettingJson> = held
                .into_iter()
                .map(|held| SettingJson {
                    key: held.setting.key,
                    value: held.value.to_string(),
                    default: held.setting.default,
                    since: held.since,
                })
                .collect();
            out.json(&list);
            return Ok(Status::Fine);
        }
        let texts = words::texts(session.lang);
        let mut table = Table::new(&[
            (texts.key, Side::Left),
            (texts.label, Side::Left),
            (texts.value, Side::Left),
            ("", Side::Left),
        ]);
        for HeldSetting { setting, value, since } in held {
            table.row(vec![
                setting.key.to_owned(),
                words::label(session.lang, setting).to_owned(),
                words::value(session.lang, setting, &value).into_owned(),
                since.map_or_else(|| texts.by_default.to_owned(), |day| fill(texts.since, &[&day])),
            ]);
        }
        out.lines(&table.lines());
        Ok(Status::Fine)
    }
}
