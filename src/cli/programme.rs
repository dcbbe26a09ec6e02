//! `muster programme`: what money is paid for, what it came to in a year, its standards.

use serde::Serialize;

use super::command::{Command, CommandDef, Family, Help, help};
use super::definition::of;
use super::error::{CliError, CommandResult, Status, shown};
use super::out::Out;
use super::parse;
use super::programme_standard::{StandardArgs, StandardsArgs};
use super::programme_year::YearArgs;
use super::session::Session;
use super::table::{Side, Table};
use crate::domain::op::{Answer, Op};
use crate::domain::programme::{Beside, PeriodKind, Programme};
use crate::domain::text::{CleanText, NAME_MAX};
use crate::lang::{fill, texts};
use crate::store::Store;

texts! {
    /// The texts of `programme`.
    fn texts(lang) -> ProgrammeTexts {
        code: "代码" / "Code";
        name: "项目" / "Programme";
        period: "期别" / "Periods";
        funds: "资金" / "Funds";
        /// The word and the known ones.
        bad_word: "不认识：{}；可写 {}" / "not known: {}; one of {}";
        kept: "已记下" / "kept";
        known: "原来就是这样" / "it stood so before";
    }
}

/// The family.
pub(super) struct ProgrammeFamily;

impl Family for ProgrammeFamily {
    const NAME: &'static str = "programme";
    const HELP: Help = help! {
        "项目：发放的用途、一年的合计、标准" / "Programmes: what money is paid for, a year's sums, standards";
        [db today json]
        "muster programme list" => "全部项目" / "All programmes";
        "muster programme year 2023" => "2023 年各项目的人数和金额" / "People and money of each in 2023";
    };
    const ACTIONS: &'static [CommandDef] =
        &[of::<ListArgs>(), of::<YearArgs>(), of::<AddArgs>(), of::<StandardArgs>(), of::<StandardsArgs>()];
}

/// `programme list` takes no arguments of its own.
#[derive(Debug, clap::Args)]
struct ListArgs;

#[derive(Serialize)]
struct ProgrammeJson {
    code: String,
    name: String,
    period: &'static str,
    beside: &'static str,
    funds: Vec<String>,
    categories: Vec<String>,
    role: Option<String>,
    notice_days: u32,
    aliases: Vec<String>,
}

fn strings(all: &[CleanText]) -> Vec<String> {
    all.iter().map(ToString::to_string).collect()
}

impl Command for ListArgs {
    const NAME: &'static str = "list";
    const HELP: Help = help! {
        "列出项目" / "The programmes";
        [db today json]
        "muster programme list --json" => "输出 JSON" / "As JSON";
    };

    /// Lists them.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let all = session.open()?.reading(Store::programmes)?;
        if session.json {
            let one = |one: &Programme| ProgrammeJson {
                code: one.code.to_string(),
                name: one.name.to_string(),
                period: one.period.code(),
                beside: one.beside.code(),
                funds: strings(&one.funds),
                categories: strings(&one.categories),
                role: one.role.as_ref().map(ToString::to_string),
                notice_days: one.notice_days,
                aliases: strings(&one.aliases),
            };
            out.json(&all.iter().map(one).collect::<Vec<_>>());
            return Ok(Status::Fine);
        }
        let texts = texts(session.lang);
        let heads = [texts.code, texts.name, texts.period, texts.funds].map(|head| (head, Side::Left));
        let mut table = Table::new(&heads);
        for one in all {
            let period = one.period.code().to_owned();
            let funds = strings(&one.funds).join(session.texts().comma);
            table.row(vec![one.code.to_string(), one.name.to_string(), period, funds]);
        }
        out.lines(&table.lines());
        Ok(Status::Fine)
    }
}

/// The arguments of `programme add`.
#[derive(Debug, clap::Args)]
struct AddArgs {
    #[arg(value_name = "CODE")]
    code: String,
    #[arg(value_name = "TITLE")]
    name: String,
    #[arg(long, value_name = "KIND", default_value = "months")]
    period: String,
    #[arg(long, value_name = "WHAT", default_value = "nothing")]
    beside: String,
    #[arg(long, value_name = "FUND")]
    fund: Vec<String>,
    #[arg(long, value_name = "CATEGORY")]
    category: Vec<String>,
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    #[arg(long, value_name = "DAYS", default_value_t = 0)]
    notice: u32,
    #[arg(long, value_name = "TITLE")]
    alias: Vec<String>,
    #[arg(long)]
    payee: bool,
}

/// A word of a list.
pub(super) fn word<T>(
    session: &Session,
    said: &str,
    found: Option<T>,
    known: &[&str],
) -> Result<T, CliError> {
    let why = || CliError::usage(fill(texts(session.lang).bad_word, &[&shown(said), &known.join(", ")]));
    found.ok_or_else(why)
}

impl Command for AddArgs {
    const NAME: &'static str = "add";
    const HELP: Help = help! {
        "设立一个项目，或改它的名称、资金、对象" / "Add a programme, or change its name, funds or who receives";
        code: "代码：小写字母、数字、下划线" / "Code: small letters, digits, underscores";
        name: "名称" / "Name";
        period: "期别：months half_year year season settlement case citation once spending" / "What is paid: months half_year year season settlement case citation once spending";
        beside: "同一人同月还可分开的：nothing category kind" / "What tells payments of the same months apart: nothing category kind";
        fund: "资金来源，可写多次；不写为任何" / "A fund that may pay it; may be repeated, any if left out";
        category: "优抚类别，可写多次；不写为任何" / "A category that may receive; may be repeated, any if left out";
        role: "什么身份可领" / "The role of who may receive";
        notice: "提前几天提醒" / "Days of notice";
        alias: "别名，可写多次" / "Another name; may be repeated";
        payee: "常打到别人账户" / "It usually goes to another's account";
        [db today json]
        "muster programme add heating_aid 取暖补贴 --fund 旗 --notice 30" => "每月一次" / "Monthly";
        "muster programme add funeral_grant 丧葬补助 --period once" => "一人一次" / "Once a person";
    };

    /// Writes it.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let kinds: Vec<&str> = PeriodKind::ALL.iter().map(|kind| kind.code()).collect();
        let texts_of = |all: &[String]| {
            all.iter().map(|one| parse::text(session, one, NAME_MAX)).collect::<Result<Vec<CleanText>, _>>()
        };
        let programme = Programme {
            code: parse::text(session, &self.code, NAME_MAX)?,
            name: parse::text(session, &self.name, NAME_MAX)?,
            period: word(session, &self.period, PeriodKind::parse(&self.period), &kinds)?,
            beside: word(
                session,
                &self.beside,
                Beside::parse(&self.beside),
                &["nothing", "category", "kind"],
            )?,
            categories: texts_of(&self.category)?,
            role: parse::maybe_text(session, self.role.as_deref(), NAME_MAX)?,
            funds: texts_of(&self.fund)?,
            notice_days: self.notice,
            to_payee: self.payee,
            aliases: texts_of(&self.alias)?,
        };
        done(session, &Op::AddProgramme(Box::new(programme)), out)
    }
}

#[derive(Serialize)]
struct DoneJson {
    result: &'static str,
}

/// Commits, and says whether anything is new.
pub(super) fn done(session: &Session, op: &Op, out: &mut Out) -> CommandResult {
    let texts = texts(session.lang);
    let receipt = session.open()?.commit(op, &session.ctx())?;
    let new = receipt.answer != Answer::Known;
    if new {
        out.note_written();
    }
    if session.json {
        out.json(&DoneJson { result: if new { "recorded" } else { "exists" } });
    } else {
        out.line(if new { texts.kept } else { texts.known });
    }
    Ok(Status::Fine)
}
