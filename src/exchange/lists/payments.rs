//! The payments of programmes as they leave, and a payroll that is proposed: under the heads by which a payroll is read, so
//! that it comes in again unchanged.

use super::Visit;
use crate::domain::payment::draft::{PayrollKind, PayrollQuery, ProposedPay};
use crate::domain::payment::figures::{PaymentLine, PaymentQuery};
use crate::domain::payment::period::PayPeriod;
use crate::domain::programme::fund_key;
use crate::domain::text::CleanText;
use crate::exchange::leaving::{WriteError, Writing};
use crate::lang::{Lang, export, payments};
use crate::store::Store;
use crate::tabular::out::{Holds, OutCell, OutColumn};

/// The columns of the payments.
pub(super) fn columns(lang: Lang) -> Vec<OutColumn> {
    let (heads, own_heads) = (export::heads(lang), payments::heads(lang));
    let own = |key, head, holds| OutColumn { key, head, holds };
    vec![
        own("entry", heads.id, Holds::Ids),
        own("recipient", heads.about, Holds::Ids),
        own("concerns", own_heads.concerns, Holds::Ids),
        own("reversed_by", heads.reversed, Holds::Ids),
        own("no", heads.number, Holds::Counts),
        own("on", heads.day, Holds::Days),
        own("kind", heads.entry_kind, Holds::Words),
        own("name", own_heads.name, Holds::Words),
        own("township", heads.place, Holds::Words),
        own("programme", own_heads.programme, Holds::Words),
        own("months", own_heads.months, Holds::Words),
        own("subject", own_heads.subject, Holds::Words),
        own("amount_fen", own_heads.amount, Holds::Money),
        own("left_fen", own_heads.left, Holds::Money),
        own("payee", own_heads.payee, Holds::Words),
        own("stands", heads.stands, Holds::Words),
        own("reason", heads.reason, Holds::Words),
    ]
}

/// What was asked of the payments, but for the township.
pub(super) fn asked(query: &PaymentQuery) -> Vec<(&'static str, Option<String>)> {
    vec![
        ("programme", query.programme.as_ref().map(ToString::to_string)),
        ("year", query.year.map(|year| year.to_string())),
        ("month", query.month.map(|(year, month)| format!("{year:04}-{month:02}"))),
        ("entries", query.numbers.as_ref().map(|numbers| numbers.len().to_string())),
        ("fund", query.fund.as_ref().map(ToString::to_string)),
        ("recipient", query.recipient.map(|id| id.to_string())),
    ]
}

/// A payment as cells.
pub(super) fn cells(lang: Lang, line: PaymentLine) -> Vec<OutCell> {
    let kind = OutCell::word(line.kind.as_str(), payments::kind(lang, &line));
    let paid_of = match line.round {
        Some(round) => OutCell::word(round.to_string(), payments::paid_of(lang, &line)),
        None => OutCell::word(line.programme.as_str(), line.programme_name.as_str()),
    };
    let stands = match line.reversed_by {
        None => OutCell::word("yes", ""),
        Some(_) => OutCell::word("reversed", export::heads(lang).reversed),
    };
    let id = |id: Option<crate::domain::ids::EntryId>| {
        id.map_or(OutCell::Empty, |id| OutCell::words(id.to_string()))
    };
    vec![
        OutCell::words(line.id.to_string()),
        line.recipient.map_or(OutCell::Empty, |id| OutCell::words(id.to_string())),
        id(line.concerns),
        id(line.reversed_by),
        OutCell::Count(line.no),
        OutCell::Day(line.on),
        kind,
        line.name.into(),
        line.township.into(),
        paid_of,
        line.months.map_or(OutCell::Empty, |months| OutCell::words(months.told())),
        line.subject.into(),
        OutCell::Money(line.amount),
        OutCell::amount(line.left),
        line.payee.into(),
        stands,
        line.reason.into(),
    ]
}

/// Funds that have a column of their own in a payroll; another one stands in the column of funds.
const FUNDS: [&str; 4] = ["中央", "自治区", "盟", "旗"];

/// What was asked of a payroll that is proposed.
pub(super) fn asked_payroll(query: &PayrollQuery) -> Vec<(&'static str, Option<String>)> {
    vec![
        ("programme", Some(query.programme.to_string())),
        ("months", query.period.months().map(crate::domain::payment::Months::told)),
        ("period", query.period.name().map(ToString::to_string)),
        ("what", Some(query.what.code().to_owned())),
    ]
}

/// The columns of a payroll that is proposed: always by the words that lists write, whatever the language, since it is read again.
pub(super) fn payroll_columns(query: &PayrollQuery) -> Vec<OutColumn> {
    let own = |key, head, holds| OutColumn { key, head, holds };
    let months = query.period.months().is_some();
    let mut columns = vec![
        own("recipient", "编号", Holds::Ids),
        own("name", "姓名", Holds::Words),
        own("id_number", "身份证号", Holds::Digits),
        own("category", "优抚类别", Holds::Words),
        own("level", "等级", Holds::Words),
        own("nature", "性质", Holds::Words),
        own("household", "城乡", Holds::Words),
        own("kind", "险种", Holds::Words),
        own("years", "服役年限", Holds::Words),
        if months {
            own("months", "发放月份", Holds::Words)
        } else {
            own("which", "期次", Holds::Words)
        },
        own("central_fen", FUNDS[0], Holds::Money),
        own("region_fen", FUNDS[1], Holds::Money),
        own("league_fen", FUNDS[2], Holds::Money),
        own("banner_fen", FUNDS[3], Holds::Money),
        own("amount_fen", "实发金额", Holds::Money),
        own("fund", "资金来源", Holds::Words),
        own("card", "银行卡号", Holds::Digits),
        own("payee", "领取人", Holds::Words),
        own("note", "备注", Holds::Words),
    ];
    if !months {
        columns.push(own("intake", "入伍批次", Holds::Words));
    }
    columns
}

/// Visits the rows of a payroll that is proposed.
pub(super) fn each(
    store: &Store,
    query: &PayrollQuery,
    writing: &Writing<'_>,
    visit: Visit<'_>,
) -> Result<(), WriteError> {
    let code = query.programme.as_str();
    let rows: Vec<ProposedPay> = match (query.what, query.period.months()) {
        (PayrollKind::BackPay, Some(months)) => store
            .payroll_back_pay(code, months, writing.today)?
            .into_iter()
            .flat_map(|one| one.rows)
            .collect(),
        (PayrollKind::Draft | PayrollKind::BackPay, _) => {
            let draft = store.payroll_draft(code, &query.period, writing.today)?;
            // Who was paid once is not paid again.
            let unpaid = draft.paid.as_ref().filter(|_| query.period == PayPeriod::Once);
            let unpaid = unpaid.map(|paid| paid.unpaid.clone());
            let is_written = |at: &usize| unpaid.as_ref().is_none_or(|unpaid| unpaid.contains(at));
            draft.rows.into_iter().enumerate().filter(|(at, _)| is_written(at)).map(|(_, row)| row).collect()
        }
    };
    for row in rows {
        let numbers = store.payee_numbers(row.of.recipient, writing.numbers)?;
        let intake = row.intake.clone().filter(|_| query.period.months().is_none());
        let mut cells = payroll_cells(row, numbers);
        if query.period.months().is_none() {
            cells.push(intake.into());
        }
        visit(cells)?;
    }
    Ok(())
}

fn payroll_cells(row: ProposedPay, [id_number, card]: [Option<CleanText>; 2]) -> Vec<OutCell> {
    let columned = row.parts.iter().all(|(fund, _)| FUNDS.contains(&fund_key(fund).as_str()));
    let of_fund = |column: &str| {
        let part = row.parts.iter().find(|(fund, _)| columned && fund_key(fund) == column);
        part.map_or(OutCell::Empty, |(_, fen)| OutCell::Money(*fen))
    };
    let funds = match row.parts.as_slice() {
        _ if columned => String::new(),
        [(fund, _)] => fund.to_string(),
        several => {
            several.iter().map(|(fund, fen)| format!("{fund}={}", fen.short())).collect::<Vec<_>>().join("；")
        }
    };
    let own_card = card.filter(|_| row.payee.is_none());
    let [category, level, nature, household] = row.of.to;
    // Of half-years of a service the intake stands there: it has a column of its own.
    let level = if row.intake.as_ref() == Some(&level) { CleanText::default() } else { level };
    let kind = row.of.key.filter(|key| *key != category);
    vec![
        OutCell::words(row.of.recipient.to_string()),
        row.of.person.name.into(),
        id_number.into(),
        category.into(),
        level.into(),
        nature.into(),
        household.into(),
        kind.into(),
        row.years.map_or(OutCell::Empty, |years| OutCell::words(years.to_string())),
        OutCell::words(row.period.told()),
        of_fund(FUNDS[0]),
        of_fund(FUNDS[1]),
        of_fund(FUNDS[2]),
        of_fund(FUNDS[3]),
        OutCell::Money(row.amount),
        OutCell::words(funds),
        own_card.into(),
        row.payee.into(),
        row.note.into(),
    ]
}
