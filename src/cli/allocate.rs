//! `muster allocate`: cash and goods handed to a station or team for a round, and what is open of them.

use super::allocation::{self, Typed};
use super::command::{Command, Help, help};
use super::error::CommandResult;
use super::out::Out;
use super::parse;
use super::session::Session;
use crate::domain::allocation::AllocationKind;

/// The arguments of `allocate`.
#[derive(Debug, clap::Args)]
pub(super) struct AllocateArgs {
    #[arg(value_name = "ROUND")]
    round: String,
    #[arg(value_name = "HOLDER")]
    holder: Option<String>,
    #[arg(value_name = "YUAN")]
    yuan: Option<String>,
    #[arg(long, value_name = "GOODS")]
    goods: Vec<String>,
    #[arg(long)]
    mass: bool,
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    on: Option<String>,
    #[arg(long, value_name = "TEXT")]
    document: Option<String>,
    #[arg(long, value_name = "UUID")]
    id: Option<String>,
}

impl Command for AllocateArgs {
    const NAME: &'static str = "allocate";
    const HELP: Help = help! {
        "下拨：把现金和物品交给服务站或走访组；不写给谁则列出各自未结的数" / "Hands cash and goods to a station or team; without one, what each has to account for";
        round: "慰问活动，如 2024-spring 或 2024年春节" / "Round, e.g. 2024-spring or 2024年春节";
        holder: "服务站（名称，或所在苏木镇场、社区）或走访组" / "The station (its name, township or community) or team";
        yuan: "现金（元）" / "Cash in yuan";
        goods: "物品：名称 数量 单位[=元]，可写多次" / "Goods: ITEM NUMBER UNIT[=YUAN], any number of times";
        mass: "物资：慰问信、年画、春联，不计入对象和金额" / "Goods without people: letters, prints, couplets";
        by: "经办人" / "Who hands it out";
        on: "日期，默认今天" / "The day; else today";
        document: "文号" / "The number of the document";
        id: "这笔的编号；再写一次不会重复" / "The id of the act; the same once more adds nothing";
        [db today json]
        "muster allocate 2024年春节 桑根达来 20000 --goods '米面油 30 箱' --by 布仁 --document 慰字3号" => "下拨 20,000 元和 30 箱" / "20,000 yuan and 30 boxes";
        "muster allocate 2024年春节 桑根达来 --mass --goods '春联 200 副'" => "物资" / "Goods without people";
        "muster allocate 2024年春节" => "各服务站、走访组：下拨、已发、退回、未结" / "Handed out, given, back and open, each station and team";
    };

    /// Hands it out, or lists.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let code = parse::round(session, &self.round)?;
        let Some(holder) = &self.holder else { return allocation::list(session, code, out) };
        let typed = Typed {
            holder,
            yuan: self.yuan.as_deref(),
            goods: &self.goods,
            kind: if self.mass { AllocationKind::Mass } else { AllocationKind::Out },
            by: self.by.as_deref(),
            on: self.on.as_deref(),
            document: self.document.as_deref(),
            reason: None,
            id: self.id.as_deref(),
        };
        allocation::record(session, code, &typed, out)
    }
}
