//! `muster notice`: a list for public notice.

use std::path::PathBuf;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult};
use super::leaving::LeavingArgs;
use super::out::Out;
use super::parse;
use super::session::Session;
use crate::domain::notice::{NoticeOf, NoticeQuery, holds_phone, usual_end};
use crate::domain::programme::PeriodKind;
use crate::domain::text::NAME_MAX;
use crate::exchange::sheets;
use crate::lang::texts;

texts! {
    /// The texts of `notice`.
    fn texts(lang) -> NoticeCommandTexts {
        no_phone: "--phone 里没有电话号码" / "--phone holds no number";
        backwards: "公示的最后一天不能早于第一天" / "the last day comes before the first";
    }
}

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
        round: "慰问活动，如 2024-spring 或 2024年春节；困难救助写 relief 或 困难救助" / "Round, e.g. 2024-spring or 2024年春节; relief for hardship relief that is to be decided";
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
        "muster notice relief --phone 5221234 --to 公示.xlsx" => "困难救助：三级意见齐全、还没有批准的" / "Relief with all its opinions that is not granted yet";
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
        let mut store = session.open()?;
        let is_relief = self.round == "relief"
            || store.programme(&self.round).is_ok_and(|programme| programme.period == PeriodKind::Case);
        let of =
            if is_relief { NoticeOf::Relief } else { NoticeOf::Round(parse::round(session, &self.round)?) };
        let day = |said: &Option<String>| said.as_deref().map(|said| parse::day(session, said)).transpose();
        let from = day(&self.from)?.unwrap_or_else(|| session.clock.today());
        let until = day(&self.until)?.unwrap_or_else(|| usual_end(from));
        if until < from {
            return Err(CliError::usage(texts.backwards));
        }
        let phone = parse::text(session, &self.phone, NAME_MAX)?;
        if !holds_phone(&phone) {
            return Err(CliError::usage(texts.no_phone));
        }
        let place = parse::maybe_text(session, self.place.as_deref(), NAME_MAX)?;
        let township = match &self.township {
            Some(said) => Some(parse::township(session, &store.townships()?, said)?),
            None => None,
        };
        let query = NoticeQuery { of, township, days: [from, until], place, phone };
        leaving.run(session, &mut store, out, |store, to, options, ctx| {
            sheets::notice(store, &query, to, options, ctx)
        })
    }
}
