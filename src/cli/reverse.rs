//! `muster reverse`: cancels a gift.

use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult, Status};
use super::kept::{self, Daily};
use super::out::Out;
use super::parse;
use super::pay_shared;
use super::session::Session;
use crate::clock;
use crate::domain::batch::Reversal;
use crate::domain::entry::LedgerLine;
use crate::domain::error::RegisterError;
use crate::domain::ids::EntryId;
use crate::domain::money::Fen;
use crate::domain::op::{Answer, Op};
use crate::domain::payment::figures::{PaymentLine, PaymentQuery};
use crate::domain::text::{CleanText, NOTE_MAX};
use crate::lang::{self, fill, texts, words};
use crate::store::Store;

texts! {
    /// The texts of `reverse`.
    fn texts(lang) -> ReverseTexts {
        /// Acknowledges a reversal: the gift, the number and the id of the reversal.
        reversed: "已冲正 {}，冲正分录 #{} {}" / "reversed {}, by entry #{} {}";
        /// The same reversal stands already.
        reversed_before: "已冲正过，没有重复：{}，冲正分录 #{} {}" / "reversed before, nothing added: {}, by entry #{} {}";
        /// The gift, why it is not.
        not_reversed: "{}：{}" / "{}: {}";
        /// A gift: its number, whom, how much, the round.
        gift: "#{} {} {}（{}）" / "#{} {} {} ({})";
        /// Goods and their value.
        goods: "{}（折合 {}）" / "{} (worth {})";
        /// A whole act; how many of how many, their sum.
        reversed_batch: "已冲正整批：{} / {} 笔，{}" / "reversed the batch: {} of {} entr{y|ies}, {}";
        /// The entry was recorded alone.
        no_batch: "这一笔是单独登记的，不属于任何一批：{}" / "this entry was recorded alone and belongs to no batch: {}";
        /// Nothing of the act stands any more.
        batch_undone: "这一批已全部冲正过，没有重复：{}" / "every entry of this batch was reversed before, nothing added: {}";
    }
}

/// The arguments of `reverse`.
#[derive(Debug, clap::Args)]
pub(super) struct ReverseArgs {
    #[arg(value_name = "ENTRY")]
    entry: String,
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[arg(long, value_name = "UUID", conflicts_with = "batch")]
    id: Option<String>,
    #[arg(long)]
    batch: bool,
}

#[derive(Serialize)]
struct ReverseJson {
    result: &'static str,
    entry: String,
    reverses: String,
    /// Whom the gift was for, and what it was.
    recipient: String,
    name: String,
    round: String,
    cash_fen: i64,
    goods_fen: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

/// A whole act that was reversed.
#[derive(Serialize)]
struct BatchJson {
    result: &'static str,
    batch: String,
    /// The reversals with their gifts.
    reversals: Vec<ReversalJson>,
    cash_fen: i64,
    goods_fen: i64,
}

#[derive(Serialize)]
struct ReversalJson {
    entry: String,
    reverses: String,
}

impl Command for ReverseArgs {
    const NAME: &'static str = "reverse";
    const HELP: Help = help! {
        "冲正一笔发放" / "Cancel a gift";
        entry: "分录编号（或其开头）" / "Id of the entry, or its beginning";
        reason: "理由" / "Why";
        id: "冲正分录的编号（UUID）：同一编号重复执行只记一次" / "Id of the reversal (UUID): repeating it records nothing twice";
        batch:
            "整批：与这一笔一起登记、尚未冲正的全部冲正，要么全部，要么一笔也不" /
            "The whole batch: all that were recorded together with this entry and still stand, all or none";
        [db today json]
        "muster reverse 018d6a10 --reason 金额填错" =>
            "编号写开头几位即可，见 muster ledger" /
            "The beginning of the id is enough; muster ledger shows it";
    };

    /// Reverses; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let texts = texts(session.lang);
        let reason = parse::text(session, &self.reason, NOTE_MAX)?;
        let id = match &self.id {
            Some(argument) => parse::id(session, argument)?,
            None => clock::new_entry_id(),
        };
        let mut store = session.open()?;
        let of = store.resolve_entry(&self.entry)?;
        if self.batch {
            return reverse_batch(session, &mut store, of, reason, out);
        }
        let query = PaymentQuery { entry: Some(of), ..PaymentQuery::default() };
        if let Some(line) = store.payments(&query)?.pop() {
            return reverse_payment(session, &mut store, &line, (id, reason), out);
        }
        let daily = Daily::ask(session, &store);
        let gift = store.entry_line(of)?;
        let json = |result, rule, message| ReverseJson {
            result,
            entry: id.to_string(),
            reverses: of.to_string(),
            recipient: gift.recipient.to_string(),
            name: gift.name.to_string(),
            round: gift.round.to_string(),
            cash_fen: gift.cash.get(),
            goods_fen: gift.goods_value.get(),
            rule,
            message,
        };
        let (answer, status, line) = match store.commit(&Op::Reverse { id, of, reason }, &session.ctx()) {
            Ok(receipt) if receipt.answer == Answer::Exists(id) => {
                let line =
                    fill(texts.reversed_before, &[&told(session, &gift), &store.entry_line(id)?.no, &id]);
                (json("exists", None, None), Status::Fine, line)
            }
            Ok(_) => {
                out.note_written();
                let line = fill(texts.reversed, &[&told(session, &gift), &store.entry_line(id)?.no, &id]);
                (json("recorded", None, None), Status::Fine, line)
            }
            Err(RegisterError::Different(_)) => {
                let line = fill(session.texts().different, &[&id]);
                (json("different", None, Some(line.clone())), Status::BadData, line)
            }
            Err(error @ RegisterError::NotReversible(_)) => {
                let message = lang::errors::text(session.lang, &error);
                let line = fill(texts.not_reversed, &[&told(session, &gift), &message]);
                (json("refused", Some("not_reversible"), Some(message)), Status::NotPermitted, line)
            }
            Err(other) => return Err(other.into()),
        };
        if session.json {
            out.json(&answer);
        } else if status == Status::Fine {
            out.line(&line);
        } else {
            return Err(CliError::Message(status, vec![line]));
        }
        if status == Status::Fine {
            daily.keep(session, &store, out);
        }
        Ok(status)
    }
}

/// A gift as it is named: #106 程连富 1,000 元（2024年春节）.
fn told(session: &Session, gift: &LedgerLine) -> String {
    let (lang, texts) = (session.lang, texts(session.lang));
    let mut what = Vec::new();
    if gift.cash != Fen::ZERO {
        what.push(words::yuan(lang, gift.cash));
    }
    if let Some(goods) = &gift.goods {
        what.push(fill(texts.goods, &[goods, &words::yuan(lang, gift.goods_value)]));
    }
    fill(texts.gift, &[&gift.no, &gift.name, &what.join(" "), &words::round(lang, gift.round)])
}

/// Cancels a payment of a programme, or what concerns one.
fn reverse_payment(
    session: &Session,
    store: &mut Store,
    line: &PaymentLine,
    (id, reason): (EntryId, CleanText),
    out: &mut Out,
) -> CommandResult {
    let texts = texts(session.lang);
    let daily = Daily::ask(session, store);
    let receipt = store.commit(&Op::Reverse { id, of: line.id, reason }, &session.ctx())?;
    let new = receipt.answer != Answer::Exists(id);
    if new {
        out.note_written();
    }
    let query = PaymentQuery { entry: Some(id), ..PaymentQuery::default() };
    let no = store.payments(&query)?.pop().map(|line| line.no).unwrap_or_default();
    if session.json {
        out.json(&PaymentReversalJson {
            result: if new { "recorded" } else { "exists" },
            entry: id.to_string(),
            reverses: line.id.to_string(),
            recipient: line.recipient.map(|id| id.to_string()),
            name: line.name.to_string(),
            programme: line.programme.to_string(),
            cash_fen: line.amount.get(),
        });
    } else {
        let told = pay_shared::told(session, line);
        out.line(&fill(if new { texts.reversed } else { texts.reversed_before }, &[&told, &no, &id]));
    }
    daily.keep(session, store, out);
    Ok(Status::Fine)
}

#[derive(Serialize)]
struct PaymentReversalJson {
    result: &'static str,
    entry: String,
    reverses: String,
    recipient: Option<String>,
    name: String,
    programme: String,
    cash_fen: i64,
}

/// Cancels all that was recorded together with an entry and still stands.
fn reverse_batch(
    session: &Session,
    store: &mut Store,
    of: EntryId,
    reason: CleanText,
    out: &mut Out,
) -> CommandResult {
    let texts = texts(session.lang);
    let Some(found) = store.batch_of(of)? else {
        return Err(CliError::Message(Status::Nothing, vec![fill(texts.no_batch, &[&of])]));
    };
    let reversals: Vec<Reversal> =
        found.live.iter().map(|of| Reversal { id: clock::new_entry_id(), of: *of }).collect();
    let answer = BatchJson {
        result: if reversals.is_empty() { "exists" } else { "recorded" },
        batch: found.id.to_string(),
        reversals: reversals
            .iter()
            .map(|one| ReversalJson { entry: one.id.to_string(), reverses: one.of.to_string() })
            .collect(),
        cash_fen: found.sum.cash.get(),
        goods_fen: found.sum.goods.get(),
    };
    let mut daily = None;
    let line = if reversals.is_empty() {
        fill(texts.batch_undone, &[&found.id])
    } else {
        kept::before_batch(session, store);
        daily = Some(Daily::ask(session, store));
        store.commit(&Op::ReverseBatch { batch: found.id, reversals, reason }, &session.ctx())?;
        out.note_written();
        let sum = lang::batch::sum(session.lang, &found.sum);
        fill(texts.reversed_batch, &[&found.live.len(), &found.all, &sum])
    };
    if session.json {
        out.json(&answer);
    } else {
        out.line(&line);
    }
    if let Some(daily) = daily {
        daily.keep(session, store, out);
    }
    Ok(Status::Fine)
}
