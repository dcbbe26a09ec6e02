//! `muster notice`: a list for public notice.

use std::path::PathBuf;

use chrono::Days;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult};
use super::leaving::LeavingArgs;
use super::out::Out;
use super::parse;
use super::session::Session;
use crate::domain::text::NAME_MAX;
use crate::exchange::sheets::{self, NoticeQuery};
use crate::lang::texts;

texts! {
    /// The texts of `notice`.
    fn texts(lang) -> NoticeCommandTexts {
        backwards: "公示的最后一天不能早于第一天" / "the last day comes before the first";
    }
}

/// Days that a notice hangs where none is named (公示 5 个工作日, with the days between).
const USUAL_DAYS: u64 = 6;

/// The arguments of `notice`.
#[derive(Debug, clap::Args)]
pub(super) struct NoticeArgs {
    #[arg(value_name = "ROUND")]
    round: String,
    #[arg(long, value_name = "TOWNSHIP")]
    township: Option<String>,
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    #[arg(long, value_name = "DAY")]
    until: Option<String>,
    #[arg(long, value_name = "PLACE")]
    place: Option<String>,
    #[arg(long, value_name = "PHONE")]
    phone: String,
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    #[arg(long)]
    overwrite: bool,
}

impl Command for NoticeArgs {
    const NAME: &'static str = "notice";
    const HELP: Help = help! {
        "公示名单，没有任何号码" / "A list for public notice, without any number";
        round: "慰问活动，如 2024-spring 或 2024年春节" / "Round, e.g. 2024-spring or 2024年春节";
        township: "只公示这个苏木镇场" / "Only this township";
        from: "公示的第一天，默认今天" / "The first day; else today";
        until: "公示的最后一天，默认第一天后第 6 天" / "The last day; else six days later";
        place: "贴在哪里" / "Where it hangs";
        phone: "反映情况的电话" / "The phone for objections";
        to: "写到这个文件；- 为标准输出" / "Into this file; - for the standard output";
        format: "格式：xlsx text html；默认看文件名结尾" / "xlsx text html; else by the ending of the file";
        overwrite: "覆盖已有的文件" / "Replace a file that is there";
        [db today json]
        "muster notice 2024-spring --phone 5221234 --to notice.html" => "网页，打印或贴到网站" / "A page, for paper or the site";
        "muster notice 2024-spring --township 桑根达来 --phone 5221234 --to -" => "一个苏木镇" / "One township";
    };

    /// Writes it out.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let texts = texts(session.lang);
        let leaving = LeavingArgs {
            to: &self.to,
            format: self.format.as_deref(),
            encoding: None,
            overwrite: self.overwrite,
            unmasked: false,
            reason: None,
        };
        leaving.format(session)?;
        let round = parse::round(session, &self.round)?;
        let day = |said: &Option<String>| said.as_deref().map(|said| parse::day(session, said)).transpose();
        let from = day(&self.from)?.unwrap_or_else(|| session.clock.today());
        let until =
            day(&self.until)?.or_else(|| from.checked_add_days(Days::new(USUAL_DAYS))).unwrap_or(from);
        if until < from {
            return Err(CliError::usage(texts.backwards));
        }
        let phone = parse::text(session, &self.phone, NAME_MAX)?;
        let place = parse::maybe_text(session, self.place.as_deref(), NAME_MAX)?;
        let mut store = session.open()?;
        let township = match &self.township {
            Some(said) => Some(parse::township(session, &store.townships()?, said)?),
            None => None,
        };
        let query = NoticeQuery { round, township, days: [from, until], place, phone };
        leaving.run(session, &mut store, out, |store, to, options, ctx| {
            sheets::notice(store, &query, to, options, ctx)
        })
    }
}
