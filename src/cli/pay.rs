//! `muster pay`: one payment of any programme; what failed of one; one that failed, paid again.

use std::collections::BTreeMap;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult, Status};
use super::lookup;
use super::out::Out;
use super::parse;
use super::pay_shared::{commit, months, parts, refuse_card};
use super::session::Session;
use crate::clock;
use crate::domain::money::Fen;
use crate::domain::payment::figures::PaymentQuery;
use crate::domain::payment::kinds::insurance_kind;
use crate::domain::payment::period::period_name;
use crate::domain::payment::rules::{TOP_UP, subject_of};
use crate::domain::payment::{
    CATEGORY, HOUSEHOLD, INTAKE, KIND, LEVEL, NATURE, NOTE, NewPayment, OWN_FEN, PayAct, PayDetail, PayKind,
    YEARS,
};
use crate::domain::payroll_fault::PayFaultKind;
use crate::domain::programme::Beside;
use crate::domain::text::{CleanText, NAME_MAX, NOTE_MAX};
use crate::exchange::payroll::card_fault;
use crate::lang::texts;
use crate::store::Store;

texts! {
    /// The texts of `pay`.
    fn texts(lang) -> PayArgTexts {
        not_a_payment: "只有项目发放可以追回、登记失败或补发：慰问、支出记错的用 reverse 冲正后重记" /
            "only payments of programmes are taken back, fail or are paid again: reverse a gift or spending and record it anew";
        nothing_failed: "没有失败而未补发的" / "nothing of it failed that was not paid again";
        lacks: "还要写：项目和金额" / "the programme and the amount are missing";
    }
}

/// The arguments of `pay`.
#[derive(Debug, clap::Args)]
pub(super) struct PayArgs {
    #[arg(value_name = "RECIPIENT")]
    recipient: String,
    #[arg(value_name = "PROGRAMME")]
    programme: String,
    #[arg(value_name = "YUAN", allow_hyphen_values = true)]
    yuan: Option<String>,
    #[arg(long, value_name = "MONTHS")]
    months: Option<String>,
    #[arg(long, value_name = "WHICH")]
    which: Option<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    on: Option<String>,
    #[arg(long, value_name = "FUND")]
    fund: Option<String>,
    #[arg(long, value_name = "FUND=YUAN", conflicts_with = "fund")]
    part: Vec<String>,
    #[arg(long, value_name = "NAME")]
    payee: Option<String>,
    #[arg(long, value_name = "CARD")]
    card: Option<String>,
    #[arg(long, value_name = "CATEGORY")]
    category: Option<String>,
    #[arg(long, value_name = "LEVEL")]
    level: Option<String>,
    #[arg(long, value_name = "NATURE")]
    nature: Option<String>,
    #[arg(long, value_name = "HOUSEHOLD")]
    household: Option<String>,
    #[arg(long, value_name = "INTAKE")]
    intake: Option<String>,
    #[arg(long, value_name = "YEARS")]
    years: Option<String>,
    #[arg(long, value_name = "YUAN")]
    own: Option<String>,
    #[arg(long)]
    top_up: bool,
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[arg(long, value_name = "UUID")]
    id: Option<String>,
}

impl Command for PayArgs {
    const NAME: &'static str = "pay";
    const HELP: Help = help! {
        "登记一笔项目发放、它的失败或补发" / "Record a payment, its failure, or its repeat";
        recipient: "编号（或其开头）、身份证号（写 -，从标准输入给出）或唯一的姓名；或 failed、again" / "Id (or its beginning), ID number (write - and give it on standard input), or a name that only one bears; or failed, again";
        programme: "项目的代码、名称或别名；failed、again 之后是分录编号" / "Code, name or another name of the programme; behind failed or again the entry";
        yuan: "金额，元；failed、again 不写则为全部" / "Amount in yuan; behind failed or again all of it if left out";
        months: "发放月份：2023-01..2023-03" / "The months paid: 2023-01..2023-03";
        which: "第几个半年（1 至 4）、退役季（2022秋）、参保年度、结算单号、案号、喜报号" / "Which half-year (1 to 4), season (2022秋), insurance year, settlement, case or letter";
        on: "发放日期；不写为今天" / "Day paid; today if left out";
        fund: "资金来源" / "The fund that pays it";
        part: "各项资金：中央=600，可写多次" / "Each fund: 中央=600; may be repeated";
        payee: "领取人：打到谁的账户" / "Whose account it goes to, where that is another's";
        card: "打到的卡号：与登记册核对，不保存" / "The card that it goes to: compared with the register, never kept";
        category: "优抚类别" / "The category that it is paid for";
        level: "等级" / "Level";
        nature: "性质：因战、因公、因病" / "Nature of a disability";
        household: "城乡" / "Town or country";
        intake: "入伍批次：2022春" / "Intake: 2022春";
        years: "服役年限" / "Years served";
        own: "个人承担部分，元：不算本局支出" / "Own share in yuan: never the bureau's money";
        top_up: "补差：这些月份发过，现补差额" / "A top-up of months that were paid";
        note: "备注" / "A note";
        reason: "理由：失败原因，或为何不同于一般" / "Why: of a failure, or of what is not usual";
        id: "分录编号（UUID）：同一编号重复执行只记一次" / "Id of the entry (UUID): repeating it records nothing twice";
        [db today json]
        "muster pay 程连富 living_allowance 1000 --months 2023-01 --category 残疾军人 --fund 中央" =>
            "一个月的生活补助" / "One month of living allowance";
        "muster pay failed 018d6a10 --reason 账号错误" => "银行退回" / "The bank sent it back";
        "muster pay again 018d6a10" => "补发失败的那一笔" / "Pay what failed once more";
    };

    /// Writes it; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let mut store = session.open()?;
        let kind = match self.recipient.as_str() {
            "failed" => PayKind::Failed,
            "again" => PayKind::Payment,
            _ => {
                let new = self.payment(session, &mut store)?;
                if let Some(fault) = self.card(session, &mut store, &new)?.filter(|_| new.reason.is_none()) {
                    return refuse_card(session, &fault, out);
                }
                return commit(session, &mut store, PayAct { payroll: None, payments: vec![new] }, out);
            }
        };
        let entry = (self.programme.as_str(), self.yuan.as_deref());
        let words = (self.on.as_deref(), self.reason.as_deref(), self.id.as_deref());
        let mut new = concerning(session, &store, kind, entry, words)?;
        new.parts = parts(session, self.fund.as_deref(), &self.part, new.amount)?;
        commit(session, &mut store, PayAct { payroll: None, payments: vec![new] }, out)
    }
}

/// What takes part of a payment back, says that it failed, or pays it once more: all of it where no sum is typed.
pub(super) fn concerning(
    session: &Session,
    store: &Store,
    kind: PayKind,
    (entry, yuan): (&str, Option<&str>),
    (on, reason, id): (Option<&str>, Option<&str>, Option<&str>),
) -> Result<NewPayment, CliError> {
    let of = store.resolve_entry(entry)?;
    let read = |entry| store.payments(&PaymentQuery { entry: Some(entry), ..PaymentQuery::default() });
    let missing =
        || CliError::Message(Status::NotPermitted, vec![texts(session.lang).not_a_payment.to_owned()]);
    let mut line = read(of)?.pop().ok_or_else(missing)?;
    if *line.kind != *"payment" || line.concerns.is_some() {
        line = line.concerns.map(read).transpose()?.and_then(|mut lines| lines.pop()).ok_or_else(missing)?;
    }
    let amount = match yuan {
        Some(yuan) => parse::amount(session, yuan)?,
        None if kind == PayKind::Payment => store.open_of(line.id)?,
        None => line.left,
    };
    if kind == PayKind::Payment && amount == Fen::ZERO {
        let told = texts(session.lang).nothing_failed.to_owned();
        return Err(CliError::Message(Status::NotPermitted, vec![told]));
    }
    Ok(NewPayment {
        id: id.map(|id| parse::id(session, id)).transpose()?.unwrap_or_else(clock::new_entry_id),
        kind,
        programme: line.programme,
        recipient: line.recipient,
        months: line.months,
        subject: line.subject,
        amount,
        on: on.map_or(Ok(session.clock.today()), |on| parse::day(session, on))?,
        payee: line.payee,
        concerns: Some(line.id),
        reason: parse::maybe_text(session, reason, NOTE_MAX)?,
        parts: Vec::new(),
        detail: PayDetail::default(),
        row: None,
    })
}

impl PayArgs {
    /// What stands against the card that was typed; one that is a payee's is not the recipient's. It is compared with those of
    /// others, and counts as a search by number.
    fn card(
        &self,
        session: &Session,
        store: &mut Store,
        new: &NewPayment,
    ) -> Result<Option<PayFaultKind>, CliError> {
        let (Some(said), Some(id), None) = (&self.card, new.recipient, &new.payee) else { return Ok(None) };
        lookup::pace_numbers(session, store, true);
        let own = store.payee_card(id)?;
        Ok(card_fault(store, (id, own.as_deref()), said)?)
    }

    fn payment(&self, session: &Session, store: &mut Store) -> Result<NewPayment, CliError> {
        let yuan = self.yuan.as_deref().ok_or_else(|| CliError::usage(texts(session.lang).lacks))?;
        let amount = parse::amount(session, yuan)?;
        let programme = store.programme(&self.programme)?;
        let recipient = lookup::written(session, store, &self.recipient)?;
        let mut detail = PayDetail(BTreeMap::new());
        for (key, said) in [
            (CATEGORY, &self.category),
            (LEVEL, &self.level),
            (NATURE, &self.nature),
            (HOUSEHOLD, &self.household),
            (INTAKE, &self.intake),
            (YEARS, &self.years),
            (NOTE, &self.note),
        ] {
            if let Some(text) = parse::maybe_text(session, said.as_deref(), NOTE_MAX)? {
                detail.set(key, text);
            }
        }
        if let Some(own) = &self.own {
            let own = parse::amount(session, own)?;
            if own != Fen::ZERO {
                detail.set_fen(OWN_FEN, own);
            }
        }
        let which = parse::maybe_text(session, self.which.as_deref(), NAME_MAX)?;
        let key: Option<CleanText> = match programme.beside {
            Beside::Nothing => which.map(|which| period_name(programme.period, &which).unwrap_or(which)),
            Beside::Category => detail.get(CATEGORY).cloned(),
            Beside::Kind => {
                which.map(|kind| insurance_kind(&kind)).inspect(|kind| detail.set(KIND, kind.clone()))
            }
        };
        Ok(NewPayment {
            id: self
                .id
                .as_deref()
                .map(|id| parse::id(session, id))
                .transpose()?
                .unwrap_or_else(clock::new_entry_id),
            kind: PayKind::Payment,
            programme: programme.code,
            recipient: Some(recipient),
            months: months(session, self.months.as_deref())?,
            subject: subject_of(key.as_ref(), self.top_up.then_some(TOP_UP)),
            amount,
            on: self.on.as_deref().map_or(Ok(session.clock.today()), |on| parse::day(session, on))?,
            payee: parse::maybe_text(session, self.payee.as_deref(), NAME_MAX)?,
            concerns: None,
            reason: parse::maybe_text(session, self.reason.as_deref(), NOTE_MAX)?,
            parts: parts(session, self.fund.as_deref(), &self.part, amount)?,
            detail,
            row: None,
        })
    }
}
