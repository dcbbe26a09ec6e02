//! `muster plan`: the plan of a round, drafted, compared, budgeted, assigned, approved and closed.

pub(super) mod answer;
mod change;
mod explain;
mod show;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult, shown};
use super::out::Out;
use super::parse;
use super::session::Session;
use crate::domain::holiday::RoundCode;
use crate::domain::text::{NAME_MAX, NOTE_MAX};
use crate::lang::{fill, texts};

texts! {
    /// The texts of `plan`.
    fn texts(lang) -> PlanCommandTexts {
        /// What was typed.
        unknown: "没有这种操作 {}；有 draft approve close assign add explain compare budget" / "no action {}; there are draft approve close assign add explain compare budget";
        /// What is wanted.
        wanted: "还要写：{}" / "needed: {}";
        by_document: "--by（批准人）和 --document（文号）" / "--by (who approved) and --document (its number)";
        a_reason: "--reason（理由）" / "--reason";
        somebody: "对象（姓名、证号或编号）" / "a recipient (name, number or id)";
        a_fund: "资金来源和元数，或 --group、--only" / "a fund with its yuan, or --group, --only";
        to_whom: "给谁：--township、--village 或对象" / "whose: --township, --village or recipients";
        a_team: "走访组，或 --leader，或 --remove" / "a team, or --leader, or --remove";
    }
}

/// The arguments of `plan`.
#[derive(Debug, clap::Args)]
pub(super) struct PlanArgs {
    #[arg(value_name = "ROUND")]
    round: String,
    #[arg(value_name = "ACTION")]
    action: Option<String>,
    #[arg(value_name = "WHAT")]
    what: Vec<String>,
    #[arg(long, value_name = "TOWNSHIP")]
    township: Option<String>,
    #[arg(long, value_name = "VILLAGE")]
    village: Option<String>,
    #[arg(long, value_name = "STATION")]
    station: Option<String>,
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,
    #[arg(long)]
    unassigned: bool,
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    #[arg(long, value_name = "TEXT")]
    document: Option<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    on: Option<String>,
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[arg(long = "group", value_name = "GROUP")]
    groups: Vec<String>,
    #[arg(long, value_name = "GROUP")]
    only: Vec<String>,
    #[arg(long = "handler", value_name = "NAME")]
    handlers: Vec<String>,
    #[arg(long)]
    new_handler: bool,
    #[arg(long, value_name = "NAME")]
    leader: Option<String>,
    #[arg(long)]
    remove: bool,
}

impl Command for PlanArgs {
    const NAME: &'static str = "plan";
    const HELP: Help = help! {
        "慰问计划：草稿、预算、分组、定稿、增补、对比" / "The plan of a round: draft, budget, teams, approval, additions, comparison";
        round: "慰问活动，如 2024-spring 或 2024年春节" / "Round, e.g. 2024-spring or 2024年春节";
        action:
            "draft 草稿（已定稿的写理由撤回），approve 定稿，close 结束，assign 分组，add 增补，explain 说明一人，compare 与上次对比（定稿后另列新符合条件的），budget 预算；不写则列出计划" /
            "draft (takes an approval back with a reason), approve, close, assign, add, explain, compare with the last one (and, once approved, who became eligible since), budget; else the plan is listed";
        what:
            "assign 的走访组和对象；add、explain 的对象；budget 的资金来源和元数" /
            "of assign the team and recipients; of add and explain the recipient; of budget the fund and its yuan";
        township: "只要这个苏木镇场；assign：整个苏木镇场" / "Only this township; of assign the whole of it";
        village: "只要这个嘎查村；assign：整个嘎查村" / "Only this village; of assign the whole of it";
        station: "只要这个服务站的" / "Only what this station looks after";
        team: "只要这个走访组的" / "Only the lines of this team";
        unassigned: "只要还没有走访组的" / "Only lines without a team";
        by: "批准人" / "Who approved";
        document: "文号" / "The number of the document";
        on: "文件日期，默认今天" / "The day of the document; else today";
        reason: "理由：撤回、增补、关闭，超预算或资金不符时也要写" / "Why: to take back, to add, to close, over a budget or with a wrong fund";
        groups: "budget：由这个资金支付的慰问类别，可写多次；add：按哪个类别" / "Of budget, groups that the fund pays, any number of times; of add, by which group";
        only: "budget：这个资金只能用于这些类别，可写多次；写「全部」取消限制" / "Of budget, the only groups that the fund may pay, any number of times; all for no limit";
        handlers: "assign：走访组的经办人，可写多次" / "Of assign, handlers of the team, any number of times";
        new_handler: "assign：名单上没有的经办人也对，记入名单" / "Of assign, a handler who is not on the list is right: put on it";
        leader: "assign：带队领导；写空的去掉" / "Of assign, who leads; an empty one takes the leader away";
        remove: "assign：从走访组里去掉" / "Of assign, takes the lines from their team";
        [db today json]
        "muster plan 2025年春节 draft" => "建立活动，看草稿" / "Creates the round and shows the draft";
        "muster plan 2025年春节 compare" => "与上次春节对比" / "Beside the last Spring Festival";
        "muster plan 2025年春节 assign 第一组 --township 桑根达来 --handler 布仁 --handler 萨仁" => "整个苏木镇归第一组" / "The whole township to a team";
        "muster plan 2024年春节 approve --by 王局长 --document 民发〔2024〕3号" => "定稿：名单和金额固定" / "Approved: list and sums are fixed";
    };

    /// Shows the plan, or does what the action says.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let code = parse::round(session, &self.round)?;
        match self.action.as_deref().map(str::trim) {
            None | Some("list" | "show") => show::show(self, session, code, out),
            Some("draft" | "草稿") => change::draft(self, session, code, out),
            Some("approve" | "定稿") => change::approve(self, session, code, out),
            Some("close" | "结束") => change::close(self, session, code, out),
            Some("assign" | "分组") => change::assign(self, session, code, out),
            Some("add" | "增补") => change::add(self, session, code, out),
            Some("budget" | "预算") => change::budget(self, session, code, out),
            Some("explain" | "说明") => explain::explain(self, session, code, out),
            Some("compare" | "对比") => explain::compare(session, code, out),
            Some(other) => Err(CliError::usage(fill(texts(session.lang).unknown, &[&shown(other)]))),
        }
    }
}

/// What has to be written besides.
fn wanted(session: &Session, what: impl FnOnce(&PlanCommandTexts) -> &'static str) -> CliError {
    let texts = texts(session.lang);
    CliError::usage(fill(texts.wanted, &[&what(texts)]))
}

/// A name that was typed, if one was.
fn name(
    session: &Session,
    argument: Option<&str>,
) -> Result<Option<crate::domain::text::CleanText>, CliError> {
    parse::maybe_text(session, argument, NAME_MAX)
}

/// The names that were typed.
fn names(session: &Session, all: &[String]) -> Result<Vec<crate::domain::text::CleanText>, CliError> {
    all.iter().map(|one| parse::text(session, one, NAME_MAX)).collect()
}

/// The reason that was typed, if one was.
fn reason(args: &PlanArgs, session: &Session) -> Result<Option<crate::domain::text::CleanText>, CliError> {
    parse::maybe_text(session, args.reason.as_deref(), NOTE_MAX)
}

/// The name of a round as the answers in JSON bear it.
fn code_of(code: RoundCode) -> String {
    code.to_string()
}
