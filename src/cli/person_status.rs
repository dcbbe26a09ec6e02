//! `muster person status`: a death, a departure, a suspension, and the undoing of it.

use chrono::NaiveDate;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult};
use super::lookup;
use super::out::Out;
use super::parse;
use super::person_answer::{self, Deed, unknown};
use super::session::Session;
use crate::domain::op::Op;
use crate::domain::recipient::{StatusKind, StatusLine};
use crate::domain::text::NOTE_MAX;
use crate::domain::undo::Undoing;
use crate::lang::errors::status;
use crate::lang::{fill, texts};

texts! {
    /// The texts of `person status`.
    fn texts(lang) -> StatusTexts {
        /// What was typed, what there is.
        bad_status: "不是可登记的情况：{}（{}）" / "not a status: {} ({})";
        no_day: "缺少：--on 日期" / "missing: --on with the day";
        no_reason: "--reason 要写明理由" / "--reason needs a reason";
        day_of_undo: "撤销不写 --on" / "--on does not go with undo";
        nothing: "没有可撤销的情况" / "there is nothing to undo";
        /// The status, since when it stands.
        again: "已登记「{}」，自 {} 起；日期写错就先撤销（undo）再登记" / "\"{}\" stands since {}; if the day is wrong, undo it first";
        too_early: "「{}」自 {} 起；迁回或恢复的日期须晚于那天，本来没有的就撤销（undo）" / "\"{}\" stands since {}: a return comes after that day; if it never was, undo it";
        /// The status.
        not_away: "没有登记「{}」，不用迁回或恢复" / "\"{}\" does not stand: there is nothing to return from";
    }
}

/// The arguments of `person status`.
#[derive(Debug, clap::Args)]
pub(super) struct StatusArgs {
    #[arg(value_name = "RECIPIENT")]
    recipient: String,
    #[arg(value_name = "STATUS")]
    status: String,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    on: Option<String>,
    #[arg(long, value_name = "REASON")]
    reason: String,
    #[arg(long = "dry-run")]
    dry_run: bool,
}

impl Command for StatusArgs {
    const NAME: &'static str = "status";
    const HELP: Help = help! {
        "登记去世、迁出、停发、迁回、恢复发放，或撤销最近一次" / "Records a death, departure, suspension, return or resumption, or undoes the last";
        recipient:
            "编号（或其开头）、身份证号（写 -，从标准输入给出）或唯一的姓名" /
            "Id (or its beginning), ID number (write - and give it on standard input), or a name that only one bears";
        status: "died 去世、left 迁出、suspended 停发、returned 迁回、resumed 恢复发放、undo 撤销" / "died, left, suspended, returned, resumed, or undo";
        on: "哪一天（迁回、恢复为第一天）；撤销时不写" / "The day, of a return or resumption the first one; not with undo";
        reason: "理由" / "Why";
        dry_run: "只看会怎样，不写入" / "Only tells what it would do";
        [db today json]
        "muster person status 程连富 died --on 2024-01-20 --reason 嘎查来电" =>
            "未办的慰问随之了结" / "What is open closes with it";
        "muster person status 程连富 returned --on 2024-05-01 --reason 迁回" => "迁出到前一天为止" / "The departure ends the day before";
        "muster person status 程连富 undo --reason 同名另一人" => "撤销，重新列为应访" / "Undone: due again";
    };

    /// Records or undoes it; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let texts = texts(session.lang);
        let reason = parse::text(session, &self.reason, NOTE_MAX)?;
        if reason.says_nothing() {
            return Err(CliError::usage(texts.no_reason));
        }
        let kind = match self.status.trim() {
            "died" | "去世" => Some((StatusKind::Died, true)),
            "left" | "迁出" => Some((StatusKind::Left, true)),
            "suspended" | "停发" => Some((StatusKind::Suspended, true)),
            "returned" | "迁回" => Some((StatusKind::Left, false)),
            "resumed" | "恢复" => Some((StatusKind::Suspended, false)),
            "undo" | "撤销" => None,
            typed => {
                let known = [
                    "died 去世",
                    "left 迁出",
                    "suspended 停发",
                    "returned 迁回",
                    "resumed 恢复",
                    "undo 撤销",
                ];
                return Err(unknown(texts.bad_status, typed, &known, session.texts().comma));
            }
        };
        let on = self.on.as_deref().map(|day| parse::day(session, day)).transpose()?;
        let mut store = session.open()?;
        let id = lookup::written_unless(session, &mut store, &self.recipient, self.dry_run)?;
        let card = store.recipient(id)?;
        let stands = |kind: StatusKind| {
            let is = |line: &&StatusLine| line.kind == kind && line.undone.is_none() && line.until.is_none();
            card.history.iter().filter(is).map(|line| line.on).max()
        };
        let ended = |kind: StatusKind, on: NaiveDate| {
            let is =
                |line: &StatusLine| line.kind == kind && line.undone.is_none() && line.until == on.pred_opt();
            card.history.iter().any(is)
        };
        let op = match (kind, on) {
            (None, Some(_)) => return Err(CliError::usage(texts.day_of_undo)),
            (Some(_), None) => return Err(CliError::usage(texts.no_day)),
            (None, None) => {
                let open = card.history.iter().find(|line| line.undone.is_none() && line.until.is_none());
                match (open, store.last_return(id)?) {
                    (Some(last), _) => Op::UndoStatus { id, kind: last.kind, reason },
                    // What ended stands on again.
                    (None, Some(Undoing::Back(act))) => Op::UndoAct { act, reason },
                    (None, _) => {
                        let why = texts.nothing.to_owned();
                        return person_answer::refuse(session, "status", why, id, &card.name, out);
                    }
                }
            }
            (Some((kind, true)), Some(on)) if stands(kind) == Some(on) => {
                return Ok(person_answer::exists(session, id, &card.name, out));
            }
            (Some((kind, false)), Some(on)) if stands(kind).is_none() && ended(kind, on) => {
                return Ok(person_answer::exists(session, id, &card.name, out));
            }
            (Some((kind, true)), Some(on)) => match stands(kind) {
                Some(since) => {
                    let why = fill(texts.again, &[&status(session.lang, kind), &since]);
                    return person_answer::refuse(session, "status", why, id, &card.name, out);
                }
                None => Op::SetStatus { id, kind, on, reason },
            },
            (Some((kind, false)), Some(on)) => match stands(kind) {
                Some(since) if since < on => Op::EndStatus { id, kind, on, reason },
                since => {
                    let word = status(session.lang, kind);
                    let why = match since {
                        Some(since) => fill(texts.too_early, &[&word, &since]),
                        None => fill(texts.not_away, &[&word]),
                    };
                    return person_answer::refuse(session, "status", why, id, &card.name, out);
                }
            },
        };
        let deed = Deed { recipient: id, name: &card.name, new_village: None };
        person_answer::commit(session, &mut store, (&op, self.dry_run), &deed, out)
    }
}
