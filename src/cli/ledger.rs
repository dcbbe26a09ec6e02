//! `muster ledger`: entries, newest first, reversals tied to what they cancel.

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult, Status};
use super::json::EntryJson;
use super::narrowed;
use super::out::Out;
use super::parse;
use super::pay_shared::{PaymentJson, payment_query};
use super::session::Session;
use super::table::{Columns, Side};
use crate::domain::entry::{EntryKind, LedgerLine, LedgerQuery};
use crate::domain::money::Fen;
use crate::domain::payment::figures::{PaymentLine, PaymentQuery};
use crate::domain::text::CleanText;
use crate::lang::{fill, payments, texts, words};
use crate::store::Store;

texts! {
    /// The texts of `ledger`.
    fn texts(lang) -> LedgerTexts {
        /// Head of the numbers that screens and the audit tell.
        number: "号" / "no.";
        empty: "没有符合条件的分录" / "no entry answers to that";
        /// How many, how many people, the sum.
        payments: "{} 笔，{} 人，{}" / "{} entr{y|ies}, {} {person|people}, {}";
        /// What a reversal cancels.
        reverses: "冲正 {}" / "cancels {}";
        /// What cancelled a gift.
        reversed_by: "已被 {} 冲正" / "cancelled by {}";
    }
}

/// The arguments of `ledger`.
#[derive(Debug, clap::Args)]
pub(super) struct LedgerArgs {
    #[arg(long, value_name = "ROUND")]
    round: Option<String>,
    #[arg(long, value_name = "YEAR")]
    year: Option<String>,
    #[arg(long, conflicts_with = "round")]
    payments: bool,
    #[arg(long, value_name = "PROGRAMME", requires = "payments")]
    programme: Option<String>,
    #[arg(long, value_name = "MONTH", requires = "payments")]
    month: Option<String>,
    #[arg(long, value_name = "TOWNSHIP", requires = "payments")]
    township: Option<String>,
    #[arg(long, value_name = "FUND", requires = "payments")]
    fund: Option<String>,
}

impl Command for LedgerArgs {
    const NAME: &'static str = "ledger";
    const HELP: Help = help! {
        "列出台账分录，新的在前" / "Entries of the ledger, newest first";
        round: "只看这次慰问活动" / "Only this round";
        year: "只看这一年发放的" / "Only what was paid in this calendar year";
        payments: "列项目发放，不列慰问" / "Payments of programmes instead of gifts";
        programme: "只看这个项目（代码、名称或别名）" / "Only this programme (code, name or another name)";
        month: "只看这个月发放的，如 2023-05" / "Only what was paid in this month, e.g. 2023-05";
        township: "只看这个苏木镇场（代码、名称或别名）" / "Only this township (code, name or another spelling)";
        fund: "只看这项资金发放的" / "Only what this fund paid";
        [db today json]
        "muster ledger" => "全部分录，新的在前" / "All entries, newest first";
        "muster ledger --round 2024-spring" => "一次活动的" / "Those of one round";
        "muster ledger --payments --programme 生活补助 --month 2023-07" => "一个项目一个月的发放" / "What one programme paid in one month";
        "muster ledger --year 2023 --json" => "2023 年发放的，输出 JSON" / "Those paid in 2023, as JSON";
    };

    /// Lists entries.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let round = self.round.as_deref().map(|argument| parse::round(session, argument)).transpose()?;
        let year = self.year.as_deref().map(|argument| parse::year(session, argument)).transpose()?;
        if self.payments {
            return self.list_payments(session, year, out);
        }
        let query = LedgerQuery { round, year, ..LedgerQuery::default() };
        session.open()?.reading(|store| {
            narrowed::recorded(session, store, round)?;
            if session.json {
                let mut list = out.json_list();
                store.ledger_rows(&query, |entry| {
                    list.item(&EntryJson::from(&entry));
                    Ok::<_, CliError>(())
                })?;
                list.end();
            } else {
                print(session, store, &query, out)?;
            }
            Ok(Status::Fine)
        })
    }
}

impl LedgerArgs {
    /// Lists payments of programmes.
    fn list_payments(&self, session: &Session, year: Option<i32>, out: &mut Out) -> CommandResult {
        session.open()?.reading(|store| {
            let township = match &self.township {
                Some(said) => Some(parse::township(session, &store.townships()?, said)?),
                None => None,
            };
            let typed = [&self.programme, &self.month, &self.fund].map(Option::as_deref);
            let query =
                payment_query(session, store, typed, |query| PaymentQuery { year, township, ..query })?;
            if session.json {
                let mut list = out.json_list();
                store.payment_rows(&query, |line| {
                    list.item(&PaymentJson::from(&line));
                    Ok::<_, CliError>(())
                })?;
                list.end();
            } else {
                print_payments(session, store, &query, out)?;
            }
            Ok(Status::Fine)
        })
    }
}

/// Prints payments as a table, with what they come to.
fn print_payments(
    session: &Session,
    store: &Store,
    query: &PaymentQuery,
    out: &mut Out,
) -> Result<(), CliError> {
    let (lang, heads, own) = (session.lang, session.heads(), payments::heads(session.lang));
    let mut columns = Columns::new(&[
        (texts(lang).number, Side::Right),
        (heads.day, Side::Left),
        (heads.kind, Side::Left),
        (heads.name, Side::Left),
        (heads.township, Side::Left),
        (own.programme, Side::Left),
        (own.what, Side::Left),
        (own.amount, Side::Right),
        (own.payee, Side::Left),
        (heads.entry, Side::Left),
        (heads.remark, Side::Left),
    ]);
    let cells = |line: &PaymentLine| {
        let told = |text: &Option<CleanText>| text.as_deref().unwrap_or_default().to_owned();
        let mut remark = Vec::new();
        remark.extend(line.reversed_by.map(|id| fill(texts(lang).reversed_by, &[&id])));
        remark.extend(line.reason.as_ref().map(ToString::to_string));
        [
            format!("#{}", line.no),
            line.on.to_string(),
            payments::kind(lang, line).to_owned(),
            line.name.to_string(),
            told(&line.township),
            line.programme_name.to_string(),
            payments::what(lang, line),
            line.amount.yuan(),
            told(&line.payee),
            line.id.to_string(),
            remark.join("  "),
        ]
    };
    store.payment_rows(query, |line| {
        columns.measure(&cells(&line));
        Ok::<_, CliError>(())
    })?;
    if columns.is_empty() {
        out.line(texts(lang).empty);
        return Ok(());
    }
    out.line(&columns.heads());
    store.payment_rows(query, |line| {
        out.line(&columns.line(&cells(&line)));
        Ok::<_, CliError>(())
    })?;
    let sum = store.payment_sum(query)?;
    out.line(&fill(texts(lang).payments, &[&sum.entries, &sum.people, &words::yuan(lang, sum.amount)]));
    out.line(&session.head_line(&store.heads()?));
    Ok(())
}

/// Prints entries as a table.
fn print(session: &Session, store: &Store, query: &LedgerQuery, out: &mut Out) -> Result<(), CliError> {
    let heads = session.heads();
    let mut columns = Columns::new(&[
        (texts(session.lang).number, Side::Right),
        (heads.day, Side::Left),
        (heads.kind, Side::Left),
        (heads.name, Side::Left),
        (heads.township, Side::Left),
        (heads.round, Side::Left),
        (heads.cash, Side::Right),
        (heads.goods, Side::Right),
        (heads.handlers, Side::Left),
        (heads.entry, Side::Left),
        (heads.remark, Side::Left),
    ]);
    store.ledger_rows(query, |entry| {
        columns.measure(&cells(session, &entry));
        Ok::<_, CliError>(())
    })?;
    if columns.is_empty() {
        out.line(texts(session.lang).empty);
        return Ok(());
    }
    out.line(&columns.heads());
    store.ledger_rows(query, |entry| {
        out.line(&columns.line(&cells(session, &entry)));
        Ok::<_, CliError>(())
    })?;
    out.line(&session.head_line(&store.heads()?));
    Ok(())
}

/// An entry as cells.
fn cells(session: &Session, entry: &LedgerLine) -> [String; 11] {
    let amount = |fen: Fen| if fen == Fen::ZERO { String::new() } else { fen.yuan() };
    [
        format!("#{}", entry.no),
        entry.on.to_string(),
        kind(session, entry.kind).to_owned(),
        entry.name.to_string(),
        entry.township.as_deref().unwrap_or_default().to_owned(),
        words::round(session.lang, entry.round),
        amount(entry.cash),
        amount(entry.goods_value),
        entry.handlers.iter().map(CleanText::as_str).collect::<Vec<_>>().join(session.texts().comma),
        entry.id.to_string(),
        remark(session, entry),
    ]
}

/// Gift or reversal.
pub(super) fn kind(session: &Session, kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Gift => session.heads().gift,
        EntryKind::Reversal => session.heads().reversal,
    }
}

/// What ties an entry to others, the goods in words, the proxy, and the reason.
pub(super) fn remark(session: &Session, entry: &LedgerLine) -> String {
    let texts = texts(session.lang);
    [
        entry.reverses.map(|id| fill(texts.reverses, &[&id])),
        entry.reversed_by.map(|id| fill(texts.reversed_by, &[&id])),
        entry.goods.as_ref().map(ToString::to_string),
        entry.proxy.as_ref().map(|(name, relation)| fill(session.texts().proxy, &[name, relation])),
        entry.reason.as_ref().map(ToString::to_string),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join("  ")
}
