//! `muster person merge` and `unmerge`: two registrations of one human become one recipient, and two again.

use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult, Status};
use super::kept::Daily;
use super::lookup;
use super::out::Out;
use super::parse;
use super::session::Session;
use crate::domain::error::RegisterError;
use crate::domain::ids::RecipientId;
use crate::domain::merge::{Above, DoubleGift, MergeLook, MergeRule, UnmergeLook};
use crate::domain::op::Op;
use crate::domain::recipient::RecipientCard;
use crate::domain::text::{CleanText, NOTE_MAX};
use crate::lang::{errors, fill, merge, texts, words};
use crate::store::Store;

texts! {
    /// The texts of `person merge` and `person unmerge`.
    fn texts(lang) -> MergeTexts {
        no_reason: "--reason 要写明理由" / "--reason needs a reason";
        confirm: "用 --confirm 另写确认理由" / "say why with --confirm";
        /// The other, the one that stays.
        merged: "已合并：{} 并入 {}" / "merged: {} into {}";
        /// The one that stays.
        before: "早已并入 {}，没有改动" / "merged into {} before, nothing changed";
        /// Who was merged.
        unmerged: "已拆开：{}；合并以后登记的仍在另一方" / "parted: {}; what was recorded since stays with the other";
        /// Round, number of gifts, cash.
        double: "  {}：两边共发 {} 笔，现金 {}，请核对后冲正多发的" / "  {}: gifts to both {}, cash {}; look at them and reverse what is too much";
        /// Number of the entry, day, name, cash.
        entry: "    #{} {} {} {}" / "    #{} {} {} {}";
        /// The names and ids of those merged into somebody.
        which: "并入此人的不止一个，请写编号：{}" / "more than one is merged into that one; name the id: {}";
    }
}

/// The arguments of `person merge`.
#[derive(Debug, clap::Args)]
pub(super) struct MergeArgs {
    #[arg(value_name = "KEEP")]
    keep: String,
    #[arg(value_name = "OTHER")]
    other: String,
    #[arg(long, value_name = "REASON")]
    reason: String,
    #[arg(long, value_name = "REASON")]
    confirm: Option<String>,
}

/// The arguments of `person unmerge`.
#[derive(Debug, clap::Args)]
pub(super) struct UnmergeArgs {
    #[arg(value_name = "RECIPIENT")]
    recipient: String,
    #[arg(long, value_name = "REASON")]
    reason: String,
    #[arg(long, value_name = "REASON")]
    confirm: Option<String>,
}

#[derive(Serialize)]
struct MergeJson<'a> {
    result: &'static str,
    /// The one that stays.
    recipient: String,
    name: &'a str,
    /// The other.
    other: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    /// Rounds in which both received.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    doubles: Vec<DoubleJson>,
    /// Entries recorded while the two were one, which stay with the one that stays.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    given: Vec<String>,
    /// Where they are above the standard of that one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    above: Vec<AboveJson>,
}

#[derive(Serialize)]
struct AboveJson {
    round: String,
    cash_fen: i64,
    goods_fen: i64,
    standard_fen: i64,
    standard_goods_fen: i64,
}

#[derive(Serialize)]
struct DoubleJson {
    round: String,
    cash_fen: i64,
    entries: Vec<String>,
}

impl<'a> MergeJson<'a> {
    fn new(result: &'static str, card: &'a RecipientCard, other: RecipientId) -> Self {
        let (recipient, name) = (card.id.to_string(), card.name.as_str());
        Self {
            result,
            recipient,
            name,
            other: other.to_string(),
            rule: None,
            message: None,
            doubles: Vec::new(),
            given: Vec::new(),
            above: Vec::new(),
        }
    }
}

impl Command for MergeArgs {
    const NAME: &'static str = "merge";
    const HELP: Help = help! {
        "合并重复登记的同一人，两边的走访和台账都保留" /
            "Merges two registrations of one human; calls and entries of both stay";
        keep: "留下的：编号（或其开头）、身份证号或唯一的姓名" / "Who stays: id (or its beginning), ID number, or a name that only one bears";
        other: "并入的：此后按姓名、号码、编号找到的都是留下的" / "Who is merged: name, numbers and id lead to the one that stays from then on";
        reason: "理由" / "Why";
        confirm:
            "两边身份证号都有效而不同，或已记为两人，仍要合并的理由（与 --reason 不同）" /
            "Why they are merged although both ID numbers are valid, or they were told to be two (another than --reason)";
        [db today json]
        "muster person merge 程连富 程连福 --reason 同一人登记两次" => "程连福 并入 程连富" / "One who was registered twice";
    };

    /// Merges; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let reason = reason(session, &self.reason)?;
        let confirmed = parse::maybe_text(session, self.confirm.as_deref(), NOTE_MAX)?;
        let mut store = session.open()?;
        let (keep, _) = lookup::written_merged(session, &mut store, &self.keep)?;
        let (into, through) = lookup::written_merged(session, &mut store, &self.other)?;
        let look = store.merge_look(keep, into, session.clock.today())?;
        let [one, two] = [&look.sides[0].card, &look.sides[1].card];
        let other = through.unwrap_or(into);
        let op = Op::Merge { keep, other, revs: [one.rev, two.rev], reason, confirmed };
        let daily = Daily::ask(session, &store);
        match store.commit(&op, &session.ctx()) {
            Ok(receipt) if receipt.existed() => {
                if session.json {
                    out.json(&MergeJson::new("exists", one, other));
                } else {
                    out.line(&fill(texts(session.lang).before, &[&one.name]));
                }
                Ok(Status::Fine)
            }
            Ok(_) => {
                out.note_written();
                done(session, &look, out);
                daily.keep(session, &store, out);
                Ok(Status::Fine)
            }
            Err(error) => refused(session, error, one, other, out),
        }
    }
}

impl Command for UnmergeArgs {
    const NAME: &'static str = "unmerge";
    const HELP: Help = help! {
        "拆开合并：并入的恢复原样，合并以后登记的仍在另一方" /
            "Takes a merge back: who was merged is as before; what came since stays with the other";
        recipient:
            "并入的一方：编号（或其开头）、身份证号或姓名；只有一个并入时也可写留下的一方" /
            "Who was merged: id (or its beginning), ID number or name; or who stayed, where only one was merged into it";
        reason: "理由" / "Why";
        confirm:
            "留下的一方已发的超过其标准，仍要拆开的理由（与 --reason 不同）" /
            "Why they are parted although the one that stays was given above its standard (another than --reason)";
        [db today json]
        "muster person unmerge 程连福 --reason 确是两个人" => "拆开" / "They are two after all";
    };

    /// Takes it back; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let reason = reason(session, &self.reason)?;
        let confirmed = parse::maybe_text(session, self.confirm.as_deref(), NOTE_MAX)?;
        let mut store = session.open()?;
        let (found, through) = lookup::written_merged(session, &mut store, &self.recipient)?;
        let card = store.recipient(found)?;
        let recipient = match (through, card.merged.as_slice()) {
            (Some(one), _) => one,
            (None, [only]) => only.id,
            (None, []) => found,
            (None, several) => {
                let told = several.iter().map(|one| format!("{} {}", one.name, one.id)).collect::<Vec<_>>();
                let text = fill(texts(session.lang).which, &[&told.join(session.texts().comma)]);
                return Err(CliError::bad_data(text));
            }
        };
        let look = match store.unmerge_look(recipient, session.clock.today()) {
            Ok(look) => look,
            Err(error) => return refused(session, error, &card, recipient, out),
        };
        let daily = Daily::ask(session, &store);
        match store.commit(&Op::Unmerge { recipient, reason, confirmed }, &session.ctx()) {
            Ok(_) => {
                out.note_written();
                let own = store.recipient(recipient)?;
                if session.json {
                    let done = MergeJson::new("done", &own, card.id);
                    out.json(&MergeJson { given: given(&look), above: above(&look), ..done });
                } else {
                    out.line(&fill(texts(session.lang).unmerged, &[&own.name]));
                    for line in merge::parting(session.lang, &look) {
                        out.line(&["  ", &line].concat());
                    }
                }
                daily.keep(session, &store, out);
                Ok(Status::Fine)
            }
            Err(error) => {
                if !session.json && matches!(error, RegisterError::Merge(MergeRule::Above)) {
                    let mut told = vec![errors::text(session.lang, &error)];
                    told.extend(merge::parting(session.lang, &look));
                    told.push(texts(session.lang).confirm.to_owned());
                    return Err(CliError::Message(Status::NotPermitted, told));
                }
                refused(session, error, &card, recipient, out)
            }
        }
    }
}

/// What the one that stays was given since, and keeps.
fn given(look: &UnmergeLook) -> Vec<String> {
    look.given.iter().map(|entry| entry.id.to_string()).collect()
}

fn above(look: &UnmergeLook) -> Vec<AboveJson> {
    let told = |above: &Above| AboveJson {
        round: above.round.to_string(),
        cash_fen: above.given[0].get(),
        goods_fen: above.given[1].get(),
        standard_fen: above.standard[0].get(),
        standard_goods_fen: above.standard[1].get(),
    };
    look.above.iter().map(told).collect()
}

fn reason(session: &Session, typed: &str) -> Result<CleanText, CliError> {
    let reason = parse::text(session, typed, NOTE_MAX)?;
    if reason.says_nothing() { Err(CliError::usage(texts(session.lang).no_reason)) } else { Ok(reason) }
}

fn done(session: &Session, look: &MergeLook, out: &mut Out) {
    let [one, two] = [&look.sides[0].card, &look.sides[1].card];
    if session.json {
        let told = |double: &DoubleGift| DoubleJson {
            round: double.round.to_string(),
            cash_fen: double.cash().get(),
            entries: double.entries.iter().map(|entry| entry.id.to_string()).collect(),
        };
        let doubles = look.doubles.iter().map(told).collect();
        return out.json(&MergeJson { doubles, ..MergeJson::new("done", one, two.id) });
    }
    let (texts, lang) = (texts(session.lang), session.lang);
    out.line(&fill(texts.merged, &[&two.name, &one.name]));
    for double in &look.doubles {
        let (round, cash) = (words::round(lang, double.round), words::yuan(lang, double.cash()));
        out.line(&fill(texts.double, &[&round, &double.entries.len(), &cash]));
        for entry in &double.entries {
            let cash = words::yuan(lang, entry.cash);
            out.line(&fill(texts.entry, &[&entry.no, &entry.on, &entry.name, &cash]));
        }
    }
}

fn refused(
    session: &Session,
    error: RegisterError,
    card: &RecipientCard,
    other: RecipientId,
    out: &mut Out,
) -> CommandResult {
    let Some(rule) = rule(&error) else { return Err(error.into()) };
    let message = errors::text(session.lang, &error);
    if !session.json {
        let asks = matches!(error, RegisterError::Merge(MergeRule::Ids | MergeRule::ToldApart));
        let how = asks.then(|| texts(session.lang).confirm.to_owned());
        let told = std::iter::once(message).chain(how).collect();
        return Err(CliError::Message(Status::NotPermitted, told));
    }
    out.json(&MergeJson {
        rule: Some(rule),
        message: Some(message),
        ..MergeJson::new("refused", card, other)
    });
    Ok(Status::NotPermitted)
}

/// The stable name of what stands in the way of a merge, or of what is done to somebody who was merged.
pub(super) fn rule(error: &RegisterError) -> Option<&'static str> {
    if let RegisterError::Merge(rule) = error {
        Some(MergeRule::code(*rule))
    } else {
        matches!(error, RegisterError::Merged { .. }).then_some(MERGED)
    }
}

/// The rule that nothing is done to somebody who was merged.
pub(super) const MERGED: &str = "merged";

/// Tells in one line whom something was asked of that was merged into the one it is done to.
pub(super) fn note_merged(session: &Session, store: &Store, through: Option<RecipientId>) {
    let Some(through) = through else { return };
    if let Ok(card) = store.recipient(through) {
        super::out::aside(&merge::merged(session.lang, &card.name, card.id));
    }
}
