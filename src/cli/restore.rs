//! `muster restore`: a backup takes the register's place.

use std::io::{self, BufRead, IsTerminal, Read};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult, Status, shown};
use super::json::HeadsJson;
use super::out::Out;
use super::session::Session;
use crate::clock;
use crate::domain::error::RegisterError;
use crate::domain::loss::{Holding, Loss};
use crate::domain::text::CleanText;
use crate::lang::{self, Lang, fill, texts};
use crate::store::{Agreed, Store};

texts! {
    /// The texts of `restore`.
    fn texts(lang) -> RestoreTexts {
        /// A backup was restored; the register, its entries.
        restored: "已恢复：{}，台账 {} 笔" / "restored {}, {} entr{y|ies}";
        /// Where the old register lies.
        kept_aside: "原登记册保留为：{}" / "the old register is kept as {}";
        /// Entries, the day of the last one, the device.
        replaced: "要换掉的登记册：台账 {} 笔，最后一笔 {}，设备 {}" / "To be replaced: {} entr{y|ies}, the last of {}, device {}";
        /// The same of the backup.
        by: "用来恢复的备份：台账 {} 笔，最后一笔 {}，设备 {}" / "By the backup: {} entr{y|ies}, the last of {}, device {}";
        /// What was replaced, the same.
        was_replaced: "换掉的登记册：台账 {} 笔，最后一笔 {}，设备 {}" / "replaced: {} entr{y|ies}, the last of {}, device {}";
        /// No entry, or no device.
        none: "无" / "none";
        no_loss: "没有记录会丢掉" / "Nothing that was recorded is lost";
        /// Asked on a terminal, below what would be lost.
        ask: "原登记册仍会留在旁边。继续请输入 yes：" / "The old register is kept beside it. To go on, type yes: ";
        not_restored: "没有恢复，登记册没有变" / "Not restored; the register is as it was";
        /// What would be lost; in a script.
        agree: "没有恢复：{}" / "Not restored: {}";
        way_on: "确要如此，请加 --yes；原登记册会留在旁边" / "If that is meant, add --yes; the old register is kept beside it";
        /// The loss was another one each time that it was asked for.
        others_write: "没有恢复：别人正在写入登记册，会丢掉的一直在变；请先关闭其他窗口" / "Not restored: others are writing into the register, so what is lost keeps changing; close them first";
        /// The backup is the register itself.
        restores_itself: "这就是登记册本身，不是备份：{}" / "this is the register itself, not a backup: {}";
    }
}

/// Bytes of an answer that are read.
const ANSWER_BYTES: u64 = 100;

/// Times a person is asked at most while others write.
const ASKED: u32 = 3;

/// The arguments of `restore`.
#[derive(Debug, clap::Args)]
pub(super) struct RestoreArgs {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[arg(long)]
    yes: bool,
}

#[derive(Serialize)]
struct RestoreJson<'a> {
    restored: &'a str,
    kept: Option<&'a str>,
    entries: u64,
    head: HeadsJson,
    lost_entries: u64,
    lost_fen: i64,
    lost_audit: u64,
    lost_drafts: u64,
    lost_rounds: Vec<String>,
    replaced: Option<HoldingJson<'a>>,
    backup: Option<HoldingJson<'a>>,
}

/// A register in few words.
#[derive(Serialize)]
struct HoldingJson<'a> {
    entries: u64,
    last_day: Option<NaiveDate>,
    device: &'a str,
    head: HeadsJson,
}

impl<'a> From<&'a Holding> for HoldingJson<'a> {
    fn from(holding: &'a Holding) -> Self {
        Self {
            entries: holding.heads.ledger.number,
            last_day: holding.last_day,
            device: &holding.device,
            head: HeadsJson::from(&holding.heads),
        }
    }
}

impl Command for RestoreArgs {
    const NAME: &'static str = "restore";
    const HELP: Help = help! {
        "用备份恢复登记册；原文件留在旁边" / "Put a backup in the place of the register; the old file is kept beside it";
        file: "备份文件" / "The backup";
        yes: "不再询问：照样恢复，哪怕会丢掉后来的记录" / "Do not ask: restore even if later records are lost";
        [db today json]
        "muster restore usb/copy.db" =>
            "先说会换掉、丢掉什么，再问是否恢复" /
            "Tells what it replaces and what would be lost, then asks";
        "muster restore usb/copy.db --yes" => "不再询问" / "Without asking";
    };

    /// Restores and says where the old file was kept.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let place = session.place()?;
        let texts = texts(session.lang);
        let file = shown(&self.file.display().to_string());
        if same(&self.file, place) {
            return Err(CliError::usage(fill(texts.restores_itself, &[&file])));
        }
        if !self.file.is_file() {
            // A folder, a device or a pipe is there, and is none.
            let trouble = if self.file.exists() {
                RegisterError::NotARegister(file)
            } else {
                RegisterError::NotFound(file)
            };
            return Err(CliError::usage(lang::errors::text(session.lang, &trouble)));
        }
        let mut agreed = None;
        let mut asked = 0;
        let restored = loop {
            let loss = match &agreed {
                _ if self.yes => Agreed::Whatever,
                None if can_ask() => Agreed::Unasked,
                None => Agreed::Nothing,
                Some(loss) => Agreed::This(loss),
            };
            match Store::restore(place, &self.file, &clock::new_device_id(), loss, &session.ctx()) {
                Err(RegisterError::WouldLose(_)) if asked == ASKED => {
                    let lines = vec![texts.others_write.to_owned(), texts.way_on.to_owned()];
                    return Err(CliError::Message(Status::Busy, lines));
                }
                Err(RegisterError::WouldLose(loss)) => {
                    agree(session, &loss)?;
                    asked += 1;
                    agreed = Some(*loss);
                }
                told => break told?,
            }
        };
        out.note_written();
        let path = |path: &Path| CleanText::shown(&path.display().to_string());
        let (now, kept) = (path(restored.store.path()), restored.kept.as_deref().map(path));
        if session.json {
            let told = restored.loss.is_some();
            let loss = restored.loss.unwrap_or_default();
            out.json(&RestoreJson {
                restored: &now,
                kept: kept.as_deref(),
                entries: restored.entries,
                head: HeadsJson::from(&restored.store.heads()?),
                lost_entries: loss.entries,
                lost_fen: loss.sum.get(),
                lost_audit: loss.audit,
                lost_drafts: loss.drafts,
                lost_rounds: loss.rounds.iter().map(ToString::to_string).collect(),
                replaced: told.then(|| HoldingJson::from(&loss.register)),
                backup: told.then(|| HoldingJson::from(&loss.backup)),
            });
        } else {
            out.line(&fill(texts.restored, &[&now, &restored.entries]));
            if let Some(loss) = &restored.loss {
                out.line(&holding(session.lang, texts.was_replaced, &loss.register));
                out.line(&session.head_line(&loss.register.heads));
            }
            if let Some(kept) = kept {
                out.line(&fill(texts.kept_aside, &[&kept]));
            }
        }
        Ok(Status::Fine)
    }
}

/// Has a person agree to what is lost: on a terminal by a question, else by `--yes`.
fn agree(session: &Session, loss: &Loss) -> Result<(), CliError> {
    let texts = texts(session.lang);
    let both = [
        holding(session.lang, texts.replaced, &loss.register),
        session.head_line(&loss.register.heads),
        holding(session.lang, texts.by, &loss.backup),
        session.head_line(&loss.backup.heads),
    ];
    let told = lang::errors::would_lose(session.lang, loss);
    if !can_ask() {
        let first = fill(texts.agree, &[&told]);
        let lines = [first].into_iter().chain(both).chain([texts.way_on.to_owned()]);
        return Err(CliError::Message(Status::NotPermitted, lines.collect()));
    }
    let last = if told.is_empty() { texts.no_loss.to_owned() } else { told };
    let lines = both.into_iter().chain([last, texts.ask.to_owned()]);
    if answers_yes(&lines.collect::<Vec<_>>()) {
        return Ok(());
    }
    Err(CliError::Message(Status::NotPermitted, vec![texts.not_restored.to_owned()]))
}

/// A register in one line.
fn holding(lang: Lang, template: &str, holding: &Holding) -> String {
    let none = texts(lang).none;
    let day = holding.last_day.map_or_else(|| none.to_owned(), |day| lang::words::full_day(lang, day));
    let device = if holding.device.is_empty() { none } else { &holding.device };
    fill(template, &[&holding.heads.ledger.number, &day, &device])
}

fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks on the standard error; anything but a clear yes is a no.
fn answers_yes(question: &[String]) -> bool {
    let mut err = Out::stderr();
    for line in question {
        err.line(line);
    }
    let mut answer = String::new();
    err.finish().is_ok()
        && io::stdin().lock().take(ANSWER_BYTES).read_line(&mut answer).is_ok()
        && ["yes", "是"].contains(&answer.trim())
}

/// Whether both are the same file. Only names are looked at.
fn same(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other || is_one_file(&one, &other),
        (Ok(_) | Err(_), _) => false,
    }
}

/// Whether two names are of one file.
fn is_one_file(one: &Path, other: &Path) -> bool {
    let number = |path: &Path| path.metadata().ok().map(|meta| (meta.dev(), meta.ino()));
    number(one).is_some_and(|one| number(other) == Some(one))
}
