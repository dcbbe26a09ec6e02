//! `muster sheet`: a sheet for paper.

use std::path::PathBuf;

use super::command::{Command, Help, help};
use super::due;
use super::error::{CliError, CommandResult, shown};
use super::leaving::LeavingArgs;
use super::out::Out;
use super::parse;
use super::session::Session;
use crate::domain::export::{Outgoing, SheetQuery};
use crate::domain::text::NAME_MAX;
use crate::exchange::sheets;
use crate::lang::{fill, texts};

texts! {
    /// The texts of `sheet`.
    fn texts(lang) -> SheetCommandTexts {
        /// What was typed.
        unknown: "没有这种表 {}；有 visits sign log" / "no sheet {}; there are visits sign log";
        place: "请写 --township（苏木镇场），或 --units（单位）" / "give --township, or --units";
        no_round: "今天不在任何慰问期内，请用 --round 指定" / "no round concerns this day: name one with --round";
    }
}

/// The arguments of `sheet`.
#[derive(Debug, clap::Args)]
pub(super) struct SheetArgs {
    #[arg(value_name = "SHEET")]
    sheet: String,
    #[arg(long, value_name = "TOWNSHIP", conflicts_with = "units")]
    township: Option<String>,
    #[arg(long)]
    units: bool,
    #[arg(long, value_name = "VILLAGE")]
    village: Option<String>,
    #[arg(long, value_name = "ROUND")]
    round: Option<String>,
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    #[arg(long)]
    unmasked: bool,
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[arg(long)]
    overwrite: bool,
}

impl Command for SheetArgs {
    const NAME: &'static str = "sheet";
    const HELP: Help = help! {
        "打印用的表：走访单、签领表、走访台账（XLSX 或文本）" / "A sheet for paper: to carry, to sign, or for the files (XLSX or text)";
        sheet:
            "visits 走访单（按嘎查村，留空填写），sign 签领表，log 走访台账" /
            "visits to carry, village by village, with room to write; sign to be signed; log of what was done";
        township: "哪个苏木镇场（代码、名称或别名）" / "Of which township (code, name or another spelling)";
        units: "驻旗单位" / "Of the units";
        village: "只要这个嘎查村" / "Only this village";
        round: "慰问活动，如 2024-spring 或 2024年春节；默认当前活动" / "Round, e.g. 2024-spring or 2024年春节; else the current one";
        to: "写到这个文件；- 为标准输出" / "Into this file; - for the standard output";
        format: "格式：xlsx text；默认看文件名结尾，标准输出为 text" / "xlsx text; else by the ending of the file, to the standard output text";
        unmasked: "号码完整显示；要写 --reason，会记录" / "Numbers in full; needs --reason, and is recorded";
        reason: "为什么要完整号码" / "Why numbers are needed in full";
        overwrite: "覆盖已有的文件" / "Replace a file that is there";
        [db today json]
        "muster sheet sign --township 桑根达来 --to sign.xlsx" => "签领表：每页合计、大写、签字栏" / "To sign: a sum a page, in words, with lines to sign";
        "muster sheet visits --township 桑根达来 --to visits.xlsx --unmasked --reason 下乡" => "走访单，带完整电话" / "To carry, with phones in full";
        "muster sheet log --township 桑根达来 --round 2023-army --to -" => "走访台账，给管道" / "The log, as text for a pipe";
    };

    /// Writes a sheet out, and tells what was written.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let texts = texts(session.lang);
        let what = match self.sheet.trim() {
            "visits" | "走访单" => Outgoing::VisitSheet,
            "sign" | "签领表" => Outgoing::SignSheet,
            "log" | "走访台账" => Outgoing::LogSheet,
            other => return Err(CliError::usage(fill(texts.unknown, &[&shown(other)]))),
        };
        if self.township.is_none() && !self.units {
            return Err(CliError::usage(texts.place));
        }
        let leaving = LeavingArgs {
            to: &self.to,
            format: self.format.as_deref(),
            encoding: None,
            overwrite: self.overwrite,
            unmasked: self.unmasked,
            reason: self.reason.as_deref(),
        };
        leaving.format(session)?;
        let mut store = session.open()?;
        let township = match &self.township {
            Some(said) => Some(parse::township(session, &store.townships()?, said)?),
            None => None,
        };
        let named = self.round.as_deref().map(|said| parse::round(session, said)).transpose()?;
        let round = match named {
            Some(round) => Some(round),
            None => due::current(&store, session.clock.today())?,
        };
        let round = round.ok_or_else(|| CliError::usage(texts.no_round))?;
        let village = parse::maybe_text(session, self.village.as_deref(), NAME_MAX)?;
        let query = SheetQuery { what, round, township, village };
        leaving.run(session, &mut store, out, |store, to, options, ctx| {
            sheets::sheet(store, &query, to, options, ctx)
        })
    }
}
