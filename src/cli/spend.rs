//! `muster spend`: money spent on a station or a memorial, on nobody.

use super::command::{Command, Help, help};
use super::error::CommandResult;
use super::out::Out;
use super::parse;
use super::pay_shared::{commit, parts};
use super::session::Session;
use crate::clock;
use crate::domain::payment::{NOTE, NewPayment, PLACE, PayAct, PayDetail, PayKind};
use crate::domain::text::{NAME_MAX, NOTE_MAX};

/// The arguments of `spend`.
#[derive(Debug, clap::Args)]
pub(super) struct SpendArgs {
    #[arg(value_name = "PLACE")]
    place: String,
    #[arg(value_name = "PROGRAMME")]
    programme: String,
    #[arg(value_name = "YUAN", allow_hyphen_values = true)]
    yuan: String,
    #[arg(long, value_name = "FUND")]
    fund: String,
    #[arg(long = "for", value_name = "TEXT")]
    what: Option<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    on: Option<String>,
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[arg(long, value_name = "UUID")]
    id: Option<String>,
}

impl Command for SpendArgs {
    const NAME: &'static str = "spend";
    const HELP: Help = help! {
        "登记不对人的支出：服务站经费、烈士纪念设施" / "Record money spent on a station or a memorial, on nobody";
        place: "服务站或设施的名称" / "Name of the station or the memorial";
        programme: "station_fund、memorial，或自设的支出项目" / "station_fund, memorial, or a programme of your own";
        yuan: "金额，元" / "Amount in yuan";
        fund: "资金来源；农牧场自己的写 自有经费" / "The fund; a farm's own money is 自有经费";
        what: "用途" / "What for";
        on: "支出日期；不写为今天" / "The day; today if left out";
        reason: "理由" / "Why, where it is not usual";
        id: "分录编号（UUID）：同一编号重复执行只记一次" / "Id of the entry (UUID): repeating it records nothing twice";
        [db today json]
        "muster spend 桑根达来镇退役军人服务站 station_fund 5000 --fund 旗 --for 工作经费" =>
            "一个站一年的经费" / "The yearly funds of a station";
    };

    /// Writes it; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let amount = parse::amount(session, &self.yuan)?;
        let mut store = session.open()?;
        let mut detail = PayDetail::default();
        detail.set(PLACE, parse::text(session, &self.place, NAME_MAX)?);
        if let Some(what) = parse::maybe_text(session, self.what.as_deref(), NOTE_MAX)? {
            detail.set(NOTE, what);
        }
        let new = NewPayment {
            id: self
                .id
                .as_deref()
                .map(|id| parse::id(session, id))
                .transpose()?
                .unwrap_or_else(clock::new_entry_id),
            kind: PayKind::Spending,
            programme: store.programme(&self.programme)?.code,
            recipient: None,
            months: None,
            subject: None,
            amount,
            on: self.on.as_deref().map_or(Ok(session.clock.today()), |on| parse::day(session, on))?,
            payee: None,
            concerns: None,
            reason: parse::maybe_text(session, self.reason.as_deref(), NOTE_MAX)?,
            parts: parts(session, Some(&self.fund), &[], amount)?,
            detail,
            row: None,
        };
        commit(session, &mut store, PayAct { payroll: None, payments: vec![new] }, out)
    }
}
