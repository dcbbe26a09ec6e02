//! `muster undo`: takes an act back, whatever it was.

use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult, Status, shown};
use super::group_many::TouchJson;
use super::kept::{self, Daily};
use super::out::Out;
use super::parse;
use super::session::Session;
use crate::clock;
use crate::domain::error::RegisterError;
use crate::domain::group_change::Touches;
use crate::domain::text::NOTE_MAX;
use crate::domain::undo::{NotUndone, UndoLook};
use crate::lang::{self, acts, fill, texts, undo};

texts! {
    /// The texts of `undo`.
    fn texts(lang) -> UndoTexts {
        no_reason: "--reason 要写明理由（只看会怎样用 --dry-run）" / "--reason needs a reason (--dry-run only tells)";
        /// What was typed.
        bad_act: "不是操作的编号：{}（muster acts 列出编号；台账的分录用 muster reverse 冲正）" / "not the number of an act: {} (muster acts lists them; an entry of the ledger is taken back by muster reverse)";
        nothing:
            "没有可撤销的：今天没有操作，或最后一次本身就是撤销、冲正（不再撤销，照原样重新办理）；较早的按编号撤销：muster undo 编号（muster acts 列出）" /
            "nothing to undo: nothing was done today, or the last act took one back itself (do that one again); an earlier act is undone by its number: muster undo NUMBER (muster acts lists them)";
        /// The act.
        undone: "已撤销 {}" / "undone: {}";
        /// Behind why the last act is not undone: the number of the one before it that can be.
        before: "；在它之前可撤销的是操作 #{}：muster undo {}" / "; before it act #{} can be undone: muster undo {}";
        would: "将撤销 {}（没有写入）" / "would undo {} (nothing was written)";
    }
}

/// The arguments of `undo`.
#[derive(Debug, clap::Args)]
pub(super) struct UndoArgs {
    #[arg(value_name = "ACT")]
    act: Option<String>,
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[arg(long)]
    dry_run: bool,
}

#[derive(Serialize)]
struct UndoJson {
    result: &'static str,
    act: i64,
    action: String,
    by: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    recipient: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    /// What it means for the rounds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    touches: Vec<TouchJson>,
}

impl UndoJson {
    fn new(result: &'static str, look: &UndoLook) -> Self {
        Self {
            result,
            act: look.act.no,
            action: look.act.action.clone(),
            by: look.act.actor.to_string(),
            recipient: look.act.recipient.map(|id| id.to_string()),
            rule: None,
            message: None,
            touches: Vec::new(),
        }
    }
}

impl Command for UndoArgs {
    const NAME: &'static str = "undo";
    const HELP: Help = help! {
        "撤销一次操作：冲正、取消或恢复到之前；原记录保留" / "Undoes an act: reverses, cancels or puts back; the act stays recorded";
        act: "操作的编号，见 muster acts；不写即今天刚做的（撤销本身不算）" / "The number of the act, as muster acts tells it; else what was just done today, an undoing excepted";
        reason: "理由" / "Why";
        dry_run: "只看会撤销什么，不写入" / "Only tells what it would undo";
        [db today json]
        "muster undo --dry-run" => "今天最后一次操作是什么" / "What the last act of today is";
        "muster undo --reason 改错了人" => "撤销它" / "Undoes it";
        "muster undo 142 --reason 改错了人" => "撤销指定的一次" / "Undoes the one named";
    };

    /// Undoes it; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let texts = texts(session.lang);
        let reason =
            self.reason.as_deref().map(|reason| parse::text(session, reason, NOTE_MAX)).transpose()?;
        let reason = reason.filter(|reason| !reason.says_nothing());
        if reason.is_none() && !self.dry_run {
            return Err(CliError::usage(texts.no_reason));
        }
        let act = self.act.as_deref().map(|said| number(session, said)).transpose()?;
        let mut store = session.open()?;
        let look = match act {
            Some(act) => store.undo_look(act)?,
            None => match store.last_act(session.clock.today())? {
                Some(look) => look,
                None => return Err(CliError::Message(Status::Nothing, vec![texts.nothing.to_owned()])),
            },
        };
        let told = told(session, &look);
        let way = match &look.way {
            Ok(way) => way,
            Err(why) if act.is_none() => {
                let before = store.undoable_before(look.act.no, session.clock.today())?;
                return last_refused(session, &look, (*why, before), out);
            }
            Err(why) => return refused(session, &look, *why, out),
        };
        let op = way.op(reason.clone().unwrap_or_default(), clock::new_entry_id);
        let touches = store.touches(&op, session.clock.today())?;
        if reason.is_none() || self.dry_run {
            print(session, ("dry_run", &look), &fill(texts.would, &[&told]), &touches, out);
            return Ok(Status::Fine);
        }
        if op.concerns_many() {
            kept::before_batch(session, &store);
        }
        let daily = Daily::ask(session, &store);
        match store.commit(&op, &session.ctx()) {
            Ok(_) => {
                out.note_written();
                print(session, ("done", &look), &fill(texts.undone, &[&told]), &touches, out);
                daily.keep(session, &store, out);
                Ok(Status::Fine)
            }
            Err(RegisterError::NotUndone(why)) => refused(session, &look, why, out),
            Err(error @ RegisterError::Person(_)) => {
                let message = lang::errors::text(session.lang, &error);
                answer(session, &look, ("refused", "person".to_owned()), message, out)
            }
            Err(other) => Err(other.into()),
        }
    }
}

fn number(session: &Session, said: &str) -> Result<i64, CliError> {
    let digits = said.trim().trim_start_matches(['#', '＃']);
    let no = digits.parse::<i64>().ok().filter(|no| *no > 0);
    no.ok_or_else(|| CliError::usage(fill(texts(session.lang).bad_act, &[&shown(said)])))
}

/// The act in words, with what was there before and after.
fn told(session: &Session, look: &UndoLook) -> String {
    let lang = session.lang;
    let sides = [acts::before(lang, &look.act), acts::after(lang, &look.act)]
        .into_iter()
        .filter(|side| !side.is_empty());
    let sides = sides.collect::<Vec<_>>().join(" > ");
    [undo::named(session.lang, &look.act), sides]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("  ")
}

/// What was undone before is told, not refused.
fn refused(session: &Session, look: &UndoLook, why: NotUndone, out: &mut Out) -> CommandResult {
    let result = if why == NotUndone::Undone { "exists" } else { "refused" };
    let mut rule = why.code().to_owned();
    if let NotUndone::Later(act) = why {
        rule = format!("{rule} {act}");
    }
    answer(session, look, (result, rule), undo::refused(session.lang, why), out)
}

/// The last act, which nothing undoes: it is named, and the last one before it that something does.
fn last_refused(
    session: &Session,
    look: &UndoLook,
    (why, before): (NotUndone, Option<i64>),
    out: &mut Out,
) -> CommandResult {
    let mut message = [told(session, look), undo::refused(session.lang, why)].join("  ");
    if let Some(before) = before {
        message.push_str(&fill(texts(session.lang).before, &[&before, &before]));
    }
    answer(session, look, ("refused", why.code().to_owned()), message, out)
}

fn answer(
    session: &Session,
    look: &UndoLook,
    (result, rule): (&'static str, String),
    message: String,
    out: &mut Out,
) -> CommandResult {
    let status = if result == "exists" { Status::Fine } else { Status::NotPermitted };
    if session.json {
        let json = UndoJson { rule: Some(rule), message: Some(message), ..UndoJson::new(result, look) };
        out.json(&json);
    } else if status == Status::Fine {
        out.line(&message);
    } else {
        return Err(CliError::Message(status, vec![message]));
    }
    Ok(status)
}

fn print(
    session: &Session,
    (result, look): (&'static str, &UndoLook),
    line: &str,
    touches: &Touches,
    out: &mut Out,
) {
    if session.json {
        let touches = touches.rounds.iter().map(TouchJson::from).collect();
        return out.json(&UndoJson { touches, ..UndoJson::new(result, look) });
    }
    out.line(line);
    for line in lang::groups::touches(session.lang, touches) {
        out.line(&["  ", &line].concat());
    }
}
