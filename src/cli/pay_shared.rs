//! What the commands of payments share: reading their words, writing, and telling what was written.

use chrono::Datelike as _;
use serde::Serialize;

use super::error::{CliError, CommandResult, Status, shown};
use super::kept::Daily;
use super::narrowed;
use super::out::Out;
use super::parse;
use super::session::Session;
use crate::domain::error::RegisterError;
use crate::domain::money::Fen;
use crate::domain::op::{Answer, Op};
use crate::domain::payment::figures::{PaymentLine, PaymentQuery};
use crate::domain::payment::rules::PayRefusal;
use crate::domain::payment::{Months, PayAct};
use crate::domain::payroll_fault::PayFaultKind;
use crate::domain::text::{CleanText, NAME_MAX};
use crate::lang::{self, fill, payments, payrolls, texts, words};
use crate::store::Store;

texts! {
    /// The texts that commands of payments share.
    pub(super) fn texts(lang) -> PayTexts {
        recorded: "已登记" / "recorded";
        exists: "登记过，没有重复" / "recorded before, nothing added";
        refused: "没有登记" / "not recorded";
        /// Number, name, programme, for what, the sum, the day, the id.
        line: "#{} {} {} {} {} {} {}" / "#{} {} {} {} {} {} {}";
        /// What was typed.
        one_month: "{} 不是一个月；写 2023-05" / "{} is not one month; write 2023-05";
        /// What was typed.
        bad_months: "不是月份：{}；写 2023-01..2023-03" / "not months: {}; write 2023-01..2023-03";
        bad_part: "不是资金=金额：{}；写 中央=600" / "not FUND=YUAN: {}; write 中央=600";
        with_reason: "；确实如此就加 --reason 写明理由" / "; if it is so, add --reason";
    }
}

/// Months as typed.
pub(super) fn months(session: &Session, argument: Option<&str>) -> Result<Option<Months>, CliError> {
    argument
        .map(|said| {
            Months::parse(said)
                .ok_or_else(|| CliError::usage(fill(texts(session.lang).bad_months, &[&shown(said)])))
        })
        .transpose()
}

/// Which payments are asked for: a programme, a month and a fund as typed, and what `more` adds.
pub(super) fn payment_query(
    session: &Session,
    store: &Store,
    [programme, month, fund]: [Option<&str>; 3],
    more: impl FnOnce(PaymentQuery) -> PaymentQuery,
) -> Result<PaymentQuery, CliError> {
    let month = months(session, month)?;
    if let Some(several) = month.filter(|months| months.count() != 1) {
        return Err(CliError::usage(fill(texts(session.lang).one_month, &[&several.told()])));
    }
    Ok(more(PaymentQuery {
        programme: programme.map(|said| store.programme(said)).transpose()?.map(|one| one.code),
        month: month.map(|month| (month.from.year(), month.from.month())),
        fund: narrowed::fund(session, store, fund)?,
        ..PaymentQuery::default()
    }))
}

/// Funds with their sums: 中央=600; one fund alone pays all.
pub(super) fn parts(
    session: &Session,
    fund: Option<&str>,
    parts: &[String],
    amount: Fen,
) -> Result<Vec<(CleanText, Fen)>, CliError> {
    if let Some(fund) = fund {
        return Ok(vec![(parse::text(session, fund, NAME_MAX)?, amount)]);
    }
    let one = |said: &String| {
        let (fund, fen) = said
            .split_once(['=', '＝'])
            .ok_or_else(|| CliError::usage(fill(texts(session.lang).bad_part, &[&shown(said)])))?;
        Ok((parse::text(session, fund, NAME_MAX)?, parse::amount(session, fen)?))
    };
    parts.iter().map(one).collect()
}

#[derive(Serialize)]
pub(super) struct PaymentJson {
    no: i64,
    entry: String,
    kind: String,
    programme: String,
    recipient: Option<String>,
    name: String,
    months: Option<String>,
    subject: Option<String>,
    amount_fen: i64,
    left_fen: i64,
    paid_on: String,
    payee: Option<String>,
    concerns: Option<String>,
    reversed_by: Option<String>,
    reason: Option<String>,
    payroll: Option<String>,
    detail: std::collections::BTreeMap<String, String>,
}

impl From<&PaymentLine> for PaymentJson {
    fn from(line: &PaymentLine) -> Self {
        let told = |text: &Option<CleanText>| text.as_ref().map(ToString::to_string);
        Self {
            no: line.no,
            entry: line.id.to_string(),
            kind: line.kind.to_string(),
            programme: line.programme.to_string(),
            recipient: line.recipient.map(|id| id.to_string()),
            name: line.name.to_string(),
            months: line.months.map(Months::told),
            subject: told(&line.subject),
            amount_fen: line.amount.get(),
            left_fen: line.left.get(),
            paid_on: line.on.to_string(),
            payee: told(&line.payee),
            concerns: line.concerns.map(|id| id.to_string()),
            reversed_by: line.reversed_by.map(|id| id.to_string()),
            reason: told(&line.reason),
            payroll: line.payroll.map(|id| id.to_string()),
            detail: line.detail.0.iter().map(|(key, text)| (key.clone(), text.to_string())).collect(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct RefusalJson {
    row: Option<u32>,
    rule: &'static str,
    gives_way: bool,
    message: String,
}

impl RefusalJson {
    pub(super) fn new(session: &Session, refusal: &PayRefusal) -> Self {
        Self {
            row: refusal.row,
            rule: refusal.rule.code(),
            gives_way: refusal.rule.gives_way(),
            message: payments::refusal(session.lang, refusal),
        }
    }
}

#[derive(Serialize)]
struct ActJson {
    result: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    payment: Option<PaymentJson>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    refusals: Vec<RefusalJson>,
}

/// A payment in one line.
pub(super) fn told(session: &Session, line: &PaymentLine) -> String {
    let lang = session.lang;
    let what = [payments::kind(lang, line), &payments::what(lang, line)].join(" ");
    fill(
        texts(lang).line,
        &[
            &line.no,
            &line.name,
            &line.programme_name,
            &what.trim(),
            &words::yuan(lang, line.amount),
            &line.on,
            &line.id,
        ],
    )
}

/// Writes one payment, and says what was written.
pub(super) fn commit(session: &Session, store: &mut Store, act: PayAct, out: &mut Out) -> CommandResult {
    let texts = texts(session.lang);
    let id = act.payments.first().map(|one| one.id);
    let daily = Daily::ask(session, store);
    let receipt = match store.commit(&Op::Pay(Box::new(act)), &session.ctx()) {
        Ok(receipt) => receipt,
        Err(RegisterError::Unpaid(refusals)) => return refuse(session, &refusals, out),
        Err(other) => return Err(other.into()),
    };
    let new = matches!(receipt.answer, Answer::Recorded(_));
    if new {
        out.note_written();
    }
    let query = PaymentQuery { entry: id, ..PaymentQuery::default() };
    let line = store.payments(&query)?.pop();
    if session.json {
        let result = if new { "recorded" } else { "exists" };
        out.json(&ActJson { result, payment: line.as_ref().map(PaymentJson::from), refusals: Vec::new() });
    } else if let Some(line) = line {
        out.line(&[if new { texts.recorded } else { texts.exists }, &told(session, &line)].join(" "));
    }
    daily.keep(session, store, out);
    Ok(Status::Fine)
}

/// Tells that a card is not that of whoever is paid.
pub(super) fn refuse_card(session: &Session, fault: &PayFaultKind, out: &mut Out) -> CommandResult {
    let texts = texts(session.lang);
    let message = payrolls::fault(session.lang, fault);
    if session.json {
        let gives_way = fault.gives_way();
        let refusals = vec![RefusalJson { row: None, rule: fault.code(), gives_way, message }];
        out.json(&ActJson { result: "refused", payment: None, refusals });
        return Ok(Status::NotPermitted);
    }
    let said = [message.as_str(), texts.with_reason].concat();
    Err(CliError::Message(
        Status::NotPermitted,
        vec![[texts.refused, &said].join(session.lang.pick("：", ": "))],
    ))
}

fn refuse(session: &Session, refusals: &[PayRefusal], out: &mut Out) -> CommandResult {
    let texts = texts(session.lang);
    if session.json {
        let refusals = refusals.iter().map(|one| RefusalJson::new(session, one)).collect();
        out.json(&ActJson { result: "refused", payment: None, refusals });
        return Ok(Status::NotPermitted);
    }
    let mut said = lang::errors::text(session.lang, &RegisterError::Unpaid(refusals.to_vec()));
    if refusals.iter().all(|one| one.rule.gives_way()) {
        said.push_str(texts.with_reason);
    }
    Err(CliError::Message(
        Status::NotPermitted,
        vec![[texts.refused, &said].join(session.lang.pick("：", ": "))],
    ))
}
