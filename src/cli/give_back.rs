//! `muster give-back`: what was handed to a station or team came back, or is missing.

use super::allocation::{self, Typed};
use super::command::{Command, Help, help};
use super::error::CommandResult;
use super::out::Out;
use super::parse;
use super::session::Session;
use crate::domain::allocation::AllocationKind;

/// The arguments of `give-back`.
#[derive(Debug, clap::Args)]
pub(super) struct GiveBackArgs {
    #[arg(value_name = "ROUND")]
    round: String,
    #[arg(value_name = "HOLDER")]
    holder: String,
    #[arg(value_name = "YUAN")]
    yuan: Option<String>,
    #[arg(long, value_name = "GOODS")]
    goods: Vec<String>,
    #[arg(long)]
    lost: bool,
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    on: Option<String>,
    #[arg(long, value_name = "TEXT")]
    document: Option<String>,
    #[arg(long, value_name = "UUID")]
    id: Option<String>,
}

impl Command for GiveBackArgs {
    const NAME: &'static str = "give-back";
    const HELP: Help = help! {
        "退回：服务站或走访组交回没有发的现金和物品；或写明理由记损失" / "A station or team gives back what was not given; or a loss is told with a reason";
        round: "慰问活动，如 2024-spring 或 2024年春节" / "Round, e.g. 2024-spring or 2024年春节";
        holder: "服务站（名称，或所在苏木镇场、社区）或走访组" / "The station (its name, township or community) or team";
        yuan: "现金（元）" / "Cash in yuan";
        goods: "物品：名称 数量 单位，可写多次" / "Goods: ITEM NUMBER UNIT, any number of times";
        lost: "不是退回，是损失；要写 --reason" / "Not back but missing; needs --reason";
        reason: "理由" / "Why";
        by: "收回人" / "Who takes it back";
        on: "日期，默认今天" / "The day; else today";
        document: "文号" / "The number of the document";
        id: "这笔的编号；再写一次不会重复" / "The id of the act; the same once more adds nothing";
        [db today json]
        "muster give-back 2024年春节 桑根达来 1500 --goods '米面油 3 箱' --by 布仁" => "交回 1,500 元和 3 箱" / "1,500 yuan and 3 boxes back";
        "muster give-back 2024年春节 桑根达来 --goods '米面油 1 箱' --lost --reason 运输途中破损" => "记损失" / "A loss";
    };

    /// Takes it back, or tells the loss.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let code = parse::round(session, &self.round)?;
        let typed = Typed {
            holder: &self.holder,
            yuan: self.yuan.as_deref(),
            goods: &self.goods,
            kind: if self.lost { AllocationKind::Lost } else { AllocationKind::Back },
            by: self.by.as_deref(),
            on: self.on.as_deref(),
            document: self.document.as_deref(),
            reason: self.reason.as_deref(),
            id: self.id.as_deref(),
        };
        allocation::record(session, code, &typed, out)
    }
}
