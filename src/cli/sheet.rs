//! `muster sheet`: a sheet for paper; numbered sheets to sign, written, read back and keyed.

use std::path::{Path, PathBuf};

use super::command::{Command, Help, help};
use super::due;
use super::error::{CliError, CommandResult, shown};
use super::leaving::LeavingArgs;
use super::narrowed;
use super::out::Out;
use super::parse;
use super::session::Session;
use super::{sheet_numbered as numbered, sheet_signed as signed};
use crate::domain::holiday::RoundCode;
use crate::domain::sheet_query::{SheetForm, SheetQuery};
use crate::exchange::sheets;
use crate::lang::{fill, texts};

texts! {
    /// The texts of `sheet`.
    fn texts(lang) -> SheetCommandTexts {
        /// What was typed.
        unknown: "没有这种表 {}；有 visits sign log，编号签领表有 write list read key" / "no sheet {}; there are visits sign log, and for numbered sheets write list read key";
        no_target: "请写 {}：muster sheet {} {}" / "give {}: muster sheet {} {}";
        no_to: "请用 --to 写到哪个文件" / "give --to: into which file";
        surplus: "多了 {}" / "{} is one too many";
        place: "请写 --township（苏木镇场），或 --units（单位）" / "give --township, or --units";
        /// An option, what is done, and the options that it has.
        no_option: "{} 不用于 {}；它有 {}" / "{} is nothing to {}, which takes {}";
        no_round: "今天不在任何慰问期内，请用 --round 指定" / "no round concerns this day: name one with --round";
    }
}

/// The arguments of `sheet`.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
pub(super) struct SheetArgs {
    #[arg(value_name = "SHEET")]
    sheet: String,
    #[arg(value_name = "ROUND|FILE|NUMBER")]
    target: Option<String>,
    #[arg(long, value_name = "TOWNSHIP", conflicts_with = "units")]
    pub(super) township: Option<String>,
    #[arg(long)]
    pub(super) units: bool,
    #[arg(long, value_name = "VILLAGE")]
    pub(super) village: Option<String>,
    #[arg(long, value_name = "STATION")]
    pub(super) station: Option<String>,
    #[arg(long, value_name = "TEAM")]
    pub(super) team: Option<String>,
    #[arg(long, value_name = "ROUND")]
    round: Option<String>,
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    #[arg(long)]
    unmasked: bool,
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: Option<String>,
    #[arg(long)]
    pub(super) overwrite: bool,
    #[arg(long, value_name = "NUMBER")]
    pub(super) number: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub(super) returned: Option<PathBuf>,
    #[arg(long)]
    pub(super) dry_run: bool,
    #[arg(long, value_name = "NAME,NAME")]
    pub(super) handlers: Option<String>,
    #[arg(long, value_name = "DAY")]
    pub(super) on: Option<String>,
    #[arg(long, value_name = "YUAN")]
    pub(super) total: Option<String>,
    #[arg(long, value_name = "LINE=RESULT")]
    pub(super) except: Vec<String>,
}

impl Command for SheetArgs {
    const NAME: &'static str = "sheet";
    const HELP: Help = help! {
        "打印用的表；带编号的签领表打印、读回、登记" / "Sheets for paper; numbered ones come back by file or key";
        sheet:
            "visits 走访单（按嘎查村，留空填写），sign 签领表，log 走访台账；编号签领表：write 打印，list 列出，read 读回填好的文件，key 照纸登记" /
            "visits to carry, village by village, with room to write; sign to be signed; log of what was done; numbered sheets: write, list, read a filled file, key a signed paper";
        target:
            "write 和 list：哪次活动；read：哪个文件；key：哪个编号" /
            "For write and list the round; for read the file; for key the number";
        township: "哪个苏木镇场（代码、名称或别名）" / "Of which township (code, name or another spelling)";
        units: "驻旗单位" / "Of the units";
        village: "只要这个嘎查村" / "Only this village";
        station: "write：只要这个服务站的" / "For write: only those of this station";
        team: "write：只要这个走访组的" / "For write: only those of this team";
        round: "慰问活动，如 2024-spring 或 2024年春节；默认当前活动" / "Round, e.g. 2024-spring or 2024年春节; else the current one";
        to: "写到这个文件；- 为标准输出" / "Into this file; - for the standard output";
        format: "格式：xlsx text；默认看文件名结尾，标准输出为 text" / "xlsx text; else by the ending of the file, to the standard output text";
        unmasked: "号码完整显示；要写 --reason，会记录" / "Numbers in full; needs --reason, and is recorded";
        reason: "为什么要完整号码；read、key：为什么照纸发了与现在计划不符的数" / "Why numbers are needed in full; for read and key, why what was printed was given though the plan has changed";
        overwrite: "覆盖已有的文件" / "Replace a file that is there";
        number: "read：读回的文件没有编号时：是哪张签领表" / "For read of which sheet the file is, where it does not say so";
        returned: "read：有问题时写出退回的文件，多一列退回原因" / "For read, where anything is refused, a copy with a column of reasons";
        dry_run: "只核对，不登记" / "Only checks, records nothing";
        handlers: "key：经办人，两名用逗号分开" / "For key who handed over, two with a comma between them";
        on: "key：发放日期，默认今天" / "For key the day given; else today";
        total: "key：纸上的实发合计（元）：与核对结果不等就不登记" / "For key the sum on the paper, in yuan: nothing is recorded unless it agrees";
        except:
            "key：例外的行，可写多次：5=absent、8=proxy:王芳:女儿、7=deferred:2024-02-20、9=open（还没走访）" /
            "For key a line that did not end as printed, as often as needed: 5=absent, 8=proxy:NAME:RELATION, 7=deferred:DAY, 9=open for one not visited yet";
        [db today json]
        "muster sheet visits --township 桑根达来 --to visits.xlsx --unmasked --reason 下乡" => "走访单，带完整电话；另有 sign 签领表、log 走访台账" / "To carry, with phones in full; likewise sign, and log";
        "muster sheet write 2024-spring --station 桑根达来 --to sign.xlsx" => "带编号的签领表：每页合计、大写；list 列出编号" / "A numbered sheet to sign, a sum a page; list tells the numbers";
        "muster sheet key 3F2A9C-128 --handlers 布仁,赵志强 --total 10500 --except 5=absent" => "照签回的纸登记，第 5 行不在家" / "Keys a signed paper; nobody was at home for line 5";
        "muster sheet read sign.xlsx --returned back.xlsx" => "登记填好的文件；有问题整张不登记，写出退回的文件" / "Records a filled file, or refuses all of it and writes a copy with reasons";
    };

    /// Writes a sheet out, and tells what was written.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let texts = texts(session.lang);
        self.refuse_foreign(session)?;
        match self.sheet.trim() {
            "write" => return numbered::write(self, session, out),
            "list" => return numbered::list(self, session, out),
            "read" => return signed::read(self, session, out),
            "key" => return signed::key(self, session, out),
            _ => {}
        }
        if let Some(surplus) = &self.target {
            return Err(CliError::usage(fill(texts.surplus, &[&shown(surplus)])));
        }
        let form = match self.sheet.trim() {
            "visits" | "走访单" => SheetForm::Visits,
            "sign" | "签领表" => SheetForm::Sign,
            "log" | "走访台账" => SheetForm::Log,
            other => return Err(CliError::usage(fill(texts.unknown, &[&shown(other)]))),
        };
        if self.township.is_none() && !self.units {
            return Err(CliError::usage(texts.place));
        }
        let leaving = self.leaving(session)?;
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
        let village = narrowed::village(session, &store, township.as_ref(), self.village.as_deref())?;
        let query = SheetQuery { form, round, township, village };
        leaving.run(session, &mut store, out, |store, to, options, ctx| {
            sheets::sheet(store, &query, to, options, ctx)
        })
    }
}

/// What goes out, of whom and into what.
const OUT: [&str; 8] =
    ["--township", "--units", "--village", "--round", "--to", "--format", "--unmasked", "--overwrite"];

impl SheetArgs {
    /// Refuses an option that would be passed over.
    fn refuse_foreign(&self, session: &Session) -> Result<(), CliError> {
        let what = self.sheet.trim();
        let own: &[&str] = match what {
            "write" => &["--station", "--team"],
            "list" => return self.first_foreign(session, what, &["--round"]),
            "read" => {
                let own = ["--number", "--returned", "--overwrite", "--dry-run", "--reason"];
                return self.first_foreign(session, what, &own);
            }
            "key" => {
                let own = ["--handlers", "--on", "--total", "--except", "--dry-run", "--reason"];
                return self.first_foreign(session, what, &own);
            }
            _ => &[],
        };
        self.first_foreign(session, what, &[&OUT[..], &["--reason"], own].concat())
    }

    fn first_foreign(&self, session: &Session, what: &str, own: &[&str]) -> Result<(), CliError> {
        let given = [
            ("--township", self.township.is_some()),
            ("--units", self.units),
            ("--village", self.village.is_some()),
            ("--station", self.station.is_some()),
            ("--team", self.team.is_some()),
            ("--round", self.round.is_some()),
            ("--to", self.to.is_some()),
            ("--format", self.format.is_some()),
            ("--unmasked", self.unmasked),
            ("--reason", self.reason.is_some()),
            ("--overwrite", self.overwrite),
            ("--number", self.number.is_some()),
            ("--returned", self.returned.is_some()),
            ("--dry-run", self.dry_run),
            ("--handlers", self.handlers.is_some()),
            ("--on", self.on.is_some()),
            ("--total", self.total.is_some()),
            ("--except", !self.except.is_empty()),
        ];
        let foreign = given.into_iter().find(|(name, given)| *given && !own.contains(name));
        foreign.map_or(Ok(()), |(name, _)| {
            let text = texts(session.lang).no_option;
            Err(CliError::usage(fill(text, &[&name, &shown(what), &own.join(" ")])))
        })
    }

    /// Where it goes.
    pub(super) fn leaving(&self, session: &Session) -> Result<LeavingArgs<'_>, CliError> {
        let to = self.to.as_deref().ok_or_else(|| CliError::usage(texts(session.lang).no_to))?;
        Ok(LeavingArgs {
            to,
            format: self.format.as_deref(),
            encoding: None,
            overwrite: self.overwrite,
            unmasked: self.unmasked,
            reason: self.reason.as_deref(),
        })
    }

    /// What stands behind the word for what is done.
    pub(super) fn target(&self, session: &Session, what: &str) -> Result<&str, CliError> {
        let usage = || fill(texts(session.lang).no_target, &[&what, &self.sheet, &what]);
        self.target.as_deref().ok_or_else(|| CliError::usage(usage()))
    }

    /// The round that is named, if any is.
    pub(super) fn round(&self, session: &Session) -> Result<Option<RoundCode>, CliError> {
        let said = self.target.as_deref().or(self.round.as_deref());
        said.map(|said| parse::round(session, said)).transpose()
    }

    /// The file that is named.
    pub(super) fn file(&self, session: &Session) -> Result<&Path, CliError> {
        self.target(session, "FILE").map(Path::new)
    }
}
